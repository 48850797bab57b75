package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// askedVerbs are the verbs about offices that are asked, with what is sent.
func askedVerbs() map[civic.Verb]J {
	return map[civic.Verb]J{
		civic.VerbSupport:    {"agency_id": "pusat", "message": "Mohon dibantu."},
		civic.VerbConsult:    {"agency_id": "pusat", "message": "Apa pendapat Anda?", "days": 2},
		civic.VerbSplit:      {"agency_id": "pusat", "class": "complaint", "message": "Rambu di depan pasar itu roboh ke jalan."},
		civic.VerbContribute: {"message": "Sudah kami kerjakan."},
		civic.VerbUnable:     {"reason": "no_means", "message": "Alat kami rusak."},
		civic.VerbRelease:    {"reason": "not_needed", "message": "Sudah tidak perlu."},
	}
}

// askedReport is a report that lies at an office of the city, and about which the province was asked.
func (r *rig) askedReport(kind string) rep {
	r.t.Helper()
	on := r.reportIn(civic.InProgress, kind, false)
	r.act(&on, civic.RoleUnitOfficer, "kota-pu", civic.Command{Verb: civic.VerbSupport, Target: r.desk("prov"), Message: "Zqwxask mohon dibantu."})
	return on
}

// askedJudge reckons the status of a cell.
func askedJudge(k asker, v civic.Verb, on rep) int {
	answers := v == civic.VerbContribute || v == civic.VerbUnable
	handles := slices.Contains([]civic.Role{civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer}, k.role)
	switch {
	case k.mode == "nobody":
		return http.StatusUnauthorized
	case k.mode == "wrong pin":
		return http.StatusNotFound
	case k.role == civic.RoleReporter:
		return http.StatusForbidden
	case !below(on.holder, k.desk) && k.desk != "prov":
		return http.StatusNotFound
	case handles && k.desk == "prov" && answers, handles && k.desk != "prov" && k.desk != "nasional" && !answers:
		return http.StatusOK
	default:
		return http.StatusForbidden
	}
}

func TestWhoMayAskAndAnswer(t *testing.T) {
	each(t, func(r *rig) {
		count := map[int]int{}
		for _, kind := range []string{"plain", "secret"} {
			shared := r.askedReport(kind)
			for _, k := range askers() {
				for v, body := range askedVerbs() {
					want, on := askedJudge(k, v, shared), shared
					if want == http.StatusOK {
						on = r.askedReport(kind)
					}
					if k.mode == "wrong pin" {
						r.forgetTries()
					}
					got := r.do("POST", on.at+"/"+string(v), k.headers(r, on), body)
					count[want]++
					if got.status != want {
						t.Errorf("%s: %s by %s: %d, want %d: %s", kind, v, k, got.status, want, got.raw)
					}
				}
			}
		}
		for _, status := range []int{200, 401, 403, 404} {
			if count[status] < 10 {
				t.Errorf("only %d cells with status %d", count[status], status)
			}
		}
	})
}

// Who was asked reads the text, also of a secret report, and never the reporter or the notes of those who lead; set free it is
// to them what is not there. Closing says who owes.
func TestAskedOfficeReadsWhatItNeeds(t *testing.T) {
	each(t, func(r *rig) {
		prov, pu := bearer(r.token(civic.RoleAgencyAdmin, "prov")), bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		for _, kind := range kinds() {
			on := r.askedReport(kind)
			r.want(http.StatusOK, "POST", on.at+"/notes", pu, J{"message": "Zqwxnote di antara kami."})
			r.follow()
			got := r.want(http.StatusOK, "GET", on.at, prov, nil)
			asked := got.list("supports")
			if !strings.Contains(string(got.raw), "Zqwxask") || got.str("text", "body") == "" || got.str("next", "clock") != "support" || len(asked) != 1 || len(got.list("allowed_actions")) != 4 {
				t.Errorf("%s: who was asked reads %s", kind, got.raw)
			}
			row := r.want(http.StatusOK, "GET", "/api/v1/inbox", prov, nil).list("reports")[0]
			if row["asked"] != "support" || row["title"] == "" {
				t.Errorf("%s: in the inbox: %v", kind, row)
			}
			r.mustNotHold([]string{"Zqwxnote", "Contoh Pelapor", "pelapor@contoh.test", "81234567890"}, prov, on.at)
			if got := r.want(http.StatusConflict, "POST", on.at+"/close", pu, J{"outcome": "beres", "message": "Selesai."}); !strings.Contains(string(got.raw), "Prov") {
				t.Errorf("%s: closing does not say who owes: %s", kind, got.raw)
			}
			r.want(http.StatusOK, "POST", on.at+"/release", pu, J{"support": asked[0]["support"], "reason": "not_needed", "message": "Sudah."})
			r.follow()
			nowhere := "/api/v1/reports/" + strangerCode(t)
			for v, body := range askedVerbs() {
				alike(t, string(v), r.do("POST", on.at+"/"+string(v), prov, body), r.do("POST", nowhere+"/"+string(v), prov, body))
			}
			if kind == "secret" {
				alike(t, "GET", r.do("GET", on.at, prov, nil), r.do("GET", nowhere, prov, nil))
			}
			if rows := r.want(http.StatusOK, "GET", "/api/v1/inbox", prov, nil).list("reports"); len(rows) != 0 {
				t.Errorf("%s: set free, %d are in the inbox", kind, len(rows))
			}
			for viewer, who := range map[string]headers{"public": nil, "reporter": pin(on.pin)} {
				if got := r.do("GET", on.at, who, nil); strings.Contains(string(got.raw), "Zqwxask") || strings.Contains(string(got.raw), `"supports"`) || strings.Contains(string(got.raw), civic.DetailAskedDesk) {
					t.Errorf("%s: the %s reads %s", kind, viewer, got.raw)
				}
			}
		}
	})
}
