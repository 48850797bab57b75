package civic

import "slices"

// Verb is something that is done to a report.
type Verb string

// The verbs. A state changes by one of these and by nothing else.
const (
	VerbSubmit     Verb = "submit"
	VerbVerify     Verb = "verify"
	VerbHold       Verb = "hold"
	VerbComplete   Verb = "complete"
	VerbLapse      Verb = "lapse"
	VerbArchive    Verb = "archive"
	VerbDispose    Verb = "dispose"
	VerbReturn     Verb = "return"
	VerbFollowUp   Verb = "follow_up"
	VerbAnswer     Verb = "answer"
	VerbReply      Verb = "reply"
	VerbAccept     Verb = "accept"
	VerbClose      Verb = "close"
	VerbAutoClose  Verb = "auto_close"
	VerbRate       Verb = "rate"
	VerbReopen     Verb = "reopen"
	VerbWithdraw   Verb = "withdraw"
	VerbEscalate   Verb = "escalate"
	VerbReclassify Verb = "reclassify"
	VerbPublish    Verb = "publish"
	VerbUnpublish  Verb = "unpublish"
	VerbHide       Verb = "hide"   // switch anonymous or secret on
	VerbReveal     Verb = "reveal" // switch anonymous or secret off
	VerbAttach     Verb = "attach"
	VerbNote       Verb = "note"
	VerbAssign     Verb = "assign"     // taken, handed over, or given back by an officer of the desk
	VerbMerge      Verb = "merge"      // follow a lead
	VerbUnmerge    Verb = "unmerge"    // stand alone again
	VerbLead       Verb = "lead"       // lead the incident in the place of another report
	VerbTell       Verb = "tell"       // what was said to all, where the follower stands at another point
	VerbRecount    Verb = "recount"    // provisional deadlines, once the holidays are known
	VerbPropose    Verb = "propose"    // a draft for the eyes of whoever approves
	VerbApprove    Verb = "approve"    // takes the step that was proposed
	VerbDecline    Verb = "decline"    // gives the draft back with a comment
	VerbRecall     Verb = "recall"     // its author takes the draft back
	VerbCorrect    Verb = "correct"    // a new version of what was told to the reporter
	VerbKeepOut    Verb = "keep_out"   // an office or officer named in the report sees it no more
	VerbLetIn      Verb = "let_in"     // and sees it again
	VerbHear       Verb = "hear"       // what the person named has to say
	VerbSupport    Verb = "support"    // asks another office to do a part
	VerbConsult    Verb = "consult"    // asks another office for its opinion
	VerbContribute Verb = "contribute" // the office that was asked answers
	VerbUnable     Verb = "unable"     // the office that was asked cannot
	VerbRelease    Verb = "release"    // sets an office free that was asked
	VerbSplit      Verb = "split"      // takes a part out, which becomes a report of its own
	VerbPartEnded  Verb = "part_ended" // a part has ended
)

// Need is an input that a verb cannot do without.
type Need string

// The inputs. A reason is a code of the step's reason list, effective on the day.
const (
	NeedMessage Need = "message"
	NeedReason  Need = "reason"
	NeedOutcome Need = "outcome"
	NeedTarget  Need = "agency_id"
	NeedClass   Need = "class"
	NeedRating  Need = "rating"
	NeedFlag    Need = "flag"
	NeedText    Need = "public_text"
	NeedLead    Need = "lead"
	NeedAs      Need = "as"       // which step is proposed
	NeedEvent   Need = "corrects" // the number of the event that is corrected
	NeedWhy     Need = "why"
	NeedKept    Need = "kept" // an office or an officer
)

// Effect is what a step does to a clock.
type Effect string

// The effects.
const (
	Starts   Effect = "starts"   // begins unless it ever began
	Restarts Effect = "restarts" // begins anew
	Pauses   Effect = "pauses"
	Resumes  Effect = "resumes"
	Stops    Effect = "stops"
	Revives  Effect = "revives"                          // goes on with the days left when it was stopped
	Rebases  Effect = "rebases"                          // same start, length of the new class
	Recounts Effect = "recounts"                         // same start and length, if it was provisional, by the holidays known now
	Insists  Effect = "restarts when returned too often" // only once the report was returned too often; see TooOften
)

