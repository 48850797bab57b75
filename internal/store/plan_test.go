package store_test

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// hot is one thing the program does many times a second, or that must not take longer as
// the country grows.
type hot struct {
	name  string
	run   func(ctx context.Context, s *store.Store, q store.Tx) error
	walk  string // SQLite: a table that may be walked in key order, for the query stops early
	sorts bool   // a handful of rows is sorted
	pages int    // PostgreSQL: pages it may touch; 300 when 0
}

// ignore makes a case of a function whose result does not matter here.
func ignore[T any](_ T, err error) error { return err }

func lookups(some civic.Report) []hot {
	return []hot{
		{name: "report by code", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportByCode(ctx, q, some.Code))
		}, pages: 10},
		{name: "report by alias", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportByAlias(ctx, q, some.Alias))
		}, pages: 10},
		{name: "report by id", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportByID(ctx, q, some.ID))
		}, pages: 10},
		{name: "report locked", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.LockReport(ctx, q, some.Code))
		}, pages: 10},
		{name: "report in scope", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReportInScope(ctx, q, some.Code, national))
		}, pages: 20},
		{name: "stamp", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.StampOf(ctx, q, some.Code))
		}, pages: 10},
		{name: "ids taken", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.TakenIDs(ctx, q, []civic.ID{some.ID, 5, 6}))
		}, pages: 20},
		{name: "PIN", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.PinMAC(ctx, q, some.ID)) }, pages: 10},
		{name: "text", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.TextOf(ctx, q, some.ID)) }, pages: 10},
		{name: "public version", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.PublicationOf(ctx, q, some.ID, some.Version))
		}, pages: 10},
		{name: "imported", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			_, _, err := s.Imported(ctx, q, "lama", "24")
			return err
		}, pages: 10},
		{name: "events", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Events(ctx, q, some.ID, 0))
		}, pages: 10},
		{name: "attachments", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Attachments(ctx, q, some.ID))
		}, pages: 10},
		{name: "masks and photos of a version", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return errors.Join(ignore(s.MasksOf(ctx, q, some.ID, some.Version)), ignore(s.PhotosOf(ctx, q, some.ID, some.Version)))
		}, pages: 20},
		{name: "hash used", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.HashUsed(ctx, q, "t7")) }, pages: 20},
		{name: "hash not used", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.HashUsed(ctx, q, "zz")) }, pages: 20},
		{name: "identity", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ReadIdentity(ctx, q, 5, store.IdentityRead{Report: some.ID}))
		}, pages: 60},
		{name: "identity reads", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.IdentityReads(ctx, q, some.ID))
		}, pages: 10, sorts: true},
		{name: "idempotency", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
			_, _, err := s.AnswerOf(ctx, "k5x7")
			return err
		}, pages: 10},
		{name: "draft", run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.Draft(ctx, "d5x7", 0)) }, pages: 10},
		{name: "expiry", run: func(_ context.Context, _ *store.Store, q store.Tx) error {
			store.ExpireQueue(q, store.Expiry{Drafts: store.Micros(start) + 1_500_000, Answers: store.Micros(start) + 1_500_000, Sessions: store.Micros(start) + 1_500_000, Now: store.Micros(start) + 1_500_000})
			return nil
		}, pages: 20},
		{name: "session", run: func(ctx context.Context, _ *store.Store, q store.Tx) error {
			sessions := store.Sessions{DB: q, Hash: func(s string) string { return s }, Now: func() time.Time { return start }}
			_, _, err := sessions.FindCtx(ctx, "s5x7")
			return err
		}, pages: 10},
		{name: "pass ended", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.PassEnded(ctx, q, "e5x7"))
		}, pages: 10},
		{name: "regions like", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.RegionsLike(ctx, q, "b", 10))
		}, pages: 60, sorts: true},
		{name: "regions below", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.RegionsBelow(ctx, q, "35.05.01x7", "a", 10))
		}},
		{name: "region chain", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.RegionChain(ctx, q, "35.05.01.00057"))
		}, pages: 30, sorts: true},
	}
}

