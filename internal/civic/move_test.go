package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

// due tells the last day in time of a clock in the keeper's zone.
func (s *story) due(k civic.ClockKind) string {
	s.t.Helper()
	return s.w.Keeper(&s.r, k).DueDate(s.clock(k)).String()
}

func TestClocksOfAnOrdinaryReport(t *testing.T) {
	s := named(t, fullAgency)
	if v, c := s.due(civic.ClockVerify), s.due(civic.ClockCitizen); v != "2026-03-05" || c != "2026-04-01" {
		t.Errorf("verified by %s, all done by %s; want 5 March, and 14 working days later, over Lebaran", v, c)
	}
	s.at("2026-03-03 10:00").does(fullAdmin, command(civic.VerbVerify))
	if s.clock(civic.ClockVerify).Running() {
		t.Error("verified, but the clock for it runs")
	}
	if f, r := s.due(civic.ClockFirstFollowUp), s.due(civic.ClockResolve); f != "2026-03-10" || r != "2026-03-30" {
		t.Errorf("first follow-up by %s, resolved by %s", f, r)
	}
	s.at("2026-03-05 10:00").does(fullAdmin, command(civic.VerbFollowUp)).does(theReporter(), command(civic.VerbReply))
	if got := s.due(civic.ClockResponse); got != "2026-03-12" {
		t.Errorf("an answer to the reply by %s", got)
	}
	s.at("2026-03-06 10:00").does(fullAdmin, command(civic.VerbAnswer))
	if got := s.due(civic.ClockReporterWindow); got != "2026-03-27" {
		t.Errorf("the reporter's ten working days end on %s", got)
	}
	s.at("2026-03-11 10:00").does(theReporter(), command(civic.VerbReply))
	if r, p, c := s.due(civic.ClockResolve), s.due(civic.ClockResponse), s.due(civic.ClockCitizen); r != "2026-04-02" || p != "2026-03-25" || c != "2026-04-01" {
		t.Errorf("after three working days of waiting for the reporter: resolve by %s, respond by %s, citizen %s", r, p, c)
	}
}

func TestHoldPausesAndCompletionGoesOn(t *testing.T) {
	for _, verb := range []civic.Verb{civic.VerbComplete, civic.VerbReply} { // whoever was asked and writes has answered
		t.Run(string(verb), func(t *testing.T) { heldAndCompleted(t, verb) })
	}
}

func heldAndCompleted(t *testing.T, verb civic.Verb) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
	s.at("2026-03-04 10:00").does(fullAdmin, command(civic.VerbHold))
	if got := s.due(civic.ClockCompletion); got != "2026-04-03" {
		t.Errorf("30 days to complete end on %s", got)
	}
	if k, _ := s.r.NextDue(); k != civic.ClockCompletion || s.r.Queue() != civic.QueueWaiting || s.r.HeldFrom != civic.Dispatched {
		t.Errorf("waits for %s in queue %d, held from %s", k, s.r.Queue(), s.r.HeldFrom)
	}
	s.refused(civic.SystemActor(), command(civic.VerbAutoClose), civic.KindConflict, "error.not_in_this_state")
	s.at("2026-03-10 10:00").does(theReporter(), command(verb)) // four working days later
	if f, c := s.due(civic.ClockFirstFollowUp), s.due(civic.ClockCitizen); f != "2026-03-13" || c != "2026-04-01" {
		t.Errorf("first follow-up by %s, citizen %s", f, c)
	}
	if s.r.State != civic.Dispatched || s.r.HeldFrom != "" {
		t.Errorf("went on as %s, held from %q", s.r.State, s.r.HeldFrom)
	}
	if c := s.clock(civic.ClockCompletion); c.Stopped.IsZero() || s.r.Queue() != civic.QueueAction {
		t.Errorf("completed, and still waiting in queue %d until %s", s.r.Queue(), c.Due)
	}
}

