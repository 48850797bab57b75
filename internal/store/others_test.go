package store_test

import (
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

func TestStampTellsWhetherAPageIsStillRight(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		stamp := func() store.Stamp {
			st, err := r.s.StampOf(r.ctx, r.db, rep.Code)
			r.must(err)
			return st
		}
		r.same("as received", stamp(), store.Stamp{ID: rep.ID, Seq: 1})
		r.publish(&rep)
		was := rep
		rep.Seq, rep.Secret = 2, true
		r.save(&was, &rep)
		r.same("published and secret", stamp(), store.Stamp{ID: rep.ID, Seq: 2, Published: true, Secret: true})
		_, err := r.s.StampOf(r.ctx, r.db, "00000000000")
		r.kind(err, civic.KindNotFound)
	})
}

func TestTakenIDsAreThoseOfReports(t *testing.T) {
	each(t, func(r *rig) {
		a, b := r.plain(city), r.plain(city)
		r.put(&a, &b)
		got, err := r.s.TakenIDs(r.ctx, r.db, []civic.ID{a.ID, a.ID + 1, b.ID})
		r.must(err)
		r.same("taken", got, map[civic.ID]bool{a.ID: true, b.ID: true})
	})
}

func TestFoundationIsSeen(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		r := &rig{T: t, ctx: t.Context(), db: db, now: start}
		s, err := store.New(r.ctx, db)
		r.must(err)
		r.s = s
		seen := func(what string, wantDesk, wantRules bool) {
			t.Helper()
			desk, rules, err := s.Founded(r.ctx, db)
			r.must(err)
			r.same(what, []bool{desk, rules}, []bool{wantDesk, wantRules})
		}
		seen("empty", false, false)
		r.write(func(tx *sqldb.Tx) { s.SaveAgency(tx, agencies()[0], 1) })
		seen("with a desk", true, false)
		r.write(func(tx *sqldb.Tx) {
			s.InsertPolicy(tx, civic.ClockPolicy{ID: 5, Clock: civic.ClockVerify, EffectiveFrom: civic.DateOf(start, civic.WIB)})
		})
		seen("with rules", true, true)
	})
}

func TestSettingsAreKept(t *testing.T) {
	each(t, func(r *rig) {
		v, err := r.s.Setting(r.ctx, "uji")
		r.must(err)
		r.same("not set", v, "")
		for _, want := range []string{"satu", "dua"} {
			r.must(r.s.SetSetting(r.ctx, "uji", want))
			v, err = r.s.Setting(r.ctx, "uji")
			r.must(err)
			r.same("set", v, want)
		}
	})
}
