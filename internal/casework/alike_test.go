package casework_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/triage"
)

func sayingRequest(s saying) intake.Request {
	req := intake.Request{Submission: civic.Submission{Class: civic.Complaint, Body: s.body, Channel: "web", Place: civic.Place{Text: s.place, Region: "35.78.01"}}}
	if s.at != [2]float64{} {
		req.Place.Lat, req.Place.Lng, req.Place.HasPoint = s.at[0], s.at[1], true
	}
	return req
}

// alikeTo asks for what is like a report.
func alikeTo(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) []casework.Alike {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Casework.Alike(t.Context(), who, &v)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Reports about the same in other words are found, those about the like elsewhere are not.
func TestReportsAboutTheSameAreFound(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		matter, codes := map[civic.TrackingCode]string{}, []civic.TrackingCode{}
		size := map[string]int{}
		for i, s := range sayings() {
			if i%5 == 0 {
				w.Pass(7 * time.Hour)
			}
			got := w.Submit(sayingRequest(s))
			codes = append(codes, got.Code)
			matter[got.Code] = s.matter
			size[s.matter]++
		}
		w.Settled()
		who := w.Officer("nasional")
		found, wanted, wrong, first, firstOf := 0, 0, 0, 0, 0
		for _, code := range codes {
			wanted += size[matter[code]] - 1
			got := alikeTo(t, w, who, code)
			if len(got) > 5 {
				t.Errorf("%d are offered", len(got))
			}
			for i, a := range got {
				right := matter[a.Report.Code] == matter[code]
				if right {
					found++
				} else {
					wrong++
					t.Logf("%s is taken for %s: %.2f %v", matter[a.Report.Code], matter[code], a.Score, a.Words)
				}
				if i == 0 {
					firstOf++
					if right {
						first++
					}
				}
				if len(a.Words) == 0 || a.Days < 0 {
					t.Errorf("%s like %s, and no reason why: %+v", matter[a.Report.Code], matter[code], a)
				}
			}
			if len(got) == 0 && size[matter[code]] > 1 {
				t.Logf("nothing is like %s", matter[code])
			}
		}
		t.Logf("found %d of %d, %d wrong; the first is right in %d of %d", found, wanted, wrong, first, firstOf)
		if found*100 < wanted*90 || wrong*10 > found || first*100 < firstOf*95 {
			t.Errorf("found %d of %d, %d wrong; the first is right in %d of %d", found, wanted, wrong, first, firstOf)
		}
	})
}

// Only what the officer may read, only what is open, and nothing of a secret report, now or a moment ago.
func TestNobodyIsOfferedWhatIsNotTheirs(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		first, _ := w.Handled(w.Pothole())
		second, me := w.Handled(w.Pothole())
		secret := w.Pothole()
		secret.Secret = true
		hidden, _ := w.Handled(secret)
		w.Settled()
		jalan := w.Officer("jalan")
		codes := func(who civic.Actor, of civic.TrackingCode) map[civic.TrackingCode]bool {
			out := map[civic.TrackingCode]bool{}
			for _, a := range alikeTo(t, w, who, of) {
				out[a.Report.Code] = true
			}
			return out
		}
		if got := codes(jalan, first.Code); !got[second.Code] || got[hidden.Code] || got[first.Code] || len(got) != 1 {
			t.Errorf("beside an open report: %v", got)
		}
		if got := codes(jalan, hidden.Code); !got[first.Code] || !got[second.Code] {
			t.Errorf("beside a secret report, for whoever handles it: %v", got)
		}
		if n := digests(w, hidden.Report.ID); n != 0 {
			t.Errorf("%d digests of a secret report are kept", n)
		}
		w.Do(me, second.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		if n := digests(w, second.Report.ID); n != 0 {
			t.Errorf("%d digests are left at the moment a report becomes secret", n)
		}
		w.Settled()
		if got := codes(jalan, first.Code); len(got) != 0 {
			t.Errorf("a report that became secret is offered: %v", got)
		}
		w.Do(me, second.Code, civic.Command{Verb: civic.VerbReveal, Flag: civic.FlagSecret})
		w.Settled()
		if got := codes(jalan, first.Code); !got[second.Code] {
			t.Errorf("open again, and not found: %v", got)
		}
		w.Do(me, second.Code, civic.Command{Verb: civic.VerbWithdraw})
		w.Settled()
		if got := codes(jalan, first.Code); len(got) != 0 {
			t.Errorf("what has ended is offered: %v", got)
		}
		if n := digests(w, second.Report.ID); n != 0 {
			t.Errorf("%d digests of a report that has ended are kept", n)
		}
		other := w.Pothole()
		other.Named = w.Agency("kemen")
		far := w.Submit(other)
		w.Settled()
		if got := codes(w.Officer("kemen"), far.Code); len(got) != 0 {
			t.Errorf("another agency's reports are offered: %v", got)
		}
	})
}

