package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

const thePart civic.ID = 7100

// parted takes a part of a report out, to a desk.
func parted(t *testing.T, s *story, to civic.ID) civic.SplitOff {
	t.Helper()
	c := ask(civic.VerbSplit, to)
	c.Message, c.Part, c.Class = "Lampu jalan di depan pasar juga padam.", thePart, civic.ComplaintOversight
	after, e, part, err := s.w.Split(s.r, leadOfficer, c, newCode(t, repeatable(2)), newAlias(t, repeatable(2)), civic.Place{Text: "Pasar Baru", Region: s.r.Region})
	if err != nil {
		t.Fatal(err)
	}
	s.r, s.events = after, append(s.events, e)
	return part
}

// A part is a report of its own with the protections and the day of receipt of the whole; the whole waits for it, and its
// office sees the part alone.
func TestPartIsAReportOfItsOwn(t *testing.T) {
	for _, to := range []civic.ID{fullSister, semiAgency, fullUnit} {
		s := inState(t, civic.InProgress)
		s.r.Secret, s.r.Anonymous, s.r.Mailable = true, true, true
		part := parted(t, s, to)
		child, last := part.Report, part.Events[1]
		citizen, _ := child.Clocks.Get(civic.ClockCitizen)
		whole := s.clock(civic.ClockCitizen)
		resolve, _ := child.Clocks.Get(civic.ClockResolve)
		verify, _ := child.Clocks.Get(civic.ClockVerify)
		if child.Parent != s.r.ID || child.Holder != to || child.State != civic.Dispatched || !child.Secret || !child.Anonymous || !child.Mailable || child.Class != civic.ComplaintOversight {
			t.Errorf("%+v", child)
		}
		if !citizen.Started.Equal(whole.Started) || !child.ReceivedAt.Equal(s.r.ReceivedAt) || !resolve.Started.Equal(s.w.Now) || !verify.Stopped.Equal(s.r.VerifiedAt) {
			t.Errorf("citizen since %s, whole %s; resolve since %s; verified %s", citizen.Started, whole.Started, resolve.Started, verify.Stopped)
		}
		if part.Events[0].Seq != 1 || last.Seq != 2 || child.Seq != 2 || last.From != civic.Submitted || last.FromDesk != part.Events[0].ToDesk || last.ToDesk != to || last.Officer != leadOfficer.Officer {
			t.Errorf("%+v", part.Events)
		}
		if s.last().Shown != civic.ForReporter || s.r.Holder != fullUnit {
			t.Errorf("%+v", s.last())
		}
		if to != fullUnit && officer(civic.RoleLiaison, to).InScope(s.w.Tree, &s.r) || !officer(civic.RoleLiaison, to).InScope(s.w.Tree, &child) {
			t.Errorf("%d sees the whole, or not the part", to)
		}
		s.refused(leadOfficer, command(civic.VerbClose), civic.KindConflict, "error.supports_open")
		two := *s
		two.does(leadOfficer, command(civic.VerbRelease)).does(leadOfficer, command(civic.VerbClose))
		ended := civic.Command{Verb: civic.VerbPartEnded, Part: thePart}
		s.refused(leadOfficer, ended, civic.KindForbidden, "error.forbidden")
		s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbPartEnded, Part: thePart + 1}, civic.KindInvalid, "error.support_which")
		s.does(civic.SystemActor(), ended).does(leadOfficer, command(civic.VerbClose))
		s.r = child
		if slices.Contains(s.w.Allowed(&child, officer(civic.RoleLiaison, to)), civic.VerbSplit) {
			t.Error("a part may be split again")
		}
	}
}

func TestPartsThatCannotBe(t *testing.T) {
	s := inState(t, civic.InProgress)
	for to, key := range map[civic.ID]string{0: "error.target_needed", national: "error.target_unknown", shutAgency: "error.target_unknown", semiUnit: "error.target_agency_desk"} {
		s.refused(leadOfficer, ask(civic.VerbSplit, to), civic.KindInvalid, key)
	}
	c := ask(civic.VerbSplit, semiAgency)
	c.Message, c.Part = "Lampu padam.", thePart
	if _, _, _, err := s.w.Split(s.r, leadOfficer, c, "", "", civic.Place{Text: "Pasar"}); asError(err) == nil || asError(err).Field != "message" {
		t.Errorf("a part that says nothing: %v", err)
	}
}
