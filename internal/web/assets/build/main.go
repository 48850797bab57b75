// Command build makes the files in internal/web/assets/dist from css/, js/ and img/.
//
// Run it from the top of the project: go run ./internal/web/assets/build
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"sort"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	dir := flag.String("dir", "internal/web/assets", "folder with css, js, img and dist")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// run builds, replaces dist and prints the sizes in bytes.
func run(dir string) error {
	files, err := build(dir)
	if err != nil {
		return err
	}
	dist := filepath.Join(dir, "dist")
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		plain := files[name]
		gz, err := gzipped(plain)
		if err != nil {
			return err
		}
		br, err := brotlied(plain)
		if err != nil {
			return err
		}
		for ext, b := range map[string][]byte{"": plain, ".gz": gz, ".br": br} {
			if err := os.WriteFile(filepath.Join(dist, name+ext), b, 0o644); err != nil {
				return err
			}
		}
		fmt.Printf("%-28s %6d  gzip %6d  brotli %6d\n", name, len(plain), len(gz), len(br))
	}
	return nil
}

// entries are the files that pages ask for; everything else is imported by them.
func entries() []string {
	return []string{"css/citizen.css", "css/officer.css", "js/page.js", "js/kiosk.js", "js/own.js", "js/form.js", "js/officer.js"}
}

// build returns the content of every asset by its name in dist, hash included.
func build(dir string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, e := range entries() {
		b, err := bundle(filepath.Join(dir, e))
		if err != nil {
			return nil, err
		}
		out[hashed(path.Base(e), b)] = b
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "img", "*.svg"))
	if err != nil {
		return nil, err
	}
	for _, p := range pictures {
		b, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		b = bytes.TrimSpace(b)
		out[hashed(filepath.Base(p), b)] = b
	}
	return out, nil
}

// bundle joins a file with what it imports and takes out what browsers do not need.
// Chrome 87 is the oldest browser that gets everything: phones of 2015 still run it.
func bundle(entry string) ([]byte, error) {
	engines := []api.Engine{{Name: api.EngineChrome, Version: "87"}, {Name: api.EngineSafari, Version: "14"}, {Name: api.EngineFirefox, Version: "86"}}
	target := api.DefaultTarget
	if path.Ext(entry) == ".js" { // the engines' lists would have esbuild rewrite what all of them can do
		engines, target = nil, api.ES2020
	}
	res := api.Build(api.BuildOptions{
		EntryPoints: []string{entry}, Bundle: true, Write: false, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Format: api.FormatESModule, LegalComments: api.LegalCommentsNone,
		Engines: engines, Target: target,
	})
	if len(res.Errors) > 0 {
		return nil, errors.New(api.FormatMessages(res.Errors, api.FormatMessagesOptions{})[0])
	}
	if len(res.Warnings) > 0 {
		return nil, errors.New(api.FormatMessages(res.Warnings, api.FormatMessagesOptions{})[0])
	}
	return bytes.TrimSpace(res.OutputFiles[0].Contents), nil
}

// hashed puts the hash of the content into a name: "citizen-1A2B3C4D.css".
func hashed(name string, b []byte) string {
	sum := sha256.Sum256(b)
	ext := path.Ext(name)
	return name[:len(name)-len(ext)] + "-" + base32.StdEncoding.EncodeToString(sum[:5]) + ext
}

func gzipped(b []byte) ([]byte, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func brotlied(b []byte) ([]byte, error) {
	var buf bytes.Buffer
	w := brotli.NewWriterLevel(&buf, brotli.BestCompression)
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
