package civic_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
)

func TestTidyText(t *testing.T) {
	for in, want := range map[string]string{
		"Jalan rusak":                          "Jalan rusak",
		" dua \n baris\t":                      "dua \n baris",
		strings.Repeat("\u200b", 30):           "",
		"\u200b\u200c\u200d\u2060\ufeff\u00ad": "",
		"\u3164\u115f\u1160\uffa0\u034f":       "",
		"\u2800\u2800":                         "",
		"\u200f\u200e\u061c\u2066\u2069":       "",
		"\u0080\u0085\u009f":                   "",
		"\U000e0041\U000e007f":                 "",
		"ja\u200blan ru\u00adsak":              "jalan rusak",
		"ja\u200clan":                          "jalan", // no Latin word needs one
		"satu\u2028dua":                        "satu\ndua",
		"satu\u2800dua":                        "satu dua",
		"می\u200cخواهم":                        "می\u200cخواهم", // Arabic script shapes the word by it
		"می\u200c\u200c\u200cخواهم":            "می\u200cخواهم",
		"\u200cخواهم\u200c":                    "خواهم",
		"می\u200c خواهم":                       "می خواهم",
		"ꦏ꧀\u200cꦏ":                            "ꦏ꧀\u200cꦏ",
		"👨\u200d👩":                             "👨\u200d👩",
		"\u06dd١":                              "\u06dd١",
		"❤\ufe0f":                              "❤\ufe0f",
	} {
		got := civic.TidyText(in)
		if got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
		if again := civic.TidyText(got); again != got {
			t.Errorf("%+q tidied twice is %+q", got, again)
		}
	}
}

func TestHasWords(t *testing.T) {
	for text, want := range map[string]bool{
		"a": true, "7": true, "ꦏ": true, "خ": true, "½": true, ". a": true,
		"": false, " ": false, "...": false, "!?": false, "\u200b": false, "\u3164": false, "\u0301": false, "👍": false,
	} {
		if got := civic.HasWords(text); got != want {
			t.Errorf("%+q: %v", text, got)
		}
	}
}

func TestSaysWhy(t *testing.T) {
	for reason, want := range map[string]bool{
		"Menelepon pelapor.": true, "Memeriksa.": true, "cek alamat rumah": true, "1234567890": true,
		"": false, "x": false, "cek nama": false, "a         b": false, "..........": false, "xx\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b": false,
	} {
		if got := civic.SaysWhy(reason); got != want {
			t.Errorf("%+q: %v", reason, got)
		}
	}
}

// A text that nobody can read is no message, whoever writes it.
func TestInvisibleMessagesAreNone(t *testing.T) {
	s := named(t, fullAgency)
	for _, text := range []string{"\u200b", strings.Repeat("\u2060", 40), "\u3164", "... !", "\u00ad\n\u00ad"} {
		c := command(civic.VerbReply)
		c.Message = text
		s.refused(theReporter(), c, civic.KindInvalid, "error.message_needed")
		hold := command(civic.VerbHold)
		hold.Message = text
		s.refused(fullAdmin, hold, civic.KindInvalid, "error.message_needed")
	}
	s.does(fullAdmin, command(civic.VerbVerify))
	for _, change := range []func(*civic.Command){
		func(c *civic.Command) { c.PublicTitle = "\u3164" }, func(c *civic.Command) { c.PublicBody = "\u200b" }, func(c *civic.Command) { c.PublicBody = "---" },
	} {
		c := command(civic.VerbPublish)
		change(&c)
		if e := asError(s.try(fullAdmin, c)); e == nil || e.Kind != civic.KindInvalid {
			t.Errorf("published %+q, %+q", c.PublicTitle, c.PublicBody)
		}
	}
}
