package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// Office hours over the API: read by those who lead the agency, written, inherited again; to others they are not there.
func TestOfficeHoursOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		kota, prov := bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleAgencyAdmin, "prov"))
		const city, unit = "/api/v1/agencies/kota/hours", "/api/v1/agencies/kota-pu/hours"
		if got := r.want(http.StatusOK, "GET", city, kota, nil); got.str("opens") != "08.00" || got.str("closes") != "16.00" || got.str("own") != "false" {
			r.t.Errorf("nobody stated any: %s", got.raw)
		}
		r.want(http.StatusOK, "PUT", city, kota, J{"opens": "7.30", "closes": "15:30"})
		if got := r.want(http.StatusOK, "GET", unit, kota, nil); got.str("opens") != "07.30" || got.str("closes") != "15.30" || got.str("own") != "false" {
			r.t.Errorf("from above: %s", got.raw)
		}
		if got := r.want(http.StatusUnprocessableEntity, "PUT", city, kota, J{"opens": "x", "closes": "25.00"}); got.str("errors", "opens") == "" && !strings.Contains(string(got.raw), "closes") {
			r.t.Errorf("what is wrong: %s", got.raw)
		}
		r.want(http.StatusUnprocessableEntity, "PUT", city, kota, J{"opens": "16.00", "closes": "08.00"})
		if got := r.want(http.StatusOK, "PUT", city, kota, J{"opens": "", "closes": ""}); got.str("opens") != "08.00" {
			r.t.Errorf("given back: %s", got.raw)
		}
		for _, method := range []string{"GET", "PUT"} {
			alike(r.t, method, r.do(method, city, prov, J{"opens": "x", "closes": ""}), r.do(method, "/api/v1/agencies/tidakada/hours", prov, J{"opens": "x", "closes": ""}))
		}
	})
}

// The limit of returns is the national desk's. The same one twice is kept once, and so is a length of a clock.
func TestWhatIsSentTwiceIsKeptOnce(t *testing.T) {
	each(t, func(r *rig) {
		boss, kota := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		const at = "/api/v1/return-limits"
		before := len(r.want(http.StatusOK, "GET", at, boss, nil).list("limits"))
		body := J{"n": 3, "effective_from": "2020-01-06", "source": "SK 9"}
		for range 2 {
			if got := r.want(http.StatusOK, "POST", at, boss, body); len(got.list("limits")) != before+1 || got.str("now") != "3" {
				r.t.Errorf("%s", got.raw)
			}
		}
		body["n"] = 4
		r.want(http.StatusOK, "POST", at, boss, body)
		body["n"] = 3 // back again is not the same twice
		if got := r.want(http.StatusOK, "POST", at, boss, body); len(got.list("limits")) != before+3 || got.str("now") != "3" {
			r.t.Errorf("%s", got.raw)
		}
		r.want(http.StatusUnprocessableEntity, "POST", at, boss, J{"n": 99, "effective_from": "2020-01-06"})
		r.want(http.StatusForbidden, "GET", at, kota, nil)
		r.want(http.StatusForbidden, "POST", at, kota, J{"n": "x"})

		rule := J{"clock": "resolve", "class": "complaint", "amount": 11, "unit": "working_days", "effective_from": "2032-01-05", "source": "SK 10"}
		const policies = "/api/v1/clock-policies"
		first := r.want(http.StatusOK, "POST", policies, boss, rule)
		again := r.want(http.StatusOK, "POST", policies, boss, rule)
		if first.str("repeated") != "" || again.str("repeated") != "true" || again.str("id") != first.str("id") {
			r.t.Errorf("first %s, then %s", first.raw, again.raw)
		}
		rule["amount"] = 12
		other := r.want(http.StatusOK, "POST", policies, boss, rule)
		rule["amount"] = 11
		if back := r.want(http.StatusOK, "POST", policies, boss, rule); other.str("repeated") != "" || back.str("repeated") != "" || back.str("id") == first.str("id") {
			r.t.Errorf("another one, and back: %s, %s", other.raw, back.raw)
		}
	})
}
