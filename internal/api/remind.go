package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/civic"
)

// reminder is what a desk was told of a clock.
type reminder struct {
	ID         civic.ID        `json:"id"`
	At         time.Time       `json:"at"`
	TrackingID string          `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string          `json:"title,omitempty" doc:"Nothing when the officer may not read it."`
	Agency     *agencyName     `json:"agency" doc:"Where the report lies now."`
	Secret     bool            `json:"secret,omitempty"`
	Clock      civic.ClockKind `json:"clock" example:"resolve"`
	Due        time.Time       `json:"due" doc:"First moment that is too late, as it stood."`
	Share      int             `json:"share" doc:"Per cent of the time that was used; 100 on the last day and later." example:"80"`
	Climbed    int             `json:"climbed,omitempty" doc:"Tiers that it climbed because nobody acted below."`
	Next       *due            `json:"next,omitempty" doc:"The deadline that the report has now."`
}

type reminders struct {
	Reminders []reminder `json:"reminders"`
	Next      string     `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type pageParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

func (a *API) reminders(ctx context.Context, x *exchange, p *pageParams) (*reminders, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	var before civic.ID
	if at != nil {
		before = civic.ID(at[0])
	}
	page, last, err := a.Casework.Reminders(ctx, who, before, p.Limit)
	if err != nil {
		return nil, err
	}
	tree := a.Directory.Map(ctx).Tree
	out := &reminders{Reminders: make([]reminder, len(page.Rows))}
	for i := range page.Rows {
		row := &page.Rows[i]
		r, t := &row.Report, &row.Told
		out.Reminders[i] = reminder{ID: t.ID, At: t.At, TrackingID: r.Code.Display(), Title: row.Title, Agency: nameOf(tree, r.Holder), Secret: r.Secret,
			Clock: t.Clock, Due: t.Due, Share: min(t.Step, civic.AllDays), Climbed: row.Up, Next: nextOf(row.Next)}
	}
	if page.More {
		out.Next = cursorOf(int64(last))
	}
	return out, nil
}

func exampleReminders() *reminders {
	at := time.Date(2026, time.November, 23, 1, 0, 0, 0, time.UTC)
	return &reminders{Reminders: []reminder{{ID: 2101347000000001, At: at, TrackingID: "7K2M-9QXT-4PD", Title: "Jalan berlubang", Agency: &agencyName{ID: 12, Code: "dinas-pu", Name: "Dinas Pekerjaan Umum"},
		Clock: civic.ClockResolve, Due: at.AddDate(0, 0, 4), Share: 80}}}
}

// reminding registers the route of reminders.
func (a *API) reminding() {
	register(a, operation{id: "getReminders", method: http.MethodGet, path: "/inbox/reminders", tag: tagDesk, access: officers,
		summary: "What the desk was reminded of", about: "What the desk of the token's post was told of clocks, the latest first: at shares of the working days, on the last day, and then what desks " +
			"below it let pass, a tier further up every few working days. What the officer may not know of any more is left out, so a page may be short and still have a next one.",
		out: exampleReminders()}, a.reminders)
}
