package stafftest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tuntas/internal/intake"
)

// Browser is one without scripts: it keeps cookies, follows links and sends forms.
type Browser struct {
	t    *testing.T
	base string
	http *http.Client
}

// Browse opens a browser in which nobody has signed in.
func (o *Office) Browse() *Browser {
	o.T.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.T.Fatal(err)
	}
	client := *o.Server.Client()
	client.Jar = jar
	return &Browser{t: o.T, base: o.Server.URL, http: &client}
}

// As opens a browser in which an officer has signed in.
func (o *Office) As(name string) *Browser {
	o.T.Helper()
	b := o.Browse()
	p := b.Get("/petugas/masuk").Form("/petugas/masuk").Set("email", name+"@uji.test").Set("password", Password).Send()
	if p.Status != http.StatusOK || p.Path != "/petugas" {
		o.T.Fatalf("%s could not sign in: %d at %s", name, p.Status, p.Path)
	}
	return b
}

// Forget drops all cookies, as when a session ended.
func (b *Browser) Forget() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.http.Jar = jar
}

// Get opens a page and follows where it leads.
func (b *Browser) Get(path string) *Page {
	b.t.Helper()
	return b.do(http.MethodGet, b.base+path, "", nil, "")
}

// GetAs asks for something as a script would, in a form of its choice.
func (b *Browser) GetAs(path, accept string) *Page {
	b.t.Helper()
	return b.ask(http.MethodGet, b.base+path, "", nil, "", accept)
}

// Post sends a form that no page need have shown.
func (b *Browser) Post(path string, values url.Values) *Page {
	b.t.Helper()
	return b.do(http.MethodPost, b.base+path, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()), "")
}

func (b *Browser) do(method, address, kind string, body io.Reader, referer string) *Page {
	b.t.Helper()
	return b.ask(method, address, kind, body, referer, "text/html")
}

func (b *Browser) ask(method, address, kind string, body io.Reader, referer, accept string) *Page {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, address, body)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("Accept-Language", "id")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if referer != "" {
		req.Header.Set("Referer", referer)
	}
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	p := &Page{t: b.t, b: b, Status: res.StatusCode, Path: res.Request.URL.Path, Query: res.Request.URL.Query(), Header: res.Header, Body: string(raw), address: res.Request.URL.String()}
	if p.Doc, err = html.Parse(bytes.NewReader(raw)); err != nil {
		b.t.Fatal(err)
	}
	return p
}

// Page is what came back.
type Page struct {
	t       *testing.T
	b       *Browser
	Status  int
	Path    string
	Query   url.Values
	Header  http.Header
	Body    string
	Doc     *html.Node
	address string
}

// Form finds the form that is sent to a path.
func (p *Page) Form(action string) *Form {
	p.t.Helper()
	for f := range Elements(p.Doc, "form") {
		if Attr(f, "action") == action {
			return &Form{p: p, node: f, values: defaults(f), files: map[string][]file{}}
		}
	}
	p.t.Fatalf("%s has no form for %s", p.Path, action)
	return nil
}

// Has tells whether the words stand on the page.
func (p *Page) Has(words string) bool { return strings.Contains(Words(p.Doc), words) }

// Form is a form that is being filled in.
type Form struct {
	p      *Page
	node   *html.Node
	values url.Values
	files  map[string][]file
}

type file struct {
	name string
	data []byte
}

// Set fills in a box, or picks an answer.
func (f *Form) Set(name, value string) *Form {
	f.values.Set(name, value)
	return f
}

// Attach chooses a file.
func (f *Form) Attach(name, filename string, data []byte) *Form {
	f.files[name] = append(f.files[name], file{filename, data})
	return f
}

// Value is what stands in a box.
func (f *Form) Value(name string) string { return f.values.Get(name) }

// Has tells whether the form has a control of that name.
func (f *Form) Has(name string) bool {
	for n := range Elements(f.node, "input", "select", "textarea", "button") {
		if Attr(n, "name") == name {
			return true
		}
	}
	return false
}

// Options lists the answers of a choice.
func (f *Form) Options(name string) []string {
	var out []string
	for n := range Elements(f.node, "input") {
		if Attr(n, "name") == name && Attr(n, "type") == "radio" {
			out = append(out, Attr(n, "value"))
		}
	}
	for n := range Elements(f.node, "select") {
		if Attr(n, "name") == name {
			for o := range Elements(n, "option") {
				out = append(out, Attr(o, "value"))
			}
		}
	}
	return out
}

// Send sends the form as its first button does.
func (f *Form) Send() *Page {
	f.p.t.Helper()
	address := f.p.b.base + Attr(f.node, "action")
	if strings.EqualFold(Attr(f.node, "method"), "post") {
		if Attr(f.node, "enctype") == "multipart/form-data" {
			kind, body := f.parts()
			return f.p.b.do(http.MethodPost, address, kind, body, f.p.address)
		}
		return f.p.b.do(http.MethodPost, address, "application/x-www-form-urlencoded", strings.NewReader(f.values.Encode()), f.p.address)
	}
	return f.p.b.do(http.MethodGet, address+"?"+f.values.Encode(), "", nil, f.p.address)
}

func (f *Form) parts() (string, io.Reader) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for name, values := range f.values {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				f.p.t.Fatal(err)
			}
		}
	}
	for name, files := range f.files {
		for _, one := range files {
			part, err := w.CreateFormFile(name, one.name)
			if err == nil {
				_, err = part.Write(one.data)
			}
			if err != nil {
				f.p.t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		f.p.t.Fatal(err)
	}
	return w.FormDataContentType(), &buf
}

// defaults are what a form sends when nothing is changed.
func defaults(form *html.Node) url.Values {
	out := url.Values{}
	for n := range Elements(form, "input", "textarea", "select") {
		name := Attr(n, "name")
		switch {
		case name == "":
		case n.Data == "textarea":
			out.Add(name, strings.TrimPrefix(text(n), "\n"))
		case n.Data == "select":
			out.Add(name, selected(n))
		case slices.Contains([]string{"radio", "checkbox"}, Attr(n, "type")):
			if HasAttr(n, "checked") {
				out.Add(name, Attr(n, "value"))
			}
		case slices.Contains([]string{"file", "submit", "button"}, Attr(n, "type")):
		default:
			out.Add(name, Attr(n, "value"))
		}
	}
	return out
}

func selected(n *html.Node) string {
	first := ""
	for i, o := range Enumerate(Elements(n, "option")) {
		if HasAttr(o, "selected") {
			return Attr(o, "value")
		}
		if i == 0 {
			first = Attr(o, "value")
		}
	}
	return first
}

// Reporter is a browser in which code and PIN of a report were shown.
func (o *Office) Reporter(got intake.Receipt) *Browser {
	o.T.Helper()
	b := o.Browse()
	if p := b.Post("/lacak", url.Values{"kode": {got.Code.Display()}, "pin": {string(got.PIN)}}); p.Status != http.StatusOK || p.Path != "/laporan/"+got.Code.Display() {
		o.T.Fatalf("code and PIN lead to %d at %s", p.Status, p.Path)
	}
	return b
}
