package casework_test

import (
	"slices"
	"sync"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// closedReports hands reports in at the city and closes them.
func closedReports(w *apptest.Town, n int) []civic.TrackingCode {
	var out []civic.TrackingCode
	for range n {
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami periksa jalannya hari ini."})
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang ditambal Senin, 2 Maret."})
		out = append(out, got.Code)
	}
	return out
}

func orderOf(w *apptest.Town, size int) casework.SampleOrder {
	today := civic.DateOf(w.Clock(), civic.WIB)
	return casework.SampleOrder{Name: "Contoh Maret", From: today.AddDays(-30), To: today, Size: size, Seed: 42}
}

func codesOf(t *testing.T, w *apptest.Town, who civic.Actor, id civic.ID) (out []civic.TrackingCode) {
	t.Helper()
	_, page, err := w.Casework.SampleRows(t.Context(), who, id, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Rows {
		out = append(out, r.Report.Code)
	}
	return out
}

// A sample is drawn from what was closed in the remit, the same again by the same seed, and other supervisors know of it only
// when they read the same.
func TestSamplesAreDrawnFromTheRemit(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		watchers(t, w)
		all := closedReports(w, 8)
		w.Submit(w.Pothole()) // open
		who := w.Officer("pengawas")
		x, err := w.Casework.DrawSample(t.Context(), who, orderOf(w, 5))
		if err != nil || x.Drawn != 5 || x.Found != 8 || x.Days != 0 {
			t.Fatalf("%+v, %v", x, err)
		}
		got := codesOf(t, w, who, x.ID)
		for _, code := range got {
			if !slices.Contains(all, code) {
				t.Errorf("%s was not closed", code)
			}
		}
		again, err := w.Casework.DrawSample(t.Context(), who, orderOf(w, 5))
		if err != nil || !slices.Equal(codesOf(t, w, who, again.ID), got) {
			t.Errorf("the same seed draws others, %v", err)
		}
		other := orderOf(w, 5)
		other.Seed = 43
		if y, err := w.Casework.DrawSample(t.Context(), who, other); err != nil || slices.Equal(codesOf(t, w, who, y.ID), got) {
			t.Errorf("another seed draws the same, %v", err)
		}
		restrict(t, w, "kemendagri", civic.Remit{Kinds: []string{"ministry"}})
		if _, err := w.Casework.DrawSample(t.Context(), w.Officer("kemendagri"), orderOf(w, 5)); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("out of an empty remit: %v", err)
		}
		if _, _, err := w.Casework.SampleRows(t.Context(), w.Officer("kemendagri"), x.ID, 0, 9); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a sample of another remit: %v", err)
		}
		if page, err := w.Casework.Samples(t.Context(), w.Officer("ksp"), 0, 2); err != nil || len(page.Rows) != 2 || !page.More {
			t.Errorf("colleagues list %+v, %v", page, err)
		}
		if _, err := w.Casework.DrawSample(t.Context(), w.Officer("nasional"), orderOf(w, 5)); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("the national desk draws: %v", err)
		}
		late := orderOf(w, 5)
		late.Size = civic.MaxSample + 1
		if _, err := w.Casework.DrawSample(t.Context(), who, late); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("too many: %v", err)
		}
	})
}

func grades(g civic.Grade, w *apptest.Town, t *testing.T, x *casework.AuditSample) map[string]civic.Grade {
	t.Helper()
	out := map[string]civic.Grade{}
	for _, c := range w.Casework.Criteria(t.Context(), x) {
		out[c.Code] = g
	}
	if len(out) == 0 {
		t.Fatal("there are no criteria")
	}
	return out
}

// Two supervisors judge the same report at once and neither loses anything; one who writes from an older page is told.
func TestJudgementsOfTwoAreBothKept(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		watchers(t, w)
		closedReports(w, 2)
		names := []string{"pengawas", "ksp"}
		x, err := w.Casework.DrawSample(t.Context(), w.Officer(names[0]), orderOf(w, 2))
		if err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		for i, name := range names {
			j := civic.Judgement{Grades: grades(civic.Grades()[2*i], w, t, &x), Holds: i == 0, Note: "Catatan " + name}
			both.Go(func() {
				if err := w.Casework.Judge(t.Context(), w.Officer(name), x.ID, 1, j, 0); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		_, row, err := w.Casework.SampleRow(t.Context(), w.Officer("ksp"), x.ID, 1)
		if err != nil || len(row.Judged) != 2 || row.Mine(w.Officer("ksp").Officer).Note != "Catatan ksp" || row.Mine(w.Officer("pengawas").Officer).Note != "Catatan pengawas" {
			t.Fatalf("%+v, %v", row.Judged, err)
		}
		again := civic.Judgement{Grades: grades(civic.GradePartly, w, t, &x), Holds: true}
		if err := w.Casework.Judge(t.Context(), w.Officer("ksp"), x.ID, 1, again, 0); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("from an older page: %v", err)
		}
		if err := w.Casework.Judge(t.Context(), w.Officer("ksp"), x.ID, 1, again, 1); err != nil {
			t.Error(err)
		}
		if err := w.Casework.Judge(t.Context(), w.Officer("ksp"), x.ID, 2, civic.Judgement{Holds: true}, 0); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("without grades: %v", err)
		}
		res, err := w.Casework.SampleResult(t.Context(), w.Officer("pengawas"), x.ID)
		if err != nil || res.All.N != 2 || res.All.Holds != 2 || res.All.Criteria[0] != (casework.GradeCount{Yes: 1, Partly: 1}) || len(res.Agencies) != 1 || res.Agencies[0].N != 2 || res.Agencies[0].Agency.Code != "kota" {
			t.Errorf("%+v, %v", res, err)
		}
		gone(t, w, x.ID)
		if n := w.Number(`SELECT count(*) FROM sample_report`); n != 2 {
			t.Errorf("judging left %d reports in the sample", n)
		}
	})
}

// gone: of a report that is outside of a narrowed remit, the one who drew the sample keeps the own words and learns nothing else.
func gone(t *testing.T, w *apptest.Town, id civic.ID) {
	t.Helper()
	restrict(t, w, "pengawas", civic.Remit{Kinds: []string{"ministry"}})
	_, page, err := w.Casework.SampleRows(t.Context(), w.Officer("pengawas"), id, 0, 9)
	if err != nil || len(page.Rows) != 2 || len(page.Rows[0].Judged) != 1 || page.Rows[0].Judged[0].Note != "Catatan pengawas" {
		t.Fatalf("%+v, %v", page.Rows, err)
	}
	for _, r := range page.Rows {
		if !r.Gone || r.Agency != "" || r.Report.Code != "" || r.Title != "" {
			t.Errorf("a report outside of the remit tells %+v", r)
		}
	}
	res, err := w.Casework.SampleResult(t.Context(), w.Officer("pengawas"), id)
	if err != nil || res.All.N != 2 || len(res.Agencies) != 0 || len(res.Rows) != 1 || res.Rows[0].Code != "" || res.Rows[0].Agency != "" {
		t.Errorf("%+v, %v", res, err)
	}
}
