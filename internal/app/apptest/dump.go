package apptest

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Dump returns every row of every table as text, a table under each name: what somebody sees who
// has a copy of the database and no key. Bytes stand there both as they are and in hexadecimal.
func (w *Town) Dump() map[string]string {
	w.T.Helper()
	ctx := context.Background()
	list := `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'`
	if w.DB.Dialect().Postgres() {
		list = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
	}
	out := map[string]string{}
	for _, table := range w.column(ctx, list) {
		out[table] = w.dumpTable(ctx, table)
	}
	if len(out) < 25 {
		w.T.Fatalf("only %d tables found: the question is wrong", len(out))
	}
	return out
}

func (w *Town) column(ctx context.Context, sql string, args ...any) (out []string) {
	w.T.Helper()
	rows, err := w.DB.Query(ctx, sql, args...)
	if err != nil {
		w.T.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.T.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	return out
}

func (w *Town) dumpTable(ctx context.Context, table string) string {
	w.T.Helper()
	sql := `SELECT name FROM pragma_table_info($1)`
	if w.DB.Dialect().Postgres() {
		sql = `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public'`
	}
	columns := w.column(ctx, sql, table)
	for i, c := range columns {
		if w.DB.Dialect().Postgres() && table == "search" && c == "lexemes" {
			columns[i] = "lexemes::text"
		} else {
			columns[i] = `"` + c + `"`
		}
	}
	rows, err := w.DB.Query(ctx, `SELECT `+strings.Join(columns, ", ")+` FROM "`+table+`"`)
	if err != nil {
		w.T.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			w.T.Fatal(err)
		}
		for i, v := range values {
			if raw, ok := v.([]byte); ok {
				fmt.Fprintf(&b, "%s=%s|%s\n", columns[i], raw, hex.EncodeToString(raw))
			} else {
				fmt.Fprintf(&b, "%s=%v\n", columns[i], v)
			}
		}
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	return b.String()
}

// Disk returns the bytes of all files of the data folder, the database's own among them.
func (w *Town) Disk() map[string]string {
	w.T.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(w.Config.Data, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path) //nolint:gosec // our own folder
		out[path] = string(b)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return out
}
