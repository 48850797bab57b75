package civic_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// sources is what a dossier of a report is made from, with words in it that must not come out.
func sources(r civic.Report, events []civic.Event) civic.DossierSource {
	s := civic.DossierSource{Report: r, Events: slices.Clone(events), Office: func(id civic.ID) string { return "kantor " + id.String() },
		Reason: func(e *civic.Event) string { return e.Reason }}
	for i := range s.Events {
		e := &s.Events[i]
		if e.Shown == civic.ForOfficers {
			e.Message = "KENARI-internal"
			e.Detail = map[string]string{"rating": "KENARI-internal"}
		}
		if e.Detail != nil {
			e.Detail["approved_by"], e.Detail["suggested"], e.Detail["quality_reason"] = "KENARI-names", "KENARI-names", "KENARI-names"
		}
		s.Files = append(s.Files, civic.SourceFile{Seq: e.Seq, Shown: e.Shown, Name: "KENARI-names.jpg", SHA256: string(e.Shown), MediaType: "image/png"})
	}
	return s
}

// Whatever happened to a report: its dossier holds every event that the reporter may read, in order, and nothing else.
func TestDossierHoldsWhatTheReporterReads(t *testing.T) {
	entries := 0
	rapid.Check(t, func(t *rapid.T) {
		a, w, r, _ := live(t)
		d := civic.Dossier{Format: civic.DossierFormat}
		s := sources(r, a.events)
		kept := d.Fill(s)
		for _, p := range civic.Pledges(a.at, w.Now, r, a.events) {
			d.Promise(&p, "aturan", civic.Date{}, nil)
		}
		var want []string
		for _, e := range a.events {
			if e.Shown != civic.ForOfficers {
				want = append(want, string(e.Verb)+e.Message)
			}
		}
		if len(d.Timeline) != len(want) || len(d.Files) != len(want) || len(kept) != len(want) {
			t.Fatalf("%d entries and %d files of %d", len(d.Timeline), len(d.Files), len(want))
		}
		for i, e := range d.Timeline {
			if e.N != i+1 || string(e.Verb)+e.Message != want[i] || e.Mends >= e.N {
				t.Fatalf("entry %d is %+v, want %s", i, e, want[i])
			}
			entries++
		}
		first, err := d.JSON()
		if err != nil || strings.Contains(string(first), "KENARI") {
			t.Fatalf("%v: %s", err, first)
		}
		var again civic.Dossier
		if err := json.Unmarshal(first, &again); err != nil {
			t.Fatal(err)
		}
		if second, err := again.JSON(); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("read and written again it is another: %v\n%s\n%s", err, first, second)
		}
	})
	if entries == 0 {
		t.Fatal("no entry was looked at")
	}
}
