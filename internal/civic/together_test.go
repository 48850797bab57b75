package civic_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// follower leads the report of the story to the unit and merges it into a lead there.
func follower(t *testing.T, in civic.State) *story {
	t.Helper()
	s := inState(t, in)
	c := command(civic.VerbMerge)
	c.Lead = leadAt(s.w, fullUnit)
	return s.does(officer(civic.RoleAgencyAdmin, fullAgency), c)
}

func TestWhatCannotBeFollowed(t *testing.T) {
	s := inState(t, civic.Dispatched)
	unit := officer(civic.RoleUnitOfficer, fullUnit)
	lead := func(change func(*civic.Report)) civic.Command {
		c := command(civic.VerbMerge)
		c.Lead = leadAt(s.w, fullUnit)
		change(c.Lead)
		return c
	}
	for key, c := range map[string]civic.Command{
		"error.lead_needed":    command(civic.VerbMerge),
		"error.lead_itself":    lead(func(r *civic.Report) { r.ID = theReport }),
		"error.lead_unknown":   lead(func(r *civic.Report) { r.Holder = fullSister }), // not in the officer's scope
		"error.lead_secret":    lead(func(r *civic.Report) { r.Secret = true }),
		"error.lead_state":     lead(func(r *civic.Report) { r.State = civic.Closed }),
		"error.lead_elsewhere": {},
	} {
		who := unit
		if key == "error.lead_elsewhere" {
			who, c = officer(civic.RoleAgencyAdmin, fullAgency), lead(func(r *civic.Report) { r.Holder = fullSister })
		}
		s.refused(who, c, civic.KindInvalid, key)
	}
	answered := lead(func(r *civic.Report) { r.State = civic.AwaitingReporter })
	s.refused(unit, answered, civic.KindInvalid, "error.lead_state")
}

func TestAMergedReportGoesWhereItsLeadIs(t *testing.T) {
	s := named(t, fullAgency)
	c := command(civic.VerbMerge)
	c.Lead = leadAt(s.w, fullSub)
	s.does(officer(civic.RoleAgencyAdmin, fullAgency), c)
	verify, first := s.clock(civic.ClockVerify), s.clock(civic.ClockFirstFollowUp)
	if r := s.r; r.State != civic.Dispatched || r.Holder != fullSub || r.VerifiedAt.IsZero() || !r.Follows() || r.Queue() != civic.QueueWaiting {
		t.Errorf("%s at %d, queue %d: %+v", r.State, r.Holder, r.Queue(), r)
	}
	if verify.Running() || !first.Running() || !s.clock(civic.ClockResolve).Running() {
		t.Error("its clocks are not those of a report that was verified and sent on")
	}
	if e := s.last(); e.FromQueue != civic.QueueAction || e.ToQueue != civic.QueueWaiting || len(e.Detail) != 0 {
		t.Errorf("the event tells %+v", e)
	}
	unit := officer(civic.RoleUnitOfficer, fullSub)
	for _, v := range []civic.Verb{civic.VerbHold, civic.VerbReturn} {
		s.refused(unit, command(v), civic.KindConflict, "error.follows_lead")
	}
	s.refused(unit, command(civic.VerbTell), civic.KindConflict, "error.not_in_this_state")
}

// What the office does to a lead, each follower does after it, whatever its own state; and none is left waiting
// for a lead that has gone on without it.
func TestFollowersDoWhatTheirLeadDoes(t *testing.T) {
	unit := civic.Event{Role: civic.RoleUnitOfficer, Officer: theOfficer, Desk: fullUnit, Message: "Kabar untuk semua."}
	say := func(v civic.Verb) civic.Event {
		e := unit
		e.Verb, e.ToDesk = v, fullUnit
		switch v {
		case civic.VerbClose:
			e.Reason = "done"
		case civic.VerbReturn:
			e.Reason, e.ToDesk = "other_agency", fullAgency
		case civic.VerbDispose:
			e.Role, e.Desk, e.ToDesk = civic.RoleLiaison, fullUnit, fullSub
		}
		return e
	}
	for _, tc := range []struct {
		lead  civic.Verb
		state civic.State
		want  []civic.Verb
		then  civic.State
		alone bool
	}{
		{civic.VerbFollowUp, civic.Dispatched, []civic.Verb{civic.VerbFollowUp}, civic.InProgress, false},
		{civic.VerbAnswer, civic.Dispatched, []civic.Verb{civic.VerbAnswer}, civic.AwaitingReporter, false},
		{civic.VerbAnswer, civic.InProgress, []civic.Verb{civic.VerbAnswer}, civic.AwaitingReporter, false},
		{civic.VerbClose, civic.Dispatched, []civic.Verb{civic.VerbClose}, civic.Closed, false},
		{civic.VerbClose, civic.InProgress, []civic.Verb{civic.VerbClose}, civic.Closed, false},
		{civic.VerbDispose, civic.InProgress, []civic.Verb{civic.VerbDispose}, civic.Dispatched, false},
		{civic.VerbReturn, civic.Dispatched, []civic.Verb{civic.VerbReturn}, civic.Submitted, false},
		{civic.VerbFollowUp, civic.AwaitingReporter, []civic.Verb{civic.VerbTell}, civic.AwaitingReporter, false},
		{civic.VerbClose, civic.AwaitingReporter, []civic.Verb{civic.VerbClose}, civic.Closed, false}, // its window is over
		{civic.VerbReturn, civic.AwaitingReporter, []civic.Verb{civic.VerbTell, civic.VerbUnmerge}, civic.AwaitingReporter, true},
		{civic.VerbDispose, civic.AwaitingReporter, []civic.Verb{civic.VerbTell, civic.VerbUnmerge}, civic.AwaitingReporter, true},
		{civic.VerbCorrect, civic.Closed, []civic.Verb{civic.VerbTell}, civic.Closed, false},
		{civic.VerbFollowUp, civic.Closed, nil, civic.Closed, false},
		{civic.VerbNote, civic.InProgress, nil, civic.InProgress, false},
	} {
		s := inState(t, tc.state)
		s.r.Incident = theIncident
		var verbs []civic.Verb
		for _, c := range s.w.Carry(s.r, say(tc.lead)) {
			verbs = append(verbs, c.Event.Verb)
			if c.Event.Detail[civic.DetailTogether] != "yes" || c.Event.From != c.Before.State || c.Event.FromQueue != c.Before.Queue() || c.Event.ToQueue != c.After.Queue() {
				t.Errorf("%s of a lead, follower %s: %+v", tc.lead, tc.state, c.Event)
			}
			s.r = c.After
		}
		if !slices.Equal(verbs, tc.want) || s.r.State != tc.then || (s.r.Incident == 0) != tc.alone {
			t.Errorf("%s of a lead: a follower that was %s did %v and is %s, alone %v", tc.lead, tc.state, verbs, s.r.State, s.r.Incident == 0)
		}
	}
}

