package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// whole are the cells of a service that says all that must be public.
func whole(name string) []serviceio.Cell {
	return []serviceio.Cell{{Name: "name", Text: name}, {Name: "c01", Text: "Surat kehilangan dari kepolisian\nKartu keluarga"}, {Name: "c02", Text: "Datang ke loket\nPetugas mencetak"},
		{Name: "c03", Text: "Paling lama 3 hari kerja sejak berkas lengkap"}, {Name: "c04", Text: "Tidak dipungut biaya"}, {Name: "c05", Text: "KTP-el baru"}, {Name: "c06", Text: "Loket pengaduan di lantai dua"}}
}

// draft writes a new service of an agency.
func draft(w *apptest.Town, who, agency string, cells []serviceio.Cell) catalogue.Head {
	w.T.Helper()
	h, err := w.Catalogue.Write(w.T.Context(), w.Officer(who), catalogue.Writing{Agency: w.Agency(agency), Cells: cells})
	if err != nil {
		w.T.Fatal(err)
	}
	return h
}

// act takes a step with the newest version, as somebody who has just read the service.
func act(w *apptest.Town, who string, id civic.ID, verb service.Verb, reason string) (catalogue.Head, error) {
	w.T.Helper()
	return actOn(w, who, id, 0, verb, reason)
}

func actOn(w *apptest.Town, who string, id civic.ID, no int, verb service.Verb, reason string) (catalogue.Head, error) {
	w.T.Helper()
	own, err := w.Catalogue.Of(w.T.Context(), w.Officer("nasional"), id, 50)
	if err != nil {
		w.T.Fatal(err)
	}
	if no == 0 {
		no = own.Newest
	}
	return w.Catalogue.Act(w.T.Context(), w.Officer(who), id, catalogue.Command{Verb: verb, No: no, Version: own.Version, Reason: reason})
}

func must(w *apptest.Town, h catalogue.Head, err error) catalogue.Head {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
	return h
}

// published brings a service of an agency to the public.
func published(w *apptest.Town, agency string, cells []serviceio.Cell) catalogue.Head {
	w.T.Helper()
	h := draft(w, "kota", agency, cells)
	must2(w)(act(w, "kota", h.Service, service.Submit, ""))
	must2(w)(act(w, "nasional", h.Service, service.Verify, ""))
	return must2(w)(act(w, "kota", h.Service, service.Publish, ""))
}

func must2(w *apptest.Town) func(catalogue.Head, error) catalogue.Head {
	return func(h catalogue.Head, err error) catalogue.Head { w.T.Helper(); return must(w, h, err) }
}

