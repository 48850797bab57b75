package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestStates(t *testing.T) {
	ended := map[civic.State]bool{civic.Closed: true, civic.Archived: true}
	queue := map[civic.State]civic.Queue{
		civic.InfoNeeded: civic.QueueWaiting, civic.AwaitingReporter: civic.QueueWaiting,
		civic.Closed: civic.QueueDone, civic.Archived: civic.QueueDone,
	}
	for _, s := range civic.States() {
		want, other := queue[s]
		if !other {
			want = civic.QueueAction
		}
		r := civic.Report{State: s}
		if !s.Valid() || s.Ended() != ended[s] || r.Queue() != want {
			t.Errorf("%s: valid %v, ended %v, queue %d", s, s.Valid(), s.Ended(), r.Queue())
		}
	}
	if civic.State("").Valid() || civic.Same.Valid() || civic.Previous.Valid() {
		t.Error("a state that is none")
	}
}

func TestPublic(t *testing.T) {
	for _, r := range []civic.Report{{}, {Secret: true}, {Published: true, Secret: true}} {
		if r.Public() {
			t.Errorf("%+v is public", r)
		}
	}
	if r := (civic.Report{Published: true, Anonymous: true}); !r.Public() {
		t.Error("an anonymous report is hidden")
	}
}

func TestNextDueAndWakeAt(t *testing.T) {
	at := time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC)
	clock := func(k civic.ClockKind, days int) civic.Clock {
		return civic.Clock{Kind: k, Started: at, Due: at.AddDate(0, 0, days)}
	}
	paused := clock(civic.ClockFirstFollowUp, 1)
	paused.Paused = at
	stopped := clock(civic.ClockVerify, 1)
	stopped.Stopped = at
	all := civic.Clocks{
		paused, stopped, clock(civic.ClockResolve, 9), clock(civic.ClockResponse, 4), clock(civic.ClockCompletion, 3),
		clock(civic.ClockReporterWindow, 2), clock(civic.ClockCitizen, 1),
	}
	for _, tc := range []struct {
		state  civic.State
		clocks civic.Clocks
		next   civic.ClockKind
		wake   int // days; 0 never
	}{
		{civic.Submitted, all, civic.ClockResponse, 0},
		{civic.Submitted, civic.Clocks{clock(civic.ClockVerify, 5), clock(civic.ClockCitizen, 1)}, civic.ClockVerify, 0},
		{civic.InfoNeeded, all, civic.ClockCompletion, 3},
		{civic.Dispatched, all, civic.ClockResponse, 0},
		{civic.InProgress, civic.Clocks{paused, stopped, clock(civic.ClockCitizen, 8)}, civic.ClockCitizen, 0},
		{civic.AwaitingReporter, all, civic.ClockReporterWindow, 2},
		{civic.AwaitingReporter, nil, "", 0},
		{civic.Escalated, all, civic.ClockResponse, 0},
		{civic.Closed, all, "", 0},
	} {
		r := civic.Report{State: tc.state, Clocks: tc.clocks, ReceivedAt: at, EndedAt: at.AddDate(0, 0, 20)}
		k, due := r.NextDue()
		want := at
		if c, ok := tc.clocks.Get(tc.next); ok {
			want = c.Due
		} else if tc.state.Ended() {
			want = r.EndedAt
		}
		if k != tc.next || !due.Equal(want) {
			t.Errorf("%s: next is %s at %s, want %s at %s", tc.state, k, due, tc.next, want)
		}
		wake := r.WakeAt()
		if tc.wake == 0 && !wake.IsZero() || tc.wake != 0 && !wake.Equal(at.AddDate(0, 0, tc.wake)) {
			t.Errorf("%s wakes at %s", tc.state, wake)
		}
	}
}

func TestClocksWithLeavesTheOldListAlone(t *testing.T) {
	a := civic.Clock{Kind: civic.ClockVerify, Amount: 1}
	b := civic.Clock{Kind: civic.ClockResolve, Amount: 2}
	old := civic.Clocks{a}
	both := old.With(b)
	changed := both.With(civic.Clock{Kind: civic.ClockVerify, Amount: 9})
	if c, _ := old.Get(civic.ClockVerify); c.Amount != 1 || len(old) != 1 || len(both) != 2 || len(changed) != 2 {
		t.Errorf("%v %v %v", old, both, changed)
	}
	if c, _ := both.Get(civic.ClockVerify); c.Amount != 1 {
		t.Error("a copy of the clocks shares its memory")
	}
	if _, ok := changed.Get(civic.ClockCitizen); ok {
		t.Error("found a clock that never started")
	}
}
