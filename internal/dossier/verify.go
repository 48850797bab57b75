package dossier

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"tuntas/internal/civic"
)

// Verdict is what a look at a dossier found.
type Verdict struct {
	OK       bool      `json:"ok"`
	Problems []string  `json:"problems"` // in plain words; none when it is as it was issued
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

// CheckZIP looks at a whole dossier, byte by byte. See CheckJSON for known.
func CheckZIP(file io.ReaderAt, size int64, known ed25519.PublicKey) Verdict {
	v, err := checkZIP(file, size, known)
	if err != nil {
		v.wrong("the file cannot be read as a dossier: %v", err)
	}
	if v.Problems == nil {
		v.Problems = []string{}
	}
	v.OK = len(v.Problems) == 0
	return v
}

func checkZIP(file io.ReaderAt, size int64, known ed25519.PublicKey) (Verdict, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return Verdict{}, err
	}
	p, err := papersOf(z)
	if err != nil {
		return Verdict{}, err
	}
	v, d := checkJSON(p.JSON, p.Sig, known)
	if d == nil {
		return v, nil
	}
	if key, err := ParseKey(d.PublicKey); err != nil || !ed25519.Verify(key, p.PDF, p.PDFSig) {
		v.wrong("the signature does not fit: %s or its signature was changed", PDFName)
	}
	files := v.files(d, z.File[len(p.parts()):])
	// Between the parts of a ZIP there is room for what no reader shows. A dossier packed anew is the same file, byte by
	// byte, or something was added.
	same := &comparing{file: io.NewSectionReader(file, 0, size)}
	if err := Write(same, p, files); err != nil || !same.whole() {
		v.wrong("the file is not packed as it was issued: something was changed or added around its parts")
	}
	return v, nil
}

// papersOf reads the first parts of the file, which are always the same.
func papersOf(z *zip.Reader) (Papers, error) {
	var p Papers
	parts := p.parts()
	if len(z.File) < len(parts) || len(z.File) > mostParts {
		return p, errors.New("it does not have the parts of a dossier")
	}
	var got [4][]byte
	for i, want := range parts {
		f := z.File[i]
		if f.Name != want.name || f.Method != zip.Store {
			return p, fmt.Errorf("%s is missing", want.name)
		}
		body, err := f.Open()
		if err != nil {
			return p, err
		}
		if got[i], err = io.ReadAll(io.LimitReader(body, max(mostJSON, mostPDF)+1)); err != nil {
			return p, fmt.Errorf("%s: %w", want.name, err)
		}
		if len(got[i]) > max(mostJSON, mostPDF) {
			return p, fmt.Errorf("%s is too large", want.name)
		}
	}
	return Papers{got[0], got[1], got[2], got[3]}, nil
}

// files compares the files with what the dossier says of them.
func (v *Verdict) files(d *civic.Dossier, parts []*zip.File) []File {
	if len(parts) != len(d.Files) {
		v.wrong("it has %d files, and the dossier names %d", len(parts), len(d.Files))
	}
	var out []File
	for i, f := range parts {
		if i >= len(d.Files) || f.Name != Folder+d.Files[i].Name || f.Method != zip.Store {
			v.wrong("%q is not a file of this dossier", f.Name)
			continue
		}
		if sum, err := hashOf(f); err != nil || sum != d.Files[i].SHA256 {
			v.wrong("%s was changed", f.Name)
		}
		v.Files++
		out = append(out, File{Name: d.Files[i].Name, Open: f.Open})
	}
	return out
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

// comparing takes what is written and compares it with a file.
type comparing struct {
	file   io.Reader
	differ bool
}

var errDiffers = errors.New("it differs")

func (c *comparing) Write(p []byte) (int, error) {
	was := make([]byte, len(p))
	if _, err := io.ReadFull(c.file, was); err != nil || !bytes.Equal(was, p) {
		c.differ = true
		return 0, errDiffers
	}
	return len(p), nil
}

// whole tells whether all that was written was the same, and nothing comes after it.
func (c *comparing) whole() bool {
	n, err := c.file.Read(make([]byte, 1))
	return !c.differ && n == 0 && errors.Is(err, io.EOF)
}
