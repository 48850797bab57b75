package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// carryOut does what the job would do when its time has come.
func (r *rig) carryOut(order string) {
	r.t.Helper()
	id, err := civic.ParseID(order[strings.LastIndex(order, "/")+1:])
	must(r.t, err)
	must(r.t, r.casework.RunBulk(context.Background(), id))
}

// An order over HTTP: looked at, given, taken back; given again and carried out, with a result for each report.
func TestBulkOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		first, second, closed := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.Closed, "plain", false)
		pu := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		body := J{"verb": "follow_up", "message": "Tim kami mengukur jalan pada 18 November 2026.", "quality_reason": "jadwal satu ruas jalan",
			"tracking_ids": []string{codeOf(first), codeOf(second), codeOf(closed), "7K2M-9QXT-4PD"}}
		p := r.want(http.StatusOK, "POST", "/api/v1/bulk/preview", pu, body)
		if refused := p.list("refusals"); p.str("total") != "3" || p.str("able") != "2" || len(refused) != 1 || refused[0]["code"] != "error.bulk_state.closed" || refused[0]["detail"] == "" {
			t.Errorf("the preview: %s", p.raw)
		}
		given := r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body)
		at := "/api/v1/bulk/" + given.str("id")
		if got := r.want(http.StatusOK, "POST", at+"/undo", pu, nil); given.str("state") != "waiting" || got.str("state") != "undone" || got.str("finished_at") == "" {
			t.Errorf("given %s, undone %s", given.raw, got.raw)
		}
		r.carryOut(at)
		if got := r.want(http.StatusOK, "GET", at+"/reports", pu, nil).list("reports"); len(got) != 3 || got[0]["result"] != "waiting" {
			t.Errorf("an order that was taken back was carried out: %v", got)
		}
		at = "/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body).str("id")
		r.carryOut(at)
		r.want(http.StatusConflict, "POST", at+"/undo", pu, J{})
		if got := r.want(http.StatusOK, "GET", at, pu, nil); got.str("state") != "done" || got.str("done") != "2" || got.str("refused") != "1" {
			t.Errorf("how far: %s", got.raw)
		}
		if got := r.pages(at+"/reports?limit=1", pu, "reports", "result"); fmt.Sprint(got) != "[done done refused]" {
			t.Errorf("results %v", got)
		}
		if got := r.want(http.StatusOK, "GET", "/api/v1/bulk", pu, nil).list("orders"); len(got) != 2 || got[0]["state"] != "done" {
			t.Errorf("orders %v", got)
		}
	})
}

// An order that is sent again under its key is the first one; another one under the key is refused.
func TestBulkUnderOneKeyOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		code := codeOf(r.reportIn(civic.InProgress, "plain", false))
		pu := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		body := func(text string) J { return J{"verb": "note", "message": text, "tracking_ids": []string{code}} }
		pu["Idempotency-Key"] = "3c9a1b7e-2f40-4d6b-a8c5-0e1f2d3b4a59"
		first := r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body("Periksa bersama."))
		r.carryOut("/api/v1/bulk/" + first.str("id"))
		again := r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body("Periksa bersama."))
		if again.str("id") != first.str("id") || again.str("done") != "1" || first.header.Get("Idempotent-Replayed") != "" || again.header.Get("Idempotent-Replayed") != "true" {
			t.Errorf("first %s, then %s", first.raw, again.raw)
		}
		if other := r.want(http.StatusConflict, "POST", "/api/v1/bulk", pu, body("Periksa besok.")); other.str("code") != "error.key_reused" {
			t.Errorf("another order under the key: %s", other.raw)
		}
		if got := r.want(http.StatusOK, "GET", "/api/v1/bulk", pu, nil).list("orders"); len(got) != 1 {
			t.Errorf("orders %v", got)
		}
		pu["Idempotency-Key"] = "pendek"
		r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/bulk", pu, body("Periksa bersama."))
	})
}

func TestBulkSaysWhatIsWrong(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		pu := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		for name, x := range map[string]struct {
			body  J
			field string
		}{
			"nothing chosen":      {J{"verb": "note", "message": "x"}, "tracking_ids"},
			"both":                {J{"verb": "note", "message": "x", "tracking_ids": []string{codeOf(on)}, "filter": J{}}, "filter"},
			"no code":             {J{"verb": "note", "message": "x", "tracking_ids": []string{"bukan"}}, "tracking_ids"},
			"no such step":        {J{"verb": "close", "message": "x", "tracking_ids": []string{codeOf(on)}}, "verb"},
			"no reason":           {J{"verb": "answer", "message": "Kami kerjakan 18 November.", "tracking_ids": []string{codeOf(on)}}, "quality_reason"},
			"no officer":          {J{"verb": "assign", "assignee": "x", "tracking_ids": []string{codeOf(on)}}, "assignee"},
			"no template":         {J{"verb": "answer", "template_id": "12", "quality_reason": "jadwal satu ruas jalan", "tracking_ids": []string{codeOf(on)}}, "template_id"},
			"text and template":   {J{"verb": "answer", "template_id": "12", "message": "Halo.", "quality_reason": "jadwal satu ruas jalan", "tracking_ids": []string{codeOf(on)}}, "message"},
			"a wrong filter":      {J{"verb": "note", "message": "x", "filter": J{"flags": []string{"lucu"}}}, "flags"},
			"a lead that is none": {J{"verb": "merge", "lead": "7K2M-9QXT-4PD", "tracking_ids": []string{codeOf(on)}}, "lead"},
			"nothing to merge":    {J{"verb": "merge", "tracking_ids": []string{codeOf(on)}}, "lead"},
		} {
			for _, path := range []string{"/api/v1/bulk", "/api/v1/bulk/preview"} {
				if got := r.do("POST", path, pu, x.body); got.status != http.StatusUnprocessableEntity || got.str("field") != x.field {
					t.Errorf("%s at %s: %d, %s", name, path, got.status, got.raw)
				}
			}
		}
	})
}

