package apptest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/channel"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
	"tuntas/internal/sqldb/dbtest"
)

// Town is a Rig with a small country in it: an agency of every routing mode, one of them with a tree below
// it, officers of every role, reasons, topics, places, and the holidays of 2026.
type Town struct {
	*Rig
	T    testing.TB
	Mail *Outbox
}

// Monday is when a Town begins: Monday 2 March 2026, 09:00 in Jakarta.
func Monday() time.Time { return time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC) }

const (
	townAgencies = `code,parent_code,name,kind,region_code,routing_mode,zone
kota,nasional,Pemerintah Kota Surabaya,city,35.78,semi,
dpu,kota,Dinas Pekerjaan Umum,unit,,,
jalan,dpu,Bidang Jalan,subunit,,,
dinkes,kota,Dinas Kesehatan,unit,,,
kemen,nasional,Kementerian Perhubungan,ministry,,full,
balai,kemen,Balai Perhubungan Papua,unit,91,,
pusat,nasional,Lembaga Kecil,institution,,central,
`
	townOfficers = `email,name,desk_code,role
nasional@contoh.example,Nia Nasional,nasional,national_admin
pengawas@contoh.example,Sari Pengawas,nasional,supervisor
auditor@contoh.example,Adi Auditor,nasional,auditor
kota@contoh.example,Kiki Kota,kota,agency_admin
kepala@contoh.example,Kepala Kota,kota,agency_head
inspektorat@contoh.example,Ina Inspektorat,kota,oversight
dpu@contoh.example,Dedi DPU,dpu,liaison
jalan@contoh.example,Joko Jalan,jalan,unit_officer
dinkes@contoh.example,Dina Dinkes,dinkes,liaison
kemen@contoh.example,Kemal Kemen,kemen,agency_admin
balai@contoh.example,Bela Balai,balai,unit_officer
`
	townReasons = `kind,code,text_id,text_en,effective_from,source
hold,lokasi,Lokasinya belum jelas.,The place is not clear.,2024-01-01,uji
return,bukan,Bukan wewenang kami.,Not ours.,2024-01-01,uji
archive,bukan_laporan,Bukan laporan pelayanan publik.,Not a report.,2024-01-01,uji
close,selesai,Masalahnya sudah diselesaikan.,Solved.,2024-01-01,uji
`
	townTopics = `code,parent_code,name_id,name_en,default_class
01,,Jalan,Roads,complaint
01.1,01,Lubang,Potholes,complaint
02,,Kesehatan,Health,
`
	townRegions = `code,name,lat,lng
35,Jawa Timur,,
35.78,Kota Surabaya,-7.25,112.75
35.78.01,Karang Pilang,,
91,Papua,,
`
	townHolidays = `date,name,kind,region_code,decree
2026-01-01,Tahun Baru,national,,SKB 2026
2026-03-19,Nyepi,national,,SKB 2026
2026-03-20,Idul Fitri,national,,SKB 2026
2026-03-23,Cuti bersama,collective,,SKB 2026
2026-05-31,Hari Jadi Surabaya,regional,35.78,
2026-12-25,Natal,national,,SKB 2026
`
)

// EachTown runs a test on both databases, each with a fresh Town.
func EachTown(t *testing.T, fn func(t *testing.T, w *Town)) {
	t.Helper()
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) { fn(t, OpenTown(t, d)) })
	}
}

// OpenTown returns a Town on a fresh database of a dialect. It is closed when the test ends.
func OpenTown(tb testing.TB, dialect string) *Town {
	tb.Helper()
	w := &Town{Rig: Open(tb, dialect, Monday()), T: tb, Mail: &Outbox{}}
	w.Jobs.Mail = w.Mail
	w.Inviting()
	w.Import(w.Directory.ImportRegions, townRegions)
	w.Import(w.Directory.ImportAgencies, townAgencies)
	w.Import(w.Directory.ImportHolidays, townHolidays)
	w.Import(w.Directory.ImportTopics, townTopics)
	w.Import(w.Directory.ImportReasons, townReasons)
	res, err := w.Directory.ImportOfficers(context.Background(), strings.NewReader(townOfficers), "", directory.Options{})
	if err != nil || res.Failed > 0 {
		tb.Fatalf("officers: %v %v", err, res.Errors)
	}
	return w
}

