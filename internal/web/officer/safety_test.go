package officer_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tuntas/internal/access"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff/stafftest"
)

var keyShown = regexp.MustCompile(`<code>((?:[A-Z2-7]{4}-?){8})</code>`)

func codeAt(t *testing.T, key string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(key, "-", ""), at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// turnOn makes the account of whoever is signed in ask for a code, and returns the key and the recovery codes.
func turnOn(t *testing.T, b *stafftest.Browser, at time.Time) (key string, recovery []string) {
	t.Helper()
	p := b.Get("/petugas/keamanan")
	stafftest.Rules(t, p)
	found := keyShown.FindStringSubmatch(p.Body)
	if found == nil || p.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("no key, or one that is kept (%q)", p.Header.Get("Cache-Control"))
	}
	if wrong := p.Form("/petugas/keamanan/kode").Set("code", "12345").Send(); wrong.Status != http.StatusUnprocessableEntity || !wrong.Has("tidak cocok") {
		t.Errorf("a wrong code answers %d", wrong.Status)
	}
	p = p.Form("/petugas/keamanan/kode").Set("code", codeAt(t, found[1], at)).Send()
	stafftest.Rules(t, p)
	for _, c := range regexp.MustCompile(`<li><code>([A-Z2-7-]+)</code>`).FindAllStringSubmatch(p.Body, -1) {
		recovery = append(recovery, c[1])
	}
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	if again := b.Get("/petugas/keamanan"); again.Has(recovery[0]) || again.Has(found[1]) {
		t.Error("secrets are shown a second time")
	}
	return found[1], recovery
}

func TestSignInWithACode(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		key, recovery := turnOn(t, o.As("kota"), time.Now())
		b := o.Browse()
		p := b.Get("/petugas/masuk?lanjut=/petugas/laporan/baru").Form("/petugas/masuk").Set("email", "kota@uji.test").Set("password", stafftest.Password).Send()
		if p.Path != "/petugas/masuk/kode" {
			t.Fatalf("the password alone leads to %s", p.Path)
		}
		stafftest.Rules(t, p)
		for _, path := range []string{"/petugas", "/petugas/keamanan", "/petugas/pos", "/kelola"} {
			if in := b.Get(path); in.Path != "/petugas/masuk" {
				t.Errorf("between password and code %s opens at %s", path, in.Path)
			}
		}
		if wrong := p.Form("/petugas/masuk/kode").Set("code", "000001").Send(); wrong.Status != http.StatusUnprocessableEntity || wrong.Path != "/petugas/masuk/kode" {
			t.Errorf("a wrong code answers %d at %s", wrong.Status, wrong.Path)
		}
		if in := p.Form("/petugas/masuk/kode").Set("code", codeAt(t, key, time.Now().Add(30*time.Second))).Send(); in.Path != "/petugas/laporan/baru" {
			t.Errorf("with the code one comes to %s", in.Path)
		}
		lost := o.Browse()
		p = lost.Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {stafftest.Password}})
		if in := p.Form("/petugas/masuk/kode").Set("code", recovery[2]).Send(); in.Path != "/petugas" {
			t.Errorf("with a recovery code one comes to %s", in.Path)
		}
		safety := lost.Get("/petugas/keamanan")
		if !safety.Has("Sisa kode cadangan: 9.") || !safety.Has("Masuk dengan kode cadangan") || !safety.Has("Kata sandi benar, kode salah") {
			t.Error("the owner does not read what was done")
		}
		off := safety.Form("/petugas/keamanan/kode/mati").Set("code", recovery[3]).Send()
		if !off.Has("dimatikan") {
			t.Errorf("turning it off ends at %s with %d", off.Path, off.Status)
		}
		if in := o.Browse().Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {stafftest.Password}}); in.Path != "/petugas" {
			t.Errorf("without a code one comes to %s", in.Path)
		}
		if p := o.Browse().Get("/petugas/masuk/kode"); p.Path != "/petugas/masuk" {
			t.Errorf("a code without a password is asked for at %s", p.Path)
		}
	})
}

// A password that was given is good for ten minutes, and only while the account stays as it was.
func TestTheCodeIsNotWaitedForLong(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		_, recovery := turnOn(t, o.As("kota"), time.Now())
		b := o.Browse()
		p := b.Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {stafftest.Password}})
		o.Pass(11 * time.Minute)
		if in := p.Form("/petugas/masuk/kode").Set("code", recovery[0]).Send(); in.Path != "/petugas/masuk" {
			t.Errorf("after eleven minutes one comes to %s", in.Path)
		}
		p = b.Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {stafftest.Password}})
		second := o.Browse()
		second.Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {stafftest.Password}}).Form("/petugas/masuk/kode").Set("code", recovery[1]).Send()
		second.Post("/petugas/keluar-semua", url.Values{})
		if in := p.Form("/petugas/masuk/kode").Set("code", recovery[2]).Send(); in.Path != "/petugas/masuk" {
			t.Errorf("after everything was ended one comes to %s", in.Path)
		}
	})
}

