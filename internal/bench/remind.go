package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/telemetry"
)

// Remind is what a run over due clocks measured.
type Remind struct {
	Database  string  `json:"database"`
	Clocks    int     `json:"open_clocks"`
	Due       int     `json:"due"`
	Servers   int     `json:"servers_at_once"`
	SeedS     float64 `json:"seed_s"`
	SweepS    float64 `json:"sweep_s"`
	Reminders int     `json:"reminders"`
	Missing   int     `json:"missing"`
	Twice     int     `json:"twice"`
	IdleMS    float64 `json:"sweep_of_nothing_ms"` // the same again, when nothing is due
}

// remindDay is the morning on which the run takes place: a Wednesday without a holiday around it.
func remindDay() time.Time { return time.Date(2026, time.July, 15, 9, 0, 0, 0, civic.WIB.Location()) }

// RunRemind fills a database with open reports, each with a running clock, of which some are due, and measures how long
// servers that look at once need to tell the offices.
func RunRemind(ctx context.Context, o Options, clocks, due, servers int) (res Remind, err error) {
	res = Remind{Database: databaseName(o), Clocks: clocks, Due: due, Servers: servers}
	if o.DatabaseURL == "" {
		res.Servers = 1 // a file belongs to one server
	}
	var apps []*app.App
	defer func() {
		for _, a := range apps {
			err = errors.Join(err, a.Close())
		}
	}()
	for range res.Servers {
		a, err := open(ctx, o, remindDay)
		if err != nil {
			return res, err
		}
		apps = append(apps, a)
	}
	if err := master(ctx, apps[0]); err != nil {
		return res, err
	}
	begin := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	if err := seedClocks(ctx, apps[0], o, clocks, due); err != nil {
		return res, err
	}
	res.SeedS = time.Since(begin).Seconds() //nolint:forbidigo // as above
	for _, a := range apps {
		if err := a.Atlas.Reload(ctx); err != nil {
			return res, err
		}
	}
	if res.SweepS, err = sweepAll(ctx, apps); err != nil {
		return res, err
	}
	idle, err := sweepAll(ctx, apps)
	if err != nil {
		return res, err
	}
	res.IdleMS = idle * 1000
	count := func(sql string, n *int) error { return apps[0].DB.QueryRow(ctx, sql).Scan(n) }
	if err := count(`SELECT count(*) FROM reminder`, &res.Reminders); err != nil {
		return res, err
	}
	if err := count(`SELECT count(*) FROM (SELECT 1 FROM reminder GROUP BY report_id, clock HAVING count(*) > 1) x`, &res.Twice); err != nil {
		return res, err
	}
	res.Missing = due - res.Reminders
	if res.Missing != 0 || res.Twice != 0 {
		return res, fmt.Errorf("bench: %d reminders are missing, %d were told twice", res.Missing, res.Twice)
	}
	return res, nil
}

// open opens the program in a time of its own.
func open(ctx context.Context, o Options, now civic.Now) (*app.App, error) {
	conf, err := config.Defaults()
	if err != nil {
		return nil, err
	}
	conf.Data, conf.DatabaseURL, conf.SecretKey = o.Dir, o.DatabaseURL, secret
	return app.Open(ctx, app.Options{Config: conf, Now: now, Wall: time.Now, Log: telemetry.Discard()}) //nolint:forbidigo // sessions live by the machine's time
}

// sweepAll lets all servers look at once, and returns how many seconds it took.
func sweepAll(ctx context.Context, apps []*app.App) (float64, error) {
	var wg sync.WaitGroup
	failed := make([]error, len(apps))
	begin := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	for i, a := range apps {
		wg.Go(func() { _, failed[i] = a.Casework.RemindDue(ctx, 500) })
	}
	wg.Wait()
	return time.Since(begin).Seconds(), errors.Join(failed...) //nolint:forbidigo // as above
}

// seedClocks writes open reports as the verbs would have left them, each with one running clock. Half of the time of those
// that are due was used up this morning.
func seedClocks(ctx context.Context, a *app.App, o Options, clocks, due int) error {
	p := preloader{a: a, rng: rand.New(rand.NewPCG(1, 2)), world: a.Atlas.Current(ctx).World(remindDay()), aliases: map[civic.Alias]bool{}} //nolint:gosec // the same reports every time
	p.policy = civic.ClockPolicy{Clock: civic.ClockResolve, Amount: 14, Unit: civic.WorkingDays}
	half := p.world.Calendar.AddWorkingDays(civic.DateOf(remindDay(), civic.WIB), -7, "").Start(civic.WIB).Add(9 * time.Hour)
	for from := 0; from < clocks; from += preloadBatch {
		err := a.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			var set []store.Alarm
			for i := from; i < min(from+preloadBatch, clocks); i++ {
				at := remindDay().Add(-time.Duration(p.rng.IntN(36)) * time.Minute)
				if i*due/clocks != (i+1)*due/clocks {
					at = half
				}
				r, err := p.open(tx, at)
				if err != nil {
					return err
				}
				told := remindDay().Add(-24 * time.Hour)
				set = append(set, store.Alarm{Report: r.ID, At: p.world.NextReminder(&r, told), ToldTo: told})
			}
			a.Store.SetAlarms(tx, set)
			return nil
		})
		if err != nil {
			return err
		}
		if from%100_000 == 0 {
			o.Say("wrote %d of %d clocks", from, clocks)
		}
	}
	return a.DB.Optimize(ctx)
}

// open writes one report that lies at a unit, being worked on since a moment.
func (p *preloader) open(tx *sqldb.Tx, at time.Time) (civic.Report, error) {
	code, err := civic.NewTrackingCode(p)
	if err != nil {
		return civic.Report{}, err
	}
	alias, err := p.alias()
	if err != nil {
		return civic.Report{}, err
	}
	w := p.world
	w.Now = at
	r, _, _, err := w.Submit(p.a.Store.NewID(at), code, alias, civic.Actor{Role: civic.RoleReporter}, civic.Submission{Class: civic.Complaint, Title: "Jalan rusak",
		Body: "Jalan di depan pasar rusak.", Place: civic.Place{Text: "Pasar", Region: "35.78"}, Channel: "web"})
	if err != nil {
		return r, err
	}
	unit, _ := w.Tree.ByCode(fmt.Sprintf("unit%d-%d", p.rng.IntN(agencies), p.rng.IntN(unitsEach)))
	r.State, r.Holder, r.VerifiedAt = civic.InProgress, unit.ID, at
	r.Clocks = civic.Clocks{w.Keeper(&r, p.policy.Clock).Start(p.policy, at)}
	p.a.Store.InsertReport(tx, &r, []byte{0}, w.Tree.Chain(r.Holder))
	return r, nil
}
