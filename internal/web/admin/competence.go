package admin

import (
	"bytes"
	"net/url"
	"strconv"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// mostVersions is how many savings a page lists.
const mostVersions = 20

// ruleRoutes are those of the rules of competence; a desk is named by its id.
func (p *Pages) ruleRoutes() map[string]staff.Handler {
	const desk = rulePath + "/{desk}"
	return map[string]staff.Handler{
		"GET " + rulePath:                  p.chooseRules,
		"GET " + desk:                      p.rules,
		"POST " + desk + "/uji":            p.tryRules,
		"GET " + desk + "/versi/{version}": p.oldRules,
		"GET " + desk + "/celah":           p.gaps,
		"GET " + desk + "/unduh":           p.ruleFile,
		"GET " + desk + "/baru":            p.newRule,
		"POST " + desk + "/baru":           p.saveRule,
		"GET " + desk + "/{rule}":          p.editRule,
		"POST " + desk + "/{rule}":         p.saveRule,
		"POST " + desk + "/{rule}/pindah":  p.moveRule,
		"POST " + desk + "/{rule}/hapus":   p.dropRule,
	}
}

// rulePage shows the rules of one agency in their order, a form to try them, and who saved them when.
type rulePage struct {
	frame
	form
	Agency, URL    string
	Version        string // number and maker of the version that is shown
	Old            bool   // it is not the newest
	Seen           int
	Rows           []ruleRow
	Topics         staff.Pick
	Classes        []ui.Option
	Result         *ruleResult
	Versions       []ui.Link
	VersionsBefore string // address of the older ones, "" when these are all
}

// ruleRow is one rule in words.
type ruleRow struct {
	ID        string // of its place on the page
	Name, URL string // URL is empty where the rule is only read
	Move      string // address to which the buttons of the order send
	If        []string
	To        string
	When      []string
	State     string
	Source    string
	Up, Down  bool
}

// ruleResult is what became of an example.
type ruleResult struct {
	Version  string
	Decides  string // the rule that decides and where it sends
	Why      string
	Each     []ruleFate
	Mistaken bool
}

type ruleFate struct{ Name, Fate string }

// ruleDesk finds the agency whose rules the address is about.
func ruleDesk(v *staff.Visit) (civic.Agency, error) {
	a, ok := v.Map.Tree.Get(staff.ID(v.R.PathValue("desk")))
	if !ok || !v.Who.MayAdminister(v.Map.Tree, a.ID) {
		return a, civic.NotFound("error.not_found")
	}
	return a, nil
}

func rulesURL(desk civic.ID) string { return rulePath + "/" + desk.String() }

// chooseRules leads to the rules of the agency that was typed, or of the officer's own.
func (p *Pages) chooseRules(v *staff.Visit) error {
	f := form{P: v.P, Values: v.R.URL.Query(), Found: map[string][]staff.Choice{}}
	a, err := p.agencyOf(v, &f)
	if err != nil {
		return err
	}
	if len(f.Found) == 0 && len(f.Mistakes) == 0 {
		return v.See(rulesURL(a.ID))
	}
	return p.showRules(v, f, a, 0, nil)
}

func (p *Pages) rules(v *staff.Visit) error { return p.rulesAt(v, 0) }

func (p *Pages) oldRules(v *staff.Visit) error {
	n, err := strconv.Atoi(v.R.PathValue("version"))
	if err != nil || n < 1 {
		return civic.NotFound("error.not_found")
	}
	return p.rulesAt(v, n)
}

func (p *Pages) rulesAt(v *staff.Visit, version int) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	return p.showRules(v, form{P: v.P, Values: url.Values{}, Found: map[string][]staff.Choice{}}, a, version, nil)
}

