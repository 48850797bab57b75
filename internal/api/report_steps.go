package api

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
)

// Bodies of the steps of officers. Seq guards against acting on what one has not seen.
type (
	verifyBody struct {
		Class       civic.Class `json:"class" doc:"The class it is given." enum:"complaint,complaint_oversight,aspiration,information"`
		TopicID     ref         `json:"topic_id,omitempty" doc:"Topic, by id or code."`
		AgencyID    ref         `json:"agency_id,omitempty" doc:"Where it goes, by id or code; the agency that the reporter named when nothing is said, or the own desk."`
		Against     ref         `json:"against_id,omitempty" doc:"With complaint_oversight: the office complained of, by id or code. It is kept out, and the report goes to the inspectorate above it when agency_id says nothing else than where it would go anyway."`
		Publish     bool        `json:"publish,omitempty" doc:"Publish an edited version at the same time."`
		PublicTitle string      `json:"public_title,omitempty" doc:"Needed with publish." maxLength:"150"`
		PublicBody  string      `json:"public_body,omitempty" doc:"Needed with publish; without names and numbers of people." maxLength:"10000"`
		PublicPlace string      `json:"public_place,omitempty" doc:"The place as everybody may read it; the region only when empty." maxLength:"500"`
		FoundWhy    string      `json:"found_why,omitempty" doc:"Why it is published although personal data is found in it; without a reason it is refused." maxLength:"500"`
		Photos      []photoBody `json:"photos,omitempty" doc:"The reporter's photos that become public; no others are." maxItems:"10"`
		Message     string      `json:"message,omitempty" doc:"For the timeline, where the public reads it too." maxLength:"10000"`
		Seq         int         `json:"seq,omitempty" doc:"Number of events seen."`
	}
	disposeBody struct {
		AgencyID ref    `json:"agency_id" doc:"The desk it goes to, by id or code; it lies below the holder."`
		Message  string `json:"message,omitempty" doc:"For the timeline; on a published report everybody reads it. What only colleagues should read is a note." maxLength:"10000"`
		Seq      int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	reasonBody struct {
		Reason  string `json:"reason" doc:"A code of the reason list that allowed_actions offers."`
		Message string `json:"message" doc:"What the reporter reads with it." maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	returnBody struct {
		Reason    string `json:"reason" doc:"A code of the reason list that allowed_actions offers."`
		Message   string `json:"message" doc:"What the reporter reads with it; on a published report, everybody." maxLength:"10000"`
		Suggested ref    `json:"suggested_id,omitempty" doc:"The office that is competent, by id or code, where that is known; only officers read it."`
		Seq       int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	followUpBody struct {
		Message       string           `json:"message" doc:"What is being done, or what was done; on a published report everybody reads it." maxLength:"10000"`
		Answer        bool             `json:"answer,omitempty" doc:"true for a substantive answer: the reporter's window begins."`
		Disclosure    civic.Disclosure `json:"disclosure,omitempty" doc:"Of an answer to a request of information, which has to say it: what becomes of the information." enum:"given,part,refused"`
		Ground        string           `json:"ground,omitempty" doc:"Where something is kept back: a code of the list refusal." maxLength:"500"`
		QualityReason string           `json:"quality_reason,omitempty" doc:"Why it goes out in spite of findings; officers only read it." maxLength:"500"`
		Seq           int              `json:"seq,omitempty" doc:"Number of events seen."`
	}
	closeBody struct {
		Outcome       string `json:"outcome" doc:"A code of the reason list that allowed_actions offers."`
		Message       string `json:"message" doc:"What was done; on a published report everybody reads it." maxLength:"10000"`
		DoneOn        string `json:"done_on,omitempty" doc:"The day on which it was done, where the outcome asks for it." format:"date"`
		Ground        string `json:"ground,omitempty" doc:"The rule by which it cannot be done, where the outcome asks for it; of a request of information a code of the list refusal, and nothing where the answer before said it." maxLength:"500"`
		ReferredTo    string `json:"referred_to,omitempty" doc:"To whom the reporter is referred, where the outcome asks for it." maxLength:"500"`
		Finding       string `json:"finding,omitempty" doc:"What was found, a code of the reason list finding; needed for a report of oversight grade." maxLength:"100"`
		Measure       string `json:"measure,omitempty" doc:"The sanction or measure in general words, where the finding asks for it." maxLength:"500"`
		QualityReason string `json:"quality_reason,omitempty" doc:"Why it goes out in spite of findings; officers only read it." maxLength:"500"`
		Seq           int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	messageBody struct {
		Message string `json:"message" maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	reclassifyBody struct {
		Class   civic.Class `json:"class" enum:"complaint,complaint_oversight,aspiration,information"`
		TopicID ref         `json:"topic_id,omitempty" doc:"Topic, by id or code."`
		Message string      `json:"message" doc:"Why." maxLength:"10000"`
		Seq     int         `json:"seq,omitempty" doc:"Number of events seen."`
	}
	publishBody struct {
		PublicTitle string      `json:"public_title" maxLength:"150"`
		PublicBody  string      `json:"public_body" doc:"Without names and numbers of people." maxLength:"10000"`
		PublicPlace string      `json:"public_place,omitempty" doc:"The place as everybody may read it; the region only when empty." maxLength:"500"`
		FoundWhy    string      `json:"found_why,omitempty" doc:"Why it is published although personal data is found in it; without a reason it is refused." maxLength:"500"`
		Photos      []photoBody `json:"photos,omitempty" doc:"The reporter's photos that become public; no others are, not even those of the version before." maxItems:"10"`
		Message     string      `json:"message,omitempty" doc:"Why it was edited, for the timeline, where the public reads it too." maxLength:"10000"`
		Seq         int         `json:"seq,omitempty" doc:"Number of events seen."`
	}
	flagsBody struct {
		Flag    civic.Flag `json:"flag" enum:"anonymous,secret"`
		On      *bool      `json:"on" doc:"Officers may switch on, only the reporter may switch off."`
		Message string     `json:"message,omitempty" maxLength:"10000"`
		Seq     int        `json:"seq,omitempty" doc:"Number of events seen."`
	}
	ratingBody struct {
		Rating  int    `json:"rating" doc:"1 not helped, 2 so-so, 3 helped." minimum:"1" maximum:"3"`
		Message string `json:"message,omitempty" maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	withdrawBody struct {
		Message string `json:"message,omitempty" doc:"Why, if there is something to say." maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

type stepParams struct {
	Code    string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
	IfMatch string `header:"If-Match" doc:"The ETag of the report as it was seen; the same as seq in the body." maxLength:"40" example:"\"3\""`
}

// change is what a step made of the report.
type change struct {
	TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	URL        string      `json:"url"`
	Seq        int         `json:"seq" doc:"Number of events now."`
	State      civic.State `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName `json:"agency,omitempty" doc:"The desk that holds it now."`
	Published  bool        `json:"published"`
	EndedAt    time.Time   `json:"ended_at,omitzero"`
	Next       *due        `json:"next,omitempty"`
}

func (a *API) changed(ctx context.Context, x *exchange, r *civic.Report) *change {
	m := a.Directory.Map(ctx)
	x.w.Header().Set("Etag", `"`+strconv.Itoa(r.Seq)+`"`)
	return &change{TrackingID: r.Code.Display(), URL: a.pageOf(r.Code), Seq: r.Seq, State: r.State, Agency: nameOf(m.Tree, r.Holder),
		Published: r.Public(), EndedAt: r.EndedAt, Next: nextOfReport(m.World(a.Now()), r)}
}

// step registers one step: who asks, what they send, and the command it becomes.
func step[B any](a *API, op operation, command func(ctx context.Context, b *B) (civic.Command, error)) {
	register(a, op, func(ctx context.Context, x *exchange, p *stepParams) (*change, error) {
		code, who, err := x.party(ctx, p.Code)
		if err != nil {
			return nil, err
		}
		var cmd civic.Command
		b, err := read[B](x)
		if err == nil {
			cmd, err = command(ctx, &b)
		}
		if err == nil {
			cmd.Seq, err = seen(cmd.Seq, p.IfMatch)
		}
		if err != nil { // what is wrong is nobody's business to whom the report is not there
			return nil, cmp.Or(a.Casework.There(ctx, who, code), err)
		}
		r, err := a.act(ctx, who, code, cmd)
		if err != nil {
			return nil, err
		}
		return a.changed(ctx, x, &r), nil
	})
}

// act does the step. A rating is one word for two steps: it accepts an answer that waits for the
// reporter, and judges one that was closed; which of them is open, the lifecycle says.
func (a *API) act(ctx context.Context, who civic.Actor, code civic.TrackingCode, cmd civic.Command) (civic.Report, error) {
	r, err := a.Casework.Act(ctx, who, code, cmd)
	var known *civic.Error
	if cmd.Verb == civic.VerbAccept && errors.As(err, &known) && known.Key == "error.not_in_this_state" {
		cmd.Verb = civic.VerbRate
		return a.Casework.Act(ctx, who, code, cmd)
	}
	return r, err
}

// seen is the number of events that the asker knows of; 0 when nothing is said. Errors: invalid.
func seen(seq int, ifMatch string) (int, error) {
	if seq < 0 {
		return 0, civic.Invalid("seq", "api.seq_wrong")
	}
	if ifMatch == "" || ifMatch == "*" {
		return seq, nil
	}
	n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(ifMatch, "W/"), `"`))
	if err != nil || n < 1 || seq != 0 && seq != n {
		return 0, civic.Invalid("If-Match", "api.seq_wrong")
	}
	return n, nil
}
