// Package quality reads an answer before a citizen does: it knows stock phrases, empty promises, officialese, long
// sentences, copies and personal data, and proposes how to mend each. It is pure: what the lists hold and what was sent
// before is handed in. It decides nothing: whether an answer may go out in spite of a finding is the verbs' affair.
package quality

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// Rule is one thing that an answer can be found wanting in.
type Rule string

// The rules.
const (
	RuleBlank    Rule = "blank"    // a variable or a place to fill in was left as it is
	RuleStock    Rule = "stock"    // a stock phrase, or next to no words, without a date or a fact
	RulePromise  Rule = "promise"  // a promise without a date
	RuleCopy     Rule = "copy"     // nearly what somebody else was answered before
	RuleEvidence Rule = "evidence" // the topic asks for a picture or a document
	RulePersonal Rule = "personal" // personal data
	RuleJargon   Rule = "jargon"   // a word of offices, for which there is a plain one
	RuleLong     Rule = "long"     // a sentence of more than MaxWords words
)

// Rules lists every rule in the order in which findings are shown: the gravest first.
func Rules() []Rule {
	return []Rule{RuleBlank, RulePersonal, RuleCopy, RuleStock, RulePromise, RuleEvidence, RuleJargon, RuleLong}
}

// Hard tells that no reason makes up for the finding: an answer with "{kode}" in it is never meant.
func (r Rule) Hard() bool { return r == RuleBlank }

// The bounds of a finding.
const (
	MaxWords    = 20 // of a sentence
	maxFindings = 20 // of a text: nobody mends more at once
	maxQuote    = 60 // characters of a quotation
)

// Span is a part of a text, in bytes: from Start, up to but without End. An empty one is a place between two letters.
type Span struct{ Start, End int }

// Of returns the part of the text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Finding is one thing to mend in a text.
type Finding struct {
	Rule Rule
	Key  string         // of the catalogue: what is wrong, and what to do, in one line
	Args map[string]any // values for it
	Span Span           // what it is about; the whole text when it is about no part of it
	Mend *Mend          // what can be put right at a press; nil when only a person can
}

// Mend is a change of the text that is proposed.
type Mend struct {
	Span Span   // what it takes away
	Text string // what it puts there; where it holds "[isi ...]" there is something left to fill in
}

// ID names the finding by what it is about, not by where: a text may have changed a little when its mend is pressed.
func (f Finding) ID(text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.ToLower(f.Span.Of(text)))) // a hash takes everything
	return string(f.Rule) + "-" + strconv.FormatUint(uint64(h.Sum32()), 36)
}

// Apply returns the text as the mend would have it, unchanged when there is none.
func (f Finding) Apply(text string) string {
	if f.Mend == nil {
		return text
	}
	return text[:f.Mend.Span.Start] + f.Mend.Text + text[f.Mend.Span.End:]
}

// Mended applies the mend of the finding with the id, and tells whether there was one.
func Mended(text string, all []Finding, id string) (string, bool) {
	i := slices.IndexFunc(all, func(f Finding) bool { return f.Mend != nil && f.ID(text) == id })
	if i < 0 {
		return text, false
	}
	return all[i].Apply(text), true
}

// RulesOf lists the rules of findings, each once, in their order.
func RulesOf(all []Finding) []Rule {
	var out []Rule
	for _, r := range Rules() {
		if slices.ContainsFunc(all, func(f Finding) bool { return f.Rule == r }) {
			out = append(out, r)
		}
	}
	return out
}

// Join writes rules as one word, "stock,copy".
func Join(rules []Rule) string {
	var b strings.Builder
	for i, r := range rules {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(r))
	}
	return b.String()
}

// Split reads what Join wrote; what is no rule is left out.
func Split(s string) []Rule {
	var out []Rule
	for part := range strings.SplitSeq(s, ",") {
		if r := Rule(part); slices.Contains(Rules(), r) && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// Refusal is the error of an answer that has something to mend and no reason why it should go out all the same.
type Refusal struct {
	Text     string // as it was read: spans are of this
	Findings []Finding
	first    *civic.Error
}

// Refuse makes the error. A reason that says nothing is told apart from none at all.
func Refuse(text string, all []Finding, reason string) *Refusal {
	r := &Refusal{Text: text, Findings: all}
	switch {
	case slices.ContainsFunc(all, func(f Finding) bool { return f.Rule.Hard() }):
		r.first = civic.Invalid("message", "error.quality_blank")
	case strings.TrimSpace(reason) != "":
		r.first = civic.Invalid("quality_reason", "error.quality_reason", "min", civic.MinReason)
	default:
		r.first = civic.Invalid("message", "error.quality", "n", len(all))
	}
	return r
}

// Error describes the refusal for logs, without the text.
func (r *Refusal) Error() string { return fmt.Sprintf("%v: %s", r.first, Join(RulesOf(r.Findings))) }

// Unwrap returns what doors say of it.
func (r *Refusal) Unwrap() error { return r.first }
