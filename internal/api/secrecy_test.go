package api_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/telemetry"
)

// strangerCode is a code that is well formed and nobody's.
func strangerCode(t testing.TB) string {
	t.Helper()
	c, err := civic.NewTrackingCode(rand.Reader)
	must(t, err)
	return c.Display()
}

// alike compares two answers but for what names the single request.
func alike(t testing.TB, where string, a, b answer) {
	t.Helper()
	delete(a.body, "instance")
	delete(b.body, "instance")
	x, _ := json.Marshal(a.body)
	y, _ := json.Marshal(b.body)
	ha, hb := maps.Clone(a.header), maps.Clone(b.header)
	for _, h := range []http.Header{ha, hb} {
		h.Del("X-Request-Id")
		h.Del("Date")
		h.Del("Content-Length") // of the instance, whose length is chance
	}
	if a.status != b.status || string(x) != string(y) || fmt.Sprint(ha) != fmt.Sprint(hb) {
		t.Errorf("%s: what is not yours answers\n%d %s %v\nwhat is not there answers\n%d %s %v", where, a.status, x, ha, b.status, y, hb)
	}
	if a.status != http.StatusNotFound {
		t.Errorf("%s: %d", where, a.status)
	}
}

func TestNotYoursIsNotThere(t *testing.T) {
	each(t, func(r *rig) {
		nowhere := "/api/v1/reports/" + strangerCode(r.t)
		plain, secret := r.reportIn(civic.Submitted, "plain", false), r.reportIn(civic.InProgress, "secret", false)
		for _, on := range []rep{plain, secret} {
			for _, who := range []headers{bearer(r.token(civic.RoleAgencyAdmin, "prov")), bearer(r.token(civic.RoleUnitOfficer, "kota-pu-jalan")), pin("123321")} {
				for _, v := range called() {
					r.forgetTries()
					path, body := request(v, on)
					alike(r.t, "POST "+path, r.do("POST", on.at+"/"+path, who, body), r.do("POST", nowhere+"/"+path, who, body))
				}
				for _, path := range []string{"", "/attachments/1"} {
					r.forgetTries()
					alike(r.t, "GET "+path, r.do("GET", on.at+path, who, nil), r.do("GET", nowhere+path, who, nil))
				}
				alike(r.t, "attach", r.upload(on.at, who, nil), r.upload(nowhere, who, nil))
				if who["Report-Pin"] == "" {
					r.deskAlike(who, on.at, nowhere)
					for _, path := range []string{"/identity", "/text"} {
						alike(r.t, path, r.do("POST", on.at+path, who, J{"reason": "ingin tahu"}), r.do("POST", nowhere+path, who, J{"reason": "ingin tahu"}))
					}
				}
			}
			alike(r.t, "GET", r.do("GET", on.at, nil, nil), r.do("GET", nowhere, nil, nil))
			alike(r.t, "GET misspelt", r.do("GET", on.at, nil, nil), r.do("GET", nowhere+"X", nil, nil))
			alike(r.t, "file", r.do("GET", on.at+"/attachments/1", nil, nil), r.do("GET", nowhere+"/attachments/1", nil, nil))
		}
	})
}

// deskAlike compares what an officer is answered of a report of others and of none, beside the steps of the lifecycle.
func (r *rig) deskAlike(who headers, theirs, nowhere string) {
	r.t.Helper()
	for _, path := range []string{"/marks", "/macros", "/templates?verb=answer", "/colleagues", "/duplicates"} {
		alike(r.t, "GET "+path, r.do("GET", theirs+path, who, nil), r.do("GET", nowhere+path, who, nil))
	}
	for path, body := range map[string]J{"/labels": {"label": "aspal", "on": true}, "/watch": {"on": true}, "/read": {"on": false}, "/assign": {"assignee": "1"}, "/macros/1": {"message": "Halo."}} {
		alike(r.t, path, r.do("POST", theirs+path, who, body), r.do("POST", nowhere+path, who, body))
	}
	for _, verb := range []string{"note", "merge", "label"} {
		chosen := func(at string) answer {
			return r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/bulk", who, J{"verb": verb, "message": "x", "label": "x", "tracking_ids": []string{strings.TrimPrefix(at, "/api/v1/reports/")}})
		}
		if a, b := chosen(theirs), chosen(nowhere); a.str("code") != b.str("code") || a.str("field") != b.str("field") {
			r.t.Errorf("an order to %s what is not theirs: %s, what is not there: %s", verb, a.raw, b.raw)
		}
	}
}

