package officer

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// pageRows is how many reports one page of the inbox shows.
const pageRows = 25

// mostCounted is the number up to which counts are shown exactly.
const mostCounted = 999

// tab is one part of the inbox.
type tab struct {
	name  string // in the address; "" is the first
	key   string // of its words
	queue civic.Queue
	late  bool
	today bool
	count func(casework.Counts) int64
}

// tabs are the parts of the inbox in their order.
func tabs() []tab {
	return []tab{
		{"", "officer.tab.action", civic.QueueAction, false, false, func(c casework.Counts) int64 { return c.Action }},
		{"lewat", "officer.tab.late", civic.QueueAction, true, false, func(c casework.Counts) int64 { return c.Late }},
		{"hari-ini", "officer.tab.today", civic.QueueAction, false, true, func(c casework.Counts) int64 { return c.Today }},
		{"menunggu", "officer.tab.waiting", civic.QueueWaiting, false, false, func(c casework.Counts) int64 { return c.Waiting }},
		{"selesai", "officer.tab.done", civic.QueueDone, false, false, func(c casework.Counts) int64 { return c.Done }},
	}
}

// states are those that a report of the tab can be in.
func (t tab) states() []civic.State {
	var out []civic.State
	for _, s := range civic.States() {
		if t.queue == 0 || (&civic.Report{State: s}).Queue() == t.queue {
			out = append(out, s)
		}
	}
	return out
}

// inboxView is the workspace: the parts of the inbox, one page of a list, and the report that is open.
type inboxView struct {
	staff.Shell
	Tabs   []tabLink
	Now    tab
	State  civic.State
	States []ui.Option
	Rows   []row
	Pages  ui.Pages
	Count  string
	query  url.Values // of the list, without the open report
	From   string     // the same as text

	Open  *reportView // nil: none
	Gone  bool        // the report in the address is not there for this officer, or not any more
	Look  look
	Keys  keymap
	Pulse int64 // number of the last change that the list may show

	Asked               asked
	Filter              filterForm
	Ready               []railView // lists that everybody has
	Saved               []railView
	ViewOpen            bool   // one of those is on the screen, not a queue
	ViewName, ViewError string // of a list that could not be saved
	Bulk                []ui.Option
	Told                string // how many reminders the desk got today, "" none
	Drafts              string // how many wait for approval, "" none
	Demands             demandsLink
	Decides             bool // the desk may have objections to decide

	Ignored []string // filters of the address that mean nothing
}

type tabLink struct {
	URL, Text, Count string
	Current          bool
}

// row is one report in a list.
type row struct {
	URL    string
	Title  string
	Code   string
	Seq    int
	Open   bool
	Secret bool
	NoText bool
	Place  string
	Holder string
	Facts  []string
	Due    *dueChip
	Status ui.Status
	Owed   string // what is to be done next
	Help   string // what the office was asked, where it does not hold the report

	Unread, Mine, Watched, Mentioned bool
	DraftWaits, DraftBack            bool // for approval; to be mended by the officer
	Assignee                         string
	Labels                           []string
}

// list reads one page of the list that a query asks for.
func (p *Pages) list(v *staff.Visit, q url.Values) (inboxView, error) {
	a := readAsked(v, q)
	now, state := a.Tab, a.State
	if err := p.name(v, &a); err != nil {
		return inboxView{}, err
	}
	view := inboxView{Shell: v.Shell(staff.InInbox, v.P.T(now.key)), Now: now, State: state, Asked: a, query: maps.Clone(q), Bulk: bulkVerbs(v, a, "")}
	view.Full = true
	delete(view.query, opens)
	delete(view.query, "simpan")
	view.From = view.query.Encode()
	if err := p.liked(v, &view); err != nil {
		return view, err
	}
	query := a.Query
	query.AtDue, query.AtID, query.Back = cursor(q)
	page, err := p.Casework.Inbox(v.R.Context(), v.Who, query)
	if err != nil {
		return view, err
	}
	counts, err := p.Casework.Counts(v.R.Context(), v.Who)
	if err != nil {
		return view, err
	}
	if n, err := p.Casework.CountWaiting(v.R.Context(), v.Who); err != nil {
		return view, err
	} else if n > 0 {
		view.Drafts = v.P.Count(n, casework.MaxCount)
	}
	told, owed, err := p.Casework.CountReminders(v.R.Context(), v.Who)
	if err != nil {
		return view, err
	}
	if told > 0 {
		view.Told = v.P.Count(told, casework.MaxCount)
	}
	view.explanations(owed)
	view.Decides = decides(v)
	view.Ignored = ui.Ignored(q, append(filterNames(), "tab", "keadaan", "sesudah", "sebelum", opens, "simpan", byOlder), func(name, value string) bool {
		switch name {
		case "tab":
			return now.name != value
		case "keadaan":
			return state != civic.State(value)
		case opens, "simpan":
			return false
		case "sesudah", "sebelum":
			return query.AtID == 0
		default:
			return !a.Kept.Has(name)
		}
	})
	view.tabLinks(counts)
	view.stateOptions(counts)
	for i := range page.Rows {
		one := p.row(v, &page.Rows[i], view.Look)
		one.URL = home(view.query, one.Code)
		view.Rows = append(view.Rows, one)
	}
	view.Pages = pager(a, query, page)
	if err := p.views(v, &view); err != nil {
		return view, err
	}
	labels, err := p.Casework.Labels(v.R.Context(), v.Who)
	if err != nil {
		return view, err
	}
	view.Filter, err = p.filterForm(v, a, labels)
	return view, err
}

