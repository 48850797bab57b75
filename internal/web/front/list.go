package front

import (
	"net/http"
	"net/url"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/i18n"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// perPage is how many reports a page of the list shows.
const perPage = 20

// home shows the first page.
func (f *Front) home(w http.ResponseWriter, r *http.Request) error {
	pg := f.Frame(r)
	v := citizen.HomeView{Page: pg, VerifyDays: f.days(r, civic.ClockVerify), AnswerDays: f.days(r, civic.ClockFirstFollowUp), WindowDays: f.days(r, civic.ClockReporterWindow)}
	latest, err := f.Casework.Public(r.Context(), casework.PublicQuery{Limit: 3})
	if err != nil {
		return err
	}
	v.Latest = f.cards(r, pg.P, latest.Rows)
	if f.Demo != nil {
		for _, p := range f.Demo.People {
			v.Demo = append(v.Demo, citizen.DemoPerson{Email: p.Email, Name: p.Name, Position: p.Position})
		}
		v.DemoPassword = f.Demo.Password
	}
	return show(w, r, http.StatusOK, citizen.Home(v))
}

// days is the national length of a clock today, in its unit.
func (f *Front) days(r *http.Request, clock civic.ClockKind) int {
	p, err := f.Directory.Map(r.Context()).Book.Find(clock, civic.Complaint, nil, civic.DateOf(f.Now(), civic.WIB))
	if err != nil {
		return 0
	}
	return p.Amount
}

// cards words the rows of a list. Regions are looked up once for each place.
func (f *Front) cards(r *http.Request, p *i18n.Printer, rows []casework.PublicRow) []ui.Card {
	m := f.Directory.Map(r.Context())
	chains := map[string][]directory.Region{}
	out := make([]ui.Card, 0, len(rows))
	for _, row := range rows {
		rep := row.Report
		if _, ok := chains[rep.Region]; !ok {
			chains[rep.Region], _ = f.Directory.RegionChain(r.Context(), rep.Region) // without it the typed words stand alone
		}
		c := ui.Card{URL: "/laporan/" + rep.Code.Display(), Title: row.Title, Excerpt: excerpt(row.Body), Status: ui.StatusOf(rep.State, !rep.VerifiedAt.IsZero(), rep.ClosedBy, false),
			Place: joinPlace(row.Place, chains[rep.Region]), Agency: row.Next.Holder, Received: civic.DateOf(rep.ReceivedAt, rep.Zone)}
		if t, ok := m.Topic(rep.Topic); ok {
			c.Topic = topicName(p, t)
		}
		if !rep.State.Ended() && !row.Next.By.IsZero() {
			c.Due, c.DaysLeft = true, row.Next.Left
		}
		out = append(out, c)
	}
	return out
}

func excerpt(body string) string {
	line := strings.Join(strings.Fields(body), " ")
	if len([]rune(line)) < 160 {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:155])) + "…"
}

func topicName(p *i18n.Printer, t directory.Topic) string {
	if p.Lang() == i18n.English && t.NameEN != "" {
		return t.NameEN
	}
	return t.NameID
}

// list shows the public list. A pasted tracking code leads to its report.
func (f *Front) list(w http.ResponseWriter, r *http.Request) error {
	q, pg := r.URL.Query(), f.Frame(r)
	if code, err := civic.ParseTrackingCode(q.Get("q")); err == nil {
		return see(w, r, "/lacak?kode="+url.QueryEscape(code.Display()))
	}
	query := f.query(q)
	page, err := f.Casework.Public(r.Context(), query)
	if err != nil {
		return err
	}
	count, err := f.Casework.PublicCount(r.Context(), query)
	if err != nil {
		return err
	}
	today := civic.DateOf(f.Now(), civic.WIB)
	v := citizen.ListView{Page: pg, Query: q.Get("q"), Agency: q.Get("agency"), Count: count, Cards: f.cards(r, pg.P, page.Rows),
		Since: citizen.SinceOptions(pg.P, today, q.Get("since")), States: f.states(pg.P, q.Get("state")), Topics: f.topics(r, pg.P, q.Get("topic")),
		Active: f.active(r, pg.P, q)}
	if v.Regions, err = f.provinces(r, pg.P, q.Get("region")); err != nil {
		return err
	}
	v.Ignored = ui.Ignored(q, []string{"q", "agency", "region", "topic", "state", "since", "cursor"}, func(name, value string) bool { return f.unknown(r, name, value) })
	if page.More {
		next := clone(q)
		next.Set("cursor", page.Rows[len(page.Rows)-1].Report.Code.Display())
		v.Pages.Next = "/laporan?" + next.Encode()
	}
	if q.Get("cursor") != "" {
		first := clone(q)
		first.Del("cursor")
		v.Pages.First = "/laporan?" + first.Encode()
	}
	return show(w, r, http.StatusOK, citizen.List(v))
}

