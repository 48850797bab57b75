package store_test

import (
	"context"
	"slices"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// serviced keeps a service of an agency with one version.
func (r *rig) serviced(id, agency civic.ID, name string, state service.State) store.ServiceVersion {
	s := store.Service{ID: id, Agency: agency, Source: "uji", SourceID: id.String(), Newest: 1, Version: 1, Created: store.Micros(r.now)}
	v := store.ServiceVersion{Document: `{"id": "` + id.String() + `",  "service": {"name": "` + name + `"}}`, ServiceHead: store.ServiceHead{Service: id, Agency: agency, No: 1, State: state, Name: name,
		Digest: "ab", TimeMin: 1, TimeMax: 3, Unit: service.WorkingDay, Free: true, Online: true, Delivery: 6, Filled: 9, Note: "baru", Reason: "", Author: 7, Submitter: 8, Verifier: 9, At: store.Micros(r.now)}}
	if state == service.Published {
		v.From = civic.DateOf(r.now, civic.WIB)
	}
	r.write(func(tx *sqldb.Tx) {
		r.s.InsertService(tx, &s)
		r.s.InsertServiceVersion(tx, &v)
	})
	return v
}

func TestServicesComeBackAsTheyWereKept(t *testing.T) {
	each(t, func(r *rig) {
		v := r.serviced(900, works, "Izin galian", service.Published)
		got, err := r.s.PublishedService(r.ctx, r.db, 900)
		r.must(err)
		r.same("kept and read", got, v)
		next := v
		next.No, next.State, next.Document, next.From = 2, service.Draft, `{"service":{"name":"Izin galian jalan"}}`, civic.Date{}
		r.write(func(tx *sqldb.Tx) { r.s.InsertServiceVersion(tx, &next) })
		s, err := r.s.ServiceBySource(r.ctx, r.db, "uji", "900")
		r.must(err)
		if s.Newest != 2 || s.Agency != works {
			r.Errorf("the entry: %+v", s)
		}
		next.Name, next.Document = "Izin galian kabel", `{"service":{"name":"Izin galian kabel"}}`
		r.write(func(tx *sqldb.Tx) {
			r.s.RewriteDraft(tx, &next)
			frozen := v
			frozen.Document, frozen.Name = `{}`, "ditimpa"
			r.s.RewriteDraft(tx, &frozen) // it is published: nothing happens
		})
		all, err := r.s.ServiceVersions(r.ctx, r.db, 900, 0, 9)
		r.must(err)
		r.same("versions", all, []store.ServiceVersion{next, v})
		if older, err := r.s.ServiceVersions(r.ctx, r.db, 900, 2, 9); err != nil || len(older) != 1 || older[0].No != 1 {
			r.Errorf("before the second: %v, %v", older, err)
		}
		r.update(func(ctx context.Context, tx *sqldb.Tx) error { return r.s.TurnService(ctx, tx, 900, 1) })
		err = r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error { return r.s.TurnService(ctx, tx, 900, 1) })
		r.kind(err, civic.KindConflict)
	})
}

// Whatever the program does, of a service one version is in force and one is open.
func TestTheDatabaseKeepsOneVersionInForceAndOneOpen(t *testing.T) {
	each(t, func(r *rig) {
		v := r.serviced(900, works, "Izin galian", service.Published)
		for no, state := range map[int]service.State{2: service.Published, 3: service.Suspended} {
			v.No, v.State = no, state
			err := r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
				r.s.InsertServiceVersion(tx, &v)
				return nil
			})
			if !sqldb.IsUnique(err) {
				r.Errorf("a second one in force is %v", err)
			}
		}
		v.No, v.State = 4, service.Draft
		r.write(func(tx *sqldb.Tx) { r.s.InsertServiceVersion(tx, &v) })
		v.No, v.State = 5, service.Submitted
		err := r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.InsertServiceVersion(tx, &v)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("a second one open is %v", err)
		}
	})
}

func TestServicesKeepToTheirScope(t *testing.T) {
	each(t, func(r *rig) {
		for i, desk := range []civic.ID{city, works, roads, health, ministry} {
			r.serviced(900+civic.ID(i), desk, "Layanan", map[bool]service.State{true: service.Draft, false: service.Published}[i%2 == 0])
		}
		for desk, want := range map[civic.ID][]civic.ID{national: {904, 903, 902, 901, 900}, city: {903, 902, 901, 900}, works: {902, 901}, roads: {902}, ministry: {904}} {
			c := store.AgencyScope{Desk: desk}
			var got []civic.ID
			for before := civic.ID(0); ; { // one a page
				page, err := r.s.Services(r.ctx, r.db, c, store.ServiceFilter{Before: before, Limit: 1})
				r.must(err)
				if len(page) == 0 {
					break
				}
				before = page[0].Service
				got = append(got, before)
			}
			if !slices.Equal(got, want) {
				r.Errorf("from desk %d: %v, want %v", desk, got, want)
			}
			exported, err := r.s.ExportServices(r.ctx, r.db, c, 0, 99)
			r.must(err)
			if len(exported) != len(want) || exported[0].ID != want[len(want)-1] {
				r.Errorf("exported from desk %d: %v", desk, exported)
			}
			for id := civic.ID(900); id <= 904; id++ {
				_, err := r.s.Service(r.ctx, r.db, c, id)
				if in := slices.Contains(want, id); in != (err == nil) || !in && civic.KindOf(err) != civic.KindNotFound {
					r.Errorf("service %d from desk %d: %v", id, desk, err)
				}
			}
		}
		drafts, err := r.s.Services(r.ctx, r.db, store.AgencyScope{Desk: city}, store.ServiceFilter{State: service.Draft, Limit: 9})
		r.must(err)
		if len(drafts) != 2 {
			r.Errorf("%d drafts", len(drafts))
		}
	})
}

