package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/channel"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/queue"
	"tuntas/internal/vault"
)

// work runs a worker until ready says so, at most a minute.
func work(t *testing.T, w *apptest.Town, ready func() bool) {
	t.Helper()
	worker, err := queue.NewWorker(w.Queue, w.DB, queue.Config{Handlers: w.Jobs.Handlers(), Poll: 5 * time.Millisecond, Backoff: func(int) time.Duration { return time.Minute }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan error, 1)
	go func() { done <- worker.Run(ctx) }()
	for deadline := time.Now().Add(time.Minute); !ready() && time.Now().Before(deadline); {
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if !ready() {
		t.Fatal("the worker did not get there within a minute")
	}
}

// letters counts the jobs of letters in a state.
func letters(w *apptest.Town, state string) int {
	return w.Number(`SELECT count(*) FROM job WHERE kind = 'letter' AND state = $1`, state)
}

// call runs one handler once, as the worker would.
func call(t *testing.T, w *apptest.Town, kind string) error {
	t.Helper()
	return w.Jobs.Handlers()[kind](t.Context(), queue.Task{Kind: kind, Args: []byte("null")})
}

func TestEachLetterIsSentOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		var codes []string
		for range 4 {
			got, _ := w.Handled(w.Pothole())
			codes = append(codes, got.Code.Display())
		}
		work(t, w, func() bool { return letters(w, "done") == 12 })
		work(t, w, func() bool { return letters(w, "ready") == 0 }) // a second worker finds nothing to do
		seen := map[string]bool{}
		for _, m := range w.Mail.Messages() {
			if seen[m.ID] || m.To != "siti@warga.example" || m.Text == "" {
				t.Errorf("%+v", m)
			}
			seen[m.ID] = true
		}
		if len(seen) != 12 {
			t.Errorf("%d letters about %q, want 12", len(seen), codes)
		}
	})
}

func TestLetterIsTriedAgainUntilItIsTaken(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		var tries atomic.Int64
		w.Mail.Fail = func(channel.Message) error {
			if tries.Add(1) <= 3 {
				return errors.New("the mail server is down")
			}
			return nil
		}
		w.Submit(w.Pothole())
		for i := range 3 {
			work(t, w, func() bool { return tries.Load() == int64(i+1) && letters(w, "ready") == 1 })
			w.Pass(time.Minute)
		}
		work(t, w, func() bool { return letters(w, "done") == 1 })
		if all := w.Mail.Messages(); len(all) != 1 || tries.Load() != 4 {
			t.Errorf("%d letters after %d tries", len(all), tries.Load())
		}
	})
}

func TestLetterThatCannotBeDeliveredIsGivenUp(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Mail.Fail = func(channel.Message) error { return channel.Permanent(errors.New("no such mailbox")) }
		w.Submit(w.Pothole())
		work(t, w, func() bool { return letters(w, "dead") == 1 })
		if n, err := w.Queue.Dead(t.Context(), w.DB); n != 1 || err != nil {
			t.Errorf("%d dead, %v", n, err)
		}
	})
}

// Without a mail server nothing is sent, and nothing waits for one.
func TestNoMailServer(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Jobs.Mail = nil
		got := w.Submit(w.Pothole())
		work(t, w, func() bool { return letters(w, "done") == 1 })
		if n := w.Number(`SELECT count(*) FROM identity_read WHERE report_id = $1`, int64(got.Report.ID)); n != 0 {
			t.Errorf("the address was opened %d times to write to nobody", n)
		}
	})
}

func TestWakeClosesWhatIsDue(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah."})
		w.Pass(30 * 24 * time.Hour)
		if err := call(t, w, "wake"); err != nil {
			t.Fatal(err)
		}
		r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil || r.State != civic.Closed {
			t.Errorf("%s, %v", r.State, err)
		}
		w.Settled()
	})
}

func TestExpiryForgetsInTime(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Key = "kunci"
		first := w.Submit(req)
		if err := w.Intake.SaveDraft(t.Context(), "kue", "isi"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Casework.OpenWithPIN(t.Context(), first.Code, "000000", "a"); err == nil {
			t.Fatal("a wrong PIN opened")
		}
		pass, err := w.Casework.Pass(first.Code, civic.ReporterActor(first.Report.ID))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.EndPass(t.Context(), pass); err != nil {
			t.Fatal(err)
		}
		left := func() string {
			return fmt.Sprint(w.Number(`SELECT count(*) FROM draft`), w.Number(`SELECT count(*) FROM idempotency`), w.Number(`SELECT count(*) FROM attempt`), w.Number(`SELECT count(*) FROM ended_pass`))
		}
		for _, step := range []struct {
			pass time.Duration
			left string
		}{{0, "1 1 3 1"}, {2 * time.Hour, "1 1 0 1"}, {time.Second, "1 1 0 0"}, {22 * time.Hour, "0 0 0 0"}} {
			w.Pass(step.pass)
			if err := call(t, w, "expire"); err != nil || left() != step.left {
				t.Errorf("after %v: %s, want %s; %v", step.pass, left(), step.left, err)
			}
		}
		if w.Submit(req).Repeated {
			t.Error("the key was remembered for more than a day")
		}
	})
}

// Files that belong to no report go, after three days; those of reports stay, thumbnails too.
func TestSweepTakesOrphansOnly(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		file := func(side int) evidence.File {
			img := image.NewGray(image.Rect(0, 0, side, side))
			for i := range img.Pix {
				img.Pix[i] = byte(side / 10) // another shade, so that no two thumbnails are the same file
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			f, err := w.Evidence.Clean(t.Context(), "foto.png", b.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		owned, orphan := file(700), file(800)
		req := w.Pothole()
		req.Files = []evidence.File{owned}
		w.Submit(req)
		exists := func(hash string) bool {
			ok, err := w.Blobs.Exists(t.Context(), hash)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		wall := time.Now() // files carry the time of the disk
		w.Pass(wall.Add(71 * time.Hour).Sub(w.Clock()))
		if err := call(t, w, "sweep"); err != nil || !exists(orphan.Hash) {
			t.Errorf("taken too early; %v", err)
		}
		w.Pass(2 * time.Hour)
		if err := call(t, w, "sweep"); err != nil {
			t.Fatal(err)
		}
		if exists(orphan.Hash) || exists(orphan.Thumb) || !exists(owned.Hash) || owned.Thumb == "" || !exists(owned.Thumb) {
			t.Errorf("orphan %v %v, owned %v %v", exists(orphan.Hash), exists(orphan.Thumb), exists(owned.Hash), exists(owned.Thumb))
		}
	})
}

func TestFollowKeepsUpUntilItIsStopped(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Jobs.Follow(ctx) }()
		for i := range 20 {
			req := w.Pothole()
			req.Key, req.Caller = fmt.Sprint(i), vault.HashToken("x")
			w.Submit(req)
		}
		for deadline := time.Now().Add(time.Minute); w.Number(`SELECT count(*) FROM feed`) > 0 && time.Now().Before(deadline); {
			time.Sleep(10 * time.Millisecond)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if n := w.Number(`SELECT count(*) FROM feed`); n != 0 {
			t.Errorf("%d events wait", n)
		}
		w.Settled()
	})
}
