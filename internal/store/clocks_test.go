package store

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// Whatever clocks a report has, they are read as they were written, from today's form and from the older one.
func TestClocksAreReadAsWritten(t *testing.T) {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return Moment(rapid.Int64Range(0, time.Date(2120, time.January, 1, 0, 0, 0, 0, time.UTC).UnixMicro()).Draw(t, "us"))
	})
	clock := rapid.Custom(func(t *rapid.T) civic.Clock {
		return civic.Clock{Kind: rapid.SampledFrom([]civic.ClockKind{civic.ClockVerify, civic.ClockCitizen, civic.ClockCompletion}).Draw(t, "kind"),
			Started: moment.Draw(t, "started"), Due: moment.Draw(t, "due"), Paused: moment.Draw(t, "paused"), Stopped: moment.Draw(t, "stopped"),
			Remaining: rapid.IntRange(-400, 400).Draw(t, "remaining"), Added: rapid.IntRange(0, 400).Draw(t, "added"),
			Policy: civic.ID(rapid.Int64Range(0, 1<<62).Draw(t, "policy")), Amount: rapid.IntRange(0, 400).Draw(t, "amount"),
			Unit: rapid.SampledFrom([]civic.DayUnit{civic.WorkingDays, civic.CalendarDays}).Draw(t, "unit"), Provisional: rapid.Bool().Draw(t, "provisional"),
			Extended: rapid.SampledFrom([]int{0, 0, 7, 365}).Draw(t, "extended")}
	})
	rapid.Check(t, func(t *rapid.T) {
		want := civic.Clocks(rapid.SliceOfN(clock, 1, 7).Draw(t, "clocks"))
		got, err := readClocks(clocksText(&civic.Report{Clocks: want}))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v: read %v, wrote %v", err, got, want)
		}
		old, _ := json.Marshal(want)
		if got, err = readClocks(string(old)); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v: read %v from %s", err, got, old)
		}
	})
	if got, err := readClocks(clocksText(&civic.Report{})); err != nil || len(got) != 0 {
		t.Errorf("no clocks: %v, %v", got, err)
	}
}

func TestBrokenClocksAreAnError(t *testing.T) {
	whole := clocksText(&civic.Report{Clocks: civic.Clocks{{Kind: civic.ClockVerify, Started: Moment(1), Due: Moment(2), Unit: civic.WorkingDays}}})
	for _, broken := range []string{"verify", whole + ",", whole + ",0", whole + ";", strings.TrimSuffix(whole, ","), strings.Replace(whole, "1", "x", 1), "[{"} {
		if got, err := readClocks(broken); err == nil {
			t.Errorf("%q was read as %v", broken, got)
		}
	}
}

func BenchmarkReadClocks(b *testing.B) {
	cs := civic.Clocks{}
	for range 5 {
		cs = append(cs, civic.Clock{Kind: civic.ClockVerify, Started: Moment(1776172560000000), Due: Moment(1776704400000000), Policy: 445546059324508161, Amount: 3, Unit: civic.WorkingDays})
	}
	text := clocksText(&civic.Report{Clocks: cs})
	old, _ := json.Marshal(cs)
	for name, s := range map[string]string{"line": text, "json": string(old)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := readClocks(s); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(s)), "bytes")
		})
	}
}