// Agency returns the id of a desk by its code.
func (w *Town) Agency(code string) civic.ID {
	w.T.Helper()
	a, ok := w.Atlas.Current(context.Background()).Tree.ByCode(code)
	if !ok {
		w.T.Fatalf("no agency %q", code)
	}
	return a.ID
}

// Officer returns the officer whose address begins with the name, in the first post.
func (w *Town) Officer(name string) civic.Actor {
	w.T.Helper()
	ctx := context.Background()
	o, err := w.Store.OfficerByEmail(ctx, w.DB, name+"@contoh.example")
	if err != nil {
		w.T.Fatalf("%s: %v", name, err)
	}
	posts, err := w.Directory.Posts(ctx, o.ID)
	if err != nil || len(posts) == 0 {
		w.T.Fatalf("%s: %d posts, %v", name, len(posts), err)
	}
	return w.Directory.Actor(ctx, posts[0])
}

// Pothole is a request as a door would hand it in, for tests to change.
func (w *Town) Pothole() intake.Request {
	return intake.Request{
		Submission: civic.Submission{Class: civic.Complaint, Body: "Jalan di depan Pasar Wonokromo berlubang besar dan dalam.", Channel: "web",
			Place: civic.Place{Text: "Pasar Wonokromo", Region: "35.78.01"}},
		Identity: intake.Identity{Name: "Siti Aminah", Email: "siti@warga.example", Phone: "0812-3456-7890"},
	}
}

// Submit hands a request in and returns the receipt.
func (w *Town) Submit(req intake.Request) intake.Receipt {
	w.T.Helper()
	got, err := w.Intake.Submit(context.Background(), civic.ReporterActor(0), req)
	if err != nil {
		w.T.Fatalf("submit: %v", err)
	}
	return got
}

// Do acts on a report; the act must succeed.
func (w *Town) Do(who civic.Actor, code civic.TrackingCode, cmd civic.Command) civic.Report {
	w.T.Helper()
	r, err := w.Casework.Act(context.Background(), who, code, cmd)
	if err != nil {
		w.T.Fatalf("%s by %s: %v", cmd.Verb, who.Role, err)
	}
	return r
}

// Handled hands a pothole in and brings it to the desk of roads, verified and published; it returns the
// receipt and the reporter.
func (w *Town) Handled(req intake.Request) (intake.Receipt, civic.Actor) {
	w.T.Helper()
	got := w.Submit(req)
	w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"),
		Publish: !req.Secret, PublicTitle: "Jalan berlubang", PublicBody: "Jalan di depan pasar berlubang."})
	w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
	return got, civic.ReporterActor(got.Report.ID)
}

// Number reads one number from the database.
func (w *Town) Number(sql string, args ...any) (n int) {
	w.T.Helper()
	if err := w.DB.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.T.Fatal(err)
	}
	return n
}

// Settled applies what waits in the feed and demands that every kept count equals a recount.
func (w *Town) Settled() {
	w.T.Helper()
	ctx := context.Background()
	if err := w.Insight.Drain(ctx); err != nil {
		w.T.Fatal(err)
	}
	drift, err := w.Store.TallyDrift(ctx, w.DB)
	if err != nil || drift != 0 {
		w.T.Errorf("%d counts differ from a recount, %v", drift, err)
	}
	if drift, err = w.Store.EndingDrift(ctx, w.DB); err != nil || drift != 0 {
		w.T.Errorf("%d counts of who closed differ from a recount, %v", drift, err)
	}
}

// Outbox is a mail server that keeps what it is given. It is safe for concurrent use.
type Outbox struct {
	mu   sync.Mutex
	got  []channel.Message
	Fail func(channel.Message) error // nil: everything is taken
}

// Send keeps the message, or fails as it was told to.
func (o *Outbox) Send(_ context.Context, m channel.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.Fail != nil {
		if err := o.Fail(m); err != nil {
			return err
		}
	}
	o.got = append(o.got, m)
	return nil
}

// Messages returns what was taken so far.
func (o *Outbox) Messages() []channel.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]channel.Message(nil), o.got...)
}

// Topic finds a topic by its code.
func (w *Town) Topic(code string) directory.Topic {
	w.T.Helper()
	for _, t := range w.Atlas.Current(context.Background()).Topics {
		if t.Code == code {
			return t
		}
	}
	w.T.Fatalf("no topic %q", code)
	return directory.Topic{}
}