// everywhere is where words are looked for: in all parts of the inbox. Without words it is the first part.
func everywhere() tab { return tab{name: "semua", key: "officer.tab.everywhere"} }

func tabOf(name string) tab {
	for _, t := range tabs() {
		if t.name == name {
			return t
		}
	}
	return tabs()[0]
}

func oneOf[T comparable](all []T, one T) bool {
	for _, x := range all {
		if x == one {
			return true
		}
	}
	return false
}

// cursor reads the place in the list: sesudah or sebelum, as deadline in microseconds and id.
func cursor(q url.Values) (due time.Time, id civic.ID, back bool) {
	text := q.Get("sesudah")
	if q.Has("sebelum") {
		text, back = q.Get("sebelum"), true
	}
	left, right, ok := strings.Cut(text, ".")
	us, err := strconv.ParseInt(left, 10, 64)
	if id = staff.ID(right); !ok || err != nil || id == 0 {
		return time.Time{}, 0, false
	}
	return time.UnixMicro(us), id, back
}

func place(r *casework.Row) string {
	return strconv.FormatInt(r.At.UnixMicro(), 10) + "." + r.Report.ID.String()
}

// listURL is a whole part of the list, with nothing narrowed.
func listURL(t tab) string {
	if t.name == "" {
		return staff.Home
	}
	return staff.Home + "?" + url.Values{"tab": {t.name}}.Encode()
}

// pager finds the ways out of a page. Going back needs the first row, going on the last, or where the page stopped looking.
func pager(a asked, q casework.InboxQuery, page casework.Page[casework.Row]) ui.Pages {
	var out ui.Pages
	if page.GoOnID != 0 {
		out.Next = a.url("sesudah", placeOf(page.GoOnDue.UnixMicro(), page.GoOnID))
	}
	if len(page.Rows) == 0 {
		if q.AtID != 0 {
			out.First = a.url()
		}
		return out
	}
	first, last := &page.Rows[0], &page.Rows[len(page.Rows)-1]
	before, after := q.AtID != 0, page.More
	if q.Back {
		before, after = page.More, true
	}
	if before {
		out.First = a.url()
		if q.Text == "" { // what is found by words is only walked forwards
			out.Previous = a.url("sebelum", place(first))
		}
	}
	if after && out.Next == "" {
		out.Next = a.url("sesudah", place(last))
	}
	return out
}

// tabLinks words the tabs with their counts.
func (v *inboxView) tabLinks(c casework.Counts) {
	for _, t := range tabs() {
		n := v.P.Count(int(t.count(c)), mostCounted)
		v.Tabs = append(v.Tabs, tabLink{URL: listURL(t), Text: v.P.T(t.key), Count: n, Current: t.name == v.Now.name && !v.Asked.filtered()})
		if t.name == v.Now.name && !v.Asked.filtered() && !v.Asked.older() { // of a narrowed list nobody counted
			v.Count = n
		}
	}
	if v.Count != "" {
		v.Title = "(" + v.Count + ") " + v.Title
	}
}

// stateOptions offers the states of the tab; the kept counts know them for whole queues only.
func (v *inboxView) stateOptions(c casework.Counts) {
	v.States = []ui.Option{{Label: v.P.T("officer.filter.any")}}
	for _, s := range v.Now.states() {
		label := stateName(v.P, s)
		if !v.Now.late && !v.Now.today && v.Now.queue != civic.QueueDone {
			label += " (" + v.P.Count(int(c.ByState[s]), mostCounted) + ")"
		}
		v.States = append(v.States, ui.Option{Value: string(s), Label: label, Checked: s == v.State})
	}
}

// stateName words a state for officers, who tell apart what citizens need not. i18n:keys officer.state.
func stateName(p *i18n.Printer, s civic.State) string { return p.T("officer.state." + string(s)) }

func reportURL(c civic.TrackingCode) string { return staff.Home + "/laporan/" + c.Display() }

// row words one line of the list.
func (p *Pages) row(v *staff.Visit, in *casework.Row, l look) row {
	r := &in.Report
	out := row{Title: in.Title, Code: r.Code.Display(), Seq: r.Seq, Secret: r.Secret, NoText: !in.Sight.Text,
		Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false), Due: dueOf(v.P, v.Map.World(p.Now()), r, in.Next), Owed: owed(v.P, in.Next.Clock)}
	if in.Sight.Text && in.Title == "" {
		out.Title = v.P.T("officer.row.untitled")
	}
	if l.shows(factPlace) {
		out.Place = in.Place
	}
	if l.shows(factHolder) {
		out.Holder = holder(v, r.Holder)
	}
	out.Facts = facts(v, r, l)
	out.Help = helpChip(v, in)
	out.DraftWaits, out.DraftBack = in.Report.Proposal.Seq != 0, in.DraftBack
	out.Unread, out.Watched, out.Mentioned, out.Labels = in.Unread, in.Watched, in.Mentioned, in.Labels
	out.Assignee, out.Mine = in.Assignee, r.Assignee != 0 && r.Assignee == v.Who.Officer
	return out
}

