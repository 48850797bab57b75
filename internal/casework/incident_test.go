package casework_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/queue"
)

// flood plays many reporters and officers at the reports of one afternoon.
type flood struct {
	t    *testing.T
	w    *apptest.Town
	rng  *rand.Rand
	got  []intake.Receipt
	text map[civic.TrackingCode]string // a word that only this report has
	done map[civic.Verb]int
}

func (f *flood) one() intake.Receipt { return f.got[f.rng.IntN(len(f.got))] }

func (f *flood) report(code civic.TrackingCode) civic.Report {
	f.t.Helper()
	r, err := f.w.Store.ReportByCode(f.t.Context(), f.w.DB, code)
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

func (f *flood) submit() {
	req := f.w.Pothole()
	mark := fmt.Sprintf("PENANDA%dX", len(f.got))
	req.Body = "Jalan di depan Pasar Wonokromo berlubang, kata " + mark + " sejak kemarin."
	req.Secret = f.rng.IntN(5) == 0
	if f.rng.IntN(3) == 0 {
		req.Identity = intake.Identity{}
	}
	var got intake.Receipt
	if f.rng.IntN(3) > 0 {
		got, _ = f.w.Handled(req)
	} else {
		got = f.w.Submit(req)
	}
	f.got, f.text[got.Code] = append(f.got, got), mark
}

// act lets somebody do something that the lifecycle allows to a report; what is refused all the same changes nothing.
func (f *flood) act(got intake.Receipt) {
	people := []civic.Actor{civic.ReporterActor(got.Report.ID), f.w.Officer("nasional"), f.w.Officer("kota"), f.w.Officer("dpu"), f.w.Officer("jalan"), f.w.Officer("pengawas")}
	r := f.report(got.Code)
	who := people[f.rng.IntN(len(people))]
	world := f.w.Atlas.Current(f.t.Context()).World(f.w.Clock())
	verbs := world.Allowed(&r, who)
	rare := []civic.Verb{civic.VerbHide, civic.VerbReveal, civic.VerbHold, civic.VerbRate, civic.VerbReply, civic.VerbNote, civic.VerbAttach, civic.VerbPublish, civic.VerbUnpublish, civic.VerbWithdraw, civic.VerbArchive, civic.VerbEscalate,
		civic.VerbAssign, civic.VerbReclassify, civic.VerbPropose, civic.VerbReturn}
	verbs = slices.DeleteFunc(verbs, func(v civic.Verb) bool { return slices.Contains(rare, v) && f.rng.IntN(6) > 0 })
	if len(verbs) == 0 {
		return
	}
	desks := []string{"kota", "dpu", "jalan"}
	c := civic.Command{Verb: verbs[f.rng.IntN(len(verbs))], Message: fmt.Sprintf("Lubang nomor %d kami ukur tanggal 3 Maret 2026.", f.rng.IntN(1e9)), QualityReason: "sudah diperiksa", Class: civic.Complaint, Target: f.w.Agency(desks[f.rng.IntN(3)]), Rating: 1 + f.rng.IntN(3),
		Flag: []civic.Flag{civic.FlagAnonymous, civic.FlagSecret, civic.FlagSecret}[f.rng.IntN(3)], PublicTitle: "Jalan rusak", PublicBody: "Jalan rusak.", Publish: f.rng.IntN(2) == 0, Outcome: "selesai", As: civic.VerbAnswer}
	c.Reason = map[civic.Verb]string{civic.VerbHold: "lokasi", civic.VerbReturn: "bukan", civic.VerbArchive: "bukan_laporan"}[c.Verb]
	if c.Verb == civic.VerbMerge {
		c.Into = f.one().Code
		for tries := 0; tries < 30; tries++ { // mostly into one that is bigger already
			lead := f.report(c.Into)
			if lead.MayLead() && (lead.Leads || tries > 20) {
				break
			}
			c.Into = f.one().Code
		}
	}
	if _, err := f.w.Casework.Act(f.t.Context(), who, got.Code, c); err == nil {
		f.done[c.Verb]++
	} else if civic.KindOf(err) == civic.KindInternal {
		f.t.Fatalf("%s: %v", c.Verb, err)
	}
}

// jobs runs what waits on the queue by now.
func (f *flood) jobs(all bool) {
	f.t.Helper()
	for range 50 {
		rows, err := f.w.DB.Query(f.t.Context(), `SELECT id, args FROM job WHERE kind = 'carry' AND state = 'ready' AND (run_at <= $1 OR $2) ORDER BY id`, f.w.Clock().UnixMicro(), all)
		if err != nil {
			f.t.Fatal(err)
		}
		type job struct {
			id   int64
			args string
		}
		var due []job
		for rows.Next() {
			var j job
			if err := rows.Scan(&j.id, &j.args); err != nil {
				f.t.Fatal(err)
			}
			due = append(due, j)
		}
		rows.Close()
		if len(due) == 0 {
			return
		}
		for _, j := range due {
			if err := f.w.Jobs.Handlers()[casework.KindCarry](f.t.Context(), queue.Task{Kind: casework.KindCarry, Args: []byte(j.args)}); err != nil {
				f.t.Fatal(err)
			}
			if _, err := f.w.DB.Exec(f.t.Context(), `UPDATE job SET state = 'done' WHERE id = $1`, j.id); err != nil {
				f.t.Fatal(err)
			}
		}
	}
	f.t.Fatal("the jobs make ever more jobs")
}

// answers checks that the number of every report answers its reporter, with a history that holds together.
func (f *flood) answers() {
	f.t.Helper()
	for _, got := range f.got {
		v, err := f.w.Casework.View(f.t.Context(), civic.ReporterActor(got.Report.ID), got.Code)
		if err != nil || !strings.Contains(v.Text.Body, f.text[got.Code]) {
			f.t.Fatalf("the reporter of %s reads %q, %v", got.Code, v.Text.Body, err)
		}
		if by, err := f.w.Store.ReportByAlias(f.t.Context(), f.w.DB, got.Alias); err != nil || by.Code != got.Code {
			f.t.Fatalf("the digits of %s lead to %s, %v", got.Code, by.Code, err)
		}
		events, err := f.w.Store.Events(f.t.Context(), f.w.DB, got.Report.ID, 0)
		if err != nil {
			f.t.Fatal(err)
		}
		r := f.report(got.Code)
		for i, e := range events {
			if e.Seq != i+1 {
				f.t.Fatalf("%s: event %d is number %d", got.Code, i+1, e.Seq)
			}
			if i == 0 {
				continue
			}
			p := events[i-1]
			if e.From != p.To || e.FromDesk != p.ToDesk || e.FromQueue != p.ToQueue || !e.FromDue.Equal(p.ToDue) {
				f.t.Fatalf("%s: %s begins at %s of %d in queue %d, %s ended at %s of %d in queue %d", got.Code, e.Verb, e.From, e.FromDesk, e.FromQueue, p.Verb, p.To, p.ToDesk, p.ToQueue)
			}
		}
		last := events[len(events)-1]
		if last.To != r.State || last.ToDesk != r.Holder || last.ToQueue != r.Queue() || last.Seq != r.Seq {
			f.t.Fatalf("%s: the history ends in %s of %d, queue %d; the report is %s of %d, queue %d", got.Code, last.To, last.ToDesk, last.ToQueue, r.State, r.Holder, r.Queue())
		}
		if n := digests(f.w, r.ID); n > 0 && r.Secret {
			f.t.Fatalf("%s is secret and has %d digests", got.Code, n)
		}
	}
}

// counted checks that every kept number equals a recount.
func (f *flood) counted() {
	f.t.Helper()
	f.w.Settled()
	if n, err := f.w.Store.WeightDrift(f.t.Context(), f.w.DB); n != 0 || err != nil {
		f.t.Fatalf("%d incidents differ from a recount, %v", n, err)
	}
}

// nobodyWaitsForNobody checks that a quiet follower has a lead that an officer works on.
func (f *flood) nobodyWaitsForNobody() {
	f.t.Helper()
	for _, got := range f.got {
		r := f.report(got.Code)
		if !r.Quiet() {
			continue
		}
		in, err := f.w.Store.IncidentOf(f.t.Context(), f.w.DB, r.Incident)
		if err != nil {
			f.t.Fatal(err)
		}
		lead, err := f.w.Store.ReportByID(f.t.Context(), f.w.DB, in.Lead)
		if err != nil || lead.Queue() != civic.QueueAction || lead.Holder != r.Holder || !lead.Leads || lead.Secret {
			f.t.Fatalf("%s is %s at %d and quiet; its lead is %s at %d, queue %d, %v", got.Code, r.State, r.Holder, lead.State, lead.Holder, lead.Queue(), err)
		}
	}
}

// nothingSecretShows checks that whoever may not read a secret report learns nothing of it from the others.
func (f *flood) nothingSecretShows() {
	f.t.Helper()
	ctx := f.t.Context()
	secret := map[civic.TrackingCode]string{}
	open := map[civic.ID]int{} // followers by incident that anybody may count
	for _, got := range f.got {
		r := f.report(got.Code)
		if r.Secret {
			secret[r.Code] = f.text[r.Code]
		}
		if r.Counts() {
			open[r.Incident]++
		}
	}
	for _, got := range f.got {
		r := f.report(got.Code)
		if r.Secret {
			continue
		}
		for _, who := range []civic.Actor{{Role: civic.RolePublic}, civic.ReporterActor(r.ID), f.w.Officer("pengawas"), f.w.Officer("nasional"), f.w.Officer("jalan")} {
			v, err := f.w.Casework.View(ctx, who, r.Code)
			if err != nil {
				continue // not published, or not in scope
			}
			if t := v.Together; t != nil && r.Leads && t.Weight != open[r.Incident] {
				f.t.Fatalf("%s is told that %d follow %s; %d of them may be counted", who.Role, t.Weight, r.Code, open[r.Incident])
			}
			if !who.IsOfficer() && r.Leads && open[r.Incident] == 0 && v.Together != nil {
				f.t.Fatalf("%s is told that secret reports follow %s", who.Role, r.Code)
			}
			if t := v.Together; t != nil && r.Leads && t.Weight+len(t.Few) == 0 {
				f.t.Fatalf("%s is told that %s leads, and may see nobody who follows", who.Role, r.Code)
			}
			if v.Together == nil && v.Report.Incident != 0 {
				f.t.Fatalf("%s finds the incident of %s beside it", who.Role, r.Code)
			}
			if v.Together == nil && r.Leads {
				if _, err := f.w.Casework.Incident(ctx, who, r.Incident, 0, 2); err == nil {
					f.t.Fatalf("%s opens an incident in which there is nothing to see", who.Role)
				}
			}
			shown := fmt.Sprintf("%+v", v)
			if t := v.Together; t != nil {
				shown += fmt.Sprintf("%+v %+v", t, t.Lead)
			}
			if who.IsOfficer() && r.Incident != 0 {
				for after, more := civic.ID(0), true; more; {
					in, err := f.w.Casework.Incident(ctx, who, r.Incident, after, 2)
					if err != nil {
						break
					}
					for _, row := range in.Rows {
						if see := civic.Look(f.w.Atlas.Current(ctx).Tree, who, &row.Report); !see.Text {
							f.t.Fatalf("%s is shown %s", who.Role, row.Report.Code)
						}
						after = row.Report.ID
					}
					shown += fmt.Sprintf("%+v", in)
					more = in.More
				}
			}
			for code, mark := range secret {
				x := f.report(code)
				if see := civic.Look(f.w.Atlas.Current(ctx).Tree, who, &x); see.Text {
					continue
				}
				if strings.Contains(shown, mark) || strings.Contains(shown, string(code)) {
					f.t.Fatalf("%s sees of the secret report %s on %s: %s", who.Role, code, r.Code, shown)
				}
			}
		}
	}
}

// Whatever is merged, separated, answered, replied to and made secret, in whatever order: every reporter's number
// answers, every history holds together, every count is right, no report is forgotten, and nothing secret shows.
func TestMergedReportsStayWhatTheyAre(t *testing.T) {
	done := map[civic.Verb]int{}
	for seed := range uint64(3) {
		apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
			f := &flood{t: t, w: w, rng: rand.New(rand.NewPCG(seed, 8)), text: map[civic.TrackingCode]string{}, done: done}
			for range 6 {
				f.submit()
			}
			for i := range 500 {
				w.Pass(time.Duration(f.rng.IntN(180)) * time.Minute)
				if i%10 == 0 {
					f.submit()
				}
				got := f.one()
				if i%3 > 0 { // the newest have most before them
					got = f.got[len(f.got)-1-f.rng.IntN(min(len(f.got), 12))]
				}
				f.act(got)
				switch f.rng.IntN(25) {
				case 0:
					f.jobs(false)
				case 1:
					if _, err := w.Casework.WakeDue(t.Context(), 50); err != nil {
						t.Fatal(err)
					}
				}
				if i%125 == 124 {
					f.answers()
					f.counted()
					f.nothingSecretShows()
				}
			}
			f.jobs(true)
			f.answers()
			f.counted()
			f.nobodyWaitsForNobody()
			f.nothingSecretShows()
		})
	}
	for _, v := range []civic.Verb{civic.VerbMerge, civic.VerbUnmerge, civic.VerbLead, civic.VerbFollowUp, civic.VerbAnswer, civic.VerbClose, civic.VerbReply, civic.VerbHide, civic.VerbWithdraw} {
		if done[v] == 0 {
			t.Errorf("nobody did %s: %v", v, done)
		}
	}
}

