package survey

import (
	"slices"
	"time"
)

// Flag is what makes an answer look odd. It excludes nothing by itself: somebody looks, and says why.
type Flag string

// The flags.
const (
	Straight Flag = "straight" // all the same, in no time
	Burst    Flag = "burst"    // many at once
)

// Straightlined tells whether all elements were answered alike, sooner than somebody could have read them. Satisfied people do
// answer alike: how long they took tells. took is 0 when it is not known, and then nothing is said.
func (r *Rule) Straightlined(a Answers, took time.Duration) bool {
	if !r.Complete(a) || took <= 0 || took >= time.Duration(r.Straight)*time.Second {
		return false
	}
	first := a[r.Elements[0].Code]
	for _, e := range r.Elements {
		if a[e.Code] != first {
			return false
		}
	}
	return true
}

// Bursts tells which of some moments, in microseconds in any order, lie among BurstSize within BurstSpan.
func (r *Rule) Bursts(at []int64) []bool {
	out := make([]bool, len(at))
	if r.BurstSize < 2 {
		return out
	}
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case at[a] < at[b]:
			return -1
		case at[a] > at[b]:
			return 1
		}
		return 0
	})
	span := int64(r.BurstSpan) * int64(time.Second/time.Microsecond)
	for end := r.BurstSize - 1; end < len(order); end++ {
		begin := end - r.BurstSize + 1
		if at[order[end]]-at[order[begin]] <= span {
			for _, i := range order[begin : end+1] {
				out[i] = true
			}
		}
	}
	return out
}
