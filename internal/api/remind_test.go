package api_test

import (
	"net/http"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// What a desk was told is read in pages, by that desk alone.
func TestReminders(t *testing.T) {
	each(t, func(r *rig) {
		for range 2 {
			r.newReport("kota", "plain")
		}
		r.follow()
		for range 20 {
			r.clock.pass(24 * time.Hour)
			_, err := r.casework.RemindDue(t.Context(), 50)
			must(r.t, err)
		}
		kota := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		if got := r.pages("/api/v1/inbox/reminders?limit=2", kota, "reminders", "id"); len(got) != 4 { // of three days four fifths are the last day
			r.t.Errorf("%d reminders, want two of each report", len(got))
		}
		all := r.want(http.StatusOK, "GET", "/api/v1/inbox/reminders?limit=100", kota, nil).list("reminders")
		if last, first := all[0], all[len(all)-1]; last["share"].(float64) != 100 || last["clock"] != "verify" || first["share"].(float64) != 50 || first["title"] != "Judul asli" {
			r.t.Errorf("from %v to %v", first, last)
		}
		top := r.want(http.StatusOK, "GET", "/api/v1/inbox/reminders?limit=1", bearer(r.token(civic.RoleNationalAdmin, "nasional")), nil).list("reminders")
		if len(top) != 1 || top[0]["climbed"].(float64) != 1 {
			r.t.Errorf("the national desk is told %v", top)
		}
		if got := r.pages("/api/v1/inbox/reminders", bearer(r.token(civic.RoleAgencyAdmin, "prov")), "reminders", "id"); len(got) != 0 {
			r.t.Errorf("another agency is told %v", got)
		}
		board := r.want(http.StatusOK, "GET", "/api/v1/inbox/board", kota, nil)
		if rows := board.list("rows"); rows[0]["late"].(float64) != 2 || len(rows[0]["due"].([]any)) != 6 {
			r.t.Errorf("the board: %s", board.raw)
		}
		r.want(http.StatusUnauthorized, "GET", "/api/v1/inbox/board", nil, nil)
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/inbox/reminders?cursor=x", kota, nil)
		r.want(http.StatusUnauthorized, "GET", "/api/v1/inbox/reminders", nil, nil)
	})
}