// Among thousands of real reports one that is told anew in other order and with other words is found. The texts are not
// part of the project.
func TestRetoldReportsAreFoundAmongMany(t *testing.T) {
	f, err := os.Open("../../../shared/data/complaints/dev.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the sample of real reports is not on this machine")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	index := map[int64][]int{}
	var all [][]triage.Term
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var row struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		terms := triage.Terms(row.Text)
		for _, b := range triage.Bands(terms, triage.Spot{Region: "35.78"}) {
			index[b] = append(index[b], len(all))
		}
		all = append(all, terms)
	}
	rng := rand.New(rand.NewPCG(3, 5))
	const most = 30 // newest of a band, as the table is read
	tried, found := 0, 0
	for i, terms := range all {
		if len(terms) < 12 || rng.IntN(20) > 0 {
			continue
		}
		var again []triage.Term
		for _, x := range terms {
			if rng.IntN(100) < 55 { // nearly half of the words are others
				again = append(again, x)
			}
		}
		for range len(terms) / 3 { // and words of somebody else's come in
			other := all[rng.IntN(len(all))]
			if len(other) > 0 {
				again = append(again, other[rng.IntN(len(other))])
			}
		}
		rng.Shuffle(len(again), func(a, b int) { again[a], again[b] = again[b], again[a] })
		tried++
		best, at := 0.0, -1
		seen := map[int]bool{}
		for _, b := range triage.Near(again, triage.Spot{Region: "35.78"}, "") {
			hits := index[b]
			// The original is as likely to be old as new: what the table would leave out is left out here too.
			if len(hits) > most {
				hits = hits[len(hits)-most:]
			}
			for _, h := range hits {
				if !seen[h] {
					seen[h] = true
					if like, _, _ := triage.Overlap(again, all[h]); like > best {
						best, at = like, h
					}
				}
			}
		}
		if at == i {
			found++
		}
	}
	t.Logf("%d of %d retold reports are found first among %d", found, tried, len(all))
	if tried < 100 || found*100 < tried*80 {
		t.Errorf("%d of %d retold reports are found first", found, tried)
	}
}

func TestReasonsAreWords(t *testing.T) {
	like, words, _ := triage.Overlap(triage.Terms("Lubang besar di depan Pasar Wonokromo membahayakan"), triage.Terms("Pasar Wonokromo: jalan berlubang besar"))
	if like < 0.3 || len(words) < 2 || words[0] != "wonokromo" || strings.Contains(strings.Join(words, " "), "depan pasar") {
		t.Errorf("%.2f %q", like, words)
	}
	if like, words, _ := triage.Overlap(triage.Terms("Mohon bantuannya pak"), triage.Terms("Mohon segera ditindak lanjuti pak")); like > 0.5 || len(words) != 0 {
		t.Errorf("words of asking: %.2f %q", like, words)
	}
	if n := len(triage.Bands(triage.Terms(sayings()[0].body), triage.Spot{Region: "35.78.01", Topic: "3"})); n < 5 || n > 12 {
		t.Errorf("%d digests of one report", n)
	}
}

// digests is 0 when a report is found beside no other.
func digests(w *apptest.Town, id civic.ID) int {
	key := "rowid" // of an index of words
	if w.DB.Dialect().Postgres() {
		key = "report_id"
	}
	return w.Number(`SELECT count(*) FROM search_alike WHERE `+key+` = $1`, int64(id))
}