// facts are the small print of a row, as far as the officer wants to see it.
func facts(v *staff.Visit, r *civic.Report, l look) []string {
	var out []string
	add := func(name, text string) {
		if text != "" && l.shows(name) {
			out = append(out, text)
		}
	}
	add(factTopic, topicName(v, r.Topic))
	if r.Channel != "web" { // most come that way, so only the others are worth a word
		add(factChannel, channelName(v.P, r.Channel))
	}
	if r.Anonymous {
		add(factAnonymous, v.P.T("report.anonymous"))
	}
	if v.Map.World(v.Now()).TooOften(r) && !r.State.Ended() {
		out = append(out, v.P.T("officer.row.returned", "n", r.Returns))
	}
	if r.Reopened > 0 && !r.State.Ended() {
		out = append(out, v.P.T("officer.row.reopened"))
	}
	add(factReceived, v.P.DateShort(civic.DateOf(r.ReceivedAt, v.Zone())))
	return out
}

// holder names the desk of a report briefly, with what it belongs to when the officer's own desk stands above that:
// there are many units of one name.
func holder(v *staff.Visit, id civic.ID) string {
	t := v.Map.Tree
	desk, _ := t.Get(id)
	up, ok := t.Get(desk.Parent)
	if !ok || up.Tier == 0 || up.ID == v.Who.Desk || !t.Within(up.ID, v.Who.Desk) {
		return desk.ShortName
	}
	return desk.ShortName + ", " + up.ShortName
}

// owed says what the nearest deadline is for. i18n:keys officer.owed.
func owed(p *i18n.Printer, k civic.ClockKind) string {
	if k == "" {
		return ""
	}
	return p.T("officer.owed." + string(k))
}

// channelName words a channel; one that has no words yet shows as it is. i18n:keys channel.
func channelName(p *i18n.Printer, channel string) string {
	if key := "channel." + channel; p.Has(key) {
		return p.T(key)
	}
	return channel
}

// dueChip is a deadline in words with its tone.
type dueChip struct {
	Tone ui.Tone
	Icon ui.Icon
	Text string
}

// dueOf words the deadline of a row: late by so many working days, today until when, or so many
// left. What has ended shows the day on which it did.
func dueOf(p *i18n.Printer, w civic.World, r *civic.Report, n casework.Next) *dueChip {
	switch {
	case r.State.Ended() && !r.EndedAt.IsZero():
		return &dueChip{ui.ToneQuiet, ui.IconCalendar, p.DateShort(civic.DateOf(r.EndedAt, w.Keeper(r, civic.ClockCitizen).Zone))}
	case n.By.IsZero():
		return nil
	case n.Left < 0:
		return &dueChip{ui.ToneBad, ui.IconAlert, p.T("officer.due.late", "n", -n.Left)}
	case n.Left == 0:
		return &dueChip{ui.ToneWarn, ui.IconClock, p.T("officer.due.today")}
	case n.Left <= 2:
		return &dueChip{ui.ToneWarn, ui.IconClock, p.T("officer.due.left", "n", n.Left)}
	default:
		return &dueChip{ui.ToneOK, ui.IconTick, p.T("officer.due.left", "n", n.Left)}
	}
}

// seek opens the report whose tracking number was typed or pasted, also as an address, and looks for anything else as
// words.
func (p *Pages) seek(v *staff.Visit) error {
	typed := strings.TrimSpace(v.R.URL.Query().Get("q"))
	if typed == "" {
		return v.See(staff.Home)
	}
	code, isCode := codeIn(typed)
	if !isCode {
		return v.See(staff.Home + "?" + url.Values{"tab": {everywhere().name}, byWords: {typed}}.Encode())
	}
	if _, err := p.load(v, code); err == nil {
		return v.See(reportURL(code))
	} else if civic.KindOf(err) != civic.KindNotFound {
		return err
	}
	sh := v.Shell(staff.InInbox, v.P.T("officer.seek.none"))
	sh.Query = typed
	return v.Show(http.StatusNotFound, staff.Layout(sh, seekPage(sh, v.P.T("officer.seek.none_text", "q", typed))))
}

// codeIn finds a tracking code in what somebody pasted: the code, or a link that ends with it.
func codeIn(typed string) (civic.TrackingCode, bool) {
	if code, err := civic.ParseTrackingCode(typed); err == nil {
		return code, true
	}
	parts := strings.FieldsFunc(typed, func(c rune) bool { return strings.ContainsRune(" /?#=&,;:\t\n", c) })
	for _, part := range parts {
		if code, err := civic.ParseTrackingCode(part); err == nil {
			return code, true
		}
	}
	return "", false
}
