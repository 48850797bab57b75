package store_test

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// desks is what officers ask of their workspace all day.
func desks(some civic.Report) []hot {
	few := []civic.ID{some.ID, 5, 6}
	out := []hot{
		{name: "marks", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.MarksOf(ctx, q, 7105, city, few))
		}, pages: 30},
		{name: "labels", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Labels(ctx, q, city, 100))
		}, pages: 60},
		{name: "views", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Views(ctx, q, 7105, city, 20))
		}, pages: 30},
		{name: "one view", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ViewByID(ctx, q, 5, 7105, city))
		}, pages: 10},
		{name: "colleagues", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Colleagues(ctx, q, []civic.ID{roads, works}, 9, 20))
		}, sorts: true, pages: 1500},
		{name: "bulk", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.BulkOf(ctx, q, 5, 7105)) }, pages: 10},
		{name: "bulk by key", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.BulkByKey(ctx, q, 7105, "a"))
		}, pages: 10},
		{name: "bulks", run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.Bulks(ctx, 7105, 20)) }, pages: 30},
		{name: "bulk rows", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.BulkRows(ctx, q, 5, 0, 50))
		}, pages: 60},
		{name: "bulk result", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.BulkResult(ctx, q, 5, 1))
		}, pages: 10},
		{name: "reports by id", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportsByIDs(ctx, q, few))
		}, pages: 30},
		{name: "reports by code", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportsByCodes(ctx, q, []civic.TrackingCode{some.Code, "x", "y"}))
		}, pages: 30},
		{name: "rules of competence", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return errors.Join(ignore(s.CompetenceNow(ctx, q, city)), ignore(s.CompetenceAt(ctx, q, city, 7)), ignore(s.CompetenceVersions(ctx, q, city, 9, 20)))
		}, sorts: true, pages: 60},
		{name: "seen", run: func(_ context.Context, s *store.Store, q store.Tx) error {
			s.MarkSeen(q, 7105, some.ID, 3)
			s.MarkUnseen(q, 7105, some.ID)
			s.Watch(q, 7105, some.ID, false)
			s.AddLabel(q, city, some.ID, "banjir", false)
			return nil
		}, pages: 20},
	}
	return append(out, narrowed()...)
}

// narrowed are lists with sieves. A rare thing is looked for through a whole desk, in the index of the inbox alone.
func narrowed() []hot {
	sieves := map[string]store.Sieve{
		"topic": {Topics: []civic.ID{44, 47}}, "region": {Region: "35.07"}, "channel": {Channel: "sms"}, "mine": {Assignee: 7105}, "nobody": {Nobody: true},
		"facts": {Have: store.FactSecret, Lack: store.FactAnonymous}, "unread": {Reader: 7105, Unread: true}, "watched": {Reader: 7105, Watched: true},
		"mentioned": {Reader: 7105, Mentioned: true}, "label": {Label: "banjir", LabelOwner: city}, "since": {Since: store.Micros(start)},
	}
	var out []hot
	var counts []store.InboxCount
	for what, sieve := range sieves {
		for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
			f := store.InboxFilter{Desk: national, Queue: queue, Sieve: sieve, Limit: 20}
			out = append(out, hot{name: "narrowed: " + what, run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.Inbox(ctx, f)) }, sorts: true, pages: 60_000},
				hot{name: "ids: " + what, run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.InboxIDs(ctx, f)) }, sorts: true, pages: 60_000})
		}
		counts = append(counts, store.InboxCount{Queue: civic.QueueAction, Sieve: sieve}, store.InboxCount{Queue: civic.QueueWaiting, Sieve: sieve})
	}
	out = append(out, hot{name: "counts of views", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
		_, _, err := s.InboxCounts(ctx, national, 20_000, 1000, counts)
		return err
	}, sorts: true, walk: "i", pages: 200_000}) // i is what a bounded number of rows of each lane was gathered in
	for _, words := range [][]string{{"jalan"}, {"langka"}, {"tidakada"}, {"jalan", "rusak"}} {
		for _, desk := range []civic.ID{national, roads} {
			f := store.DeskSearch{Desk: desk, Words: words, Limit: 20}
			out = append(out, hot{name: "desk search", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
				_, _, err := s.SearchDesk(ctx, f)
				return err
			}, pages: 4000})
		}
	}
	return append(out, hot{name: "horizon", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
		_, _, err := s.InboxHorizon(ctx, store.InboxFilter{Desk: national, Queue: civic.QueueDone, Limit: 20}, 5000)
		return err
	}, pages: 6000})
}

// fillDesk writes what officers note about one report.
func (r *rig) fillDesk(tx *sqldb.Tx, i int, rep *civic.Report) {
	off := civic.ID(100 + i)
	r.s.MarkSeen(tx, off, rep.ID, 1)
	r.s.Watch(tx, off, rep.ID, true)
	r.s.Mention(tx, off, rep.ID, 2)
	r.s.AddLabel(tx, city, rep.ID, "banjir", true)
	r.s.SaveView(tx, store.SavedView{ID: rep.ID, Officer: off, Agency: civic.ID(i%2) * works, Name: "Tampilan", Query: "tab=lewat"})
	r.s.InsertBulk(tx, store.Bulk{ID: rep.ID, Officer: off, Post: off, Sealed: []byte("s"), Verb: "note", State: store.BulkDone, Total: 1, FinishedAt: int64(i + 1)},
		[]store.BulkRow{{N: 1, Report: rep.ID}})
	rule := civic.CompetenceSet{Desk: city, Version: i + 1, Rules: []civic.CompetenceRule{{ID: rep.ID, Name: "Aturan", From: civic.DateOf(start, civic.WIB), Target: works}}}
	r.s.SaveCompetence(tx, civic.CompetenceSet{Desk: city}, rule, store.CompetenceVersion{At: 1})
	r.s.PutDeskDoc(tx, store.Doc{Report: rep.ID, Words: []string{"jalan", "rusak"}, Tags: store.DeskTags(r.tree.Chain(rep.Holder))})
}
