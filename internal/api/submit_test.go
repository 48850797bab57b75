package api_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tuntas/internal/civic"
)

func TestSameRequestTwiceIsOneReport(t *testing.T) {
	each(t, func(r *rig) {
		key := headers{"Idempotency-Key": "0d1f3a4e-5b6c-47d8-9e0f-a1b2c3d4e5f6"}
		first := r.want(http.StatusCreated, "POST", "/api/v1/reports", key, complaint(nil))
		again := r.want(http.StatusCreated, "POST", "/api/v1/reports", key, complaint(nil))
		if string(again.raw) != string(first.raw) || again.header.Get("Idempotent-Replayed") != "true" || first.header.Get("Idempotent-Replayed") != "" {
			r.t.Errorf("the second answer differs: %s, %s", first.raw, again.raw)
		}
		other := r.want(http.StatusConflict, "POST", "/api/v1/reports", key, complaint(J{"title": "Lain"}))
		if other.str("code") != "error.key_reused" || strings.Contains(string(other.raw), first.str("pin")) {
			r.t.Errorf("another request under the key: %s", other.raw)
		}
		officer := bearer(r.token(civic.RoleLiaison, "kota"))
		officer["Idempotency-Key"] = key["Idempotency-Key"]
		if got := r.want(http.StatusCreated, "POST", "/api/v1/reports", officer, complaint(nil)); got.str("tracking_id") == first.str("tracking_id") {
			r.t.Error("an officer was given a stranger's receipt")
		}
		r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/reports", headers{"Idempotency-Key": "short"}, complaint(nil))
		r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/reports", headers{"Idempotency-Key": strings.Repeat("x", 201)}, complaint(nil))
	})
}

func TestSameRequestAtOnceIsOneReport(t *testing.T) {
	each(t, func(r *rig) {
		var wg sync.WaitGroup
		got := make([]answer, 12)
		for i := range got {
			wg.Go(func() {
				got[i] = r.do("POST", "/api/v1/reports", headers{"Idempotency-Key": "many-at-once-1"}, complaint(nil))
			})
		}
		wg.Wait()
		for _, a := range got {
			if a.status != http.StatusCreated || a.str("tracking_id") != got[0].str("tracking_id") || a.str("pin") != got[0].str("pin") {
				r.t.Errorf("%d: %s", a.status, a.raw)
			}
		}
		var n int
		must(r.t, r.store.DB.QueryRow(context.Background(), `SELECT count(*) FROM report`).Scan(&n))
		if n != 1 {
			r.t.Errorf("%d reports were made", n)
		}
	})
}

func TestOnBehalf(t *testing.T) {
	each(t, func(r *rig) {
		officer := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		got := r.want(http.StatusCreated, "POST", "/api/v1/reports", officer, complaint(J{"channel": "counter", "agency_id": "kota-pu"}))
		seen := r.want(http.StatusOK, "GET", "/api/v1/reports/"+got.str("tracking_id"), bearer(r.token(civic.RoleAgencyAdmin, "kota")), nil)
		first := seen.list("timeline")[0]
		if seen.str("channel") != "counter" || first["role"] != "unit_officer" || first["officer"] == nil || seen.str("named_agency", "code") != "kota-pu" || seen.str("agency", "code") != "kota" {
			r.t.Errorf("handed in at the counter: %s", seen.raw)
		}
		r.want(http.StatusForbidden, "POST", "/api/v1/reports", bearer(r.token(civic.RoleAuditor, "kota")), complaint(nil))
		r.want(http.StatusUnauthorized, "POST", "/api/v1/reports", bearer("x"), complaint(nil))
		r.refused(nil, complaint(J{"channel": "counter"}), "channel")
		r.refused(officer, complaint(J{"channel": "web"}), "channel")
	})
}

// refused hands in what cannot be accepted and sees that the field is named.
func (r *rig) refused(h headers, body any, field string) {
	r.t.Helper()
	got := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/reports", h, body)
	found := false
	for _, e := range got.list("errors") {
		found = found || e["field"] == field && e["detail"] != "" && !strings.HasPrefix(e["detail"].(string), "api.")
	}
	if !found || got.str("field") == "" || got.str("type") != "urn:tuntas:problem:invalid" {
		r.t.Errorf("%v: %s", body, got.raw)
	}
}

