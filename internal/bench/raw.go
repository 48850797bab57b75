package bench

import (
	"io"
	"net/http"
	"sync/atomic"

	"tuntas/internal/sqldb"
)

// sameRows is how many rows a submission without contact and files writes: report, text, inbox,
// event and feed.
const sameRows = 5

// RawHandler is the yardstick: a bare handler that makes the body durable and answers. rows is 1,
// or sameRows for a transaction of as many rows as a submission has.
func RawHandler(db *sqldb.DB, rows int) http.Handler {
	var id atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = db.Insert(r.Context(), func(b *sqldb.Batch) error {
				for i := range rows {
					text := ""
					if i == 0 {
						text = string(body)
					}
					b.Queue(`INSERT INTO raw (id, body) VALUES ($1, $2)`, id.Add(1), text)
				}
				return nil
			})
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"ok":true}`)
	})
	return mux
}

// RawRows translates the command line's word.
func RawRows(word string) int {
	if word == "same" {
		return sameRows
	}
	return 1
}

// RawTable is made afresh for each run.
const RawTable = `CREATE TABLE raw (id BIGINT PRIMARY KEY, body TEXT NOT NULL)`
