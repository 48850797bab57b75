package directory_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

func monday() time.Time { return time.Date(2026, time.November, 16, 3, 0, 0, 0, time.UTC) }

// fieldOf tells the field that an error names.
func fieldOf(err error) string {
	e, ok := errors.AsType[*civic.Error](err)
	if !ok {
		return ""
	}
	return e.Field
}

func TestEnrol(t *testing.T) {
	apptest.Each(t, monday(), func(t *testing.T, r *apptest.Rig) {
		ctx := t.Context()
		desk := r.Atlas.Current(ctx).Tree.National()
		good := directory.Person{Email: " Sri@Instansi.test ", Name: "Sri", Password: "rahasia sekali", Agency: desk, Role: civic.RoleNationalAdmin}
		for want, change := range map[string]func(p *directory.Person){
			"agency":   func(p *directory.Person) { p.Agency = 4242 },
			"email":    func(p *directory.Person) { p.Email = "Sri <sri@instansi.test>" },
			"name":     func(p *directory.Person) { p.Name = " " },
			"role":     func(p *directory.Person) { p.Role = civic.RoleSystem },
			"password": func(p *directory.Person) { p.Password = "pendek" },
		} {
			p := good
			change(&p)
			if err := r.Directory.Enrol(ctx, civic.SystemActor(), p); fieldOf(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		p := good
		p.Password = ""
		if err := r.Directory.Enrol(ctx, civic.SystemActor(), p); fieldOf(err) != "password" {
			t.Errorf("an officer who could not sign in: %v", err)
		}
		admin := civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1, Desk: desk}
		for _, who := range []civic.Actor{{}, admin, civic.ReporterActor(7)} {
			if err := r.Directory.Enrol(ctx, who, good); civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("enrolled by %s: %v", who.Role, err)
			}
		}
		if err := r.Directory.Enrol(ctx, civic.SystemActor(), good); err != nil {
			t.Fatal(err)
		}
		if err := r.Directory.Enrol(ctx, civic.SystemActor(), good); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("enrolled twice: %v", err)
		}
		posts, err := r.Directory.SignIn(ctx, "sri@instansi.test", "rahasia sekali", "192.0.2.1")
		if err != nil || len(posts) != 1 || posts[0].Role != civic.RoleNationalAdmin || posts[0].Desk != desk {
			t.Errorf("signed in to %v, %v", posts, err)
		}
		var traces int
		if err := r.DB.QueryRow(ctx, `SELECT count(*) FROM change_log WHERE subject = 'post' AND officer_id = 0`).Scan(&traces); err != nil || traces != 1 {
			t.Errorf("%d traces in the change log, %v", traces, err)
		}
	})
}

// Everybody is told, however the pages fall, with all posts.
func TestRoster(t *testing.T) {
	apptest.Each(t, monday(), func(t *testing.T, r *apptest.Rig) {
		var csv strings.Builder
		csv.WriteString("email,name,desk_code,role\n")
		const people = 520
		for i := range people {
			fmt.Fprintf(&csv, "p%04d@instansi.test,Petugas %d,nasional,auditor\n", i, i)
		}
		r.Import(func(ctx context.Context, in io.Reader, o directory.Options) (directory.Result, error) {
			return r.Directory.ImportOfficers(ctx, in, "", o)
		}, csv.String())
		desk := r.Atlas.Current(t.Context()).Tree.National()
		admin := civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1, Desk: desk}
		for _, role := range []civic.Role{civic.RoleLiaison, civic.RoleSupervisor} { // the 500th row of all is the second of three
			if err := r.Directory.SavePerson(t.Context(), admin, directory.Person{Email: "p0498@instansi.test", Name: "Petugas 498", Agency: desk, Role: role}); err != nil {
				t.Fatal(err)
			}
		}
		posts := map[string]int{}
		last := ""
		err := r.Directory.Roster(t.Context(), civic.SystemActor(), func(p directory.Post) error {
			if p.Email < last {
				t.Errorf("%s after %s", p.Email, last)
			}
			last = p.Email
			posts[p.Email]++
			return nil
		})
		if err != nil || len(posts) != people || posts["p0498@instansi.test"] != 3 || posts["p0499@instansi.test"] != 1 {
			t.Errorf("%d people, %d posts of one, %v", len(posts), posts["p0498@instansi.test"], err)
		}
		if err := r.Directory.Roster(t.Context(), admin, nil); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("an officer read the roster: %v", err)
		}
	})
}
