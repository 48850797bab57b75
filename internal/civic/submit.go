package civic

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Precision says how exactly a date is known; a month that was reported as a month stays one.
type Precision string

// The precisions.
const (
	PreciseDay   Precision = "day"
	PreciseMonth Precision = "month"
	PreciseYear  Precision = "year"
)

// Place is where it happened; any part of it is enough.
type Place struct {
	Text     string
	Region   string // Kemendagri code
	Lat, Lng float64
	HasPoint bool
}

// Empty tells whether nothing at all is known; a text without a letter or a digit names no place.
func (p Place) Empty() bool {
	return !HasWords(p.Text) && p.Region == "" && !p.HasPoint
}

// Submission is what a reporter hands in.
type Submission struct {
	Class      Class
	Title      string // derived from the body when empty
	Body       string
	OccurredOn Date // zero when not given
	Place      Place
	Named      ID // agency named by the reporter
	Against    ID // the office it complains of: kept out from the first moment
	Topic      ID
	Channel    string
	Anonymous  bool
	Secret     bool
	ShowName   bool
	Mailable   bool
}

// Tidy trims, derives the title and applies defaults.
func (s Submission) Tidy() Submission {
	s.Body, s.Title = TidyText(s.Body), strings.Join(strings.Fields(TidyText(s.Title)), " ")
	s.Place.Text = strings.Join(strings.Fields(TidyText(s.Place.Text)), " ")
	if s.Class == "" {
		s.Class = Complaint
	}
	if !HasWords(s.Title) {
		s.Title = DeriveTitle(s.Body)
	}
	if s.Anonymous {
		s.ShowName = false
	}
	return s
}

// DeriveTitle makes a title of the first words of the text, at most 80 characters, cut at a word.
func DeriveTitle(body string) string {
	line := strings.Join(strings.Fields(body), " ")
	if i := strings.IndexAny(line, ".!?\n"); i > 20 {
		line = line[:i]
	}
	if utf8.RuneCountInString(line) <= 80 {
		return line
	}
	runes := []rune(line)[:80]
	cut := strings.TrimSpace(string(runes))
	if i := strings.LastIndexByte(cut, ' '); i > 30 {
		cut = cut[:i]
	}
	return cut + "…"
}

// Check returns the first thing that is missing or wrong, naming the field.
func (s Submission) Check(today Date) error {
	n := utf8.RuneCountInString(s.Body)
	switch {
	case utf8.RuneCountInString(strings.Join(strings.Fields(s.Body), " ")) < MinBody, !HasWords(s.Body): // blanks say nothing
		return Invalid("body", "error.body_short", "min", MinBody)
	case n > MaxBody:
		return Invalid("body", "error.too_long", "max", MaxBody)
	case utf8.RuneCountInString(s.Title) > MaxTitle:
		return Invalid("title", "error.too_long", "max", MaxTitle)
	case !s.Class.Valid():
		return Invalid("class", "error.class_needed")
	case utf8.RuneCountInString(s.Place.Text) > MaxPlace:
		return Invalid("location_text", "error.too_long", "max", MaxPlace)
	case s.Place.HasPoint && !(math.Abs(s.Place.Lat) <= 90 && math.Abs(s.Place.Lng) <= 180): // nor NaN
		return Invalid("lat", "error.point_wrong")
	case s.Place.Empty() && (s.Class == Complaint || s.Class == ComplaintOversight):
		return Invalid("location_text", "error.place_needed")
	case s.OccurredOn != (Date{}) && today.Before(s.OccurredOn):
		return Invalid("occurred_on", "error.date_future")
	case s.OccurredOn != (Date{}) && s.OccurredOn.Year < 1945:
		return Invalid("occurred_on", "error.date_wrong")
	}
	return nil
}

// Submit makes a new report of a checked submission: who verifies it, which clocks run,
// and everything the reporter is promised from the first moment.
// Errors: forbidden when an officer without that right files it, invalid when a reporter picks a
// class that only an officer may find, unavailable when a policy is missing.
func (w World) Submit(id ID, code TrackingCode, alias Alias, a Actor, s Submission) (Report, Event, []Promise, error) {
	if !slices.Contains(steps[VerbSubmit][0].By, a.Role) {
		return Report{}, Event{}, nil, Forbidden("error.forbidden")
	}
	if a.Role == RoleReporter && !slices.Contains(ReporterClasses(), s.Class) {
		return Report{}, Event{}, nil, Invalid("class", "error.class_needed")
	}
	r := Report{ID: id, Code: code, Alias: alias, Class: s.Class, State: Submitted, Named: s.Named, Topic: s.Topic,
		Region: s.Place.Region, Zone: ZoneOfProvince(s.Place.Region), Channel: s.Channel,
		Anonymous: s.Anonymous, Secret: s.Secret, ShowName: s.ShowName && !s.Anonymous, Mailable: s.Mailable,
		ReceivedAt: w.Now, ReporterAt: w.Now, Seq: 1}
	r.Holder = w.Tree.EntryDesk(s.Named)
	w.away(&r, s.Against)
	r.Entry = r.Holder
	step := steps[VerbSubmit][0]
	if err := w.tick(&r, step); err != nil {
		return Report{}, Event{}, nil, err
	}
	chain := w.Tree.Chain(r.Holder)
	promises, err := Timetable(w.keeperOfPlace(&r), w.Book, r.Class, chain, w.Now)
	if err != nil {
		return Report{}, Event{}, nil, err
	}
	_, due := r.NextDue()
	e := Event{Report: id, Seq: 1, At: w.Now, Verb: VerbSubmit, Role: a.Role, Officer: a.Officer, Desk: r.Holder,
		To: Submitted, ToDesk: r.Holder, Shown: step.Shown, ToQueue: r.Queue(), ToDue: due}
	if a.IsOfficer() {
		e.Desk = a.Desk
	}
	e.turned(nil, r.Clocks, w.Calendar)
	return r, e, promises, nil
}
