package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// The national desk sees that a secret report lies at an agency, and is offered nothing to do with it.
func TestTheNationalDeskIsOfferedNothingOnASecretReport(t *testing.T) {
	o := stafftest.One(t)
	for _, secret := range []bool{false, true} {
		got := o.Report("kota", "PENANDA pungutan di loket.", func(r *intake.Request) { r.Secret = secret })
		at := pageOf(got)
		p := o.As("nasional").Get(at)
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || strings.Contains(p.Body, "PENANDA") == secret {
			t.Errorf("secret %v: %d, the text is there: %v", secret, p.Status, !secret)
		}
		for _, step := range []string{"/periksa", "/arsip", "/catat", "/lampirkan", "/lindungi"} {
			if offered := strings.Contains(p.Body, at+step); offered == secret {
				t.Errorf("secret %v: %s is offered: %v", secret, step, offered)
			}
		}
	}
}

// A reason of one letter, or of signs that nobody sees, opens nothing, and the form says what is missing. Whose role may
// not know the reporter is told so, and not that the reporter hides.
func TestAReasonSaysWhy(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
	at := pageOf(got)
	for _, reason := range []string{"x", "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "............"} {
		p := o.As("kota").Get(at).Form(at+"/pelapor").Set("reason", reason).Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || strings.Contains(p.Body, "Rahma") {
			t.Errorf("%+q answers %d", reason, p.Status)
		}
	}
	p := o.As("kota").Get(at).Form(at+"/pelapor").Set("reason", "x").Send()
	if !p.Has("Jelaskan alasannya dengan beberapa kata") {
		t.Error("the form does not say what is missing")
	}
	for _, name := range []string{"pimpinan", "pembina", "auditor"} {
		p := o.As(name).Post(at+"/pelapor", map[string][]string{"reason": {"Memeriksa keterlambatan"}})
		if p.Status != http.StatusForbidden || !p.Has("Peran Anda tidak boleh membaca nama dan kontak pelapor") || p.Has("menyembunyikan") {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
}

// What is made new again leads back to the list as it was, with nothing open.
func TestUnreadKeepsTheList(t *testing.T) {
	o := stafftest.One(t)
	code := atTheCity(o, 1)[0]
	list := url.Values{"jenis": {"complaint"}}
	p := o.As("kota").Post("/petugas/laporan/"+code+"/belum-dibaca?"+url.Values{"dari": {list.Encode()}}.Encode(), nil)
	if p.Path != "/petugas" || p.Query.Encode() != list.Encode() {
		t.Errorf("it leads to %s?%s", p.Path, p.Query.Encode())
	}
}
