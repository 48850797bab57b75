package civic_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// worked is a complaint at a unit since Tuesday 3 March 2026, which has until 31 March, and may have five days more.
func worked(t *testing.T) *story {
	t.Helper()
	s := named(t, fullAgency)
	s.w.Book = civic.NewPolicyBook(lengthenable())
	return s.at("2026-03-03 10:00").sends(fullAdmin, civic.VerbVerify, fullUnit).at("2026-03-04 10:00")
}

// granted takes the draft of an extension with its evidence.
func (s *story) granted(by civic.Actor) *story {
	s.t.Helper()
	c := s.approve()
	c.Proposed.Step.Evidence = 1
	return s.does(by, c)
}

func (s *story) lastDay() string {
	return s.w.Keeper(&s.r, civic.ClockResolve).DueDate(s.clock(civic.ClockResolve)).String()
}

func TestExtensionIsGivenBySomebodyElse(t *testing.T) {
	for _, head := range []civic.Actor{head, {Role: civic.RoleAgencyAdmin, Officer: theHead, Desk: fullAgency}, {Role: civic.RoleNationalAdmin, Officer: theHead, Desk: national}} {
		s := worked(t)
		was, citizen := s.clock(civic.ClockResolve), s.clock(civic.ClockCitizen)
		from := s.lastDay()
		s.refused(fullWorker, command(civic.VerbExtend), civic.KindConflict, "error.extend_approval")
		s.does(fullWorker, moreTime(3))
		if e := s.last(); e.Shown != civic.ForOfficers || s.clock(civic.ClockResolve) != was || s.r.Proposal.As != civic.VerbExtend {
			t.Fatalf("asking moved the clock or was told: %+v", e)
		}
		s.refused(fullWorker, s.approve(), civic.KindForbidden, "error.forbidden")
		own := fullAdmin
		own.Officer = s.r.Proposal.By
		s.refused(own, s.approve(), civic.KindForbidden, "error.proposal_own")
		s.at("2026-03-09 10:00").does(theReporter(), command(civic.VerbReply)).granted(head) // a word meanwhile makes nobody need less time
		is, e := s.clock(civic.ClockResolve), s.last()
		moved, to, ok := e.Moved(civic.ClockResolve)
		switch {
		case is.Extended != 3 || is.Added != was.Added+3 || !is.Due.After(was.Due) || is.Started != was.Started || is.Amount != was.Amount:
			t.Errorf("became %+v from %+v", is, was)
		case s.clock(civic.ClockCitizen) != citizen:
			t.Error("the citizen's clock moved")
		case e.Verb != civic.VerbExtend || e.Officer != fullWorker.Officer || e.Approver() != theHead || e.Shown != civic.ForReporter || e.Reason != "materials" || e.Message != someMessage:
			t.Errorf("written down as %+v", e)
		case !ok || moved.String() != from || to.String() != s.lastDay() || e.Detail[civic.DetailMissed] != "":
			t.Errorf("from %s to %s, told %v", from, s.lastDay(), e.Detail)
		case s.r.Proposal.Seq != 0 || s.r.State != civic.Dispatched:
			t.Errorf("waits still, or %s", s.r.State)
		}
		s.refused(fullWorker, moreTime(1), civic.KindConflict, "error.extend_used")
		if again := s.w.Keeper(&s.r, civic.ClockResolve).Recompute(is); again != is {
			t.Errorf("reckoned again it is %+v, not %+v", again, is)
		}
	}
}

func TestWhatAnExtensionNeeds(t *testing.T) {
	for _, tc := range []struct {
		field string
		spoil func(*civic.Command)
	}{
		{"days", func(c *civic.Command) { c.Days = 6 }}, {"days", func(c *civic.Command) { c.Days = 0 }}, {"reason", func(c *civic.Command) { c.Reason = "too_general" }},
		{"message", func(c *civic.Command) { c.Message = " " }}, {"files", func(c *civic.Command) { c.Evidence = 0 }},
	} {
		s, c := worked(t), moreTime(5)
		tc.spoil(&c)
		if e := asError(s.try(fullWorker, c)); e == nil || e.Kind != civic.KindInvalid || e.Field != tc.field {
			t.Errorf("without %s: %v", tc.field, e)
		}
	}
	s := worked(t)
	s.w.Book = civic.NewPolicyBook(civic.NationalPolicies())
	s.refused(fullWorker, moreTime(1), civic.KindConflict, "error.extend_none")
	s = worked(t).at("2026-06-01 10:00")
	s.refused(fullWorker, moreTime(5), civic.KindConflict, "error.extend_late")
	s = worked(t).does(fullWorker, command(civic.VerbHold))
	s.refused(fullWorker, moreTime(5), civic.KindConflict, "error.extend_no_clock")
	s = worked(t).does(fullWorker, command(civic.VerbAnswer))
	s.refused(fullWorker, moreTime(5), civic.KindConflict, "error.extend_no_clock")
}

