package directory_test

import (
	"context"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// aDecree is one of an agency that began a month ago and ends in so many days; 0 is open.
func aDecree(agency civic.ID, number string, days int) civic.Decree {
	today := civic.DateOf(apptest.Monday(), civic.WIB)
	x := civic.Decree{Agency: agency, Number: number, Dated: today.AddDays(-30), From: today.AddDays(-30)}
	if days != 0 {
		x.Until = today.AddDays(days)
	}
	return x
}

func TestADecreeIsRegisteredChangedAndWithdrawn(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, ctx, d := w.Officer("kota"), t.Context(), w.Directory
		x := aDecree(w.Agency("kota"), " 188/1/2026 ", 40)
		x.Team = []civic.TeamMember{{Role: "chair", Name: "Sekretaris Daerah"}, {Role: "coordinator", Email: "KOTA@contoh.example"}}
		x, err := d.SaveDecree(ctx, who, x)
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.DecreeOf(ctx, who, x.ID)
		if err != nil || got.Number != "188/1/2026" || len(got.Team) != 2 || got.Team[1].Officer != who.Officer || got.Team[1].Name == "" || got.Version != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		if _, err := d.SaveDecree(ctx, who, aDecree(w.Agency("kota"), "188/1/2026", 0)); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("the same number again: %v", err)
		}
		got.Note = "Diperbarui."
		if _, err := d.SaveDecree(ctx, who, got); err != nil {
			t.Fatal(err)
		}
		if _, err := d.SaveDecree(ctx, who, got); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("a change of what was changed meanwhile: %v", err)
		}
		next := aDecree(w.Agency("kota"), "188/2/2026", 0)
		next.From, next.Replaces = next.From.AddDays(40), x.ID
		if next, err = d.SaveDecree(ctx, who, next); err != nil {
			t.Fatal(err)
		}
		if got, err = d.DecreeOf(ctx, who, x.ID); err != nil || got.Until != next.From.AddDays(-1) {
			t.Errorf("the one that is replaced ends %v, %v", got.Until, err)
		}
		if err := d.WithdrawDecree(ctx, who, x.ID, got.Version, " "); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("without a reason: %v", err)
		}
		if err := d.WithdrawDecree(ctx, who, x.ID, got.Version, "Salah."); err != nil {
			t.Fatal(err)
		}
		if err := d.RestoreDecree(ctx, who, x.ID, got.Version); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("an old version is restored: %v", err)
		}
		if err := d.RestoreDecree(ctx, who, x.ID, got.Version+1); err != nil {
			t.Fatal(err)
		}
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'decree'`); n != 6 {
			t.Errorf("the change log has %d entries", n)
		}
	})
}

func TestWhatADecreeMustHave(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, today := w.Officer("kota"), civic.DateOf(apptest.Monday(), civic.WIB)
		for name, c := range map[string]struct {
			change func(*civic.Decree)
			field  string
		}{
			"no number":         {func(x *civic.Decree) { x.Number = " " }, "number"},
			"no day":            {func(x *civic.Decree) { x.Dated = civic.Date{} }, "dated"},
			"of tomorrow":       {func(x *civic.Decree) { x.Dated = today.AddDays(1) }, "dated"},
			"ends before":       {func(x *civic.Decree) { x.Until = x.From.AddDays(-1) }, "until"},
			"stranger in team":  {func(x *civic.Decree) { x.Team = []civic.TeamMember{{Role: "chair", Email: "kemen@contoh.example"}} }, "team"},
			"nobody of address": {func(x *civic.Decree) { x.Team = []civic.TeamMember{{Role: "chair", Email: "x@contoh.example"}} }, "team"},
			"role not known":    {func(x *civic.Decree) { x.Team = []civic.TeamMember{{Role: "raja", Name: "Budi"}} }, "team"},
			"member no name":    {func(x *civic.Decree) { x.Team = []civic.TeamMember{{Role: "chair"}} }, "team"},
			"replaces nothing":  {func(x *civic.Decree) { x.Replaces = 99 }, "replaces"},
		} {
			x := aDecree(w.Agency("kota"), "1", 0)
			c.change(&x)
			_, err := w.Directory.SaveDecree(t.Context(), who, x)
			if all := civic.FaultsOf(err); len(all) != 1 || all[0].Field != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM decree`); n != 0 {
			t.Errorf("%d are registered all the same", n)
		}
	})
}

