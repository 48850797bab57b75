package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

// Each role gets the pages that offer it something, and no other.
func TestWhoMayOpenWhat(t *testing.T) {
	o := stafftest.One(t)
	all := []string{"/kelola", "/kelola/instansi", "/kelola/petugas", "/kelola/petugas/baru", "/kelola/batas-waktu", "/kelola/batas-waktu/baru", "/kelola/libur", "/kelola/libur/baru"}
	national := []string{"/kelola/topik", "/kelola/topik/baru", "/kelola/alasan", "/kelola/alasan/baru?daftar=hold"}
	for _, role := range o.Roles() {
		b, who := o.As(role), o.Actor(role)
		check := func(paths []string, may bool) {
			for _, path := range paths {
				p := b.Get(path)
				if want := map[bool]int{true: http.StatusOK, false: http.StatusForbidden}[may]; p.Status != want {
					t.Errorf("%s opens %s: %d, want %d", role, path, p.Status, want)
				}
				if may {
					stafftest.Rules(t, p)
				}
			}
		}
		check(all, who.Role == civic.RoleNationalAdmin || who.Role == civic.RoleAgencyAdmin)
		check(national, who.Role == civic.RoleNationalAdmin)
		if p := b.Get("/petugas"); p.Has("Kelola") != (who.Role == civic.RoleNationalAdmin || who.Role == civic.RoleAgencyAdmin) {
			t.Errorf("%s: the way there is offered to the wrong people", role)
		}
	}
	if p := o.Browse().Get("/kelola/instansi"); p.Path != "/petugas/masuk" {
		t.Errorf("a stranger is at %s", p.Path)
	}
}

func agencyAt(o *stafftest.Office, code string) string {
	return "/kelola/instansi/" + o.Agency(code).ID.String()
}

func TestAgencies(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("kota")
		p := b.Get("/kelola/instansi")
		if !p.Has("Dinas Pekerjaan Umum") || p.Has("Kabupaten Bahagia") {
			t.Error("the list shows what is not theirs, or not what is")
		}
		if p := b.Get("/kelola/instansi?q=dinas+sosial"); !p.Has("Dinas Sosial") || p.Has("Dinas Sosial Kabupaten") {
			t.Error("the search leaves the scope")
		}
		for _, path := range []string{agencyAt(o, "kabupaten"), "/kelola/instansi?induk=" + o.Agency("kabupaten").ID.String(), "/kelola/instansi/baru?induk=" + o.Agency("nasional").ID.String(), "/kelola/instansi/1"} {
			if p := b.Get(path); p.Status != http.StatusNotFound {
				t.Errorf("%s answers %d", path, p.Status)
			}
		}
		if p := b.Post(agencyAt(o, "kabupaten"), url.Values{"name": {"Dirampas"}, "active": {"yes"}}); p.Status != http.StatusNotFound {
			t.Errorf("taking another agency answers %d", p.Status)
		}
		if p := b.Post("/kelola/instansi/baru", url.Values{"name": {"Liar"}, "code": {"liar"}, "parent": {o.Agency("kabupaten").ID.String()}, "active": {"yes"}}); p.Status == http.StatusOK && p.Path != "/kelola/instansi/baru" {
			t.Errorf("adding below another agency leads to %s", p.Path)
		}
		if _, ok := o.Directory.Map(t.Context()).Tree.ByCode("liar"); ok {
			t.Error("a coordinator added a unit below another agency")
		}

		f := b.Get("/kelola/instansi/baru?induk=" + o.Agency("dinas-pu").ID.String()).Form("/kelola/instansi/baru")
		p = f.Set("name", "Bidang Jembatan").Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form("/kelola/instansi/baru").Value("name") != "Bidang Jembatan" {
			t.Fatalf("without a code it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = p.Form("/kelola/instansi/baru").Set("code", "bidang-jembatan").Set("region", "karang").Send()
		if p.Status != http.StatusUnprocessableEntity && !p.Has("Karang Pilang") {
			t.Fatalf("a place to choose from answers %d", p.Status)
		}
		p = p.Form("/kelola/instansi/baru").Set("region_pick", "35.78.01").Send()
		if p.Status != http.StatusOK || !p.Has("Bidang Jembatan sudah disimpan") {
			t.Fatalf("saving answers %d", p.Status)
		}
		if a := o.Agency("bidang-jembatan"); a.Region != "35.78.01" || a.Parent != o.Agency("dinas-pu").ID || !a.Active {
			t.Errorf("saved as %+v", a)
		}
		closeAgency(t, o, b)
	})
}

