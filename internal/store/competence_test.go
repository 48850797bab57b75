package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Every version of a desk's rules comes back as it was saved, and the newest is part of the master data.
func TestRulesOfCompetenceInAllVersions(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: time.March, Day: 2}
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveTopic(tx, store.Topic{ID: 40, Code: "jalan", NameID: "Jalan", Active: true})
			r.s.SaveOfficer(tx, store.Officer{ID: 5, Email: "a@example.go.id", Name: "Ani", Active: true}, 1)
		})
		a := civic.CompetenceRule{ID: 1, Name: "Jalan", Region: "35.78", Topic: 40, Class: civic.Complaint, Words: "lubang, aspal", From: day, Until: day.AddDays(9), Target: works, Source: "Perwali 1/2026"}
		b := civic.CompetenceRule{ID: 2, Name: "Lain", From: day, Target: roads}
		c := civic.CompetenceRule{ID: 3, Name: "Lampu", Words: "pju", From: day, Target: roads}
		ended := a
		ended.Until = day.AddDays(3)
		history := []civic.CompetenceSet{{Desk: city}, {Desk: city, Version: 1, Rules: []civic.CompetenceRule{a, b}}, {Desk: city, Version: 2, Rules: []civic.CompetenceRule{c, a, b}},
			{Desk: city, Version: 3, Rules: []civic.CompetenceRule{c, ended, b}}, {Desk: city, Version: 4, Rules: []civic.CompetenceRule{c, b}}, {Desk: city, Version: 5, Rules: []civic.CompetenceRule{b, c, a}}}
		other := civic.CompetenceSet{Desk: national, Version: 1, Rules: []civic.CompetenceRule{{ID: 1, Name: "Kota", Region: "35.78", From: day, Target: city}}}
		for i := 1; i < len(history); i++ {
			r.write(func(tx *sqldb.Tx) {
				r.s.SaveCompetence(tx, history[i-1], history[i], store.CompetenceVersion{At: int64(i), Officer: civic.ID(i % 2 * 5)})
			})
			now, err := r.s.CompetenceNow(r.ctx, r.db, city)
			r.must(err)
			r.same("newest version", now, i)
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveCompetence(tx, civic.CompetenceSet{Desk: national}, other, store.CompetenceVersion{At: 9})
		})
		for _, want := range history {
			got, err := r.s.CompetenceAt(r.ctx, r.db, city, want.Version)
			r.must(err)
			r.same("a version", got, want)
		}
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		r.same("master data", ref.Competence, []civic.CompetenceSet{other, history[5]})

		versions, err := r.s.CompetenceVersions(r.ctx, r.db, city, 0, 2)
		r.must(err)
		r.same("the newest savings", versions, []store.CompetenceVersion{{Version: 5, At: 5, Officer: 5, Name: "Ani"}, {Version: 4, At: 4}})
		versions, err = r.s.CompetenceVersions(r.ctx, r.db, city, 2, 9)
		r.must(err)
		r.same("the older savings", versions, []store.CompetenceVersion{{Version: 1, At: 1, Officer: 5, Name: "Ani"}})
	})
}

// Two that save after the same version: one is refused, and nothing of it is kept.
func TestRulesOfCompetenceAreSavedOnceAVersion(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: time.March, Day: 2}
		save := func(name string) error {
			return r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
				r.s.SaveCompetence(tx, civic.CompetenceSet{Desk: city}, civic.CompetenceSet{Desk: city, Version: 1, Rules: []civic.CompetenceRule{{ID: civic.ID(len(name)), Name: name, From: day, Target: works}}}, store.CompetenceVersion{At: 1})
				return nil
			})
		}
		r.must(save("satu"))
		if err := save("kedua"); !sqldb.IsUnique(err) {
			r.Errorf("the second: %v, want a unique violation", err)
		}
		got, err := r.s.CompetenceAt(r.ctx, r.db, city, 1)
		r.must(err)
		if len(got.Rules) != 1 || !slices.ContainsFunc(got.Rules, func(x civic.CompetenceRule) bool { return x.Name == "satu" }) {
			r.Errorf("kept: %+v", got.Rules)
		}
	})
}
