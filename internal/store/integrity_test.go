package store_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// Lists leave out what their reader is kept out of in person, and nothing else; whoever is let in again finds it.
func TestListsLeaveOutWhoIsKeptOut(t *testing.T) {
	each(t, func(r *rig) {
		theirs, other := r.plain(works), r.plain(works)
		theirs.Oversight.Kept = []civic.Kept{{Seq: 1, Desk: health}}
		r.put(&theirs)
		r.put(&other)
		if got, err := r.s.ReportByID(r.ctx, r.db, theirs.ID); err != nil || len(got.Oversight.Kept) != 1 {
			t.Errorf("kept out from the first moment: %+v, %v", got.Oversight, err)
		}
		was := theirs
		theirs.Oversight.Kept = append(slices.Clone(was.Oversight.Kept), civic.Kept{Seq: 2, Officer: 77})
		theirs.Seq++
		r.save(&was, &theirs)
		finds := func(officer civic.ID) []civic.ID {
			var all []civic.ID
			for _, q := range []civic.Queue{civic.QueueAction, civic.QueueWaiting, civic.QueueDone} {
				all = append(all, ids(r.pages(store.InboxFilter{Desk: city, Queue: q, Sieve: store.Sieve{Viewer: officer}, Limit: 1}, nil))...)
			}
			slices.Sort(all)
			return all
		}
		both := []civic.ID{min(theirs.ID, other.ID), max(theirs.ID, other.ID)}
		for officer, want := range map[civic.ID][]civic.ID{77: {other.ID}, 78: both, 0: both} {
			if got := finds(officer); !slices.Equal(got, want) {
				t.Errorf("officer %d finds %v, not %v", officer, got, want)
			}
		}
		for officer, n := range map[civic.ID]int{77: 1, 78: 0} {
			if kept, err := r.s.KeptFrom(r.ctx, r.db, officer); err != nil || len(kept) != n {
				t.Errorf("officer %d is kept from %d, %v", officer, len(kept), err)
			}
		}
		was = theirs
		theirs.Oversight.Kept, theirs.Seq = was.Oversight.Kept[:1], theirs.Seq+1
		r.save(&was, &theirs)
		if got := finds(77); !slices.Equal(got, both) {
			t.Errorf("let in again, they find %v", got)
		}
	})
}
