package citizen

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// The forms are those that the lifecycle allows, and each says what it will do.
func TestProtectionIsOfferedAsAllowed(t *testing.T) {
	hide, reveal := civic.VerbHide, civic.VerbReveal
	form := regexp.MustCompile(`name="flag" value="(\w+)"/?>\s*<input type="hidden" name="on" value="(\w+)"`)
	for _, c := range []struct {
		name              string
		own               bool
		anonymous, secret bool
		allowed           []civic.Verb
		folded            bool     // the section is there
		buttons           []string // "flag=on"
	}{
		{"both off", true, false, false, []civic.Verb{hide, reveal}, true, []string{"anonymous=yes", "secret=yes"}},
		{"both on", true, true, true, []civic.Verb{hide, reveal}, true, []string{"anonymous=no", "secret=no"}},
		{"one on", true, true, false, []civic.Verb{hide, reveal}, true, []string{"anonymous=no", "secret=yes"}},
		{"only on", true, true, false, []civic.Verb{hide}, true, []string{"secret=yes"}},
		{"only off", true, true, false, []civic.Verb{reveal}, true, []string{"anonymous=no"}},
		{"nothing to do", true, true, true, []civic.Verb{civic.VerbReply}, false, nil},
		{"the public", false, false, false, []civic.Verb{hide, reveal}, false, nil},
	} {
		for _, lang := range i18n.Languages() {
			p := i18n.For(lang)
			var page strings.Builder
			v := ReportView{Page: ui.Page{P: p, Path: "/"}, Code: "7K2M-9QXT-4PD", URL: "https://tuntas.example.go.id/laporan/7K2M-9QXT-4PD", Own: c.own, Anonymous: c.anonymous, Secret: c.secret, Published: true, Allowed: c.allowed}
			if err := Report(v).Render(context.Background(), &page); err != nil {
				t.Fatal(err)
			}
			html := page.String()
			if strings.Contains(html, p.T("protect.title")) != c.folded {
				t.Errorf("%s, %s: the section is there: %v", c.name, lang, !c.folded)
			}
			var got []string
			for _, m := range form.FindAllStringSubmatch(html, -1) {
				got = append(got, m[1]+"="+m[2])
			}
			if strings.Join(got, " ") != strings.Join(c.buttons, " ") {
				t.Errorf("%s, %s: %v, want %v", c.name, lang, got, c.buttons)
			}
			for _, key := range []string{"protect.", "do."} {
				if strings.Contains(html, ">"+key) {
					t.Errorf("%s, %s: a key and no word", c.name, lang)
				}
			}
			if warned := strings.Contains(html, p.T("protect.after.reveal.secret")); warned != strings.Contains(strings.Join(c.buttons, " "), "secret=no") {
				t.Errorf("%s, %s: that nothing becomes public by itself is said: %v", c.name, lang, warned)
			}
		}
	}
}

func TestEverySwitchHasWords(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := i18n.For(lang)
		for _, x := range []protection{{civic.FlagAnonymous, false}, {civic.FlagAnonymous, true}, {civic.FlagSecret, false}, {civic.FlagSecret, true}} {
			for _, words := range []string{x.state(p), x.meaning(p), x.after(p), x.do(p), FlagName(p, x.Flag), Thanks(p, string(x.verb())+"."+string(x.Flag))} {
				if strings.HasPrefix(words, "protect.") || strings.HasPrefix(words, "do.") || strings.ContainsAny(words, "{}") {
					t.Errorf("%s: %+v has no words: %s", lang, x, words)
				}
			}
		}
	}
}

// Who writes where it happened reads there that it is edited before others read it.
func TestThePlaceStepSaysThatThePlaceIsEdited(t *testing.T) {
	for _, lang := range i18n.Languages() {
		var page strings.Builder
		p := i18n.For(lang)
		if err := Place(PlaceView{Page: ui.Page{P: p, Path: "/"}}).Render(context.Background(), &page); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), `id="location_text-note">`+p.T("place.edited")) {
			t.Errorf("%s: the box for the place does not say it", lang)
		}
	}
}
