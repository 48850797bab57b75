package store_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

func TestDraftIsKeptUntilItIsOld(t *testing.T) {
	each(t, func(r *rig) {
		now := store.Micros(r.now)
		_, err := r.s.Draft(r.ctx, "a", 0)
		r.kind(err, civic.KindNotFound)
		r.must(r.s.SaveDraft(r.ctx, "a", []byte("satu"), now))
		r.must(r.s.SaveDraft(r.ctx, "a", []byte{0, 255}, now+5))
		r.must(r.s.SaveDraft(r.ctx, "b", []byte("lain"), now))
		got, err := r.s.Draft(r.ctx, "a", now)
		r.must(err)
		r.same("the newest", got, []byte{0, 255})
		_, err = r.s.Draft(r.ctx, "a", now+5)
		r.kind(err, civic.KindNotFound)
		r.must(r.s.DropDraft(r.ctx, "a"))
		r.must(r.s.DropDraft(r.ctx, "a"))
		_, err = r.s.Draft(r.ctx, "a", 0)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.Draft(r.ctx, "b", 0)
		r.must(err)
	})
}

func TestAnswerIsKeptOncePerKey(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		want := store.Answer{Key: "k", Fingerprint: "f", Report: rep.ID, Sealed: []byte{1, 0, 2}, At: store.Micros(r.now)}
		_, found, err := r.s.AnswerOf(r.ctx, "k")
		r.must(err)
		r.same("before", found, false)
		r.write(func(tx *sqldb.Tx) { r.s.InsertAnswer(tx, want) })
		got, found, err := r.s.AnswerOf(r.ctx, "k")
		r.must(err)
		r.same("found", found, true)
		r.same("answer", got, want)
		// The second one takes everything of its transaction down with it.
		err = r.db.Insert(r.ctx, func(b *sqldb.Batch) error {
			r.s.InsertReport(b, &rep, []byte("m"), r.tree.Chain(city))
			r.s.InsertAnswer(b, want)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("one key twice: %v, want a unique violation", err)
		}
		_, err = r.s.ReportByID(r.ctx, r.db, rep.ID)
		r.kind(err, civic.KindNotFound)
	})
}

func TestWhatIsKeptForATimeExpires(t *testing.T) {
	each(t, func(r *rig) {
		sessions := store.Sessions{DB: r.db, Hash: func(s string) string { return s }, Now: func() time.Time { return r.now }}
		tries := store.Attempts{DB: r.db}
		for i, name := range []string{"old", "edge", "new"} {
			at := r.now.Add(time.Duration(i-1) * time.Second)
			r.must(r.s.SaveDraft(r.ctx, name, []byte("x"), store.Micros(at)))
			r.write(func(tx *sqldb.Tx) {
				r.s.InsertAnswer(tx, store.Answer{Key: name, At: store.Micros(at), Sealed: []byte("x")})
			})
			r.must(sessions.CommitCtx(r.ctx, name, []byte("x"), at))
			_, _, err := tries.Hit(r.ctx, name, 0, 1, at)
			r.must(err)
			r.must(r.s.EndPass(r.ctx, name, store.Micros(at)))
		}
		now := store.Micros(r.now)
		r.must(r.s.Expire(r.ctx, store.Expiry{Drafts: now, Answers: now, Sessions: now, Now: now}))
		for _, sql := range []string{`SELECT count(*) FROM draft`, `SELECT count(*) FROM idempotency`, `SELECT count(*) FROM session`, `SELECT count(*) FROM attempt`, `SELECT count(*) FROM ended_pass`} {
			r.same(sql, r.number(sql), 2)
		}
		_, found, err := r.s.AnswerOf(r.ctx, "old")
		r.must(err)
		r.same("the old answer", found, false)
	})
}

// Ids made by several processes on one database never meet, and none is that of the import.
func TestEveryProcessTakesANodeOfItsOwn(t *testing.T) {
	each(t, func(r *rig) {
		nodes := map[int64]bool{}
		for range 20 {
			s, err := store.New(context.Background(), r.db)
			r.must(err)
			node := int64(s.NewID(r.now)) & 2047
			if nodes[node] || node == store.ImportNode {
				r.Errorf("node %d is taken", node)
			}
			nodes[node] = true
		}
	})
}