func TestPINCannotBeGuessed(t *testing.T) {
	each(t, func(r *rig) {
		at, _, secret := r.submit(nil)
		wrong := "000000"
		for i := range 10 {
			spoof := pin(wrong)
			spoof["X-Forwarded-For"] = fmt.Sprintf("10.0.0.%d", i)
			if got := r.want(http.StatusNotFound, "GET", at, spoof, nil); got.str("code") != "error.code_or_pin" {
				r.t.Fatalf("a wrong PIN: %s", got.raw)
			}
		}
		for _, p := range []string{wrong, secret} {
			got := r.want(http.StatusTooManyRequests, "POST", at+"/replies", pin(p), J{"message": "Halo."})
			if wait := got.header.Get("Retry-After"); len(wait) != 4 || got.str("detail") == "" {
				r.t.Errorf("Retry-After %s: %s", wait, got.raw)
			}
		}
		other, _, theirs := r.submit(nil)
		r.want(http.StatusOK, "GET", other, pin(theirs), nil) // another report is open to its reporter
		r.clock.pass(time.Hour + time.Minute)
		r.want(http.StatusOK, "GET", at, pin(secret[:3]+" "+secret[3:]), nil)
		for range 60 { // one after the other over many codes, from one address
			last := r.do("GET", "/api/v1/reports/"+strangerCode(r.t), pin(wrong), nil)
			if last.status == http.StatusTooManyRequests {
				return
			}
		}
		r.t.Error("an address may guess on and on")
	})
}

func TestCredentials(t *testing.T) {
	r := newRig(t, "sqlite")
	at, _, secret := r.submit(nil)
	both := bearer(r.token(civic.RoleNationalAdmin, "nasional"))
	both["Report-Pin"] = secret
	r.want(http.StatusUnprocessableEntity, "GET", at, both, nil)
	r.want(http.StatusUnprocessableEntity, "POST", at+"/replies", both, J{"message": "Halo."})
	r.want(http.StatusUnauthorized, "GET", at, bearer("0"), nil)
	for _, path := range []string{"/verify", "/replies", "/identity", "/text", "/attachments"} {
		r.want(http.StatusUnauthorized, "POST", at+path, nil, J{})
	}
	for _, path := range []string{"/inbox", "/inbox/counts", "/me"} {
		r.want(http.StatusUnauthorized, "GET", "/api/v1"+path, nil, nil)
		r.want(http.StatusUnauthorized, "GET", "/api/v1"+path, pin(secret), nil)
	}
	r.want(http.StatusUnauthorized, "POST", at+"/identity", pin(secret), J{"reason": "saya pelapor"})
}

func TestIdentityOpensWithAReason(t *testing.T) {
	each(t, func(r *rig) {
		plain, hidden := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.InProgress, "anonymous", false)
		holder := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		got := r.want(http.StatusOK, "POST", plain.at+"/identity", holder, J{"reason": "Menelepon pelapor."})
		if got.str("name") != "Contoh Pelapor" || got.str("phone") != "+6281234567890" || got.header.Get("Cache-Control") != "no-store" {
			r.t.Errorf("identity: %s", got.raw)
		}
		far := r.want(http.StatusOK, "POST", plain.at+"/identity", bearer(r.token(civic.RoleNationalAdmin, "nasional")), J{"reason": "Memeriksa."})
		if far.str("name") == "" || far.str("phone") != "" || far.str("email") != "" {
			r.t.Errorf("the national desk, which does not hold it, sees %s", far.raw)
		}
		r.want(http.StatusUnprocessableEntity, "POST", plain.at+"/identity", holder, J{"reason": "  "})
		r.want(http.StatusForbidden, "POST", hidden.at+"/identity", holder, J{"reason": "Ingin tahu."})
		r.want(http.StatusForbidden, "POST", plain.at+"/identity", bearer(r.token(civic.RoleAuditor, "nasional")), J{"reason": "Ingin tahu."})
		reads := r.want(http.StatusOK, "GET", plain.at, bearer(r.token(civic.RoleSupervisor, "nasional")), nil).list("identity_reads")
		if len(reads) != 2 || reads[1]["reason"] != "Menelepon pelapor." {
			r.t.Errorf("recorded: %v", reads)
		}
		for range 130 {
			if r.do("POST", plain.at+"/identity", holder, J{"reason": "Lagi."}).status == http.StatusTooManyRequests {
				return
			}
		}
		r.t.Error("one officer may open identities without end")
	})
}

