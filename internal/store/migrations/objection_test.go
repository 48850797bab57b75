package migrations_test

import (
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// An installation from before has the lengths and the grounds of UU 14/2008, or nobody could refuse information lawfully and
// nobody object; an empty database is left to whoever founds it.
func TestObjectionUpgradesAnInstallation(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		for _, founded := range []bool{true, false} {
			t.Run(d, func(t *testing.T) {
				db := dbtest.Open(t, d, before(t, "0028"))
				if founded {
					for _, sql := range []string{
						`INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system) VALUES (7, 'hold', 'own', 'x', '', '2024-01-01', '', '', FALSE)`,
						`INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source) VALUES (7, NULL, 'response', '', '', 5, 'working_days', 0, '', 'x')`,
					} {
						if _, err := db.Exec(t.Context(), sql); err != nil {
							t.Fatal(err)
						}
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
				grounds, days := map[string]int{}, map[civic.ClockKind]int{}
				for _, r := range ref.Reasons {
					if r.TextID != "" && r.TextEN != "" && r.Source != "" && r.From.String() == "2010-04-30" {
						grounds[r.List]++
					}
				}
				for _, p := range ref.Policies {
					days[p.Clock] += p.Amount
				}
				want := founded
				if got := grounds[civic.ReasonsRefusal] == 12 && grounds[civic.ReasonsObjection] == 7; got != want {
					t.Errorf("founded %v: grounds %v", founded, grounds)
				}
				if got := days[civic.ClockObjection] == 30 && days[civic.ClockObjectionTerm] == 30 && days[civic.ClockCommissionTerm] == 14; got != want {
					t.Errorf("founded %v: days %v", founded, days)
				}
			})
		}
	}
}
