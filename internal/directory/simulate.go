package directory

import (
	"context"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// How far a simulation looks back, and how much it reads at most.
const (
	SimulatedDays    = 90
	simulatedClocks  = 20_000
	simulatedReports = 20_000
	simulatedAtOnce  = 500
	simulatedCodes   = 10 // examples of each kind of clock
)

// Simulated is what a length or a day off would have changed for the clocks that started in the last SimulatedDays.
type Simulated struct {
	Since  civic.Date
	Clocks []SimulatedClock // by kind, in story order; those that did not run are left out
	Sample bool             // there were more: these are the latest
}

// SimulatedClock is one kind of clock, with reports for which it would have turned out otherwise.
type SimulatedClock struct {
	civic.SimulatedClock
	Examples []SimulatedExample
	Secret   int // further ones that the officer may not read
}

// SimulatedExample is a report whose clock is late under one set of rules only.
type SimulatedExample struct {
	Code civic.TrackingCode
	Late bool // with the proposal
}

// SimulatePolicy tells what a new length would have changed. Nothing is written. Errors: as of AddPolicy.
func (d *Directory) SimulatePolicy(ctx context.Context, who civic.Actor, p civic.ClockPolicy) (Simulated, error) {
	m := d.Map(ctx)
	if err := d.checkPolicy(m.Tree, who, p); err != nil {
		return Simulated{}, err
	}
	now := d.now()
	p.ID = d.store.NewID(now)
	return d.simulate(ctx, m, who, p.AgencyID, func() *civic.Simulation {
		return civic.WithPolicy(m.World(now), m.Ref.Policies, p, simulatedSince(now))
	})
}

// SimulateHoliday tells what a day off would have changed. Nothing is written. Errors: as of SaveHoliday.
func (d *Directory) SimulateHoliday(ctx context.Context, who civic.Actor, h civic.Holiday) (Simulated, error) {
	m := d.Map(ctx)
	if err := checkHolidayOf(m.Tree, who, h); err != nil {
		return Simulated{}, err
	}
	now, desk := d.now(), civic.ID(0)
	if h.Kind == civic.HolidayAgency {
		desk = h.AgencyID
	}
	return d.simulate(ctx, m, who, desk, func() *civic.Simulation {
		return civic.WithHoliday(m.World(now), m.Ref.Holidays, h, simulatedSince(now))
	})
}

func simulatedSince(now time.Time) time.Time { return now.AddDate(0, 0, -SimulatedDays) }

// simulate replays what lies at the desk and below, the latest first. It reads one moment of the database.
func (d *Directory) simulate(ctx context.Context, m *atlas.Map, who civic.Actor, desk civic.ID, begin func() *civic.Simulation) (Simulated, error) {
	if desk == 0 {
		desk = m.Tree.National()
	}
	var tried *trial
	err := d.store.DB.View(ctx, func(ctx context.Context, q sqldb.Querier) error {
		s := begin() // the view may be taken again
		tried = &trial{m: m, who: who, s: s, out: Simulated{Since: civic.DateOf(s.Since, civic.WIB)}, examples: map[civic.ClockKind]*SimulatedClock{}}
		p, read := store.ReplayPage{Desk: desk, Since: store.Micros(s.Since), Limit: simulatedAtOnce}, 0
		for {
			found, err := d.store.Replays(ctx, q, p)
			if err != nil {
				return err
			}
			for i := range found {
				if tried.out.Sample = s.Clocks() >= simulatedClocks || read >= simulatedReports; tried.out.Sample {
					return nil
				}
				read++
				if err := tried.add(&found[i]); err != nil {
					return err
				}
			}
			if len(found) < p.Limit {
				return nil
			}
			last := found[len(found)-1]
			p.AtDue, p.AtID = last.Due, last.Report.ID
		}
	})
	if err != nil {
		return Simulated{}, err
	}
	return tried.result(), nil
}

// trial gathers the examples of a simulation.
type trial struct {
	m        *atlas.Map
	who      civic.Actor
	s        *civic.Simulation
	out      Simulated
	examples map[civic.ClockKind]*SimulatedClock
}

func (t *trial) add(r *store.Replay) error {
	if !t.s.Touches(&r.Report) {
		return nil
	}
	turned, err := t.s.Add(&r.Report, r.Events)
	for _, x := range turned {
		c := t.examples[x.Clock]
		if c == nil {
			c = &SimulatedClock{}
			t.examples[x.Clock] = c
		}
		switch readable := !r.Report.Secret && civic.Look(t.m.Tree, t.who, &r.Report).Text; {
		case !readable:
			c.Secret++
		case len(c.Examples) < simulatedCodes:
			c.Examples = append(c.Examples, SimulatedExample{Code: r.Report.Code, Late: x.Late})
		}
	}
	return err
}

func (t *trial) result() Simulated {
	for _, c := range t.s.Result() {
		one := SimulatedClock{SimulatedClock: c}
		if e := t.examples[c.Clock]; e != nil {
			one.Examples, one.Secret = e.Examples, e.Secret
		}
		t.out.Clocks = append(t.out.Clocks, one)
	}
	return t.out
}