func kind(t *testing.T, what string, err error, want civic.Kind) {
	t.Helper()
	if civic.KindOf(err) != want || err == nil {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func TestAServiceGoesItsWay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		h := draft(w, "dinkes", "dinkes", whole("Rujukan rawat jalan"))
		_, err := w.Catalogue.Public(ctx, h.Service)
		kind(t, "a draft in public", err, civic.KindNotFound)
		_, err = act(w, "dinkes", h.Service, service.Verify, "")
		kind(t, "a unit verifies", err, civic.KindForbidden)
		_, err = act(w, "dpu", h.Service, service.Submit, "")
		kind(t, "another unit submits", err, civic.KindNotFound)
		_, err = act(w, "kemen", h.Service, service.Submit, "")
		kind(t, "another agency submits", err, civic.KindNotFound)
		_, err = act(w, "auditor", h.Service, service.Submit, "")
		kind(t, "an auditor submits", err, civic.KindForbidden)
		must2(w)(act(w, "kota", h.Service, service.Submit, ""))
		_, err = act(w, "kota", h.Service, service.Verify, "")
		kind(t, "who submitted verifies", err, civic.KindForbidden)
		_, err = act(w, "nasional", h.Service, service.Return, "")
		kind(t, "returned without a reason", err, civic.KindInvalid)
		back := must2(w)(act(w, "nasional", h.Service, service.Return, "Biayanya belum menyebut dasar hukum."))
		if back.State != service.Returned {
			t.Errorf("it is %s", back.State)
		}
		own, err := w.Catalogue.Of(ctx, w.Officer("dinkes"), h.Service, 9)
		if err != nil || len(own.Versions) != 2 || own.Versions[0].State != service.Draft || own.Versions[0].Reason != back.Reason {
			t.Fatalf("after it was returned: %+v, %v", own, err)
		}
		stale := catalogue.Writing{Service: h.Service, Version: own.Version - 1, Cells: []serviceio.Cell{{Name: "c04", Text: "Gratis"}}}
		_, err = w.Catalogue.Write(ctx, w.Officer("dinkes"), stale)
		kind(t, "written over what somebody else did", err, civic.KindConflict)
		stale.Version++
		must2(w)(w.Catalogue.Write(ctx, w.Officer("dinkes"), stale))
		must2(w)(act(w, "dinkes", h.Service, service.Submit, ""))
		_, err = w.Catalogue.Write(ctx, w.Officer("dinkes"), catalogue.Writing{Service: h.Service, Version: own.Version + 2, Cells: stale.Cells})
		kind(t, "written while it waits", err, civic.KindConflict)
		must2(w)(act(w, "kota", h.Service, service.Verify, ""))
		must2(w)(act(w, "kota", h.Service, service.Publish, ""))
		e, err := w.Catalogue.Public(ctx, h.Service)
		if err != nil || e.Name != "Rujukan rawat jalan" || e.No != 2 || !e.Free || e.TimeMax != 3 || e.Unit != service.WorkingDay || e.Standard.Fee.Text != "Gratis" {
			t.Errorf("in public: %+v, %v", e, err)
		}
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'service' AND subject_id = $1`, h.Service.String()); n != 8 {
			t.Errorf("%d events are in the audit log", n)
		}
	})
}

func TestAnIncompleteServiceIsNotPublished(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		h := draft(w, "dinkes", "dinkes", whole("Vaksinasi")[:5])
		must2(w)(act(w, "dinkes", h.Service, service.Submit, ""))
		must2(w)(act(w, "kota", h.Service, service.Verify, ""))
		_, err := act(w, "kota", h.Service, service.Publish, "")
		kind(t, "published with four of six", err, civic.KindInvalid)
		_, err = w.Catalogue.Write(t.Context(), w.Officer("dinkes"), catalogue.Writing{Agency: w.Agency("dpu"), Cells: whole("Izin")})
		kind(t, "drafted for another unit", err, civic.KindInvalid)
		_, err = w.Catalogue.Write(t.Context(), w.Officer("dinkes"), catalogue.Writing{Agency: w.Agency("dinkes"), Cells: whole(" - ")})
		kind(t, "drafted without a name", err, civic.KindInvalid)
	})
}

func TestAnEditionSaysWhatItChanged(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		h := published(w, "dinkes", whole("Rujukan rawat jalan"))
		w.Pass(72 * 3600e9)
		own, _ := w.Catalogue.Of(ctx, w.Officer("kota"), h.Service, 9)
		next := catalogue.Writing{Service: h.Service, Version: own.Version, Cells: []serviceio.Cell{{Name: "c03", Text: "2 hari kerja"}}}
		must2(w)(w.Catalogue.Write(ctx, w.Officer("kota"), next))
		_, err := act(w, "kota", h.Service, service.Submit, "")
		kind(t, "submitted without saying what is new", err, civic.KindInvalid)
		next.Version, next.Note = next.Version+1, "Waktu dipersingkat."
		must2(w)(w.Catalogue.Write(ctx, w.Officer("kota"), next))
		must2(w)(act(w, "kota", h.Service, service.Submit, ""))
		must2(w)(act(w, "nasional", h.Service, service.Verify, ""))
		if e, err := w.Catalogue.Public(ctx, h.Service); err != nil || e.No != 1 {
			t.Errorf("before it is published the public reads %d, %v", e.No, err)
		}
		must2(w)(act(w, "kota", h.Service, service.Publish, ""))
		all, more, err := w.Catalogue.History(ctx, h.Service, 0, 9)
		if err != nil || more || len(all) != 2 {
			t.Fatalf("%d editions, %v", len(all), err)
		}
		if got := all[0].Changes; len(got) != 1 || got[0].Component != "c03" || got[0].After != "2 hari kerja" || all[0].Note != next.Note || all[0].First || !all[1].First {
			t.Errorf("the newest: %+v", all[0])
		}
		if all[0].From.String() != "2026-03-05" || all[1].From.String() != "2026-03-02" || all[1].Until.String() != "2026-03-04" {
			t.Errorf("days: %v to %v, then %v", all[1].From, all[1].Until, all[0].From)
		}
		one, more, err := w.Catalogue.History(ctx, h.Service, 0, 1)
		if err != nil || !more || len(one) != 1 || len(one[0].Changes) != 1 {
			t.Errorf("one edition: %+v, %v, %v", one, more, err)
		}
	})
}

// Citizens write as they speak. What a text finds is told by its names.
func TestCitizensFindWhatTheyMean(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		for _, name := range []string{"Penggantian KTP-el hilang atau rusak", "Akta Kelahiran", "Surat Keterangan Tidak Mampu (SKTM)", "Pembuatan AK-1", "Perekaman e-KTP", "SKCK", "Kartu Keluarga karena pindah datang"} {
			cells := whole(name)
			cells[5].Text = "Dokumen"
			published(w, "dinkes", cells)
		}
		for typed, want := range map[string]string{
			"cara urus KTP hilang":                "Penggantian KTP-el hilang atau rusak",
			"kartu tanda penduduk":                "Perekaman e-KTP|Penggantian KTP-el hilang atau rusak",
			"e-KTP":                               "Perekaman e-KTP|Penggantian KTP-el hilang atau rusak",
			"akte lahir":                          "Akta Kelahiran",
			"surat miskin":                        "",
			"surat keterangan miskin":             "Surat Keterangan Tidak Mampu (SKTM)",
			"sktm surabaya":                       "Surat Keterangan Tidak Mampu (SKTM)",
			"kartu kuning":                        "Pembuatan AK-1",
			"ak1":                                 "Pembuatan AK-1",
			"catatan kepolisian":                  "",
			"surat keterangan catatan kepolisian": "SKCK",
			"KK pindah":                           "Kartu Keluarga karena pindah datang",
			"paspor":                              "",
			`"*(^ ktp - :`:                        "Perekaman e-KTP|Penggantian KTP-el hilang atau rusak",
		} {
			hits, _, err := w.Catalogue.Find(ctx, catalogue.Query{Text: typed, Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range hits {
				got = append(got, h.Name)
			}
			if strings.Join(got, "|") != want {
				t.Errorf("%q finds %q, want %q", typed, got, want)
			}
			if n, err := w.Catalogue.Count(ctx, catalogue.Query{Text: typed}); err != nil || n != len(hits) {
				t.Errorf("%q counts %d, %v", typed, n, err)
			}
		}
		hits, _, err := w.Catalogue.Find(ctx, catalogue.Query{Event: "lahir", Limit: 9})
		if err != nil || len(hits) != 2 || hits[0].Name != "Kartu Keluarga karena pindah datang" || hits[1].Name != "Akta Kelahiran" {
			t.Errorf("a child was born: %v, %v", hits, err)
		}
	})
}

