package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// sees tells where an officer comes upon a report: every way in which officers look for reports.
func sees(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) []string {
	t.Helper()
	w.Settled()
	var out []string
	listed := func(where string, q casework.InboxQuery) {
		for _, queue := range []civic.Queue{civic.QueueAction, civic.QueueWaiting, civic.QueueDone} {
			q.Queue = queue
			page, err := w.Casework.Inbox(t.Context(), who, q)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(page.Rows, func(r casework.Row) bool { return r.Report.Code == code }) {
				out = append(out, where)
			}
		}
	}
	listed("list", casework.InboxQuery{})
	listed("narrowed list", casework.InboxQuery{Narrow: casework.Narrow{Channel: "web"}})
	listed("search", casework.InboxQuery{Narrow: casework.Narrow{Text: "lubang"}})
	if v, err := w.Casework.View(t.Context(), who, code); err == nil && (v.Sight.Text || len(v.Allowed) > 0) {
		out = append(out, "page")
	}
	n, err := w.Casework.Counts(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	if n.Action+n.Waiting+n.Done > 0 {
		out = append(out, "counts")
	}
	if err := w.Casework.Watch(t.Context(), who, code, true); err == nil {
		out = append(out, "watching")
	}
	return out
}

// Whoever is kept out in person comes upon the report nowhere; a colleague at the same desk does, and so does whoever was
// let in again. That somebody was kept out, whom and why, supervisors read.
func TestWhoeverIsKeptOutSeesNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		kota, pengawas := w.Officer("kota"), w.Officer("pengawas")
		before := sees(t, w, kota, got.Code)
		if len(before) < 6 {
			t.Fatalf("the coordinator comes upon it at %v", before)
		}
		const why = "Koordinator ini ipar pihak yang dilaporkan."
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: kota.Officer, Message: why})
		if after := sees(t, w, kota, got.Code); len(after) != 0 {
			t.Errorf("kept out, and yet it is found at %v", after)
		}
		if _, err := w.Casework.Act(t.Context(), kota, got.Code, civic.Command{Verb: civic.VerbNote, Message: "Saya baca."}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("kept out, and yet: %v", err)
		}
		v, err := w.Casework.View(t.Context(), pengawas, got.Code)
		if err != nil || len(v.Kept) != 1 || v.Kept[0].Name != "Kiki Kota" || v.Kept[0].Reason != why || v.Kept[0].By != "Nia Nasional" {
			t.Errorf("supervisors read %+v, %v", v.Kept, err)
		}
		for _, name := range []string{"jalan", "dpu", "kepala"} {
			v, err := w.Casework.View(t.Context(), w.Officer(name), got.Code)
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Kept) > 0 || len(v.Report.Oversight.Kept) > 0 || slices.ContainsFunc(v.Events, func(e casework.Entry) bool {
				return strings.Contains(e.Message, "ipar") || e.Detail[civic.DetailKeptOfficer] != ""
			}) {
				t.Errorf("%s reads who is kept out", name)
			}
		}
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbLetIn, KeepOfficer: kota.Officer, Message: "Bukan iparnya."})
		if after := sees(t, w, kota, got.Code); len(after) != len(before) {
			t.Errorf("let in again, it is found at %v", after)
		}
	})
}

// An office that is kept out loses the report, with everybody below it, and nothing brings it back there.
func TestAnOfficeThatIsKeptOutLosesTheReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		jalan := w.Officer("jalan")
		after := w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepDesk: w.Agency("dpu"), Message: "Kepala dinas yang dilaporkan."})
		if after.Holder != w.Agency("kota") {
			t.Errorf("it lies at %d", after.Holder)
		}
		for _, who := range []civic.Actor{jalan, w.Officer("dpu")} {
			if found := sees(t, w, who, got.Code); len(found) != 0 {
				t.Errorf("desk %d comes upon it at %v", who.Desk, found)
			}
		}
		for desk, key := range map[string]string{"dpu": "error.target_kept", "jalan": "error.target_kept"} {
			_, err := w.Casework.Act(t.Context(), w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency(desk)})
			if e := new(civic.Error); !errors.As(err, &e) || e.Key != key {
				t.Errorf("sent to %s: %v", desk, err)
			}
		}
		offered, _, err := w.Casework.Targets(t.Context(), w.Officer("kota"), got.Code, civic.VerbDispose, "", 50)
		if err != nil || slices.ContainsFunc(offered, func(a civic.Agency) bool { return a.Code == "dpu" }) {
			t.Errorf("offered are %v, %v", offered, err)
		}
	})
}
