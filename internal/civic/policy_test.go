package civic_test

import (
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

func TestPolicyBookFind(t *testing.T) {
	from := func(s string) civic.Date { return day(t, s) }
	ps := []civic.ClockPolicy{
		{ID: 1, Clock: civic.ClockResolve, Amount: 14},
		{ID: 2, Clock: civic.ClockResolve, Class: civic.Information, Amount: 5},
		{ID: 3, Clock: civic.ClockResolve, Class: civic.Information, Amount: 4, EffectiveFrom: from("2026-07-01")},
		{ID: 4, Clock: civic.ClockResolve, AgencyID: 30, Amount: 10},
		{ID: 5, Clock: civic.ClockResolve, AgencyID: 20, Class: civic.Complaint, Amount: 7},
		{ID: 6, Clock: civic.ClockResolve, AgencyID: 20, Amount: 2, EffectiveFrom: from("2026-07-01")},
		{ID: 7, Clock: civic.ClockResolve, Class: civic.Information, Variant: civic.VariantPPID, Amount: 10, Extension: 7},
		{ID: 8, Clock: civic.ClockResolve, AgencyID: 40, Amount: 6, EffectiveFrom: from("2026-02-01")},
		{ID: 9, Clock: civic.ClockResolve, AgencyID: 40, Amount: 8, EffectiveFrom: from("2026-02-01")},
	}
	for _, tc := range []struct {
		name    string
		class   civic.Class
		variant string
		chain   []civic.ID
		day     string
		want    civic.ID
	}{
		{"country, any class", civic.Complaint, "", []civic.ID{99}, "2026-01-05", 1},
		{"country, its class", civic.Information, "", nil, "2026-06-30", 2},
		{"the newer from its first day", civic.Information, "", nil, "2026-07-01", 3},
		{"the parent's", civic.Complaint, "", []civic.ID{31, 30}, "2026-01-05", 4},
		{"an agency beats the class of the country", civic.Information, "", []civic.ID{31, 30}, "2026-08-01", 4},
		{"the nearest", civic.Complaint, "", []civic.ID{20, 30}, "2026-01-05", 5},
		{"the class beats the newer", civic.Complaint, "", []civic.ID{20, 30}, "2026-08-01", 5},
		{"not of the nearest yet", civic.Aspiration, "", []civic.ID{20, 30}, "2026-06-30", 4},
		{"of the nearest now", civic.Aspiration, "", []civic.ID{20, 30}, "2026-07-01", 6},
		{"of the same day, the one entered last", civic.Aspiration, "", []civic.ID{40}, "2026-07-01", 9},
		{"variant", civic.Information, civic.VariantPPID, []civic.ID{30}, "2026-01-05", 7},
		{"no such variant for the class", civic.Complaint, civic.VariantPPID, []civic.ID{31, 30}, "2026-01-05", 4},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := civic.NewPolicyBook(ps).FindVariant(civic.ClockResolve, tc.class, tc.variant, tc.chain, day(t, tc.day))
			if err != nil || got.ID != tc.want {
				t.Errorf("found %d, %v; want %d", got.ID, err, tc.want)
			}
		})
	}
	if _, err := civic.NewPolicyBook(ps).Find(civic.ClockVerify, civic.Complaint, nil, day(t, "2026-01-05")); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("a clock without a policy: %v, want unavailable", err)
	}
}

func TestPolicyBookIgnoresTheOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.Permutation(civic.NationalPolicies()).Draw(t, "rows")
		for i := range ps {
			ps[i].AgencyID = civic.ID(rapid.IntRange(0, 2).Draw(t, "agency"))
		}
		shuffled := rapid.Permutation(ps).Draw(t, "again")
		for _, class := range civic.Classes() {
			a, errA := civic.NewPolicyBook(ps).Find(civic.ClockResolve, class, []civic.ID{1, 2}, dayZero)
			b, errB := civic.NewPolicyBook(shuffled).Find(civic.ClockResolve, class, []civic.ID{1, 2}, dayZero)
			if a != b || (errA == nil) != (errB == nil) {
				t.Fatalf("%s: %+v, then %+v", class, a, b)
			}
		}
	})
}

func TestNationalPolicies(t *testing.T) {
	type length struct {
		days int
		unit civic.DayUnit
	}
	book := civic.NewPolicyBook(civic.NationalPolicies())
	resolve := map[civic.Class]int{civic.Complaint: 14, civic.ComplaintOversight: 60, civic.Aspiration: 5, civic.Information: 5}
	for class, days := range resolve {
		for clock, want := range map[civic.ClockKind]length{
			civic.ClockVerify: {3, civic.WorkingDays}, civic.ClockFirstFollowUp: {5, civic.WorkingDays},
			civic.ClockResolve: {days, civic.WorkingDays}, civic.ClockReporterWindow: {10, civic.WorkingDays},
			civic.ClockCompletion: {30, civic.CalendarDays}, civic.ClockResponse: {5, civic.WorkingDays},
			civic.ClockReopenWindow: {30, civic.CalendarDays},
		} {
			p, err := book.Find(clock, class, nil, dayZero)
			if err != nil || (length{p.Amount, p.Unit}) != want {
				t.Errorf("%s of %s: %d %s, %v; want %v", clock, class, p.Amount, p.Unit, err, want)
			}
		}
	}
	seen := map[civic.ID]bool{}
	for _, p := range civic.NationalPolicies() {
		if p.ID == 0 || seen[p.ID] || p.Source == "" {
			t.Errorf("%+v has no ID of its own or no source", p)
		}
		seen[p.ID] = true
	}
}
