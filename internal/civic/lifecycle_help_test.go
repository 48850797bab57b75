package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

// The desks of the sample tree. One agency for each routing mode, and one that was shut down.
const (
	national    civic.ID = 1
	fullAgency  civic.ID = 10
	fullUnit    civic.ID = 11
	fullSister  civic.ID = 12
	fullSub     civic.ID = 13 // below fullUnit
	semiAgency  civic.ID = 20
	semiUnit    civic.ID = 21
	centAgency  civic.ID = 30
	centUnit    civic.ID = 31
	shutAgency  civic.ID = 40
	shutsUnit   civic.ID = 41 // still open, below the agency that is shut
	theReport   civic.ID = 7000
	theOfficer  civic.ID = 900
	noSuchDesk  civic.ID = 4242
	someMessage          = "Kami periksa ke lapangan besok pagi."
)

func sampleTree() *civic.Tree {
	return civic.NewTree([]civic.Agency{
		{ID: national, Code: "nasional", Name: "Meja nasional", Active: true},
		{ID: fullAgency, Parent: national, Code: "kota-full", Name: "Kota Penuh", Mode: civic.RoutingFull, Zone: civic.WIB, Region: "32.73", Active: true},
		{ID: fullUnit, Parent: fullAgency, Code: "kota-full-pu", Name: "Dinas PU", Active: true},
		{ID: fullSister, Parent: fullAgency, Code: "kota-full-lh", Name: "Dinas LH", Active: true},
		{ID: fullSub, Parent: fullUnit, Code: "kota-full-pu-jalan", Name: "Bidang Jalan", Active: true},
		{ID: semiAgency, Parent: national, Code: "kota-semi", Name: "Kota Semi", Mode: civic.RoutingSemi, Zone: civic.WITA, Region: "64.72", Active: true},
		{ID: semiUnit, Parent: semiAgency, Code: "kota-semi-pu", Name: "Dinas PU", Active: true},
		{ID: centAgency, Parent: national, Code: "kab-pusat", Name: "Kabupaten Pusat", Mode: civic.RoutingCentral, Zone: civic.WIT, Region: "91.03", Active: true},
		{ID: centUnit, Parent: centAgency, Code: "kab-pusat-pu", Name: "Dinas PU", Active: true},
		{ID: shutAgency, Parent: national, Code: "tutup", Name: "Badan Lama", Mode: civic.RoutingFull, Active: false},
		{ID: shutsUnit, Parent: shutAgency, Code: "tutup-unit", Name: "Unit Badan Lama", Active: true},
	})
}

func sampleReasons() []civic.Reason {
	from := civic.Date{Year: 2026, Month: time.January, Day: 1}
	reason := func(list, code string) civic.Reason {
		return civic.Reason{List: list, Code: code, TextID: code, TextEN: code, From: from}
	}
	lapsed, withdrawn := reason(civic.ReasonsArchive, civic.ReasonLapsed), reason(civic.ReasonsArchive, civic.ReasonWithdrawn)
	accepted, silent := reason(civic.ReasonsOutcome, civic.OutcomeAccepted), reason(civic.ReasonsOutcome, civic.OutcomeSilent)
	for _, r := range []*civic.Reason{&lapsed, &withdrawn, &accepted, &silent} {
		r.ForSystem = true
	}
	old := reason(civic.ReasonsReturn, "old_return")
	old.Until = civic.Date{Year: 2026, Month: time.February, Day: 1}
	return []civic.Reason{
		reason(civic.ReasonsHold, "place_unclear"), reason(civic.ReasonsReturn, "other_agency"), old,
		reason(civic.ReasonsArchive, "too_general"), reason(civic.ReasonsOutcome, "done"), reason(civic.ReasonsExtend, "materials"), reason(civic.ReasonsBody, "kpk"),
		reason(civic.ReasonsUnable, "no_means"), reason(civic.ReasonsFinding, "proven"), reason(civic.ReasonsRelease, "not_needed"), reason(civic.ReasonsObjection, "not_fulfilled"),
		lapsed, withdrawn, accepted, silent,
	}
}

func sampleWorld(at time.Time) civic.World {
	return civic.World{
		Now: at, Tree: sampleTree(), Book: civic.NewPolicyBook(civic.NationalPolicies()),
		Calendar: civic.NewCalendar(1, someOf2026()), Hours: civic.DefaultHours(), Reasons: civic.NewReasonBook(sampleReasons()),
	}
}

// officer acts from a post at a desk.
func officer(role civic.Role, desk civic.ID) civic.Actor {
	return civic.Actor{Role: role, Officer: theOfficer, Post: 901, Desk: desk, Name: "Sri"}
}

