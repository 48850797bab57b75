package civic_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

func TestErrors(t *testing.T) {
	cause := errors.New("disk full")
	for _, tc := range []struct {
		err  error
		kind civic.Kind
		text string
	}{
		{nil, "", ""},
		{cause, civic.KindInternal, "disk full"},
		{civic.Invalid("body", "error.body_short", "min", 20), civic.KindInvalid, "invalid: error.body_short (body)"},
		{civic.NotFound("error.not_found"), civic.KindNotFound, "not_found: error.not_found"},
		{civic.Forbidden("error.forbidden"), civic.KindForbidden, "forbidden: error.forbidden"},
		{civic.Unauthenticated("error.sign_in"), civic.KindUnauthenticated, "unauthenticated: error.sign_in"},
		{civic.Conflict("error.stale"), civic.KindConflict, "conflict: error.stale"},
		{civic.TooMany("error.too_many", "minutes", 5), civic.KindTooMany, "too_many: error.too_many"},
		{civic.Unavailable("error.later", cause), civic.KindUnavailable, "unavailable: error.later: disk full"},
	} {
		if got := civic.KindOf(tc.err); got != tc.kind {
			t.Errorf("kind of %v = %q, want %q", tc.err, got, tc.kind)
		}
		if tc.err == nil {
			continue
		}
		if got := civic.KindOf(fmt.Errorf("saving: %w", tc.err)); got != tc.kind {
			t.Errorf("kind of %v, wrapped = %q, want %q", tc.err, got, tc.kind)
		}
		if tc.err.Error() != tc.text {
			t.Errorf("text %q, want %q", tc.err, tc.text)
		}
	}
	if !errors.Is(civic.Unavailable("error.later", io.EOF), io.EOF) {
		t.Error("the cause is lost")
	}
	e := civic.Invalid("body", "error.body_short", "min", 20, "stray")
	if e.Args["min"] != 20 || e.Args["!extra"] != "stray" || civic.NotFound("x").Args != nil {
		t.Errorf("args %v", e.Args)
	}
}

func TestIDs(t *testing.T) {
	now := time.Date(2026, time.November, 23, 5, 6, 7, 890_123_456, time.UTC)
	ids := civic.NewIDs(5)
	first := ids.Next(now)
	if want := now.Truncate(time.Microsecond); !first.Time().Equal(want) {
		t.Errorf("made at %v, want %v", first.Time(), want)
	}
	if second := ids.Next(now); second <= first {
		t.Errorf("the clock stands still: %d after %d", second, first)
	}
	if third := ids.Next(now.Add(-time.Hour)); third <= first {
		t.Errorf("the clock is set back: %d after %d", third, first)
	}
	if civic.NewIDs(6).Next(now) == first || civic.NewIDs(5+2048).Next(now) != first {
		t.Error("nodes 5 and 6 make the same ID, or bits beyond the eleventh count")
	}
	if id := civic.NewIDs(2047).Next(time.Date(2162, time.January, 1, 0, 0, 0, 0, time.UTC)); id <= first || id.Time().Year() != 2162 {
		t.Errorf("in 2162 the ID is %d, of %v", id, id.Time())
	}
	if id := civic.NewIDs(0).Next(time.Time{}); id <= 0 {
		t.Errorf("without a time the ID is %d, want a positive one", id)
	}
}

func TestIDsOfManyGoroutines(t *testing.T) {
	const goroutines, each = 8, 2000
	ids, now := civic.NewIDs(1), time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	made := make([][]civic.ID, goroutines)
	var wg sync.WaitGroup
	for g := range made {
		wg.Go(func() {
			for range each {
				made[g] = append(made[g], ids.Next(now))
			}
		})
	}
	wg.Wait()
	for _, own := range made {
		if !slices.IsSorted(own) {
			t.Fatal("one goroutine got IDs out of order")
		}
	}
	all := slices.Concat(made...)
	slices.Sort(all)
	if got := len(slices.Compact(all)); got != goroutines*each {
		t.Errorf("%d different IDs of %d", got, goroutines*each)
	}
}

