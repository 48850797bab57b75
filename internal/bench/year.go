package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/demo"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
)

// Year is what a simulated year came to.
type Year struct {
	Database  string  `json:"database"`
	Reports   int     `json:"reports"`
	Days      int     `json:"days"`
	Steps     int     `json:"steps"`  // of officers and reporters
	Leaves    int     `json:"leaves"` // desks at which nobody sat for two weeks
	Reminders int     `json:"reminders"`
	Climbed   int     `json:"reminders_up_the_chain"`
	Missing   int     `json:"missing"`
	Unfounded int     `json:"unfounded"` // told though no clock asked for it
	Twice     int     `json:"twice"`
	Late      int     `json:"told_late"` // more than two hours after the office opened
	OnDaysOff int     `json:"on_days_off"`
	Unmanned  int     `json:"to_desks_without_anybody"`
	Seconds   float64 `json:"seconds"`
}

// RunYear lets a year pass in the program, with the days off that were decreed, offices in three zones, and leaves; the
// jobs run every morning. Then it demands that every office was told of every clock that it owed, once, on a working day.
func RunYear(ctx context.Context, o Options, reports int) (res Year, err error) {
	res = Year{Database: databaseName(o), Reports: reports}
	begin := time.Now()                                                                                        //nolint:forbidigo // a benchmark measures the machine's time
	y := &yearRun{rng: rand.New(rand.NewPCG(7, 11)), due: map[civic.Date][]*life{}, away: map[civic.ID]bool{}} //nolint:gosec // the same year every time
	y.set(firstDay(), 0)
	y.a, err = open(ctx, o, func() time.Time { return time.UnixMicro(y.now.Load()).UTC() })
	if err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, y.a.Close()) }()
	if err := y.found(ctx); err != nil {
		return res, err
	}
	for day := firstDay(); day.Year == firstDay().Year; day = day.AddDays(1) {
		if err := y.pass(ctx, day, reports); err != nil {
			return res, fmt.Errorf("%s: %w", day, err)
		}
		if res.Days++; res.Days%30 == 0 {
			o.Say("%s: %d reports, %d steps", day, len(y.lives), y.steps.Load())
		}
	}
	res.Steps, res.Leaves = int(y.steps.Load()), y.leaves
	err = y.judge(ctx, &res)
	res.Seconds = time.Since(begin).Seconds() //nolint:forbidigo // as above
	if bad := res.Missing + res.Unfounded + res.Twice + res.Late + res.OnDaysOff + res.Unmanned; err == nil && bad > 0 {
		err = fmt.Errorf("bench: %d things are wrong with the reminders of the year", bad)
	}
	return res, err
}

const daysOfYear = 365

func firstDay() civic.Date { return civic.Date{Year: 2026, Month: time.January, Day: 1} }

// yearRun is a year that passes.
type yearRun struct {
	a        *app.App
	now      atomic.Int64
	rng      *rand.Rand
	national civic.Actor
	agency   []civic.Actor
	unit     []civic.Actor
	days     []demo.HolidayRow
	lives    []*life
	due      map[civic.Date][]*life // who is to do something on a day
	away     map[civic.ID]bool
	steps    atomic.Int64
	leaves   int
	passed   int // days
	absent   []absence
}

// life is one report, with how it stood after each step.
type life struct {
	agency int
	seed   uint64
	snaps  []snap
}

type snap struct {
	at time.Time
	r  civic.Report
}

// set moves the clock to so many minutes after midnight in Jakarta.
func (y *yearRun) set(day civic.Date, minutes int) {
	y.now.Store(day.Start(civic.WIB).Add(time.Duration(minutes) * time.Minute).UnixMicro())
}

