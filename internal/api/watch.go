package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// watchedReport is a report on the own watch list, cut to what the officer may see.
type watchedReport struct {
	TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string      `json:"title,omitempty" doc:"Left out where the officer may not read it."`
	State      civic.State `json:"state"`
	Holder     *agencyName `json:"holder,omitempty"`
	DueBy      civic.Date  `json:"due_by,omitzero" doc:"Last day in time of the clock that matters now." format:"date"`
	DaysLeft   int         `json:"days_left" doc:"Working days; negative when late."`
	Changed    bool        `json:"changed" doc:"More happened than the officer has read."`
	Note       string      `json:"note,omitempty"`
	Since      *time.Time  `json:"since,omitempty"`
}

type watchedReports struct {
	Reports []watchedReport `json:"reports" doc:"The latest first. What is in no scope any more is left out."`
	Next    string          `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type watchedTopic struct {
	ID      civic.ID    `json:"id"`
	Topic   *topicName  `json:"topic"`
	Agency  *agencyName `json:"agency,omitempty"`
	Region  string      `json:"region_code,omitempty" example:"35.78"`
	Note    string      `json:"note,omitempty"`
	Open    int64       `json:"open" doc:"Reports on which offices have to act."`
	Late    int64       `json:"late"`
	Fresh   int64       `json:"new" doc:"Of the open ones, those received since the list was last looked at; asking makes them old."`
	AtLeast bool        `json:"at_least,omitempty" doc:"There may be more: counting looks only so far."`
}

type watchedTopics struct {
	Topics []watchedTopic `json:"topics"`
}

type watchBody struct {
	Note string `json:"note,omitempty" doc:"For the officer alone; empty keeps the one that is there." maxLength:"2000"`
}

type watchTopicBody struct {
	Topic  ref    `json:"topic_id"`
	Agency ref    `json:"agency_id,omitempty" doc:"An office at or below the own desk, with all below it."`
	Region string `json:"region_code,omitempty" maxLength:"13"`
	Note   string `json:"note,omitempty" maxLength:"2000"`
}

type watchTopicParams struct {
	ID string `path:"id" doc:"Id of the watched topic." maxLength:"20"`
}

type watchCodeParams struct {
	Code string `path:"code" doc:"Tracking code of the report." maxLength:"20"`
}

func (a *API) watches(ctx context.Context, x *exchange, p *pageParams) (*watchedReports, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	var after casework.WatchPlace
	if at != nil {
		after = casework.WatchPlace{At: at[0], Report: civic.ID(at[1])}
	}
	page, last, err := a.Casework.WatchList(ctx, who, after, p.Limit)
	if err != nil {
		return nil, err
	}
	t := a.Directory.Map(ctx).Tree
	out := &watchedReports{Reports: make([]watchedReport, len(page.Rows))}
	for i := range page.Rows {
		r := &page.Rows[i]
		one := watchedReport{TrackingID: r.Report.Code.Display(), Title: r.Title, State: r.Report.State, Holder: nameOf(t, r.Report.Holder), DueBy: r.Next.By, DaysLeft: r.Next.Left, Changed: r.Unread, Note: r.Note}
		if !r.Since.IsZero() {
			one.Since = &r.Since
		}
		out.Reports[i] = one
	}
	if page.More {
		out.Next = cursorOf(last.At, int64(last.Report))
	}
	return out, nil
}

func (a *API) watchReport(ctx context.Context, x *exchange, p *watchCodeParams) (*struct{}, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[watchBody](x)
	if err != nil {
		return nil, err
	}
	code, err := civic.ParseTrackingCode(p.Code)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	return &struct{}{}, a.Casework.WatchReport(ctx, who, code, b.Note)
}

func (a *API) unwatchReport(ctx context.Context, x *exchange, p *watchCodeParams) (*struct{}, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	code, err := civic.ParseTrackingCode(p.Code)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	return &struct{}{}, a.Casework.Unwatch(ctx, who, code)
}

func (a *API) watchTopics(ctx context.Context, x *exchange, _ *struct{}) (*watchedTopics, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Casework.WatchedTopics(ctx, who)
	if err != nil {
		return nil, err
	}
	m, out := a.Directory.Map(ctx), &watchedTopics{Topics: make([]watchedTopic, len(all))}
	for i, w := range all {
		out.Topics[i] = watchedTopic{ID: w.ID, Topic: topicOf(m, w.Topic), Agency: nameOf(m.Tree, w.Agency), Region: w.Region, Note: w.Note, Open: w.Open, Late: w.Late, Fresh: w.Fresh, AtLeast: w.AtLeast}
	}
	return out, nil
}

func (a *API) watchTopic(ctx context.Context, x *exchange, _ *struct{}) (*watchedTopic, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[watchTopicBody](x)
	if err != nil {
		return nil, err
	}
	m, w := a.Directory.Map(ctx), casework.TopicWatch{Region: b.Region, Note: b.Note}
	if w.Topic, err = topicID(m, "topic_id", b.Topic); err != nil {
		return nil, err
	}
	if w.Agency, err = agencyID(m.Tree, "agency_id", b.Agency); err != nil {
		return nil, err
	}
	if w, err = a.Casework.WatchTopic(ctx, who, w); err != nil {
		return nil, err
	}
	return &watchedTopic{ID: w.ID, Topic: topicOf(m, w.Topic), Agency: nameOf(m.Tree, w.Agency), Region: w.Region, Note: w.Note}, nil
}

func (a *API) unwatchTopic(ctx context.Context, x *exchange, p *watchTopicParams) (*struct{}, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	id, _ := civic.ParseID(p.ID)
	return &struct{}{}, a.Casework.UnwatchTopic(ctx, who, id)
}

func (a *API) restoreWatch(ctx context.Context, x *exchange, _ *struct{}) (*struct{}, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	return &struct{}{}, a.Casework.RestoreWatch(ctx, who)
}

// watching registers the routes of the watch list.
func (a *API) watching() {
	topic := exampleTopic()
	one := watchedTopic{ID: exampleID, Topic: topic, Open: 41, Late: 3, Fresh: 5}
	missing := []int{http.StatusNotFound}
	register(a, operation{id: "listWatched", method: http.MethodGet, path: "/watched", tag: tagDesk, access: officers, summary: "The own watch list",
		about: "Reports that the officer watches. Nobody else learns of it.", out: watchedReports{Reports: []watchedReport{{TrackingID: "7K2M-9QXT-4PD", State: civic.InProgress, DaysLeft: -2, Changed: true}}}}, a.watches)
	register(a, operation{id: "watchWithNote", method: http.MethodPut, path: "/watched/{code}", tag: tagDesk, access: officers, summary: "Watch a report",
		about: "With a note for oneself.", in: watchBody{Note: "Tanyakan lagi bulan depan."}, out: struct{}{}, errors: missing}, a.watchReport)
	register(a, operation{id: "unwatchWithUndo", method: http.MethodDelete, path: "/watched/{code}", tag: tagDesk, access: officers, summary: "Watch a report no longer",
		about: "It can be put back until the next one is taken off.", out: struct{}{}, errors: missing}, a.unwatchReport)
	register(a, operation{id: "restoreWatched", method: http.MethodPut, path: "/watched/restore", tag: tagDesk, access: officers, summary: "Put back what was taken off last",
		about: "A report or a topic.", out: struct{}{}, errors: missing}, a.restoreWatch)
	register(a, operation{id: "listWatchedTopics", method: http.MethodGet, path: "/watched-topics", tag: tagDesk, access: officers, summary: "The topics on the own watch list",
		about: "For supervisors.", out: watchedTopics{Topics: []watchedTopic{one}}}, a.watchTopics)
	register(a, operation{id: "watchTopic", method: http.MethodPost, path: "/watched-topics", tag: tagDesk, access: officers, summary: "Watch a topic",
		about: "In a region, at an office, or everywhere in the remit. For supervisors.", in: watchTopicBody{Topic: ref(topic.Code), Region: "35.78"}, out: one}, a.watchTopic)
	register(a, operation{id: "unwatchTopic", method: http.MethodDelete, path: "/watched-topics/{id}", tag: tagDesk, access: officers, summary: "Watch a topic no longer",
		about: "It can be put back until the next one is taken off.", out: struct{}{}, errors: missing}, a.unwatchTopic)
}
