package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// oneRule is a rule of the city that is fine.
func oneRule(more J) J {
	j := J{"name": "Jalan kota", "region_code": "35.78", "topic_id": "jalan", "from": "2026-01-01", "target_id": "kota-pu"}
	for k, v := range more {
		j[k] = v
	}
	return j
}

const kotaRules = "/api/v1/agencies/kota/competence"

// Rules are read, written as a whole after a version, and tried over HTTP.
func TestCompetence(t *testing.T) {
	each(t, func(r *rig) {
		who := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		if got := r.want(http.StatusOK, "GET", kotaRules, who, nil); got.str("version") != "0" || len(got.list("rules")) != 0 {
			t.Errorf("before there are any: %s", got.raw)
		}
		first := r.want(http.StatusOK, "PUT", kotaRules, who, J{"version": 0, "rules": []J{oneRule(J{"words": "lubang, aspal"}), {"name": "Lain", "from": "2026-01-01", "until": "2027-01-01", "target_id": "kota-pu-jalan"}}})
		rules := first.list("rules")
		if first.str("version") != "1" || len(rules) != 2 || rules[0]["words"] != "lubang, aspal" || rules[1]["until"] != "2027-01-01" {
			t.Fatalf("written: %s", first.raw)
		}
		r.want(http.StatusConflict, "PUT", kotaRules, who, J{"version": 0, "rules": []J{}})
		swapped := []J{{"id": rules[1]["id"], "name": "Lain", "from": "2026-01-01", "target_id": "kota-pu-jalan"}, oneRule(J{"id": rules[0]["id"]})}
		second := r.want(http.StatusOK, "PUT", kotaRules, who, J{"version": 1, "rules": swapped})
		if got := second.list("rules"); second.str("version") != "2" || got[0]["id"] != rules[1]["id"] || got[1]["words"] != nil {
			t.Errorf("in another order: %s", second.raw)
		}
		if got := r.want(http.StatusOK, "PUT", kotaRules, who, J{"version": 2, "rules": swapped}); got.str("version") != "2" {
			t.Errorf("what is the same makes version %s", got.str("version"))
		}
		if got := r.want(http.StatusOK, "GET", kotaRules+"?version=1", who, nil).list("rules"); len(got) != 2 || got[0]["id"] != rules[0]["id"] {
			t.Errorf("the first version: %v", got)
		}
		for what, body := range map[string]J{
			"rules[0].target_id":   oneRule(J{"target_id": "prov-pu"}),
			"rules[0].topic_id":    oneRule(J{"topic_id": "entah"}),
			"rules[0].region_code": oneRule(J{"region_code": "99"}),
			"rules[0].from":        oneRule(J{"from": "kemarin"}),
			"rules[0].class":       oneRule(J{"class": "aduan"}),
			"rules[0].id":          oneRule(J{"id": "12"}),
			"lucu":                 oneRule(J{"lucu": true}),
		} {
			if got := r.want(http.StatusUnprocessableEntity, "PUT", kotaRules, who, J{"version": 2, "rules": []J{body}}); !strings.Contains(string(got.raw), what) {
				t.Errorf("%s is not named: %s", what, got.raw)
			}
		}
		r.want(http.StatusUnprocessableEntity, "PUT", kotaRules, who, J{"version": 2})
		r.want(http.StatusNotFound, "GET", kotaRules+"?version=9", who, nil)
		r.want(http.StatusNotFound, "GET", "/api/v1/agencies/entah/competence", who, nil)
		r.want(http.StatusOK, "PUT", kotaRules, who, J{"version": 2, "rules": []J{oneRule(nil), {"name": "Lain", "from": "2026-01-01", "target_id": "kota-pu-jalan"}}})
		got := r.want(http.StatusOK, "POST", kotaRules+"/test", who, J{"region_code": "35.78.01", "topic_id": "jalan-lubang", "text": "Jalan berlubang"})
		if got.str("decides", "rule", "name") != "Jalan kota" || fmt.Sprint(got.body["decides"].(map[string]any)["fits"]) != "[region topic]" || got.list("rules")[1]["fate"] != "after" {
			t.Errorf("tried: %s", got.raw)
		}
		got = r.want(http.StatusOK, "POST", kotaRules+"/test", who, J{"on": "2025-12-31"})
		if got.body["decides"] != nil || got.list("rules")[0]["fate"] != "not_yet" {
			t.Errorf("tried for a day before: %s", got.raw)
		}
		r.want(http.StatusUnprocessableEntity, "POST", kotaRules+"/test", who, J{"class": "aduan"})
	})
}

