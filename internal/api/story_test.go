package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// verbs lists the allowed actions of an answer.
func verbs(a answer) []string {
	var out []string
	for _, act := range a.list("allowed_actions") {
		out = append(out, act["verb"].(string))
	}
	return out
}

// TestStory is one report's whole way, by HTTP alone: received, verified and published, sent down
// twice, given back once, held and completed, answered, not solved, answered, closed, rated.
func TestStory(t *testing.T) {
	each(t, func(r *rig) {
		t := r.t
		got := r.want(http.StatusCreated, "POST", "/api/v1/reports", nil, complaint(J{"agency_id": "kota", "topic_id": "jalan", "lat": -7.25, "lng": 112.75,
			"occurred_on": "2026-11-15", "show_name": true, "reporter": J{"name": "Contoh Pelapor", "email": "pelapor@contoh.test", "phone": "0812 3456 7890"}}))
		at := "/api/v1/reports/" + got.str("tracking_id")
		if got.str("state") != "submitted" || got.str("agency", "code") != "kota" || len(got.str("pin")) != 6 || got.header.Get("Location") != at ||
			got.str("url") != "https://tuntas.test/laporan/"+got.str("tracking_id") || strings.Count(got.str("tracking_id"), "-") != 2 {
			t.Fatalf("receipt: %s", got.raw)
		}
		promises := got.list("timetable")
		if len(promises) != 4 || promises[0]["clock"] != "verify" || promises[0]["by"] != "2026-11-19" || promises[2]["by"] != "2026-12-09" {
			t.Errorf("timetable: %v", promises)
		}
		reporter, kota := pin(got.str("pin")), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		pu, jalan := bearer(r.token(civic.RoleUnitOfficer, "kota-pu")), bearer(r.token(civic.RoleUnitOfficer, "kota-pu-jalan"))
		r.want(http.StatusNotFound, "GET", at, nil, nil) // nobody has published it
		if v := r.want(http.StatusOK, "GET", at, kota, nil); v.str("text", "body") == "" || v.str("alias") == "" || !slices.Contains(verbs(v), "verify") || v.str("may_read", "name") != "true" {
			t.Errorf("the coordinator sees %s", v.raw)
		}
		do := func(who headers, step string, body J, state, holder string) answer {
			t.Helper()
			a := r.want(http.StatusOK, "POST", at+"/"+step, who, body)
			if a.str("state") != state || a.str("agency", "code") != holder {
				t.Fatalf("after %s: %s", step, a.raw)
			}
			return a
		}
		do(kota, "verify", J{"class": "complaint", "topic_id": "jalan-lubang", "agency_id": "kota", "publish": true, "public_title": "Lubang di pasar",
			"public_body": "Ada lubang di jalan depan pasar.", "seq": 1}, "dispatched", "kota")
		do(kota, "dispose", J{"agency_id": "kota-pu", "message": "Mohon ditangani."}, "dispatched", "kota-pu")
		do(pu, "return", J{"reason": "bukan", "message": "Ini bukan jalan kota."}, "submitted", "kota")
		r.want(http.StatusNotFound, "POST", at+"/notes", pu, J{"message": "tidak ada lagi di sini"})
		do(kota, "dispose", J{"agency_id": "kota-pu"}, "dispatched", "kota-pu")
		do(bearer(r.token(civic.RoleLiaison, "kota-pu")), "dispose", J{"agency_id": "kota-pu-jalan"}, "dispatched", "kota-pu-jalan")
		do(jalan, "hold", J{"reason": "kurang", "message": "Di sebelah mana?"}, "info_needed", "kota-pu-jalan")
		do(reporter, "completion", J{"message": "Di depan toko 12."}, "dispatched", "kota-pu-jalan")
		do(jalan, "follow-ups", J{"message": "Sedang diukur."}, "in_progress", "kota-pu-jalan")
		do(jalan, "follow-ups", J{"message": "Sudah ditambal.", "answer": true}, "awaiting_reporter", "kota-pu-jalan")
		do(reporter, "replies", J{"message": "Masih berlubang."}, "in_progress", "kota-pu-jalan")
		do(jalan, "notes", J{"message": "Catatan antarpetugas."}, "in_progress", "kota-pu-jalan")
		do(jalan, "follow-ups", J{"message": "Ditambal lagi.", "answer": true}, "awaiting_reporter", "kota-pu-jalan")
		do(reporter, "rating", J{"rating": 3}, "closed", "kota-pu-jalan")
		again := r.want(http.StatusConflict, "POST", at+"/rating", reporter, J{"rating": 1})
		if again.str("code") != "error.rated_already" {
			t.Errorf("a second rating: %s", again.raw)
		}
		do(reporter, "reopen", J{"message": "Terbuka lagi."}, "in_progress", "kota-pu-jalan")
		do(jalan, "close", J{"outcome": "beres", "message": "Selesai."}, "closed", "kota-pu-jalan")
		do(reporter, "rating", J{"rating": 2}, "closed", "kota-pu-jalan")
		r.storyEnd(at, reporter, jalan)
	})
}

