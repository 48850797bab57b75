package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// ruleNames are the names of the rules on a page, in their order.
func ruleNames(p *stafftest.Page) string {
	var out []string
	for ol := range stafftest.Elements(p.Doc, "ol") {
		if !strings.Contains(stafftest.Attr(ol, "class"), "ordered") {
			continue
		}
		for li := range stafftest.Elements(ol, "li") {
			for n := range stafftest.Elements(li, "a", "b") {
				if n.Parent == li && li.Parent == ol {
					out = append(out, stafftest.Words(n))
				}
			}
		}
		break
	}
	return strings.Join(out, ", ")
}

// hrefOf is the address of a link by its words.
func hrefOf(t *testing.T, p *stafftest.Page, words string) string {
	t.Helper()
	for n := range stafftest.Elements(p.Doc, "a") {
		if stafftest.Words(n) == words {
			return stafftest.Attr(n, "href")
		}
	}
	t.Fatalf("%s has no link %q", p.Path, words)
	return ""
}

// A coordinator writes, orders, tries, ends and removes rules, without scripts; every saving is a version.
func TestRulesOfCompetence(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		list := "/kelola/wewenang/" + o.Agency("kota").ID.String()
		b := o.As("kota")
		p := b.Get("/kelola/wewenang")
		stafftest.Rules(t, p)
		if p.Path != list || !p.Has("Belum ada aturan") {
			t.Fatalf("the own rules: %d at %s", p.Status, p.Path)
		}
		known := b.Get(list + "/baru?wilayah=35.78&jenis=complaint&topik=" + topicID(t, o, "jalan") + "&tujuan=" + o.Agency("dinas-pu").ID.String()).Form(list + "/baru")
		if known.Value("region") != "Kota Surabaya, Jawa Timur" || known.Value("class") != "complaint" || known.Value("topic") != topicID(t, o, "jalan") || !strings.HasPrefix(known.Value("target"), "Dinas Pekerjaan Umum") {
			t.Error("what the address knows is not in the form")
		}
		f := b.Get(list + "/baru").Form(list + "/baru")
		p = f.Set("name", "").Set("target", "Dinas Sosial, Pemerintah Kota Andalan").Send()
		if p.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a name: %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = f.Set("name", "Umum").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Aturan ini tanpa syarat") {
			t.Fatalf("a rule for all is not asked about: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		p = p.Form(list+"/baru").Set("all", "yes").Send()
		if p.Path != list || !p.Has("Aturan Umum sudah disimpan.") || !p.Has("Versi 1. Disimpan Koko Kota pada") {
			t.Fatalf("a rule for all: %d at %s", p.Status, p.Path)
		}
		f = b.Get(list+"/baru").Form(list+"/baru").Set("name", "Lampu jalan").Set("words", "lampu jalan, pju").Set("region", "Surabaya").Set("class", "complaint").Set("target", "Bidang")
		p = f.Send()
		if p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a unit that has to be chosen first: %d", p.Status)
		}
		p = f.Set("region", "Kota Surabaya").Set("target", "Bidang Jalan").Set("topic", topicID(t, o, "jalan")).Set("source", "Perwali 1/2026").Send()
		if p.Path != list || ruleNames(p) != "Lampu jalan, Umum" || !p.Has("Aturan Lampu jalan sudah disimpan, di atas Umum.") {
			t.Fatalf("a second rule, to which one for all leaves nothing: %d at %s: %s", p.Status, p.Path, ruleNames(p))
		}
		for _, want := range []string{"Semua laporan", "Wilayah: Kota Surabaya, Jawa Timur", "Topik: Jalan", "Jenis: Pengaduan", "Kata: lampu jalan, pju", "Ke Bidang Jalan", "Perwali 1/2026"} {
			if !p.Has(want) {
				t.Errorf("the list does not say %q", want)
			}
		}
		stafftest.Rules(t, p)

		lamp := hrefOf(t, p, "Lampu jalan")
		if p = p.Form(lamp+"/pindah").Set("arah", "turun").Send(); ruleNames(p) != "Umum, Lampu jalan" || !p.Has("Tidak pernah memutuskan: aturan 1, Umum, sudah memutuskan semuanya lebih dulu.") {
			t.Errorf("moved down: %s", ruleNames(p))
		}
		if p = p.Form(lamp+"/pindah").Set("arah", "naik").Send(); ruleNames(p) != "Lampu jalan, Umum" || !p.Has("Aturan Lampu jalan sudah dipindah.") {
			t.Errorf("moved up: %s", ruleNames(p))
		}
		triesOut(t, o, p, list)

		edit := b.Get(lamp).Form(lamp)
		if edit.Value("region") != "Kota Surabaya, Jawa Timur" || edit.Value("target") == "" || edit.Value("words") != "lampu jalan, pju" || edit.Value("class") != "complaint" {
			t.Error("the form does not hold the rule")
		}
		p = edit.Set("until_day", "24").Set("until_month", "11").Set("until_year", "2026").Send()
		if p.Path != list || !p.Has("Berakhir 24 November 2026") {
			t.Errorf("ending a rule: %d at %s", p.Status, p.Path)
		}
		old := b.Get(list + "/versi/1")
		stafftest.Rules(t, old)
		if ruleNames(old) != "Umum" || !old.Has("Ini versi lama.") || strings.Contains(old.Body, "/pindah") {
			t.Errorf("the first version: %d %s", old.Status, ruleNames(old))
		}
		for _, path := range []string{list + "/versi/9", list + "/versi/0", list + "/versi/x", list + "/7", "/kelola/wewenang/9"} {
			if p := b.Get(path); p.Status != http.StatusNotFound {
				t.Errorf("%s: %d", path, p.Status)
			}
		}
		if p = b.Get(lamp).Form(lamp + "/hapus").Send(); ruleNames(p) != "Umum" || !p.Has("Aturan Lampu jalan sudah dihapus.") {
			t.Errorf("removed: %s", ruleNames(p))
		}
	})
}

