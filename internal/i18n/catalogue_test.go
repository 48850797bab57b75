package i18n

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
)

// forms of one message, by "one" and "other".
type entry map[string]string

func load(t *testing.T, lang string) map[string]entry {
	t.Helper()
	raw, err := os.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]entry{}
	for k, v := range all {
		switch x := v.(type) {
		case string:
			out[k] = entry{"other": x}
		case map[string]any:
			e := entry{}
			for form, text := range x {
				e[form], _ = text.(string)
			}
			out[k] = e
		}
	}
	return out
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func TestSameKeysAndPlaces(t *testing.T) {
	id, en := load(t, "id"), load(t, "en")
	place := regexp.MustCompile(`\{\w+\}`)
	for _, k := range keys(id) {
		other, ok := en[k]
		if !ok {
			t.Errorf("%s is missing in en.json", k)
			continue
		}
		want := place.FindAllString(id[k]["other"], -1)
		sort.Strings(want)
		for form, text := range other {
			got := place.FindAllString(text, -1)
			sort.Strings(got)
			if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
				t.Errorf("%s (%s): places %v, in Indonesian %v", k, form, got, want)
			}
		}
		if id[k]["other"] == "" || other["other"] == "" {
			t.Errorf("%s is empty", k)
		}
	}
	for _, k := range keys(en) {
		if _, ok := id[k]; !ok {
			t.Errorf("%s is missing in id.json", k)
		}
	}
}

// TestOneKeyPerLine keeps the files mergeable: sorted, one key to a line.
func TestOneKeyPerLine(t *testing.T) {
	for _, lang := range Languages() {
		raw, err := os.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		line := regexp.MustCompile(`(?m)^  "([^"]+)": `)
		var got []string
		for _, m := range line.FindAllStringSubmatch(string(raw), -1) {
			got = append(got, m[1])
		}
		if !sort.StringsAreSorted(got) {
			t.Errorf("%s.json is not sorted", lang)
		}
		if len(got) != len(load(t, lang)) || len(got) != len(slices.Compact(slices.Clone(got))) {
			t.Errorf("%s.json: %d lines with a key for %d keys", lang, len(got), len(load(t, lang)))
		}
	}
}

// sources walks over what people write: Go without tests and generated files, and templates.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, root := range []string{"../../internal", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				if os.IsNotExist(err) && path == root {
					return nil
				}
				return err
			}
			if d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
				return nil
			}
			if ext := filepath.Ext(path); ext == ".go" || ext == ".templ" {
				b, err := os.ReadFile(path)
				out[path] = string(b)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// calls find keys where a message is asked for.
func calls() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`\.T(?:Args)?\("([^"]+)"[,)]`),
		regexp.MustCompile(`\bInvalid\([^,()]*(?:\([^()]*\))?,\s*"([^"]+)"`),
		regexp.MustCompile(`\b(?:NotFound|Forbidden|Unauthenticated|Conflict|TooMany|Unavailable)\(\s*"([^"]+)"`),
		regexp.MustCompile(`\bKey:\s*"(error\.[^"]+)"`),
	}
}

// TestKeysInUse finds keys that are asked for and missing, and keys that nobody asks for.
// A key that is put together from data is announced in a comment near the place, as its
// beginning: "i18n:keys status." stands for every key that begins so.
func TestKeysInUse(t *testing.T) {
	known := load(t, "id")
	used := map[string]bool{}
	families := regexp.MustCompile(`i18n:keys((?: [a-z0-9_]+\.)+)`)
	literal := regexp.MustCompile(`"([a-z0-9_]+(?:\.[a-z0-9_]+)*)"`)
	var prefixes []string
	for path, text := range sources(t) {
		for _, re := range calls() {
			for _, m := range re.FindAllStringSubmatch(text, -1) {
				if _, ok := known[m[1]]; !ok {
					t.Errorf("%s asks for %q, which is in no catalogue", path, m[1])
				}
			}
		}
		for _, m := range literal.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		for _, m := range families.FindAllStringSubmatch(text, -1) {
			prefixes = append(prefixes, strings.Fields(m[1])...)
		}
	}
	for _, k := range keys(known) {
		begins := func(p string) bool { return strings.HasPrefix(k, p) }
		if !used[k] && !slices.ContainsFunc(prefixes, begins) {
			t.Errorf("%q is in the catalogues and nobody asks for it", k)
		}
	}
}
