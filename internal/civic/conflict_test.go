package civic_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// namedOfficer is somebody whom a report complains of.
const namedOfficer civic.ID = 955

// keeping fits the officer of a verb about conflicts of interest to the actor and the report.
func keeping(r *civic.Report, a civic.Actor, c civic.Command) civic.Command {
	switch {
	case c.Verb == civic.VerbKeepOut && (a.Role == civic.RoleLiaison || a.Role == civic.RoleUnitOfficer):
		c.KeepOfficer = a.Officer
	case c.Verb == civic.VerbKeepOut:
		c.KeepOfficer = namedOfficer
		for slices.ContainsFunc(r.Oversight.Kept, func(k civic.Kept) bool { return k.Officer == c.KeepOfficer }) {
			c.KeepOfficer++
		}
	case c.Verb == civic.VerbLetIn && len(r.Oversight.Kept) > 0:
		c.KeepOfficer, c.KeepDesk = r.Oversight.Kept[0].Officer, r.Oversight.Kept[0].Desk
	}
	return c
}

func keepOut(desk civic.ID) civic.Command {
	c := command(civic.VerbKeepOut)
	c.KeepDesk, c.KeepOfficer = desk, 0
	return c
}

// inspected is the sample tree with an inspectorate in the city that is connected in full.
func inspected() *civic.Tree {
	var nodes []civic.Agency
	tree := sampleTree()
	for _, id := range desksOf(tree) {
		a, _ := tree.Get(id)
		nodes = append(nodes, a)
	}
	return civic.NewTree(append(nodes, civic.Agency{ID: inspectorate, Parent: fullAgency, Code: "kota-full-itko", Name: "Inspektorat", Kind: civic.KindInspectorate, Active: true}))
}

const inspectorate civic.ID = 19

func TestAReportLeavesTheOfficeItComplainsOf(t *testing.T) {
	for what, tc := range map[string]struct {
		class civic.Class
		kept  civic.ID
		to    civic.ID
	}{
		"a complaint goes one tier up":                   {civic.Complaint, fullSub, fullUnit},
		"the office above may be the one":                {civic.Complaint, fullUnit, fullAgency},
		"of oversight grade it goes to the inspectorate": {civic.ComplaintOversight, fullUnit, inspectorate},
		"whatever the tier":                              {civic.ComplaintOversight, fullSub, inspectorate},
		"of the whole agency it goes to the nation":      {civic.ComplaintOversight, fullAgency, national},
	} {
		s := inState(t, civic.InProgress)
		s.w.Tree, s.r.Class, s.r.Holder = inspected(), tc.class, fullSub
		citizen, _ := s.r.Clocks.Get(civic.ClockCitizen)
		s.does(officer(civic.RoleNationalAdmin, national), keepOut(tc.kept))
		after, _ := s.r.Clocks.Get(civic.ClockCitizen)
		if s.r.Holder != tc.to || after != citizen || s.r.State != civic.InProgress {
			t.Errorf("%s: it lies at %d, %s; the citizen's clock %v, then %v", what, s.r.Holder, s.r.State, citizen.Due, after.Due)
		}
		worker := officer(civic.RoleUnitOfficer, fullSub)
		if worker.InScope(s.w.Tree, &s.r) || civic.Look(s.w.Tree, worker, &s.r).Exists {
			t.Errorf("%s: the office itself still sees it", what)
		}
		head := officer(civic.RoleAgencyAdmin, fullAgency)
		if sees := head.InScope(s.w.Tree, &s.r); sees != (tc.kept != fullAgency) {
			t.Errorf("%s: the agency above sees it: %v", what, sees)
		}
		for _, desk := range []civic.ID{fullUnit, fullSub} {
			s.r.Holder, s.r.State = fullAgency, civic.Dispatched
			c := command(civic.VerbDispose)
			if c.Target = desk; s.w.Tree.Within(desk, tc.kept) && tc.kept != fullAgency {
				s.refused(head, c, civic.KindInvalid, "error.target_kept")
			}
		}
	}
}