// Tick is one clock effect of a step.
type Tick struct {
	Clock  ClockKind
	Effect Effect
}

// Landing says which desk holds the report after a step.
type Landing string

// The landings. There is no landing "nobody": a report has exactly one holder.
const (
	Stays        Landing = "stays"
	ToEntry      Landing = "entry desk"                // by the named agency's routing mode
	ToTarget     Landing = "target desk"               // given with the verb
	OneTierUp    Landing = "one tier up"               // the desk above the holder
	ToLead       Landing = "lead's desk"               // where the lead lies
	AwayFromKept Landing = "away from who is kept out" // stays, unless it lies there
)

// Audience is who may read the event in a timeline.
type Audience string

// The audiences, from wide to narrow. Everything on a report that is not public is
// at most for the reporter, whatever the event's own audience.
const (
	ForPublic   Audience = "public"
	ForReporter Audience = "reporter"
	ForOfficers Audience = "internal"
)

// Same, Previous and AsProposed are the special destinations of a Step.
const (
	Same       State = "(same)"
	Previous   State = "(before hold)"
	AsProposed State = "(as proposed)"
)

// Step is one row of the lifecycle table.
type Step struct {
	Verb    Verb
	From    []State // empty: the report does not exist yet
	To      State
	By      []Role
	Needs   []Need
	Reasons string // reason list of NeedReason or NeedOutcome
	Ticks   []Tick
	Lands   Landing
	Shown   Audience
	Guard   Guard
	Why     string // the rule behind the step
}

// Guard names a condition beyond state, role and inputs; see guards in apply.go.
type Guard string

// The guards.
const (
	NoGuard         Guard = ""
	GuardVerifier   Guard = "verifier"         // the holder verifies, or the national desk does
	GuardTarget     Guard = "target below"     // the target lies below the holder, as the routing mode allows
	GuardAbove      Guard = "has a tier above" // the national desk cannot return
	GuardHandler    Guard = "handler"          // acts for the holding desk
	GuardVerified   Guard = "verified before"
	GuardAnswered   Guard = "was answered"
	GuardDue        Guard = "time is up"
	GuardSilent     Guard = "time is up and the reporter did not write last"
	GuardReopen     Guard = "within the window, once; a supervisor at any time"
	GuardEscalation Guard = "late, or ended without helping; it happened less than two years ago"
	GuardUnrated    Guard = "not rated yet"
	GuardPublished  Guard = "a public version is shown"
	GuardHides      Guard = "a protection is off"
	GuardReveals    Guard = "a protection is on"
	GuardMoves      Guard = "a provisional date moves" // see Settle for those that stay
	GuardAlone      Guard = "in no incident"           // the desk may act on it, and on the lead
	GuardFollows    Guard = "follows a lead"
	GuardCarried    Guard = "as its lead" // never by itself
	GuardSigned     Guard = "handler; approved where the agency asks for that"
	GuardWindow     Guard = "handler; approved where the agency asks for that; the reporter's window is over"
	GuardProposes   Guard = "handler; the agency asks for approval; no other draft waits"
	GuardApproves   Guard = "somebody else's draft waits, and nobody was told anything since"
	GuardDeclines   Guard = "somebody else's draft waits"
	GuardRecalls    Guard = "the own draft waits"
	GuardKeeps      Guard = "names nobody above the own desk; whoever only handles names nobody but themselves"
	GuardKept       Guard = "somebody is kept out"
	GuardHears      Guard = "handler; of oversight grade"
	GuardHanded     Guard = "was handed over"
	GuardAsks       Guard = "handler; somebody is there to ask, and few owe an answer"
	GuardAsked      Guard = "acts for an office that was asked and owes its answer"
	GuardReleases   Guard = "handler; an office owes its answer"
	GuardSplits     Guard = "handler; not a part itself, and few owe an answer"
	GuardPart       Guard = "a part has not ended"
)

