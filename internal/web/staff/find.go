package staff

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Finder is a question whose answer is found by typing: with scripts a list opens below the box,
// without them the button shows what was found as answers to pick. Form fields: Name (what was
// typed), Name_id (the value it stands for), Name_pick (the answer picked), do (the button).
type Finder struct {
	Name    string // of the box
	ID      string // of the box; Name when empty
	Label   string
	Hint    string
	Error   string
	Typed   string
	Value   string // what Typed stands for, "" when it is only typed
	Search  string // address that answers ?q= with choices as JSON
	Button  string // words of the button
	Do      string // value of the button
	Found   []Choice
	Which   string // question above what was found
	More    string // remark when there is more than can be shown
	Without string // answer for "none of these"; empty offers none
	Need    bool
}

// Choice is one answer that was found; as JSON it feeds the list below the box.
type Choice struct {
	Value string `json:"value"`
	Text  string `json:"text"`
	Note  string `json:"note,omitempty"`
}

// Label writes a choice as one line, the same way as the script writes it into the box.
func (c Choice) Label() string {
	if c.Note == "" {
		return c.Text
	}
	return c.Text + ", " + c.Note
}

// Same tells whether a typed line stands for the choice.
func (c Choice) Same(typed string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(typed), " "), strings.Join(strings.Fields(c.Label()), " "))
}

// AgencyChoice makes a choice of an agency: its name, and what it belongs to.
func AgencyChoice(t *civic.Tree, a civic.Agency) Choice {
	c := Choice{Value: a.ID.String(), Text: a.Name}
	if up, ok := t.Get(a.Parent); ok && up.Tier > 0 {
		c.Note = up.Name
	}
	return c
}

// AgencyChoices makes choices of agencies.
func AgencyChoices(t *civic.Tree, all []civic.Agency) []Choice {
	out := make([]Choice, 0, len(all))
	for _, a := range all {
		out = append(out, AgencyChoice(t, a))
	}
	return out
}

func (f Finder) id() string {
	if f.ID == "" {
		return f.Name
	}
	return f.ID
}

// attrs gives the script its address and the sentences it says.
func (f Finder) attrs(p *i18n.Printer) templ.Attributes {
	return templ.Attributes{"data-combo": f.Search, "data-label": f.Label,
		"data-count": p.T("combo.count"), "data-none": p.T("combo.none"), "data-chosen": p.T("combo.chosen")}
}

func (f Finder) field() ui.Field {
	return ui.Field{Name: f.Name, ID: f.id(), Label: f.Label, Hint: f.Hint, Error: f.Error, Value: f.Typed, Autocomplete: "off"}
}

func (f Finder) answers() ui.Choice {
	c := ui.Choice{Name: f.Name + "_pick", Base: f.id() + "-pick", Legend: f.Which, Hint: f.More}
	for _, x := range f.Found {
		c.Options = append(c.Options, ui.Option{Value: x.Value, Label: x.Text, Hint: x.Note, Checked: x.Value == f.Value})
	}
	if f.Without != "" {
		c.Options = append(c.Options, ui.Option{Value: "none", Label: f.Without})
	}
	return c
}

// Source knows the choices of a Finder.
type Source struct {
	Know func(value string) (Choice, bool)            // the choice that a value stands for
	Find func(words string) (all []Choice, err error) // choices that match what was typed
}

// Answer is what a form says to a Finder.
type Answer struct {
	Value string   // what was chosen, "" for nothing
	Ready bool     // Value holds; otherwise the person has to choose among Found first
	Found []Choice // what matches, empty when nothing does
	Asked bool     // the search button was pressed
}

// Read reads the answer to a Finder of this name from a form. Words count, not the number
// beside them: without scripts the box may have been changed since.
func (s Source) Read(form url.Values, name, do string) (Answer, error) {
	asked := form.Get("do") == do
	if pick := form.Get(name + "_pick"); pick != "" && !asked {
		return Answer{Value: strings.TrimPrefix(pick, "none"), Ready: true}, nil
	}
	words := strings.TrimSpace(form.Get(name))
	if words == "" {
		return Answer{Ready: !asked, Asked: asked}, nil
	}
	if value := form.Get(name + "_id"); value != "" && !asked {
		if c, ok := s.Know(value); ok && c.Same(words) {
			return Answer{Value: value, Ready: true}, nil
		}
	}
	// A label is "name, what it belongs to": the words of the latter would find nothing.
	title, _, _ := strings.Cut(words, ", ")
	found, err := s.Find(title)
	if err != nil {
		return Answer{}, err
	}
	if len(found) == 1 && !asked && (found[0].Same(words) || strings.EqualFold(found[0].Text, words)) {
		return Answer{Value: found[0].Value, Ready: true}, nil
	}
	return Answer{Found: found, Asked: asked}, nil
}