// found lays the country: twenty agencies in three zones, the days off, and who acts.
func (y *yearRun) found(ctx context.Context) error {
	if err := master(ctx, y.a); err != nil {
		return err
	}
	for _, in := range []struct {
		run  func(context.Context, *strings.Reader) error
		text string
	}{
		{func(ctx context.Context, r *strings.Reader) error {
			_, err := y.a.Directory.ImportRegions(ctx, r, directory.Options{})
			return err
		}, "code,name\n51,Bali\n91,Papua\n"},
		{func(ctx context.Context, r *strings.Reader) error {
			_, err := y.a.Directory.ImportAgencies(ctx, r, directory.Options{})
			return err
		}, "code,parent_code,name,kind,routing_mode,region_code\nagency1,nasional,Pemerintah Kota 1,city,semi,51\nagency2,nasional,Pemerintah Kota 2,city,semi,91\n"},
		{func(ctx context.Context, r *strings.Reader) error {
			_, err := y.a.Directory.ImportReasons(ctx, r, directory.Options{})
			return err
		}, "kind,code,text_id,text_en,effective_from,source\nhold,where,Lokasinya belum jelas,Place unclear,2024-01-01,bench\nreturn,other,Bukan wewenang kami,Not ours,2024-01-01,bench\n"},
	} {
		if err := in.run(ctx, strings.NewReader(in.text)); err != nil {
			return err
		}
	}
	c, err := tokens(ctx, y.a)
	if err != nil {
		return err
	}
	for i := range agencies {
		for _, who := range []struct {
			token string
			to    *[]civic.Actor
		}{{c.Agency[i], &y.agency}, {c.Unit[i], &y.unit}} {
			actor, err := y.a.Directory.TokenActor(ctx, who.token)
			if err != nil {
				return err
			}
			*who.to = append(*who.to, actor)
		}
	}
	return y.holidays(ctx, c.National)
}

// holidays enters the days off as the national desk does, and one of Bali alone.
func (y *yearRun) holidays(ctx context.Context, token string) error {
	rows, err := demo.Holidays()
	if err != nil {
		return err
	}
	who, err := y.a.Directory.TokenActor(ctx, token)
	if err != nil {
		return err
	}
	rows = append(rows, demo.HolidayRow{Date: "2026-06-17", Name: "Galungan", Kind: string(civic.HolidayRegional), Region: "51", Decree: "uji"})
	for _, h := range rows {
		day, err := civic.ParseDate(h.Date)
		if err != nil {
			return err
		}
		if err := y.a.Directory.SaveHoliday(ctx, who, civic.Holiday{Date: day, Name: h.Name, Kind: civic.HolidayKind(h.Kind), Region: h.Region, Decree: h.Decree}); err != nil {
			return err
		}
	}
	y.days, y.national = rows, who
	return y.a.Atlas.Reload(ctx)
}

// off tells whether a day is none to work on, from the list of days alone.
func (y *yearRun) off(day civic.Date, region string) bool {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	for _, h := range y.days {
		if h.Date == day.String() && strings.HasPrefix(region, h.Region) {
			return true
		}
	}
	return false
}

// pass lets one day pass: the jobs look when offices open in each zone, citizens write, and officers work unless it is a
// day off.
func (y *yearRun) pass(ctx context.Context, day civic.Date, reports int) error {
	y.set(day, 5)
	if err := y.leave(ctx, day); err != nil {
		return err
	}
	for _, hour := range []int{6, 7, 8} {
		y.set(day, hour*60+5)
		if err := y.a.Insight.Drain(ctx); err != nil {
			return err
		}
		if _, err := y.a.Casework.RemindDue(ctx, 500); err != nil {
			return err
		}
	}
	y.set(day, 10*60)
	y.passed++
	fresh := make([]*life, reports*y.passed/daysOfYear-len(y.lives))
	for i := range fresh {
		fresh[i] = &life{agency: y.rng.IntN(agencies), seed: y.rng.Uint64()}
	}
	if err := each(fresh, func(l *life) error { return y.submit(ctx, l) }); err != nil {
		return err
	}
	y.lives = append(y.lives, fresh...)
	for _, l := range fresh {
		y.later(l, day, 6)
	}
	today := y.due[day]
	delete(y.due, day)
	if y.off(day, "") { // the officers of Bali work on their own day off, which is theirs to do
		for _, l := range today {
			y.due[day.AddDays(1)] = append(y.due[day.AddDays(1)], l)
		}
		return nil
	}
	y.set(day, 13*60)
	if err := each(today, func(l *life) error { return y.step(ctx, l) }); err != nil {
		return err
	}
	for _, l := range today {
		if r := &l.last().r; !r.State.Ended() && l.draw(100) >= 15 { // some are forgotten for good
			y.later(l, day, 12)
		}
	}
	return nil
}

