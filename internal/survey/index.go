package survey

import (
	"math/big"

	"tuntas/internal/civic"
)

// perPoint turns one point of the scale of four into hundredths of the index, which ends at 100.
const perPoint = 100 * 100 / Points

// Index is the satisfaction index (IKM) in hundredths, rounded half up: the weighted sum of the mean of each element, times
// 25 (PermenPANRB 14/2017). Errors: invalid when no complete answer is in the tally, or its sums cannot be.
func (r *Rule) Index(t *Tally, w Weighting) (int64, error) {
	sum, k := r.sum(t), int64(len(r.Elements))
	if t.N <= 0 || k == 0 || sum < k*t.N || sum > Points*k*t.N {
		return 0, civic.Invalid("", "error.survey_no_answers")
	}
	num, den := r.Weight(w)
	return IndexOf(sum, t.N, num, den), nil
}

// IndexOf is the index of n complete answers whose points add up to sum, when each element weighs num of den. n is not 0.
func IndexOf(sum, n, num, den int64) int64 { return halfUp(perPoint*num*sum, den*n) }

// sum adds the points of all elements of the rule.
func (r *Rule) sum(t *Tally) (sum int64) {
	for _, e := range r.Elements {
		sum += t.Scores[e.Code].Sum()
	}
	return sum
}

// Mean is the mean of one question in hundredths of a point (NRR), rounded half up; 0 when nobody answered.
func (t *Tally) Mean(code string) int64 {
	s := t.Scores[code]
	if s.N() == 0 {
		return 0
	}
	return halfUp(100*s.Sum(), s.N())
}

// Lowest is the element with the lowest mean, the first of equals. ok is false when nobody answered.
func (r *Rule) Lowest(t *Tally) (out Element, ok bool) {
	for _, e := range r.Elements {
		// Every complete answer has every element: comparing sums compares means.
		if t.Scores[e.Code].N() > 0 && (!ok || t.Scores[e.Code].Sum() < t.Scores[out.Code].Sum()) {
			out, ok = e, true
		}
	}
	return out, ok
}

// halfUp divides positive numbers and rounds half up.
func halfUp(num, den int64) int64 { return (2*num + den) / (2 * den) }

// normal is the quantile of the normal distribution for a confidence of 95 %, in hundredths.
const normal = 196

// Interval is half the width of the 95 % interval of an index, in hundredths, rounded up: what the index of everybody may
// differ by, were the answers drawn by lot. Of a known population that was asked almost as a whole it is narrower (correction
// for a finite population); population 0 is not known. ok is false for fewer than two answers.
func (r *Rule) Interval(t *Tally, w Weighting, population int64) (half int64, ok bool) {
	if t.N < 2 {
		return 0, false
	}
	num, den := r.Weight(w)
	n, s, q := big.NewInt(t.N), big.NewInt(r.sum(t)), big.NewInt(t.Squares)
	spread := new(big.Int).Mul(n, q)
	spread.Sub(spread, new(big.Int).Mul(s, s)) // n²(n-1) times the variance of the mean of the totals
	if spread.Sign() < 0 {
		return 0, false
	}
	scale := big.NewInt(normal * perPoint * num)
	over := new(big.Int).Mul(scale.Mul(scale, scale), spread)
	under := new(big.Int).Mul(new(big.Int).Mul(n, n), big.NewInt(t.N-1))
	under.Mul(under, big.NewInt(100*den*100*den))
	if population > 1 && population >= t.N {
		over.Mul(over, big.NewInt(population-t.N))
		under.Mul(under, big.NewInt(population-1))
	}
	return ceilRoot(over, under), true
}

// ceilRoot is the least whole number that is not below the square root of a fraction.
func ceilRoot(over, under *big.Int) int64 {
	up := new(big.Int).Add(over, new(big.Int).Sub(under, big.NewInt(1)))
	up.Quo(up, under) // rounding the square up first does not change the answer: both sides are whole
	root := new(big.Int).Sqrt(up)
	if new(big.Int).Mul(root, root).Cmp(up) < 0 {
		root.Add(root, big.NewInt(1))
	}
	return root.Int64()
}

// Chi-square of one degree of freedom at 95 %, in thousandths (Krejcie and Morgan 1970).
const chiSquare = 3841

// SampleOf is how many answers a survey of a population should have by Krejcie and Morgan (1970): 95 %, P 0.5, d 0.05,
// rounded half up as their table is. The whole of a population is its largest sample.
func SampleOf(population int64) int64 {
	if population <= 0 {
		return 0
	}
	// chi² N P(1-P) / (d²(N-1) + chi² P(1-P)), all by 40000: P(1-P) is a quarter, d² a four-hundredth.
	over := new(big.Int).Mul(big.NewInt(chiSquare*10), big.NewInt(population))
	under := new(big.Int).Add(new(big.Int).Mul(big.NewInt(100), big.NewInt(population-1)), big.NewInt(chiSquare*10))
	over.Add(over.Lsh(over, 1), under)
	return new(big.Int).Quo(over, under.Lsh(under, 1)).Int64()
}