// triesOut asks which rule decides, and why.
func triesOut(t *testing.T, o *stafftest.Office, p *stafftest.Page, list string) {
	t.Helper()
	try := p.Form(list+"/uji#coba").Set("text", "Lampu di jalan kampung mati.").Set("region", "Kecamatan Karang Pilang").Set("topic", topicID(t, o, "jalan-rusak")).Set("class", "complaint")
	p = try.Send()
	stafftest.Rules(t, p)
	for _, want := range []string{"Hasil dengan versi 4", "Aturan 1: Lampu jalan. Ke Bidang Jalan.", "Cocok: wilayah, topik, jenis laporan, kata.", "Cocok juga, tetapi aturan di atasnya sudah memutuskan."} {
		if !p.Has(want) {
			t.Errorf("the tester does not say %q", want)
		}
	}
	if p.Form(list+"/uji#coba").Value("text") == "" {
		t.Error("the example is gone")
	}
	p = try.Set("class", "aspiration").Send()
	if !p.Has("Aturan 2: Umum. Ke Dinas Sosial.") || !p.Has("Aturan ini berlaku untuk semua laporan.") || !p.Has("Tidak cocok: jenis laporan.") {
		t.Error("the tester does not say why a rule does not decide")
	}
	if p = try.Set("region", "Atlantis").Send(); p.Status != http.StatusUnprocessableEntity || p.Has("Hasil dengan versi") {
		t.Errorf("an unknown place: %d", p.Status)
	}
}

