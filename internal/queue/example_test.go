package queue_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store/migrations"
)

// A change and the job that follows from it are one transaction; a worker runs
// the job afterwards.
func Example() {
	dir, err := os.MkdirTemp("", "queue-example-")
	check(err)
	defer func() { check(os.RemoveAll(dir)) }()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	db, err := sqldb.Open(ctx, sqldb.Options{Dir: dir})
	check(err)
	check(sqldb.Migrate(ctx, db, migrations.FS))

	q := queue.New(civic.NewIDs(1).Next, time.Now)
	w, err := queue.NewWorker(q, db, queue.Config{
		Handlers: map[string]queue.Handler{
			"mail": func(_ context.Context, t queue.Task) error {
				var to string
				if err := t.Decode(&to); err != nil {
					return err
				}
				fmt.Println("mail to", to)
				cancel() // enough for an example
				return nil
			},
		},
	})
	check(err)
	check(db.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		// ... the change itself ...
		return q.Enqueue(tx, queue.Job{Kind: "mail", Args: "siti@example.org", Unique: "receipt:17"})
	}))
	check(w.Run(ctx))
	check(db.Close())
	// Output: mail to siti@example.org
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
