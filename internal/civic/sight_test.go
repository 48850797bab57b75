package civic_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// see writes what somebody may see: x exists, t text, p public version, i internal notes,
// n name, c contact, r text with a recorded reason; "-" for nothing at all.
func see(s civic.Sight) string {
	var b strings.Builder
	for _, part := range []struct {
		may  bool
		sign string
	}{{s.Exists, "x"}, {s.Text, "t"}, {s.Published, "p"}, {s.Internal, "i"}, {s.Name, "n"}, {s.Contact, "c"}, {s.WithReason, "r"}} {
		if part.may {
			b.WriteString(part.sign)
		}
	}
	if b.Len() == 0 {
		return "-"
	}
	return b.String()
}

// The matrix of who sees what, cell by cell: neither flag, anonymous, secret, both.
func TestWhoSeesWhat(t *testing.T) {
	const nothing = "-"
	atUnit := func(r *civic.Report) { r.Holder = fullUnit }
	atNational := func(r *civic.Report) { r.Holder = national }
	atCentral := func(r *civic.Report) { r.Holder = centUnit }
	graded := func(r *civic.Report) { r.Holder, r.Class = fullUnit, civic.ComplaintOversight }
	named := func(r *civic.Report) { r.Holder, r.ShowName = fullUnit, !r.Anonymous }
	unpublished := func(r *civic.Report) { r.Holder, r.Published = fullUnit, false }
	for _, tc := range []struct {
		who   string
		actor civic.Actor
		where func(*civic.Report)
		want  [4]string
	}{
		{"public", civic.Actor{Role: civic.RolePublic}, atUnit, [4]string{"xp", "xp", nothing, nothing}},
		{"public, the reporter wants the name shown", civic.Actor{}, named, [4]string{"xpn", "xp", nothing, nothing}},
		{"public, before a verifier has published", civic.Actor{}, unpublished, [4]string{nothing, nothing, nothing, nothing}},
		{"another reporter", civic.ReporterActor(8000), atUnit, [4]string{"xp", "xp", nothing, nothing}},
		{"an officer elsewhere", officer(civic.RoleAgencyAdmin, semiAgency), atUnit, [4]string{"xp", "xp", nothing, nothing}},
		{"a sister unit", officer(civic.RoleLiaison, fullSister), atUnit, [4]string{"xp", "xp", nothing, nothing}},
		{"the unit below", officer(civic.RoleUnitOfficer, fullSub), atUnit, [4]string{"xp", "xp", nothing, nothing}},
		{"the reporter", theReporter(), atUnit, [4]string{"xtp", "xtp", "xtp", "xtp"}},
		{"the unit that holds it", officer(civic.RoleUnitOfficer, fullUnit), atUnit, [4]string{"xtpinc", "xtpi", "xtpinc", "xtpi"}},
		{"its liaison", officer(civic.RoleLiaison, fullUnit), atUnit, [4]string{"xtpinc", "xtpi", "xtpinc", "xtpi"}},
		{"its coordinator", officer(civic.RoleAgencyAdmin, fullAgency), atUnit, [4]string{"xtpinc", "xtpi", "xtpinc", "xtpi"}},
		{"the national desk that holds it", nationalAdmin, atNational, [4]string{"xtpinc", "xtpi", "xtpinc", "xtpi"}},
		{"the national desk in the stead of a central agency", nationalAdmin, atCentral, [4]string{"xtpinc", "xtpi", "xtpinc", "xtpi"}},
		{"the national desk that does not hold it", nationalAdmin, atUnit, [4]string{"xtpin", "xtpi", "x", "x"}},
		{"internal oversight, its own case", officer(civic.RoleOversight, fullAgency), graded, [4]string{"xtpin", "xtpi", "xtpin", "xtpi"}},
		{"internal oversight, an ordinary report", officer(civic.RoleOversight, fullAgency), atUnit, [4]string{"xp", "xp", "x", "x"}},
		{"supervisor", officer(civic.RoleSupervisor, national), atUnit, [4]string{"xtpi", "xtpi", "xr", "xr"}},
		{"the head of the agency", officer(civic.RoleAgencyHead, fullAgency), atUnit, [4]string{"xtpi", "xtpi", "xr", "xr"}},
		{"auditor", officer(civic.RoleAuditor, national), atUnit, [4]string{"xp", "xp", "x", "x"}},
	} {
		for i, want := range tc.want {
			r := civic.Report{ID: theReport, State: civic.InProgress, Class: civic.Complaint, Published: true, Version: 1, Anonymous: i%2 == 1, Secret: i >= 2}
			tc.where(&r)
			if got := see(civic.Look(sampleTree(), tc.actor, &r)); got != want {
				t.Errorf("%s, anonymous %v, secret %v: sees %s, want %s", tc.who, r.Anonymous, r.Secret, got, want)
			}
		}
	}
}

