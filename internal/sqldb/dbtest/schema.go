package dbtest

import (
	"sort"
	"strings"
	"testing"

	"tuntas/internal/sqldb"
)

// Schema returns the whole schema as text that is equal when the schemas of two
// databases of the same dialect are: tables with columns, and indexes.
func Schema(tb testing.TB, db *sqldb.DB) string {
	tb.Helper()
	if !db.Dialect().Postgres() {
		return lines(tb, db, `SELECT m.type || ' ' || m.name || coalesce(' ' || p.cid || ' ' || p.name || ' ' || p.type || ' ' || p."notnull" || ' ' || coalesce(p.dflt_value, '') || ' ' || p.pk, ' ' || m.sql, '')
			FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) p ON m.type = 'table'
			WHERE m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite_%'`)
	}
	return lines(tb, db, `SELECT 'table ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
		FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`) +
		lines(tb, db, `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'goose%'`) +
		lines(tb, db, `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
		WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'goose%'`)
}

// Columns returns the sorted "table.column" names of ordinary tables and views,
// to compare the same schema on both databases. Tables whose name begins with a
// prefix in except are left out: twins may differ there.
func Columns(tb testing.TB, db *sqldb.DB, except ...string) []string {
	tb.Helper()
	sql := `SELECT m.name || '.' || p.name FROM sqlite_schema m, pragma_table_info(m.name) p
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'`
	if db.Dialect().Postgres() {
		sql = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'`
	}
	var out []string
	for l := range strings.Lines(lines(tb, db, sql)) {
		l = strings.TrimSpace(l)
		skip := strings.HasPrefix(l, "goose")
		for _, p := range except {
			skip = skip || strings.HasPrefix(l, p)
		}
		if !skip {
			out = append(out, l)
		}
	}
	return out
}

// lines returns the rows of a query with one text column, sorted.
func lines(tb testing.TB, db *sqldb.DB, sql string) string {
	tb.Helper()
	rows, err := db.Query(tb.Context(), sql)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			tb.Fatal(err)
		}
		out = append(out, s+"\n")
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	sort.Strings(out)
	return strings.Join(out, "")
}
