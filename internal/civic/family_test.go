package civic_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// kinship is a report with its parts, the whole first.
type kinship struct {
	w   civic.World
	all []civic.Report
}

// does takes a step on one of them, and what follows from it for the others, as a transaction would: all of it or nothing.
func (k *kinship) does(i int, a civic.Actor, c civic.Command) error {
	before := k.all[i]
	after, part, err := k.step(before, a, c)
	if err != nil {
		return err
	}
	all := slices.Clone(k.all)
	all[i] = after
	for j := range all {
		if j == i || !after.KeptAnew(&before) {
			continue
		}
		if all[j], _, _, err = k.w.Akin(all[j], a, c); err != nil {
			return err
		}
	}
	for j := 1; j < len(all); j++ {
		all[0].Rehouse(k.w.Tree, &all[j])
	}
	if part != nil {
		all = append(all, *part)
	}
	k.all = all
	return nil
}

func (k *kinship) step(r civic.Report, a civic.Actor, c civic.Command) (civic.Report, *civic.Report, error) {
	if c.Verb != civic.VerbSplit {
		after, _, err := k.w.Apply(r, a, c)
		return after, nil, err
	}
	c.Part, c.Message = thePart+civic.ID(len(k.all)), "Lampu jalan di depan pasar juga padam."
	after, _, off, err := k.w.Split(r, a, c, "", "", civic.Place{Text: "Pasar"})
	return after, &off.Report, err
}

// drawStep keeps out, lets in, splits, or does anything else to one of the family.
func (k *kinship) drawStep(t *rapid.T, r *civic.Report) (civic.Actor, civic.Command) {
	nation, watch := officer(civic.RoleNationalAdmin, k.w.Tree.National()), officer(civic.RoleSupervisor, k.w.Tree.National())
	nation.Officer, watch.Officer = theHead, theHead
	switch desks := desksOf(k.w.Tree); pick(t, []string{"keep", "let in", "split", "split", "any", "any", "any", "any"}, "what") {
	case "keep":
		c := keepOut(pick(t, desks, "whom"))
		if chanceOf(t, 4, "a person") {
			c.KeepDesk, c.KeepOfficer = 0, namedOfficer
		}
		return nation, c
	case "let in":
		return watch, keeping(r, watch, command(civic.VerbLetIn))
	case "split":
		if len(k.all) < 4 {
			by := officer(civic.RoleAgencyAdmin, r.Holder)
			if r.Holder == k.w.Tree.National() {
				by = nation
			}
			return by, ask(civic.VerbSplit, pick(t, desks, "to"))
		}
	}
	return drawMove(t, k.w, r)
}

// In whatever order a report is split, sent about, ended, kept from somebody and shown to them again: nobody who is kept out
// of one of the family holds, helps with, lists or sees any of it, and all of it is kept from the same.
func TestAFamilyIsKeptFromTheSame(t *testing.T) {
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		w, r, _ := drawReport(t)
		k := kinship{w: w, all: []civic.Report{r}}
		for range rapid.IntRange(10, 50).Draw(t, "steps") {
			i := rapid.IntRange(0, len(k.all)-1).Draw(t, "which")
			k.w.Now = drawWait(t, k.w, &k.all[i])
			a, c := k.drawStep(t, &k.all[i])
			if k.does(i, a, c) != nil {
				continue
			}
			for j := range k.all {
				k.apart(t, &k.all[j])
			}
			if len(k.all) > 1 {
				kept += len(k.all[0].Oversight.Kept)
			}
		}
	})
	if kept == 0 {
		t.Error("nobody was ever kept out of a family")
	}
}

func (k *kinship) apart(t *rapid.T, r *civic.Report) {
	keptApart(t, k.w, r)
	names := func(r *civic.Report) (out []civic.ID) {
		for _, x := range r.Oversight.Kept {
			out = append(out, x.Desk+x.Officer)
		}
		slices.Sort(out)
		return out
	}
	if !slices.Equal(names(r), names(&k.all[0])) {
		t.Fatalf("kept from %v, the whole from %v", names(r), names(&k.all[0]))
	}
	for _, x := range r.Oversight.Kept {
		for _, h := range r.Helpers(k.w.Tree.Chain(r.Holder)) {
			if x.Desk != 0 && k.w.Tree.Within(h.Desk, x.Desk) {
				t.Fatalf("desk %d, kept out by %d, has it in its list", h.Desk, x.Desk)
			}
		}
		for _, s := range r.Supports {
			if x.Desk != 0 && s.Open() && k.w.Tree.Within(s.Desk, x.Desk) {
				t.Fatalf("the whole waits for desk %d, which is kept out by %d", s.Desk, x.Desk)
			}
		}
	}
}