func people() []hot {
	return []hot{
		{name: "officer by address", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.OfficerByEmail(ctx, q, "p5@example.go.idx7"))
		}, pages: 10},
		{name: "standing", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.StandingOf(ctx, q, 7105, 7105, 9))
		}, pages: 10},
		{name: "standings", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Standings(ctx, q, 7105, 9))
		}, pages: 25, sorts: true},
		{name: "token", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.TokenStanding(ctx, q, "t5x7", 9))
		}, pages: 15},
		{name: "post", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.PostByID(ctx, q, 7105)) }, pages: 10},
		{name: "names", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.OfficerNames(ctx, q, []civic.ID{105, 7105, 9105}))
		}, pages: 20},
	}
}

// upkeep is what runs by itself.
func upkeep() []hot {
	return []hot{
		{name: "due reports", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DueReports(ctx, q, store.Micros(start)+40*24*3600*1_000_000, store.Waking{}, 20))
		}},
		{name: "due reports, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DueReports(ctx, q, store.Micros(start)+40*24*3600*1_000_000, store.Waking{At: store.Micros(start) + 20*24*3600*1_000_000, ID: 9}, 20))
		}, pages: 1500}, // all that are due may be sorted: it is done once a minute
		{name: "counts", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Tallies(ctx, q, 20_500, national))
		}},
		{name: "feed", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.TakeFeed(ctx, q, 50)) }, walk: "f", pages: 400},
		{name: "feed lag", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.FeedLag(ctx, q)) }, walk: "feed", pages: 1000},
		{name: "public texts", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.PublishedTexts(ctx, q, []civic.ID{5, 6, 9 << 50}))
		}, pages: 30},
		{name: "desk feed", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.TakeDeskFeed(ctx, q, 50)) }, walk: "desk_feed", pages: 800},
		{name: "board", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DueCounts(ctx, q, 105, []civic.ID{national, roads}, 20_500, 20_510))
		}, pages: 400},
		{name: "alarms", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.LockAlarms(ctx, q, []civic.ID{5, 6, 9 << 50}))
		}, pages: 30},
		{name: "due alarms", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DueAlarms(ctx, q, start.AddDate(9, 0, 0), 50))
		}, pages: 300},
		{name: "reminders", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Reminders(ctx, q, national, 0, 25))
		}, pages: 120},
		{name: "reminders, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Reminders(ctx, q, national, 9<<50, 25))
		}, pages: 120},
		{name: "count of reminders", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			_, _, err := s.CountReminders(ctx, q, civic.Actor{Desk: national, Officer: 105}, start, 1001)
			return err
		}, pages: 120},
		{name: "manned desks", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.MannedDesks(ctx, q, []civic.ID{roads, 999}, start))
		}, sorts: true, pages: 120}, // once for each desk of a sweep
		{name: "headed", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Headed(ctx, q, []civic.ID{5, 6, 9 << 50}))
		}, pages: 30, sorts: true},
		{name: "desk lag", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.DeskLag(ctx, q)) }, walk: "desk_feed", pages: 1000},
	}
}

func inboxes() []hot {
	deep := store.Micros(start) + 25*24*3600*1_000_000
	day := int64(24 * 3600 * 1_000_000)
	filters := map[string]store.InboxFilter{
		"first": {}, "deep": {AtDue: deep, AtID: 9}, "late": {DueTo: deep}, "late, deep": {DueTo: deep, AtDue: deep - day, AtID: 9},
		"deep, back": {AtDue: deep, AtID: 9, Back: true}, "of one day": {DueFrom: deep, DueTo: deep + day}, "of one day, deep": {DueFrom: deep - 20*day, DueTo: deep + day, AtDue: deep, AtID: 9},
	}
	var out []hot
	for what, f := range filters {
		for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
			for _, desk := range []civic.ID{national, roads} {
				f.Queue, f.Desk, f.Limit = queue, desk, 20
				out = append(out, hot{name: "inbox " + []string{"", "action", "waiting", "done"}[queue] + " " + what,
					run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.Inbox(ctx, f)) }, sorts: true})
			}
		}
	}
	for _, state := range []civic.State{civic.Escalated, civic.Archived, civic.InfoNeeded} { // a rare, a common, a middling one
		f := store.InboxFilter{Desk: national, Queue: (&civic.Report{State: state}).Queue(), State: state, Limit: 20}
		out = append(out, hot{name: "inbox " + string(state), run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.Inbox(ctx, f)) }, sorts: true})
	}
	return out
}

