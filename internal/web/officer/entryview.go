package officer

import (
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

func (v entryView) value(name string) string { return v.Form.Values.Get(name) }

func (v entryView) on(name string) bool { return v.value(name) != "" }

// text asks for words; label and hint are keys.
func (v entryView) text(name, label, hint string, rows int) ui.Field {
	return ui.Field{Name: name, Label: v.P.T(label), Hint: v.P.T(hint), Value: v.value(name), Rows: rows, Error: v.Mistakes.For(name)}
}

// contact asks how the person can be reached. Nothing of the officer's own may be filled in by the browser.
func (v entryView) contact(name, label, hint, kind string) ui.Field {
	f := ui.Field{Name: name, Label: v.P.T(label), Value: v.value(name), Type: kind, Autocomplete: "off", Error: v.Mistakes.For(name)}
	if hint != "" {
		f.Hint = v.P.T(hint)
	}
	return f
}

// channels asks how the person came.
func (v entryView) channels() ui.Choice {
	c := ui.Choice{Name: "channel", Legend: v.P.T("officer.entry.channel"), Error: v.Mistakes.For("channel"), Inline: true}
	for _, name := range entryChannels() {
		c.Options = append(c.Options, ui.Option{Value: name, Label: channelName(v.P, name), Checked: v.value("channel") == name})
	}
	return c
}

// classes asks what the report is. An officer may tell at once that it is about a breach of law.
func (v entryView) classes() ui.Choice {
	now := v.value("class")
	if now == "" {
		now = string(civic.Complaint)
	}
	c := ui.Choice{Name: "class", Legend: v.P.T("officer.class"), Error: v.Mistakes.For("class"), Inline: true}
	for _, k := range civic.Classes() {
		c.Options = append(c.Options, ui.Option{Value: string(k), Label: v.P.T("class." + string(k)), Checked: string(k) == now})
	}
	return c
}

func (v entryView) day() staff.DayField {
	return staff.DayField{Name: "occurred", Legend: v.P.T("place.when"), Error: v.Mistakes.For("occurred"),
		Day: v.value("occurred_day"), Month: v.value("occurred_month"), Year: v.value("occurred_year")}
}

// kept lists the files that came with a form which came back.
func (v entryView) kept() []staff.KeptFile {
	if v.Form.Token == "" {
		return nil
	}
	return keptList(v.P, v.Form.Files, v.Form.Values[staff.DropField], nil)
}
