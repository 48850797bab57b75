package bench

import (
	"context"
	"time"

	"tuntas/internal/civic"
)

// leave sends the only officers of some desks away on the first Monday of a fortnight, and has the others back.
func (y *yearRun) leave(ctx context.Context, day civic.Date) error {
	if day.Weekday() != time.Monday || day.Day%14 > 6 {
		return nil
	}
	if _, err := y.a.DB.Exec(ctx, `UPDATE post SET valid_to = NULL`); err != nil {
		return err
	}
	clear(y.away)
	for range 6 {
		who := y.unit[y.rng.IntN(len(y.unit))]
		if y.rng.IntN(3) == 0 {
			who = y.agency[y.rng.IntN(len(y.agency))]
		}
		if _, err := y.a.DB.Exec(ctx, `UPDATE post SET valid_to = $1 WHERE agency_id = $2`, y.now.Load(), int64(who.Desk)); err != nil {
			return err
		}
		y.away[who.Desk] = true
		y.absent = append(y.absent, absence{who.Desk, y.a.Now()})
		y.leaves++
	}
	return nil
}

// absence is a desk at which nobody sits, from a moment on, until the next leaves begin.
type absence struct {
	desk civic.ID
	from time.Time
}

// sits tells whether somebody sat at a desk at a moment.
func (y *yearRun) sits(desk civic.ID, at time.Time) bool {
	var last time.Time
	gone := false
	for _, x := range y.absent { // in order
		if x.from.After(at) {
			break
		}
		if !x.from.Equal(last) {
			last, gone = x.from, false
		}
		gone = gone || x.desk == desk
	}
	return !gone
}

// notice is what tells one reminder from another.
type notice struct {
	report  civic.ID
	clock   civic.ClockKind
	started int64
	step    int
}

type sent struct {
	desk civic.ID
	at   time.Time
}

// judge compares what was told with what the clocks asked for.
func (y *yearRun) judge(ctx context.Context, res *Year) error {
	got, err := y.told(ctx, res)
	if err != nil {
		return err
	}
	w := y.a.Atlas.Current(ctx).World(y.a.Now())
	founded := map[notice]bool{}
	for _, l := range y.lives {
		for i := range l.snaps {
			s, until := &l.snaps[i], w.Now
			if i+1 < len(l.snaps) {
				until = l.snaps[i+1].at
			}
			for _, x := range w.Reminders(&s.r) {
				n := notice{s.r.ID, x.Clock, x.Started.UnixMicro(), x.Step}
				g, was := got[n]
				if was && !x.At.After(g.at) && !g.at.Before(s.at) && !g.at.After(until) {
					founded[n] = true
					y.judgeOne(w, s, x, g, res)
				}
				if !was && x.At.After(s.at) && !x.At.After(until) {
					res.Missing++
				}
			}
		}
	}
	res.Unfounded = len(got) - len(founded)
	return nil
}

// judgeOne looks at the day and at the desk.
func (y *yearRun) judgeOne(w civic.World, s *snap, x civic.Reminder, g sent, res *Year) {
	if x.Up > 0 {
		res.Climbed++
	}
	if x.At.After(s.at) && g.at.Sub(x.At) > 2*time.Hour {
		res.Late++
	}
	tk := w.Keeper(&s.r, x.Clock)
	if y.off(civic.DateOf(g.at, tk.Zone), tk.Region) {
		res.OnDaysOff++
	}
	national := w.Tree.National()
	if !w.Tree.Within(s.r.Holder, g.desk) || g.desk != national && !y.sits(g.desk, g.at) {
		res.Unmanned++
	}
}

// told reads all reminders, and counts those that are there twice.
func (y *yearRun) told(ctx context.Context, res *Year) (map[notice]sent, error) {
	rows, err := y.a.DB.Query(ctx, `SELECT report_id, clock, started_at, step, desk_id, at FROM reminder ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	got := map[notice]sent{}
	for rows.Next() {
		var n notice
		var s sent
		var at int64
		if err := rows.Scan((*int64)(&n.report), (*string)(&n.clock), &n.started, &n.step, (*int64)(&s.desk), &at); err != nil {
			return nil, err
		}
		if _, again := got[n]; again {
			res.Twice++
		}
		s.at = time.UnixMicro(at)
		got[n] = s
		res.Reminders++
	}
	return got, rows.Err()
}