func searches(some civic.Report) []hot {
	filters := map[string]store.Filter{
		"public list, first": {}, "public list, deep": {Before: some.ID}, "public list, since": {Since: store.Micros(some.ReceivedAt)},
		"one frequent word": {Words: []string{"jalan"}}, "one frequent word, deep": {Words: []string{"jalan"}, Before: some.ID}, "two words": {Words: []string{"jalan", "rusak"}},
		"three words": {Words: []string{"jalan", "rusak", "lampu"}}, "middling word": {Words: []string{"kata44"}}, "rare word": {Words: []string{"langka"}},
		"rare and frequent": {Words: []string{"jalan", "langka"}}, "unknown word": {Words: []string{"tidakada"}}, "word and unknown word": {Words: []string{"jalan", "tidakada"}},
		"agency": {Agency: roads}, "region": {Region: "35.07"}, "topic": {Topic: 47}, "rare state": {State: civic.Escalated}, "unknown agency": {Agency: 777},
		"word, agency, state": {Words: []string{"rusak"}, Agency: city, State: civic.Closed}, "all filters": {Words: []string{"jalan"}, Agency: city, Region: "35", Topic: 44, State: civic.Closed, Class: civic.Complaint, Since: 5, Before: some.ID},
		"rare word, since": {Words: []string{"langka"}, Since: store.Micros(some.ReceivedAt)},
	}
	var out []hot
	for what, f := range filters {
		f.Limit = 20
		out = append(out,
			hot{name: "search: " + what, run: func(ctx context.Context, s *store.Store, _ store.Tx) error { return ignore(s.PublicReports(ctx, f)) }, pages: 450},
			hot{name: "count: " + what, run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
				return ignore(s.PublicCount(ctx, f, 1000))
			}, pages: 1000})
	}
	return out
}

// capture runs one case and returns the statements it sent.
func (r *rig) capture(h hot) []statement {
	r.Helper()
	c := &recorder{q: r.db, dialect: r.db.Dialect()}
	r.s.ReadThrough(c)
	defer r.s.ReadThrough(r.db)
	err := h.run(r.ctx, r.s, c)
	if errors.Is(err, sqldb.ErrNested) || err != nil && civic.KindOf(err) != civic.KindNotFound {
		r.Fatalf("%s: %v", h.name, err)
	}
	return c.seen
}

func TestHotQueriesUseIndexes(t *testing.T) {
	if raced {
		// There are no two goroutines here to watch, and watched, the embedded database takes minutes to fill.
		out, err := exec.Command("go", "test", "-count=1", "-v", "-run", "^"+t.Name()+"$", ".").CombinedOutput() //nolint:gosec,noctx // ourselves; the test has a time limit
		if t.Logf("%s", out); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			o := dbtest.Options(t, d, migrations.FS)
			r := newRig(t, dbtest.OpenWith(t, o))
			began := time.Now()
			rare := r.fill()
			t.Logf("%d reports in %v", r.number(`SELECT count(*) FROM report`), time.Since(began).Round(time.Millisecond))
			some, err := r.s.ReportByID(r.ctx, r.db, civic.ID(r.number(`SELECT max(id) FROM report WHERE id < (SELECT min(id) FROM report) + $1 AND published = TRUE`, int64(20*idStep))))
			r.must(err)
			r.fillIncidents()
			r.fillGaps()
			r.fillDemands()
			r.fillSurveys()
			r.fillPosts()
			big := civic.ID(r.number(`SELECT min(id) FROM incident`))
			var all []hot
			for _, part := range [][]hot{lookups(some), people(), upkeep(), digests(), inboxes(), desks(some), replays(), searches(some), incidents(some.ID, big), gaps(some), demands(some), surveys(), posts()} {
				all = append(all, part...)
			}
			if len(rare) == 0 || len(all) < 60 {
				t.Fatal("nothing to look at")
			}
			if d == "postgres" {
				r.onPostgres(o.URL, all)
				return
			}
			r.onSQLite("before ANALYZE", all)
			_, err = r.db.Exec(r.ctx, `ANALYZE`)
			r.must(err)
			r.onSQLite("after ANALYZE", all)
			r.deepPagesAreAsFast()
		})
	}
}

