package casework_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// A report holds so many files and no more, however many come at once; what was taken in stays.
func TestAReportHoldsSoManyFiles(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		var made atomic.Int64
		send := func(who civic.Actor, n int) error {
			files := make([]evidence.File, n)
			for i := range files {
				files[i] = evidence.File{Hash: fmt.Sprint("h", made.Add(1)), MediaType: "image/jpeg", Size: 1, Name: "foto.jpg"}
			}
			_, err := w.Casework.Act(t.Context(), who, got.Code, civic.Command{Verb: civic.VerbAttach}, files...)
			return err
		}
		full := func(err error) bool {
			e, ok := errors.AsType[*civic.Error](err)
			return ok && e.Kind == civic.KindInvalid && e.Field == "files" && e.Key == "error.files_full"
		}
		have := func() int {
			return w.Number(`SELECT count(*) FROM attachment WHERE report_id = $1`, int64(got.Report.ID))
		}
		fill := func(who civic.Actor, most int) {
			t.Helper()
			before := have()
			var all sync.WaitGroup
			var refused atomic.Int64
			for range most/5 + 6 {
				all.Go(func() {
					switch err := send(who, 5); {
					case full(err):
						refused.Add(1)
					case err != nil:
						t.Error(err)
					}
				})
			}
			all.Wait()
			if n := have() - before; n != most || refused.Load() != 6 {
				t.Errorf("%s: %d files were taken in, want %d; %d times refused", who.Role, n, most, refused.Load())
			}
			if err := send(who, 1); !full(err) {
				t.Errorf("%s: one more: %v", who.Role, err)
			}
			if err := w.Casework.May(t.Context(), who, got.Code, civic.VerbAttach); !full(err) {
				t.Errorf("%s: before anything is sent: %v", who.Role, err)
			}
		}
		if err := w.Casework.May(t.Context(), reporter, got.Code, civic.VerbAttach); err != nil {
			t.Error(err)
		}
		fill(reporter, casework.MaxReporterFiles)
		fill(w.Officer("jalan"), casework.MaxOfficeFiles)
		if v, err := w.Casework.View(t.Context(), reporter, got.Code); err != nil || len(v.Files) != casework.MaxReporterFiles+casework.MaxOfficeFiles {
			t.Errorf("%d files are listed, %v", len(v.Files), err)
		}
		// Words still find their way.
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."})
	})
}

// Files that come with a message count like those that come alone, and the message is not half done.
func TestFilesOfMessagesCount(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		reply := func(n int) error {
			files := make([]evidence.File, n)
			for i := range files {
				files[i] = evidence.File{Hash: "h", MediaType: "image/jpeg", Size: 1, Name: "foto.jpg"}
			}
			_, err := w.Casework.Act(t.Context(), reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Lihat foto."}, files...)
			return err
		}
		for range casework.MaxReporterFiles/5 - 1 {
			if err := reply(5); err != nil {
				t.Fatal(err)
			}
		}
		if err := reply(3); err != nil {
			t.Fatal(err)
		}
		before := w.Number(`SELECT count(*) FROM event`)
		if err := reply(3); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("three where there is room for two: %v", err)
		}
		if n := w.Number(`SELECT count(*) FROM event`); n != before {
			t.Errorf("a refused message left %d events", n-before)
		}
		if err := reply(2); err != nil {
			t.Errorf("two where there is room for two: %v", err)
		}
	})
}
