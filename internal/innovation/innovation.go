// Package innovation holds the noun "public service innovation" (inovasi pelayanan publik, PermenPANRB 89/2020): what an
// office changed, since when, what it measured, what it won. As with service standards the texts count; what is read
// out of them stands beside. The package imports the standard library alone.
package innovation

import (
	"slices"
	"strings"
	"unicode"
)

// Innovation is one profile, in the words in which somebody wrote it down.
type Innovation struct {
	ID, Name, LongName string
	Agency, Unit       string
	Level, Region      string
	Sector, Form       string
	Started            string // as written: "2014-01", "Maret 2016", "sejak 2012"
	Status             string
	Problem, Solution  string
	Metrics            []Metric
	Awards             []Award
	SDGs               []string
	Note               string
}

// Metric is one measured effect. Before and After are as written; either may be missing.
type Metric struct {
	Name, Unit                           string
	Before, BeforeYear, After, AfterYear string
}

// Award is one prize of a competition.
type Award struct {
	Scheme, Year, Tier, Category string
}

// Warning is something that a person should look at. It refuses nothing.
type Warning string

// The warnings. The list is closed.
const (
	NoAgency       Warning = "agency_missing"
	NoProblem      Warning = "problem_empty"
	NoSolution     Warning = "solution_empty"
	NoStart        Warning = "start_unknown"
	NoStatus       Warning = "status_unknown"
	NoMetric       Warning = "metrics_empty"
	MetricHalf     Warning = "metric_without_comparison" // a metric that lacks the value before or after
	UnknownGoal    Warning = "sdg_unknown"               // a goal that is none of the seventeen
	LongSummary    Warning = "summary_too_long"
	summaryLetters         = 500
)

// Judgement is what a machine can say about an innovation.
type Judgement struct {
	Started  *Date // nil when the text says no date
	Status   Status
	Metrics  int // metrics with a value before and after
	Goals    []int
	Warnings []Warning
}

// Judge reads date, status and goals of an innovation, and says what a person should look at.
func Judge(in Innovation) Judgement {
	j := Judgement{Status: ParseStatus(in.Status), Goals: []int{}, Warnings: []Warning{}}
	if d, ok := ParseDate(in.Started); ok {
		j.Started = &d
	}
	half := false
	for _, m := range in.Metrics {
		if says(m.Before) && says(m.After) {
			j.Metrics++
		} else {
			half = true
		}
	}
	strange := false
	for _, s := range in.SDGs {
		if g, ok := goal(s); ok {
			j.Goals = append(j.Goals, g)
		} else {
			strange = true
		}
	}
	for _, w := range []struct {
		on bool
		w  Warning
	}{
		{!says(in.Agency), NoAgency}, {!says(in.Problem), NoProblem}, {!says(in.Solution), NoSolution}, {j.Started == nil, NoStart}, {j.Status == Unknown, NoStatus},
		{len(in.Metrics) == 0, NoMetric}, {half, MetricHalf}, {strange, UnknownGoal}, {len([]rune(in.Solution)) > summaryLetters, LongSummary},
	} {
		if w.on {
			j.Warnings = append(j.Warnings, w.w)
		}
	}
	slices.Sort(j.Warnings)
	return j
}

// says tells whether a text holds a letter or a digit.
func says(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// goal reads "3", "SDG 3", "TPB 3".
func goal(s string) (int, bool) {
	digits := strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	n := 0
	for _, r := range digits {
		if r < '0' || r > '9' || n > 17 {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n, 1 <= n && n <= 17
}

// Status is how an innovation lives on.
type Status string

// How an innovation lives on, as the yearly monitoring asks since 2024.
const (
	Continues Status = "berlanjut"
	Grows     Status = "berkembang"
	Rests     Status = "vakum"
	Stopped   Status = "berhenti"
	Unknown   Status = "unknown"
)

// ParseStatus reads a status in the words that are used for it.
func ParseStatus(s string) Status {
	s = strings.ToLower(s)
	for _, p := range []struct {
		st    Status
		words []string
	}{
		{Stopped, []string{"berhenti", "stopped", "dihentikan", "tidak berlanjut", "tidak aktif", "selesai"}},
		{Rests, []string{"vakum", "paused", "ditunda", "terhenti sementara"}},
		{Grows, []string{"berkembang", "dikembangkan", "growing", "replikasi"}},
		{Continues, []string{"berlanjut", "berjalan", "aktif", "running", "continues", "penerapan", "beroperasi"}},
	} {
		if slices.ContainsFunc(p.words, func(w string) bool { return strings.Contains(s, w) }) {
			return p.st
		}
	}
	return Unknown
}
