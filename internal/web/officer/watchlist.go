package officer

import (
	"net/http"
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
	Undo     bool // something was taken off a moment ago
	Topics   []watchTopic
	Rows     []watchRow
	Pages    ui.Pages
	Watcher  bool // watches topics too, and draws samples
	Pick     staff.Pick
	Values   url.Values
	Mistakes ui.Mistakes
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
	return p.showWatches(v, url.Values{}, nil, http.StatusOK)
}

func (p *Pages) showWatches(v *staff.Visit, values url.Values, ms ui.Mistakes, status int) error {
	after := watchPlace(v.R.URL.Query().Get("sesudah"))
	view := watchView{Shell: v.Shell(staff.InInbox, v.P.T("officer.watch.title")), Undo: v.R.URL.Query().Get("batal") != "", Watcher: v.Who.Role == civic.RoleSupervisor, Values: values, Mistakes: ms}
	view.Back, view.Failed = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}, len(ms) > 0
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
	return v.Show(status, staff.Layout(view.Shell, watchPage(view)))
}

func (p *Pages) fillTopics(v *staff.Visit, view *watchView) error {
	all, err := p.Casework.WatchedTopics(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	view.Pick = staff.TopicPick(v, view.Values.Get("topic"))
	view.Pick.Error = view.Mistakes.For("topic_id")
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
			where = append(where, v.P.T("officer.watch.in_region", "code", w.Region))
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
	err := p.addWatch(v)
	if err == nil {
		return v.Done(watchPath, "officer.watch.added")
	}
	ms, ok := staff.Mistakes(v.P, err, nil)
	if !ok {
		return err
	}
	return p.showWatches(v, v.R.PostForm, ms, staff.StatusOf(err))
}

func (p *Pages) addWatch(v *staff.Visit) error {
	note := staff.Text(v.R, "note")
	if staff.Text(v.R, "do") == "laporan" {
		code, err := civic.ParseTrackingCode(staff.Text(v.R, "code"))
		if err == nil {
			err = p.Casework.WatchReport(v.R.Context(), v.Who, code, note)
		}
		if err != nil && civic.KindOf(err) != civic.KindInvalid || err != nil && code == "" {
			return civic.Invalid("code", "error.not_found")
		}
		return err
	}
	var w casework.TopicWatch
	w.Topic, w.Region, w.Note = staff.ID(staff.Text(v.R, "topic")), staff.Text(v.R, "region"), note
	if code := staff.Text(v.R, "agency"); code != "" {
		a, ok := v.Map.Tree.ByCode(code)
		if !ok {
			return civic.Invalid("agency_id", "error.remit_code", "code", code)
		}
		w.Agency = a.ID
	}
	_, err := p.Casework.WatchTopic(v.R.Context(), v.Who, w)
	return err
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
func (v watchView) words(name, field, id, label, hint string) ui.Field {
	f := ui.Field{Name: name, ID: id, Label: v.P.T(label), Value: v.Values.Get(name), Error: v.Mistakes.For(field), Autocomplete: "off"}
	if hint != "" {
		f.Hint = v.P.T(hint)
	}
	return f
}
