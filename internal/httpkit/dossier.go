package httpkit

import (
	"bytes"
	"mime"
	"net/http"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

// SendDossier hands out a dossier: "berkas.zip" all of it, or one of its parts by name.
// Errors: not_found for any other part, and those of reading its files before anything was sent.
func SendDossier(w http.ResponseWriter, r *http.Request, part, name string, p dossier.Papers, files []dossier.File) error {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	one := map[string]struct {
		kind string
		body []byte
	}{
		dossier.JSONName: {"application/json", p.JSON}, dossier.JSONName + dossier.SigEnd: {"application/octet-stream", p.Sig},
		dossier.PDFName: {"application/pdf", p.PDF}, dossier.PDFName + dossier.SigEnd: {"application/octet-stream", p.PDFSig},
	}
	if got, ok := one[part]; ok {
		h.Set("Content-Type", got.kind)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": part}))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(got.body))
		return nil
	}
	if part != "berkas.zip" {
		return civic.NotFound("error.not_found")
	}
	for _, f := range files { // what is missing is said before the first byte went out
		body, err := f.Open()
		if err != nil {
			return err
		}
		if err := body.Close(); err != nil {
			return err
		}
	}
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return dossier.Write(w, p, files)
}
