package officer

import (
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// watchPath is the watch list; watchRows is how many reports one page of it has.
const (
	watchPath = staff.Home + "/pantauan"
	watchRows = 50
)

// watchView is what an officer watches.
type watchView struct {
	staff.Shell
	Undo    bool // something was taken off a moment ago
	Topics  []watchTopic
	Rows    []watchRow
	Pages   ui.Pages
	Watcher bool // watches topics too, and draws samples
	Pick    staff.Pick
	*findForm
}

// watchTopic is a watched topic with what lies open on it.
type watchTopic struct {
	ID, URL, Name, Where, Note string
	Open, Late, Fresh          string // in words, "" for none
}

// watchRow is a watched report.
type watchRow struct {
	URL, Title, Code, Holder, Note, Since string
	Secret, Fresh                         bool
	Status                                ui.Status
	Due                                   *dueChip
}

// watchList shows what the officer watches.
func (p *Pages) watchList(v *staff.Visit) error {
	return p.showWatches(v, &findForm{Values: url.Values{}})
}

func (p *Pages) showWatches(v *staff.Visit, form *findForm) error {
	after := watchPlace(v.R.URL.Query().Get("sesudah"))
	view := watchView{Shell: v.Shell(staff.InInbox, v.P.T("officer.watch.title")), Undo: v.R.URL.Query().Get("batal") != "", Watcher: v.Who.Role == civic.RoleSupervisor, findForm: form}
	view.Back, view.Failed = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}, len(form.Mistakes) > 0
	if view.Watcher {
		if err := p.fillTopics(v, &view); err != nil {
			return err
		}
	}
	page, last, err := p.Casework.WatchList(v.R.Context(), v.Who, after, watchRows)
	if err != nil {
		return err
	}
	for i := range page.Rows {
		view.Rows = append(view.Rows, p.watchRow(v, &page.Rows[i]))
	}
	if page.More {
		view.Pages.Next = watchPath + "?sesudah=" + strconv.FormatInt(last.At, 10) + "." + last.Report.String()
	}
	if after.Report != 0 {
		view.Pages.First = watchPath
	}
	return v.Show(form.status(), staff.Layout(view.Shell, watchPage(view)))
}

func (p *Pages) fillTopics(v *staff.Visit, view *watchView) error {
	all, err := p.Casework.WatchedTopics(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	view.Pick = staff.TopicPick(v, view.Values.Get("topic"))
	view.Pick.Error = view.Mistakes.For("topic")
	for i := range all {
		w := &all[i]
		one := watchTopic{ID: w.ID.String(), Name: topicName(v, w.Topic), Note: w.Note, URL: staff.Home}
		if q, ok := casework.Address(v.Map, v.Who.Desk, w.Query); ok {
			one.URL = home(q, "")
		}
		var where []string
		if a, ok := v.Map.Tree.Get(w.Agency); ok {
			where = append(where, a.Name)
		}
		if w.Region != "" {
			place, err := p.staff.Place(v.R.Context(), w.Region)
			if err != nil {
				return err
			}
			where = append(where, place.Text)
		}
		one.Where = strings.Join(where, ", ")
		one.Open = v.P.T("officer.watch.open", "n", v.P.Count(int(w.Open), casework.MaxCount))
		if w.Late > 0 {
			one.Late = v.P.T("officer.watch.late", "n", v.P.Count(int(w.Late), casework.MaxCount))
		}
		if w.Fresh > 0 {
			one.Fresh = v.P.T("officer.watch.fresh", "n", v.P.Count(int(w.Fresh), casework.MaxCount))
		}
		view.Topics = append(view.Topics, one)
	}
	return nil
}

func (p *Pages) watchRow(v *staff.Visit, in *casework.WatchedRow) watchRow {
	r := &in.Report
	row := watchRow{URL: reportURL(r.Code), Title: in.Title, Code: r.Code.Display(), Holder: in.Next.Holder, Note: in.Note, Secret: r.Secret, Fresh: in.Unread,
		Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false), Due: dueOf(v.P, v.Map.World(p.Now()), r, in.Next)}
	if row.Title == "" {
		row.Title = untitled(v.P, &in.Row)
	}
	if !in.Since.IsZero() {
		row.Since = v.P.T("officer.watch.since", "date", v.P.DateShort(civic.DateOf(in.Since, v.Zone())))
	}
	return row
}

