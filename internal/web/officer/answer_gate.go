package officer

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/quality"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// What the buttons beside a text ask for. With scripts they are answered in place, without them by the page again.
const (
	doCheck     = "periksa"
	doMend      = "perbaiki:" // and the finding's name
	doTemplates = "templat"
	doInsert    = "sisipkan"
)

// gateBox is what stands below a text on its way to a reporter: what is to be mended, and texts to begin from.
type gateBox struct {
	Checked   bool
	Lines     []gateLine
	Picks     ui.Choice // templates, when they were asked for
	Picking   bool
	NoPicks   bool
	Asked     bool // a reason is asked for
	Templates bool // the text may be begun from a template
}

// gateLine is one thing to mend. As JSON it is drawn by the script.
type gateLine struct {
	Text  string `json:"text"`
	Do    string `json:"do,omitempty"`    // value of the button that mends it
	Label string `json:"label,omitempty"` // words of the button
	Start int    `json:"start"`           // what the mend takes away, in units of the browser
	End   int    `json:"end"`
	Quote string `json:"quote"`
	Put   string `json:"put"` // what it puts there
}

// gatedForm tells whether the form of a verb has a gate.
func gatedForm(verb civic.Verb) bool {
	return slices.Contains([]civic.Verb{civic.VerbAnswer, civic.VerbFollowUp, civic.VerbClose, macroVerb}, verb) || strings.HasPrefix(string(verb), string(civic.VerbCorrect))
}

// linesOf words findings. i18n:keys quality. i18n:keys quality.mend.
func linesOf(p *i18n.Printer, text string, all []quality.Finding) []gateLine {
	out := make([]gateLine, 0, len(all))
	for _, f := range all {
		line := gateLine{Text: p.TArgs(f.Key, f.Args)}
		if f.Mend != nil {
			s := f.Mend.Span
			line.Do, line.Label, line.Quote, line.Put = doMend+f.ID(text), p.T("quality.mend."+string(f.Rule)), s.Of(text), f.Mend.Text
			line.Start = len(utf16.Encode([]rune(text[:s.Start])))
			line.End = line.Start + len(utf16.Encode([]rune(line.Quote)))
		}
		out = append(out, line)
	}
	return out
}

// gateAsked answers the buttons beside a text: it comes back with its form, its files kept. done tells that it was one.
func (p *Pages) gateAsked(v *staff.Visit, in *casework.View, a action, form typed) (done bool, err error) {
	do := staff.Text(v.R, "do")
	if do != doCheck && do != doTemplates && do != doInsert && !strings.HasPrefix(do, doMend) {
		return false, nil
	}
	if a.verb == civic.VerbCorrect {
		form.Verb = correctForm(max(0, staff.Number(v.R, "corrects")))
	}
	p.keepFiles(v, &form)
	box := &gateBox{}
	switch do {
	case doTemplates:
		if err := p.offerTemplates(v, in, a, box); err != nil {
			return true, err
		}
	case doInsert:
		if err := p.insertTemplate(v, in, a, form); err != nil {
			return true, err
		}
	default:
		if err := p.checkText(v, in, a, form, do, box); err != nil {
			return true, err
		}
	}
	form.Gate = box
	return true, p.showReport(v, http.StatusOK, in, form, nil)
}

// checkText reads the text of a form, and mends it first when that was pressed.
func (p *Pages) checkText(v *staff.Visit, in *casework.View, a action, form typed, do string, box *gateBox) error {
	text, found, err := p.textFindings(v, in, a, len(form.Files))
	if err != nil {
		return err
	}
	if id, mends := strings.CutPrefix(do, doMend); mends {
		if mended, ok := quality.Mended(text, found, id); ok {
			v.R.PostForm.Set("message", mended)
			if text, found, err = p.textFindings(v, in, a, len(form.Files)); err != nil {
				return err
			}
		}
	}
	box.Checked, box.Lines, box.Asked = true, linesOf(v.P, text, found), len(found) > 0
	return nil
}

