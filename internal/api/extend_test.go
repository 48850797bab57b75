package api_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// More time over the API: how much there may be, asked for by the handler, decided by somebody else, read by the reporter.
func TestExtensionsOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.Dispatched, "plain", false)
		author, head := bearer(r.token(civic.RoleUnitOfficer, on.holder)), bearer(r.token(civic.RoleAgencyHead, "kota"))
		ask := J{"days": 3, "reason": "means", "message": "Aspal datang 26 November. Setelah itu kami tambal."}
		if got := r.want(http.StatusConflict, "POST", on.at+"/extensions", author, ask); got.str("code") != "error.extend_none" {
			r.t.Errorf("without a policy: %s", got.raw)
		}
		_, err := r.directory.AddPolicy(context.Background(), civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1}, civic.ClockPolicy{Clock: civic.ClockResolve, Amount: 14,
			Class: civic.Complaint, Unit: civic.WorkingDays, Extension: 5, EffectiveFrom: civic.DateOf(r.clock.now(), civic.WIB), Source: "SK 3"})
		must(r.t, err)
		if got := r.want(http.StatusOK, "GET", on.at, author, nil); got.str("extension", "most") != "5" {
			r.t.Errorf("it may be asked for: %v", got.body["extension"])
		}
		offered := func() (all []string) {
			for _, x := range r.want(http.StatusOK, "GET", on.at, author, nil).list("allowed_actions") {
				all = append(all, x["verb"].(string)+" "+x["href"].(string))
			}
			return all
		}
		if all := offered(); !slices.Contains(all, "extend "+on.at+"/extensions") || slices.Contains(all, "propose "+on.at+"/drafts") { // nothing has to be approved here but time
			r.t.Errorf("offered are %v", all)
		}
		for who, h := range map[string]headers{"the reporter": pin(on.pin), "the head": head} {
			if got := r.want(http.StatusOK, "GET", on.at, h, nil); got.body["extension"] != nil {
				r.t.Errorf("%s is offered more time: %v", who, got.body["extension"])
			}
		}
		if got := r.want(http.StatusUnprocessableEntity, "POST", on.at+"/extensions", author, ask); got.str("code") != "error.extend_proof" && got.str("errors", "files") == "" {
			r.t.Errorf("without a proof: %s", got.raw)
		}
		r.want(http.StatusForbidden, "POST", on.at+"/extensions", head, ask)
		who := r.officerAt(civic.RoleUnitOfficer, on.holder)
		_, err = r.casework.Act(context.Background(), who, civic.TrackingCode(on.code), civic.Command{Verb: civic.VerbPropose, As: civic.VerbExtend, Days: 3, Reason: "means", Message: "Aspal datang 26 November."},
			evidence.File{Hash: "e1", MediaType: "application/pdf", Size: 9, Name: "jadwal.pdf"})
		must(r.t, err)
		if all := offered(); slices.Contains(all, "extend "+on.at+"/extensions") || !slices.Contains(all, "recall "+on.at+"/drafts/recall") {
			r.t.Errorf("while it waits, offered are %v", all)
		}
	})
}

// The rules of reminders are the national desk's, and no change is lost.
func TestReminderRulesOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		boss, kota := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		const at = "/api/v1/reminder-rules"
		list := r.want(http.StatusOK, "GET", at, boss, nil)
		rule := J{"effective_from": "2028-01-03", "shares": []int{60, 100}, "every": 4, "try": true}
		if got := r.want(http.StatusOK, "PUT", at, boss, rule); len(got.list("trial")) != 2 || got.body["rules"] != nil {
			r.t.Errorf("a trial: %s", got.raw)
		}
		rule["try"], rule["version"] = false, list.str("version")
		saved := r.want(http.StatusOK, "PUT", at, boss, rule)
		if saved.str("version") == list.str("version") || len(saved.list("rules")) != len(list.list("rules"))+1 {
			r.t.Errorf("saved: %s", saved.raw)
		}
		r.want(http.StatusConflict, "PUT", at, boss, rule)
		rule["version"], rule["shares"] = saved.str("version"), []int{100, 50}
		r.want(http.StatusUnprocessableEntity, "PUT", at, boss, rule)
		for _, h := range []headers{kota, bearer(r.token(civic.RoleSupervisor, "nasional"))} {
			r.want(http.StatusForbidden, "GET", at, h, nil)
			r.want(http.StatusForbidden, "PUT", at, h, J{"shares": "x"})
		}
		r.want(http.StatusUnauthorized, "GET", at, headers{}, nil)
	})
}
