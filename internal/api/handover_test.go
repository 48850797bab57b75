package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

// A late report goes to the Ombudsman and to another body: who may have which dossier, and what is told to whom.
func TestDossiersOfAReport(t *testing.T) {
	each(t, func(r *rig) {
		at, code, secret := r.submit(J{"reporter": J{"name": "MERPATI Putih"}})
		me, boss := pin(secret), bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		r.want(http.StatusOK, "POST", at+"/verify", bearer(r.token(civic.RoleNationalAdmin, "nasional")), J{"class": "complaint", "agency_id": "kota",
			"publish": true, "public_title": "Lubang di jalan", "public_body": "Ada lubang besar."})
		r.want(http.StatusOK, "POST", at+"/notes", boss, J{"message": "KENARI internal"})
		waits := r.want(http.StatusOK, "GET", at, me, nil)
		if waits.str("ombudsman", "why") != "waits" || waits.str("ombudsman", "from") == "" || len(waits.list("promises")) < 3 {
			r.t.Errorf("before it is late: %s", waits.raw)
		}
		r.want(http.StatusConflict, "POST", at+"/escalate", me, J{"message": "Terlalu lama."})
		r.clock.pass(60 * 24 * time.Hour)
		r.want(http.StatusOK, "POST", at+"/escalate", me, J{"message": "Sudah dua bulan.", "consent": true})
		got := r.want(http.StatusOK, "GET", at, me, nil)
		hs := got.list("handovers")
		if len(hs) != 1 || hs[0]["body"] != "ombudsman" || hs[0]["consent"] != true || got.str("ombudsman", "why") != "escalated" {
			r.t.Fatalf("after it was taken there: %s", got.raw)
		}
		zip := hs[0]["dossier"].(string)
		whole := r.want(http.StatusOK, "GET", zip, me, nil)
		keys := r.want(http.StatusOK, "GET", "/api/v1/dossier-keys", nil, nil)
		key, err := dossier.ParseKey(keys.list("keys")[0]["public_key"].(string))
		must(r.t, err)
		v := dossier.CheckZIP(bytes.NewReader(whole.raw), int64(len(whole.raw)), key)
		if !v.OK || v.Hash != hs[0]["sha256"] || v.Report != code || !bytes.Contains(whole.raw, []byte("MERPATI")) || bytes.Contains(whole.raw, []byte("KENARI")) {
			r.t.Errorf("%+v", v)
		}
		for name, who := range map[string]headers{"the handler": boss, "another desk": bearer(r.token(civic.RoleAgencyAdmin, "prov")), "a wrong PIN": pin("000000")} {
			r.want(http.StatusNotFound, "GET", zip, who, nil)
			if name == "the handler" {
				continue
			}
			alike(r.t, name, r.do("GET", zip, who, nil), r.do("GET", strings.Replace(zip, code, strangerCode(r.t), 1), who, nil))
		}
		r.want(http.StatusUnauthorized, "GET", zip, nil, nil)
		r.want(http.StatusUnprocessableEntity, "GET", strings.Replace(zip, "berkas.zip", "rahasia.txt", 1), me, nil)
		r.handsOn(at, me, boss)
	})
}

// handsOn is the officer's part.
func (r *rig) handsOn(at string, me, boss headers) {
	r.t.Helper()
	r.want(http.StatusUnprocessableEntity, "POST", at+"/handovers", boss, J{"reason": "dukun", "message": "Coba."})
	r.want(http.StatusOK, "POST", at+"/handovers", boss, J{"reason": "kpk", "message": "Ada dugaan pungutan liar."})
	seen := r.want(http.StatusOK, "GET", at, boss, nil).list("handovers")
	if len(seen) != 2 || seen[0]["dossier"] != nil || seen[1]["dossier"] == nil {
		r.t.Fatalf("the handler sees %v", seen)
	}
	pdf := r.want(http.StatusOK, "GET", strings.Replace(seen[1]["dossier"].(string), "berkas.zip", "dossier.pdf", 1), boss, nil)
	if !bytes.HasPrefix(pdf.raw, []byte("%PDF-")) {
		r.t.Errorf("the paper begins with %.20q", pdf.raw)
	}
	r.want(http.StatusUnprocessableEntity, "POST", at+"/handovers/record", boss, J{"handover_id": "x", "message": "Diterima."})
	r.want(http.StatusOK, "POST", at+"/handovers/record", boss, J{"handover_id": seen[1]["id"], "number": "12/LP", "message": "Diterima."})
	told := r.want(http.StatusOK, "GET", at, me, nil).list("handovers")
	if told[1]["number"] != "12/LP" || told[1]["outcome"] != "Diterima." {
		r.t.Errorf("the reporter reads %v", told[1])
	}
	out := r.want(http.StatusOK, "GET", at, nil, nil)
	for _, word := range []string{"handovers", "promises", "ombudsman\"", "12/LP", "pungutan"} {
		if bytes.Contains(out.raw, []byte(word)) {
			r.t.Errorf("strangers read %q in %s", word, out.raw)
		}
	}
}