func theReporter() civic.Actor { return civic.ReporterActor(theReport) }

// command returns a command with every input a verb may need, all of them right.
func command(v civic.Verb) civic.Command {
	c := civic.Command{
		Verb: v, Message: someMessage, Class: civic.Complaint, Rating: 3, Flag: civic.FlagSecret, Outcome: "done",
		PublicTitle: "Jalan rusak", PublicBody: "Jalan rusak di depan pasar.",
		As: civic.VerbAnswer, Why: "Tanggalnya salah.", Finding: "proven", Kind: civic.DemandExplanation,
	}
	switch v {
	case civic.VerbHold:
		c.Reason = "place_unclear"
	case civic.VerbReturn:
		c.Reason = "other_agency"
	case civic.VerbArchive:
		c.Reason = "too_general"
	case civic.VerbHandOver:
		c.Reason = "kpk"
	case civic.VerbUnable:
		c.Reason = "no_means"
	case civic.VerbKeepOut, civic.VerbLetIn:
		c.KeepOfficer = namedOfficer
	case civic.VerbRelease:
		c.Reason = "not_needed"
	case civic.VerbSupport, civic.VerbConsult, civic.VerbSplit:
		c.Target = semiAgency
	case civic.VerbObject:
		c.Reason = "not_fulfilled"
	case civic.VerbExtend:
		c.Reason, c.Days, c.Evidence = "materials", 3, 1
	}
	return c
}

// story leads one report along its road in a test.
type story struct {
	t      testing.TB
	w      civic.World
	r      civic.Report
	events []civic.Event
}

// submission is one that passes every check.
func submission() civic.Submission {
	return civic.Submission{
		Class: civic.Complaint, Body: "Jalan di depan pasar berlubang sejak Januari.", Channel: "web",
		Place: civic.Place{Text: "Pasar Baru", Region: "32.73"},
	}.Tidy()
}

// tell begins a story: a report is handed in on Monday 2 March 2026, 09:00.
func tell(t testing.TB, change func(*civic.Submission)) *story {
	t.Helper()
	s := &story{t: t, w: sampleWorld(local(t, civic.WIB, "2026-03-02 09:00"))}
	sub := submission()
	if change != nil {
		change(&sub)
	}
	r, e, _, err := s.w.Submit(theReport, newCode(t, repeatable(1)), newAlias(t, repeatable(1)), civic.ReporterActor(0), sub)
	if err != nil {
		t.Fatalf("submit: %v", err)
	}
	s.r, s.events = r, []civic.Event{e}
	return s
}

// named begins a story with the agency the reporter named.
func named(t testing.TB, agency civic.ID) *story {
	t.Helper()
	return tell(t, func(sub *civic.Submission) { sub.Named = agency })
}

// at moves the clock of the wall in WIB.
func (s *story) at(when string) *story {
	s.t.Helper()
	s.w.Now = local(s.t, civic.WIB, when)
	return s
}

// try does a step and returns its error.
func (s *story) try(a civic.Actor, c civic.Command) error {
	r, e, err := s.w.Apply(s.r, a, c)
	if err != nil {
		return err
	}
	s.r, s.events = r, append(s.events, e)
	return nil
}

// does takes a step that must succeed.
func (s *story) does(a civic.Actor, c civic.Command) *story {
	s.t.Helper()
	if err := s.try(a, c); err != nil {
		s.t.Fatalf("%s of a report that is %s: %v", c.Verb, s.r.State, err)
	}
	return s
}

// sends disposes or verifies to a desk.
func (s *story) sends(a civic.Actor, v civic.Verb, to civic.ID) *story {
	s.t.Helper()
	c := command(v)
	c.Target = to
	return s.does(a, c)
}

// refused takes a step that must fail in this way.
func (s *story) refused(a civic.Actor, c civic.Command, kind civic.Kind, key string) {
	s.t.Helper()
	before := s.r.Seq
	err := s.try(a, c)
	e := asError(err)
	if e == nil || e.Kind != kind || e.Key != key {
		s.t.Errorf("%s by %s of a report that is %s: got %v, want %s: %s", c.Verb, a.Role, s.r.State, err, kind, key)
	}
	if err != nil && s.r.Seq != before {
		s.t.Errorf("%s was refused but counted as an event", c.Verb)
	}
}

func (s *story) clock(k civic.ClockKind) civic.Clock {
	s.t.Helper()
	c, ok := s.r.Clocks.Get(k)
	if !ok {
		s.t.Fatalf("there is no %s clock", k)
	}
	return c
}

func (s *story) last() civic.Event { return s.events[len(s.events)-1] }