// closeAgency: what cannot be undone lightly is asked about on a page of its own.
func closeAgency(t *testing.T, o *stafftest.Office, b *stafftest.Browser) {
	t.Helper()
	at := agencyAt(o, "dinas-pu")
	f := b.Get(at).Form(at).Set("phone", "031-12345")
	f.Set("active", "")
	p := f.Send()
	if p.Status != http.StatusOK || !p.Has("Nonaktifkan instansi ini?") || !o.Agency("dinas-pu").Active {
		t.Fatalf("closing is not asked about: %d", p.Status)
	}
	stafftest.Rules(t, p)
	if p = p.Form(at).Set("sure", "yes").Send(); !p.Has("sudah disimpan") {
		t.Errorf("saying yes answers %d", p.Status)
	}
	if a := o.Agency("dinas-pu"); a.Active || a.Phone != "031-12345" || a.Mode != o.Agency("kota").Mode {
		t.Errorf("saved as %+v", a)
	}
}

func TestPeople(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("kota")
		p := b.Get("/kelola/petugas")
		stafftest.Rules(t, p)
		if !p.Has("jalan@uji.test") || p.Has("kabupaten@uji.test") || p.Has("nasional@uji.test") {
			t.Error("the list shows people of other desks, or not the own ones")
		}
		if p := b.Get("/kelola/petugas?dari=pim"); !p.Has("pimpinan@uji.test") || p.Has("jalan@uji.test") {
			t.Error("the list does not begin where it was asked to")
		}
		if p := b.Get("/kelola/petugas/" + o.Actor("kabupaten").Post.String()); p.Status != http.StatusNotFound {
			t.Errorf("somebody else's officer answers %d", p.Status)
		}
		roles := b.Get("/kelola/petugas/baru").Form("/kelola/petugas/baru").Options("role")
		if slices.Contains(roles, "national_admin") || !slices.Contains(roles, "unit_officer") {
			t.Errorf("a coordinator is offered %v", roles)
		}

		f := b.Get("/kelola/petugas/baru").Form("/kelola/petugas/baru").Set("email", "baru@uji.test").Set("name", "Budi Baru").Set("role", "unit_officer").
			Set("agency", "Dinas Sosial").Set("password", "pendek")
		p = f.Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form("/kelola/petugas/baru").Value("name") != "Budi Baru" || p.Form("/kelola/petugas/baru").Value("password") != "" {
			t.Fatalf("a short password answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/petugas/baru").Set("password", stafftest.Password).Send(); !p.Has("Data baru@uji.test sudah disimpan") {
			t.Fatalf("saving answers %d", p.Status)
		}
		if who := o.Actor("baru"); who.Role != civic.RoleUnitOfficer || who.Desk != o.Agency("dinas-sosial").ID {
			t.Errorf("the new officer is %+v", who)
		}
		forged := url.Values{"email": {"baru@uji.test"}, "name": {"X"}, "role": {"national_admin"}, "agency": {"Dinas Sosial"}}
		if p := b.Post("/kelola/petugas/baru", forged); p.Status != http.StatusForbidden {
			t.Errorf("giving a post above the own answers %d", p.Status)
		}
		forged.Set("role", "unit_officer")
		forged.Set("agency", "Pemerintah Kabupaten Bahagia")
		if p := b.Post("/kelola/petugas/baru", forged); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("giving a post at another agency answers %d", p.Status)
		}
		endPost(t, o, b)
	})
}

