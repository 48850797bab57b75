package bench_test

import (
	"testing"

	"tuntas/internal/bench"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// Ten thousand reports in a year with days off, three zones and leaves: no reminder is missing, none is told twice, none
// comes on a day off, and each finds somebody.
func TestYear(t *testing.T) {
	for _, name := range dbtest.Dialects() {
		t.Run(name, func(t *testing.T) {
			o := bench.Options{Dir: t.TempDir(), Say: t.Logf}
			if name == "postgres" {
				o.DatabaseURL = dbtest.Options(t, name, migrations.FS).URL
			}
			n := 10_000
			if raced && name == "sqlite" {
				n = 3_000
			}
			res, err := bench.RunYear(t.Context(), o, n)
			if err != nil {
				t.Errorf("%+v: %v", res, err)
			}
			if res.Reports != n || res.Days != 365 || res.Reminders < 5*n || res.Climbed < n || res.Leaves < 100 {
				t.Errorf("not much of a year: %+v", res)
			}
		})
	}
}
