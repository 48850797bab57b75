package store_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/store"
)

func TestSessionsLiveInTheDatabaseHashed(t *testing.T) {
	each(t, func(r *rig) {
		s := store.Sessions{DB: r.db, Hash: func(token string) string { return "hash of " + token }, Now: func() time.Time { return r.now }}
		find := func(token string) (string, bool) {
			data, ok, err := s.Find(token)
			r.must(err)
			return string(data), ok
		}
		_, ok := find("t")
		r.same("before it began", ok, false)
		r.must(s.Commit("t", []byte("satu"), r.now.Add(time.Hour)))
		r.must(s.Commit("t", []byte("dua"), r.now.Add(2*time.Hour)))
		r.must(s.Commit("u", []byte{}, r.now.Add(time.Hour)))
		data, ok := find("t")
		r.same("data", data, "dua")
		r.same("found", ok, true)
		r.same("the token itself is not kept", r.number(`SELECT count(*) FROM session WHERE token IN ('t', 'u')`), 0)
		r.same("sessions", r.number(`SELECT count(*) FROM session`), 2)
		r.now = r.now.Add(2*time.Hour - time.Second)
		_, ok = find("t")
		r.same("in the last second", ok, true)
		r.now = r.now.Add(time.Second)
		_, ok = find("t")
		r.same("when it is over", ok, false)
		r.must(s.Commit("t", []byte("tiga"), r.now.Add(time.Hour)))
		r.must(s.Delete("t"))
		r.must(s.Delete("t"))
		_, ok = find("t")
		r.same("after signing out", ok, false)
	})
}

func TestAttemptsAreCountedUpToTheLimit(t *testing.T) {
	each(t, func(r *rig) {
		a := store.Attempts{DB: r.db}
		hit := func(key string) bool {
			ok, wait, err := a.Hit(r.ctx, key, time.Minute, 3, r.now)
			r.must(err)
			if wait <= 0 || wait > time.Minute {
				r.Errorf("wait %v", wait)
			}
			return ok
		}
		for i, want := range []bool{true, true, true, false, false} {
			r.same("try", []any{i, hit("k")}, []any{i, want})
		}
		r.same("another key", hit("l"), true)
		r.must(a.Forgive(r.ctx, "l"))
		r.must(a.Forgive(r.ctx, "l")) // never below nothing
		for i, want := range []bool{true, true, true, false} {
			r.same("try after being forgiven", []any{i, hit("l")}, []any{i, want})
		}
		r.now = r.now.Add(time.Minute - time.Second)
		r.same("before the window is over", hit("k"), false)
		r.now = r.now.Add(time.Second)
		for i, want := range []bool{true, true, true, false} {
			r.same("try in the next window", []any{i, hit("k")}, []any{i, want})
		}
		r.must(a.Reset(r.ctx, "k"))
		r.same("after the right answer", hit("k"), true)
	})
}

// However many try at once, no more than the limit get through.
func TestAttemptsAtOnceAreAllCounted(t *testing.T) {
	each(t, func(r *rig) {
		a := store.Attempts{DB: r.db}
		const tries, limit = 60, 10
		var let, bad atomic.Int64
		var wg sync.WaitGroup
		for range tries {
			wg.Go(func() {
				switch ok, _, err := a.Hit(r.ctx, "k", time.Hour, limit, r.now); {
				case err != nil:
					bad.Add(1)
				case ok:
					let.Add(1)
				}
			})
		}
		wg.Wait()
		r.same("errors", bad.Load(), int64(0))
		r.same("let through", let.Load(), int64(limit))
		r.same("counted", r.number(`SELECT n FROM attempt WHERE key = 'k'`), tries)
	})
}
