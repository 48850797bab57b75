package httpkit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// Assets are the static files, kept in memory. Every file has an address that holds a hash
// of its content and may be kept by browsers for ever, and its plain address, which may be
// kept for an hour. A file NAME is sent as NAME.br or NAME.gz where the browser takes it
// and that file was built.
type Assets struct {
	prefix string
	byPath map[string]*asset // below prefix, plain and hashed
	hashed map[string]string // plain name to hashed name
}

type asset struct {
	contentType string
	etag        string
	forever     bool
	plain       []byte
	br, gz      []byte
}

// NewAssets reads all files. prefix is the path they are served under, with slashes at both
// ends. A file of a type that is not known here is an error: guessing types is how a text
// becomes a script.
func NewAssets(files fs.FS, prefix string) (*Assets, error) {
	a := &Assets{prefix: prefix, byPath: map[string]*asset{}, hashed: map[string]string{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
			return err
		}
		return a.add(files, name)
	})
	if err != nil {
		return nil, fmt.Errorf("httpkit: assets: %w", err)
	}
	return a, nil
}

func (a *Assets) add(files fs.FS, name string) error {
	ext := path.Ext(name)
	contentType := assetType(ext)
	if contentType == "" {
		return fmt.Errorf("%s: the type of %q is not known", name, ext)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:6])
	one := asset{contentType: contentType, etag: `"` + hash + `"`, plain: data}
	one.br = packed(files, name+".br", data)
	one.gz = packed(files, name+".gz", data)
	plain := one
	a.byPath[name] = &plain
	one.forever = true
	a.hashed[name] = strings.TrimSuffix(name, ext) + "." + hash + ext
	a.byPath[a.hashed[name]] = &one
	return nil
}

// packed returns a packed twin when there is one and it is smaller.
func packed(files fs.FS, name string, plain []byte) []byte {
	data, err := fs.ReadFile(files, name)
	if err != nil || len(data) >= len(plain) {
		return nil
	}
	return data
}

// URL returns the address of a file that may be kept for ever, such as
// /assets/app.3f9c2a.css for app.css. An unknown name comes back as its plain address,
// where the 404 shows the mistake.
func (a *Assets) URL(name string) string {
	if h, ok := a.hashed[name]; ok {
		return a.prefix + h
	}
	return a.prefix + name
}

// serve answers a request for a file and tells whether there is one.
func (a *Assets) serve(w http.ResponseWriter, r *http.Request) bool {
	one, ok := a.byPath[strings.TrimPrefix(r.URL.Path, a.prefix)]
	if !ok || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		return false
	}
	infoOf(r).route = "GET " + a.prefix
	h := w.Header()
	h.Set("Content-Type", one.contentType)
	h.Set("Cache-Control", "public, max-age=3600")
	if one.forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body, tag := one.plain, one.etag
	if one.br != nil || one.gz != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	switch {
	case one.br != nil && accepts(r, "br"):
		body, tag = one.br, strings.TrimSuffix(one.etag, `"`)+`-br"`
		h.Set("Content-Encoding", "br")
	case one.gz != nil && accepts(r, "gzip"):
		body, tag = one.gz, strings.TrimSuffix(one.etag, `"`)+`-gz"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Etag", tag)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a client that left does not mind
	}
	return true
}

// Handler answers requests for files by itself, for a mux without Wrap.
func (a *Assets) Handler(e *Errors) http.Handler {
	return e.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if !a.serve(w, r) {
			return civic.NotFound("error.not_found")
		}
		return nil
	})
}

// assetType is the media type of a file ending, or "".
func assetType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".geojson":
		return "application/geo+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	}
	return ""
}