// showRules writes the page of an agency's rules, of the newest version when it is 0.
func (p *Pages) showRules(v *staff.Visit, f form, a civic.Agency, version int, result *ruleResult) error {
	set, err := p.Directory.Competence(v.R.Context(), v.Who, a.ID, version)
	if err != nil {
		return err
	}
	page := rulePage{frame: p.frame(v, rulePath, v.P.T("admin.nav.competence")), form: f, Agency: a.Name, URL: rulesURL(a.ID), Seen: set.Version, Result: result}
	if err := p.ruleVersions(v, &page, a.ID, version); err != nil {
		return err
	}
	wider := p.Directory.CoveredRules(v.R.Context(), set)
	for i := range set.Rules {
		row, err := p.ruleRowOf(v, a.ID, set.Rules[i])
		if err != nil {
			return err
		}
		if j := wider[i]; j >= 0 && row.State == "" {
			row.State = v.P.T("admin.rule.covered", "n", j+1, "name", set.Rules[j].Name)
		}
		row.Up, row.Down = i > 0, i+1 < len(set.Rules)
		if page.Old {
			row.URL, row.Up, row.Down = "", false, false
		}
		page.Rows = append(page.Rows, row)
	}
	page.Topics, page.Classes = staff.TopicPick(v, f.get("topic")), ruleClasses(v, f.get("class"), "officer.topic.none")
	page.Failed = len(f.Mistakes) > 0
	if page.Old {
		page.Back = ui.Link{URL: page.URL, Text: v.P.T("admin.back")}
	}
	return show(v, f.status(), page.frame, ruleListPage(page))
}

// ruleVersions lists who saved the rules. An old version shows those before it.
func (p *Pages) ruleVersions(v *staff.Visit, page *rulePage, desk civic.ID, version int) error {
	below := 0
	if version > 0 {
		below = version + 1
	}
	all, err := p.Directory.CompetenceVersions(v.R.Context(), v.Who, desk, below, mostVersions+2)
	if err != nil || len(all) == 0 {
		return err
	}
	page.Version = versionWords(v, all[0])
	if page.Old = version > 0; page.Old {
		newest, err := p.Directory.CompetenceVersions(v.R.Context(), v.Who, desk, 0, 1)
		if err != nil {
			return err
		}
		page.Old = len(newest) > 0 && newest[0].Version != version
	}
	for i, x := range all[1:] {
		at := page.URL + "/versi/" + strconv.Itoa(x.Version)
		if i == mostVersions {
			page.VersionsBefore = at
			break
		}
		page.Versions = append(page.Versions, ui.Link{URL: at, Text: versionWords(v, x)})
	}
	return nil
}

func versionWords(v *staff.Visit, x directory.CompetenceVersion) string {
	at := v.P.DateTime(time.UnixMicro(x.At), v.Zone())
	if x.Name == "" {
		return v.P.T("admin.rule.version", "n", x.Version) + ". " + v.P.T("admin.rule.version_import", "at", at)
	}
	return v.P.T("admin.rule.version", "n", x.Version) + ". " + v.P.T("admin.rule.version_by", "who", x.Name, "at", at)
}

// ruleAnchor is the place of a rule on the page of its list.
func ruleAnchor(id civic.ID) string { return "aturan-" + id.String() }

// ruleRowOf words one rule.
func (p *Pages) ruleRowOf(v *staff.Visit, desk civic.ID, r civic.CompetenceRule) (ruleRow, error) {
	row := ruleRow{ID: ruleAnchor(r.ID), Name: r.Name, URL: rulesURL(desk) + "/" + r.ID.String(), Source: r.Source, When: []string{v.P.T("admin.since", "date", v.P.DateShort(r.From))}}
	row.Move = row.URL + "/pindah"
	if r.Region != "" {
		place, err := p.staff.Place(v.R.Context(), r.Region)
		if err != nil {
			return row, err
		}
		row.If = append(row.If, v.P.T("admin.rule.if.region", "name", place.Label()))
	}
	if _, ok := v.Map.Topic(r.Topic); ok {
		row.If = append(row.If, v.P.T("admin.rule.if.topic", "name", ruleTopicName(v, r.Topic)))
	}
	if r.Class != "" {
		row.If = append(row.If, v.P.T("admin.rule.if.class", "name", v.P.T("class."+string(r.Class))))
	}
	if r.Words != "" {
		row.If = append(row.If, v.P.T("admin.rule.if.words", "name", r.Words))
	}
	if len(row.If) == 0 {
		row.If = []string{v.P.T("admin.rule.all")}
	}
	if to, ok := v.Map.Tree.Get(r.Target); ok {
		row.To = v.P.T("admin.rule.to", "agency", to.Name)
	}
	if !r.Until.IsZero() {
		row.When = append(row.When, v.P.T("admin.rule.ends", "date", v.P.DateShort(r.Until)))
	}
	switch today := v.Today(); {
	case today.Before(r.From):
		row.State = v.P.T("admin.reason.coming")
	case !r.Until.IsZero() && !today.Before(r.Until):
		row.State = v.P.T("admin.reason.ended")
	case !v.Map.Tree.SendsTo(desk, r.Target):
		row.State = v.P.T("admin.rule.fate.target")
	}
	return row, nil
}

