package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

func TestCorrectionsStandAboveWhatTheyCorrect(t *testing.T) {
	s := named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit).at("2026-03-03 10:00").does(fullWorker, command(civic.VerbAnswer))
	answer, window := s.last(), s.due(civic.ClockReporterWindow)
	fix := func(e civic.Event, words string) civic.Command {
		return civic.Command{Verb: civic.VerbCorrect, Corrects: e.Seq, Corrected: &e, Message: words, Why: "Tanggalnya salah."}
	}
	s.at("2026-03-05 10:00").does(fullWorker, fix(answer, "Selesai 4 Maret.")).does(fullWorker, fix(answer, "Selesai 5 Maret."))
	if s.r.State != civic.AwaitingReporter || s.due(civic.ClockReporterWindow) == window {
		t.Errorf("%s; the reporter has until %s for the new words", s.r.State, s.due(civic.ClockReporterWindow))
	}
	versions := civic.Corrections(s.events, answer.Seq)
	if len(versions) != 2 || versions[1].Event.Message != "Selesai 5 Maret." || versions[0].Why != "Tanggalnya salah." || versions[1].Event.Corrects() != answer.Seq || answer.Corrects() != 0 {
		t.Errorf("%+v", versions)
	}
	sister := officer(civic.RoleAgencyAdmin, fullAgency)
	question := s.does(theReporter(), command(civic.VerbReply)).last()
	blank := fix(answer, "Baru.")
	blank.Why = " "
	wrong := fix(answer, "Baru.")
	wrong.Corrects++
	for name, tc := range map[string]struct {
		by  civic.Actor
		cmd civic.Command
		key string
	}{
		"another desk":       {sister, fix(answer, "Baru."), "error.correct_not_yours"},
		"a reporter's words": {fullWorker, fix(question, "Baru."), "error.correct_what"},
		"nothing":            {fullWorker, civic.Command{Verb: civic.VerbCorrect, Message: "Baru.", Why: "x y"}, "error.correct_what"},
		"another number":     {fullWorker, wrong, "error.correct_what"},
		"the same words":     {fullWorker, fix(answer, answer.Message), "error.correct_same"},
		"no reason":          {fullWorker, blank, "error.why_needed"},
	} {
		if e := asError(s.try(tc.by, tc.cmd)); e == nil || e.Key != tc.key || e.Kind != civic.KindInvalid {
			t.Errorf("%s: %v, want %s", name, e, tc.key)
		}
	}
	agency := s.r.AgencyAt
	if s.at("2026-03-06 10:00").does(fullWorker, fix(answer, "Lagi.")); s.r.AgencyAt != agency {
		t.Error("a mended old answer counts as an answer to the reporter's new words")
	}
	named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit).refused(fullWorker, fix(answer, "Baru."), civic.KindConflict, "error.nothing_told")
}

// What has to be approved is corrected with approval only, and what need not be is not.
func TestCorrectionsNeedTheApprovalOfWhatTheyCorrect(t *testing.T) {
	s := signed(t, civic.ApproveAnswers).does(fullWorker, command(civic.VerbFollowUp))
	told := s.last()
	s.at("2026-03-04 10:00").does(fullWorker, draft(civic.VerbAnswer, "Lubang ditambal.")).does(head, s.approve())
	answer := s.last()
	fix := civic.Command{Verb: civic.VerbCorrect, Corrects: answer.Seq, Corrected: &answer, Message: "Lubang ditambal 2 Maret.", Why: "Tanggalnya kurang."}
	s.refused(fullWorker, fix, civic.KindInvalid, "error.needs_approval")
	fix.Verb, fix.As = civic.VerbPropose, civic.VerbCorrect
	s.does(fullWorker, fix)
	c := s.approve()
	c.Proposed.Step.Corrected = &answer
	s.does(head, c)
	if e := s.last(); e.Verb != civic.VerbCorrect || e.Corrects() != answer.Seq || e.Message != fix.Message || e.Detail[civic.DetailApprover] != theHead.String() {
		t.Errorf("%+v", e)
	}
	small := civic.Command{Verb: civic.VerbCorrect, Corrects: told.Seq, Corrected: &told, Message: "Kami ukur lusa.", Why: "Hujan."}
	s.does(fullWorker, small)
	small.Verb, small.As = civic.VerbPropose, civic.VerbCorrect
	small.Message = "Kami ukur Senin."
	s.refused(fullWorker, small, civic.KindInvalid, "error.proposal_as")
}
