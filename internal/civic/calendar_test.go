package civic_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

func TestIsWorkingDay(t *testing.T) {
	c := civic.NewCalendar(4, someOf2026())
	for _, tc := range []struct {
		day, region string
		want        bool
	}{
		{"2026-03-17", "", true},
		{"2026-03-18", "", false}, // collective leave
		{"2026-03-19", "31", false},
		{"2026-03-21", "31", false}, // Saturday and holiday
		{"2026-03-25", "31", true},
		{"2026-06-17", "51", false}, // Galungan, in Bali only
		{"2026-06-17", "51.71.01", false},
		{"2026-06-17", "5", true},
		{"2026-06-17", "52", true},
		{"2026-06-17", "", true},
		{"2026-08-17", "", true}, // a decreed year has the holidays of its decree and no others
		{"2027-08-17", "", false},
		{"2028-05-01", "", false},
		{"2028-06-01", "", false},
		{"2029-12-25", "", false},
		{"2030-01-01", "", false},
		{"2030-01-02", "", true},
		{"2025-01-01", "", false}, // a past year without a decree has the fixed dates too
		{"1969-12-31", "", true},
		{"1969-12-28", "", false},
	} {
		if got := c.IsWorkingDay(day(t, tc.day), tc.region); got != tc.want {
			t.Errorf("working day %s in %q = %v, want %v", tc.day, tc.region, got, tc.want)
		}
	}
	if c.Version() != 4 || c.LastDecreedYear() != 2026 {
		t.Errorf("version %d, decreed until %d; want 4, 2026", c.Version(), c.LastDecreedYear())
	}
}

func TestProvisionalYears(t *testing.T) {
	hs := append(someOf2026(),
		civic.Holiday{Date: day(t, "2027-03-10"), Name: "Idulfitri, perkiraan", Kind: civic.HolidayNational},
		civic.Holiday{Date: day(t, "2027-03-17"), Name: "Hari jadi", Kind: civic.HolidayRegional, Region: "31"})
	c := civic.NewCalendar(1, hs)
	if c.Provisional(day(t, "2026-12-31")) || !c.Provisional(day(t, "2027-01-01")) {
		t.Error("2026 is decreed and 2027 is not")
	}
	if !c.IsWorkingDay(day(t, "2027-03-10"), "31") || len(c.Holidays(day(t, "2027-03-10"), "31", nil)) != 0 {
		t.Error("a national holiday without a decree is a guess, and counted")
	}
	if c.IsWorkingDay(day(t, "2027-03-17"), "31.71") {
		t.Error("a regional holiday waits for the national decree")
	}
	empty := civic.NewCalendar(0, nil)
	if !empty.Provisional(day(t, "2026-03-02")) || empty.IsWorkingDay(day(t, "2026-08-17"), "") || !empty.IsWorkingDay(day(t, "2026-03-19"), "") {
		t.Error("with no decree at all, only weekends and fixed dates are known")
	}
}

func TestHolidaysNamesTheReason(t *testing.T) {
	hs := append(someOf2026(), civic.Holiday{Date: day(t, "2026-06-17"), Name: "Ulang tahun dinas", Kind: civic.HolidayAgency, AgencyID: 9})
	c := civic.NewCalendar(1, hs)
	for _, tc := range []struct {
		region string
		chain  []civic.ID
		want   []string
	}{
		{"51.71", []civic.ID{12, 9}, []string{"Galungan", "Ulang tahun dinas"}},
		{"51.71", []civic.ID{12}, []string{"Galungan"}},
		{"31", []civic.ID{9}, []string{"Ulang tahun dinas"}},
		{"31", nil, nil},
	} {
		var got []string
		for _, h := range c.Holidays(day(t, "2026-06-17"), tc.region, tc.chain) {
			got = append(got, h.Name)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("holidays in %s for %v = %q, want %q", tc.region, tc.chain, got, tc.want)
		}
	}
	if got := c.Holidays(day(t, "2026-03-19"), "", nil); len(got) != 1 || got[0].Name != "Nyepi" {
		t.Errorf("holidays on 19 March = %v", got)
	}
}

