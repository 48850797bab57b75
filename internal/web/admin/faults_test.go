package admin_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// summed are the boxes to which the list of mistakes above a form leads, in its order.
func summed(p *stafftest.Page) string {
	var out []string
	for box := range stafftest.Elements(p.Doc, "div") {
		if !strings.Contains(stafftest.Attr(box, "class"), "errsum") {
			continue
		}
		for a := range stafftest.Elements(box, "a") {
			out = append(out, strings.TrimPrefix(stafftest.Attr(a, "href"), "#"))
		}
	}
	return strings.Join(out, " ")
}

// Whoever saves a rule of competence or of reminders reads at once all that is to be mended, each at its box; whoever only
// looks for an office reads none of it.
func TestAllMistakesOfARuleAtOnce(t *testing.T) {
	o := stafftest.One(t)
	list := "/kelola/wewenang/" + o.Agency("kota").ID.String()
	fill := func() *stafftest.Form {
		return o.As("kota").Get(list+"/baru").Form(list+"/baru").Set("name", "").Set("words", "yang, lampu").Set("source", strings.Repeat("a", 201)).
			Set("from_day", "31").Set("from_month", "2").Set("from_year", "2027").Set("until_day", "").Set("target", "")
	}
	p := fill().Send()
	stafftest.Rules(t, p)
	if got := summed(p); p.Status != http.StatusUnprocessableEntity || got != "from_day name words target source" && got != "from name words target source" {
		t.Errorf("saving answers %d and leads to %q", p.Status, got)
	}
	p = fill().Set("target", "Tidak ada kantor begini").Send()
	if got := summed(p); !strings.Contains(got, "target") || strings.Count(got, "target") != 1 || !strings.Contains(got, "name") || !strings.Contains(got, "words") {
		t.Errorf("with an office that is not there it leads to %q", got)
	}
	if p = fill().Set("target", "Dinas").Set("do", "target").Send(); summed(p) != "" {
		t.Errorf("looking for an office leads to %q", summed(p))
	}
	at := "/kelola/batas-waktu/pengingat/baru"
	p = o.As("nasional").Get(at).Form(at).Set("shares", "90, 20").Set("every", "999").Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2020").Send()
	stafftest.Rules(t, p)
	if got := summed(p); p.Status != http.StatusUnprocessableEntity || strings.Count(got, " ") != 2 || !strings.Contains(got, "shares") || !strings.Contains(got, "every") || !strings.Contains(got, "effective_from") {
		t.Errorf("a rule of reminders answers %d and leads to %q", p.Status, got)
	}
}
