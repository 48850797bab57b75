package directory_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
)

func verifyIn(days int) civic.ClockPolicy {
	return civic.ClockPolicy{Clock: civic.ClockVerify, Amount: days, Unit: civic.WorkingDays, EffectiveFrom: civic.DateOf(apptest.Monday(), civic.WIB).AddDays(60)}
}

func ofKind(t *testing.T, s directory.Simulated, kind civic.ClockKind) directory.SimulatedClock {
	t.Helper()
	i := slices.IndexFunc(s.Clocks, func(c directory.SimulatedClock) bool { return c.Clock == kind })
	if i < 0 {
		t.Fatalf("no %s in %+v", kind, s)
	}
	return s.Clocks[i]
}

// Three reports of which one is secret, not verified after two days: in time with three days, late with one.
func TestSimulateALength(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who := w.Officer("nasional")
		var codes []civic.TrackingCode
		for i := range 3 {
			req := w.Pothole()
			req.Secret = i == 2
			codes = append(codes, w.Submit(req).Code)
		}
		w.Pass(2 * 24 * time.Hour)
		written := func() [2]int {
			return [2]int{w.Number(`SELECT count(*) FROM change_log`), w.Number(`SELECT count(*) FROM clock_policy`)}
		}
		before := written()
		s, err := w.Directory.SimulatePolicy(t.Context(), who, verifyIn(1))
		if err != nil {
			t.Fatal(err)
		}
		c := ofKind(t, s, civic.ClockVerify)
		if c.Clocks != 3 || c.LateNow != 0 || c.LateThen != 3 || c.NewlyLate != 3 || c.MedianNow != 3 || c.MedianThen != 1 || s.Sample || len(s.Clocks) != 2 {
			t.Errorf("%+v", s)
		}
		var named []civic.TrackingCode
		for _, e := range c.Examples {
			if named = append(named, e.Code); !e.Late {
				t.Errorf("%+v is not late", e)
			}
		}
		if len(named) != 2 || slices.Contains(named, codes[2]) || c.Secret != 1 {
			t.Errorf("named are %v, and %d others; secret is %s", named, c.Secret, codes[2])
		}
		same, err := w.Directory.SimulatePolicy(t.Context(), who, verifyIn(3))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range same.Clocks {
			if c.Moved != 0 || c.NewlyLate != 0 || c.NoLongerLate != 0 || c.LateNow != c.LateThen || len(c.Examples) != 0 {
				t.Errorf("the same length: %+v", c)
			}
		}
		w.Pass(100 * 24 * time.Hour) // they are too old now
		if s, err := w.Directory.SimulatePolicy(t.Context(), who, verifyIn(130)); err == nil && len(s.Clocks) != 0 {
			t.Errorf("replayed from long ago: %+v, %v", s, err)
		}
		if written() != before {
			t.Error("trying has written something")
		}
	})
}

