package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// The lists of words are the national desk's to edit, and hold from their day on.
func TestPhrases(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		const list, add = "/kelola/mutu", "/kelola/mutu/baru"
		p := b.Get(list)
		stafftest.Rules(t, p)
		if !p.Has("disposisi") || !p.Has("Saran saja") {
			t.Fatalf("the lists: %d", p.Status)
		}
		f := b.Get(add + "?jenis=jargon").Form(add)
		p = f.Set("phrase", "beschikking").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis kata penggantinya") {
			t.Errorf("without a plain word: %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = f.Set("plain", "keputusan").Send()
		if p.Path != list || !p.Has("beschikking") {
			t.Fatalf("a new word: %d at %s", p.Status, p.Path)
		}
		if p := f.Send(); p.Status != http.StatusConflict {
			t.Errorf("the same word again: %d", p.Status)
		}
		at := ""
		for n := range stafftest.Elements(p.Doc, "a") {
			if stafftest.Words(n) == "beschikking" {
				at = stafftest.Attr(n, "href")
			}
		}
		p = b.Get(at).Form(at).Set("until_day", "24").Set("until_month", "11").Set("until_year", "2026").Send()
		if p.Path != list {
			t.Errorf("ending a word: %d at %s", p.Status, p.Path)
		}
		const mode = "/kelola/mutu/pemeriksaan"
		if p := b.Get(mode).Form(mode).Set("mode", "").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("no mode: %d", p.Status)
		}
		if p := b.Get(mode).Form(mode).Set("mode", "require").Send(); p.Path != list || !p.Has("Wajib: perbaiki atau tulis alasan") {
			t.Errorf("a strict gate: %d", p.Status)
		}
		for _, path := range []string{list, add + "?jenis=jargon", mode, at} {
			if p := o.As("kota").Get(path); p.Status != http.StatusForbidden {
				t.Errorf("a coordinator at %s: %d", path, p.Status)
			}
		}
		if p := o.As("kota").Post(add, url.Values{"kind": {"jargon"}, "phrase": {"x"}, "plain": {"y"}}); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator's word: %d", p.Status)
		}
	})
}

// A coordinator edits the templates of the own agency and below, and reads those from above.
func TestTemplates(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		const list, add = "/kelola/templat", "/kelola/templat/baru"
		nation, kota := o.As("nasional"), o.As("kota")
		p := nation.Get(add).Form(add).Set("name", "Salam").Set("body", "Laporan {kode}.").Send()
		if p.Path != list || !p.Has("Templat Salam sudah disimpan.") {
			t.Fatalf("a national template: %d at %s", p.Status, p.Path)
		}
		pu := o.Agency("dinas-pu").ID.String()
		f := kota.Get(add + "?instansi=" + pu).Form(add)
		p = f.Set("name", "Teruskan").Set("body", "Halo {nama}.").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has(`Isian "nama" tidak dikenal.`) {
			t.Errorf("an unknown variable: %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = f.Set("body", "Laporan {kode} ke bidang jalan.").Set("verb", "follow_up").Set("target", "Bidang Jalan").Send()
		if p.Path != list || !p.Has("Tujuannya Bidang Jalan.") || !p.Has("Salam") {
			t.Fatalf("a macro of a unit: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		at := ""
		for n := range stafftest.Elements(p.Doc, "a") {
			if stafftest.Words(n) == "Teruskan" {
				at = stafftest.Attr(n, "href")
			}
			if stafftest.Words(n) == "Salam" {
				t.Error("a coordinator may edit what is national")
			}
		}
		one, two := kota.Get(at).Form(at), kota.Get(at).Form(at)
		stafftest.Rules(t, kota.Get(at))
		if p := one.Set("name", "Teruskan ke jalan").Send(); p.Path != list {
			t.Errorf("a change: %d", p.Status)
		}
		if p := two.Set("name", "Lain").Send(); p.Status != http.StatusConflict || p.Form(at).Value("name") != "Lain" {
			t.Errorf("a change of what is gone: %d", p.Status)
		}
		for what, p := range map[string]*stafftest.Page{
			"another agency's template":     o.As("kabupaten").Get(at),
			"another agency's list":         o.As("kabupaten").Get(list + "?agency_pick=" + pu),
			"a new one for another agency":  o.As("kabupaten").Get(add + "?instansi=" + pu),
			"changing another agency's own": o.As("kabupaten").Post(at, url.Values{"name": {"x"}, "body": {"y"}}),
		} {
			if p.Status != http.StatusNotFound {
				t.Errorf("%s: %d", what, p.Status)
			}
		}
		if p := o.As("kabupaten").Post(add, url.Values{"instansi": {pu}, "name": {"x"}, "body": {"y"}}); p.Status != http.StatusForbidden {
			t.Errorf("writing for another agency: %d", p.Status)
		}
		if p := o.As("jalan").Get(list); p.Status != http.StatusForbidden {
			t.Errorf("a unit's officer: %d", p.Status)
		}
	})
}

func TestTopicAsksForEvidence(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		topic := o.Directory.Map(t.Context()).Topics[0]
		at := "/kelola/topik/" + topic.ID.String()
		b := o.As("nasional")
		b.Get(at).Form(at).Set("evidence", "yes").Send()
		if !o.Directory.Map(t.Context()).WantsEvidence(topic.ID) || !strings.Contains(b.Get(at).Body, "Jawaban perlu bukti") {
			t.Error("the wish for evidence is not kept")
		}
		if got := b.Get(at).Form(at).Value("evidence"); got != "yes" {
			t.Errorf("the box comes back as %q", got)
		}
		o.Import(o.Directory.ImportTopics, "code,parent_code,name_id,name_en,default_class\n"+topic.Code+",,"+topic.NameID+" lagi,Roads,complaint\n")
		if !o.Directory.Map(t.Context()).WantsEvidence(topic.ID) {
			t.Error("an import forgets it")
		}
		if _, err := o.Directory.SaveTopic(t.Context(), o.Actor("kota"), topic); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("a coordinator: %v", err)
		}
	})
}
