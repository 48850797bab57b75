package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// sketch is the sketch of a text of its own for every number, and the same for the same.
func sketch(n int) quality.Sketch {
	text := ""
	for i := range 20 {
		text += fmt.Sprintf("kata%c%c%c ", 'a'+(n+i)%26, 'a'+(n/26+i*3)%26, 'a'+(n/676+i*7)%26)
	}
	return quality.SketchOf(text)
}

func TestSketches(t *testing.T) {
	each(t, func(r *rig) {
		one := sketch(1)
		for _, k := range []struct {
			agency, report civic.ID
			sketch         quality.Sketch
			free           bool
		}{{city, 101, one, true}, {city, 102, one, false}, {ministry, 103, one, true}, {city, 104, sketch(2), true}} { // of a copy the first keeps its bands
			r.update(func(ctx context.Context, tx *sqldb.Tx) error {
				free, err := r.s.KeepSketch(ctx, tx, k.agency, k.report, k.sketch)
				if free != k.free {
					r.Errorf("%d: free %v", k.report, free)
				}
				return err
			})
		}
		found, err := r.s.SameBand(r.ctx, r.db, city, one)
		r.must(err)
		if len(found) != len(one.Bands) {
			r.Errorf("%d bands found: %+v", len(found), found)
		}
		for _, k := range found {
			if k.Report != 101 || one.Likeness(k.Body) != 1 {
				r.Errorf("%+v", k)
			}
		}
		if found, err := r.s.SameBand(r.ctx, r.db, works, one); err != nil || len(found) != 0 {
			r.Errorf("another agency's answers: %+v, %v", found, err)
		}
	})
}

func TestRefusedTriesAreRemembered(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		j, err := r.s.ToJudge(r.ctx, r.db, rep.ID, 7)
		r.must(err)
		r.same("nothing yet", j, store.Judged{Title: "Jalan rusak", Place: "Pasar Wonokromo"})
		r.must(r.s.NoteRefused(r.ctx, rep.ID, 7, "stock", 1))
		r.must(r.s.NoteRefused(r.ctx, rep.ID, 7, "copy,stock", 2))
		r.must(r.s.NoteRefused(r.ctx, rep.ID, 8, "long", 2))
		j, err = r.s.ToJudge(r.ctx, r.db, rep.ID, 7)
		r.must(err)
		r.same("both tries", j.Open, "stock,copy")
		r.update(func(ctx context.Context, tx *sqldb.Tx) error {
			locked, k, err := r.s.LockToJudge(ctx, tx, rep.Code, 7)
			r.same("judged with the lock", k, j)
			if err != nil || locked.ID != rep.ID {
				r.Errorf("%+v, %v", locked, err)
			}
			_, _, err = r.s.LockToJudge(ctx, tx, "7K2M9QXT4PD", 7)
			r.kind(err, civic.KindNotFound)
			return nil
		})
		r.write(func(tx *sqldb.Tx) { r.s.DropRefused(tx, rep.ID, 7) })
		j, err = r.s.ToJudge(r.ctx, r.db, rep.ID, 7)
		r.must(err)
		r.same("forgotten", j.Open, "")
		_, err = r.s.ToJudge(r.ctx, r.db, 5, 7)
		r.kind(err, civic.KindNotFound)
	})
}

func TestGateCounts(t *testing.T) {
	each(t, func(r *rig) {
		k := store.GateKey{Agency: works, Month: 202603, Rule: quality.RuleStock}
		older := store.GateKey{Agency: works, Month: 202602}
		r.write(func(tx *sqldb.Tx) {
			r.s.AddGateTally(tx, map[store.GateKey]store.GateCount{k: {Checked: 1, Mended: 1}, older: {Checked: 5}, {Agency: city, Month: 202603}: {Checked: 9}})
			r.s.AddGateTally(tx, map[store.GateKey]store.GateCount{k: {Checked: 2, Overridden: 1}})
		})
		got, err := r.s.GateTallies(r.ctx, r.db, []civic.ID{works}, 202603, 202612)
		r.must(err)
		r.same("this month", got, map[store.GateKey]store.GateCount{k: {Checked: 3, Mended: 1, Overridden: 1}})
		got, err = r.s.GateTallies(r.ctx, r.db, []civic.ID{works, city}, 202602, 202603)
		r.must(err)
		if len(got) != 3 || got[older].Checked != 5 {
			r.Errorf("%+v", got)
		}
	})
}

func TestAnswerLists(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: time.March, Day: 19}
		p := quality.Phrase{ID: 40, Kind: quality.KindJargon, Text: "disposisi", Plain: "diteruskan", From: day, Source: "uji"}
		gate := store.GateMode{ID: 41, Mode: store.GateAdvise, From: day, Source: "uji"}
		has, err := r.s.HasPhrases(r.ctx, r.db)
		r.must(err)
		r.same("no phrases", has, false)
		r.write(func(tx *sqldb.Tx) {
			r.s.SavePhrase(tx, p)
			p.Plain, p.Until = "penerusan", day.AddDays(9)
			r.s.SavePhrase(tx, p)
			r.s.InsertGateMode(tx, gate)
			r.s.SaveTopic(tx, store.Topic{ID: 50, Code: "01", NameID: "Jalan", Evidence: true})
		})
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		r.same("phrases", ref.Phrases, []quality.Phrase{p})
		r.same("modes", ref.GateModes, []store.GateMode{gate})
		r.same("evidence", ref.Topics[0].Evidence, true)
	})
}

