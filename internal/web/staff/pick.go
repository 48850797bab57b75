package staff

import (
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Pick is a question whose answers are many but known, perhaps in groups.
type Pick struct {
	ID     string
	Name   string
	Label  string
	Hint   string
	Error  string
	Groups []Group
}

// Group is a part of the answers; without a label they stand before all groups.
type Group struct {
	Label   string
	Options []ui.Option
}

func (k Pick) describedBy() string {
	s := ""
	if k.Hint != "" {
		s = k.ID + "-hint"
	}
	if k.Error != "" {
		if s != "" {
			s += " "
		}
		s += k.ID + "-err"
	}
	return s
}

// Options makes a Pick without groups.
func Options(id, name, label string, options []ui.Option) Pick {
	return Pick{ID: id, Name: name, Label: label, Groups: []Group{{Options: options}}}
}

// TopicPick asks for a topic: the active ones by their parents, and the one that is chosen.
func TopicPick(v *Visit, chosen string) Pick {
	k := Pick{ID: "topic", Name: "topic", Label: v.P.T("officer.topic"), Groups: []Group{{Options: []ui.Option{{Label: v.P.T("officer.topic.none")}}}}}
	name := func(t directory.Topic) string {
		if v.P.Lang() == "en" && t.NameEN != "" {
			return t.NameEN
		}
		return t.NameID
	}
	at := map[civic.ID]int{}
	for _, t := range v.Map.Topics {
		if t.Parent == 0 && (t.Active || t.ID.String() == chosen) {
			at[t.ID] = len(k.Groups)
			k.Groups = append(k.Groups, Group{Label: name(t), Options: []ui.Option{
				{Value: t.ID.String(), Label: v.P.T("officer.topic.general", "topic", name(t)), Checked: t.ID.String() == chosen}}})
		}
	}
	for _, t := range v.Map.Topics {
		if i, ok := at[t.Parent]; ok && t.Parent != 0 && (t.Active || t.ID.String() == chosen) {
			k.Groups[i].Options = append(k.Groups[i].Options, ui.Option{Value: t.ID.String(), Label: name(t), Checked: t.ID.String() == chosen})
		}
	}
	return k
}

// DayField is a question for a date in three boxes NAME_day, NAME_month and NAME_year.
type DayField struct {
	Name             string
	Legend           string
	Hint             string
	Error            string
	Day, Month, Year string
}

// DayOf fills a DayField with a date.
func DayOf(name, legend string, d civic.Date) DayField {
	f := DayField{Name: name, Legend: legend}
	if !d.IsZero() {
		f.Day, f.Month, f.Year = strconv.Itoa(d.Day), strconv.Itoa(int(d.Month)), strconv.Itoa(d.Year)
	}
	return f
}

func (f DayField) describedBy() string {
	return Pick{ID: f.Name, Hint: f.Hint, Error: f.Error}.describedBy()
}

// RuleParts lists what a rule of competence asks about. i18n:keys rule.part.
func RuleParts(p *i18n.Printer, parts []civic.CompetencePart) string {
	out := make([]string, len(parts))
	for i, x := range parts {
		out[i] = p.T("rule.part." + string(x))
	}
	return strings.Join(out, ", ")
}

// DropField names the boxes that leave a kept file out of what is sent.
const DropField = "files_drop"

// KeptFile is a file that waits for its form to be sent again.
type KeptFile struct {
	Value   string // tells it from the others in DropField
	Name    string // its stage included
	Thumb   string // address of its small picture; empty without one
	Dropped bool   // it is to be left out
}

func keptID(base string, i int) string { return base + "drop-" + strconv.Itoa(i) }
