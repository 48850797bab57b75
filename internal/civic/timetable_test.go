package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

func TestTimetable(t *testing.T) {
	tk, book := jakarta(), civic.NewPolicyBook(civic.NationalPolicies())
	at := local(t, civic.WIB, "2026-03-06 16:00") // counts from Monday 9; verified by Thursday 12
	for _, tc := range []struct {
		class                     civic.Class
		verify, followUp, resolve string
	}{
		{civic.Complaint, "2026-03-12", "2026-03-26", "2026-04-08"},
		{civic.ComplaintOversight, "2026-03-12", "2026-03-26", "2026-06-15"},
		{civic.Information, "2026-03-12", "2026-03-26", "2026-03-30"}, // ten days from receipt, by UU 14/2008
	} {
		table, err := civic.Timetable(tk, book, tc.class, []civic.ID{5, 4}, at)
		if err != nil {
			t.Fatal(err)
		}
		want := []struct {
			kind civic.ClockKind
			by   string
			days int
		}{
			{civic.ClockVerify, tc.verify, 3}, {civic.ClockFirstFollowUp, tc.followUp, 5},
			{civic.ClockResolve, tc.resolve, 0}, {civic.ClockReporterWindow, "", 10},
		}
		if len(table) != len(want) {
			t.Fatalf("%s: %d promises, want %d", tc.class, len(table), len(want))
		}
		for i, w := range want {
			p := table[i]
			if p.Clock != w.kind || p.By.String() != w.by || w.days != 0 && p.Days != w.days || p.Unit != civic.WorkingDays {
				t.Errorf("%s: promise %+v, want %s by %s", tc.class, p, w.kind, w.by)
			}
			if !p.By.IsZero() && !p.Due.Equal(p.By.AddDays(1).Start(civic.WIB)) {
				t.Errorf("%s: due %v is not the end of %v", tc.class, p.Due, p.By)
			}
		}
		citizen, err := civic.CitizenClock(tk, book, tc.class, nil, at)
		if err != nil {
			t.Fatal(err)
		}
		days := 3 + table[2].Days
		if tc.class == civic.Information {
			days = table[2].Days
		}
		if citizen.Kind != civic.ClockCitizen || tk.DueDate(citizen) != table[2].By || citizen.Amount != days {
			t.Errorf("%s: the citizen clock %+v does not end with the timetable, %v", tc.class, citizen, table[2])
		}
	}
}

func TestTimetableInOrderOfDays(t *testing.T) {
	book := civic.NewPolicyBook(append(civic.NationalPolicies(),
		civic.ClockPolicy{ID: 50, AgencyID: 4, Clock: civic.ClockResolve, Amount: 2, Unit: civic.CalendarDays}))
	tk, at := jakarta(), local(t, civic.WIB, "2026-03-10 09:00")
	table, err := civic.Timetable(tk, book, civic.Complaint, []civic.ID{5, 4}, at)
	if err != nil {
		t.Fatal(err)
	}
	// Verified by Friday 13; two calendar days end on Sunday, hence Monday 16; five working days on the 27th.
	if table[1].Clock != civic.ClockResolve || table[1].By.String() != "2026-03-16" || table[2].By.String() != "2026-03-27" {
		t.Errorf("timetable %+v", table)
	}
	citizen, err := civic.CitizenClock(tk, book, civic.Complaint, []civic.ID{5, 4}, at)
	if err != nil || tk.DueDate(citizen) != table[1].By || citizen.Unit != civic.WorkingDays {
		t.Errorf("citizen clock %+v, %v; want it to end on %v", citizen, err, table[1].By)
	}
}

func TestTimetableWithoutPolicy(t *testing.T) {
	at := local(t, civic.WIB, "2026-03-10 09:00")
	all := civic.NationalPolicies()
	for i, p := range all {
		if p.Clock != civic.ClockVerify && p.Clock != civic.ClockFirstFollowUp && p.Clock != civic.ClockReporterWindow {
			continue
		}
		book := civic.NewPolicyBook(append(all[:i:i], all[i+1:]...))
		if _, err := civic.Timetable(jakarta(), book, civic.Complaint, nil, at); civic.KindOf(err) != civic.KindUnavailable {
			t.Errorf("without %s: %v, want unavailable", p.Clock, err)
		}
	}
	empty := civic.NewPolicyBook(nil)
	if _, err := civic.CitizenClock(jakarta(), empty, civic.Complaint, nil, at); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("citizen clock without policies: %v, want unavailable", err)
	}
	onlyVerify := civic.NewPolicyBook([]civic.ClockPolicy{{Clock: civic.ClockVerify, Amount: 3}, {Clock: civic.ClockFirstFollowUp, Amount: 5}})
	if _, err := civic.Timetable(jakarta(), onlyVerify, civic.Complaint, nil, at); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("timetable without a length to resolve: %v, want unavailable", err)
	}
	if _, err := civic.CitizenClock(jakarta(), onlyVerify, civic.Complaint, nil, at); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("citizen clock without a length to resolve: %v, want unavailable", err)
	}
}
