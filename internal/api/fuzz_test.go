package api_test

import (
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// doors lists everything that takes a body or a query, with somebody who gets past the credentials.
func (r *rig) doors(on rep) []struct {
	method, path string
	who          headers
} {
	type door = struct {
		method, path string
		who          headers
	}
	national := bearer(r.token(civic.RoleNationalAdmin, "nasional"))
	out := []door{{"POST", "/api/v1/reports", nil}, {"POST", "/api/v1/reports", national}, {"POST", on.at + "/identity", national}, {"POST", on.at + "/text", national},
		{"POST", on.at + "/attachments", national}, {"GET", "/api/v1/reports", nil}, {"GET", "/api/v1/inbox", national}, {"GET", "/api/v1/agencies", nil},
		{"GET", "/api/v1/regions", nil}, {"GET", "/api/v1/reasons", nil}, {"GET", on.at, national}, {"GET", "/api/v1/agencies/", nil}, {"GET", "/api/v1/reports/", nil}}
	for _, path := range []string{"/api/v1/bulk", "/api/v1/bulk/preview", "/api/v1/bulk/1/undo", "/api/v1/views", on.at + "/labels", on.at + "/watch", on.at + "/read", on.at + "/assign", on.at + "/macros/1", "/api/v1/agencies/kota/competence/test"} {
		out = append(out, door{"POST", path, national})
	}
	for _, path := range []string{"/api/v1/bulk/", "/api/v1/bulk/1/reports", "/api/v1/templates", "/api/v1/answer-counts", on.at + "/templates"} {
		out = append(out, door{"GET", path, national})
	}
	for _, v := range called() {
		path, _ := request(v, on)
		out = append(out, door{"POST", on.at + "/" + path, national})
	}
	return out
}

// never500 sends the input to a door, as a body or as a query, and sees that the answer is no fault of ours.
func (r *rig) never500(method, path string, who headers, input string) {
	r.t.Helper()
	var got answer
	if method == "POST" {
		media := "application/json"
		if strings.HasSuffix(path, "/attachments") {
			media = "multipart/form-data; boundary=x"
		}
		got = r.send(method, path, who, media, strings.NewReader(input))
	} else {
		if strings.HasSuffix(path, "/") {
			path += url.PathEscape(input)
		} else {
			path += "?" + input
		}
		if _, err := url.Parse(path); err != nil || strings.ContainsAny(path, " \x7f") || strings.IndexFunc(path, func(c rune) bool { return c < 0x20 }) >= 0 {
			return // no client can send that
		}
		got = r.do(method, path, who, nil)
	}
	if got.status >= 500 || got.status == 0 {
		r.t.Errorf("%s %s %q: %d %s", method, path, input, got.status, got.raw)
	}
}

func oddInputs() []string {
	out := []string{"", "{", "[]", "null", "0", `"\u0000"`, `{"":1}`, "\xff\xfe", "--x\r\n\r\n--x--", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\x00\"\r\n\r\nGIF89a\r\n--x--"}
	for _, text := range []string{`\u0000 nol di tengah teks yang panjang`, `\ud800 separuh pasangan yang panjang`, `'; DROP TABLE report; -- yang panjang`, `%_\\\\ \" ' ( ) & | ! : * <-> yang panjang`, `\u202e terbalik teks yang panjang`} {
		out = append(out, `{"body":"`+text+`","title":"`+text+`","location_text":"`+text+`","reporter":{"name":"`+text+`"}}`,
			`{"message":"`+text+`","reason":"`+text+`","outcome":"`+text+`"}`, `{"message":"`+text+`","class":"complaint","agency_id":"`+text+`","topic_id":"`+text+`"}`,
			`{"class":"complaint","publish":true,"public_title":"`+text+`","public_body":"`+text+`"}`, `{"public_title":"`+text+`","public_body":"`+text+`"}`,
			`{"body":"Teks yang cukup panjang sekali.","region_code":"`+text+`"}`, `{"reason":"`+text+`"}`, `{"verb":"note","message":"`+text+`","filter":{"q":"`+text+`","label":"`+text+`","channel":"`+text+`"}}`,
			`{"verb":"label","label":"`+text+`","on":true,"tracking_ids":["`+text+`"]}`, `{"verb":"label","label":"`+text+`","filter":{}}`, `{"label":"`+text+`","on":true}`, `{"name":"`+text+`","filter":{"q":"`+text+`","label":"aspal"}}`,
			`{"reporter":{"email":"`+text+`@a.b","phone":"`+text+`"},"body":"Teks yang cukup panjang.","location_text":"x"}`)
	}
	for _, name := range []string{"q", "agency", "region", "topic", "state", "class", "since", "cursor", "limit", "queue", "late", "parent", "list",
		"officer", "channel", "flags", "marks", "label", "until", "view", "verb", "from", "to"} {
		for _, v := range []string{"%00", "%ff", "'", "%22", "%2a", "a%20OR%20b", "-1", "999999999999999999999", "AAAA", "gICAgICAgICAAQ", "_a1", "%5c", "a%00b", "%e2%80%ae"} {
			out = append(out, name+"="+v)
		}
	}
	return append(out, `{"lat":1e400,"lng":1}`, `{"lat":-0,"lng":1e-300,"body":"Teks yang cukup panjang sekali."}`, `{"seq":9223372036854775808}`, `{"seq":-1,"message":"x"}`, `{"rating":99999999999}`,
		`{"agency_id":{"a":1},"message":"x"}`, `{"agency_id":[1],"message":"x"}`, `{"agency_id":1.5}`, `{"agency_id":true}`, `{"on":null,"flag":"secret"}`, `{"occurred_on":"0000-00-00","body":"Teks yang cukup panjang."}`,
		`{"occurred_on":"9999-12-31","body":"Teks yang cukup panjang.","location_text":"x"}`, "%00", "7K2M-9QXT-4PD%00", "..%2f..", "%2e%2e")
}

func TestOddInputsAreNoFaultOfOurs(t *testing.T) {
	each(t, func(r *rig) {
		on := r.newReport("", "plain")
		for _, d := range r.doors(on) {
			for _, in := range oddInputs() {
				if d.method == "POST" || !strings.ContainsAny(in, "{[\"\r") {
					r.never500(d.method, d.path, d.who, in)
				}
			}
		}
		for _, odd := range []string{"\x01", "ÿ", "'", strings.Repeat("x", 5000)} {
			for _, name := range []string{"Report-Pin", "Authorization", "If-Match", "Idempotency-Key", "Accept", "Accept-Language", "Content-Type"} {
				if odd == "\x01" {
					odd = "%01" // a header cannot hold it
				}
				got := r.do("POST", on.at+"/replies", headers{name: odd}, J{"message": "x"})
				if got.status >= 500 {
					r.t.Errorf("%s %q: %d", name, odd, got.status)
				}
			}
		}
	})
}

func FuzzBodiesAreNoFaultOfOurs(f *testing.F) {
	r := newRig(f, "sqlite")
	on := r.newReport("", "plain")
	doors := r.doors(on)
	for i, in := range oddInputs() {
		f.Add(uint8(i), in)
	}
	for i := range doors {
		f.Add(uint8(i), `{"message":"Halo.","class":"complaint"}`)
	}
	f.Fuzz(func(t *testing.T, door uint8, in string) {
		mine := *r
		mine.t = t
		d := doors[int(door)%len(doors)]
		mine.never500(d.method, d.path, d.who, in)
	})
}
