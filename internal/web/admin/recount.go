package admin

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// recountPath is where running clocks are ordered to take the rules of today.
const recountPath = policyPath + "/hitung-ulang"

// recountForm asks whose running clocks are to be reckoned again, and which.
type recountForm struct {
	frame
	form
	Clocks   []ui.Option
	National bool
	Orders   []string // of the officer's own desk, newest first
}

func (p *Pages) newRecount(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{}}
	if a, ok := v.Map.Tree.Get(v.Who.Desk); ok && v.Who.Role != civic.RoleNationalAdmin {
		f.setAgency(v, a)
	}
	return p.showRecount(v, f)
}

func (p *Pages) showRecount(v *staff.Visit, f form) error {
	page := recountForm{frame: p.frame(v, policyPath, v.P.T("admin.recount.title")), form: f, National: v.Who.Role == civic.RoleNationalAdmin}
	page.Clocks = append(page.Clocks, ui.Option{Label: v.P.T("admin.recount.all"), Checked: f.get("clock") == ""})
	for _, k := range civic.RenewableClocks() {
		page.Clocks = append(page.Clocks, ui.Option{Value: string(k), Label: v.P.T("officer.clock." + string(k)), Checked: f.get("clock") == string(k)}) // i18n:keys officer.clock.
	}
	orders, err := p.Directory.RecountOrders(v.R.Context(), v.Who, v.Who.Desk, mostRecounts)
	if err != nil {
		return err
	}
	for _, o := range orders {
		page.Orders = append(page.Orders, recountLine(v, o.ID, o.Clock, o.Moved, o.DoneAt))
	}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: policyPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, recountFormPage(page))
}

// mostRecounts is how many earlier orders are shown.
const mostRecounts = 5

// recountLine words an order that was given.
func recountLine(v *staff.Visit, id civic.ID, clock civic.ClockKind, moved int, done int64) string {
	what := v.P.T("admin.recount.all")
	if clock != "" {
		what = v.P.T("officer.clock." + string(clock))
	}
	if done == 0 {
		return v.P.T("admin.recount.waits", "what", what, "at", v.P.DateTime(id.Time(), v.Zone()))
	}
	return v.P.T("admin.recount.done", "what", what, "at", v.P.DateTime(id.Time(), v.Zone()), "n", v.P.Number(moved))
}

func (p *Pages) askRecount(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if !ready {
		return p.showRecount(v, f)
	}
	if err := p.Directory.AskRecount(v.R.Context(), v.Who, staff.ID(agency), civic.ClockKind(f.get("clock"))); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showRecount(v, f)
	}
	return v.Done(policyPath, "admin.recount.asked")
}
