package civic

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Several offices may work on one report. One of them leads: the holder, exactly one at any moment. The others are asked,
// each with a clock of its own; they have a task, not the report. See docs/adr/0028.

// SupportKind says what an office is asked for.
type SupportKind string

// The kinds.
const (
	SupportHelp   SupportKind = "support" // a part of the work; nothing is answered or closed before it is there
	SupportAdvice SupportKind = "consult" // an opinion; nobody waits for it longer than they want
	SupportPart   SupportKind = "part"    // a part that became a report of its own: that office sees the part, not the whole
)

// SupportState is how far it is.
type SupportState string

// The states.
const (
	SupportOpen     SupportState = "open"
	SupportAnswered SupportState = "answered"
	SupportUnable   SupportState = "unable"   // the office cannot, and said why
	SupportReleased SupportState = "released" // set free by whoever leads, or because the report ended or came to the office itself
)

// Support is one office that was asked. Its words stand in events.
type Support struct {
	ID    int          `json:"i"` // number of the event that asked
	Desk  ID           `json:"d"`
	Path  []ID         `json:"p"` // the desk and all above it when it was asked
	Kind  SupportKind  `json:"k"`
	State SupportState `json:"s"`
	Clock Clock        `json:"c"`
	Shown bool         `json:"o,omitempty"` // the reporter reads what it answered
	Part  ID           `json:"r,omitempty"` // the report that a part became
}

// Open tells whether the office still owes its answer.
func (s Support) Open() bool { return s.State == SupportOpen }

// Seen tells whether whoever was asked may still see the report.
func (s Support) Seen() bool {
	return s.Kind != SupportPart && (s.State == SupportOpen || s.State == SupportAnswered)
}

// helps tells whether the office owes an answer of its own.
func (s Support) helps() bool { return s.Open() && s.Kind != SupportPart }

// MaxSupports is how many offices may owe an answer on one report at once, and MaxSupportDays the longest that one may be
// given for an opinion.
const (
	MaxSupports    = 10
	MaxSupportDays = 30
)

// The details of events about offices that were asked. Only officers read them.
const (
	DetailSupport   = "support"    // number of the event that asked
	DetailAskedDesk = "asked_desk" // the office that was asked
	DetailReleased  = "released"   // the offices that were set free by a step, parted by commas
)

// The reason lists of offices that were asked.
const (
	ReasonsUnable  = "unable"
	ReasonsRelease = "release"
)

