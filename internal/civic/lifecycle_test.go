package civic_test

import (
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// One letter for everybody who might act. The report lies at a unit of an agency that is fully
// integrated; officers sit at that agency, the national admin and the supervisor at the national desk.
func cast() map[rune]civic.Actor {
	return map[rune]civic.Actor{
		'R': theReporter(),
		'S': civic.SystemActor(),
		'N': officer(civic.RoleNationalAdmin, national),
		'A': officer(civic.RoleAgencyAdmin, fullAgency),
		'L': officer(civic.RoleLiaison, fullAgency),
		'U': officer(civic.RoleUnitOfficer, fullAgency),
		'H': officer(civic.RoleAgencyHead, fullAgency),
		'O': officer(civic.RoleOversight, fullAgency),
		'V': officer(civic.RoleSupervisor, national),
		'X': officer(civic.RoleAuditor, national),
	}
}

// inState leads a report to a state at a time when every promise in it is broken, and the window
// for reopening is still open. Its class lets internal oversight act.
func inState(t *testing.T, want civic.State) *story {
	t.Helper()
	admin, unit := officer(civic.RoleAgencyAdmin, fullAgency), officer(civic.RoleUnitOfficer, fullUnit)
	oversight := func(c civic.Command) civic.Command { c.Class = civic.ComplaintOversight; return c }
	s := named(t, fullAgency)
	s.r.Class = civic.ComplaintOversight
	verify := oversight(command(civic.VerbVerify))
	verify.Target = fullUnit
	if want != civic.Submitted {
		s.at("2026-03-03 10:00").does(admin, verify).at("2026-03-04 10:00")
	}
	switch want {
	case civic.Submitted, civic.Dispatched:
	case civic.InfoNeeded:
		s.does(unit, command(civic.VerbHold))
	case civic.InProgress:
		s.does(unit, command(civic.VerbFollowUp)).does(theReporter(), command(civic.VerbReply))
	case civic.AwaitingReporter:
		s.does(unit, command(civic.VerbAnswer))
	case civic.Escalated:
		s.at("2026-08-03 10:00").does(theReporter(), command(civic.VerbEscalate))
	case civic.Closed:
		s.does(unit, command(civic.VerbFollowUp)).does(unit, command(civic.VerbClose)).at("2026-03-05 10:00")
		return s
	case civic.Archived:
		s.does(theReporter(), command(civic.VerbWithdraw)).at("2026-03-05 10:00")
		return s
	}
	return s.at("2026-08-04 10:00")
}

// The rules as they were read from the regulations and the decisions, written out a second time
// and in another form than the table. verb: "from>to by whom", a missing >to keeps the state.
func rules() map[civic.Verb]string {
	const every = "submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"
	const open = "submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated"
	return map[civic.Verb]string{
		civic.VerbVerify:         "submitted>dispatched NA",
		civic.VerbHold:           "submitted,dispatched,in_progress>info_needed ALUO",
		civic.VerbComplete:       "info_needed>dispatched R",
		civic.VerbLapse:          "info_needed>archived S",
		civic.VerbArchive:        "submitted>archived NA",
		civic.VerbDispose:        "dispatched,in_progress>dispatched AL",
		civic.VerbReturn:         "submitted,dispatched,in_progress>submitted ALUO",
		civic.VerbFollowUp:       "dispatched,in_progress>in_progress ALUO; escalated ALUO",
		civic.VerbAnswer:         "dispatched,in_progress,awaiting_reporter>awaiting_reporter ALUO",
		civic.VerbReply:          "submitted,dispatched,in_progress,escalated R; info_needed>dispatched R; awaiting_reporter>in_progress R",
		civic.VerbAccept:         "awaiting_reporter>closed R",
		civic.VerbClose:          "in_progress,awaiting_reporter,escalated>closed ALUO",
		civic.VerbAutoClose:      "awaiting_reporter>closed S",
		civic.VerbRate:           "closed R",
		civic.VerbReopen:         "closed>in_progress RV",
		civic.VerbWithdraw:       open + ">archived R",
		civic.VerbEscalate:       "submitted R; dispatched,in_progress,awaiting_reporter,closed>escalated R",
		civic.VerbHandOver:       "dispatched,in_progress,awaiting_reporter,escalated,closed ALUO",
		civic.VerbRecord:         "", // after a handing over only, see TestWhatAnotherBodyAnsweredIsRecorded
		civic.VerbReclassify:     "submitted,dispatched,in_progress,awaiting_reporter,escalated A",
		civic.VerbPublish:        strings.TrimPrefix(every, "submitted,") + " NA", // submitted: see TestGuards
		civic.VerbUnpublish:      every + " NA",
		civic.VerbHide:           every + " RNALUO",
		civic.VerbReveal:         every + " R",
		civic.VerbAttach:         open + " RNALUO",
		civic.VerbNote:           every + " NALUOHV",
		civic.VerbAssign:         open + " ALUOS",
		civic.VerbRecount:        open + " S",
		civic.VerbMerge:          "submitted>dispatched NA; dispatched,in_progress ALUO",
		civic.VerbUnmerge:        every + " NALUOS",
		civic.VerbLead:           "dispatched,in_progress ALUOS",
		civic.VerbTell:           "",                                                               // as its lead only, see TestFollowersDoWhatTheirLeadDoes
		civic.VerbPropose:        "dispatched,in_progress,awaiting_reporter,escalated,closed ALUO", // all of these see TestWhoMayDecideADraft
		civic.VerbApprove:        "dispatched,in_progress,awaiting_reporter>awaiting_reporter AH; escalated>closed AH; closed AH",
		civic.VerbDecline:        "dispatched,in_progress,awaiting_reporter,escalated,closed AH",
		civic.VerbRecall:         "dispatched,in_progress,awaiting_reporter,escalated,closed NALUO",
		civic.VerbCorrect:        "dispatched,in_progress,awaiting_reporter,escalated,closed ALUO",
		civic.VerbSupport:        "dispatched,in_progress,escalated ALUO",
		civic.VerbConsult:        "submitted,dispatched,in_progress,escalated ALUO",
		civic.VerbContribute:     "", // whoever was asked only, see TestWhoWasAsked
		civic.VerbUnable:         "",
		civic.VerbRelease:        open + " ALUO",
		civic.VerbSplit:          "dispatched,in_progress,escalated ALUO",
		civic.VerbPartEnded:      "", // a part that has ended, see TestPartIsAReportOfItsOwn
		civic.VerbKeepOut:        open + " NALUOV",
		civic.VerbLetIn:          open + " V",
		civic.VerbHear:           "dispatched,in_progress,awaiting_reporter,escalated ALUO",
		civic.VerbDemand:         "submitted V; info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived AHV",
		civic.VerbExplain:        every + " ALUO", // the national desk does not answer for an agency
		civic.VerbWithdrawDemand: every + " AHV",
		civic.VerbObject:         "", // of requests of information, see TestRoadOfAnObjection
		civic.VerbUphold:         "",
		civic.VerbOrder:          "",
		civic.VerbDispute:        "",
		civic.VerbExtend:         "", // approved only, see TestExtensionIsGivenBySomebodyElse
	}
}

// expected reads one entry of rules: where the step leads, or "" when it may not be taken.
func expected(rule string, from civic.State, who rune) civic.State {
	for part := range strings.SplitSeq(rule, "; ") {
		way, by, _ := strings.Cut(part, " ")
		states, to, moves := strings.Cut(way, ">")
		if !slices.Contains(strings.Split(states, ","), string(from)) || !strings.ContainsRune(by, who) {
			continue
		}
		if moves {
			return civic.State(to)
		}
		return from
	}
	return ""
}

// Every verb in every state by everybody.
func TestEveryVerbInEveryStateByEverybody(t *testing.T) {
	for _, state := range civic.States() {
		begin := inState(t, state)
		for verb, rule := range rules() {
			for who, actor := range cast() {
				s := *begin
				c := command(verb)
				c.Class = civic.ComplaintOversight
				switch verb {
				case civic.VerbVerify:
					c.Target = fullAgency
				case civic.VerbDispose:
					c.Target = fullSub
				case civic.VerbUnpublish:
					s.r.Published = true
				case civic.VerbReveal:
					s.r.Secret = true
				case civic.VerbMerge:
					c.Lead = leadAt(s.w, s.r.Holder)
				case civic.VerbUnmerge, civic.VerbLead:
					s.r.Incident = theIncident
				case civic.VerbRelease:
					s.r.Supports = owedBy(s.w, semiAgency)
				case civic.VerbKeepOut:
					c = keeping(&s.r, actor, c)
				case civic.VerbLetIn:
					s.r.Oversight.Kept = []civic.Kept{{Seq: 1, Officer: namedOfficer}}
				case civic.VerbExplain, civic.VerbWithdrawDemand:
					s.demanded(actor, verb)
				case civic.VerbRecount:
					s.r.Clocks = guessed(s.r.Clocks)
				case civic.VerbPropose, civic.VerbApprove, civic.VerbDecline, civic.VerbRecall, civic.VerbCorrect:
					c = s.drafted(actor, c)
				}
				want := expected(rule, state, who)
				allowed := slices.Contains(s.w.Allowed(&s.r, actor), verb)
				err := s.try(actor, c)
				switch {
				case want == "" && (err == nil || allowed):
					t.Errorf("%s by %c of a report that is %s: allowed %v, done %v; it must not be", verb, who, state, allowed, err == nil)
				case want != "" && (err != nil || !allowed || s.r.State != want):
					t.Errorf("%s by %c of a report that is %s: allowed %v, became %s (%v); want %s", verb, who, state, allowed, s.r.State, err, want)
				}
			}
		}
	}
}

func TestTheRulesKnowEveryVerbOfTheTable(t *testing.T) {
	known := rules()
	for _, s := range civic.Lifecycle() {
		if _, ok := known[s.Verb]; !ok && s.Verb != civic.VerbSubmit {
			t.Errorf("%s is in the table, and no test says who may do it when", s.Verb)
		}
	}
}

func TestHowARefusalIsTold(t *testing.T) {
	s := inState(t, civic.Dispatched)
	unit := officer(civic.RoleUnitOfficer, fullUnit)
	s.refused(unit, command(civic.VerbVerify), civic.KindForbidden, "error.forbidden")
	s.refused(unit, command(civic.VerbReply), civic.KindForbidden, "error.forbidden")
	s.refused(officer(civic.RoleAuditor, national), command(civic.VerbNote), civic.KindForbidden, "error.forbidden")
	s.refused(unit, command(civic.VerbClose), civic.KindConflict, "error.not_in_this_state")
	s.refused(unit, command("shred"), civic.KindInvalid, "error.no_such_verb")
	s.refused(unit, command(civic.VerbSubmit), civic.KindInvalid, "error.no_such_verb")
	for _, stranger := range []civic.Actor{
		{}, {Role: civic.RolePublic}, civic.ReporterActor(0), civic.ReporterActor(theReport + 1),
		officer(civic.RoleUnitOfficer, fullSister), officer(civic.RoleAgencyAdmin, semiAgency), officer(civic.RoleAgencyAdmin, noSuchDesk),
	} {
		for verb := range rules() {
			s.refused(stranger, command(verb), civic.KindNotFound, "error.not_found")
		}
		if got := s.w.Allowed(&s.r, stranger); got != nil {
			t.Errorf("%+v may %v", stranger, got)
		}
	}
}

func TestSomebodyWasFaster(t *testing.T) {
	s := inState(t, civic.Dispatched)
	c := command(civic.VerbFollowUp)
	c.Seq = s.r.Seq - 1
	s.refused(officer(civic.RoleUnitOfficer, fullUnit), c, civic.KindConflict, "error.changed_meanwhile")
	c.Seq = s.r.Seq
	s.does(officer(civic.RoleUnitOfficer, fullUnit), c)
}

// blanks take one input out of a command each.
func blanks() map[string]func(*civic.Command) {
	return map[string]func(*civic.Command){
		"message":      func(c *civic.Command) { c.Message = " \t\r\n\x00" },
		"reason":       func(c *civic.Command) { c.Reason = "" },
		"outcome":      func(c *civic.Command) { c.Outcome = "" },
		"kept":         func(c *civic.Command) { c.KeepDesk, c.KeepOfficer = 0, 0 },
		"agency_id":    func(c *civic.Command) { c.Target = 0 },
		"class":        func(c *civic.Command) { c.Class = "" },
		"rating":       func(c *civic.Command) { c.Rating = 0 },
		"flag":         func(c *civic.Command) { c.Flag = "" },
		"public_title": func(c *civic.Command) { c.PublicTitle = " " },
		"public_body":  func(c *civic.Command) { c.PublicBody = " " },
		"as":           func(c *civic.Command) { c.As = "" },
		"corrects":     func(c *civic.Command) { c.Corrected = nil },
		"why":          func(c *civic.Command) { c.Why = "\u202e" },
		"kind":         func(c *civic.Command) { c.Kind = "praise" },
	}
}

// needed is what a verb cannot do without.
type needed struct {
	verb  civic.Verb
	in    civic.State
	by    civic.Actor
	needs string
}

func allNeeded() []needed {
	admin, me := officer(civic.RoleAgencyAdmin, fullAgency), theReporter()
	return []needed{
		{civic.VerbVerify, civic.Submitted, admin, "class"},
		{civic.VerbHold, civic.Dispatched, admin, "reason message"},
		{civic.VerbComplete, civic.InfoNeeded, me, "message"},
		{civic.VerbLapse, civic.InfoNeeded, civic.SystemActor(), ""},
		{civic.VerbArchive, civic.Submitted, admin, "reason message"},
		{civic.VerbDispose, civic.Dispatched, admin, "agency_id"},
		{civic.VerbReturn, civic.Dispatched, admin, "reason message"},
		{civic.VerbFollowUp, civic.Dispatched, admin, "message"},
		{civic.VerbFollowUp, civic.Escalated, admin, "message"},
		{civic.VerbAnswer, civic.InProgress, admin, "message"},
		{civic.VerbReply, civic.AwaitingReporter, me, "message"},
		{civic.VerbReply, civic.InProgress, me, "message"},
		{civic.VerbReply, civic.InfoNeeded, me, "message"},
		{civic.VerbReply, civic.Submitted, me, "message"},
		{civic.VerbAccept, civic.AwaitingReporter, me, "rating"},
		{civic.VerbClose, civic.InProgress, admin, "outcome message"},
		{civic.VerbAutoClose, civic.AwaitingReporter, civic.SystemActor(), ""},
		{civic.VerbRate, civic.Closed, me, "rating"},
		{civic.VerbReopen, civic.Closed, me, "message"},
		{civic.VerbWithdraw, civic.InProgress, me, ""},
		{civic.VerbEscalate, civic.InProgress, me, "message"},
		{civic.VerbEscalate, civic.Closed, me, "message"},
		{civic.VerbHandOver, civic.InProgress, admin, "reason message"},
		{civic.VerbReclassify, civic.InProgress, admin, "class message"},
		{civic.VerbPublish, civic.InProgress, admin, "public_title public_body"},
		{civic.VerbUnpublish, civic.InProgress, admin, "message"},
		{civic.VerbHide, civic.InProgress, admin, "flag"},
		{civic.VerbReveal, civic.InProgress, me, "flag"},
		{civic.VerbAttach, civic.InProgress, me, ""},
		{civic.VerbNote, civic.InProgress, admin, "message"},
		{civic.VerbKeepOut, civic.InProgress, admin, "kept message"},
		{civic.VerbHear, civic.InProgress, officer(civic.RoleOversight, fullAgency), "message"},
		{civic.VerbPropose, civic.InProgress, admin, "as message"},
		{civic.VerbDecline, civic.InProgress, admin, "message"},
		{civic.VerbRecall, civic.InProgress, admin, ""},
		{civic.VerbCorrect, civic.InProgress, admin, "corrects why message"},
		{civic.VerbSupport, civic.InProgress, admin, "agency_id message"},
		{civic.VerbConsult, civic.InProgress, admin, "agency_id message"},
		{civic.VerbContribute, civic.InProgress, officer(civic.RoleLiaison, semiAgency), "message"},
		{civic.VerbUnable, civic.InProgress, officer(civic.RoleLiaison, semiAgency), "reason message"},
		{civic.VerbRelease, civic.InProgress, admin, "reason message"},
		{civic.VerbSplit, civic.InProgress, admin, "agency_id class message"},
		{civic.VerbDemand, civic.Closed, officer(civic.RoleSupervisor, national), "kind message"},
		{civic.VerbExplain, civic.Closed, admin, "message"},
		{civic.VerbWithdrawDemand, civic.InProgress, admin, "message"},
	}
}

// What each verb cannot do without, as officers and reporters are asked for it.
func TestMissingInputs(t *testing.T) {
	for _, tc := range allNeeded() {
		begin := inState(t, tc.in)
		if slices.Contains([]civic.Verb{civic.VerbContribute, civic.VerbUnable, civic.VerbRelease}, tc.verb) {
			begin.r.Supports = owedBy(begin.w, semiAgency)
		}
		if tc.verb == civic.VerbExplain || tc.verb == civic.VerbWithdrawDemand {
			begin.demanded(tc.by, tc.verb)
		}
		begin.r.Published, begin.r.Secret = tc.verb == civic.VerbUnpublish, tc.verb == civic.VerbReveal
		for field, clear := range blanks() {
			s := *begin
			c := command(tc.verb)
			if tc.verb == civic.VerbDispose {
				c.Target = fullSub
			}
			if slices.Contains([]civic.Verb{civic.VerbPropose, civic.VerbDecline, civic.VerbRecall, civic.VerbCorrect}, tc.verb) {
				c = s.drafted(tc.by, c)
			}
			clear(&c)
			e := asError(s.try(tc.by, c))
			needed := slices.Contains(strings.Fields(tc.needs), field)
			switch {
			case needed && (e == nil || e.Kind != civic.KindInvalid || e.Field != field):
				t.Errorf("%s without %s: got %v, want it to be asked for", tc.verb, field, e)
			case !needed && e != nil:
				t.Errorf("%s without %s: %v", tc.verb, field, e)
			}
		}
	}
}

// The table itself: nothing twice, nothing unknown, a way out of every state.
func TestTableIsWhole(t *testing.T) {
	type road struct {
		verb civic.Verb
		from civic.State
	}
	seen, out := map[road]bool{}, map[civic.State]bool{}
	for _, s := range civic.Lifecycle() {
		if s.Why == "" || len(s.By) == 0 || s.Lands == "" || s.Shown == "" {
			t.Errorf("%s: the row is not filled in: %+v", s.Verb, s)
		}
		if to := s.To; !to.Valid() && to != civic.Same && to != civic.Previous && to != civic.AsProposed {
			t.Errorf("%s leads to %q", s.Verb, to)
		}
		asks := slices.Contains(s.Needs, civic.NeedReason) || slices.Contains(s.Needs, civic.NeedOutcome)
		if asks && s.Reasons == "" {
			t.Errorf("%s asks for a reason of no list", s.Verb)
		}
		for _, from := range s.From {
			if !from.Valid() || seen[road{s.Verb, from}] {
				t.Errorf("%s from %s: unknown or twice", s.Verb, from)
			}
			seen[road{s.Verb, from}] = true
			out[from] = out[from] || s.To != civic.Same
		}
		if s.To.Ended() && s.From[0] != s.To {
			for _, k := range []civic.ClockKind{civic.ClockVerify, civic.ClockFirstFollowUp, civic.ClockResolve, civic.ClockReporterWindow, civic.ClockCompletion, civic.ClockResponse, civic.ClockRework, civic.ClockDecide, civic.ClockCitizen} {
				if !slices.Contains(s.Ticks, civic.Tick{Clock: k, Effect: civic.Stops}) {
					t.Errorf("%s ends a report but not its %s clock", s.Verb, k)
				}
			}
		}
	}
	for _, s := range civic.States() {
		if !out[s] && s != civic.Archived {
			t.Errorf("there is no way out of %s", s)
		}
	}
}
