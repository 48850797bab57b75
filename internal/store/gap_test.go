package store_test

import (
	"context"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Pairs are counted apart by place and topic, for the desk that had to decide and those above it, the most frequent first.
func TestGapsAreCountedForEveryDeskAbove(t *testing.T) {
	each(t, func(r *rig) {
		one, two := r.plain(city), r.plain(city)
		r.put(&one, &two)
		add := func(id civic.ID, desk, a, b, topic civic.ID, region string, at int64, rep *civic.Report) {
			r.write(func(tx *sqldb.Tx) {
				r.s.AddGap(tx, store.Gap{ID: id, Desk: desk, A: a, B: b, Topic: topic, Region: region, Last: at, Report: rep.ID}, r.tree.Chain(desk))
			})
		}
		add(100, city, works, health, 0, "35.78", 1, &one)
		add(101, works, roads, works, 7, "35.78", 2, &one)
		add(102, city, works, health, 0, "35.78", 3, &two)
		add(103, city, works, health, 7, "35.78", 4, &two)
		add(104, national, city, ministry, 0, "", 5, &two)
		twice := store.Gap{ID: 100, Desk: city, A: works, B: health, Region: "35.78", N: 2, Last: 3, Report: two.ID}
		below := store.Gap{ID: 101, Desk: works, A: roads, B: works, Topic: 7, Region: "35.78", N: 1, Last: 2, Report: one.ID}
		topic := store.Gap{ID: 103, Desk: city, A: works, B: health, Topic: 7, Region: "35.78", N: 1, Last: 4, Report: two.ID}
		nation := store.Gap{ID: 104, Desk: national, A: city, B: ministry, N: 1, Last: 5, Report: two.ID}
		for desk, want := range map[civic.ID][]store.Gap{national: {twice, nation, topic, below}, city: {twice, topic, below}, works: {below}, roads: nil, ministry: nil} {
			got, err := r.s.Gaps(r.ctx, r.db, store.GapPage{Desk: desk, Limit: 10})
			r.must(err)
			r.same("all", got, want)
			var paged []store.Gap
			for p := (store.GapPage{Desk: desk, Limit: 1}); ; {
				got, err := r.s.Gaps(r.ctx, r.db, p)
				r.must(err)
				if len(got) == 0 {
					break
				}
				paged = append(paged, got...)
				p.AfterN, p.AfterID = got[0].N, got[0].ID
			}
			r.same("one by one", paged, want)
		}
	})
}

func TestTheLastReturnOfAReport(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		r.write(func(tx *sqldb.Tx) {
			for seq, verb := range map[int]civic.Verb{2: civic.VerbReturn, 3: civic.VerbReturn, 4: civic.VerbNote, 5: civic.VerbReturn} {
				e := r.event(&rep, seq)
				e.ID, e.Verb, e.Detail = civic.ID(seq), verb, map[string]string{civic.DetailSuggested: "13"}
				r.s.AppendEvent(tx, e)
			}
		})
		for before, want := range map[int]int{6: 5, 5: 3, 3: 2, 2: 0} {
			got, err := r.s.LastReturn(r.ctx, r.db, rep.ID, before)
			r.must(err)
			seq := 0
			for _, e := range got {
				seq = e.Seq
			}
			if seq != want || len(got) > 1 {
				r.Errorf("before %d: %d of %d, want %d", before, seq, len(got), want)
			}
		}
	})
}

// How many returns are too many is part of the master data, oldest first.
func TestReturnLimitsAreMasterData(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: 3, Day: 2}
		later, first := store.ReturnLimit{ID: 1, N: 3, From: day.AddDays(9), Source: "Edaran 2/2026"}, store.ReturnLimit{ID: 2, N: 4, From: day}
		r.write(func(tx *sqldb.Tx) { r.s.InsertReturnLimit(tx, later); r.s.InsertReturnLimit(tx, first) })
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		r.same("limits", ref.Limits, []store.ReturnLimit{first, later})
	})
}

// fillGaps makes as many pairs as a big country has after years, all of them in the list of the national desk.
func (r *rig) fillGaps() {
	r.Helper()
	r.update(func(_ context.Context, tx *sqldb.Tx) error {
		tx.Queue(`INSERT INTO competence_gap (agency_id, desk_id, a_id, b_id, topic_id, region, id, n, last_at, report_id)
			SELECT 1, 10, 11, 13, x.n, '35.78', x.id, x.n % 90 + 1, 0, x.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM report) x WHERE x.n <= 20000`)
		return nil
	})
}

// gaps is what is read about pairs of offices.
func gaps(some civic.Report) []hot {
	return []hot{
		{name: "gaps", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Gaps(ctx, q, store.GapPage{Desk: national, Limit: 26}))
		}, pages: 60},
		{name: "gaps, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Gaps(ctx, q, store.GapPage{Desk: national, AfterN: 40, AfterID: some.ID, Limit: 26}))
		}, pages: 60},
		{name: "last return", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.LastReturn(ctx, q, some.ID, 9))
		}, pages: 10},
	}
}
