package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
)

const (
	head   = "date,name,kind,decree\n"
	of2026 = head + "2026-01-01,Tahun Baru,national,SKB 2026\n2026-12-25,Natal,national,SKB 2026\n"
	of2027 = head + "2027-01-01,Tahun Baru,national,SKB 2027\n2027-01-04,Cuti bersama,collective,SKB 2027\n2027-01-12,Isra Mikraj,national,SKB 2027\n"
)

// december is Monday 28 December 2026, 09:00 in Jakarta.
func december() time.Time { return time.Date(2026, time.December, 28, 2, 0, 0, 0, time.UTC) }

// handIn submits a report from a region and returns its code.
func handIn(t *testing.T, r *apptest.Rig, class civic.Class, region string) civic.TrackingCode {
	t.Helper()
	got, err := r.Intake.Submit(t.Context(), civic.ReporterActor(0), intake.Request{Identity: intake.Identity{Email: "warga@contoh.example"},
		Submission: civic.Submission{Class: class, Body: "Lampu jalan di depan pasar mati sejak Natal.", Place: civic.Place{Text: "Pasar Baru", Region: region}, Channel: "web"}})
	if err != nil {
		t.Fatal(err)
	}
	return got.Code
}

// waiting counts the jobs of a kind that have not run.
func waiting(t *testing.T, r *apptest.Rig, kind string) (n int) {
	t.Helper()
	if err := r.DB.QueryRow(t.Context(), `SELECT count(*) FROM job WHERE kind = $1 AND state = 'ready' AND run_at <= $2`, kind, r.Clock().UnixMicro()).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// due tells the last day of the reporter's clock and whether it may still move.
func due(t *testing.T, r *apptest.Rig, code civic.TrackingCode) string {
	t.Helper()
	rep, err := r.Store.ReportByCode(t.Context(), r.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := rep.Clocks.Get(civic.ClockCitizen)
	day := r.Atlas.Current(t.Context()).World(r.Clock()).Keeper(&rep, c.Kind).DueDate(c).String()
	if c.Provisional {
		return day + " provisional"
	}
	return day
}

func order(t *testing.T, r *apptest.Rig) (codes []civic.TrackingCode) {
	t.Helper()
	desk := civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1, Desk: r.Atlas.Current(t.Context()).Tree.National()}
	page, err := r.Casework.Inbox(t.Context(), desk, casework.InboxQuery{Queue: civic.QueueAction})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		codes = append(codes, row.Report.Code)
	}
	return codes
}

// A report of December has deadlines in a year of which nobody knows the holidays. The decree moves them.
func TestADecreeMovesTheDatesOfOpenReports(t *testing.T) {
	apptest.Each(t, december(), func(t *testing.T, r *apptest.Rig) {
		ctx := t.Context()
		r.Import(r.Directory.ImportHolidays, of2026)
		first := handIn(t, r, civic.Complaint, "")
		r.Pass(24 * time.Hour) // to be verified by Monday the 4th, which will turn out to be off
		second := handIn(t, r, civic.Aspiration, "")
		withdrawn := handIn(t, r, civic.Aspiration, "")
		rep, err := r.Store.ReportByCode(ctx, r.DB, withdrawn)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Casework.Act(ctx, civic.ReporterActor(rep.ID), withdrawn, civic.Command{Verb: civic.VerbWithdraw}); err != nil {
			t.Fatal(err)
		}
		if a, b := due(t, r, first), due(t, r, second); a != "2027-01-21 provisional" || b != "2027-01-11 provisional" {
			t.Fatalf("due %s and %s", a, b)
		}
		if n := waiting(t, r, directory.KindRecount); n != 1 {
			t.Errorf("%d recounts wait for the decree of 2026", n)
		}
		r.Import(r.Directory.ImportHolidays, of2027)
		recount := r.Jobs.Handlers()[directory.KindRecount]
		if err := recount(ctx, queue.Task{}); err != nil || due(t, r, second) != "2027-01-11 provisional" {
			t.Errorf("reckoned while holidays were still being entered: %s, %v", due(t, r, second), err)
		}
		r.Pass(16 * time.Minute)
		if n := waiting(t, r, directory.KindRecount); n != 2 {
			t.Errorf("%d recounts wait for two decrees", n)
		}
		letters := waiting(t, r, notify.KindLetter)
		for run := range 2 { // the second changes nothing
			if err := recount(ctx, queue.Task{}); err != nil {
				t.Fatal(err)
			}
			if a, b := due(t, r, first), due(t, r, second); a != "2027-01-25" || b != "2027-01-13" {
				t.Errorf("run %d: due %s and %s", run, a, b)
			}
			if n := waiting(t, r, notify.KindLetter) - letters; n != 2 {
				t.Errorf("run %d: %d letters", run, n)
			}
		}
		told(t, r, second)
		if err := r.Insight.Drain(ctx); err != nil {
			t.Fatal(err)
		}
		if drift, err := r.Store.TallyDrift(ctx, r.DB); err != nil || drift != 0 {
			t.Errorf("%d counts differ from a recount: %v", drift, err)
		}
		if after, err := r.Store.ReportByCode(ctx, r.DB, withdrawn); err != nil || after.Seq != 2 {
			t.Errorf("an ended report was touched: %d events, %v", after.Seq, err)
		}
	})
}

