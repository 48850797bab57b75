package officer

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// entryPath is where reports of others are written down.
const entryPath = staff.Home + "/laporan/baru"

const (
	doPlace  = "tempat"
	doAgency = "instansi"
)

// entryView is the form on which an officer writes down somebody else's report.
type entryView struct {
	staff.Shell
	Form     typed
	Place    staff.Finder
	Agency   staff.Finder
	Topics   staff.Pick
	Mistakes ui.Mistakes
	Key      string // so that sending twice makes one report
}

// entryChannels are the ways in which people come to an officer.
func entryChannels() []string { return []string{"desk", "phone", "letter", "whatsapp", "email"} }

func (p *Pages) entryForm(v *staff.Visit) error {
	if !staff.MayEnter(v.Who.Role) {
		return civic.Forbidden("error.forbidden")
	}
	form := typed{Values: url.Values{"key": {rand.Text()}}}
	if kept, ok := p.staff.TakeKept(v.R.Context(), v.R.URL.Query().Get("simpan")); ok && kept.Path == entryPath {
		form = typed{Values: kept.Form, Kept: true}
	}
	return p.showEntry(v, http.StatusOK, form, nil, nil)
}

// found is what a search of the form found: places or agencies.
type found struct {
	what  string
	all   []staff.Choice
	words string
}

func (p *Pages) showEntry(v *staff.Visit, status int, form typed, f *found, wrong error) error {
	view := entryView{Shell: v.Shell(staff.InEntry, v.P.T("officer.entry.title")), Form: form, Key: form.Values.Get("key")}
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, entryField)
		if !ok {
			return wrong
		}
		view.Mistakes, view.Failed = ms, true
	}
	view.Place = staff.Finder{Name: "place", Label: v.P.T("place.name"), Hint: v.P.T("place.name_hint"), Error: view.Mistakes.For("place"),
		Typed: form.Values.Get("place"), Value: form.Values.Get("place_id"), Search: staff.Home + "/wilayah", Button: v.P.T("place.search"), Do: doPlace}
	view.Agency = staff.Finder{Name: "agency", Label: v.P.T("officer.entry.agency"), Hint: v.P.T("place.agency_hint"), Error: view.Mistakes.For("agency"),
		Typed: form.Values.Get("agency"), Value: form.Values.Get("agency_id"), Search: staff.Home + "/instansi", Button: v.P.T("place.agency_search"), Do: doAgency}
	if f != nil {
		box := &view.Place
		if f.what == doAgency {
			box = &view.Agency
		}
		box.Found, box.Which, box.Without = f.all, v.P.T("officer.target.which", "q", f.words), v.P.T("officer.entry.none_of")
	}
	view.Topics = staff.TopicPick(v, form.Values.Get("topic"))
	view.Topics.Error = view.Mistakes.For("topic")
	return v.Show(status, staff.Layout(view.Shell, entryPage(view)))
}

// entryField is the id of the box for a field of the verb's input.
func entryField(field string) string {
	switch field {
	case "region_code":
		return "place"
	case "agency_id":
		return "agency"
	case "topic_id":
		return "topic"
	case "occurred_on":
		return "occurred"
	case "file":
		return "files"
	}
	return strings.TrimPrefix(field, "reporter.")
}

// enter takes the report in and shows the receipt to hand over. It is the answer to the form
// itself, because the PIN is kept nowhere it could be fetched from again; sending the form
// twice gives the same receipt and no second report.
func (p *Pages) enter(v *staff.Visit) error {
	staff.AllowFiles(v.R, p.Evidence)
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	form := typed{Values: v.R.PostForm}
	if err := p.files(v, nil, action{files: true}, &form); err != nil {
		return p.entryAgain(v, form, nil, err)
	}
	req, f, err := p.submission(v, &form)
	if err != nil || f != nil {
		p.keepFiles(v, &form)
		return p.entryAgain(v, form, f, err)
	}
	got, err := p.Intake.Submit(v.R.Context(), v.Who, req)
	if err != nil {
		p.keepFiles(v, &form)
		return p.entryAgain(v, form, nil, err)
	}
	// Kept files stay kept until they expire: a form that is sent twice needs them to be the same form.
	return p.receipt(v, req, got)
}

