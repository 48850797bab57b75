package officer

import (
	"net/http"
	"net/url"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// breakerBox says that a report was returned too often, by whom and why, and until when somebody has to decide.
type breakerBox struct {
	Title   string
	Do      string // who has to decide by when
	Mine    bool   // the officer may
	Returns []moment
}

// settledBox says who decided, and leads to a rule that would have.
type settledBox struct {
	Title string
	Rule  string // address of the form, filled in
}

// breaker fills in what a report that was returned too often shows at its top.
func (p *Pages) breaker(v *staff.Visit, in *casework.View, view *reportView) {
	r := &in.Report
	w := v.Map.World(p.Now())
	if d, ok := p.Casework.Decision(v.R.Context(), in); ok {
		if rule, may := p.Casework.RuleOf(v.R.Context(), v.Who, in, &d); may {
			view.Settled = &settledBox{Title: v.P.T("officer.breaker.decided", "agency", d.FromName, "to", d.ToName), Rule: ruleURL(d.FromDesk, rule)}
		}
	}
	if r.State != civic.Submitted || !w.TooOften(r) {
		return
	}
	box := breakerBox{Title: v.P.T("officer.breaker.title", "n", r.Returns)}
	for _, verb := range in.Allowed {
		box.Mine = box.Mine || verb == civic.VerbVerify || verb == civic.VerbDispose
	}
	if c, ok := r.Clocks.Get(civic.ClockDecide); ok && c.Running() {
		key := "officer.breaker.wait"
		if box.Mine {
			key = "officer.breaker.do"
		}
		box.Do = v.P.T(key, "agency", in.Next.Holder, "date", v.P.Date(w.Keeper(r, c.Kind).DueDate(c)))
	}
	for _, e := range in.Returns() {
		m := tell(v, r, &e)
		m.Text = v.P.T("officer.breaker.by", "agency", e.FromName, "time", m.At)
		if e.Suggested != "" {
			m.Named = v.P.T("officer.breaker.named", "agency", e.Suggested)
		}
		box.Returns = append(box.Returns, m)
	}
	view.Breaker = &box
}

// ruleURL is the form of a new rule of a desk with what is known already.
func ruleURL(desk civic.ID, r civic.CompetenceRule) string {
	q := url.Values{"tujuan": {r.Target.String()}}
	if r.Region != "" {
		q.Set("wilayah", r.Region)
	}
	if r.Topic != 0 {
		q.Set("topik", r.Topic.String())
	}
	return staff.Admin + "/wewenang/" + desk.String() + "/baru?" + q.Encode()
}

// proposesRule tells that a step was a decision from which a rule can be made: the officer stays to be offered that.
func (p *Pages) proposesRule(v *staff.Visit, before *casework.View, after *civic.Report) bool {
	if before.Report.State != civic.Submitted || after.State != civic.Dispatched || !v.Map.World(p.Now()).TooOften(after) {
		return false
	}
	decided := casework.Entry{Event: civic.Event{FromDesk: before.Report.Holder, ToDesk: after.Holder}}
	_, may := p.Casework.RuleOf(v.R.Context(), v.Who, before, &decided)
	return may
}

// namedOffices offers the offices that returns said are competent.
func (p *Pages) namedOffices(v *staff.Visit, in *casework.View, pn *panel) {
	for _, id := range p.Casework.Named(v.R.Context(), v.Who, in, pn.verb) {
		if a, ok := v.Map.Tree.Get(id); ok {
			pn.Named = append(pn.Named, staff.AgencyChoice(v.Map.Tree, a))
		}
	}
}

const (
	competentBox = "competent"
	doCompetent  = "kantor"
)

// officeFinder asks which office is competent, in the words of whoever gives the report back.
func (p *Pages) officeFinder(v *staff.Visit, view *reportView, pn *panel) {
	verb := pn.verb
	f := staff.Finder{Name: competentBox, ID: string(verb) + "-" + competentBox, Label: v.P.T("officer.return.office"), Hint: v.P.T("officer.return.office_hint"),
		Error: view.mistake(verb, competentBox), Typed: view.value(verb, competentBox, ""), Value: view.value(verb, competentBox+"_id", ""),
		Search: staff.Home + "/instansi", Button: v.P.T("officer.return.search"), Do: doCompetent}
	if view.Form.Verb == verb && view.Form.Searched {
		f.Found, f.Which, f.Without = view.Form.Found, v.P.T("officer.target.which", "q", f.Typed), v.P.T("officer.return.unknown")
	}
	pn.Finder = &f
}

// competent reads which office a return names, 0 for none. Errors: invalid "suggested_id" when what was typed stands for
// none or for several; form then holds them.
func (p *Pages) competent(v *staff.Visit, form *typed) (civic.ID, error) {
	got, err := p.desks(v).Read(form.Values, competentBox, doCompetent)
	if err != nil || got.Ready {
		return staff.ID(got.Value), err
	}
	form.Found, form.Searched = got.Found, len(got.Found) > 0
	if !form.Searched {
		return 0, civic.Invalid("suggested_id", "officer.return.none")
	}
	return 0, civic.Invalid("suggested_id", "officer.target.pick")
}

// searchedOffice shows the page again with the offices that were found.
func (p *Pages) searchedOffice(v *staff.Visit, in *casework.View, form typed) error {
	_, err := p.competent(v, &form)
	if form.Searched {
		return p.showReport(v, http.StatusOK, in, form, nil)
	}
	if err == nil { // nothing was typed
		err = civic.Invalid("suggested_id", "officer.return.none")
	}
	return p.again(v, in.Report.Code, form, err)
}
