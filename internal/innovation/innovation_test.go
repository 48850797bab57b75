package innovation

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDatesStayAsExactAsTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"2014-01": "2014-01", "2012": "2012", "sejak 2015": "2015", "Maret 2016": "2016-03", "12 Maret 2016": "2016-03-12", "31/01/2019": "2019-01-31", "2019-02-28": "2019-02-28",
		"Nopember 2018": "2018-11", "Agt 2020": "2020-08", "diluncurkan 1 Juni 2021 di balai kota": "2021-06-01", "2021-13": "", "30 Februari 2020": "", "": "", "tahun lalu": "", "Kota 2020": "2020",
	} {
		d, ok := ParseDate(text)
		got := ""
		if ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestStatuses(t *testing.T) {
	for text, want := range map[string]Status{
		"masih berjalan": Continues, "Berkembang": Grows, "sudah tidak aktif": Stopped, "vakum": Rests, "": Unknown, "unknown": Unknown, "dihentikan 2023": Stopped,
	} {
		if got := ParseStatus(text); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestJudge(t *testing.T) {
	whole := Innovation{Name: "a", Agency: "b", Problem: "c", Solution: "d", Started: "2020", Status: "aktif", SDGs: []string{"3", "TPB 16"}, Metrics: []Metric{{Before: "1", After: "0"}}}
	j := Judge(whole)
	if diff := cmp.Diff(Judgement{Started: &Date{Year: 2020}, Status: Continues, Metrics: 1, Goals: []int{3, 16}, Warnings: []Warning{}}, j); diff != "" {
		t.Error(diff)
	}
	bare := Judge(Innovation{Solution: strings.Repeat("é", 501), SDGs: []string{"18", "x"}, Metrics: []Metric{{Before: "1"}}})
	want := []Warning{NoAgency, MetricHalf, NoProblem, UnknownGoal, NoStart, NoStatus, LongSummary}
	if diff := cmp.Diff(want, bare.Warnings); diff != "" {
		t.Error(diff)
	}
	if w := Judge(Innovation{}).Warnings; !cmp.Equal(w, []Warning{NoAgency, NoMetric, NoProblem, NoSolution, NoStart, NoStatus}) {
		t.Error(w)
	}
}
