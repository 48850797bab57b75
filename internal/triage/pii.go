package triage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is a sort of personal data.
type Kind string

// The kinds of personal data that Find knows.
const (
	KindNIK     Kind = "NIK"     // population number, 16 digits
	KindKK      Kind = "KK"      // family card, 16 digits
	KindKKS     Kind = "KKS"     // card or registration of social aid, 16 digits
	KindNIP     Kind = "NIP"     // civil servant, 18 digits
	KindNPWP    Kind = "NPWP"    // taxpayer, 15 or 16 digits
	KindBPJS    Kind = "BPJS"    // health or labour insurance, 13 or 11 digits
	KindNISN    Kind = "NISN"    // pupil, 10 digits
	KindPhone   Kind = "PHONE"   // mobile, or a landline that is not an office's
	KindEmail   Kind = "EMAIL"   // e-mail address, also one that is spelt out
	KindPlate   Kind = "PLATE"   // number plate
	KindAccount Kind = "ACCOUNT" // bank account
	KindAddress Kind = "ADDRESS" // of a home
	KindName    Kind = "NAME"    // of a person, after a word that introduces one
)

// Kinds lists the kinds that Find knows, the plainest first.
func Kinds() []Kind {
	return []Kind{KindNIK, KindKK, KindPhone, KindEmail, KindAccount, KindName, KindAddress, KindPlate, KindNIP, KindNPWP, KindBPJS, KindNISN, KindKKS}
}

// Key is the kind's name in the message catalogue.
func (k Kind) Key() string { return "pii." + strings.ToLower(string(k)) }

// Finding is one piece of personal data in a text: its bytes From up to and without To.
type Finding struct {
	Kind     Kind
	From, To int
}

// Find returns the personal data in a text, in the order of the text, without overlaps. It goes by patterns and short
// lists of words, in time that grows with the length of the text alone: docs/adr/0016. What stands for something that
// was covered (see Cover) is not found again.
func Find(text string) []Finding {
	s := &scan{text: text, toks: tokens(text)}
	s.taken = make([]bool, len(s.toks))
	s.emails()
	s.numbers()
	s.addresses()
	s.plates()
	s.names()
	slices.SortFunc(s.found, func(a, b Finding) int { return a.From - b.From })
	return s.found
}

// scan is one text while it is looked through.
type scan struct {
	text  string
	toks  []token
	taken []bool // tokens that belong to a finding already
	found []Finding
}

// take adds the tokens from i up to and without j as a finding, unless one of them belongs to another.
func (s *scan) take(k Kind, i, j int) bool {
	if i >= j || slices.Contains(s.taken[i:j], true) {
		return false
	}
	for n := i; n < j; n++ {
		s.taken[n] = true
	}
	s.found = append(s.found, Finding{Kind: k, From: s.toks[i].from, To: s.toks[j-1].to})
	return true
}

// The words around the kind in what stands for something covered: "[NIK ditutupi]".
const (
	coverOpen  = "["
	coverClose = " ditutupi]"
)

// longestCover is more than the bytes of any cover.
const longestCover = 40

// coverName is how a kind is called in a text. It is Indonesian in every interface, like the text that it stands in.
func coverName(k Kind) string {
	switch k {
	case KindKK:
		return "nomor KK"
	case KindPhone:
		return "nomor telepon"
	case KindEmail:
		return "email"
	case KindAccount:
		return "nomor rekening"
	case KindName:
		return "nama"
	case KindAddress:
		return "alamat"
	case KindPlate:
		return "pelat nomor"
	default:
		return string(k)
	}
}

// Cover is what stands in a text for personal data that was taken out, such as "[NIK ditutupi]".
func Cover(k Kind) string { return coverOpen + coverName(k) + coverClose }

// Covered is a place in a text where something was taken out.
type Covered struct {
	Kind Kind
	At   int // character of the text at which it begins, from 0
}

// CoveredIn lists what was taken out of a text, by what stands for it.
func CoveredIn(text string) []Covered {
	var out []Covered
	for at := 0; ; {
		i := strings.Index(text[at:], coverOpen)
		if i < 0 {
			return out
		}
		at += i
		k, n := coverAt(text[at:])
		if n == 0 {
			at += len(coverOpen)
			continue
		}
		out = append(out, Covered{Kind: k, At: utf8.RuneCountInString(text[:at])})
		at += n
	}
}

// coverAt tells which cover a text begins with and how many bytes it is long; 0 for none.
func coverAt(text string) (Kind, int) {
	end := strings.IndexByte(text[:min(len(text), longestCover)], ']') + 1
	if !strings.HasSuffix(text[:end], coverClose) {
		return "", 0
	}
	for _, k := range Kinds() {
		if c := Cover(k); text[:end] == c {
			return k, len(c)
		}
	}
	return "", 0
}

// Mask covers the findings, which are those of this very text, in order.
func Mask(text string, findings []Finding) string {
	var b strings.Builder
	at := 0
	for _, f := range findings {
		if f.From < at || f.To > len(text) || f.From >= f.To {
			continue // not of this text
		}
		b.WriteString(text[at:f.From])
		b.WriteString(Cover(f.Kind))
		at = f.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// MaskSame covers every other place in a text where the same words stand by themselves: a name is often repeated
// without what introduced it.
func MaskSame(text, words string, kind Kind) string {
	if utf8.RuneCountInString(words) < leastSame {
		return text
	}
	var found []Finding
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return Mask(text, found)
		}
		from, to := at+i, at+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !partOfWord(before) && !partOfWord(after) {
			found = append(found, Finding{Kind: kind, From: from, To: to})
		}
		at = to
	}
}

// leastSame is the shortest piece that is covered wherever it stands, in characters.
const leastSame = 3

func partOfWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// MaskAll covers everything that Find finds, until it finds nothing: what stands between two covers may be told from
// its new neighbours only. It returns what it covered, by kind, in the order of the text.
func MaskAll(text string) (string, []Covered) {
	for {
		found := Find(text)
		if len(found) == 0 {
			return text, CoveredIn(text)
		}
		text = Mask(text, found)
	}
}
