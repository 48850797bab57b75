package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// The tree of the tests: the national desk, a city with two offices, one of
// which has a desk below it, and a ministry.
const (
	national civic.ID = 1
	city     civic.ID = 10
	works    civic.ID = 11
	roads    civic.ID = 12 // below works
	health   civic.ID = 13
	ministry civic.ID = 20
)

// start is a Monday morning in Jakarta.
var start = time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC)

func agencies() []civic.Agency {
	return []civic.Agency{
		{ID: national, Code: "nasional", Name: "Admin Nasional", ShortName: "Nasional", Kind: "national", Mode: civic.RoutingFull, Zone: civic.WIB, Active: true},
		{ID: city, Parent: national, Code: "kota", Name: "Pemerintah Kota", ShortName: "Kota", Kind: "city", Region: "35.78", Mode: civic.RoutingSemi, Email: "kota@example.go.id", Phone: "031123456", Active: true},
		{ID: works, Parent: city, Code: "dpu", Name: "Dinas Pekerjaan Umum", ShortName: "DPU", Kind: "unit", Active: true},
		{ID: roads, Parent: works, Code: "jalan", Name: "Bidang Jalan", ShortName: "Jalan", Kind: "subunit", Active: true},
		{ID: health, Parent: city, Code: "dinkes", Name: "Dinas Kesehatan", ShortName: "Dinkes", Kind: "unit", Active: false},
		{ID: ministry, Parent: national, Code: "kemen", Name: "Kementerian", ShortName: "Kemen", Kind: "ministry", Mode: civic.RoutingFull, Zone: civic.WIT, Active: true},
	}
}

// rig is a store on a fresh database with the tree in it.
type rig struct {
	*testing.T
	ctx  context.Context
	db   *sqldb.DB
	s    *store.Store
	tree *civic.Tree
	rng  *rand.Rand
	now  time.Time
}

// each runs a test on both databases.
func each(t *testing.T, fn func(r *rig)) {
	t.Helper()
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) { fn(newRig(t, db)) })
}

func newRig(t *testing.T, db *sqldb.DB) *rig {
	t.Helper()
	s, err := store.New(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{T: t, ctx: t.Context(), db: db, s: s, tree: civic.NewTree(agencies()), rng: rand.New(rand.NewPCG(1, 2)), now: start}
	r.write(func(tx *sqldb.Tx) {
		for _, a := range agencies() {
			s.SaveAgency(tx, a, store.Micros(r.now))
		}
	})
	return r
}

// Read makes the rig a source of repeatable randomness for codes.
func (r *rig) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.rng.Uint32())
	}
	return len(b), nil
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// update runs a transaction that must succeed. A failed check inside fails outside: the
// writer's goroutine is not the test's.
func (r *rig) update(fn func(ctx context.Context, tx *sqldb.Tx) error) {
	r.Helper()
	r.must(r.db.Update(r.ctx, fn))
}

func (r *rig) write(fn func(tx *sqldb.Tx)) {
	r.Helper()
	r.update(func(_ context.Context, tx *sqldb.Tx) error { fn(tx); return nil })
}

// same compares two values to the microsecond, in UTC.
func (r *rig) same(what string, got, want any) {
	r.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		r.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// kind demands an error of a kind.
func (r *rig) kind(err error, want civic.Kind) {
	r.Helper()
	if civic.KindOf(err) != want {
		r.Errorf("error %v, want kind %q", err, want)
	}
}

// plain is a report as it was just received, at the desk.
func (r *rig) plain(desk civic.ID) civic.Report {
	r.Helper()
	code, err := civic.NewTrackingCode(r)
	r.must(err)
	alias, err := civic.NewAlias(r)
	r.must(err)
	r.now = r.now.Add(time.Second)
	due := r.now.Add(72 * time.Hour)
	return civic.Report{ID: r.s.NewID(r.now), Code: code, Alias: alias, Class: civic.Complaint, State: civic.Submitted, Holder: desk, Entry: desk, Zone: civic.WIB,
		Region: "35.78.01", Channel: "web", ReceivedAt: r.now, ReporterAt: r.now, Seq: 1,
		Clocks: civic.Clocks{{Kind: civic.ClockVerify, Started: r.now, Due: due, Amount: 3, Unit: civic.WorkingDays}}}
}

// text is what belongs to a plain report.
func text(rep *civic.Report) store.Text {
	return store.Text{Report: rep.ID, Title: "Jalan rusak", Body: "Jalan di depan pasar rusak parah sejak hujan.", OccurredWith: civic.PreciseDay, Place: "Pasar Wonokromo"}
}

func (r *rig) event(rep *civic.Report, seq int) civic.Event {
	_, due := rep.NextDue()
	return civic.Event{ID: r.s.NewID(r.now), Report: rep.ID, Seq: seq, At: r.now, Verb: civic.VerbSubmit, Role: civic.RoleReporter, Desk: rep.Holder,
		To: rep.State, ToDesk: rep.Holder, Shown: civic.ForPublic, ToQueue: rep.Queue(), ToDue: due}
}

// put writes reports, each with its text and its event.
func (r *rig) put(reps ...*civic.Report) {
	r.Helper()
	r.write(func(tx *sqldb.Tx) {
		for _, rep := range reps {
			r.s.InsertReport(tx, rep, []byte("mac"), r.tree.Chain(rep.Holder))
			r.s.InsertText(tx, text(rep))
			r.s.AppendEvent(tx, r.event(rep, 1))
		}
	})
}

// many makes n reports and writes them.
func (r *rig) many(n int, one func(i int) civic.Report) []civic.Report {
	r.Helper()
	all, to := make([]civic.Report, n), make([]*civic.Report, n)
	for i := range all {
		all[i] = one(i)
		to[i] = &all[i]
	}
	r.put(to...)
	return all
}

// save moves a report from one state to another.
func (r *rig) save(was, is *civic.Report) {
	r.Helper()
	r.write(func(tx *sqldb.Tx) { r.s.SaveReport(tx, was, is, r.tree.Chain(was.Holder), r.tree.Chain(is.Holder)) })
}

// publish makes a public version of the report and puts it into the index.
func (r *rig) publish(rep *civic.Report, words ...string) {
	r.Helper()
	r.write(func(tx *sqldb.Tx) { r.publishIn(tx, rep, words...) })
}

func (r *rig) publishIn(tx *sqldb.Tx, rep *civic.Report, words ...string) {
	was := *rep
	rep.Version++
	rep.Published = true
	r.s.SaveReport(tx, &was, rep, r.tree.Chain(was.Holder), r.tree.Chain(rep.Holder))
	r.s.InsertPublication(tx, store.Publication{Report: rep.ID, Version: rep.Version, At: store.Micros(r.now), Officer: 7,
		Title: fmt.Sprintf("Judul %d", rep.Version), Body: "Isi umum", Place: "Surabaya"})
	if rep.Public() {
		r.s.PutDoc(tx, store.Doc{Report: rep.ID, Words: words, Tags: store.TagsOf(rep, r.tree.Chain(rep.Holder), []civic.ID{rep.Topic})})
	}
}

// number reads one number.
func (r *rig) number(sql string, args ...any) (n int) {
	r.Helper()
	r.must(r.db.QueryRow(r.ctx, sql, args...).Scan(&n))
	return n
}
