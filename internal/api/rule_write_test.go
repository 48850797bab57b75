package api_test

import (
	"context"
	"net/http"
	"testing"

	"tuntas/internal/civic"
)

// Rules of time are tried and written by those who may, each in their part of the tree.
func TestRulesOfTimeAreWritten(t *testing.T) {
	each(t, func(r *rig) {
		const lengths, days = "/api/v1/clock-policies", "/api/v1/holidays"
		boss, kota := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		before := len(r.want(http.StatusOK, "GET", lengths, kota, nil).list("policies"))
		if got := r.want(http.StatusOK, "POST", lengths, kota, aLength(J{"try": true, "extension": 4})); got.body["trial"] == nil || got.str("saved") != "false" {
			t.Errorf("a trial: %s", got.raw)
		}
		if n := len(r.want(http.StatusOK, "GET", lengths, kota, nil).list("policies")); n != before {
			t.Errorf("trying made %d lengths of %d", n, before)
		}
		saved := r.want(http.StatusOK, "POST", lengths, kota, aLength(J{"extension": 4}))
		all := r.want(http.StatusOK, "GET", lengths, kota, nil).list("policies")
		if last := all[len(all)-1]; len(all) != before+1 || last["extension"] != 4.0 || saved.str("saved") != "true" || saved.str("id") == "" {
			t.Errorf("saved %s as %v", saved.raw, last)
		}
		if n := len(r.want(http.StatusOK, "GET", lengths, bearer(r.token(civic.RoleAgencyAdmin, "prov")), nil).list("policies")); n != before {
			t.Errorf("another agency reads %d lengths", n)
		}
		for _, wrong := range []J{{"extension": -1}, {"extension": 366}, {"amount": 0}, {"effective_from": "2020-01-01"}} {
			r.want(http.StatusUnprocessableEntity, "POST", lengths, kota, aLength(wrong))
		}
		r.want(http.StatusForbidden, "POST", lengths, kota, aLength(J{"agency_id": ""}))
		r.want(http.StatusForbidden, "POST", days, kota, aDayOff(J{"kind": "national", "agency_id": ""}))
		holidays := func() int { return len(r.directory.Map(context.Background()).Ref.Holidays) }
		was := holidays()
		if got := r.want(http.StatusOK, "POST", days, kota, aDayOff(J{"try": true})); got.body["trial"] == nil || holidays() != was {
			t.Errorf("a trial: %s", got.raw)
		}
		r.want(http.StatusOK, "POST", days, kota, aDayOff(nil))
		r.want(http.StatusOK, "POST", days, boss, aDayOff(J{"kind": "national", "agency_id": "", "decree": "SKB"}))
		if n := holidays(); n != was+2 {
			t.Errorf("%d days off, want two more than %d", n, was)
		}
		for _, h := range []headers{bearer(r.token(civic.RoleLiaison, "kota")), bearer(r.token(civic.RoleSupervisor, "nasional"))} {
			r.want(http.StatusForbidden, "GET", lengths, h, nil)
			r.want(http.StatusForbidden, "POST", lengths, h, J{"amount": "x"})
			r.want(http.StatusForbidden, "POST", days, h, J{})
		}
	})
}
