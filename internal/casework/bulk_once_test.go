package casework_test

import (
	"sync"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// The same order under the same key is one, also when it is sent many times at once, and also after it was carried out
// and its list is empty.
func TestBulkUnderOneKeyIsOneOrder(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 2), w.Officer("kota")
		order := casework.Order{Command: civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu")}, Key: "satu-kali"}
		sel := casework.Selection{List: &casework.InboxQuery{State: at(t, w, codes[0]).State}}
		var all [8]casework.Bulk
		var errs [8]error
		var wg sync.WaitGroup
		for i := range all {
			wg.Go(func() { all[i], errs[i] = w.Casework.StartBulk(t.Context(), kiki, order, sel) })
		}
		wg.Wait()
		made := 0
		for i := range all {
			if errs[i] != nil || all[i].ID != all[0].ID || all[i].Total != 2 {
				t.Fatalf("order %d: %+v, %v", i, all[i].Bulk, errs[i])
			}
			if !all[i].Repeated {
				made++
			}
		}
		if made != 1 || rowsOf(t, w, "bulk") != 1 || rowsOf(t, w, "bulk_row") != 2 {
			t.Errorf("%d were made, %d are there with %d rows", made, rowsOf(t, w, "bulk"), rowsOf(t, w, "bulk_row"))
		}
		if err := w.Casework.RunBulk(t.Context(), all[0].ID); err != nil {
			t.Fatal(err)
		}
		before := at(t, w, codes[0])
		got, err := w.Casework.StartBulk(t.Context(), kiki, order, sel)
		if err != nil || got.ID != all[0].ID || !got.Repeated || got.Done != 2 || at(t, w, codes[0]).Seq != before.Seq {
			t.Errorf("sent again after it was done: %+v, %v", got.Bulk, err)
		}
	})
}

// A key belongs to what was asked for under it, and to the officer who asked.
func TestBulkKeyIsOfOneOrderAndOneOfficer(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 2), w.Officer("kota")
		note := func(text string) casework.Order {
			return casework.Order{Command: civic.Command{Verb: civic.VerbNote, Message: text}, Key: "satu-kali"}
		}
		first, err := w.Casework.StartBulk(t.Context(), kiki, note("Periksa bersama."), casework.Selection{Codes: codes})
		if err != nil {
			t.Fatal(err)
		}
		for name, x := range map[string]struct {
			order casework.Order
			codes []civic.TrackingCode
		}{"other words": {note("Periksa besok."), codes}, "other reports": {note("Periksa bersama."), codes[:1]}} {
			if _, err := w.Casework.StartBulk(t.Context(), kiki, x.order, casework.Selection{Codes: x.codes}); civic.KindOf(err) != civic.KindConflict {
				t.Errorf("%s under the key: %v", name, err)
			}
		}
		got, err := w.Casework.StartBulk(t.Context(), w.Officer("nasional"), note("Periksa bersama."), casework.Selection{Codes: codes})
		if err != nil || got.ID == first.ID || got.Repeated {
			t.Errorf("another officer's order: %+v, %v", got.Bulk, err)
		}
		if n := rowsOf(t, w, "bulk"); n != 2 {
			t.Errorf("%d orders", n)
		}
	})
}
