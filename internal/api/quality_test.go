package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// A text with something to mend is refused with what that is; it goes out when it is mended, or with a reason.
func TestAnswersAreRead(t *testing.T) {
	each(t, func(r *rig) {
		must(r.t, r.directory.AddGateMode(t.Context(), civic.Actor{Role: civic.RoleNationalAdmin}, directory.GateMode{Mode: directory.GateRequire, From: civic.Date{Year: 2026, Month: time.January, Day: 1}}))
		on := r.reportIn(civic.Dispatched, "plain", false)
		at, pu := on.at, bearer(r.token(civic.RoleLiaison, on.holder))
		weak := "Lubang di depan pasar ditindaklanjuti regu jalan pada 3 Maret."
		var p struct {
			Code, Field string
			Findings    []struct {
				Rule, Detail, Quote string
				Start, End          int
				Mend                *string
			}
		}
		must(r.t, json.Unmarshal([]byte(r.want(http.StatusUnprocessableEntity, "POST", at+"/follow-ups", pu, J{"message": "  " + weak, "answer": true}).raw), &p))
		if p.Code != "error.quality" || p.Field != "message" || len(p.Findings) != 1 {
			r.t.Fatalf("%+v", p)
		}
		f := p.Findings[0]
		if f.Rule != "jargon" || f.Quote != "ditindaklanjuti" || f.Mend == nil || *f.Mend != "dikerjakan" || f.Start != 22 || f.End != 37 || f.Detail == "" {
			r.t.Errorf("%+v", f)
		}
		r.want(http.StatusUnprocessableEntity, "POST", at+"/follow-ups", pu, J{"message": weak, "answer": true, "quality_reason": "ya"})
		r.want(http.StatusOK, "POST", at+"/follow-ups", pu, J{"message": weak, "quality_reason": "Kata itu dipakai dalam surat resmi."})
		mended := []rune(weak)
		mended = slices.Concat(mended[:f.Start], []rune(*f.Mend), mended[f.End:])
		r.want(http.StatusOK, "POST", at+"/follow-ups", pu, J{"message": string(mended), "answer": true})
	})
}
