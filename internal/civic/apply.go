package civic

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"
)

// The lengths of texts, in characters.
const (
	MinBody    = 20
	MinReason  = 10 // of a reason for reading what is protected, blanks aside: a letter or a dot says nothing to an auditor
	MaxBody    = 10_000
	MaxTitle   = 150
	MaxMessage = 10_000
	MaxPlace   = 500
)

// World is everything a step depends on besides the report: the time, the
// tree of agencies, policies, calendar and reasons, all as of one moment.
type World struct {
	Now      time.Time
	Tree     *Tree
	Book     *PolicyBook
	Calendar *Calendar
	Hours    OfficeHours
	Reasons  *ReasonBook
	Returns  int // so many are too many; 0: DefaultReturns

	Reminding []ReminderRule // when offices are told of their clocks

	carrying bool        // the step comes from a lead to those that follow it
	renewing []ClockKind // somebody asked for these clocks to be reckoned again
	renewAt  ID          // of offices at and below this one; 0: everywhere

	extending int // the days of the extension that is taken
}

// Flag is one of the two independent wishes for protection.
type Flag string

// The flags.
const (
	FlagAnonymous Flag = "anonymous"
	FlagSecret    Flag = "secret"
)

// Command is a verb with its inputs. Which of them are needed, the table says.
type Command struct {
	Verb        Verb
	Message     string
	Reason      string
	Outcome     string
	Target      ID
	Class       Class
	Topic       ID
	Rating      int
	Flag        Flag
	KeepDesk    ID     // who is kept out, or let in again; with verify the office complained of
	KeepOfficer ID     // the same of one officer
	Finding     string // with close, of what is of oversight grade
	Measure     string // with a finding: the sanction or measure, in general words
	PublicTitle string
	PublicBody  string
	PublicPlace string       // as the public may read it; empty: the region only
	Publish     bool         // with verify: also publish the public text
	Assignee    ID           // with assign: the officer, 0 gives it back to the desk
	Mentions    []ID         // with note: officers who are addressed in it
	Into        TrackingCode // with merge: the report to follow; Act looks it up
	Lead        *Report      // with merge: that report as it is now
	Seq         int          // the number of events the actor has seen; 0 when unknown

	DoneOn     Date      // with close: the day on which it was done
	Ground     string    // with close: the rule by which it cannot be done; with an answer that keeps something back, too
	ReferredTo string    // with close: to whom the reporter is referred
	Evidence   int       // with close: how many files of the office are there to prove it, those that come with it included
	As         Verb      // with propose: the step that is proposed
	Proposed   *Proposed // with approve: the draft that waits
	Corrects   int       // with correct: the number of the event
	Corrected  *Event    // with correct: the event as it stands in the history
	Why        string    // with correct: what was wrong

	Disclosure Disclosure // with answer, of a request of information: what becomes of it; its ground stands in Ground

	QualityReason string // why an answer goes out in spite of what the gate found in it

	Days int // with extend: how many more; with consult and demand: working days until the answer is wanted, 0 what the policy says

	Kind   DemandKind // with demand: what is wanted
	Demand int        // with explain and withdraw_demand: the number of the event that asked; 0 where there is one only

	Support int  // with contribute, unable and release: the number of the event that asked; 0 where there is one only
	Show    bool // with contribute: the reporter reads it
	Part    ID   // with split: the report that the part becomes; with part_ended: the one that ended
	Carries []ID // with split: the files of the report that go with the part

	Suggested ID // with return: the office that is competent, 0 when that is not known

	Consent  bool   // with escalate: the reporter gives the own name and contact with the dossier
	Handover ID     // with record: which handing over
	Number   string // with record: that the other body gave

	Photos   []PublicPhoto // with publish, and with verify that publishes: the reporter's photos that become public; all of them
	FoundWhy string        // why a public version goes out in spite of the personal data found in it
}

// Apply does one step. It changes nothing but its copy of the report, and
// returns the event to be written with it.
// Errors: not_found when the report is outside the actor's scope, forbidden when the
// role or the guard refuses, conflict when the state or the number of events
// does not fit, invalid with the field when an input is missing.
func (w World) Apply(r Report, a Actor, c Command) (Report, Event, error) {
	if c.Verb == VerbApprove {
		return w.approve(r, a, c)
	}
	step, err := w.check(&r, a, c.Verb)
	if err != nil {
		return r, Event{}, w.plainly(&r, c, err)
	}
	if c.Publish && r.Secret {
		return r, Event{}, Invalid("publish", "error.publish_secret")
	}
	if c.Seq != 0 && c.Seq != r.Seq {
		return r, Event{}, Conflict("error.changed_meanwhile")
	}
	c = w.lawful(&r, c.tidied())
	if err := w.needs(step, &r, c); err != nil {
		return r, Event{}, err
	}
	if c, err = w.inputs(&r, a, c); err != nil {
		return r, Event{}, err
	}
	target, err := w.landing(step, &r, a, c)
	if err != nil {
		return r, Event{}, err
	}
	return w.take(step, r, target, a, c)
}

