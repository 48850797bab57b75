package casework_test

import (
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

func mergeOrder(into civic.TrackingCode) casework.Order {
	return casework.Order{Command: civic.Command{Verb: civic.VerbMerge, Into: into}}
}

// carryOut gives an order and lets it run, and returns what became of each report.
func carryOut(t *testing.T, w *apptest.Town, who civic.Actor, o casework.Order, codes []civic.TrackingCode) map[civic.TrackingCode]string {
	t.Helper()
	b, err := w.Casework.StartBulk(t.Context(), who, o, casework.Selection{Codes: codes})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil {
		t.Fatal(err)
	}
	rows, err := w.Casework.BulkRows(t.Context(), who, b.ID, 0, casework.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	out := map[civic.TrackingCode]string{}
	for _, r := range rows {
		out[r.Code] = r.Result
	}
	return out
}

// Many reports become one matter: the oldest leads, what follows another one brings its own along, and what cannot follow
// stays as it is and says why.
func TestBulkMergesIntoTheOldest(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 6), w.Officer("kota")
		w.Do(kiki, codes[4], civic.Command{Verb: civic.VerbMerge, Into: codes[3]})
		w.Do(kiki, codes[5], civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Sebelah mana?"})
		w.Do(kiki, codes[2], civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu")})
		sel := casework.Selection{Codes: []civic.TrackingCode{codes[5], codes[2], codes[1], codes[0], codes[3]}}
		p, err := w.Casework.PreviewBulk(t.Context(), kiki, mergeOrder(""), sel)
		if err != nil || p.Lead != codes[0] || p.Total != 4 || p.Able != 2 || len(p.Refusals) != 2 {
			t.Fatalf("%+v, %v", p, err)
		}
		got := carryOut(t, w, kiki, mergeOrder(""), sel.Codes)
		if len(got) != 4 || got[codes[1]] != casework.BulkOK || got[codes[3]] != casework.BulkOK || got[codes[2]] != "error.lead_elsewhere" || got[codes[5]] != "error.bulk_state.info_needed" {
			t.Errorf("results %v", got)
		}
		for _, r := range p.Refusals {
			if !slices.Contains([]string{got[codes[2]], got[codes[5]]}, r.Key) {
				t.Errorf("the preview said %q, and what happened is %v", r.Key, got)
			}
		}
		lead := at(t, w, codes[0])
		for _, code := range []civic.TrackingCode{codes[1], codes[3], codes[4]} {
			if r := at(t, w, code); !r.Follows() || r.Incident != lead.Incident || !lead.Leads {
				t.Errorf("%s: %+v", code, r)
			}
		}
		if in, err := w.Casework.Incident(t.Context(), kiki, lead.Incident, 0, 10); err != nil || in.Weight != 3 {
			t.Errorf("weight %d, %v", in.Weight, err)
		}
		if again := carryOut(t, w, kiki, mergeOrder(codes[0]), []civic.TrackingCode{codes[0], codes[1]}); again[codes[1]] != "error.merged_already" {
			t.Errorf("merged twice: %v", again)
		}
	})
}

// A lead that cannot be one is said before anything begins, and one that the officer may not read is answered like none.
func TestBulkMergeNeedsALead(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 2), w.Officer("kota")
		req := w.Pothole()
		req.Secret = true
		hidden := w.Submit(req).Code
		w.Do(w.Officer("nasional"), hidden, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		elsewhere := w.Submit(w.Pothole()).Code // at the national desk
		refuses := func(name string, who civic.Actor, into civic.TrackingCode, key string, chosen ...civic.TrackingCode) {
			t.Helper()
			sel := casework.Selection{Codes: chosen}
			_, err := w.Casework.PreviewBulk(t.Context(), who, mergeOrder(into), sel)
			if key == "" {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				return
			}
			if civic.KindOf(err) != civic.KindInvalid || err.Error() != civic.Invalid("lead", key).Error() {
				t.Errorf("%s: %v", name, err)
			}
		}
		refuses("one of two", kiki, "", "", codes...)
		refuses("itself alone", kiki, "", "error.bulk_alone", codes[0])
		refuses("none that can lead", kiki, "", "error.bulk_no_lead", hidden)
		refuses("another desk's", kiki, elsewhere, "error.lead_unknown", codes...)
		refuses("none at all", kiki, "AAAAAAAAAAA", "error.lead_unknown", codes...)
		refuses("a secret one", kiki, hidden, "error.lead_secret", codes...)
		refuses("a secret one for the national desk", w.Officer("nasional"), hidden, "error.lead_unknown", codes...)
		if _, err := w.Casework.StartBulk(t.Context(), kiki, mergeOrder(elsewhere), casework.Selection{Codes: codes}); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("ordered all the same: %v", err)
		}
	})
}

// A secret report that is chosen with others follows for those who read it and is refused, like any it does not handle, to
// who does not; its lead's weight does not show it.
func TestBulkMergeKeepsSecrets(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 2), w.Officer("kota")
		req := w.Pothole()
		req.Secret = true
		hidden := w.Submit(req).Code
		w.Do(w.Officer("nasional"), hidden, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		all := append([]civic.TrackingCode{hidden}, codes...)
		if got := carryOut(t, w, w.Officer("nasional"), mergeOrder(codes[0]), all); got[hidden] != "error.act_unread" || got[codes[1]] != "error.agency_acts_itself" {
			t.Errorf("the national desk: %v", got)
		}
		if got := carryOut(t, w, kiki, mergeOrder(""), all); got[hidden] != casework.BulkOK || got[codes[1]] != casework.BulkOK {
			t.Errorf("the handlers: %v", got)
		}
		lead := at(t, w, codes[0])
		in, err := w.Casework.Incident(t.Context(), w.Officer("pengawas"), lead.Incident, 0, 10)
		if err != nil || in.Weight != 1 || slices.ContainsFunc(in.Rows, func(r casework.Row) bool { return r.Report.Code == hidden }) {
			t.Errorf("%+v, %v", in, err)
		}
	})
}
