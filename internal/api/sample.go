package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// sample is a sample of closed reports, as it was drawn.
type sample struct {
	ID     civic.ID    `json:"id"`
	Name   string      `json:"name" example:"Jalan, triwulan pertama"`
	From   civic.Date  `json:"from" format:"date"`
	To     civic.Date  `json:"to" format:"date"`
	Agency *agencyName `json:"agency,omitempty"`
	Topic  *topicName  `json:"topic,omitempty"`
	Size   int         `json:"size" doc:"That was asked for."`
	Drawn  int         `json:"drawn" doc:"Reports in it."`
	Found  int         `json:"found" doc:"Among how many it was drawn."`
	Days   int         `json:"days,omitempty" doc:"Where there were too many: so many days were drawn first. Left out: all days were looked at."`
	Seed   int64       `json:"seed" doc:"The same seed draws the same reports as long as the same ones are there."`
	At     time.Time   `json:"drawn_at"`
	Judged int         `json:"judged" doc:"Reports judged by anybody."`
}

type samples struct {
	Samples []sample `json:"samples" doc:"The newest first."`
	Next    string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type sampleBody struct {
	Name   string `json:"name" maxLength:"200"`
	From   string `json:"from" doc:"Closed on this day or later." format:"date"`
	To     string `json:"to" doc:"Closed on this day or before; at most 366 days after from." format:"date"`
	Agency ref    `json:"agency_id,omitempty" doc:"An office at or below the own desk, with all below it."`
	Topic  ref    `json:"topic_id,omitempty" doc:"A topic with those below it. Secret reports are left out then."`
	Size   int    `json:"size" minimum:"1" maximum:"200"`
	Seed   int64  `json:"seed,omitempty" doc:"Left out: one is thrown."`
}

type sampleParams struct {
	ID     string `path:"id" doc:"Id of the sample." maxLength:"20"`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

type judgeParams struct {
	ID    string `path:"id" doc:"Id of the sample." maxLength:"20"`
	Place int    `path:"place" doc:"Place of the report in the sample, from 1." minimum:"1" maximum:"200"`
}

// judgement is what one officer found.
type judgement struct {
	Officer string                 `json:"officer,omitempty" doc:"Name." example:"Pengawas Contoh"`
	Mine    bool                   `json:"mine,omitempty"`
	Grades  map[string]civic.Grade `json:"grades" doc:"By the code of the criterion: yes, partly, no, none (does not apply)."`
	Holds   bool                   `json:"holds" doc:"It was rightly closed."`
	Note    string                 `json:"note,omitempty"`
	Version int                    `json:"version" doc:"Of this officer's judgement; to be sent with a change."`
}

type sampledReport struct {
	Place      int         `json:"place"`
	TrackingID string      `json:"tracking_id,omitempty" doc:"Left out when it is no longer in the remit." example:"7K2M-9QXT-4PD"`
	Title      string      `json:"title,omitempty" doc:"Left out where the officer may not read it."`
	State      civic.State `json:"state,omitempty"`
	Agency     string      `json:"agency" doc:"That held it when it was drawn."`
	Judgements []judgement `json:"judgements"`
}

type sampledReports struct {
	Sample   sample          `json:"sample"`
	Criteria []reason        `json:"criteria"`
	Reports  []sampledReport `json:"reports"`
	Next     string          `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type judgeBody struct {
	Grades  map[string]civic.Grade `json:"grades" doc:"One for each criterion of the sample: yes, partly, no, none."`
	Holds   bool                   `json:"holds" doc:"It was rightly closed."`
	Note    string                 `json:"note,omitempty" maxLength:"4000"`
	Version int                    `json:"version" doc:"Of the own judgement that was read, 0 for none yet; another one is refused: 409."`
}

// gradeShare is how often each grade was given; what does not apply counts for nothing.
type gradeShare struct {
	Code   string `json:"code" example:"answered"`
	Yes    int    `json:"yes"`
	Partly int    `json:"partly"`
	No     int    `json:"no"`
	N      int    `json:"n"`
}

type sampleCount struct {
	Agency   *agencyName  `json:"agency,omitempty"`
	N        int          `json:"n" doc:"Judgements."`
	Holds    int          `json:"holds" doc:"That say that it was rightly closed."`
	Criteria []gradeShare `json:"criteria"`
}

type sampleResult struct {
	Sample   sample        `json:"sample"`
	All      sampleCount   `json:"all"`
	Agencies []sampleCount `json:"agencies" doc:"Root agencies, those with most judgements first."`
}

func sampleOf(m *atlas.Map, x *casework.AuditSample) sample {
	return sample{ID: x.ID, Name: x.Name, From: x.From, To: x.To, Agency: nameOf(m.Tree, x.Agency), Topic: topicOf(m, x.Topic), Size: x.Size, Drawn: x.Drawn, Found: x.Found, Days: x.Days,
		Seed: x.Seed, At: time.UnixMicro(x.At).UTC(), Judged: x.Judged}
}

func (a *API) listSamples(ctx context.Context, x *exchange, p *pageParams) (*samples, error) {
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
	page, err := a.Casework.Samples(ctx, who, before, p.Limit)
	if err != nil {
		return nil, err
	}
	out := &samples{Samples: make([]sample, len(page.Rows))}
	for i := range page.Rows {
		out.Samples[i] = sampleOf(a.Directory.Map(ctx), &page.Rows[i])
	}
	if page.More {
		out.Next = cursorOf(int64(page.Rows[len(page.Rows)-1].ID))
	}
	return out, nil
}

func (a *API) drawSample(ctx context.Context, x *exchange, _ *struct{}) (*sample, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[sampleBody](x)
	if err != nil {
		return nil, err
	}
	m, o := a.Directory.Map(ctx), casework.SampleOrder{Name: b.Name, Size: b.Size, Seed: b.Seed}
	if o.From, err = optionalDay("from", b.From); err != nil {
		return nil, err
	}
	if o.To, err = optionalDay("to", b.To); err != nil {
		return nil, err
	}
	if o.Agency, err = agencyID(m.Tree, "agency_id", b.Agency); err != nil {
		return nil, err
	}
	if o.Topic, err = topicID(m, "topic_id", b.Topic); err != nil {
		return nil, err
	}
	got, err := a.Casework.DrawSample(ctx, who, o)
	if err != nil {
		return nil, err
	}
	out := sampleOf(m, &got)
	return &out, nil
}

func (a *API) readSample(ctx context.Context, x *exchange, p *sampleParams) (*sampledReports, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	after := 0
	if at != nil {
		after = int(min(at[0], civic.MaxSample))
	}
	id, _ := civic.ParseID(p.ID)
	got, page, err := a.Casework.SampleRows(ctx, who, id, after, p.Limit)
	if err != nil {
		return nil, err
	}
	out := &sampledReports{Sample: sampleOf(a.Directory.Map(ctx), &got), Reports: make([]sampledReport, len(page.Rows))}
	for _, c := range a.Casework.Criteria(ctx, &got) {
		out.Criteria = append(out.Criteria, reason{Code: c.Code, TextID: c.TextID, TextEN: c.TextEN})
	}
	for i := range page.Rows {
		out.Reports[i] = sampledOf(who, &page.Rows[i])
	}
	if page.More {
		out.Next = cursorOf(int64(page.Rows[len(page.Rows)-1].Place))
	}
	return out, nil
}

func sampledOf(who civic.Actor, r *casework.SampleRow) sampledReport {
	one := sampledReport{Place: r.Place, Agency: r.Agency, Judgements: []judgement{}}
	if !r.Gone {
		one.TrackingID, one.Title, one.State = r.Report.Code.Display(), r.Title, r.Report.State
	}
	for _, j := range r.Judged {
		one.Judgements = append(one.Judgements, judgement{Officer: j.Name, Mine: j.Officer == who.Officer, Grades: j.Grades, Holds: j.Holds, Note: j.Note, Version: j.Version})
	}
	return one
}

func (a *API) judge(ctx context.Context, x *exchange, p *judgeParams) (*sampledReport, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	b, err := read[judgeBody](x)
	if err != nil {
		return nil, err
	}
	id, _ := civic.ParseID(p.ID)
	if err := a.Casework.Judge(ctx, who, id, p.Place, civic.Judgement{Grades: b.Grades, Holds: b.Holds, Note: b.Note}, b.Version); err != nil {
		return nil, err
	}
	_, row, err := a.Casework.SampleRow(ctx, who, id, p.Place)
	out := sampledOf(who, &row)
	return &out, err
}

func (a *API) sampleResult(ctx context.Context, x *exchange, p *postSampleParams) (*sampleResult, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	id, _ := civic.ParseID(p.ID)
	res, err := a.Casework.SampleResult(ctx, who, id)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	count := func(n casework.SampleCount) sampleCount {
		out := sampleCount{Agency: nameOf(m.Tree, n.Agency.ID), N: n.N, Holds: n.Holds, Criteria: make([]gradeShare, len(res.Criteria))}
		for i, c := range res.Criteria {
			g := n.Criteria[i]
			out.Criteria[i] = gradeShare{Code: c.Code, Yes: g.Yes, Partly: g.Partly, No: g.No, N: g.N()}
		}
		return out
	}
	out := &sampleResult{Sample: sampleOf(m, &res.Sample), All: count(res.All), Agencies: []sampleCount{}}
	for _, n := range res.Agencies {
		out.Agencies = append(out.Agencies, count(n))
	}
	return out, nil
}

type postSampleParams struct {
	ID string `path:"id" doc:"Id of the sample." maxLength:"20"`
}

// sampling registers the routes of samples.
func (a *API) sampling() {
	day := civic.Date{Year: 2026, Month: 3, Day: 31}
	one := sample{ID: exampleID, Name: "Jalan, triwulan pertama", From: civic.Date{Year: 2026, Month: 1, Day: 1}, To: day, Size: 50, Drawn: 50, Found: 1840, Seed: 42, At: time.Date(2026, 4, 1, 3, 0, 0, 0, time.UTC), Judged: 12}
	grades := map[string]civic.Grade{"answered": civic.GradeYes, "action": civic.GradePartly, "plain": civic.GradeYes, "evidence": civic.GradeNo}
	row := sampledReport{Place: 1, TrackingID: "7K2M-9QXT-4PD", State: civic.Closed, Agency: "Dinas Pekerjaan Umum", Judgements: []judgement{{Mine: true, Grades: grades, Holds: true, Version: 1}}}
	count := sampleCount{N: 12, Holds: 11, Criteria: []gradeShare{{Code: "answered", Yes: 9, Partly: 2, No: 1, N: 12}}}
	missing := []int{http.StatusNotFound}
	register(a, operation{id: "listSamples", method: http.MethodGet, path: "/samples", tag: tagDesk, access: officers, summary: "Samples of closed reports",
		about: "Those of the desk that were drawn with the same remit, and the own ones. For supervisors.", out: samples{Samples: []sample{one}}}, a.listSamples)
	register(a, operation{id: "drawSample", method: http.MethodPost, path: "/samples", tag: tagDesk, access: officers, summary: "Draw a sample of closed reports",
		about: "At random out of what was closed in the remit; it never changes afterwards. For supervisors.",
		in:    sampleBody{Name: one.Name, From: "2026-01-01", To: "2026-03-31", Size: 50}, out: one, errors: []int{http.StatusConflict}}, a.drawSample)
	register(a, operation{id: "getSample", method: http.MethodGet, path: "/samples/{id}", tag: tagDesk, access: officers, summary: "The reports of a sample",
		about: "With what was found of them so far.", out: sampledReports{Sample: one, Criteria: []reason{{Code: "answered", TextID: "Jawaban sesuai dengan yang dilaporkan."}}, Reports: []sampledReport{row}}, errors: missing}, a.readSample)
	register(a, operation{id: "judgeSampled", method: http.MethodPut, path: "/samples/{id}/reports/{place}/judgement", tag: tagDesk, access: officers, summary: "Judge a report of a sample",
		about: "Everybody judges for themselves: it replaces the own judgement and nobody else's.", in: judgeBody{Grades: grades, Holds: true}, out: row, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.judge)
	register(a, operation{id: "getSampleResult", method: http.MethodGet, path: "/samples/{id}/result", tag: tagDesk, access: officers, summary: "What was found of a sample",
		about: "Counts of grades, of all and by agency.", out: sampleResult{Sample: one, All: count, Agencies: []sampleCount{count}}, errors: missing}, a.sampleResult)
}
