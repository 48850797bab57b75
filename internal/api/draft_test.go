package api_test

import (
	"context"
	"net/http"
	"testing"

	"tuntas/internal/civic"
)

// approves makes the city want answers approved.
func (r *rig) approves() {
	r.t.Helper()
	for _, a := range r.directory.Map(context.Background()).Ref.Agencies {
		if a.Code == "kota" {
			a.Approval = civic.ApproveAnswers
			_, err := r.directory.SaveAgency(context.Background(), civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1}, a)
			must(r.t, err)
		}
	}
}

// A draft is proposed, decided and told over the API by those who may, and by nobody else.
func TestDraftsOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		r.approves()
		on := r.reportIn(civic.Dispatched, "plain", false)
		author, head := bearer(r.token(civic.RoleUnitOfficer, on.holder)), bearer(r.token(civic.RoleAgencyHead, "kota"))
		answer := J{"message": "Lubang ditambal Senin, 16 November.", "answer": true}
		if got := r.want(http.StatusConflict, "POST", on.at+"/follow-ups", author, answer); got.str("code") != "error.needs_approval" {
			r.t.Errorf("past the approval: %s", got.raw)
		}
		propose := J{"as": "answer", "message": "Lubang ditambal Senin, 16 November."}
		r.want(http.StatusOK, "POST", on.at+"/drafts", author, propose)
		r.want(http.StatusConflict, "POST", on.at+"/drafts", author, propose)
		for who, c := range map[string]struct {
			h      headers
			status int
		}{
			"nobody":            {headers{}, http.StatusUnauthorized},
			"its author":        {author, http.StatusForbidden},
			"the reporter":      {pin(on.pin), http.StatusForbidden},
			"the national desk": {bearer(r.token(civic.RoleNationalAdmin, "nasional")), http.StatusForbidden},
			"a supervisor":      {bearer(r.token(civic.RoleSupervisor, "nasional")), http.StatusForbidden},
			"another agency":    {bearer(r.token(civic.RoleAgencyHead, "prov")), http.StatusNotFound},
		} {
			if got := r.do("POST", on.at+"/drafts/approve", c.h, J{}); got.status != c.status {
				r.t.Errorf("approved by %s: %d, want %d: %s", who, got.status, c.status, got.raw)
			}
		}
		if got := r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil); got.body["draft"] != nil {
			r.t.Errorf("the reporter reads the draft: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "GET", on.at, head, nil); got.str("draft", "message") != propose["message"] || got.str("draft", "as") != "answer" {
			r.t.Errorf("the head does not read the draft: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "GET", "/api/v1/drafts", head, nil).list("drafts"); len(got) != 1 {
			r.t.Errorf("waiting: %v", got)
		}
		r.want(http.StatusForbidden, "GET", "/api/v1/drafts", author, nil)
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/drafts/decline", head, J{"message": " "})
		r.want(http.StatusOK, "POST", on.at+"/drafts/approve", head, J{})
		r.want(http.StatusConflict, "POST", on.at+"/drafts/approve", head, J{})
		got := r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil)
		events := got.list("timeline")
		if last := events[len(events)-1]; got.str("state") != "awaiting_reporter" || last["verb"] != "answer" || last["message"] != propose["message"] {
			r.t.Errorf("told: %s", got.raw)
		}
	})
}

// What a desk told is corrected by that desk, and shown with what it corrects.
func TestCorrectionsOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.Dispatched, "plain", false)
		author := bearer(r.token(civic.RoleUnitOfficer, on.holder))
		told := r.want(http.StatusOK, "POST", on.at+"/follow-ups", author, J{"message": "Kami ukur Selasa, 17 November."})
		fix := J{"corrects": told.body["seq"], "message": "Kami ukur Rabu, 18 November.", "why": "Harinya keliru."}
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/corrections", bearer(r.token(civic.RoleAgencyAdmin, "kota")), fix)
		r.want(http.StatusForbidden, "POST", on.at+"/corrections", pin(on.pin), fix)
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/corrections", author, J{"corrects": 1, "message": "x y", "why": "x y"})
		r.want(http.StatusOK, "POST", on.at+"/corrections", author, fix)
		events := r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil).list("timeline")
		last := events[len(events)-1]
		if detail, _ := last["detail"].(J); last["verb"] != "correct" || last["message"] != fix["message"] || detail["why"] != fix["why"] || events[len(events)-2]["message"] != "Kami ukur Selasa, 17 November." {
			r.t.Errorf("the history holds %v", last)
		}
	})
}
