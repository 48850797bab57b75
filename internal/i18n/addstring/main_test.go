package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAdd(t *testing.T) {
	dir := t.TempDir()
	before := map[string]string{
		"id.json": "{\n  \"a.b\": \"Satu\",\n  \"c\": \"Tiga & <b>\"\n}\n",
		"en.json": "{\n  \"a.b\": {\"one\":\"x\",\"other\":\"y\"},\n  \"c\": \"Three\"\n}\n",
	}
	for name, text := range before {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := add(dir, "b.new", map[string]string{"id": "Dua \"baru\"", "en": "Two & new"}, false); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"id.json": "{\n  \"a.b\": \"Satu\",\n  \"b.new\": \"Dua \\\"baru\\\"\",\n  \"c\": \"Tiga & <b>\"\n}\n",
		"en.json": "{\n  \"a.b\": {\"one\":\"x\",\"other\":\"y\"},\n  \"b.new\": \"Two & new\",\n  \"c\": \"Three\"\n}\n",
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != text {
			t.Errorf("%s (%v):\n%s\nwant\n%s", name, err, got, text)
		}
	}
	again := map[string]string{"id": "Dua lagi", "en": "Two again"}
	if err := add(dir, "b.new", again, false); err == nil || !strings.Contains(err.Error(), "-replace") {
		t.Errorf("a message that is there was written over: %v", err)
	}
	if err := add(dir, "b.new", again, true); err != nil {
		t.Fatal(err)
	}
	for name, text := range want {
		old, lang := map[string]string{"id.json": `Dua \"baru\"`, "en.json": "Two & new"}[name], strings.TrimSuffix(name, ".json")
		got, err := os.ReadFile(filepath.Join(dir, name))
		if text = strings.Replace(text, old, again[lang], 1); err != nil || string(got) != text {
			t.Errorf("%s after it was replaced (%v):\n%s\nwant\n%s", name, err, got, text)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		key   string
		words map[string]string
	}{
		{"Bad Key", map[string]string{"id": "a", "en": "b"}},
		{"", map[string]string{"id": "a", "en": "b"}},
		{"good.key", map[string]string{"id": "a", "en": ""}},
		{"good.key", map[string]string{"id": "a", "en": "b"}}, // no catalogues here
	} {
		if err := add(dir, c.key, c.words, false); err == nil {
			t.Errorf("%q %v was accepted", c.key, c.words)
		}
	}
}
