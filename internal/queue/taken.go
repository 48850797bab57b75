package queue

import (
	"context"
	"strconv"
	"strings"

	"tuntas/internal/sqldb"
)

// Taken tells which of the unique keys have a job, done or not: work that would only be left out again can be spared.
func (q *Queue) Taken(ctx context.Context, db sqldb.Querier, keys []string) (map[string]bool, error) {
	out := make(map[string]bool, len(keys))
	if len(keys) == 0 {
		return out, nil
	}
	in, args := make([]string, len(keys)), make([]any, len(keys))
	for i, k := range keys {
		in[i], args[i] = "$"+strconv.Itoa(i+1), k
	}
	rows, err := db.Query(ctx, `SELECT unique_key FROM job WHERE unique_key IS NOT NULL AND unique_key IN (`+strings.Join(in, ", ")+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		out[key] = true
	}
	return out, rows.Err()
}
