package migrations_test

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
)

// before is every migration up to a version, that one left out.
func before(t *testing.T, version string) fs.FS {
	t.Helper()
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, n := range names {
		if n[:4] >= version {
			continue
		}
		text, err := fs.ReadFile(migrations.FS, n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = &fstest.MapFile{Data: text}
	}
	return out
}

// An installation with history gets what a new one begins with: what its outcomes ask for, the term of its own for
// "not solved", and true counts of who closed, also where the follower has not come by yet.
func TestApprovalUpgradesAnInstallationWithHistory(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			db := dbtest.Open(t, d, before(t, "0009"))
			run := func(sql string, args ...any) {
				t.Helper()
				if _, err := db.Exec(t.Context(), sql, args...); err != nil {
					t.Fatalf("%s: %v", sql, err)
				}
			}
			run(`INSERT INTO agency (id, parent_id, code, name, short_name, kind, region_code, routing_mode, zone, email, phone, active, changed_at) VALUES (1, NULL, 'a1', '', '', '', '', '', '', '', '', TRUE, 1)`)
			for _, a := range [][2]int{{10, 1}, {11, 10}} {
				run(`INSERT INTO agency (id, parent_id, code, name, short_name, kind, region_code, routing_mode, zone, email, phone, active, changed_at) VALUES ($1, $2, $3, '', '', '', '', '', '', '', '', TRUE, 1)`,
					int64(a[0]), int64(a[1]), fmt.Sprint("a", a[0]))
			}
			for i, code := range []string{"solved", "cannot_be_done", "referred", "own"} {
				run(`INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system) VALUES ($1, 'outcome', $2, 'x', '', '2024-01-01', '', '', FALSE)`, int64(i+1), code)
			}
			run(`INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source) VALUES (7, NULL, 'response', '', '', 5, 'working_days', 0, '', 'x')`)
			day := int64(86_400_000_000)
			event := func(report, seq int64, verb, from, to string, fromDue, toDue int64) {
				run(`INSERT INTO event (report_id, seq, id, at, verb, role, officer_id, desk_id, from_state, to_state, from_desk, to_desk, from_queue, to_queue, from_due, to_due, shown, reason, message, detail)
					VALUES ($1, $2, $3, 1, $4, 'x', 0, 11, $5, $6, 11, 11, 1, 3, $7, $8, 'public', '', '', '')`, report, seq, report*10+seq, verb, from, to, fromDue, toDue)
			}
			report := func(id int64, state, by string, due int64) {
				run(`INSERT INTO report (id, code, alias, class, state, held_from, holder_id, entry_id, named_id, topic_id, region_code, zone, channel, anonymous, secret, show_name, mailable,
					received_at, verified_at, answered_at, agency_at, reporter_at, ended_at, escalated_at, outcome, closed_by, rating, reopened, returns, version, published, seq, lane, due_at, wake_at, clocks, pin_mac)
					VALUES ($1, $2, $2, 'complaint', $3, '', 11, 1, 0, 0, '', 'WIB', 'web', FALSE, FALSE, FALSE, FALSE, 1, 1, 1, 1, 1, 1, 0, '', $4, 0, 0, 0, 0, FALSE, 3, 7, $5, NULL, '', $6)`,
					id, fmt.Sprint("c", id), state, by, due, []byte{0})
				for _, desk := range []int64{1, 10, 11} {
					run(`INSERT INTO inbox (agency_id, lane, due_at, report_id) VALUES ($1, 7, $2, $3)`, desk, due, id)
				}
			}
			report(1, "closed", "reporter", 3*day)
			report(2, "closed", "system", 3*day)
			report(3, "closed", "officer", 5*day) // closed by time on day 3, reopened, closed again: the last two wait in the feed
			event(3, 1, "auto_close", "awaiting_reporter", "closed", 2*day, 3*day)
			event(3, 2, "reopen", "closed", "in_progress", 3*day, 9*day)
			event(3, 3, "close", "in_progress", "closed", 9*day, 5*day)
			run(`INSERT INTO feed (id, report_id, seq) VALUES (32, 3, 2)`)
			run(`INSERT INTO feed (id, report_id, seq) VALUES (33, 3, 3)`)

			if err := sqldb.Migrate(t.Context(), db, migrations.FS); err != nil {
				t.Fatal(err)
			}
			number := func(sql string, args ...any) (n int) {
				t.Helper()
				if err := db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
					t.Fatal(err)
				}
				return n
			}
			for code, asks := range map[string]string{"solved": "done_on evidence", "cannot_be_done": "ground", "referred": "referred_to", "own": ""} {
				if number(`SELECT count(*) FROM reason WHERE code = $1 AND asks = $2`, code, asks) != 1 {
					t.Errorf("%s does not ask for %q", code, asks)
				}
			}
			if number(`SELECT amount FROM clock_policy WHERE clock = 'rework' AND agency_id IS NULL AND id > 7`) != 5 {
				t.Error("there is no term for what was not solved")
			}
			for by, want := range map[string]int{"reporter": 1, "system": 2, "officer": 0} { // the third as it was before what waits
				for _, desk := range []int64{1, 10, 11} {
					if n := number(`SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM ending WHERE agency_id = $1 AND closed_by = $2 AND due_day = $3`, desk, by, store.DueDay(store.Moment(3*day))); n != want {
						t.Errorf("desk %d: %d closed by %s, want %d", desk, n, by, want)
					}
				}
			}
		})
	}
}
