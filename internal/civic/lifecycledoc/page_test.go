package main

import (
	"flag"
	"os"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

var update = flag.Bool("update", false, "write docs/lifecycle.md anew")

const golden = "../../../docs/lifecycle.md"

func TestThePageIsFresh(t *testing.T) {
	got := page()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil { //nolint:gosec // a page for everybody
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i, line := range gotLines {
		if i >= len(wantLines) || wantLines[i] != line {
			t.Fatalf("docs/lifecycle.md differs from the table from line %d on:\n%s\nrun: go test ./internal/civic/lifecycledoc -update", i+1, line)
		}
	}
	t.Fatal("docs/lifecycle.md is longer than the table; run: go test ./internal/civic/lifecycledoc -update")
}

func TestThePageNamesEverything(t *testing.T) {
	got := page()
	for _, s := range civic.States() {
		official, owes := term(s)
		if official == "" || owes == "" {
			t.Errorf("%s has no official term", s)
		}
		if !strings.Contains(diagram(), string(s)) {
			t.Errorf("%s is not drawn", s)
		}
	}
	for _, s := range civic.Lifecycle() {
		if !strings.Contains(got, s.Why) {
			t.Errorf("%s: the page does not say why", s.Verb)
		}
	}
	for _, p := range civic.NationalPolicies() {
		if !strings.Contains(got, p.Source) {
			t.Errorf("the page does not say where the %s clock comes from", p.Clock)
		}
	}
}

func TestPreviousLeadsToWhereReportsAreHeld(t *testing.T) {
	for _, want := range []string{
		"[*] --> submitted: submit", "info_needed --> submitted: complete, reply", "info_needed --> in_progress: complete, reply",
		"submitted --> info_needed: hold", "closed --> [*]", "archived --> [*]",
	} {
		if !strings.Contains(diagram(), want+"\n") {
			t.Errorf("the diagram lacks %q", want)
		}
	}
}