func TestTemplates(t *testing.T) {
	each(t, func(r *rig) {
		all := []store.Template{
			{ID: 60, Agency: national, Name: "Salam", Body: "Laporan {kode}.", Version: 1, Active: true},
			{ID: 61, Agency: works, Name: "Teruskan", Body: "Diteruskan.", Verb: civic.VerbFollowUp, Target: roads, Version: 1, Active: true},
			{ID: 62, Agency: works, Name: "Lama", Body: "Lama.", Version: 1},
		}
		r.write(func(tx *sqldb.Tx) {
			for _, one := range all {
				r.s.InsertTemplate(tx, one, 1)
			}
		})
		got, err := r.s.TemplatesOf(r.ctx, r.db, []civic.ID{works, city, national}, true)
		r.must(err)
		r.same("in use, the nearest first", got, []store.Template{all[1], all[0]})
		got, err = r.s.TemplatesOf(r.ctx, r.db, []civic.ID{works}, false)
		r.must(err)
		r.same("all", got, []store.Template{all[2], all[1]})
		changed := all[1]
		changed.Name, changed.Target = "Teruskan ke Jalan", 0
		r.update(func(ctx context.Context, tx *sqldb.Tx) error {
			if ok, err := r.s.UpdateTemplate(ctx, tx, changed, 2); err != nil || !ok {
				r.Errorf("the first change: %v %v", ok, err)
			}
			if ok, err := r.s.UpdateTemplate(ctx, tx, changed, 3); err != nil || ok {
				r.Errorf("a change of a version that is gone: %v %v", ok, err)
			}
			return nil
		})
		changed.Version = 2
		one, err := r.s.TemplateOf(r.ctx, r.db, 61)
		r.must(err)
		r.same("changed", one, changed)
		n, err := r.s.CountTemplates(r.ctx, r.db, works)
		r.must(err)
		r.same("counted", n, 2)
		_, err = r.s.TemplateOf(r.ctx, r.db, 5)
		r.kind(err, civic.KindNotFound)
	})
}

// The gate searches keys; it never walks through what was answered before.
func TestGatePlans(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			o := dbtest.Options(t, d, migrations.FS)
			db, err := sqldb.Open(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() }) // the test is over
			r := newRig(t, db)
			rep := r.many(1000, func(int) civic.Report { return r.plain(roads) })[500]
			r.update(func(ctx context.Context, tx *sqldb.Tx) error {
				for i := range 5000 {
					if _, err := r.s.KeepSketch(ctx, tx, city, civic.ID(1000+i), sketch(i)); err != nil {
						return err
					}
					tx.Queue(`INSERT INTO gate_open (report_id, officer_id, rules, at) VALUES ($1, 7, 'stock', 1)`, 1000+i)
					r.s.AddGateTally(tx, map[store.GateKey]store.GateCount{{Agency: civic.ID(1000 + i), Month: 202603}: {Checked: 1}})
				}
				return nil
			})
			all := []hot{
				{name: "to judge", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					return ignore(s.ToJudge(ctx, q, rep.ID, 7))
				}, pages: 10},
				{name: "lock to judge", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					_, _, err := s.LockToJudge(ctx, q, rep.Code, 7)
					return err
				}, pages: 30},
				{name: "same band", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					return ignore(s.SameBand(ctx, q, city, sketch(3)))
				}, pages: 30},
				{name: "keep a sketch", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					return ignore(s.KeepSketch(ctx, q, city, 7, sketch(9999)))
				}, pages: 60},
				{name: "forget a try", run: func(_ context.Context, s *store.Store, q store.Tx) error {
					s.DropRefused(q, 1003, 7)
					return nil
				}, pages: 20},
				{name: "counts", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					return ignore(s.GateTallies(ctx, q, []civic.ID{1003, 1004}, 202601, 202612))
				}, pages: 20},
				{name: "templates", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
					return ignore(s.TemplatesOf(ctx, q, []civic.ID{works, city}, true))
				}, pages: 20},
			}
			if d == "postgres" {
				r.onPostgres(o.URL, all)
				return
			}
			r.onSQLite("as it is", all)
		})
	}
}

// BenchmarkGate measures what the gate asks of the database for one answer: what it reads, and what it keeps.
func BenchmarkGate(b *testing.B) {
	for _, d := range dbtest.Dialects() {
		b.Run(d, func(b *testing.B) {
			db, err := sqldb.Open(b.Context(), dbtest.Options(b, d, migrations.FS))
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = db.Close() }) // the measurement is over
			s, err := store.New(b.Context(), db)
			if err != nil {
				b.Fatal(err)
			}
			sketches := make([]quality.Sketch, 50_000)
			for i := range sketches {
				sketches[i] = sketch(i)
			}
			run := func(n int, fn func(ctx context.Context, tx *sqldb.Tx, i int) error) {
				if err := db.Update(b.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
					for i := range n {
						if err := fn(ctx, tx, i); err != nil {
							return err
						}
					}
					return nil
				}); err != nil {
					b.Fatal(err)
				}
			}
			run(len(sketches)/2, func(ctx context.Context, tx *sqldb.Tx, i int) error {
				return ignore(s.KeepSketch(ctx, tx, 10, civic.ID(i+1), sketches[i]))
			})
			b.Run("read", func(b *testing.B) {
				run(b.N, func(ctx context.Context, tx *sqldb.Tx, i int) error {
					return ignore(s.SameBand(ctx, tx, 10, sketches[i%len(sketches)]))
				})
			})
			b.Run("keep", func(b *testing.B) {
				run(b.N, func(ctx context.Context, tx *sqldb.Tx, i int) error {
					return ignore(s.KeepSketch(ctx, tx, 10, civic.ID(i+1), sketches[(len(sketches)/2+i)%len(sketches)]))
				})
			})
		})
	}
}
