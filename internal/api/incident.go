package api

import (
	"context"
	"net/http"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Bodies of the steps that put reports together and part them.
type (
	mergeBody struct {
		Lead string `json:"lead" doc:"Tracking code of the report to follow; of one that follows itself, its lead is meant." example:"7K2M-9QXT-4PD"`
		Seq  int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	seqBody struct {
		Seq int `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

// together says that a report is handled with others about the same.
type together struct {
	Follows    bool     `json:"follows,omitempty" doc:"What the office says on another report reaches this one too."`
	Leads      bool     `json:"leads,omitempty" doc:"Others follow this one."`
	Weight     int      `json:"weight,omitempty" doc:"How many others reported the same; secret reports are not counted. Of the lead; officers, and the public where it is published."`
	IncidentID civic.ID `json:"incident_id,omitempty" doc:"Officers who read the report."`
	Lead       string   `json:"lead,omitempty" doc:"Tracking code of the report that it follows; officers who may read that."`
}

func togetherOf(t *casework.Together) *together {
	if t == nil {
		return nil
	}
	out := &together{Follows: t.Follows, Leads: t.Leads, Weight: t.Weight, IncidentID: t.Incident}
	if t.Lead != nil {
		out.Lead = t.Lead.Report.Code.Display()
	}
	return out
}

// likeness is a report that may be about the same, with what speaks for it.
type likeness struct {
	TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string      `json:"title"`
	Place      string      `json:"place,omitempty"`
	State      civic.State `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName `json:"agency,omitempty" doc:"The desk that holds it."`
	Score      float64     `json:"score" doc:"0 to 1."`
	Words      []string    `json:"same_words" doc:"In both, the most telling first."`
	Meters     *int        `json:"meters,omitempty" doc:"Between them, where both places are known to a point."`
	Near       string      `json:"same_region,omitempty" doc:"Where they are not: the smallest region that both share." enum:"village,district"`
	SameTopic  bool        `json:"same_topic,omitempty"`
	Days       int         `json:"days" doc:"Between them."`
	Earlier    bool        `json:"earlier,omitempty" doc:"It came before the one that was asked about."`
}

type likenesses struct {
	Reports []likeness `json:"reports" doc:"At most five, the likeliest first."`
}

// duplicates lists what may be about the same as a report.
func (a *API) duplicates(ctx context.Context, x *exchange, p *showParams) (*likenesses, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	code, err := civic.ParseTrackingCode(p.Code)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	m := a.Directory.Map(ctx)
	v, err := a.Casework.View(ctx, who, code)
	if err != nil {
		return nil, err
	}
	if !v.Theirs {
		return nil, civic.NotFound("error.not_found")
	}
	found, err := a.Casework.Alike(ctx, who, &v)
	if err != nil {
		return nil, err
	}
	out := &likenesses{Reports: make([]likeness, len(found))}
	for i := range found {
		f := &found[i]
		one := likeness{TrackingID: f.Report.Code.Display(), Title: f.Title, Place: f.Place, State: f.Report.State, Agency: nameOf(m.Tree, f.Report.Holder),
			Score: f.Score, Words: append([]string{}, f.Words...), Near: string(f.Near), SameTopic: f.Topic, Days: f.Days, Earlier: f.Before}
		if f.Meters >= 0 {
			one.Meters = &f.Meters
		}
		out.Reports[i] = one
	}
	return out, nil
}

type incidentParams struct {
	ID     string `path:"incident_id" doc:"From together.incident_id of a report." maxLength:"20"`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20" doc:"Most entries."`
}

// matter is one thing that several people reported.
type matter struct {
	IncidentID civic.ID `json:"incident_id"`
	Weight     int      `json:"weight" doc:"How many others reported the same as the lead; secret reports are not counted."`
	Lead       lying    `json:"lead"`
	Followers  []lying  `json:"followers" doc:"Those that the officer may read, oldest first."`
	Next       string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

func (a *API) incident(ctx context.Context, x *exchange, p *incidentParams) (*matter, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	after := civic.ID(0)
	if at != nil {
		after = civic.ID(at[0])
	}
	in, err := a.Casework.Incident(ctx, who, id, after, p.Limit)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &matter{IncidentID: in.ID, Weight: in.Weight, Lead: lyingOf(m, &in.Lead), Followers: make([]lying, len(in.Rows))}
	for i := range in.Rows {
		out.Followers[i] = lyingOf(m, &in.Rows[i])
	}
	if in.More {
		out.Next = cursorOf(int64(in.Rows[len(in.Rows)-1].Report.ID))
	}
	return out, nil
}

// lyingOf shapes a row that its reader may read.
func lyingOf(m *atlas.Map, row *casework.Row) lying {
	r := &row.Report
	return lying{TrackingID: r.Code.Display(), Title: row.Title, Place: row.Place, Class: r.Class, State: r.State, Agency: nameOf(m.Tree, r.Holder), Topic: topicOf(m, r.Topic),
		RegionCode: r.Region, Anonymous: r.Anonymous, Secret: r.Secret, Seq: r.Seq, ReceivedAt: r.ReceivedAt, EndedAt: r.EndedAt, Next: nextOf(row.Next)}
}

// incidents registers the routes about reports of the same matter.
func (a *API) incidents() {
	register(a, operation{id: "getDuplicates", method: http.MethodGet, path: "/reports/{tracking_id}/duplicates", tag: tagOfficers, access: officers,
		summary: "What may be about the same",
		about:   "Open reports that may be about the same matter, with what speaks for it; only such as the officer may read, and never a secret one.",
		out: likenesses{Reports: []likeness{{TrackingID: "7K2M-9QXT-4PD", Title: "Lubang di depan pasar", State: civic.InProgress, Score: 0.61,
			Words: []string{"wonokromo", "lubang"}, Meters: new(350), Days: 3, Earlier: true}}}, errors: []int{http.StatusNotFound}}, a.duplicates)
	step(a, officerStep("merge", "mergeReport", "Merge into another report",
		"Lets the report follow another one about the same: it goes where that one is, and what the office says and does there reaches its reporter as well. "+
			"Number, PIN, clocks and history stay its own. What follows the report goes along.",
		mergeBody{Lead: "7K2M-9QXT-4PD"}, civic.VerbMerge), func(_ context.Context, b *mergeBody) (civic.Command, error) {
		lead, err := civic.ParseTrackingCode(b.Lead)
		if err != nil {
			return civic.Command{}, civic.Invalid("lead", "error.lead_unknown")
		}
		return civic.Command{Verb: civic.VerbMerge, Into: lead, Seq: b.Seq}, nil
	})
	step(a, officerStep("unmerge", "unmergeReport", "Separate",
		"The report follows no more and is handled by itself.", seqBody{Seq: 5}, civic.VerbUnmerge), withSeq(civic.VerbUnmerge))
	step(a, officerStep("lead", "leadReport", "Let it lead",
		"The others of the incident follow this report from now on, the one that led among them.", seqBody{Seq: 5}, civic.VerbLead), withSeq(civic.VerbLead))
	register(a, operation{id: "getIncident", method: http.MethodGet, path: "/incidents/{incident_id}", tag: tagOfficers, access: officers,
		summary: "One matter with many reporters", about: "The report that leads, and a page of those that follow it. Reports that the officer may not read are neither listed nor counted.",
		out: matter{IncidentID: 225, Weight: 1, Lead: lying{TrackingID: "7K2M-9QXT-4PD", State: civic.InProgress}, Followers: []lying{}}, errors: []int{http.StatusNotFound}}, a.incident)
}

func withSeq(v civic.Verb) func(context.Context, *seqBody) (civic.Command, error) {
	return func(_ context.Context, b *seqBody) (civic.Command, error) {
		return civic.Command{Verb: v, Seq: b.Seq}, nil
	}
}
