package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// objection is what a requester of information objected, and what came of it.
type objection struct {
	Ground string               `json:"ground" doc:"Code of the list objection." example:"refused"`
	State  civic.ObjectionState `json:"state" enum:"open,upheld,ordered,dropped"`
	Agency *agencyName          `json:"agency" doc:"The office that decides."`
	Head   bool                 `json:"head,omitempty" doc:"Its head decides, because the office itself answered."`
	At     time.Time            `json:"at"`
	By     civic.Date           `json:"by" doc:"The last day in time." format:"date"`
	Left   int                  `json:"working_days_left" doc:"0 is due today, below 0 is late by so many; once it is settled, at that moment."`
	Over   time.Time            `json:"settled_at,omitzero"`
	Words  string               `json:"message,omitempty"`
	Answer string               `json:"answer,omitempty" doc:"Of the superior."`
}

// way says whether a step of the requester is possible.
type way struct {
	Open  bool         `json:"open" doc:"It can be done now."`
	Why   civic.WayWhy `json:"why" enum:"answered,unanswered,decided,silent,waits,over,content,first,done"`
	From  civic.Date   `json:"from,omitzero" doc:"While it waits: the first day."`
	Until civic.Date   `json:"until,omitzero" doc:"The last day."`
}

func wayOf(x civic.Way) *way {
	if x.Why == civic.WayNever {
		return nil
	}
	return &way{Open: x.Open(), Why: x.Why, From: x.From, Until: x.Until}
}

func objectionOf(t *civic.Tree, o *casework.Objected) *objection {
	if o == nil {
		return nil
	}
	out := &objection{Ground: o.Ground, State: o.State, Agency: nameOf(t, o.Objection.Desk), Head: o.Head, At: o.At, By: o.By, Left: o.Left, Over: o.Over}
	if o.Ask != nil {
		out.Words = o.Ask.Message
	}
	if o.Answer != nil {
		out.Answer = o.Answer.Message
	}
	return out
}

type (
	listedObjection struct {
		objection
		TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
		Title      string      `json:"title,omitempty" doc:"Nothing when the officer may not read it."`
		Holder     *agencyName `json:"holder" doc:"Where the report lies now."`
		Secret     bool        `json:"secret,omitempty"`
	}
	objectionList struct {
		Objections []listedObjection `json:"objections"`
		Next       string            `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
	}
	objectionParams struct {
		State  string `query:"state" enum:"open,settled" default:"open" doc:"Open ones by the nearest day; settled ones the latest first."`
		Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
		Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
	}
)

func (a *API) objections(ctx context.Context, x *exchange, p *objectionParams) (*objectionList, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	q := casework.ObjectionQuery{Settled: p.State == "settled", Limit: p.Limit}
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	if at != nil {
		q.After = casework.ObjectionPlace{At: at[0], Report: civic.ID(at[1])}
	}
	page, last, err := a.Casework.Objections(ctx, who, q)
	if err != nil {
		return nil, err
	}
	tree := a.Directory.Map(ctx).Tree
	out := &objectionList{Objections: make([]listedObjection, len(page.Rows))}
	for i := range page.Rows {
		row := &page.Rows[i]
		r := &row.Report
		out.Objections[i] = listedObjection{objection: *objectionOf(tree, &row.Objected), TrackingID: r.Code.Display(), Title: row.Title, Holder: nameOf(tree, r.Holder), Secret: r.Secret}
	}
	if page.More {
		out.Next = cursorOf(last.At, int64(last.Report))
	}
	return out, nil
}

// objecting: from the refusal of information to the Information Commission.
func (a *API) objecting() {
	step(a, reporterStep("objections", "objectToReport", "Object to the superior",
		"Of a request of information that was answered or is late, within the term of UU 14/2008: `to_superior` of the report says so, or from when. The nearest office above the one that answered decides; "+
			"no clock of the report moves.",
		reasonBody{Reason: "refused", Message: "Informasi ini tidak dikecualikan."}, civic.VerbObject), withReason(civic.VerbObject))
	step(a, officerStep("objections/uphold", "upholdReport", "Answer an objection: the office was right",
		"As the office that decides, and nobody who answered the request. The requester may go on to the Information Commission.",
		messageBody{Message: "Pengecualian ini sudah diuji."}, civic.VerbUphold), withMessage(civic.VerbUphold))
	step(a, officerStep("objections/order", "orderReport", "Answer an objection: give the information",
		"As the office that decides, and nobody who answered the request. A request that was closed is open again, with a term of its own.",
		messageBody{Message: "Berikan salinan anggarannya."}, civic.VerbOrder), withMessage(civic.VerbOrder))
	step(a, reporterStep("commission", "disputeReport", "Take it to the Information Commission",
		"When the objection was answered, or its time is up: `to_commission` of the report says so, or from when. "+
			"A signed dossier is made of all that the reporter may read; `handovers` of the report says where it is.",
		escalateBody{Message: "Jawaban atasan tidak memuaskan.", Consent: true}, civic.VerbDispute),
		func(_ context.Context, b *escalateBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbDispute, Message: b.Message, Consent: b.Consent, Seq: b.Seq}, nil
		})
	register(a, operation{id: "listObjections", method: http.MethodGet, path: "/objections", tag: tagDesk, access: officers,
		summary: "Objections to decide", about: "Objections about requests of information that the desk of the token's post decides. " +
			"What the officer may not know of any more is left out, so a page may be short and still have a next one.",
		out: objectionList{Objections: []listedObjection{{objection: exampleObjection(), TrackingID: "7K2M-9QXT-4PD", Title: "Anggaran perbaikan jalan", Holder: exampleUnit()}}}}, a.objections)
}

func exampleObjection() objection {
	return objection{Ground: "refused", State: civic.ObjectionOpen, Agency: exampleSurabaya(), At: exampleAt(23, 9, 0), By: exampleDay(30), Left: 5, Words: "Informasi ini tidak dikecualikan."}
}
