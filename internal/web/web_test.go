package web_test

import (
	"net/http"
	"testing"

	"tuntas/internal/web/assets"
	"tuntas/internal/web/staff/stafftest"
)

// What is not there looks the same below every address.
func TestAMissingAssetIsThePageOfEveryMissingThing(t *testing.T) {
	o := stafftest.One(t)
	b := o.Browse()
	for _, path := range []string{assets.Prefix + "tidak-ada.css", assets.Prefix, "/tidak-ada"} {
		p := b.Get(path)
		stafftest.Rules(t, p)
		if p.Status != http.StatusNotFound || !p.Has("Tidak ada apa-apa di alamat ini.") || p.Header.Get("Content-Type") != "text/html; charset=utf-8" ||
			p.Header.Get("Content-Security-Policy") == "" || p.Header.Get("X-Content-Type-Options") != "nosniff" || p.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", path, p.Status, p.Header)
		}
	}
	there := b.Get(assets.URL("citizen.css"))
	if there.Status != http.StatusOK || there.Header.Get("Content-Type") != "text/css; charset=utf-8" || there.Header.Get("Content-Security-Policy") == "" || there.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("the style sheet: %d %v", there.Status, there.Header)
	}
	if p := b.Post(assets.URL("citizen.css"), nil); p.Status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", p.Status)
	}
}
