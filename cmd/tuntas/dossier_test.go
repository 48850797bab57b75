package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

// written issues a dossier and writes it as a ZIP and in parts.
func written(t *testing.T) (dir string, k dossier.Key) {
	t.Helper()
	dir = t.TempDir()
	k, err := dossier.NewKey(bytes.Repeat([]byte("k"), ed25519.SeedSize))
	if err != nil {
		t.Fatal(err)
	}
	d := civic.Dossier{Format: civic.DossierFormat, Ref: "REF", VerifyAt: "https://tuntas.test/dossier/REF", KeyID: k.ID(), PublicKey: dossier.KeyText(k.Public()),
		Report: civic.DossierReport{TrackingID: "7K2M-9QXT-4PD"}}
	d.Fill(civic.DossierSource{})
	text, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	p := k.Sign(text, []byte("%PDF"))
	var whole bytes.Buffer
	if err := dossier.Write(&whole, p, nil); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"berkas.zip": whole.Bytes(), "dossier.json": p.JSON, "dossier.json.sig": p.Sig, "lone.json": p.JSON, "broken.zip": whole.Bytes()[:60], "foto.jpg": []byte("\xff\xd8\xff\xe0"), "surat.json": []byte("{}")} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, k
}

func TestDossierVerify(t *testing.T) {
	dir, k := written(t)
	other, err := dossier.NewKey(bytes.Repeat([]byte("o"), ed25519.SeedSize))
	if err != nil {
		t.Fatal(err)
	}
	site := func(public ed25519.PublicKey) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/dossier/key" {
				http.NotFound(w, r)
				return
			}
			_, _ = w.Write([]byte(`{"keys":[{"public_key":"` + dossier.KeyText(public) + `"}]}`))
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	right, wrong := site(k.Public()), site(other.Public())
	for _, tc := range []struct {
		file, key string
		ok, known bool
		fails     bool // it cannot even look
	}{
		{"berkas.zip", "", true, false, false},
		{"dossier.json", "", true, false, false},
		{"berkas.zip", dossier.KeyText(k.Public()), true, true, false},
		{"berkas.zip", dossier.KeyText(other.Public()), false, true, false},
		{"berkas.zip", right + "/dossier/key", true, true, false},
		{"dossier.json", right + "/dossier/key", true, true, false},
		{"berkas.zip", wrong + "/dossier/key", false, false, false},
		{"broken.zip", right + "/dossier/key", false, false, false},
		{"foto.jpg", "", false, false, false},
		{"surat.json", right + "/dossier/key", false, false, false},
		{"berkas.zip", right + "/elsewhere", false, false, true},
		{"berkas.zip", "kunci", false, false, true},
		{"lone.json", "", false, false, true},
	} {
		c := dossierVerifyCmd{File: filepath.Join(dir, tc.file), Key: tc.key}
		v, err := c.look(context.Background())
		if (err != nil) != tc.fails || v.OK != tc.ok && !tc.fails || v.KeyKnown != tc.known && !tc.fails {
			t.Errorf("%s with %q: %+v, %v", tc.file, tc.key, v, err)
		}
		words := verdictWords(&v)
		if !tc.fails && (strings.HasPrefix(words, "OK") != tc.ok || strings.Contains(words, "not compared") != (tc.ok && !tc.known)) {
			t.Errorf("%s with %q is told as %s", tc.file, tc.key, words)
		}
		if alien := strings.HasSuffix(tc.file, ".jpg") || tc.file == "surat.json" || tc.file == "broken.zip"; alien != v.Alien {
			t.Errorf("%s is called none: %v", tc.file, v.Alien)
		}
		if err := c.Run(context.Background()); !tc.fails && (errors.Is(err, errChanged) || errors.Is(err, errAlien)) == tc.ok {
			t.Errorf("%s with %q ends with %v", tc.file, tc.key, err)
		}
	}
}