func TestOpenSessions(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		phone, office, third := o.As("kota"), o.As("kota"), o.As("kota")
		p := office.Get("/petugas/keamanan")
		stafftest.Rules(t, p)
		if n := strings.Count(p.Body, "Sesi ini"); n != 1 {
			t.Errorf("%d are said to be this one", n)
		}
		ends := regexp.MustCompile(`action="(/petugas/keamanan/sesi/[0-9]+/akhiri)"`).FindAllStringSubmatch(p.Body, -1)
		if len(ends) != 2 {
			t.Fatalf("%d can be ended", len(ends))
		}
		stranger := o.As("pu")
		if p := stranger.Post(ends[0][1], url.Values{}); p.Status != http.StatusNotFound {
			t.Errorf("somebody else ends it: %d", p.Status)
		}
		if p := office.Post(ends[0][1], url.Values{}); !p.Has("sudah diakhiri") {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
		out := 0
		for _, b := range []*stafftest.Browser{phone, third} {
			if b.Get("/petugas").Path == "/petugas/masuk" {
				out++
			}
		}
		if out != 1 || office.Get("/petugas").Path != "/petugas" {
			t.Errorf("%d are out", out)
		}
		if p := office.Get("/petugas/keamanan").Form("/petugas/keamanan/sesi/lain/akhiri").Send(); !p.Has("Semua sesi lain sudah diakhiri") {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
		for name, b := range map[string]*stafftest.Browser{"phone": phone, "third": third} {
			if b.Get("/petugas").Path != "/petugas/masuk" {
				t.Errorf("%s is still in", name)
			}
		}
		if stranger.Get("/petugas").Path != "/petugas" {
			t.Error("somebody else was signed out")
		}
	})
}

// Who lost phone and codes is let in again by the administrator of all their posts, and by nobody else.
func TestLostAuthenticator(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		pu := o.As("pu")
		turnOn(t, pu, time.Now())
		at := "/kelola/petugas/" + o.Actor("pu").Post.String()
		for name, b := range map[string]*stafftest.Browser{"another agency": o.As("kabupaten"), "the owner": pu, "a colleague": o.As("jalan")} {
			if p := b.Post(at+"/kode", url.Values{}); p.Status != http.StatusNotFound && p.Status != http.StatusForbidden {
				t.Errorf("%s drops it: %d", name, p.Status)
			}
		}
		admin := o.As("kota")
		p := admin.Get(at)
		stafftest.Rules(t, p)
		p = admin.Get(at + "/kode")
		stafftest.Rules(t, p)
		if p = p.Form(at + "/kode").Send(); p.Path != at || !p.Has("dilepas") || strings.Contains(p.Body, at+"/kode") {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
		if pu.Get("/petugas").Path != "/petugas/masuk" {
			t.Error("the sessions of before go on")
		}
		if p := o.As("pu").Get("/petugas/keamanan"); !p.Has("dilepas oleh admin") {
			t.Error("the owner is not told")
		}
		own := "/kelola/petugas/" + o.Actor("kota").Post.String()
		if p := admin.Post(own+"/kode", url.Values{}); p.Status != http.StatusConflict {
			t.Errorf("one's own: %d", p.Status)
		}
	})
}

func TestOwnPassword(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		here, there := o.As("kota"), o.As("kota")
		const fresh = "kata sandi yang baru"
		change := func(current, password string) *stafftest.Page {
			return here.Get("/petugas/keamanan").Form("/petugas/keamanan/sandi").Set("current", current).Set("password", password).Send()
		}
		for name, c := range map[string]struct{ current, password, says string }{
			"a wrong one":    {"bukan sandinya", fresh, "bukan kata sandi Anda yang sekarang"},
			"too short":      {stafftest.Password, "pendek", "10"},
			"the same again": {stafftest.Password, stafftest.Password, "berbeda"},
			"nothing at all": {"", "", "bukan kata sandi Anda yang sekarang"},
		} {
			p := change(c.current, c.password)
			if p.Status != http.StatusUnprocessableEntity || !p.Has(c.says) || strings.Contains(p.Body, fresh) {
				t.Errorf("%s: %d", name, p.Status)
			}
			stafftest.Rules(t, p)
		}
		if p := change(stafftest.Password, fresh); p.Path != "/petugas/keamanan" || !p.Has("Kata sandi Anda sudah diganti") || !p.Has("Kata sandi diganti") {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
		if here.Get("/petugas").Path != "/petugas" || there.Get("/petugas").Path != "/petugas/masuk" {
			t.Error("this session should go on, and the other one end")
		}
		for password, want := range map[string]string{fresh: "/petugas", stafftest.Password: "/petugas/masuk"} {
			if p := o.Browse().Post("/petugas/masuk", url.Values{"email": {"kota@uji.test"}, "password": {password}}); p.Path != want {
				t.Errorf("%q leads to %s", password, p.Path)
			}
		}
	})
}

// Whatever a journal can tell has words in both languages.
func TestJournalHasWords(t *testing.T) {
	for _, lang := range []string{"id", "en"} {
		for _, what := range access.Did() {
			if key := "officer.safety.did." + what; !i18n.For(lang).Has(key) {
				t.Errorf("%s is missing in %s", key, lang)
			}
		}
	}
}
