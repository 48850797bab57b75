package civic_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// asking begins the story of a request of information at a unit.
func asking(t testing.TB) *story {
	t.Helper()
	s := tell(t, func(sub *civic.Submission) { sub.Named, sub.Class = fullAgency, civic.Information })
	c := command(civic.VerbVerify)
	c.Class, c.Target = civic.Information, fullUnit
	return s.at("2026-03-04 10:00").does(officer(civic.RoleAgencyAdmin, fullAgency), c)
}

func refuses(s *story) *story {
	worker := officer(civic.RoleUnitOfficer, fullUnit)
	return s.does(worker, command(civic.VerbFollowUp)).does(worker, command(civic.VerbClose))
}

// another is somebody at a desk who has told the requester nothing yet.
func another(role civic.Role, desk civic.ID) civic.Actor {
	a := officer(role, desk)
	a.Officer = theHead
	return a
}

// The ten days count from the registration, whoever took how long to pass the request on.
func TestInformationIsOwedTenDaysFromRegistration(t *testing.T) {
	s := asking(t)
	c := s.clock(civic.ClockResolve)
	if c.Amount != 10 || !c.Started.Equal(s.r.ReceivedAt) || s.w.Keeper(&s.r, c.Kind).DueDate(c).String() != "2026-03-16" {
		t.Errorf("the clock of a request is %+v", c)
	}
	if citizen := s.clock(civic.ClockCitizen); !citizen.Due.Equal(c.Due) {
		t.Errorf("the citizen was promised %s, the office has until %s", citizen.Due, c.Due)
	}
	again, err := civic.Replay(func(time.Time) civic.World { return s.w }, s.r, s.events)
	if err != nil || !slices.Equal(again, s.r.Clocks) {
		t.Errorf("reckoned again from events: %+v, %v; stored %+v", again, err, s.r.Clocks)
	}
	// Before the law's length holds, the class has the one of everybody.
	s.w.Book = civic.NewPolicyBook(slices.DeleteFunc(civic.NationalPolicies(), func(p civic.ClockPolicy) bool { return p.Variant != "" }))
	p, err := s.w.Book.Length(civic.ClockResolve, civic.Information, nil, civic.DateOf(s.w.Now, civic.WIB))
	if err != nil || p.Amount != 5 {
		t.Errorf("%+v, %v", p, err)
	}
}

// A refusal names a ground of the law, and its article is what the requester reads.
func TestInformationIsRefusedByLawOnly(t *testing.T) {
	s := asking(t)
	s.w.Reasons = civic.NewReasonBook(append(sampleReasons(),
		civic.Reason{List: civic.ReasonsOutcome, Code: "cannot", TextID: "Tidak dapat.", Asks: civic.Asks(civic.AskGround)},
		civic.Reason{List: civic.ReasonsRefusal, Code: "secret_of_state", TextID: "Rahasia negara.", Source: "UU 14/2008, pasal 17 huruf c"},
		civic.Reason{List: civic.ReasonsRefusal, Code: "later", TextID: "Belum berlaku.", From: civic.Date{Year: 2030, Month: 1, Day: 1}}))
	worker := officer(civic.RoleUnitOfficer, fullUnit)
	s.does(worker, command(civic.VerbFollowUp))
	c := command(civic.VerbClose)
	c.Outcome = "cannot"
	for _, ground := range []string{"", "Kami tidak mau.", "later"} {
		c.Ground = ground
		s.refused(worker, c, civic.KindInvalid, "error.refusal_needed")
	}
	words := "UU 14/2008, pasal 17 huruf c: Rahasia negara."
	for _, ground := range []string{"secret_of_state", words} {
		c.Ground = ground
		twice := *s
		if twice.does(worker, c); twice.last().Detail[civic.DetailGround] != words {
			t.Errorf("%q is told as %v", ground, twice.last().Detail)
		}
	}
	other := worked(t).does(worker, command(civic.VerbFollowUp))
	other.w.Reasons = s.w.Reasons
	c.Ground = "Perda 3/2020"
	if other.does(worker, c); other.last().Detail[civic.DetailGround] != "Perda 3/2020" {
		t.Errorf("a complaint is told %v", other.last().Detail)
	}
}

// Whoever answered cannot close the ways of the law by calling the request something else.
func TestAnsweredRequestsStayRequests(t *testing.T) {
	worker, above := officer(civic.RoleUnitOfficer, fullUnit), another(civic.RoleAgencyAdmin, fullAgency)
	c := command(civic.VerbReclassify)
	c.Class = civic.Aspiration
	s := asking(t)
	early := *s
	if early.does(above, c); early.r.Class != civic.Aspiration {
		t.Errorf("before an answer it is %s", early.r.Class)
	}
	s.does(worker, command(civic.VerbFollowUp)).does(worker, telling(civic.DisclosureGiven, ""))
	s.refused(above, c, civic.KindInvalid, "error.class_information")
	c.Class = civic.Information
	s.does(above, c)
}

