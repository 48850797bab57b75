package api

import (
	"context"
	"strings"

	"tuntas/internal/civic"
)

// topic is an entry of the two-level list.
type topic struct {
	ID           civic.ID    `json:"id"`
	ParentID     *civic.ID   `json:"parent_id,omitempty" doc:"Nothing on the first level."`
	Code         string      `json:"code" example:"jalan"`
	NameID       string      `json:"name_id" doc:"Indonesian." example:"Jalan dan jembatan"`
	NameEN       string      `json:"name_en,omitempty" doc:"English."`
	DefaultClass civic.Class `json:"default_class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
}

type topicList struct {
	Topics []topic `json:"topics"`
}

func (a *API) topics(ctx context.Context, x *exchange, _ *struct{}) (*topicList, error) {
	out := &topicList{Topics: []topic{}}
	for _, t := range a.Directory.Map(ctx).Topics {
		if !t.Active {
			continue
		}
		one := topic{ID: t.ID, Code: t.Code, NameID: t.NameID, NameEN: t.NameEN, DefaultClass: t.DefaultClass}
		if t.Parent != 0 {
			one.ParentID = &t.Parent
		}
		out.Topics = append(out.Topics, one)
	}
	x.cache(cacheReference)
	return out, nil
}

type reasonsParams struct {
	List string `query:"list" enum:"hold,return,archive,outcome,extend,unable,release,body,finding" doc:"Only this list."`
}

// listedReason is a reason with the list it stands in.
type listedReason struct {
	List   string   `json:"list" enum:"hold,return,archive,outcome,extend,unable,release,body,finding"`
	Code   string   `json:"code" example:"solved"`
	TextID string   `json:"text_id" doc:"Indonesian." example:"Sudah diselesaikan."`
	TextEN string   `json:"text_en,omitempty" doc:"English."`
	Source string   `json:"source,omitempty" doc:"The regulation it comes from."`
	Asks   []string `json:"asks,omitempty" doc:"Of an outcome: the fields it needs; evidence is asked for, proof must be there."`
}

type reasonList struct {
	Reasons []listedReason `json:"reasons"`
}

// reasons lists what may be given today.
func (a *API) reasons(ctx context.Context, x *exchange, p *reasonsParams) (*reasonList, error) {
	book, today := a.Directory.Map(ctx).Reasons, civic.DateOf(a.Now(), civic.WIB)
	out := &reasonList{Reasons: []listedReason{}}
	for _, list := range reasonLists() {
		if p.List != "" && p.List != list {
			continue
		}
		for _, r := range book.Offered(list, today) {
			out.Reasons = append(out.Reasons, listedReason{list, r.Code, r.TextID, r.TextEN, r.Source, strings.Fields(string(r.Asks))})
		}
	}
	x.cache(cacheReference)
	return out, nil
}
