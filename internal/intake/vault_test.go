package intake_test

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/vault"
)

// A copy of the database, of its files, of everything on the disk tells nobody who reported, no PIN, and
// nothing of a draft: those are sealed with a key that is not in it.
func TestNobodyIsFoundInACopyOfTheDatabase(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Identity.Name, req.Identity.Email, req.Identity.Phone = "Penanda Namaku", "penanda.surat@warga.example", "0899-7766-5544"
		req.Key, req.Caller = "penanda-kunci", "203.0.113.77"
		got, reporter := w.Handled(req)
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah kami tambal."})
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Belum rata."})
		if _, err := w.Casework.Reveal(t.Context(), w.Officer("jalan"), got.Code, "menelepon pelapor"); err != nil {
			t.Fatal(err)
		}
		if err := w.Intake.SaveDraft(t.Context(), "penanda-kue", map[string]string{"body": "penanda draf", "name": "Penanda Namaku"}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Casework.OpenWithPIN(t.Context(), got.Code, string(got.PIN), "203.0.113.77"); err != nil {
			t.Fatal(err)
		}
		w.Settled()
		markers := []string{"Penanda Namaku", "penanda.surat", "89977665544", "0899-7766", "penanda-kunci", "penanda-kue", "penanda draf", "203.0.113.77", `"pin"`}
		for table, dump := range w.Dump() {
			for _, m := range markers {
				if strings.Contains(strings.ToLower(dump), strings.ToLower(m)) || strings.Contains(dump, hex.EncodeToString([]byte(m))) {
					t.Errorf("%q stands in table %s", m, table)
				}
			}
		}
		for path, b := range w.Disk() {
			for _, m := range markers {
				if strings.Contains(b, m) {
					t.Errorf("%q stands in %s", m, path)
				}
			}
		}
	})
}

// The dump would show what is not sealed: without that, finding nothing in it proves nothing.
func TestDumpShowsWhatIsNotSealed(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Body = "Penanda terbuka: jalan berlubang di depan pasar."
		got := w.Submit(req)
		dump := w.Dump()
		if !strings.Contains(dump["report_text"], req.Body) || !strings.Contains(dump["report"], string(got.Code)) {
			t.Error("the dump does not hold the open text")
		}
		if !w.DB.Dialect().Postgres() {
			found := false
			for _, b := range w.Disk() {
				found = found || strings.Contains(b, "Penanda terbuka")
			}
			if !found {
				t.Error("the disk does not hold the open text")
			}
		}
	})
}

func TestSealedIdentityOpensNowhereElse(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, b := w.Submit(w.Pothole()), w.Submit(w.Pothole())
		if _, err := w.DB.Exec(t.Context(), `UPDATE identity SET sealed = (SELECT sealed FROM identity WHERE report_id = $1) WHERE report_id = $2`, int64(a.Report.ID), int64(b.Report.ID)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Casework.Reveal(t.Context(), w.Officer("nasional"), b.Code, "memeriksa berkas"); err == nil {
			t.Error("the identity of one report opened as that of another")
		}
		if _, err := w.Casework.Reveal(t.Context(), w.Officer("nasional"), a.Code, "memeriksa berkas"); err != nil {
			t.Error(err)
		}
	})
}

func TestDraftIsKeptForADay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		type form struct{ Body string }
		load := func(token string) (f form, err error) { return f, w.Intake.Draft(t.Context(), token, &f) }
		if _, err := load(""); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
		for _, body := range []string{"satu", "dua"} {
			if err := w.Intake.SaveDraft(t.Context(), "kue", form{body}); err != nil {
				t.Fatal(err)
			}
		}
		if f, err := load("kue"); err != nil || f.Body != "dua" {
			t.Errorf("%+v %v", f, err)
		}
		if _, err := load("lain"); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
		// A draft under another cookie does not open, and one that was damaged is as good as gone.
		if _, err := w.DB.Exec(t.Context(), `INSERT INTO draft (token, sealed, changed_at) SELECT $1, sealed, changed_at FROM draft`, vault.HashToken("curian")); err != nil {
			t.Fatal(err)
		}
		if _, err := load("curian"); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
		w.Pass(24*time.Hour - time.Second)
		if _, err := load("kue"); err != nil {
			t.Error(err)
		}
		w.Pass(time.Second)
		if _, err := load("kue"); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
		if err := w.Intake.DropDraft(t.Context(), "kue"); err != nil || w.Number(`SELECT count(*) FROM draft`) != 1 {
			t.Errorf("dropped: %v", err)
		}
	})
}
