package notify

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// KindDigest is the job that sends an officer the letter of the day or of the week.
const KindDigest = "digest_letter"

// MaxDigestLines is how many reports a letter names at most.
const MaxDigestLines = 10

// MaxWatchNews is how many watched reports of one officer a letter counts.
const MaxWatchNews = 100

// SettingDigest is the name of the officer's setting that holds a DigestWish as JSON.
const SettingDigest = "digest"

// DigestWish is what an officer said about these letters.
type DigestWish struct {
	Off  bool   `json:"off,omitempty"`
	Lang string `json:"lang,omitempty"` // in which they are written
}

// Digest is what an officer is told at the start of a day: numbers of reports and their days, and never a word of their
// texts. It lies on the queue as it is; the address does not.
type Digest struct {
	Officer  civic.ID     `json:"officer"`
	Lang     string       `json:"lang"`
	Day      civic.Date   `json:"day"`
	Late     int64        `json:"late"`
	Today    int64        `json:"today"`
	Soon     int64        `json:"soon"` // in the next five working days
	Drafts   int64        `json:"drafts"`
	Mentions int64        `json:"mentions"`
	Mine     int64        `json:"mine"`
	Lines    []DigestLine `json:"lines"`

	Watched     int64                `json:"watched,omitempty"` // reports that a supervisor watches and that changed
	WatchedLate int64                `json:"watched_late,omitempty"`
	Watches     []civic.TrackingCode `json:"watches,omitempty"` // the first of them
	Decrees     []DigestDecree       `json:"decrees,omitempty"` // of the own agency, that end before long
	Week        *DigestWeek          `json:"week,omitempty"`    // the letter of the week instead
}

// DigestDecree is a decree of the officer's agency that ends before long.
type DigestDecree struct {
	ID     civic.ID   `json:"id"`
	Number string     `json:"number"`
	Ends   civic.Date `json:"ends"`
	Days   int        `json:"days"` // which of the warnings this is
}

// DigestLine is one report that is due next.
type DigestLine struct {
	Code  civic.TrackingCode `json:"code"`
	State civic.State        `json:"state"`
	By    civic.Date         `json:"by"`
	Late  bool               `json:"late,omitempty"`
}

// DigestWeek is what a head is told of the units of an agency.
type DigestWeek struct {
	Agency string       `json:"agency"`
	Units  []DigestUnit `json:"units"`
	Gaps   []DigestGap  `json:"gaps,omitempty"`
}

// DigestUnit is one unit with all below it.
type DigestUnit struct {
	Name   string `json:"name"`
	Late   int64  `json:"late"`
	Due    int64  `json:"due"`
	Closed int64  `json:"closed"`
}

// DigestGap is a pair of offices that both say of reports that they are not theirs.
type DigestGap struct {
	A, B string
	N    int64
}

// Empty tells that there is nothing to say.
func (d *Digest) Empty() bool {
	if d.Week != nil {
		return len(d.Week.Units) == 0 && len(d.Week.Gaps) == 0
	}
	return d.Late+d.Today+d.Soon+d.Drafts+d.Mentions+d.Mine+d.Watched == 0 && len(d.Lines)+len(d.Decrees) == 0
}

func (d *Digest) id() string {
	kind := "digest-"
	if d.Week != nil {
		kind = "digest-week-"
	}
	return kind + d.Officer.String() + "-" + d.Day.String()
}

// TellDigest queues a letter, once for each officer and day, whoever else is about it, and that its officer was warned.
func (n *Notify) TellDigest(tx sqldb.Queuer, d *Digest) error {
	for _, x := range d.Decrees {
		n.store.TellDecree(tx, store.DecreeTold{Decree: x.ID, Officer: d.Officer, Ends: x.Ends, Days: x.Days})
	}
	return n.queue.Enqueue(tx, queue.Job{Kind: KindDigest, Args: d, Unique: d.id()})
}