func TestLapse(t *testing.T) {
	s := named(t, fullAgency).at("2026-03-04 10:00").does(fullAdmin, command(civic.VerbHold))
	s.at("2026-04-03 23:59").refused(civic.SystemActor(), command(civic.VerbLapse), civic.KindConflict, "error.not_due")
	s.at("2026-04-04 00:00").does(civic.SystemActor(), civic.Command{Verb: civic.VerbLapse})
	if s.r.State != civic.Archived || s.r.Outcome != civic.ReasonLapsed || s.last().Reason != civic.ReasonLapsed || s.r.ClosedBy != civic.ClosedBySystem || s.r.HeldFrom != "" {
		t.Errorf("%s, outcome %q, by %q, held from %q", s.r.State, s.r.Outcome, s.r.ClosedBy, s.r.HeldFrom)
	}
}

func TestAutoClose(t *testing.T) {
	answered := func() *story {
		return named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).at("2026-03-06 10:00").does(fullAdmin, command(civic.VerbAnswer))
	}
	s := answered().at("2026-03-27 23:59")
	s.refused(civic.SystemActor(), command(civic.VerbAutoClose), civic.KindConflict, "error.not_due")
	s.at("2026-03-28 00:00").does(civic.SystemActor(), civic.Command{Verb: civic.VerbAutoClose})
	if s.r.State != civic.Closed || s.r.Outcome != civic.OutcomeSilent || s.r.ClosedBy != civic.ClosedBySystem || s.r.Rating != 0 {
		t.Errorf("%s, outcome %q, by %q, rated %d", s.r.State, s.r.Outcome, s.r.ClosedBy, s.r.Rating)
	}
	s = answered().at("2026-03-09 10:00").does(theReporter(), command(civic.VerbAttach)) // with a message
	s.at("2026-04-30 10:00").refused(civic.SystemActor(), command(civic.VerbAutoClose), civic.KindConflict, "error.reporter_wrote_last")
	s.does(fullAdmin, command(civic.VerbAnswer)).at("2026-05-15 00:00")
	s.refused(civic.SystemActor(), command(civic.VerbAutoClose), civic.KindConflict, "error.not_due") // 1 May was off
	s.at("2026-05-16 00:00").does(civic.SystemActor(), command(civic.VerbAutoClose))
}

func TestReopenedAsIfTheCitizensClockHadNeverStopped(t *testing.T) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).does(fullAdmin, command(civic.VerbFollowUp))
	citizen, resolve := s.clock(civic.ClockCitizen), s.due(civic.ClockResolve)
	s.at("2026-03-04 10:00").does(fullAdmin, command(civic.VerbClose))
	for _, c := range s.r.Clocks {
		if c.Stopped.IsZero() {
			t.Errorf("closed, but the %s clock goes on", c.Kind)
		}
	}
	s.at("2026-03-06 10:00").does(theReporter(), command(civic.VerbReopen))
	if s.clock(civic.ClockCitizen) != citizen {
		t.Errorf("the citizen's clock is %+v, was %+v", s.clock(civic.ClockCitizen), citizen)
	}
	if got := s.due(civic.ClockResolve); resolve != "2026-03-27" || got != "2026-03-31" {
		t.Errorf("the agency had until %s, and after two days of being closed until %s", resolve, got)
	}
	if s.clock(civic.ClockResponse).Started != s.w.Now.UTC() || s.r.State != civic.InProgress || s.r.Holder != fullAgency {
		t.Error("the desk that closed it does not owe an answer")
	}
}

func TestRepliesRestartTheResponseClockAndNoOther(t *testing.T) {
	for _, state := range []civic.State{civic.Dispatched, civic.InProgress, civic.Escalated} {
		s := inState(t, state)
		before := s.r.Clocks
		s.does(theReporter(), command(civic.VerbReply))
		if got := s.clock(civic.ClockResponse); !got.Started.Equal(s.w.Now) || !got.Running() {
			t.Errorf("%s: nobody owes an answer: %+v", state, got)
		}
		for _, c := range before {
			if c.Kind != civic.ClockResponse && s.clock(c.Kind) != c {
				t.Errorf("%s: a reply moved the %s clock", state, c.Kind)
			}
		}
	}
}

