package api_test

import (
	"net/http"
	"slices"
	"testing"

	"tuntas/internal/civic"
)

// The rows of the table for what is no step of the lifecycle: marks, labels, templates, views, orders and counts.

// atDesk reckons what an operation about a report answers that every officer may use in whose scope it lies.
func atDesk(k asker, on rep) int {
	switch {
	case k.mode != "", k.role == civic.RoleReporter:
		return http.StatusUnauthorized
	case !below(on.holder, k.desk):
		return http.StatusNotFound
	}
	return http.StatusOK
}

// officersOnly reckons what an operation answers that is about no report.
func officersOnly(k asker, status int) int {
	if k.mode != "" || k.role == civic.RoleReporter {
		return http.StatusUnauthorized
	}
	return status
}

func TestWhoMayUseTheDesk(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		note := J{"verb": "note", "message": "Lihat bersama.", "tracking_ids": []string{codeOf(on)}}
		owner := bearer(r.token(civic.RoleLiaison, "kota"))
		order := "/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", owner, note).str("id")
		own := "/api/v1/views/" + r.want(http.StatusCreated, "POST", "/api/v1/views", owner, J{"name": "Sendiri", "filter": J{"officer": "me"}}).str("id")
		leads := []civic.Role{civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleAgencyHead, civic.RoleLiaison, civic.RoleSupervisor}
		for _, k := range askers() {
			expect := func(want int, method, path string, body any) {
				t.Helper()
				if got := r.do(method, path, k.headers(r, on), body); got.status != want {
					t.Errorf("%s %s by %s: %d, want %d: %s", method, path, k, got.status, want, got.raw)
				}
				if k.mode == "wrong pin" {
					r.forgetTries()
				}
			}
			for _, path := range []string{"/marks", "/macros", "/templates?verb=answer"} {
				expect(atDesk(k, on), "GET", on.at+path, nil)
			}
			for _, path := range []string{"/watch", "/read"} {
				expect(atDesk(k, on), "POST", on.at+path, J{"on": true})
			}
			label := atDesk(k, on)
			if label == http.StatusOK && (k.role == civic.RoleAuditor || k.role == civic.RoleOversight) { // they do not read it
				label = http.StatusForbidden
			}
			expect(label, "POST", on.at+"/labels", J{"label": "aspal", "on": true})
			for _, path := range []string{"labels", "views", "bulk", "templates?verb=answer", "inbox?marks=watched&late=true"} {
				expect(officersOnly(k, http.StatusOK), "GET", "/api/v1/"+path, nil)
			}
			expect(officersOnly(k, http.StatusOK), "POST", "/api/v1/bulk/preview", note)
			theirs := officersOnly(k, http.StatusNotFound)
			if k == (asker{role: civic.RoleLiaison, desk: "kota"}) {
				continue
			}
			expect(theirs, "GET", order, nil)
			expect(theirs, "GET", order+"/reports", nil)
			expect(theirs, "POST", order+"/undo", J{})
			expect(theirs, "DELETE", own, nil)
			expect(theirs, "GET", "/api/v1/inbox?view="+own[len("/api/v1/views/"):], nil)
			counts := officersOnly(k, http.StatusForbidden)
			if slices.Contains(leads, k.role) {
				counts = http.StatusOK
			}
			expect(counts, "GET", "/api/v1/answer-counts", nil)
		}
		r.want(http.StatusOK, "POST", order+"/undo", owner, J{})
		r.want(http.StatusOK, "DELETE", own, owner, nil)
	})
}

// An order does to each report what the officer may do to it alone, and nothing else: cell by cell against the table.
func TestAnOrderAsksTheTable(t *testing.T) {
	each(t, func(r *rig) {
		cells := map[bool]int{}
		for _, state := range []civic.State{civic.Submitted, civic.InProgress, civic.Closed} {
			for _, kind := range []string{"plain", "secret"} {
				shared := r.reportIn(state, kind, false)
				for _, k := range askers() {
					if k.mode != "" || k.role == civic.RoleReporter {
						continue
					}
					for _, v := range []civic.Verb{civic.VerbVerify, civic.VerbDispose, civic.VerbFollowUp, civic.VerbAnswer, civic.VerbNote} {
						want, on := judge(k, v, shared), shared
						if want == http.StatusOK && !staysPut(v, state) {
							on = r.reportIn(state, kind, false)
						}
						if got := r.orderOne(k, v, on); got != (want == http.StatusOK) {
							t.Errorf("%s %s: %s by %s: done %t, alone it would be %d", state, kind, v, k, got, want)
						}
						cells[want == http.StatusOK]++
					}
				}
			}
		}
		if cells[true] < 20 || cells[false] < 100 {
			t.Errorf("cells %v", cells)
		}
	})
}

// orderOne gives an order for one report, lets it run, and tells whether it was done. What is not the officer's is no report
// to order anything for.
func (r *rig) orderOne(k asker, v civic.Verb, on rep) bool {
	r.t.Helper()
	_, body := request(v, on)
	order, _ := body.(J)
	delete(order, "answer")
	order["verb"], order["tracking_ids"] = v, []string{codeOf(on)}
	if v == civic.VerbFollowUp || v == civic.VerbAnswer {
		order["quality_reason"] = "jadwal satu ruas jalan"
	}
	h := k.headers(r, on)
	if !below(on.holder, k.desk) {
		order["tracking_ids"] = []string{codeOf(on)}
		got := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/bulk", h, order)
		order["tracking_ids"] = []string{"7K2M-9QXT-4PD"}
		if none := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/bulk", h, order); none.str("code") != got.str("code") || none.str("field") != got.str("field") {
			r.t.Errorf("what is not theirs: %s, what is not there: %s", got.raw, none.raw)
		}
		return false
	}
	at := "/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", h, order).str("id")
	r.carryOut(at)
	rows := r.want(http.StatusOK, "GET", at+"/reports", h, nil).list("reports")
	if len(rows) != 1 {
		r.t.Fatalf("an order for one report has %d rows", len(rows))
	}
	return rows[0]["result"] == "done"
}