func TestVerifyingAgainstAnOffice(t *testing.T) {
	s := inState(t, civic.Submitted)
	s.w.Tree, s.r.Holder = inspected(), fullAgency
	head := officer(civic.RoleAgencyAdmin, fullAgency)
	c := command(civic.VerbVerify)
	c.KeepDesk = fullUnit
	s.refused(head, c, civic.KindInvalid, "error.against_oversight")
	c.Class, c.Target = civic.ComplaintOversight, fullSub
	s.refused(head, c, civic.KindInvalid, "error.target_kept")
	c.Target, c.KeepDesk = 0, fullAgency
	s.refused(head, c, civic.KindInvalid, "error.kept_above")
	c.KeepDesk = semiAgency
	s.refused(head, c, civic.KindInvalid, "error.kept_elsewhere")
	c.KeepDesk = fullUnit
	s.does(head, c)
	if s.r.Holder != inspectorate || len(s.r.Oversight.Kept) != 1 || s.r.State != civic.Dispatched {
		t.Errorf("it lies at %d: %+v", s.r.Holder, s.r.Oversight)
	}
	if e := s.last(); e.Detail[civic.DetailKeptDesk] != fullUnit.String() {
		t.Errorf("the event keeps out %v", e.Detail)
	}
}

// The reporter may say at once that it is about the very office that would read it first.
func TestAReportAgainstWhoVerifies(t *testing.T) {
	w := sampleWorld(local(t, civic.WIB, "2026-03-02 09:00"))
	r, _, _, err := w.Submit(theReport, "", "", theReporter(), civic.Submission{Class: civic.Complaint, Body: someMessage, Named: fullUnit, Against: fullAgency, Place: civic.Place{Region: "32.73"}})
	if err != nil || r.Holder != national || officer(civic.RoleAgencyAdmin, fullAgency).InScope(w.Tree, &r) {
		t.Errorf("it lies at %d: %v", r.Holder, err)
	}
	if r, _, _, _ = w.Submit(theReport, "", "", theReporter(), civic.Submission{Class: civic.Complaint, Body: someMessage, Named: fullUnit, Against: fullUnit}); r.Holder != fullAgency {
		t.Errorf("the agency verifies what complains of its unit, not %d", r.Holder)
	}
}

func TestWhoeverHandlesKeepsOutNobodyElse(t *testing.T) {
	s := inState(t, civic.InProgress)
	s.r.Assignee = theOfficer
	c := command(civic.VerbKeepOut)
	s.refused(leadOfficer, c, civic.KindInvalid, "error.keep_self_only")
	s.refused(leadOfficer, keepOut(fullSister), civic.KindInvalid, "error.keep_self_only")
	c.KeepOfficer = 0
	s.refused(leadOfficer, c, civic.KindInvalid, "error.kept_needed")
	c.KeepOfficer = leadOfficer.Officer
	s.does(leadOfficer, c)
	if s.r.Assignee != 0 || leadOfficer.InScope(s.w.Tree, &s.r) || s.r.Holder == 0 {
		t.Errorf("whoever kept out of it themselves still has it: %+v", s.r.Oversight)
	}
	s.refused(leadOfficer, command(civic.VerbNote), civic.KindNotFound, "error.not_found")
	other := leadOfficer
	other.Officer = theHead
	if !other.InScope(s.w.Tree, &s.r) {
		t.Error("a colleague sees it no more")
	}
	watch := officer(civic.RoleSupervisor, national)
	watch.Officer = theHead
	c.Verb = civic.VerbLetIn
	s.does(watch, c)
	if !leadOfficer.InScope(s.w.Tree, &s.r) || len(s.r.Oversight.Kept) != 0 {
		t.Error("who was let in is still kept out")
	}
	s.refused(watch, c, civic.KindConflict, "error.kept_none")
}

