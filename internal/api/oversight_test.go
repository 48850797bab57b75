package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// A remit through the API: what is outside is not there for the post, by any way; others are not asked about it.
func TestRemits(t *testing.T) {
	each(t, func(r *rig) {
		chief, watch := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleSupervisor, "nasional"))
		at, code, _ := r.submit(J{"agency_id": "kota"})
		r.want(http.StatusOK, "GET", at, watch, nil)
		list := r.want(http.StatusOK, "GET", "/api/v1/remits?limit=1", chief, nil)
		post := J(list.list("posts")[0])
		more := r.want(http.StatusOK, "GET", "/api/v1/remits?limit=100", chief, nil)
		for _, p := range more.list("posts") {
			if p["desk"].(J)["code"] == "nasional" {
				post = p
			}
		}
		if list.str("next_cursor") == "" || len(more.list("posts")) < 2 {
			t.Errorf("pages: %s, %s", list.raw, more.raw)
		}
		path := "/api/v1/remits/" + post["post_id"].(string)
		today := civic.DateOf(r.clock.now(), civic.WIB)
		body := J{"effective_from": today.String(), "agencies": []string{"prov"}, "topics": []string{"jalan"}, "version": post["version"]}
		r.want(http.StatusForbidden, "PUT", path, watch, body)
		r.want(http.StatusForbidden, "GET", "/api/v1/remits", watch, nil)
		r.want(http.StatusUnauthorized, "GET", "/api/v1/remits", nil, nil)
		r.want(http.StatusNotFound, "PUT", "/api/v1/remits/1", chief, body)
		r.want(http.StatusUnprocessableEntity, "PUT", path, chief, J{"effective_from": today.String(), "agencies": []string{"nirwana"}, "version": post["version"]})
		saved := r.want(http.StatusOK, "PUT", path, chief, body)
		if saved.str("version") == post["version"] {
			t.Error("the version stays")
		}
		r.want(http.StatusConflict, "PUT", path, chief, body)
		r.droppedRemit(path, today, body, saved.str("version"))
		r.want(http.StatusNotFound, "GET", at, watch, nil)
		r.want(http.StatusNotFound, "PUT", "/api/v1/watched/"+code, watch, J{})
		r.submit(J{"agency_id": "kota", "topic_id": "jalan-lubang"})
		r.follow()
		if in := r.want(http.StatusOK, "GET", "/api/v1/inbox", watch, nil); len(in.list("reports")) != 1 {
			t.Errorf("the inbox has %s", in.raw)
		}
	})
}

// droppedRemit plans a remit and takes it back; what has begun stays, and a day that nobody can mean is none.
func (r *rig) droppedRemit(path string, today civic.Date, body J, version string) {
	chief, watch := bearer(r.token(civic.RoleNationalAdmin, "nasional")), bearer(r.token(civic.RoleSupervisor, "nasional"))
	body["version"], body["effective_from"] = version, "9999-12-31"
	if got := r.want(http.StatusUnprocessableEntity, "PUT", path, chief, body); got.list("errors")[0]["field"] != "effective_from" {
		r.t.Errorf("%s", got.raw)
	}
	begun, next := path+"/"+today.String(), path+"/"+today.AddDays(1).String()
	body["effective_from"] = today.AddDays(1).String()
	planned := r.want(http.StatusOK, "PUT", path, chief, body).str("version")
	r.want(http.StatusForbidden, "DELETE", next+"?version="+planned, watch, nil)
	r.want(http.StatusConflict, "DELETE", next+"?version="+version, chief, nil)
	r.want(http.StatusUnprocessableEntity, "DELETE", begun+"?version="+planned, chief, nil)
	r.want(http.StatusNotFound, "DELETE", path+"/tomorrow?version="+planned, chief, nil)
	if left := r.want(http.StatusOK, "DELETE", next+"?version="+planned, chief, nil); len(left.list("remits")) != 1 || left.str("version") != version {
		r.t.Errorf("%s", left.raw)
	}
	r.want(http.StatusNotFound, "DELETE", next+"?version="+version, chief, nil)
}

