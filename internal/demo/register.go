package demo

import (
	"strings"
	"unicode"
)

// register is how a citizen writes.
type register string

const (
	formal register = "formal"
	plain  register = "plain"
	casual register = "casual" // chat spelling, few capitals
	hasty  register = "hasty"  // plain with slips of the finger
)

// drawRegister follows the mix seen on public complaint channels: most people
// write plainly, a quarter as in a chat.
func drawRegister(d *dice) register {
	switch n := d.roll(100); {
	case n < 24:
		return formal
	case n < 66:
		return plain
	case n < 90:
		return casual
	default:
		return hasty
	}
}

// chatSpelling returns the short forms people type on a phone.
func chatSpelling() map[string]string {
	return map[string]string{
		"yang": "yg", "tidak": "gak", "sudah": "udah", "dengan": "dgn", "untuk": "utk", "karena": "krn",
		"saya": "sy", "kalau": "kalo", "tolong": "tlg", "belum": "blm", "banyak": "bnyk", "jalan": "jln",
		"orang": "org", "tetapi": "tapi", "saja": "aja", "sampai": "sampe", "malam": "mlm", "sekarang": "skrg",
		"juga": "jg", "kemarin": "kmrn", "sekali": "bgt", "hanya": "cuma", "dari": "dr", "dekat": "deket",
		"depan": "dpn", "bisa": "bs", "rumah": "rmh", "warga": "wrg", "setiap": "tiap", "bagaimana": "gmn",
	}
}

// speak rewrites a filled text in a register. Place names survive: only words
// written in lower case are touched.
func speak(d *dice, how register, text string) string {
	switch how {
	case casual:
		return chat(d, text)
	case hasty:
		return slip(d, text)
	default:
		return text
	}
}

// chat shortens words, drops most capitals at the start of sentences and some
// full stops.
func chat(d *dice, text string) string {
	short := chatSpelling()
	fields := strings.Split(text, " ")
	first := true
	for i, field := range fields {
		word := strings.TrimRightFunc(field, unicode.IsPunct)
		tail := field[len(word):]
		if first && isCommon(word) {
			word = strings.ToLower(word)
		}
		if s, ok := short[word]; ok && d.chance(70) {
			word = s
		}
		first = strings.HasSuffix(tail, ".") || strings.HasSuffix(tail, "?")
		if tail == "." && d.chance(30) {
			tail = pick(d, []string{"..", ",", ""})
		}
		fields[i] = word + tail
	}
	return strings.Join(fields, " ")
}

// isCommon says whether a capitalised word at the start of a sentence is an
// ordinary word rather than a name.
func isCommon(word string) bool {
	switch word {
	case "Jalan", "Gang", "RT", "KTP", "KK", "PJU", "PDAM", "BPJS", "PKH", "KIP", "KUR", "PBB", "THR", "TPS", "KRL", "SIM", "JHT":
		return false
	}
	return true
}

// slip swaps two letters in up to three longer words and loses one full stop.
func slip(d *dice, text string) string {
	fields := strings.Split(text, " ")
	left := d.between(1, 3)
	for range 4 * len(fields) {
		if left == 0 {
			break
		}
		i := d.roll(len(fields))
		word := []rune(fields[i])
		if len(word) < 6 || !lowerLetters(word) {
			continue
		}
		at := d.between(1, len(word)-3)
		word[at], word[at+1] = word[at+1], word[at]
		fields[i] = string(word)
		left--
	}
	return strings.TrimSuffix(strings.Join(fields, " "), ".")
}

func lowerLetters(word []rune) bool {
	for _, r := range word {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return true
}
