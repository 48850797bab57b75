package admin

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// policyPage shows the lengths of all clocks: what holds, what is coming, and what held before.
type policyPage struct {
	frame
	Groups   []policyGroup
	National bool
}

type policyGroup struct {
	Name string
	Rows []policyRow
	Past []policyRow
}

type policyRow struct {
	Clock, About, Class, Length, Since, Source string
	Coming                                     bool
	Replaced                                   bool   // by another one that begins on the same day
	Mended                                     bool   // entered after its first day
	Drop, DropName                             string // the address that takes it back, and what its button says; "" for what has begun
}

// clockKinds are the clocks that a policy can be written for, in story order.
func clockKinds() []civic.ClockKind {
	return []civic.ClockKind{civic.ClockVerify, civic.ClockFirstFollowUp, civic.ClockResolve, civic.ClockResponse,
		civic.ClockRework, civic.ClockDecide, civic.ClockSupport, civic.ClockConsult, civic.ClockDemand, civic.ClockReporterWindow, civic.ClockCompletion, civic.ClockReopenWindow,
		civic.ClockObjection, civic.ClockObjectionTerm, civic.ClockCommissionTerm}
}

// policies lists those of the country and those of the officer's part of the tree.
func (p *Pages) policies(v *staff.Visit) error {
	page := policyPage{frame: p.frame(v, policyPath, v.P.T("admin.nav.policies")), National: v.Who.Role == civic.RoleNationalAdmin}
	owners := []civic.ID{0}
	for _, x := range v.Map.Ref.Policies {
		if x.AgencyID != 0 && v.Who.MayAdminister(v.Map.Tree, x.AgencyID) && !slices.Contains(owners, x.AgencyID) {
			owners = append(owners, x.AgencyID)
		}
	}
	for _, id := range owners {
		page.Groups = append(page.Groups, policyGroupOf(v, id))
	}
	return show(v, http.StatusOK, page.frame, policyListPage(page))
}

// policyGroupOf sorts the policies of one owner into what holds or comes, and what is over.
func policyGroupOf(v *staff.Visit, owner civic.ID) policyGroup {
	g := policyGroup{Name: v.P.T("admin.policy.national")}
	if a, ok := v.Map.Tree.Get(owner); ok {
		g.Name = a.Name
	}
	var own []civic.ClockPolicy
	for _, x := range v.Map.Ref.Policies {
		if x.AgencyID == owner {
			own = append(own, x)
		}
	}
	order := clockKinds()
	slices.SortStableFunc(own, func(a, b civic.ClockPolicy) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Clock), slices.Index(order, b.Clock)), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Variant, b.Variant),
			b.EffectiveFrom.Compare(a.EffectiveFrom), cmp.Compare(b.ID, a.ID))
	})
	type subject struct {
		clock   civic.ClockKind
		class   civic.Class
		variant string
	}
	holds := map[subject]bool{}
	latest := map[subject]civic.Date{} // the first day of the one listed last
	for _, x := range own {
		s := subject{x.Clock, x.Class, x.Variant}
		row := policyRowOf(v, x)
		row.Coming = x.EffectiveFrom.After(v.Today())
		from, listed := latest[s]
		row.Replaced = listed && from == x.EffectiveFrom
		latest[s] = x.EffectiveFrom
		if holds[s] || row.Replaced {
			row.Coming = row.Coming && !row.Replaced
			g.Past = append(g.Past, row)
			continue
		}
		if row.Coming {
			row.Drop = policyPath + "/" + x.ID.String() + "/batal"
			row.DropName = v.P.T("admin.policy.drop_named", "clock", row.Clock, "date", row.Since)
		}
		holds[s] = !row.Coming
		g.Rows = append(g.Rows, row)
	}
	return g
}

// dropPolicy takes back a length that has not begun.
func (p *Pages) dropPolicy(v *staff.Visit) error {
	x, err := p.Directory.DropPolicy(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	return v.Done(policyPath, "admin.policy.dropped", "clock", v.P.T("officer.clock."+string(x.Clock)), "date", v.P.DateShort(x.EffectiveFrom))
}

// policyRowOf words one policy. i18n:keys officer.clock. admin.clock.
func policyRowOf(v *staff.Visit, x civic.ClockPolicy) policyRow {
	r := policyRow{Clock: v.P.T("officer.clock." + string(x.Clock)), About: v.P.T("admin.clock." + string(x.Clock)), Class: v.P.T("admin.policy.any"), Source: x.Source,
		Length: v.P.T("admin.policy."+string(x.Unit), "n", x.Amount), Since: v.P.T("admin.policy.always")} // i18n:keys admin.policy.
	if x.Class != "" {
		r.Class = v.P.T("class." + string(x.Class))
	}
	if x.Variant == civic.VariantPPID {
		r.Class += " (" + v.P.T("admin.policy.ppid") + ")"
	}
	r.Mended = x.Correction
	if x.Extension > 0 {
		r.Length += ", " + v.P.T("admin.policy.extension_short", "n", x.Extension)
	}
	if !x.EffectiveFrom.IsZero() {
		r.Since = v.P.DateShort(x.EffectiveFrom)
	}
	return r
}

// policyForm is the form of a new policy.
type policyForm struct {
	frame
	form
	Clocks, Classes []ui.Option
	National        bool
	Trial           *trial
}

func (p *Pages) newPolicy(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"clock": {string(civic.ClockVerify)}, "unit": {string(civic.WorkingDays)}}}
	if a, ok := v.Map.Tree.Get(v.Who.Desk); ok && v.Who.Role != civic.RoleNationalAdmin {
		f.setAgency(v, a)
	}
	return p.showPolicy(v, f, nil)
}

func (p *Pages) showPolicy(v *staff.Visit, f form, t *trial) error {
	page := policyForm{frame: p.frame(v, policyPath, v.P.T("admin.policy.new")), form: f, National: v.Who.Role == civic.RoleNationalAdmin}
	page.Trial = t
	for _, k := range clockKinds() {
		page.Clocks = append(page.Clocks, ui.Option{Value: string(k), Label: v.P.T("officer.clock." + string(k)), Checked: f.get("clock") == string(k)})
	}
	page.Classes = classOptions(v, f.get("class"), "admin.policy.any")
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: policyPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, policyFormPage(page))
}

func (p *Pages) savePolicy(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if !ready {
		return p.showPolicy(v, f, nil)
	}
	x := civic.ClockPolicy{AgencyID: staff.ID(agency), Clock: civic.ClockKind(f.get("clock")), Class: civic.Class(f.get("class")),
		Amount: staff.Number(v.R, "amount"), Unit: civic.DayUnit(f.get("unit")), Extension: max(0, staff.Number(v.R, "extension")), Source: f.get("source")}
	if f.on("ppid") {
		x.Variant = civic.VariantPPID
	}
	x.Correction = f.on("correction")
	var tried directory.Simulated
	var again bool
	try := f.get("do") == tries
	if x.EffectiveFrom, err = staff.Day(v.R, "effective_from"); err == nil && try {
		tried, err = p.Directory.SimulatePolicy(v.R.Context(), v.Who, x)
	} else if err == nil {
		_, again, err = p.Directory.AddPolicyOnce(v.R.Context(), v.Who, x)
	}
	switch {
	case err != nil:
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showPolicy(v, f, nil)
	case try:
		return p.showPolicy(v, f, trialOf(v, tried))
	case again:
		return v.Done(policyPath, "admin.policy.again", "date", v.P.DateShort(x.EffectiveFrom))
	}
	return v.Done(policyPath, "admin.policy.saved", "date", v.P.DateShort(x.EffectiveFrom))
}