func ruleTopicName(v *staff.Visit, id civic.ID) string {
	t, _ := v.Map.Topic(id)
	if v.P.Lang() == "en" && t.NameEN != "" {
		return t.NameEN
	}
	return t.NameID
}

func ruleTopics(v *staff.Visit, f form) staff.Pick {
	k := staff.TopicPick(v, f.get("topic"))
	k.Hint, k.Error = v.P.T("admin.rule.topic_hint"), f.Mistakes.For("topic")
	k.Groups[0].Options[0].Label = v.P.T("admin.rule.any_topic")
	return k
}

// ruleClasses offers the classes, and before them to choose none; open is the key of the words for that.
func ruleClasses(v *staff.Visit, now, open string) []ui.Option {
	out := []ui.Option{{Label: v.P.T(open), Checked: now == ""}}
	for _, c := range civic.Classes() {
		out = append(out, ui.Option{Value: string(c), Label: v.P.T("class." + string(c)), Checked: now == string(c)})
	}
	return out
}

// tryRules shows which rule would decide for an example. It comes by POST, so that no address holds its text.
func (p *Pages) tryRules(v *staff.Visit) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	f, err := typed(v)
	if err != nil {
		return err
	}
	region, ready, err := f.choose("region", p.staff.Places(v.R.Context()))
	if err != nil {
		return err
	}
	if !ready {
		return p.showRules(v, f, a, 0, &ruleResult{Mistaken: true})
	}
	version, trials, err := p.Directory.TryCompetence(v.R.Context(), v.Who, directory.CompetenceQuestion{Desk: a.ID, Region: region, Topic: staff.ID(f.get("topic")),
		Class: civic.Class(f.get("class")), Text: f.get("text"), Day: v.Today()})
	if err != nil {
		return err
	}
	return p.showRules(v, f, a, 0, ruleResultOf(v, version, trials))
}

// ruleResultOf words what became of an example. i18n:keys admin.rule.fate.
func ruleResultOf(v *staff.Visit, version int, trials []civic.Trial) *ruleResult {
	out := &ruleResult{Version: v.P.T("admin.rule.try.result", "n", version), Decides: v.P.T("admin.rule.try.none")}
	for _, t := range trials {
		if t.Fate == civic.FateDecides {
			to, _ := v.Map.Tree.Get(t.Rule.Target)
			out.Decides, out.Why = v.P.T("admin.rule.try.decides", "n", t.N, "name", t.Rule.Name, "agency", to.Name), v.P.T("admin.rule.fits_all")
			if len(t.Fits) > 0 {
				out.Why = v.P.T("admin.rule.fits", "parts", staff.RuleParts(v.P, t.Fits))
			}
		}
		out.Each = append(out.Each, ruleFate{t.Rule.Name, v.P.T("admin.rule.fate."+string(t.Fate), "parts", staff.RuleParts(v.P, t.Differs))})
	}
	return out
}

// ruleFile hands out the rules of an agency as a table that can be taken in again.
func (p *Pages) ruleFile(v *staff.Visit) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := p.Directory.ExportCompetence(v.R.Context(), v.Who, a.ID, &file); err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="wewenang-`+a.ID.String()+`.csv"`)
	_, err = v.W.Write(file.Bytes())
	return err
}