// Many become one matter; a template is filled in for each.
func TestBulkMergeAndTemplateOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		lead, second, hidden := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.InProgress, "secret", false)
		r.follow()
		pu := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		all := []string{codeOf(hidden), codeOf(second), codeOf(lead)}
		body := J{"verb": "merge", "tracking_ids": all}
		if p := r.want(http.StatusOK, "POST", "/api/v1/bulk/preview", pu, body); p.str("lead") != codeOf(lead) || p.str("total") != "2" || p.str("able") != "2" {
			t.Errorf("the preview: %s", p.raw)
		}
		at := "/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body).str("id")
		r.carryOut(at)
		if got := r.want(http.StatusOK, "GET", lead.at, pu, nil); got.str("together", "leads") != "true" || got.str("together", "weight") != "1" {
			t.Errorf("the lead: %s", got.raw)
		}
		sees := bearer(r.token(civic.RoleSupervisor, "nasional"))
		if p := r.want(http.StatusOK, "POST", "/api/v1/bulk/preview", sees, J{"verb": "note", "message": "x", "filter": J{"q": "asli"}}); strings.Contains(string(p.raw), codeOf(hidden)) {
			t.Errorf("found by words: %s", p.raw)
		}
		kota, err := r.directory.SaveTemplate(t.Context(), r.officer(civic.RoleAgencyAdmin, "kota"), directory.Template{Agency: r.desk("kota"), Name: "Jadwal", Body: "Laporan {kode}: jalan kami ukur 18 November 2026.", Active: true})
		must(t, err)
		if got := r.want(http.StatusOK, "GET", "/api/v1/templates?verb=follow_up", pu, nil).list("templates"); len(got) != 1 || got[0]["id"] != kota.ID.String() || !strings.Contains(fmt.Sprint(got[0]["text"]), "{kode}") {
			t.Errorf("templates %v", got)
		}
		if got := r.want(http.StatusOK, "GET", lead.at+"/templates?verb=follow_up", pu, nil).list("templates"); len(got) != 1 || !strings.Contains(fmt.Sprint(got[0]["text"]), codeOf(lead)) {
			t.Errorf("filled in: %v", got)
		}
		body = J{"verb": "follow_up", "template_id": kota.ID, "quality_reason": "jadwal satu ruas jalan", "tracking_ids": []string{codeOf(lead)}}
		if p := r.want(http.StatusOK, "POST", "/api/v1/bulk/preview", pu, body); !strings.HasPrefix(p.str("sample", "message"), "Laporan "+codeOf(lead)) {
			t.Errorf("the sample: %s", p.raw)
		}
		r.carryOut("/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", pu, body).str("id"))
		events := r.want(http.StatusOK, "GET", lead.at, pin(lead.pin), nil).list("timeline")
		if last := events[len(events)-1]; !strings.HasPrefix(fmt.Sprint(last["message"]), "Laporan "+codeOf(lead)+":") {
			t.Errorf("told %v", last)
		}
	})
}

// A macro over HTTP takes all of its steps.
func TestMacrosOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		pu := bearer(r.token(civic.RoleLiaison, "kota-pu"))
		macro, err := r.directory.SaveTemplate(t.Context(), r.officer(civic.RoleAgencyAdmin, "kota"), directory.Template{Agency: r.desk("kota"), Name: "Teruskan", Body: "Laporan {kode} kami teruskan.", Verb: civic.VerbFollowUp, Target: r.desk("kota-pu-jalan"), Active: true})
		must(t, err)
		if got := r.want(http.StatusOK, "GET", on.at+"/macros", pu, nil).list("templates"); len(got) != 1 || got[0]["id"] != macro.ID.String() {
			t.Errorf("macros %v", got)
		}
		run := on.at + "/macros/" + macro.ID.String()
		r.want(http.StatusNotFound, "POST", on.at+"/macros/12", pu, J{"message": "Kami teruskan 18 November."})
		r.want(http.StatusNotFound, "POST", run, bearer(r.token(civic.RoleUnitOfficer, "prov")), J{"message": "Kami teruskan 18 November."})
		r.want(http.StatusUnauthorized, "POST", run, pin(on.pin), J{"message": "Kami teruskan 18 November."})
		r.want(http.StatusForbidden, "POST", run, bearer(r.token(civic.RoleAgencyHead, "kota")), J{"message": "Kami teruskan 18 November."})
		if got := r.want(http.StatusOK, "POST", run, pu, J{"message": "Kami teruskan 18 November."}); got.str("agency", "code") != "kota-pu-jalan" {
			t.Errorf("after the macro: %s", got.raw)
		}
	})
}
