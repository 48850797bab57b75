package notify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/store"
)

// Proof counts the files that came with an event.
type Proof struct{ Photos, Papers int }

// ProofOf counts the files of an event.
func ProofOf(files []store.Attachment, seq int) Proof {
	var p Proof
	for _, f := range files {
		switch {
		case f.Seq != seq:
		case f.Thumb != "":
			p.Photos++
		default:
			p.Papers++
		}
	}
	return p
}

// ownWords are the outcomes (i18n:keys closing.) whose sentence is worded here; any other is told in the words of its
// reason list.
var ownWords = []string{"solved", "solved_in_part", "cannot_be_done", "referred", "withdrawn_via_officer"}

// mostWords is how many characters of the officer's words still make one sentence with the rest.
const mostWords = 280

// Closing says in plain words how an office closed a report: who, with which outcome, when it was done, what was done,
// on which ground, what was found, and what proves it. whole tells that the event's message is in it.
func Closing(p *i18n.Printer, e *civic.Event, agency, outcome, ground, finding string, proof Proof) (sentence string, whole bool) {
	on := ""
	if d, err := civic.ParseDate(e.Detail[civic.DetailDoneOn]); err == nil {
		on = " " + p.T("closing.on", "date", p.DateShort(d))
	}
	key := "other"
	if slices.Contains(ownWords, e.Reason) {
		key = e.Reason
	}
	if key == "referred" && e.Detail[civic.DetailReferred] == "" { // closed before that was asked for
		key = "other"
	}
	head := p.T("closing."+key, "agency", agency, "on", on, "outcome", outcome, "to", strings.TrimRight(e.Detail[civic.DetailReferred], ". "))
	words := strings.TrimSpace(e.Message)
	whole = words != "" && utf8.RuneCountInString(words) <= mostWords && !strings.Contains(words, "\n")
	var parts []string
	switch {
	case whole && key == "other": // it ends with the outcome, which is a sentence
		parts = []string{stop(head), stop(words)}
	case whole:
		parts = []string{head + ": " + stop(words)}
	default:
		parts = []string{stop(head)}
	}
	if ground != "" {
		parts = append(parts, stop(p.T("closing.ground", "ground", ground)))
	}
	if finding != "" {
		parts = append(parts, finding)
	}
	if told := proof.tell(p); told != "" {
		parts = append(parts, told)
	}
	return strings.Join(parts, " "), whole
}

func (f Proof) tell(p *i18n.Printer) string {
	switch {
	case f.Photos > 0 && f.Papers > 0:
		return p.T("closing.proof.both", "photos", f.Photos, "papers", f.Papers)
	case f.Photos > 0:
		return p.T("closing.proof.photos", "n", f.Photos)
	case f.Papers > 0:
		return p.T("closing.proof.papers", "n", f.Papers)
	default:
		return ""
	}
}

// stop ends a sentence that has no end yet.
func stop(s string) string {
	if s == "" || strings.ContainsRune(".!?", rune(s[len(s)-1])) {
		return s
	}
	return s + "."
}