// A follower calls for an officer as soon as its reporter writes, and stands alone when the common answer did not help.
func TestAReporterWhoWritesIsHeard(t *testing.T) {
	s := follower(t, civic.Dispatched)
	if s.r.Queue() != civic.QueueWaiting {
		t.Error("a follower stands among what officers must do")
	}
	s.does(theReporter(), command(civic.VerbReply))
	if s.r.Queue() != civic.QueueAction || !s.r.Follows() {
		t.Errorf("its reporter asked something: queue %d, follows %v", s.r.Queue(), s.r.Follows())
	}
	unit := officer(civic.RoleUnitOfficer, fullUnit)
	s.does(unit, command(civic.VerbFollowUp))
	if s.r.Queue() != civic.QueueWaiting {
		t.Error("it was answered and still calls")
	}
	s.does(unit, command(civic.VerbAnswer)).does(theReporter(), command(civic.VerbReply))
	if s.r.Incident != 0 || s.r.Queue() != civic.QueueAction || s.r.State != civic.InProgress {
		t.Errorf("not solved for this reporter: incident %d, queue %d, %s", s.r.Incident, s.r.Queue(), s.r.State)
	}
}

func TestALeadThatLeavesLeadsNobody(t *testing.T) {
	for what, c := range map[string]civic.Command{"withdrawn": command(civic.VerbWithdraw), "secret": command(civic.VerbHide)} {
		s := inState(t, civic.InProgress)
		s.r.Incident, s.r.Leads, s.r.Secret = theIncident, true, false
		if s.does(theReporter(), c); s.r.Incident != 0 || s.r.Leads {
			t.Errorf("%s and still at the head of an incident", what)
		}
	}
	s := inState(t, civic.InProgress)
	s.r.Incident, s.r.Leads = theIncident, true
	s.refused(officer(civic.RoleUnitOfficer, fullUnit), command(civic.VerbHold), civic.KindConflict, "error.leads_others")
	if s.does(theReporter(), command(civic.VerbReply)); !s.r.Leads {
		t.Error("a word of its reporter ends an incident")
	}
}

// No road of lead and follower leaves a follower waiting for nobody: while it is quiet its lead is worked on, at the
// same desk.
func TestNoFollowerWaitsForNobody(t *testing.T) {
	morning := local(t, civic.WIB, "2026-03-02 09:00")
	rapid.Check(t, func(t *rapid.T) {
		w := sampleWorld(morning)
		lead, _, _, err := w.Submit(theLead, "", "", civic.ReporterActor(0), submission())
		if err != nil {
			t.Fatal(err)
		}
		other, _, _, _ := w.Submit(theReport, "", "", civic.ReporterActor(0), submission())
		admin := officer(civic.RoleNationalAdmin, national)
		verify := command(civic.VerbVerify)
		verify.Target = fullAgency
		if lead, _, err = w.Apply(lead, admin, verify); err != nil {
			t.Fatal(err)
		}
		lead.Incident, lead.Leads = theIncident, true
		merge := command(civic.VerbMerge)
		merge.Lead = &lead
		if other, _, err = w.Apply(other, admin, merge); err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.Now = drawWait(t, w, &lead)
			if chanceOf(t, 3, "the follower's turn") {
				a, c := drawMove(t, w, &other)
				if c.Verb == civic.VerbMerge || c.Verb == civic.VerbLead {
					continue // into an incident that is not here; it leads itself
				}
				if after, _, err := w.Apply(other, a, c); err == nil {
					other = after
				}
			} else {
				a, c := drawMove(t, w, &lead)
				after, e, err := w.Apply(lead, a, c)
				if err != nil {
					continue
				}
				lead = after
				for _, step := range w.Carry(other, e) {
					other = step.After
				}
			}
			if !lead.Leads {
				return // it left; casework finds another
			}
			if other.Quiet() && (lead.Queue() != civic.QueueAction || lead.Holder != other.Holder) {
				t.Fatalf("the follower is %s at %d and quiet, its lead is %s at %d", other.State, other.Holder, lead.State, lead.Holder)
			}
		}
	})
}
