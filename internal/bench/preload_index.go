package bench

import (
	"context"

	"tuntas/internal/sqldb"
)

// dropWordIndexes takes PostgreSQL's indexes of words away, which cost most of a preload when each report is put into them
// alone. The function that comes back builds them again, all at once, and tells the planner what it plans for.
func dropWordIndexes(ctx context.Context, db *sqldb.DB) (func() error, error) {
	if !db.Dialect().Postgres() {
		return func() error { _, err := db.Exec(ctx, `ANALYZE`); return err }, nil
	}
	made, err := wordIndexes(ctx, db)
	if err != nil {
		return nil, err
	}
	for name := range made {
		if _, err := db.Exec(ctx, `DROP INDEX `+name); err != nil {
			return nil, err
		}
	}
	return func() error {
		return db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			steps := []string{`SET LOCAL statement_timeout = 0`, `SET LOCAL maintenance_work_mem = '512MB'`}
			for _, sql := range made {
				steps = append(steps, sql)
			}
			for _, sql := range append(steps, `ANALYZE`) {
				if _, err := tx.Exec(ctx, sql); err != nil {
					return err
				}
			}
			return nil
		})
	}, nil
}

// wordIndexes are the indexes of words by name, with how they are made.
func wordIndexes(ctx context.Context, db *sqldb.DB) (map[string]string, error) {
	rows, err := db.Query(ctx, `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ('search', 'search_desk') AND indexdef LIKE '%USING gin%'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			return nil, err
		}
		out[name] = sql
	}
	return out, rows.Err()
}
