package civic_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// telling is an answer to a request of information.
func telling(d civic.Disclosure, ground string) civic.Command {
	c := command(civic.VerbAnswer)
	c.Disclosure, c.Ground = d, ground
	return c
}

// stateSecret are the words of the law that requesters read.
const stateSecret = "UU 14/2008, pasal 17 huruf c: Rahasia negara."

// withLaw gives a story the grounds of the law, one of them not in force yet and one not any more.
func withLaw(s *story) *story {
	s.w.Reasons = civic.NewReasonBook(append(sampleReasons(),
		civic.Reason{List: civic.ReasonsOutcome, Code: "cannot", TextID: "Tidak dapat.", Asks: civic.Asks(civic.AskGround)},
		civic.Reason{List: civic.ReasonsRefusal, Code: "secret_of_state", TextID: "Rahasia negara.", TextEN: "A secret of state.", Source: "UU 14/2008, pasal 17 huruf c"},
		civic.Reason{List: civic.ReasonsRefusal, Code: "private", TextID: "Rahasia pribadi.", Source: "UU 14/2008, pasal 17 huruf h"},
		civic.Reason{List: civic.ReasonsRefusal, Code: "later", TextID: "Belum berlaku.", From: civic.Date{Year: 2030, Month: 1, Day: 1}},
		civic.Reason{List: civic.ReasonsRefusal, Code: "once", TextID: "Pernah berlaku.", Until: civic.Date{Year: 2026, Month: 1, Day: 1}}))
	return s
}

