package api_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"tuntas/internal/civic"
)

// officer is whoever a token stands for, below the door.
func (r *rig) officer(role civic.Role, desk string) civic.Actor {
	r.t.Helper()
	o, err := r.store.OfficerByEmail(context.Background(), r.store.DB, string(role)+"@"+desk+".test")
	must(r.t, err)
	return civic.Actor{Role: role, Officer: o.ID, Desk: r.desk(desk), Name: o.Name}
}

// Every filter of the workspace narrows the list over HTTP, and what it means nothing for is said.
func TestInboxFilters(t *testing.T) {
	each(t, func(r *rig) {
		plain, hidden, anonymous := r.reportIn(civic.InProgress, "plain", false), r.reportIn(civic.InProgress, "secret", false), r.reportIn(civic.InProgress, "anonymous", false)
		back := r.reportIn(civic.Submitted, "plain", true)
		r.follow()
		kota := bearer(r.token(civic.RoleLiaison, "kota"))
		r.want(http.StatusOK, "POST", plain.at+"/labels", kota, J{"label": " Aspal ", "on": true})
		r.want(http.StatusOK, "POST", anonymous.at+"/watch", kota, J{"on": true})
		r.want(http.StatusOK, "POST", plain.at+"/read", kota, J{"on": true})
		r.act(&anonymous, civic.RoleUnitOfficer, "kota-pu", civic.Command{Verb: civic.VerbAssign, Assignee: r.officer(civic.RoleUnitOfficer, "kota-pu").Officer})
		all := []rep{plain, hidden, anonymous, back}
		for q, want := range map[string][]rep{
			"": all, "flags=secret": {hidden}, "flags=anonymous": {anonymous}, "flags=returned": {back}, "flags=secret,anonymous": nil,
			"marks=watched": {anonymous}, "marks=unread": {hidden, anonymous, back}, "marks=mentioned": nil, "label=aspal": {plain}, "label=lain": nil,
			"agency=kota-pu": {plain, hidden, anonymous}, "agency=kota-pu&marks=unread": {hidden, anonymous}, "officer=nobody": {plain, hidden, back}, "officer=me": nil,
			"officer=" + r.officer(civic.RoleUnitOfficer, "kota-pu").Officer.String(): {anonymous},
			"region=35": all, "region=51": nil, "class=complaint": all, "class=aspiration": nil, "channel=api": all, "channel=sms": nil, "topic=jalan": nil,
			"since=2026-11-01": all, "until=2026-11-01": nil, "q=asli": {plain, anonymous, back}, "queue=all&q=asli": {plain, anonymous, back}, "state=submitted": {back}, "late=true": nil,
		} {
			var codes []string
			for _, on := range want {
				codes = append(codes, codeOf(on))
			}
			got := r.pages("/api/v1/inbox?limit=2&"+q, kota, "reports", "tracking_id")
			slices.Sort(got)
			slices.Sort(codes)
			if !slices.Equal(got, codes) {
				t.Errorf("%s: %v, want %v", q, got, codes)
			}
		}
		for q, want := range map[string]int{
			"flags=lucu": 422, "queue=all": 422, "officer=siapa": 422, "region=x": 422, "since=kemarin": 422, "topic=tidak-ada": 422, "agency=tidak-ada": 422, "view=12": 404, "view=12&late=true": 422,
			"agency=prov": 404, "tanda=dipantau": 422,
		} {
			r.want(want, "GET", "/api/v1/inbox?"+q, kota, nil)
		}
		row := r.want(http.StatusOK, "GET", "/api/v1/inbox?label=aspal", kota, nil).list("reports")[0]
		if labels, _ := row["labels"].([]any); len(labels) != 1 || labels[0] != "aspal" || row["unread"] != nil {
			t.Errorf("a row: %v", row)
		}
		auditor := bearer(r.token(civic.RoleAuditor, "kota"))
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/inbox?q=asli", auditor, nil)
		if got := r.pages("/api/v1/inbox?flags=anonymous", bearer(r.token(civic.RoleSupervisor, "nasional")), "reports", "tracking_id"); !slices.Equal(got, []string{codeOf(anonymous)}) {
			t.Errorf("a supervisor finds %v", got)
		}
	})
}

