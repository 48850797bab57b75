package front_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// receiptOf reads code and PIN off a receipt; the PIN is empty when it is not there.
func receiptOf(t *testing.T, p *stafftest.Page) (code civic.TrackingCode, pin string) {
	t.Helper()
	for n := range stafftest.Elements(p.Doc, "span") {
		if stafftest.Attr(n, "aria-hidden") != "true" {
			continue
		}
		if c, err := civic.ParseTrackingCode(stafftest.Words(n)); err == nil {
			code = c
		} else {
			pin = stafftest.Words(n)
		}
	}
	if p.Path != "/lapor/diterima" || code == "" {
		t.Fatalf("%d at %s shows no code", p.Status, p.Path)
	}
	return code, pin
}

// folded tells whether words stand behind a fold that is closed.
func folded(p *stafftest.Page, words string) bool {
	for d := range stafftest.Elements(p.Doc, "details") {
		if !stafftest.HasAttr(d, "open") && strings.Contains(stafftest.Words(d), words) {
			return true
		}
	}
	return false
}

// The PIN is seen at once the first time, behind a fold for an hour, and not at all afterwards or after leaving.
func TestReceiptFoldsThePIN(t *testing.T) {
	o := stafftest.One(t)
	b := atContact(t, o)
	b.Post("/lapor/kontak", url.Values{"hide": {"no"}, "secret": {"yes"}})
	p := b.Get("/lapor/periksa").Form("/lapor/periksa").Send()
	_, pin := receiptOf(t, p)
	until := "23 November 2026 pukul 10.00"
	if len(pin) != 6 || folded(p, pin) || !p.Has("Simpan kode dan PIN ini.") || p.Has("Tampilkan PIN") {
		t.Errorf("the first look shows the PIN %q, folded %v", pin, folded(p, pin))
	}
	if !p.Has("PIN ini masih bisa dibuka di perangkat ini sampai") || !p.Has("10.00") || p.Has("hanya tampil sekali") {
		t.Errorf("it does not say until %s", until)
	}
	stafftest.Rules(t, p)
	o.Pass(50 * time.Minute)
	p = b.Get("/lapor/diterima")
	if _, again := receiptOf(t, p); again != pin || !folded(p, pin) || !p.Has("Tampilkan PIN") {
		t.Errorf("later the PIN %q is folded: %v", again, folded(p, pin))
	}
	stafftest.Rules(t, p)
	o.Pass(11 * time.Minute)
	p = b.Get("/lapor/diterima")
	if strings.Contains(p.Body, pin) || p.Has("Tampilkan PIN") || p.Has("masih bisa dibuka") {
		t.Error("after an hour the PIN is still there")
	}
	stafftest.Rules(t, p)
}

func TestLeavingFromTheReceipt(t *testing.T) {
	o := stafftest.One(t)
	b := atContact(t, o)
	b.Post("/lapor/kontak", url.Values{"hide": {"no"}, "secret": {"no"}})
	p := b.Get("/lapor/periksa").Form("/lapor/periksa").Send()
	if p = p.Form("/lacak/keluar").Send(); p.Path != "/lacak" {
		t.Errorf("closing access leads to %s", p.Path)
	}
	if p = b.Get("/lapor/diterima"); p.Path != "/lapor" {
		t.Errorf("the receipt is still there, at %s", p.Path)
	}
}

func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 64, 48))
	for i := range m.Pix {
		m.Pix[i] = shade + uint8(i%7)
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// One file that cannot be read costs none of the others, and it is named; so are those that are too many.
func TestOneBadFileCostsNoOther(t *testing.T) {
	o := stafftest.One(t)
	b := o.Browse()
	form := b.Get("/lapor").Form("/lapor").Set("body", "Jalan di depan pasar berlubang besar sejak minggu lalu.")
	form.Attach("files", "satu.png", picture(t, 10)).Attach("files", "catatan.txt", []byte("bukan foto")).Attach("files", "dua.png", picture(t, 40)).
		Attach("files", "tiga.png", picture(t, 70)).Attach("files", "empat.png", picture(t, 100)).Attach("files", "lima.png", picture(t, 130)).
		Attach("files", "enam.png", picture(t, 160)).Attach("files", "tujuh.png", picture(t, 190))
	p := form.Send()
	if p.Status != http.StatusUnprocessableEntity || !p.Has("catatan.txt: Berkas ini bukan foto atau PDF.") || !p.Has("Yang ini tidak ikut: enam.png, tujuh.png.") {
		t.Errorf("it answers %d and does not name the files", p.Status)
	}
	stafftest.Rules(t, p)
	for _, name := range []string{"satu", "dua", "tiga", "empat", "lima"} {
		if !p.Has("Hapus " + name + ".png") {
			t.Errorf("%s is gone", name)
		}
	}
	if p := p.Form("/lapor").Send(); p.Path != "/lapor/lokasi" {
		t.Errorf("sent again with five files it stays at %s", p.Path)
	}
	p = b.Get("/lapor").Form("/lapor").Attach("files", "delapan.png", picture(t, 200)).Send()
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Yang ini tidak ikut: delapan.png.") {
		t.Errorf("the sixth file answers %d", p.Status)
	}
}

// Without scripts the browser's own file boxes can be seen: nothing hides them but what a script sets.
func TestFileBoxesAreNotHiddenWithoutScripts(t *testing.T) {
	o := stafftest.One(t)
	got := published(o)
	_, own := signedIn(t, o, got)
	for _, p := range []*stafftest.Page{o.Browse().Get("/lapor"), own, o.As("kota").Get("/petugas/laporan/baru"), o.As("kota").Get("/petugas/laporan/" + got.Code.Display())} {
		boxes := 0
		for n := range stafftest.Elements(p.Doc, "input") {
			if stafftest.Attr(n, "type") != "file" {
				continue
			}
			boxes++
			for up := n; up != nil; up = up.Parent {
				if stafftest.Attr(up, "class") == "vh" || stafftest.HasAttr(up, "hidden") || stafftest.HasAttr(up, "data-on") {
					t.Errorf("%s: a file box is hidden", p.Path)
				}
			}
		}
		if boxes < 2 {
			t.Errorf("%s has %d file boxes", p.Path, boxes)
		}
	}
}

func TestFavicon(t *testing.T) {
	o := stafftest.One(t)
	if p := o.Browse().Get("/favicon.ico"); p.Status != http.StatusOK || p.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("it answers %d %s", p.Status, p.Header.Get("Content-Type"))
	}
}
