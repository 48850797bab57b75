package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// pages walks through a list by its cursors and returns one field of every row.
func (r *rig) pages(path string, who headers, list, field string) []string {
	r.t.Helper()
	var out []string
	cursor := ""
	for range 200 {
		got := r.want(http.StatusOK, "GET", path+cursor, who, nil)
		for _, row := range got.list(list) {
			out = append(out, fmt.Sprint(row[field]))
		}
		if got.str("next_cursor") == "" {
			return out
		}
		cursor = "&cursor=" + url.QueryEscape(got.str("next_cursor"))
	}
	r.t.Fatalf("%s does not end", path)
	return nil
}

func TestPublicListPages(t *testing.T) {
	each(t, func(r *rig) {
		var want []string
		for i := range 7 {
			on := r.reportIn(civic.InProgress, kinds()[i%3], false)
			if on.kind != "secret" {
				want = append(want, civic.TrackingCode(on.code).Display())
			}
		}
		slices.Reverse(want)
		r.follow()
		for _, q := range []string{"", "&q=terbit", "&agency=kota-pu", "&region=35", "&state=in_progress", "&q=judul&agency=kota&class=complaint"} {
			if got := r.pages("/api/v1/reports?limit=2"+q, nil, "reports", "tracking_id"); !slices.Equal(got, want) {
				r.t.Errorf("%s: %v, want %v", q, got, want)
			}
		}
		for _, q := range []string{"&q=asli", "&agency=prov", "&region=51", "&state=closed", "&since=2026-11-17", "&q=dan"} {
			if got := r.pages("/api/v1/reports?limit=2"+q, nil, "reports", "tracking_id"); len(got) != 0 {
				r.t.Errorf("%s finds %v", q, got)
			}
		}
		first := r.want(http.StatusOK, "GET", "/api/v1/reports?limit=2", nil, nil)
		if first.str("count") != "5" || first.str("count_is_exact") != "true" || first.header.Get("Cache-Control") != "no-cache" {
			r.t.Errorf("the first page: %s", first.raw)
		}
		second := r.want(http.StatusOK, "GET", "/api/v1/reports?limit=2&cursor="+first.str("next_cursor"), nil, nil)
		if second.body["count"] != nil {
			r.t.Errorf("the second page counts again: %s", second.raw)
		}
	})
}

func TestInboxPages(t *testing.T) {
	each(t, func(r *rig) {
		var submitted, late []string
		for range 3 {
			late = append(late, civic.TrackingCode(r.newReport("kota", "plain").code).Display())
		}
		r.clock.pass(10 * 24 * time.Hour)
		for range 3 {
			submitted = append(submitted, civic.TrackingCode(r.newReport("kota", "plain").code).Display())
		}
		held, closed := r.reportIn(civic.InfoNeeded, "plain", false), r.reportIn(civic.Closed, "plain", false)
		r.follow()
		kota := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		for path, want := range map[string][]string{
			"/api/v1/inbox?limit=2":                  append(slices.Clone(late), submitted...),
			"/api/v1/inbox?limit=2&late=true":        late,
			"/api/v1/inbox?limit=2&state=dispatched": nil,
			"/api/v1/inbox?limit=1&queue=waiting":    {civic.TrackingCode(held.code).Display()},
			"/api/v1/inbox?limit=1&queue=done":       {civic.TrackingCode(closed.code).Display()},
		} {
			if got := r.pages(path, kota, "reports", "tracking_id"); !slices.Equal(got, want) {
				r.t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		if got := r.pages("/api/v1/inbox?limit=2", bearer(r.token(civic.RoleAgencyAdmin, "prov")), "reports", "tracking_id"); len(got) != 0 {
			r.t.Errorf("another agency sees %v", got)
		}
		n := r.want(http.StatusOK, "GET", "/api/v1/inbox/counts", kota, nil)
		if n.str("late") != "3" || n.str("action") != "6" || n.str("waiting") != "1" || n.str("done") != "1" || n.str("by_state", "submitted") != "6" {
			r.t.Errorf("counts: %s", n.raw)
		}
		row := r.want(http.StatusOK, "GET", "/api/v1/inbox?late=true", kota, nil).list("reports")[0]
		if next, _ := row["next"].(J); next["clock"] != "verify" || next["working_days_left"].(float64) >= 0 || row["title"] != "Judul asli" {
			r.t.Errorf("a row: %v", row)
		}
	})
}

func TestMasterData(t *testing.T) {
	each(t, func(r *rig) {
		get := func(path, list string, field string) []string { return r.pages("/api/v1/"+path, nil, list, field) }
		for path, want := range map[string][]string{
			"agencies?limit=2":               {"pusat", "kota", "prov"},
			"agencies?limit=1&parent=kota":   {"kota-pu"},
			"agencies?limit=1&q=dinas":       {"kota-pu", "prov-pu"},
			"agencies?limit=50&q=jalan":      {"kota-pu-jalan"},
			"agencies?q=jalan&parent=prov":   {},
			"agencies?q=dinas+kota&limit=50": {"kota-pu"},
		} {
			if got := get(path, "agencies", "code"); !slices.Equal(got, want) && len(got)+len(want) > 0 {
				r.t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		for path, want := range map[string][]string{"regions?limit=1": {"51", "35"}, "regions?parent=35": {"35.78"}, "regions?q=sura": {"35.78"}, "regions?q=x": {}} {
			if got := get(path, "regions", "code"); !slices.Equal(got, want) && len(got)+len(want) > 0 {
				r.t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		unit := r.want(http.StatusOK, "GET", "/api/v1/agencies/kota-pu-jalan", nil, nil)
		if above := unit.list("above"); len(above) != 3 || above[0]["code"] != "kota-pu" || unit.str("routing_mode") != "full" || unit.str("tier") != "3" {
			r.t.Errorf("an agency: %s", unit.raw)
		}
		byID := r.want(http.StatusOK, "GET", "/api/v1/agencies/"+unit.str("id"), nil, nil)
		if byID.str("code") != "kota-pu-jalan" {
			r.t.Errorf("by id: %s", byID.raw)
		}
		r.want(http.StatusNotFound, "GET", "/api/v1/agencies/tidak-ada", nil, nil)
		if got := get("topics", "topics", "code"); !slices.Equal(got, []string{"jalan", "jalan-lubang"}) {
			r.t.Errorf("topics: %v", got)
		}
		if got := get("reasons?list=outcome", "reasons", "code"); !slices.Equal(got, []string{"beres"}) {
			r.t.Errorf("outcomes offered today: %v", got)
		}
		if got := get("reasons", "reasons", "list"); len(got) < 8 || !slices.Equal(got[:4], []string{"hold", "return", "archive", "outcome"}) || !slices.Contains(got, "extend") {
			r.t.Errorf("reasons: %v", got) // those of this test, and those that every installation has
		}
	})
}