// The watch list through the API.
func TestWatchListInTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		watch, office := bearer(r.token(civic.RoleSupervisor, "nasional")), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		_, code, _ := r.submit(J{"agency_id": "kota", "topic_id": "jalan"})
		r.want(http.StatusOK, "PUT", "/api/v1/watched/"+code, watch, J{"note": "Tanyakan lagi."})
		listed := func(changed bool) {
			t.Helper()
			if got := r.want(http.StatusOK, "GET", "/api/v1/watched", watch, nil).list("reports"); len(got) != 1 || got[0]["note"] != "Tanyakan lagi." || got[0]["changed"] != changed {
				t.Errorf("%+v", got)
			}
		}
		listed(false) // nothing happened since it was put there
		r.want(http.StatusOK, "POST", "/api/v1/reports/"+code+"/notes", office, J{"message": "Sudah ditelepon."})
		listed(true)
		if got := r.want(http.StatusOK, "GET", "/api/v1/watched", office, nil).list("reports"); len(got) != 0 {
			t.Errorf("the office finds %+v", got)
		}
		r.want(http.StatusOK, "DELETE", "/api/v1/watched/"+code, watch, nil)
		r.want(http.StatusOK, "PUT", "/api/v1/watched/restore", watch, nil)
		r.want(http.StatusNotFound, "PUT", "/api/v1/watched/restore", watch, nil)
		made := r.want(http.StatusOK, "POST", "/api/v1/watched-topics", watch, J{"topic_id": "jalan", "agency_id": "kota"})
		r.want(http.StatusForbidden, "POST", "/api/v1/watched-topics", office, J{"topic_id": "jalan"})
		if got := r.want(http.StatusOK, "GET", "/api/v1/watched-topics", watch, nil).list("topics"); len(got) != 1 || got[0]["open"] != 1.0 {
			t.Errorf("%+v", got)
		}
		r.want(http.StatusOK, "DELETE", "/api/v1/watched-topics/"+made.str("id"), watch, nil)
		r.want(http.StatusNotFound, "DELETE", "/api/v1/watched-topics/"+made.str("id"), watch, nil)
	})
}

// A sample through the API, from drawing to its result.
func TestSamplesInTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		watch := bearer(r.token(civic.RoleSupervisor, "nasional"))
		for range 3 {
			r.reportIn(civic.Closed, "plain", false)
		}
		today := civic.DateOf(r.clock.now(), civic.WIB)
		order := J{"name": "Uji", "from": today.AddDays(-300).String(), "to": today.String(), "size": 2, "seed": 7}
		r.want(http.StatusForbidden, "POST", "/api/v1/samples", bearer(r.token(civic.RoleAgencyHead, "kota")), order)
		made := r.want(http.StatusOK, "POST", "/api/v1/samples", watch, order)
		if made.body["drawn"] != 2.0 || made.body["found"] != 3.0 || made.body["seed"] != 7.0 {
			t.Errorf("%s", made.raw)
		}
		path := "/api/v1/samples/" + made.str("id")
		got := r.want(http.StatusOK, "GET", path, watch, nil)
		grades := J{}
		for _, c := range got.list("criteria") {
			grades[c["code"].(string)] = "partly"
		}
		judge := J{"grades": grades, "holds": false, "version": 0}
		r.want(http.StatusOK, "PUT", path+"/reports/1/judgement", watch, judge)
		r.want(http.StatusConflict, "PUT", path+"/reports/1/judgement", watch, judge)
		if bad := r.want(http.StatusUnprocessableEntity, "PUT", path+"/reports/2/judgement", watch, J{"grades": J{"answered": "great"}, "version": 0}); !strings.HasPrefix(bad.list("errors")[0]["field"].(string), "grades.") {
			t.Errorf("%s", bad.raw)
		}
		first := r.want(http.StatusOK, "GET", path+"?limit=1", watch, nil)
		then := r.want(http.StatusOK, "GET", path+"?limit=1&cursor="+first.str("next_cursor"), watch, nil)
		if len(first.list("reports")) != 1 || len(then.list("reports")) != 1 || then.list("reports")[0]["place"] != 2.0 || then.str("next_cursor") != "" {
			t.Errorf("%s, then %s", first.raw, then.raw)
		}
		r.want(http.StatusNotFound, "PUT", path+"/reports/3/judgement", watch, judge)
		if res := r.want(http.StatusOK, "GET", path+"/result", watch, nil); res.body["all"].(J)["n"] != 1.0 || res.body["all"].(J)["holds"] != 0.0 {
			t.Errorf("%s", res.raw)
		}
		r.want(http.StatusNotFound, "GET", path, bearer(r.token(civic.RoleSupervisor, "kota")), nil)
		if list := r.want(http.StatusOK, "GET", "/api/v1/samples", watch, nil); len(list.list("samples")) != 1 {
			t.Errorf("%s", list.raw)
		}
	})
}