// From the refusal over the superior's answer to the Information Commission.
func TestRoadOfAnObjection(t *testing.T) {
	s := refuses(asking(t))
	citizen, above := s.clock(civic.ClockCitizen), another(civic.RoleAgencyAdmin, fullAgency)
	s.refused(theReporter(), command(civic.VerbDispute), civic.KindConflict, "error.way_first")
	s.does(theReporter(), command(civic.VerbObject))
	o, c := s.r.Oversight.Objection, s.clock(civic.ClockObjection)
	if !o.Open() || o.Desk != fullAgency || o.Head || c.Amount != 30 || s.r.State != civic.Closed || s.last().Detail[civic.DetailDecides] != fullAgency.String() {
		t.Fatalf("the objection is %+v, its clock %+v, the report %s", o, c, s.r.State)
	}
	s.w.Reminding = civic.NationalReminders()
	if next := s.w.NextReminder(&s.r, s.w.Now); next.IsZero() || s.w.Reminders(&s.r)[0].Desk != fullAgency {
		t.Errorf("nobody is reminded of it: %+v", s.w.Reminders(&s.r))
	}
	s.refused(theReporter(), command(civic.VerbObject), civic.KindConflict, "error.way_done")
	s.refused(theReporter(), command(civic.VerbDispute), civic.KindConflict, "error.way_waits")
	s.refused(officer(civic.RoleUnitOfficer, fullUnit), command(civic.VerbUphold), civic.KindForbidden, "error.objection_superior")
	s.r.Answered = []civic.ID{theHead}
	s.refused(above, command(civic.VerbUphold), civic.KindForbidden, "error.objection_answered")
	s.r.Answered = nil
	upheld := *s
	upheld.at("2026-03-09 10:00").does(above, command(civic.VerbUphold))
	if is := upheld.clock(civic.ClockCitizen); is != citizen || upheld.r.State != civic.Closed || upheld.r.Oversight.Objection.State != civic.ObjectionUpheld {
		t.Errorf("upheld: %s, %+v, %+v", upheld.r.State, is, upheld.r.Oversight.Objection)
	}
	upheld.refused(above, command(civic.VerbOrder), civic.KindConflict, "error.objection_none")
	if way := upheld.w.CommissionWay(&upheld.r); way.Why != civic.WayDecided || way.Until.String() != "2026-04-03" {
		t.Errorf("the way to the commission: %+v", way)
	}
	late := upheld
	late.at("2026-04-04 00:00").refused(theReporter(), command(civic.VerbDispute), civic.KindConflict, "error.way_over")
	upheld.does(theReporter(), command(civic.VerbDispute))
	if upheld.last().Detail[civic.DetailBody] != civic.BodyCommission || upheld.r.State != civic.Closed {
		t.Errorf("taken to the commission: %+v, %s", upheld.last(), upheld.r.State)
	}
	upheld.refused(theReporter(), command(civic.VerbDispute), civic.KindConflict, "error.way_done")
	s.at("2026-03-09 10:00").does(above, command(civic.VerbOrder))
	is := s.clock(civic.ClockCitizen)
	if citizen.Stopped = is.Stopped; is != citizen || !is.Running() || s.r.State != civic.InProgress || !s.clock(civic.ClockRework).Running() {
		t.Errorf("ordered: %s, %+v", s.r.State, is)
	}
}