func TestSecretTextOpensForSupervisors(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "secret", false)
		super := bearer(r.token(civic.RoleSupervisor, "nasional"))
		seen := r.want(http.StatusOK, "GET", on.at, super, nil)
		if seen.str("state") != "in_progress" || len(seen.list("clocks")) == 0 || seen.body["text"] != nil || seen.body["title"] != nil || seen.body["class"] != nil ||
			seen.str("may_read", "text_with_reason") != "true" || len(seen.list("timeline")) != 0 {
			r.t.Errorf("a supervisor sees %s", seen.raw)
		}
		if got := r.want(http.StatusOK, "POST", on.at+"/text", super, J{"reason": "Terlambat."}); got.str("body") != "Isi asli yang cukup panjang." {
			r.t.Errorf("text: %s", got.raw)
		}
		r.want(http.StatusForbidden, "POST", on.at+"/text", bearer(r.token(civic.RoleAuditor, "nasional")), J{"reason": "Ingin tahu."})
	})
}

// TestMarkers looks for unique words of a reporter who is hidden and of a report that is secret in
// everything that anybody is told who may not read them.
func TestMarkers(t *testing.T) {
	each(t, func(r *rig) {
		t := r.t
		hidden := []string{"Zqwxhidden", "zqwxmail", "81298765432"}
		plainAt, _, plainPIN := r.submit(J{"agency_id": "kota", "anonymous": true, "show_name": true, "title": "Laporan anonim",
			"reporter": J{"name": "Zqwxhidden Nama", "email": "zqwxmail@contoh.test", "phone": "081298765432"}})
		secret := []string{"Zqwxsecret", "Zqwxplace", "zqwxfile", "Zqwxreply", "Zqwxnote", "Zqwxanswer"}
		secretAt, _, secretPIN := r.submit(J{"agency_id": "kota", "secret": true, "title": "Zqwxsecret judul", "body": "Zqwxsecret isi yang cukup panjang.", "location_text": "Zqwxplace",
			"reporter": J{"name": "Zqwxsecret Nama"}})
		kota := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		for at, p := range map[string]string{plainAt: plainPIN, secretAt: secretPIN} {
			verify := J{"class": "complaint", "agency_id": "kota", "publish": true, "public_title": "Zqwxpublic", "public_body": "Zqwxsecret terbit"}
			if at == secretAt {
				r.want(http.StatusUnprocessableEntity, "POST", at+"/verify", kota, verify)
				verify = J{"class": "complaint", "agency_id": "kota"}
			}
			r.want(http.StatusOK, "POST", at+"/verify", kota, verify)
			if at == plainAt {
				r.want(http.StatusOK, "POST", at+"/publish", kota, J{"public_title": "Zqwxpublic", "public_body": "Sudah disunting."})
				continue
			}
			if got := r.upload(at, pin(p), map[string][]byte{"zqwxfile.jpg": photo(t, "")}); got.status != http.StatusCreated {
				t.Fatalf("attach: %s", got.raw)
			}
			r.want(http.StatusOK, "POST", at+"/replies", pin(p), J{"message": "Zqwxreply"})
			r.want(http.StatusOK, "POST", at+"/notes", kota, J{"message": "Zqwxnote"})
			r.want(http.StatusOK, "POST", at+"/follow-ups", kota, J{"message": "Zqwxanswer"})
		}
		r.follow()
		handler := string(r.want(http.StatusOK, "GET", secretAt, kota, nil).raw)
		for _, m := range secret { // or the search below would find nothing because there is nothing
			if !strings.Contains(handler, m) {
				t.Errorf("the handler does not read %s", m)
			}
		}
		if r.want(http.StatusOK, "GET", plainAt, nil, nil).str("public", "title") != "Zqwxpublic" {
			t.Error("the anonymous report is not public")
		}
		for _, desk := range desks() {
			for _, role := range civic.OfficerRoles() {
				if !seat(role, desk) {
					continue
				}
				who := bearer(r.token(role, desk))
				r.mustNotHold(hidden, who, plainAt, secretAt)
				if desk != "kota" || role == civic.RoleAgencyHead || role == civic.RoleSupervisor || role == civic.RoleAuditor || role == civic.RoleOversight {
					r.mustNotHold(secret, who, plainAt, secretAt)
				}
			}
		}
		r.mustNotHold(append(hidden, secret...), nil, plainAt, secretAt)
		r.mustNotHold(append(hidden, secret...), pin("000000"), secretAt)
		r.clean(t, append(hidden, secret...))
	})
}

