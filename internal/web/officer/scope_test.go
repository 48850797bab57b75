package officer_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// Every role sees the reports of its scope and nothing of others; what it may not read is not on
// the page; and the page offers exactly what the lifecycle allows.
func TestScopeAndButtons(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		reports := cast(o)
		tree := o.Directory.Map(t.Context()).Tree
		for _, role := range o.Roles() {
			who, b := o.Actor(role), o.As(role)
			nowhere := b.Get("/petugas/laporan/7K2M-9QXT-4PD")
			for name, got := range reports {
				at := fmt.Sprintf("%s sees %s", role, name)
				view, err := o.Casework.View(t.Context(), who, got.Code)
				if err != nil && civic.KindOf(err) != civic.KindNotFound {
					t.Fatal(err)
				}
				in := err == nil && who.InScope(tree, &view.Report)
				p := b.Get(pageOf(got))
				if !in {
					if p.Status != http.StatusNotFound || p.Body != strings.ReplaceAll(nowhere.Body, "7K2M-9QXT-4PD", got.Code.Display()) {
						t.Errorf("%s: it is not theirs, and the answer %d tells that it is there", at, p.Status)
					}
					continue
				}
				if p.Status != http.StatusOK {
					t.Errorf("%s: answers %d", at, p.Status)
					continue
				}
				if reads := strings.Contains(p.Body, "PENANDA-"); reads != view.Sight.Text {
					t.Errorf("%s: the text is there: %v, it may be read: %v", at, reads, view.Sight.Text)
				}
				want := []string{}
				for _, v := range view.Allowed {
					want = append(want, string(v))
				}
				have := verbs(p)
				slices.Sort(want)
				slices.Sort(have)
				if !slices.Equal(want, have) {
					t.Errorf("%s: offered %v, allowed %v", at, have, want)
				}
				stafftest.Rules(t, p)
			}
		}
	})
}

// A form that the page does not offer is refused by the verb, whoever sends it.
func TestNotOfferedIsRefused(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		for role, want := range map[string]int{"sosial": http.StatusNotFound, "kabupaten": http.StatusNotFound, "pimpinan": http.StatusForbidden, "auditor": http.StatusForbidden} {
			for _, slug := range []string{"periksa", "arsip", "tanya"} {
				p := o.As(role).Post(pageOf(got)+"/"+slug, map[string][]string{"class": {"complaint"}, "reason": {"kurang-jelas"}, "message": {"Halo"}})
				if p.Status != want {
					t.Errorf("%s %s: answers %d, want %d", role, slug, p.Status, want)
				}
			}
		}
		if p := o.As("kota").Post(pageOf(got)+"/hapus", nil); p.Status != http.StatusNotFound {
			t.Errorf("a step that does not exist answers %d", p.Status)
		}
	})
}

// The inbox lists what lies in the scope, in the order of deadlines, and leads to pages that open.
func TestInbox(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		reports := cast(o)
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		tree := o.Directory.Map(t.Context()).Tree
		for _, role := range o.Roles() {
			who, b := o.Actor(role), o.As(role)
			seen := map[string]bool{}
			for _, tab := range []string{"", "?tab=menunggu", "?tab=selesai"} {
				p := b.Get("/petugas" + tab)
				stafftest.Rules(t, p)
				for _, to := range rowsOf(p) {
					seen[to] = true
				}
			}
			for name, got := range reports {
				r, err := o.Casework.View(t.Context(), who, got.Code)
				in := err == nil && who.InScope(tree, &r.Report)
				if seen[pageOf(got)] != in {
					t.Errorf("%s: %s is listed: %v, in scope: %v", role, name, seen[pageOf(got)], in)
				}
			}
		}
		p := o.As("pembina").Get("/petugas?keadaan=submitted")
		if strings.Contains(p.Body, "Laporan kota") && strings.Contains(p.Body, "PENANDA-rahasia") || !p.Has("Isi hanya untuk petugas yang menangani") {
			t.Error("the list gives a secret report away to a supervisor")
		}
	})
}

// rowsOf lists the reports on a page of the inbox, each by the address of its own page.
func rowsOf(p *stafftest.Page) []string {
	var out []string
	for n := range stafftest.Elements(p.Doc, "a") {
		if to, err := url.Parse(stafftest.Attr(n, "href")); err == nil && stafftest.Attr(n, "class") == "t" {
			out = append(out, "/petugas/laporan/"+to.Query().Get("buka"))
		}
	}
	return out
}

// Pages of the inbox go on and back without losing or repeating a row.
func TestInboxPages(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		for i := range 60 {
			o.Report("kota", fmt.Sprintf("Laporan nomor %d tentang jalan.", i), nil)
		}
		b := o.As("kota")
		var pages [][]string
		p := b.Get("/petugas")
		for {
			pages = append(pages, rowsOf(p))
			next := linkTo(p, "next")
			if next == "" {
				break
			}
			p = b.Get(next)
		}
		if len(pages) != 3 || len(pages[0]) != 25 || len(pages[2]) != 10 {
			t.Fatalf("60 reports on pages of %d", len(pages))
		}
		all := slices.Concat(pages...)
		slices.Sort(all)
		if len(slices.Compact(all)) != 60 {
			t.Error("a report is missing or stands twice")
		}
		for i := len(pages) - 2; i >= 0; i-- {
			p = b.Get(linkTo(p, "prev"))
			if got := rowsOf(p); !slices.Equal(got, pages[i]) {
				t.Errorf("going back to page %d shows other rows: %d of them", i+1, len(got))
			}
		}
		if linkTo(p, "prev") != "" {
			t.Error("there is a page before the first")
		}
		if p := b.Get("/petugas?sesudah=xyz&keadaan=nein&tab=weg"); p.Status != http.StatusOK {
			t.Errorf("an address that was made up answers %d", p.Status)
		}
	})
}

func linkTo(p *stafftest.Page, rel string) string {
	for n := range stafftest.Elements(p.Doc, "a") {
		if stafftest.Attr(n, "rel") == rel {
			return stafftest.Attr(n, "href")
		}
	}
	return ""
}

// The box in the header opens a report from its code as people paste it, in scope only.
func TestSeek(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
	for _, typed := range []string{got.Code.Display(), strings.ToLower(string(got.Code)), "https://tuntas.test/laporan/" + got.Code.Display() + "?x=1", " kode: " + got.Code.Display() + "."} {
		if p := o.As("kota").Get("/petugas").Form("/petugas/cari").Set("q", strings.TrimSuffix(typed, ".")).Send(); p.Path != pageOf(got) {
			t.Errorf("%q leads to %s", typed, p.Path)
		}
	}
	p := o.As("sosial").Get("/petugas").Form("/petugas/cari").Set("q", got.Code.Display()).Send()
	if p.Status != http.StatusNotFound || !p.Has("Laporan tidak ditemukan") {
		t.Errorf("out of scope the box answers %d", p.Status)
	}
	stafftest.Rules(t, p)
}
