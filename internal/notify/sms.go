package notify

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// SMSSize is how long a text is as an SMS.
type SMSSize struct {
	GSM   bool // written in the GSM 7-bit alphabet; else every character costs more than twice as much
	Units int  // septets, or UTF-16 units when not GSM
	Parts int  // messages that are sent and paid for; 0 for an empty text
	Left  int  // units that the last part still takes
}

// The capacity of one message, alone and joined with others, where a header takes some of it.
const (
	gsmAlone, gsmJoined   = 160, 153
	wideAlone, wideJoined = 70, 67
)

// The GSM 03.38 alphabet: what costs one septet, and what is reached by an escape and costs two.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmMore  = "\f^{}\\[~]|€"
)

// MeasureSMS counts a text as an SMS. A character that takes two units is never torn apart between two parts.
func MeasureSMS(text string) SMSSize {
	costs, gsm := gsmCosts(text)
	alone, joined := gsmAlone, gsmJoined
	if !gsm {
		costs, alone, joined = wideCosts(text), wideAlone, wideJoined
	}
	s := SMSSize{GSM: gsm}
	for _, c := range costs {
		s.Units += c
	}
	if s.Units <= alone {
		if s.Units > 0 {
			s.Parts = 1
		}
		s.Left = alone - s.Units
		return s
	}
	s.Parts, s.Left = 1, joined
	for _, c := range costs {
		if c > s.Left {
			s.Parts, s.Left = s.Parts+1, joined
		}
		s.Left -= c
	}
	return s
}

func gsmCosts(text string) ([]int, bool) {
	costs := make([]int, 0, len(text))
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			costs = append(costs, 1)
		case strings.ContainsRune(gsmMore, r):
			costs = append(costs, 2)
		default:
			return nil, false
		}
	}
	return costs, true
}

func wideCosts(text string) []int {
	costs := make([]int, 0, len(text))
	for _, r := range text {
		costs = append(costs, max(1, utf16.RuneLen(r)))
	}
	return costs
}

// plainSMS makes a name fit into an SMS: letters outside of the GSM alphabet would make the whole message dearer, and
// what is too long is cut at a word.
func plainSMS(name string, most int) string {
	name = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ").Replace(name)
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(gsmBasic, r) {
			return r
		}
		return -1
	}, name)
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	cut := string([]rune(name)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.-")
}
