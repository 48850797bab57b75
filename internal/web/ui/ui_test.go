package ui

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"

	"github.com/a-h/templ"
)

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestStatusOf(t *testing.T) {
	for _, c := range []struct {
		state         civic.State
		verified, own bool
		want          Status
		stage         int
	}{
		{civic.Submitted, false, false, StatusReceived, 1}, {civic.Submitted, true, false, StatusChecked, 1},
		{civic.InfoNeeded, false, true, StatusYours, 3}, {civic.InfoNeeded, false, false, StatusReporter, 3},
		{civic.Dispatched, true, true, StatusForwarded, 2}, {civic.InProgress, true, false, StatusWorking, 3},
		{civic.AwaitingReporter, true, true, StatusYours, 3}, {civic.Escalated, true, true, StatusWorking, 3},
		{civic.Closed, true, false, StatusByOfficer, 4}, {civic.Archived, false, false, StatusEnded, 4},
	} {
		got := StatusOf(c.state, c.verified, civic.ClosedByOfficer, c.own)
		if got != c.want || got.stage() != c.stage {
			t.Errorf("%s: %s at stage %d, want %s at %d", c.state, got, got.stage(), c.want, c.stage)
		}
	}
	for by, want := range map[civic.ClosedBy]Status{civic.ClosedBySystem: StatusSilent, civic.ClosedByReporter: StatusDone, civic.ClosedByOfficer: StatusByOfficer} {
		if got := StatusOf(civic.Closed, true, by, true); got != want {
			t.Errorf("closed by %s is %s, want %s", by, got, want)
		}
	}
	for _, lang := range i18n.Languages() {
		for _, s := range append(Statuses(), StatusYours) {
			if w := s.Word(i18n.For(lang)); strings.Contains(w, ".") {
				t.Errorf("%s has no word in %s", s, lang)
			}
		}
	}
}

func TestSpriteHoldsWhatIsDrawn(t *testing.T) {
	body := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return templ.Join(DrawIcon(IconPin), DrawIcon(IconShield), DrawIcon(IconPin)).Render(ctx, w)
	})
	page := draw(t, Layout(Page{P: i18n.For("id"), Title: "Coba"}, body))
	if n := strings.Count(page, "<symbol "); n != 2 {
		t.Errorf("%d drawings in the sprite, want 2", n)
	}
	if n := strings.Count(page, `href="#`+IconPin.id()+`"`); n != 2 {
		t.Errorf("the pin is used %d times, want 2", n)
	}
	if alone := draw(t, DrawIcon(IconPin)); !strings.Contains(alone, IconPin.drawing()) {
		t.Errorf("outside of a page an icon must bring its drawing: %s", alone)
	}
	seen := map[string]Icon{}
	for i := range iconCount {
		if i.drawing() == "" {
			t.Errorf("icon %d has no drawing", i)
		}
		if other, ok := seen[i.id()]; ok {
			t.Errorf("icons %d and %d have the same id", i, other)
		}
		seen[i.id()] = i
	}
}

func TestWords(t *testing.T) {
	if got := Spoken("7K2M-9QXT-4PD"); got != "7 K 2 M, 9 Q X T, 4 P D" {
		t.Errorf("spoken: %q", got)
	}
	got := paragraphs("satu\r\ndua\n\n\n  tiga \n")
	if len(got) != 2 || !slices.Equal(got[0], []string{"satu", "dua"}) || !slices.Equal(got[1], []string{"tiga"}) {
		t.Errorf("paragraphs: %q", got)
	}
	if got := draw(t, Lines("a<b>\nc\n\nd & e")); got != "<p>a&lt;b&gt;<br>c</p><p>d &amp; e</p>" {
		t.Errorf("lines: %s", got)
	}
	if got := draw(t, Rich("a "+i18n.Strong("<b>")+" c")); got != "a <strong>&lt;b&gt;</strong> c" {
		t.Errorf("rich: %s", got)
	}
}

func TestMistakesAreToldTwice(t *testing.T) {
	p := i18n.For("id")
	ms := Mistakes{{Field: "body", Text: "Tulis dulu."}, {Text: "Semuanya."}}
	if ms.For("body") != "Tulis dulu." || ms.For("title") != "" {
		t.Errorf("%v", ms)
	}
	summary := draw(t, ErrorSummary(p, ms))
	for _, want := range []string{`href="#body"`, `role="alert"`, `autofocus`, `tabindex="-1"`, "Semuanya."} {
		if !strings.Contains(summary, want) {
			t.Errorf("the summary lacks %s: %s", want, summary)
		}
	}
	field := draw(t, Text(p, Field{Name: "title", ID: "x-title", Label: "Judul", Hint: "Pendek.", Error: "Isi.", Required: true, MaxLength: 9}))
	for _, want := range []string{`for="x-title"`, `id="x-title"`, `name="title"`, `aria-invalid="true"`, `aria-describedby="x-title-hint x-title-err"`, `maxlength="9"`, ` required`} {
		if !strings.Contains(field, want) {
			t.Errorf("the field lacks %s: %s", want, field)
		}
	}
	if draw(t, ErrorSummary(p, nil)) != "" {
		t.Error("a summary without mistakes is not empty")
	}
}

func TestFrame(t *testing.T) {
	page := draw(t, Layout(Page{P: i18n.For("en"), Title: "Check", Path: "/lapor?x=1&y=2", Theme: "dark", Failed: true, Private: true}, templ.Raw("<h1>x</h1>")))
	for _, want := range []string{`<html lang="en" data-theme="dark">`, "<title>Error: Check - Tuntas</title>", `content="noindex"`,
		`href="/bahasa?ke=id&amp;kembali=%2Flapor%3Fx%3D1%26y%3D2"`, `lang="id" hreflang="id"`, `aria-current="true"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
