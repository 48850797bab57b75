package intake_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/intake"
)

// photo is a cleaned picture in the blob store.
func photo(t *testing.T, w *apptest.Town, shade uint8) evidence.File {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 600, 400))
	for x := range 600 {
		for y := range 400 {
			img.Set(x, y, color.RGBA{shade, uint8(x), uint8(y), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	f, err := w.Evidence.Clean(t.Context(), "lubang.png", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// rows counts what a submission writes, by table.
func rows(w *apptest.Town) map[string]int {
	out := map[string]int{}
	for _, table := range []string{"report", "report_text", "inbox", "event", "feed", "identity", "attachment", "idempotency"} {
		out[table] = w.Number(`SELECT count(*) FROM ` + table)
	}
	out["job"] = w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`)
	return out
}

func sameRows(t *testing.T, got, want map[string]int) {
	t.Helper()
	for table, n := range want {
		if got[table] != n {
			t.Errorf("%s: %d rows, want %d", table, got[table], n)
		}
	}
}

func TestSubmissionIsWhole(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Topic, req.Named = w.Atlas.Current(t.Context()).Topics[0].ID, w.Agency("kota")
		req.Place.HasPoint, req.Place.Lat, req.Place.Lng = true, -7.3, 112.7
		req.OccurredOn = civic.Date{Year: 2026, Month: time.March, Day: 1}
		req.Files = []evidence.File{photo(t, w, 1), photo(t, w, 2)}
		req.Key, req.Caller = "kunci-1", "203.0.113.5"
		got := w.Submit(req)
		sameRows(t, rows(w), map[string]int{"report": 1, "report_text": 1, "inbox": 1, "event": 1, "feed": 1, "identity": 1, "attachment": 2, "idempotency": 1, "job": 1})
		r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		if r.Holder != w.Agency("nasional") || r.Named != w.Agency("kota") || r.State != civic.Submitted || !r.Mailable || r.Region != "35.78.01" || !r.ReceivedAt.Equal(apptest.Monday()) {
			t.Errorf("report %+v", r)
		}
		text, err := w.Store.TextOf(t.Context(), w.DB, r.ID)
		if err != nil || text.Body != req.Body || text.OccurredOn != "2026-03-01" || text.Place != "Pasar Wonokromo" || text.Lat == nil || *text.Lat != -7.3 {
			t.Errorf("text %+v, %v", text, err)
		}
		if len(got.Promises) != 4 || got.Promises[0].Clock != civic.ClockVerify || got.Promises[0].By.String() != "2026-03-05" {
			t.Errorf("promises %+v", got.Promises)
		}
		files, err := w.Store.Attachments(t.Context(), w.DB, r.ID)
		if err != nil || len(files) != 2 || files[0].Thumb == "" {
			t.Fatalf("files %+v, %v", files, err)
		}
		if _, _, err := w.Evidence.Open(t.Context(), files[1].Hash); err != nil {
			t.Errorf("file: %v", err)
		}
		if _, err := w.Casework.OpenWithPIN(t.Context(), got.Code, string(got.PIN), "a"); err != nil {
			t.Errorf("the PIN of the receipt does not open: %v", err)
		}
		w.Settled()
	})
}

func TestReportGoesToTheDeskThatVerifies(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for named, entry := range map[string]string{"": "nasional", "kota": "nasional", "jalan": "nasional", "kemen": "kemen", "balai": "kemen", "pusat": "nasional"} {
			req := w.Pothole()
			if named != "" {
				req.Named = w.Agency(named)
			}
			if got := w.Submit(req); got.Report.Holder != w.Agency(entry) {
				t.Errorf("named %q: held by %d, want %s", named, got.Report.Holder, entry)
			}
		}
	})
}

func TestRefusedSubmissionNamesTheFieldAndLeavesNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		before := rows(w)
		for field, spoil := range map[string]func(*intake.Request){
			"body":                              func(r *intake.Request) { r.Body = "pendek" },
			"title":                             func(r *intake.Request) { r.Title = strings.Repeat("a", 151) },
			"class":                             func(r *intake.Request) { r.Class = civic.ComplaintOversight },
			"location_text":                     func(r *intake.Request) { r.Place = civic.Place{} },
			"body: nothing to be seen":          func(r *intake.Request) { r.Body = strings.Repeat("\u200b", 30) },
			"body: fillers":                     func(r *intake.Request) { r.Body = strings.Repeat("\u3164", 30) },
			"body: nothing to be read":          func(r *intake.Request) { r.Body = strings.Repeat("?! ", 30) },
			"location_text: nothing to be seen": func(r *intake.Request) { r.Place = civic.Place{Text: "\u200b"} },
			"region_code":                       func(r *intake.Request) { r.Place.Region = "35.99" },
			"agency_id":                         func(r *intake.Request) { r.Named = 5 },
			"topic_id":                          func(r *intake.Request) { r.Topic = 5 },
			"occurred_on":                       func(r *intake.Request) { r.OccurredOn = civic.Date{Year: 2026, Month: time.March, Day: 3} },
			"files":                             func(r *intake.Request) { r.Files = make([]evidence.File, evidence.MaxFiles+1) },
			"reporter.name":                     func(r *intake.Request) { r.Identity.Name = strings.Repeat("a", 201) },
			"reporter.email":                    func(r *intake.Request) { r.Identity.Email = "siti@" },
			"reporter.phone":                    func(r *intake.Request) { r.Identity.Phone = "satu dua tiga" },
		} {
			req := w.Pothole()
			spoil(&req)
			field, _, _ = strings.Cut(field, ": ")
			_, err := w.Intake.Submit(t.Context(), civic.ReporterActor(0), req)
			var e *civic.Error
			if !errors.As(err, &e) || e.Kind != civic.KindInvalid || e.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		if _, err := w.Intake.Submit(t.Context(), w.Officer("auditor"), w.Pothole()); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("an auditor files a report: %v", err)
		}
		sameRows(t, rows(w), before)
	})
}

func TestSameRequestTwiceIsOneReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Key, req.Caller = "kunci", "alamat"
		first := w.Submit(req)
		w.Pass(time.Hour)
		again := w.Submit(req)
		if first.Repeated || !again.Repeated || again.Code != first.Code || again.PIN != first.PIN || again.Alias != first.Alias || len(again.Promises) != len(first.Promises) || again.Report.ID != first.Report.ID {
			t.Errorf("first %+v\nagain %+v", first, again)
		}
		sameRows(t, rows(w), map[string]int{"report": 1, "event": 1, "identity": 1, "idempotency": 1, "job": 1})
		for what, change := range map[string]func(*intake.Request){
			"body":  func(r *intake.Request) { r.Body += " Tolong." },
			"phone": func(r *intake.Request) { r.Identity.Phone = "0812-3456-7891" },
			"flag":  func(r *intake.Request) { r.Secret = true },
			"file":  func(r *intake.Request) { r.Files = []evidence.File{photo(t, w, 9)} },
		} {
			other := req
			change(&other)
			if _, err := w.Intake.Submit(t.Context(), civic.ReporterActor(0), other); civic.KindOf(err) != civic.KindConflict {
				t.Errorf("another %s under the same key: %v", what, err)
			}
		}
		req.Caller = "alamat lain"
		if other := w.Submit(req); other.Repeated || other.Code == first.Code {
			t.Error("the key of one caller opened the report of another")
		}
		sameRows(t, rows(w), map[string]int{"report": 2, "event": 2, "idempotency": 2, "job": 2})
	})
}

// Many send the same request at the same moment, as a browser does that is not sure: one report, and each gets its receipt.
func TestSameRequestAtOnceIsOneReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const callers, keys = 24, 3
		got, errs := make([]intake.Receipt, callers), make([]error, callers)
		var wg sync.WaitGroup
		for i := range callers {
			wg.Go(func() {
				req := w.Pothole()
				req.Key, req.Caller = fmt.Sprintf("kunci %d", i%keys), "alamat"
				got[i], errs[i] = w.Intake.Submit(t.Context(), civic.ReporterActor(0), req)
			})
		}
		wg.Wait()
		fresh := 0
		for i := range callers {
			if errs[i] != nil || got[i].Code != got[i%keys].Code || got[i].PIN != got[i%keys].PIN {
				t.Errorf("caller %d: %s %s, %v", i, got[i].Code, got[i].PIN, errs[i])
			}
			if !got[i].Repeated {
				fresh++
			}
		}
		if fresh != keys {
			t.Errorf("%d were told that theirs is new, want %d", fresh, keys)
		}
		sameRows(t, rows(w), map[string]int{"report": keys, "report_text": keys, "event": keys, "feed": keys, "identity": keys, "inbox": keys, "idempotency": keys, "job": keys})
		w.Settled()
	})
}

func TestContactIsKeptInOneForm(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for given, want := range map[intake.Identity]intake.Identity{
			{Name: "  Siti\t Aminah ", Email: " Siti@Warga.Example ", Phone: "0812-3456-7890"}: {Name: "Siti Aminah", Email: "siti@warga.example", Phone: "+6281234567890"},
			{Phone: "+62 812 3456 7890"}: {Phone: "+6281234567890"},
			{Name: "Budi\u202e"}:         {Name: "Budi"},
		} {
			req := w.Pothole()
			req.Identity = given
			code := w.Submit(req).Code
			w.Do(w.Officer("nasional"), code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
			got, err := w.Casework.Reveal(t.Context(), w.Officer("kota"), code, "menelepon pelapor")
			if err != nil || got.Name != want.Name || got.Email != want.Email || got.Phone != want.Phone {
				t.Errorf("%+v became %+v, %v", given, got, err)
			}
		}
		req := w.Pothole()
		req.Identity = intake.Identity{}
		r := w.Submit(req).Report
		if n := w.Number(`SELECT count(*) FROM identity WHERE report_id = $1`, int64(r.ID)); n != 0 || r.Mailable {
			t.Errorf("nobody gave a name: %d identities, mailable %v", n, r.Mailable)
		}
	})
}

// Signs that nobody sees are not kept, and letters of other scripts keep what they need.
func TestInvisibleSignsAreNotKept(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Title, req.Body, req.Place.Text = "\u200b", "Ja\u200blan rusak di depan pasar می\u200cخواهم", "\u2060Pasar\ufeff"
		req.Identity.Name = "\u200bSiti\u00ad"
		got := w.Submit(req)
		text, err := w.Store.TextOf(t.Context(), w.DB, got.Report.ID)
		if want := "Jalan rusak di depan pasar می\u200cخواهم"; err != nil || text.Body != want || text.Title != want || text.Place != "Pasar" {
			t.Errorf("%+q %+q %+q, %v", text.Title, text.Body, text.Place, err)
		}
		who, err := w.Casework.Reveal(t.Context(), w.Officer("nasional"), got.Code, "menelepon pelapor")
		if err != nil || who.Name != "Siti" {
			t.Errorf("%+q, %v", who.Name, err)
		}
	})
}
