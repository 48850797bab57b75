package civic_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// pick draws one of a list, each as likely as any other; rapid by itself favours the first ones,
// and a report would seldom get beyond its first steps.
func pick[T any](t *rapid.T, from []T, label string) T {
	seed := rapid.Uint64().Draw(t, label)
	return from[rand.New(rand.NewPCG(seed, 1)).IntN(len(from))]
}

// chanceOf tells whether something happens that does so once in n times.
func chanceOf(t *rapid.T, n int, label string) bool {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, label), 2)).IntN(n) == 0
}

// drawTree draws a national desk, two to four agencies of any mode, and up to three tiers below
// each. One agency is always open; others and any unit may be shut down.
func drawTree(t *rapid.T) *civic.Tree {
	modes := []civic.RoutingMode{"", civic.RoutingCentral, civic.RoutingSemi, civic.RoutingFull}
	zones := []civic.Zone{"", civic.WIB, civic.WITA, civic.WIT}
	regions := []string{"", "31", "51.71", "64.72", "91"}
	nodes := []civic.Agency{{ID: national, Code: "n", Name: "n", Active: true}}
	grow := func(id, parent civic.ID, active bool) {
		nodes = append(nodes, civic.Agency{
			ID: id, Parent: parent, Code: id.String(), Name: id.String(),
			Active: active || !chanceOf(t, 6, "shut"),
			Mode:   pick(t, modes, "mode"), Zone: pick(t, zones, "zone"),
			Region: pick(t, regions, "region"), Approval: pick(t, []civic.Approval{"", "", "", civic.ApproveClosings, civic.ApproveAnswers}, "approval"),
		})
	}
	for a := range civic.ID(rapid.IntRange(2, 4).Draw(t, "agencies")) {
		agency := (a + 1) * 100
		grow(agency, national, a == 0)
		for u := range civic.ID(rapid.IntRange(0, 6).Draw(t, "units")) {
			parents := []civic.ID{agency}
			for below := range u {
				if (below+1)%3 != 0 { // not too deep
					parents = append(parents, agency+below+1)
				}
			}
			grow(agency+u+1, pick(t, parents, "parent"), false)
		}
	}
	return civic.NewTree(nodes)
}

func desksOf(tree *civic.Tree) []civic.ID {
	desks := []civic.ID{tree.National()}
	for i := 0; i < len(desks); i++ {
		desks = append(desks, tree.Children(desks[i])...)
	}
	return desks
}

// drawActor draws anybody: mostly somebody near the report, sometimes a stranger.
func drawActor(t *rapid.T, tree *civic.Tree, r *civic.Report) civic.Actor {
	roles := append([]civic.Role{civic.RoleReporter, civic.RoleReporter, civic.RoleReporter, civic.RoleSystem, civic.RolePublic}, civic.OfficerRoles()...)
	role := pick(t, roles, "role")
	switch role {
	case civic.RoleReporter:
		return civic.ReporterActor(pick(t, []civic.ID{r.ID, r.ID, r.ID, r.ID, 8000}, "whose"))
	case civic.RoleSystem:
		return civic.SystemActor()
	case civic.RolePublic:
		return civic.Actor{Role: civic.RolePublic}
	case civic.RoleNationalAdmin:
		return officer(role, tree.National())
	}
	if len(r.Supports) > 0 && chanceOf(t, 3, "asked") {
		return officer(role, pick(t, pick(t, r.Supports, "support").Path, "desk"))
	}
	if !chanceOf(t, 5, "far") {
		return officer(role, pick(t, tree.Chain(r.Holder), "desk"))
	}
	return officer(role, pick(t, desksOf(tree), "desk"))
}

// drawMove draws a step that moves the report, as somebody who may take it would.
func drawMove(t *rapid.T, w civic.World, r *civic.Report) (civic.Actor, civic.Command) {
	who := []civic.Actor{civic.ReporterActor(r.ID), civic.SystemActor()}
	for _, desk := range w.Tree.Chain(r.Holder) {
		role := civic.RoleAgencyAdmin
		if desk == w.Tree.National() {
			role = civic.RoleNationalAdmin
		}
		who = append(who, officer(role, desk))
	}
	for _, s := range r.Supports {
		if s.Open() {
			who = append(who, officer(civic.RoleLiaison, s.Desk))
		}
	}
	still := []civic.Verb{civic.VerbHide, civic.VerbReveal, civic.VerbPublish, civic.VerbUnpublish, civic.VerbNote, civic.VerbAttach, civic.VerbReclassify}
	if !chanceOf(t, 10, "seldom") { // after these there is not much to see
		still = append(still, civic.VerbWithdraw, civic.VerbLapse, civic.VerbArchive, civic.VerbEscalate, civic.VerbHold)
		if r.State == civic.Submitted || r.State == civic.InfoNeeded {
			still = append(still, civic.VerbReply)
		}
	}
	a := pick(t, who, "actor")
	if r.Proposal.Seq != 0 && a.IsOfficer() && !chanceOf(t, 3, "the author") {
		a.Officer = theHead
	}
	verbs := slices.DeleteFunc(w.Allowed(r, a), func(v civic.Verb) bool { return slices.Contains(still, v) })
	if len(verbs) == 0 {
		verbs = []civic.Verb{civic.VerbNote}
	}
	c := command(pick(t, verbs, "move"))
	c.Class = pick(t, civic.Classes(), "class")
	c = joined(w, r, fitted(w, r, a, c))
	fits := slices.DeleteFunc(desksOf(w.Tree), func(to civic.ID) bool {
		c.Target = to
		_, _, err := w.Apply(*r, a, c)
		return err != nil
	})
	c.Target = pick(t, append(fits, 0), "target")
	return a, c
}

