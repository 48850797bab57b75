package officer_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// What the desk was told stands in a list of its own, by day, and leads on from the inbox; a secret report's text does
// not, to whoever may not read it.
func TestRemindersOfTheDesk(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		if p := o.As("jalan").Get("/petugas/pengingat"); p.Status != http.StatusOK || !p.Has("Belum ada pengingat") {
			t.Errorf("the empty list answers %d", p.Status)
		}
		first := atRoads(o, nil)
		secret := atRoads(o, func(r *intake.Request) { r.Secret = true })
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 30 {
			o.Pass(24 * time.Hour)
			if _, err := o.Casework.RemindDue(t.Context(), 50); err != nil {
				t.Fatal(err)
			}
		}
		p := o.As("jalan").Get("/petugas/pengingat")
		stafftest.Rules(t, p)
		for _, words := range []string{"Jawaban pertama: 50 persen waktunya sudah terpakai. Hari terakhirnya", "Menyelesaikan: hari ini hari terakhir."} {
			if !p.Has(words) {
				t.Errorf("the holder is not told %q", words)
			}
		}
		up := o.As("kota").Get("/petugas/pengingat")
		stafftest.Rules(t, up)
		if !up.Has("Naik 2 tingkat karena belum ditangani") || !up.Has("terlambat. Hari terakhirnya") {
			t.Error("the city is not told that nobody acted")
		}
		top := o.As("nasional").Get("/petugas/pengingat")
		link := strings.Index(top.Body, pageOf(secret)+`">`)
		if link < 0 || !strings.HasPrefix(top.Body[link+len(pageOf(secret)+`">`):], "Laporan rahasia") {
			t.Error("the national desk is not told of a secret report, or reads its title")
		}
		if p := o.As("sosial").Get("/petugas/pengingat"); p.Has(secret.Code.Display()) || !p.Has("Belum ada pengingat") {
			t.Error("another desk is told")
		}
		if p.Has("Sudah ditangani.") {
			t.Error("what nobody answered is told as dealt with")
		}
		o.Do(o.Actor("jalan"), first.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."})
		if p := o.As("jalan").Get("/petugas/pengingat"); !p.Has("Sudah ditangani.") {
			t.Error("what was answered is told as if it were not")
		}
		o.Do(o.Actor("jalan"), secret.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan-kami", Message: "Bukan wewenang kami, ini jalan provinsi."})
		if p := o.As("jalan").Get("/petugas/pengingat"); p.Has(secret.Code.Display()) {
			t.Error("whoever gave it back is told still")
		}
	})
}