func TestAnAgencysClocksRunInItsZone(t *testing.T) {
	s := tell(t, func(sub *civic.Submission) { sub.Named, sub.Place.Region = centAgency, "91.03" })
	s.does(nationalAdmin, command(civic.VerbVerify))
	for k, want := range map[civic.ClockKind]string{civic.ClockVerify: "2026-03-05", civic.ClockCitizen: "2026-04-01", civic.ClockFirstFollowUp: "2026-03-09"} {
		c := s.clock(k)
		if at := c.Due.In(civic.WIT.Location()); at.Hour() != 0 || s.due(k) != want {
			t.Errorf("%s is due %s, by %s", k, at, s.due(k))
		}
	}
	s.r.Zone = civic.WIB // a place elsewhere: the agency's clocks stay where the agency is
	s.does(nationalAdmin, command(civic.VerbAnswer))
	if got := s.clock(civic.ClockReporterWindow).Due.In(civic.WIB.Location()).Hour(); got != 0 {
		t.Errorf("the reporter's window ends at %d o'clock of the reporter's day", got)
	}
}

func TestReclassifyCountsFromTheOriginalStart(t *testing.T) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
	resolve, citizen := s.clock(civic.ClockResolve), s.clock(civic.ClockCitizen)
	c := command(civic.VerbReclassify)
	c.Class, c.Topic = civic.Aspiration, 77
	s.at("2026-03-09 10:00").does(fullAdmin, c)
	got := s.clock(civic.ClockResolve)
	if got.Started != resolve.Started || got.Amount != 5 || s.due(civic.ClockResolve) != "2026-03-09" || s.r.Topic != 77 {
		t.Errorf("%d days from %s", got.Amount, got.Started)
	}
	if s.clock(civic.ClockCitizen) != citizen {
		t.Error("the reporter's own promise moved")
	}
}

func TestWithoutAPolicyNothingMoves(t *testing.T) {
	s := named(t, fullAgency)
	s.w.Book = civic.NewPolicyBook(nil)
	before := s.r
	err := asError(s.try(fullAdmin, command(civic.VerbVerify)))
	if err == nil || err.Kind != civic.KindUnavailable || s.r.State != before.State || s.r.Holder != before.Holder || len(s.r.Clocks) != len(before.Clocks) {
		t.Errorf("got %v, and the report is %s at %d", err, s.r.State, s.r.Holder)
	}
}

func TestEventsTellOnlyWhatWasAskedAndChecked(t *testing.T) {
	s := inState(t, civic.Dispatched)
	c := command(civic.VerbFollowUp)
	c.Reason, c.Outcome, c.Rating, c.Message = "<script>", "done", 1, "  Baik.\x00\u202e \r\n"
	s.does(fullWorker, c)
	if e := s.last(); e.Reason != "" || e.Detail["rating"] != "" || e.Message != "Baik." || e.Shown != civic.ForPublic {
		t.Errorf("reason %q, rating %q, message %q, shown to %s", e.Reason, e.Detail["rating"], e.Message, e.Shown)
	}
	s.does(fullWorker, command(civic.VerbClose))
	if e := s.last(); e.Reason != "done" || s.r.Outcome != "done" || s.r.ClosedBy != civic.ClosedByOfficer {
		t.Errorf("closed with %q", e.Reason)
	}
	r := command(civic.VerbRate)
	r.Message = "Terima kasih, saya Budi dari RT 3."
	s.does(theReporter(), r)
	if e := s.last(); e.Shown != civic.ForReporter || e.Detail["rating"] != "3" {
		t.Errorf("the reporter's words, that nobody has edited, are shown to %s", e.Shown)
	}
	p := command(civic.VerbVerify)
	p.Publish = true
	v := named(t, fullAgency).does(fullAdmin, p)
	if e := v.last(); v.r.Version != 1 || !v.r.Published || e.Detail["version"] != "1" {
		t.Errorf("published %v as version %d: %v", v.r.Published, v.r.Version, e.Detail)
	}
	p.PublicBody = " "
	named(t, fullAgency).refused(fullAdmin, p, civic.KindInvalid, "error.public_body_needed")
}

