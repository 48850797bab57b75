package front_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// welcome tells whether a program that keeps the rules of robots.txt (RFC 9309) may read an address: of the lines
// that fit, the longest counts.
func welcome(t *testing.T, rules, address string) bool {
	t.Helper()
	allowed, longest := true, -1
	for line := range strings.Lines(rules) {
		name, path, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || name == "User-agent" {
			continue
		}
		if name != "Allow" && name != "Disallow" {
			t.Fatalf("unknown line %q", line)
		}
		pattern := strings.NewReplacer(`\*`, ".*", `\$`, "$").Replace(regexp.QuoteMeta(path))
		if regexp.MustCompile("^"+pattern).MatchString(address) && len(path) > longest {
			allowed, longest = name == "Allow", len(path)
		}
	}
	return allowed
}

func TestRobots(t *testing.T) {
	o := stafftest.One(t)
	p := o.Browse().Get("/robots.txt")
	if p.Status != http.StatusOK || p.Header.Get("Content-Type") != "text/plain; charset=utf-8" || p.Header.Get("Content-Security-Policy") == "" || !strings.HasPrefix(p.Body, "User-agent: *\n") {
		t.Fatalf("%d %v\n%s", p.Status, p.Header, p.Body)
	}
	for address, want := range map[string]bool{
		"/": true, "/laporan": true, "/laporan?cursor=abc": true, "/laporan/7K2M-9QXT-4PD": true, "/instansi/12": true, "/bantuan": true, "/privasi": true,
		"/aksesibilitas": true, "/aset/citizen-AAAA.css": true, "/robots.txt": true,
		"/lacak": false, "/lacak?kode=7K2M-9QXT-4PD&pin=1": false, "/lapor": false, "/lapor?agency=12": false, "/lapor/lokasi": false, "/lapor/diterima": false,
		"/lapor/foto/abc": false, "/laporan/7K2M-9QXT-4PD/tanda-terima.pdf": false, "/laporan/7K2M-9QXT-4PD/berkas/12": false,
		"/petugas": false, "/petugas/masuk": false, "/petugas/laporan/7K2M-9QXT-4PD": false, "/kelola/petugas": false,
		"/api/v1/reports": false, "/api/docs": false, "/wilayah?q=a": false, "/bahasa?ke=en": false, "/tampilan?ke=dark": false,
	} {
		if got := welcome(t, p.Body, address); got != want {
			t.Errorf("%s: welcome %v, want %v", address, got, want)
		}
	}
}
