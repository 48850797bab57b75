package dossier

import (
	"archive/zip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"tuntas/internal/civic"
)

// Verdict is what a look at a dossier found.
type Verdict struct {
	OK       bool      `json:"ok"`
	Alien    bool      `json:"no_dossier,omitempty"` // it is none at all
	Problems []string  `json:"problems"`             // in plain words; none when it is as it was issued
	Hash     string    `json:"sha256,omitempty"`
	KeyID    string    `json:"key_id,omitempty"`
	KeyKnown bool      `json:"key_compared"` // the key was compared with one from elsewhere
	Ref      string    `json:"ref,omitempty"`
	VerifyAt string    `json:"verify_at,omitempty"`
	IssuedAt time.Time `json:"issued_at,omitzero"`
	Report   string    `json:"tracking_id,omitempty"`
	To       string    `json:"to,omitempty"`
	Files    int       `json:"files"`
}

const (
	mostJSON  = 64 << 20 // bytes of a dossier's text
	mostPDF   = 64 << 20
	mostParts = 1000
)

func (v *Verdict) wrong(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// CheckJSON looks at a dossier's JSON and its signature. known is the key that must have signed it; nil takes the one
// that the dossier names, which proves that nothing was changed since it was signed, and not by whom.
func CheckJSON(text, sig []byte, known ed25519.PublicKey) Verdict {
	v, _ := checkJSON(text, sig, known)
	v.OK = len(v.Problems) == 0
	return v
}

func checkJSON(text, sig []byte, known ed25519.PublicKey) (Verdict, *civic.Dossier) {
	v := Verdict{Problems: []string{}, Hash: Hash(text), KeyKnown: known != nil}
	var d civic.Dossier
	if err := json.Unmarshal(text, &d); err != nil || d.Format != civic.DossierFormat {
		v.wrong("%s is not a dossier of the kind %s", JSONName, civic.DossierFormat)
		return v, nil
	}
	v.Ref, v.VerifyAt, v.IssuedAt, v.Report, v.To, v.KeyID = d.Ref, d.VerifyAt, d.IssuedAt, d.Report.TrackingID, d.To.Name, d.KeyID
	key, err := ParseKey(d.PublicKey)
	switch {
	case err != nil:
		v.wrong("the public key in the dossier cannot be read")
		return v, nil
	case KeyID(key) != d.KeyID:
		v.wrong("the name of the key does not belong to the key")
	}
	if known != nil && !known.Equal(key) {
		v.wrong("it was signed with the key %s, and not with the key %s that it was compared with", KeyID(key), KeyID(known))
	}
	if !ed25519.Verify(key, text, sig) {
		v.wrong("the signature does not fit: %s or its signature was changed", JSONName)
	}
	return v, &d
}

// Alien is what is said of a file that is no dossier at all.
const Alien = "this file is no dossier, or only a part of one"

// IsJSON tells whether a text is the JSON of a dossier, whatever its signature.
func IsJSON(text []byte) bool {
	var d struct {
		Format string `json:"format"`
	}
	return json.Unmarshal(text, &d) == nil && d.Format == civic.DossierFormat
}

// CheckZIP looks at a whole dossier. In which order its parts lie, and whether they were packed again, is no matter: what
// counts is what comes out, and that nothing else lies in the file. See CheckJSON for known.
func CheckZIP(file io.ReaderAt, size int64, known ed25519.PublicKey) Verdict {
	v, err := checkZIP(file, size, known)
	switch {
	case errors.Is(err, errAlien):
		v.Alien = true
		v.wrong(Alien)
	case err != nil:
		v.wrong("the file cannot be read: %v", err)
	}
	if v.Problems == nil {
		v.Problems = []string{}
	}
	v.OK = len(v.Problems) == 0
	return v
}

var errAlien = errors.New(Alien)

func checkZIP(file io.ReaderAt, size int64, known ed25519.PublicKey) (Verdict, error) {
	z, err := zip.NewReader(file, size)
	if err != nil || len(z.File) > mostParts {
		return Verdict{}, errAlien
	}
	parts := make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		parts[f.Name] = f
	}
	once := len(parts) == len(z.File)
	p, err := papersOf(parts)
	if err != nil {
		return Verdict{}, err
	}
	v, d := checkJSON(p.JSON, p.Sig, known)
	if d == nil {
		v.Alien = true
		v.Problems = []string{Alien}
		return v, nil
	}
	if key, err := ParseKey(d.PublicKey); err != nil || !ed25519.Verify(key, p.PDF, p.PDFSig) {
		v.wrong("the signature does not fit: %s or its signature was changed", PDFName)
	}
	v.files(d, parts)
	if !once {
		v.wrong("a part is there twice")
	}
	if !tight(file, size, z) {
		v.wrong("something was added around the parts of the file")
	}
	return v, nil
}

// papersOf reads the papers, wherever they lie in the file.
func papersOf(parts map[string]*zip.File) (Papers, error) {
	var got [4][]byte
	for i, name := range []string{JSONName, JSONName + SigEnd, PDFName, PDFName + SigEnd} {
		f := parts[name]
		if f == nil && i == 0 {
			return Papers{}, errAlien
		}
		if f == nil {
			return Papers{}, fmt.Errorf("%s is missing", name)
		}
		body, err := f.Open()
		if err != nil {
			return Papers{}, fmt.Errorf("%s: %w", name, err)
		}
		if got[i], err = io.ReadAll(io.LimitReader(body, max(mostJSON, mostPDF)+1)); err != nil {
			return Papers{}, fmt.Errorf("%s: %w", name, err)
		}
		if len(got[i]) > max(mostJSON, mostPDF) {
			return Papers{}, fmt.Errorf("%s is too large", name)
		}
		delete(parts, name)
	}
	return Papers{got[0], got[1], got[2], got[3]}, nil
}

// files compares the files with what the dossier says of them.
func (v *Verdict) files(d *civic.Dossier, parts map[string]*zip.File) {
	for _, want := range d.Files {
		f := parts[Folder+want.Name]
		if f == nil {
			v.wrong("%s is missing", Folder+want.Name)
			continue
		}
		if sum, err := hashOf(f); err != nil || sum != want.SHA256 {
			v.wrong("%s was changed", f.Name)
		}
		v.Files++
	}
	for name := range parts {
		if !slices.ContainsFunc(d.Files, func(f civic.DossierFile) bool { return Folder+f.Name == name }) {
			v.wrong("%q is not a file of this dossier", name)
		}
	}
}

func hashOf(f *zip.File) (string, error) {
	body, err := f.Open()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, body)
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, body.Close())
}