// Any steps by anybody in any order keep what the catalogue promises: at most one version in force and one open, no words
// changed after they were submitted, and in public nothing but what is published.
func TestAnyStepsKeepTheCatalogueWhole(t *testing.T) {
	people := []string{"nasional", "kota", "dinkes", "dpu", "kemen", "kepala"}
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		dice := newDice(41)
		var ids []civic.ID
		for i := range 2 {
			ids = append(ids, draft(w, "dinkes", "dinkes", whole(fmt.Sprintf("Layanan nomor %d", i))).Service)
		}
		frozen := map[[2]int64]string{}
		taken := map[service.Verb]int{}
		for step := range 350 {
			id, who := ids[dice.n(len(ids))], w.Officer(people[dice.n(len(people))])
			own, err := w.Catalogue.Of(ctx, w.Officer("nasional"), id, 100)
			if err != nil {
				t.Fatal(err)
			}
			if dice.n(7) == 0 {
				_, err = w.Catalogue.Write(ctx, who, catalogue.Writing{Service: id, Version: own.Version, Note: "Perubahan.", Cells: []serviceio.Cell{{Name: "c04", Text: fmt.Sprintf("Rp %d", step)}}})
			} else {
				v := &own.Versions[min(dice.n(3)*dice.n(2), len(own.Versions)-1)] // mostly the newest
				verb := service.Verbs()[dice.n(len(service.Verbs()))]
				if all := catalogue.May(who, &v.Head); len(all) > 0 && dice.n(4) > 0 {
					verb = all[min(dice.n(len(all)), dice.n(len(all)))] // mostly forwards
				}
				if _, err = w.Catalogue.Act(ctx, who, id, catalogue.Command{Verb: verb, No: v.No, Version: own.Version, Reason: "Karena sesuatu terjadi."}); err == nil {
					taken[verb]++
				}
			}
			if err != nil && civic.KindOf(err) == civic.KindInternal {
				t.Fatal(err)
			}
			holds(t, w, id, frozen)
		}
		for _, v := range service.Verbs() {
			if taken[v] == 0 {
				t.Errorf("nobody ever did %s: the test sees too little", v)
			}
		}
	})
}

