package casework_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

// clock moves to a moment of WIB.
func clock(t *testing.T, w *apptest.Town, when string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", when, civic.WIB.Location())
	if err != nil {
		t.Fatal(err)
	}
	w.Pass(at.Sub(w.Clock()))
}

// digested sends the letters of a moment, and returns those that came, by officer.
func digested(t *testing.T, w *apptest.Town, when string) map[civic.ID][]notify.Digest {
	t.Helper()
	clock(t, w, when)
	if err := w.Insight.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.DB.Exec(t.Context(), `DELETE FROM job WHERE kind = $1`, notify.KindDigest); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Casework.SendDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
	return queuedDigests(t, w)
}

func queuedDigests(t *testing.T, w *apptest.Town) map[civic.ID][]notify.Digest {
	t.Helper()
	rows, err := w.DB.Query(t.Context(), `SELECT args FROM job WHERE kind = $1 ORDER BY id`, notify.KindDigest)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[civic.ID][]notify.Digest{}
	for rows.Next() {
		var args string
		var d notify.Digest
		if err := rows.Scan(&args); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(args), &d); err != nil {
			t.Fatal(err)
		}
		out[d.Officer] = append(out[d.Officer], d)
	}
	return out
}

// daily is the letter of the day of an officer, nil for none.
func daily(all map[civic.ID][]notify.Digest, who civic.Actor) *notify.Digest {
	for i := range all[who.Officer] {
		if d := &all[who.Officer][i]; d.Week == nil {
			return d
		}
	}
	return nil
}

// On a working day, when the office opens, to whoever has anything to do: what is late, what is due, what waits.
func TestLetterOfTheDay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		lengthens(t, w)
		joko, head, above := w.Officer("jalan"), w.Officer("kepala"), w.Officer("nasional")
		secret := w.Pothole()
		secret.Secret, secret.Title, secret.Body = true, "PENANDA rahasia", "PENANDA rahasia tentang jalan berlubang."
		hidden, _ := w.Handled(secret)
		got, _ := w.Handled(w.Pothole())
		asks(t, w, joko, got.Code)
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: joko.Officer})
		w.Do(head, got.Code, civic.Command{Verb: civic.VerbNote, Message: "Bagaimana ini?", Mentions: []civic.ID{joko.Officer}})

		for _, quiet := range []string{"2026-03-03 07:55", "2026-03-03 09:31", "2026-03-07 08:05", "2026-03-19 08:05"} {
			if all := digested(t, w, quiet); len(all) != 0 {
				t.Errorf("on %s there are letters: %+v", quiet, all)
			}
		}
		w.Pass(-30 * 24 * time.Hour)
		all := digested(t, w, "2026-03-09 08:05")
		d := daily(all, joko)
		if d == nil || d.Late != 0 || d.Today != 2 || d.Soon != 0 || d.Mine != 1 || d.Mentions != 1 || d.Drafts != 0 || len(d.Lines) != 2 || d.Lines[0].Late {
			t.Fatalf("the holder is told %+v", d)
		}
		if d = daily(all, head); d == nil || d.Today != 2 || d.Drafts != 1 || len(d.Lines) != 2 {
			t.Errorf("the head is told %+v", d)
		}
		if d = daily(all, above); d == nil || d.Drafts != 1 || len(d.Lines) != 1 || d.Lines[0].Code != got.Code {
			t.Errorf("the national desk, which may not read %s, is told %+v", hidden.Code, d)
		}
		for _, name := range []string{"auditor", "pengawas", "kemen", "dinkes"} {
			if d = daily(all, w.Officer(name)); d != nil {
				t.Errorf("%s is told %+v", name, d)
			}
		}
		if n := w.Number(`SELECT count(*) FROM job WHERE kind = $1 AND args LIKE '%PENANDA%'`, notify.KindDigest); n != 0 {
			t.Errorf("%d letters hold the words of a secret report", n)
		}
		if d = daily(digested(t, w, "2026-03-10 08:00"), joko); d == nil || d.Late != 2 || !d.Lines[0].Late {
			t.Errorf("a day later the holder is told %+v", d)
		}
	})
}

// Heads have a letter of the week besides, on its first working day.
func TestLetterOfTheWeek(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Handled(w.Pothole())
		done, _ := w.Handled(w.Pothole())
		joko, head := w.Officer("jalan"), w.Officer("kepala")
		w.Do(joko, done.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami tambal Selasa, 3 Maret."})
		w.Do(joko, done.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang ditambal Senin, 2 Maret."})
		week := func(when string, who civic.Actor) *notify.DigestWeek {
			for _, d := range digested(t, w, when)[who.Officer] {
				if d.Week != nil {
					return d.Week
				}
			}
			return nil
		}
		if w := week("2026-03-05 08:10", head); w != nil {
			t.Errorf("on a Thursday the head is told %+v", w)
		}
		if w := week("2026-03-09 08:10", joko); w != nil {
			t.Errorf("a handler is told of the week: %+v", w)
		}
		got := week("2026-03-09 08:20", head)
		if got == nil || got.Agency != "Pemerintah Kota Surabaya" || len(got.Units) != 2 || got.Units[1] != (notify.DigestUnit{Name: "Dinas Pekerjaan Umum", Due: 1, Closed: 1}) {
			t.Fatalf("on Monday the head is told %+v", got)
		}
		// The week of 16 March ends on Wednesday: Nyepi, Idul Fitri and the leave after it are none.
		if w := week("2026-03-24 08:05", head); w == nil {
			t.Error("nothing on the Tuesday after a Monday off")
		}
	})
}

// Many servers at once: one letter for each officer and day. Whoever wants none has none, and may read it all the same.
func TestLettersAreMadeOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Handled(w.Pothole())
		joko := w.Officer("jalan")
		all := digested(t, w, "2026-03-09 08:05")
		if len(all[joko.Officer]) != 1 {
			t.Fatalf("%+v", all)
		}
		if n, err := w.Casework.SendDigests(t.Context()); n != 0 || err != nil {
			t.Errorf("%d letters are made once more, %v", n, err)
		}
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if _, err := w.Casework.SendDigests(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for id, letters := range queuedDigests(t, w) {
			if len(letters) != len(all[id]) {
				t.Errorf("officer %d has %d letters, not %d", id, len(letters), len(all[id]))
			}
		}
		if err := w.Directory.SaveSetting(t.Context(), joko, notify.SettingDigest, `{"off":true}`); err != nil {
			t.Fatal(err)
		}
		if d := daily(digested(t, w, "2026-03-10 08:05"), joko); d != nil {
			t.Errorf("who wants none is told %+v", d)
		}
		if d, err := w.Casework.Digest(t.Context(), joko); err != nil || d.Late != 1 {
			t.Errorf("the page shows %+v, %v", d, err)
		}
		if _, err := w.Casework.Digest(t.Context(), civic.Actor{Role: civic.RolePublic}); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("strangers are answered %v", err)
		}
		if err := w.Directory.SaveSetting(t.Context(), joko, notify.SettingDigest, `{"lang":"en"}`); err != nil {
			t.Fatal(err)
		}
		d := daily(digested(t, w, "2026-03-11 08:05"), joko)
		if d == nil || d.Lang != "en" || !strings.Contains(strings.Join(d.Text(i18n.For(d.Lang)), " "), "Past their deadline: 1") {
			t.Errorf("in English: %+v", d)
		}
	})
}