// A coordinator tries what a coordinator may save, on the reports of the own agency.
func TestSimulateForTheOwnAgency(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Handled(w.Pothole())
		elsewhere := w.Pothole()
		elsewhere.Named = w.Agency("kemen")
		w.Submit(elsewhere)
		p := civic.ClockPolicy{AgencyID: w.Agency("kota"), Clock: civic.ClockFirstFollowUp, Amount: 2, Unit: civic.WorkingDays, EffectiveFrom: civic.DateOf(apptest.Monday(), civic.WIB).AddDays(9)}
		s, err := w.Directory.SimulatePolicy(t.Context(), w.Officer("kota"), p)
		if err != nil {
			t.Fatal(err)
		}
		if c := ofKind(t, s, civic.ClockFirstFollowUp); c.Clocks != 1 || c.Moved != 1 {
			t.Errorf("%+v", s)
		}
		h := civic.Holiday{Kind: civic.HolidayAgency, AgencyID: w.Agency("kota"), Name: "Hari Jadi", Date: civic.Date{Year: 2026, Month: time.March, Day: 3}}
		if s, err = w.Directory.SimulateHoliday(t.Context(), w.Officer("kota"), h); err != nil {
			t.Fatal(err)
		}
		if c := ofKind(t, s, civic.ClockResolve); c.Moved != 1 || c.MedianThen <= c.MedianNow {
			t.Errorf("a day off of the agency: %+v", c)
		}
		for name, err := range map[string]error{
			"length of another agency":  errOf(w.Directory.SimulatePolicy(t.Context(), w.Officer("kemen"), p)),
			"length of the country":     errOf(w.Directory.SimulatePolicy(t.Context(), w.Officer("kota"), verifyIn(2))),
			"length by a liaison":       errOf(w.Directory.SimulatePolicy(t.Context(), w.Officer("dpu"), p)),
			"day off of another agency": errOf(w.Directory.SimulateHoliday(t.Context(), w.Officer("kemen"), h)),
			"day off of the country":    errOf(w.Directory.SimulateHoliday(t.Context(), w.Officer("kota"), civic.Holiday{Kind: civic.HolidayNational, Name: "X", Date: h.Date})),
		} {
			if civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		p.EffectiveFrom = civic.DateOf(apptest.Monday(), civic.WIB).AddDays(-1)
		if _, err := w.Directory.SimulatePolicy(t.Context(), w.Officer("kota"), p); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("a first day in the past: %v", err)
		}
	})
}

func errOf[T any](_ T, err error) error { return err }

// A regional day off concerns the reports and the desks of that region.
func TestSimulateARegionalDayOff(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for _, region := range []string{"35.78.01", "91"} {
			req := w.Pothole()
			req.Place.Region = region
			w.Submit(req)
		}
		h := civic.Holiday{Kind: civic.HolidayRegional, Region: "91", Name: "Libur Papua", Date: civic.Date{Year: 2026, Month: time.March, Day: 4}}
		s, err := w.Directory.SimulateHoliday(t.Context(), w.Officer("nasional"), h)
		if err != nil {
			t.Fatal(err)
		}
		if c := ofKind(t, s, civic.ClockVerify); c.Clocks != 1 || c.Moved != 1 {
			t.Errorf("%+v", s)
		}
	})
}

// Running clocks keep their length when a shorter one is saved. When it is asked for they take it; what the reporter
// was promised stays, other agencies are left alone, and nobody is written to.
func TestRecountIsAskedFor(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Pass(time.Hour) // what was entered before is known by now
		got, _ := w.Handled(w.Pothole())
		other := w.Submit(func(r intake.Request) intake.Request { r.Named = w.Agency("kemen"); return r }(w.Pothole()))
		kota, today := w.Officer("kota"), civic.DateOf(apptest.Monday(), civic.WIB)
		if _, err := w.Directory.AddPolicy(t.Context(), kota, civic.ClockPolicy{AgencyID: kota.Desk, Clock: civic.ClockResolve, Class: civic.Complaint, Amount: 7, Unit: civic.WorkingDays, EffectiveFrom: today}); err != nil {
			t.Fatal(err)
		}
		clocks := func(code civic.TrackingCode) civic.Clocks {
			r, err := w.Store.ReportByCode(t.Context(), w.DB, code)
			if err != nil {
				t.Fatal(err)
			}
			return r.Clocks
		}
		before, elsewhere := clocks(got.Code), clocks(other.Code)
		if n, err := w.Casework.RecountDue(t.Context(), 10); n != 0 || err != nil || !slices.Equal(before, clocks(got.Code)) {
			t.Fatalf("without being asked: %d, %v", n, err)
		}
		for who, scope := range map[string]civic.ID{"kemen": kota.Desk, "kota": 0, "dpu": w.Agency("dpu")} {
			if err := w.Directory.AskRecount(t.Context(), w.Officer(who), scope, ""); civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("asked by %s: %v", who, err)
			}
		}
		w.Pass(time.Hour)
		letters := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`)
		if err := w.Directory.AskRecount(t.Context(), kota, kota.Desk, ""); err != nil {
			t.Fatal(err)
		}
		if err := w.Directory.AskRecount(t.Context(), kota, kota.Desk, ""); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("asked twice: %v", err)
		}
		if n, err := w.Casework.RecountDue(t.Context(), 1); n != 1 || err != nil {
			t.Fatalf("%d moved, %v", n, err)
		}
		now := clocks(got.Code)
		for _, was := range before {
			is, _ := now.Get(was.Kind)
			if resolve := was.Kind == civic.ClockResolve; resolve != (is.Amount == 7) || resolve != is.Due.Before(was.Due) || !is.Started.Equal(was.Started) {
				t.Errorf("%s was %+v, is %+v", was.Kind, was, is)
			}
		}
		if !slices.Equal(elsewhere, clocks(other.Code)) || w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`) != letters {
			t.Error("another agency's report moved, or a reporter was written to")
		}
		orders, err := w.Directory.RecountOrders(t.Context(), kota, kota.Desk, 9)
		if err != nil || len(orders) != 1 || orders[0].Moved != 1 || orders[0].DoneAt == 0 || orders[0].Officer != kota.Officer {
			t.Errorf("%+v, %v", orders, err)
		}
		if n, err := w.Casework.RecountDue(t.Context(), 10); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
		replayed(t, w, got.Code, now)
	})
}