// take does a step of which is known that it may be done.
func (w World) take(step Step, r Report, target ID, a Actor, c Command) (Report, Event, error) {
	before := r
	w.extending = c.Days
	w.move(&r, step, target, a, c)
	if err := w.tick(&r, step); err != nil {
		return before, Event{}, err
	}
	if err := w.involve(&before, &r, c); err != nil {
		return before, Event{}, err
	}
	if err := w.demand(&before, &r, a, c); err != nil {
		return before, Event{}, err
	}
	w.objection(&before, &r, c)
	r.withheld(c)
	w.mark(&r, a, c)
	w.waits(&before, &r, a, c)
	r.Seq++
	return r, w.event(&before, &r, step, a, c), nil
}

// Allowed lists the verbs that the actor may use on the report now, in table order.
func (w World) Allowed(r *Report, a Actor) []Verb {
	var out []Verb
	for _, s := range table {
		if len(s.From) == 0 || slices.Contains(out, s.Verb) {
			continue
		}
		if got, err := w.check(r, a, s.Verb); err == nil && got.Verb == s.Verb {
			out = append(out, s.Verb)
		}
	}
	return out
}

// RoleMay tells whether a role can ever take a step, whatever the report.
func RoleMay(r Role, v Verb) bool {
	return slices.ContainsFunc(steps[v], func(s Step) bool { return slices.Contains(s.By, r) })
}

// check answers: may this actor do this now, inputs aside?
func (w World) check(r *Report, a Actor, v Verb) (Step, error) {
	step, err := w.entitled(r, a, v)
	if err != nil {
		return Step{}, err
	}
	return step, w.guard(step, r, a)
}

// entitled finds the row of the table for the actor, before its condition is looked at.
func (w World) entitled(r *Report, a Actor, v Verb) (Step, error) {
	if !a.InScope(w.Tree, r) {
		return Step{}, NotFound("error.not_found")
	}
	step, ok := stepFor(v, r.State)
	if !ok {
		if len(steps[v]) == 0 || v == VerbSubmit {
			return Step{}, Invalid("verb", "error.no_such_verb")
		}
		if !RoleMay(a.Role, v) {
			return Step{}, Forbidden("error.forbidden")
		}
		return Step{}, Conflict("error.not_in_this_state")
	}
	if !slices.Contains(step.By, a.Role) {
		return Step{}, Forbidden("error.forbidden")
	}
	if a.Role == RoleOversight && r.Class != ComplaintOversight {
		return Step{}, Forbidden("error.oversight_only")
	}
	if err := w.entitledHelper(v, r, a); err != nil {
		return Step{}, err
	}
	if a.IsOfficer() {
		// Nobody acts on what he may not read: the national desk does not verify, file away or annotate a secret
		// report that lies at an agency.
		if see := Look(w.Tree, a, r); !see.Text && !see.WithReason {
			return Step{}, Forbidden("error.act_unread")
		}
	}
	return step, nil
}