// drawCommand draws a verb, with inputs of which any may be wrong.
func drawCommand(t *rapid.T, w civic.World, r *civic.Report, a civic.Actor) civic.Command {
	verb := pick(t, allVerbs(), "verb")
	if allowed := w.Allowed(r, a); len(allowed) > 0 && !chanceOf(t, 4, "not permitted") {
		verb = pick(t, allowed, "verb")
	}
	c := command(verb)
	c.Class = pick(t, append(civic.Classes(), "", "praise"), "class")
	c.Target = pick(t, append(desksOf(w.Tree), 0, noSuchDesk), "target")
	c.Rating = rapid.IntRange(0, 4).Draw(t, "rating")
	c.Flag = pick(t, []civic.Flag{civic.FlagAnonymous, civic.FlagSecret, "", "loud"}, "flag")
	c.Message = pick(t, []string{someMessage, someMessage, "", " \n", "\x00 ya \u202e"}, "message")
	if chanceOf(t, 7, "wrong") {
		c.Reason, c.Outcome = "no_such_reason", ""
	}
	c.Publish = rapid.Bool().Draw(t, "publish")
	c.Suggested = pick(t, append(desksOf(w.Tree), 0, 0, noSuchDesk), "competent")
	c.Seq = pick(t, []int{0, 0, 0, r.Seq, r.Seq - 1}, "seq")
	if !chanceOf(t, 7, "unfit") {
		c = fitted(w, r, a, c)
	}
	return c
}

func allVerbs() []civic.Verb {
	var verbs []civic.Verb
	for _, s := range civic.Lifecycle() {
		if !slices.Contains(verbs, s.Verb) {
			verbs = append(verbs, s.Verb)
		}
	}
	return append(verbs, "shred")
}

// drawWait draws how long nothing happens: seconds to weeks, now and then exactly to a deadline.
func drawWait(t *rapid.T, w civic.World, r *civic.Report) time.Time {
	switch pick(t, []int{0, 0, 1, 2, 3, 3, 3, 3, 3, 3}, "wait") {
	case 0:
		return w.Now
	case 1:
		if wake := r.WakeAt(); wake.After(w.Now) {
			return wake.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "offset")) * time.Microsecond)
		}
		return w.Now
	case 2:
		return w.Now.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "days")) * 24 * time.Hour)
	default:
		return w.Now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
	}
}

// drawReport hands in a report of any kind at any time.
func drawReport(t *rapid.T) (civic.World, civic.Report, civic.Event) {
	start := time.Date(2026, time.February, 20, 1, 0, 0, 0, time.UTC)
	w := sampleWorld(start.Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "start")) * time.Minute))
	w.Tree, w.Book = drawTree(t), civic.NewPolicyBook(lengthenable())
	w.Returns = pick(t, []int{0, 2, 3}, "too many returns")
	sub := submission()
	sub.Named = pick(t, append(desksOf(w.Tree), 0, noSuchDesk), "named")
	sub.Class = pick(t, civic.ReporterClasses(), "class")
	sub.Place.Region = pick(t, []string{"", "32.73", "51.71", "91.03"}, "region")
	sub.Anonymous, sub.Secret = rapid.Bool().Draw(t, "anonymous"), rapid.Bool().Draw(t, "secret")
	sub.ShowName = rapid.Bool().Draw(t, "name")
	by := civic.ReporterActor(0)
	if chanceOf(t, 5, "by officer") {
		by = officer(civic.RoleLiaison, pick(t, desksOf(w.Tree), "desk"))
	}
	r, e, _, err := w.Submit(theReport, "", "", by, sub)
	if err != nil {
		t.Fatalf("submit: %v", err)
	}
	if by.IsOfficer() && e.Desk != by.Desk {
		t.Fatalf("the submission was written down as the work of desk %d, not %d", e.Desk, by.Desk)
	}
	return w, r, e
}

// Whoever does whatever at any time: a report is never lost, never in two minds, and its history
// tells how it came to be where it is.
func TestAnyRoadKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(t, "reports") {
			w, r, first := drawReport(t)
			walk(t, w, r, newJudge(t, w, r, first))
		}
	})
}

