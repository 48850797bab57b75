package officer

import (
	"errors"
	"net/http"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// pickName is the box of the chosen template; each form has its own.
func pickName(verb civic.Verb) string { return "templat_" + string(verb) }

// offerTemplates lists the texts that the form can begin from.
func (p *Pages) offerTemplates(v *staff.Visit, in *casework.View, a action, box *gateBox) error {
	all, err := p.Casework.Templates(v.R.Context(), v.Who, in.Report.Code, a.verb)
	if err != nil {
		return err
	}
	box.Picking, box.NoPicks = true, len(all) == 0
	box.Picks = ui.Choice{Name: pickName(a.verb), Legend: v.P.T("officer.template.which")}
	for i, t := range all {
		box.Picks.Options = append(box.Picks.Options, ui.Option{Value: t.ID.String(), Label: t.Name, Hint: t.Text, Checked: i == 0})
	}
	return nil
}

// insertTemplate puts the chosen text behind what stands in the box.
func (p *Pages) insertTemplate(v *staff.Visit, in *casework.View, a action, form typed) error {
	all, err := p.Casework.Templates(v.R.Context(), v.Who, in.Report.Code, a.verb)
	if err != nil {
		return err
	}
	id := staff.ID(form.Values.Get(pickName(a.verb)))
	for _, t := range all {
		if t.ID == id {
			form.Values.Set("message", strings.TrimLeft(strings.TrimRight(form.Values.Get("message"), " \r\n")+"\n\n"+t.Text, "\n"))
		}
	}
	return nil
}

// templateLine is a template as the script lists it.
type templateLine struct {
	Text string `json:"text"`
	Note string `json:"note"` // what it says, filled in
}

// templates lists the texts that a form can begin from, for the script.
func (p *Pages) templates(v *staff.Visit) error {
	in, a, err := p.ofForm(v)
	if err != nil {
		return err
	}
	all, err := p.Casework.Templates(v.R.Context(), v.Who, in.Report.Code, a.verb)
	if err != nil {
		return err
	}
	out := make([]templateLine, 0, len(all))
	for _, t := range all {
		out = append(out, templateLine{Text: t.Name, Note: t.Text})
	}
	return answerJSON(v, out)
}

// macroVerb names the form of macros among those of verbs.
const macroVerb civic.Verb = "macro"

// doUse shows the chosen macro's text before anything is sent.
const doUse = "pakai"

// macroBox are the macros that the officer may use on a report, and the one that was chosen.
type macroBox struct {
	Picks ui.Choice
	On    *casework.Filled // the one whose text is being looked at
	Does  string           // what it does, in words
	Asks  civic.Asks       // what its outcome asks for

	Discloses disclosing // what becomes of the information that was asked for
}

// macros offers the macros of the moment; nil when there are none.
func (p *Pages) macros(v *staff.Visit, in *casework.View, view *reportView) error {
	all, err := p.Casework.Macros(v.R.Context(), v.Who, in.Report.Code)
	if err != nil || len(all) == 0 {
		return err
	}
	box := &macroBox{Picks: ui.Choice{Name: "makro", Base: "macro-makro", Legend: v.P.T("officer.macro.which")}}
	id := staff.ID(view.value(macroVerb, "makro", ""))
	for i := range all {
		does := macroDoes(v, &all[i])
		box.Picks.Options = append(box.Picks.Options, ui.Option{Value: all[i].ID.String(), Label: all[i].Name, Hint: does, Checked: all[i].ID == id})
		if all[i].ID == id && view.Form.Verb == macroVerb {
			reason, _ := v.Map.Reasons.Find(civic.ReasonsOutcome, all[i].Outcome)
			box.On, box.Does, box.Asks = &all[i], does, reason.Asks
			if all[i].Verb == civic.VerbAnswer {
				box.Discloses = p.disclosing(v, view, macroVerb, nil)
			}
		}
	}
	view.Macros = box
	return nil
}

// macroDoes says the steps of a macro. i18n:keys officer.macro.does.
func macroDoes(v *staff.Visit, t *casework.Filled) string {
	said := v.P.T("officer.macro.does." + string(t.Verb))
	if t.Outcome != "" {
		said += " " + reasonText(v, t.Outcome, civic.ReasonsOutcome)
	}
	if t.Reason != "" {
		said += " " + reasonText(v, t.Reason, civic.ReasonsHold, civic.ReasonsReturn)
	}
	if t.Target != "" {
		said += " " + v.P.T("officer.macro.to", "agency", t.Target)
	}
	return said
}

// macro shows the text of a macro, or takes its steps.
func (p *Pages) macro(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	staff.AllowFiles(v.R, p.Evidence)
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	form := typed{Verb: macroVerb, Values: v.R.PostForm}
	a := action{verb: macroVerb, files: true}
	if err := p.files(v, &in, a, &form); err != nil {
		return p.again(v, code, form, err)
	}
	if staff.Text(v.R, "do") == doUse {
		form.Values.Del("message") // that of another macro
		p.keepFiles(v, &form)
		return p.showReport(v, http.StatusOK, &in, form, nil)
	}
	if all, err := p.Casework.Macros(v.R.Context(), v.Who, code); err == nil {
		for _, t := range all {
			if t.ID == staff.ID(form.Values.Get("makro")) {
				a.verb = t.Verb
			}
		}
	}
	if done, err := p.gateAsked(v, &in, a, form); done {
		return err
	}
	if err := wordless(v, a, &form); err != nil {
		return p.withFiles(v, code, &form, err)
	}
	cmd := civic.Command{Verb: a.verb, Message: v.R.PostFormValue("message"), QualityReason: staff.Text(v.R, "quality_reason"), Seq: max(0, staff.Number(v.R, "seq"))}
	cmd.Ground, cmd.ReferredTo = staff.Text(v.R, "ground"), staff.Text(v.R, "referred_to")
	if a.verb == civic.VerbAnswer {
		disclosed(v, in.Report.Class, &cmd)
	}
	if cmd.DoneOn, err = staff.Day(v.R, macroDay); err != nil {
		return p.withFiles(v, code, &form, civic.Invalid("when", "error.date_invalid"))
	}
	after, err := p.Casework.RunMacro(v.R.Context(), v.Who, code, staff.ID(form.Values.Get("makro")), cmd, form.Files...)
	if err != nil {
		return p.withFiles(v, code, &form, ofMacro(err))
	}
	if form.Token != "" {
		_ = p.Intake.DropDraft(v.R.Context(), form.Token) // it expires by itself
	}
	return v.Done(p.onward(v, &after, true), "officer.macro.done", "code", code.Display())
}

// macroDay names the boxes of the day on which it was done.
const macroDay = "macro-when"

// ofMacro puts a mistake beside the box of a macro's form that it is about, or above all of them.
func ofMacro(err error) error {
	e, ok := errors.AsType[*civic.Error](err)
	if _, read := errors.AsType[*quality.Refusal](err); !ok || read {
		return err
	}
	about := *e
	switch e.Field {
	case "message", "quality_reason", "files", "ground", "referred_to", disclosureBox:
	case "done_on":
		about.Field = "when"
	default:
		about.Field = ""
	}
	return &about
}

// macroAsks tells whether the outcome of a macro asks for something.
func (v reportView) macroAsks(ask civic.Ask) bool { return v.Macros.Asks.Has(ask) }

// macroWhen asks for the day on which it was done.
func (v reportView) macroWhen() staff.DayField {
	return staff.DayField{Name: macroDay, Legend: v.P.T("officer.close.done_on"), Error: v.mistake(macroVerb, "when"), Day: v.value(macroVerb, macroDay+"_day", ""),
		Month: v.value(macroVerb, macroDay+"_month", ""), Year: v.value(macroVerb, macroDay+"_year", "")}
}

// macroText asks for the words of a macro.
func (v reportView) macroText() ui.Field {
	return v.field(macroVerb, "message", v.P.T("officer.macro.message"), v.P.T("officer.macro.message_hint"), v.Macros.On.Text, 6)
}
