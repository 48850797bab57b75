package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// anchor makes the id of a place on the page.
func anchor(kind, name string) string {
	return kind + "-" + strings.ToLower(strings.ReplaceAll(name, " ", "-"))
}

var (
	boldText = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	codeText = regexp.MustCompile("`([^`]+)`")
)

// prose writes the little Markdown that our own descriptions use: paragraphs, lists, bold, code.
// Everything is escaped first.
func prose(s string) template.HTML {
	var b strings.Builder
	for _, block := range strings.Split(strings.TrimSpace(s), "\n\n") {
		block = strings.TrimSpace(html.EscapeString(block))
		block = boldText.ReplaceAllString(block, "<strong>$1</strong>")
		block = codeText.ReplaceAllString(block, "<code>$1</code>")
		if rest, ok := strings.CutPrefix(block, "- "); ok {
			b.WriteString("<ul><li>" + strings.ReplaceAll(rest, "\n- ", "</li><li>") + "</li></ul>")
			continue
		}
		b.WriteString("<p>" + block + "</p>")
	}
	return template.HTML(b.String()) //nolint:gosec // escaped above, and written by us
}

// fieldsOf lists the fields of a schema, those that must be there first.
func fieldsOf(doc *huma.OpenAPI, s *huma.Schema) []docsField {
	if s != nil && s.Ref != "" {
		s = doc.Components.Schemas.SchemaFromRef(s.Ref)
	}
	if s == nil {
		return nil
	}
	out := make([]docsField, 0, len(s.Properties))
	for name, p := range s.Properties {
		out = append(out, fieldOf(name, p, slices.Contains(s.Required, name)))
	}
	slices.SortFunc(out, func(a, b docsField) int {
		if a.Required != b.Required {
			if a.Required {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out
}

// fieldOf describes one field.
func fieldOf(name string, s *huma.Schema, required bool) docsField {
	f := docsField{Name: name, Required: required}
	if s == nil {
		return f
	}
	f.About, f.Type = s.Description, s.Type
	inner := s
	if s.Type == huma.TypeArray && s.Items != nil {
		inner, f.Type = s.Items, "list of "+s.Items.Type
	}
	if ref, ok := strings.CutPrefix(inner.Ref, "#/components/schemas/"); ok {
		f.Type, f.Link = strings.TrimSuffix(f.Type, inner.Type)+ref, "#"+anchor("schema", ref)
	}
	if len(s.OneOf) > 0 {
		f.Type = "string or integer"
	}
	if inner.Format != "" && inner.Format != "int64" && inner.Format != "double" {
		f.Type += " (" + inner.Format + ")"
	}
	for _, v := range inner.Enum {
		f.Values = append(f.Values, fmt.Sprint(v))
	}
	return f
}

// pretty is an example as it would be sent.
func pretty(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if v == nil || enc.Encode(v) != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}

// curl is the request as one would type it.
func (a *API) curl(op *huma.Operation) string {
	path := op.Path
	query := url.Values{}
	for _, p := range op.Parameters {
		example := ""
		if p.Schema != nil && len(p.Schema.Examples) > 0 {
			example = fmt.Sprint(p.Schema.Examples[0])
		}
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", example)
		case p.In == "query" && example != "":
			query.Set(p.Name, example)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	line := []string{"curl '" + a.BaseURL + path + "'"}
	if len(op.Security) > 0 {
		switch last := op.Security[len(op.Security)-1]; {
		case len(op.Security) > 1 && len(op.Security[0]) == 0: // also without
		case last["pin"] != nil:
			line = append(line, "-H '"+pinHeader+": 404713'")
		default:
			line = append(line, `-H "Authorization: Bearer $TOKEN"`)
		}
	}
	return strings.Join(append(line, curlBody(op)...), " \\\n  ")
}

func curlBody(op *huma.Operation) []string {
	switch {
	case op.RequestBody == nil && op.Method != "GET":
		return []string{"-X " + op.Method}
	case op.RequestBody == nil:
		return nil
	}
	if c := op.RequestBody.Content["application/json"]; c != nil {
		b, err := json.Marshal(c.Example)
		if err != nil {
			return nil
		}
		return []string{"-H 'Content-Type: application/json'", "-d '" + strings.ReplaceAll(string(b), "'", `'\''`) + "'"}
	}
	return []string{"-F 'file=@lubang.jpg'", "-F 'message=Foto dari pagi ini.'"}
}