var (
	verifiers = []Role{RoleNationalAdmin, RoleAgencyAdmin}
	handlers  = []Role{RoleNationalAdmin, RoleAgencyAdmin, RoleLiaison, RoleUnitOfficer, RoleOversight}
	routers   = []Role{RoleNationalAdmin, RoleAgencyAdmin, RoleLiaison}
	reporter  = []Role{RoleReporter}
	system    = []Role{RoleSystem}
	open      = []State{Submitted, InfoNeeded, Dispatched, InProgress, AwaitingReporter, Escalated}
	working   = []State{Submitted, Dispatched, InProgress}
	ending    = []Tick{{ClockVerify, Stops}, {ClockFirstFollowUp, Stops}, {ClockResponse, Stops}, {ClockResolve, Stops},
		{ClockReporterWindow, Stops}, {ClockCompletion, Stops}, {ClockRework, Stops}, {ClockDecide, Stops}, {ClockCitizen, Stops}}
	completing = []Tick{{ClockCompletion, Stops}, {ClockVerify, Resumes}, {ClockFirstFollowUp, Resumes}, {ClockResponse, Resumes}, {ClockRework, Resumes}, {ClockResolve, Resumes}, {ClockDecide, Resumes}}
	recounting = []Tick{{ClockVerify, Recounts}, {ClockFirstFollowUp, Recounts}, {ClockResponse, Recounts}, {ClockResolve, Recounts},
		{ClockReporterWindow, Recounts}, {ClockCompletion, Recounts}, {ClockRework, Recounts}, {ClockDecide, Recounts}, {ClockObjection, Recounts}, {ClockCitizen, Recounts}}
)

// Lifecycle returns the table: every way in which a report can change. Officers' buttons, the
// API's allowed actions and docs/lifecycle.md all come from it.
// Source: PermenPANRB 62/2018 and 5/2025, UU 25/2009 art. 42-50, with the gaps that
// docs/adr records; lengths of time are policy data, not part of the table.
func Lifecycle() []Step {
	var all []Step
	for _, chapter := range [][]Step{arrival(), handling(), conclusion(), alongside(), approving(), extending(), together(), supporting(), elsewhere(), integrity(), demanding(), objecting()} {
		all = append(all, chapter...)
	}
	return all
}

// table is the lifecycle built once and never changed: it is read for every write and every page.
var table = Lifecycle()

// steps is the table by verb.
var steps = func() map[Verb][]Step {
	m := map[Verb][]Step{}
	for _, s := range table {
		m[s.Verb] = append(m[s.Verb], s)
	}
	return m
}()

// stepFor finds the row for a verb in a state.
func stepFor(v Verb, from State) (Step, bool) {
	for _, s := range steps[v] {
		if slices.Contains(s.From, from) {
			return s, true
		}
	}
	return Step{}, false
}

// arrival: from the reporter's hand to a verified report, or out of the flow with a reason.
func arrival() []Step {
	return []Step{
		{Verb: VerbSubmit, To: Submitted, By: append(append([]Role{}, reporter...), handlers...), Needs: []Need{NeedMessage}, Lands: ToEntry, Shown: ForPublic,
			Ticks: []Tick{{ClockVerify, Starts}, {ClockCitizen, Starts}},
			Why:   "every report is received and receipted, from any door"},
		{Verb: VerbVerify, From: []State{Submitted}, To: Dispatched, By: verifiers, Needs: []Need{NeedClass}, Lands: ToTarget, Shown: ForPublic, Guard: GuardVerifier,
			Ticks: []Tick{{ClockVerify, Stops}, {ClockDecide, Stops}, {ClockFirstFollowUp, Starts}, {ClockResolve, Starts}, {ClockResolve, Rebases}},
			Why:   "classified, and sent to the body that is responsible; after a return the clocks keep their start"},
		{Verb: VerbHold, From: working, To: InfoNeeded, By: handlers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsHold, Lands: Stays, Shown: ForReporter, Guard: GuardHandler,
			Ticks: []Tick{{ClockVerify, Pauses}, {ClockFirstFollowUp, Pauses}, {ClockResponse, Pauses}, {ClockRework, Pauses}, {ClockResolve, Pauses}, {ClockDecide, Pauses}, {ClockCompletion, Restarts}},
			Why:   "something is missing; the reporter is asked what, with a reason"},
		{Verb: VerbComplete, From: []State{InfoNeeded}, To: Previous, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Ticks: completing,
			Why: "UU 25/2009 art. 44: the reporter completes within the term"},
		{Verb: VerbLapse, From: []State{InfoNeeded}, To: Archived, By: system, Reasons: ReasonsArchive, Lands: Stays, Shown: ForPublic, Guard: GuardDue, Ticks: ending,
			Why: "UU 25/2009 art. 44(5): not completed in time counts as withdrawn"},
		{Verb: VerbArchive, From: []State{Submitted}, To: Archived, By: verifiers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsArchive, Lands: Stays, Shown: ForReporter, Guard: GuardVerifier, Ticks: ending,
			Why: "cannot be processed; the reporter reads the reason"},
	}
}

