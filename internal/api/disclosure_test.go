package api_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// law gives the country one ground of the law, if it has none.
func (r *rig) law() {
	r.t.Helper()
	if len(r.directory.Map(context.Background()).Reasons.Offered(civic.ReasonsRefusal, civic.DateOf(r.clock.now(), civic.WIB))) > 0 {
		return
	}
	_, err := r.directory.SaveReason(context.Background(), civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1}, civic.Reason{List: civic.ReasonsRefusal, Code: "personal_secret",
		TextID: "Dapat mengungkapkan rahasia pribadi seseorang.", TextEN: "It could reveal the personal secrets of somebody.", From: civic.Date{Year: 2010, Month: 4, Day: 30}, Source: "UU 14/2008, pasal 17 huruf h"})
	must(r.t, err)
}

// request is a request of information at the works office.
func (r *rig) request() rep {
	r.t.Helper()
	r.law()
	on := r.newReport("kota", "plain")
	r.act(&on, civic.RoleAgencyAdmin, "kota", civic.Command{Verb: civic.VerbVerify, Class: civic.Information, Target: r.desk("kota-pu")})
	on.holder = "kota-pu"
	return on
}

const lawWords = "UU 14/2008, pasal 17 huruf h: Dapat mengungkapkan rahasia pribadi seseorang."

// An answer to a request says what becomes of the information: at the follow-ups, in drafts and in corrections. What is
// wrong is named by its field.
func TestDisclosuresOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.request()
		author := bearer(r.token(civic.RoleUnitOfficer, on.holder))
		offered := r.want(http.StatusOK, "GET", on.at, author, nil).list("allowed_actions")
		i := slices.IndexFunc(offered, func(x map[string]any) bool { return x["verb"] == "answer" })
		if i < 0 || !slices.Contains(offered[i]["needs"].([]any), any("disclosure")) || len(offered[i]["grounds"].([]any)) == 0 {
			r.t.Fatalf("an answer is offered as %v", offered)
		}
		answer := func(more J) J {
			body := J{"message": "Daftar itu memuat data pekerja.", "answer": true}
			for k, v := range more {
				body[k] = v
			}
			return body
		}
		for field, more := range map[string][]J{
			"disclosure": {{}, {"disclosure": "given", "answer": false}},
			"ground":     {{"disclosure": "refused"}, {"disclosure": "part", "ground": "tidak mau"}, {"disclosure": "given", "ground": "personal_secret"}},
		} {
			for _, x := range more {
				if got := r.want(http.StatusUnprocessableEntity, "POST", on.at+"/follow-ups", author, answer(x)); !strings.Contains(string(got.raw), `"`+field+`"`) {
					r.t.Errorf("%v: %s", x, got.raw)
				}
			}
		}
		r.want(http.StatusOK, "POST", on.at+"/follow-ups", author, answer(J{"disclosure": "refused", "ground": "personal_secret"}))
		mine := r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil)
		lines := mine.list("timeline")
		last := lines[len(lines)-1]
		if last["disclosure"] != "refused" || last["ground"] != lawWords || last["ground_en"] != "UU 14/2008, pasal 17 huruf h: It could reveal the personal secrets of somebody." ||
			last["disclosed"] != "Permohonan informasi ditolak karena dapat mengungkapkan rahasia pribadi seseorang (UU 14/2008, pasal 17 huruf h)." || mine.str("to_superior", "open") != "true" {
			r.t.Errorf("the requester reads %v, the way is %v", last, mine.body["to_superior"])
		}
		r.want(http.StatusOK, "POST", on.at+"/corrections", author, J{"corrects": last["seq"], "message": "Terlampir, tanpa nama.", "why": "Dapat ditutup.", "disclosure": "given"})
		lines = r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil).list("timeline")
		if said := lines[len(lines)-2]["disclosed"]; said != "Informasi yang diminta diberikan." || lines[len(lines)-1]["disclosure"] != "given" {
			r.t.Errorf("corrected, the requester reads %v", said)
		}
		complaint := r.reportIn(civic.Dispatched, "plain", false)
		if got := r.want(http.StatusUnprocessableEntity, "POST", complaint.at+"/follow-ups", author, answer(J{"disclosure": "given"})); !strings.Contains(string(got.raw), "error.disclosure_only") {
			r.t.Errorf("of a complaint: %s", got.raw)
		}
	})
}