// walk leads one report along a road of chance, before the judge.
func walk(t *rapid.T, w civic.World, r civic.Report, j *judge) {
	for range rapid.IntRange(5, 40).Draw(t, "steps") {
		w.Now = drawWait(t, w, &r)
		a, c := drawMove(t, w, &r)
		if chanceOf(t, 3, "anybody") {
			a = drawActor(t, w.Tree, &r)
			c = drawCommand(t, w, &r, a)
		}
		allowed := slices.Contains(w.Allowed(&r, a), c.Verb)
		after, e, err := w.Apply(r, a, c)
		if err != nil {
			j.refusal(r, after, c, allowed, err)
			continue
		}
		if !allowed {
			t.Fatalf("%s by %s was done though it is not allowed", c.Verb, a.Role)
		}
		j.step(w, a, c, r, after, e)
		r = after
		if r.State == civic.Archived && chanceOf(t, 3, "enough") {
			return
		}
	}
}

// A button that is offered works: for every verb allowed there are inputs with which it succeeds.
func TestWhateverIsAllowedCanBeDone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.Now = drawWait(t, w, &r)
			a := drawActor(t, w.Tree, &r)
			if a.IsOfficer() && chanceOf(t, 2, "somebody else") {
				a.Officer = theHead
			}
			allowed := w.Allowed(&r, a)
			for _, v := range allowed {
				if _, ok := withSomeInput(w, r, a, v); !ok {
					t.Fatalf("%s is offered to %s at desk %d, held at %d in %s, and can never succeed", v, a.Role, a.Desk, r.Holder, r.State)
				}
			}
			if len(allowed) > 0 {
				r, _ = withSomeInput(w, r, a, pick(t, allowed, "verb"))
			}
		}
	})
}

// What pages ask before they offer a button or a list of desks is what Apply then accepts.
func TestPagesOfferWhatIsAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.Now = drawWait(t, w, &r)
			a := drawActor(t, w.Tree, &r)
			allowed := w.Allowed(&r, a)
			for _, v := range allVerbs() {
				if err := w.May(&r, a, v); (err == nil) != slices.Contains(allowed, v) {
					t.Fatalf("%s by %s: %v, allowed are %v", v, a.Role, err, allowed)
				}
				offered(t, w, r, a, v, slices.Contains(allowed, v))
			}
			actor, c := drawMove(t, w, &r)
			if after, _, err := w.Apply(r, actor, c); err == nil {
				r = after
			}
		}
	})
}

// offered compares the desks offered for a verb with those that are accepted.
func offered(t *rapid.T, w civic.World, r civic.Report, a civic.Actor, v civic.Verb, allowed bool) {
	fits, err := w.Targets(&r, a, v)
	asks := v == civic.VerbSupport || v == civic.VerbConsult || v == civic.VerbSplit
	if sends := v == civic.VerbVerify || v == civic.VerbDispose || asks; (err == nil) != (allowed && sends) {
		t.Fatalf("%s, allowed %v: %v", v, allowed, err)
	}
	if err != nil {
		return
	}
	for _, to := range append(desksOf(w.Tree), noSuchDesk) {
		c := command(v)
		c.Target = to
		if v == civic.VerbVerify && r.Class == civic.Information { // an answered request stays one
			c.Class = r.Class
		}
		if _, _, err := w.Apply(r, a, c); (err == nil) != fits(to) {
			t.Fatalf("%s to desk %d: offered %v, %v", v, to, fits(to), err)
		}
	}
	c := command(v)
	if after, _, err := w.Apply(r, a, c); err == nil && !asks && after.Holder != w.DefaultTarget(&r) {
		t.Fatalf("%s without a desk landed at %d, the page said %d", v, after.Holder, w.DefaultTarget(&r))
	}
}

// withSomeInput does the verb with right inputs, trying every desk and both protections.
func withSomeInput(w civic.World, r civic.Report, a civic.Actor, v civic.Verb) (civic.Report, bool) {
	for _, flag := range []civic.Flag{civic.FlagSecret, civic.FlagAnonymous} {
		for _, to := range append([]civic.ID{0}, desksOf(w.Tree)...) {
			c := command(v)
			c.Target, c.Flag = to, flag
			if r.Class == civic.Information && (v == civic.VerbVerify || v == civic.VerbReclassify) {
				c.Class = r.Class // an answered request stays one
			}
			c = joined(w, &r, fitted(w, &r, a, c))
			if after, _, err := w.Apply(r, a, c); err == nil {
				return after, true
			}
			if v != civic.VerbVerify && v != civic.VerbDispose && v != civic.VerbSupport && v != civic.VerbConsult && v != civic.VerbSplit {
				break // no desk is asked for
			}
		}
	}
	return r, false
}
