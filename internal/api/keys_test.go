package api

import (
	"fmt"
	"strings"
	"testing"
)

func TestCheckKeys(t *testing.T) {
	thousand := func(last string) string {
		var b strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&b, `"f%d":{"a":[%d]},`, i, i)
		}
		return "{" + b.String() + `"` + last + `":1}`
	}
	for body, good := range map[string]bool{
		`{}`: true, ``: true, `[]`: true, `"a"`: true, `7`: true,
		`{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}`: true,
		`{"a":1,"a":2}`:                                  false,
		`{"a":{"b":1, "c":{}, "b" : 2}}`:                 false,
		`[{"a":1},{"b":1,"b":2}]`:                        false,
		`{"a":"b","b":"a\\\":","c":"{\"a\":1,\"a\":2}"}`: true, // what stands in a value is no field
		"{\"secret\":true,\n\"se\\u0063ret\"\n:false}":   false,
		`{"Secret":true}`:                                false,
		`{"\u0053ecret":true}`:                           false,
		`{"a":1,"a":`:                                    true, // the decoder words it
		`{"a":1}{"a":1}`:                                 true,
		thousand("g"):                                    true,
		thousand("f3"):                                   false,
		thousand("f999"):                                 false,
		`{"a":["x","x"],"b":["a","a"]}`:                  true,
	} {
		if err := checkKeys([]byte(body)); (err == nil) != good {
			t.Errorf("%.60s: %v", body, err)
		}
	}
}

// FuzzCheckKeys: whatever is sent, it ends, and never panics.
func FuzzCheckKeys(f *testing.F) {
	for _, s := range []string{`{"a":{"a":1},"b":["a"]}`, `{"a\\":"\""}`, `"`, `{`, "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(_ *testing.T, raw []byte) { _ = checkKeys(raw) })
}

func BenchmarkCheckKeys(b *testing.B) {
	body := []byte(`{"title":"Jalan berlubang di depan pasar","body":"Sejak Senin jalan di depan pasar berlubang dan sulit dilewati.","happened_on":"2026-11-20","region_code":"35.78.01","anonymous":false,"reporter":{"name":"Warga","phone":"081200000000"}}`)
	for b.Loop() {
		_ = checkKeys(body)
	}
}