// Whose work a report is, those decide who handle it: cell by cell against the table.
func TestWhoMayAssign(t *testing.T) {
	each(t, func(r *rig) {
		count := map[int]int{}
		for _, state := range []civic.State{civic.Submitted, civic.InProgress, civic.Closed} {
			on := r.reportIn(state, "plain", false)
			by := map[string]civic.Role{"kota": civic.RoleLiaison, "kota-pu": civic.RoleUnitOfficer}[on.holder]
			to := []string{r.officer(by, on.holder).Officer.String(), r.officer(civic.RoleAgencyAdmin, on.holder).Officer.String()}
			for i, k := range askers() {
				want := judge(k, civic.VerbAssign, on)
				if got := r.do("POST", on.at+"/assign", k.headers(r, on), J{"assignee": to[i%2]}); got.status != want {
					t.Errorf("%s: assigned by %s: %d, want %d: %s", state, k, got.status, want, got.raw)
				}
				if k.mode == "wrong pin" {
					r.forgetTries()
				}
				count[want]++
			}
		}
		for _, status := range []int{200, 401, 403, 404, 409} {
			if count[status] == 0 {
				t.Errorf("no cell with status %d: %v", status, count)
			}
		}
	})
}

// Work is handed over to those who can do it, and notes address those who can read them.
func TestSharingOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		mine, boss := r.officer(civic.RoleUnitOfficer, "kota-pu"), r.officer(civic.RoleAgencyHead, "kota")
		pu := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		r.want(http.StatusOK, "POST", on.at+"/assign", pu, J{"assignee": mine.Officer})
		if got := r.pages("/api/v1/inbox?officer=me", pu, "reports", "assignee"); !slices.Equal(got, []string{mine.Name}) {
			t.Errorf("the officer's work: %v", got)
		}
		for _, to := range []string{boss.Officer.String(), r.officer(civic.RoleLiaison, "prov").Officer.String(), "x"} {
			r.want(http.StatusUnprocessableEntity, "POST", on.at+"/assign", pu, J{"assignee": to})
		}
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/notes", pu, J{"message": "Lihat.", "mentions": []string{r.officer(civic.RoleLiaison, "prov").Officer.String()}})
		r.want(http.StatusOK, "POST", on.at+"/notes", pu, J{"message": "Mohon lihat.", "mentions": []civic.ID{boss.Officer}})
		head := bearer(r.token(civic.RoleAgencyHead, "kota"))
		if got := r.pages("/api/v1/inbox?marks=mentioned", head, "reports", "tracking_id"); !slices.Equal(got, []string{codeOf(on)}) {
			t.Errorf("addressed: %v", got)
		}
		r.want(http.StatusOK, "POST", on.at+"/assign", pu, nil)
		if got := r.pages("/api/v1/inbox?officer=nobody", pu, "reports", "tracking_id"); !slices.Equal(got, []string{codeOf(on)}) {
			t.Errorf("given back: %v", got)
		}
		found := r.want(http.StatusOK, "GET", on.at+"/colleagues", pu, nil).list("officers")
		if !slices.ContainsFunc(found, func(c map[string]any) bool { return c["officer_id"] == mine.Officer.String() && c["handles"] == true }) ||
			!slices.ContainsFunc(found, func(c map[string]any) bool { return c["officer_id"] == boss.Officer.String() && c["handles"] == false }) {
			t.Errorf("colleagues: %v", found)
		}
		r.want(http.StatusNotFound, "GET", on.at+"/colleagues", bearer(r.token(civic.RoleLiaison, "prov")), nil)
		if got := r.want(http.StatusOK, "GET", "/api/v1/colleagues", pu, nil).list("officers"); len(got) == 0 || got[0]["handles"] != true {
			t.Errorf("the desk: %v", got)
		}
	})
}

// An order to merge does for each officer what the single step does, and says so before it is given.
func TestAnOrderMergesForHandlers(t *testing.T) {
	each(t, func(r *rig) {
		handlers := []civic.Role{civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer}
		done := 0
		for _, k := range askers() {
			if k.mode != "" || k.role == civic.RoleReporter {
				continue
			}
			lead, other := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.Dispatched, "plain", false)
			h := k.headers(r, other)
			order := J{"verb": "merge", "lead": codeOf(lead), "tracking_ids": []string{codeOf(other)}}
			if !below(lead.holder, k.desk) || k.role == civic.RoleAuditor || k.role == civic.RoleOversight { // they do not read the lead
				if got := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/bulk", h, order); got.str("code") != "error.lead_unknown" {
					t.Errorf("%s: %s", k, got.raw)
				}
				continue
			}
			may := slices.Contains(handlers, k.role) && k.desk != "nasional"
			if p := r.want(http.StatusOK, "POST", "/api/v1/bulk/preview", h, order); (p.str("able") == "1") != may || p.str("total") != "1" {
				t.Errorf("the preview for %s: %s", k, p.raw)
			}
			at := "/api/v1/bulk/" + r.want(http.StatusAccepted, "POST", "/api/v1/bulk", h, order).str("id")
			r.carryOut(at)
			if row := r.want(http.StatusOK, "GET", at+"/reports", h, nil).list("reports")[0]; (row["result"] == "done") != may {
				t.Errorf("%s: %v", k, row)
			}
			if may {
				done++
			}
		}
		if done < 3 {
			t.Errorf("only %d officers merged", done)
		}
	})
}
