package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// codeOf is the tracking code in the address of a report.
func codeOf(on rep) string { return strings.TrimPrefix(on.at, "/api/v1/reports/") }

// Merging, separating and looking are for those who handle the reports: every asker, every operation.
func TestWhoMayMerge(t *testing.T) {
	each(t, func(r *rig) {
		for _, k := range askers() {
			lead, other := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.Dispatched, "plain", false)
			handler := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
			step := func(v civic.Verb) int { // what a step of handlers answers, whatever the state
				switch {
				case k.mode == "nobody":
					return http.StatusUnauthorized
				case k.mode == "wrong pin", k.desk != "" && !below(lead.holder, k.desk):
					return http.StatusNotFound
				}
				switch k.role {
				case civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer, civic.RoleNationalAdmin:
					if k.desk != "nasional" || v == civic.VerbUnmerge { // the agency acts itself
						return http.StatusOK
					}
				}
				return http.StatusForbidden
			}
			read := func() int {
				switch {
				case k.mode != "" || k.role == civic.RoleReporter:
					return http.StatusUnauthorized
				case !below(lead.holder, k.desk), k.role == civic.RoleAuditor, k.role == civic.RoleOversight:
					return http.StatusNotFound
				}
				return http.StatusOK
			}
			expect := func(want int, method, path string, body any) {
				t.Helper()
				if got := r.do(method, path, k.headers(r, other), body); got.status != want {
					t.Errorf("%s %s by %s: %d, want %d: %s", method, path, k, got.status, want, got.raw)
				}
			}
			expect(step(civic.VerbMerge), "POST", other.at+"/merge", J{"lead": codeOf(lead)})
			if step(civic.VerbMerge) != http.StatusOK {
				r.want(http.StatusOK, "POST", other.at+"/merge", handler, J{"lead": codeOf(lead)})
			}
			id := r.want(http.StatusOK, "GET", lead.at, handler, nil).str("together", "incident_id")
			expect(read(), "GET", "/api/v1/incidents/"+id, nil)
			expect(step(civic.VerbLead), "POST", other.at+"/lead", nil)
			if step(civic.VerbLead) == http.StatusOK {
				lead, other = other, lead
			}
			expect(step(civic.VerbUnmerge), "POST", other.at+"/unmerge", nil)
			look := read()
			if look == http.StatusNotFound && below(lead.holder, k.desk) {
				look = http.StatusOK // that it exists they may know, and nothing is like what they may not read
			}
			expect(look, "GET", other.at+"/duplicates", nil)
		}
	})
}

// What comes back of an incident over HTTP, and what nobody is told.
func TestIncidentOverHTTP(t *testing.T) {
	each(t, func(r *rig) {
		lead, second, hidden := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.Dispatched, "plain", false), r.reportIn(civic.Dispatched, "secret", false)
		r.follow()
		kota, sees := bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleSupervisor, "nasional"))
		like := r.want(http.StatusOK, "GET", second.at+"/duplicates", kota, nil).list("reports")
		if len(like) != 1 || like[0]["tracking_id"] != codeOf(lead) || len(like[0]["same_words"].([]any)) == 0 {
			t.Errorf("beside the second report: %v", like)
		}
		for _, on := range []rep{second, hidden} {
			r.want(http.StatusOK, "POST", on.at+"/merge", kota, J{"lead": strings.ToLower(codeOf(lead))})
		}
		r.want(http.StatusConflict, "POST", second.at+"/merge", kota, J{"lead": codeOf(lead)})
		for lead, want := range map[string]int{"": http.StatusUnprocessableEntity, "x": http.StatusUnprocessableEntity, "7K2M-9QXT-4PD": http.StatusUnprocessableEntity, codeOf(second): http.StatusUnprocessableEntity} {
			r.want(want, "POST", r.reportIn(civic.Closed, "plain", false).at+"/merge", kota, J{"lead": lead, "seq": 0, "x": 1})
		}
		mine := r.want(http.StatusOK, "GET", lead.at, kota, nil)
		if mine.str("together", "weight") != "1" || mine.str("together", "leads") != "true" {
			t.Errorf("the lead: %s", mine.raw)
		}
		at := "/api/v1/incidents/" + mine.str("together", "incident_id")
		if got := r.want(http.StatusOK, "GET", at+"?limit=1", kota, nil); len(got.list("followers")) != 1 || got.str("next_cursor") == "" ||
			len(r.want(http.StatusOK, "GET", at+"?cursor="+got.str("next_cursor"), kota, nil).list("followers")) != 1 {
			t.Errorf("the pages of the incident: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "GET", at, sees, nil); len(got.list("followers")) != 1 || strings.Contains(string(got.raw), codeOf(hidden)) || got.str("weight") != "1" {
			t.Errorf("a supervisor is shown %s", got.raw)
		}
		r.want(http.StatusNotFound, "GET", "/api/v1/incidents/12345", kota, nil)
		own := r.want(http.StatusOK, "GET", second.at, pin(second.pin), nil)
		if own.str("together", "follows") != "true" || strings.Contains(string(own.raw), codeOf(lead)) || strings.Contains(string(own.raw), "incident_id") {
			t.Errorf("its reporter is shown %s", own.raw)
		}
	})
}
