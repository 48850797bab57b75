package jobs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
)

// The office is written to when it is asked, and whoever asked when no answer came in time, and when it came: once each, with
// the code and the day and no words, of a secret report too. Whoever is kept out in person hears nothing.
func TestLettersAboutDemands(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		secret := w.Pothole()
		secret.Secret = true
		got, _ := w.Handled(secret)
		away, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("nasional"), away.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: w.Officer("jalan").Officer, Message: "Petugas ini saudara pihak yang dilaporkan."})
		for _, code := range []civic.TrackingCode{got.Code, away.Code} {
			w.Do(w.Officer("pengawas"), code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandExplanation, Message: "PENANDA mengapa lambat?"})
		}
		sent := func(subject string) (to []string) {
			work(t, w, func() bool {
				return w.Number(`SELECT count(*) FROM job WHERE kind = $1 AND state <> 'done'`, notify.KindDemand) == 0
			})
			for _, m := range w.Mail.Messages() {
				if strings.Contains(m.Subject+m.Text, "PENANDA") || strings.Contains(m.Text, "Wonokromo") && m.To != "siti@warga.example" {
					t.Errorf("a letter holds words: %s", m.Text)
				}
				if strings.Contains(m.Subject, subject) {
					to = append(to, m.To+" "+m.Subject[len("Laporan "):len("Laporan ")+len(got.Code.Display())])
				}
			}
			return to
		}
		if to := sent("Anda diminta menjawab"); !slices.Equal(to, []string{"jalan@contoh.example " + got.Code.Display()}) {
			t.Errorf("asked: %v", to)
		}
		w.Pass(20 * 24 * time.Hour)
		for range 2 {
			if err := call(t, w, "remind"); err != nil {
				t.Fatal(err)
			}
		}
		if to := sent("belum dijawab"); len(to) != 2 || !strings.HasPrefix(to[0], "pengawas@") || !strings.HasPrefix(to[1], "pengawas@") {
			t.Errorf("overdue: %v", to)
		}
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbExplain, Message: "PENANDA alat rusak."})
		if to := sent("sudah dijawab"); !slices.Equal(to, []string{"pengawas@contoh.example " + got.Code.Display()}) {
			t.Errorf("answered: %v", to)
		}
		if n := w.Number(`SELECT count(*) FROM job WHERE args LIKE '%PENANDA%'`); n != 0 {
			t.Errorf("%d jobs hold words", n)
		}
	})
}