// handling: down and up the tiers, and the talk with the reporter.
func handling() []Step {
	return []Step{
		{Verb: VerbDispose, From: []State{Dispatched, InProgress}, To: Dispatched, By: routers, Needs: []Need{NeedTarget}, Lands: ToTarget, Shown: ForPublic, Guard: GuardTarget,
			Why: "tiered disposition: national, agency, unit, sub-unit"},
		{Verb: VerbDispose, From: []State{Submitted}, To: Dispatched, By: routers, Needs: []Need{NeedTarget}, Lands: ToTarget, Shown: ForPublic, Guard: GuardVerified,
			Ticks: []Tick{{ClockDecide, Stops}},
			Why:   "a returned report was verified before and only needs the right desk, which may be the one that has it"},
		{Verb: VerbReturn, From: working, To: Submitted, By: handlers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsReturn, Lands: OneTierUp, Shown: ForPublic, Guard: GuardAbove,
			Ticks: []Tick{{ClockDecide, Insists}},
			Why:   "bukan wewenang: not competent, so it goes back one tier up and every clock runs on; once that happens too often the tier above must decide at once"},
		{Verb: VerbFollowUp, From: []State{Dispatched, InProgress}, To: InProgress, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardHandler,
			Ticks: []Tick{{ClockFirstFollowUp, Stops}, {ClockResponse, Stops}},
			Why:   "what is being done, told to the reporter"},
		{Verb: VerbFollowUp, From: []State{Escalated}, To: Escalated, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardHandler,
			Ticks: []Tick{{ClockFirstFollowUp, Stops}, {ClockResponse, Stops}, {ClockRework, Stops}},
			Why:   "an agency goes on answering while the Ombudsman looks"},
		{Verb: VerbAnswer, From: []State{Dispatched, InProgress, AwaitingReporter}, To: AwaitingReporter, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardSigned,
			Ticks: []Tick{{ClockFirstFollowUp, Stops}, {ClockResponse, Stops}, {ClockRework, Stops}, {ClockResolve, Pauses}, {ClockReporterWindow, Restarts}},
			Why:   "a substantive answer; the reporter's window begins"},
		{Verb: VerbReply, From: []State{AwaitingReporter}, To: InProgress, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter,
			Ticks: []Tick{{ClockReporterWindow, Stops}, {ClockResolve, Resumes}, {ClockResponse, Restarts}, {ClockRework, Restarts}},
			Why:   "the reporter is not content: the handler must answer again, within a term of its own"},
		{Verb: VerbReply, From: []State{Dispatched, InProgress, Escalated}, To: Same, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter,
			Ticks: []Tick{{ClockResponse, Restarts}},
			Why:   "a reply restarts the handler's response clock and no other"},
		{Verb: VerbReply, From: []State{InfoNeeded}, To: Previous, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Ticks: completing,
			Why: "whoever was asked and writes has answered, whichever button it was"},
		{Verb: VerbReply, From: []State{Submitted}, To: Same, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter,
			Why: "the reporter may always add something"},
	}
}