// A request of public information has seven days by law, though the usual policy names none.
func TestInformationHasItsExtensionByLaw(t *testing.T) {
	s := named(t, fullAgency)
	c := command(civic.VerbVerify)
	c.Class, c.Target = civic.Information, fullUnit
	s.does(fullAdmin, c)
	if x := s.w.ExtensionOf(&s.r); x.Most != 7 {
		t.Fatalf("may be extended by %+v", x)
	}
	s.does(fullWorker, moreTime(7)).granted(head)
	if n := s.clock(civic.ClockResolve).Extended; n != 7 {
		t.Errorf("extended by %d", n)
	}
}

// Asked in time and approved when the last day was over: it counts from that day, is told as missed, and not given at
// all once the new day is over too.
func TestExtensionThatIsApprovedLate(t *testing.T) {
	s := worked(t)
	was := s.clock(civic.ClockResolve)
	s.does(fullWorker, moreTime(2))
	s.w.Now = was.Due
	late := *s
	s.granted(head)
	if e := s.last(); e.Detail[civic.DetailMissed] != "yes" || s.clock(civic.ClockResolve).Late(s.w.Now) || s.clock(civic.ClockResolve).Added != was.Added+2 {
		t.Errorf("told %v, became %+v", e.Detail, s.clock(civic.ClockResolve))
	}
	late.w.Now = s.clock(civic.ClockResolve).Due
	c := late.approve()
	c.Proposed.Step.Evidence = 1
	late.refused(head, c, civic.KindInvalid, "error.extend_past")
	late.at("2026-08-03 10:00").refused(head, c, civic.KindConflict, "error.extend_past")
	if late.does(head, command(civic.VerbDecline)); late.r.Proposal.Seq != 0 || late.clock(civic.ClockResolve) != was {
		t.Error("declined, and waits still or moved the clock")
	}
}

// A draft for more time goes when the clock does not run any more.
func TestNobodyApprovesTimeThatIsNotNeeded(t *testing.T) {
	for _, verb := range []civic.Verb{civic.VerbAnswer, civic.VerbHold} {
		if s := worked(t).does(fullWorker, moreTime(2)).does(fullWorker, command(verb)); s.r.Proposal.Seq != 0 {
			t.Errorf("after %s it waits still", verb)
		}
	}
	s := worked(t).does(fullWorker, moreTime(2))
	c := command(civic.VerbReclassify)
	c.Class = civic.Aspiration
	if s.does(fullAdmin, c); s.r.Proposal.Seq != 0 {
		t.Error("an aspiration has no extension, and the draft waits still")
	}
}

// The national desk decides about time, and not about what agencies tell.
func TestNationalDeskApprovesNoAnswers(t *testing.T) {
	s := signed(t, civic.ApproveAnswers).does(fullWorker, draft(civic.VerbAnswer, someMessage))
	above := civic.Actor{Role: civic.RoleNationalAdmin, Officer: theHead, Desk: national}
	s.refused(above, s.approve(), civic.KindForbidden, "error.forbidden")
	s.refused(above, command(civic.VerbDecline), civic.KindForbidden, "error.forbidden")
}

// Those who follow a report are given the same time, where their own clock may have it.
func TestFollowersHaveTheSameTime(t *testing.T) {
	s := worked(t).does(fullWorker, moreTime(4)).granted(head)
	follower := worked(t)
	follower.r.Incident = theIncident
	done := follower.w.Carry(follower.r, s.last())
	if len(done) != 1 || done[0].Event.Verb != civic.VerbExtend || done[0].Event.Approver() != theHead {
		t.Fatalf("carried as %+v", done)
	}
	if c, _ := done[0].After.Clocks.Get(civic.ClockResolve); c.Extended != 4 {
		t.Errorf("extended by %d", c.Extended)
	}
	follower.r = done[0].After
	if again := follower.w.Carry(follower.r, s.last()); len(again) != 0 {
		t.Errorf("given a second time: %+v", again)
	}
}

