package dossier_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

func key(t testing.TB, letter string) dossier.Key {
	t.Helper()
	k, err := dossier.NewKey([]byte(strings.Repeat(letter, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func opener(body string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }
}

// issued is a dossier with two files, packed, and its JSON and signature apart.
func issued(t testing.TB, k dossier.Key) (whole []byte, p dossier.Papers) {
	t.Helper()
	d := civic.Dossier{Format: civic.DossierFormat, Ref: "REF", VerifyAt: "https://tuntas.test/dossier/REF", IssuedAt: time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC),
		KeyID: k.ID(), PublicKey: dossier.KeyText(k.Public()), To: civic.DossierBody{Code: "ombudsman", Name: "Ombudsman RI"}, Why: "Terlambat.",
		Timeline: []civic.DossierEvent{{N: 1, Verb: civic.VerbSubmit, Message: "Jalan berlubang."}},
		Files:    []civic.DossierFile{{Name: "001.jpg", SHA256: dossier.Hash([]byte("satu")), Size: 4}, {Name: "002.pdf", SHA256: dossier.Hash([]byte("dua")), Size: 3}}}
	text, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	p = k.Sign(text, []byte("%PDF kertas"))
	var b bytes.Buffer
	if err := dossier.Write(&b, p, []dossier.File{{Name: "001.jpg", Open: opener("satu")}, {Name: "002.pdf", Open: opener("dua")}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), p
}

func check(whole []byte, known ed25519.PublicKey) dossier.Verdict {
	return dossier.CheckZIP(bytes.NewReader(whole), int64(len(whole)), known)
}

func TestWhatWasIssuedIsRight(t *testing.T) {
	k := key(t, "a")
	whole, p := issued(t, k)
	for _, known := range []ed25519.PublicKey{nil, k.Public()} {
		v := check(whole, known)
		if !v.OK || len(v.Problems) != 0 || v.Files != 2 || v.Hash != dossier.Hash(p.JSON) || v.KeyKnown != (known != nil) || v.Ref != "REF" || v.To != "Ombudsman RI" {
			t.Errorf("%+v", v)
		}
		if v := dossier.CheckJSON(p.JSON, p.Sig, known); !v.OK || v.KeyID != k.ID() {
			t.Errorf("%+v", v)
		}
	}
	if again, _ := issued(t, k); !bytes.Equal(whole, again) {
		t.Error("the same dossier is packed in another way")
	}
	if !ed25519.Verify(k.Public(), p.JSON, p.Sig) {
		t.Error("the signature is none that other tools can check")
	}
}

// No byte of the file can be another without being found, or without being of no matter: the same comes out of it.
func TestEveryByteCounts(t *testing.T) {
	k := key(t, "a")
	whole, p := issued(t, k)
	parts := contents(t, whole)
	for i := range whole {
		for _, bit := range []byte{1, 0x80, 0xff} {
			whole[i] ^= bit
			if v := check(whole, nil); v.OK != (len(v.Problems) == 0) || v.OK && !reflect.DeepEqual(contents(t, whole), parts) {
				t.Fatalf("byte %d of %d changed by %x: %+v", i, len(whole), bit, v)
			}
			whole[i] ^= bit
		}
	}
	for _, other := range [][]byte{append(bytes.Clone(whole), 0), append([]byte{0}, whole...), whole[:len(whole)-1], {}, []byte("PK")} {
		if check(other, nil).OK {
			t.Errorf("%d bytes instead of %d are right", len(other), len(whole))
		}
	}
	for i := range p.JSON {
		p.JSON[i] ^= 1
		if dossier.CheckJSON(p.JSON, p.Sig, nil).OK {
			t.Fatalf("byte %d of the JSON", i)
		}
		p.JSON[i] ^= 1
	}
	for i := range p.Sig {
		p.Sig[i] ^= 1
		if dossier.CheckJSON(p.JSON, p.Sig, nil).OK {
			t.Fatalf("byte %d of the signature", i)
		}
		p.Sig[i] ^= 1
	}
}

// Somebody else's signature over the same words is right by itself, and not with the key that is known.
func TestAnotherKeyIsFound(t *testing.T) {
	whole, p := issued(t, key(t, "b"))
	known := key(t, "a").Public()
	if !check(whole, nil).OK || check(whole, known).OK || dossier.CheckJSON(p.JSON, p.Sig, known).OK {
		t.Error("another key is taken for the known one, or refused where none is known")
	}
}

// A part too many and a part that is missing are found though all signatures are right.
func TestOtherPartsAreFound(t *testing.T) {
	k := key(t, "a")
	_, p := issued(t, k)
	one, two := dossier.File{Name: "001.jpg", Open: opener("satu")}, dossier.File{Name: "002.pdf", Open: opener("dua")}
	for name, files := range map[string][]dossier.File{
		"missing": {one}, "more": {one, two, {Name: "003.jpg", Open: opener("tiga")}}, "another": {one, {Name: "002.pdf", Open: opener("dau")}},
	} {
		var b bytes.Buffer
		if err := dossier.Write(&b, p, files); err != nil {
			t.Fatal(err)
		}
		if v := check(b.Bytes(), k.Public()); v.OK {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if err := dossier.Write(io.Discard, p, []dossier.File{{Name: "x", Open: func() (io.ReadCloser, error) { return nil, errors.New("gone") }}}); err == nil {
		t.Error("a file that is gone is packed")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("dossier.json")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(p.JSON)
	if err := z.Close(); err != nil || check(b.Bytes(), nil).OK {
		t.Errorf("a ZIP with the JSON alone is right: %v", err)
	}
}

func TestKeysAreRead(t *testing.T) {
	k := key(t, "a")
	for _, s := range []string{dossier.KeyText(k.Public()), hex.EncodeToString(k.Public()), strings.TrimRight(dossier.KeyText(k.Public()), "=")} {
		if got, err := dossier.ParseKey(s); err != nil || !got.Equal(k.Public()) {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range []string{"", "kunci", strings.Repeat("00", 31), k.String()} {
		if _, err := dossier.ParseKey(s); err == nil {
			t.Errorf("%q is a key", s)
		}
	}
	if _, err := dossier.NewKey([]byte("short")); err == nil {
		t.Error("a short secret is a key")
	}
}

func FuzzCheckZIP(f *testing.F) {
	whole, _ := issued(f, key(f, "a"))
	f.Add(whole)
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	known, parts := key(f, "a").Public(), contents(f, whole)
	f.Fuzz(func(t *testing.T, b []byte) {
		if v := check(b, known); bytes.Equal(b, whole) && !v.OK || v.OK && !reflect.DeepEqual(contents(t, b), parts) || v.OK != (len(v.Problems) == 0) {
			t.Errorf("%d bytes: %+v", len(b), v)
		}
	})
}

func FuzzCheckJSON(f *testing.F) {
	_, p := issued(f, key(f, "a"))
	f.Add(p.JSON, p.Sig)
	f.Add([]byte("{}"), []byte(nil))
	known := key(f, "a").Public()
	f.Fuzz(func(t *testing.T, text, sig []byte) {
		if v := dossier.CheckJSON(text, sig, known); v.OK != (bytes.Equal(text, p.JSON) && bytes.Equal(sig, p.Sig)) {
			t.Errorf("%q %x: %+v", text, sig, v)
		}
	})
}

// repacked packs the parts of a dossier again, in another order and compressed, as another program would.
func repacked(t testing.TB, whole []byte, change func(names []string) []string) []byte {
	t.Helper()
	bodies := contents(t, whole)
	var names []string
	for name := range bodies {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.Reverse(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range change(names) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(bodies[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// contents are the parts as a reader takes them out.
func contents(t testing.TB, whole []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// What counts is what is in the archive: who packs it again in another way changes nothing, who adds or takes away does.
func TestPackedAgainItIsTheSame(t *testing.T) {
	k := key(t, "a")
	whole, _ := issued(t, k)
	if v := check(repacked(t, whole, func(n []string) []string { return n }), k.Public()); !v.OK || v.Files != 2 {
		t.Errorf("in another order: %+v", v)
	}
	for name, change := range map[string]func([]string) []string{
		"twice": func(n []string) []string { return append(n, n[0]) }, "more": func(n []string) []string { return append(n, "files/003.jpg") }, "less": func(n []string) []string { return n[1:] },
	} {
		if v := check(repacked(t, whole, change), k.Public()); v.OK {
			t.Errorf("%s: %+v", name, v)
		}
	}
	between := bytes.Index(whole, []byte("PK\x01\x02"))
	hidden := slices.Concat(whole[:between], []byte("tersembunyi"), whole[between:])
	if check(hidden, k.Public()).OK {
		t.Error("what lies between the parts is not found")
	}
}

// A file that is no dossier is called that, in one sentence.
func TestWhatIsNoDossierIsCalledThat(t *testing.T) {
	whole, _ := issued(t, key(t, "a"))
	for name, file := range map[string][]byte{"nothing": {}, "letters": []byte("PK"), "a photo": []byte("\xff\xd8\xff\xe0 JFIF"), "half of one": whole[:60],
		"another ZIP": repacked(t, whole, func([]string) []string { return []string{"files/001.jpg"} })} {
		if v := check(file, nil); v.OK || !v.Alien || len(v.Problems) != 1 || v.Problems[0] != dossier.Alien {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if dossier.IsJSON([]byte("{}")) || dossier.IsJSON([]byte("PK")) || !dossier.IsJSON([]byte(`{"format":"tuntas-dossier/1"}`)) {
		t.Error("JSON that is none is taken for a dossier")
	}
}
