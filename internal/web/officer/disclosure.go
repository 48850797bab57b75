package officer

import (
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// disclosureBox names the question what becomes of the information that was asked for.
const disclosureBox = "disclosure"

// disclosed reads what an answer says about the information. A ground that was chosen for another answer is not sent: its
// box is not in sight.
func disclosed(v *staff.Visit, class civic.Class, cmd *civic.Command) {
	if class != civic.Information {
		return
	}
	cmd.Disclosure, cmd.Ground = civic.Disclosure(staff.Text(v.R, disclosureBox)), ""
	if cmd.Disclosure.Withholds() {
		cmd.Ground = staff.Text(v.R, string(civic.AskGround))
	}
}

// disclosures offers what can become of the information. i18n:keys disclosure.name. officer.disclosure.
func disclosures(v *staff.Visit, base, wrong, now string) ui.Choice {
	c := ui.Choice{Name: disclosureBox, Base: base, Legend: v.P.T("officer.disclosure"), Error: wrong}
	for _, d := range civic.Disclosures() {
		o := ui.Option{Value: string(d), Label: v.P.T("disclosure.name." + string(d)), Hint: v.P.T("officer.disclosure." + string(d)), Checked: now == string(d)}
		if d.Withholds() {
			o.Asks = string(civic.AskGround)
		}
		c.Options = append(c.Options, o)
	}
	return c
}

// disclosing is the part of an answer's form about the information that was asked for.
type disclosing struct {
	Which   ui.Choice
	Ground  staff.Pick
	Words   ui.Field // in the place of the list, where there is none
	Listed  bool
	Present bool
}

// disclosing asks it in the form of a verb; was is the event whose words are corrected.
func (p *Pages) disclosing(v *staff.Visit, view *reportView, verb civic.Verb, was *civic.Event) disclosing {
	if view.r.Class != civic.Information {
		return disclosing{}
	}
	first, ground := "", ""
	if was != nil {
		first, ground = string(was.Disclosed()), was.Ground()
	}
	now := view.value(verb, disclosureBox, first)
	d := disclosing{Present: true, Listed: len(view.Refusals) > 0,
		Which: disclosures(v, string(verb)+"-"+disclosureBox, view.mistake(verb, disclosureBox), now)}
	d.Ground = view.groundPick(verb, view.value(verb, string(civic.AskGround), ground), v.P.T("officer.close.refusal_choose"))
	d.Ground.Label, d.Ground.Hint = v.P.T("officer.disclosure.ground"), v.P.T("officer.disclosure.ground_hint")
	d.Words = view.field(verb, string(civic.AskGround), d.Ground.Label, d.Ground.Hint, ground, 0)
	d.Words.MaxLength = civic.MaxFact
	return d
}

// groundPick lists the grounds of the law for one form.
func (v reportView) groundPick(verb civic.Verb, now, none string) staff.Pick {
	all := []ui.Option{{Label: none}}
	for _, x := range v.Refusals {
		all = append(all, ui.Option{Value: x.code, Label: x.label, Checked: now == x.code || now == x.words})
	}
	return staff.Pick{ID: string(verb) + "-" + string(civic.AskGround), Name: string(civic.AskGround), Error: v.mistake(verb, string(civic.AskGround)),
		Groups: []staff.Group{{Options: all}}}
}

// disclosureFacts are what a draft says about the information, for whoever approves it.
func disclosureFacts(v *staff.Visit, step civic.Command) []ui.Fact {
	if step.Disclosure == "" {
		return nil
	}
	return []ui.Fact{{Label: v.P.T("officer.disclosure"), Text: v.P.T("disclosure.name." + string(step.Disclosure))}}
}

// groundWords words a ground of the law in the language of the page.
func groundWords(v *staff.Visit, words string) string {
	return notify.Ground(v.P, v.Map.Reasons, words)
}

// fixDisclosing is what the correction of an answer asks about the information.
func (p *Pages) fixDisclosing(v *staff.Visit, in *casework.View, view *reportView) {
	for i := range view.History {
		f := view.History[i].Fix
		if f == nil || f.What != civic.VerbAnswer {
			continue
		}
		for j := range in.Events {
			if e := &in.Events[j]; correctForm(e.Seq) == f.verb {
				f.Discloses = p.disclosing(v, view, f.verb, in.Discloses(e))
			}
		}
	}
}

// disclosing asks of an order for many answers what becomes of the information, for those that asked for it.
func (b *bulkView) disclosing(v *staff.Visit) {
	if b.Verb != civic.VerbAnswer {
		return
	}
	b.Disclosures = disclosures(v, "massal-"+disclosureBox, "", b.Fields.Get(disclosureBox))
	b.Grounds = []ui.Option{{Label: v.P.T("officer.close.refusal_choose")}}
	for _, x := range v.Map.Reasons.Offered(civic.ReasonsRefusal, civic.DateOf(v.Now(), v.Zone())) {
		b.Grounds = append(b.Grounds, ui.Option{Value: x.Code, Label: reasonText(v, x.Code, civic.ReasonsRefusal) + " (" + x.Source + ")", Checked: x.Code == b.Fields.Get("ground")})
	}
}
