package admin

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// ruleForm is the form of one rule.
type ruleForm struct {
	frame
	form
	URL, Cancel, Agency string
	Drop                string // address that takes the rule out, "" for a new one
	Topics              staff.Pick
	Classes             []ui.Option
	AsksAll             bool       // the box for a rule without any condition is there
	Others              []ruleDone // what others did since the form was opened
}

// ruleDone is one thing that somebody did to the rules.
type ruleDone struct {
	What string
	Row  ruleRow
}

// newRule offers an empty form; the address may say what is known already.
func (p *Pages) newRule(v *staff.Visit) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	set, err := p.Directory.Competence(v.R.Context(), v.Who, a.ID, 0)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	r := civic.CompetenceRule{From: v.Today(), Region: q.Get("wilayah"), Topic: staff.ID(q.Get("topik")), Class: civic.Class(q.Get("jenis")), Target: staff.ID(q.Get("tujuan"))}
	f, err := p.ruleValues(v, r, set.Version)
	if err != nil {
		return err
	}
	f.Fresh = true
	return p.showRule(v, f, a, r, nil)
}

func (p *Pages) editRule(v *staff.Visit) error {
	a, set, r, err := p.ruleAt(v)
	if err != nil {
		return err
	}
	f, err := p.ruleValues(v, r, set.Version)
	if err != nil {
		return err
	}
	return p.showRule(v, f, a, r, nil)
}

// ruleAt finds the rule in the address, with the newest version of its set.
func (p *Pages) ruleAt(v *staff.Visit) (civic.Agency, civic.CompetenceSet, civic.CompetenceRule, error) {
	a, err := ruleDesk(v)
	if err != nil {
		return a, civic.CompetenceSet{}, civic.CompetenceRule{}, err
	}
	set, err := p.Directory.Competence(v.R.Context(), v.Who, a.ID, 0)
	if err != nil {
		return a, set, civic.CompetenceRule{}, err
	}
	r, ok := set.Rule(staff.ID(v.R.PathValue("rule")))
	if !ok {
		err = civic.NotFound("error.not_found")
	}
	return a, set, r, err
}

// ruleValues writes a rule into the boxes of the form.
func (p *Pages) ruleValues(v *staff.Visit, r civic.CompetenceRule, version int) (form, error) {
	f := form{P: v.P, Found: map[string][]staff.Choice{}, Values: url.Values{"name": {r.Name}, "words": {r.Words}, "source": {r.Source}, "class": {string(r.Class)},
		"version": {strconv.Itoa(version)}}}
	if r.Topic != 0 {
		f.Values.Set("topic", r.Topic.String())
	}
	if r.ID != 0 && forEverything(r) {
		f.Values.Set(ruleForAll, "yes")
	}
	setDay(f.Values, "from", r.From)
	setDay(f.Values, "until", r.Until)
	if to, ok := v.Map.Tree.Get(r.Target); ok {
		c := staff.AgencyChoice(v.Map.Tree, to)
		f.Values.Set("target", c.Label())
		f.Values.Set("target_id", c.Value)
	}
	if r.Region != "" {
		place, err := p.staff.Place(v.R.Context(), r.Region)
		if err != nil {
			return f, err
		}
		f.Values.Set("region", place.Label())
		f.Values.Set("region_id", place.Value)
	}
	return f, nil
}

func (p *Pages) showRule(v *staff.Visit, f form, a civic.Agency, r civic.CompetenceRule, others []ruleDone) error {
	back := rulesURL(a.ID)
	title, address, drop := v.P.T("admin.rule.new"), back+"/baru", ""
	if r.ID != 0 {
		address = back + "/" + r.ID.String()
		title, drop = v.P.T("admin.rule.edit", "name", r.Name), address+"/hapus"
	}
	page := ruleForm{frame: p.frame(v, rulePath, title), form: f, URL: address, Cancel: back, Drop: drop, Agency: a.Name,
		Topics: ruleTopics(v, f), Classes: ruleClasses(v, f.get("class"), "admin.policy.any"), Others: others}
	page.AsksAll = f.on(ruleForAll) || slices.ContainsFunc(f.Mistakes, func(m ui.Mistake) bool { return m.Field == ruleForAll })
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: back, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, ruleFormPage(page))
}

