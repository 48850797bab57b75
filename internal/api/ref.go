package api

import (
	"bytes"
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
)

// ref names an agency or a topic: by its id, as a string or a number, or by its stable code.
type ref string

// UnmarshalJSON takes a string or a number; anything else is kept as it came and then not found.
func (f *ref) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, []byte("null")) {
		*f = ""
		return nil
	}
	if b[0] != '"' {
		*f = ref(b)
		return nil
	}
	return json.Unmarshal(b, (*string)(f))
}

// Schema describes it in the OpenAPI document.
func (ref) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{{Type: huma.TypeString}, {Type: huma.TypeInteger, Format: "int64"}},
		Description: "An id (string or number) or the stable code.", Examples: []any{"pemkot-surabaya"}}
}

// agencyID finds what a ref means; 0 for none given. Errors: invalid with the field.
func agencyID(t *civic.Tree, field string, f ref) (civic.ID, error) {
	if f == "" {
		return 0, nil
	}
	if id, err := civic.ParseID(string(f)); err == nil {
		if _, ok := t.Get(id); ok {
			return id, nil
		}
	}
	if a, ok := t.ByCode(string(f)); ok {
		return a.ID, nil
	}
	return 0, civic.Invalid(field, "error.agency_unknown")
}

// topicID finds what a ref means; 0 for none given. Errors: invalid with the field.
func topicID(m *atlas.Map, field string, f ref) (civic.ID, error) {
	if f == "" {
		return 0, nil
	}
	id, _ := civic.ParseID(string(f))
	for _, t := range m.Topics {
		if t.ID == id || t.Code == string(f) {
			return t.ID, nil
		}
	}
	return 0, civic.Invalid(field, "error.topic_unknown")
}