// An answer to a request says what becomes of the information, and what is kept back has a ground of the law of that day.
func TestAnswersToRequestsSayWhatBecomesOfTheInformation(t *testing.T) {
	for name, tc := range map[string]struct {
		say        civic.Disclosure
		ground     string
		field, key string
		told       string
	}{
		"nothing said":        {"", "", "disclosure", "error.disclosure_needed", ""},
		"only a ground":       {"", "secret_of_state", "disclosure", "error.disclosure_needed", ""},
		"unknown":             {"hidden", "", "disclosure", "error.disclosure_needed", ""},
		"given":               {civic.DisclosureGiven, "", "", "", ""},
		"given on a ground":   {civic.DisclosureGiven, "secret_of_state", "ground", "error.ground_needless", ""},
		"part, no ground":     {civic.DisclosurePart, " ", "ground", "error.refusal_needed", ""},
		"part":                {civic.DisclosurePart, "secret_of_state", "", "", stateSecret},
		"refused, no ground":  {civic.DisclosureRefused, "", "ground", "error.refusal_needed", ""},
		"refused, own words":  {civic.DisclosureRefused, "Kami tidak mau.", "ground", "error.refusal_needed", ""},
		"refused, not yet":    {civic.DisclosureRefused, "later", "ground", "error.refusal_needed", ""},
		"refused, no more":    {civic.DisclosureRefused, "once", "ground", "error.refusal_needed", ""},
		"refused":             {civic.DisclosureRefused, "secret_of_state", "", "", stateSecret},
		"refused, its words":  {civic.DisclosureRefused, stateSecret, "", "", stateSecret},
		"refused, two blanks": {civic.DisclosureRefused, " " + stateSecret + " ", "", "", stateSecret},
	} {
		for _, approval := range []civic.Approval{civic.ApproveNone, civic.ApproveAnswers} {
			s := withLaw(asking(t))
			s.w.Tree = approving(approval)
			c := telling(tc.say, tc.ground)
			if approval == civic.ApproveAnswers {
				c.Verb, c.As = civic.VerbPropose, civic.VerbAnswer
			}
			err := asError(s.try(fullWorker, c))
			if tc.key != "" {
				if err == nil || err.Field != tc.field || err.Key != tc.key {
					t.Errorf("%s, %s: got %v, want %s: %s", name, approval, err, tc.field, tc.key)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s, %s: %v", name, approval, err)
				continue
			}
			if approval == civic.ApproveAnswers {
				if d := proposed(s); d.Disclosure != tc.say || d.Ground != tc.told || s.r.Oversight.Withheld != "" {
					t.Errorf("%s: the draft keeps %+v, the report %q", name, d, s.r.Oversight.Withheld)
				}
				s.does(another(civic.RoleAgencyHead, fullAgency), s.approve())
			}
			if e := s.last(); e.Verb != civic.VerbAnswer || e.Disclosed() != tc.say || e.Ground() != tc.told || s.r.Oversight.Withheld != tc.told {
				t.Errorf("%s, %s: told %v, kept %q", name, approval, e.Detail, s.r.Oversight.Withheld)
			}
			if way := s.w.ObjectionWay(&s.r); way.Why != civic.WayRefused {
				t.Errorf("%s: the way to the superior is %+v", name, way)
			}
		}
	}
}

// Without a list of the law any words are a ground, but some have to be there, and not too many.
func TestGroundsWithoutAList(t *testing.T) {
	for ground, key := range map[string]string{"": "error.ground_needed", "Perda 3/2020": "", strings.Repeat("x", civic.MaxFact+1): "error.too_long"} {
		err := asError(asking(t).try(fullWorker, telling(civic.DisclosureRefused, ground)))
		if got := keyOf(err); got != key || err != nil && err.Field != "ground" {
			t.Errorf("a ground of %d characters: %v, want %q", len(ground), err, key)
		}
	}
}

func keyOf(e *civic.Error) string {
	if e == nil {
		return ""
	}
	return e.Key
}

// What is no answer to a request says nothing of information; nothing of it is lost on the way.
func TestOnlyAnswersToRequestsDisclose(t *testing.T) {
	follow := command(civic.VerbFollowUp)
	follow.Disclosure = civic.DisclosureGiven
	bare := command(civic.VerbFollowUp)
	bare.Ground = "secret_of_state"
	closing := command(civic.VerbClose)
	closing.Disclosure = civic.DisclosureRefused
	for name, tc := range map[string]struct {
		s     *story
		c     civic.Command
		field string
	}{
		"an answer to a complaint":          {worked(t), telling(civic.DisclosureGiven, ""), "disclosure"},
		"a ground of one":                   {worked(t), telling("", "Perda 3/2020"), "ground"},
		"a follow-up":                       {asking(t), follow, "disclosure"},
		"a ground of a follow-up":           {asking(t), bare, "ground"},
		"a closing":                         {asking(t).does(fullWorker, command(civic.VerbFollowUp)), closing, "disclosure"},
		"a draft of an answer to complaint": {signed(t, civic.ApproveAnswers), draftOf(telling(civic.DisclosureGiven, "")), "disclosure"},
	} {
		if err := asError(tc.s.try(fullWorker, tc.c)); err == nil || err.Kind != civic.KindInvalid || err.Field != tc.field {
			t.Errorf("%s: %v, want %s", name, err, tc.field)
		}
		if c := tc.c.For(&civic.Report{Class: civic.Complaint}); c.Disclosure != "" || tc.c.Disclosure != "" && c.Ground != "" {
			t.Errorf("%s: of many reports, a complaint is told %+v", name, c)
		}
	}
	if c := telling(civic.DisclosureRefused, "x").For(&civic.Report{Class: civic.Information}); c.Disclosure != civic.DisclosureRefused || c.Ground != "x" {
		t.Errorf("of many reports, a request is told %+v", c)
	}
}

func lastOf(s *story) *civic.Event {
	e := s.last()
	return &e
}

func proposed(s *story) civic.Command { return civic.ProposedBy(lastOf(s)).Step }

func draftOf(c civic.Command) civic.Command {
	c.As, c.Verb = c.Verb, civic.VerbPropose
	return c
}

// A closing after an answer that kept something back has its ground, unless it states its own, or all was given since.
func TestClosingsTakeTheGroundOfTheAnswer(t *testing.T) {
	private := "UU 14/2008, pasal 17 huruf h: Rahasia pribadi."
	closing := command(civic.VerbClose)
	closing.Outcome = "cannot"
	reply := func(s *story) *story { return s.does(theReporter(), command(civic.VerbReply)) }
	refused := func() *story {
		return withLaw(asking(t)).does(fullWorker, telling(civic.DisclosureRefused, "secret_of_state"))
	}
	fix := func(s *story, d civic.Disclosure, ground string) *story {
		c := telling(d, ground)
		c.Verb, c.Corrects, c.Corrected, c.Why, c.Message = civic.VerbCorrect, s.r.Seq, lastOf(s), "Keliru.", "Yang benar begini."
		return s.does(fullWorker, c)
	}
	expired := refused()
	expired.w.Reasons = civic.NewReasonBook(append(sampleReasons(),
		civic.Reason{List: civic.ReasonsOutcome, Code: "cannot", TextID: "Tidak dapat.", Asks: civic.Asks(civic.AskGround)},
		civic.Reason{List: civic.ReasonsRefusal, Code: "private", TextID: "Rahasia pribadi.", Source: "UU 14/2008, pasal 17 huruf h"}))
	objected := refused().does(theReporter(), command(civic.VerbObject)).does(another(civic.RoleAgencyAdmin, fullAgency), command(civic.VerbOrder))
	for name, tc := range map[string]struct {
		s      *story
		ground string
		told   string
	}{
		"after a refusal":           {reply(refused()), "", stateSecret},
		"on another ground":         {reply(refused()), "private", private},
		"no more in the list":       {reply(expired), "", stateSecret},
		"given since":               {reply(refused()).does(fullWorker, telling(civic.DisclosureGiven, "")).does(theReporter(), command(civic.VerbReply)), "", ""},
		"corrected to a refusal":    {reply(fix(withLaw(asking(t)).does(fullWorker, telling(civic.DisclosureGiven, "")), civic.DisclosurePart, "private")), "", private},
		"corrected in words only":   {reply(fix(refused(), "", "")), "", stateSecret},
		"corrected to all is given": {reply(fix(refused(), civic.DisclosureGiven, "")), "", ""},
		"the superior ordered it":   {objected, "", ""},
	} {
		c := closing
		c.Ground = tc.ground
		err := asError(tc.s.try(fullWorker, c))
		if tc.told == "" {
			if keyOf(err) != "error.refusal_needed" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || lastOf(tc.s).Ground() != tc.told {
			t.Errorf("%s: %v, told %v", name, err, tc.s.last().Detail)
		}
	}
}

// What an event of before says, and what the list says of words that were told.
func TestDisclosuresOfEvents(t *testing.T) {
	for detail, want := range map[string]civic.Disclosure{"": "", "given": civic.DisclosureGiven, "part": civic.DisclosurePart, "x": ""} {
		if e := (&civic.Event{Verb: civic.VerbAnswer, Detail: map[string]string{civic.DetailDisclosure: detail}}); e.Disclosed() != want {
			t.Errorf("%q is read as %q", detail, e.Disclosed())
		}
	}
	book := withLaw(asking(t)).w.Reasons
	if x, ok := book.LegalGround(stateSecret); !ok || x.TextEN != "A secret of state." {
		t.Errorf("the words of the law are %+v", x)
	}
	if x, ok := book.LegalGround("Perda 3/2020"); ok {
		t.Errorf("own words are %+v", x)
	}
}

// What was said to all of an incident says of the information only where somebody asked for it.
func TestCarriedAnswersDisclose(t *testing.T) {
	for _, tc := range []struct {
		class civic.Class
		said  civic.Disclosure
		want  civic.Disclosure
	}{{civic.Information, civic.DisclosureRefused, civic.DisclosureRefused}, {civic.Information, "", ""}, {civic.Complaint, civic.DisclosureRefused, ""}} {
		s := withLaw(asking(t))
		s.r.Class, s.r.Incident = tc.class, 77
		e := civic.Event{Verb: civic.VerbAnswer, Role: civic.RoleUnitOfficer, Officer: theOfficer, Desk: fullUnit, Message: someMessage, Detail: map[string]string{}}
		if tc.said != "" {
			e.Detail = map[string]string{civic.DetailDisclosure: string(tc.said), civic.DetailGround: stateSecret}
		}
		steps := s.w.Carry(s.r, e)
		if len(steps) == 0 || steps[0].Event.Verb != civic.VerbAnswer || steps[0].Event.Disclosed() != tc.want || (steps[0].Event.Ground() != "") != (tc.want != "") {
			t.Errorf("%s, %q: %+v", tc.class, tc.said, steps)
		}
	}
}
