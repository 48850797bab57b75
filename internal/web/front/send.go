package front

import (
	"net/http"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/intake"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

func identity(d draft) intake.Identity {
	return intake.Identity{Name: d.Name, Email: d.Email, Phone: d.Phone}
}

// check shows step 4: everything once more.
func (f *Front) check(w http.ResponseWriter, r *http.Request) error {
	d, _, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	if !d.Asked {
		return see(w, r, "/lapor/kontak")
	}
	return show(w, r, http.StatusOK, citizen.Check(f.checkView(r, d, nil)))
}

func (f *Front) checkView(r *http.Request, d draft, ms ui.Mistakes) citizen.CheckView {
	v := citizen.CheckView{Page: f.Frame(r), Title: d.Title, Body: d.Body, Class: d.Class, Files: d.stored(), Landmark: d.Landmark,
		Located: d.Lat != "", Hide: d.Hide, Secret: d.Secret, ShowName: d.ShowName && !d.Hide, Name: d.Name, Email: d.Email, Phone: d.Phone, Mistakes: ms}
	if v.Title == "" {
		v.Title = civic.DeriveTitle(d.Body)
	}
	v.Place = d.Place.Text
	if d.Place.Note != "" {
		v.Place += ", " + d.Place.Note
	}
	if d.Agency.Value != "" {
		v.Agency, v.Against = d.Agency.Text, d.Against
	}
	v.OccurredOn, _ = d.occurred(civic.DateOf(f.Now(), civic.WIB))
	v.Found = privateIn(v.P, v.Title, d.Body)
	return v
}

// send hands the report in. The draft's key makes a second press, a reload or a lost answer harmless.
func (f *Front) send(w http.ResponseWriter, r *http.Request) error {
	d, token, ok, err := f.started(w, r)
	if err != nil || !ok {
		return err
	}
	if err := parse(r); err != nil {
		return err
	}
	if do := r.PostFormValue("tutupi"); do != "" {
		d.cover(do, civic.TidyText(r.PostFormValue("title")))
		if err := f.save(w, r, token, d); err != nil {
			return err
		}
		return see(w, r, "/lapor/periksa#found")
	}
	if r.PostFormValue("website") != "" {
		return civic.Invalid("website", "error.trap") // a program filled in what people do not see
	}
	if f.Submits != nil {
		if err := f.Submits.Check(r); err != nil {
			return err
		}
	}
	d.Title = civic.TidyText(r.PostFormValue("title"))
	got, err := f.submit(r, d)
	if f.Submits != nil && (err != nil || got.Repeated) {
		f.Submits.GiveBack(r) // only what was accepted counts
	}
	if err != nil {
		ms, ok := mistakeOf(f.Frame(r).P, err, nil)
		if !ok {
			return err
		}
		return show(w, r, http.StatusUnprocessableEntity, citizen.Check(f.checkView(r, d, ms)))
	}
	desk, _ := f.Directory.Map(r.Context()).Tree.Get(got.Report.Holder)
	sent := draft{Key: newKey(), Sent: &sentReport{Code: got.Code, PIN: string(got.PIN), At: got.Report.ReceivedAt, Zone: got.Report.Zone, Title: d.Title,
		Promises: got.Promises, Desk: desk.Name, Mailed: got.Report.Mailable && f.Mails, Secret: got.Report.Secret}}
	if sent.Sent.Title == "" {
		sent.Sent.Title = civic.DeriveTitle(d.Body)
	}
	if err := f.save(w, r, token, sent); err != nil {
		return err
	}
	if err := f.letIn(w, r, got.Code, civic.ReporterActor(got.Report.ID)); err != nil {
		return err
	}
	return see(w, r, "/lapor/diterima")
}

func (f *Front) submit(r *http.Request, d draft) (intake.Receipt, error) {
	s, err := d.submission(civic.DateOf(f.Now(), civic.WIB))
	if err != nil {
		return intake.Receipt{}, err
	}
	return f.Intake.Submit(r.Context(), civic.Actor{Role: civic.RoleReporter}, intake.Request{Submission: s, Identity: identity(d), Files: d.Files, Key: d.Key, Caller: "web"})
}

// pinShown is how long the receipt page still hands out the PIN, on a device that others may use: at once when it is
// first looked at, folded away afterwards.
const pinShown = time.Hour

// receipt shows what the reporter was given.
func (f *Front) receipt(w http.ResponseWriter, r *http.Request) error {
	private(w)
	httpkit.NoCompress(r)
	d, token, err := f.load(r)
	if err != nil {
		return err
	}
	if d.Sent == nil {
		return see(w, r, "/lapor")
	}
	s := d.Sent
	until := s.At.Add(pinShown)
	if f.Now().After(until) {
		s.PIN = ""
	}
	v := citizen.ReceiptView{Page: f.Frame(r), Code: s.Code.Display(), PIN: s.PIN, URL: f.BaseURL + "/laporan/" + s.Code.Display(),
		PDF: "/laporan/" + s.Code.Display() + "/tanda-terima.pdf", Title: s.Title, Received: s.At, Zone: s.Zone, Timetable: s.Promises,
		Agency: s.Desk, Mailed: s.Mailed, Secret: s.Secret, Folded: s.Shown, Until: until}
	if !s.Shown {
		s.Shown = true
		if err := f.save(w, r, token, d); err != nil {
			return err
		}
	}
	return show(w, r, http.StatusOK, citizen.Receipt(v))
}