func endPost(t *testing.T, o *stafftest.Office, b *stafftest.Browser) {
	t.Helper()
	at := "/kelola/petugas/" + o.Actor("baru").Post.String() + "/akhiri"
	p := b.Get(at)
	if !p.Has("Akhiri jabatan Budi Baru?") {
		t.Fatalf("ending is not asked about: %d", p.Status)
	}
	stafftest.Rules(t, p)
	if p = p.Form(at).Set("last_day", "1").Set("last_month", "1").Set("last_year", "2026").Send(); p.Status != http.StatusUnprocessableEntity || p.Form(at).Value("last_year") != "2026" {
		t.Fatalf("a last day of before answers %d", p.Status)
	}
	stafftest.Rules(t, p)
	if p = p.Form(at).Set("last_day", "30").Set("last_month", "11").Set("heir", o.Actor("sosial").Officer.String()).Send(); !p.Has("Jabatan Budi Baru berakhir setelah") {
		t.Errorf("a last day to come answers %d", p.Status)
	}
	if p = b.Get(at).Form(at).Send(); !p.Has("Jabatan Budi Baru sudah berakhir") || !p.Has("Berakhir 23 November 2026") {
		t.Errorf("ending answers %d", p.Status)
	}
	if p := o.Browse().Post("/petugas/masuk", url.Values{"email": {"baru@uji.test"}, "password": {stafftest.Password}}); p.Status != http.StatusUnauthorized {
		t.Errorf("after the end of the post one is answered %d", p.Status)
	}
	own := "/kelola/petugas/" + o.Actor("kota").Post.String()
	if p := b.Get(own); strings.Contains(p.Body, own+"/akhiri") {
		t.Error("one is offered to end the own post")
	}
	if p := b.Post(own+"/akhiri", nil); p.Status != http.StatusConflict {
		t.Errorf("ending the own post answers %d", p.Status)
	}
}

// A coordinator cannot touch a post that binds all agencies, nor rename a colleague of elsewhere.
func TestPeopleAboveAndElsewhere(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		ctx, national, kota := t.Context(), o.Actor("nasional"), o.Actor("kota")
		above := directory.Person{Email: "atas@uji.test", Name: "Atas", Password: stafftest.Password, Agency: o.Agency("dinas-pu").ID, Role: civic.RoleSupervisor}
		if err := o.Directory.SavePerson(ctx, national, above); err != nil {
			t.Fatal(err)
		}
		above.Post = o.Actor("atas").Post
		for _, change := range []func(*directory.Person){
			func(p *directory.Person) { p.Role, p.Password = civic.RoleUnitOfficer, "" },
		} {
			p := above
			change(&p)
			if err := o.Directory.SavePerson(ctx, kota, p); civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("%+v: %v", p, err)
			}
		}
		for _, email := range []string{"atas@uji.test", "Kabupaten@UJI.test", "jalan@uji.test"} {
			p := directory.Person{Email: email, Name: "Nama Palsu", Password: "sandi-milik-orang-lain", Agency: o.Agency("dinas-pu").ID, Role: civic.RoleUnitOfficer}
			if err := o.Directory.SavePerson(ctx, kota, p); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("a new post took the account of %s over: %v", email, err)
			}
		}
		if err := o.Directory.SavePerson(ctx, kota, directory.Person{Email: "kabupaten@uji.test", Name: "Nama Palsu", Agency: o.Agency("dinas-pu").ID, Role: civic.RoleUnitOfficer}); err != nil {
			t.Fatal(err)
		}
		posts, err := o.Directory.SignIn(ctx, "kabupaten@uji.test", stafftest.Password, "x")
		if err != nil || posts[0].Name != "Kiki Kabupaten" {
			t.Errorf("a colleague of elsewhere was renamed: %v %v", posts, err)
		}
	})
}