func TestFlags(t *testing.T) {
	s := tell(t, func(sub *civic.Submission) { sub.ShowName = true })
	hide := func(f civic.Flag, v civic.Verb) civic.Command { c := command(v); c.Flag = f; return c }
	s.does(nationalAdmin, hide(civic.FlagAnonymous, civic.VerbHide))
	if !s.r.Anonymous || s.r.Secret || s.r.ShowName || s.last().Detail["flag"] != "anonymous" {
		t.Errorf("anonymous %v, secret %v, name shown %v", s.r.Anonymous, s.r.Secret, s.r.ShowName)
	}
	s.refused(nationalAdmin, hide(civic.FlagAnonymous, civic.VerbReveal), civic.KindForbidden, "error.forbidden")
	s.does(theReporter(), hide(civic.FlagSecret, civic.VerbHide)).does(theReporter(), hide(civic.FlagAnonymous, civic.VerbReveal))
	if s.r.Anonymous || !s.r.Secret || s.r.ShowName {
		t.Error("who takes anonymity back does not yet ask for the name to be shown")
	}
}

// What is so already is neither offered nor done again, and it is no mistake either.
func TestASwitchThatChangesNothing(t *testing.T) {
	worker := officer(civic.RoleAgencyAdmin, fullAgency)
	flag := func(v civic.Verb, f civic.Flag) civic.Command { return civic.Command{Verb: v, Flag: f} }
	for _, tc := range []struct {
		anonymous, secret bool
		hide, reveal      bool // offered
	}{{false, false, true, false}, {true, false, true, true}, {false, true, true, true}, {true, true, false, true}} {
		s := named(t, fullAgency)
		s.r.Anonymous, s.r.Secret = tc.anonymous, tc.secret
		allowed := s.w.Allowed(&s.r, theReporter())
		if slices.Contains(allowed, civic.VerbHide) != tc.hide || slices.Contains(allowed, civic.VerbReveal) != tc.reveal {
			t.Errorf("%+v: offered are %v", tc, allowed)
		}
		if got := slices.Contains(s.w.Allowed(&s.r, worker), civic.VerbHide); got != tc.hide {
			t.Errorf("%+v: hide is offered to the officer: %v", tc, got)
		}
		for f, on := range map[civic.Flag]bool{civic.FlagAnonymous: tc.anonymous, civic.FlagSecret: tc.secret} {
			for v, wants := range map[civic.Verb]bool{civic.VerbHide: true, civic.VerbReveal: false} {
				at, c := *s, flag(v, f)
				idle := at.w.Idle(&at.r, theReporter(), c)
				if err := at.try(theReporter(), c); idle != (on == wants) || idle == (err == nil) {
					t.Errorf("%+v: %s %s is idle: %v, %v", tc, v, f, idle, err)
				}
			}
		}
		for what, idle := range map[string]bool{
			"a stranger":                      s.w.Idle(&s.r, civic.ReporterActor(8000), flag(civic.VerbReveal, civic.FlagSecret)),
			"an officer who may not switch":   s.w.Idle(&s.r, worker, flag(civic.VerbReveal, civic.FlagSecret)),
			"no such protection":              s.w.Idle(&s.r, theReporter(), flag(civic.VerbReveal, "loud")),
			"another verb with the same flag": s.w.Idle(&s.r, worker, flag(civic.VerbNote, civic.FlagSecret)),
		} {
			if idle {
				t.Errorf("%+v: %s is waved through", tc, what)
			}
		}
	}
}