// When an objection is possible, and until when.
func TestWayToTheSuperior(t *testing.T) {
	worker := officer(civic.RoleUnitOfficer, fullUnit)
	silent := func() *story { s := refuses(asking(t)); return s.does(theReporter(), command(civic.VerbObject)) }
	rated := asking(t).does(worker, telling(civic.DisclosureGiven, "")).does(theReporter(), command(civic.VerbAccept))
	filed := tell(t, func(sub *civic.Submission) { sub.Named, sub.Class = fullAgency, civic.Information })
	filed.does(officer(civic.RoleAgencyAdmin, fullAgency), command(civic.VerbArchive))
	for name, tc := range map[string]struct {
		s     *story
		why   civic.WayWhy
		until string
	}{
		"a complaint":            {worked(t), civic.WayNever, ""},
		"in time":                {asking(t), civic.WayWaits, ""},
		"asked for more":         {asking(t).does(worker, command(civic.VerbHold)), civic.WayNever, ""},
		"late":                   {asking(t).at("2026-03-17 00:00"), civic.WayUnanswered, "2026-05-06"},
		"the last day":           {asking(t).at("2026-05-06 23:59"), civic.WayUnanswered, "2026-05-06"},
		"too late":               {asking(t).at("2026-05-07 00:00"), civic.WayOver, "2026-05-06"},
		"answered":               {asking(t).does(worker, telling(civic.DisclosureGiven, "")), civic.WayRefused, "2026-04-22"},
		"refused":                {refuses(asking(t)), civic.WayRefused, "2026-04-22"},
		"filed away at the door": {filed, civic.WayRefused, "2026-04-20"},
		"it helped":              {rated, civic.WayContent, ""},
		"objected":               {silent(), civic.WayDone, ""},
	} {
		way := tc.s.w.ObjectionWay(&tc.s.r)
		if way.Why != tc.why || tc.until != "" && way.Until.String() != tc.until {
			t.Errorf("%s: %+v, want %s until %s", name, way, tc.why, tc.until)
		}
		if err := tc.s.try(theReporter(), command(civic.VerbObject)); (err == nil) != way.Open() {
			t.Errorf("%s: offered %v, and it ends in %v", name, way.Open(), err)
		}
	}
	s := silent().at("2026-04-28 00:00")
	if way := s.w.CommissionWay(&s.r); way.Why != civic.WaySilent || way.Until.String() != "2026-05-14" {
		t.Errorf("the superior is silent: %+v", way)
	}
	s.does(theReporter(), command(civic.VerbDispute)).does(another(civic.RoleAgencyAdmin, fullAgency), command(civic.VerbOrder))
	s = asking(t).does(worker, telling(civic.DisclosureGiven, "")).does(theReporter(), command(civic.VerbObject))
	if s.r.State != civic.InProgress || !s.r.WakeAt().IsZero() {
		t.Errorf("an answer that is objected to is %s, and closed by itself at %s", s.r.State, s.r.WakeAt())
	}
	if s.does(theReporter(), command(civic.VerbWithdraw)); s.r.Oversight.Objection.State != civic.ObjectionDropped || s.clock(civic.ClockObjection).Running() {
		t.Errorf("withdrawn: %+v", s.r.Oversight.Objection)
	}
	filed.does(another(civic.RoleAgencyHead, fullAgency), command(civic.VerbOrder))
	if c := filed.clock(civic.ClockVerify); filed.r.State != civic.Submitted || !c.Running() || !filed.clock(civic.ClockCitizen).Running() {
		t.Errorf("filed away and ordered: %s, %+v", filed.r.State, c)
	}
}

// Whoever answered what, and is kept out of whatever: somebody can decide, who is neither, and sits above.
func TestWhoDecidesAnObjection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		r.Class = civic.Information
		desks := desksOf(w.Tree)
		r.Holder = pick(t, desks, "holder")
		for range rapid.IntRange(0, 3).Draw(t, "kept out") {
			if d := pick(t, desks, "kept"); d != w.Tree.National() && !w.Tree.Within(r.Holder, d) || d != r.Holder && d != w.Tree.National() {
				r.Oversight.Kept = append(r.Oversight.Kept, civic.Kept{Seq: 1, Desk: d})
			}
		}
		answered := []civic.ID{pick(t, w.Tree.Chain(r.Holder), "answered")}
		empty := map[civic.Seat]bool{}
		for _, d := range desks {
			empty[civic.Seat{Desk: d}], empty[civic.Seat{Desk: d, Head: true}] = chanceOf(t, 3, "empty"), chanceOf(t, 2, "headless")
		}
		seat := w.SuperiorOf(&r, answered, func(s civic.Seat) bool { return !empty[s] })
		for _, k := range r.Oversight.Kept {
			if w.Tree.Within(seat.Desk, k.Desk) {
				t.Fatalf("desk %d decides, and %d is kept out", seat.Desk, k.Desk)
			}
		}
		if seat.Desk != w.Tree.National() && (empty[seat] || !w.Tree.Within(r.Holder, seat.Desk) || seat.Desk == answered[0] && !seat.Head || seat.Head && w.Tree.RootAgency(seat.Desk) != seat.Desk) {
			t.Fatalf("%+v decides about %d, answered by %v", seat, r.Holder, answered)
		}
		r.Oversight.Objection = &civic.Objection{Seq: 2, Desk: pick(t, desks, "decides"), State: civic.ObjectionOpen}
		now := w.SeatOf(&r)
		if n, _ := w.Tree.Get(now.Desk); now.Desk != w.Tree.National() && (!n.Active || !w.Tree.Within(r.Holder, now.Desk)) || slices.ContainsFunc(r.Oversight.Kept, func(k civic.Kept) bool { return w.Tree.Within(now.Desk, k.Desk) }) {
			t.Fatalf("now %+v decides about %d, kept out %+v", now, r.Holder, r.Oversight.Kept)
		}
	})
}
