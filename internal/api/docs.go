package api

import (
	"bytes"
	_ "embed" // the page and its style sheet
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/web/assets"
)

// The documentation for people is made of the OpenAPI document, by us, without scripts and
// without anything from elsewhere: it opens in a closed government network as well.

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

func (a *API) servePage(w http.ResponseWriter, _ *http.Request) error {
	b, err := a.page()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", cacheReference)
	_, _ = w.Write(b) // a client that left does not mind
	return nil
}

func (a *API) serveStyle(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", cacheReference)
	_, _ = w.Write(docsStyle) // a client that left does not mind
	return nil
}

// docsDoc is the page as the template sees it.
type docsDoc struct {
	Title, Version, Sheet, Style, Source string
	Intro                                template.HTML
	Security                             []docsField
	Chapters                             []docsChapter
	Errors                               []docsError
	Schemas                              []docsSchema
}

type docsChapter struct {
	Name, Anchor, About string
	Operations          []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Summary string
	About                     template.HTML
	Who                       []string
	Params, Body              []docsField
	BodyType                  string
	Curl                      string
	Answers                   []docsAnswer
	Refusals                  []docsError
}

// docsField is a parameter, a field or a credential.
type docsField struct {
	Name, Where, Type, Link string
	Required                bool
	About                   string
	Values                  []string
}

type docsAnswer struct{ Status, About, Type, Link, Example string }

type docsError struct{ Status, Name, About, Kind, Example string }

type docsSchema struct {
	Name, Anchor string
	Fields       []docsField
}

// documentation writes the page.
func (a *API) documentation() ([]byte, error) {
	doc := a.huma.OpenAPI()
	d := docsDoc{Title: doc.Info.Title, Version: doc.Info.Version, Sheet: assets.URL("citizen.css"), Style: "/api/docs/style.css",
		Source: Base + "/openapi.json", Intro: prose(doc.Info.Description), Errors: docsErrors(), Schemas: docsSchemas(doc)}
	for _, name := range []string{"bearer", "pin"} {
		s := doc.Components.SecuritySchemes[name]
		d.Security = append(d.Security, docsField{Name: header(s), About: s.Description})
	}
	for _, t := range doc.Tags {
		c := docsChapter{Name: t.Name, Anchor: anchor("chapter", t.Name), About: t.Description}
		for _, op := range operationsOf(doc, t.Name) {
			c.Operations = append(c.Operations, a.docsOperation(doc, op))
		}
		d.Chapters = append(d.Chapters, c)
	}
	page, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("api: documentation: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, d); err != nil {
		return nil, fmt.Errorf("api: documentation: %w", err)
	}
	return out.Bytes(), nil
}

func header(s *huma.SecurityScheme) string {
	if s.Scheme == "bearer" {
		return "Authorization: Bearer TOKEN"
	}
	return s.Name + ": PIN"
}

// operationsOf lists the operations of a chapter by path.
func operationsOf(doc *huma.OpenAPI, tag string) []*huma.Operation {
	var out []*huma.Operation
	for _, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op != nil && slices.Contains(op.Tags, tag) {
				out = append(out, op)
			}
		}
	}
	slices.SortFunc(out, func(a, b *huma.Operation) int { return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method) })
	return out
}

func (a *API) docsOperation(doc *huma.OpenAPI, op *huma.Operation) docsOperation {
	d := docsOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, About: prose(op.Description),
		Who: docsWho(op), Curl: a.curl(op)}
	for _, p := range op.Parameters {
		f := fieldOf(p.Name, p.Schema, p.Required)
		f.Where = p.In
		d.Params = append(d.Params, f)
	}
	if op.RequestBody != nil {
		for media, c := range op.RequestBody.Content {
			d.BodyType = media
			d.Body = fieldsOf(doc, c.Schema)
		}
	}
	for status, r := range op.Responses {
		if name, ok := strings.CutPrefix(r.Ref, "#/components/responses/"); ok {
			d.Refusals = append(d.Refusals, docsError{Status: status, Name: name, About: doc.Components.Responses[name].Description})
			continue
		}
		d.Answers = append(d.Answers, docsAnswerOf(status, r))
	}
	slices.SortFunc(d.Refusals, func(a, b docsError) int { return strings.Compare(a.Status, b.Status) })
	return d
}

func docsAnswerOf(status string, r *huma.Response) docsAnswer {
	out := docsAnswer{Status: status, About: r.Description}
	if c := r.Content["application/json"]; c != nil {
		f := fieldOf("", c.Schema, false)
		out.Type, out.Link, out.Example = f.Type, f.Link, pretty(c.Example)
	}
	return out
}

func docsWho(op *huma.Operation) []string {
	if len(op.Security) == 0 {
		return []string{"anybody"}
	}
	var out []string
	for _, s := range op.Security {
		switch {
		case len(s) == 0:
			out = append(out, "anybody")
		case s["bearer"] != nil:
			out = append(out, "an officer's token")
		default:
			out = append(out, "the reporter's PIN")
		}
	}
	return out
}

func docsErrors() []docsError {
	var out []docsError
	for status, p := range problems() {
		out = append(out, docsError{Status: statusText(status), Name: p.name, About: p.about, Kind: "urn:tuntas:problem:" + p.kind, Example: pretty(p.example(status))})
	}
	slices.SortFunc(out, func(a, b docsError) int { return strings.Compare(a.Status, b.Status) })
	return out
}

func docsSchemas(doc *huma.OpenAPI) []docsSchema {
	var out []docsSchema
	for name, s := range doc.Components.Schemas.Map() {
		out = append(out, docsSchema{Name: name, Anchor: anchor("schema", name), Fields: fieldsOf(doc, s)})
	}
	slices.SortFunc(out, func(a, b docsSchema) int { return strings.Compare(a.Name, b.Name) })
	return out
}
