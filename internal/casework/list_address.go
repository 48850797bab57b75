package casework

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
)

// A saved view is kept as the address of its list, as the workspace writes it. Other doors read and write it here.

// listTab is one part of the inbox in an address.
type listTab struct {
	name        string
	queue       civic.Queue // 0 any, with words only
	late, today bool
}

func listTabs() []listTab {
	return []listTab{{"", civic.QueueAction, false, false}, {"lewat", civic.QueueAction, true, false}, {"hari-ini", civic.QueueAction, false, true},
		{"menunggu", civic.QueueWaiting, false, false}, {"selesai", civic.QueueDone, false, false}, {"semua", 0, false, false}}
}

// holds tells whether a report in the state can lie in the tab.
func (t listTab) holds(s civic.State) bool {
	return slices.Contains(civic.States(), s) && (t.queue == 0 || (&civic.Report{State: s}).Queue() == t.queue)
}

// listFlags are the yes-or-no filters by their place in an address.
func listFlags(n *Narrow) map[string]map[string]*bool {
	return map[string]map[string]*bool{
		"sifat": {"rahasia": &n.Secret, "anonim": &n.Anonymous, "belum-beres": &n.Reopened, "dikembalikan": &n.Returned},
		"tanda": {"belum-dibaca": &n.Unread, "dipantau": &n.Watched, "disebut": &n.Mentioned, "draf-kembali": &n.DraftBack},
	}
}

// ReadAddress understands the address of a list of a desk. What it does not understand has no effect.
func ReadAddress(m *atlas.Map, desk civic.ID, q url.Values) InboxQuery {
	tabs := listTabs()
	i := max(0, slices.IndexFunc(tabs, func(t listTab) bool { return t.name == q.Get("tab") }))
	if tabs[i].queue == 0 && strings.TrimSpace(q.Get("q")) == "" {
		i = 0
	}
	out := InboxQuery{Queue: tabs[i].queue, Late: tabs[i].late, Today: tabs[i].today}
	if s := civic.State(q.Get("keadaan")); tabs[i].holds(s) {
		out.State = s
	}
	n := &out.Narrow
	at := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	n.Text = at("q")
	if unit := readID(at("unit")); unit != 0 && m.Tree.Within(unit, desk) {
		n.Unit = unit
	}
	switch whose := at("petugas"); whose {
	case "saya":
		n.Mine = true
	case "tanpa":
		n.Nobody = true
	default:
		n.Assignee = readID(whose)
	}
	if t, ok := m.Topic(readID(at("topik"))); ok {
		n.Topic = t.ID
	}
	if code := at("wilayah"); IsRegionCode(code) {
		n.Region = code
	}
	if channel := at("saluran"); len(channel) <= 20 {
		n.Channel = channel
	}
	if class := civic.Class(at("jenis")); class.Valid() {
		n.Class = class
	}
	for kind, byName := range listFlags(n) {
		for _, name := range q[kind] {
			if on, ok := byName[name]; ok {
				*on = true
			}
		}
	}
	if label := at("label"); len(label) <= 4*MaxLabel {
		n.Label = label
	}
	n.From, n.To = readDay(at("sejak")), readDay(at("sampai"))
	return out
}

// Address writes the address of a list, its place in it aside. ok is false for a list that the workspace does not have.
func Address(m *atlas.Map, desk civic.ID, in InboxQuery) (q url.Values, ok bool) {
	in.AtDue, in.AtID, in.Back, in.Limit, in.Recent = time.Time{}, 0, false, 0, false
	q = url.Values{}
	put := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	for _, t := range listTabs() {
		if t.queue == in.Queue && t.late == in.Late && t.today == in.Today {
			put("tab", t.name)
		}
	}
	n := &in.Narrow
	put("keadaan", string(in.State))
	put("q", n.Text)
	put("unit", idText(n.Unit))
	switch {
	case n.Mine:
		put("petugas", "saya")
	case n.Nobody:
		put("petugas", "tanpa")
	default:
		put("petugas", idText(n.Assignee))
	}
	put("topik", idText(n.Topic))
	put("wilayah", n.Region)
	put("saluran", n.Channel)
	put("jenis", string(n.Class))
	for kind, byName := range listFlags(n) {
		for name, on := range byName {
			if *on {
				q.Add(kind, name)
			}
		}
		slices.Sort(q[kind])
	}
	put("label", n.Label)
	put("sejak", n.From.String())
	put("sampai", n.To.String())
	return q, ReadAddress(m, desk, q) == in
}

// IsRegionCode tells the form of a region's code: digits with dots.
func IsRegionCode(s string) bool {
	return len(s) >= 2 && len(s) <= 13 && !strings.ContainsFunc(s, func(c rune) bool { return c != '.' && (c < '0' || c > '9') })
}

func readID(s string) civic.ID {
	id, err := civic.ParseID(s)
	if err != nil {
		return 0
	}
	return id
}

func idText(id civic.ID) string {
	if id == 0 {
		return ""
	}
	return id.String()
}

func readDay(s string) civic.Date {
	d, err := civic.ParseDate(s)
	if err != nil {
		return civic.Date{}
	}
	return d
}