func (p *Pages) saveRule(v *staff.Visit) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	f, err := typed(v)
	if err != nil {
		return err
	}
	r := civic.CompetenceRule{ID: staff.ID(v.R.PathValue("rule")), Name: f.get("name"), Class: civic.Class(f.get("class")), Topic: staff.ID(f.get("topic")), Words: f.get("words"), Source: f.get("source")}
	f.Fresh = r.ID == 0
	if v.R.PathValue("rule") != "" && r.ID == 0 {
		return civic.NotFound("error.not_found")
	}
	region, ready, err := f.choose("region", p.staff.Places(v.R.Context()))
	if err != nil {
		return err
	}
	target, sure, err := f.choose("target", p.ruleTargets(v, a.ID))
	if err != nil {
		return err
	}
	r.Region, r.Target = region, staff.ID(target)
	var from, until error
	r.From, from = staff.Day(v.R, "from")
	r.Until, until = staff.Day(v.R, "until")
	if !ready || !sure {
		return p.ruleUnsure(v, f, a, r, from, until)
	}
	var unsaid error
	if forEverything(r) && !f.on(ruleForAll) {
		unsaid = civic.Invalid(ruleForAll, "error.rule_all")
	}
	if err = civic.Faults(from, until, unsaid); err != nil { // everything else that is wrong is said with it
		err = civic.Faults(from, until, p.Directory.RuleFaults(v.R.Context(), v.Who, a.ID, r, ""), unsaid)
	}
	var set civic.CompetenceSet
	if err == nil {
		set, err = p.Directory.SaveRule(v.R.Context(), v.Who, a.ID, staff.Number(v.R, "version"), r)
	}
	if err != nil {
		return p.ruleRefused(v, f, a, r, err)
	}
	return p.ruleSaved(v, set, r)
}

// ruleForAll is the box by which an officer says that a rule without any condition is meant.
const ruleForAll = "all"

// forEverything tells that a rule has no condition but its days: it takes every report that comes to it.
func forEverything(r civic.CompetenceRule) bool {
	return r.Region == "" && r.Topic == 0 && r.Class == "" && r.Words == ""
}

// ruleSaved says so, and where a new rule stands before another one that would have left it nothing to decide.
func (p *Pages) ruleSaved(v *staff.Visit, set civic.CompetenceSet, r civic.CompetenceRule) error {
	last := len(set.Rules) - 1
	if i := slices.IndexFunc(set.Rules, func(x civic.CompetenceRule) bool { return x.Name == r.Name && x.Target == r.Target }); r.ID == 0 && i >= 0 && i < last {
		return v.Done(rulesURL(set.Desk), "admin.rule.saved_before", "name", r.Name, "other", set.Rules[i+1].Name)
	}
	return v.Done(rulesURL(set.Desk), "admin.rule.saved", "name", r.Name)
}

// ruleUnsure shows the form again in which something that was typed has to be chosen. Whoever wanted to save reads what
// else is to be mended too; whoever only searches has not finished.
func (p *Pages) ruleUnsure(v *staff.Visit, f form, a civic.Agency, r civic.CompetenceRule, days ...error) error {
	if f.get("do") != "" {
		return p.showRule(v, f, a, r, nil)
	}
	err := civic.Faults(append(days, p.Directory.RuleFaults(v.R.Context(), v.Who, a.ID, r, ""))...)
	if civic.KindOf(err) != civic.KindInvalid {
		return cmp.Or(err, p.showRule(v, f, a, r, nil))
	}
	open := len(f.Mistakes)
	if err := f.wrong(err, ruleField); err != nil {
		return err
	}
	asked := func(m ui.Mistake) bool { // it is asked about already
		return len(f.Found[m.Field]) > 0 || slices.ContainsFunc(f.Mistakes[:open], func(o ui.Mistake) bool { return o.Field == m.Field })
	}
	f.Mistakes = append(f.Mistakes[:open:open], slices.DeleteFunc(slices.Clone(f.Mistakes[open:]), asked)...)
	if len(f.Mistakes) == 0 {
		f.code = 0
	}
	return p.showRule(v, f, a, r, nil)
}

