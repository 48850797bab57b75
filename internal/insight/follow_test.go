package insight_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/store"
	"tuntas/internal/telemetry"
)

// crowd is everybody who could do something.
func crowd(w *apptest.Town, reporter civic.ID) []civic.Actor {
	out := []civic.Actor{civic.ReporterActor(reporter), civic.SystemActor()}
	for _, name := range []string{"nasional", "pengawas", "kota", "inspektorat", "dpu", "jalan", "dinkes", "kemen", "balai"} {
		out = append(out, w.Officer(name))
	}
	return out
}

// random is a command that has everything any verb may need.
func random(w *apptest.Town, rng *rand.Rand, verb civic.Verb) civic.Command {
	desks := []string{"kota", "dpu", "jalan", "dinkes", "kemen", "balai", "pusat"}
	c := civic.Command{Verb: verb, Message: "pesan", Class: civic.Classes()[rng.IntN(4)], Target: w.Agency(desks[rng.IntN(len(desks))]), Rating: 1 + rng.IntN(3),
		Flag: []civic.Flag{civic.FlagAnonymous, civic.FlagSecret}[rng.IntN(2)], PublicTitle: "Judul jalan", PublicBody: "Isi rusak", Publish: rng.IntN(2) == 0 && verb == civic.VerbVerify, Outcome: "selesai"}
	c.Reason = map[civic.Verb]string{civic.VerbHold: "lokasi", civic.VerbReturn: "bukan", civic.VerbArchive: "bukan_laporan",
		civic.VerbUnable: "no_means", civic.VerbRelease: "not_needed"}[verb]
	return c
}

// helping are the verbs about offices that are asked.
func helping() []civic.Verb {
	return []civic.Verb{civic.VerbSupport, civic.VerbConsult, civic.VerbContribute, civic.VerbUnable, civic.VerbRelease}
}

// Whatever is done to reports, in whatever order, followed at whatever moments: the counts equal a recount, the
// index finds exactly what is public, and every report lies in exactly the inboxes above its holder.
func TestCountsAndIndexFollowWhateverHappens(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		rng := rand.New(rand.NewPCG(7, 7))
		ctx := t.Context()
		var codes []civic.TrackingCode
		var owners []civic.ID
		done := map[civic.Verb]int{}
		for i := range 1200 {
			w.Pass(time.Duration(rng.IntN(10)) * time.Hour)
			if i%60 == 0 {
				got := w.Submit(w.Pothole())
				codes, owners = append(codes, got.Code), append(owners, got.Report.ID)
			}
			n := rng.IntN(len(codes))
			people := crowd(w, owners[n])
			who := people[rng.IntN(len(people))]
			r, err := w.Store.ReportByCode(ctx, w.DB, codes[n])
			if err != nil {
				t.Fatal(err)
			}
			world := w.Atlas.Current(ctx).World(w.Clock())
			verbs := world.Allowed(&r, who)
			if len(verbs) == 0 {
				continue
			}
			verb := verbs[rng.IntN(len(verbs))]
			if helps := slices.DeleteFunc(slices.Clone(verbs), func(v civic.Verb) bool { return !slices.Contains(helping(), v) }); len(helps) > 0 && rng.IntN(2) == 0 {
				verb = slices.MinFunc(helps, func(a, b civic.Verb) int { return done[a] - done[b] }) // what happened least
			}
			if dull := []civic.Verb{civic.VerbNote, civic.VerbHide, civic.VerbReveal, civic.VerbUnpublish, civic.VerbWithdraw, civic.VerbArchive}; verb == civic.VerbAttach || slices.Contains(dull, verb) && rng.IntN(8) > 0 {
				continue // without this little else would happen
			}
			cmd := random(w, rng, verb)
			if fits, err := world.Targets(&r, who, verb); err == nil {
				for tries := 0; tries < 9 && !fits(cmd.Target); tries++ {
					cmd.Target = random(w, rng, verb).Target
				}
			}
			if len(r.Supports) > 0 {
				cmd.Support, cmd.Show = r.Supports[rng.IntN(len(r.Supports))].ID, rng.IntN(2) == 0
			}
			if _, err := w.Casework.Act(ctx, who, codes[n], cmd); err == nil {
				done[cmd.Verb]++
			}
			if rng.IntN(9) == 0 {
				if _, err := w.Insight.Follow(ctx); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, v := range helping() {
			if done[v] == 0 {
				t.Errorf("%s happened %d times", v, done[v])
			}
		}
		if len(done) < 15 {
			t.Fatalf("only %d kinds of acts succeeded: %v", len(done), done)
		}
		settledAsItIs(t, w, codes)
	})
}

