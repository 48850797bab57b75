package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
)

// TestFresh: what is committed in dist is what the sources make.
func TestFresh(t *testing.T) {
	files, err := build("..")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadDir("../dist")
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 3*len(files) {
		t.Errorf("dist holds %d files for %d assets in 3 encodings; run go run ./internal/web/assets/build", len(kept), len(files))
	}
	for name, want := range files {
		for ext, read := range map[string]func(io.Reader) (io.Reader, error){
			"":    func(r io.Reader) (io.Reader, error) { return r, nil },
			".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
			".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		} {
			raw, err := os.ReadFile(filepath.Join("../dist", name+ext))
			if err != nil {
				t.Errorf("%v; run go run ./internal/web/assets/build", err)
				continue
			}
			r, err := read(bytes.NewReader(raw))
			if err != nil {
				t.Errorf("%s: %v", name+ext, err)
				continue
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is stale (%v); run go run ./internal/web/assets/build", name+ext, err)
			}
		}
	}
}

// TestRunIsRepeatable: two builds of the same sources make the same names.
func TestRunIsRepeatable(t *testing.T) {
	a, err := build("..")
	if err != nil {
		t.Fatal(err)
	}
	b, err := build("..")
	if err != nil {
		t.Fatal(err)
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs between builds", name)
		}
	}
}