// A view is saved, counted, used, shared and forgotten; the address that is kept is the one of the pages.
func TestViewsOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		hidden := r.reportIn(civic.InProgress, "secret", false)
		r.reportIn(civic.InProgress, "plain", false)
		r.follow()
		liaison, admin, prov := bearer(r.token(civic.RoleLiaison, "kota")), bearer(r.token(civic.RoleAgencyAdmin, "kota")), bearer(r.token(civic.RoleLiaison, "prov"))
		filter := J{"queue": "action", "flags": []any{"secret"}, "marks": []any{"unread"}, "agency": r.desk("kota-pu").String(), "class": "complaint", "region": "35.78", "state": "in_progress",
			"officer": "nobody", "since": "2026-11-01", "until": "2026-12-01", "channel": "api"}
		mine := r.want(http.StatusCreated, "POST", "/api/v1/views", liaison, J{"name": "Rahasia", "filter": filter})
		shared := r.want(http.StatusCreated, "POST", "/api/v1/views", liaison, J{"name": "Bersama", "shared": true, "filter": J{"q": "asli", "queue": "all"}})
		if got := r.pages("/api/v1/inbox?limit=1&view="+mine.str("id"), liaison, "reports", "tracking_id"); !slices.Equal(got, []string{codeOf(hidden)}) {
			t.Errorf("the view holds %v", got)
		}
		got := r.want(http.StatusOK, "GET", "/api/v1/views", liaison, nil)
		if all := got.list("views"); len(all) != 2 || all[0]["name"] == all[1]["name"] {
			t.Fatalf("views: %s", got.raw)
		}
		for _, v := range got.list("views") {
			if v["name"] == "Rahasia" && (v["count"] != 1.0 || v["shared"] != false || !same(v["filter"], filter)) || v["name"] == "Bersama" && (v["count"] != nil || v["shared"] != true) {
				t.Errorf("a view: %v", v)
			}
		}
		if all := r.want(http.StatusOK, "GET", "/api/v1/views", admin, nil).list("views"); len(all) != 1 || all[0]["own"] != false {
			t.Errorf("shared with the desk: %v", all)
		}
		if all := r.want(http.StatusOK, "GET", "/api/v1/views", prov, nil).list("views"); len(all) != 0 {
			t.Errorf("shared with others: %v", all)
		}
		for name, body := range map[string]J{"no name": {"name": " ", "filter": J{}}, "no such list": {"name": "x", "filter": J{"queue": "waiting", "late": true}}, "of a view": {"name": "x", "filter": J{"view": mine.str("id")}}} {
			if got := r.do("POST", "/api/v1/views", liaison, body); got.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d, %s", name, got.status, got.raw)
			}
		}
		at := "/api/v1/views/" + shared.str("id")
		r.want(http.StatusNotFound, "DELETE", at, prov, nil)
		r.want(http.StatusForbidden, "DELETE", at, bearer(r.token(civic.RoleUnitOfficer, "kota")), nil)
		if left := r.want(http.StatusOK, "DELETE", at, admin, nil).list("views"); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	})
}

// same tells whether two values as JSON knows them are alike.
func same(a, b any) bool {
	switch a := a.(type) {
	case J:
		other, _ := b.(J)
		for k, v := range a {
			if !same(v, other[k]) {
				return false
			}
		}
		return len(a) == len(other)
	case []any:
		other, _ := b.([]any)
		return slices.EqualFunc(a, other, same)
	}
	return a == b
}

func TestMarksOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		kota, prov := bearer(r.token(civic.RoleLiaison, "kota")), bearer(r.token(civic.RoleLiaison, "prov"))
		r.want(http.StatusOK, "POST", on.at+"/watch", kota, J{"on": true})
		got := r.want(http.StatusOK, "POST", on.at+"/labels", kota, J{"label": "Jalan  Besar", "on": true})
		if labels, _ := got.body["labels"].([]any); got.str("watched") != "true" || len(labels) != 1 || labels[0] != "jalan besar" {
			t.Errorf("marks: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "GET", "/api/v1/labels", kota, nil); !same(got.body["labels"], []any{"jalan besar"}) {
			t.Errorf("labels: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "GET", "/api/v1/labels", prov, nil); !same(got.body["labels"], []any{}) {
			t.Errorf("labels of others: %s", got.raw)
		}
		for _, path := range []string{"/labels", "/watch", "/read"} {
			r.want(http.StatusUnprocessableEntity, "POST", on.at+path, kota, J{})
		}
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/labels", kota, J{"label": " ", "on": true})
		r.want(http.StatusNotFound, "POST", "/api/v1/reports/bukan-kode/watch", kota, J{"on": true})
		for _, x := range []struct {
			on   bool
			want int
		}{{true, 0}, {false, 1}} {
			r.want(http.StatusOK, "POST", on.at+"/read", kota, J{"on": x.on})
			if got := r.pages("/api/v1/inbox?"+url.Values{"marks": {"unread"}}.Encode(), kota, "reports", "tracking_id"); len(got) != x.want {
				t.Errorf("read %t: unread %v", x.on, got)
			}
		}
		r.want(http.StatusOK, "POST", on.at+"/labels", kota, J{"label": "jalan besar", "on": false})
		if got := r.want(http.StatusOK, "POST", on.at+"/watch", kota, J{"on": false}); got.str("watched") != "false" || !same(got.body["labels"], []any{}) {
			t.Errorf("taken off: %s", got.raw)
		}
	})
}