func TestForAgency(t *testing.T) {
	hs := append(someOf2026(), civic.Holiday{Date: day(t, "2026-03-11"), Name: "Pindah kantor", Kind: civic.HolidayAgency, AgencyID: 9})
	c := civic.NewCalendar(1, hs)
	if !c.IsWorkingDay(day(t, "2026-03-11"), "31") {
		t.Error("the holiday of one agency closes all")
	}
	own := c.ForAgency([]civic.ID{12, 9})
	if own.IsWorkingDay(day(t, "2026-03-11"), "31") || own.IsWorkingDay(day(t, "2026-06-17"), "51") || own.IsWorkingDay(day(t, "2026-03-19"), "31") {
		t.Error("a desk below the agency works on its day off, or on everybody's")
	}
	if !c.IsWorkingDay(day(t, "2026-03-11"), "31") || c.ForAgency([]civic.ID{12}) != c {
		t.Error("the calendar of all has changed")
	}
}

func TestNextWorkingDay(t *testing.T) {
	c := civic.NewCalendar(1, someOf2026())
	for from, want := range map[string]string{
		"2026-03-17": "2026-03-17", "2026-03-18": "2026-03-25", "2026-03-28": "2026-03-30", "2026-12-24": "2026-12-28",
	} {
		if got := c.NextWorkingDay(day(t, from), "31").String(); got != want {
			t.Errorf("next working day from %s = %s, want %s", from, got, want)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	c := civic.NewCalendar(1, someOf2026())
	for _, tc := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-03-17", 1, "2026-03-25"},
		{"2026-03-21", 0, "2026-03-21"},
		{"2026-03-21", 1, "2026-03-25"},
		{"2026-03-21", -1, "2026-03-16"}, // as from Tuesday 17, the last working day before
		{"2026-03-25", -1, "2026-03-17"},
		{"2026-03-25", -2, "2026-03-16"},
		{"2026-01-02", 250, "2027-01-04"},
	} {
		if got := c.AddWorkingDays(day(t, tc.from), tc.n, "31").String(); got != tc.want {
			t.Errorf("%s and %d working days = %s, want %s", tc.from, tc.n, got, tc.want)
		}
	}
}

func TestWorkingDaysBetweenUndoesAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk := drawKeeper(t)
		from := civic.DateOf(drawTime(t, "from"), tk.Zone)
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		to := tk.Calendar.AddWorkingDays(from, n, tk.Region)
		if got := tk.Calendar.WorkingDaysBetween(from, to, tk.Region); got != n {
			t.Fatalf("%v and %d working days is %v, which is %d away", from, n, to, got)
		}
		if n != 0 && !tk.Calendar.IsWorkingDay(to, tk.Region) {
			t.Fatalf("%v and %d working days is %v, a day off", from, n, to)
		}
	})
}

func TestWorkingDaysBetweenCountsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk := drawKeeper(t)
		a := civic.DateOf(drawTime(t, "a"), tk.Zone)
		b := a.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		want := 0
		for d := a.AddDays(1); !d.After(b); d = d.AddDays(1) {
			if tk.Calendar.IsWorkingDay(d, tk.Region) {
				want++
			}
		}
		if got := tk.Calendar.WorkingDaysBetween(a, b, tk.Region); got != want {
			t.Fatalf("%v to %v: %d, want %d", a, b, got, want)
		}
		if got := tk.Calendar.WorkingDaysBetween(b, a, tk.Region); got != -want {
			t.Fatalf("%v back to %v: %d, want %d", b, a, got, -want)
		}
	})
}

func BenchmarkAddSixtyWorkingDays(b *testing.B) {
	c := civic.NewCalendar(1, someOf2026())
	from := civic.Date{Year: 2026, Month: time.January, Day: 5}
	for b.Loop() {
		c.AddWorkingDays(from, 60, "51.71")
	}
}
