package survey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// Text writes answers in the order of their codes: U1=3 U2=4.
func (a Answers) Text() string {
	out := make([]string, 0, len(a))
	for code, v := range a {
		out = append(out, code+"="+strconv.Itoa(v))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// ParseAnswers reads what Text wrote. It returns an error for anything else.
func ParseAnswers(s string) (Answers, error) {
	a := Answers{}
	for _, word := range strings.Fields(s) {
		code, v, _ := strings.Cut(word, "=")
		n, err := strconv.Atoi(v)
		if err != nil {
			return nil, fmt.Errorf("survey: an answer %q: %w", word, err)
		}
		a[code] = n
	}
	return a, nil
}

// Total adds the points of the elements of a rule.
func (r *Rule) Total(a Answers) (total int64) {
	for _, e := range r.Elements {
		total += int64(a[e.Code])
	}
	return total
}

// About is who answered, as far as they said: a value of each part. Nothing in it names anybody.
type About map[string]string

// Part is something that is asked about who answers.
type Part struct {
	Code   string
	Values []string
}

// Parts lists what is asked about who answers (PermenPANRB 14/2017), and what can be said.
func Parts() []Part {
	return []Part{
		{"sex", []string{"f", "m"}},
		{"age", []string{"0-17", "18-24", "25-34", "35-44", "45-59", "60"}},
		{"education", []string{"primary", "junior", "senior", "diploma", "bachelor", "master"}},
		{"work", []string{"civil", "forces", "private", "own", "student", "home", "other"}},
		{"disability", []string{"no", "yes"}},
	}
}

// Known keeps of what was said what could be asked.
func (a About) Known() About {
	out := About{}
	for _, p := range Parts() {
		if slices.Contains(p.Values, a[p.Code]) {
			out[p.Code] = a[p.Code]
		}
	}
	return out
}

// Text writes it in the order of the parts' codes: age=18-24 sex=f.
func (a About) Text() string {
	out := make([]string, 0, len(a))
	for part, v := range a {
		out = append(out, part+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// ParseAbout reads what Text wrote.
func ParseAbout(s string) About {
	a := About{}
	for _, word := range strings.Fields(s) {
		part, v, _ := strings.Cut(word, "=")
		a[part] = v
	}
	return a
}

// Accept checks answers as they came: points from 1 to 4, to what is asked, one at least; what was left out is left out.
// Errors: invalid with the field.
func (s *Survey) Accept(r *Rule, a Answers) error {
	elements := 0
	for code, v := range a {
		_, element := r.Element(code)
		asked := element || slices.ContainsFunc(s.Questions, func(q Question) bool { return q.Code == code })
		if !asked || v < 1 || v > Points {
			return civic.Invalid(code, "error.survey_answer")
		}
		if element {
			elements++
		}
	}
	if elements == 0 {
		return civic.Invalid(r.Elements[0].Code, "error.survey_empty")
	}
	return nil
}

// Month is a day's month as tallies count by it: 202603.
func Month(d civic.Date) int { return d.Year*100 + int(d.Month) }
