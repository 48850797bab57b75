// Command storybook shows every page of the citizens' side with sample data, so that its
// looks can be worked on without a server behind it. It is no part of the product.
//
// Run it from the top of the project: go run ./internal/web/storybook -listen localhost:8090
// and open http://localhost:8090/daftar; ?bahasa=en and ?tema=dark change any page.
package main

import (
	"context"
	"flag"
	"fmt"
	"html"
	"net/http"
	"os"
	"strings"
	"time"

	"tuntas/internal/i18n"
	"tuntas/internal/web/assets"
)

func main() {
	listen := flag.String("listen", "localhost:8090", "address to serve at")
	shots := flag.String("look", "", "instead of serving: folder for a picture of every page")
	axe := flag.String("axe", "", "with -look: the script of axe-core, to check every page with")
	only := flag.String("only", "", "with -look: only pages whose path holds this")
	flag.Parse()
	var err error
	if *shots != "" {
		err = inspect(*shots, *axe, *only)
	} else {
		err = serve(*listen)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "storybook:", err)
		os.Exit(1)
	}
}

func serve(address string) error {
	srv := &http.Server{Addr: address, Handler: handler(), ReadHeaderTimeout: 5 * time.Second}
	fmt.Println("http://" + address + "/daftar")
	return srv.ListenAndServe()
}

// inspect looks at all pages in a browser and fails when something is wrong with one.
func inspect(shots, axe, only string) error {
	v := viewer{shots: shots, only: only}
	if axe != "" {
		script, err := os.ReadFile(axe)
		if err != nil {
			return err
		}
		v.axe = string(script)
	}
	if err := os.MkdirAll(shots, 0o755); err != nil {
		return err
	}
	found, err := v.look(context.Background(), glances())
	if err != nil {
		return err
	}
	for _, f := range found {
		fmt.Println(f.Page+":", f.What)
	}
	if len(found) > 0 {
		return fmt.Errorf("%d faults", len(found))
	}
	return nil
}

// policy is the content security policy that the product serves its pages with.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(assets.Prefix, assets.Handler(http.NotFoundHandler()))
	for _, s := range stories() {
		path := s.Path
		if path == "/" {
			path = "/{$}"
		}
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			q := r.URL.Query()
			if err := s.Build(page(q.Get("bahasa"), q.Get("tema"), r.URL.Path)).Render(r.Context(), w); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	mux.HandleFunc("/daftar", index)
	mux.HandleFunc("/wilayah", suggest)
	mux.HandleFunc("/instansi", suggest)
	mux.HandleFunc("/contoh/", picture)
	return mux
}

func index(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var b strings.Builder
	b.WriteString("<!doctype html><title>Storybook</title><ul>")
	for _, s := range stories() {
		for _, l := range i18n.Languages() {
			u := html.EscapeString(s.Path + "?bahasa=" + l)
			fmt.Fprintf(&b, `<li><a href="%s">%s</a>`, u, u)
		}
	}
	// The only failure is a reader who left.
	_, _ = w.Write([]byte(b.String()))
}

// suggest answers the suggestion box with the same few places.
func suggest(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if strings.HasPrefix(strings.ToLower(r.URL.Query().Get("q")), "x") {
		_, _ = w.Write([]byte(`[]`))
		return
	}
	_, _ = w.Write([]byte(`[{"value":"32.73.18.1001","text":"Cibaduyut","note":"Kecamatan Bojongloa Kidul, Kota Bandung"},` +
		`{"value":"32.73.18.1002","text":"Cibaduyut Kidul","note":"Kecamatan Bojongloa Kidul, Kota Bandung"}]`))
}

// picture stands in for a photo.
func picture(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="320" height="240"><path fill="#9fb6bd" d="M0 0h320v240H0z"/><path fill="#56626a" d="m0 150 320-60v150H0z"/></svg>`))
}
