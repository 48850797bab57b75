package officer

import (
	"net/url"

	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// The boxes of the forms of oversight that are found by typing.
const (
	findAgency = "agency"
	findRegion = "region"
)

// findForm is a form with boxes that are found by typing: what was typed, what was found for it, and what is wrong.
type findForm struct {
	Values   url.Values
	Found    map[string][]staff.Choice
	Mistakes ui.Mistakes
	code     int // status of the verb that refused
}

// typedForm is the form that was sent.
func typedForm(v *staff.Visit) *findForm {
	return &findForm{Values: v.R.PostForm, Found: map[string][]staff.Choice{}}
}

// choose reads the answer of a finder; ready is false when the officer has to choose first.
func (f *findForm) choose(p *i18n.Printer, name string, source staff.Source) (value string, ready bool, err error) {
	return staff.Choose(p, f.Values, name, source, f.Found, &f.Mistakes)
}

// wrong keeps what a verb refused; an error that is not the form's comes back.
func (f *findForm) wrong(p *i18n.Printer, err error, place func(string) string) error {
	ms, ok := staff.Mistakes(p, err, place)
	if !ok {
		return err
	}
	f.Mistakes, f.code = append(f.Mistakes, ms...), staff.StatusOf(err)
	return nil
}

// status is that of a form that comes back.
func (f *findForm) status() int { return staff.FormStatus(f.code, f.Mistakes) }

// finder draws a box that is found by typing.
func (f *findForm) finder(p *i18n.Printer, name, label, hint, address string) staff.Finder {
	out := staff.Finder{Name: name, Label: p.T(label), Hint: p.T(hint), Error: f.Mistakes.For(name), Typed: f.Values.Get(name), Value: f.Values.Get(name + "_id"),
		Search: staff.Home + address, Button: p.T("officer.target.search"), Do: name, Found: f.Found[name]}
	if len(out.Found) > 0 {
		out.Which, out.Without = p.T("officer.target.which", "q", out.Typed), p.T("officer.entry.none_of")
	}
	return out
}

// findBox is the id of the box for a field of a verb's input.
func findBox(field string) string {
	switch field {
	case "agency_id":
		return findAgency
	case "region_code":
		return findRegion
	case "topic_id":
		return "topic"
	}
	return field
}
