package front_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// The tag of a public page changes with what the page says and with nothing else: who asks again and again must not
// learn from it when officers write notes and how often.
func TestThePublicPageKeepsWorkBehindItToItself(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := published(o)
		w := &wire{t: t, o: o}
		look := func() (tag, page string) {
			t.Helper()
			if s := w.send("GET", "/laporan/"+got.Code.Display(), nil); s != http.StatusOK {
				t.Fatalf("the public page answers %d", s)
			}
			return w.last.Header.Get("ETag"), w.body
		}
		tag, page := look()
		if len(tag) < 12 || strings.Contains(tag, ".") {
			t.Errorf("the tag is %s", tag)
		}
		kota, reporter := o.Actor("kota"), civic.ReporterActor(got.Report.ID)
		for _, c := range []struct {
			who   civic.Actor
			cmd   civic.Command
			shows bool
		}{
			{kota, civic.Command{Verb: civic.VerbNote, Message: "Catatan dapur."}, false},
			{kota, civic.Command{Verb: civic.VerbNote, Message: "Satu lagi."}, false},
			{kota, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur besok."}, true},
			{kota, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan rusak", PublicBody: "Jalan rusak di depan pasar."}, true},
			{kota, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah kami tambal."}, true},
			{reporter, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."}, true}, // the state is another
			{kota, civic.Command{Verb: civic.VerbNote, Message: "Cek lagi."}, false},
		} {
			o.Do(c.who, got.Code, c.cmd)
			newTag, newPage := look()
			if (newTag != tag) != c.shows || (newPage != page) != c.shows {
				t.Errorf("%s: another tag: %v, another page: %v; want %v", c.cmd.Verb, newTag != tag, newPage != page, c.shows)
			}
			tag, page = newTag, newPage
			if again, _ := look(); again != tag {
				t.Errorf("%s: the tag of the kept page is another", c.cmd.Verb)
			}
		}
	})
}

// Sixty reports an hour may come from one address. Forms with a mistake in them are no reports.
func TestMistakesUseUpNoReports(t *testing.T) {
	o := stafftest.One(t)
	most := o.Config.Limits.Submit
	if most < 1 || most > 100 {
		t.Fatalf("%d reports an hour", most)
	}
	b := o.Browse()
	fill := func() {
		t.Helper()
		for _, step := range []struct {
			path   string
			values url.Values
			leads  string
		}{
			{"/lapor", url.Values{"body": {"Jalan di depan pasar berlubang sejak Januari."}, "class": {"complaint"}}, "/lapor/lokasi"},
			{"/lapor/lokasi", url.Values{"location_text": {"Pasar Baru"}}, "/lapor/kontak"},
			{"/lapor/kontak", url.Values{"hide": {"yes"}, "secret": {"no"}}, "/lapor/periksa"},
		} {
			if p := b.Post(step.path, step.values); p.Path != step.leads {
				t.Fatalf("%s leads to %d at %s", step.path, p.Status, p.Path)
			}
		}
	}
	fill()
	for range most + 5 {
		if p := b.Post("/lapor/periksa", url.Values{"title": {strings.Repeat("a", civic.MaxTitle+1)}}); p.Status != http.StatusUnprocessableEntity {
			t.Fatalf("a title that is too long answers %d", p.Status)
		}
	}
	for i := range most {
		if p := b.Post("/lapor/periksa", nil); p.Status != http.StatusOK || p.Path != "/lapor/diterima" {
			t.Fatalf("report %d answers %d at %s", i+1, p.Status, p.Path)
		}
		fill()
	}
	if p := b.Post("/lapor/periksa", nil); p.Status != http.StatusTooManyRequests {
		t.Errorf("one report too many answers %d", p.Status)
	}
}