// A draft keeps what it says of the information; whoever approves it reads that.
func TestDraftsKeepTheDisclosure(t *testing.T) {
	each(t, func(r *rig) {
		r.approves()
		on := r.request()
		author, head := bearer(r.token(civic.RoleUnitOfficer, on.holder)), bearer(r.token(civic.RoleAgencyHead, "kota"))
		draft := J{"as": "answer", "message": "Sebagian daftarnya terlampir."}
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/drafts", author, draft)
		draft["disclosure"], draft["ground"] = "part", "personal_secret"
		r.want(http.StatusOK, "POST", on.at+"/drafts", author, draft)
		if got := r.want(http.StatusOK, "GET", on.at, head, nil); got.str("draft", "disclosure") != "part" || got.str("draft", "ground") != lawWords {
			r.t.Errorf("the head reads %v", got.body["draft"])
		}
		r.want(http.StatusOK, "POST", on.at+"/drafts/approve", head, J{})
		lines := r.want(http.StatusOK, "GET", on.at, pin(on.pin), nil).list("timeline")
		if last := lines[len(lines)-1]; last["verb"] != "answer" || last["disclosure"] != "part" || last["ground"] != lawWords {
			r.t.Errorf("the requester reads %v", last)
		}
	})
}

// An answer may be proposed beside time that was asked for, also where answers need no approval.
func TestADraftBesideMoreTime(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.Dispatched, "plain", false)
		_, err := r.directory.AddPolicy(context.Background(), civic.Actor{Role: civic.RoleNationalAdmin, Officer: 1}, civic.ClockPolicy{Clock: civic.ClockResolve, Amount: 14,
			Class: civic.Complaint, Unit: civic.WorkingDays, Extension: 5, EffectiveFrom: civic.DateOf(r.clock.now(), civic.WIB), Source: "SK 3"})
		must(r.t, err)
		author, head := bearer(r.token(civic.RoleUnitOfficer, on.holder)), bearer(r.token(civic.RoleAgencyHead, "kota"))
		_, err = r.casework.Act(context.Background(), r.officerAt(civic.RoleUnitOfficer, on.holder), civic.TrackingCode(on.code),
			civic.Command{Verb: civic.VerbPropose, As: civic.VerbExtend, Days: 3, Reason: "means", Message: "Aspal datang 26 November."}, evidence.File{Hash: "e1", MediaType: "application/pdf", Size: 9, Name: "jadwal.pdf"})
		must(r.t, err)
		propose := J{"as": "answer", "message": "Lubang ditambal Senin, 16 November."}
		r.want(http.StatusOK, "POST", on.at+"/drafts", author, propose)
		if got := r.want(http.StatusOK, "GET", on.at, head, nil); got.str("draft", "as") != "answer" || got.str("draft", "more_time") != "true" {
			r.t.Errorf("waiting is %v", got.body["draft"])
		}
		if got := r.want(http.StatusConflict, "POST", on.at+"/drafts", author, propose); got.str("code") != "error.proposal_waits" {
			r.t.Errorf("a second one: %s", got.raw)
		}
		r.want(http.StatusOK, "POST", on.at+"/drafts/approve", head, J{})
		if got := r.want(http.StatusOK, "GET", on.at, head, nil); got.str("state") != "awaiting_reporter" || got.body["draft"] != nil {
			r.t.Errorf("approved, it is %s, waiting is %v", got.str("state"), got.body["draft"])
		}
	})
}