// replayed demands that what is stored follows from the stored events.
func replayed(t *testing.T, w *apptest.Town, code civic.TrackingCode, want civic.Clocks) {
	t.Helper()
	r, err := w.Store.ReportByCode(t.Context(), w.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	events, err := w.Store.Events(t.Context(), w.DB, r.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	m := w.Atlas.Current(t.Context())
	at := func(at time.Time) civic.World {
		world := m.World(at)
		known := slices.DeleteFunc(slices.Clone(m.Ref.Policies), func(p civic.ClockPolicy) bool { return p.ID.Time().After(at) })
		world.Book = civic.NewPolicyBook(known)
		return world
	}
	if got, err := civic.Replay(at, r, events); err != nil || !slices.Equal(got, want) {
		t.Errorf("replayed %+v, %v\nstored   %+v", got, err, want)
	}
}

// An agency enters its days off ahead: with a day that has begun it would excuse its own lateness. The national desk mends.
func TestAnAgencyEntersDaysOffAhead(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		today := civic.DateOf(apptest.Monday(), civic.WIB)
		h := civic.Holiday{Kind: civic.HolidayAgency, AgencyID: w.Agency("kota"), Name: "Hari Jadi", Decree: "SK 1"}
		begun := func(what string, err error) {
			t.Helper()
			var ce *civic.Error
			if !errors.As(err, &ce) || ce.Field != "date" || ce.Key != "error.holiday_begun" {
				t.Errorf("%s: %v", what, err)
			}
		}
		for _, days := range []int{-30, -1, 0} {
			h.Date = today.AddDays(days)
			begun(h.Date.String(), w.Directory.SaveHoliday(t.Context(), w.Officer("kota"), h))
		}
		h.Date = today.AddDays(1)
		if err := w.Directory.SaveHoliday(t.Context(), w.Officer("kota"), h); err != nil {
			t.Fatal(err)
		}
		h.Date = today
		if err := w.Directory.SaveHoliday(t.Context(), w.Officer("nasional"), h); err != nil {
			t.Fatal(err)
		}
		m := w.Directory.Map(t.Context())
		for i, x := range m.Ref.Holidays {
			if x.Name != h.Name {
				continue
			}
			err := w.Directory.DropHoliday(t.Context(), w.Officer("kota"), m.Ref.HolIDs[i])
			if x.Date == today {
				begun("removed", err)
			} else if err != nil {
				t.Error(err)
			}
		}
	})
}
