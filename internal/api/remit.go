package api

import (
	"context"
	"net/http"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// remit is which part of the country a supervisor's post reads, from a day on.
type remit struct {
	From   civic.Date    `json:"effective_from" format:"date"`
	Kinds  []string      `json:"kinds,omitempty" doc:"Agencies of these kinds, with all below them." example:"[\"province\",\"regency\",\"city\"]"`
	Desks  []*agencyName `json:"agencies,omitempty" doc:"These agencies, with all below them."`
	Topics []*topicName  `json:"topics,omitempty" doc:"Reports on these topics and on those below them, wherever they lie."`
}

// remitPost is a supervisor's post. A remit that names nothing is everything.
type remitPost struct {
	Post    civic.ID    `json:"post_id"`
	Name    string      `json:"name" doc:"Of the officer." example:"Pengawas Contoh"`
	Desk    *agencyName `json:"desk,omitempty"`
	Version string      `json:"version" doc:"Of the remits; to be sent with a change." example:"9f86d081884c7d65"`
	Remits  []remit     `json:"remits" doc:"Oldest first; none, or one that names nothing: everything at and below the desk."`
}

type remitPosts struct {
	Posts []remitPost `json:"posts"`
	Next  string      `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type remitBody struct {
	From    string   `json:"effective_from" doc:"Today or later; another remit of that day is replaced." format:"date" example:"2027-01-04"`
	Kinds   []string `json:"kinds,omitempty" doc:"Kinds of agencies." maxItems:"60"`
	Desks   []ref    `json:"agencies,omitempty" doc:"Ids or codes." maxItems:"60"`
	Topics  []ref    `json:"topics,omitempty" doc:"Ids or codes." maxItems:"60"`
	Version string   `json:"version" doc:"Of the remits that were read; another one is refused: 409." maxLength:"40"`
}

type postParams struct {
	ID string `path:"id" doc:"Id of the post." maxLength:"20"`
}

func remitPostOf(m *atlas.Map, p directory.RemitPost) remitPost {
	out := remitPost{Post: p.Post.ID, Name: p.Post.Name, Desk: nameOf(m.Tree, p.Post.Agency), Version: p.Version, Remits: []remit{}}
	for _, x := range p.Remits {
		one := remit{From: x.From, Kinds: x.Kinds}
		for _, id := range x.Desks {
			one.Desks = append(one.Desks, nameOf(m.Tree, id))
		}
		for _, id := range x.Topics {
			one.Topics = append(one.Topics, topicOf(m, id))
		}
		out.Remits = append(out.Remits, one)
	}
	return out
}

func (a *API) listRemits(ctx context.Context, x *exchange, p *pageParams) (*remitPosts, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	var after civic.ID
	if at != nil {
		after = civic.ID(at[0])
	}
	all, more, err := a.Directory.Remits(ctx, who, after, max(1, p.Limit))
	if err != nil {
		return nil, err
	}
	out := &remitPosts{Posts: []remitPost{}}
	for _, one := range all {
		out.Posts = append(out.Posts, remitPostOf(a.Directory.Map(ctx), one))
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].Post.ID))
	}
	return out, nil
}

func (a *API) saveRemit(ctx context.Context, x *exchange, p *postParams) (*remitPost, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	post, err := civic.ParseID(p.ID)
	if err != nil {
		err = civic.NotFound("error.not_found")
	}
	if _, wrong := a.Directory.RemitOf(ctx, who, post); wrong != nil { // whoever may not learns nothing from what is wrong
		return nil, wrong
	}
	if err != nil {
		return nil, err
	}
	b, err := read[remitBody](x)
	if err != nil {
		return nil, err
	}
	m, is := a.Directory.Map(ctx), civic.Remit{Kinds: b.Kinds}
	if is.From, err = optionalDay("effective_from", b.From); err != nil {
		return nil, err
	}
	for _, f := range b.Desks {
		id, err := agencyID(m.Tree, "agencies", f)
		if err != nil {
			return nil, err
		}
		is.Desks = append(is.Desks, id)
	}
	for _, f := range b.Topics {
		id, err := topicID(m, "topics", f)
		if err != nil {
			return nil, err
		}
		is.Topics = append(is.Topics, id)
	}
	if err := a.Directory.SaveRemit(ctx, who, post, is, b.Version); err != nil {
		return nil, err
	}
	saved, err := a.Directory.RemitOf(ctx, who, post)
	out := remitPostOf(a.Directory.Map(ctx), saved)
	return &out, err
}

// remits registers the routes of what supervisors read.
func (a *API) remits() {
	one := remitPost{Post: exampleID, Name: "Pengawas Contoh", Desk: &agencyName{ID: 1, Code: "nasional", Name: "Admin Nasional SP4N"}, Version: "9f86d081884c7d65",
		Remits: []remit{{From: civic.Date{Year: 2027, Month: 1, Day: 4}, Kinds: []string{"province", "regency", "city"}}}}
	register(a, operation{id: "listRemits", method: http.MethodGet, path: "/remits", tag: tagDesk, access: officers,
		summary: "What supervisors read", about: "The posts of supervisors, each with its remits. For the national desk.", out: remitPosts{Posts: []remitPost{one}}}, a.listRemits)
	register(a, operation{id: "dropRemit", method: http.MethodDelete, path: "/remits/{id}/{effective_from}", tag: tagDesk, access: officers,
		summary: "Take back a planned remit", about: "One that has not begun; the one before it holds on. What has begun stays: it says who could read what. For the national desk.",
		out: one, errors: []int{http.StatusConflict, http.StatusNotFound}}, a.dropRemit)
	register(a, operation{id: "saveRemit", method: http.MethodPut, path: "/remits/{id}", tag: tagDesk, access: officers,
		summary: "Say what a supervisor reads", about: "From a day on. What is not in the remit is not there for the post: not in lists, counts, searches, and not by its code. For the national desk.",
		in:  remitBody{From: "2027-01-04", Kinds: one.Remits[0].Kinds, Version: one.Version},
		out: one, errors: []int{http.StatusConflict, http.StatusNotFound}}, a.saveRemit)
}
