package i18n

import (
	"fmt"
	"strings"

	"tuntas/internal/civic"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// message is a text with named places, taken apart: {n} is the place "n".
type message []piece

// piece is a stretch of text and the place after it; the last piece has no place.
type piece struct{ text, place string }

// parse takes a message apart; a brace without its pair is plain text.
func parse(src string) message {
	var m message
	for {
		open := strings.IndexByte(src, '{')
		end := strings.IndexByte(src, '}')
		if open < 0 || end < open {
			return append(m, piece{text: src})
		}
		m = append(m, piece{text: src[:open], place: src[open+1 : end]})
		src = src[end+1:]
	}
}

// write puts the values into their places; a place without a value shows its name.
func (m message) write(p *Printer, a args) string {
	var b strings.Builder
	for _, part := range m {
		b.WriteString(part.text)
		if part.place != "" {
			b.WriteString(p.value(part.place, a.get(part.place)))
		}
	}
	return b.String()
}

// value writes one value the way of the language.
func (p *Printer) value(place string, v any) string {
	switch x := v.(type) {
	case nil:
		return "{" + place + "}"
	case string:
		return x
	case int:
		return p.Number(x)
	case int64:
		return p.Number(int(x))
	case civic.Date:
		return p.Date(x)
	default:
		return fmt.Sprint(x)
	}
}

// args finds the value of a place, nil when it has none.
type args interface{ get(name string) any }

// pairs are names and values in turn. Looking through a few is quicker than building a map.
type pairs []any

func (kv pairs) get(name string) any {
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i] == name {
			return kv[i+1]
		}
	}
	return nil
}

type named map[string]any

func (m named) get(name string) any { return m[name] }

// braces lets go-i18n read messages in our notation: its own, {{.name}}, is hard on
// translators and ten times slower.
type braces struct{}

// Cacheable tells go-i18n to parse a message once.
func (braces) Cacheable() bool { return true }

// Parse takes a message apart. It returns no error.
func (braces) Parse(src, _, _ string) (template.ParsedTemplate, error) { return parse(src), nil }

// values is what go-i18n hands to a message.
type values struct {
	p *Printer
	a args
}

// Execute writes a message with the values that go-i18n hands over. It returns no error.
func (m message) Execute(data any) (string, error) {
	v, ok := data.(values)
	if !ok {
		v = values{For(Default), pairs(nil)}
	}
	return m.write(v.p, v.a), nil
}

// The marks around a strong value; control characters that no text on a page contains.
const (
	strongOn  = '\x02'
	strongOff = '\x03'
)

// Strong marks a value that a page shows in bold, wherever the language puts it in
// the sentence: p.T("due.resolve", "date", i18n.Strong(p.Date(d))). See Split.
func Strong(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r == strongOn || r == strongOff {
			return -1
		}
		return r
	}, s)
	return string(strongOn) + clean + string(strongOff)
}

// Run is a stretch of text of one weight.
type Run struct {
	Text   string
	Strong bool
}

// Split cuts a message with Strong values into stretches for a page to write.
func Split(s string) []Run {
	var out []Run
	for s != "" {
		i := strings.IndexByte(s, strongOn)
		if i < 0 {
			return append(out, Run{Text: s})
		}
		if i > 0 {
			out = append(out, Run{Text: s[:i]})
		}
		s = s[i+1:]
		end := strings.IndexByte(s, strongOff)
		if end < 0 {
			return append(out, Run{Text: s})
		}
		out = append(out, Run{Text: s[:end], Strong: true})
		s = s[end+1:]
	}
	return out
}