// However long: it ends on a working day, later by the days that were given, once, and is the same reckoned again.
func TestExtensionCountsFromTheLastDay(t *testing.T) {
	moved := 0
	rapid.Check(t, func(t *rapid.T) {
		tk := drawKeeper(t)
		at := drawTimes(t, 2)
		c := tk.Start(drawPolicy(t), at[0])
		if rapid.Bool().Draw(t, "paused once") {
			c = tk.Resume(tk.Pause(c, at[0]), at[1])
		}
		days := rapid.IntRange(-1, 40).Draw(t, "days")
		got := tk.Extend(c, days)
		if days < 1 {
			if got != c {
				t.Fatalf("%d days made %+v of %+v", days, got, c)
			}
			return
		}
		from, to := tk.DueDate(c), tk.DueDate(got)
		moved++
		switch {
		case got.Extended != days || got.Started != c.Started || got.Amount != c.Amount || !tk.Calendar.IsWorkingDay(to, tk.Region):
			t.Fatalf("%+v from %+v", got, c)
		case c.Unit == civic.WorkingDays && tk.Calendar.WorkingDaysBetween(from, to, tk.Region) != days:
			t.Fatalf("%d working days from %s is %s", days, from, to)
		case c.Unit == civic.CalendarDays && (to.Before(from.AddDays(days)) || tk.Calendar.WorkingDaysBetween(from.AddDays(days), to, tk.Region) > 1):
			t.Fatalf("%d days from %s is %s", days, from, to)
		case tk.Extend(got, days) != got:
			t.Fatal("extended twice")
		case tk.Recompute(got).Due != got.Due:
			t.Fatalf("reckoned again it is due %s, not %s", tk.Recompute(got).Due, got.Due)
		}
		stopped := tk.Stop(c, at[1])
		if tk.Extend(stopped, days) != stopped {
			t.Fatal("a clock that is over was extended")
		}
	})
	if moved == 0 {
		t.Fatal("nothing was extended")
	}
}

// pausing are the steps that may pause a clock, written out a second time: from where, and which.
func pausing() map[string][]civic.ClockKind {
	all := []civic.ClockKind{civic.ClockVerify, civic.ClockFirstFollowUp, civic.ClockResponse, civic.ClockRework, civic.ClockResolve, civic.ClockDecide}
	return map[string][]civic.ClockKind{
		"hold submitted": all, "hold dispatched": all, "hold in_progress": all,
		"answer dispatched": {civic.ClockResolve}, "answer in_progress": {civic.ClockResolve}, "answer awaiting_reporter": {civic.ClockResolve},
	}
}

// The table pauses clocks where the office waits for the reporter, and nowhere else.
func TestNoStepPausesButThese(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range civic.Lifecycle() {
		for _, tick := range s.Ticks {
			if tick.Effect != civic.Pauses {
				continue
			}
			for _, from := range s.From {
				key := string(s.Verb) + " " + string(from)
				if seen[key] = true; !slices.Contains(pausing()[key], tick.Clock) {
					t.Errorf("%s pauses %s", key, tick.Clock)
				}
			}
			if s.To != civic.InfoNeeded && s.To != civic.AwaitingReporter {
				t.Errorf("%s pauses a clock and leads to %s, where nobody waits for the reporter", s.Verb, s.To)
			}
		}
	}
	if len(seen) != len(pausing()) {
		t.Errorf("the table pauses in %v", seen)
	}
}

// Whoever does whatever with whatever inputs: a clock stands still after the steps that may pause it, and no other.
func TestNothingElsePausesAClock(t *testing.T) {
	paused := 0
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			w.Now = drawWait(t, w, &r)
			a, c := drawMove(t, w, &r)
			if chanceOf(t, 2, "anybody") {
				a = drawActor(t, w.Tree, &r)
				c = drawCommand(t, w, &r, a)
			}
			after, e, err := w.Apply(r, a, c)
			if err != nil {
				continue
			}
			for _, is := range after.Clocks {
				was, had := r.Clocks.Get(is.Kind)
				if is.Paused.IsZero() || had && !was.Paused.IsZero() {
					continue
				}
				paused++
				if key := string(e.Verb) + " " + string(e.From); !slices.Contains(pausing()[key], is.Kind) {
					t.Fatalf("%s paused %s", key, is.Kind)
				}
			}
			r = after
		}
	})
	if paused == 0 {
		t.Fatal("no clock was paused: " + strconv.Itoa(paused))
	}
}
