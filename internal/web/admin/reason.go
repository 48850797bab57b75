package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// reasonLists are the lists in the order of the page.
func reasonLists() []string {
	return civic.ReasonLists()
}

// reasonPage shows all reason lists.
type reasonPage struct {
	frame
	Lists []reasonGroup
}

type reasonGroup struct {
	Name, About, New string
	Rows             []reasonRow
}

type reasonRow struct {
	URL, Text, Since, Source string
	State                    string // coming, ended or given by the system; "" when it is offered
}

// reasons lists the reasons, those offered today first. i18n:keys admin.reasons.
func (p *Pages) reasons(v *staff.Visit) error {
	page := reasonPage{frame: p.frame(v, reasonPath, v.P.T("admin.nav.reasons"))}
	for _, list := range reasonLists() {
		g := reasonGroup{Name: v.P.T("admin.reasons." + list), About: v.P.T("admin.reasons." + list + ".about"), New: reasonPath + "/baru?daftar=" + list}
		for _, r := range v.Map.Ref.Reasons {
			if r.List == list {
				g.Rows = append(g.Rows, reasonRowOf(v, r))
			}
		}
		slices.SortStableFunc(g.Rows, func(a, b reasonRow) int { return len(a.State) - len(b.State) })
		page.Lists = append(page.Lists, g)
	}
	return show(v, http.StatusOK, page.frame, reasonListPage(page))
}

func reasonRowOf(v *staff.Visit, r civic.Reason) reasonRow {
	row := reasonRow{URL: reasonPath + "/" + r.List + "/" + url.PathEscape(r.Code), Text: r.TextID, Source: r.Source}
	if v.P.Lang() == "en" && r.TextEN != "" {
		row.Text = r.TextEN
	}
	if !r.From.IsZero() {
		row.Since = v.P.DateShort(r.From)
	}
	switch today := v.Today(); {
	case r.ForSystem:
		row.State = v.P.T("admin.reason.system")
	case today.Before(r.From):
		row.State = v.P.T("admin.reason.coming")
	case !r.Until.IsZero() && !today.Before(r.Until):
		row.State = v.P.T("admin.reason.ended")
	}
	return row
}

// reasonForm is the form of one reason.
type reasonForm struct {
	frame
	form
	List, URL, Cancel string
	System            bool
	Asks              bool // it is an outcome: officers may be asked for more
}

func (p *Pages) newReason(v *staff.Visit) error {
	list := v.R.URL.Query().Get("daftar")
	if !slices.Contains(reasonLists(), list) {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"list": {list}}}
	setDay(f.Values, "from", v.Today())
	return p.showReason(v, f, civic.Reason{List: list})
}

func (p *Pages) reasonOf(v *staff.Visit) (civic.Reason, error) {
	r, ok := v.Map.Reasons.Find(v.R.PathValue("list"), v.R.PathValue("code"))
	if !ok {
		return r, civic.NotFound("error.not_found")
	}
	return r, nil
}

func (p *Pages) editReason(v *staff.Visit) error {
	r, err := p.reasonOf(v)
	if err != nil {
		return err
	}
	f := form{P: v.P, Values: url.Values{"code": {r.Code}, "text_id": {r.TextID}, "text_en": {r.TextEN}, "source": {r.Source}}}
	for _, ask := range civic.AllAsks() {
		if r.Asks.Has(ask) {
			f.Values.Set(askBox(ask), "yes")
		}
	}
	setDay(f.Values, "from", r.From)
	setDay(f.Values, "until", r.Until)
	return p.showReason(v, f, r)
}

func (p *Pages) showReason(v *staff.Visit, f form, r civic.Reason) error {
	title, address := v.P.T("admin.reason.new"), reasonPath+"/baru"
	if !f.Fresh {
		title, address = v.P.T("admin.reason.edit"), reasonPath+"/"+r.List+"/"+url.PathEscape(r.Code)
	}
	page := reasonForm{frame: p.frame(v, reasonPath, title), form: f, List: v.P.T("admin.reasons." + r.List), URL: address, Cancel: reasonPath, System: r.ForSystem, Asks: r.List == civic.ReasonsOutcome && !r.ForSystem}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: reasonPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, reasonFormPage(page))
}

func (p *Pages) saveReason(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	r := civic.Reason{List: f.get("list"), Code: f.get("code")}
	if v.R.PathValue("code") != "" {
		if r, err = p.reasonOf(v); err != nil {
			return err
		}
		f.Values.Set("code", r.Code)
	} else {
		f.Fresh = true
		if _, taken := v.Map.Reasons.Find(r.List, r.Code); taken {
			f.Mistakes = ui.Mistakes{{Field: "code", Text: v.P.T("error.exists_already")}}
			return p.showReason(v, f, r)
		}
	}
	r.TextID, r.TextEN, r.Source = f.get("text_id"), f.get("text_en"), f.get("source")
	if r.List == civic.ReasonsOutcome && !r.ForSystem {
		r.Asks = asksIn(f)
	}
	if r.From, err = staff.Day(v.R, "from"); err == nil {
		r.Until, err = staff.Day(v.R, "until")
	}
	if err == nil {
		_, err = p.Directory.SaveReason(v.R.Context(), v.Who, r)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showReason(v, f, r)
	}
	return v.Done(reasonPath, "admin.reason.saved")
}

// askBox is the name of the box for what an outcome asks.
func askBox(a civic.Ask) string { return "ask_" + string(a) }

func asksIn(f form) civic.Asks {
	var out []string
	for _, ask := range civic.AllAsks() {
		if f.on(askBox(ask)) {
			out = append(out, string(ask))
		}
	}
	return civic.Asks(strings.Join(out, " "))
}
