package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// competenceGap is a pair of offices that both gave reports back.
type competenceGap struct {
	ID       civic.ID      `json:"id"`
	Agencies []*agencyName `json:"agencies" doc:"The two that both said it is not theirs."`
	Decides  *agencyName   `json:"decides" doc:"The desk above, which had to decide: a rule of its own closes the gap."`
	Topic    *topicName    `json:"topic,omitempty"`
	Region   string        `json:"region_code,omitempty" doc:"Regency or city." example:"35.78"`
	Count    int64         `json:"count" doc:"How often it happened." example:"7"`
	LastAt   time.Time     `json:"last_at"`
	LastCode string        `json:"last_tracking_id,omitempty" doc:"Of the last report; left out where the asker may not read it." example:"7K2M-9QXT-4PD"`
}

type competenceGaps struct {
	Gaps []competenceGap `json:"gaps" doc:"The most frequent first."`
	Next string          `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type gapParams struct {
	ID     string `path:"id" doc:"Id or code of the agency." maxLength:"100"`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Most entries."`
}

func (a *API) listGaps(ctx context.Context, x *exchange, p *gapParams) (*competenceGaps, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	var after directory.GapPlace
	if at != nil {
		after = directory.GapPlace{N: at[0], ID: civic.ID(at[1])}
	}
	all, more, err := a.Directory.Gaps(ctx, who, desk, after, p.Limit)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &competenceGaps{Gaps: make([]competenceGap, len(all))}
	for i, g := range all {
		out.Gaps[i] = competenceGap{ID: g.ID, Agencies: []*agencyName{nameOf(m.Tree, g.A), nameOf(m.Tree, g.B)}, Decides: nameOf(m.Tree, g.Desk),
			Topic: topicOf(m, g.Topic), Region: g.Region, Count: g.N, LastAt: g.Last}
		if g.Code != "" {
			out.Gaps[i].LastCode = g.Code.Display()
		}
	}
	if more {
		last := all[len(all)-1]
		out.Next = cursorOf(last.N, int64(last.ID))
	}
	return out, nil
}

// gaps registers the route of the pairs of offices that a rule should settle.
func (a *API) gaps() {
	surabaya, unit, topic := exampleSurabaya(), exampleUnit(), exampleTopic()
	one := competenceGap{ID: exampleID + 50, Agencies: []*agencyName{unit, {ID: exampleID + 51, Code: "surabaya-dinas-perhubungan", Name: "Dinas Perhubungan"}}, Decides: surabaya,
		Topic: topic, Region: "35.78", Count: 7, LastAt: exampleAt(23, 9, 5), LastCode: "7K2M-9QXT-4PD"}
	register(a, operation{id: "listCompetenceGaps", method: http.MethodGet, path: "/agencies/{id}/competence/gaps", tag: tagDesk, access: officers,
		summary: "List competence gaps", about: "Pairs of offices that both gave reports back until the tier above had to decide. For the agency's coordinator, those above, and the national desk.",
		out: competenceGaps{Gaps: []competenceGap{one}}, errors: []int{http.StatusNotFound}}, a.listGaps)
}