func (p *Pages) entryAgain(v *staff.Visit, form typed, f *found, wrong error) error {
	status := http.StatusOK
	if wrong != nil {
		status = staff.StatusOf(wrong)
	}
	return p.showEntry(v, status, form, f, wrong)
}

// submission makes the verb's input of the form. What was found is returned when the officer
// has to choose first.
func (p *Pages) submission(v *staff.Visit, form *typed) (intake.Request, *found, error) {
	r := v.R
	req := intake.Request{Files: form.Files, Key: staff.Text(r, "key"), Caller: "officer/" + v.Who.Officer.String()}
	req.Identity = intake.Identity{Name: staff.Text(r, "name"), Email: staff.Text(r, "email"), Phone: staff.Text(r, "phone")}
	req.Submission = civic.Submission{Class: civic.Class(staff.Text(r, "class")), Title: r.PostFormValue("title"), Body: r.PostFormValue("body"),
		Topic: staff.ID(r.PostFormValue("topic")), Channel: staff.Text(r, "channel"), Anonymous: staff.Text(r, "anonymous") != "",
		Secret: staff.Text(r, "secret") != "", ShowName: staff.Text(r, "show_name") == "yes"}
	req.Place.Text = r.PostFormValue("location_text")
	region, f, err := p.choose(form, "place", doPlace, "region_code", "officer.entry.place_none", p.staff.Places(v.R.Context()))
	if err != nil || f != nil {
		return req, f, err
	}
	req.Place.Region = region
	agency, f, err := p.choose(form, "agency", doAgency, "agency_id", "officer.entry.agency_none", p.desks(v))
	if err != nil || f != nil {
		return req, f, err
	}
	req.Named = staff.ID(agency)
	if !oneOf(entryChannels(), req.Channel) {
		return req, nil, civic.Invalid("channel", "officer.entry.channel_needed")
	}
	req.OccurredOn, err = staff.Day(r, "occurred")
	if err != nil {
		return req, nil, civic.Invalid("occurred_on", "error.date_wrong")
	}
	return req, nil, nil
}

// choose reads the answer to a question that is found by typing. Without scripts a search comes
// back as what was found.
func (p *Pages) choose(form *typed, name, do, field, none string, source staff.Source) (string, *found, error) {
	got, err := source.Read(form.Values, name, do)
	if err != nil || got.Ready {
		return got.Value, nil, err
	}
	f := &found{what: do, all: got.Found, words: form.Values.Get(name)}
	switch {
	case len(got.Found) == 0:
		return "", f, civic.Invalid(field, none)
	case !got.Asked:
		return "", f, civic.Invalid(field, "officer.target.pick")
	}
	return "", f, nil
}

// desks knows agencies that are open.
func (p *Pages) desks(v *staff.Visit) staff.Source {
	t := v.Map.Tree
	return staff.Source{
		Know: func(id string) (staff.Choice, bool) {
			a, ok := t.Get(staff.ID(id))
			return staff.AgencyChoice(t, a), ok && a.Active && a.Tier > 0
		},
		Find: func(words string) ([]staff.Choice, error) {
			found, _ := t.Search(words, staff.MostFound, func(id civic.ID) bool {
				a, ok := t.Get(id)
				return ok && a.Active && a.Tier > 0
			})
			return staff.AgencyChoices(t, found), nil
		},
	}
}

func (p *Pages) regions(v *staff.Visit) error { return v.Suggest(p.staff.Places(v.R.Context())) }

func (p *Pages) agencies(v *staff.Visit) error { return v.Suggest(p.desks(v)) }

// receiptView is what is handed over to the person whose report it is.
type receiptView struct {
	staff.Shell
	Got     intake.Receipt
	Heading string
	URL     string // absolute address of the report
	Agency  string
	Open    string // address for the officer, empty out of scope
}

func (p *Pages) receipt(v *staff.Visit, req intake.Request, got intake.Receipt) error {
	httpkit.NoCompress(v.R) // the PIN stands on the page
	view := receiptView{Shell: v.Shell(staff.InEntry, v.P.T("officer.receipt.title")), Got: got, Heading: req.Tidy().Title,
		URL: p.BaseURL + "/laporan/" + got.Code.Display()}
	if a, ok := v.Map.Tree.Get(got.Report.Holder); ok {
		view.Agency = a.Name
	}
	if v.Who.InScope(v.Map.Tree, &got.Report) {
		view.Open = reportURL(got.Code)
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, receiptPage(view)))
}