func clone(q url.Values) url.Values {
	out := url.Values{}
	for k, v := range q {
		out[k] = append([]string{}, v...)
	}
	return out
}

func (f *Front) query(q url.Values) casework.PublicQuery {
	out := casework.PublicQuery{Text: q.Get("q"), Region: q.Get("region"), State: civic.State(q.Get("state")), Limit: perPage}
	out.Agency, _ = civic.ParseID(q.Get("agency"))
	out.Topic, _ = civic.ParseID(q.Get("topic"))
	if !out.State.Valid() {
		out.State = ""
	}
	if d, err := civic.ParseDate(q.Get("since")); err == nil {
		out.Since = d.Start(civic.WIB)
	}
	if code, err := civic.ParseTrackingCode(q.Get("cursor")); err == nil {
		out.After = code
	}
	return out
}

func (f *Front) states(p *i18n.Printer, now string) []ui.Option {
	out := []ui.Option{{Label: p.T("list.any"), Checked: now == ""}}
	for _, s := range civic.States() {
		// i18n:keys status.
		out = append(out, ui.Option{Value: string(s), Label: p.T("state." + string(s)), Checked: now == string(s)}) // i18n:keys state.
	}
	return out
}

func (f *Front) topics(r *http.Request, p *i18n.Printer, now string) []ui.Option {
	out := []ui.Option{{Label: p.T("list.any"), Checked: now == ""}}
	for _, t := range f.Directory.Map(r.Context()).Topics {
		if t.Parent == 0 && t.Active {
			out = append(out, ui.Option{Value: t.ID.String(), Label: topicName(p, t), Checked: now == t.ID.String()})
		}
	}
	return out
}

func (f *Front) provinces(r *http.Request, p *i18n.Printer, now string) ([]ui.Option, error) {
	all, err := f.Directory.RegionsBelow(r.Context(), "", "", 100)
	if err != nil {
		return nil, err
	}
	out := []ui.Option{{Label: p.T("list.any"), Checked: now == ""}}
	for _, reg := range all {
		out = append(out, ui.Option{Value: reg.Code, Label: reg.Name, Checked: now == reg.Code})
	}
	return out, nil
}

// active names the filters that are on, with the way to be without each.
func (f *Front) active(r *http.Request, p *i18n.Printer, q url.Values) []citizen.ActiveFilter {
	var out []citizen.ActiveFilter
	add := func(key, text string) {
		without := clone(q)
		without.Del(key)
		without.Del("cursor")
		out = append(out, citizen.ActiveFilter{Text: text, Without: "/laporan?" + without.Encode()})
	}
	m := f.Directory.Map(r.Context())
	if id, err := civic.ParseID(q.Get("agency")); err == nil {
		if a, ok := m.Tree.Get(id); ok {
			add("agency", a.Name)
		}
	}
	if code := q.Get("region"); code != "" {
		if words := f.placeWords(r, "", code); words != "" {
			add("region", words)
		}
	}
	if id, err := civic.ParseID(q.Get("topic")); err == nil {
		if t, ok := m.Topic(id); ok {
			add("topic", topicName(p, t))
		}
	}
	if s := civic.State(q.Get("state")); s.Valid() {
		add("state", p.T("state."+string(s))) // i18n:keys state.
	}
	if d, err := civic.ParseDate(q.Get("since")); err == nil {
		add("since", p.T("list.since_day", "date", d))
	}
	return out
}

