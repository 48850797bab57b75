package store_test

import (
	"context"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// A key is one order of its officer: another officer may have the same, and orders without one are as many as are given.
func TestBulkKeyIsOnePerOfficer(t *testing.T) {
	each(t, func(r *rig) {
		ani, aniPost := r.hire(100, works, civic.RoleLiaison)
		budi, budiPost := r.hire(200, works, civic.RoleLiaison)
		rep := r.plain(city)
		r.put(&rep)
		order := func(id civic.ID, o store.Officer, p store.Post, key string) store.Bulk {
			return store.Bulk{ID: id, Officer: o.ID, Post: p.ID, Sealed: []byte("s"), Verb: "note", State: store.BulkWaiting, Total: 1, CreatedAt: 1, StartAt: 2, Key: key}
		}
		give := func(b store.Bulk) error {
			return r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
				r.s.InsertBulk(tx, b, []store.BulkRow{{N: 1, Report: rep.ID}})
				return nil
			})
		}
		first, others := order(1, ani, aniPost, "k"), order(2, budi, budiPost, "k")
		for _, b := range []store.Bulk{first, others, order(3, ani, aniPost, ""), order(4, ani, aniPost, ""), order(5, ani, aniPost, "l")} {
			r.must(give(b))
		}
		if err := give(order(6, ani, aniPost, "k")); !sqldb.IsUnique(err) {
			r.Errorf("one key twice: %v, want a unique violation", err)
		}
		got, err := r.s.BulkByKey(r.ctx, r.db, ani.ID, "k")
		r.must(err)
		r.same("the first one's", got, first)
		got, err = r.s.BulkByKey(r.ctx, r.db, budi.ID, "k")
		r.must(err)
		r.same("the other officer's", got, others)
		for _, key := range []string{"", "m"} {
			_, err = r.s.BulkByKey(r.ctx, r.db, ani.ID, key)
			r.kind(err, civic.KindNotFound)
		}
		r.same("orders", r.number(`SELECT COUNT(*) FROM bulk`), 5)
		r.same("rows", r.number(`SELECT COUNT(*) FROM bulk_row`), 5)
	})
}
