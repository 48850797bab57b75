package ui

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Field is one question with a line or a box to write in.
type Field struct {
	Name         string
	ID           string // the name when empty; two forms of one page need two ids
	Label        string
	Hint         string // below the label
	Note         string // below the box, such as how many letters fit
	Error        string // what to do about a mistake; empty when there is none
	Value        string
	Type         string // "text" when empty
	Autocomplete string
	InputMode    string
	Width        string // "" full, "code", "short", "tiny"
	Rows         int    // a box of that many rows
	MaxLength    int    // letters; 0 for no limit
	Required     bool
	Attrs        templ.Attributes
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) id() string {
	if f.ID == "" {
		return f.Name
	}
	return f.ID
}

// describedBy names the texts that a screen reader reads after the label.
func (f Field) describedBy() string {
	return described(f.id(), f.Hint, f.Error, f.Note)
}

// attributes returns the attributes that only some fields have, in a fixed order.
func (f Field) attributes() templ.OrderedAttributes {
	var out templ.OrderedAttributes
	add := func(key, value string) {
		if value != "" {
			out = append(out, templ.KeyValue[string, any]{Key: key, Value: value})
		}
	}
	add("data-w", f.Width)
	add("autocomplete", f.Autocomplete)
	add("inputmode", f.InputMode)
	add("aria-describedby", f.describedBy())
	if f.Error != "" {
		add("aria-invalid", "true")
	}
	if f.MaxLength > 0 {
		add("maxlength", strconv.Itoa(f.MaxLength))
	}
	if f.Required {
		out = append(out, templ.KeyValue[string, any]{Key: "required", Value: true})
	}
	return out
}

func described(id, hint, err, note string) string {
	s := ""
	add := func(text, suffix string) {
		if text == "" {
			return
		}
		if s != "" {
			s += " "
		}
		s += id + suffix
	}
	add(hint, "-hint")
	add(err, "-err")
	add(note, "-note")
	return s
}

// Option is one answer of a Choice.
type Option struct {
	Value   string
	Label   string
	Hint    string
	Checked bool
	Asks    string // names of the questions that come with this answer; style sheets leave the others out
}

// Choice is a question with a few answers, one of which holds.
type Choice struct {
	Name    string
	Base    string // the id of the first answer, the name when empty
	Legend  string
	Hint    string
	Error   string
	Options []Option
	Inline  bool // short answers side by side where there is room
}

func (c Choice) base() string {
	if c.Base == "" {
		return c.Name
	}
	return c.Base
}

// ID returns the id of the n-th answer; the first one has the base alone, so that a
// link in the error summary lands on it.
func (c Choice) ID(n int) string {
	if n == 0 {
		return c.base()
	}
	return c.base() + "-" + strconv.Itoa(n+1)
}

// Mistake is one thing to mend in a form.
type Mistake struct{ Field, Text string }

// Mistakes are the things to mend, in the order of the form.
type Mistakes []Mistake

// All returns every text for a field as one, empty when there is nothing to mend.
func (m Mistakes) All(field string) string {
	var out []string
	for _, x := range m {
		if x.Field == field {
			out = append(out, x.Text)
		}
	}
	return strings.Join(out, " ")
}

// For returns the first text for a field, empty when there is nothing to mend.
func (m Mistakes) For(field string) string {
	for _, x := range m {
		if x.Field == field {
			return x.Text
		}
	}
	return ""
}