// guard evaluates the step's condition.
func (w World) guard(s Step, r *Report, a Actor) error {
	if err := w.togetherGuard(s, r); err != nil {
		return err
	}
	if err := w.owedGuard(s, r); err != nil {
		return err
	}
	switch s.Guard {
	case GuardAsks, GuardAsked, GuardReleases, GuardSplits, GuardPart:
		return w.guardSupport(s, r, a)
	case GuardKeeps, GuardKept, GuardHears:
		return w.guardIntegrity(s, r, a)
	case GuardDemands, GuardExplains, GuardWithdraws:
		return w.guardDemand(s, r, a)
	case GuardObjects, GuardDecides, GuardDisputes:
		return w.guardObjection(s, r, a)
	case GuardCarried, GuardAlone, GuardFollows:
		return w.guardTogether(s, r, a)
	case GuardHandler, GuardAbove, GuardTarget, GuardVerified, GuardVerifier, GuardSigned, GuardWindow, GuardProposes, GuardAnswered, GuardExtends:
		return w.guardDesk(s, r, a)
	case GuardApproves, GuardDeclines, GuardRecalls:
		return w.guardDraft(s, r, a)
	case GuardDue, GuardSilent:
		if wake := r.WakeAt(); wake.IsZero() || w.Now.Before(wake) {
			return Conflict("error.not_due")
		}
		if s.Guard == GuardSilent && r.ReporterAt.After(r.AgencyAt) {
			return Conflict("error.reporter_wrote_last")
		}
	case GuardReopen:
		if a.Role == RoleReporter && (r.Reopened > 0 || !w.withinReopen(r)) {
			return Conflict("error.reopen_used")
		}
	case GuardEscalation:
		return w.mayEscalate(r)
	case GuardHanded:
		if r.Handovers == 0 {
			return Conflict("error.not_handed")
		}
	case GuardUnrated:
		if r.Rating != 0 {
			return Conflict("error.rated_already")
		}
	case GuardPublished:
		if !r.Published {
			return Conflict("error.not_published")
		}
	case GuardHides:
		if r.Anonymous && r.Secret {
			return Conflict("error.hidden_already")
		}
	case GuardReveals:
		if !r.Anonymous && !r.Secret {
			return Conflict("error.nothing_hidden")
		}
	case GuardMoves:
		if !w.moves(r) {
			return Conflict("error.nothing_moves")
		}
	}
	return nil
}

// guardDesk evaluates the conditions about who acts for which desk.
func (w World) guardDesk(s Step, r *Report, a Actor) error {
	switch s.Guard {
	case GuardAbove:
		if w.Tree.Above(r.Holder) == 0 {
			return Forbidden("error.national_cannot_return")
		}
	case GuardVerified:
		if s.Verb == VerbPublish && r.Secret {
			return Conflict("error.publish_secret")
		}
		if r.VerifiedAt.IsZero() {
			return Conflict("error.not_verified")
		}
	}
	if s.Verb == VerbDispose && w.reaches(s, r, a, r.Holder) != nil && !w.hasTarget(s, r, a, r.Holder) {
		return Conflict("error.target_below")
	}
	if s.Guard != GuardVerifier && s.Verb != VerbPublish && a.Role != RoleSystem && !w.actsFor(r, a) {
		return Forbidden("error.agency_acts_itself")
	}
	return w.guardAnswer(s, r, a)
}

// actsFor: the national desk acts for an agency only where the agency is run centrally.
func (w World) actsFor(r *Report, a Actor) bool {
	return a.Desk != w.Tree.National() || r.Holder == w.Tree.National() || w.Tree.Central(r.Holder)
}

func (w World) withinReopen(r *Report) bool {
	p, err := w.Book.Find(ClockReopenWindow, r.Class, w.Tree.Chain(r.Holder), DateOf(r.EndedAt, r.Zone))
	if err != nil {
		return false
	}
	return w.Now.Before(w.keeperOfPlace(r).Start(p, r.EndedAt).Due)
}

// needs checks the inputs that the table asks for.
func (w World) needs(s Step, r *Report, c Command) error {
	if utf8.RuneCountInString(c.Message) > MaxMessage {
		return Invalid("message", "error.too_long", "max", MaxMessage)
	}
	if err := w.discloses(r, c); err != nil {
		return err
	}
	today := DateOf(w.Now, r.Zone)
	for _, n := range s.Needs {
		switch n {
		case NeedMessage:
			if !HasWords(c.Message) {
				return Invalid("message", "error.message_needed")
			}
		case NeedReason:
			if !w.Reasons.May(s.Reasons, c.Reason, today) {
				return Invalid("reason", "error.reason_needed")
			}
		case NeedOutcome:
			if !w.Reasons.May(s.Reasons, c.Outcome, today) {
				return Invalid("outcome", "error.outcome_needed")
			}
			if err := cmp.Or(w.asked(s, r, c, today), w.found(r, c, today)); err != nil {
				return err
			}
		case NeedAs:
			return w.proposable(r, c)
		case NeedDays, NeedProof:
			if err := w.extends(n, r, c); err != nil {
				return err
			}
		case NeedEvent, NeedWhy:
			if err := c.corrects(n); err != nil {
				return err
			}
		case NeedKind:
			if !slices.Contains(DemandKinds(), c.Kind) {
				return Invalid("kind", "error.demand_kind")
			}
		case NeedClass:
			if !c.Class.Valid() {
				return Invalid("class", "error.class_needed")
			}
		case NeedRating:
			if c.Rating < 1 || c.Rating > 3 {
				return Invalid("rating", "error.rating_needed")
			}
			if s.Verb == VerbAccept && c.Rating == 1 { // who was not helped has confirmed nothing
				return Invalid("rating", "error.accept_unhelped")
			}
		case NeedFlag:
			if c.Flag != FlagAnonymous && c.Flag != FlagSecret {
				return Invalid("flag", "error.flag_needed")
			}
			if r.flagged(c.Flag) == (s.Verb == VerbHide) {
				return Invalid("flag", "error.flag_as_is")
			}
		case NeedText:
			return checkPublicText(c)
		}
	}
	if s.Verb == VerbVerify && c.Publish {
		return checkPublicText(c)
	}
	return w.suggests(s, r, c)
}