func TestTopics(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		p := b.Get("/kelola/topik/baru").Form("/kelola/topik/baru").Set("code", "jembatan").Set("name_en", "Bridge").Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form("/kelola/topik/baru").Value("code") != "jembatan" {
			t.Fatalf("without a name it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/topik/baru").Set("name_id", "Jembatan").Send(); p.Path != "/kelola/topik" || !p.Has("Jembatan") {
			t.Fatalf("saving answers %d at %s", p.Status, p.Path)
		}
		if p := b.Post("/kelola/topik/baru", url.Values{"code": {"jembatan"}, "name_id": {"Lagi"}}); p.Status != http.StatusConflict && p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a code that is taken answers %d", p.Status)
		}
		for _, topic := range o.Directory.Map(t.Context()).Topics {
			if topic.Code == "jalan-rusak" {
				at := "/kelola/topik/" + topic.ID.String()
				b.Get(at).Form(at).Set("name_id", "Jalan berlubang").Set("active", "").Send()
			}
		}
		if p := b.Get("/kelola/topik"); !p.Has("Jalan berlubang Tidak aktif") {
			t.Error("the change does not stand in the list")
		}
		if p := o.As("kota").Post("/kelola/topik/baru", url.Values{"code": {"x"}, "name_id": {"x"}}); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator adding a topic is answered %d", p.Status)
		}
	})
}

func TestReasons(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		f := b.Get("/kelola/alasan/baru?daftar=hold").Form("/kelola/alasan/baru").Set("code", "foto-kurang").Set("text_id", "Fotonya belum ada.").Set("from_month", "13")
		p := f.Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form("/kelola/alasan/baru").Value("from_month") != "13" {
			t.Fatalf("a month that is none answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/alasan/baru").Set("from_month", "1").Set("from_day", "1").Set("from_year", "2026").Send(); !p.Has("Fotonya belum ada.") {
			t.Fatalf("saving answers %d", p.Status)
		}
		if p := b.Post("/kelola/alasan/baru", url.Values{"list": {"hold"}, "code": {"foto-kurang"}, "text_id": {"Lain"}}); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a code that is taken answers %d", p.Status)
		}
		at := "/kelola/alasan/hold/foto-kurang"
		b.Get(at).Form(at).Set("until_day", "1").Set("until_month", "6").Set("until_year", "2026").Send()
		day := civic.Date{Year: 2026, Month: 11, Day: 23}
		if o.Directory.Map(t.Context()).Reasons.May(civic.ReasonsHold, "foto-kurang", day) {
			t.Error("a reason that has ended is still offered")
		}
		if p := b.Get("/kelola/alasan"); !p.Has("Tidak berlaku lagi") {
			t.Error("the list does not say that it has ended")
		}
	})
}

func TestPolicies(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		add := "/kelola/batas-waktu/baru"
		fill := func(f *stafftest.Form, amount string) *stafftest.Form {
			return f.Set("clock", "verify").Set("amount", amount).Set("unit", "working_days").Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2027")
		}
		b := o.As("nasional")
		p := fill(b.Get(add).Form(add), "0").Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form(add).Value("effective_from_year") != "2027" {
			t.Fatalf("a length of nothing answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = fill(p.Form(add), "2").Send()
		if p.Path != "/kelola/batas-waktu" || !p.Has("2 hari kerja") || !p.Has("Akan berlaku") || !p.Has("3 hari kerja") {
			t.Fatalf("what holds and what is coming should both be seen: %d at %s", p.Status, p.Path)
		}
		kota := o.As("kota")
		f := kota.Get(add).Form(add)
		if f.Value("agency") != "Pemerintah Kota Andalan" {
			t.Errorf("a coordinator's rule is for %q", f.Value("agency"))
		}
		if p := fill(f, "1").Send(); !p.Has("1 hari kerja") {
			t.Errorf("the own rule answers %d", p.Status)
		}
		if p := fill(kota.Get(add).Form(add), "1").Set("agency", "").Set("agency_id", "").Send(); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator's rule for the country answers %d", p.Status)
		}
		if p := o.As("kabupaten").Get("/kelola/batas-waktu"); p.Has("Pemerintah Kota Andalan") {
			t.Error("the rules of another agency are listed")
		}
	})
}

