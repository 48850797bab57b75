package store_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// clerk puts an officer into the store who entered what a register holds, and holds a post at a desk.
func (r *rig) clerk(id, desk civic.ID, role civic.Role) {
	r.write(func(tx *sqldb.Tx) {
		r.s.SaveOfficer(tx, store.Officer{ID: id, Email: id.String() + "@uji.test", Name: "Petugas " + id.String(), Active: true}, store.Micros(r.now))
		r.s.SavePost(tx, store.Post{ID: id, Officer: id, Agency: desk, Role: role, From: store.Micros(r.now) - 1})
	})
}

// decreed registers a decree of an agency from some days before the day of the test to some days after it; 0 is open.
func (r *rig) decreed(agency civic.ID, number string, from, until int) civic.Decree {
	today := civic.DateOf(r.now, civic.WIB)
	d := civic.Decree{ID: r.s.NewID(r.now), Agency: agency, Number: number, Dated: today.AddDays(from), From: today.AddDays(from), By: 500, ByName: "Petugas 500", At: store.Micros(r.now), Version: 1}
	if until != 0 {
		d.Until = today.AddDays(until)
	}
	r.write(func(tx *sqldb.Tx) { r.s.SaveDecree(tx, &d) })
	return d
}

func TestDecreesComeBackAsTheyWereKept(t *testing.T) {
	each(t, func(r *rig) {
		r.clerk(500, city, civic.RoleAgencyAdmin)
		d := r.decreed(city, "SK/1", -30, 300)
		d.File, d.Note, d.Version = civic.DecreeFile{Hash: "ab12", Name: "sk.pdf", MediaType: "application/pdf", Size: 12}, "Perubahan tim.", 2
		d.Team = []civic.TeamMember{{Role: "chair", Name: "Sekda"}, {Role: "coordinator", Name: "Petugas 500", Officer: 500, Email: "500@uji.test"}}
		r.write(func(tx *sqldb.Tx) { r.s.SaveDecree(tx, &d) })
		got, err := r.s.Decree(r.ctx, r.db, store.AgencyScope{Desk: city}, d.ID)
		r.must(err)
		if diff := cmp.Diff(d, got); diff != "" {
			r.Errorf("kept and read (-want +got):\n%s", diff)
		}
		for _, desk := range []civic.ID{works, ministry} {
			if _, err := r.s.Decree(r.ctx, r.db, store.AgencyScope{Desk: desk}, d.ID); civic.KindOf(err) != civic.KindNotFound {
				r.Errorf("from desk %d it is %v", desk, err)
			}
		}
		if used, err := r.s.HashUsed(r.ctx, r.db, "ab12"); err != nil || !used {
			r.Errorf("the file is nobody's: %v, %v", used, err)
		}
		err = r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			again := d
			again.ID++
			r.s.SaveDecree(tx, &again)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("the same number twice: %v", err)
		}
		y := store.Yearly{ID: 77, Agency: works, Year: 2025, File: civic.DecreeFile{Hash: "cd34", Name: "lapor.pdf"}, By: 500, At: 1}
		r.write(func(tx *sqldb.Tx) { r.s.SaveYearly(tx, &y) })
		y.ID, y.File.Name, y.At = 78, "lapor-2.pdf", 2
		r.write(func(tx *sqldb.Tx) { r.s.SaveYearly(tx, &y) })
		all, err := r.s.Yearlies(r.ctx, r.db, store.AgencyScope{Desk: city}, 0, 9)
		r.must(err)
		if len(all) != 1 || all[0].ID != 77 || all[0].File.Name != "lapor-2.pdf" || all[0].At != 2 {
			r.Errorf("yearly reports: %+v", all)
		}
		if used, err := r.s.HashUsed(r.ctx, r.db, "cd34"); err != nil || !used {
			r.Errorf("the file of a yearly report is nobody's: %v, %v", used, err)
		}
	})
}

