package civic_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// Whatever happened: every promise that the events ever gave is listed once, and the newest of each clock says what is
// stored of it. Events that kept nothing of the clocks tell the same as those that did.
func TestEveryPromiseIsListedOnce(t *testing.T) {
	listed, moved, missed := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a, w, r, _ := live(t)
		got := civic.Pledges(a.at, w.Now, r, a.events)
		given := map[string]bool{}
		for i := range a.events {
			then := r
			then.Class = classAfter(r.Class, a.events[i+1:])
			clocks, err := civic.Replay(a.at, then, a.events[:i+1])
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range clocks {
				given[nameOf(c.Kind, c.Started)] = true
			}
		}
		newest := map[civic.ClockKind]civic.Pledge{}
		for _, p := range got {
			name := nameOf(p.Clock, p.At)
			if !given[name] {
				t.Fatalf("after %s\n%s is listed twice, or was never promised: %+v", told(a.events), name, got)
			}
			delete(given, name)
			newest[p.Clock] = p
			listed, moved = listed+1, moved+len(p.Moves)
			if p.Fate == civic.PledgeMissed {
				missed++
			}
		}
		if len(given) != 0 {
			t.Fatalf("after %s\nnot listed: %v", told(a.events), given)
		}
		for _, c := range r.Clocks {
			asStored(t, c, newest[c.Kind], w.Now)
		}
		older := slices.Clone(a.events)
		for i := range older {
			older[i].Turned, older[i].Edition = nil, ""
		}
		if again := civic.Pledges(a.at, w.Now, r, older); fmt.Sprint(unmarked(again)) != fmt.Sprint(unmarked(got)) {
			t.Fatalf("after %s\nkept     %+v\nreplayed %+v", told(a.events), unmarked(got), unmarked(again))
		}
	})
	if listed == 0 || moved == 0 || missed == 0 {
		t.Fatalf("%d promises, %d moves, %d missed: that proves nothing", listed, moved, missed)
	}
}

// classAfter is the class that a report had before the events that came later.
func classAfter(now civic.Class, later []civic.Event) civic.Class {
	for i := range later {
		if was := later[i].Detail["class_from"]; was != "" {
			return civic.Class(was)
		}
	}
	return now
}

func nameOf(kind civic.ClockKind, at time.Time) string {
	return string(kind) + " of " + at.Format(time.RFC3339Nano)
}

// asStored compares what is told of a promise with its clock.
func asStored(t *rapid.T, c civic.Clock, p civic.Pledge, now time.Time) {
	late := c.Late(now)
	want := map[bool]civic.PledgeFate{true: civic.PledgeLate, false: civic.PledgeRuns}[late]
	switch {
	case !c.Stopped.IsZero():
		want = map[bool]civic.PledgeFate{true: civic.PledgeMissed, false: civic.PledgeKept}[late]
	case !c.Paused.IsZero() && !late:
		want = civic.PledgeWaits
	}
	if p.Fate != want || !p.Due.Equal(c.Due) || !p.Ended.Equal(c.Stopped) || p.Provisional != c.Provisional || (p.Left < 0) != late && c.Stopped.Equal(c.Due) {
		t.Fatalf("%+v is told as %+v, want %s", c, p, want)
	}
}

// unmarked are promises without what only newer events keep.
func unmarked(all []civic.Pledge) []civic.Pledge {
	out := slices.Clone(all)
	for i := range out {
		out[i].Edition, out[i].Provisional = "", false
		out[i].Moves = slices.Clone(out[i].Moves)
		for j := range out[i].Moves {
			out[i].Moves[j].Edition = ""
		}
	}
	return out
}

