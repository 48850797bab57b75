package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

// someOf2026 are holidays of 2026 that the table tests step over, and Galungan for Bali.
func someOf2026() []civic.Holiday {
	const decree = "SKB 3 Menteri 2026"
	day := func(m time.Month, d int, kind civic.HolidayKind, name string) civic.Holiday {
		return civic.Holiday{Date: civic.Date{Year: 2026, Month: m, Day: d}, Name: name, Kind: kind, Decree: decree}
	}
	galungan := day(time.June, 17, civic.HolidayRegional, "Galungan")
	galungan.Region, galungan.Decree = "51", "SE Gubernur Bali"
	return []civic.Holiday{
		day(time.January, 1, civic.HolidayNational, "Tahun Baru"),
		day(time.March, 18, civic.HolidayCollective, "Cuti bersama Nyepi"),
		day(time.March, 19, civic.HolidayNational, "Nyepi"),
		day(time.March, 20, civic.HolidayCollective, "Cuti bersama Idulfitri"),
		day(time.March, 21, civic.HolidayNational, "Idulfitri"),
		day(time.March, 22, civic.HolidayNational, "Idulfitri"),
		day(time.March, 23, civic.HolidayCollective, "Cuti bersama Idulfitri"),
		day(time.March, 24, civic.HolidayCollective, "Cuti bersama Idulfitri"),
		day(time.May, 1, civic.HolidayNational, "Hari Buruh"),
		day(time.June, 1, civic.HolidayNational, "Hari Lahir Pancasila"),
		day(time.June, 16, civic.HolidayNational, "Tahun Baru Islam"),
		galungan,
		day(time.December, 24, civic.HolidayCollective, "Cuti bersama Natal"),
		day(time.December, 25, civic.HolidayNational, "Natal"),
	}
}

func jakarta() civic.Timekeeper {
	return civic.Timekeeper{Calendar: civic.NewCalendar(1, someOf2026()), Zone: civic.WIB, Region: "31"}
}

// local reads a time of the wall clock in a zone.
func local(t testing.TB, zone civic.Zone, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone.Location())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func day(t testing.TB, s string) civic.Date {
	t.Helper()
	d, err := civic.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func working(n int) civic.ClockPolicy {
	return civic.ClockPolicy{ID: 7, Clock: civic.ClockResolve, Amount: n, Unit: civic.WorkingDays}
}

func calendarDays(n int) civic.ClockPolicy {
	return civic.ClockPolicy{ID: 8, Clock: civic.ClockCompletion, Amount: n, Unit: civic.CalendarDays}
}
