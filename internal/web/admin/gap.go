package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

const (
	gapsAtOnce = 25
	limitPath  = rulePath + "/batas-kembali"
)

// gapPage lists the pairs of offices between which an agency had to decide.
type gapPage struct {
	frame
	Agency      string
	Limit       string // how many returns are too many, in words
	LimitURL    string // "" for whoever does not set it
	Rows        []gapRow
	First, Next string
}

// gapRow is one pair in words.
type gapRow struct {
	Pair     string
	Facts    []string
	Code     string // of the last report, "" when it may not be read
	Report   string
	Rule     string // address of a new rule, "" for whoever may not write it
	RuleName string
}

func gapsURL(desk civic.ID) string { return rulesURL(desk) + "/celah" }

func (p *Pages) gaps(v *staff.Visit) error {
	a, err := ruleDesk(v)
	if err != nil {
		return err
	}
	after := gapPlace(v.R.URL.Query().Get("sesudah"))
	all, more, err := p.Directory.Gaps(v.R.Context(), v.Who, a.ID, after, gapsAtOnce)
	if err != nil {
		return err
	}
	limit := v.Map.ReturnLimit(v.Today())
	if limit == 0 {
		limit = civic.DefaultReturns
	}
	page := gapPage{frame: p.frame(v, rulePath, v.P.T("admin.gap.title")), Agency: a.Name, Limit: v.P.T("admin.gap.limit", "n", limit)}
	page.Back = ui.Link{URL: rulesURL(a.ID), Text: v.P.T("admin.back")}
	if v.Who.Role == civic.RoleNationalAdmin {
		page.LimitURL = limitPath
	}
	for _, g := range all {
		row, err := p.gapRowOf(v, g)
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
	}
	if after.N != 0 {
		page.First = gapsURL(a.ID)
	}
	if more {
		last := all[len(all)-1]
		page.Next = gapsURL(a.ID) + "?" + url.Values{"sesudah": {strconv.FormatInt(last.N, 10) + "-" + last.ID.String()}}.Encode()
	}
	return show(v, http.StatusOK, page.frame, gapListPage(page))
}

// gapPlace reads where a page begins; anything odd is the first page.
func gapPlace(typed string) directory.GapPlace {
	n, id, _ := strings.Cut(typed, "-")
	count, err := strconv.ParseInt(n, 10, 64)
	at, wrong := civic.ParseID(id)
	if err != nil || wrong != nil || count < 1 {
		return directory.GapPlace{}
	}
	return directory.GapPlace{N: count, ID: at}
}

func (p *Pages) gapRowOf(v *staff.Visit, g directory.Gap) (gapRow, error) {
	name := func(id civic.ID) string {
		a, _ := v.Map.Tree.Get(id)
		if a.ID == g.Desk || a.Parent == g.Desk { // the line names that desk already
			return a.Name
		}
		return staff.AgencyChoice(v.Map.Tree, a).Label()
	}
	row := gapRow{Pair: v.P.T("admin.gap.pair", "a", name(g.A), "b", name(g.B)), RuleName: v.P.T("admin.gap.rule_for", "a", name(g.A), "b", name(g.B))}
	if g.Code != "" {
		row.Code = g.Code.Display()
		row.Report = staff.Home + "/laporan/" + row.Code
	}
	add := func(key string, kv ...any) { row.Facts = append(row.Facts, v.P.T(key, kv...)) }
	q := url.Values{}
	add("admin.gap.n", "n", g.N)
	if _, ok := v.Map.Topic(g.Topic); ok {
		add("admin.gap.topic", "name", ruleTopicName(v, g.Topic))
		q.Set("topik", g.Topic.String())
	}
	if g.Region != "" {
		place, err := p.staff.Place(v.R.Context(), g.Region)
		if err != nil {
			return row, err
		}
		add("admin.gap.place", "name", place.Label())
		q.Set("wilayah", g.Region)
	}
	add("admin.gap.decides", "agency", name(g.Desk))
	add("admin.gap.last", "date", v.P.DateShort(civic.DateOf(g.Last, v.Zone())))
	if v.Who.MayAdminister(v.Map.Tree, g.Desk) {
		row.Rule = rulesURL(g.Desk) + "/baru?" + q.Encode()
	}
	return row, nil
}

// limitForm is the form of a new limit of returns.
type limitForm struct {
	frame
	form
}

func (p *Pages) newLimit(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"n": {strconv.Itoa(civic.DefaultReturns)}}}
	setDay(f.Values, "effective_from", v.Today())
	return p.showLimit(v, f)
}

func (p *Pages) showLimit(v *staff.Visit, f form) error {
	page := limitForm{frame: p.frame(v, rulePath, v.P.T("admin.gap.limit_title")), form: f}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: gapsURL(v.Who.Desk), Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, limitFormPage(page))
}

func (p *Pages) saveLimit(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	l := directory.ReturnLimit{N: staff.Number(v.R, "n"), Source: f.get("source")}
	if l.From, err = staff.Day(v.R, "effective_from"); err == nil {
		err = p.Directory.AddReturnLimit(v.R.Context(), v.Who, l)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showLimit(v, f)
	}
	return v.Done(gapsURL(v.Who.Desk), "admin.gap.limit_saved")
}
