package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

func TestMasterDataComesBack(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: time.March, Day: 19}
		topics := []store.Topic{{ID: 40, Code: "01", NameID: "Jalan", NameEN: "Roads", DefaultClass: civic.Complaint, Active: true},
			{ID: 41, Parent: 40, Code: "01.1", NameID: "Lubang", NameEN: "Potholes", Active: false}}
		reasons := []civic.Reason{{ID: 50, List: civic.ReasonsHold, Code: "lokasi", TextID: "Lokasi kurang", TextEN: "Place missing", From: day, Until: day.AddDays(9), Source: "PermenPANRB"},
			{ID: 51, List: civic.ReasonsOutcome, Code: "accepted", TextID: "Beres", From: day, ForSystem: true}}
		policies := []civic.ClockPolicy{{ID: 60, Clock: civic.ClockVerify, Amount: 3, Unit: civic.WorkingDays, EffectiveFrom: day, Source: "SE"},
			{ID: 61, AgencyID: city, Clock: civic.ClockResolve, Class: civic.Information, Variant: "ppid", Amount: 10, Unit: civic.CalendarDays, Extension: 7, EffectiveFrom: day, Source: "UU 14/2008"}}
		holidays := []civic.Holiday{{Date: day, Name: "Nyepi", Kind: civic.HolidayNational, Decree: "SKB"}, {Date: day, Name: "Hari Jadi", Kind: civic.HolidayRegional, Region: "35.78"},
			{Date: day, Name: "Hari Jadi", Kind: civic.HolidayAgency, AgencyID: city}, {Date: day, Name: "Hari Jadi", Kind: civic.HolidayAgency, AgencyID: ministry}}
		before, err := r.s.LoadReference(r.ctx)
		r.must(err)
		r.write(func(tx *sqldb.Tx) {
			for _, t := range topics {
				r.s.SaveTopic(tx, t)
			}
			for _, x := range reasons {
				r.s.SaveReason(tx, x)
			}
			for _, p := range policies {
				r.s.InsertPolicy(tx, p)
			}
			for i, h := range holidays {
				r.s.SaveHoliday(tx, civic.ID(70+i), h)
			}
			r.s.Touch(tx)
		})
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		slices.SortFunc(ref.Agencies, func(a, b civic.Agency) int { return int(a.ID - b.ID) })
		r.same("master data", ref, store.Reference{Version: before.Version + 1, Agencies: agencies(), Topics: topics, Reasons: reasons, Policies: policies, Holidays: holidays, HolIDs: []civic.ID{70, 71, 72, 73},
			Reminding: civic.NationalReminders()})
	})
}

func TestMasterDataIsChangedNotDoubled(t *testing.T) {
	each(t, func(r *rig) {
		day := civic.Date{Year: 2026, Month: time.March, Day: 19}
		reason := civic.Reason{ID: 50, List: civic.ReasonsHold, Code: "lokasi", TextID: "Lokasi kurang", From: day}
		changed := reason
		changed.ID, changed.TextID, changed.Until = 99, "Lokasi belum jelas", day.AddDays(1)
		city2 := agencies()[1]
		city2.Name, city2.Active = "Pemkot", false
		holiday := civic.Holiday{Date: day, Name: "Nyepi", Kind: civic.HolidayNational}
		decreed := holiday
		decreed.Decree = "SKB"
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveReason(tx, reason)
			r.s.SaveReason(tx, changed)
			r.s.SaveAgency(tx, city2, 1)
			r.s.SaveTopic(tx, store.Topic{ID: 40, Code: "01", NameID: "Jalan"})
			r.s.SaveTopic(tx, store.Topic{ID: 40, Code: "01", NameID: "Jalan raya", Active: true})
			r.s.SaveHoliday(tx, 70, holiday)
			r.s.SaveHoliday(tx, 71, decreed)
			r.s.SaveHoliday(tx, 72, civic.Holiday{Date: day, Name: "Salah", Kind: civic.HolidayNational})
			r.s.DropHoliday(tx, 72)
		})
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		changed.ID = 50 // an id stays: old events speak of it
		r.same("reasons", ref.Reasons, []civic.Reason{changed})
		r.same("topics", ref.Topics, []store.Topic{{ID: 40, Code: "01", NameID: "Jalan raya", Active: true}})
		r.same("holidays", ref.Holidays, []civic.Holiday{decreed})
		r.same("their ids", ref.HolIDs, []civic.ID{70})
		slices.SortFunc(ref.Agencies, func(a, b civic.Agency) int { return int(a.ID - b.ID) })
		r.same("agency", ref.Agencies[1], city2)
		err = r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.SaveAgency(tx, civic.Agency{ID: 500, Parent: national, Code: "kota"}, 1)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("one code for two agencies: %v, want a unique violation", err)
		}
	})
}