// watchPlace reads where a page of the list begins; zero for the first one.
func watchPlace(s string) (at casework.WatchPlace) {
	from, report, ok := strings.Cut(s, ".")
	us, err := strconv.ParseInt(from, 10, 64)
	if !ok || err != nil {
		return at
	}
	return casework.WatchPlace{At: us, Report: staff.ID(report)}
}

// watchMore puts a report or a topic on the list.
func (p *Pages) watchMore(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	form := typedForm(v)
	added, err := p.addWatch(v, form)
	if err != nil {
		err = form.wrong(v.P, err, form.box)
	}
	switch {
	case err != nil:
		return err
	case added:
		return v.Done(watchPath, "officer.watch.added")
	}
	return p.showWatches(v, form)
}

// box is the id of the box for a field: both forms have a note.
func (f *findForm) box(field string) string {
	if field == "note" && f.aboutTopic() {
		return "note-topik"
	}
	return findBox(field)
}

// aboutTopic: it is the form for a topic that was sent.
func (f *findForm) aboutTopic() bool { return f.Values.Has("topic") }

// addWatch is false when the officer has to choose among what was found first.
func (p *Pages) addWatch(v *staff.Visit, form *findForm) (bool, error) {
	note := staff.Text(v.R, "note")
	if staff.Text(v.R, "do") == "laporan" {
		code, err := civic.ParseTrackingCode(staff.Text(v.R, "code"))
		if err == nil {
			err = p.Casework.WatchReport(v.R.Context(), v.Who, code, note)
		}
		if err != nil && civic.KindOf(err) != civic.KindInvalid || err != nil && code == "" {
			return false, civic.Invalid("code", "error.watch_code")
		}
		return err == nil, err
	}
	var w casework.TopicWatch
	agency, ready, err := form.choose(v.P, findAgency, p.desks(v))
	if err != nil {
		return false, err
	}
	region, known, err := form.choose(v.P, findRegion, p.staff.Places(v.R.Context()))
	if err != nil || !ready || !known {
		return false, err
	}
	w.Topic, w.Region, w.Agency, w.Note = staff.ID(staff.Text(v.R, "topic")), region, staff.ID(agency), note
	_, err = p.Casework.WatchTopic(v.R.Context(), v.Who, w)
	return err == nil, err
}

// watchLess takes something off the list, or puts back what was taken off last.
func (p *Pages) watchLess(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	if staff.Text(v.R, "do") == "batal" {
		if err := p.Casework.RestoreWatch(v.R.Context(), v.Who); err != nil && civic.KindOf(err) != civic.KindNotFound {
			return err
		}
		return v.Done(watchPath, "officer.watch.restored")
	}
	var err error
	if id := staff.ID(staff.Text(v.R, "topic")); id != 0 {
		err = p.Casework.UnwatchTopic(v.R.Context(), v.Who, id)
	} else {
		var code civic.TrackingCode
		if code, err = civic.ParseTrackingCode(staff.Text(v.R, "code")); err == nil {
			err = p.Casework.Unwatch(v.R.Context(), v.Who, code)
		}
	}
	if err != nil {
		return err
	}
	return v.Done(watchPath+"?batal=1", "officer.watch.removed")
}

// words is a field of the forms that add something.
func (v watchView) words(name, id, label, hint string) ui.Field {
	f := ui.Field{Name: name, ID: id, Label: v.P.T(label), Error: v.Mistakes.For(id), Autocomplete: "off"}
	if v.aboutTopic() == (id == "note-topik") {
		f.Value = v.Values.Get(name) // what was written for a topic is not a note on a report
	}
	if hint != "" {
		f.Hint = v.P.T(hint)
	}
	return f
}