// Who saves second sees what the first did beside the own input, and loses neither.
func TestRulesOfCompetenceCollide(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota, list := o.Agency("kota").ID, "/kelola/wewenang/"+o.Agency("kota").ID.String()
		today := civic.Date{Year: 2026, Month: 11, Day: 1}
		set, err := o.Directory.SaveCompetence(t.Context(), o.Actor("kota"), civic.CompetenceSet{Desk: kota, Rules: []civic.CompetenceRule{
			{Name: "Jalan", From: today, Target: o.Agency("dinas-pu").ID}, {Name: "Sosial", Words: "bantuan", From: today, Target: o.Agency("dinas-sosial").ID}}})
		if err != nil {
			t.Fatal(err)
		}
		at := list + "/" + set.Rules[1].ID.String()
		mine, other := o.As("kota"), o.As("nasional")
		one, two, gone, move := mine.Get(at).Form(at), other.Get(at).Form(at), mine.Get(at).Form(at), mine.Get(list).Form(at+"/pindah")
		if p := two.Set("words", "bantuan sosial").Send(); p.Path != list {
			t.Fatalf("the first: %d", p.Status)
		}
		p := one.Set("name", "Bantuan warga").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusConflict || !p.Has("DiubahSosial") || !p.Has("Kata: bantuan sosial") || p.Form(at).Value("name") != "Bantuan warga" || p.Form(at).Value("words") != "bantuan" {
			t.Fatalf("the second: %d", p.Status)
		}
		if p := move.Set("arah", "naik").Send(); p.Status != http.StatusConflict || ruleNames(p) != "Jalan, Sosial" {
			t.Errorf("an order that is not the newest: %d %s", p.Status, ruleNames(p))
		}
		if p := p.Form(at).Set("words", "bantuan sosial").Send(); p.Path != list || ruleNames(p) != "Jalan, Bantuan warga" {
			t.Errorf("saved again: %d %s", p.Status, ruleNames(p))
		}
		if p := other.Get(at).Form(at + "/hapus").Send(); p.Path != list {
			t.Fatalf("removed: %d", p.Status)
		}
		p = gone.Set("name", "Bantuan lama").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusConflict || !p.Has("DihapusBantuan warga") && !p.Has("DihapusSosial") {
			t.Fatalf("a change of what is gone: %d", p.Status)
		}
		if p := p.Form(list + "/baru").Send(); p.Path != list || ruleNames(p) != "Bantuan lama, Jalan" {
			t.Errorf("what is gone comes back as a new one: %d %s", p.Status, ruleNames(p))
		}
	})
}

// What others lead is not there, by page and by post alike.
func TestRulesOfCompetenceOfOthers(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota := o.Agency("kota").ID
		set, err := o.Directory.SaveCompetence(t.Context(), o.Actor("kota"), civic.CompetenceSet{Desk: kota, Rules: []civic.CompetenceRule{
			{Name: "Urusan air", From: civic.Date{Year: 2026, Month: 11, Day: 1}, Target: o.Agency("dinas-pu").ID}}})
		if err != nil {
			t.Fatal(err)
		}
		list := "/kelola/wewenang/" + kota.String()
		rule := list + "/" + set.Rules[0].ID.String()
		gets, posts := []string{list, list + "/baru", rule, list + "/versi/1"}, []string{list + "/baru", rule, rule + "/pindah", rule + "/hapus", list + "/uji"}
		for name, want := range map[string]int{"kabupaten": http.StatusNotFound, "pu": http.StatusForbidden, "jalan": http.StatusForbidden, "pimpinan": http.StatusForbidden, "pembina": http.StatusForbidden, "auditor": http.StatusForbidden} {
			b := o.As(name)
			for _, path := range gets {
				if p := b.Get(path); p.Status != want || p.Has("Urusan air") {
					t.Errorf("GET %s by %s: %d", path, name, p.Status)
				}
			}
			for _, path := range posts {
				if p := b.Post(path, url.Values{"version": {"1"}, "name": {"x"}, "arah": {"naik"}}); p.Status != want {
					t.Errorf("POST %s by %s: %d", path, name, p.Status)
				}
			}
		}
		if now, err := o.Directory.Competence(t.Context(), o.Actor("kota"), kota, 0); err != nil || now.Version != 1 || !slices.Equal(now.Rules, set.Rules) {
			t.Errorf("afterwards: %+v, %v", now, err)
		}
		for _, path := range gets {
			if p := o.As("nasional").Get(path); p.Status != http.StatusOK {
				t.Errorf("%s by the national desk: %d", path, p.Status)
			}
		}
	})
}

func topicID(t *testing.T, o *stafftest.Office, code string) string {
	t.Helper()
	for _, x := range o.Directory.Map(t.Context()).Topics {
		if x.Code == code {
			return x.ID.String()
		}
	}
	t.Fatalf("there is no topic %s", code)
	return ""
}
