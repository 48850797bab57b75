package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Bodies of the steps about drafts and corrections.
type (
	draftBody struct {
		As            civic.Verb       `json:"as" doc:"The step that is proposed. More time is asked for at /extensions." enum:"answer,close,correct"`
		Message       string           `json:"message" doc:"The words as they will go out." maxLength:"10000"`
		Outcome       string           `json:"outcome,omitempty" doc:"With close: a code of the list outcome." maxLength:"100"`
		DoneOn        string           `json:"done_on,omitempty" doc:"With close: the day on which it was done." format:"date"`
		Disclosure    civic.Disclosure `json:"disclosure,omitempty" doc:"With answer, and to correct one: what becomes of the information that was asked for. An answer to a request of information has to say it." enum:"given,part,refused"`
		Ground        string           `json:"ground,omitempty" doc:"With close: the rule by which it cannot be done; where information is kept back, a code of the list refusal." maxLength:"500"`
		ReferredTo    string           `json:"referred_to,omitempty" doc:"With close: to whom the reporter is referred." maxLength:"500"`
		Finding       string           `json:"finding,omitempty" doc:"With close, of oversight grade: a code of the list finding." maxLength:"100"`
		Measure       string           `json:"measure,omitempty" doc:"With a finding that asks for it: the sanction or measure in general words." maxLength:"500"`
		Corrects      int              `json:"corrects,omitempty" doc:"With correct: the number of the event." minimum:"1"`
		Why           string           `json:"why,omitempty" doc:"With correct: what was wrong." maxLength:"500"`
		QualityReason string           `json:"quality_reason,omitempty" doc:"Why it goes out in spite of findings; officers only read it." maxLength:"500"`
		Seq           int              `json:"seq,omitempty" doc:"Number of events seen."`
	}
	correctBody struct {
		Corrects      int              `json:"corrects" doc:"The number of the event: a follow-up, an answer or a closing of the own desk." minimum:"1"`
		Message       string           `json:"message" doc:"The words as they should have been." maxLength:"10000"`
		Disclosure    civic.Disclosure `json:"disclosure,omitempty" doc:"Of an answer to a request of information: what becomes of the information after all; it stays as it was told when nothing is said." enum:"given,part,refused"`
		Ground        string           `json:"ground,omitempty" doc:"Where something is kept back: a code of the list refusal." maxLength:"500"`
		Why           string           `json:"why" doc:"What was wrong; the reporter reads it." maxLength:"500"`
		QualityReason string           `json:"quality_reason,omitempty" doc:"Why it goes out in spite of findings; officers only read it." maxLength:"500"`
		Seq           int              `json:"seq,omitempty" doc:"Number of events seen."`
	}
	decideBody struct {
		Seq int `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

// draft is the draft that waits for approval.
type draft struct {
	Seq     int        `json:"seq" doc:"Number of its event; files with this number belong to it."`
	At      time.Time  `json:"at"`
	By      string     `json:"by,omitempty" doc:"Name of the author."`
	As      civic.Verb `json:"as" enum:"answer,close,correct,extend"`
	Message string     `json:"message"`
	Days    int        `json:"days,omitempty" doc:"Of one that asks for more time."`
	Reason  *reason    `json:"reason,omitempty" doc:"Of one that asks for more time."`
	Outcome *reason    `json:"outcome,omitempty"`

	Disclosure civic.Disclosure `json:"disclosure,omitempty" doc:"What becomes of the information that was asked for." enum:"given,part,refused"`

	DoneOn     civic.Date `json:"done_on,omitzero" format:"date"`
	Ground     string     `json:"ground,omitempty"`
	ReferredTo string     `json:"referred_to,omitempty"`
	Finding    string     `json:"finding,omitempty"`
	Measure    string     `json:"measure,omitempty"`
	Corrects   int        `json:"corrects,omitempty"`
	Why        string     `json:"why,omitempty"`
	MoreTime   bool       `json:"more_time,omitempty" doc:"More time was asked for too; it waits until this draft is decided, and falls away where this one goes out."`
	Stale      bool       `json:"stale" doc:"Something was said since; it can be declined and written anew, and not approved."`
}

// draftOf shapes the draft of a report for those who may read it; nil when none waits.
func draftOf(b *civic.ReasonBook, v *casework.View) *draft {
	d, ok := v.Draft()
	if !ok {
		return nil
	}
	return &draft{Seq: d.Seq, At: d.At, By: d.OfficerName, As: d.Step.Verb, Message: d.Message, Days: d.Step.Days, Reason: reasonOf(b, d.Step.Reason), Outcome: reasonOf(b, d.Step.Outcome), DoneOn: d.Step.DoneOn, Disclosure: d.Step.Disclosure,
		Ground: d.Step.Ground, ReferredTo: d.Step.ReferredTo, Finding: d.Step.Finding, Measure: d.Step.Measure, Corrects: d.Step.Corrects, Why: d.Step.Why, MoreTime: v.Report.Proposal.Under.Seq != 0, Stale: d.Stale}
}

// day reads a day that may be missing. Errors: invalid with the field.
func optionalDay(field, text string) (civic.Date, error) {
	if text == "" {
		return civic.Date{}, nil
	}
	d, err := civic.ParseDate(text)
	if err != nil {
		return d, civic.Invalid(field, "error.date_iso")
	}
	return d, nil
}

// drafting: what an agency wants approved before it goes out, and what was told and has to be corrected.
func (a *API) drafting() {
	step(a, officerStep("drafts", "proposeDraft", "Propose a draft",
		"Where the agency asks for approval, an answer, a closing or its correction is proposed first. Clocks run on while it waits; one such draft waits at a time, beside more time that was asked for.",
		draftBody{As: civic.VerbClose, Message: "Lubang sudah ditambal dan diratakan.", Outcome: "solved", DoneOn: "2026-11-26", Seq: 5}, civic.VerbPropose),
		func(_ context.Context, b *draftBody) (civic.Command, error) {
			on, err := optionalDay("done_on", b.DoneOn)
			return civic.Command{Verb: civic.VerbPropose, As: b.As, Message: b.Message, Outcome: b.Outcome, DoneOn: on, Disclosure: b.Disclosure, Ground: b.Ground, ReferredTo: b.ReferredTo, Finding: b.Finding, Measure: b.Measure,
				Corrects: b.Corrects, Why: b.Why, QualityReason: b.QualityReason, Seq: b.Seq}, err
		})
	decide := func(name, id, summary, about string, v civic.Verb) {
		op := officerStep("drafts/"+name, id, summary, about, decideBody{Seq: 6}, v)
		step(a, op, func(_ context.Context, b *decideBody) (civic.Command, error) {
			return civic.Command{Verb: v, Seq: b.Seq}, nil
		})
	}
	decide("approve", "approveDraft", "Approve a draft",
		"The draft goes out as its author's. Heads and coordinators approve, nobody the own words; more time may be approved by the national desk too. A draft that was written before the last message is refused: 409.", civic.VerbApprove)
	decide("recall", "recallDraft", "Take the own draft back", "To write it anew.", civic.VerbRecall)
	step(a, officerStep("drafts/decline", "declineDraft", "Give a draft back", "With a comment for its author.",
		messageBody{Message: "Sebut tanggal selesainya.", Seq: 6}, civic.VerbDecline), withMessage(civic.VerbDecline))
	step(a, officerStep("corrections", "correctAnswer", "Correct what was told",
		"A new version stands above the old one, which can still be read; the reporter is told.",
		correctBody{Corrects: 5, Message: "Lubang ditambal pada 25 November.", Why: "Tanggalnya keliru.", Seq: 6}, civic.VerbCorrect),
		func(_ context.Context, b *correctBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbCorrect, Corrects: b.Corrects, Message: b.Message, Disclosure: b.Disclosure, Ground: b.Ground, Why: b.Why, QualityReason: b.QualityReason, Seq: b.Seq}, nil
		})
	register(a, operation{id: "listDrafts", method: http.MethodGet, path: "/drafts", tag: tagOfficers, access: officers,
		summary: "List the drafts that wait", about: "For whoever approves: the drafts at the own desk and below it, the oldest first. The national desk sees those that ask for more time.",
		out: draftList{Drafts: []waiting{{TrackingID: exampleCode.Display(), Title: "Lubang di Jalan Pasar", State: civic.InProgress, Agency: exampleUnit(), Secret: false,
			ProposedAt: time.Date(2026, time.November, 26, 3, 0, 0, 0, time.UTC), Next: exampleDue()}}}}, a.drafts)
}

type draftsParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

// waiting is one report with a draft that waits.
type waiting struct {
	TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string      `json:"title,omitempty" doc:"Left out where the officer may not read it."`
	State      civic.State `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName `json:"agency,omitempty" doc:"The desk that holds it."`
	Secret     bool        `json:"secret,omitempty"`
	ProposedAt time.Time   `json:"proposed_at"`
	Stale      bool        `json:"stale,omitempty" doc:"Something was said since."`
	Own        bool        `json:"own,omitempty" doc:"The asker wrote it, so somebody else decides."`
	Next       *due        `json:"next,omitempty"`
}

type draftList struct {
	Drafts []waiting `json:"drafts"`
	Next   string    `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

// drafts gives a page of the drafts that the asker may have to decide.
func (a *API) drafts(ctx context.Context, x *exchange, p *draftsParams) (*draftList, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	var after *civic.Report
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	if at != nil {
		after = &civic.Report{ID: civic.ID(at[1]), Proposal: civic.Proposal{At: time.UnixMicro(at[0]).UTC()}}
	}
	page, err := a.Casework.Waiting(ctx, who, after, p.Limit)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &draftList{Drafts: make([]waiting, len(page.Rows))}
	for i := range page.Rows {
		in := &page.Rows[i]
		r := &in.Report
		out.Drafts[i] = waiting{TrackingID: r.Code.Display(), Title: in.Title, State: r.State, Agency: nameOf(m.Tree, r.Holder), Secret: r.Secret,
			ProposedAt: in.At.At, Stale: in.Stale, Own: in.Own, Next: nextOf(in.Next)}
	}
	if page.More {
		last := &page.Rows[len(page.Rows)-1].Report
		out.Next = cursorOf(last.Proposal.At.UnixMicro(), int64(last.ID))
	}
	return out, nil
}
