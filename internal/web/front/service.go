package front

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/service"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// services shows the search for services.
func (f *Front) services(w http.ResponseWriter, r *http.Request) error {
	q, pg := r.URL.Query(), f.Frame(r)
	query := serviceQuery(q)
	hits, more, err := f.Catalogue.Find(r.Context(), query)
	if err != nil {
		return err
	}
	count, err := f.Catalogue.Count(r.Context(), query)
	if err != nil {
		return err
	}
	events, err := f.Catalogue.Events(r.Context())
	if err != nil {
		return err
	}
	v := citizen.ServicesView{Page: pg, Query: q.Get("q"), Agency: q.Get("agency"), Event: query.Event, Free: query.Free, Online: query.Online, Count: count,
		Rows: f.serviceRows(r, pg.P, hits), Active: f.activeOfServices(r, pg.P, q, events)}
	if v.Regions, err = f.provinces(r, pg.P, q.Get("region")); err != nil {
		return err
	}
	if len(v.Active) == 0 && strings.TrimSpace(v.Query) == "" && q.Get("cursor") == "" {
		for _, e := range events {
			v.Events = append(v.Events, ui.Link{URL: "/layanan?" + url.Values{"event": {e.Code}}.Encode(), Text: eventName(pg.P, e)})
		}
	}
	v.Ignored = ui.Ignored(q, []string{"q", "event", "agency", "region", "free", "online", "cursor"}, func(name, value string) bool { return f.unknownOfServices(r, events, name, value) })
	if more {
		next := clone(q)
		last := hits[len(hits)-1]
		next.Set("cursor", placeCursor(catalogue.Place{Other: last.Other, ID: last.Service}))
		v.Pages.Next = "/layanan?" + next.Encode()
	}
	if q.Get("cursor") != "" {
		first := clone(q)
		first.Del("cursor")
		v.Pages.First = "/layanan?" + first.Encode()
	}
	return show(w, r, http.StatusOK, citizen.Services(v))
}

func serviceQuery(q url.Values) catalogue.Query {
	out := catalogue.Query{Text: q.Get("q"), Event: q.Get("event"), Region: q.Get("region"), Free: q.Get("free") != "", Online: q.Get("online") != "", Limit: perPage}
	out.Agency, _ = civic.ParseID(q.Get("agency"))
	out.After, _ = readPlace(q.Get("cursor"))
	return out
}

// placeCursor and readPlace write and read where a list goes on: "1-" before the id of a service that was found by other
// words than those of its name.
func placeCursor(p catalogue.Place) string {
	if p.Other {
		return "1-" + p.ID.String()
	}
	return "0-" + p.ID.String()
}

func readPlace(s string) (p catalogue.Place, ok bool) {
	group, id, _ := strings.Cut(s, "-")
	n, err := civic.ParseID(id)
	if err != nil || group != "0" && group != "1" {
		return p, false
	}
	return catalogue.Place{Other: group == "1", ID: n}, true
}

func eventName(p *i18n.Printer, e catalogue.LifeEvent) string {
	if p.Lang() == i18n.English {
		return e.TextEN
	}
	return e.TextID
}

// serviceRows words the services of a list. Regions are looked up once for each place.
func (f *Front) serviceRows(r *http.Request, p *i18n.Printer, hits []catalogue.Hit) (out []citizen.ServiceRow) {
	t := f.Directory.Map(r.Context()).Tree
	places := map[string]string{}
	for i := range hits {
		h := &hits[i]
		a, _ := t.Get(h.Agency)
		if _, ok := places[a.Region]; !ok {
			places[a.Region] = f.placeWords(r, "", a.Region)
		}
		row := citizen.ServiceRow{URL: serviceURL(h.Service), Name: h.Name, Agency: a.Name, Place: places[a.Region], Free: h.Free, Online: h.Online}
		if h.TimeMax > 0 || h.TimeMin > 0 || h.Unit == service.CaseByCase {
			row.Time = citizen.SpanWords(p, orNone(h.TimeMin), orNone(h.TimeMax), h.Unit)
		}
		out = append(out, row)
	}
	return out
}

