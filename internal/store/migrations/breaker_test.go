package migrations_test

import (
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// An installation from before has a length for the time to decide, or nobody could give a report back a second time; an
// empty database is left to whoever founds it.
func TestBreakerUpgradesAnInstallationWithPolicies(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		for founded, want := range map[bool]int{true: 1, false: 0} {
			t.Run(d, func(t *testing.T) {
				db := dbtest.Open(t, d, before(t, "0020"))
				if founded {
					if _, err := db.Exec(t.Context(), `INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source) VALUES (7, NULL, 'response', '', '', 5, 'working_days', 0, '', 'x')`); err != nil {
						t.Fatal(err)
					}
				}
				if err := sqldb.Migrate(t.Context(), db, migrations.FS); err != nil {
					t.Fatal(err)
				}
				s, err := store.New(t.Context(), db)
				if err != nil {
					t.Fatal(err)
				}
				ref, err := s.LoadReference(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				n := 0
				for _, p := range ref.Policies {
					if p.Clock == civic.ClockDecide && p.Amount == 1 && p.Unit == civic.WorkingDays && p.AgencyID == 0 && p.ID == 8 {
						n++
					}
				}
				if n != want || len(ref.Limits) != 0 {
					t.Errorf("founded %v: %d lengths of the time to decide, %+v", founded, n, ref.Limits)
				}
			})
		}
	}
}