// storyEnd looks at the finished report as everybody.
func (r *rig) storyEnd(at string, reporter, officer headers) {
	t := r.t
	t.Helper()
	public := r.want(http.StatusOK, "GET", at, nil, nil)
	if public.str("viewer") != "public" || public.str("public", "title") != "Lubang di pasar" || public.str("public", "name") != "Contoh Pelapor" ||
		public.str("rating") != "2" || public.str("outcome", "text_en") != "Solved." || public.body["text"] != nil || public.body["alias"] != nil || len(verbs(public)) != 0 {
		t.Errorf("the public sees %s", public.raw)
	}
	for _, e := range public.list("timeline") {
		if e["officer"] != nil || e["shown"] != "public" || e["role"] == "reporter" && e["message"] != nil {
			t.Errorf("the public reads %v", e)
		}
	}
	mine := r.want(http.StatusOK, "GET", at, reporter, nil)
	if mine.str("viewer") != "reporter" || mine.str("text", "title") != "Lubang di jalan" || len(mine.list("timeline")) != 16 || mine.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the reporter sees %s", mine.raw)
	}
	theirs := r.want(http.StatusOK, "GET", at, officer, nil)
	if theirs.str("viewer") != "officer" || len(theirs.list("timeline")) != 17 || theirs.header.Get("Etag") != `W/"17"` {
		t.Errorf("the officer sees %d events, %s", len(theirs.list("timeline")), theirs.header.Get("Etag"))
	}
	r.follow()
	found := r.want(http.StatusOK, "GET", "/api/v1/reports?q=lubang&agency=kota&region=35&topic=jalan&state=closed&class=complaint&since=2026-11-16", nil, nil)
	if len(found.list("reports")) != 1 || found.str("count") != "1" || found.str("count_is_exact") != "true" {
		t.Errorf("search: %s", found.raw)
	}
}