func TestServicesAreFoundByNameBeforeTheOthers(t *testing.T) {
	each(t, func(r *rig) {
		put := func(id, agency civic.ID, region string, name, words []string, free, online bool) {
			r.serviced(id, agency, "Layanan "+id.String(), service.Published)
			r.write(func(tx *sqldb.Tx) {
				r.s.PutServiceDoc(tx, &store.ServiceDoc{Service: id, Name: name, Words: append(name, words...), Chain: r.tree.Chain(agency), Region: region, Free: free, Online: online})
			})
		}
		put(901, city, "35.78", []string{"ktp", "hilang"}, []string{"kartu"}, true, false)
		put(902, works, "35.78", []string{"izin", "galian"}, []string{"ktp", "hilang"}, false, true)
		put(903, ministry, "", []string{"paspor"}, []string{"ktp", "hilang"}, false, false)
		put(904, roads, "35", []string{"kartu", "penduduk"}, []string{"hilang"}, true, true)
		ktp := []store.Said{{{"ktp"}, {"kartu", "penduduk"}}, {{"hilang"}}}
		for what, want := range map[string][]civic.ID{
			"all":    {904, 903, 902, 901},
			"words":  {901, 904, 903, 902}, // the one whose name says both first
			"free":   {904, 901},
			"online": {904, 902},
			"works":  {904, 902},
			"city":   {904, 903, 902, 901}, // what the province and the country give is given there too
			"east":   {904, 903, 902, 901},
			"west":   {903},
			"named":  {903},
			"both":   {901, 904},
		} {
			f := store.ServiceSearch{Limit: 9}
			switch what {
			case "words":
				f.Words = ktp
			case "free":
				f.Free = true
			case "online":
				f.Online = true
			case "works":
				f.Agency = works
			case "city":
				f.Region = "35.78"
			case "east":
				f.Region = "35"
			case "west":
				f.Region = "32"
			case "named":
				f.Named = store.Said{{"paspor"}, {"hilang", "paspor"}}
			case "both":
				f.Words, f.Free = ktp, true
			}
			n, err := r.s.CountServices(r.ctx, f, 99)
			r.must(err)
			var got []civic.ID
			for f.Limit = 1; ; {
				hits, err := r.s.FindServices(r.ctx, f)
				r.must(err)
				if len(hits) == 0 {
					break
				}
				got = append(got, hits[0].Service)
				f.After = store.ServicePlace{Other: hits[0].Other, ID: hits[0].Service}
			}
			if !slices.Equal(got, want) || n != len(want) {
				r.Errorf("%s: %v and %d, want %v", what, got, n, want)
			}
		}
		r.write(func(tx *sqldb.Tx) { r.s.DropServiceDoc(tx, 901) })
		if n, err := r.s.CountServices(r.ctx, store.ServiceSearch{}, 99); err != nil || n != 3 {
			r.Errorf("after one is dropped %d are counted: %v", n, err)
		}
	})
}

func TestHeldRecordsWaitForTheirOwner(t *testing.T) {
	each(t, func(r *rig) {
		for i, owner := range []string{"Kelurahan Paria", "Kecamatan Taman", "Kelurahan Paria"} {
			r.write(func(tx *sqldb.Tx) {
				r.s.HoldService(tx, &store.HeldService{Source: "uji", SourceID: string(rune('a' + i)), Owner: owner, Name: "Surat", Document: `{"n":1}`, At: 5})
			})
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.HoldService(tx, &store.HeldService{Source: "uji", SourceID: "a", Owner: "Kelurahan Paria", Name: "Surat pindah", Document: `{"n":2}`, At: 6})
		})
		all, err := r.s.HeldServices(r.ctx, r.db, "", store.HeldService{}, 2)
		r.must(err)
		if len(all) != 2 || all[0].Owner != "Kecamatan Taman" || all[1].Document != `{"n":2}` {
			r.Errorf("held: %+v", all)
		}
		rest, err := r.s.HeldServices(r.ctx, r.db, "", all[1], 9)
		r.must(err)
		if len(rest) != 1 || rest[0].SourceID != "c" {
			r.Errorf("the rest: %+v", rest)
		}
		if id, err := r.s.NamedOwner(r.ctx, r.db, "Kelurahan Paria"); err != nil || id != 0 {
			r.Errorf("nobody named it yet: %d, %v", id, err)
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.NameOwner(tx, "Kelurahan Paria", works)
			r.s.NameOwner(tx, "Kelurahan Paria", roads)
			r.s.ReleaseService(tx, "uji", "a")
		})
		if id, err := r.s.NamedOwner(r.ctx, r.db, "Kelurahan Paria"); err != nil || id != roads {
			r.Errorf("it is named %d, %v", id, err)
		}
		if left, err := r.s.HeldServices(r.ctx, r.db, "Kelurahan Paria", store.HeldService{}, 9); err != nil || len(left) != 1 {
			r.Errorf("left: %v, %v", left, err)
		}
	})
}

func TestWordsOfSearchesAndMomentsAreThere(t *testing.T) {
	each(t, func(r *rig) {
		same, idle, err := r.s.ServiceWords(r.ctx, r.db)
		r.must(err)
		events, err := r.s.LifeEvents(r.ctx, r.db)
		r.must(err)
		if len(same) == 0 || len(idle) == 0 || len(events) == 0 || events[0].Code != "lahir" {
			r.Errorf("%d, %d, %v", len(same), len(idle), events)
		}
	})
}
