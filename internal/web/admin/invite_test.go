package admin_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

func TestInvitations(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("kota")
		p := b.Get("/kelola/undangan")
		stafftest.Rules(t, p)
		if !p.Has("Tidak ada undangan yang menunggu.") || !b.Get("/kelola/petugas").Has("Undang petugas") {
			t.Error("an empty list does not say so, or nothing leads to it")
		}
		const form = "/kelola/undangan/baru"
		p = b.Get(form)
		stafftest.Rules(t, p)
		f := p.Form(form).Set("name", "Budi Baru").Set("email", "bukan surel").Set("agency", "Dinas Sosial").Set("until_day", "31").Set("until_month", "12").Set("until_year", "2026")
		p = f.Send()
		stafftest.Rules(t, p)
		if f = p.Form(form); p.Status != http.StatusUnprocessableEntity || f.Value("name") != "Budi Baru" || f.Value("until_year") != "2026" {
			t.Fatalf("a wrong address answers %d and keeps too little", p.Status)
		}
		if p = f.Set("email", "baru@uji.test").Send(); !p.Has("Undangan untuk Budi Baru dikirim ke baru@uji.test.") || !p.Has("Menunggu") {
			t.Fatalf("inviting answers %d at %s", p.Status, p.Path)
		}
		all, _, err := o.Directory.Invitations(t.Context(), o.Actor("kota"), true, 0, 9)
		if err != nil || len(all) != 1 || all[0].Until.String() != "2026-12-31" {
			t.Fatalf("%+v, %v", all, err)
		}
		at := "/kelola/undangan/" + all[0].ID.String()
		p = b.Get(at)
		stafftest.Rules(t, p)
		first := o.Link(all[0])
		if strings.Contains(p.Body, strings.TrimPrefix(first, "/petugas/undangan/")) {
			t.Error("the page holds the link")
		}
		if p = p.Form(at).Send(); p.Path != "/kelola/undangan" || o.Browse().Get(first).Status != http.StatusNotFound {
			t.Errorf("sending again leads to %d at %s, or the first link still works", p.Status, p.Path)
		}
		p = b.Get(at + "/tarik")
		stafftest.Rules(t, p)
		if p = p.Form(at + "/tarik").Send(); !p.Has("Undangan untuk Budi Baru ditarik.") || p.Has("baru@uji.test") && !p.Has("Tidak ada undangan") {
			t.Errorf("withdrawing answers %d", p.Status)
		}
		if p = b.Get("/kelola/undangan?semua=ya"); !p.Has("Ditarik") {
			t.Error("the whole list does not have it")
		}
		if p = b.Get(at + "/tarik").Form(at + "/tarik").Send(); p.Status != http.StatusConflict {
			t.Errorf("withdrawing twice answers %d", p.Status)
		}
		roles := b.Get(form).Form(form).Options("role")
		for _, r := range civic.OfficerRoles() {
			if strings.Contains(strings.Join(roles, " "), string(r)) != o.Actor("kota").MayGive(r) {
				t.Errorf("%s is offered, or not: %v", r, roles)
			}
		}
		o.Directory.InviteWith(o.Notify, directory.Invites{})
		if p = b.Get(form); p.Status != http.StatusOK || !p.Has("server surel belum diatur") || !b.Get("/kelola/undangan").Has("server surel belum diatur") {
			t.Error("without a mail server nothing is said")
		}
	})
}

// grown is an office with a random tree in it: n units below the national desk, an officer at each, and a coordinator at some.
func grown(t *testing.T, o *stafftest.Office, rng *rand.Rand, n int) (units []civic.Agency, coordinators map[string]civic.ID) {
	t.Helper()
	var tree, people strings.Builder
	tree.WriteString("code,parent_code,name,kind\n")
	people.WriteString("email,name,desk_code,role\n")
	codes, at := []string{"nasional"}, map[string]string{}
	for i := range n {
		code := fmt.Sprintf("u%d", i)
		fmt.Fprintf(&tree, "%s,%s,Unit Acak %d,unit\n", code, codes[rng.IntN(len(codes))], i)
		fmt.Fprintf(&people, "p%d@uji.test,Petugas %d,%s,%s\n", i, i, code, []string{"unit_officer", "liaison", "agency_head", "oversight"}[rng.IntN(4)])
		if rng.IntN(3) == 0 {
			fmt.Fprintf(&people, "k%d@uji.test,Koordinator %d,%s,agency_admin\n", i, i, code)
			at[fmt.Sprintf("k%d", i)] = code
		}
		codes = append(codes, code)
	}
	o.Import(o.Directory.ImportAgencies, tree.String())
	hash, err := o.Directory.HashPassword(t.Context(), stafftest.Password)
	if err != nil {
		t.Fatal(err)
	}
	o.Import(func(ctx context.Context, in io.Reader, opt directory.Options) (directory.Result, error) {
		return o.Directory.ImportOfficers(ctx, in, hash, opt)
	}, people.String())
	for _, c := range codes[1:] {
		units = append(units, o.Agency(c))
	}
	coordinators = map[string]civic.ID{}
	for who, c := range at {
		coordinators[who] = o.Agency(c).ID
	}
	return units, coordinators
}

