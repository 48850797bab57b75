package insight

import (
	"context"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// alarms sets when somebody is to be reminded of reports next. What was told already stays told; what is due and not yet
// told is due still.
func (in *Insight) alarms(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, found []store.DeskEntry) error {
	var ids []civic.ID
	for i := range found {
		if found[i].Parts&store.DeskAlarm != 0 {
			ids = append(ids, found[i].Report.ID)
		}
	}
	now, err := in.store.LockAlarms(ctx, tx, ids)
	if err != nil {
		return err
	}
	w := m.World(time.Time{})
	var set []store.Alarm
	for i := range found {
		r := &found[i].Report
		if found[i].Parts&store.DeskAlarm == 0 {
			continue
		}
		a, had := now[r.ID]
		at := w.NextReminder(r, a.ToldTo)
		if !at.IsZero() || had {
			set = append(set, store.Alarm{Report: r.ID, At: at, ToldTo: a.ToldTo})
		}
	}
	in.store.SetAlarms(tx, set)
	return nil
}
