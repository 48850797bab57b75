package casework_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// reads lists who opened the identity of a report, latest first: "role part reason".
func reads(t *testing.T, w *apptest.Town, report civic.ID) []string {
	t.Helper()
	all, err := w.Store.IdentityReads(t.Context(), w.DB, report)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range all {
		out = append(out, fmt.Sprintf("%s %s %s", r.Role, r.Part, r.Reason))
	}
	return out
}

func TestEveryLookAtAReporterLeavesATrace(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.ShowName = true
		got, _ := w.Handled(req)
		id := got.Report.ID
		want := []string{"national_admin name publication"}
		same := func(what string) {
			t.Helper()
			if got := reads(t, w, id); strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
		same("the name is published because the reporter asked for it")
		who, err := w.Casework.Reveal(t.Context(), w.Officer("jalan"), got.Code, " menelepon pelapor ")
		if err != nil || who.Name != "Siti Aminah" || who.Phone != "+6281234567890" || who.Email != "siti@warga.example" {
			t.Errorf("%+v, %v", who, err)
		}
		want = append([]string{"unit_officer name menelepon pelapor"}, want...)
		same("the handler looks")
		const why = "menelepon pelapor"
		for what, c := range map[string]struct {
			who    civic.Actor
			reason string
			key    string
		}{
			"no reason": {w.Officer("jalan"), " ", "error.reveal_reason_needed"}, "nothing to be seen": {w.Officer("jalan"), "\u200b\u3164", "error.reveal_reason_needed"},
			"one letter": {w.Officer("jalan"), "x", "error.reveal_reason_short"}, "dots": {w.Officer("jalan"), "..............", "error.reveal_reason_short"},
			"one letter and nothing to be seen": {w.Officer("jalan"), "x\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "error.reveal_reason_short"},
			"out of scope":                      {w.Officer("dinkes"), why, "error.not_found"}, "out of scope, no reason": {w.Officer("dinkes"), "", "error.not_found"},
			"supervisor": {w.Officer("pengawas"), why, "error.identity_not_yours"}, "auditor": {w.Officer("auditor"), why, "error.identity_not_yours"},
			"head": {w.Officer("kepala"), why, "error.identity_not_yours"}, "head, no reason": {w.Officer("kepala"), "", "error.identity_not_yours"},
			"reporter": {civic.ReporterActor(id), why, "error.not_found"}, "nobody": {civic.Actor{}, why, "error.not_found"},
		} {
			who, err := w.Casework.Reveal(t.Context(), c.who, got.Code, c.reason)
			if e, ok := errors.AsType[*civic.Error](err); !ok || e.Key != c.key || who != (casework.Identity{}) {
				t.Errorf("%s: %+v, %v, want %s", what, who, err, c.key)
			}
		}
		same("refusals open nothing")
		w.Do(civic.ReporterActor(id), got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagAnonymous})
		for name, key := range map[string]string{"jalan": "error.identity_hidden", "nasional": "error.identity_hidden", "kepala": "error.identity_not_yours", "auditor": "error.identity_not_yours"} {
			_, err := w.Casework.Reveal(t.Context(), w.Officer(name), got.Code, why)
			if e, ok := errors.AsType[*civic.Error](err); !ok || e.Kind != civic.KindForbidden || e.Key != key {
				t.Errorf("an anonymous name, asked for by %s: %v, want %s", name, err, key)
			}
		}
		same("an anonymous name stays hidden")
		v, err := w.Casework.View(t.Context(), w.Officer("auditor"), got.Code)
		if err != nil || len(v.Reads) != len(want) {
			t.Errorf("the auditor sees %d readings, want %d; %v", len(v.Reads), len(want), err)
		}
		v, err = w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, got.Code)
		if err != nil || v.Public == nil || v.Public.PublicName != "" {
			t.Errorf("the public sees %+v, %v", v.Public, err)
		}
	})
}

func TestSupervisorReadsASecretTextWithAReasonOnly(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret = true
		got, _ := w.Handled(req)
		sari := w.Officer("pengawas")
		v, err := w.Casework.View(t.Context(), sari, got.Code)
		if err != nil || v.Text.Body != "" || v.Public != nil || len(v.Events)+len(v.Files) != 0 {
			t.Errorf("without a reason: %+v, %v", v, err)
		}
		for _, reason := range []string{"", "x", "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "..........", "cek nama"} {
			if text, err := w.Casework.ReadSecret(t.Context(), sari, got.Code, reason); civic.KindOf(err) != civic.KindInvalid || text.Body != "" {
				t.Errorf("%+q opens the text: %v", reason, err)
			}
		}
		text, err := w.Casework.ReadSecret(t.Context(), sari, got.Code, "ada pengaduan")
		if err != nil || text.Body != req.Body {
			t.Errorf("%+v, %v", text, err)
		}
		if got := reads(t, w, got.Report.ID); len(got) != 1 || got[0] != "supervisor text ada pengaduan" {
			t.Errorf("%q", got)
		}
		for name, kind := range map[string]civic.Kind{"auditor": civic.KindForbidden, "dinkes": civic.KindNotFound} {
			if _, err := w.Casework.ReadSecret(t.Context(), w.Officer(name), got.Code, "ada pengaduan"); civic.KindOf(err) != kind {
				t.Errorf("%s: %v", name, err)
			}
		}
		// In the lists the supervisor and the national desk see that it exists, and not what it says.
		for name, reads := range map[string]bool{"pengawas": false, "nasional": false, "kota": true, "jalan": true} {
			page, err := w.Casework.Inbox(t.Context(), w.Officer(name), casework.InboxQuery{})
			if err != nil || len(page.Rows) != 1 || (page.Rows[0].Title != "") != reads || (page.Rows[0].Place != "") != reads {
				t.Errorf("%s: %+v, %v", name, page, err)
			}
		}
		for _, who := range []civic.Actor{{}, {Role: civic.RolePublic}, w.Officer("dinkes"), civic.ReporterActor(5)} {
			if _, err := w.Casework.View(t.Context(), who, got.Code); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%+v sees a secret report: %v", who, err)
			}
		}
	})
}

