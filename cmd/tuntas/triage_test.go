package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// maskEval runs the command as main does and returns what it printed.
func maskEval(t *testing.T, file string) (string, error) {
	t.Helper()
	var c commands
	parser, err := kong.New(&c, kong.Name("tuntas"))
	if err != nil {
		t.Fatal(err)
	}
	k, err := parser.Parse([]string{"triage", "mask-eval", file})
	if err != nil {
		return "", err
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stdout
	os.Stdout = w
	err = k.Run(kongPath{k})
	os.Stdout = before
	w.Close()
	out, rerr := io.ReadAll(r)
	if rerr != nil {
		t.Fatal(rerr)
	}
	return string(out), err
}

func TestMaskEvalPrintsOneObject(t *testing.T) {
	out, err := maskEval(t, "../../internal/triage/testdata/pii.jsonl")
	var got struct {
		Recall, Precision *float64
		ByKind            map[string]struct{ Recall, Precision *float64 } `json:"by_kind"`
	}
	if err == nil {
		err = json.Unmarshal([]byte(out), &got) // fails on a second object
	}
	if err != nil || got.Recall == nil || *got.Recall < 0.98 || got.Precision == nil || *got.Precision < 0.95 {
		t.Fatalf("%s, %v", out, err)
	}
	for _, kind := range []string{"NIK", "KK", "PHONE", "EMAIL", "PLATE", "NAME", "ADDRESS", "ACCOUNT"} {
		if r := got.ByKind[kind]; r.Recall == nil || r.Precision == nil {
			t.Errorf("nothing is said of %s: %s", kind, out)
		}
	}
}

func TestMaskEvalNamesTheWrongLine(t *testing.T) {
	for content, want := range map[string]string{
		"":                                   "there is no text in this file",
		"{\"text\":\"a\",\"spans\":[]}\nx":   "texts.jsonl: line 2: this is not a JSON object",
		`{"text":"a","spans":[[0,2,"NIK"]]}`: "line 1: span 1 goes from 0 to 2; the text has 1 characters",
	} {
		file := filepath.Join(t.TempDir(), "texts.jsonl")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := maskEval(t, file); err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("%q: %q, %v", content, out, err)
		}
	}
	if _, err := maskEval(t, filepath.Join(t.TempDir(), "nowhere.jsonl")); err == nil {
		t.Error("a file that is not there was read")
	}
}