// TestAllowedActionsCanBeDone does every action that a report offers, exactly as it offers it, and
// sees that none is refused.
func TestAllowedActionsCanBeDone(t *testing.T) {
	each(t, func(r *rig) {
		inputs := J{"message": "Sebuah pesan untuk yang membacanya.", "agency_id": "kota-pu-jalan", "class": "complaint", "rating": 3, "flag": "anonymous", "kind": "explanation", "public_title": "Judul", "public_body": "Isi."}
		done := map[string]bool{}
		inputs["officer_id"] = r.officer(civic.RoleUnitOfficer, "kota-pu-jalan").Officer.String()
		inputs["lead"] = strings.TrimPrefix(r.reportIn(civic.InProgress, "plain", false).at, "/api/v1/reports/")
		for _, way := range []string{"submitted", "dispatched", "info_needed", "in_progress", "awaiting_reporter", "closed", "archived", "escalated"} {
			for n := 0; ; n++ {
				rep := r.reportIn(civic.State(way), "plain", false)
				var acts []map[string]any
				for _, who := range []headers{pin(rep.pin), bearer(r.token(civic.RoleAgencyAdmin, "kota"))} {
					for _, act := range r.want(http.StatusOK, "GET", rep.at, who, nil).list("allowed_actions") {
						act["who"] = who
						acts = append(acts, act)
					}
				}
				if n == len(acts) {
					break
				}
				act := acts[n]
				body := J{}
				for _, need := range act["needs"].([]any) {
					switch need {
					case "reason", "outcome":
						offered := act["reasons"].([]any)
						body[need.(string)] = offered[0].(J)["code"]
						if len(offered) != 1 && act["verb"] != "hand_over" {
							r.t.Errorf("%s offers %v", act["verb"], offered)
						}
					case "handover_id":
						body["handover_id"] = r.want(http.StatusOK, "GET", rep.at, act["who"].(headers), nil).list("handovers")[0]["id"]
					default:
						body[need.(string)] = inputs[need.(string)]
					}
				}
				with, _ := act["with"].(J)
				for k, v := range with {
					body[k] = v
				}
				if act["verb"] == "attach" {
					continue // has its own tests
				}
				got := r.do(act["method"].(string), act["href"].(string), act["who"].(headers), body)
				if got.status != http.StatusOK {
					r.t.Errorf("%s in %s with %v: %d %s", act["verb"], way, body, got.status, got.raw)
				}
				done[act["verb"].(string)] = true
			}
		}
		if len(done) < 17 {
			r.t.Errorf("only %d verbs were offered: %v", len(done), done)
		}
	})
}

func TestWhatWasSeenGuards(t *testing.T) {
	each(t, func(r *rig) {
		at, _, _ := r.submit(J{"agency_id": "kota"})
		kota := r.token(civic.RoleAgencyAdmin, "kota")
		etag := r.want(http.StatusOK, "GET", at, bearer(kota), nil).header.Get("Etag")
		if etag != `W/"1"` { // weak, because it was compressed on the way
			r.t.Fatalf("ETag %s", etag)
		}
		with := func(tag string) headers { return headers{"Authorization": "Bearer " + kota, "If-Match": tag} }
		r.want(http.StatusOK, "POST", at+"/notes", with(etag), J{"message": "Satu."})
		for _, h := range []headers{with(etag), with(`W/"1"`)} {
			if got := r.want(http.StatusConflict, "POST", at+"/notes", h, J{"message": "Dua."}); got.str("code") != "error.changed_meanwhile" {
				r.t.Errorf("a stale step: %s", got.raw)
			}
		}
		r.want(http.StatusConflict, "POST", at+"/notes", bearer(kota), J{"message": "Dua.", "seq": 1})
		r.want(http.StatusUnprocessableEntity, "POST", at+"/notes", with(`"2"`), J{"message": "Dua.", "seq": 1})
		r.want(http.StatusUnprocessableEntity, "POST", at+"/notes", with(`"x"`), J{"message": "Dua."})
		r.want(http.StatusUnprocessableEntity, "POST", at+"/notes", bearer(kota), J{"message": "Dua.", "seq": -1})
		r.want(http.StatusOK, "POST", at+"/notes", with("*"), J{"message": "Dua."})
		r.want(http.StatusOK, "POST", at+"/notes", bearer(kota), J{"message": "Tiga.", "seq": 3})
	})
}

func TestTokensEnd(t *testing.T) {
	r := newRig(t, "sqlite")
	h := bearer(r.token(civic.RoleLiaison, "prov"))
	got := r.want(http.StatusOK, "GET", "/api/v1/me", h, nil)
	if got.str("role") != "liaison" || got.str("desk", "code") != "prov" || got.str("name") == "" {
		t.Errorf("me: %s", got.raw)
	}
	r.clock.pass(1001 * 24 * time.Hour)
	r.want(http.StatusUnauthorized, "GET", "/api/v1/me", h, nil)
	for _, bad := range []string{"", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Bearer " + strings.Repeat("0", 64)} {
		got := r.want(http.StatusUnauthorized, "GET", "/api/v1/me", headers{"Authorization": bad}, nil)
		if got.header.Get("Www-Authenticate") == "" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q: headers %v", bad, got.header)
		}
	}
}