// An ended part leaves the lists of the office too, and stays ended; the whole goes on waiting for an open one.
func TestAPartLeavesTheOfficeThatIsKeptOut(t *testing.T) {
	for _, state := range []civic.State{civic.InProgress, civic.Closed, civic.Archived} {
		s := inState(t, civic.InProgress)
		k := kinship{w: s.w, all: []civic.Report{s.r, parted(t, s, fullSister).Report}}
		k.all[0], k.all[1].State = s.r, state
		citizen := k.all[1].Clocks
		if err := k.does(0, nationalAdmin, keepOut(fullSister)); err != nil {
			t.Fatal(err)
		}
		part, whole := k.all[1], k.all[0]
		if part.Holder == fullSister || part.State != state || !slices.Equal(part.Clocks, citizen) {
			t.Errorf("the part lies at %d, %s", part.Holder, part.State)
		}
		if owed := whole.Owing(); len(owed) != 1 || owed[0].Desk != part.Holder {
			t.Errorf("the whole waits for %+v", owed)
		}
		watch := officer(civic.RoleSupervisor, national)
		in := keepOut(fullSister)
		in.Verb = civic.VerbLetIn
		by := 0
		if state == civic.InProgress {
			by = 1
		}
		if err := k.does(by, watch, in); err != nil || len(k.all[0].Oversight.Kept)+len(k.all[1].Oversight.Kept) != 0 {
			t.Errorf("let in again by way of %d: %v", by, err)
		}
	}
}

// Where the part goes along with the reports of others, nothing of the step is done: they tell of the same.
func TestAPartOfAnIncidentIsNotKeptFromAnybody(t *testing.T) {
	s := inState(t, civic.InProgress)
	k := kinship{w: s.w, all: []civic.Report{s.r, parted(t, s, fullSister).Report}}
	k.all[0], k.all[1].Incident = s.r, 77
	if err := asError(k.does(0, nationalAdmin, keepOut(fullSister))); err == nil || err.Key != "error.keep_alone_family" || len(k.all[0].Oversight.Kept) != 0 {
		t.Errorf("%v, %+v", err, k.all[0].Oversight)
	}
	k.all[1].State = civic.Closed
	if err := k.does(0, nationalAdmin, keepOut(fullSister)); err != nil || k.all[1].Incident != 0 {
		t.Errorf("an ended one: %v, %d", err, k.all[1].Incident)
	}
}

// Who is kept out already is kept out once more without a trace, for whoever asks may not know of it; whoever might not keep
// them out for the first time is refused as then.
func TestKeepingOutTwiceIsIdle(t *testing.T) {
	s := inState(t, civic.InProgress)
	s.does(nationalAdmin, keepOut(fullSister))
	wordless, old := keepOut(fullSister), keepOut(fullSister)
	wordless.Message, old.Seq = " ", 1
	other := keepOut(fullUnit)
	for what, got := range map[string]bool{
		"by who may":             !s.w.Idle(&s.r, nationalAdmin, keepOut(fullSister)),
		"by who names no others": s.w.Idle(&s.r, leadOfficer, keepOut(fullSister)),
		"by a stranger":          s.w.Idle(&s.r, officer(civic.RoleAgencyAdmin, semiAgency), keepOut(fullSister)),
		"without a reason":       s.w.Idle(&s.r, nationalAdmin, wordless),
		"seen long ago":          s.w.Idle(&s.r, nationalAdmin, old),
		"somebody else":          s.w.Idle(&s.r, nationalAdmin, other),
	} {
		if got {
			t.Errorf("%s: wrongly idle, or not", what)
		}
	}
}