// textFindings reads what stands in a form as the verb will.
func (p *Pages) textFindings(v *staff.Visit, in *casework.View, a action, files int) (string, []quality.Finding, error) {
	cmd := civic.Command{Verb: a.verb, Message: civic.TidyText(v.R.PostFormValue("message"))}
	if !slices.Contains(in.Allowed, cmd.Verb) && slices.Contains(in.Allowed, civic.VerbPropose) {
		cmd.As, cmd.Verb = cmd.Verb, civic.VerbPropose
	}
	found, err := p.Casework.Check(v.R.Context(), v.Who, in.Report.Code, cmd, files)
	return cmd.Message, found, err
}

// check reads a text while it is written, for the script.
func (p *Pages) check(v *staff.Visit) error {
	in, a, err := p.ofForm(v)
	if err != nil {
		return err
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	text, found, err := p.textFindings(v, &in, a, max(0, staff.Number(v.R, "files_n")))
	if err != nil {
		return err
	}
	return answerJSON(v, map[string]any{"lines": linesOf(v.P, text, found), "say": gateSays(v.P, len(found))})
}

// gateSays counts what is to be mended.
func gateSays(p *i18n.Printer, n int) string {
	if n == 0 {
		return p.T("officer.gate.none")
	}
	return p.T("officer.gate.found", "n", n)
}

// ofForm finds the report and the form that an address names. Errors: not_found.
func (p *Pages) ofForm(v *staff.Visit) (casework.View, action, error) {
	code, err := codeOf(v)
	if err != nil {
		return casework.View{}, action{}, err
	}
	a, ok := actionBySlug(v.R.PathValue("action"))
	if !ok || !gatedForm(a.verb) {
		return casework.View{}, a, civic.NotFound("error.not_found")
	}
	in, err := p.load(v, code)
	return in, a, err
}

func answerJSON(v *staff.Visit, x any) error {
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(v.W).Encode(x)
}

// refusedText puts into a form that came back why its text was refused.
func refusedText(p *i18n.Printer, form *typed, wrong error) {
	no, ok := errors.AsType[*quality.Refusal](wrong)
	if ok {
		form.Gate = &gateBox{Checked: true, Lines: linesOf(p, no.Text, no.Findings), Asked: true}
	}
}

// gateOf is the box below the text of a form.
func (v reportView) gateOf(verb civic.Verb) gateBox {
	box := gateBox{}
	if v.Form.Verb == verb && v.Form.Gate != nil {
		box = *v.Form.Gate
	}
	box.Templates = verb != macroVerb
	box.Asked = box.Asked || v.value(verb, "quality_reason", "") != ""
	return box
}

// anyway asks why a text goes out as it is.
func (v reportView) anyway(verb civic.Verb) ui.Field {
	f := v.field(verb, "quality_reason", v.P.T("officer.gate.anyway"), v.P.T("officer.gate.anyway_hint", "min", civic.MinReason), "", 2)
	f.MaxLength = civic.MaxFact
	return f
}

// gateWords tells colleagues what the gate found in a text that went out, and why it did. i18n:keys quality.rule.
func gateWords(p *i18n.Printer, e *civic.Event) string {
	var names []string
	for _, r := range quality.Split(e.Detail[civic.DetailRules]) {
		names = append(names, p.T("quality.rule."+string(r)))
	}
	if len(names) == 0 {
		return ""
	}
	said := p.T("officer.gate.went", "rules", strings.Join(names, ", "))
	if why := e.Detail[civic.DetailQualityReason]; why != "" {
		said += " " + p.T("officer.gate.went_why", "why", why)
	}
	return said
}

// filesN is how many files a form holds already, for the script that reads its text.
func (v reportView) filesN(pn panel) string { return strconv.Itoa(len(v.kept(pn))) }
