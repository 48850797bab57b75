package api

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"tuntas/internal/civic"
)

// checkKeys refuses what the library lets pass: a field written twice, of which one would silently win, and a field in
// other letters than ours. Neither may decide whether a report is secret. Broken JSON is left to the decoder.
func checkKeys(raw []byte) error {
	if !json.Valid(raw) {
		return nil
	}
	var open []fields // the objects around
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{':
			open = append(open, fields{})
		case '}':
			open = open[:len(open)-1]
		case '"':
			end := stringEnd(raw, i)
			if names(raw[end:]) {
				if err := open[len(open)-1].add(keyOf(raw[i:end])); err != nil {
					return err
				}
			}
			i = end - 1
		}
	}
	return nil
}

// stringEnd is where the string that begins at i ends, behind its quote. The JSON is known to be whole.
func stringEnd(raw []byte, i int) int {
	for i++; raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// names tells by what follows a string whether it is the name of a field.
func names(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return len(rest) > 0 && rest[0] == ':'
}

// keyOf reads a name between its quotes.
func keyOf(quoted []byte) string {
	if !bytes.ContainsRune(quoted, '\\') {
		return string(quoted[1 : len(quoted)-1])
	}
	var key string
	_ = json.Unmarshal(quoted, &key) // it is a string: the JSON is known to be whole
	return key
}

// fields are the names that an object has so far: a list while they are few, for most have a handful, and an index when
// somebody sends thousands.
type fields struct {
	few  []string
	many map[string]bool
}

// manyFields is from how many names on an object has an index.
const manyFields = 32

func (f *fields) add(key string) error {
	switch {
	case key != strings.ToLower(key):
		return civic.Invalid(brief(key), "api.field_unknown")
	case f.many[key] || f.many == nil && slices.Contains(f.few, key):
		return civic.Invalid(brief(key), "api.field_twice")
	case f.many != nil:
		f.many[key] = true
		return nil
	}
	if f.few = append(f.few, key); len(f.few) >= manyFields {
		f.many = make(map[string]bool, 2*manyFields)
		for _, k := range f.few {
			f.many[k] = true
		}
	}
	return nil
}
