package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// overseen are the verbs of oversight, with where and what is sent.
func overseen() map[string]J {
	return map[string]J{
		"demands":          {"kind": "explanation", "message": "Mengapa lambat?", "days": 3},
		"explanations":     {"message": "Alat kami rusak."},
		"demands/withdraw": {"message": "Sudah jelas."},
	}
}

// demandedReport is a report at an office of the city, of which a supervisor of the country asked to explain.
func (r *rig) demandedReport(kind string) rep {
	r.t.Helper()
	on := r.reportIn(civic.InProgress, kind, false)
	r.act(&on, civic.RoleSupervisor, "nasional", civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandExplanation, Message: "Zqwxtanya mengapa lambat."})
	return on
}

// demandJudge reckons the status of a cell.
func demandJudge(k asker, path string, on rep) int {
	asks := slices.Contains([]civic.Role{civic.RoleSupervisor, civic.RoleAgencyHead, civic.RoleAgencyAdmin}, k.role)
	handles := slices.Contains([]civic.Role{civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer}, k.role)
	switch {
	case k.mode == "nobody":
		return http.StatusUnauthorized
	case k.mode == "wrong pin", k.desk != "" && !below(on.holder, k.desk):
		return http.StatusNotFound
	case k.role == civic.RoleReporter:
		return http.StatusForbidden
	case k.desk == "nasional" && on.kind == "secret" && k.role != civic.RoleSupervisor && k.role != civic.RoleAgencyHead:
		return http.StatusForbidden // they do not read it
	case path == "explanations" && (!handles || k.desk == "nasional"), path != "explanations" && !asks:
		return http.StatusForbidden
	case path == "demands" && k.role != civic.RoleSupervisor && k.desk == on.holder:
		return http.StatusForbidden
	case path == "demands/withdraw" && (k.role != civic.RoleSupervisor || k.desk != "nasional"):
		return http.StatusConflict // nothing that they asked
	}
	return http.StatusOK
}

func TestWhoMayDemandAndExplain(t *testing.T) {
	each(t, func(r *rig) {
		count := map[int]int{}
		for _, kind := range []string{"plain", "secret"} {
			shared := r.demandedReport(kind)
			for _, k := range askers() {
				for path, body := range overseen() {
					want, on := demandJudge(k, path, shared), shared
					if want == http.StatusOK {
						on = r.demandedReport(kind)
					}
					if k.mode == "wrong pin" {
						r.forgetTries()
					}
					got := r.do("POST", on.at+"/"+path, k.headers(r, on), body)
					count[want]++
					if got.status != want {
						t.Errorf("%s: %s by %s: %d, want %d: %s", kind, path, k, got.status, want, got.raw)
					}
				}
			}
		}
		for _, status := range []int{200, 401, 403, 404, 409} {
			if count[status] < 4 {
				t.Errorf("only %d cells with status %d", count[status], status)
			}
		}
		for _, k := range askers() {
			r.forgetTries()
			on := rep{at: "/api/v1", pin: "000000"}
			if want, got := officersOnly(k, http.StatusOK), r.do("GET", "/api/v1/demands?asked=true", k.headers(r, on), nil); got.status != want {
				t.Errorf("the list by %s: %d, want %d", k, got.status, want)
			}
		}
	})
}

// A question is read by whoever reads the report, listed a page at a time, and reaches nobody outside the offices.
func TestDemandsOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		watch, pu := bearer(r.token(civic.RoleSupervisor, "nasional")), bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
		on := r.demandedReport("plain")
		other := r.demandedReport("secret")
		for _, wrong := range []J{{"message": "Mengapa?"}, {"kind": "praise", "message": "Mengapa?"}, {"kind": "explanation", "message": " "}, {"kind": "explanation", "message": "Mengapa?", "days": 31}} {
			r.want(http.StatusUnprocessableEntity, "POST", on.at+"/demands", watch, wrong)
		}
		got := r.want(http.StatusOK, "GET", on.at, pu, nil)
		asked := got.list("demands")
		if len(asked) != 1 || asked[0]["question"] != "Zqwxtanya mengapa lambat." || asked[0]["state"] != "open" || asked[0]["by"] == "" {
			t.Errorf("the office reads %v", asked)
		}
		if !slices.ContainsFunc(got.list("allowed_actions"), func(a map[string]any) bool {
			return a["verb"] == "explain" && strings.HasSuffix(a["href"].(string), "/explanations")
		}) {
			t.Errorf("nothing leads to the answer: %s", got.raw)
		}
		for _, h := range []headers{nil, pin(on.pin)} {
			r.mustNotHold([]string{"Zqwx", "demand"}, h, on.at)
		}
		if got := r.pages("/api/v1/demands?asked=true", watch, "demands", "tracking_id"); !slices.Equal(got, []string{codeOf(on), codeOf(other)}) {
			t.Errorf("asked: %v", got)
		}
		rows := r.want(http.StatusOK, "GET", "/api/v1/demands?asked=true", watch, nil).list("demands")
		if rows[0]["question"] == nil || rows[1]["question"] != nil || rows[1]["title"] != nil || rows[1]["secret"] != true {
			t.Errorf("the words in the list: %v", rows)
		}
		r.want(http.StatusOK, "POST", on.at+"/explanations", pu, J{"demand": asked[0]["demand"], "message": "Zqwxjawab alat rusak."})
		r.want(http.StatusConflict, "POST", on.at+"/explanations", pu, J{"message": "Sekali lagi."})
		if got := r.pages("/api/v1/demands", pu, "demands", "tracking_id"); !slices.Equal(got, []string{codeOf(other)}) {
			t.Errorf("owed: %v", got)
		}
		if got := r.pages("/api/v1/demands?state=settled", pu, "demands", "answer"); !slices.Equal(got, []string{"Zqwxjawab alat rusak."}) {
			t.Errorf("settled: %v", got)
		}
		if got := r.pages("/api/v1/demands?state=late", pu, "demands", "tracking_id"); len(got) != 0 {
			t.Errorf("late: %v", got)
		}
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/demands?cursor=x", pu, nil)
		for _, h := range []headers{nil, pin(on.pin)} {
			r.mustNotHold([]string{"Zqwx", "demand", "explain"}, h, on.at)
		}
	})
}
