package survey_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/survey"
)

// guideline are the nine elements and the four bands of PermenPANRB 14/2017.
func guideline() *survey.Rule {
	r := &survey.Rule{LegacyNum: 11, LegacyDen: 100, LeastCell: 5, Straight: 20, BurstSize: 3, BurstSpan: 60, Grace: 7,
		Bands: []survey.Band{{Letter: "A", Least: 8831}, {Letter: "B", Least: 7661}, {Letter: "C", Least: 6500}, {Letter: "D", Least: 2500}}}
	for i := range 9 {
		r.Elements = append(r.Elements, survey.Element{Code: fmt.Sprintf("U%d", i+1)})
	}
	return r
}

// spread makes a tally of n complete answers whose points add up to sum.
func spread(t *testing.T, r *survey.Rule, sum, n int64) survey.Tally {
	t.Helper()
	var all survey.Tally
	for i := range n {
		a, rest := survey.Answers{}, sum*(i+1)/n-sum*i/n // shared out evenly
		for j, e := range r.Elements {
			v := rest / int64(len(r.Elements)-j)
			a[e.Code], rest = int(v), rest-v
		}
		all.Add(r.Tally(a))
	}
	if all.N != n {
		t.Fatalf("%d of %d answers are complete", all.N, n)
	}
	return all
}

func TestIndexOfTheVectors(t *testing.T) {
	r := guideline()
	for _, v := range []struct {
		sum, n, index int64
		grade         string
	}{
		{9, 1, 2500, "D"}, {36, 1, 10000, "A"}, {233, 10, 6472, "D"}, {234, 10, 6500, "C"}, {275, 10, 7639, "C"}, {276, 10, 7667, "B"},
		{317, 10, 8806, "B"}, {318, 10, 8833, "A"}, {2644, 113, 6500, "C"}, {524, 19, 7661, "B"}, {1241, 45, 7660, "C"}, {604, 19, 8830, "B"},
	} {
		tally := spread(t, r, v.sum, v.n)
		got, err := r.Index(&tally, survey.Exact)
		if err != nil || got != v.index || r.Grade(got).Letter != v.grade {
			t.Errorf("%d of %d answers: %d %s, %v; want %d %s", v.sum, v.n, got, r.Grade(got).Letter, err, v.index, v.grade)
		}
	}
}

func TestTheSameAnswersInBothWeights(t *testing.T) {
	r := guideline()
	all := survey.Tally{N: 10, Scores: map[string]survey.Counts{}}
	for i, sum := range []int64{31, 29, 27, 40, 31, 31, 31, 29, 29} {
		var c survey.Counts
		if sum == 40 {
			c[3] = 10
		} else {
			c[2], c[1], c[3] = 10, 0, 0 // thirty, and one more or less for each that moves
			for ; c.Sum() > sum; c[2], c[1] = c[2]-1, c[1]+1 {
			}
			for ; c.Sum() < sum; c[2], c[3] = c[2]-1, c[3]+1 {
			}
		}
		all.Scores[r.Elements[i].Code] = c
	}
	for w, want := range map[survey.Weighting]struct {
		index int64
		grade string
	}{survey.Exact: {7722, "B"}, survey.Legacy: {7645, "C"}} {
		if got, err := r.Index(&all, w); err != nil || got != want.index || r.Grade(got).Letter != want.grade {
			t.Errorf("%s: %d %s, %v", w, got, r.Grade(got).Letter, err)
		}
	}
	if e, ok := r.Lowest(&all); !ok || e.Code != "U3" || all.Mean("U3") != 270 || all.Mean("U4") != 400 {
		t.Errorf("the lowest is %v with %d", e, all.Mean(e.Code))
	}
}

func TestNoIndexWithoutAnswers(t *testing.T) {
	r := guideline()
	part := r.Tally(survey.Answers{"U1": 4, "U2": 4})
	for _, tally := range []survey.Tally{{}, part, {N: 3}} {
		if got, err := r.Index(&tally, survey.Exact); err == nil {
			t.Errorf("%+v has the index %d", tally, got)
		}
	}
	if part.Partial != 1 || part.N != 0 || part.Scores["U1"].N() != 0 {
		t.Errorf("an answer in part: %+v", part)
	}
}

func TestSample(t *testing.T) {
	for population, want := range map[int64]int64{-1: 0, 0: 0, 1: 1, 10: 10, 50: 44, 100: 80, 500: 217, 1000: 278, 2400: 331, 10_000: 370, 100_000: 383, 1_000_000: 384} {
		if got := survey.SampleOf(population); got != want {
			t.Errorf("of %d: %d, want %d", population, got, want)
		}
	}
}

func anAnswer(r *survey.Rule) *rapid.Generator[survey.Answers] {
	return rapid.Custom(func(t *rapid.T) survey.Answers {
		a := survey.Answers{}
		for _, e := range r.Elements {
			if v := rapid.IntRange(0, 60).Draw(t, e.Code); v > 0 {
				a[e.Code] = 1 + v%survey.Points
			}
		}
		return a
	})
}

func TestPoolingUnitsIsPoolingAnswers(t *testing.T) {
	r := guideline()
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SliceOfN(rapid.SliceOfN(anAnswer(r), 0, 12), 1, 6).Draw(t, "units")
		var pooled, whole survey.Tally
		for _, answers := range units {
			var unit survey.Tally
			for _, a := range answers {
				unit.Add(r.Tally(a))
				whole.Add(r.Tally(a))
			}
			pooled.Add(unit)
		}
		for _, w := range survey.Weightings() {
			a, errA := r.Index(&pooled, w)
			b, errB := r.Index(&whole, w)
			if a != b || (errA == nil) != (errB == nil) || fmt.Sprint(pooled) != fmt.Sprint(whole) {
				t.Fatalf("pooled %v %d, all at once %v %d", pooled, a, whole, b)
			}
			// The index is what is found with fractions, were they exact.
			if errB == nil && w == survey.Exact {
				sum := int64(0)
				for _, c := range whole.Scores {
					sum += c.Sum()
				}
				if d := float64(b) - float64(sum)/float64(9*whole.N)*2500; math.Abs(d) > 0.5000001 {
					t.Fatalf("%d is off by %f", b, d)
				}
			}
		}
	})
}

func TestIntervalIsThatOfTheMean(t *testing.T) {
	r := guideline()
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(anAnswer(r), 0, 30).Draw(t, "answers")
		var all survey.Tally
		var totals []float64
		for _, a := range answers {
			all.Add(r.Tally(a))
			if r.Complete(a) {
				sum := 0
				for _, v := range a {
					sum += v
				}
				totals = append(totals, float64(sum))
			}
		}
		half, ok := r.Interval(&all, survey.Exact, 0)
		if ok != (len(totals) > 1) {
			t.Fatalf("%d complete answers, %t", len(totals), ok)
		}
		if !ok {
			return
		}
		mean, dev := 0.0, 0.0
		for _, v := range totals {
			mean += v / float64(len(totals))
		}
		for _, v := range totals {
			dev += (v - mean) * (v - mean)
		}
		n := float64(len(totals))
		want := 1.96 * 2500 / 9 * math.Sqrt(dev/(n-1)/n)
		if d := float64(half) - want; d < -0.001 || d > 1.001 {
			t.Fatalf("half of it is %d, by fractions %f", half, want)
		}
		if whole, _ := r.Interval(&all, survey.Exact, all.N); whole != 0 {
			t.Fatalf("everybody was asked, and still %d", whole)
		}
	})
}