// each does something to many at once.
func each(all []*life, do func(*life) error) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	next := atomic.Int64{}
	for range 8 {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
				if err := do(all[i]); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
					return
				}
			}
		})
	}
	wg.Wait()
	return failed
}

// later lets somebody look at a report again within so many days.
func (y *yearRun) later(l *life, day civic.Date, most int) {
	to := day.AddDays(1 + l.draw(most))
	y.due[to] = append(y.due[to], l)
}

func (l *life) last() *snap { return &l.snaps[len(l.snaps)-1] }

// draw draws from the report's own chance, so that the year is the same whoever is first.
func (l *life) draw(n int) int {
	l.seed = l.seed*6364136223846793005 + 1442695040888963407
	return int(l.seed>>33) % n
}

func (y *yearRun) submit(ctx context.Context, l *life) error {
	got, err := y.a.Intake.Submit(ctx, civic.Actor{Role: civic.RoleReporter}, intake.Request{Submission: civic.Submission{Class: civic.Complaint, Named: y.agency[l.agency].Desk,
		Title: "Jalan " + name() + " berlubang", Body: "Jalan di depan " + name() + " berlubang dan dalam.", Place: civic.Place{Text: "Pasar", Region: "35.78"}, Channel: "web"}})
	if err != nil {
		return err
	}
	l.snaps = append(l.snaps, snap{y.a.Now(), got.Report})
	return nil
}

// step does what somebody would do next.
func (y *yearRun) step(ctx context.Context, l *life) error {
	r, who := &l.last().r, y.unit[l.agency]
	switch r.Holder {
	case y.national.Desk:
		who = y.national
	case y.agency[l.agency].Desk:
		who = y.agency[l.agency]
	}
	if y.away[who.Desk] {
		return nil
	}
	cmd := civic.Command{Verb: civic.VerbFollowUp, Message: followUp()}
	switch roll := l.draw(100); {
	case r.State == civic.Submitted && r.VerifiedAt.IsZero():
		cmd = civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: y.agency[l.agency].Desk}
	case r.State == civic.Submitted, who.Desk == y.agency[l.agency].Desk:
		cmd = civic.Command{Verb: civic.VerbDispose, Target: y.unit[l.agency].Desk}
	case r.State == civic.InfoNeeded:
		who, cmd = civic.ReporterActor(r.ID), civic.Command{Verb: civic.VerbComplete, Message: "Di depan " + name() + "."}
	case r.State == civic.Dispatched && roll < 15:
		cmd = civic.Command{Verb: civic.VerbReturn, Reason: "other", Message: "Jalan " + name() + " bukan jalan kota."}
	case roll < 30:
		cmd = civic.Command{Verb: civic.VerbHold, Reason: "where", Message: "Di sebelah mana " + name() + "?"}
	case r.State == civic.InProgress && roll < 70:
		cmd = civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: closing(), DoneOn: civic.DateOf(y.a.Now(), r.Zone)}
	}
	after, err := y.a.Casework.Act(ctx, who, r.Code, cmd)
	if err != nil {
		return fmt.Errorf("%s of a report in %s: %w", cmd.Verb, r.State, err)
	}
	y.steps.Add(1)
	l.snaps = append(l.snaps, snap{y.a.Now(), after})
	return nil
}
