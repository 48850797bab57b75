package triage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Labelled is a text in which somebody has marked the personal data.
type Labelled struct {
	Text  string
	Spans []Finding
}

// longestLine is the longest line of a file of labelled texts, in bytes.
const longestLine = 1 << 20

// ReadLabelled reads labelled texts, one JSON object a line: {"text": "...", "spans": [[from, to, "KIND"]]}, from and to
// counted in characters. Empty lines are skipped. An error names the line, counted from 1, and what is wrong with it.
func ReadLabelled(r io.Reader) ([]Labelled, error) {
	var out []Labelled
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		one, err := labelled(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, one)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	return out, nil
}

func labelled(line []byte) (Labelled, error) {
	var in struct {
		Text  *string           `json:"text"`
		Spans []json.RawMessage `json:"spans"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &in); err != nil {
		return Labelled{}, fmt.Errorf("this is not a JSON object with text and spans: %w", err)
	}
	if in.Text == nil {
		return Labelled{}, errors.New(`"text" is missing`)
	}
	out := Labelled{Text: *in.Text}
	at := offsets(out.Text)
	for i, raw := range in.Spans {
		var from, to int
		var kind string
		if err := json.Unmarshal(raw, &[]any{&from, &to, &kind}); err != nil || kind == "" || !triple(raw) {
			return Labelled{}, fmt.Errorf(`span %d is %s; it has to be [from, to, "KIND"]`, i+1, raw)
		}
		if from < 0 || to <= from || to >= len(at) {
			return Labelled{}, fmt.Errorf("span %d goes from %d to %d; the text has %d characters", i+1, from, to, len(at)-1)
		}
		out.Spans = append(out.Spans, Finding{Kind: kindOf(kind), From: at[from], To: at[to]})
	}
	return out, nil
}

// triple tells whether a JSON value is a list of three.
func triple(raw json.RawMessage) bool {
	var list []json.RawMessage
	return json.Unmarshal(raw, &list) == nil && len(list) == 3
}

// offsets returns the byte at which each character begins, and the length at the end.
func offsets(text string) []int {
	out := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// kindOf reads the name of a kind, also as others write it. An unknown one stays as it is, and is never found.
func kindOf(name string) Kind {
	name = strings.ToUpper(strings.TrimSpace(name))
	switch name {
	case "TELEPON", "HP", "TELP", "PHONE_NUMBER", "MOBILE":
		return KindPhone
	case "E-MAIL", "MAIL":
		return KindEmail
	case "PLAT", "PELAT", "NOPOL", "LICENSE_PLATE":
		return KindPlate
	case "REKENING", "BANK", "BANK_ACCOUNT", "NOREK":
		return KindAccount
	case "ALAMAT", "ADDR":
		return KindAddress
	case "NAMA", "PERSON":
		return KindName
	default:
		return Kind(name)
	}
}

// Rate is how much of what is there was found, and how much of what was found is there: 0 to 1, 1 where there is nothing.
type Rate struct {
	Recall    float64 `json:"recall"`
	Precision float64 `json:"precision"`
}

// Score says how well Find does on labelled texts.
type Score struct {
	Rate
	ByKind map[Kind]Rate `json:"by_kind"`
}

// count is what a Rate is made of.
type count struct{ there, found, right, marked int }

func (c count) rate() Rate {
	r := Rate{Recall: 1, Precision: 1}
	if c.there > 0 {
		r.Recall = float64(c.found) / float64(c.there)
	}
	if c.marked > 0 {
		r.Precision = float64(c.right) / float64(c.marked)
	}
	return r
}

// Evaluate runs Find over labelled texts. A span counts as found when findings of its kind cover all its letters and
// digits; of a name or an address half of them, because people differ on where these begin ("Bapak" or not, the
// village or not). A finding counts as right when at least half of it lies in spans of its kind.
func Evaluate(texts []Labelled) Score {
	counts := map[Kind]count{}
	for _, t := range texts {
		found := Find(t.Text)
		for _, want := range t.Spans {
			c := counts[want.Kind]
			c.there++
			need := 1.0
			if want.Kind == KindName || want.Kind == KindAddress {
				need = 0.5
			}
			if share(t.Text, want, found) >= need {
				c.found++
			}
			counts[want.Kind] = c
		}
		for _, f := range found {
			c := counts[f.Kind]
			c.marked++
			if share(t.Text, f, t.Spans) >= 0.5 {
				c.right++
			}
			counts[f.Kind] = c
		}
	}
	out := Score{ByKind: map[Kind]Rate{}}
	var all count
	for k, c := range counts {
		out.ByKind[k] = c.rate()
		all = count{all.there + c.there, all.found + c.found, all.right + c.right, all.marked + c.marked}
	}
	out.Rate = all.rate()
	return out
}

// share tells how much of one piece's letters and digits lie in pieces of the same kind.
func share(text string, one Finding, others []Finding) float64 {
	all, in := 0, 0
	for i, c := range text[one.From:one.To] {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			continue
		}
		all++
		for _, o := range others {
			if at := one.From + i; o.Kind == one.Kind && o.From <= at && at < o.To {
				in++
				break
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(in) / float64(all)
}
