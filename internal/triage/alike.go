package triage

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// Term is one word of a text: by what it is compared, and as it was written.
type Term struct{ Stem, Word string }

// Terms returns the words of a text as Words does, each with the form in which it first appears.
func Terms(text string) []Term { return analyse(text, -1) }

// sketchSize is how many words of a text are used to find texts like it.
const sketchSize = 10

// Digest is a number that stands for words and the part of the country they are said about.
func Digest(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p)) // a hash takes everything
		_, _ = h.Write([]byte{0})
	}
	return int64(h.Sum64()) //nolint:gosec // any 64 bits will do
}

// Sketch chooses the words by which texts like this one are found: the ones that tell most, and among those a choice of
// chance that is the same for every text. Two texts that share a good part of such words share one of a sketch.
func Sketch(terms []Term) []string {
	type rank struct {
		stem string
		at   float64
	}
	var all []rank
	for _, t := range terms {
		if dull(t.Stem) {
			continue
		}
		chance := (float64(uint64(Digest("sketch", t.Stem))>>11) + 1) / (1 << 53) //nolint:gosec // its bits are wanted
		w := weightOf(t.Stem)
		all = append(all, rank{t.Stem, -math.Log(chance) / (w * w)}) // a heavier word comes first more often
	}
	slices.SortFunc(all, func(a, b rank) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.stem, b.stem)) })
	out := make([]string, 0, sketchSize)
	for _, r := range all[:min(len(all), sketchSize)] {
		out = append(out, r.stem)
	}
	return out
}

// Overlap says how much two texts have in common, 0 to 1, and which words of the first show it best, most telling first;
// the first telling of them say which matter it is, and not only of what kind. Words that follow one another in both
// count once more: they are names and turns of phrase.
func Overlap(a, b []Term) (like float64, shared []string, telling int) {
	in := make(map[string]int, len(b))
	for i, t := range b {
		in[t.Stem] = i
	}
	type word struct {
		text string
		w    float64
	}
	var both []word
	var sumA, sumB, common float64
	last := -2
	for _, t := range a {
		w := weightOf(t.Stem)
		sumA += w * w
		at, ok := in[t.Stem]
		if !ok {
			last = -2
			continue
		}
		common += w * w
		if at == last+1 {
			common += w * w / 2
		}
		last = at
		if w >= 0.5 {
			both = append(both, word{t.Word, w})
		}
	}
	for _, t := range b {
		w := weightOf(t.Stem)
		sumB += w * w
	}
	if sumA == 0 || sumB == 0 {
		return 0, nil, 0
	}
	slices.SortStableFunc(both, func(x, y word) int { return cmp.Compare(y.w, x.w) })
	for _, x := range both {
		shared = append(shared, x.text)
		if x.w >= 1 {
			telling++
		}
	}
	// Against the shorter of the two as much as against both: who writes long says the same with more words around it.
	cosine, inside := common/math.Sqrt(sumA*sumB), common/min(sumA, sumB)
	return min(1, cosine*2/3+inside/3), shared, telling
}
