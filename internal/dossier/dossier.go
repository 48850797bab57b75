// Package dossier signs dossiers, packs them into one file, draws them on paper, and finds out whether any of that was
// changed since. What stands in a dossier is the business of civic.Dossier.
//
// The file is a ZIP without compression: dossier.json, dossier.json.sig, dossier.pdf, dossier.pdf.sig and the files of
// the report. The signatures are Ed25519 over the bytes of the file that they are named after, 64 bytes each, so that
// any tool can check them. The names and hashes of the files stand in the JSON.
package dossier

import (
	"archive/zip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// The names in the file.
const (
	JSONName = "dossier.json"
	PDFName  = "dossier.pdf"
	SigEnd   = ".sig"
	Folder   = "files/"
)

// Key signs dossiers.
type Key struct{ private ed25519.PrivateKey }

// NewKey makes the key of 32 secret bytes.
func NewKey(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fmt.Errorf("dossier: a key needs %d secret bytes", ed25519.SeedSize)
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// Public is the key that checks what this one signed.
func (k Key) Public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// ID is the short name of the key.
func (k Key) ID() string { return KeyID(k.Public()) }

// String keeps the key out of logs.
func (k Key) String() string { return "[key]" }

// GoString keeps the key out of logs.
func (k Key) GoString() string { return "[key]" }

// KeyID is the short name of a public key: the first eight bytes of its SHA-256.
func KeyID(p ed25519.PublicKey) string {
	sum := sha256.Sum256(p)
	return hex.EncodeToString(sum[:8])
}

// KeyText writes a public key in base64.
func KeyText(p ed25519.PublicKey) string { return base64.StdEncoding.EncodeToString(p) }

// ParseKey reads a public key in base64 or hexadecimal.
func ParseKey(s string) (ed25519.PublicKey, error) {
	if b, err := hex.DecodeString(s); err == nil && len(b) == ed25519.PublicKeySize {
		return b, nil
	}
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if b, err := enc.DecodeString(s); err == nil && len(b) == ed25519.PublicKeySize {
			return b, nil
		}
	}
	return nil, errors.New("a public key is 32 bytes in base64 or hexadecimal")
}

// Hash is the fingerprint of a dossier by which it is known: SHA-256 of its JSON.
func Hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Papers are a dossier that was issued: its JSON and its paper, each with its signature.
type Papers struct {
	JSON   []byte `json:"json"`
	Sig    []byte `json:"sig"`
	PDF    []byte `json:"pdf"`
	PDFSig []byte `json:"pdf_sig"`
}

// Sign issues a dossier.
func (k Key) Sign(text, pdf []byte) Papers {
	return Papers{JSON: text, Sig: ed25519.Sign(k.private, text), PDF: pdf, PDFSig: ed25519.Sign(k.private, pdf)}
}

// File is a file that goes with a dossier, opened when its turn comes.
type File struct {
	Name string // as it stands in the JSON
	Open func() (io.ReadCloser, error)
}

// Write packs a dossier. The same dossier gives the same bytes.
func Write(w io.Writer, p Papers, files []File) error {
	z := zip.NewWriter(w)
	for _, part := range p.parts() {
		if err := add(z, part.name, func(to io.Writer) error { _, err := to.Write(part.body); return err }); err != nil {
			return err
		}
	}
	for _, f := range files {
		err := add(z, Folder+f.Name, func(to io.Writer) (err error) {
			body, err := f.Open()
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, body.Close()) }()
			_, err = io.Copy(to, body)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("dossier: %w", err)
	}
	return nil
}

type part struct {
	name string
	body []byte
}

func (p Papers) parts() []part {
	return []part{{JSONName, p.JSON}, {JSONName + SigEnd, p.Sig}, {PDFName, p.PDF}, {PDFName + SigEnd, p.PDFSig}}
}

func add(z *zip.Writer, name string, body func(io.Writer) error) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		err = body(w)
	}
	if err != nil {
		return fmt.Errorf("dossier: %s: %w", name, err)
	}
	return nil
}
