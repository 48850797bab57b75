package service

import (
	"html"
	"strings"
	"unicode"
)

// Plain is a text without HTML: marks become blanks or new lines, entities what they stand for. It is what gets
// parsed and counted. The text itself is kept as it came.
func Plain(s string) string {
	if strings.ContainsRune(s, '<') {
		s = withoutTags(s)
	}
	if strings.ContainsRune(s, '&') {
		s = html.UnescapeString(s)
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u2007', '\u202f', '\t', '\v', '\f':
			return ' '
		case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
			return '-'
		case '\r', '\u2028', '\u2029', '\u0085':
			return '\n'
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
			return -1
		}
		return r
	}, s)
}

// withoutTags drops marks such as <b> and <meta ...>. "<" before anything but a letter, "/" or "!" is a sign of the
// text: offices write "< 1 jam".
func withoutTags(s string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 || open+1 == len(s) {
			break
		}
		next := s[open+1]
		shut := strings.IndexByte(s[open:], '>')
		if shut < 0 || next != '/' && next != '!' && !isLetter(next) {
			b.WriteString(s[:open+1])
			s = s[open+1:]
			continue
		}
		b.WriteString(s[:open])
		b.WriteByte(gap(s[open+1 : open+shut]))
		s = s[open+shut+1:]
	}
	b.WriteString(s)
	return b.String()
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// gap is what stands in the place of a mark: marks of blocks end a line.
func gap(tag string) byte {
	name := strings.ToLower(strings.Trim(tag, "/ "))
	if i := strings.IndexAny(name, " \t\n/"); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "br", "p", "li", "ol", "ul", "div", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6":
		return '\n'
	}
	return ' '
}

// Filled tells whether a text of a component says anything: three letters or digits that are not a word for "nothing
// is written here".
func Filled(s string) bool {
	words := strings.FieldsFunc(strings.ToLower(Plain(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	said := " " + strings.Join(words, " ") + " "
	for _, nothing := range nothings() {
		said = strings.ReplaceAll(said, nothing, " ")
	}
	switch strings.TrimSpace(said) {
	case "data", "informasi", "keterangan", "nan", "null", "none", "nil", "kosong", "xxx", "tba", "tbd", "n a", "dalam proses", "menyusul":
		return false
	}
	n := 0
	for _, r := range said {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n >= 3
}

// nothings are words that agencies put where nothing is written yet.
func nothings() []string {
	return []string{
		" belum ada ", " belum tersedia ", " belum diisi ", " tidak diisi ", " belum ditetapkan ", " belum ditentukan ",
		" sama dengan di atas ", " sama seperti di atas ", " sda ", " idem ",
		" tidak tertulis ", " tidak tercantum ", " tidak terekam ", " tidak tersedia ", " tidak disebutkan ",
	}
}