// conclusion: how a report ends, and how it comes back.
func conclusion() []Step {
	return []Step{
		{Verb: VerbAccept, From: []State{AwaitingReporter}, To: Closed, By: reporter, Needs: []Need{NeedRating}, Lands: Stays, Shown: ForPublic, Ticks: dropping,
			Why: "the reporter confirms that it is solved; whoever was not helped replies instead"},
		{Verb: VerbClose, From: []State{InProgress, Escalated}, To: Closed, By: handlers, Needs: []Need{NeedOutcome, NeedMessage}, Reasons: ReasonsOutcome, Lands: Stays, Shown: ForPublic, Guard: GuardSigned, Ticks: ending,
			Why: "closed by an officer with an outcome, what was done, when, and what proves it"},
		{Verb: VerbClose, From: []State{AwaitingReporter}, To: Closed, By: handlers, Needs: []Need{NeedOutcome, NeedMessage}, Reasons: ReasonsOutcome, Lands: Stays, Shown: ForPublic, Guard: GuardWindow, Ticks: ending,
			Why: "while the reporter may still answer, only the reporter says that it is solved"},
		{Verb: VerbAutoClose, From: []State{AwaitingReporter}, To: Closed, By: system, Lands: Stays, Shown: ForPublic, Guard: GuardSilent, Ticks: ending,
			Why: "ten full working days without a word; told apart from a confirmed solution"},
		{Verb: VerbRate, From: []State{Closed}, To: Closed, By: reporter, Needs: []Need{NeedRating}, Lands: Stays, Shown: ForPublic, Guard: GuardUnrated,
			Why: "the reporter's judgement of the answer, given once"},
		{Verb: VerbReopen, From: []State{Closed}, To: InProgress, By: []Role{RoleReporter, RoleSupervisor}, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardReopen,
			Ticks: []Tick{{ClockCitizen, Revives}, {ClockResolve, Revives}, {ClockResponse, Restarts}, {ClockRework, Restarts}},
			Why:   "not solved: back to the desk that closed it with a term of its own, the citizen's clock as if it had never stopped"},
		{Verb: VerbWithdraw, From: open, To: Archived, By: reporter, Lands: Stays, Shown: ForPublic, Ticks: dropping,
			Why: "the reporter takes it back"},
		{Verb: VerbEscalate, From: []State{Submitted}, To: Same, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardEscalation,
			Why: "late at the door: the reporter takes it to the Ombudsman, and whoever verifies still has to"},
		{Verb: VerbEscalate, From: []State{Dispatched, InProgress, AwaitingReporter}, To: Escalated, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardEscalation,
			Ticks: []Tick{{ClockReporterWindow, Stops}, {ClockResolve, Resumes}},
			Why:   "late: the reporter takes it to the Ombudsman, and the desk still owes an answer"},
		{Verb: VerbEscalate, From: []State{Closed}, To: Escalated, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardEscalation,
			Ticks: []Tick{{ClockCitizen, Revives}, {ClockResolve, Revives}, {ClockResponse, Restarts}},
			Why:   "ended without a solution: the reporter takes it to the Ombudsman"},
	}
}

