package front

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// report shows one report: to anybody what was published, to its reporter everything that is the reporter's.
func (f *Front) report(w http.ResponseWriter, r *http.Request) error {
	code, err := civic.ParseTrackingCode(r.PathValue("code"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	if shown := code.Display(); shown != r.PathValue("code") {
		return see(w, r, "/laporan/"+shown)
	}
	who, err := f.viewer(r, code)
	if err != nil {
		return err
	}
	if who.Role == civic.RoleReporter {
		return f.ownReport(w, r, who, code, citizen.Answer{})
	}
	return f.publicReport(w, r, code)
}

// publicReport answers from the cache, or with "not changed", when the stamp in the database allows it: on a slow
// network a page that is read again costs one packet. The cache holds what goes over the line, packed or not. The
// stamp stays inside; readers get a tag made of the page itself.
func (f *Front) publicReport(w http.ResponseWriter, r *http.Request, code civic.TrackingCode) error {
	stamp, err := f.Casework.PublicStamp(r.Context(), code)
	if err != nil {
		return err
	}
	form := plain
	if httpkit.Accepts(r, "gzip") {
		form = packed
	}
	pg := f.Frame(r)
	key := stamp + "." + pg.P.Lang() + pg.Theme + form
	got, ok := f.pages.get(key)
	if !ok || r.URL.RawQuery != "" {
		if got.html, err = f.freshReport(r, code); err != nil {
			return err
		}
		got.etag = tagOf(got.html)
		if form == packed {
			got.html = f.pages.pack(got.html)
		}
		// Between stamp and view the report may have changed: such a page is shown once and not kept.
		// So is one with a query, which the page repeats in its own links.
		if again, err := f.Casework.PublicStamp(r.Context(), code); err == nil && again == stamp && r.URL.RawQuery == "" {
			f.pages.put(key, got)
		}
	}
	h := w.Header()
	h.Set("ETag", got.etag)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie, Accept-Language, Accept-Encoding")
	if r.Header.Get("If-None-Match") == got.etag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if form == packed {
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(got.html)))
	_, _ = w.Write(got.html) // a client that left does not mind
	return nil
}

// freshReport makes the page of a public report.
func (f *Front) freshReport(r *http.Request, code civic.TrackingCode) ([]byte, error) {
	v, err := f.Casework.View(r.Context(), civic.Actor{Role: civic.RolePublic}, code)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	err = citizen.Report(f.reportView(r, v, false)).Render(r.Context(), &buf)
	return buf.Bytes(), err
}

// ownReport shows a report to its reporter, with a form that came back if there is one.
func (f *Front) ownReport(w http.ResponseWriter, r *http.Request, who civic.Actor, code civic.TrackingCode, form citizen.Answer) error {
	private(w)
	v, err := f.Casework.View(r.Context(), who, code)
	if err != nil {
		return err
	}
	page := f.reportView(r, v, true)
	page.Form, page.Flash = form, f.takeFlash(w, r, page.P)
	status := http.StatusOK
	if len(form.Mistakes) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return show(w, r, status, citizen.Report(page))
}

func (f *Front) reportView(r *http.Request, v casework.View, own bool) citizen.ReportView {
	rep, pg := v.Report, f.Frame(r)
	m := f.Directory.Map(r.Context())
	code := rep.Code.Display()
	out := citizen.ReportView{Page: pg, Code: code, Class: rep.Class, Agency: v.Next.Holder, AgencyID: rep.Holder, Received: rep.ReceivedAt, Zone: rep.Zone,
		Channel: citizen.ChannelName(pg.P, rep.Channel), Own: own, Anonymous: rep.Anonymous, Secret: rep.Secret, Published: rep.Published,
		MaxFiles: evidence.MaxFiles, URL: f.BaseURL + "/laporan/" + code, JSON: "/api/v1/reports/" + code}
	if t, ok := m.Topic(rep.Topic); ok {
		out.Topic = topicName(pg.P, t)
	}
	if v.Public != nil {
		out.Title, out.Body, out.Place, out.Name = v.Public.Title, v.Public.Body, v.Public.Place, v.Public.PublicName
	}
	if own {
		out.Title, out.Body, out.Place = v.Text.Title, v.Text.Body, v.Text.Place
		out.PDF = "/laporan/" + code + "/tanda-terima.pdf"
		out.Allowed = v.Allowed
		out.Escalation, out.Handed = v.Escalation, f.handed(pg, &v)
		out.Objection = f.objection(r, pg.P, &v)
		if _, asks, err := f.Surveys.Asks(r.Context(), &rep); err == nil { // a survey that cannot be read now is not offered now
			out.Survey = asks
		}
		out.Said = lastSaid(pg.P, &v)
		if v.Text.OccurredWith == civic.PreciseDay {
			out.Occurred, _ = civic.ParseDate(v.Text.OccurredOn)
		}
	}
	out.Place = f.placeWords(r, out.Place, rep.Region)
	out.Standing = citizen.Standing(pg.P, f.stand(pg.P, v, own))
	files := f.fileViews(pg.P, code, v.Files)
	out.History = f.history(pg.P, v, own, files)
	out.Promised = promised(pg.P, &v)
	out.Together = together(pg.P, &v, own)
	out.Helpers = helpers(pg.P, &v)
	if own {
		out.Parts, out.PartOf = parts(pg.P, &v), partOf(&v)
	}
	out.Files, out.Shots = files[1], shots(code, &v)
	return out
}

// lastSaid is what the office asked, answered or ended with last, with what it does with information that was asked for:
// the reporter's forms are about that.
func lastSaid(p *i18n.Printer, v *casework.View) string {
	for i := len(v.Events) - 1; i >= 0; i-- {
		switch v.Events[i].Verb {
		case civic.VerbHold, civic.VerbAnswer, civic.VerbClose:
			return strings.TrimSpace(v.Disclosed(p, &v.Events[i], true) + "\n\n" + lastWords(v, &v.Events[i]))
		}
	}
	return ""
}

// placeWords joins what was typed with the names of the region.
func (f *Front) placeWords(r *http.Request, typed, region string) string {
	chain, err := f.Directory.RegionChain(r.Context(), region)
	if err != nil {
		return typed
	}
	return joinPlace(typed, chain)
}

// joinPlace joins what was typed with the names of a region and what it lies in.
func joinPlace(typed string, chain []directory.Region) string {
	var parts []string
	if typed != "" {
		parts = append(parts, typed)
	}
	for _, c := range chain {
		// People often typed the district themselves; saying it twice helps nobody.
		if !strings.Contains(strings.ToLower(typed), strings.ToLower(c.Title())) {
			parts = append(parts, c.Title())
		}
	}
	return strings.Join(parts, ", ")
}

func (f *Front) stand(p *i18n.Printer, v casework.View, own bool) citizen.Stand {
	rep := v.Report
	s := citizen.Stand{State: rep.State, Class: rep.Class, Verified: !rep.VerifiedAt.IsZero(), Own: own, Agency: spoke(&v), ClosedBy: rep.ClosedBy,
		Clock: v.Next.Clock, By: v.Next.By, Left: v.Next.Left}
	if c, ok := rep.Clocks.Get(v.Next.Clock); ok {
		s.Forecast = c.Provisional
	}
	s.Outcome = v.OutcomeWords(p.Lang())
	s.Closing, s.Rated = closing(p, &v), rep.Rating != 0
	return s
}

// spoke is the office whose words the report waits on or ended with: it may have left its holder since. Anywhere else in
// the story it is the holder.
func spoke(v *casework.View) string {
	for i := len(v.Events) - 1; i >= 0; i-- {
		e := &v.Events[i]
		if e.To != v.Report.State || e.From == e.To {
			continue
		}
		if said := e.To == civic.AwaitingReporter || e.To == civic.InfoNeeded || e.To == civic.Closed; said && civic.ValidOfficerRole(e.Role) && e.DeskName != "" {
			return e.DeskName
		}
		break
	}
	return v.Next.Holder
}

// fileViews sorts the files by the event that brought them.
func (f *Front) fileViews(p *i18n.Printer, code string, files []casework.Attachment) map[int][]ui.File {
	out := map[int][]ui.File{}
	photos := map[bool]int{} // the reporter's, and the office's
	for _, a := range files {
		base := "/laporan/" + code + "/berkas/" + a.ID.String()
		v := ui.File{URL: base, Name: a.Name, Size: p.Bytes(a.Size)}
		if a.Thumb != "" {
			own := a.Role == civic.RoleReporter
			photos[own]++
			v.Thumb, v.Stage = base+"?kecil=1", ui.StageName(p, a.Stage)
			v.Name = ui.PhotoName(p, a.Role, a.Stage, a.Alt, photos[own])
		}
		out[a.Seq] = append(out[a.Seq], v)
	}
	return out
}

// history tells the events in sentences, latest first.
func (f *Front) history(p *i18n.Printer, v casework.View, own bool, files map[int][]ui.File) []ui.Moment {
	out := make([]ui.Moment, 0, len(v.Events))
	for i := len(v.Events) - 1; i >= 0; i-- {
		e := v.Events[i]
		d := citizen.Deed{Verb: e.Verb, Own: own, Office: civic.ValidOfficerRole(e.Role), Agency: e.DeskName, From: e.FromName, To: e.ToName, Channel: citizen.ChannelName(p, v.Report.Channel)}
		if e.Verb == civic.VerbSubmit {
			d.Agency = e.ToName
		}
		if c := e.Detail["class_to"]; c != "" {
			d.Class = p.T("class." + c) // i18n:keys class.
		}
		d.Rating, _ = strconv.Atoi(e.Detail["rating"])
		note := v.ReasonWords(e.Event, p.Lang())
		if e.Verb == civic.VerbAccept || e.Verb == civic.VerbAutoClose { // the sentence says it already
			note = ""
		}
		if said := notify.Extended(p, &e.Event, e.DeskName, note); said != "" {
			note = said
		}
		if said := v.Disclosed(p, &e, own); said != "" {
			note = said
		}
		if flag := civic.Flag(e.Detail["flag"]); flag != "" {
			note = citizen.FlagName(p, flag)
			if e.Verb == civic.VerbReveal {
				note = p.T("protect.lifted", "flag", note)
			}
		}
		mo := ui.Moment{At: e.At, Zone: v.Report.Zone, By: citizen.By(e.Role), Text: d.Tell(p), Note: note, Message: e.Message}
		if e.Seq > 1 {
			mo.Files = files[e.Seq]
		}
		versions(p, &v, &e, own, &mo)
		out = append(out, mo)
	}
	return out
}

const flashCookie = "kabar"

// takeFlash says once what was done last.
func (f *Front) takeFlash(w http.ResponseWriter, r *http.Request, p *i18n.Printer) *ui.Flash {
	what := cookieValue(r, flashCookie)
	if what == "" {
		return nil
	}
	f.cookie(w, flashCookie, "", r.URL.Path, -1)
	if !p.Has("do.done." + what) {
		return nil
	}
	return &ui.Flash{Tone: ui.ToneOK, Text: citizen.Thanks(p, what)}
}
