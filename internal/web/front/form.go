package front

import (
	"net/http"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// tell shows step 1.
func (f *Front) tell(w http.ResponseWriter, r *http.Request) error {
	private(w)
	d, token, err := f.load(r)
	if err != nil {
		return err
	}
	if d.Sent != nil {
		d, token = draft{Key: newKey()}, newKey() // the last report is on its way; this is a new one
	}
	if a, ok := f.askedFor(r); ok {
		d.Agency = a
		if err := f.save(w, r, token, d); err != nil {
			return err
		}
	}
	return show(w, r, http.StatusOK, citizen.Tell(f.tellView(r, d, nil)))
}

// askedFor is the agency from whose page the reporter comes.
func (f *Front) askedFor(r *http.Request) (citizen.Found, bool) {
	id, err := civic.ParseID(r.URL.Query().Get("agency"))
	if err != nil {
		return citizen.Found{}, false
	}
	t := f.Directory.Map(r.Context()).Tree
	a, ok := t.Get(id)
	return agencyFound(t, a), ok && a.Active && a.Tier > 0
}

func (f *Front) tellView(r *http.Request, d draft, ms ui.Mistakes) citizen.TellView {
	return citizen.TellView{Page: f.Frame(r), Body: d.Body, Class: d.Class, Files: d.stored(), MaxBody: civic.MaxBody,
		MaxFiles: evidence.MaxFiles, NoDraft: d.noDraft(), Mistakes: ms}
}

// saveTell keeps step 1. A file that is refused costs neither the words nor the other files.
func (f *Front) saveTell(w http.ResponseWriter, r *http.Request) error {
	private(w)
	httpkit.AllowBody(r, f.MaxUpload)
	if err := parse(r); err != nil {
		return err
	}
	d, token, err := f.load(r)
	if err != nil {
		return err
	}
	if d.Sent != nil {
		d, token = draft{Key: newKey()}, newKey()
	}
	d.Body, d.Class = civic.TidyText(r.PostFormValue("body")), civic.Class(r.PostFormValue("class"))
	p := f.Frame(r).P
	if gone := r.PostFormValue("remove"); gone != "" {
		d.Files = slices.DeleteFunc(d.Files, func(x evidence.File) bool { return x.Hash == gone })
		if err := f.save(w, r, token, d); err != nil {
			return err
		}
		return see(w, r, "/lapor#files")
	}
	files, refused, err := f.uploads(r, evidence.MaxFiles-len(d.Files))
	if err != nil {
		return err
	}
	d.Files = append(d.Files, files...)
	var ms ui.Mistakes
	check := civic.Submission{Class: d.Class, Body: d.Body, Place: civic.Place{HasPoint: true}}.Tidy() // the place is asked for next
	if err := check.Check(civic.DateOf(f.Now(), civic.WIB)); err != nil {
		found, ok := mistakeOf(p, err, nil)
		if !ok {
			return err
		}
		ms = append(ms, found...)
	}
	for _, words := range refusedWords(p, refused) {
		ms = append(ms, ui.Mistake{Field: "files", Text: words})
	}
	d.Class = check.Class
	if err := f.save(w, r, token, d); err != nil {
		return err
	}
	if len(ms) > 0 {
		return show(w, r, http.StatusUnprocessableEntity, citizen.Tell(f.tellView(r, d, ms)))
	}
	return see(w, r, "/lapor/lokasi")
}

// memoryForForms is how much of a form with files is held in memory, in bytes; the rest waits on disk.
const memoryForForms = 8 << 20

// parse reads a form with or without files.
func parse(r *http.Request) error {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return r.ParseMultipartForm(memoryForForms)
	}
	return r.ParseForm()
}

// draftPhoto shows the small picture of a file to the browser that sent it.
func (f *Front) draftPhoto(w http.ResponseWriter, r *http.Request) error {
	private(w)
	d, _, err := f.load(r)
	if err != nil {
		return err
	}
	for _, file := range d.Files {
		if file.Thumb == r.PathValue("hash") && file.Thumb != "" {
			return f.sendFile(w, r, file.Thumb, "image/jpeg", "")
		}
	}
	return civic.NotFound("error.not_found")
}

// contact shows step 3.
func (f *Front) contact(w http.ResponseWriter, r *http.Request) error {
	d, _, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	return show(w, r, http.StatusOK, citizen.Contact(f.contactView(r, d, nil)))
}

func (f *Front) contactView(r *http.Request, d draft, ms ui.Mistakes) citizen.ContactView {
	return citizen.ContactView{Page: f.Frame(r), Hide: d.Hide || !d.Asked, Secret: d.Secret, ShowName: d.ShowName, KeepDraft: d.KeepDraft,
		Name: d.Name, Email: d.Email, Phone: d.Phone, Mistakes: ms}
}

// saveContact keeps step 3.
func (f *Front) saveContact(w http.ResponseWriter, r *http.Request) error {
	d, token, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	if err := parse(r); err != nil {
		return err
	}
	v := r.PostFormValue
	// Only a plain answer gives a protection up. Without one the name stays hidden, and the report does not go on.
	d.Hide, d.Secret, d.ShowName, d.KeepDraft = v("hide") != "no", v("secret") != "no", v("show_name") == "yes", v("keep_draft") == "yes"
	d.Asked = v("secret") == "yes" || v("secret") == "no"
	d.Name, d.Email, d.Phone = strings.TrimSpace(v("name")), strings.TrimSpace(v("email")), strings.TrimSpace(v("phone"))
	if err := f.save(w, r, token, d); err != nil {
		return err
	}
	err = f.Intake.CheckIdentity(identity(d))
	if !d.Asked {
		err = civic.Invalid("secret", "error.secret_choice")
	}
	if err != nil {
		ms, ok := mistakeOf(f.Frame(r).P, err, identityFields)
		if !ok {
			return err
		}
		return show(w, r, http.StatusUnprocessableEntity, citizen.Contact(f.contactView(r, d, ms)))
	}
	return see(w, r, "/lapor/periksa")
}

var identityFields = map[string]string{"reporter.name": "name", "reporter.email": "email", "reporter.phone": "phone"}
