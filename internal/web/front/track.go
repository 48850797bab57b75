package front

import (
	"net/http"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

const passCookie = "pelapor"

// letIn remembers in this browser, for a while, that the PIN was right. A browser keeps one pass: the one before
// it, which nobody could close any more, ends.
func (f *Front) letIn(w http.ResponseWriter, r *http.Request, code civic.TrackingCode, who civic.Actor) error {
	if err := f.Casework.EndPass(r.Context(), cookieValue(r, passCookie)); err != nil {
		return err
	}
	pass, err := f.Casework.Pass(code, who)
	if err != nil {
		return err
	}
	f.cookie(w, passCookie, pass, "/", int(casework.PassLife.Seconds()))
	return nil
}

// viewer is whoever looks at a report: its reporter, if the PIN was shown in this browser, else anybody.
// The database is asked only when the browser has a pass for this very report.
func (f *Front) viewer(r *http.Request, code civic.TrackingCode) (civic.Actor, error) {
	who, ok, err := f.Casework.OpenPass(r.Context(), cookieValue(r, passCookie), code)
	if err != nil || ok {
		return who, err
	}
	return civic.Actor{Role: civic.RolePublic}, nil
}

// track takes a code. A public report opens at once; everything else, there or not, asks for the PIN.
func (f *Front) track(w http.ResponseWriter, r *http.Request) error {
	private(w)
	typed := strings.TrimSpace(r.URL.Query().Get("kode"))
	v := citizen.TrackView{Page: f.Frame(r), Code: typed}
	if !r.URL.Query().Has("kode") {
		return show(w, r, http.StatusOK, citizen.Track(v))
	}
	code, err := f.codeOf(r, typed)
	if err != nil {
		v.Mistakes = ui.Mistakes{{Field: "kode", Text: v.P.T("error.code_invalid")}}
		return show(w, r, http.StatusUnprocessableEntity, citizen.Track(v))
	}
	v.Code = code.Display()
	if r.URL.Query().Get("pin") == "" {
		who, err := f.viewer(r, code)
		if err != nil {
			return err
		}
		_, err = f.Casework.View(r.Context(), who, code)
		if err == nil {
			return see(w, r, "/laporan/"+code.Display())
		}
		if civic.KindOf(err) != civic.KindNotFound {
			return err
		}
	}
	v.AskPIN = true
	return show(w, r, http.StatusOK, citizen.Track(v))
}

// codeOf reads a tracking code, or a numeric alias.
func (f *Front) codeOf(r *http.Request, typed string) (civic.TrackingCode, error) {
	code, err := civic.ParseTrackingCode(typed)
	if err == nil {
		return code, nil
	}
	alias, aerr := civic.ParseAlias(typed)
	if aerr != nil {
		return "", err
	}
	return f.Casework.CodeOf(r.Context(), alias)
}

// openTrack takes code and PIN.
func (f *Front) openTrack(w http.ResponseWriter, r *http.Request) error {
	private(w)
	if err := parse(r); err != nil {
		return err
	}
	v := citizen.TrackView{Page: f.Frame(r), Code: strings.TrimSpace(r.PostFormValue("kode")), AskPIN: true}
	wrong := func(status int, field, text string) error {
		v.Mistakes = ui.Mistakes{{Field: field, Text: text}}
		return show(w, r, status, citizen.Track(v))
	}
	code, err := f.codeOf(r, v.Code)
	if err != nil {
		return wrong(http.StatusUnprocessableEntity, "kode", v.P.T("error.code_invalid"))
	}
	v.Code = code.Display()
	pin := strings.Map(func(c rune) rune {
		if c == ' ' || c == '-' {
			return -1
		}
		return c
	}, r.PostFormValue("pin"))
	who, err := f.Casework.OpenWithPIN(r.Context(), code, pin, httpkit.ClientKey(f.ClientKey, "pin", r))
	switch civic.KindOf(err) {
	case civic.KindNotFound:
		return wrong(http.StatusUnprocessableEntity, "pin", v.P.T("error.code_or_pin"))
	case civic.KindTooMany:
		e, _ := asCivic(err)
		return wrong(http.StatusTooManyRequests, "pin", v.P.TArgs(e.Key, e.Args))
	}
	if err != nil {
		return err
	}
	if err := f.letIn(w, r, code, who); err != nil {
		return err
	}
	return see(w, r, "/laporan/"+code.Display())
}

// leave forgets the PIN in this browser, and makes copies of its cookies worthless: the pass ends, and so does what
// was kept for the receipt, which shows the PIN for a while.
func (f *Front) leave(w http.ResponseWriter, r *http.Request) error {
	private(w)
	f.cookie(w, passCookie, "", "/", -1)
	f.cookie(w, draftCookie, "", "/", -1)
	if err := f.Casework.EndPass(r.Context(), cookieValue(r, passCookie)); err != nil {
		return err
	}
	if token := cookieValue(r, draftCookie); token != "" {
		if err := f.Intake.DropDraft(r.Context(), token); err != nil {
			return err
		}
	}
	return see(w, r, "/lacak")
}
