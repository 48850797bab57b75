package front

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/receipt"
	"tuntas/internal/web/citizen"
)

// file hands out a file of a report to whoever may see it.
func (f *Front) file(w http.ResponseWriter, r *http.Request) error {
	code, err := civic.ParseTrackingCode(r.PathValue("code"))
	id, ierr := civic.ParseID(r.PathValue("id"))
	if err != nil || ierr != nil {
		return civic.NotFound("error.not_found")
	}
	who, err := f.viewer(r, code)
	if err != nil {
		return err
	}
	small := r.URL.Query().Get("kecil") != ""
	a, body, err := f.Casework.OpenFile(r.Context(), who, code, id, small)
	if err != nil {
		return err
	}
	private(w)
	kind := a.MediaType
	if small && a.Thumb != "" {
		kind = "image/jpeg"
	}
	return send(w, r, body, kind, a.Name)
}

// sendFile hands out kept bytes by their hash.
func (f *Front) sendFile(w http.ResponseWriter, r *http.Request, hash, kind, name string) error {
	body, _, err := f.Evidence.Open(r.Context(), hash)
	if err != nil {
		return err
	}
	return send(w, r, body, kind, name)
}

func send(w http.ResponseWriter, r *http.Request, body io.ReadSeekCloser, kind, name string) (err error) {
	defer func() { err = errors.Join(err, body.Close()) }()
	w.Header().Set("Content-Type", kind)
	if kind == "application/pdf" {
		w.Header().Set("Content-Disposition", `attachment; filename="`+strings.NewReplacer(`"`, "", "\\", "", "\r", "", "\n", "").Replace(name)+`"`)
	}
	http.ServeContent(w, r, "", time.Time{}, body)
	return nil
}

// receiptPDF writes the receipt on paper. The PIN is on it only right after sending, in the browser that sent.
func (f *Front) receiptPDF(w http.ResponseWriter, r *http.Request) error {
	private(w)
	httpkit.NoCompress(r)
	code, err := civic.ParseTrackingCode(r.PathValue("code"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	who, err := f.viewer(r, code)
	if err != nil {
		return err
	}
	if who.Role != civic.RoleReporter {
		return civic.NotFound("error.not_found")
	}
	v, err := f.Casework.View(r.Context(), who, code)
	if err != nil {
		return err
	}
	p := f.Frame(r).P
	rec := receipt.Receipt{Lang: p.Lang(), Issuer: "Tuntas", Title: p.T("pdf.title"), Intro: p.T("pdf.intro", "date", p.DateTime(v.Report.ReceivedAt, v.Report.Zone)),
		CodeName: p.T("track.code"), Code: code.Display(), URL: f.BaseURL + "/laporan/" + code.Display(), URLName: p.T("pdf.url"),
		StepName: p.T("pdf.steps"), Footer: p.T("pdf.footer"), At: v.Report.ReceivedAt}
	for _, pr := range f.Casework.Promises(r.Context(), &v.Report) {
		rec.Steps = append(rec.Steps, citizen.PromiseLine(p, pr))
	}
	if pin, ok := f.freshPIN(r, code); ok {
		rec.PIN, rec.PINName, rec.PINNote = pin, "PIN", p.T("pdf.pin_note")
	}
	b, err := rec.PDF()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `attachment; filename="tanda-terima-`+code.Display()+`.pdf"`)
	_, _ = w.Write(b) // a client that left does not mind
	return nil
}

// freshPIN is the PIN of a report that this browser sent a moment ago.
func (f *Front) freshPIN(r *http.Request, code civic.TrackingCode) (string, bool) {
	var d draft
	if err := f.Intake.Draft(r.Context(), cookieValue(r, draftCookie), &d); err != nil || d.Sent == nil {
		return "", false
	}
	return d.Sent.PIN, d.Sent.Code == code && f.Now().Sub(d.Sent.At) <= pinShown
}