// One report as people would tell of it: held and completed, moved to another class, answered too late.
func TestPromisesOfOneReport(t *testing.T) {
	s := named(t, fullAgency)
	unit := officer(civic.RoleUnitOfficer, fullUnit)
	s.at("2026-03-03 10:00").sends(officer(civic.RoleAgencyAdmin, fullAgency), civic.VerbVerify, fullUnit)
	s.at("2026-03-04 10:00").does(unit, command(civic.VerbHold))
	s.at("2026-03-06 10:00").does(theReporter(), command(civic.VerbComplete))
	reclassify := command(civic.VerbReclassify)
	reclassify.Class = civic.ComplaintOversight
	s.at("2026-03-09 10:00").does(officer(civic.RoleAgencyAdmin, fullAgency), reclassify)
	s.at("2026-03-25 10:00").does(unit, command(civic.VerbFollowUp))
	got := civic.Pledges(func(time.Time) civic.World { return s.w }, s.w.Now, s.r, s.events)
	want := map[civic.ClockKind]string{
		civic.ClockVerify:        "1 until 2026-03-05, kept with 2 left []",
		civic.ClockCitizen:       "1 until 2026-04-01, running with 5 left []",
		civic.ClockFirstFollowUp: "2 until 2026-03-12, missed with -4 left [paused 2026-03-10>2026-03-10 resumed 2026-03-10>2026-03-12]",
		civic.ClockResolve:       "2 until 2026-06-08, running with 51 left [paused 2026-03-30>2026-03-30 resumed 2026-03-30>2026-04-01 reclassified 2026-04-01>2026-06-08]",
		civic.ClockCompletion:    "3 until 2026-04-03, kept with 15 left []",
	}
	for _, p := range got {
		moves := []string{}
		for _, m := range p.Moves {
			moves = append(moves, fmt.Sprintf("%s %s>%s", m.Why, m.From, m.To))
		}
		if told := fmt.Sprintf("%d until %s, %s with %d left %v", p.Seq, p.Until, p.Fate, p.Left, moves); told != want[p.Clock] {
			t.Errorf("%s: %s\nwant %s", p.Clock, told, want[p.Clock])
		}
		if p.Edition != s.w.Calendar.Edition() {
			t.Errorf("%s: edition %q", p.Clock, p.Edition)
		}
		if _, ok := s.w.Book.ByID(p.Rule); !ok {
			t.Errorf("%s: no rule %d", p.Clock, p.Rule)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d promises, want %d", len(got), len(want))
	}
}

// An imported report has clocks that no event tells of.
func TestPromisesOfAnImport(t *testing.T) {
	s := named(t, fullAgency)
	got := civic.Pledges(func(time.Time) civic.World { return s.w }, s.w.Now, s.r, nil)
	if len(got) != 2 || got[0].Seq != 0 || got[0].Fate != civic.PledgeRuns || got[0].First != got[0].Until {
		t.Errorf("%+v", got)
	}
}

func TestEditionOfACalendar(t *testing.T) {
	hs := someOf2026()
	turned := slices.Clone(hs)
	slices.Reverse(turned)
	one := civic.NewCalendar(1, hs).Edition()
	if other := civic.NewCalendar(2, turned).Edition(); one != other || len(one) != len("2026-00000000") {
		t.Errorf("%s, in another order %s", one, other)
	}
	more := append(slices.Clone(turned), civic.Holiday{Date: civic.Date{Year: 2026, Month: time.March, Day: 2}, Kind: civic.HolidayRegional, Region: "32", Decree: "SK Gubernur"})
	if again := civic.NewCalendar(1, more); again.Edition() == one || again.ForAgency([]civic.ID{fullUnit}).Edition() != again.Edition() {
		t.Error("a holiday more is the same edition, or a desk has another")
	}
	day := civic.Date{Year: 2027, Month: time.January, Day: 4}
	if got := civic.Decrees(append(more, civic.Holiday{Date: day, Kind: civic.HolidayNational, Decree: "SKB 2027"}), day.AddDays(-30)); len(got) != 1 || got[0] == "SKB 2027" || got[0] == "SK Gubernur" {
		t.Errorf("decrees %q", got)
	}
	if got := civic.Decrees(hs, day); len(got) != 1 {
		t.Errorf("beyond the last decreed year %q", got)
	}
}