// A lead with many followers: a few take its step with it, a job brings it to the others, secret ones come later.
func TestAnAnswerReachesHundreds(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := context.Background()
		lead, _ := w.Handled(w.Pothole())
		f := &flood{t: t, w: w, text: map[civic.TrackingCode]string{}}
		var hidden intake.Receipt
		for i := range 60 {
			req := w.Pothole()
			req.Secret = i == 7
			got := w.Submit(req)
			if req.Secret {
				hidden = got
				w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
				w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
				w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbMerge, Into: lead.Code})
			} else {
				w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbMerge, Into: lead.Code})
			}
			f.got = append(f.got, got)
		}
		w.Do(w.Officer("jalan"), lead.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Tim datang besok."})
		w.Do(w.Officer("jalan"), lead.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal tanggal 3."})
		answered := func() (n int) {
			for _, got := range f.got {
				if f.report(got.Code).State == civic.AwaitingReporter {
					n++
				}
			}
			return n
		}
		if n := answered(); n != 20 {
			t.Errorf("%d were answered at once, want 20", n)
		}
		f.jobs(false)
		f.jobs(false)
		if n := answered(); n != 59 || f.report(hidden.Code).State == civic.AwaitingReporter {
			t.Errorf("%d were answered by the job, want 59 and not the secret one", n)
		}
		w.Pass(time.Hour)
		f.jobs(false)
		if n := answered(); n != 60 {
			t.Errorf("%d were answered in the end", n)
		}
		v, err := w.Casework.View(ctx, civic.ReporterActor(hidden.Report.ID), hidden.Code)
		if err != nil || v.Together == nil || !v.Together.Follows || v.Together.Lead != nil || v.Events[len(v.Events)-1].Message != "Sudah ditambal tanggal 3." {
			t.Errorf("the secret reporter reads %+v, %v", v.Together, err)
		}
		view, err := w.Casework.View(ctx, civic.Actor{Role: civic.RolePublic}, lead.Code)
		if err != nil || view.Together == nil || view.Together.Weight != 59 {
			t.Errorf("the public reads of %+v, %v", view.Together, err)
		}
		f.counted()
	})
}
