package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
)

// verbs registers every step of a report.
func (a *API) verbs() {
	a.routing()
	a.answering()
	a.drafting()
	a.extending()
	a.supporting()
	a.keeping()
	a.demanding()
	a.objecting()
	a.publishing()
	a.reporterSteps()
}

func officerStep(name, id, summary, about string, in any, verbs ...civic.Verb) operation {
	return operation{id: id, method: http.MethodPost, path: "/reports/{tracking_id}/" + name, tag: tagOfficers, access: officers,
		summary: summary, about: about, verbs: verbs, in: in, out: exampleChange()}
}

func reporterStep(name, id, summary, about string, in any, verbs ...civic.Verb) operation {
	op := officerStep(name, id, summary, about, in, verbs...)
	op.tag, op.access = tagReporters, reporters
	return op
}

// routing: where a report goes.
func (a *API) routing() {
	step(a, officerStep("verify", "verifyReport", "Verify and send on",
		"Gives the report its class and sends it to the body that is responsible, and publishes an edited version if asked to.",
		exampleVerify(), civic.VerbVerify), func(ctx context.Context, b *verifyBody) (civic.Command, error) {
		to, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
		if err != nil {
			return civic.Command{}, err
		}
		against, err := agencyID(a.Directory.Map(ctx).Tree, "against_id", b.Against)
		if err != nil {
			return civic.Command{}, err
		}
		topic, err := topicID(a.Directory.Map(ctx), "topic_id", b.TopicID)
		return civic.Command{Verb: civic.VerbVerify, Class: b.Class, Topic: topic, Target: to, KeepDesk: against, Publish: b.Publish,
			PublicTitle: b.PublicTitle, PublicBody: b.PublicBody, PublicPlace: b.PublicPlace, FoundWhy: b.FoundWhy, Photos: photosOf(b.Photos),
			Message: b.Message, Seq: b.Seq}, err
	})
	step(a, officerStep("dispose", "disposeReport", "Send down",
		"Sends the report to a desk below the one that holds it.",
		disposeBody{AgencyID: "surabaya-dinas-pu", Message: "Mohon ditangani.", Seq: 2}, civic.VerbDispose),
		func(ctx context.Context, b *disposeBody) (civic.Command, error) {
			to, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
			return civic.Command{Verb: civic.VerbDispose, Target: to, Message: b.Message, Seq: b.Seq}, err
		})
	step(a, officerStep("return", "returnReport", "Give back",
		"Not competent: the report goes one tier up, and every clock runs on. After too many returns, two where nobody said otherwise, "+
			"the tier above has a day to decide: the clock `decide`.",
		returnBody{Reason: "other_agency", Message: "Jalan ini jalan provinsi.", Suggested: "dinas-pu-jatim"}, civic.VerbReturn),
		func(ctx context.Context, b *returnBody) (civic.Command, error) {
			named, err := agencyID(a.Directory.Map(ctx).Tree, "suggested_id", b.Suggested)
			return civic.Command{Verb: civic.VerbReturn, Reason: b.Reason, Message: b.Message, Suggested: named, Seq: b.Seq}, err
		})
	step(a, officerStep("archive", "archiveReport", "Archive",
		"Takes a report that cannot be processed out of the flow; the reporter reads the reason.",
		reasonBody{Reason: "duplicate", Message: "Laporan yang sama sudah ditangani."}, civic.VerbArchive), withReason(civic.VerbArchive))
	step(a, officerStep("reclassify", "reclassifyReport", "Change the class",
		"The deadline of the new class counts from the original start.",
		reclassifyBody{Class: civic.ComplaintOversight, Message: "Ada dugaan pungutan liar."}, civic.VerbReclassify),
		func(ctx context.Context, b *reclassifyBody) (civic.Command, error) {
			topic, err := topicID(a.Directory.Map(ctx), "topic_id", b.TopicID)
			return civic.Command{Verb: civic.VerbReclassify, Class: b.Class, Topic: topic, Message: b.Message, Seq: b.Seq}, err
		})
}

func withReason(v civic.Verb) func(context.Context, *reasonBody) (civic.Command, error) {
	return func(_ context.Context, b *reasonBody) (civic.Command, error) {
		return civic.Command{Verb: v, Reason: b.Reason, Message: b.Message, Seq: b.Seq}, nil
	}
}

func withMessage(v civic.Verb) func(context.Context, *messageBody) (civic.Command, error) {
	return func(_ context.Context, b *messageBody) (civic.Command, error) {
		return civic.Command{Verb: v, Message: b.Message, Seq: b.Seq}, nil
	}
}

