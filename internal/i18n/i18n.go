// Package i18n turns message keys, dates, times and numbers into the words of one language.
//
// The words live in id.json and en.json, flat files of one key per line. A message may
// hold named places, as in "Langkah {n} dari {total}"; a message that differs by number
// in English is an object with the forms "one" and "other". Messages without places are
// looked up in a map, because a page uses dozens of them; messages with places are taken
// apart once. go-i18n reads the files and knows the rules of number of each language.
package i18n

import (
	"embed"
	"encoding/json"
	"strings"
	"sync"

	lib "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Default is the language of everyone who did not ask for another one.
const Default = "id"

// English is the second language.
const English = "en"

//go:embed id.json en.json
var catalogues embed.FS

// Printer writes one language. It is immutable and safe for concurrent use.
type Printer struct {
	lang   string
	words  map[string]string  // messages without places
	texts  map[string]message // messages with places
	plural map[string]bool    // messages with a form per number
	loc    *lib.Localizer
	forms  forms
}

// printers reads the catalogues once. They are compiled into the program and checked by
// this package's tests, so a broken one cannot reach a running server and panics here.
var printers = sync.OnceValue(func() map[string]*Printer {
	bundle := lib.NewBundle(language.Indonesian)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	out := map[string]*Printer{}
	for lang, f := range map[string]forms{Default: indonesian(), English: english()} {
		file, err := bundle.LoadMessageFileFS(catalogues, lang+".json")
		if err != nil {
			panic("i18n: " + lang + ".json: " + err.Error())
		}
		p := &Printer{lang: lang, forms: f, words: make(map[string]string, len(file.Messages)),
			texts: map[string]message{}, plural: map[string]bool{}, loc: lib.NewLocalizer(bundle, lang)}
		for _, m := range file.Messages {
			switch {
			case m.One != "":
				p.plural[m.ID] = true
			case !strings.Contains(m.Other, "{"):
				p.words[m.ID] = m.Other
			default:
				p.texts[m.ID] = parse(m.Other)
			}
		}
		out[lang] = p
	}
	return out
})

// Languages lists the languages that have a catalogue, the default one first.
func Languages() []string { return []string{Default, English} }

// For returns the printer of a language, that of Default when lang is unknown.
func For(lang string) *Printer {
	all := printers()
	if p, ok := all[lang]; ok {
		return p
	}
	return all[Default]
}

// Pick chooses a language: what the person chose before (a cookie's value) wins over
// what the browser offers (an Accept-Language header), which wins over Default.
func Pick(chosen, accept string) string {
	all := printers()
	if _, ok := all[chosen]; ok {
		return chosen
	}
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return Default
	}
	for _, t := range tags {
		base, _ := t.Base()
		if _, ok := all[base.String()]; ok {
			return base.String()
		}
	}
	return Default
}

// Lang returns the language code for the lang attribute of a page.
func (p *Printer) Lang() string { return p.lang }

// Has tells whether the catalogue knows the key, for keys that are put together
// from data (a reason list an agency can extend).
func (p *Printer) Has(key string) bool {
	_, word := p.words[key]
	_, text := p.texts[key]
	return word || text || p.plural[key]
}

// T returns the message of key with its places filled from kv, which are pairs of name
// and value: p.T("step", "n", 1, "total", 4). Whole numbers and dates are written the way
// of the language. The place "n" also chooses between the forms of a message that has
// several. An unknown key comes back as it is, so that a mistake shows and harms nothing.
func (p *Printer) T(key string, kv ...any) string {
	if s, ok := p.words[key]; ok {
		return s
	}
	return p.fill(key, pairs(kv))
}

// TArgs is T for places that are already in a map, as in an error's arguments.
func (p *Printer) TArgs(key string, args map[string]any) string {
	if s, ok := p.words[key]; ok {
		return s
	}
	return p.fill(key, named(args))
}

func (p *Printer) fill(key string, args args) string {
	if m, ok := p.texts[key]; ok {
		return m.write(p, args)
	}
	if !p.plural[key] {
		return key
	}
	s, err := p.loc.Localize(&lib.LocalizeConfig{MessageID: key, PluralCount: args.get("n"), TemplateData: values{p, args}, TemplateParser: braces{}})
	if err != nil {
		return key
	}
	return s
}
