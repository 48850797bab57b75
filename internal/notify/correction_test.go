package notify_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// A reporter is told how a report was closed, in a sentence, and of every correction.
func TestLettersOfClosingsAndCorrections(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		joko := w.Officer("jalan")
		got, _ := w.Handled(w.Pothole())
		told := w.Do(joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur Selasa, 3 Maret."})
		last := func() string {
			t.Helper()
			all := queued(t, w)
			return compose(t, w, all[len(all)-1]).Text
		}
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbCorrect, Corrects: told.Seq, Message: "Kami ukur Rabu, 4 Maret.", Why: "Harinya keliru."})
		if text := last(); !strings.Contains(text, "Bidang Jalan memperbaiki jawabannya. Alasannya: Harinya keliru.") || !strings.Contains(text, "Kami ukur Rabu, 4 Maret.") {
			t.Errorf("the letter of a correction says:\n%s", text)
		}
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang ditambal.", DoneOn: civic.Date{Year: 2026, Month: 3, Day: 2}})
		text := last()
		if !strings.Contains(text, "Bidang Jalan menutup laporan pada 2 Maret 2026. Hasilnya: Masalahnya sudah diselesaikan. Lubang ditambal.") ||
			strings.Count(text, "Lubang ditambal.") != 1 || !strings.Contains(text, "Anda belum menyatakan masalahnya beres.") {
			t.Errorf("the letter of a closing says:\n%s", text)
		}
		secret := w.Pothole()
		secret.Secret = true
		hidden, _ := w.Handled(secret)
		told = w.Do(joko, hidden.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "PENANDA, Selasa, 3 Maret."})
		w.Do(joko, hidden.Code, civic.Command{Verb: civic.VerbCorrect, Corrects: told.Seq, Message: "PENANDA, Rabu, 4 Maret.", Why: "PENANDA keliru."})
		if text := last(); strings.Contains(text, "PENANDA") || strings.Contains(text, "Bidang Jalan") {
			t.Errorf("the letter of a secret report says:\n%s", text)
		}
	})
}
