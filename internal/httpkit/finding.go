package httpkit

import (
	"errors"
	"net/http"
	"unicode/utf8"

	rules "tuntas/internal/quality" // quality is the weight of a media type here
)

// FindingProblem is one thing to mend in a text that was refused.
type FindingProblem struct {
	Rule   string  `json:"rule"`
	Code   string  `json:"code"`
	Detail string  `json:"detail"`          // what is wrong and how to mend it, in the asker's language
	Start  int     `json:"start"`           // where it begins in the text, in characters, blanks around the text left out
	End    int     `json:"end"`             // and where it ends
	Quote  string  `json:"quote,omitempty"` // what the mend takes away
	Mend   *string `json:"mend,omitempty"`  // what may stand there instead; absent when only a person can tell
}

// findings lists what a refused text has to mend.
func (e *Errors) findings(r *http.Request, err error) []FindingProblem {
	no, ok := errors.AsType[*rules.Refusal](err)
	if !ok {
		return nil
	}
	out := make([]FindingProblem, 0, len(no.Findings))
	for _, f := range no.Findings {
		s := f.Span
		p := FindingProblem{Rule: string(f.Rule), Code: f.Key, Detail: e.say(r, f.Key, f.Args)}
		if f.Mend != nil {
			s = f.Mend.Span
			p.Quote, p.Mend = s.Of(no.Text), &f.Mend.Text
		}
		p.Start = utf8.RuneCountInString(no.Text[:s.Start])
		p.End = p.Start + utf8.RuneCountInString(s.Of(no.Text))
		out = append(out, p)
	}
	return out
}
