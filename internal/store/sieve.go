package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// Facts are what is true of a report, one bit each, beside its place in an inbox.
type Facts int64

// The facts. Their numbers stand in the database: never change one.
const (
	FactSecret    Facts = 1
	FactAnonymous Facts = 2
	FactReopened  Facts = 4
	FactReturned  Facts = 8
	FactAnswered  Facts = 16
	FactPublished Facts = 32
	FactKept      Facts = 64  // an officer is kept out of it in person
	factClass     Facts = 256 // and three more bits, one for each class in the order of civic.Classes
)

// ClassFact is the bit of a class; 0 for none.
func ClassFact(c civic.Class) Facts {
	i := slices.Index(civic.Classes(), c)
	if i < 0 {
		return 0
	}
	return factClass << i
}

// facets are what lists of officers are narrowed by.
type facets struct {
	topic, place, assignee, facts int64
	channel                       string
}

func facetsOf(r *civic.Report) facets {
	f := ClassFact(r.Class)
	for _, x := range [...]struct {
		fact Facts
		on   bool
	}{
		{FactSecret, r.Secret}, {FactAnonymous, r.Anonymous}, {FactReopened, r.Reopened > 0},
		{FactReturned, r.Returns > 0}, {FactAnswered, !r.AnsweredAt.IsZero()}, {FactPublished, r.Published}, {FactKept, r.KeepsPerson()},
	} {
		if x.on {
			f |= x.fact
		}
	}
	from, _ := placeRange(r.Region)
	return facets{topic: int64(r.Topic), place: from, assignee: int64(r.Assignee), facts: int64(f), channel: r.Channel}
}

// placeDigits is the length of the longest region code without its dots.
const placeDigits = 10

// placeRange is a region as numbers: everything in it lies in [from, to).
func placeRange(code string) (from, to int64) {
	digits := strings.ReplaceAll(code, ".", "")
	if len(digits) == 0 || len(digits) > placeDigits {
		return 0, 0
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, 0
	}
	width := int64(1)
	for range placeDigits - len(digits) {
		width *= 10
	}
	return n * width, (n + 1) * width
}

// Sieve narrows an inbox by what stands beside the place in it, and by what one officer has to do with a report.
type Sieve struct {
	Topics   []civic.ID // any of them; none: all
	Region   string     // in it or in what lies below
	Channel  string
	Assignee civic.ID
	Besides  civic.ID // whose work it may be as well
	Nobody   bool     // nobody's in particular
	Have     Facts    // all of these
	Lack     Facts    // none of these
	Any      Facts    // one of these at least
	Since    int64    // received in [Since, Until), microseconds UTC, 0 open
	Until    int64

	Reader    civic.ID // whose marks the next four are
	Unread    bool
	Watched   bool
	Mentioned bool
	DraftBack bool

	Label      string
	LabelOwner civic.ID // the agency whose label it is

	Viewer civic.ID // finds nothing that this officer is kept out of

	Remit *civic.Remit // finds only what belongs to it; nil: all
}

// Empty tells whether the sieve lets everything through.
func (s Sieve) Empty() bool {
	s.Viewer = 0 // lets nearly everything through, and is never why a list is long to look for
	return s.where(&arguments{}) == ""
}

// arguments collects the values of a query.
type arguments []any

// add keeps a value and returns its placeholder.
func (a *arguments) add(v any) string {
	*a = append(*a, v)
	return "$" + strconv.Itoa(len(*a))
}

// where writes the conditions, each beginning with AND, on an inbox named i.
func (s Sieve) where(args *arguments) string {
	var sql strings.Builder
	and := func(parts ...string) {
		sql.WriteString(` AND `)
		for _, p := range parts {
			sql.WriteString(p)
		}
	}
	if len(s.Topics) > 0 {
		var in []string
		for _, id := range s.Topics {
			in = append(in, args.add(int64(id)))
		}
		and(`i.topic_id IN (`, strings.Join(in, `, `), `)`)
	}
	if s.Region != "" {
		from, to := placeRange(s.Region)
		and(`i.place >= `, args.add(from), ` AND i.place < `, args.add(to))
	}
	if s.Channel != "" {
		and(`i.channel = `, args.add(s.Channel))
	}
	if s.Assignee != 0 {
		and(`i.assignee_id IN (`, args.add(int64(s.Assignee)), `, `, args.add(int64(cmp.Or(s.Besides, s.Assignee))), `)`)
	}
	if s.Nobody {
		and(`i.assignee_id = 0`)
	}
	s.facts(args, and)
	if s.Since != 0 {
		and(`i.report_id >= `, args.add(sinceID(s.Since)))
	}
	if s.Until != 0 {
		and(`i.report_id < `, args.add(sinceID(s.Until)))
	}
	s.marks(args, and)
	if !s.Remit.All() {
		and(inRemit(args, s.Remit, `i.topic_id`, `i.report_id`))
	}
	if s.Viewer != 0 {
		and(`((i.facts & `, strconv.Itoa(int(FactKept)), `) = 0 OR NOT EXISTS (SELECT 1 FROM kept_officer ko WHERE ko.officer_id = `, args.add(int64(s.Viewer)), ` AND ko.report_id = i.report_id))`)
	}
	return sql.String()
}

func (s Sieve) facts(args *arguments, and func(...string)) {
	if s.Have != 0 {
		have := args.add(int64(s.Have))
		and(`(i.facts & `, have, `) = `, have)
	}
	if s.Lack != 0 {
		and(`(i.facts & `, args.add(int64(s.Lack)), `) = 0`)
	}
	if s.Any != 0 {
		and(`(i.facts & `, args.add(int64(s.Any)), `) <> 0`)
	}
}

func (s Sieve) marks(args *arguments, and func(...string)) {
	if s.Unread {
		and(`NOT EXISTS (SELECT 1 FROM seen sn JOIN report y ON y.id = sn.report_id WHERE sn.officer_id = `, args.add(int64(s.Reader)), ` AND sn.report_id = i.report_id AND sn.seq >= y.seq)`)
	}
	if s.Watched {
		and(`i.report_id IN (SELECT wa.report_id FROM watch wa WHERE wa.officer_id = `, args.add(int64(s.Reader)), `)`) // few: read once
	}
	if s.DraftBack {
		and(`i.report_id IN (SELECT db.report_id FROM draft_back db WHERE db.officer_id = `, args.add(int64(s.Reader)), `)`)
	}
	if s.Mentioned {
		and(`i.report_id IN (SELECT me.report_id FROM mention me WHERE me.officer_id = `, args.add(int64(s.Reader)), `)`)
	}
	if s.Label != "" {
		and(`EXISTS (SELECT 1 FROM label la WHERE la.agency_id = `, args.add(int64(s.LabelOwner)), ` AND la.name = `, args.add(s.Label), ` AND la.report_id = i.report_id)`)
	}
}
