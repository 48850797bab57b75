package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

func TestSignIn(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.Browse()
		if p := b.Get("/petugas/laporan/baru"); p.Path != "/petugas/masuk" || p.Query.Get("lanjut") != "/petugas/laporan/baru" {
			t.Errorf("a stranger was led to %s, on to %q", p.Path, p.Query.Get("lanjut"))
		}
		wrong := func(email, password string) *stafftest.Page {
			return b.Get("/petugas/masuk").Form("/petugas/masuk").Set("email", email).Set("password", password).Send()
		}
		one, other := wrong("kota@uji.test", "bukan sandinya"), wrong("siapa@uji.test", "bukan sandinya")
		if one.Status != http.StatusUnauthorized || other.Status != one.Status || strings.ReplaceAll(one.Body, "kota@", "siapa@") != other.Body {
			t.Errorf("a wrong password answers %d, an unknown address %d; they must not differ", one.Status, other.Status)
		}
		if one.Form("/petugas/masuk").Value("email") != "kota@uji.test" || one.Form("/petugas/masuk").Value("password") != "" {
			t.Error("the address should come back, the password not")
		}
		stafftest.Rules(t, one)
		p := b.Get("/petugas/masuk?lanjut=/petugas/laporan/baru").Form("/petugas/masuk").Set("email", " KOTA@uji.test ").Set("password", stafftest.Password).Send()
		if p.Path != "/petugas/laporan/baru" {
			t.Errorf("after signing in one is at %s", p.Path)
		}
		if p := b.Get("/petugas").Form("/petugas/keluar").Send(); p.Path != "/petugas/masuk" || !p.Has("Anda sudah keluar") {
			t.Errorf("after signing out one is at %s", p.Path)
		}
		if p := b.Get("/petugas"); p.Path != "/petugas/masuk" {
			t.Errorf("signed out, the inbox answers at %s", p.Path)
		}
	})
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	o := stafftest.One(t)
	for _, to := range []string{"https://jahat.test/", "//jahat.test", "/\\jahat.test", "/lapor", "javascript:alert(1)", "/petugas\r\nX: y"} {
		p := o.Browse().Get("/petugas/masuk?lanjut="+url.QueryEscape(to)).Form("/petugas/masuk").Set("email", "kota@uji.test").Set("password", stafftest.Password).Send()
		if p.Path != "/petugas" {
			t.Errorf("%q led to %s", to, p.Path)
		}
	}
}

func TestSignInThrottle(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.Browse()
		try := func(password string) *stafftest.Page {
			return b.Post("/petugas/masuk", url.Values{"email": {"pu@uji.test"}, "password": {password}})
		}
		for i := range 10 {
			if p := try("tebakan"); p.Status != http.StatusUnauthorized {
				t.Fatalf("try %d answers %d", i+1, p.Status)
			}
		}
		p := try(stafftest.Password)
		if p.Status != http.StatusTooManyRequests || !p.Has("Terlalu banyak percobaan") {
			t.Errorf("the eleventh try answers %d, even with the right password", p.Status)
		}
		if p := o.Browse().Post("/petugas/masuk", url.Values{"email": {"jalan@uji.test"}, "password": {stafftest.Password}}); p.Path != "/petugas" {
			t.Errorf("a colleague is kept out as well: %d", p.Status)
		}
		o.Pass(directoryWindow)
		if p := try(stafftest.Password); p.Path != "/petugas" {
			t.Errorf("after the wait one is still kept out: %d at %s", p.Status, p.Path)
		}
	})
}

// The clock of the reports may run ahead of the machine's, to show what deadlines do; nobody is signed out by that.
func TestAMovedClockKeepsNobodyOut(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		o.Pass(time.Since(o.Clock()) + 480*time.Hour)
		b := o.Browse()
		if p := b.Post("/petugas/masuk", url.Values{"email": {"jalan@uji.test"}, "password": {stafftest.Password}}); p.Path != "/petugas" {
			t.Fatalf("signed in, and at %s with %d", p.Path, p.Status)
		}
		if p := b.Get("/petugas"); p.Path != "/petugas" {
			t.Errorf("the next page is %s", p.Path)
		}
	})
}

func TestPosts(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		err := o.Directory.SavePerson(t.Context(), o.Actor("kota"), directory.Person{Email: "pu@uji.test", Name: "Putri Umum", Agency: o.Agency("dinas-sosial").ID, Role: civic.RoleUnitOfficer})
		if err != nil {
			t.Fatal(err)
		}
		b := o.Browse()
		p := b.Get("/petugas/masuk").Form("/petugas/masuk").Set("email", "pu@uji.test").Set("password", stafftest.Password).Send()
		if p.Path != "/petugas/pos" {
			t.Fatalf("an officer with two posts is at %s", p.Path)
		}
		stafftest.Rules(t, p)
		if p := b.Get("/petugas"); p.Path != "/petugas/pos" {
			t.Errorf("without a post the inbox answers at %s", p.Path)
		}
		if p := p.Form("/petugas/pos").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("choosing nothing answers %d", p.Status)
		}
		posts := p.Form("/petugas/pos").Options("post")
		if len(posts) != 2 {
			t.Fatalf("two posts, %d offered", len(posts))
		}
		if p := p.Form("/petugas/pos").Set("post", posts[1]).Send(); p.Path != "/petugas" || !p.Has("Dinas Sosial") {
			t.Errorf("after choosing one is at %s", p.Path)
		}
		if p := b.Post("/petugas/pos", url.Values{"post": {o.Actor("kota").Post.String()}}); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("somebody else's post answers %d", p.Status)
		}
		if p := o.Browse().Get("/petugas/pos"); p.Path != "/petugas/masuk" {
			t.Errorf("a stranger sees posts at %s", p.Path)
		}
	})
}

// A session ends at once when the officer signs out everywhere, when the post ends, and with a new password.
func TestRevocation(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		phone, desktop := o.As("jalan"), o.As("jalan")
		if p := phone.Get("/petugas").Form("/petugas/keluar-semua").Send(); p.Path != "/petugas/masuk" {
			t.Errorf("one is at %s", p.Path)
		}
		if p := desktop.Get("/petugas"); p.Path != "/petugas/masuk" {
			t.Errorf("the other device is still in, at %s", p.Path)
		}

		b, kota := o.As("jalan"), o.Actor("kota")
		person := directory.Person{Post: o.Actor("jalan").Post, Email: "jalan@uji.test", Name: "Jaka Jalan", Agency: o.Agency("bidang-jalan").ID, Role: civic.RoleUnitOfficer}
		person.Password = "sandi-yang-baru"
		if err := o.Directory.SavePerson(t.Context(), kota, person); err != nil {
			t.Fatal(err)
		}
		if p := b.Get("/petugas"); p.Path != "/petugas/masuk" {
			t.Errorf("a session of before the new password is still good, at %s", p.Path)
		}

		b = o.Browse()
		if p := b.Post("/petugas/masuk", url.Values{"email": {"jalan@uji.test"}, "password": {person.Password}}); p.Path != "/petugas" {
			t.Fatalf("the new password does not open: %s", p.Path)
		}
		if err := o.Directory.EndPost(t.Context(), kota, directory.PostEnd{Post: person.Post}); err != nil {
			t.Fatal(err)
		}
		if p := b.Get("/petugas"); p.Path != "/petugas/masuk" {
			t.Errorf("the post has ended and its session is still good, at %s", p.Path)
		}
	})
}
