package civic_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// decreedHolidays reads the public table of holidays, which is kept beside the repository.
func decreedHolidays(t *testing.T) []civic.Holiday {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(moduleRoot(t), "..", "shared", "data", "holidays", "hari_libur_2024_2027.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the holiday table is not beside this copy of the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var hs []civic.Holiday
	for _, row := range rows[1:] {
		kind := civic.HolidayNational
		if row[2] == "cuti_bersama" {
			kind = civic.HolidayCollective
		}
		hs = append(hs, civic.Holiday{Date: day(t, row[0]), Name: row[1], Kind: kind, Decree: row[4]})
	}
	if len(hs) < 100 {
		t.Fatalf("only %d holidays in the table", len(hs))
	}
	return hs
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// walker reckons deadlines the slow way: one day after the other, with package time alone.
type walker struct {
	off  map[string]bool
	zone *time.Location
}

func (w walker) works(d time.Time) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !w.off[d.Format(time.DateOnly)]
}

func (w walker) tomorrow(d time.Time) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, w.zone)
}

// due returns for each length up to most the moment that is too late.
func (w walker) due(at time.Time, most int) []time.Time {
	d := at.In(w.zone)
	if d.Hour() >= 16 {
		d = w.tomorrow(d)
	}
	for !w.works(d) {
		d = w.tomorrow(d)
	}
	ends := []time.Time{w.tomorrow(d)}
	for len(ends) <= most {
		d = w.tomorrow(d)
		if w.works(d) {
			ends = append(ends, w.tomorrow(d))
		}
	}
	return ends
}

func TestDeadlinesAgreeWithAWalkThroughTheCalendar(t *testing.T) {
	hs := decreedHolidays(t)
	off := map[string]bool{}
	for _, h := range hs {
		off[h.Date.String()] = true
	}
	calendar := civic.NewCalendar(1, hs)
	zones := []civic.Zone{civic.WIB, civic.WITA, civic.WIT}
	clocks := []time.Duration{0, 10 * time.Hour, 16*time.Hour - time.Microsecond, 16 * time.Hour, 24*time.Hour - time.Microsecond}
	last := civic.Date{Year: 2027, Month: time.September, Day: 15} // sixty working days before the table ends
	checked := 0
	for d := (civic.Date{Year: 2024, Month: time.January, Day: 1}); d.Before(last); d = d.AddDays(1) {
		zone := zones[d.Day%len(zones)]
		tk := civic.Timekeeper{Calendar: calendar, Zone: zone}
		for _, clock := range clocks {
			at := d.Start(zone).Add(clock)
			ends := walker{off, zone.Location()}.due(at, 60)
			for _, n := range []int{0, 1, 3, 5, 10, 14, 60} {
				c := tk.Start(working(n), at)
				if !c.Due.Equal(ends[n]) || c.Provisional {
					t.Fatalf("%d working days from %v: due %v, provisional %v; walking gives %v", n, at, c.Due, c.Provisional, ends[n])
				}
				checked++
			}
		}
	}
	if checked < 40_000 {
		t.Errorf("only %d deadlines checked", checked)
	}
}
