package casework_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
)

// shake ends posts, sends officers away, closes offices, hangs them below other ones, and lets chains go in circles.
func shake(t *testing.T, w *apptest.Town, dice *rand.Rand) {
	t.Helper()
	do := func(sql string, args ...any) {
		t.Helper()
		if _, err := w.DB.Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	chance := func(n int) bool { return dice.IntN(n) == 0 }
	ref := w.Atlas.Current(t.Context()).Ref
	for _, a := range ref.Agencies {
		if a.Parent == 0 {
			continue
		}
		do(`UPDATE agency SET active = $2 WHERE id = $1`, int64(a.ID), !chance(4))
		if chance(4) { // below any office, itself and those below it too
			do(`UPDATE agency SET parent_id = $2 WHERE id = $1`, int64(a.ID), int64(ref.Agencies[dice.IntN(len(ref.Agencies))].ID))
		}
		switch dice.IntN(6) {
		case 0: // the post has ended
			do(`UPDATE post SET valid_to = $2 WHERE agency_id = $1`, int64(a.ID), w.Clock().UnixMicro())
		case 1: // it begins next year
			do(`UPDATE post SET valid_from = $2 WHERE agency_id = $1`, int64(a.ID), w.Clock().AddDate(1, 0, 0).UnixMicro())
		case 2: // who holds it may not sign in
			do(`UPDATE officer SET active = FALSE WHERE id IN (SELECT officer_id FROM post WHERE agency_id = $1)`, int64(a.ID))
		case 3: // who is left only looks
			do(`UPDATE post SET role = 'auditor' WHERE agency_id = $1`, int64(a.ID))
		}
	}
	do(`UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'ref_version'`)
	if err := w.Atlas.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Whatever became of offices and people while a report waited: what is told is told at an open desk where somebody sits,
// or at the national desk, and it is told.
func TestRemindersFindSomebodyWhateverHappened(t *testing.T) {
	for seed := range uint64(6) {
		apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
			dice := rand.New(rand.NewPCG(seed, 1))
			w.Handled(w.Pothole())
			if err := w.Insight.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range 12 {
				shake(t, w, dice)
				w.Pass(4 * 24 * time.Hour)
				last := w.Number(`SELECT COALESCE(max(id), 0) FROM reminder`)
				if _, err := w.Casework.RemindDue(t.Context(), 3); err != nil {
					t.Fatal(err)
				}
				lost := w.Number(`SELECT count(*) FROM reminder r JOIN agency a ON a.id = r.desk_id WHERE r.id > $1 AND a.parent_id IS NOT NULL AND (NOT a.active OR NOT EXISTS
					(SELECT 1 FROM post p JOIN officer o ON o.id = p.officer_id WHERE p.agency_id = a.id AND o.active AND p.role <> 'auditor'
					AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)))`, last, w.Clock().UnixMicro())
				if lost != 0 {
					t.Fatalf("%d reminders at desks where nobody sits", lost)
				}
			}
			if all := w.Number(`SELECT count(*) FROM reminder`); all == 0 {
				t.Error("nobody was told anything")
			}
		})
	}
}
