package migrations_test

import (
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// An installation from before has reasons for more time, or nobody could ask for it; an empty database is left to whoever
// founds it.
func TestExtensionUpgradesAnInstallationWithReasons(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		for founded, want := range map[bool]int{true: 4, false: 0} {
			t.Run(d, func(t *testing.T) {
				db := dbtest.Open(t, d, before(t, "0024"))
				if founded {
					if _, err := db.Exec(t.Context(), `INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system) VALUES (7, 'hold', 'own', 'x', '', '2024-01-01', '', '', FALSE)`); err != nil {
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
				got := map[civic.ID]bool{}
				for _, r := range ref.Reasons {
					if r.List == civic.ReasonsExtend && r.TextID != "" && r.TextEN != "" && !r.ForSystem {
						got[r.ID] = true
					}
				}
				if len(got) != want || want > 0 && (!got[8] || !got[11]) {
					t.Errorf("founded %v: reasons %v", founded, got)
				}
			})
		}
	}
}
