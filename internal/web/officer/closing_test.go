package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// Each question of a closing says to which outcomes it belongs, and what was typed for another outcome is not sent.
func TestClosingAsksWithItsOutcomes(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		for code, asks := range map[string]civic.Asks{"tak-bisa": "ground", "diarahkan": "referred_to"} {
			if _, err := o.Directory.SaveReason(t.Context(), o.Actor("nasional"), civic.Reason{List: civic.ReasonsOutcome, Code: code, TextID: "Hasil " + code + ".", TextEN: "Outcome " + code + ".",
				From: civic.Date{Year: 2026, Month: 1, Day: 1}, Asks: asks, Source: "Uji"}); err != nil {
				t.Fatal(err)
			}
		}
		got := atRoads(o, nil)
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur Selasa, 24 November."})
		b := o.As("jalan")
		p := b.Get(pageOf(got))
		outcomes, asks := map[string]string{}, map[string]bool{}
		for n := range stafftest.Elements(p.Doc) {
			if stafftest.Attr(n, "name") == "outcome" {
				outcomes[stafftest.Attr(n, "value")] = stafftest.Attr(n, "data-asks")
			}
			if stafftest.HasAttr(n, "data-ask") && n.FirstChild != nil {
				asks[stafftest.Attr(n, "data-ask")] = true
			}
		}
		if !asks["ground"] || !asks["referred_to"] {
			t.Fatalf("marked questions: %v", asks)
		}
		plain, grounded := "", ""
		for code, of := range outcomes {
			switch {
			case strings.Contains(of, "ground"):
				grounded = code
			case of == "" || of == "done_on":
				plain = code
			}
		}
		if grounded == "" || plain == "" {
			t.Fatalf("outcomes and what they ask for: %v", outcomes)
		}
		closing := func(outcome string) *stafftest.Form {
			return b.Get(pageOf(got)).Form(pageOf(got)+"/tutup").Set("outcome", outcome).Set("message", "Jalan ini milik pengembang perumahan, bukan milik kota.").
				Set("ground", "Peraturan Daerah 7/2010").Set("done_on_day", "23").Set("done_on_month", "11").Set("done_on_year", "2026").Set("quality_reason", "teks sudah diperiksa")
		}
		if p = closing(plain).Send(); p.Status != http.StatusOK {
			t.Fatalf("closing as %s answers %d: %s", plain, p.Status, stafftest.Words(p.Doc))
		}
		if b.Get(pageOf(got)).Has("Peraturan Daerah 7/2010") {
			t.Errorf("what was typed for %s went out with %s", grounded, plain)
		}
	})
}

// The form that mends a text says which text: an answer is no news, and the news no answer.
func TestCorrectingSaysWhat(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur Selasa, 24 November."})
	p := o.As("jalan").Get(pageOf(got))
	if !p.Has("Perbaiki kabar ini") || !p.Has("Bunyi kabar yang benar") || p.Has("Perbaiki jawaban ini") {
		t.Error("the news is mended as an answer")
	}
}

// In the filters the first entry of every list means all.
func TestFiltersBeginWithAll(t *testing.T) {
	o := stafftest.One(t)
	p := o.As("kota").Get("/petugas")
	for n := range stafftest.Elements(p.Doc, "select") {
		if id := stafftest.Attr(n, "id"); strings.HasPrefix(id, "saring-") {
			if first := stafftest.Words(firstOption(n)); !strings.HasPrefix(first, "Semua") {
				t.Errorf("%s begins with %q", id, first)
			}
		}
	}
}

func firstOption(list *html.Node) *html.Node {
	for n := range stafftest.Elements(list, "option") {
		return n
	}
	return list
}
