package api_test

import (
	"net/http"
	"testing"

	"tuntas/internal/civic"
)

func TestLeaves(t *testing.T) {
	each(t, func(r *rig) {
		own, above, kota, prov := bearer(r.token(civic.RoleLiaison, "kota-pu-jalan")), bearer(r.token(civic.RoleLiaison, "kota-pu")), bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleAgencyAdmin, "prov"))
		me, sub := r.want(http.StatusOK, "GET", "/api/v1/me", own, nil), r.want(http.StatusOK, "GET", "/api/v1/me", above, nil)
		const all = "/api/v1/leaves"
		body := J{"substitute_id": sub.str("officer_id"), "first": "2026-11-16", "last": "2026-11-20"}
		r.want(http.StatusUnauthorized, "POST", all, nil, body)
		if got := r.want(http.StatusUnprocessableEntity, "POST", all, own, J{"substitute_id": sub.str("officer_id"), "first": "besok"}); got.list("errors")[0]["field"] != "first" {
			t.Errorf("%s", got.raw)
		}
		made := r.want(http.StatusCreated, "POST", all, own, body)
		if made.str("state") != "now" || made.str("last") != "2026-11-20" {
			t.Errorf("%s", made.raw)
		}
		r.want(http.StatusConflict, "POST", all, own, body)
		post := all + "?post_id=" + me.str("post_id")
		for name, c := range map[string]struct {
			who  headers
			want int
		}{"own": {own, 200}, "the substitute": {above, 404}, "coordinator": {kota, 200}, "beside": {prov, 404}, "nobody": {nil, 401}} {
			if got := r.do("GET", post, c.who, nil); got.status != c.want || c.want == 200 && len(got.list("leaves")) != 1 {
				t.Errorf("%s: %d, want %d: %s", name, got.status, c.want, got.raw)
			}
		}
		body["post_id"] = me.str("post_id")
		r.want(http.StatusNotFound, "POST", all, prov, body)
		r.want(http.StatusNotFound, "GET", all+"?post_id=apa", kota, nil)
		end := all + "/" + made.str("id") + "/end"
		r.want(http.StatusNotFound, "POST", end, above, J{})
		r.want(http.StatusNotFound, "POST", end, prov, J{})
		if got := r.want(http.StatusOK, "POST", end, kota, J{}); got.str("state") != "over" {
			t.Errorf("%s", got.raw)
		}
		r.want(http.StatusConflict, "POST", end, own, J{})
	})
}
