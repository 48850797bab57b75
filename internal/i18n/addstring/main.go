// Command addstring adds a message to both catalogues, or replaces one when told to.
//
// Run it from the top of the project:
// go run ./internal/i18n/addstring -key report.title -id "Judul" -en "Title"
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
)

func main() {
	dir := flag.String("dir", "internal/i18n", "folder of the catalogues")
	key := flag.String("key", "", "name of the message, such as report.title")
	id := flag.String("id", "", "the words in Indonesian")
	en := flag.String("en", "", "the words in English")
	replace := flag.Bool("replace", false, "change a message that is there already")
	flag.Parse()
	if err := add(*dir, *key, map[string]string{"id": *id, "en": *en}, *replace); err != nil {
		fmt.Fprintln(os.Stderr, "addstring:", err)
		os.Exit(1)
	}
}

// add writes a message into the catalogue of each language, sorted, one to a line. One that is there is left alone unless
// it is to be replaced: another page may be saying it.
func add(dir, key string, words map[string]string, replace bool) error {
	if !regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`).MatchString(key) {
		return fmt.Errorf("the key %q must be words of small letters with dots between them", key)
	}
	files := map[string][]byte{}
	for lang, text := range words {
		if text == "" {
			return fmt.Errorf("the words in %q are missing", lang)
		}
		path := filepath.Join(dir, lang+".json")
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if files[path], err = insert(raw, key, text, replace); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	for path, b := range files {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func insert(raw []byte, key, text string, replace bool) ([]byte, error) {
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	if old, there := all[key]; there && !replace {
		return nil, fmt.Errorf("%s is there and says %s; -replace changes it", key, old)
	}
	value, err := encode(text)
	if err != nil {
		return nil, err
	}
	all[key] = value
	names := make([]string, 0, len(all))
	for k := range all {
		names = append(names, k)
	}
	sort.Strings(names)
	var b bytes.Buffer
	b.WriteString("{\n")
	for i, k := range names {
		fmt.Fprintf(&b, "  %q: %s", k, all[k])
		if i < len(names)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// encode writes a JSON string that people can read: < and & stay as they are.
func encode(text string) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
