package officer_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// invite sends an invitation as a coordinator of the city.
func invite(t *testing.T, o *stafftest.Office, email, desk string, role civic.Role) civic.Invitation {
	t.Helper()
	x, err := o.Directory.Invite(t.Context(), o.Actor("kota"), civic.Invitation{Email: email, Name: "Budi Baru", Agency: o.Agency(desk).ID, Role: role})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Somebody new opens the link, chooses a password, signs in, and has the post. Opening the link alone uses nothing up.
func TestInvitedForTheFirstTime(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at := o.Link(invite(t, o, "baru@uji.test", "bidang-jalan", civic.RoleUnitOfficer))
		b := o.Browse()
		for range 2 {
			p := b.Get(at)
			stafftest.Rules(t, p)
			if p.Status != http.StatusOK || !p.Has("Bidang Jalan") || !p.Has("Koko Kota") || p.Header.Get("Cache-Control") != "no-store" {
				t.Fatalf("the link answers %d, %s", p.Status, p.Header.Get("Cache-Control"))
			}
		}
		p := b.Get(at).Form(at).Set("name", "Budi Sekali").Set("password", "pendek").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || p.Form(at).Value("name") != "Budi Sekali" || p.Form(at).Value("password") != "" {
			t.Fatalf("a short password answers %d", p.Status)
		}
		if p = p.Form(at).Set("password", stafftest.Password).Send(); p.Path != "/petugas/masuk" || !p.Has("Undangan diterima") {
			t.Fatalf("accepting leads to %d at %s", p.Status, p.Path)
		}
		if p = p.Form("/petugas/masuk").Set("email", "baru@uji.test").Set("password", stafftest.Password).Send(); p.Status != http.StatusOK || p.Path != "/petugas" {
			t.Errorf("signing in leads to %d at %s", p.Status, p.Path)
		}
		if who := o.Actor("baru"); who.Name != "Budi Sekali" || who.Desk != o.Agency("bidang-jalan").ID {
			t.Errorf("%+v", who)
		}
		if p = o.As("jalan").Get("/petugas/keamanan"); p.Status != http.StatusOK {
			t.Error(p.Status)
		}
	})
}

// A link that was used, ran out, was withdrawn, was replaced or never was: one page, letter by letter.
func TestDeadLinksLookAlike(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota, ctx := o.Actor("kota"), t.Context()
		used, late, replaced, gone := invite(t, o, "a@uji.test", "kota", civic.RoleLiaison), invite(t, o, "b@uji.test", "kota", civic.RoleLiaison), invite(t, o, "c@uji.test", "kota", civic.RoleLiaison), invite(t, o, "d@uji.test", "kota", civic.RoleLiaison)
		links := map[string]string{"used": o.Link(used), "late": o.Link(late), "replaced": o.Link(replaced), "withdrawn": o.Link(gone), "unknown": "/petugas/undangan/" + strings.Repeat("a", 43)}
		b := o.Browse()
		if p := b.Get(o.Link(used)).Form(o.Link(used)).Set("password", stafftest.Password).Send(); p.Path != "/petugas/masuk" {
			t.Fatal(p.Status, p.Path)
		}
		if _, err := o.Directory.SendInvitation(ctx, kota, replaced.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Directory.WithdrawInvitation(ctx, kota, gone.ID); err != nil {
			t.Fatal(err)
		}
		o.Pass(9 * 24 * time.Hour)
		want := ""
		for what, at := range links {
			shown := o.Browse().Get(at)
			sent := o.Browse().Post(at, map[string][]string{"name": {"X"}, "password": {stafftest.Password}})
			for how, p := range map[string]*stafftest.Page{"opened": shown, "sent": sent} {
				body := strings.ReplaceAll(p.Body, at[len("/petugas/undangan/"):], "TOKEN")
				if how == "sent" { // the ways to another language or look lead to what was opened
					body = strings.ReplaceAll(body, "kembali=%2F&#34;", "")
				}
				if p.Status != http.StatusNotFound || !p.Has("Minta koordinator") {
					t.Errorf("%s, %s: %d", what, how, p.Status)
				}
				if how != "opened" {
					continue
				}
				if want == "" {
					want = body
				}
				if body != want {
					t.Errorf("%s looks different", what)
				}
			}
			stafftest.Rules(t, shown)
		}
	})
}

// Who has an account signs in to accept, and comes back to the invitation; who is signed in as somebody else is told.
func TestInvitedWithAnAccount(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at := o.Link(invite(t, o, "kabupaten@uji.test", "dinas-sosial", civic.RoleLiaison))
		p := o.As("jalan").Get(at)
		stafftest.Rules(t, p)
		if !p.Has("Anda sedang masuk sebagai jalan@uji.test") {
			t.Error("somebody else is not told")
		}
		if p = o.As("jalan").Post(at, map[string][]string{"as": {"me"}}); p.Status != http.StatusConflict {
			t.Errorf("somebody else accepts: %d", p.Status)
		}
		b := o.Browse()
		p = b.Get(at)
		stafftest.Rules(t, p)
		if !p.Has("sudah punya akun") {
			t.Fatal("an account in use is not known")
		}
		if p = b.Post(at, map[string][]string{"name": {"Perampas"}, "password": {"sandi-milik-perampas"}}); p.Status != http.StatusConflict {
			t.Errorf("a new password for an account in use: %d", p.Status)
		}
		if p = b.Post(at, map[string][]string{"as": {"me"}}); p.Path != "/petugas/masuk" || p.Query.Get("lanjut") != at {
			t.Errorf("accepting before signing in leads to %s", p.Path)
		}
		if p = p.Form("/petugas/masuk").Set("email", "kabupaten@uji.test").Set("password", stafftest.Password).Send(); p.Path != at {
			t.Fatalf("signing in leads to %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		if p = b.Post(at, map[string][]string{"as": {"me"}}); p.Path != "/petugas/pos" || !p.Has("Dinas Sosial") || !p.Has("Jabatan baru sudah ditambahkan") {
			t.Fatalf("accepting leads to %d at %s", p.Status, p.Path)
		}
	})
}