func (r *rig) onSQLite(when string, all []hot) {
	for _, h := range all {
		for _, s := range r.capture(h) {
			plan := r.litePlan(s)
			for _, bad := range liteComplaints(plan, h.walk, h.sorts) {
				r.Errorf("%s, %s: %s\n%s\n  %s", h.name, when, bad, s.sql, strings.Join(plan, "\n  "))
			}
		}
	}
}

func (r *rig) onPostgres(url string, all []hot) {
	_, err := r.db.Exec(r.ctx, `ANALYZE`)
	r.must(err)
	conn, err := pgx.Connect(r.ctx, url)
	r.must(err)
	defer func() { r.must(conn.Close(context.WithoutCancel(r.ctx))) }()
	for _, h := range all {
		budget := h.pages
		if budget == 0 {
			budget = 300
		}
		for _, s := range r.capture(h) {
			root, text := r.pgPlan(conn, s)
			r.Logf("%5d pages  %s", root.Hit+root.Read, h.name)
			for _, bad := range pgComplaints(root, budget) {
				r.Errorf("%s: %s\n%s\n%s", h.name, bad, s.sql, text)
			}
		}
	}
}

// deepPagesAreAsFast holds what SQLite's plans do not tell: how many rows a step reads.
func (r *rig) deepPagesAreAsFast() {
	deepest := store.Micros(start) + 60*24*3600*1_000_000
	newest := civic.ID(r.number(`SELECT max(id) FROM report`))
	for what, pair := range map[string][2]func() error{
		"inbox": {
			func() error {
				return ignore(r.s.Inbox(r.ctx, store.InboxFilter{Desk: national, Queue: civic.QueueAction, Limit: 20}))
			},
			func() error {
				return ignore(r.s.Inbox(r.ctx, store.InboxFilter{Desk: national, Queue: civic.QueueAction, AtDue: deepest - 40*24*3600*1_000_000, AtID: 9, Limit: 20}))
			},
		},
		"done": {
			func() error {
				return ignore(r.s.Inbox(r.ctx, store.InboxFilter{Desk: national, Queue: civic.QueueDone, Limit: 20}))
			},
			func() error {
				return ignore(r.s.Inbox(r.ctx, store.InboxFilter{Desk: national, Queue: civic.QueueDone, AtDue: store.Micros(start) + 24*3600*1_000_000, AtID: 9, Limit: 20}))
			},
		},
		"public list": {
			func() error { return ignore(r.s.PublicReports(r.ctx, store.Filter{Limit: 20})) },
			func() error {
				return ignore(r.s.PublicReports(r.ctx, store.Filter{Before: newest - 45*idStep, Limit: 20}))
			},
		},
		"search": {
			func() error {
				return ignore(r.s.PublicReports(r.ctx, store.Filter{Words: []string{"jalan"}, Limit: 20}))
			},
			func() error {
				return ignore(r.s.PublicReports(r.ctx, store.Filter{Words: []string{"jalan"}, Before: newest - 45*idStep, Limit: 20}))
			},
		},
	} {
		first, deep := r.fastest(pair[0]), r.fastest(pair[1])
		r.Logf("%s: first page %v, deep page %v", what, first, deep)
		if deep > 5*first+5*time.Millisecond {
			r.Errorf("%s: first page %v, deep page %v", what, first, deep)
		}
	}
}

// fastest is the shortest of several runs: what the machine does besides only ever adds.
func (r *rig) fastest(fn func() error) time.Duration {
	r.Helper()
	best := time.Hour
	for range 9 {
		began := time.Now()
		r.must(fn())
		best = min(best, time.Since(began))
	}
	return best
}
