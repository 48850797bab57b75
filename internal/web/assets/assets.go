// Package assets serves the style sheet, the scripts and the pictures that every page needs.
//
// Sources are small files in css/ and js/. The program in build/ bundles and minifies them,
// compresses them ahead of time and writes them into dist/ under names that carry a hash of
// the content; dist/ is committed and compiled in, so neither building nor running the
// product needs more than Go. After a change run `go run ./internal/web/assets/build`.
package assets

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"tuntas/internal/httpkit"
)

// Prefix is the path below which Handler serves.
const Prefix = "/aset/"

// forever is how long browsers keep a file: its name changes whenever its content does.
const forever = "public, max-age=31536000, immutable"

//go:embed dist
var dist embed.FS

// file is one asset in the encodings that were made ahead of time.
type file struct {
	kind  string // content type
	tag   string
	plain []byte
	gzip  []byte
	br    []byte
}

type shelf struct {
	urls  map[string]string // "citizen.css" to its address
	files map[string]file   // by the name in dist
}

// stock reads dist once. It is compiled in, so an unreadable file is a broken build and panics.
var stock = sync.OnceValue(func() shelf {
	s := shelf{urls: map[string]string{}, files: map[string]file{}}
	entries, err := fs.ReadDir(dist, "dist")
	if err != nil {
		panic("assets: " + err.Error())
	}
	for _, e := range entries {
		name := e.Name()
		ext := path.Ext(name)
		logical, hash, ok := split(name)
		if ext == ".gz" || ext == ".br" || !ok {
			continue
		}
		s.urls[logical] = Prefix + name
		s.files[name] = file{kind: kind(ext), tag: `"` + hash + `"`,
			plain: read(name), gzip: read(name + ".gz"), br: read(name + ".br")}
	}
	return s
})

// kind returns the content type by extension. It is written out because the
// machine's own list of types may say something else.
func kind(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	default:
		return "application/octet-stream"
	}
}

func read(name string) []byte {
	b, err := dist.ReadFile("dist/" + name)
	if err != nil {
		return nil
	}
	return b
}

// split takes "citizen-1A2B3C4D.css" apart into "citizen.css" and the hash.
func split(name string) (logical, hash string, ok bool) {
	ext := path.Ext(name)
	stem, hash, ok := cutLast(strings.TrimSuffix(name, ext), "-")
	return stem + ext, hash, ok
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// URL returns the address of an asset by its plain name, such as "citizen.css". An unknown
// name gives an address that answers 404; the tests of the pages look for that.
func URL(name string) string {
	if u, ok := stock().urls[name]; ok {
		return u
	}
	return Prefix + name
}

// Handler serves the assets below Prefix, in the best encoding that the browser takes; missing answers for those that
// are not there.
func Handler(missing http.Handler) http.Handler {
	files := stock().files
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !ok {
			missing.ServeHTTP(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		serve(w, r, f)
	})
}

func serve(w http.ResponseWriter, r *http.Request, f file) {
	body, encoding := f.choose(r)
	tag := f.tag
	if encoding != "" {
		tag = strings.TrimSuffix(tag, `"`) + "-" + encoding + `"` // other bytes, another tag
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", forever)
	h.Set("ETag", tag)
	h.Set("Vary", "Accept-Encoding") // and nothing else: whoever asks gets the same, with any cookie
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// The only failure is a reader who left; nobody is there to be told.
	_, _ = w.Write(body)
}

// choose returns the smallest form that the browser accepts, and the encoding's name.
func (f file) choose(r *http.Request) ([]byte, string) {
	if f.br != nil && httpkit.Accepts(r, "br") {
		return f.br, "br"
	}
	if f.gzip != nil && httpkit.Accepts(r, "gzip") {
		return f.gzip, "gzip"
	}
	return f.plain, ""
}