// alongside: what changes a report without moving it.
func alongside() []Step {
	return []Step{
		{Verb: VerbReclassify, From: []State{Submitted, Dispatched, InProgress, AwaitingReporter, Escalated}, To: Same, By: verifiers, Needs: []Need{NeedClass, NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardHandler,
			Ticks: []Tick{{ClockResolve, Rebases}},
			Why:   "the length of the new class counts from the original start"},
		{Verb: VerbPublish, From: States(), To: Same, By: verifiers, Needs: []Need{NeedText}, Lands: Stays, Shown: ForPublic, Guard: GuardVerified,
			Why: "an edited public version; the original never changes"},
		{Verb: VerbUnpublish, From: States(), To: Same, By: verifiers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardPublished,
			Why: "taken out of public view with a reason"},
		{Verb: VerbHide, From: States(), To: Same, By: append(append([]Role{}, reporter...), handlers...), Needs: []Need{NeedFlag}, Lands: Stays, Shown: ForReporter, Guard: GuardHides,
			Why: "either may switch anonymous or secret on"},
		{Verb: VerbReveal, From: States(), To: Same, By: reporter, Needs: []Need{NeedFlag}, Lands: Stays, Shown: ForReporter, Guard: GuardReveals,
			Why: "only the reporter switches anonymous or secret off"},
		{Verb: VerbAttach, From: open, To: Same, By: append(append([]Role{}, reporter...), handlers...), Lands: Stays, Shown: ForReporter,
			Why: "evidence may come at any time before the end"},
		{Verb: VerbNote, From: States(), To: Same, By: append(append([]Role{}, handlers...), RoleAgencyHead, RoleSupervisor), Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers,
			Why: "a note among officers; the reporter never sees it"},
		{Verb: VerbAssign, From: open, To: Same, By: append(append([]Role{}, handlers...), RoleSystem), Lands: Stays, Shown: ForOfficers, Guard: GuardHandler,
			Why: "who of the desk works on it: taken, handed over, or given back; the system does so for who left; the report stays where it is"},
		{Verb: VerbRecount, From: open, To: Same, By: system, Lands: Stays, Shown: ForReporter, Guard: GuardMoves, Ticks: recounting,
			Why: "beyond the last decreed year dates are provisional; once its holidays are known they are reckoned again; firm ones of the offices only when somebody asks"},
	}
}

// together: reports about the same thing, handled once and answered each.
func together() []Step {
	return []Step{
		{Verb: VerbMerge, From: []State{Submitted}, To: Dispatched, By: verifiers, Needs: []Need{NeedLead}, Lands: ToLead, Shown: ForPublic, Guard: GuardAlone,
			Ticks: []Tick{{ClockVerify, Stops}, {ClockDecide, Stops}, {ClockFirstFollowUp, Starts}, {ClockResolve, Starts}, {ClockResolve, Rebases}},
			Why:   "somebody else reported the same: it goes where that report is, and follows it"},
		{Verb: VerbMerge, From: []State{Dispatched, InProgress}, To: Same, By: handlers, Needs: []Need{NeedLead}, Lands: ToLead, Shown: ForPublic, Guard: GuardAlone,
			Why: "handled together; number, clocks and notices stay its own"},
		{Verb: VerbUnmerge, From: States(), To: Same, By: append(append([]Role{}, handlers...), RoleSystem), Lands: Stays, Shown: ForPublic, Guard: GuardFollows,
			Why: "not the same after all, or at another point than its lead: it stands alone"},
		{Verb: VerbLead, From: []State{Dispatched, InProgress}, To: Same, By: append(append([]Role{}, handlers...), RoleSystem), Lands: Stays, Shown: ForOfficers, Guard: GuardFollows,
			Why: "the others follow this one from now on; nobody else is told"},
		{Verb: VerbTell, From: append(append([]State{}, open...), Closed), To: Same, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardCarried,
			Ticks: []Tick{{ClockFirstFollowUp, Stops}, {ClockResponse, Stops}},
			Why:   "what the office says on the lead reaches every reporter, wherever the own report stands"},
		{Verb: VerbClose, From: []State{Dispatched}, To: Closed, By: handlers, Needs: []Need{NeedOutcome, NeedMessage}, Reasons: ReasonsOutcome, Lands: Stays, Shown: ForPublic, Guard: GuardCarried, Ticks: ending,
			Why: "closed with its lead, though it was merged only after the last word of the office"},
	}
}

// The reason lists.
const (
	ReasonsHold    = "hold"
	ReasonsReturn  = "return"
	ReasonsArchive = "archive"
	ReasonsOutcome = "outcome"
)

// Reason codes that the system itself writes; they exist in every reason list.
const (
	ReasonLapsed    = "not_completed"
	ReasonWithdrawn = "withdrawn"
	OutcomeAccepted = "accepted"
	OutcomeSilent   = "no_reply"
)
