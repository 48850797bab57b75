package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

func TestInvitations(t *testing.T) {
	each(t, func(r *rig) {
		kota, prov, chief := bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleAgencyAdmin, "prov")), bearer(r.token(civic.RoleNationalAdmin, "nasional"))
		body := J{"email": "sri@contoh.example", "name": "Sri Wahyuni", "agency": "kota-pu-jalan", "role": "unit_officer"}
		const all = "/api/v1/invitations"
		r.want(http.StatusUnauthorized, "POST", all, nil, body)
		r.want(http.StatusForbidden, "POST", all, bearer(r.token(civic.RoleLiaison, "kota-pu")), body)
		r.want(http.StatusForbidden, "GET", all, bearer(r.token(civic.RoleSupervisor, "nasional")), nil)
		other, nowhere := r.want(http.StatusNotFound, "POST", all, prov, body), r.want(http.StatusNotFound, "POST", all, prov, J{"email": "a@b.example", "name": "A", "agency": "tidak-ada", "role": "unit_officer"})
		if other.str("detail") != nowhere.str("detail") {
			t.Errorf("not theirs: %s; not there: %s", other.raw, nowhere.raw)
		}
		r.want(http.StatusForbidden, "POST", all, kota, J{"email": "a@b.example", "name": "A", "agency": "kota", "role": "auditor"})
		if got := r.want(http.StatusUnprocessableEntity, "POST", all, kota, J{"email": "a@b.example", "name": "A", "agency": "kota", "role": "liaison", "until": "besok"}); got.list("errors")[0]["field"] != "until" {
			t.Errorf("%s", got.raw)
		}
		made := r.want(http.StatusCreated, "POST", all, kota, body)
		if made.str("state") != "open" || strings.Contains(string(made.raw), "token") || strings.Contains(string(made.raw), "undangan/") {
			t.Errorf("%s", made.raw)
		}
		r.want(http.StatusConflict, "POST", all, kota, body)
		at := all + "/" + made.str("id")
		for name, c := range map[string]struct {
			who  headers
			want int
		}{"own": {kota, 200}, "beside": {prov, 404}, "above": {chief, 200}, "below": {bearer(r.token(civic.RoleAgencyAdmin, "kota-pu-jalan")), 200}, "another unit": {bearer(r.token(civic.RoleAgencyAdmin, "pusat")), 404},
			"no coordinator": {bearer(r.token(civic.RoleAgencyHead, "kota")), 403}, "nobody": {nil, 401}} {
			if got := r.do("GET", at, c.who, nil); got.status != c.want {
				t.Errorf("%s reads it: %d, want %d", name, got.status, c.want)
			}
		}
		r.want(http.StatusNotFound, "GET", all+"/apa", kota, nil)
		r.want(http.StatusNotFound, "POST", at+"/send", prov, J{})
		r.want(http.StatusNotFound, "POST", at+"/withdraw", prov, J{})
		if got := r.want(http.StatusOK, "POST", at+"/send", kota, J{}); !strings.Contains(string(got.raw), `"sent":2`) {
			t.Errorf("%s", got.raw)
		}
		if got := r.want(http.StatusOK, "POST", at+"/withdraw", kota, J{}); got.str("state") != "withdrawn" {
			t.Errorf("%s", got.raw)
		}
		r.want(http.StatusConflict, "POST", at+"/send", kota, J{})
		for list, want := range map[string]int{all: 0, all + "?all=true": 1} {
			if got := r.want(http.StatusOK, "GET", list, kota, nil).list("invitations"); len(got) != want {
				t.Errorf("%s lists %d", list, len(got))
			}
		}
		if got := r.want(http.StatusOK, "GET", all+"?all=true", prov, nil).list("invitations"); len(got) != 0 {
			t.Errorf("beside it lists %v", got)
		}
		for range 3 {
			body["email"] = "x" + body["email"].(string)
			r.want(http.StatusCreated, "POST", all, chief, body)
		}
		if got := r.pages(all+"?limit=1", kota, "invitations", "id"); len(got) != 3 {
			t.Errorf("page by page: %v", got)
		}
		if strings.Contains(r.log.String(), "contoh.example") {
			t.Error("the log holds an address")
		}
	})
}
