package admin

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// form is a form with what stands in it: what is stored, or what was typed and is to be mended.
type form struct {
	P        *i18n.Printer
	Values   url.Values
	Mistakes ui.Mistakes
	Found    map[string][]staff.Choice // what was found for the boxes that search, by their names
	Fresh    bool                      // nothing is stored yet
	code     int                       // status with which the form comes back; 0 says it by the mistakes
}

func (f form) get(name string) string { return f.Values.Get(name) }

func (f form) on(name string) bool { return f.get(name) != "" }

// text asks for a line; label and hint are keys, the hint may be empty.
func (f form) text(name, label, hint string) ui.Field {
	out := ui.Field{Name: name, Label: f.P.T(label), Value: f.get(name), Error: f.Mistakes.For(name), Autocomplete: "off"}
	if hint != "" {
		out.Hint = f.P.T(hint)
	}
	return out
}

// option is an answer with the keys of its words.
type option struct{ value, label, hint string }

// choice asks to pick one of a few answers.
func (f form) choice(name, legend string, options ...option) ui.Choice {
	c := ui.Choice{Name: name, Legend: f.P.T(legend), Error: f.Mistakes.For(name)}
	for _, o := range options {
		one := ui.Option{Value: o.value, Label: f.P.T(o.label), Checked: f.get(name) == o.value}
		if o.hint != "" {
			one.Hint = f.P.T(o.hint)
		}
		c.Options = append(c.Options, one)
	}
	return c
}

// inline sets short answers side by side.
func inline(c ui.Choice) ui.Choice {
	c.Inline = true
	return c
}

// pick asks to pick one of many answers that are known.
func (f form) pick(name, label, hint string, options []ui.Option) staff.Pick {
	k := staff.Options(name, name, f.P.T(label), options)
	k.Error = f.Mistakes.For(name)
	if hint != "" {
		k.Hint = f.P.T(hint)
	}
	return k
}

// day asks for a date.
func (f form) day(name, legend, hint string) staff.DayField {
	out := staff.DayField{Name: name, Legend: f.P.T(legend), Error: f.Mistakes.For(name), Day: f.get(name + "_day"), Month: f.get(name + "_month"), Year: f.get(name + "_year")}
	if hint != "" {
		out.Hint = f.P.T(hint)
	}
	return out
}

// finder asks for something that is found by typing.
func (f form) finder(name, label, hint, address string) staff.Finder {
	out := staff.Finder{Name: name, Label: f.P.T(label), Error: f.Mistakes.For(name), Typed: f.get(name), Value: f.get(name + "_id"),
		Search: address, Button: f.P.T("officer.target.search"), Do: name, Found: f.Found[name]}
	if hint != "" {
		out.Hint = f.P.T(hint)
	}
	if len(out.Found) > 0 {
		out.Which, out.Without = f.P.T("officer.target.which", "q", out.Typed), f.P.T("officer.entry.none_of")
	}
	return out
}

// setDay writes a date into the boxes of a form.
func setDay(values url.Values, name string, d civic.Date) {
	f := staff.DayOf(name, "", d)
	values.Set(name+"_day", f.Day)
	values.Set(name+"_month", f.Month)
	values.Set(name+"_year", f.Year)
}

// typed reads a form that was sent.
func typed(v *staff.Visit) (form, error) {
	if err := staff.ReadForm(v.R); err != nil {
		return form{}, err
	}
	return form{P: v.P, Values: v.R.PostForm, Found: map[string][]staff.Choice{}}, nil
}

// wrong puts the mistakes of a verb into the form; an error that is not the form's comes back.
func (f *form) wrong(err error, place func(string) string) error {
	ms, ok := staff.Mistakes(f.P, err, place)
	if !ok {
		return err
	}
	f.Mistakes, f.code = append(f.Mistakes, ms...), staff.StatusOf(err)
	return nil
}

// choose reads the answer of a finder. ready is false when the officer has to choose first.
func (f *form) choose(name string, source staff.Source) (value string, ready bool, err error) {
	return staff.Choose(f.P, f.Values, name, source, f.Found, &f.Mistakes)
}

// status is that of a form that comes back.
func (f form) status() int { return staff.FormStatus(f.code, f.Mistakes) }

// agencySource knows the agencies in and below the officer's desk.
func (p *Pages) agencySource(v *staff.Visit) staff.Source {
	t := v.Map.Tree
	return staff.Source{
		Know: func(id string) (staff.Choice, bool) {
			a, ok := t.Get(staff.ID(id))
			return staff.AgencyChoice(t, a), ok && v.Who.MayAdminister(t, a.ID)
		},
		Find: func(words string) ([]staff.Choice, error) {
			found, _ := t.Search(words, staff.MostFound, func(id civic.ID) bool { return v.Who.MayAdminister(t, id) })
			return staff.AgencyChoices(t, found), nil
		},
	}
}

func (p *Pages) findAgencies(v *staff.Visit) error { return v.Suggest(p.agencySource(v)) }

func (p *Pages) findRegions(v *staff.Visit) error { return v.Suggest(p.staff.Places(v.R.Context())) }

// number asks for a whole number.
func (f form) number(name, label string) ui.Field {
	out := f.text(name, label, "")
	out.InputMode, out.Width = "numeric", "tiny"
	return out
}

// area asks for several lines.
func (f form) area(name, label string, rows int) ui.Field {
	out := f.text(name, label, "")
	out.Rows = rows
	return out
}
