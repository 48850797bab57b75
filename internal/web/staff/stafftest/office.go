// Package stafftest is an office for tests of pages: a small tree of agencies with an officer
// for every role on a real database, browsers without scripts that sign in as them, and the
// rules that every page has to keep.
package stafftest

import (
	"context"
	"io"
	"net/http/httptest"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/intake"
)

// Password is that of every officer of the office.
const Password = "sandi-untuk-uji"

// Monday morning in a week without holidays.
func start() time.Time { return time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC) }

const agencies = `code,parent_code,name,short_name,kind,region_code,routing_mode,zone
kota,nasional,Pemerintah Kota Andalan,Pemkot Andalan,city,,full,WIB
dinas-pu,kota,Dinas Pekerjaan Umum,Dinas PU,unit,,,
bidang-jalan,dinas-pu,Bidang Jalan,Bidang Jalan,subunit,,,
dinas-sosial,kota,Dinas Sosial,Dinsos,unit,,,
inspektorat,kota,Inspektorat Kota,Inspektorat,unit,,,
kabupaten,nasional,Pemerintah Kabupaten Bahagia,Pemkab Bahagia,regency,,semi,WITA
dinas-sosial-kab,kabupaten,Dinas Sosial Kabupaten,Dinsos Bahagia,unit,,,
badan-pusat,nasional,Badan Pusat Contoh,BPC,institution,,central,WIB
`

const officers = `email,name,desk_code,role
nasional@uji.test,Nina Nasional,nasional,national_admin
pembina@uji.test,Pandu Pembina,nasional,supervisor
auditor@uji.test,Ani Auditor,nasional,auditor
kota@uji.test,Koko Kota,kota,agency_admin
pimpinan@uji.test,Pipit Pimpinan,kota,agency_head
pu@uji.test,Putri Umum,dinas-pu,liaison
jalan@uji.test,Jaka Jalan,bidang-jalan,unit_officer
sosial@uji.test,Sari Sosial,dinas-sosial,unit_officer
pengawas@uji.test,Wawan Pengawas,kota,oversight
kabupaten@uji.test,Kiki Kabupaten,kabupaten,agency_admin
`

const reasons = `kind,code,text_id,text_en,effective_from,source
hold,kurang-jelas,Tempatnya belum jelas.,The place is not clear.,2024-01-01,Uji
return,bukan-kami,Kewenangan unit lain.,Another unit.,2024-01-01,Uji
archive,tidak-jelas,Isi tidak dapat dipahami.,Cannot be understood.,2024-01-01,Uji
close,solved,Masalah sudah diatasi.,Solved.,2024-01-01,Uji
`

const topics = `code,parent_code,name_id,name_en,default_class
jalan,,Jalan,Roads,complaint
jalan-rusak,jalan,Jalan rusak,Damaged road,complaint
`

const holidays = `date,name,kind,region_code,decree
2026-12-25,Kelahiran Yesus Kristus,national,,SKB
`

const regions = `code,name
35,Jawa Timur
35.78,Kota Surabaya
35.78.01,Karang Pilang
`

// Office is a founded Tuntas with people in it, and a server.
type Office struct {
	*apptest.Rig
	T      *testing.T
	Server *httptest.Server
}

// Each runs a test in a fresh office on each database.
func Each(t *testing.T, fn func(t *testing.T, o *Office)) {
	t.Helper()
	apptest.Each(t, start(), func(t *testing.T, r *apptest.Rig) { fn(t, open(t, r)) })
}

// One opens a fresh office on SQLite, for tests of how pages look.
func One(t *testing.T) *Office { return open(t, apptest.Open(t, "sqlite", start())) }

func open(t *testing.T, r *apptest.Rig) *Office {
	t.Helper()
	o := &Office{Rig: r, T: t}
	r.Inviting()
	ctx := t.Context()
	r.Import(r.Directory.ImportRegions, regions)
	r.Import(r.Directory.ImportAgencies, agencies)
	r.Import(r.Directory.ImportReasons, reasons)
	r.Import(r.Directory.ImportTopics, topics)
	r.Import(r.Directory.ImportHolidays, holidays)
	hash, err := r.Directory.HashPassword(ctx, Password)
	if err != nil {
		t.Fatal(err)
	}
	r.Import(func(ctx context.Context, in io.Reader, opt directory.Options) (directory.Result, error) {
		return r.Directory.ImportOfficers(ctx, in, hash, opt)
	}, officers)
	r.Config.Limits.PerMinute, r.Config.Limits.Burst = 1_000_000, 1_000_000 // a test is faster than people
	doors, err := r.Doors(app.DoorOptions{})
	if err != nil {
		t.Fatal(err)
	}
	o.Server = httptest.NewTLSServer(doors)
	t.Cleanup(o.Server.Close)
	return o
}

// Roles lists the officers by their addresses, one for every role and the second of some.
func (o *Office) Roles() []string {
	return []string{"nasional", "pembina", "auditor", "kota", "pimpinan", "pu", "jalan", "sosial", "pengawas", "kabupaten"}
}

// Agency finds an agency by its code.
func (o *Office) Agency(code string) civic.Agency {
	o.T.Helper()
	a, ok := o.Directory.Map(o.T.Context()).Tree.ByCode(code)
	if !ok {
		o.T.Fatalf("there is no agency %q", code)
	}
	return a
}

// Actor is an officer as the verbs know one.
func (o *Office) Actor(name string) civic.Actor {
	o.T.Helper()
	posts, err := o.Directory.SignIn(o.T.Context(), name+"@uji.test", Password, "verbs")
	if err != nil {
		o.T.Fatal(err)
	}
	return o.Directory.Actor(o.T.Context(), posts[0])
}

// Report takes a report in. change may change it first.
func (o *Office) Report(named, body string, change func(*intake.Request)) intake.Receipt {
	o.T.Helper()
	req := intake.Request{Identity: intake.Identity{Name: "Rahma Pelapor", Email: "rahma@contoh.test", Phone: "081234567890"}}
	req.Submission = civic.Submission{Class: civic.Complaint, Title: "Laporan " + named, Body: body + " Ini cukup panjang untuk diterima.", Channel: "web"}
	req.Place.Text = "Jalan Mawar nomor 7"
	if named != "" {
		req.Named = o.Agency(named).ID
	}
	if change != nil {
		change(&req)
	}
	got, err := o.Intake.Submit(o.T.Context(), civic.Actor{Role: civic.RoleReporter}, req)
	if err != nil {
		o.T.Fatal(err)
	}
	return got
}

// Do takes a step on a report through the verb.
func (o *Office) Do(who civic.Actor, code civic.TrackingCode, cmd civic.Command, files ...evidence.File) civic.Report {
	o.T.Helper()
	r, err := o.Casework.Act(o.T.Context(), who, code, cmd, files...)
	if err != nil {
		o.T.Fatalf("%s: %v", cmd.Verb, err)
	}
	return r
}