// What is of oversight grade ends with a finding; nobody is found guilty unheard, and a false report is never concluded
// from another finding.
func TestOversightEndsWithAFinding(t *testing.T) {
	s := inState(t, civic.InProgress)
	s.r.Class = civic.ComplaintOversight
	proven, cleared := civic.Reason{List: civic.ReasonsFinding, Code: "proven", Asks: "measure heard"}, civic.Reason{List: civic.ReasonsFinding, Code: "not_proven"}
	var reasons []civic.Reason
	for _, r := range sampleReasons() {
		if r.List != civic.ReasonsFinding {
			reasons = append(reasons, r)
		}
	}
	for _, r := range []civic.Reason{proven, cleared} {
		r.From, r.TextID, r.TextEN = civic.Date{Year: 2026, Month: 1, Day: 1}, r.Code, r.Code
		reasons = append(reasons, r)
	}
	s.w.Reasons = civic.NewReasonBook(reasons)
	begin := *s
	c := command(civic.VerbClose)
	c.Finding = ""
	s.refused(leadOfficer, c, civic.KindInvalid, "error.finding_needed")
	c.Finding = "not_proven"
	s.does(leadOfficer, c)
	if s.r.Oversight.Finding != "not_proven" || s.last().Detail[civic.DetailFinding] != "not_proven" {
		t.Errorf("the finding is %+v", s.r.Oversight)
	}
	*s = begin
	c.Finding = "proven"
	s.refused(leadOfficer, c, civic.KindInvalid, "error.heard_needed")
	s.does(leadOfficer, command(civic.VerbHear))
	if e := s.last(); e.Shown != civic.ForOfficers || s.r.Oversight.Heard != e.Seq {
		t.Errorf("the right of reply is shown to %s", e.Shown)
	}
	s.refused(leadOfficer, c, civic.KindInvalid, "error.measure_needed")
	c.Measure = "Teguran tertulis."
	s.does(leadOfficer, c)
	if s.last().Detail[civic.DetailMeasure] != "Teguran tertulis." {
		t.Errorf("the measure is %q", s.last().Detail[civic.DetailMeasure])
	}
}

// Whatever is done, by whomever, in whatever tree: whoever is kept out neither holds nor sees the report, nor does anybody
// below; it is always held by exactly one desk that exists, and the citizen's clock never starts again.
func TestNobodyKeptOutEverHoldsOrSees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		began, _ := r.Clocks.Get(civic.ClockCitizen)
		for range rapid.IntRange(5, 30).Draw(t, "steps") {
			w.Now = drawWait(t, w, &r)
			a, c := drawMove(t, w, &r)
			if len(r.Oversight.Kept) < 3 && chanceOf(t, 4, "keep") {
				a, c = officer(civic.RoleNationalAdmin, w.Tree.National()), keepOut(pick(t, desksOf(w.Tree), "whom"))
				a.Officer = theHead
				if chanceOf(t, 2, "as supervisor") {
					a.Role = civic.RoleSupervisor
				}
			}
			after, _, err := w.Apply(r, a, c)
			if err != nil {
				continue
			}
			if a.IsOfficer() && a.KeptOut(w.Tree, &r) {
				t.Fatalf("%s by somebody who is kept out", c.Verb)
			}
			if r = after; true {
				keptApart(t, w, &r)
			}
			if now, _ := r.Clocks.Get(civic.ClockCitizen); !now.Started.Equal(began.Started) {
				t.Fatal("the citizen's clock started again")
			}
		}
	})
}

func keptApart(t *rapid.T, w civic.World, r *civic.Report) {
	if _, ok := w.Tree.Get(r.Holder); !ok {
		t.Fatalf("held by %d, which is no desk", r.Holder)
	}
	for _, k := range r.Oversight.Kept {
		if k.Desk == 0 {
			continue
		}
		below := slices.DeleteFunc(desksOf(w.Tree), func(d civic.ID) bool { return !w.Tree.Within(d, k.Desk) })
		for _, d := range below {
			if d == r.Holder || officer(civic.RoleAgencyAdmin, d).InScope(w.Tree, r) {
				t.Fatalf("desk %d is kept out by %d; it holds %v", d, k.Desk, d == r.Holder)
			}
			if slices.ContainsFunc(r.Supports, func(s civic.Support) bool { return s.Open() && s.Kind != civic.SupportPart && s.Desk == d }) {
				t.Fatalf("desk %d is kept out and still asked", d)
			}
		}
	}
}

// What is about the same is read by the same: whoever is kept out of one report of an incident reads none of it.
func TestAnIncidentIsKeptFromTheSamePeople(t *testing.T) {
	s := inState(t, civic.InProgress)
	c := command(civic.VerbMerge)
	c.Lead = leadAt(s.w, fullUnit)
	c.Lead.Oversight.Kept = []civic.Kept{{Seq: 2, Officer: namedOfficer}}
	s.refused(leadOfficer, c, civic.KindInvalid, "error.lead_kept")
	s.r.Oversight.Kept = []civic.Kept{{Seq: 5, Officer: namedOfficer}}
	s.does(leadOfficer, c)
	s.r.Oversight.Kept = nil
	s.refused(officer(civic.RoleAgencyAdmin, fullAgency), command(civic.VerbKeepOut), civic.KindConflict, "error.keep_alone")
}