// Whoever looks at whatever: no name without a right to it, nothing secret in public, and nobody
// can act for a report that he may not read.
func TestSightNeverLeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		r.Holder = pick(t, desksOf(w.Tree), "holder")
		r.Published, r.State = rapid.Bool().Draw(t, "published"), pick(t, civic.States(), "state")
		r.Class, r.VerifiedAt = pick(t, civic.Classes(), "class"), w.Now
		a := drawActor(t, w.Tree, &r)
		s := civic.Look(w.Tree, a, &r)
		outside := !a.InScope(w.Tree, &r) || a.Role == civic.RoleSystem
		switch {
		case r.Anonymous && (s.Name || s.Contact):
			t.Fatalf("%s sees who the anonymous reporter is", a.Role)
		case s.Contact && !s.Name, s.Name && !s.Text && !outside, !s.Exists && s != (civic.Sight{}):
			t.Fatalf("%s sees a part without the whole: %s", a.Role, see(s))
		case outside && (r.Secret || !r.Published) && s != (civic.Sight{}):
			t.Fatalf("%s outside of scope sees %s of what is not public", a.Role, see(s))
		case outside && (s.Text || s.Internal || s.Contact || s.WithReason):
			t.Fatalf("%s outside of scope sees %s", a.Role, see(s))
		case s.Internal && !a.IsOfficer():
			t.Fatalf("%s reads notes among officers", a.Role)
		case s.Published && r.Secret && !s.Text:
			t.Fatalf("%s reads the public version of a secret report", a.Role)
		}
		for _, v := range w.Allowed(&r, a) {
			if a.IsOfficer() && !s.Text && (answers(v) || !s.WithReason) {
				t.Fatalf("%s at desk %d may do %s to a report at %d that it may not read", a.Role, a.Desk, v, r.Holder)
			}
		}
	})
}

// The national desk verifies and files away in the stead of an agency where it may read the report, and nowhere else.
func TestNobodyActsOnWhatHeMayNotRead(t *testing.T) {
	for _, tc := range []struct {
		name   string
		holder civic.ID
		secret bool
		may    bool
	}{
		{"open, at an agency that works by itself", fullAgency, false, true},
		{"secret, at an agency that works by itself", fullAgency, true, false},
		{"secret, at an agency that verifies nothing", semiAgency, true, false},
		{"secret, at an agency that is run centrally", centAgency, true, true},
		{"secret, at the national desk", national, true, true},
	} {
		s := tell(t, func(sub *civic.Submission) { sub.Named, sub.Secret = fullAgency, tc.secret })
		s.r.Holder = tc.holder
		for _, v := range []civic.Verb{civic.VerbVerify, civic.VerbArchive, civic.VerbNote, civic.VerbAttach, civic.VerbHide} {
			c := command(v)
			c.Target, c.Flag = semiAgency, civic.FlagAnonymous
			at := *s
			if offered := slices.Contains(at.w.Allowed(&at.r, nationalAdmin), v); offered != tc.may {
				t.Errorf("%s: %s is offered: %v", tc.name, v, offered)
			}
			if tc.may {
				at.does(nationalAdmin, c)
			} else {
				at.refused(nationalAdmin, c, civic.KindForbidden, "error.act_unread")
			}
		}
	}
	// Whoever may read it with a reason may act: a supervisor opens it again.
	s := inState(t, civic.Closed)
	s.r.Secret = true
	s.does(officer(civic.RoleSupervisor, national), command(civic.VerbReopen))
}
