package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// Keeping an office out through the API takes the parts from it too; whoever tries once more, and may not know that it was
// done, is answered like the first.
func TestKeepingOutOfAFamilyInTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		nation, pu, prov := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleUnitOfficer, "kota-pu")), bearer(r.token(civic.RoleAgencyAdmin, "prov"))
		r.want(http.StatusOK, "POST", on.at+"/split", pu, J{"agency_id": "prov", "class": "complaint", "message": "Rambu di depan pasar itu roboh ke jalan."})
		part := "/api/v1/reports/" + r.want(http.StatusOK, "GET", on.at, pu, nil).list("parts")[0]["tracking_id"].(string)
		r.follow()
		r.want(http.StatusOK, "GET", part, prov, nil)
		keep := J{"agency_id": "prov", "message": "Kepala dinas ini yang dilaporkan."}
		first := r.want(http.StatusOK, "POST", on.at+"/keep-out", nation, keep)
		r.follow()
		if rows := r.want(http.StatusOK, "GET", "/api/v1/inbox", prov, nil).list("reports"); len(rows) != 0 {
			t.Errorf("the office lists %v", rows)
		}
		if got := r.do("POST", part+"/notes", prov, J{"message": "Kami tangani."}); got.status != http.StatusNotFound {
			t.Errorf("the office acts on the part: %s", got.raw)
		}
		again := r.want(http.StatusOK, "POST", on.at+"/keep-out", nation, keep)
		if string(again.raw) != string(first.raw) || strings.Contains(string(again.raw), "kept") {
			t.Errorf("once more it is answered %s, first %s", again.raw, first.raw)
		}
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/keep-out", pu, keep)
		watch := bearer(r.token(civic.RoleSupervisor, "nasional"))
		if got := r.want(http.StatusOK, "GET", part, watch, nil); len(got.list("kept_out")) != 1 {
			t.Errorf("supervisors read of the part %s", got.raw)
		}
	})
}
