package notify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Ground words a ground in the language of a page. The Indonesian words of the list are those that hold; the others help
// to understand them, with the article as the law is cited.
func Ground(p *i18n.Printer, b *civic.ReasonBook, words string) string {
	if x, ok := lawful(p, b, words); ok {
		return civic.TidyText(x.Words())
	}
	return words
}

// Because words a ground so that it ends a sentence, with its article behind it.
func Because(p *i18n.Printer, b *civic.ReasonBook, words string) string {
	x, ok := lawful(p, b, words)
	if !ok {
		return strings.TrimRight(words, ". ")
	}
	said := lowered(strings.TrimRight(x.TextID, ". "))
	if x.Source != "" {
		said += " (" + x.Source + ")"
	}
	return said
}

// lawful finds the entry of the list, its words in the language of the page.
func lawful(p *i18n.Printer, b *civic.ReasonBook, words string) (civic.Reason, bool) {
	if b == nil || words == "" {
		return civic.Reason{}, false
	}
	x, ok := b.LegalGround(words)
	if p.Lang() == "en" && x.TextEN != "" {
		x.TextID = x.TextEN
	}
	return x, ok
}

// lowered begins a sentence's words in the middle of another one; what is written in capitals stays so.
func lowered(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// Disclosed says in plain words what an answer does with the information that was asked for, "" where it does not say; own
// addresses the requester. i18n:keys disclosure.own. disclosure.told.
func Disclosed(p *i18n.Printer, b *civic.ReasonBook, e *civic.Event, own bool) string {
	said := e.Disclosed()
	if said == "" || e.Verb != civic.VerbAnswer && e.Verb != civic.VerbCorrect {
		return ""
	}
	key := "disclosure.told."
	if own {
		key = "disclosure.own."
	}
	return stop(p.T(key+string(said), "ground", Because(p, b, e.Ground())))
}