// DigestsMade tells which of the officers have their letter of a day already.
func (n *Notify) DigestsMade(ctx context.Context, days map[civic.ID]civic.Date) (map[civic.ID]bool, error) {
	keys := make(map[string]civic.ID, len(days))
	for officer, day := range days {
		keys[(&Digest{Officer: officer, Day: day}).id()] = officer
	}
	taken, err := n.queue.Taken(ctx, n.store.DB, slices.Sorted(maps.Keys(keys)))
	out := make(map[civic.ID]bool, len(taken))
	for k := range taken {
		out[keys[k]] = true
	}
	return out, err
}

// ComposeDigest writes the letter; ok is false when its officer left meanwhile.
func (n *Notify) ComposeDigest(ctx context.Context, d *Digest) (l Letter, ok bool, err error) {
	to, err := n.store.OfficerEmail(ctx, n.store.DB, d.Officer)
	if err != nil || to == "" {
		return l, false, err
	}
	p := i18n.For(d.Lang)
	l = Letter{ID: d.id(), To: to, Subject: d.Subject(p)}
	l.Text = strings.Join(append(d.Text(p), "", p.T("digest.link", "url", n.baseURL+"/petugas"), p.T("digest.off", "url", n.baseURL+"/petugas/ringkasan")), "\n")
	return l, true, nil
}

// Subject is the line above the letter.
func (d *Digest) Subject(p *i18n.Printer) string {
	if d.Week != nil {
		return p.T("digest.week.subject", "agency", d.Week.Agency, "date", p.DateShort(d.Day))
	}
	return p.T("digest.subject", "n", d.Late+d.Today, "date", p.DateShort(d.Day))
}

// Text is what the letter says, line by line. i18n:keys state.
func (d *Digest) Text(p *i18n.Printer) []string {
	if d.Week != nil {
		return d.week(p)
	}
	var out []string
	for _, x := range []struct {
		key string
		n   int64
	}{{"digest.late", d.Late}, {"digest.today", d.Today}, {"digest.soon", d.Soon}, {"digest.drafts", d.Drafts}, {"digest.mentions", d.Mentions}, {"digest.mine", d.Mine}} {
		if x.n > 0 {
			out = append(out, p.T(x.key, "n", p.Number(int(x.n))))
		}
	}
	if d.Watched > 0 {
		codes := make([]string, len(d.Watches))
		for i, c := range d.Watches {
			codes[i] = c.Display()
		}
		out = append(out, p.T("digest.watched", "n", p.Count(int(d.Watched), MaxWatchNews), "late", p.Number(int(d.WatchedLate)), "codes", strings.Join(codes, ", ")))
	}
	for _, x := range d.Decrees {
		out = append(out, p.T("digest.decree", "number", x.Number, "date", p.DateShort(x.Ends), "n", p.Number(d.Day.DaysUntil(x.Ends))))
	}
	if len(d.Lines) > 0 {
		out = append(out, "", p.T("digest.first"))
	}
	for _, l := range d.Lines {
		key := "digest.line"
		if l.Late {
			key = "digest.line_late"
		}
		out = append(out, p.T(key, "code", l.Code.Display(), "state", p.T("state."+string(l.State)), "date", p.DateShort(l.By)))
	}
	return out
}

func (d *Digest) week(p *i18n.Printer) []string {
	var out []string
	for _, u := range d.Week.Units {
		out = append(out, p.T("digest.week.unit", "unit", u.Name, "late", p.Number(int(u.Late)), "due", p.Number(int(u.Due)), "closed", p.Number(int(u.Closed))))
	}
	if len(d.Week.Gaps) > 0 {
		out = append(out, "", p.T("digest.week.gaps"))
	}
	for _, g := range d.Week.Gaps {
		out = append(out, p.T("digest.week.gap", "a", g.A, "b", g.B, "n", p.Number(int(g.N))))
	}
	return out
}