func TestIDText(t *testing.T) {
	const id = civic.ID(445_000_000_000_000_123)
	b, err := json.Marshal(id)
	if err != nil || string(b) != `"445000000000000123"` {
		t.Errorf("JSON %s, %v: a number would lose digits in a browser", b, err)
	}
	var back civic.ID
	if err := json.Unmarshal(b, &back); err != nil || back != id {
		t.Errorf("read back %d, %v", back, err)
	}
	if got, err := civic.ParseID(id.String()); err != nil || got != id {
		t.Errorf("parsed %d, %v", got, err)
	}
	for _, bad := range []string{"", "0", "-1", "1.5", "0x10", "9223372036854775808", " 1"} {
		if id, err := civic.ParseID(bad); civic.KindOf(err) != civic.KindInvalid || id != 0 {
			t.Errorf("ParseID(%q) = %d, %v; want invalid", bad, id, err)
		}
	}
	if err := back.UnmarshalText([]byte("x")); civic.KindOf(err) != civic.KindInvalid || back != id {
		t.Errorf("reading x: %v, and the ID is %d", err, back)
	}
}

func TestZones(t *testing.T) {
	for code, want := range map[string]civic.Zone{
		"11": civic.WIB, "31.71": civic.WIB, "61": civic.WIB, "62": civic.WIB, "36.03.01.2001": civic.WIB,
		"51": civic.WITA, "52": civic.WITA, "53": civic.WITA, "63": civic.WITA, "64.72": civic.WITA, "65": civic.WITA, "71": civic.WITA, "76": civic.WITA,
		"81": civic.WIT, "82": civic.WIT, "91": civic.WIT, "96.71": civic.WIT,
		"": civic.WIB, "5": civic.WIB, "99": civic.WIB,
	} {
		if got := civic.ZoneOfProvince(code); got != want {
			t.Errorf("zone of %q = %s, want %s", code, got, want)
		}
	}
	at := time.Date(2026, time.March, 6, 16, 30, 0, 0, time.UTC)
	for zone, want := range map[civic.Zone]string{
		civic.WIB: "06 23:30 WIB", civic.WITA: "07 00:30 WITA", civic.WIT: "07 01:30 WIT", "": "06 23:30 WIB", "CET": "06 23:30 WIB",
	} {
		if got := at.In(zone.Location()).Format("02 15:04 MST"); got != want {
			t.Errorf("in zone %q it is %s, want %s", zone, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for _, bad := range []string{"", "2026-02-30", "2026-2-3", "03/02/2026", "2026-02-03T00:00:00Z"} {
		if d, err := civic.ParseDate(bad); civic.KindOf(err) != civic.KindInvalid || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v; want invalid", bad, d, err)
		}
	}
	d := day(t, "2026-02-28")
	if got := d.AddDays(1).String(); got != "2026-03-01" {
		t.Errorf("the day after 28 February is %s", got)
	}
	if got := day(t, "2028-03-01").AddDays(-1).String(); got != "2028-02-29" {
		t.Errorf("the day before 1 March 2028 is %s", got)
	}
	if d.Weekday() != time.Saturday {
		t.Errorf("28 February 2026 is a %v", d.Weekday())
	}
	if got := d.Start(civic.WIT).UTC(); !got.Equal(time.Date(2026, time.February, 27, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("it begins at %v in WIT", got)
	}
	type row struct {
		On civic.Date `json:"on"`
	}
	for _, want := range []string{`{"on":"2026-02-28"}`, `{"on":""}`} {
		var r row
		if err := json.Unmarshal([]byte(want), &r); err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(r); err != nil || string(got) != want {
			t.Errorf("JSON %s, %v; want %s", got, err, want)
		}
	}
	if err := json.Unmarshal([]byte(`{"on":"soon"}`), &row{}); civic.KindOf(err) != civic.KindInvalid {
		t.Errorf("reading soon: %v, want invalid", err)
	}
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]civic.Zone{civic.WIB, civic.WITA, civic.WIT}).Draw(t, "zone")
		at := time.UnixMicro(rapid.Int64Range(-4e15, 8e15).Draw(t, "at"))
		d := civic.DateOf(at, zone)
		if want := at.In(zone.Location()).Format(time.DateOnly); d.String() != want {
			t.Fatalf("%v is %v in %s, want %s", at, d, zone, want)
		}
		if at.Before(d.Start(zone)) || !at.Before(d.AddDays(1).Start(zone)) {
			t.Fatalf("%v is not within %v", at, d)
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		e := d.AddDays(n)
		if want := at.In(zone.Location()).AddDate(0, 0, n).Format(time.DateOnly); e.String() != want {
			t.Fatalf("%v and %d days is %v, want %s", d, n, e, want)
		}
		if e.Before(d) != (n < 0) || e.After(d) != (n > 0) || (e.Compare(d) == 0) != (n == 0) {
			t.Fatalf("%v and %v are in the wrong order", d, e)
		}
	})
}
