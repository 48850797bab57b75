package quality

import (
	"encoding/binary"
	"math"
	"strings"
)

// The measures of a sketch. Two texts of which three quarters of the runs of three words are the same share a band in
// 89 of 100 cases, of nine tenths in 99 of 100, and of a third in 14; what shares a band is then compared in full.
const (
	run       = 3  // words that are compared as one
	leastRuns = 6  // shorter texts are alike because there are few ways to say little
	rows      = 3  // of a band
	bands     = 4  // of a sketch
	slots     = 32 // numbers of a sketch, by which likeness is measured
	slotBytes = 2  // kept of each
)

// Alike is the share of a text from which on it counts as a copy of another.
const Alike = 0.75

// Sketch is what is kept of a text so that a near-copy of it is noticed: no word can be read from it.
type Sketch struct {
	Bands [bands]int64 // two texts that are nearly the same share at least one
	Body  []byte       // for measuring how alike they are
}

// Empty tells that the text was too short to be compared.
func (s Sketch) Empty() bool { return len(s.Body) == 0 }

// SketchOf sketches a text without its numbers, dates and codes, without what stands in braces, and without the values
// that a template would have put in: two answers that differ in nothing else say the same.
func SketchOf(text string, values ...string) Sketch {
	words := bareWords(text, values)
	if len(words) < leastRuns+run-1 {
		return Sketch{}
	}
	var least [slots]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for i := range len(words) - run + 1 {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+run] {
			for k := range len(w) {
				h = (h ^ uint64(w[k])) * 1099511628211
			}
			h = (h ^ ' ') * 1099511628211
		}
		for k := range least {
			least[k] = min(least[k], scatter(h^uint64(k+1)*0x9e3779b97f4a7c15))
		}
	}
	s := Sketch{Body: make([]byte, 0, slots*slotBytes)}
	for _, v := range least {
		s.Body = binary.LittleEndian.AppendUint16(s.Body, uint16(v)) //nolint:gosec // the low bits are meant
	}
	for b := range s.Bands {
		h := uint64(b + 1)
		for _, v := range least[b*rows : (b+1)*rows] {
			h = scatter(h ^ v)
		}
		s.Bands[b] = int64(h >> 1) //nolint:gosec // 63 bits fit
	}
	return s
}

// Likeness estimates which share of their runs of words two texts have in common, 0 to 1.
func (s Sketch) Likeness(body []byte) float64 {
	if s.Empty() || len(body) != len(s.Body) {
		return 0
	}
	same := 0
	for i := 0; i < len(body); i += slotBytes {
		if s.Body[i] == body[i] && s.Body[i+1] == body[i+1] {
			same++
		}
	}
	return float64(same) / slots
}

// CopyOf is the finding about a text that is nearly an earlier one; likeness is 0 to 1.
func CopyOf(text string, likeness float64) Finding {
	c := checker{Answer: Answer{Text: text}}
	return Finding{Rule: RuleCopy, Key: "quality.copy", Args: map[string]any{"percent": int(math.Round(likeness * 100))}, Span: c.whole(),
		Mend: &Mend{Span: Span{len(text), len(text)}, Text: c.appended("Untuk laporan Anda: [isi tempat, tanggal, dan hasilnya].")}}
}

// scatter spreads the bits of a number.
func scatter(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// bareWords are the words of a text that make it what it is.
func bareWords(text string, values []string) []string {
	if strings.ContainsAny(text, "{[") {
		text = blank.ReplaceAllString(text, " ")
	}
	ws := tokens(text)
	drop := make([]bool, len(ws))
	for _, v := range values {
		strike(ws, drop, tokens(v))
	}
	out := make([]string, 0, len(ws))
	for i, w := range ws {
		if !drop[i] && !strings.ContainsAny(w.word, "0123456789") && !month(w.word) && !weekday(w.word) && !anchored(w.word) && !greeting(w.word) {
			out = append(out, w.word)
		}
	}
	return out
}

// strike marks every place where a value stands.
func strike(ws []token, drop []bool, value []token) {
	if len(value) == 0 {
		return
	}
	for i := 0; i+len(value) <= len(ws); i++ {
		same := true
		for k := range value {
			same = same && ws[i+k].word == value[k].word
		}
		if same {
			for k := range value {
				drop[i+k] = true
			}
		}
	}
}

func greeting(w string) bool {
	switch w {
	case "yth", "bapak", "ibu", "saudara", "saudari", "anda", "terima", "kasih", "selamat", "salam", "hormat":
		return true
	}
	return false
}