// supporting: other offices help, and the one that holds the report goes on leading.
func supporting() []Step {
	led := []State{Dispatched, InProgress, Escalated}
	return []Step{
		{Verb: VerbSupport, From: led, To: Same, By: handlers, Needs: []Need{NeedTarget, NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardAsks,
			Why: "another office does a part, by its own clock; the report stays where it is, and is neither answered nor closed before"},
		{Verb: VerbConsult, From: append([]State{Submitted}, led...), To: Same, By: handlers, Needs: []Need{NeedTarget, NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardAsks,
			Why: "another office is asked for its opinion; only officers read it, and nothing waits for it"},
		{Verb: VerbContribute, From: open, To: Same, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardAsked,
			Why: "the office that was asked answers; the reporter reads it only where the office says so"},
		{Verb: VerbUnable, From: open, To: Same, By: handlers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsUnable, Lands: Stays, Shown: ForOfficers, Guard: GuardAsked,
			Why: "the office that was asked cannot, and says why: nothing hangs"},
		{Verb: VerbRelease, From: open, To: Same, By: handlers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsRelease, Lands: Stays, Shown: ForOfficers, Guard: GuardReleases,
			Why: "whoever leads sets an office free that has not answered; it sees the report no more"},
		{Verb: VerbSplit, From: led, To: Same, By: handlers, Needs: []Need{NeedTarget, NeedClass, NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardSplits,
			Why: "a part is somebody else's: it becomes a report of its own, with the reporter, the protections and the day of receipt of this one"},
		{Verb: VerbPartEnded, From: open, To: Same, By: system, Lands: Stays, Shown: ForReporter, Guard: GuardPart,
			Why: "a part has ended; once all have, the whole can be closed"},
	}
}

// helps tells whether the actor sees the report only because an office at or below the own desk was asked.
func (a Actor) helps(t *Tree, r *Report) bool {
	return a.IsOfficer() && !t.Within(r.Holder, a.Desk) && r.asked(t, a.Desk, Support.Seen)
}

// asked tells whether there is such an office at or below a desk.
func (r *Report) asked(t *Tree, desk ID, such func(Support) bool) bool {
	return slices.ContainsFunc(r.Supports, func(s Support) bool { return such(s) && t.Within(s.Desk, desk) })
}

// Helps tells whether an officer knows the report only as one of an office that was asked.
func (a Actor) Helps(t *Tree, r *Report) bool { return a.helps(t, r) }

// entitledHelper keeps whoever was asked to what was asked: they answer, note and attach while the answer is owed.
func (w World) entitledHelper(v Verb, r *Report, a Actor) error {
	if !a.helps(w.Tree, r) {
		return nil
	}
	if !slices.Contains([]Verb{VerbContribute, VerbUnable, VerbNote, VerbAttach}, v) || !r.asked(w.Tree, a.Desk, Support.helps) {
		return Forbidden("error.supports_only")
	}
	return nil
}

// mayAnswer tells whether the actor answers for an office that was asked: from it, or coordinating it. Whoever leads does
// not answer the own question.
func (w World) mayAnswer(r *Report, a Actor, s Support) bool {
	if !s.helps() || !w.Tree.Within(s.Desk, a.Desk) {
		return false
	}
	if a.Desk == w.Tree.National() {
		return w.Tree.Central(s.Desk)
	}
	return !w.Tree.Within(r.Holder, a.Desk)
}

// Answerable lists what the actor may answer.
func (w World) Answerable(r *Report, a Actor) []Support {
	var out []Support
	for _, s := range r.Supports {
		if w.mayAnswer(r, a, s) {
			out = append(out, s)
		}
	}
	return out
}

// Owing lists the offices for which answering and closing wait.
func (r *Report) Owing() []Support {
	var out []Support
	for _, s := range r.Supports {
		if s.Open() && s.Kind != SupportAdvice {
			out = append(out, s)
		}
	}
	return out
}

func (r *Report) openSupports() int {
	n := 0
	for _, s := range r.Supports {
		if s.Open() {
			n++
		}
	}
	return n
}

// owedGuard keeps what would end a report, or open the window after which it ends by itself, from happening over the head
// of an office that still works on it. The reporter's own word is never stopped.
func (w World) owedGuard(s Step, r *Report) error {
	owing := r.Owing()
	if len(owing) == 0 || w.carrying || !slices.Contains([]Verb{VerbAnswer, VerbClose, VerbAutoClose, VerbMerge}, s.Verb) {
		return nil
	}
	var names []string
	for _, o := range owing {
		desk, _ := w.Tree.Get(o.Desk)
		if !slices.Contains(names, desk.Name) {
			names = append(names, desk.Name)
		}
	}
	return Conflict("error.supports_open", "agencies", strings.Join(names, ", "))
}

// guardSupport evaluates the conditions of the verbs about offices that are asked.
func (w World) guardSupport(s Step, r *Report, a Actor) error {
	if s.Guard == GuardPart {
		if !slices.ContainsFunc(r.Supports, func(s Support) bool { return s.Open() && s.Kind == SupportPart }) {
			return Conflict("error.supports_none")
		}
		return nil
	}
	if s.Guard == GuardAsked {
		if len(w.Answerable(r, a)) == 0 {
			return Forbidden("error.not_asked")
		}
		return nil
	}
	switch {
	case !w.actsFor(r, a):
		return Forbidden("error.agency_acts_itself")
	case s.Guard == GuardReleases && r.openSupports() == 0:
		return Conflict("error.supports_none")
	case s.Guard == GuardReleases:
		return nil
	case s.Guard == GuardSplits && r.Parent != 0:
		return Conflict("error.part_of_part")
	case r.Follows():
		return Conflict("error.follows_lead")
	case r.openSupports() >= MaxSupports:
		return Conflict("error.supports_full", "max", MaxSupports)
	case s.Guard == GuardAsks && !w.anybodyToAsk(r):
		return Conflict("error.supports_nobody")
	}
	return nil
}

// mayAsk tells whether the report's holder may ask the desk: any in the own agency that does not hold the report anyway,
// another agency at its own desk, and below that only where it is run centrally.
func (w World) mayAsk(r *Report, to ID) error {
	desk, ok := w.Tree.Get(to)
	root := w.Tree.RootAgency(r.Holder)
	switch {
	case to == 0:
		return Invalid("agency_id", "error.target_needed")
	case !ok || !desk.Active || desk.Tier == 0:
		return Invalid("agency_id", "error.target_unknown")
	case r.keptDesk(w.Tree, to):
		return Invalid("agency_id", "error.target_kept")
	case w.Tree.Within(r.Holder, to):
		return Invalid("agency_id", "error.support_holds")
	case r.asked(w.Tree, to, func(s Support) bool { return s.helps() && s.Desk == to }):
		return Invalid("agency_id", "error.support_asked")
	case desk.Tier > 1 && !w.Tree.Central(to) && (root == 0 || !w.Tree.Within(to, root)):
		return Invalid("agency_id", "error.target_agency_desk")
	}
	return nil
}

// anybodyToAsk tells whether there is any office that could be asked.
func (w World) anybodyToAsk(r *Report) bool {
	below := func(top ID) bool { return w.anyBelow(top, 0, func(id ID) bool { return w.mayAsk(r, id) == nil }) }
	if slices.ContainsFunc(w.Tree.Children(w.Tree.National()), func(id ID) bool { return w.mayAsk(r, id) == nil }) {
		return true // nearly always: no unit has to be looked at
	}
	return below(w.Tree.National())
}

func (w World) anyBelow(top ID, deep int, fits func(ID) bool) bool {
	return deep < maxUp && slices.ContainsFunc(w.Tree.Children(top), func(id ID) bool { return fits(id) || w.anyBelow(id, deep+1, fits) })
}

// supportInputs checks what the verbs about asked offices need besides the table, and finds which one is meant when
// nobody said so. Errors: invalid with the field.
func (w World) supportInputs(r *Report, a Actor, c Command) (Command, error) {
	which := func(may func(Support) bool) (Command, error) {
		var fit []int
		for _, s := range r.Supports {
			if may(s) && (c.Support == 0 || c.Support == s.ID) {
				fit = append(fit, s.ID)
			}
		}
		if len(fit) != 1 {
			return c, Invalid("support", "error.support_which")
		}
		c.Support = fit[0]
		return c, nil
	}
	switch c.Verb {
	case VerbSupport:
		return c, w.mayAsk(r, c.Target)
	case VerbConsult:
		if c.Days < 0 || c.Days > MaxSupportDays {
			return c, Invalid("days", "error.support_days", "max", MaxSupportDays)
		}
		return c, w.mayAsk(r, c.Target)
	case VerbContribute, VerbUnable:
		return which(func(s Support) bool { return w.mayAnswer(r, a, s) })
	case VerbRelease:
		return which(Support.Open)
	case VerbSplit:
		return c, w.mayPart(r, c.Target)
	case VerbPartEnded:
		return which(func(s Support) bool { return s.Open() && s.Kind == SupportPart && (c.Part == 0 || s.Part == c.Part) })
	default:
		return c, nil
	}
}

// keeperOf returns the timekeeper of an office that was asked: its own zone, region, hours and days off.
func (w World) keeperOf(desk ID) Timekeeper {
	a, _ := w.Tree.Get(desk)
	k := Timekeeper{Calendar: w.Calendar.ForAgency(w.Tree.Chain(desk)), Zone: a.Zone, Region: a.Region, Hours: a.Hours}
	if k.Hours == (OfficeHours{}) {
		k.Hours = w.Hours
	}
	return k
}

// KeeperOf returns the timekeeper by which the clock of an office that was asked is counted.
func (w World) KeeperOf(s Support) Timekeeper { return w.keeperOf(s.Desk) }

// involve does to the list of asked offices what the step does.
func (w World) involve(before, r *Report, c Command) error {
	if len(before.Supports) == 0 && !asks(c.Verb) {
		return nil
	}
	r.Supports = slices.Clone(before.Supports) // the report as it was keeps its own
	switch c.Verb {
	case VerbRecount:
		return w.recountHelp(r)
	case VerbSupport, VerbConsult, VerbSplit:
		s, err := w.newSupport(r, before.Seq+1, c)
		if err != nil {
			return err
		}
		r.Supports = append(r.Supports, s)
	case VerbPartEnded:
		w.finish(r, SupportAnswered, func(s *Support) bool { return s.ID == c.Support })
	case VerbContribute:
		w.finish(r, SupportAnswered, func(s *Support) bool {
			s.Shown = s.Shown || s.ID == c.Support && c.Show && s.Kind == SupportHelp
			return s.ID == c.Support
		})
	case VerbUnable:
		w.finish(r, SupportUnable, func(s *Support) bool { return s.ID == c.Support })
	case VerbRelease:
		w.finish(r, SupportReleased, func(s *Support) bool { return s.ID == c.Support })
	}
	if r.State.Ended() {
		w.finish(r, SupportReleased, func(*Support) bool { return true })
	}
	if r.Holder != before.Holder { // whoever has the report owes all of it, and answers no question about it
		w.finish(r, SupportReleased, func(s *Support) bool { return s.helps() && w.Tree.Within(r.Holder, s.Desk) })
	}
	for i := range r.Supports { // nor does anybody help who must not have it
		if s := &r.Supports[i]; s.Seen() && r.keptDesk(w.Tree, s.Desk) {
			s.State, s.Clock = SupportReleased, w.keeperOf(s.Desk).Stop(s.Clock, w.Now)
		}
	}
	// A part goes on at another office, and the whole still waits for it: see Family.
	w.finish(r, SupportReleased, func(s *Support) bool { return s.Kind != SupportPart && r.keptDesk(w.Tree, s.Desk) })
	return nil
}

// finish ends those open ones that are meant.
func (w World) finish(r *Report, as SupportState, which func(*Support) bool) {
	for i := range r.Supports {
		if s := &r.Supports[i]; s.Open() && which(s) {
			s.State, s.Clock = as, w.keeperOf(s.Desk).Stop(s.Clock, w.Now)
		}
	}
}

func (w World) newSupport(r *Report, seq int, c Command) (Support, error) {
	s := Support{ID: seq, Desk: c.Target, Path: w.Tree.Chain(c.Target), Kind: SupportKind(c.Verb), State: SupportOpen}
	k, kind, class := w.keeperOf(c.Target), ClockSupport, r.Class
	switch c.Verb {
	case VerbConsult:
		kind = ClockConsult
	case VerbSplit:
		s.Kind, s.Part, kind, class = SupportPart, c.Part, ClockResolve, c.Class
	}
	p := ClockPolicy{Clock: kind, Amount: c.Days, Unit: WorkingDays}
	if c.Verb != VerbConsult || c.Days == 0 {
		var err error
		if p, err = w.Book.Length(kind, class, s.Path, DateOf(w.Now, k.Zone)); err != nil {
			return s, err
		}
	}
	at := stamp(w.Now)
	for _, old := range r.Supports { // each begins at a moment of its own, by which reminders tell them apart
		at = later(at, old.Clock.Started.Add(time.Microsecond))
	}
	s.Clock = k.Start(p, at)
	return s, nil
}

// supportDetails tells in the event which office it is about, and which ones a step set free.
func supportDetails(before, after *Report, c Command, d map[string]string) {
	id := c.Support
	if asks(c.Verb) {
		id = after.Seq
	}
	var freed []string
	for _, s := range after.Supports {
		switch old, was := before.Support(s.ID); {
		case s.ID == id:
			d[DetailSupport], d[DetailAskedDesk] = strconv.Itoa(s.ID), s.Desk.String()
		case was && old.Open() && !s.Open():
			freed = append(freed, s.Desk.String())
		}
	}
	if len(freed) > 0 {
		d[DetailReleased] = strings.Join(freed, ",")
	}
}

// Support finds the office that an event asked.
func (r *Report) Support(id int) (Support, bool) {
	i := slices.IndexFunc(r.Supports, func(s Support) bool { return s.ID == id })
	if i < 0 {
		return Support{}, false
	}
	return r.Supports[i], true
}

// shownAs is who reads an event: what an office hands in for the lead stays among officers unless it is for the reporter.
func (w World) shownAs(s Step, before, after *Report, a Actor, c Command) Audience {
	switch asked, _ := after.Support(c.Support); {
	case s.Verb == VerbRecount && slices.Equal(before.Clocks, after.Clocks): // only dates of offices that were asked moved
		return ForOfficers
	case s.Verb == VerbContribute && asked.Shown:
		return ForReporter
	case s.Verb == VerbAttach && a.helps(w.Tree, before):
		return ForOfficers
	default:
		return s.Shown
	}
}

// Asked is the office that an event asked, or that answered, could not or was set free with it; 0 for any other event.
func (e *Event) Asked() ID {
	id, err := ParseID(e.Detail[DetailAskedDesk])
	if err != nil {
		return 0
	}
	return id
}

// Concerns tells whether an event is the business of whoever was asked: what they were asked, and what they did.
func (e *Event) Concerns(t *Tree, a Actor) bool {
	if e.Role == RoleReporter || e.Role == RoleSystem {
		return false
	}
	return t.Within(e.Asked(), a.Desk) || t.Within(e.Desk, a.Desk) && e.FromDesk != e.Desk
}