// unknown tells whether the value of a filter means nothing.
func (f *Front) unknown(r *http.Request, name, value string) bool {
	m, err := f.Directory.Map(r.Context()), error(nil)
	var id civic.ID
	known := true
	switch name {
	case "agency":
		id, err = civic.ParseID(value)
		_, known = m.Tree.Get(id)
	case "topic":
		id, err = civic.ParseID(value)
		_, known = m.Topic(id)
	case "region":
		known = f.placeWords(r, "", value) != ""
	case "state":
		known = civic.State(value).Valid()
	case "since":
		_, err = civic.ParseDate(value)
	case "cursor":
		_, err = civic.ParseTrackingCode(value)
	}
	return err != nil || !known
}

// agency shows an agency: who it is, how it does, and what it has open.
func (f *Front) agency(w http.ResponseWriter, r *http.Request) error {
	id, err := civic.ParseID(r.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	m, pg := f.Directory.Map(r.Context()), f.Frame(r)
	a, ok := m.Tree.Get(id)
	if !ok || !a.Active || a.Tier == 0 {
		return civic.NotFound("error.not_found")
	}
	v := citizen.AgencyView{Page: pg, ID: id, Name: a.Name, Region: f.placeWords(r, "", a.Region), Phone: a.Phone, Email: a.Email}
	chain := m.Tree.Chain(id)
	for i := len(chain) - 1; i > 0; i-- {
		if up, _ := m.Tree.Get(chain[i]); up.Tier > 0 {
			v.Above = append(v.Above, ui.Link{URL: "/instansi/" + up.ID.String(), Text: up.Name})
		}
	}
	for _, c := range m.Tree.Children(id) {
		if b, _ := m.Tree.Get(c); b.Active {
			v.Below = append(v.Below, ui.Link{URL: "/instansi/" + b.ID.String(), Text: b.Name})
		}
	}
	n, err := f.Casework.AgencyCounts(r.Context(), id)
	if err != nil {
		return err
	}
	figure := func(key string, n int64) {
		v.Figures = append(v.Figures, citizen.Figure{Label: pg.P.T(key), Number: pg.P.Number(int(n))})
	}
	figure("agency.open_now", n.Action+n.Waiting) // i18n:keys agency.
	figure("agency.late_now", n.Late)
	figure("agency.done30", n.Done)
	by, err := f.Casework.AgencyEndings(r.Context(), id)
	if err != nil {
		return err
	}
	for _, who := range []civic.ClosedBy{civic.ClosedByReporter, civic.ClosedByOfficer, civic.ClosedBySystem} {
		figure("agency.closed_by."+string(who), by[who]) // i18n:keys agency.closed_by.
	}
	v.Small = n.Action+n.Waiting+n.Done < 20
	open, err := f.Casework.Public(r.Context(), casework.PublicQuery{Agency: id, Limit: 5})
	if err != nil {
		return err
	}
	v.Open = f.cards(r, pg.P, open.Rows)
	return show(w, r, http.StatusOK, citizen.Agency(v))
}

// help, privacy and accessibility are the texts about the service.
func (f *Front) help(w http.ResponseWriter, r *http.Request) error {
	return show(w, r, http.StatusOK, citizen.Help(citizen.HelpView{Page: f.Frame(r), VerifyDays: f.days(r, civic.ClockVerify), AnswerDays: f.days(r, civic.ClockFirstFollowUp),
		WindowDays: f.days(r, civic.ClockReporterWindow), ReopenDays: f.days(r, civic.ClockReopenWindow)}))
}

func (f *Front) privacy(w http.ResponseWriter, r *http.Request) error {
	return show(w, r, http.StatusOK, citizen.Privacy(citizen.PrivacyView{Page: f.Frame(r)}))
}

func (f *Front) accessibility(w http.ResponseWriter, r *http.Request) error {
	return show(w, r, http.StatusOK, citizen.Accessibility(citizen.AccessibilityView{Page: f.Frame(r)}))
}