func TestHolidays(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		add := "/kelola/libur/baru"
		b := o.As("nasional")
		p := b.Get(add).Form(add).Set("date_day", "31").Set("date_month", "2").Set("date_year", "2027").Set("name", "Hari Uji").Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form(add).Value("name") != "Hari Uji" {
			t.Fatalf("31 February answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = p.Form(add).Set("date_day", "5").Set("date_month", "3").Set("kind", "regional").Set("region", "karang").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Karang Pilang") {
			t.Fatalf("a place to choose from answers %d", p.Status)
		}
		p = p.Form(add).Set("region_pick", "35.78.01").Send()
		if p.Path != "/kelola/libur" || !p.Has("Hari Uji pada 5 Maret 2027 sudah disimpan") || !p.Has("Karang Pilang") {
			t.Fatalf("saving answers %d at %s", p.Status, p.Path)
		}
		drop := ""
		for n := range stafftest.Elements(p.Doc, "a") {
			if strings.HasSuffix(stafftest.Attr(n, "href"), "/hapus") {
				drop = stafftest.Attr(n, "href")
			}
		}
		ask := b.Get(drop)
		if !ask.Has("Hapus Hari Uji?") {
			t.Fatalf("removing is not asked about: %d", ask.Status)
		}
		stafftest.Rules(t, ask)
		if p := o.As("kota").Post(drop, nil); p.Status != http.StatusNotFound {
			t.Errorf("a coordinator removing a holiday is answered %d", p.Status)
		}
		if p := ask.Form(drop).Send(); !p.Has("Hari Uji sudah dihapus") {
			t.Errorf("removing answers %d", p.Status)
		}
		kota := o.As("kota")
		p = kota.Get(add).Form(add).Set("date_day", "4").Set("date_month", "5").Set("date_year", "2027").Set("name", "Hari Jadi Kota").Send()
		if !p.Has("Hari Jadi Kota") || p.Path != "/kelola/libur" {
			t.Errorf("a holiday of the own agency answers %d at %s", p.Status, p.Path)
		}
		if p := o.As("kabupaten").Get("/kelola/libur?tahun=2027"); p.Has("Hari Jadi Kota") {
			t.Error("the holiday of another agency is listed")
		}
		if p := kota.Post(add, url.Values{"kind": {"national"}, "name": {"X"}, "date_day": {"4"}, "date_month": {"5"}, "date_year": {"2027"}}); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator's national holiday answers %d", p.Status)
		}
	})
}

// Nobody is asked whether an agency may be closed by a form that has to be mended first; the search stands below the
// heading.
func TestTheQuestionComesAfterTheFields(t *testing.T) {
	o := stafftest.One(t)
	b := o.As("kota")
	at := agencyAt(o, "dinas-sosial")
	f := b.Get(at).Form(at)
	p := b.Post(at, url.Values{"name": {" "}, "short_name": {f.Value("short_name")}, "kind": {"unit"}})
	if p.Status != http.StatusUnprocessableEntity || p.Form(at).Has("sure") || !strings.Contains(p.Body, `href="#name"`) {
		t.Errorf("closing with a mistake answers %d; it is asked: %v", p.Status, p.Form(at).Has("sure"))
	}
	stafftest.Rules(t, p)
	if p := b.Post(at, url.Values{"name": {"Dinas Sosial"}, "kind": {"unit"}}); !p.Form(at).Has("sure") {
		t.Errorf("closing without a mistake answers %d and is not asked about", p.Status)
	}
	p = b.Get("/kelola/instansi")
	if heading, search := strings.Index(p.Body, "<h1"), strings.Index(p.Body, "find-form"); heading < 0 || search < heading {
		t.Error("the search stands before the heading")
	}
}
