package civic_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

func asError(err error) *civic.Error {
	e, _ := errors.AsType[*civic.Error](err)
	return e
}

// judge knows what must hold along every road a report can take. It keeps its own notes and asks
// the lifecycle nothing.
type judge struct {
	t       *rapid.T
	citizen civic.Clock
	last    civic.Event
	verify  bool // was verified before
	window  time.Time
	wrote   civic.Role // who wrote last: the reporter, or an agency
}

func newJudge(t *rapid.T, w civic.World, r civic.Report, first civic.Event) *judge {
	citizen, ok := r.Clocks.Get(civic.ClockCitizen)
	if !ok || !citizen.Running() {
		t.Fatal("the citizen's clock does not run from the first moment")
	}
	if first.Seq != 1 || r.Seq != 1 || first.To != r.State || first.ToDesk != r.Holder || first.From != "" || first.FromDesk != 0 {
		t.Fatalf("the first event does not tell the beginning: %+v", first)
	}
	j := &judge{t: t, citizen: citizen, last: first, wrote: civic.RoleReporter}
	j.sound(w, r)
	return j
}

// refusal: nothing changes, and only inputs can be the matter with a verb that is allowed.
func (j *judge) refusal(before, after civic.Report, c civic.Command, allowed bool, err error) {
	if !reflect.DeepEqual(before, after) {
		j.t.Fatalf("%s was refused (%v) but changed the report", c.Verb, err)
	}
	e := asError(err)
	switch {
	case e == nil || e.Kind == civic.KindInternal || e.Kind == civic.KindUnavailable:
		j.t.Fatalf("%s failed for no reason of the lifecycle: %v", c.Verb, err)
	case allowed && e.Key == "error.changed_meanwhile" && c.Seq != before.Seq:
	case allowed && c.Verb == civic.VerbApprove && e.Key == "error.supports_open": // what was proposed waits for them
	case allowed && e.Kind != civic.KindInvalid:
		j.t.Fatalf("%s is allowed but was refused: %v", c.Verb, err)
	case e.Kind == civic.KindInvalid && e.Field == "":
		j.t.Fatalf("%s: an input is wrong, but which? %v", c.Verb, err)
	}
}

// step judges one step that was done.
func (j *judge) step(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report, e civic.Event) {
	if before.State == civic.InfoNeeded && c.Verb == civic.VerbAutoClose {
		j.t.Fatal("closed by itself while it was held")
	}
	j.drafts(w, a, c, before, after, e)
	if c.Verb == civic.VerbApprove { // from here on it is the step of its author
		a, c = c.Proposed.Author, c.Proposed.Step
	}
	j.chain(a, c, before, after, e)
	j.asked(w, a, c, before, after, e)
	j.demands(w, a, c, before, after, e)
	j.objections(w, a, c, before, after)
	j.words(c, e)
	j.sound(w, after)
	j.clocks(c.Verb, w, before, after)
	switch c.Verb {
	case civic.VerbReturn:
		j.returned(w, before, after)
	case civic.VerbAutoClose:
		if j.wrote == civic.RoleReporter || w.Now.Before(j.window) {
			j.t.Fatalf("closed by itself at %s, %s wrote last, the window ended at %s", w.Now, j.wrote, j.window)
		}
	case civic.VerbVerify, civic.VerbDispose:
		j.sent(w, a, c, before, after)
	case civic.VerbHide, civic.VerbReveal:
		if before.Anonymous == after.Anonymous && before.Secret == after.Secret {
			j.t.Fatalf("%s %s changed nothing and is written down", c.Verb, c.Flag)
		}
	}
	if a.Desk == w.Tree.National() && a.IsOfficer() && before.Holder != a.Desk && answers(c.Verb) {
		if top, _ := w.Tree.Get(w.Tree.RootAgency(before.Holder)); top.Mode != civic.RoutingCentral {
			j.t.Fatalf("the national desk did %s in the stead of an agency that is run %s", c.Verb, top.Mode)
		}
	}
	if a.Role == civic.RoleOversight && before.Class != civic.ComplaintOversight {
		j.t.Fatalf("internal oversight did %s to an ordinary report", c.Verb)
	}
	if a.Role == civic.RoleReporter && e.Message != "" {
		j.wrote = civic.RoleReporter
	} else if c.Verb == civic.VerbFollowUp || c.Verb == civic.VerbAnswer {
		j.wrote = a.Role
	}
	if c.Verb == civic.VerbAnswer || c.Verb == civic.VerbCorrect && after.State == civic.AwaitingReporter {
		window, _ := after.Clocks.Get(civic.ClockReporterWindow)
		j.window = window.Due
	}
	j.verify = j.verify || c.Verb == civic.VerbVerify
	j.last = e
}

// answers tells the verbs that only whoever handles the report may do.
func answers(v civic.Verb) bool {
	return slices.Contains([]civic.Verb{
		civic.VerbHold, civic.VerbDispose, civic.VerbReturn, civic.VerbFollowUp,
		civic.VerbAnswer, civic.VerbClose, civic.VerbReclassify,
	}, v)
}

