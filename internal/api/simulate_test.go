package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

const (
	tryLength = "/api/v1/clock-policies/simulate"
	tryDayOff = "/api/v1/holidays/simulate"
)

// aLength and aDayOff are ones of the city that may be tried.
func aLength(more J) J {
	j := J{"agency_id": "kota", "clock": "verify", "amount": 9, "unit": "working_days", "effective_from": "2035-01-01"}
	for k, v := range more {
		j[k] = v
	}
	return j
}

func aDayOff(more J) J {
	j := J{"agency_id": "kota", "kind": "agency", "date": "2035-01-02", "name": "Hari Jadi"}
	for k, v := range more {
		j[k] = v
	}
	return j
}

func TestSimulate(t *testing.T) {
	each(t, func(r *rig) {
		r.reportIn(civic.Submitted, "plain", false)
		who := bearer(r.token(civic.RoleNationalAdmin, "nasional"))
		got := r.want(http.StatusOK, "POST", tryLength, who, aLength(J{"agency_id": ""}))
		clocks := got.list("clocks")
		if len(clocks) != 2 || clocks[0]["clock"] != "verify" || clocks[0]["clocks"] != 1.0 || clocks[0]["moved"] != 1.0 || clocks[0]["newly_late"] != 0.0 || got.body["sample"] != false || got.str("since") == "" {
			t.Errorf("a longer length: %s", got.raw)
		}
		if got := r.want(http.StatusOK, "POST", tryDayOff, who, aDayOff(nil)); !strings.Contains(string(got.raw), `"clocks"`) {
			t.Errorf("a day off: %s", got.raw)
		}
		for field, body := range map[string]J{
			"clock": aLength(J{"clock": "citizen"}), "amount": aLength(J{"amount": 0}), "unit": aLength(J{"unit": "jam"}), "effective_from": aLength(J{"effective_from": "2020-01-01"}),
			"source": aLength(J{"effective_from": "2020-01-01", "correction": true}), "correction": aLength(J{"correction": true}), "agency_id": aLength(J{"agency_id": "entah"}), "class": aLength(J{"class": "aduan"}),
		} {
			if got := r.want(http.StatusUnprocessableEntity, "POST", tryLength, who, body); !strings.Contains(string(got.raw), field) {
				t.Errorf("%s is not named: %s", field, got.raw)
			}
		}
		for field, body := range map[string]J{"date": aDayOff(J{"date": "besok"}), "name": aDayOff(J{"name": " "}), "kind": aDayOff(J{"kind": "hari"}), "region": aDayOff(J{"kind": "regional"})} {
			if got := r.want(http.StatusUnprocessableEntity, "POST", tryDayOff, who, body); !strings.Contains(string(got.raw), field) {
				t.Errorf("%s is not named: %s", field, got.raw)
			}
		}
	})
}

// What may be entered may be tried, by the same people: cell by cell.
func TestWhoMaySimulate(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.Submitted, "plain", false)
		for _, k := range askers() {
			for desk, of := range map[string]string{"kota": "kota", "": "nasional"} {
				want := officersOnly(k, http.StatusForbidden)
				if want == http.StatusForbidden && (k.role == civic.RoleNationalAdmin || desk != "" && k.role == civic.RoleAgencyAdmin && below(of, k.desk)) {
					want = http.StatusOK
				}
				day := aDayOff(J{"agency_id": desk})
				if desk == "" {
					day["kind"], day["decree"] = "national", "SKB"
				}
				for path, body := range map[string]J{tryLength: aLength(J{"agency_id": desk}), tryDayOff: day} {
					if got := r.do("POST", path, k.headers(r, on), body); got.status != want {
						t.Errorf("%s for %q by %s: %d, want %d: %s", path, desk, k, got.status, want, got.raw)
					}
					if k.mode == "wrong pin" {
						r.forgetTries()
					}
				}
			}
		}
	})
}