// ruleRefused shows the form again with what is to be mended. When somebody else was faster, it shows what they did
// beside what was typed, and the next saving comes on top of that.
func (p *Pages) ruleRefused(v *staff.Visit, f form, a civic.Agency, r civic.CompetenceRule, wrong error) error {
	if err := f.wrong(wrong, ruleField); err != nil {
		return err
	}
	if civic.KindOf(wrong) != civic.KindConflict {
		return p.showRule(v, f, a, r, nil)
	}
	now, err := p.Directory.Competence(v.R.Context(), v.Who, a.ID, 0)
	if err != nil {
		return err
	}
	others, err := p.othersDid(v, now, staff.Number(v.R, "version"))
	if err != nil {
		return err
	}
	f.Values.Set("version", strconv.Itoa(now.Version))
	if _, still := now.Rule(r.ID); !still {
		r.ID, f.Fresh = 0, true // it was taken out meanwhile: saved again, it is a new one
	}
	return p.showRule(v, f, a, r, others)
}

// othersDid lists what was done to the rules since a version that the officer has seen. i18n:keys admin.rule.did.
func (p *Pages) othersDid(v *staff.Visit, now civic.CompetenceSet, seen int) ([]ruleDone, error) {
	old := civic.CompetenceSet{Desk: now.Desk}
	if seen > 0 && seen < now.Version {
		var err error
		if old, err = p.Directory.Competence(v.R.Context(), v.Who, now.Desk, seen); err != nil {
			return nil, err
		}
	}
	var out []ruleDone
	for _, c := range now.Since(old) {
		row, err := p.ruleRowOf(v, now.Desk, c.Rule)
		if err != nil {
			return nil, err
		}
		row.URL = ""
		out = append(out, ruleDone{What: v.P.T("admin.rule.did." + string(c.What)), Row: row})
	}
	return out, nil
}

// ruleField is the id of the box for a field of the verb's input.
func ruleField(field string) string {
	switch field {
	case "target_id", "topic_id", "region_code":
		field, _, _ = strings.Cut(field, "_")
	case "rules":
		return "name"
	}
	return field
}

// ruleTargets knows the units to which a rule of the desk may send.
func (p *Pages) ruleTargets(v *staff.Visit, desk civic.ID) staff.Source {
	t := v.Map.Tree
	return staff.Source{
		Know: func(id string) (staff.Choice, bool) {
			a, ok := t.Get(staff.ID(id))
			return staff.AgencyChoice(t, a), ok
		},
		Find: func(words string) ([]staff.Choice, error) {
			found, _ := t.Search(words, staff.MostFound, func(id civic.ID) bool { return t.SendsTo(desk, id) })
			return staff.AgencyChoices(t, found), nil
		},
	}
}

// moveRule moves a rule by one place in the order.
func (p *Pages) moveRule(v *staff.Visit) error {
	by := 1
	return p.ruleStep(v, "admin.rule.moved", func(f form, a civic.Agency, r civic.CompetenceRule) error {
		if f.get("arah") == "naik" {
			by = -1
		}
		_, err := p.Directory.MoveRule(v.R.Context(), v.Who, a.ID, staff.Number(v.R, "version"), r.ID, by)
		return err
	})
}

// dropRule takes a rule out.
func (p *Pages) dropRule(v *staff.Visit) error {
	return p.ruleStep(v, "admin.rule.dropped", func(_ form, a civic.Agency, r civic.CompetenceRule) error {
		_, err := p.Directory.DropRule(v.R.Context(), v.Who, a.ID, staff.Number(v.R, "version"), r.ID)
		return err
	})
}

// ruleStep takes a step that has no form of its own; when it is refused, the list says why and is the newest.
func (p *Pages) ruleStep(v *staff.Visit, done string, do func(form, civic.Agency, civic.CompetenceRule) error) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	a, _, r, err := p.ruleAt(v)
	if err != nil {
		return err
	}
	if err := do(f, a, r); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showRules(v, f, a, 0, nil)
	}
	return v.Done(rulesURL(a.ID)+"#"+ruleAnchor(r.ID), done, "name", r.Name) // a long list opens where the work is
}