// chain: each event begins where the last one ended, and tells the truth about the report.
func (j *judge) chain(a civic.Actor, c civic.Command, before, after civic.Report, e civic.Event) {
	l := j.last
	switch {
	case after.Seq != before.Seq+1 || e.Seq != after.Seq || e.Seq != l.Seq+1:
		j.t.Fatalf("events %d, %d: not counted one by one", l.Seq, e.Seq)
	case e.From != l.To || e.FromDesk != l.ToDesk || e.FromQueue != l.ToQueue || !e.FromDue.Equal(l.ToDue):
		j.t.Fatalf("%s begins at %s of desk %d, queue %d, %s; %s ended at %s of desk %d, queue %d, %s",
			e.Verb, e.From, e.FromDesk, e.FromQueue, e.FromDue, l.Verb, l.To, l.ToDesk, l.ToQueue, l.ToDue)
	case e.To != after.State || e.ToDesk != after.Holder || e.ToQueue != after.Queue() || e.Verb != c.Verb || e.Report != after.ID:
		j.t.Fatalf("the event of %s tells something else than the report", c.Verb)
	case a.IsOfficer() && e.Desk != a.Desk, !a.IsOfficer() && e.Desk != after.Holder, e.Role != a.Role, e.Officer != a.Officer:
		j.t.Fatalf("%s: wrong about who acted", c.Verb)
	}
}

// words: only what was asked for and checked is written into history.
func (j *judge) words(c civic.Command, e civic.Event) {
	if strings.ContainsFunc(e.Message, func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' }) {
		j.t.Fatalf("%s: control characters in the message %q", e.Verb, e.Message)
	}
	if e.Role == civic.RoleReporter && e.Shown == civic.ForPublic && e.Message != "" {
		j.t.Fatalf("%s: the reporter's own words become public unread", e.Verb)
	}
	known := slices.ContainsFunc(sampleReasons(), func(r civic.Reason) bool { return r.Code == e.Reason })
	wants := slices.Contains([]civic.Verb{
		civic.VerbHold, civic.VerbReturn, civic.VerbArchive, civic.VerbClose,
		civic.VerbLapse, civic.VerbAutoClose, civic.VerbAccept, civic.VerbWithdraw, civic.VerbHandOver, civic.VerbExtend, civic.VerbUnable, civic.VerbRelease, civic.VerbObject,
	}, e.Verb)
	if wants != (e.Reason != "") || (wants && !known) {
		j.t.Fatalf("%s: reason %q", e.Verb, e.Reason)
	}
	if rates := e.Verb == civic.VerbRate || e.Verb == civic.VerbAccept; rates != (e.Detail["rating"] != "") {
		j.t.Fatalf("%s: rating %q", e.Verb, e.Detail["rating"])
	}
	if c.Verb == civic.VerbNote && e.Shown != civic.ForOfficers {
		j.t.Fatal("a note is shown beyond officers")
	}
}

// returned: one tier up and open, and every clock runs on as it was.
func (j *judge) returned(w civic.World, before, after civic.Report) {
	up := before.Holder
	for {
		node, _ := w.Tree.Get(up)
		up = node.Parent
		if above, ok := w.Tree.Get(up); !ok {
			j.t.Fatalf("returned from desk %d, above which there is none", before.Holder)
		} else if above.Active {
			break
		}
	}
	if after.Holder != up || after.State != civic.Submitted {
		j.t.Fatalf("returned from %d to %d (%s); the open desk above is %d", before.Holder, after.Holder, after.State, up)
	}
	others := func(cs civic.Clocks) civic.Clocks {
		return slices.DeleteFunc(slices.Clone(cs), func(c civic.Clock) bool { return c.Kind == civic.ClockDecide })
	}
	if !reflect.DeepEqual(others(before.Clocks), others(after.Clocks)) {
		j.t.Fatalf("a return touched the clocks:\n%+v\n%+v", before.Clocks, after.Clocks)
	}
	if c, ok := after.Clocks.Get(civic.ClockDecide); after.Returns >= limitOf(w) && (!ok || !c.Started.Equal(w.Now)) {
		j.t.Fatalf("returned %d times, and the time to decide began at %s, not at %s", after.Returns, c.Started, w.Now)
	}
}

// sent: down the tree, and past an agency's own desk only where the national desk runs it.
func (j *judge) sent(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report) {
	desk, _ := w.Tree.Get(after.Holder)
	if desk.Tier == 0 {
		j.t.Fatalf("%s landed at the national desk", c.Verb)
	}
	stays := after.Holder == before.Holder && before.State != civic.Submitted // what was given back may stay where it is
	if c.Verb == civic.VerbDispose && (stays || !w.Tree.Within(after.Holder, before.Holder)) {
		j.t.Fatalf("disposed from %d to %d, which is not below", before.Holder, after.Holder)
	}
	top, _ := w.Tree.Get(w.Tree.RootAgency(after.Holder))
	if a.Desk == w.Tree.National() && desk.Tier > 1 && top.Mode != civic.RoutingCentral {
		j.t.Fatalf("the national desk reached past an agency that is run %s", top.Mode)
	}
}
