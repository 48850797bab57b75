package service

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

//go:embed testdata/times.tsv
var times string

// short writes a Time the way testdata/times.tsv does.
func short(t Time) string {
	var b []string
	switch {
	case t.Min != nil && t.Max != nil:
		b = append(b, fmt.Sprintf("%d-%d", *t.Min, *t.Max))
	case t.Min != nil:
		b = append(b, fmt.Sprintf("%d-", *t.Min))
	case t.Max != nil:
		b = append(b, fmt.Sprint(*t.Max))
	}
	b = append(b, string(t.Unit), string(t.Clock))
	if e := t.Extension; e != nil && e.Max != nil {
		b = append(b, fmt.Sprintf("ext %d %s", *e.Max, e.Unit))
	} else if e != nil {
		b = append(b, "ext open")
	}
	b = append(b, string(t.Parse))
	var vs []string
	for _, v := range t.Variants {
		vs = append(vs, v.When+"="+short(Time{Min: v.Min, Max: v.Max, Unit: v.Unit}))
	}
	if len(vs) > 0 {
		b = append(b, "["+strings.Join(vs, " ")+"]")
	}
	return strings.Join(strings.Fields(strings.Join(b, " ")), " ")
}

func TestTimesAsOfficesWriteThem(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(times), "\n")
	if len(lines) < 80 {
		t.Fatalf("only %d sentences", len(lines))
	}
	for _, line := range lines {
		text, want, _ := strings.Cut(line, "\t")
		if got := short(ParseTime(text)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}
