package atlas_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// desk writes one more agency and says that master data changed.
func desk(t *testing.T, s *store.Store, id civic.ID, code string) {
	t.Helper()
	err := s.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
		s.SaveAgency(tx, civic.Agency{ID: id, Parent: id / 10, Code: code, Name: code, Active: true}, 1)
		s.SaveTopic(tx, store.Topic{ID: id, Parent: id / 10, Code: code, NameID: code, Active: true})
		s.Touch(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestChangesOfOthersAreSeenWithinASecond(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		s, err := store.New(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		var us atomic.Int64
		us.Store(time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC).UnixMicro())
		now := func() time.Time { return time.UnixMicro(us.Load()) }
		desk(t, s, 1, "nasional")
		a, err := atlas.Open(t.Context(), s, now)
		if err != nil {
			t.Fatal(err)
		}
		first := a.Current(t.Context())
		desk(t, s, 10, "kota")
		if m := a.Current(t.Context()); m != first {
			t.Error("it looked before a second was over")
		}
		us.Add(999_999)
		if m := a.Current(t.Context()); m != first {
			t.Error("it looked before a second was over")
		}
		us.Add(1)
		m := a.Current(t.Context())
		if _, ok := m.Tree.ByCode("kota"); !ok || m.Version != first.Version+1 {
			t.Errorf("version %d after %d", m.Version, first.Version)
		}
		if _, ok := first.Tree.ByCode("kota"); ok {
			t.Error("a map that was handed out changed")
		}
		desk(t, s, 100, "dinas")
		us.Add(-time.Hour.Microseconds()) // the clock is set back
		if _, ok := a.Current(t.Context()).Tree.ByCode("dinas"); !ok {
			t.Error("a clock that was set back hides changes")
		}
		desk(t, s, 101, "dinas2")
		if err := a.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, ok := a.Current(t.Context()).Tree.ByCode("dinas2"); !ok {
			t.Error("reloading shows nothing new")
		}
		m = a.Current(t.Context())
		for id, want := range map[civic.ID]int{100: 2, 10: 2, 1: 1, 7: 0} {
			if chain := m.TopicChain(id); len(chain) != want || want > 0 && chain[0] != id {
				t.Errorf("chain of topic %d: %v", id, chain)
			}
		}
		if topic, ok := m.Topic(10); !ok || topic.Code != "kota" {
			t.Errorf("%+v", topic)
		}
	})
}

// When the database does not answer, the copy at hand is as good as any.
func TestOldMapServesWhenTheDatabaseDoesNot(t *testing.T) {
	db := dbtest.Open(t, "sqlite", migrations.FS)
	s, err := store.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	var us atomic.Int64
	a, err := atlas.Open(t.Context(), s, func() time.Time { return time.UnixMicro(us.Add(2_000_000)) })
	if err != nil {
		t.Fatal(err)
	}
	was := a.Current(t.Context())
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if m := a.Current(ctx); m != was {
		t.Error("another map without a database")
	}
}

func TestPlacesAreRememberedUntilTheyChange(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		s, err := store.New(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		name := func(code, parent, name string, touch bool) {
			err := s.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				s.SaveRegion(tx, store.Region{Code: code, Parent: parent, Kind: "city", Name: name})
				if touch {
					s.Touch(tx)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		name("35", "", "Jawa Timur", true)
		a, err := atlas.Open(t.Context(), s, func() time.Time { return time.Unix(1_800_000_000, 0) })
		if err != nil {
			t.Fatal(err)
		}
		is := func(code string, want ...string) {
			t.Helper()
			chain, err := a.RegionChain(t.Context(), code)
			var got []string
			for _, r := range chain {
				got = append(got, r.Name)
			}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %v, %v, want %v", code, got, err, want)
			}
		}
		is("35", "Jawa Timur")
		is("35.78", "Jawa Timur") // not known yet, and not remembered as unknown
		is("")
		name("35.78", "35", "Surabaya", false)
		is("35.78", "Surabaya", "Jawa Timur")
		name("35.78", "35", "Kota Surabaya", true)
		is("35.78", "Surabaya", "Jawa Timur") // remembered, until the new version is seen
		if err := a.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		is("35.78", "Kota Surabaya", "Jawa Timur")
	})
}

// Rules of competence that another process saved decide here within a second, by words cut as those of reports are.
func TestRulesOfOthersDecideWithinASecond(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		s, err := store.New(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		var us atomic.Int64
		us.Store(time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC).UnixMicro())
		desk(t, s, 1, "nasional")
		desk(t, s, 10, "kota")
		a, err := atlas.Open(t.Context(), s, func() time.Time { return time.UnixMicro(us.Load()) })
		if err != nil {
			t.Fatal(err)
		}
		day := civic.Date{Year: 2026, Month: time.March, Day: 2}
		decides := func() bool {
			m := a.Current(t.Context())
			_, ok := m.Rules.Decide(1, m.Matter("35.78", 10, civic.Complaint, "Lampu-lampunya mati.", day))
			return ok
		}
		was := civic.CompetenceSet{Desk: 1}
		is := civic.CompetenceSet{Desk: 1, Version: 1, Rules: []civic.CompetenceRule{{ID: 5, Name: "Lampu", Topic: 1, Words: "lampu mati", From: day, Target: 10}}}
		if m := a.Current(t.Context()); decides() || m.RulesOf(is).Try(1, m.Matter("", 10, "", "lampu mati", day))[0].Fate != civic.FateDecides {
			t.Error("a rule decides before it is saved, or not when it is tried")
		}
		err = db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			s.SaveCompetence(tx, was, is, store.CompetenceVersion{At: 1})
			s.Touch(tx)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if us.Add(1_000_000); !decides() {
			t.Error("what another process saved does not decide")
		}
	})
}
