package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// leave is a time in which somebody acts for the holder of a post.
type leave struct {
	ID         civic.ID         `json:"id"`
	PostID     civic.ID         `json:"post_id"`
	Officer    string           `json:"officer" doc:"Who is on leave." example:"Sri Wahyuni"`
	Substitute string           `json:"substitute" example:"Petugas Contoh"`
	First      civic.Date       `json:"first" format:"date"`
	Last       civic.Date       `json:"last" format:"date" doc:"The last day of it, also when it was cut short."`
	State      civic.LeaveState `json:"state" enum:"coming,now,over,off"`
}

type leavePage struct {
	Leaves []leave `json:"leaves"`
	Next   string  `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type leaveBody struct {
	PostID     string `json:"post_id,omitempty" doc:"Id of the post; none: that of the token." maxLength:"20"`
	Substitute string `json:"substitute_id" doc:"Id of an officer of the same desk, of one above it, or of one right below it." maxLength:"20"`
	First      string `json:"first" format:"date" example:"2026-12-01"`
	Last       string `json:"last" format:"date" example:"2026-12-05"`
}

type leaveParams struct {
	ID string `path:"id" doc:"Id of the leave." maxLength:"20"`
}

type leaveListParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
	PostID string `query:"post_id" doc:"Id of the post; none: that of the token." maxLength:"20"`
}

func (a *API) leaveView(ctx context.Context, x *civic.Leave) leave {
	desk, _ := a.Directory.Map(ctx).Tree.Get(x.Agency)
	out := leave{ID: x.ID, PostID: x.Post, Officer: x.Name, Substitute: x.SubstituteName, State: x.Stands(a.Now())}
	if out.First, out.Last = x.Days(desk.Zone); out.State == civic.LeaveOff {
		out.Last = out.First
	}
	return out
}

// postNamed is the post that is meant: the own one, when nothing is said. One that is none is not there.
func postNamed(who civic.Actor, typed string) civic.ID {
	if typed == "" {
		return who.Post
	}
	id, err := civic.ParseID(typed)
	if err != nil {
		return 0
	}
	return id
}

func (a *API) listLeaves(ctx context.Context, x *exchange, p *leaveListParams) (*leavePage, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	before, err := afterID(p.Cursor)
	if err != nil {
		return nil, err
	}
	all, more, err := a.Directory.Leaves(ctx, who, postNamed(who, p.PostID), before, max(1, p.Limit))
	if err != nil {
		return nil, err
	}
	out := &leavePage{Leaves: []leave{}}
	for i := range all {
		out.Leaves = append(out.Leaves, a.leaveView(ctx, &all[i]))
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].ID))
	}
	return out, nil
}

func (a *API) enterLeave(ctx context.Context, x *exchange, _ *struct{}) (*leave, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[leaveBody](x)
	if err != nil {
		return nil, err
	}
	e := directory.LeaveEntry{Post: postNamed(who, b.PostID)}
	if e.Substitute, err = optionalID("substitute_id", b.Substitute); err != nil {
		return nil, err
	}
	if e.First, err = optionalDay("first", b.First); err != nil {
		return nil, err
	}
	if e.Last, err = optionalDay("last", b.Last); err != nil {
		return nil, err
	}
	is, err := a.Directory.EnterLeave(ctx, who, e)
	if err != nil {
		return nil, err
	}
	out := a.leaveView(ctx, &is)
	return &out, nil
}

func (a *API) endLeave(ctx context.Context, x *exchange, p *leaveParams) (*leave, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := read[nothing](x); err != nil {
		return nil, err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		id = 0 // not there
	}
	is, err := a.Directory.EndLeave(ctx, who, id)
	if err != nil {
		return nil, err
	}
	out := a.leaveView(ctx, &is)
	return &out, nil
}

// leaves registers the routes of leaves.
func (a *API) leaves() {
	first := civic.Date{Year: 2026, Month: 12, Day: 1}
	one := leave{ID: exampleID, PostID: exampleID, Officer: "Sri Wahyuni", Substitute: "Petugas Contoh", First: first, Last: first.AddDays(4), State: civic.LeaveComing}
	who := "Of the own post; for coordinators also of posts at the own desk and below it."
	register(a, operation{id: "listLeaves", method: http.MethodGet, path: "/leaves", tag: tagDesk, access: officers,
		summary: "Leaves of a post", about: "The latest entry first. " + who, out: leavePage{Leaves: []leave{one}}, errors: []int{http.StatusNotFound}}, a.listLeaves)
	register(a, operation{id: "enterLeave", method: http.MethodPost, path: "/leaves", tag: tagDesk, access: officers, status: http.StatusCreated,
		summary: "Enter a leave", about: "From its first day to its last one the substitute has that post beside the own, and what is done says so. " + who,
		in: leaveBody{Substitute: exampleID.String(), First: first.String(), Last: first.AddDays(4).String()}, out: one, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.enterLeave)
	register(a, operation{id: "endLeave", method: http.MethodPost, path: "/leaves/{id}/end", tag: tagDesk, access: officers,
		summary: "End a leave", about: "Now, or before it begins. The substitute's access ends with it. " + who, in: nothing{}, out: one, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.endLeave)
}
