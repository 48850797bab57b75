package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// update writes docs/openapi.json anew: go test ./internal/api -run OpenAPI -update.
var update = flag.Bool("update", false, "write docs/openapi.json")

func TestOpenAPIIsCommitted(t *testing.T) {
	r := newRig(t, "sqlite")
	got := r.want(http.StatusOK, "GET", "/api/v1/openapi.json", nil, nil)
	file := filepath.Join("..", "..", "docs", "openapi.json")
	if *update {
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, got.raw, 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(got.raw, want) {
		t.Error("docs/openapi.json is not what the code says; look at the difference, then run with -update")
	}
}

// operations calls fn for every operation of the document.
func operations(t *testing.T, r *rig, fn func(path, method string, op J)) J {
	t.Helper()
	doc := r.want(http.StatusOK, "GET", "/api/v1/openapi.json", nil, nil).body
	n := 0
	for path, item := range doc["paths"].(J) {
		for method, op := range item.(J) {
			n++
			fn(path, strings.ToUpper(method), op.(J))
		}
	}
	if n < 30 {
		t.Errorf("only %d operations", n)
	}
	return doc
}

func TestOpenAPIIsWholeForEveryOperation(t *testing.T) {
	r := newRig(t, "sqlite")
	doc := operations(t, r, func(path, method string, op J) {
		where := method + " " + path
		for _, field := range []string{"summary", "description", "operationId"} {
			if s, _ := op[field].(string); s == "" {
				t.Errorf("%s has no %s", where, field)
			}
		}
		if body, ok := op["requestBody"].(J); ok {
			eachContent(t, where+" body", body)
		} else if method == "POST" {
			t.Errorf("%s says nothing about its body", where)
		}
		success, refused := 0, 0
		for status, v := range op["responses"].(J) {
			res := v.(J)
			if _, ok := res["$ref"]; ok {
				refused++
				continue
			}
			if !strings.HasPrefix(status, "2") {
				t.Errorf("%s: answer %s is no problem document", where, status)
			}
			success++
			eachContent(t, where+" "+status, res)
		}
		if success != 1 || refused < 2 {
			t.Errorf("%s: %d answers and %d refusals", where, success, refused)
		}
	})
	if doc["openapi"] != "3.1.0" {
		t.Errorf("OpenAPI %v", doc["openapi"])
	}
	for _, name := range []string{"bearer", "pin"} {
		if doc["components"].(J)["securitySchemes"].(J)[name] == nil {
			t.Errorf("no security scheme %s", name)
		}
	}
	raw, err := json.Marshal(doc)
	must(t, err)
	for _, odd := range []string{"$schema", "ErrorModel", "localhost", "127.0.0.1"} {
		if bytes.Contains(raw, []byte(odd)) {
			t.Errorf("the document mentions %s", odd)
		}
	}
	refsResolve(t, doc, doc)
}

func eachContent(t *testing.T, where string, v J) {
	t.Helper()
	content, _ := v["content"].(J)
	if len(content) == 0 {
		t.Errorf("%s has no content", where)
	}
	for media, c := range content {
		if c.(J)["schema"] == nil || c.(J)["example"] == nil {
			t.Errorf("%s: %s lacks schema or example", where, media)
		}
	}
}

// refsResolve follows every $ref.
func refsResolve(t *testing.T, doc J, v any) {
	switch v := v.(type) {
	case J:
		for k, below := range v {
			if target, ok := below.(string); ok && k == "$ref" {
				var at any = doc
				for _, step := range strings.Split(strings.TrimPrefix(target, "#/"), "/") {
					m, _ := at.(J)
					at = m[step]
				}
				if at == nil {
					t.Errorf("%s leads nowhere", target)
				}
			}
			refsResolve(t, doc, below)
		}
	case []any:
		for _, below := range v {
			refsResolve(t, doc, below)
		}
	}
}

func TestDocumentationPage(t *testing.T) {
	r := newRig(t, "sqlite")
	page := string(r.want(http.StatusOK, "GET", "/api/docs", nil, nil).raw)
	operations(t, r, func(path, method string, op J) {
		if !strings.Contains(page, `id="`+op["operationId"].(string)+`"`) || !strings.Contains(page, path) {
			t.Errorf("%s %s is not on the page", method, path)
		}
	})
	for _, odd := range []string{"<script", "http://", "<no value>", "&lt;p&gt;", "ZgotmplZ", "style="} {
		if strings.Contains(page, odd) {
			t.Errorf("the page contains %s", odd)
		}
	}
	for _, there := range []string{"curl &#39;https://tuntas.test/api/v1/reports", `lang="en"`, "urn:tuntas:problem:not_found", "/aset/", "/api/docs/style.css"} {
		if !strings.Contains(page, there) {
			t.Errorf("the page lacks %s", there)
		}
	}
	if got := r.want(http.StatusOK, "GET", "/api/docs/style.css", nil, nil); !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") {
		t.Errorf("the style sheet is %s", got.header.Get("Content-Type"))
	}
}
