package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// A program cannot publish what a person would have been warned of, and is told where it stands without the words.
func TestPublishingOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		on := r.reportIn(civic.InProgress, "plain", false)
		city := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		words := J{"public_title": "Pungutan", "public_body": "Oleh Pak Budi Santoso, HP 0812-0000-1111."}
		refused := r.want(http.StatusUnprocessableEntity, "POST", on.at+"/publish", city, words)
		if text := string(refused.raw); !strings.Contains(text, "body 9 NAME, body 26 PHONE") || strings.Contains(text, "Budi") || strings.Contains(text, "0812") {
			r.t.Errorf("the refusal says %s", text)
		}
		words["found_why"] = "Hm."
		r.want(http.StatusUnprocessableEntity, "POST", on.at+"/publish", city, words)
		words["found_why"] = "Nomor layanan yang sudah diumumkan."
		r.want(http.StatusOK, "POST", on.at+"/publish", city, words)
		r.want(http.StatusOK, "POST", on.at+"/publish", city, J{"public_title": "Pungutan", "public_body": "Oleh Pak [nama ditutupi]."})

		public, _ := r.want(http.StatusOK, "GET", on.at, city, nil).body["public"].(J)
		masks, _ := public["masks"].([]any)
		if len(masks) != 1 || masks[0].(J)["kind"] != "NAME" || masks[0].(J)["covered"] != true || masks[0].(J)["at"] != float64(9) || masks[0].(J)["officer"] == nil {
			r.t.Errorf("the record is %v", masks)
		}
		for name, who := range map[string]headers{"strangers": nil, "the reporter": pin(on.pin), "an officer elsewhere": bearer(r.token(civic.RoleAgencyAdmin, "prov"))} {
			if got := r.want(http.StatusOK, "GET", on.at, who, nil); strings.Contains(string(got.raw), `"masks"`) {
				r.t.Errorf("%s read the record", name)
			}
		}
	})
}

// Photos are named by their ids; strangers are given the address of the copy, and nothing that leads to the original.
func TestPublishingPhotosOverTheAPI(t *testing.T) {
	each(t, func(r *rig) {
		at, _, secret := r.submit(J{"agency_id": "kota"})
		sent := r.upload(at, pin(secret), map[string][]byte{"foto.jpg": photo(r.t, "")})
		id := sent.list("attachments")[0]["id"]
		city := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		verify := J{"class": "complaint", "publish": true, "public_title": "Lubang", "public_body": "Lubang di jalan."}
		verify["photos"] = []J{{"attachment_id": id, "alt": ""}}
		r.want(http.StatusUnprocessableEntity, "POST", at+"/verify", city, verify)
		verify["photos"] = []J{{"attachment_id": "5", "alt": "Lubang."}}
		r.want(http.StatusUnprocessableEntity, "POST", at+"/verify", city, verify)
		verify["photos"] = []J{{"attachment_id": id, "alt": "Lubang.", "parts": []J{{"x": 900, "y": 0, "width": 200, "height": 10}}}}
		r.want(http.StatusUnprocessableEntity, "POST", at+"/verify", city, verify)
		verify["photos"] = []J{{"attachment_id": id, "alt": "Lubang.", "parts": []J{{"x": 0, "y": 0, "width": 500, "height": 500}}}}
		r.want(http.StatusOK, "POST", at+"/verify", city, verify)

		got := r.want(http.StatusOK, "GET", at, nil, nil)
		public, _ := got.body["public"].(J)
		photos, _ := public["photos"].([]any)
		if len(photos) != 1 || photos[0].(J)["alt"] != "Lubang." || !strings.HasSuffix(photos[0].(J)["url"].(string), "/foto/1") || strings.Contains(string(got.raw), id.(string)) {
			r.t.Errorf("strangers read %v", public)
		}
	})
}
