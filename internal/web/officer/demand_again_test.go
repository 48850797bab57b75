package officer_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// demandsOf counts what is asked from above about a report.
func demandsOf(t *testing.T, o *stafftest.Office, code civic.TrackingCode) int {
	t.Helper()
	r, err := o.Store.ReportByCode(t.Context(), o.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Store.Demands(t.Context(), o.DB, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// A request to explain that is sent twice is one: pressed twice, or written anew while the first waits for its answer. Other
// words, another kind and somebody else's request are others; so it is with a secret report, whose words are not on the page.
func TestADemandSentTwiceIsOne(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		for _, secret := range []bool{false, true} {
			got := atRoads(o, func(r *intake.Request) { r.Secret = secret })
			at := "/petugas/laporan/" + got.Code.Display()
			b := o.As("pembina")
			send := at + "/minta-penjelasan"
			first := b.Get(at).Form(send).Set("kind", "explanation").Set("message", "Mengapa belum ada kabar?").Set("days", "3")
			told := func(p *stafftest.Page) bool { return strings.Contains(stafftest.Words(p.Doc), "sudah dikirim tadi") }
			if p := first.Send(); told(p) || p.Status != 200 {
				t.Fatalf("the first is answered %d", p.Status)
			}
			p := first.Send()
			if n := demandsOf(t, o, got.Code); n != 1 || !told(p) {
				t.Errorf("secret %v: pressed twice there are %d, answered %d", secret, n, p.Status)
			}
			stafftest.Rules(t, p)
			if secret {
				continue
			}
			p = b.Get(at).Form(send).Set("kind", "explanation").Set("message", " Mengapa belum  ada kabar? ").Set("days", "3").Send()
			if n := demandsOf(t, o, got.Code); n != 1 || !told(p) {
				t.Errorf("written anew there are %d, answered %d", n, p.Status)
			}
			for i, x := range []struct{ who, kind, message string }{
				{"pembina", "instruction", "Mengapa belum ada kabar?"}, {"pembina", "explanation", "Siapa yang memeriksa?"}, {"kota", "explanation", "Mengapa belum ada kabar?"},
			} {
				p := o.As(x.who).Get(at).Form(send).Set("kind", x.kind).Set("message", x.message).Set("days", "3").Send()
				if n := demandsOf(t, o, got.Code); n != i+2 || told(p) {
					t.Errorf("%+v: there are %d, answered %d", x, n, p.Status)
				}
			}
		}
	})
}