func TestFieldsThatAreRefused(t *testing.T) {
	r := newRig(t, "sqlite")
	for field, bad := range map[string]J{
		"body": {"body": "pendek"}, "title": {"title": strings.Repeat("x", 151)}, "class": {"class": "complaint_oversight"}, "occurred_on": {"occurred_on": "2026-02-30"},
		"location_text": {"location_text": "", "region_code": ""}, "region_code": {"region_code": "99.99"}, "lat": {"lat": 91, "lng": 0}, "lng": {"lat": 1},
		"agency_id": {"agency_id": "tidak-ada"}, "topic_id": {"topic_id": 12}, "reporter.email": {"reporter": J{"email": "bukan"}}, "reporter.phone": {"reporter": J{"phone": "1"}},
		"BODY": {"BODY": "x"}, "Secret": {"Secret": true}, "Email": {"reporter": J{"Email": "a@contoh.test"}},
		"reporter.name": {"reporter": J{"name": strings.Repeat("n", 201)}}, "anonymus": {"anonymus": true}, "anonymous": {"anonymous": "ya"}, "reporter": {"reporter": "Saya"},
	} {
		r.refused(nil, complaint(bad), field)
	}
	for _, more := range []J{{"occurred_on": "2026-11-17"}, {"occurred_on": "kemarin"}} {
		r.refused(nil, complaint(more), "occurred_on")
	}
	r.refused(nil, complaint(J{"region_code": "35\x00"}), "region_code")
	got := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/reports", nil, complaint(J{"occurred_on": "x", "agency_id": "x", "lat": 1}))
	if len(got.list("errors")) != 3 {
		t.Errorf("not every field is named: %s", got.raw)
	}
}

func TestBodiesThatAreRefused(t *testing.T) {
	r := newRig(t, "sqlite")
	for body, want := range map[string]int{
		`{"class":`: 400, `{} {}`: 400, `nonsense`: 400, "\xff": 400, `[]`: 422, `"text"`: 422, `null`: 422, `{}`: 422, ``: 422,
		`{"body":"` + strings.Repeat("x", 300<<10) + `"}`: 413, `{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`: 400,
	} {
		got := r.do("POST", "/api/v1/reports", nil, body)
		if got.status != want || got.header.Get("Content-Type") != "application/problem+json" || got.str("code") == "" {
			t.Errorf("%.40q: %d, want %d: %s", body, got.status, want, got.raw)
		}
	}
	for body, field := range map[string]string{`{"secret":true,"secret":false}`: "secret", `{"reporter":{"name":"a","email":"b","name":"c"}}`: "name"} {
		if got := r.do("POST", "/api/v1/reports", nil, body); got.status != http.StatusUnprocessableEntity || got.str("field") != field || got.str("code") != "api.field_twice" {
			t.Errorf("%s: %d %s", body, got.status, got.raw)
		}
	}
	for _, media := range []string{"application/json; charset=utf-16", "application/x-www-form-urlencoded", "text/plain", "", "multipart/form-data; boundary=x", "application/json;;"} {
		if got := r.send("POST", "/api/v1/reports", nil, media, strings.NewReader(`{"body":"x"}`)); got.status != http.StatusUnsupportedMediaType || got.str("field") != "Content-Type" {
			t.Errorf("%q: %d %s", media, got.status, got.raw)
		}
	}
	if got := r.send("POST", "/api/v1/reports", nil, "application/json; charset=utf-8", strings.NewReader(`{"body":"x"}`)); got.str("field") != "body" {
		t.Errorf("with a charset: %s", got.raw)
	}
	for path, field := range map[string]string{"/api/v1/reports?limit=0": "limit", "/api/v1/reports?limit=x": "limit", "/api/v1/reports?state=open": "state", "/api/v1/reports?colour=red": "colour",
		"/api/v1/reports?cursor=!": "cursor", "/api/v1/reports?since=yesterday": "since", "/api/v1/reports?since=2500-01-01": "since", "/api/v1/reports?agency=none": "agency", "/api/v1/reports?region=x": "region",
		"/api/v1/reports?topic=none": "topic", "/api/v1/regions?parent=x": "parent", "/api/v1/agencies?parent=none": "parent", "/api/v1/reasons?list=x": "list"} {
		if got := r.want(http.StatusUnprocessableEntity, "GET", path, nil, nil); got.str("field") != field || strings.Contains(got.str("detail"), "api.") {
			t.Errorf("%s: %s", path, got.raw)
		}
	}
	r.want(http.StatusNotFound, "GET", "/api/v1/nothing", nil, nil)
	r.want(http.StatusMethodNotAllowed, "DELETE", "/api/v1/reports", nil, nil)
}

func TestAgencyAndTopicByIdOrCode(t *testing.T) {
	r := newRig(t, "sqlite")
	id := r.desk("kota-pu")
	for _, name := range []any{"kota-pu", id.String(), int64(id)} {
		_, code, _ := r.submit(J{"agency_id": name, "topic_id": "jalan"})
		got := r.want(http.StatusOK, "GET", "/api/v1/reports/"+strings.ToLower(strings.ReplaceAll(code, "-", "")), bearer(r.token(civic.RoleAgencyAdmin, "kota")), nil)
		if got.str("named_agency", "code") != "kota-pu" || got.str("topic", "code") != "jalan" {
			t.Errorf("%v: %s", name, got.raw)
		}
	}
}
