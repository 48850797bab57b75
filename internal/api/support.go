package api

import (
	"context"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Bodies of the steps about offices that are asked.
type (
	supportBody struct {
		AgencyID ref    `json:"agency_id" doc:"The office that is asked, by id or code: any in the own agency, another agency at its own desk."`
		Message  string `json:"message" doc:"What it is asked to do; officers only read it." maxLength:"10000"`
		Seq      int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	consultBody struct {
		AgencyID ref    `json:"agency_id" doc:"The office that is asked, by id or code: any in the own agency, another agency at its own desk."`
		Message  string `json:"message" doc:"The question; officers only read it." maxLength:"10000"`
		Days     int    `json:"days,omitempty" doc:"Working days until the opinion is wanted; what the policy says when nothing is said." maximum:"30"`
		Seq      int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	contributeBody struct {
		Support int    `json:"support,omitempty" doc:"Which request, by its support of supports; needed where the office was asked more than once."`
		Message string `json:"message" doc:"What was done or found." maxLength:"10000"`
		Show    bool   `json:"show,omitempty" doc:"The reporter reads it too; an opinion is for officers only."`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	splitBody struct {
		AgencyID ref         `json:"agency_id" doc:"Where the part goes, by id or code: any desk of the own agency, another agency's own desk."`
		Class    civic.Class `json:"class" doc:"The class of the part." enum:"complaint,complaint_oversight,aspiration,information"`
		TopicID  ref         `json:"topic_id,omitempty" doc:"Topic of the part, by id or code; that of the report when nothing is said."`
		Message  string      `json:"message" doc:"What the part says, in words that its reporter reads." maxLength:"10000"`
		Carries  []civic.ID  `json:"carries,omitempty" doc:"The files of the report that go with the part, by their id: any that its reporter reads. Strangers see none of them by that."`
		Seq      int         `json:"seq,omitempty" doc:"Number of events seen."`
	}
	freeBody struct {
		Support int    `json:"support,omitempty" doc:"Which request, by its support of supports; needed where there are several."`
		Reason  string `json:"reason" doc:"A code of the reason list that allowed_actions offers."`
		Message string `json:"message" doc:"Officers only read it." maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

// supported is one office that was asked.
type supported struct {
	Support int                `json:"support" doc:"Number of the event that asked."`
	Agency  *agencyName        `json:"agency"`
	Kind    civic.SupportKind  `json:"kind" doc:"support: it does a part; consult: it gives an opinion." enum:"support,consult"`
	State   civic.SupportState `json:"state" enum:"open,answered,unable,released"`
	By      civic.Date         `json:"by" doc:"The last day in time, at the office that was asked." format:"date"`
	Left    int                `json:"working_days_left" doc:"0 is due today, below 0 is late by so many; once it is over, at that moment."`
	Ask     string             `json:"question,omitempty" doc:"What it was asked; officers."`
	Answer  string             `json:"answer,omitempty" doc:"What it answered, why it cannot, or why it was set free."`
	Reason  *reason            `json:"reason,omitempty"`
	Shown   bool               `json:"shown_to_reporter,omitempty"`
}

func supportsOf(m *atlas.Map, v *casework.View) []supported {
	out := make([]supported, 0, len(v.Asked))
	for _, a := range v.Asked {
		one := supported{Support: a.ID, Agency: nameOf(m.Tree, a.Desk), Kind: a.Kind, State: a.State, By: a.By, Left: a.Left, Shown: a.Shown}
		if a.Ask != nil {
			one.Ask = a.Ask.Message
		}
		if a.Answer != nil {
			one.Answer, one.Reason = a.Answer.Message, reasonOf(m.Reasons, a.Answer.Reason)
		}
		out = append(out, one)
	}
	return out
}

// partOfReport is a part that became a report of its own, or the whole that it was taken from.
type partOfReport struct {
	Support    int                `json:"support,omitempty" doc:"Number of the event that took the part out."`
	Waited     civic.SupportState `json:"waited_for,omitempty" doc:"open: the whole is not closed before; answered: the part has ended." enum:"open,answered,released"`
	TrackingID string             `json:"tracking_id" doc:"The PIN of the whole opens its parts."`
	State      civic.State        `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName        `json:"agency" doc:"The desk that holds it."`
	Title      string             `json:"title,omitempty" doc:"Left out where the officer may not read it."`
	Next       *due               `json:"next,omitempty"`
}

func partOf(m *atlas.Map, p *casework.Part) *partOfReport {
	r := &p.Report
	return &partOfReport{Support: p.Support.ID, Waited: p.Support.State, TrackingID: r.Code.Display(), State: r.State, Agency: nameOf(m.Tree, r.Holder), Title: p.Title, Next: nextOf(p.Next)}
}

// partsOf are the parts of a report and the whole of which it is one.
func partsOf(m *atlas.Map, v *casework.View) (parts []*partOfReport, whole *partOfReport) {
	for i := range v.Parts {
		parts = append(parts, partOf(m, &v.Parts[i]))
	}
	if v.Whole != nil {
		whole = partOf(m, v.Whole)
	}
	return parts, whole
}

func exampleSupports() []supported {
	return []supported{{Support: 4, Agency: &agencyName{ID: exampleID + 3, Code: "surabaya-dishub", Name: "Dinas Perhubungan"}, Kind: civic.SupportHelp,
		State: civic.SupportOpen, By: exampleDay(27), Left: 3, Ask: "Mohon atur lalu lintas saat penambalan."}}
}

// supporting: other offices help, and the one that holds the report goes on leading.
func (a *API) supporting() {
	step(a, officerStep("support", "supportReport", "Ask another office to help",
		"The report stays where it is. The office that is asked reads it without the reporter's name and contact, has a clock of its own, `support`, and finds it in its inbox. "+
			"The report is neither answered nor closed by an office before every office that was asked has answered, or was set free.",
		supportBody{AgencyID: "surabaya-dishub", Message: "Mohon atur lalu lintas saat penambalan.", Seq: 3}, civic.VerbSupport),
		func(ctx context.Context, b *supportBody) (civic.Command, error) {
			to, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
			return civic.Command{Verb: civic.VerbSupport, Target: to, Message: b.Message, Seq: b.Seq}, err
		})
	step(a, officerStep("consult", "consultOnReport", "Ask another office for its opinion",
		"Like a request for help, with the clock `consult`; but only officers read the answer, and nothing waits for it.",
		consultBody{AgencyID: "surabaya-dishub", Message: "Apakah ini jalan nasional?", Days: 2, Seq: 3}, civic.VerbConsult),
		func(ctx context.Context, b *consultBody) (civic.Command, error) {
			to, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
			return civic.Command{Verb: civic.VerbConsult, Target: to, Message: b.Message, Days: b.Days, Seq: b.Seq}, err
		})
	step(a, officerStep("contribute", "contributeToReport", "Answer as an office that was asked",
		"The office that leads reads it; the reporter too with `show`.",
		contributeBody{Support: 4, Message: "Lalu lintas kami alihkan pada 26 November.", Show: true}, civic.VerbContribute),
		func(_ context.Context, b *contributeBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbContribute, Support: max(0, b.Support), Message: b.Message, Show: b.Show, Seq: b.Seq}, nil
		})
	step(a, officerStep("split", "splitReport", "Take a part out",
		"The part becomes a report of its own with the same reporter and protections; its citizen clock began when the whole was received. "+
			"It stands in `parts`, the PIN of the whole opens it, and the whole is not closed before it has ended or was set free. "+
			"The same words sent to the same office again make no second part: the answer is that of the first.",
		splitBody{AgencyID: "surabaya-dishub", Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan.", Seq: 3}, civic.VerbSplit),
		func(ctx context.Context, b *splitBody) (civic.Command, error) {
			to, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
			if err != nil {
				return civic.Command{}, err
			}
			topic, err := topicID(a.Directory.Map(ctx), "topic_id", b.TopicID)
			return civic.Command{Verb: civic.VerbSplit, Target: to, Class: b.Class, Topic: topic, Message: b.Message, Carries: b.Carries, Seq: b.Seq}, err
		})
	free := func(name, id, summary, about string, verb civic.Verb, example freeBody) {
		step(a, officerStep(name, id, summary, about, example, verb), func(_ context.Context, b *freeBody) (civic.Command, error) {
			return civic.Command{Verb: verb, Support: max(0, b.Support), Reason: b.Reason, Message: b.Message, Seq: b.Seq}, nil
		})
	}
	free("unable", "declineSupport", "Say that the office cannot", "As an office that was asked. It sees the report no more.",
		civic.VerbUnable, freeBody{Reason: "no_means", Message: "Alat kami sedang rusak."})
	free("release", "releaseSupport", "Set an office free that was asked", "It needs not answer, and sees the report no more.",
		civic.VerbRelease, freeBody{Support: 4, Reason: "not_needed", Message: "Sudah kami kerjakan sendiri."})
}
