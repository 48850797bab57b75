package front

import (
	"io"
	"net/http"

	"tuntas/internal/web/assets"
)

// robotsText is what programs that read the web by themselves are asked to leave alone: what belongs to one person, and
// what holds nothing to find. It protects nothing, for not everybody asks; each page does that by itself.
const robotsText = `User-agent: *
Allow: /
Disallow: /lacak
Disallow: /lapor$
Disallow: /lapor?
Disallow: /lapor/
Disallow: /laporan/*/berkas/
Disallow: /laporan/*/tanda-terima.pdf
Disallow: /petugas
Disallow: /kelola
Disallow: /api/
Disallow: /wilayah
Disallow: /bahasa
Disallow: /tampilan
`

// favicon leads browsers that ask for a mark by its old name to the one that the pages name.
func (f *Front) favicon(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "public, max-age=86400")
	http.Redirect(w, r, assets.URL("mark.svg"), http.StatusFound)
	return nil
}

// robots tells programs what to leave alone.
func (f *Front) robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = io.WriteString(w, robotsText) // a client that left does not mind
	return nil
}