// holds checks what is promised of one service.
func holds(t *testing.T, w *apptest.Town, id civic.ID, frozen map[[2]int64]string) {
	t.Helper()
	own, err := w.Catalogue.Of(t.Context(), w.Officer("nasional"), id, 1000)
	if err != nil {
		t.Fatal(err)
	}
	force, open, public := 0, 0, 0
	for i := range own.Versions {
		v := &own.Versions[i]
		if v.State.InForce() {
			force++
		}
		if v.State.Open() {
			open++
		}
		if v.State == service.Published {
			public = v.No
		}
		if v.State == service.Verified && v.Verifier == v.Submitter {
			t.Fatalf("version %d was verified by who submitted it", v.No)
		}
		key, says := [2]int64{int64(id), int64(v.No)}, string(v.Record)+v.Digest+v.Name
		if was, ok := frozen[key]; ok && was != says {
			t.Fatalf("version %d says something else than when it was submitted", v.No)
		}
		if v.State != service.Draft && v.Submitter != 0 {
			frozen[key] = says
		}
	}
	if force > 1 || open > 1 {
		t.Fatalf("%d versions in force, %d open", force, open)
	}
	e, err := w.Catalogue.Public(t.Context(), id)
	if public == 0 && civic.KindOf(err) != civic.KindNotFound || public != 0 && (err != nil || e.No != public) {
		t.Fatalf("the public reads %d, %v; published is %d", e.No, err, public)
	}
	_, _, err = w.Catalogue.History(t.Context(), id, 0, 9)
	if (err == nil) != (public != 0) {
		t.Fatalf("the history is %v; published is %d", err, public)
	}
	hits, _, err := w.Catalogue.Find(t.Context(), catalogue.Query{Limit: 99})
	found := 0
	for _, h := range hits {
		if h.Service == id {
			found = h.No
		}
	}
	if err != nil || found != public {
		t.Fatalf("found is %d, %v; published is %d", found, err, public)
	}
}