// told: the history and the letter say what moved.
func told(t *testing.T, r *apptest.Rig, code civic.TrackingCode) {
	t.Helper()
	rep, err := r.Store.ReportByCode(t.Context(), r.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	events, err := r.Store.Events(t.Context(), r.DB, rep.ID, 0)
	if err != nil || len(events) != 2 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	e := events[1]
	if want := "map[due_citizen:2027-01-11/2027-01-13 due_verify:2027-01-04/2027-01-05]"; e.Verb != civic.VerbRecount || fmt.Sprint(e.Detail) != want {
		t.Errorf("%s: %v, want %s", e.Verb, e.Detail, want)
	}
	letter, ok, err := r.Notify.Compose(t.Context(), notify.LetterArgs{Code: code, Seq: e.Seq})
	if err != nil || !ok {
		t.Fatalf("no letter: %v", err)
	}
	for _, want := range []string{"Senin, 11 Januari 2027 menjadi Rabu, 13 Januari 2027", "paling lambat Selasa, 5 Januari 2027"} {
		if !strings.Contains(letter.Text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, letter.Text)
		}
	}
}

// The inbox is in the order of the dates as they are after the decree.
func TestTheInboxFollowsTheDates(t *testing.T) {
	apptest.Each(t, december().Add(24*time.Hour), func(t *testing.T, r *apptest.Rig) {
		r.Import(r.Directory.ImportHolidays, of2026)
		r.Import(r.Directory.ImportRegions, "code,name\n51,Bali\n")
		bali, elsewhere := handIn(t, r, civic.Complaint, "51"), handIn(t, r, civic.Complaint, "")
		if got := order(t, r); !slices.Equal(got, []civic.TrackingCode{bali, elsewhere}) { // midnight comes earlier in Bali
			t.Fatalf("before: %v, want %v", got, []civic.TrackingCode{bali, elsewhere})
		}
		r.Import(r.Directory.ImportHolidays, "date,name,kind,decree,region_code\n2027-01-01,Tahun Baru,national,SKB 2027,\n2027-01-04,Hari raya,regional,,51\n")
		r.Pass(16 * time.Minute)
		if n, err := r.Casework.RecountDue(t.Context(), 1); n != 1 || err != nil { // page by page
			t.Errorf("%d moved, %v", n, err)
		}
		if got := order(t, r); !slices.Equal(got, []civic.TrackingCode{elsewhere, bali}) {
			t.Errorf("after: %v, want %v", got, []civic.TrackingCode{elsewhere, bali})
		}
		if got := due(t, r, elsewhere); got != "2027-01-22" { // firm now, and where it was
			t.Errorf("the other is due %s", got)
		}
		if rep, err := r.Store.ReportByCode(t.Context(), r.DB, elsewhere); err != nil || rep.Seq != 1 {
			t.Errorf("nothing moved, and yet %d events, %v", rep.Seq, err)
		}
	})
}

// Every way to change holidays leaves one recount on the queue, in the same transaction.
func TestEveryChangeOfHolidaysIsFollowedByARecount(t *testing.T) {
	apptest.Each(t, december(), func(t *testing.T, r *apptest.Rig) {
		ctx, desk := t.Context(), civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1}
		h := civic.Holiday{Date: civic.Date{Year: 2027, Month: time.March, Day: 10}, Name: "Idulfitri", Kind: civic.HolidayNational, Decree: "SKB 2027"}
		count := func(want int) {
			t.Helper()
			r.Pass(civic.RecountQuiet + 2*time.Minute)
			if n := waiting(t, r, directory.KindRecount); n != want {
				t.Errorf("%d recounts, want %d", n, want)
			}
		}
		if err := r.Directory.SaveHoliday(ctx, desk, h); err != nil {
			t.Fatal(err)
		}
		count(1)
		if err := r.Directory.DropHoliday(ctx, desk, r.Atlas.Current(ctx).Ref.HolIDs[0]); err != nil {
			t.Fatal(err)
		}
		count(2)
		r.Import(r.Directory.ImportHolidays, of2027)
		count(3)
		r.Import(r.Directory.ImportHolidays, of2027) // nothing new
		if err := r.Directory.SaveHoliday(ctx, desk, civic.Holiday{}); err == nil {
			t.Error("a holiday without a date was taken")
		}
		count(3)
	})
}