func checkPublicText(c Command) error {
	switch {
	case !HasWords(c.PublicTitle):
		return Invalid("public_title", "error.public_title_needed")
	case utf8.RuneCountInString(c.PublicTitle) > MaxTitle:
		return Invalid("public_title", "error.too_long", "max", MaxTitle)
	case !HasWords(c.PublicBody):
		return Invalid("public_body", "error.public_body_needed")
	case utf8.RuneCountInString(c.PublicBody) > MaxBody:
		return Invalid("public_body", "error.too_long", "max", MaxBody)
	case utf8.RuneCountInString(c.PublicPlace) > MaxPlace:
		return Invalid("public_place", "error.too_long", "max", MaxPlace)
	}
	return nil
}

// landing finds the desk that holds the report after the step.
func (w World) landing(s Step, r *Report, a Actor, c Command) (ID, error) {
	switch s.Lands {
	case OneTierUp:
		return w.Tree.Above(r.Holder), nil
	case ToTarget:
		if s.Verb == VerbVerify && c.KeepDesk != 0 && (c.Target == 0 || c.Target == w.DefaultTarget(r)) {
			return w.Tree.Inspectorate(c.KeepDesk), nil
		}
		return w.target(s, r, a, c)
	case ToLead:
		if r.keptDesk(w.Tree, c.Lead.Holder) {
			return 0, Conflict("error.lead_kept")
		}
		return c.Lead.Holder, nil
	case AwayFromKept:
		after := *r
		after.withhold(c)
		if !after.keptDesk(w.Tree, r.Holder) {
			return r.Holder, nil
		}
		return w.refuge(&after, c.KeepDesk), nil
	default:
		return r.Holder, nil
	}
}

// target applies the routing modes: the national desk reaches an agency's own
// desk, and below it only where the agency is run centrally; an agency reaches
// what lies below the holder.
func (w World) target(s Step, r *Report, a Actor, c Command) (ID, error) {
	to := c.Target
	if to == 0 && s.Verb == VerbVerify {
		to = r.Holder
		if to == w.Tree.National() {
			to = w.Tree.RootAgency(r.Named)
		}
	}
	if to == 0 {
		return 0, Invalid("agency_id", "error.target_needed")
	}
	if err := w.reaches(s, r, a, to); err != nil {
		return 0, err
	}
	return to, nil
}

// reaches tells whether the actor may send the report to the desk.
func (w World) reaches(s Step, r *Report, a Actor, to ID) error {
	desk, ok := w.Tree.Get(to)
	if !ok || !desk.Active || desk.Tier == 0 {
		return Invalid("agency_id", "error.target_unknown")
	}
	if r.keptDesk(w.Tree, to) {
		return Invalid("agency_id", "error.target_kept")
	}
	if a.Desk == w.Tree.National() && (r.Holder == w.Tree.National() || s.Verb == VerbVerify) {
		if desk.Tier > 1 && !w.Tree.Central(to) {
			return Invalid("agency_id", "error.target_agency_desk")
		}
		return nil
	}
	if !w.Tree.Within(to, r.Holder) || (to == r.Holder && s.Verb != VerbVerify && s.Guard != GuardVerified) {
		return Invalid("agency_id", "error.target_below")
	}
	return nil
}

// hasTarget tells whether there is any desk below top to which the actor may send the report.
func (w World) hasTarget(s Step, r *Report, a Actor, top ID) bool {
	return slices.ContainsFunc(w.Tree.Children(top), func(id ID) bool {
		return w.reaches(s, r, a, id) == nil || w.hasTarget(s, r, a, id)
	})
}
