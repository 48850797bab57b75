package api

import (
	"context"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

type listParams struct {
	Q      string      `query:"q" doc:"Words that must all occur." maxLength:"200" example:"jalan rusak"`
	Agency string      `query:"agency" doc:"Agency that holds it, or any above, by id or code." maxLength:"100" example:"pemkot-surabaya"`
	Region string      `query:"region" doc:"Kemendagri code of the place, or of any it lies in." example:"35.78"`
	Topic  string      `query:"topic" doc:"Topic, or the one above, by id or code." maxLength:"100"`
	State  civic.State `query:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived" doc:"State now."`
	Class  civic.Class `query:"class" enum:"complaint,complaint_oversight,aspiration,information" doc:"Class."`
	Since  string      `query:"since" doc:"Received on that day (in WIB) or at that time, or later." example:"2026-11-01"`
	Cursor string      `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int         `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

// listed is one line of the public list.
type listed struct {
	TrackingID string         `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	URL        string         `json:"url"`
	Title      string         `json:"title"`
	Excerpt    string         `json:"excerpt" doc:"The beginning of the published text."`
	Place      string         `json:"place,omitempty"`
	Class      civic.Class    `json:"class" enum:"complaint,complaint_oversight,aspiration,information"`
	State      civic.State    `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName    `json:"agency,omitempty" doc:"The desk that holds it."`
	Topic      *topicName     `json:"topic,omitempty"`
	RegionCode string         `json:"region_code,omitempty"`
	ReceivedAt time.Time      `json:"received_at"`
	EndedAt    time.Time      `json:"ended_at,omitzero"`
	ClosedBy   civic.ClosedBy `json:"closed_by,omitempty" doc:"Who ended it: only a reporter confirms a solution." enum:"reporter,officer,system"`
	Rating     int            `json:"rating,omitempty"`
	Next       *due           `json:"next,omitempty"`
}

type list struct {
	Reports []listed `json:"reports"`
	Next    string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
	Count   *int     `json:"count,omitempty" doc:"Matches, at most 999; on the first page."`
	Exact   *bool    `json:"count_is_exact,omitempty" doc:"false when there are more than count."`
}

// list gives a page of published reports.
func (a *API) list(ctx context.Context, x *exchange, p *listParams) (*list, error) {
	q, err := a.publicQuery(ctx, p)
	if err != nil {
		return nil, err
	}
	found, err := a.Casework.Public(ctx, q)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &list{Reports: make([]listed, len(found.Rows))}
	for i, row := range found.Rows {
		r := &row.Report
		out.Reports[i] = listed{TrackingID: r.Code.Display(), URL: a.pageOf(r.Code), Title: row.Title, Excerpt: row.Body, Place: row.Place,
			Class: r.Class, State: r.State, Agency: nameOf(m.Tree, r.Holder), Topic: topicOf(m, r.Topic), RegionCode: r.Region,
			ReceivedAt: r.ReceivedAt, EndedAt: r.EndedAt, ClosedBy: r.ClosedBy, Rating: r.Rating, Next: nextOf(row.Next)}
	}
	if found.More {
		out.Next = cursorOf(int64(found.Rows[len(found.Rows)-1].Report.ID))
	}
	if p.Cursor == "" {
		if err := a.count(ctx, q, out, found.More); err != nil {
			return nil, err
		}
	}
	x.public()
	return out, nil
}

// count fills in the number of matches; a list of one page needs no query for it.
func (a *API) count(ctx context.Context, q casework.PublicQuery, out *list, more bool) error {
	n, exact := len(out.Reports), true
	if more {
		var err error
		if n, err = a.Casework.PublicCount(ctx, q); err != nil {
			return err
		}
		if n > casework.MaxCount {
			n, exact = casework.MaxCount, false
		}
	}
	out.Count, out.Exact = &n, &exact
	return nil
}

// publicQuery reads the parameters. Errors: invalid with the field.
func (a *API) publicQuery(ctx context.Context, p *listParams) (q casework.PublicQuery, err error) {
	m := a.Directory.Map(ctx)
	q = casework.PublicQuery{Text: civic.TidyText(p.Q), Region: p.Region, State: p.State, Class: p.Class, Limit: p.Limit}
	if q.Agency, err = agencyID(m.Tree, "agency", ref(p.Agency)); err != nil {
		return q, err
	}
	if q.Topic, err = topicID(m, "topic", ref(p.Topic)); err != nil {
		return q, err
	}
	if p.Region != "" && !regionCode(p.Region) {
		return q, civic.Invalid("region", "error.region_unknown")
	}
	if q.Since, err = since(p.Since); err != nil {
		return q, err
	}
	at, err := readCursor(p.Cursor, 1)
	if at != nil {
		q.Before = civic.ID(at[0])
	}
	return q, err
}

// since reads a day or a time. Errors: invalid "since".
func since(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	d, err := civic.ParseDate(s)
	t := d.Start(civic.WIB)
	if err != nil {
		t, err = time.Parse(time.RFC3339, s)
	}
	if err != nil || t.Year() < 1945 || t.Year() > 2100 {
		return time.Time{}, civic.Invalid("since", "error.date_iso")
	}
	return t, nil
}
