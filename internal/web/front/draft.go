package front

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/intake"
	"tuntas/internal/web/citizen"
)

// draft is what was written so far, as the server keeps it, sealed, behind an opaque cookie.
type draft struct {
	Body  string          `json:"body,omitempty"`
	Class civic.Class     `json:"class,omitempty"`
	Files []evidence.File `json:"files,omitempty"`

	Lat, Lng, Accuracy string        `json:",omitempty"`
	Place              citizen.Found `json:"place,omitzero"`
	Landmark           string        `json:"landmark,omitempty"`
	When               string        `json:"when,omitempty"`
	Day, Month, Year   string        `json:",omitempty"`
	Agency             citizen.Found `json:"agency,omitzero"`
	Against            bool          `json:"against,omitempty"` // it complains of that agency itself

	Hide      bool   `json:"hide,omitempty"`
	Secret    bool   `json:"secret,omitempty"`
	ShowName  bool   `json:"show_name,omitempty"`
	KeepDraft bool   `json:"keep_draft,omitempty"`
	Asked     bool   `json:"asked,omitempty"` // step 3 was answered
	Name      string `json:"name,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Title     string `json:"title,omitempty"`

	Key  string      `json:"key"` // so that sending twice makes one report
	Sent *sentReport `json:"sent,omitempty"`
}

// sentReport is what is kept of a report that was sent, for the page that shows it.
type sentReport struct {
	Code     civic.TrackingCode `json:"code"`
	PIN      string             `json:"pin"`
	Title    string             `json:"title"`
	At       time.Time          `json:"at"`
	Zone     civic.Zone         `json:"zone"`
	Promises []civic.Promise    `json:"promises"`
	Desk     string             `json:"desk"`
	Mailed   bool               `json:"mailed"`
	Secret   bool               `json:"secret"`
	Shown    bool               `json:"shown,omitempty"` // the receipt was looked at before
}

const draftCookie = "draf"

// load finds the draft of this browser; a new one when there is none, or when the last one was sent.
func (f *Front) load(r *http.Request) (draft, string, error) {
	token := cookieValue(r, draftCookie)
	var d draft
	err := f.Intake.Draft(r.Context(), token, &d)
	switch {
	case civic.KindOf(err) == civic.KindNotFound && err != nil:
		token, d = newKey(), draft{}
	case err != nil:
		return d, token, err
	}
	if d.Key == "" {
		d.Key = newKey()
	}
	return d, token, nil
}

// save keeps the draft for a day.
func (f *Front) save(w http.ResponseWriter, r *http.Request, token string, d draft) error {
	if err := f.Intake.SaveDraft(r.Context(), token, d); err != nil {
		return err
	}
	f.cookie(w, draftCookie, token, "/", int(intake.DraftLife.Seconds()))
	return nil
}

// started loads a draft for a step behind the first; ok is false when there is none and the browser was sent to step 1.
func (f *Front) started(w http.ResponseWriter, r *http.Request) (d draft, token string, ok bool, err error) {
	private(w)
	d, token, err = f.load(r)
	if err == nil && d.Sent != nil {
		return d, token, false, see(w, r, "/lapor/diterima")
	}
	if err == nil && strings.TrimSpace(d.Body) == "" {
		return d, token, false, see(w, r, "/lapor")
	}
	return d, token, err == nil, err
}

// noDraft: the words of a secret report stay off the device unless its writer agreed.
func (d draft) noDraft() bool { return d.Secret && !d.KeepDraft }

func (d draft) stored() []citizen.StoredFile {
	var out []citizen.StoredFile
	for _, f := range d.Files {
		s := citizen.StoredFile{ID: f.Hash, Name: f.Name, Bytes: f.Size}
		if f.Thumb != "" {
			s.Thumb = "/lapor/foto/" + f.Thumb
		}
		out = append(out, s)
	}
	return out
}

// occurred reads the day; the error names the field "when".
func (d draft) occurred(today civic.Date) (civic.Date, error) {
	switch d.When {
	case "today":
		return today, nil
	case "yesterday":
		return today.AddDays(-1), nil
	case "other":
		num := func(s string) int { n, _ := strconv.Atoi(strings.TrimSpace(s)); return n }
		day, err := civic.ParseDate(padDate(num(d.Year), num(d.Month), num(d.Day)))
		if err != nil {
			return civic.Date{}, civic.Invalid("when", "error.date_wrong")
		}
		if today.Before(day) {
			return civic.Date{}, civic.Invalid("when", "error.date_future")
		}
		return day, nil
	}
	return civic.Date{}, nil
}

func padDate(y, m, d int) string {
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return strconv.Itoa(y) + "-" + two(m) + "-" + two(d)
}

// submission makes what the verb takes.
func (d draft) submission(today civic.Date) (civic.Submission, error) {
	s := civic.Submission{Class: d.Class, Title: d.Title, Body: d.Body, Channel: "web", Anonymous: d.Hide, Secret: d.Secret, ShowName: d.ShowName && !d.Hide}
	var err error
	if s.OccurredOn, err = d.occurred(today); err != nil {
		return s, err
	}
	s.Place.Region = regionValue(d.Place)
	s.Place.Text = d.Landmark
	if s.Place.Region == "" && d.Place.Text != "" {
		s.Place.Text = strings.TrimPrefix(d.Landmark+", "+d.Place.Text, ", ")
	}
	lat, lerr := strconv.ParseFloat(d.Lat, 64)
	lng, gerr := strconv.ParseFloat(d.Lng, 64)
	if lerr == nil && gerr == nil {
		s.Place.Lat, s.Place.Lng, s.Place.HasPoint = lat, lng, true
	}
	if id, err := civic.ParseID(d.Agency.Value); err == nil {
		s.Named = id
		if d.Against {
			s.Against = id
		}
	}
	return s, nil
}

func regionValue(f citizen.Found) string {
	if f.Value == citizen.NotListed {
		return ""
	}
	return f.Value
}

func asCivic(err error) (*civic.Error, bool) { return errors.AsType[*civic.Error](err) }

// newKey draws a token that nobody can guess.
func newKey() string { return intake.NewDraftToken() }
