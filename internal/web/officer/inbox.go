package officer

import (
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
		if (&civic.Report{State: s}).Queue() == t.queue {
			out = append(out, s)
		}
	}
	return out
}

// inboxView is one page of the inbox.
type inboxView struct {
	staff.Shell
	Tabs   []tabLink
	Now    tab
	State  civic.State
	States []ui.Option
	Rows   []row
	Pages  ui.Pages
	Count  string

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
	Secret bool
	NoText bool
	Place  string
	Holder string
	Facts  []string
	Due    *dueChip
	Status ui.Status
	Owed   string // what is to be done next
}

func (p *Pages) inbox(v *staff.Visit) error {
	q := v.R.URL.Query()
	now := tabOf(q.Get("tab"))
	state := civic.State(q.Get("keadaan"))
	if !oneOf(now.states(), state) {
		state = ""
	}
	query := casework.InboxQuery{Queue: now.queue, State: state, Late: now.late, Today: now.today, Limit: pageRows}
	query.AtDue, query.AtID, query.Back = cursor(q)
	page, err := p.Casework.Inbox(v.R.Context(), v.Who, query)
	if err != nil {
		return err
	}
	counts, err := p.Casework.Counts(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	view := inboxView{Shell: v.Shell(staff.InInbox, v.P.T(now.key)), Now: now, State: state}
	view.Ignored = ui.Ignored(q, []string{"tab", "keadaan", "sesudah", "sebelum"}, func(name, value string) bool {
		switch name {
		case "tab":
			return now.name != value
		case "keadaan":
			return state != civic.State(value)
		default:
			return query.AtID == 0
		}
	})
	view.tabLinks(counts)
	view.stateOptions(counts)
	for i := range page.Rows {
		view.Rows = append(view.Rows, p.row(v, &page.Rows[i]))
	}
	view.Pages = pager(now, state, query, page)
	return v.Show(http.StatusOK, staff.Layout(view.Shell, inboxPage(view)))
}

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

func place(r *civic.Report) string {
	_, due := r.NextDue()
	return strconv.FormatInt(due.UnixMicro(), 10) + "." + r.ID.String()
}

func listURL(t tab, s civic.State, kv ...string) string {
	q := url.Values{}
	if t.name != "" {
		q.Set("tab", t.name)
	}
	if s != "" {
		q.Set("keadaan", string(s))
	}
	for i := 0; i+1 < len(kv); i += 2 {
		q.Set(kv[i], kv[i+1])
	}
	if len(q) == 0 {
		return staff.Home
	}
	return staff.Home + "?" + q.Encode()
}

// pager finds the ways out of a page. Going back needs the first row, going on the last.
func pager(t tab, s civic.State, q casework.InboxQuery, page casework.Page[casework.Row]) ui.Pages {
	var out ui.Pages
	if len(page.Rows) == 0 {
		if q.AtID != 0 {
			out.First = listURL(t, s)
		}
		return out
	}
	first, last := &page.Rows[0].Report, &page.Rows[len(page.Rows)-1].Report
	before, after := q.AtID != 0, page.More
	if q.Back {
		before, after = page.More, true
	}
	if before {
		out.First, out.Previous = listURL(t, s), listURL(t, s, "sebelum", place(first))
	}
	if after {
		out.Next = listURL(t, s, "sesudah", place(last))
	}
	return out
}

// tabLinks words the tabs with their counts.
func (v *inboxView) tabLinks(c casework.Counts) {
	for _, t := range tabs() {
		n := v.P.Count(int(t.count(c)), mostCounted)
		v.Tabs = append(v.Tabs, tabLink{URL: listURL(t, ""), Text: v.P.T(t.key), Count: n, Current: t.name == v.Now.name})
		if t.name == v.Now.name {
			v.Count = n
		}
	}
	v.Title = "(" + v.Count + ") " + v.Title
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
func (p *Pages) row(v *staff.Visit, in *casework.Row) row {
	r := &in.Report
	out := row{URL: reportURL(r.Code), Title: in.Title, Code: r.Code.Display(), Secret: r.Secret, NoText: !in.Sight.Text,
		Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false), Due: dueOf(v.P, v.Map.World(p.Now()), r, in.Next), Owed: owed(v.P, in.Next.Clock)}
	if in.Sight.Text && in.Title == "" {
		out.Title = v.P.T("officer.row.untitled")
	}
	out.Place = in.Place
	out.Holder = holder(v, r.Holder)
	if r.Channel != "web" { // most come that way, so only the others are worth a word
		out.Facts = append(out.Facts, channelName(v.P, r.Channel))
	}
	if r.Anonymous {
		out.Facts = append(out.Facts, v.P.T("report.anonymous"))
	}
	if r.Reopened > 0 && !r.State.Ended() {
		out.Facts = append(out.Facts, v.P.T("officer.row.reopened"))
	}
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

// seek opens the report whose tracking number was typed or pasted, also as an address.
func (p *Pages) seek(v *staff.Visit) error {
	typed := strings.TrimSpace(v.R.URL.Query().Get("q"))
	code, isCode := codeIn(typed)
	if isCode {
		if _, err := p.load(v, code); err == nil {
			return v.See(reportURL(code))
		} else if civic.KindOf(err) != civic.KindNotFound {
			return err
		}
	}
	status, title, say := http.StatusNotFound, "officer.seek.none", v.P.T("officer.seek.none_text", "q", typed)
	switch {
	case typed == "":
		status, title, say = http.StatusOK, "officer.seek.empty", ""
	case !isCode:
		status, title, say = http.StatusUnprocessableEntity, "officer.seek.no_code", v.P.T("officer.seek.no_code_text", "q", typed)
	}
	sh := v.Shell(staff.InInbox, v.P.T(title)) // i18n:keys officer.seek.
	sh.Query = typed
	return v.Show(status, staff.Layout(sh, seekPage(sh, say, isCode)))
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
