package serviceio

import (
	"bytes"
	"encoding/json"
	"strings"

	"tuntas/internal/civic"
)

// tree is a record whose values are looked at: objects, lists, texts and json.Number.
type tree = map[string]any

// parse takes a record apart. Numbers keep the digits they have.
func parse(raw json.RawMessage) (tree, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var t tree
	if err := d.Decode(&t); err != nil || t == nil {
		return nil, civic.Invalid("line", "error.json_object")
	}
	return t, nil
}

// reader takes texts out of a tree. The first that has the wrong form is the error; all is read leniently else:
// a number is a text, null is an empty one.
type reader struct{ err error }

func (r *reader) fail(field, key string) {
	if r.err == nil {
		r.err = civic.Invalid(field, key)
	}
}

// text reads one value as text; missing says that there was none.
func (r *reader) text(t tree, field string) string {
	s, _ := r.maybe(t, field)
	return s
}

func (r *reader) maybe(t tree, field string) (string, bool) {
	switch v := t[field].(type) {
	case nil:
		return "", false
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	}
	r.fail(field, "error.json_text")
	return "", false
}

// object reads one value as an object; nil when there is none.
func (r *reader) object(t tree, field string) tree {
	switch v := t[field].(type) {
	case nil:
		return nil
	case tree:
		return v
	}
	r.fail(field, "error.json_object")
	return nil
}

// list reads one value as a list. A single text is a list of its lines.
func (r *reader) list(t tree, field string) []any {
	switch v := t[field].(type) {
	case nil:
		return nil
	case []any:
		return v
	case string:
		var out []any
		for _, l := range strings.Split(v, "\n") {
			out = append(out, l)
		}
		return out
	case tree, json.Number:
		return []any{v}
	}
	r.fail(field, "error.json_list")
	return nil
}

// words reads one value as text, of which a list is joined by lines.
func (r *reader) words(t tree, field string) string {
	v, ok := t[field].([]any)
	if !ok {
		return r.text(t, field)
	}
	lines := make([]string, len(v))
	for i, e := range v {
		lines[i] = r.text(tree{field: e}, field)
	}
	return strings.Join(lines, "\n")
}

// child gives the object under a name, making it where there is none.
func child(t tree, name string) tree {
	if c, ok := t[name].(tree); ok {
		return c
	}
	c := tree{}
	t[name] = c
	return c
}

// listOf makes a list of the lines of a cell.
func listOf(cell string, each func(i int, line string) any) []any {
	out := []any{}
	if cell == "" {
		return out
	}
	for i, l := range strings.Split(cell, "\n") {
		out = append(out, each(i, l))
	}
	return out
}

// orNil is how an empty cell stands in JSON.
func orNil(cell string) any {
	if cell == "" {
		return nil
	}
	return cell
}
