package survey_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
	"tuntas/internal/survey"
)

func TestSmallCellsAreHidden(t *testing.T) {
	for _, c := range []struct {
		cells []int64
		want  []bool
	}{
		{[]int64{9, 7, 0}, []bool{false, false, false}},
		{[]int64{9, 4, 7}, []bool{false, true, true}}, // four could be found from the whole
		{[]int64{9, 3, 2, 8}, []bool{false, true, true, false}},
		{[]int64{3, 9, 1, 8}, []bool{true, false, true, true}}, // together four are still too few
		{[]int64{4}, []bool{true}},
	} {
		if got := survey.Hidden(c.cells, 5); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v", c.cells, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOf(rapid.Int64Range(0, 12)).Draw(t, "cells")
		hidden := survey.Hidden(cells, 5)
		sum, n, shown := int64(0), 0, int64(0)
		for i, h := range hidden {
			if h {
				sum, n = sum+cells[i], n+1
			} else {
				shown += cells[i]
				if cells[i] > 0 && cells[i] < 5 {
					t.Fatalf("%v shows %d", cells, cells[i])
				}
			}
		}
		if n > 0 && shown > 0 && (sum < 5 || n == 1) {
			t.Fatalf("%v: what is hidden in %v is found by taking away", cells, hidden)
		}
	})
}

func TestStraightLines(t *testing.T) {
	r := guideline()
	alike, other := survey.Answers{}, survey.Answers{}
	for i, e := range r.Elements {
		alike[e.Code], other[e.Code] = 4, 3
		if i == 8 {
			other[e.Code] = 4
		}
	}
	for _, c := range []struct {
		a    survey.Answers
		took time.Duration
		want bool
	}{{alike, 5 * time.Second, true}, {alike, 20 * time.Second, false}, {alike, 0, false}, {other, 5 * time.Second, false}, {survey.Answers{"U1": 4}, time.Second, false}} {
		if got := r.Straightlined(c.a, c.took); got != c.want {
			t.Errorf("%v in %v: %t", c.a, c.took, got)
		}
	}
}

func TestBursts(t *testing.T) {
	r := guideline() // three within a minute
	s := int64(time.Second / time.Microsecond)
	for _, c := range []struct {
		at   []int64
		want []bool
	}{
		{[]int64{0, 30 * s, 60 * s}, []bool{true, true, true}},
		{[]int64{0, 30 * s, 61 * s}, []bool{false, false, false}},
		{[]int64{500 * s, 0, 20 * s, 10 * s, 300 * s}, []bool{false, true, true, true, false}},
		{nil, []bool{}},
	} {
		if got := r.Bursts(c.at); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v", c.at, got)
		}
	}
}

func TestWhenASurveyTakesAnswers(t *testing.T) {
	day := func(d int) civic.Date { return civic.Date{Year: 2026, Month: time.March, Day: d} }
	for _, c := range []struct {
		state          survey.State
		given, arrives int
		want           bool
	}{
		{survey.Open, 5, 5, true}, {survey.Open, 1, 1, false}, {survey.Open, 11, 11, false}, {survey.Open, 10, 14, true}, {survey.Open, 10, 18, false}, {survey.Open, 7, 6, false},
		{survey.Draft, 5, 5, false}, {survey.Closed, 5, 5, false}, {survey.Closed, 5, 6, true}, {survey.Published, 5, 6, false},
	} {
		s := survey.Survey{State: c.state, From: day(2), Until: day(10)}
		if got := s.Takes(day(c.given), day(c.arrives), 7); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}

func TestRuleOfADay(t *testing.T) {
	day := func(y int) civic.Date { return civic.Date{Year: y, Month: time.January, Day: 1} }
	all := []survey.Rule{{Kind: survey.OfService, From: day(2026), Source: "new"}, {Kind: survey.OfService, From: day(2017), Source: "old"}, {Kind: survey.OfHandling, From: day(2025), Source: "other"}}
	for y, want := range map[int]string{2016: "", 2017: "old", 2025: "old", 2026: "new"} {
		if r, ok := survey.RuleOn(all, survey.OfService, day(y)); r.Source != want || ok != (want != "") {
			t.Errorf("%d: %q", y, r.Source)
		}
	}
}
