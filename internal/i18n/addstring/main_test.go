package main

import (
	"os"
	"path/filepath"
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
	if err := add(dir, "b.new", map[string]string{"id": "Dua \"baru\"", "en": "Two & new"}); err != nil {
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
		if err := add(dir, c.key, c.words); err == nil {
			t.Errorf("%q %v was accepted", c.key, c.words)
		}
	}
}
