package serviceio

import (
	"errors"
	"io"
	"strings"
)

// encoding/csv changes ends of lines inside of fields, and a text must come back as it went. Hence a reader of our own.

// record is one row of a table.
type record struct {
	line   int
	fields []string
}

// errQuote is said of a table whose quotes do not close.
var errQuote = errors.New("a quote is opened and never closed; what follows was not looked at")

// readCSV reads a table. The sign between fields is the one that the heading has most of: a comma, or what
// spreadsheets of other countries write, a semicolon or a tab.
func readCSV(r io.Reader) ([]record, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s := strings.TrimPrefix(string(raw), "\ufeff")
	p := &csvReader{s: s, sep: separator(s), line: 1}
	var out []record
	for p.i < len(p.s) {
		rec, err := p.record()
		if err != nil {
			return out, err
		}
		if len(rec.fields) > 1 || rec.fields[0] != "" {
			out = append(out, rec)
		}
	}
	return out, nil
}

// separator counts the candidates in the heading, outside of quotes.
func separator(s string) byte {
	counts := map[byte]int{}
	quoted := false
	for i := 0; i < len(s) && (quoted || s[i] != '\n'); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case !quoted:
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

type csvReader struct {
	s    string
	i    int
	sep  byte
	line int
}

func (p *csvReader) record() (record, error) {
	rec := record{line: p.line}
	for {
		f, err := p.field()
		if err != nil {
			return rec, err
		}
		rec.fields = append(rec.fields, f)
		switch {
		case p.i >= len(p.s):
			return rec, nil
		case p.s[p.i] == p.sep:
			p.i++
			if p.i == len(p.s) {
				rec.fields = append(rec.fields, "")
				return rec, nil
			}
		default: // the end of the line
			if p.s[p.i] == '\r' {
				p.i++
			}
			p.i++
			p.line++
			return rec, nil
		}
	}
}

// field reads one field, and stops before a separator or the end of a line.
func (p *csvReader) field() (string, error) {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		from := p.i
		for p.i < len(p.s) && p.s[p.i] != p.sep && !p.atEnd() {
			p.i++
		}
		return p.s[from:p.i], nil
	}
	var b strings.Builder
	for p.i++; ; p.i++ {
		if p.i >= len(p.s) {
			return "", errQuote
		}
		c := p.s[p.i]
		if c == '\n' {
			p.line++
		}
		if c != '"' {
			b.WriteByte(c)
			continue
		}
		if p.i+1 < len(p.s) && p.s[p.i+1] == '"' {
			b.WriteByte('"')
			p.i++
			continue
		}
		p.i++
		break
	}
	from := p.i // what follows a closing quote belongs to the field all the same
	for p.i < len(p.s) && p.s[p.i] != p.sep && !p.atEnd() {
		p.i++
	}
	return b.String() + p.s[from:p.i], nil
}

func (p *csvReader) atEnd() bool {
	return p.s[p.i] == '\n' || p.s[p.i] == '\r' && p.i+1 < len(p.s) && p.s[p.i+1] == '\n'
}

// writeCSV writes a table with commas. Every field is quoted that needs it.
func writeCSV(w io.Writer, rows [][]string) error {
	var b strings.Builder
	for _, row := range rows {
		for i, f := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			if f == "" && len(row) > 1 {
				continue
			}
			if f == "" || strings.ContainsAny(f, "\",;\t\r\n") || f[0] == ' ' || strings.HasSuffix(f, " ") {
				b.WriteString(`"` + strings.ReplaceAll(f, `"`, `""`) + `"`)
				continue
			}
			b.WriteString(f)
		}
		b.WriteString("\r\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// guarded keeps a spreadsheet from taking a text for a formula: an apostrophe in front. One that stands there already
// gets a second one, so that unguarded always gives back what was there.
func guarded(s string) string {
	if len(s) > 1 && strings.IndexByte("=+-@\t\r'", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

func unguarded(s string) string {
	if len(s) > 2 && s[0] == '\'' && strings.IndexByte("=+-@\t\r'", s[1]) >= 0 {
		return s[1:]
	}
	return s
}