// What the database finds for a desk and a remit is what the rules say is in it.
func TestTheRegisterKeepsToDeskAndRemit(t *testing.T) {
	each(t, func(r *rig) {
		desks := r.grow(40)
		r.clerk(500, national, civic.RoleNationalAdmin)
		for _, id := range desks {
			r.decreed(id, "SK", -9, 0)
		}
		some := 0
		for range 30 {
			desk, remit := desks[r.rng.IntN(len(desks))], r.randomRemit(desks)
			want := []civic.ID{}
			for _, id := range desks {
				covered := remit.All() || len(remit.Roots(r.tree, id)) == 1 && remit.CoversDesk(r.tree, id)
				if r.tree.Within(id, desk) && covered {
					want = append(want, id)
				}
			}
			got, before := []civic.ID{}, civic.ID(0)
			for {
				page, err := r.s.Decrees(r.ctx, r.db, store.AgencyScope{Desk: desk, Remit: remit}, 0, before, 3)
				r.must(err)
				if len(page) == 0 {
					break
				}
				for i := range page {
					got, before = append(got, page[i].Agency), page[i].ID
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				r.Fatalf("desk %d, remit %+v: %v, want %v", desk, remit, got, want)
			}
			some += len(got)
		}
		if some == 0 {
			r.Error("nothing was ever found")
		}
	})
}

func TestCover(t *testing.T) {
	each(t, func(r *rig) {
		today := civic.DateOf(r.now, civic.WIB)
		r.clerk(500, city, civic.RoleAgencyAdmin)
		find := func(lack store.CoverLack) (out []string) {
			var last store.Covered
			for {
				page, err := r.s.Cover(r.ctx, r.db, &store.CoverQuery{Scope: store.AgencyScope{Desk: national}, National: national, Lack: lack, Today: today, Soon: today.AddDays(60),
					Now: store.Micros(r.now), Name: last.Name, After: last.Agency, Limit: 1})
				r.must(err)
				if len(page) == 0 {
					return out
				}
				last = page[0]
				out = append(out, last.Name)
			}
		}
		check := func(when string, lack store.CoverLack, want ...string) {
			r.Helper()
			if got := find(lack); !slices.Equal(got, want) {
				r.Errorf("%s, %q: %v, want %v", when, lack, got, want)
			}
		}
		check("at first", store.LackNothing, "Kementerian", "Pemerintah Kota")
		check("at first", store.LackDecree, "Kementerian", "Pemerintah Kota")
		check("at first", store.LackCoordinator, "Kementerian")
		d := r.decreed(city, "SK/1", -30, 60)
		r.decreed(ministry, "SK/2", 1, 0)
		check("with one that ends and one to come", store.LackDecree, "Kementerian")
		check("with one that ends and one to come", store.LackTime, "Pemerintah Kota")
		ends, err := r.s.DecreeEnds(r.ctx, r.db, []civic.ID{city, ministry}, today, today.AddDays(60))
		r.must(err)
		if want := []store.DecreeEnd{{Decree: d.ID, Agency: city, Number: "SK/1", Ends: d.Until}}; !slices.Equal(ends, want) {
			r.Errorf("ends are %+v, want %+v", ends, want)
		}
		told := store.DecreeTold{Decree: d.ID, Officer: 500, Ends: d.Until, Days: 60}
		for range 2 {
			r.write(func(tx *sqldb.Tx) { r.s.TellDecree(tx, told) })
		}
		if got, err := r.s.DecreesTold(r.ctx, r.db, []civic.ID{d.ID}); err != nil || len(got) != 1 || !got[told] {
			r.Errorf("told is %v, %v", got, err)
		}
		r.decreed(city, "SK/3", 50, 0)
		check("with another after it", store.LackTime)
		if ends, err := r.s.DecreeEnds(r.ctx, r.db, []civic.ID{city}, today, today.AddDays(60)); err != nil || len(ends) != 0 {
			r.Errorf("with another after it: %v, %v", ends, err)
		}
	})
}
