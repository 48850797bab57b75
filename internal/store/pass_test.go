package store_test

import (
	"testing"

	"tuntas/internal/store"
)

func TestAnEndedPassIsRemembered(t *testing.T) {
	each(t, func(r *rig) {
		ended := func(digest string) bool {
			got, err := r.s.PassEnded(r.ctx, r.db, digest)
			r.must(err)
			return got
		}
		r.same("before", ended("a"), false)
		until := store.Micros(r.now)
		r.must(r.s.EndPass(r.ctx, "a", until))
		r.must(r.s.EndPass(r.ctx, "a", until)) // pressed twice
		r.same("after", ended("a"), true)
		r.same("another", ended("b"), false)
		r.same("rows", r.number(`SELECT count(*) FROM ended_pass`), 1)
	})
}