func orNone(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func serviceURL(id civic.ID) string { return "/layanan/" + id.String() }

// activeOfServices names the filters that are on, with the way to be without each.
func (f *Front) activeOfServices(r *http.Request, p *i18n.Printer, q url.Values, events []catalogue.LifeEvent) (out []citizen.ActiveFilter) {
	add := func(key, text string) {
		without := clone(q)
		without.Del(key)
		without.Del("cursor")
		out = append(out, citizen.ActiveFilter{Text: text, Without: "/layanan?" + without.Encode()})
	}
	for _, e := range events {
		if e.Code == q.Get("event") {
			add("event", eventName(p, e))
		}
	}
	if id, err := civic.ParseID(q.Get("agency")); err == nil {
		if a, ok := f.Directory.Map(r.Context()).Tree.Get(id); ok {
			add("agency", a.Name)
		}
	}
	if words := f.placeWords(r, "", q.Get("region")); words != "" {
		add("region", words)
	}
	if q.Get("free") != "" {
		add("free", p.T("service.list.free"))
	}
	if q.Get("online") != "" {
		add("online", p.T("service.list.online"))
	}
	return out
}

func (f *Front) unknownOfServices(r *http.Request, events []catalogue.LifeEvent, name, value string) bool {
	switch name {
	case "event":
		for _, e := range events {
			if e.Code == value {
				return false
			}
		}
		return true
	case "cursor":
		_, ok := readPlace(value)
		return !ok
	case "agency", "region":
		return f.unknown(r, name, value)
	}
	return false
}

// service shows one service: as a page, or as JSON-LD to programs that ask for it.
func (f *Front) service(w http.ResponseWriter, r *http.Request) error {
	id, err := civic.ParseID(r.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	e, err := f.Catalogue.Public(r.Context(), id)
	if err != nil {
		return err
	}
	a, _ := f.Directory.Map(r.Context()).Tree.Get(e.Agency)
	giver := catalogue.Giver{URL: f.BaseURL + serviceURL(id), Agency: a.Name, AgencyURL: f.BaseURL + "/instansi/" + a.ID.String(), Region: f.placeWords(r, "", a.Region)}
	w.Header().Add("Vary", "Accept")
	if accept := r.Header.Get("Accept"); strings.Contains(accept, linkedType) && !strings.Contains(accept, "text/html") {
		return sendLinked(w, e.CPSV(giver))
	}
	return show(w, r, http.StatusOK, citizen.Service(f.serviceView(f.Frame(r), &e, giver)))
}

func (f *Front) serviceView(pg ui.Page, e *catalogue.Entry, g catalogue.Giver) citizen.ServiceView {
	s, p := &e.Standard, pg.P
	v := citizen.ServiceView{Page: pg, URL: g.URL, Name: e.Name, Agency: ui.Link{URL: "/instansi/" + e.Agency.String(), Text: g.Agency}, Place: g.Region,
		Decree: said(s.Decree), Since: e.From, No: e.No, Free: e.Free, Online: e.OnlineURL(),
		Time: citizen.TimeWords(p, e.Judged.Time), Fee: citizen.FeeWords(p, e.Judged.Fee),
		Needs: groups(s.Requirements), Steps: groups(s.Steps), Complain: complaintLines(s.Complaint),
		Report: "/lapor?agency=" + e.Agency.String(), History: serviceURL(e.Service) + "/riwayat", Linked: e.Schema(g)}
	if s.Time != nil {
		v.TimeText = said(*s.Time)
	}
	if s.Fee != nil {
		v.FeeText = said(s.Fee.Text)
	}
	if v.OnlineAs = said(s.Online); v.OnlineAs == v.Online {
		v.OnlineAs = ""
	}
	for _, it := range s.Products {
		v.Products = append(v.Products, said(it.Text))
	}
	for _, pl := range s.Places {
		v.Places = append(v.Places, citizen.ServicePlace{Name: pl.Name, Address: pl.Address, Hours: pl.Hours})
	}
	for i, text := range s.Making {
		if t := said(text); t != "" {
			v.Making = append(v.Making, citizen.ServicePart{Label: citizen.PartName(p, service.Codes()[service.Delivery+i]), Text: t})
		}
	}
	for _, x := range s.Extras {
		if t := said(x.Text); t != "" {
			v.Making = append(v.Making, citizen.ServicePart{Label: x.Label, Text: t})
		}
	}
	return v
}

// said is a text as it is shown: without marks of HTML.
func said(text string) string { return strings.TrimSpace(service.Plain(text)) }

// groups puts the entries of a list under their headings, in their order.
func groups(items []service.Item) (out []citizen.ServiceGroup) {
	for _, it := range items {
		if len(out) == 0 || out[len(out)-1].Title != it.Group {
			out = append(out, citizen.ServiceGroup{Title: it.Group})
		}
		g := &out[len(out)-1]
		g.Items = append(g.Items, said(it.Text))
	}
	return out
}

// complaintLines word the ways to complain that are the agency's own.
func complaintLines(c service.Complaint) (out []string) {
	add := func(text string) {
		if text = said(text); text != "" {
			out = append(out, text)
		}
	}
	add(c.Text)
	for _, ch := range c.Channels {
		if !ch.Portal {
			add(strings.TrimSuffix(strings.ReplaceAll(ch.Kind, "_", " ")+": "+ch.Value, ": "))
		}
	}
	for _, t := range append(append([]string{}, c.Stages...), c.Classes...) {
		add(t)
	}
	return out
}

// perHistory is how many editions a page of the history shows.
const perHistory = 10

// serviceHistory shows what a service promised, and when that changed.
func (f *Front) serviceHistory(w http.ResponseWriter, r *http.Request) error {
	id, err := civic.ParseID(r.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	before, _ := strconv.Atoi(r.URL.Query().Get("sebelum"))
	all, more, err := f.Catalogue.History(r.Context(), id, before, perHistory)
	if err != nil {
		return err
	}
	e, err := f.Catalogue.Public(r.Context(), id)
	if err != nil {
		return err
	}
	pg := f.Frame(r)
	v := citizen.ServiceHistoryView{Page: pg, Name: e.Name, URL: serviceURL(id)}
	at := v.URL + "/riwayat"
	for i := range all {
		v.Editions = append(v.Editions, edition(pg.P, &all[i]))
	}
	if before > 0 {
		v.Pages.First = at
	}
	if more {
		v.Pages.Next = at + "?sebelum=" + strconv.Itoa(all[len(all)-1].No)
	}
	return show(w, r, http.StatusOK, citizen.ServiceHistory(v))
}

func edition(p *i18n.Printer, e *catalogue.Edition) citizen.ServiceEdition {
	out := citizen.ServiceEdition{No: e.No, Note: e.Note, First: e.First, When: p.T("service.edition_now", "from", e.From)}
	if !e.Until.IsZero() {
		out.When = p.T("service.edition_past", "from", e.From, "until", e.Until)
	}
	for _, c := range e.Changes {
		out.Changes = append(out.Changes, citizen.ServiceChange{Label: citizen.PartName(p, c.Component), Before: said(c.Before), After: said(c.After)})
	}
	return out
}

// oldService leads from an address of SIPPN to the service that it named: the number counts, the words behind it do not.
func (f *Front) oldService(w http.ResponseWriter, r *http.Request) error {
	id, err := f.Catalogue.PublicBySource(r.Context(), "sippn", cmp.Or(r.PathValue("id"), "-"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, serviceURL(id), http.StatusMovedPermanently)
	return nil
}
