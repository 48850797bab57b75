package api_test

import (
	"net/http"
	"slices"
	"testing"

	"tuntas/internal/civic"
)

// The register through the API: a coordinator registers and withdraws what is of the own agency or below it; for others it is
// not there, or not theirs.
func TestDecrees(t *testing.T) {
	each(t, func(r *rig) {
		kota, prov, chief, watch := bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleAgencyAdmin, "prov")),
			bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleSupervisor, "nasional"))
		body := J{"agency": "kota", "number": "188/K/2026", "dated": "2026-01-05", "from": "2026-01-05", "team": []J{{"role": "chair", "name": "Sekretaris Daerah"}}}
		r.want(http.StatusUnauthorized, "POST", "/api/v1/decrees", nil, body)
		r.want(http.StatusForbidden, "POST", "/api/v1/decrees", watch, body)
		r.want(http.StatusForbidden, "POST", "/api/v1/decrees", bearer(r.token(civic.RoleLiaison, "kota")), body)
		r.want(http.StatusNotFound, "POST", "/api/v1/decrees", prov, body)
		if got := r.want(http.StatusUnprocessableEntity, "POST", "/api/v1/decrees", kota, J{"agency": "kota", "number": "1", "dated": "2026-01-05", "from": "kemarin"}); got.list("errors")[0]["field"] != "from" {
			t.Errorf("%s", got.raw)
		}
		made := r.want(http.StatusCreated, "POST", "/api/v1/decrees", kota, body)
		if made.str("state") != "valid" || len(made.list("team")) != 1 {
			t.Errorf("%s", made.raw)
		}
		r.want(http.StatusConflict, "POST", "/api/v1/decrees", kota, body)
		at := "/api/v1/decrees/" + made.str("id")
		for name, c := range map[string]struct {
			who  headers
			want int
		}{"own": {kota, 200}, "beside": {prov, 404}, "national": {chief, 200}, "supervisor": {watch, 200}, "head": {bearer(r.token(civic.RoleAgencyHead, "kota")), 403}, "nobody": {nil, 401}} {
			if got := r.do("GET", at, c.who, nil); got.status != c.want {
				t.Errorf("%s reads it: %d, want %d", name, got.status, c.want)
			}
			list := r.do("GET", "/api/v1/decrees?agency=kota", c.who, nil)
			status, seen := c.want, c.want == http.StatusOK
			if status == http.StatusNotFound {
				status = http.StatusOK // the list of whoever may ask, without it
			}
			if list.status != status || status == http.StatusOK && (len(list.list("decrees")) == 1) != seen {
				t.Errorf("%s lists them: %d, %s", name, list.status, list.raw)
			}
		}
		r.want(http.StatusNotFound, "GET", "/api/v1/decrees/1", kota, nil)
		r.want(http.StatusNotFound, "GET", "/api/v1/decrees/apa", kota, nil)
		end := J{"reason": "Salah instansi.", "version": 1}
		r.want(http.StatusNotFound, "POST", at+"/withdraw", prov, end)
		r.want(http.StatusForbidden, "POST", at+"/withdraw", watch, end)
		if got := r.want(http.StatusOK, "POST", at+"/withdraw", kota, end); got.str("state") != "withdrawn" {
			t.Errorf("%s", got.raw)
		}
		r.want(http.StatusConflict, "POST", at+"/withdraw", kota, end)
	})
}

func TestDecreeCoverage(t *testing.T) {
	each(t, func(r *rig) {
		chief, watch := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleSupervisor, "nasional"))
		r.token(civic.RoleAgencyAdmin, "kota")
		all := r.pages("/api/v1/decree-coverage?limit=1", watch, "agencies", "agency")
		without := r.want(http.StatusOK, "GET", "/api/v1/decree-coverage?lack=decree&limit=100", chief, nil).list("agencies")
		if len(all) == 0 || len(without) != len(all) {
			t.Errorf("%d agencies, %d without a decree", len(all), len(without))
		}
		r.want(http.StatusCreated, "POST", "/api/v1/decrees", chief, J{"agency": "kota", "number": "1", "dated": "2026-01-05", "from": "2026-01-05"})
		left := r.want(http.StatusOK, "GET", "/api/v1/decree-coverage?lack=decree&limit=100", chief, nil).list("agencies")
		if len(left) != len(without)-1 || slices.ContainsFunc(left, func(a J) bool { return a["agency"].(J)["code"] == "kota" }) {
			t.Errorf("with one more decree %d are left of %d", len(left), len(without))
		}
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/decree-coverage?lack=apa", chief, nil)
		r.want(http.StatusForbidden, "GET", "/api/v1/decree-coverage", bearer(r.token(civic.RoleAgencyAdmin, "kota")), nil)
		r.want(http.StatusUnauthorized, "GET", "/api/v1/decree-coverage", nil, nil)
	})
}