func TestTouchIsHeardAndCounted(t *testing.T) {
	each(t, func(r *rig) {
		heard, stop := r.db.Listen(store.ReferenceTopic)
		defer stop()
		was, err := r.s.ReferenceVersion(r.ctx, r.db)
		r.must(err)
		for range 3 {
			r.write(func(tx *sqldb.Tx) { r.s.Touch(tx) })
		}
		now, err := r.s.ReferenceVersion(r.ctx, r.db)
		r.must(err)
		r.same("version", now, was+3)
		select {
		case <-heard:
		case <-time.After(time.Second):
			r.Error("nobody was told")
		}
	})
}

func TestChangesOfMasterDataAreLogged(t *testing.T) {
	each(t, func(r *rig) {
		r.write(func(tx *sqldb.Tx) {
			r.s.LogChange(tx, store.Change{ID: 5, At: 6, Officer: 7, Subject: "reason", SubjectID: "hold/lokasi", Before: "null", After: `{"a":1}`})
		})
		r.same("logged", r.number(`SELECT count(*) FROM change_log WHERE id = 5 AND at = 6 AND officer_id = 7 AND subject = 'reason' AND subject_id = 'hold/lokasi' AND before = 'null' AND after = '{"a":1}'`), 1)
	})
}

func regions() []store.Region {
	lat, lng := -7.25, 112.75
	return []store.Region{{Code: "35", Kind: "province", Name: "Jawa Timur"}, {Code: "35.09", Parent: "35", Kind: "regency", Name: "Kabupaten Jember"},
		{Code: "35.78", Parent: "35", Kind: "regency", Name: "Kota Surabaya", Lat: &lat, Lng: &lng}, {Code: "35.78.01", Parent: "35.78", Kind: "district", Name: "Karang Pilang"},
		{Code: "35.78.01.1001", Parent: "35.78.01", Kind: "village", Name: "Karangpilang"}, {Code: "51", Kind: "province", Name: "Bali"}}
}

func TestRegionsAreFound(t *testing.T) {
	each(t, func(r *rig) {
		all := regions()
		r.write(func(tx *sqldb.Tx) {
			for _, x := range slices.Backward(all) {
				r.s.SaveRegion(tx, store.Region{Code: x.Code, Name: "lama"})
				r.s.SaveRegion(tx, x)
			}
		})
		var each []store.Region
		r.must(r.s.EachRegion(r.ctx, r.db, func(x store.Region) { each = append(each, x) }))
		r.same("all, parents first", each, all)
		for code, want := range map[string][]store.Region{"35.78.01.1001": {all[4], all[3], all[2], all[0]}, "35.78": {all[2], all[0]}, "35": {all[0]}, "51.01": {all[5]}, "99": nil, "": nil} {
			got, err := r.s.RegionChain(r.ctx, r.db, code)
			r.must(err)
			r.same("chain of "+code, got, want)
		}
		for typed, want := range map[string][]store.Region{"Kota Sura": {all[2]}, "surabaya": {all[2]}, "KARANG": {all[3], all[4]}, "karang  p": {all[3]}, "lama": nil, "%": nil, "_ali": nil, "bali": {all[5]}} {
			got, err := r.s.RegionsLike(r.ctx, r.db, typed, 5)
			r.must(err)
			r.same("like "+typed, got, want)
		}
		one, err := r.s.RegionsLike(r.ctx, r.db, "karang", 1)
		r.must(err)
		r.same("the widest", one, []store.Region{all[3]})
		for _, c := range []struct {
			parent, after string
			want          []store.Region
		}{{"", "", []store.Region{all[5], all[0]}}, {"", "Bali", []store.Region{all[0]}}, {"35", "", []store.Region{all[1], all[2]}}, {"35.78.01.1001", "", nil}} {
			got, err := r.s.RegionsBelow(r.ctx, r.db, c.parent, c.after, 5)
			r.must(err)
			r.same("below "+c.parent, got, c.want)
		}
	})
}