// answering: the talk with the reporter, and how it ends.
func (a *API) answering() {
	step(a, officerStep("hold", "holdReport", "Ask the reporter for more",
		"Something is missing: the reporter is asked what, and the clocks wait.",
		reasonBody{Reason: "place_unclear", Message: "Di kilometer berapa tepatnya?"}, civic.VerbHold), withReason(civic.VerbHold))
	step(a, officerStep("follow-ups", "followUpReport", "Follow up or answer",
		"Tells the reporter what is being done; with `answer: true` that it was done, and the reporter's window begins. "+
			"An answer to a request of information says in `disclosure` whether the information is given, given in part or refused, the last two with a `ground` of the law. "+
			"A text with something to mend is refused with `findings`; it goes out all the same with a `quality_reason`.",
		followUpBody{Message: "Lubang sudah ditambal pada 26 November.", Answer: true, Seq: 4}, civic.VerbFollowUp, civic.VerbAnswer),
		func(_ context.Context, b *followUpBody) (civic.Command, error) {
			cmd := civic.Command{Verb: civic.VerbFollowUp, Message: b.Message, QualityReason: b.QualityReason, Seq: b.Seq}
			if b.Answer {
				cmd.Verb = civic.VerbAnswer
			}
			cmd.Disclosure, cmd.Ground = b.Disclosure, b.Ground
			return cmd, nil
		})
	step(a, officerStep("close", "closeReport", "Close",
		"Closes the report with an outcome and what was done. What an outcome asks for stands in its `asks`; evidence is attached before. "+
			"While the reporter may still react to an answer, only the reporter says that it is solved: 409.",
		closeBody{Outcome: "solved", Message: "Lubang sudah ditambal pada 26 November.", DoneOn: "2026-11-26", Seq: 5}, civic.VerbClose),
		func(_ context.Context, b *closeBody) (civic.Command, error) {
			on, err := optionalDay("done_on", b.DoneOn)
			return civic.Command{Verb: civic.VerbClose, Outcome: b.Outcome, Message: b.Message, DoneOn: on, Ground: b.Ground, ReferredTo: b.ReferredTo, Finding: b.Finding, Measure: b.Measure,
				QualityReason: b.QualityReason, Seq: b.Seq}, err
		})
	a.sharing()
}

// publishing: what the public sees, and the two protections.
func (a *API) publishing() {
	step(a, officerStep("publish", "publishReport", "Publish a version",
		"Writes an edited public version. The original never changes; earlier versions are kept.",
		publishBody{PublicTitle: "Lubang di Jalan Pasar", PublicBody: "Ada lubang besar di jalan depan pasar."}, civic.VerbPublish),
		func(_ context.Context, b *publishBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbPublish, PublicTitle: b.PublicTitle, PublicBody: b.PublicBody, PublicPlace: b.PublicPlace,
				FoundWhy: b.FoundWhy, Photos: photosOf(b.Photos), Message: b.Message, Seq: b.Seq}, nil
		})
	step(a, officerStep("unpublish", "unpublishReport", "Take out of public view",
		"The public version is shown no more; the reporter reads why.",
		messageBody{Message: "Memuat nama orang lain."}, civic.VerbUnpublish), withMessage(civic.VerbUnpublish))
	flags := officerStep("flags", "protectReport", "Switch anonymous or secret",
		"Either may switch a protection on; only the reporter switches one off.",
		flagsBody{Flag: civic.FlagSecret, On: new(true)}, civic.VerbHide, civic.VerbReveal)
	flags.access = parties
	step(a, flags, func(_ context.Context, b *flagsBody) (civic.Command, error) {
		if b.On == nil {
			return civic.Command{}, civic.Invalid("on", "api.on_needed")
		}
		cmd := civic.Command{Verb: civic.VerbReveal, Flag: b.Flag, Message: b.Message, Seq: b.Seq}
		if *b.On {
			cmd.Verb = civic.VerbHide
		}
		return cmd, nil
	})
}

// reporterSteps: what the reporter does.
func (a *API) reporterSteps() {
	step(a, reporterStep("replies", "replyToReport", "Reply",
		"Adds a word of the reporter. After an answer it says that the matter is not settled.",
		messageBody{Message: "Lubangnya masih ada di sisi kiri."}, civic.VerbReply), withMessage(civic.VerbReply))
	step(a, reporterStep("completion", "completeReport", "Give what was asked for",
		"Completes a report that an officer put on hold; the clocks run on.",
		messageBody{Message: "Di depan toko nomor 12."}, civic.VerbComplete), withMessage(civic.VerbComplete))
	step(a, reporterStep("rating", "rateReport", "Accept and rate",
		"While an answer waits for the reporter this accepts it and closes the report; on a closed report it rates the answer, once.",
		ratingBody{Rating: 3, Message: "Terima kasih."}, civic.VerbAccept, civic.VerbRate),
		func(_ context.Context, b *ratingBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbAccept, Rating: b.Rating, Message: b.Message, Seq: b.Seq}, nil
		})
	reopen := reporterStep("reopen", "reopenReport", "Reopen",
		"Not solved: back to the desk that closed it. The reporter may do so once, within 30 days; a supervisor at any time.",
		messageBody{Message: "Lubangnya terbuka lagi."}, civic.VerbReopen)
	reopen.access = parties
	step(a, reopen, withMessage(civic.VerbReopen))
	step(a, reporterStep("withdraw", "withdrawReport", "Withdraw",
		"Takes the report back.", withdrawBody{Message: "Sudah selesai sendiri."}, civic.VerbWithdraw),
		func(_ context.Context, b *withdrawBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbWithdraw, Message: b.Message, Seq: b.Seq}, nil
		})
	a.handing()
}
