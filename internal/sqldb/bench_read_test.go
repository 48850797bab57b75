package sqldb_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

// BenchmarkRead measures one row by key and a page of fifty, from all
// processors at once, with a context that can end as in a request.
func BenchmarkRead(b *testing.B) {
	body := strings.Repeat("Lampu jalan di depan sekolah padam. ", 6)
	for _, dialect := range dbtest.Dialects() {
		db := benchDB(b, dialect)
		err := db.Insert(b.Context(), func(q *sqldb.Batch) error {
			for id := range int64(20_000) {
				submission(q, id, body)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		for name, read := range map[string]func(ctx context.Context, id int64) error{
			"row": func(ctx context.Context, id int64) error {
				var desk int64
				var code string
				return db.QueryRow(ctx, `SELECT desk, code FROM bench_report WHERE id = $1`, id).Scan(&desk, &code)
			},
			"page": func(ctx context.Context, id int64) error {
				rows, err := db.Query(ctx, `SELECT id, code, body, at FROM bench_report WHERE desk = $1 ORDER BY at DESC LIMIT 50`, id%500)
				if err != nil {
					return err
				}
				defer rows.Close()
				n := 0
				for rows.Next() {
					var id, at int64
					var code, body string
					if err := rows.Scan(&id, &code, &body, &at); err != nil {
						return err
					}
					n++
				}
				if n != 40 {
					return fmt.Errorf("%d rows: %w", n, rows.Err())
				}
				return rows.Err()
			},
		} {
			b.Run(dialect+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.RunParallel(func(pb *testing.PB) {
					ctx, cancel := context.WithCancel(b.Context())
					defer cancel()
					for id := int64(0); pb.Next(); id++ {
						if err := read(ctx, id%20_000); err != nil {
							b.Error(err)
							return
						}
					}
				})
			})
		}
	}
}
