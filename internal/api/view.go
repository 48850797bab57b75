package api

import (
	"context"
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// savedView is a list that an officer comes back to.
type savedView struct {
	ID      civic.ID   `json:"id" doc:"For view= of a list."`
	Name    string     `json:"name" example:"Jalan di Wonokromo"`
	Shared  bool       `json:"shared" doc:"Everybody at the desk has it."`
	Own     bool       `json:"own" doc:"The officer made it."`
	Filter  ListFilter `json:"filter" doc:"What it holds."`
	Count   *int64     `json:"count,omitempty" doc:"How much it holds now; left out for lists with words, of what has ended, and of what is not the officer's."`
	AtLeast bool       `json:"count_is_least,omitempty" doc:"There may be more."`
}

type savedViews struct {
	Views []savedView `json:"views"`
}

type viewBody struct {
	Name   string     `json:"name" maxLength:"60"`
	Shared bool       `json:"shared,omitempty" doc:"For everybody at the desk."`
	Filter ListFilter `json:"filter" doc:"What it holds; without view."`
}

type viewParams struct {
	ID string `path:"view_id" doc:"Id of the saved view." maxLength:"20"`
}

// savedViews lists the officer's views, each with its count.
func (a *API) savedViews(ctx context.Context, x *exchange, _ *struct{}) (*savedViews, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	return a.viewsOf(ctx, who)
}

func (a *API) viewsOf(ctx context.Context, who civic.Actor) (*savedViews, error) {
	all, err := a.Casework.Views(ctx, who)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	lists := make([]casework.InboxQuery, len(all))
	out := &savedViews{Views: make([]savedView, len(all))}
	for i := range all {
		v := &all[i]
		lists[i] = listOfView(m, who, v)
		out.Views[i] = savedView{ID: v.ID, Name: v.Name, Shared: v.Agency != 0, Own: v.Officer == who.Officer, Filter: filterOf(&lists[i])}
	}
	n, err := a.Casework.CountViews(ctx, who, lists)
	for i := range n {
		if n[i].N >= 0 {
			out.Views[i].Count, out.Views[i].AtLeast = &n[i].N, n[i].AtLeast
		}
	}
	return out, err
}

// saveView keeps a list under a name.
func (a *API) saveView(ctx context.Context, x *exchange, _ *struct{}) (*savedView, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[viewBody](x)
	if err != nil {
		return nil, err
	}
	if b.Filter.View != "" {
		return nil, civic.Invalid("view", "api.view_alone")
	}
	q, err := a.listOf(ctx, who, &b.Filter)
	if err != nil {
		return nil, err
	}
	address, ok := casework.Address(a.Directory.Map(ctx), who.Desk, q)
	if !ok {
		return nil, civic.Invalid("filter", "api.view_odd")
	}
	v, err := a.Casework.SaveView(ctx, who, b.Name, address.Encode(), b.Shared)
	if err != nil {
		return nil, err
	}
	return &savedView{ID: v.ID, Name: v.Name, Shared: v.Agency != 0, Own: true, Filter: filterOf(&q)}, nil
}

// dropView forgets a saved view and answers with those that are left.
func (a *API) dropView(ctx context.Context, x *exchange, p *viewParams) (*savedViews, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	if err := a.Casework.DropView(ctx, who, id); err != nil {
		return nil, err
	}
	return a.viewsOf(ctx, who)
}

// views registers the routes of saved views.
func (a *API) views() {
	one := savedView{ID: exampleID, Name: "Jalan, belum dibaca", Own: true, Filter: ListFilter{Queue: "action", Topic: "jalan", Marks: []string{"unread"}}, Count: new(int64(12))}
	register(a, operation{id: "listViews", method: http.MethodGet, path: "/views", tag: tagDesk, access: officers,
		summary: "List saved views", about: "The officer's own, and those shared at the desk, each with what it holds now.", out: savedViews{Views: []savedView{one}}}, a.savedViews)
	register(a, operation{id: "saveView", method: http.MethodPost, path: "/views", tag: tagDesk, access: officers, status: http.StatusCreated,
		summary: "Save a view", about: "Keeps a list under a name, for the officer or for everybody at the desk. The workspace shows it too.",
		in: viewBody{Name: one.Name, Filter: one.Filter}, out: one, errors: []int{http.StatusNotFound}}, a.saveView)
	register(a, operation{id: "deleteView", method: http.MethodDelete, path: "/views/{view_id}", tag: tagDesk, access: officers,
		summary: "Delete a saved view", about: "One's own; a shared one also by whoever coordinates the desk. Answers with what is left.",
		out: savedViews{Views: []savedView{}}, errors: []int{http.StatusForbidden, http.StatusNotFound}}, a.dropView)
}