// Rules are there for the agency's coordinators, those above, and the national desk: cell by cell.
func TestWhoMayUseCompetence(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.Submitted, "plain", false)
		rules := []J{oneRule(nil)}
		at := map[string]int{}
		for _, desk := range []string{"nasional", "kota", "kota-pu", "prov"} {
			path := "/api/v1/agencies/" + desk + "/competence"
			for _, k := range askers() {
				want := officersOnly(k, http.StatusNotFound)
				if want == http.StatusNotFound && (k.role == civic.RoleNationalAdmin || k.role == civic.RoleAgencyAdmin && below(desk, k.desk)) {
					want = http.StatusOK
				}
				write := want
				if desk != "kota" && want == http.StatusOK {
					write = http.StatusUnprocessableEntity // the rule sends elsewhere
				}
				for _, c := range []struct {
					method, path string
					body         any
					want         int
				}{{"GET", path, nil, want}, {"POST", path + "/test", J{"text": "jalan"}, want}, {"PUT", path, J{"version": at[desk], "rules": rules}, write}} {
					got := r.do(c.method, c.path, k.headers(r, on), c.body)
					if got.status != c.want {
						t.Errorf("%s %s by %s: %d, want %d: %s", c.method, c.path, k, got.status, c.want, got.raw)
					}
					if c.method == "PUT" && got.status == http.StatusOK {
						at[desk]++
						rules = []J{oneRule(J{"name": fmt.Sprint("Jalan ", at[desk])})}
					}
					if k.mode == "wrong pin" {
						r.forgetTries()
					}
				}
			}
		}
		if at["kota"] < 2 {
			t.Errorf("written %d times", at["kota"])
		}
	})
}

// A return names the competent office, which officers read; after two of them the gap is listed for those who lead the desk.
func TestCompetenceGaps(t *testing.T) {
	each(t, func(r *rig) {
		city := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		const at = kotaRules + "/gaps"
		if got := r.want(http.StatusOK, "GET", at, city, nil); len(got.list("gaps")) != 0 || !strings.Contains(string(got.raw), `"gaps":[]`) {
			t.Errorf("before there are any: %s", got.raw)
		}
		given := gapReport(t, r)
		got := r.want(http.StatusOK, "GET", at+"?limit=1", city, nil)
		gaps := got.list("gaps")
		if len(gaps) != 1 || fmt.Sprint(gaps[0]["count"]) != "1" || gaps[0]["last_tracking_id"] != given || gaps[0]["decides"].(map[string]any)["code"] != "kota" || got.str("next_cursor") != "" {
			t.Errorf("after two returns: %s", got.raw)
		}
		r.want(http.StatusUnprocessableEntity, "GET", at+"?cursor=x", city, nil)
		for what, h := range map[string]string{"an office of the city": r.token(civic.RoleLiaison, "kota-pu"), "another agency": r.token(civic.RoleAgencyAdmin, "prov")} {
			if got := r.do("GET", at, bearer(h), nil); got.status != http.StatusNotFound {
				t.Errorf("%s: %d", what, got.status)
			}
		}
	})
}

// gapReport lets an office give one report back twice, and returns its code. Only officers read whom it names.
func gapReport(t *testing.T, r *rig) string {
	t.Helper()
	on := r.reportIn(civic.Submitted, "plain", true)
	r.act(&on, civic.RoleAgencyAdmin, "kota", civic.Command{Verb: civic.VerbDispose, Target: r.desk("kota-pu")})
	who := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
	body := J{"reason": "bukan", "message": "Bukan wewenang kami.", "suggested_id": "entah"}
	for _, wrong := range []string{"entah", "nasional", "kota-pu"} {
		body["suggested_id"] = wrong
		if got := r.want(http.StatusUnprocessableEntity, "POST", on.at+"/return", who, body); !strings.Contains(string(got.raw), "suggested_id") {
			t.Errorf("%s: %s", wrong, got.raw)
		}
	}
	body["suggested_id"] = "prov"
	r.want(http.StatusOK, "POST", on.at+"/return", who, body)
	for what, c := range map[string]struct {
		h    headers
		want bool
	}{"the city": {bearer(r.token(civic.RoleAgencyAdmin, "kota")), true}, "the reporter": {pin(on.pin), false}, "the public": {nil, false}} {
		got := r.want(http.StatusOK, "GET", on.at, c.h, nil)
		events := got.list("timeline")
		if last := events[len(events)-1]; last["verb"] != "return" || (last["suggested"] != nil) != c.want || strings.Contains(string(got.raw), "suggested") != c.want {
			t.Errorf("%s reads %v", what, last)
		}
		if c.want && (got.str("next", "clock") != "decide" || events[len(events)-1]["suggested"].(map[string]any)["code"] != "prov") {
			t.Errorf("%s: %s", what, got.raw)
		}
	}
	return civic.TrackingCode(on.code).Display()
}