// settledAsItIs compares, once everything was followed, index, inboxes and scopes with the reports.
func settledAsItIs(t *testing.T, w *apptest.Town, codes []civic.TrackingCode) {
	t.Helper()
	ctx := t.Context()
	w.Settled()
	wantPublic, wantInbox := 0, 0
	for _, code := range codes {
		r, err := w.Store.ReportByCode(ctx, w.DB, code)
		if err != nil {
			t.Fatal(err)
		}
		if r.Public() {
			wantPublic++
		}
		chain := w.Atlas.Current(ctx).Tree.Chain(r.Holder)
		wantInbox += len(chain) + len(r.Helpers(chain))
		for _, a := range w.Atlas.Current(ctx).Ref.Agencies {
			_, err := w.Store.ReportInScope(ctx, w.DB, code, a.ID)
			if in := err == nil; in != (civic.Actor{Role: civic.RoleLiaison, Officer: 1, Desk: a.ID}).InScope(w.Atlas.Current(ctx).Tree, &r) {
				t.Errorf("%s in the scope of %s: %v", code, a.Code, in)
			}
		}
	}
	for _, q := range []casework.PublicQuery{{}, {Text: "jalan rusak"}} {
		if n, err := w.Casework.PublicCount(ctx, q); err != nil || n != wantPublic || wantPublic == 0 {
			t.Errorf("%+v: %d are found, %d are public; %v", q, n, wantPublic, err)
		}
	}
	if n := w.Number(`SELECT count(*) FROM inbox`); n != wantInbox {
		t.Errorf("%d inbox rows, want %d", n, wantInbox)
	}
}

// Another process makes a desk and sends a report there; the one that follows has never heard of the desk.
func TestFollowerHearsOfNewDesksInTime(t *testing.T) {
	w := apptest.OpenTown(t, "postgres")
	ctx := t.Context()
	other, err := app.Open(ctx, app.Options{Config: w.Config, Now: w.Clock, Wall: time.Now, Log: telemetry.Discard()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}()
	got, _ := w.Handled(w.Pothole())
	if err := other.Insight.Drain(ctx); err != nil { // its copy of the master data is fresh, for this second
		t.Fatal(err)
	}
	w.Import(w.Directory.ImportAgencies, "code,parent_code,name\nbaru,jalan,Regu Tambal\n")
	w.Do(w.Officer("dpu"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("baru")})
	if err := other.Insight.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	w.Settled()
	counts, err := w.Store.Tallies(ctx, w.DB, 0, w.Agency("baru"))
	if err != nil || !slices.ContainsFunc(counts, func(c store.Count) bool { return c.State == civic.Dispatched && c.N == 1 }) {
		t.Errorf("%+v, %v", counts, err)
	}
}

// Two processes found and follow one empty database at once.
func TestTwoProcessesBeginAtOnce(t *testing.T) {
	w := apptest.Open(t, "postgres", apptest.Monday())
	ctx := context.Background()
	founded := len(w.Atlas.Current(ctx).Ref.Reasons)
	for _, table := range []string{"clock_policy", "reason", "agency"} {
		if _, err := w.DB.Exec(ctx, `DELETE FROM `+table); err != nil {
			t.Fatal(err)
		}
	}
	errs := make(chan error, 6)
	for range cap(errs) {
		go func() {
			a, err := app.Open(ctx, app.Options{Config: w.Config, Now: w.Clock, Wall: time.Now, Log: telemetry.Discard()})
			if err == nil {
				err = a.Close()
			}
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if err := w.Atlas.Reload(ctx); err != nil {
		t.Fatal(err)
	}
	m := w.Atlas.Current(ctx)
	if m.Tree.Len() != 1 || len(m.Ref.Policies) != len(civic.NationalPolicies()) || len(m.Ref.Reasons) != founded {
		t.Errorf("%d desks, %d policies, %d reasons", m.Tree.Len(), len(m.Ref.Policies), len(m.Ref.Reasons))
	}
	if _, err := w.Directory.ImportAgencies(ctx, nil, directory.Options{Parent: "tidak ada"}); civic.KindOf(err) != civic.KindInvalid {
		t.Error(err)
	}
}
