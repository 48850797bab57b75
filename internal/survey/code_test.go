package survey_test

import (
	"crypto/rand"
	"testing"

	"tuntas/internal/survey"
)

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	c, err := survey.NewCode(rand.Reader)
	if err != nil || len(c) != 16 || len(c.Display()) != 19 {
		t.Fatalf("%q, %v", c, err)
	}
	if got, err := survey.ParseCode(" " + c.Display() + " "); err != nil || got != c {
		t.Errorf("%q is read as %q: %v", c.Display(), got, err)
	}
	for typed, want := range map[string]survey.Code{"abcd-efgh-jkmn-oil1": "ABCDEFGHJKMN0111", "ABCD": "", "ABCDEFGHJKMNPQRSX": "", "ABCDEFGHJKMNPQR!": "", "ABCDEFGHJKMNPQRU": ""} {
		if got, err := survey.ParseCode(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q: %v", typed, got, err)
		}
	}
}
