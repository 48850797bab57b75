package civic_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
)

func TestParseAsks(t *testing.T) {
	for in, want := range map[string]civic.Asks{"": "", " ": "", "proof  done_on": "done_on proof", "ground": "ground"} {
		if got, err := civic.ParseAsks(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	if _, err := civic.ParseAsks("done_on photos"); asError(err).Field != "asks" {
		t.Errorf("an ask that nobody knows: %v", err)
	}
}

// What each ask means, on a report received on Monday 2 March and closed on Friday 6 March.
func TestOutcomesAskForTheirFacts(t *testing.T) {
	day := func(d int) civic.Date { return civic.Date{Year: 2026, Month: 3, Day: d} }
	for _, tc := range []struct {
		asks civic.Asks
		give civic.Command
		want string // key, "" when it closes
	}{
		{"", civic.Command{}, ""},
		{"", civic.Command{DoneOn: day(7)}, "error.done_on_future"},
		{"done_on", civic.Command{}, "error.done_on_needed"},
		{"done_on", civic.Command{DoneOn: day(7)}, "error.done_on_future"},
		{"done_on", civic.Command{DoneOn: day(1)}, "error.done_on_early"},
		{"done_on", civic.Command{DoneOn: day(2)}, ""},
		{"done_on", civic.Command{DoneOn: day(6)}, ""},
		{"ground", civic.Command{Ground: " \t"}, "error.ground_needed"},
		{"ground", civic.Command{Ground: "Perda 3/2020 pasal 4"}, ""},
		{"ground", civic.Command{Ground: strings.Repeat("ä", civic.MaxFact+1)}, "error.too_long"},
		{"referred_to", civic.Command{Ground: "x"}, "error.referred_needed"},
		{"referred_to", civic.Command{ReferredTo: strings.Repeat("x", civic.MaxFact+1)}, "error.too_long"},
		{"referred_to", civic.Command{ReferredTo: "PLN UP3 Surabaya"}, ""},
		{"proof", civic.Command{}, "error.evidence_needed"},
		{"proof", civic.Command{Evidence: 1}, ""},
		{"evidence", civic.Command{}, ""}, // asked for, not demanded
	} {
		s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).does(fullAdmin, command(civic.VerbFollowUp)).at("2026-03-06 10:00")
		var all []civic.Reason
		for _, r := range sampleReasons() {
			if r.Code == "done" {
				r.Asks = tc.asks
			}
			all = append(all, r)
		}
		s.w.Reasons = civic.NewReasonBook(all)
		c := tc.give
		c.Verb, c.Message, c.Outcome = civic.VerbClose, someMessage, "done"
		e := asError(s.try(fullAdmin, c))
		if (e == nil) != (tc.want == "") || e != nil && (e.Key != tc.want || e.Field == "") {
			t.Errorf("%q with %+v: %v, want %q", tc.asks, tc.give, e, tc.want)
		}
		if d := s.last().Detail; e == nil && (d[civic.DetailDoneOn] != tc.give.DoneOn.String() || d[civic.DetailGround] != tc.give.Ground || d[civic.DetailReferred] != tc.give.ReferredTo) {
			t.Errorf("%q: the history holds %v", tc.asks, d)
		}
	}
}

func TestNoClosingInTheReportersWindow(t *testing.T) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).at("2026-03-06 10:00").does(fullAdmin, command(civic.VerbAnswer))
	s.at("2026-03-27 23:59").refused(fullAdmin, command(civic.VerbClose), civic.KindConflict, "error.window_runs")
	replied := *s
	replied.does(theReporter(), command(civic.VerbReply)).does(fullAdmin, command(civic.VerbClose)) // the reporter has had the word
	s.at("2026-03-28 00:00").does(fullAdmin, command(civic.VerbClose))
}

// "Not solved" has a term of its own, which only a new answer or an end stops.
func TestNotSolvedComesBackWithItsOwnClock(t *testing.T) {
	answered := func() *story {
		return named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).at("2026-03-03 10:00").does(fullAdmin, command(civic.VerbAnswer)).at("2026-03-04 10:00")
	}
	back := answered().does(theReporter(), command(civic.VerbReply))
	reopened := answered().does(theReporter(), command(civic.VerbAccept)).does(theReporter(), command(civic.VerbReopen))
	for name, s := range map[string]*story{"replied": back, "reopened": reopened} {
		kind, _ := s.r.NextDue()
		if kind != civic.ClockRework || s.due(civic.ClockRework) != "2026-03-11" || !s.r.Unsolved() {
			t.Errorf("%s: next is %s, unsolved %v", name, kind, s.r.Unsolved())
		}
		if s.does(fullAdmin, command(civic.VerbFollowUp)); !s.r.Unsolved() {
			t.Errorf("%s: a word on the way counts as a solution", name)
		}
		held := *s
		if held.does(fullAdmin, command(civic.VerbHold)); held.clock(civic.ClockRework).Running() || !held.r.Unsolved() {
			t.Errorf("%s: the clock runs while the reporter is asked", name)
		}
		if s.does(fullAdmin, command(civic.VerbAnswer)); s.r.Unsolved() {
			t.Errorf("%s: answered, and still not solved", name)
		}
	}
	if s := inState(t, civic.InProgress); s.r.Unsolved() {
		t.Error("a question while it is being worked on is no complaint about an answer")
	}
	if e := reopened.events[4]; e.Verb != civic.VerbReopen || e.Detail[civic.DetailEndedBy] != "reporter" {
		t.Errorf("who had closed it is not told: %+v", e)
	}
}

// After a return the desk above may find that it is its own business, whoever of it routes.
func TestAReturnedReportMayStay(t *testing.T) {
	for _, role := range []civic.Role{civic.RoleAgencyAdmin, civic.RoleLiaison} {
		s := named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit).does(fullWorker, command(civic.VerbReturn))
		first := s.clock(civic.ClockFirstFollowUp)
		s.sends(officer(role, fullAgency), civic.VerbDispose, fullAgency)
		if s.r.State != civic.Dispatched || s.r.Holder != fullAgency || s.clock(civic.ClockFirstFollowUp) != first {
			t.Errorf("%s: %s at %d", role, s.r.State, s.r.Holder)
		}
		s.does(officer(role, fullAgency), command(civic.VerbAnswer))
	}
	// A desk with nothing below it is offered the step too.
	s := named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullSub).does(officer(civic.RoleLiaison, fullSub), command(civic.VerbReturn))
	s.sends(officer(civic.RoleLiaison, fullUnit), civic.VerbDispose, fullUnit)
}