func TestPublicListHoldsWhatIsPublic(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		open, reporter := w.Handled(w.Pothole())
		req := w.Pothole()
		req.Secret = true
		w.Handled(req)
		w.Submit(w.Pothole())
		list := func(q casework.PublicQuery, want int) {
			t.Helper()
			page, err := w.Casework.Public(t.Context(), q)
			if err != nil || len(page.Rows) != want {
				t.Errorf("%+v lists %d, want %d; %v", q, len(page.Rows), want, err)
			}
		}
		w.Settled()
		for q, want := range map[casework.PublicQuery]int{{}: 1, {Text: "berlubang"}: 1, {Text: "Pasar BERLUBANG"}: 1, {Text: "banjir"}: 0, {Text: "di"}: 0, {Agency: w.Agency("kota")}: 1, {Agency: w.Agency("jalan"), Text: "jalan"}: 1,
			{Agency: w.Agency("kemen")}: 0, {Region: "35"}: 1, {Region: "91"}: 0, {State: civic.Dispatched}: 1, {State: civic.Closed}: 0, {Class: civic.Complaint}: 1, {Since: w.Clock().Add(-time.Hour)}: 1, {Since: w.Clock().Add(time.Hour)}: 0} {
			list(q, want)
			n, err := w.Casework.PublicCount(t.Context(), q)
			if err != nil || n != want {
				t.Errorf("%+v counts %d, want %d; %v", q, n, want, err)
			}
		}
		w.Do(reporter, open.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		list(casework.PublicQuery{}, 0)
		list(casework.PublicQuery{Text: "berlubang"}, 0)
		if _, err := w.Casework.View(t.Context(), civic.Actor{}, open.Code); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
		w.Settled()
		if n, err := w.Casework.PublicCount(t.Context(), casework.PublicQuery{Text: "berlubang"}); n != 0 || err != nil {
			t.Errorf("%d counted, %v", n, err)
		}
	})
}

func TestGuessingAPINIsStopped(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		mine, other := w.Submit(w.Pothole()), w.Submit(w.Pothole())
		wrong := "000000"
		if string(other.PIN) == wrong || string(mine.PIN) == wrong {
			wrong = "000001"
		}
		try := func(code civic.TrackingCode, pin, address string) civic.Kind {
			_, err := w.Casework.OpenWithPIN(t.Context(), code, pin, address)
			return civic.KindOf(err)
		}
		if who, err := w.Casework.OpenWithPIN(t.Context(), mine.Code, string(mine.PIN), "a"); err != nil || who != civic.ReporterActor(mine.Report.ID) {
			t.Errorf("%+v, %v", who, err)
		}
		for i := range 10 {
			if k := try(other.Code, wrong, "alamat"); k != civic.KindNotFound {
				t.Fatalf("guess %d: %s", i, k)
			}
		}
		if k := try(other.Code, string(other.PIN), "alamat"); k != civic.KindTooMany {
			t.Errorf("after ten guesses: %s", k)
		}
		// The reporter, who comes from elsewhere, is not locked out by a stranger's guesses.
		if k := try(other.Code, string(other.PIN), "rumah"); k != "" {
			t.Errorf("the reporter is locked out: %s", k)
		}
		for i := range 100 {
			if k := try(other.Code, wrong, fmt.Sprint("alamat ", i)); k != civic.KindNotFound {
				t.Fatalf("guess %d from everywhere: %s", i, k)
			}
		}
		if k := try(other.Code, wrong, "alamat baru"); k != civic.KindTooMany {
			t.Errorf("after a hundred guesses from everywhere: %s", k)
		}
		w.Pass(time.Hour)
		if k := try(other.Code, string(other.PIN), "alamat"); k != "" {
			t.Errorf("an hour later: %s", k)
		}
		// From one address: fifty guesses at many codes, and opening one's own report in between wipes none away.
		for i := range 50 {
			unknown := civic.TrackingCode(fmt.Sprintf("%011d", i))
			if k := try(unknown, wrong, "penebak"); k != civic.KindNotFound {
				t.Fatalf("guess %d: %s", i, k)
			}
			if i < 49 {
				if k := try(mine.Code, string(mine.PIN), "penebak"); k != "" {
					t.Fatalf("own report after %d guesses: %s", i+1, k)
				}
			}
		}
		if k := try("00000000099", wrong, "penebak"); k != civic.KindTooMany {
			t.Errorf("after fifty guesses: %s", k)
		}
		if k := try(mine.Code, string(mine.PIN), "tetangga"); k != "" {
			t.Errorf("another address: %s", k)
		}
	})
}