// mustNotHold crawls what somebody can ask for and looks for markers.
func (r *rig) mustNotHold(markers []string, who headers, reports ...string) {
	r.t.Helper()
	r.forgetTries()
	pages := []string{"/api/v1/reports", "/api/v1/inbox", "/api/v1/inbox?queue=waiting", "/api/v1/inbox?queue=done", "/api/v1/inbox/counts", "/api/v1/me",
		"/api/v1/agencies?q=zqwx", "/api/v1/regions?q=zqwx", "/api/v1/topics", "/api/v1/reasons"}
	for _, m := range markers {
		pages = append(pages, "/api/v1/reports?q="+m, "/api/v1/inbox?queue=all&q="+m)
	}
	var all strings.Builder
	for _, p := range pages {
		all.Write(r.do("GET", p, who, nil).raw)
	}
	for _, at := range reports {
		for _, below := range []string{"/marks", "/macros", "/templates?verb=follow_up", "/colleagues", "/duplicates"} {
			all.Write(r.do("GET", at+below, who, nil).raw)
		}
		all.Write(r.do("POST", "/api/v1/bulk/preview", who, J{"verb": "follow_up", "template_id": r.everyWord(), "quality_reason": "jadwal satu ruas jalan", "tracking_ids": []string{strings.TrimPrefix(at, "/api/v1/reports/")}}).raw)
		got := r.do("GET", at, who, nil)
		all.Write(got.raw)
		for _, f := range got.list("attachments") {
			all.Write(r.do("GET", f["url"].(string), who, nil).raw)
		}
		if who["Report-Pin"] == "" {
			all.Write(r.do("POST", at+"/identity", who, J{"reason": "Ingin tahu."}).raw)
		}
		all.Write(r.do("POST", at+"/verify", who, J{"class": "x"}).raw)
		all.Write(r.do("POST", at+"/hold", who, J{"reason": "x", "message": "x"}).raw)
	}
	for _, m := range markers {
		if strings.Contains(all.String(), m) {
			i := strings.Index(all.String(), m)
			r.t.Errorf("%v is told %s: %.200s", who, m, all.String()[max(0, i-100):])
		}
	}
}

// everyWord is a template of the national desk that says all it can of a report; it is written on first use.
func (r *rig) everyWord() string {
	r.t.Helper()
	have, err := r.casework.BulkTemplates(context.Background(), r.officer(civic.RoleNationalAdmin, "nasional"), civic.VerbFollowUp)
	must(r.t, err)
	if len(have) > 0 {
		return have[0].ID.String()
	}
	got, err := r.directory.SaveTemplate(context.Background(), r.officer(civic.RoleNationalAdmin, "nasional"),
		directory.Template{Agency: r.desk("nasional"), Name: "Semua", Body: "{kode} {judul} {instansi} {petugas} {tanggal} {tempat}", Active: true})
	must(r.t, err)
	return got.ID.String()
}

// clean looks for markers in the log and the figures.
func (r *rig) clean(t testing.TB, markers []string) {
	t.Helper()
	rec := httptest.NewRecorder()
	telemetry.MetricsHandler(r.registry).ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	figures, err := io.ReadAll(rec.Body)
	must(t, err)
	log := r.log.String()
	if !strings.Contains(log, `"route":"POST /api/v1/reports"`) || !strings.Contains(string(figures), "tuntas_http_request_seconds") {
		t.Error("there is no log or no figures to look into")
	}
	for _, m := range markers {
		if strings.Contains(log, m) || strings.Contains(string(figures), m) {
			t.Errorf("%s stands in the log or in the figures", m)
		}
	}
}