// Over the demo's tree: a coordinator sees, enters, changes and withdraws what is of the own agency or below it, and what is
// above or beside is not there; others enter nothing.
func TestNobodyReachesADecreeAboveOrBeside(t *testing.T) {
	tree, err := os.ReadFile("../demo/data/agencies.csv")
	if err != nil {
		t.Fatal(err)
	}
	apptest.Each(t, apptest.Monday(), func(t *testing.T, r *apptest.Rig) {
		r.Import(r.Directory.ImportAgencies, string(tree))
		r.Import(func(ctx context.Context, in io.Reader, o directory.Options) (directory.Result, error) {
			return r.Directory.ImportOfficers(ctx, in, "", o)
		}, "email,name,desk_code,role\nsaya@uji.test,Saya Uji,nasional,national_admin\n")
		o, err := r.Store.OfficerByEmail(t.Context(), r.DB, "saya@uji.test")
		if err != nil {
			t.Fatal(err)
		}
		m, rng := r.Directory.Map(t.Context()), rand.New(rand.NewPCG(4, 5))
		all := m.Ref.Agencies
		pick := func() civic.ID { return all[rng.IntN(len(all))].ID }
		chief := civic.Actor{Role: civic.RoleNationalAdmin, Officer: o.ID, Desk: m.Tree.National()}
		city, _ := m.Tree.ByCode("pemkot-surabaya")
		for i := range 60 {
			desk := pick()
			if i%3 == 0 {
				desk = city.ID // whose tree is deep
			}
			agency := pick()
			if i%2 == 0 {
				below := m.Tree.Children(desk)
				if agency = desk; len(below) > 0 {
					agency = below[rng.IntN(len(below))]
				}
			}
			x, err := r.Directory.SaveDecree(t.Context(), chief, aDecree(agency, "SK/"+civic.ID(i+1).String(), 0))
			if err != nil {
				t.Fatal(err)
			}
			reaches(t, r, civic.Actor{Role: civic.RoleAgencyAdmin, Officer: o.ID, Desk: desk}, x, m.Tree.Within(agency, desk))
		}
		for _, role := range civic.OfficerRoles() {
			who := civic.Actor{Role: role, Officer: o.ID, Desk: m.Tree.National()}
			_, _, seen := r.Directory.Decrees(t.Context(), who, 0, 0, 9)
			_, entered := r.Directory.SaveDecree(t.Context(), who, aDecree(city.ID, string(role), 0))
			_, _, above := r.Directory.Coverage(t.Context(), who, directory.LackDecree, "", 0, 9)
			may := [3]bool{seen == nil, entered == nil, above == nil}
			want := map[civic.Role][3]bool{civic.RoleNationalAdmin: {true, true, true}, civic.RoleAgencyAdmin: {true, true, false}, civic.RoleSupervisor: {true, false, true}}[role]
			if may != want {
				t.Errorf("%s sees, enters and monitors: %v, want %v", role, may, want)
			}
		}
	})
}

// reaches checks what a coordinator can do with a decree.
func reaches(t *testing.T, r *apptest.Rig, who civic.Actor, x civic.Decree, may bool) {
	t.Helper()
	ctx, d := t.Context(), r.Directory
	check := func(what string, err error) {
		t.Helper()
		if kind := civic.KindOf(err); may && err != nil || !may && (err == nil || kind != civic.KindNotFound) {
			t.Errorf("desk %d, agency %d, may %v: %s: %v", who.Desk, x.Agency, may, what, err)
		}
	}
	list, _, err := d.Decrees(ctx, who, x.Agency, 0, 500)
	if err != nil || slices.ContainsFunc(list, func(y civic.Decree) bool { return y.ID == x.ID }) != may {
		t.Errorf("desk %d, agency %d, may %v: listed are %d, %v", who.Desk, x.Agency, may, len(list), err)
	}
	_, err = d.DecreeOf(ctx, who, x.ID)
	check("see", err)
	_, err = d.SaveDecree(ctx, who, x)
	check("change", err)
	_, err = d.SaveDecree(ctx, who, aDecree(x.Agency, x.Number+"/baru", 0))
	check("enter", err)
	check("withdraw", d.WithdrawDecree(ctx, who, x.ID, x.Version+1, "Uji."))
	check("a year", d.SaveYearly(ctx, who, x.Agency, 2025, civic.DecreeFile{Hash: "ab", Name: "a.pdf"}))
}
