package survey

import "maps"

// Counts are how often 1, 2, 3 and 4 were answered to one question.
type Counts [Points]int64

// N is how many answered.
func (c Counts) N() (n int64) {
	for _, v := range c {
		n += v
	}
	return n
}

// Sum adds the points.
func (c Counts) Sum() (sum int64) {
	for i, v := range c {
		sum += int64(i+1) * v
	}
	return sum
}

// Tally is all that an index is reckoned from. Tallies of units, services and periods are pooled by adding them: a unit is
// the mean of its answers, never the mean of means.
type Tally struct {
	N       int64 // complete answers: they alone are in the index
	Partial int64 // answers that leave out an element
	Squares int64 // sum of the squared totals of the complete answers
	Scores  map[string]Counts
}

// Add pools another tally into this one.
func (t *Tally) Add(o Tally) {
	t.N, t.Partial, t.Squares = t.N+o.N, t.Partial+o.Partial, t.Squares+o.Squares
	if t.Scores == nil {
		t.Scores = maps.Clone(o.Scores)
		return
	}
	for code, c := range o.Scores {
		sum := t.Scores[code]
		for i := range sum {
			sum[i] += c[i]
		}
		t.Scores[code] = sum
	}
}

// Answers are what one person answered, 1 to 4 by the code of the question.
type Answers map[string]int

// Tally counts one answer. The elements of an answer that leaves one out are not counted; what was asked beside them is.
func (r *Rule) Tally(a Answers) Tally {
	t := Tally{Scores: map[string]Counts{}}
	whole := r.Complete(a)
	total := int64(0)
	for code, v := range a {
		if v < 1 || v > Points {
			continue
		}
		if _, element := r.Element(code); element {
			if !whole {
				continue
			}
			total += int64(v)
		}
		var c Counts
		c[v-1] = 1
		t.Scores[code] = c
	}
	if whole {
		t.N, t.Squares = 1, total*total
	} else {
		t.Partial = 1
	}
	return t
}

// Complete tells whether an answer has all elements.
func (r *Rule) Complete(a Answers) bool {
	for _, e := range r.Elements {
		if v := a[e.Code]; v < 1 || v > Points {
			return false
		}
	}
	return len(r.Elements) > 0
}

// Hidden tells which cells of a breakdown are not shown: those of fewer than least answers and, while what is hidden adds up to
// fewer than that and could be found by taking what is shown from the whole, the smallest others.
func Hidden(cells []int64, least int64) []bool {
	out := make([]bool, len(cells))
	sum, any := int64(0), false
	for i, n := range cells {
		if n > 0 && n < least {
			out[i], any = true, true
			sum += n
		}
	}
	for any && (sum < least || single(out)) {
		next := -1
		for i, n := range cells {
			if !out[i] && n > 0 && (next < 0 || n < cells[next]) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		out[next] = true
		sum += cells[next]
	}
	return out
}

// single tells whether exactly one is hidden: its number is what is left of the whole.
func single(hidden []bool) bool {
	n := 0
	for _, h := range hidden {
		if h {
			n++
		}
	}
	return n == 1
}
