package api

import (
	"context"
	"net/http"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// answerText is a text that answers begin from, or a macro, filled in for one report.
type answerText struct {
	ID      civic.ID    `json:"id"`
	Name    string      `json:"name"`
	Agency  *agencyName `json:"agency,omitempty" doc:"Whose it is."`
	Text    string      `json:"text" doc:"Filled in for the report; what has no value stays in braces. Without a report, as it was written."`
	Verb    civic.Verb  `json:"verb,omitempty" doc:"The step that it is for; of a macro, the step that it takes."`
	Outcome string      `json:"outcome,omitempty" doc:"Of a macro that closes."`
	Reason  string      `json:"reason,omitempty" doc:"Of a macro that holds or returns."`
	Target  *agencyName `json:"sends_to,omitempty" doc:"Of a macro: the desk that the report goes to."`
}

type templateList struct {
	Templates []answerText `json:"templates"`
}

type templatesParams struct {
	Verb civic.Verb `query:"verb" enum:"follow_up,answer" doc:"The step for many reports." required:"true"`
}

type filledParams struct {
	Code string     `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
	Verb civic.Verb `query:"verb" doc:"The step that the text is for." maxLength:"20" required:"true" example:"answer"`
}

type macroParams struct {
	Code string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
	ID   string `path:"template_id" doc:"Id of the macro." maxLength:"20"`
}

// macroBody is what a macro's officer adds to it.
type macroBody struct {
	Message       string           `json:"message" doc:"The text as the officer has made it." maxLength:"10000"`
	DoneOn        string           `json:"done_on,omitempty" doc:"The day on which it was done, where the outcome asks for it." format:"date"`
	Disclosure    civic.Disclosure `json:"disclosure,omitempty" doc:"Of an answer to a request of information, which has to say it: what becomes of the information." enum:"given,part,refused"`
	Ground        string           `json:"ground,omitempty" doc:"The rule by which it cannot be done, where the outcome asks for it; where information is kept back, a code of the list refusal." maxLength:"500"`
	ReferredTo    string           `json:"referred_to,omitempty" doc:"To whom the reporter is referred, where the outcome asks for it." maxLength:"500"`
	QualityReason string           `json:"quality_reason,omitempty" doc:"Why it goes out in spite of findings; officers only read it." maxLength:"500"`
	Seq           int              `json:"seq,omitempty" doc:"Number of events seen."`
}

func templateOf(t *civic.Tree, in *casework.Template, text string) answerText {
	return answerText{ID: in.ID, Name: in.Name, Agency: nameOf(t, in.Agency), Text: text, Verb: in.Verb, Outcome: in.Outcome, Reason: in.Reason, Target: nameOf(t, in.Target)}
}

func filledOf(m *atlas.Map, all []casework.Filled) *templateList {
	out := &templateList{Templates: make([]answerText, len(all))}
	for i := range all {
		out.Templates[i] = templateOf(m.Tree, &all[i].Template, all[i].Text)
	}
	return out
}

// coded finds who asks, and the report in the path. What is no code is no report.
func (x *exchange) coded(ctx context.Context, typed string) (civic.Actor, civic.TrackingCode, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return who, "", err
	}
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return who, "", civic.NotFound("error.not_found")
	}
	return who, code, nil
}

func (a *API) bulkTemplates(ctx context.Context, x *exchange, p *templatesParams) (*templateList, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Casework.BulkTemplates(ctx, who, p.Verb)
	m, out := a.Directory.Map(ctx), &templateList{Templates: make([]answerText, len(all))}
	for i := range all {
		out.Templates[i] = templateOf(m.Tree, &all[i], all[i].Body)
	}
	return out, err
}

func (a *API) filledTemplates(ctx context.Context, x *exchange, p *filledParams) (*templateList, error) {
	who, code, err := x.coded(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	all, err := a.Casework.Templates(ctx, who, code, p.Verb)
	return filledOf(a.Directory.Map(ctx), all), err
}

func (a *API) macros(ctx context.Context, x *exchange, p *showParams) (*templateList, error) {
	who, code, err := x.coded(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	all, err := a.Casework.Macros(ctx, who, code)
	return filledOf(a.Directory.Map(ctx), all), err
}

// runMacro takes the steps of a macro, all or none.
func (a *API) runMacro(ctx context.Context, x *exchange, p *macroParams) (*change, error) {
	who, code, err := x.coded(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	b, err := read[macroBody](x)
	if err != nil {
		return nil, err
	}
	on, err := optionalDay("done_on", b.DoneOn)
	if err != nil {
		return nil, err
	}
	seq, err := seen(b.Seq, "")
	if err != nil {
		return nil, err
	}
	r, err := a.Casework.RunMacro(ctx, who, code, id, civic.Command{Message: b.Message, DoneOn: on, Disclosure: b.Disclosure, Ground: b.Ground, ReferredTo: b.ReferredTo, QualityReason: b.QualityReason, Seq: seq})
	if err != nil {
		return nil, err
	}
	return a.changed(ctx, x, &r), nil
}

// templates registers the routes of texts that answers begin from, and of what the gate counted of answers.
func (a *API) templates() {
	one := answerText{ID: exampleID, Name: "Jadwal perbaikan", Agency: exampleSurabaya(), Text: "Laporan 7K2M-9QXT-4PD kami kerjakan [isi tanggal]."}
	raw, macro := one, one
	raw.Text = "Laporan {kode} kami kerjakan [isi tanggal]."
	macro.Verb, macro.Target = civic.VerbFollowUp, exampleUnit()
	register(a, operation{id: "listTemplates", method: http.MethodGet, path: "/templates", tag: tagBulk, access: officers,
		summary: "List the templates for many reports", about: "The texts of the own desk and of those above it, as they were written: with variables such as `{kode}`.",
		out: templateList{Templates: []answerText{raw}}}, a.bulkTemplates)
	register(a, operation{id: "getTemplates", method: http.MethodGet, path: "/reports/{tracking_id}/templates", tag: tagOfficers, access: officers,
		summary: "Texts to begin from", about: "Filled in for the report, the nearest desk's first. Of a protected reporter they hold nothing that the reporter wrote.",
		out: templateList{Templates: []answerText{one}}, errors: []int{http.StatusNotFound}}, a.filledTemplates)
	register(a, operation{id: "getMacros", method: http.MethodGet, path: "/reports/{tracking_id}/macros", tag: tagOfficers, access: officers,
		summary: "Macros that may be run", about: "Text and steps in one, filled in for the report.",
		out: templateList{Templates: []answerText{macro}}, errors: []int{http.StatusNotFound}}, a.macros)
	register(a, operation{id: "runMacro", method: http.MethodPost, path: "/reports/{tracking_id}/macros/{template_id}", tag: tagOfficers, access: officers,
		summary: "Run a macro", about: "Takes all of its steps, or none when one is refused.", in: macroBody{Message: "Laporan ini kami teruskan hari ini.", Seq: 3},
		out: exampleChange(), errors: []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict}}, a.runMacro)
	register(a, operation{id: "getAnswerCounts", method: http.MethodGet, path: "/answer-counts", tag: tagDesk, access: officers,
		summary: "What the check of answers found", about: "For those who lead a desk or watch over it: how many answers were read, mended first, or sent in spite of a finding. Neither texts nor reasons.",
		out: exampleCounts(), errors: []int{http.StatusForbidden}}, a.answerCounts)
}