// Over random trees: what a coordinator can invite into, see, change and end is what lies at and below the own desk. Whatever
// is above or beside answers as what is not there.
func TestCoordinatorsKeepToTheirPartOfTheTree(t *testing.T) {
	for seed := range uint64(3) {
		stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
			rng := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // a tree, not a secret
			units, coordinators := grown(t, o, rng, 14)
			tree := o.Directory.Map(t.Context()).Tree
			posts := map[civic.ID][]directory.Post{}
			all, _, err := o.Directory.People(t.Context(), o.Actor("nasional"), "", 200)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range all {
				posts[p.Agency] = append(posts[p.Agency], p)
			}
			invitations := map[civic.ID]civic.Invitation{}
			for i, u := range units {
				if invitations[u.ID], err = o.Directory.Invite(t.Context(), o.Actor("nasional"), civic.Invitation{Email: fmt.Sprintf("n%d@uji.test", i), Name: "Baru", Agency: u.ID, Role: civic.RoleLiaison}); err != nil {
					t.Fatal(err)
				}
			}
			inside, outside := 0, 0
			for who, desk := range coordinators {
				b := o.As(who)
				people, invited := b.Get("/kelola/petugas?dari=a").Body, b.Get("/kelola/undangan").Body
				for i, u := range units {
					mine := tree.Within(u.ID, desk)
					if mine {
						inside++
					} else {
						outside++
					}
					keeps(t, b, who, u, mine, posts[u.ID], people)
					x := invitations[u.ID]
					if strings.Contains(invited, x.ID.String()) != mine {
						t.Errorf("%s, %s: listed is not what is theirs", who, u.Code)
					}
					reaches(t, b, who+", "+u.Code, mine, "/kelola/undangan/"+x.ID.String(), "/kelola/undangan/"+x.ID.String()+"/tarik")
					sent := b.Post("/kelola/undangan/baru", url.Values{"email": {fmt.Sprintf("%s-%d@uji.test", who, i)}, "name": {"Baru"}, "role": {"liaison"}, "agency_pick": {u.ID.String()}})
					if ok := sent.Path == "/kelola/undangan"; ok != mine {
						t.Errorf("%s invites into %s: %d at %s", who, u.Code, sent.Status, sent.Path)
					}
					if !mine { // what is theirs is tried at the end: it would be gone
						for _, act := range []string{"", "/tarik"} {
							if p := b.Post("/kelola/undangan/"+x.ID.String()+act, nil); p.Status != http.StatusNotFound {
								t.Errorf("%s, %s: sends %s: %d", who, u.Code, act, p.Status)
							}
						}
					}
				}
			}
			if inside == 0 || outside == 0 {
				t.Errorf("%d inside, %d outside: the trees try nothing", inside, outside)
			}
			for u, x := range invitations {
				if now, err := o.Directory.InvitationOf(t.Context(), o.Actor("nasional"), x.ID); err != nil || now.Sent != 1 || now.Stands(o.Clock()) != civic.InvitationOpen {
					t.Errorf("%d: touched by others: %+v, %v", u, now, err)
				}
			}
		})
	}
}

// keeps: the officers of a unit are seen and changed by whose unit it is.
func keeps(t *testing.T, b *stafftest.Browser, who string, u civic.Agency, mine bool, posts []directory.Post, list string) {
	t.Helper()
	for _, p := range posts {
		at := "/kelola/petugas/" + p.ID.String()
		if strings.Contains(list, p.Email+"<") != mine {
			t.Errorf("%s, %s: %s is listed, or not", who, u.Code, p.Email)
		}
		own := p.Email == who+"@uji.test" // nobody ends the own post, or takes the own codes away
		reaches(t, b, who+", "+p.Email, mine, at)
		reaches(t, b, who+", "+p.Email, mine && !own, at+"/akhiri", at+"/kode")
		if mine {
			continue
		}
		for _, act := range []string{"", "/akhiri", "/kode"} {
			got := b.Post(at+act, url.Values{"email": {p.Email}, "name": {"Dirampas"}, "role": {"unit_officer"}, "agency_pick": {u.ID.String()}})
			if got.Status != http.StatusNotFound {
				t.Errorf("%s changes %s by %q: %d", who, p.Email, act, got.Status)
			}
		}
	}
}

// reaches: pages that are theirs open, and others look like pages of what is not there.
func reaches(t *testing.T, b *stafftest.Browser, what string, mine bool, paths ...string) {
	t.Helper()
	for _, path := range paths {
		p, want := b.Get(path), http.StatusNotFound
		if mine {
			want = http.StatusOK
		}
		if p.Status != want {
			t.Errorf("%s: %s answers %d, want %d", what, path, p.Status, want)
		}
	}
}
