package serviceio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"tuntas/internal/civic"
)

// errNotDocument is said of a file that holds no list of records.
var errNotDocument = errors.New(`the file holds no list of records: it has to be a list, or an object with "examples", "services" or "innovations"`)

// ReadJSON reads a document: a list of records, or an object with one. What stands beside the list is kept.
func ReadJSON(r io.Reader) (Document, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return Document{}, err
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil && list != nil {
		return Document{Entries: entries(list)}, nil
	}
	head, err := members(raw)
	if err != nil {
		return Document{}, err
	}
	for i, m := range head {
		if slices.Contains([]string{"examples", "services", "innovations"}, m.name) && json.Unmarshal(m.value, &list) == nil && list != nil {
			head[i] = member{name: m.name, list: true}
			return Document{Entries: entries(list), head: head}, nil
		}
	}
	return Document{}, errNotDocument
}

// members takes an object apart without touching its values.
func members(raw []byte) ([]member, error) {
	if !utf8.Valid(raw) && !json.Valid(raw) {
		return nil, errors.New("the file is no UTF-8 text")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	t, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("the file is no JSON: %w", err)
	}
	if t != json.Delim('{') {
		return nil, errNotDocument
	}
	var out []member
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("the file is no JSON: %w", err)
		}
		m := member{name: t.(string)}
		if err := d.Decode(&m.value); err != nil {
			return nil, fmt.Errorf("the file is no JSON: %w", err)
		}
		out = append(out, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("the file is no JSON: %w", err)
	}
	return out, nil
}

func entries(list []json.RawMessage) []Entry {
	out := make([]Entry, len(list))
	for i, raw := range list {
		out[i] = Entry{Row: i + 1, Source: raw}
		if !wholeText(raw) {
			out[i].Err = civic.Invalid("line", "error.not_text")
		} else if len(raw) == 0 || raw[0] != '{' {
			out[i].Err = civic.Invalid("line", "error.json_object")
		}
	}
	return out
}

// wholeText tells whether every text of a JSON value can be read without loss: UTF-8, no NUL, and no half of a
// surrogate pair, which Go would replace.
func wholeText(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		if raw[i] != 'u' {
			continue
		}
		switch r := hex4(raw, i+1); {
		case r <= 0, 0xDC00 <= r && r < 0xE000:
			return false
		case 0xD800 <= r && r < 0xDC00:
			if i+6 >= len(raw) || raw[i+5] != '\\' || raw[i+6] != 'u' {
				return false
			}
			if low := hex4(raw, i+7); low < 0xDC00 || low >= 0xE000 {
				return false
			}
			i += 10
		}
	}
	return true
}

// hex4 reads four hexadecimal digits at i; -1 when there are none.
func hex4(raw []byte, i int) rune {
	if i+4 > len(raw) {
		return -1
	}
	n := rune(0)
	for _, c := range raw[i : i+4] {
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return n
}

// WriteJSON writes a document back: what stood around the list, and every record as it came. A row of a table of which
// no record could be made is an error: what it held would be lost.
func (d Document) WriteJSON(w io.Writer) error {
	head := d.head
	if head == nil {
		head = []member{{list: true}}
	}
	var b bytes.Buffer
	for i, m := range head {
		if d.head != nil {
			b.WriteString(map[bool]string{true: "{\n ", false: ",\n "}[i == 0])
			name, err := plainJSON(m.name)
			if err != nil {
				return err
			}
			b.Write(name)
			b.WriteString(": ")
		}
		if !m.list {
			b.Write(m.value)
			continue
		}
		b.WriteByte('[')
		for j, e := range d.Entries {
			if e.Source == nil {
				return fmt.Errorf("record %d: %w", e.Row, e.Err)
			}
			b.WriteString(map[bool]string{true: "\n  ", false: ",\n  "}[j == 0])
			b.Write(e.Source)
		}
		b.WriteString("\n ]")
	}
	if d.head != nil {
		b.WriteString("\n}")
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// plainJSON writes a value without the escapes that are meant for web pages.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
