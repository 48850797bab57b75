package survey

import (
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
)

// Kind is what people are asked about. The two are never pooled.
type Kind string

// The kinds.
const (
	OfService  Kind = "service"  // the service that somebody was given: the index of the unit
	OfHandling Kind = "handling" // how a report was handled
)

// Kinds lists what there is.
func Kinds() []Kind { return []Kind{OfService, OfHandling} }

// State is where a survey stands.
type State string

// The states, in their order.
const (
	Draft     State = "draft"     // is prepared
	Open      State = "open"      // takes answers in its period
	Closed    State = "closed"    // takes no more; its answers are looked through
	Published State = "published" // everybody reads its result, and nothing in it changes
)

// Verb is a step of a survey.
type Verb string

// The steps.
const (
	Begin   Verb = "open"
	End     Verb = "close"
	Publish Verb = "publish"
)

// Verbs lists the steps in their order.
func Verbs() []Verb { return []Verb{Begin, End, Publish} }

// Step is where a verb leads from a state; ok is false when it does not begin there.
func Step(v Verb, from State) (to State, ok bool) {
	switch {
	case v == Begin && from == Draft:
		return Open, true
	case v == End && from == Open:
		return Closed, true
	case v == Publish && from == Closed:
		return Published, true
	}
	return from, false
}

// Question is asked beside the elements, and outside of the index.
type Question struct {
	Code    string // X1
	Text    string
	Options [Points]string // from 1 to 4
}

// What a survey holds at most: further questions, and letters of its name, of a question and of an option.
const (
	MaxQuestions = 5
	MaxName      = 120
	MaxText      = 200
	MaxOption    = 60
	MaxComment   = 1000
	MaxDays      = 366 // a survey lasts no longer
)

// Survey is one questioning of the people whom a unit served in a period.
type Survey struct {
	ID         civic.ID
	Agency     civic.ID // the unit that is judged
	Service    civic.ID // 0: whatever it gives
	Kind       Kind
	Name       string
	From       civic.Date
	Until      civic.Date
	Population int64 // how many people it served in the period; 0 nobody knows
	Weighting  Weighting
	Questions  []Question
	State      State
	Version    int
	Closed     int64 // microseconds UTC; 0 it is not
	Published  int64 // microseconds UTC; 0 it is not
}

// PublishedAt is when the result was published; the zero time before.
func (s *Survey) PublishedAt() (t time.Time) {
	if s.Published != 0 {
		t = time.UnixMicro(s.Published).UTC()
	}
	return t
}

// Check tidies what somebody wrote and refuses what cannot be asked. Errors: invalid with the field.
func (s *Survey) Check() error {
	s.Name = strings.TrimSpace(civic.TidyText(s.Name))
	switch {
	case s.Name == "":
		return civic.Invalid("name", "error.name_needed")
	case len([]rune(s.Name)) > MaxName:
		return civic.Invalid("name", "error.too_long", "max", MaxName)
	case !slices.Contains(Kinds(), s.Kind):
		return civic.Invalid("kind", "error.survey_kind")
	case s.From.IsZero():
		return civic.Invalid("from", "error.date_needed")
	case s.Until.IsZero() || s.Until.Before(s.From):
		return civic.Invalid("until", "error.survey_period")
	case s.From.DaysUntil(s.Until) >= MaxDays:
		return civic.Invalid("until", "error.survey_long", "max", MaxDays)
	case s.Population < 0:
		return civic.Invalid("population", "error.survey_population")
	case !s.Weighting.Valid():
		return civic.Invalid("weighting", "error.survey_weighting")
	case s.Kind == OfHandling && s.Service != 0:
		return civic.Invalid("service", "error.survey_handling_service")
	}
	return s.checkQuestions()
}

func (s *Survey) checkQuestions() error {
	if len(s.Questions) > MaxQuestions {
		return civic.Invalid("questions", "error.survey_questions", "max", MaxQuestions)
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		q.Code = "X" + string(rune('1'+i))
		q.Text = strings.TrimSpace(civic.TidyText(q.Text))
		if q.Text == "" || len([]rune(q.Text)) > MaxText {
			return civic.Invalid("questions", "error.survey_question_text", "max", MaxText)
		}
		for j := range q.Options {
			q.Options[j] = strings.TrimSpace(civic.TidyText(q.Options[j]))
			if q.Options[j] == "" || len([]rune(q.Options[j])) > MaxOption {
				return civic.Invalid("questions", "error.survey_option", "max", MaxOption)
			}
		}
	}
	return nil
}

// Takes tells whether a survey takes an answer that was given on one day and arrives on another: given in its period, and
// arriving before it is published, while it is open or within the grace after its end.
func (s *Survey) Takes(given, arrives civic.Date, grace int) bool {
	in := !given.Before(s.From) && !given.After(s.Until) && !arrives.Before(given)
	switch s.State {
	case Open:
		return in && !arrives.After(s.Until.AddDays(grace))
	case Closed:
		return in && given.Before(arrives) && !arrives.After(s.Until.AddDays(grace))
	}
	return false
}
