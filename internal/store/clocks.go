package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
)

// The clocks of a report travel with its row, and every list reads them: as a line of fields they are half the
// size of JSON and a sixth of the work. A clock is kind,started,due,paused,remaining,added,stopped,policy,amount,unit,
// provisional and, only where it was lengthened, by how many days; clocks are parted by semicolons, times are microseconds
// UTC, and what is zero is left empty.
const clockFields = 11

// clocksText writes the clocks of a report.
func clocksText(r *civic.Report) string {
	b := make([]byte, 0, 96*len(r.Clocks))
	for i, c := range r.Clocks {
		if i > 0 {
			b = append(b, ';')
		}
		b = append(b, c.Kind...)
		unit := int64(0)
		if c.Unit == civic.CalendarDays {
			unit = 1
		}
		provisional := int64(0)
		if c.Provisional {
			provisional = 1
		}
		for _, n := range [clockFields - 1]int64{at(c.Started), at(c.Due), at(c.Paused), int64(c.Remaining), int64(c.Added), at(c.Stopped),
			int64(c.Policy), int64(c.Amount), unit, provisional} {
			b = append(b, ',')
			if n != 0 {
				b = strconv.AppendInt(b, n, 10)
			}
		}
		if c.Extended > 0 {
			b = append(b, ',')
			b = strconv.AppendInt(b, int64(c.Extended), 10)
		}
	}
	return string(b)
}

func at(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return Micros(t)
}

// readClocks reads what clocksText wrote, and the JSON that rows held before they were last changed by it.
func readClocks(s string) (civic.Clocks, error) {
	if s == "" {
		return nil, nil
	}
	if s[0] == '[' {
		var cs civic.Clocks
		err := json.Unmarshal([]byte(s), &cs)
		return cs, err
	}
	cs := make(civic.Clocks, 0, 1+strings.Count(s, ";"))
	for line := range strings.SplitSeq(s, ";") {
		kind, rest, _ := strings.Cut(line, ",")
		var n [clockFields]int64
		fields := clockFields - 1
		if strings.Count(rest, ",") == clockFields-1 {
			fields++
		}
		for i := range fields {
			field, tail, more := strings.Cut(rest, ",")
			if more == (i == fields-1) {
				return nil, fmt.Errorf("%q has not %d fields", line, clockFields)
			}
			if field != "" {
				var err error
				if n[i], err = strconv.ParseInt(field, 10, 64); err != nil {
					return nil, err
				}
			}
			rest = tail
		}
		if fields == clockFields && n[clockFields-1] == 0 {
			return nil, fmt.Errorf("%q ends in nothing", line)
		}
		c := civic.Clock{Kind: civic.ClockKind(kind), Started: Moment(n[0]), Due: Moment(n[1]), Paused: Moment(n[2]), Remaining: int(n[3]), Added: int(n[4]),
			Stopped: Moment(n[5]), Policy: civic.ID(n[6]), Amount: int(n[7]), Unit: civic.WorkingDays, Provisional: n[9] == 1, Extended: int(n[10])}
		if n[8] == 1 {
			c.Unit = civic.CalendarDays
		}
		cs = append(cs, c)
	}
	return cs, nil
}
