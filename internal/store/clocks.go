package store

import (
	"encoding/json"
	"fmt"
	"math"
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
	for more := true; more; {
		var line string
		line, s, more = strings.Cut(s, ";")
		kind, rest, _ := strings.Cut(line, ",")
		n, fields, ok := numbers(rest)
		if !ok {
			return nil, fmt.Errorf("%q has not %d fields", line, clockFields)
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

// numbers reads the fields of a clock behind its kind; how many there are says whether the last one is written. ok is false
// when they are not as clocksText writes them.
func numbers(s string) (n [clockFields]int64, fields int, ok bool) {
	negative := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == ',':
			if fields++; fields == clockFields {
				return n, fields, false
			}
			negative = false
		case c == '-' && n[fields] == 0 && !negative:
			negative = true
		case c < '0' || c > '9' || n[fields] > (math.MaxInt64-9)/10 || n[fields] < -(math.MaxInt64-9)/10:
			return n, fields, false
		case negative:
			n[fields] = 10*n[fields] - int64(c-'0')
		default:
			n[fields] = 10*n[fields] + int64(c-'0')
		}
	}
	fields++
	return n, fields, fields >= clockFields-1
}
