// Package sqldb speaks one SQL text to two databases: SQLite, where a single
// writer batches many callers into one durable commit, and PostgreSQL, where
// statements are pipelined to save round trips.
//
// Placeholders are $1, $2, ... and bind by number on both. Times are BIGINT
// microseconds UTC. The package knows no noun of the product: it opens, reads,
// updates, inserts and migrates.
//
// Rules that hold on both databases, so that what works on one works on the
// other:
//
//   - After a statement of a transaction fails, every later statement of that
//     transaction fails with the same error and nothing of it is kept. Use
//     ON CONFLICT instead of trying and catching.
//   - In a transaction the rows of one query are closed before the next
//     statement is sent.
//   - Inside Update and View read through the transaction, never through the
//     DB: on PostgreSQL the pool could run dry, on SQLite the DB would not see
//     what the transaction wrote.
//   - A text argument is valid UTF-8 without NUL.
package sqldb

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Querier runs SQL. Both *DB (reads, single writes) and *Tx are one, so a store
// function can take either.
type Querier interface {
	// Exec runs a statement and returns how many rows it changed.
	Exec(ctx context.Context, sql string, args ...any) (int64, error)
	// Query runs a statement that returns rows. The caller closes them.
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
	// QueryRow runs a statement whose first row matters; errors, ErrNoRows
	// among them, come from Scan.
	QueryRow(ctx context.Context, sql string, args ...any) Row
}

// Rows walks over a result. Next returning false closes it; Err then tells
// whether the walk ended early. Close may be called more than once.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Close()
	Err() error
}

// Row is the first row of a result. Scan returns ErrNoRows when there is none.
// It must be called exactly once: it gives the connection back.
type Row interface {
	Scan(dest ...any) error
}

// Queuer is what a statement without a result can be handed to inside a
// transaction: a *Tx or a *Batch.
type Queuer interface {
	// Queue adds a statement whose result nobody waits for. Its error, if
	// any, is returned by the next read or by the whole transaction.
	Queue(sql string, args ...any)
	// Notify wakes the local listeners of topic (see DB.Listen) once the
	// transaction is durable.
	Notify(topic string)
}

// Options says which database to open and how.
type Options struct {
	// URL is "" for the file tuntas.db in Dir, "sqlite:PATH" for another
	// file, or "postgres://..." for a PostgreSQL server.
	URL string
	// Dir is the data folder; it is made when missing. Used by SQLite only.
	Dir string
	// ReadOnly opens without taking the lock of the data folder and refuses
	// every write, so that a command can look while a server runs.
	ReadOnly bool
	// MaxConns limits connections: readers on SQLite (default twice the
	// CPUs, at least 4), the pool on PostgreSQL (default 24).
	MaxConns int
	// MaxWaiting limits callers waiting to write; more are refused with
	// ErrOverloaded instead of growing a queue (default 4096).
	MaxWaiting int
	// StatementTimeout ends a PostgreSQL statement that runs longer
	// (default 30 s; negative = none).
	StatementTimeout time.Duration
	// BatchCallers and BatchTime limit one SQLite group commit: after so
	// many callers (default 256) or so long (default 25 ms) it commits.
	BatchCallers int
	BatchTime    time.Duration
}

func (o Options) withDefaults() Options {
	if o.MaxWaiting <= 0 {
		o.MaxWaiting = 4096
	}
	if o.StatementTimeout == 0 {
		o.StatementTimeout = 30 * time.Second
	}
	if o.BatchCallers <= 0 {
		o.BatchCallers = 256
	}
	if o.BatchTime <= 0 {
		o.BatchTime = 25 * time.Millisecond
	}
	return o
}

// backend is one of the two databases.
type backend interface {
	dialect() Dialect
	query(ctx context.Context, sql string, args []any) (Rows, error)
	queryRow(ctx context.Context, sql string, args []any) Row
	view(ctx context.Context, fn func(ctx context.Context, q Querier) error) error
	update(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) ([]string, error)
	insert(ctx context.Context, b *Batch) error
	stats(*Stats)
	close() error
}

// DB is an open database. It is safe for concurrent use. As a Querier it reads
// from a pool of connections; Exec is an Update of one statement.
type DB struct {
	b       backend
	url     string
	hub     hub
	waiting gauge
}

// Open opens the database that o names and checks that it answers. It does not
// migrate. Errors: *LockedError when another process uses the data folder,
// otherwise what the driver said, with the folder or host named.
func Open(ctx context.Context, o Options) (*DB, error) {
	o = o.withDefaults()
	db := &DB{url: o.URL, waiting: gauge{max: int64(o.MaxWaiting)}}
	var err error
	switch {
	case o.URL == "" || strings.HasPrefix(o.URL, "sqlite:"):
		db.b, err = openLite(ctx, o)
	case strings.HasPrefix(o.URL, "postgres://"), strings.HasPrefix(o.URL, "postgresql://"):
		db.b, err = openPostgres(ctx, o)
	default:
		return nil, fmt.Errorf("sqldb: database URL must be empty, sqlite:PATH or postgres://SERVER/DATABASE")
	}
	if err != nil {
		return nil, err
	}
	return db, nil
}

// Close finishes every write that was accepted, then closes all connections
// and frees the data folder. Later calls return ErrClosed.
func (db *DB) Close() error { return db.b.close() }

// Dialect returns the few words in which the databases differ.
func (db *DB) Dialect() Dialect { return db.b.dialect() }

// Query reads rows from a pooled connection. It returns ErrNested inside
// Update or View.
func (db *DB) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	if inTx(ctx) {
		return nil, ErrNested
	}
	return db.b.query(ctx, sql, args)
}

// QueryRow reads one row from a pooled connection; Scan returns ErrNested
// inside Update or View.
func (db *DB) QueryRow(ctx context.Context, sql string, args ...any) Row {
	if inTx(ctx) {
		return errRow{ErrNested}
	}
	return db.b.queryRow(ctx, sql, args)
}

// Exec runs one statement as an Update of its own and returns the number of
// rows it changed.
func (db *DB) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	var n int64
	err := db.Update(ctx, func(ctx context.Context, tx *Tx) (err error) {
		n, err = tx.Exec(ctx, sql, args...)
		return err
	})
	return n, err
}

// View runs fn on one unchanging picture of the database. fn only reads,
// through q.
func (db *DB) View(ctx context.Context, fn func(ctx context.Context, q Querier) error) error {
	if inTx(ctx) {
		return ErrNested
	}
	return db.b.view(context.WithValue(ctx, txKey{}, true), fn)
}

// Update runs fn in a transaction and returns once it is durable.
//
// On SQLite fn runs on the writer's goroutine and shares a commit with other
// callers; its own work stands or falls alone. On PostgreSQL fn may run again
// after a deadlock or a serialization failure, so fn must not keep what an
// earlier run left in variables and must touch nothing but the database.
//
// When ctx ends while the call waits for its turn, the error is ctx's and
// nothing was done. When it ends later, the statements of fn fail and all of
// it is rolled back, unless fn had already finished: then Update waits for the
// commit and tells the truth. Either way the work is wholly done or wholly not.
//
// A panic in fn is returned as a *PanicError. Other errors: what fn returned,
// ErrNested, ErrReadOnly, ErrClosed, ErrOverloaded, or the database's.
func (db *DB) Update(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if inTx(ctx) {
		return ErrNested
	}
	if !db.waiting.enter() {
		return ErrOverloaded
	}
	defer db.waiting.leave()
	topics, err := db.b.update(context.WithValue(ctx, txKey{}, true), fn)
	if err != nil {
		return err
	}
	db.hub.notify(topics)
	return nil
}

// UpdateBehind is Update for work that nobody waits for. On SQLite it comes last in the commit that it shares: no caller
// waits for it to run, and the full-text indexes that it writes are not flushed again at the savepoint of each who would
// come after it.
func (db *DB) UpdateBehind(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return db.Update(context.WithValue(ctx, behindKey{}, true), fn)
}

type behindKey struct{}

func isBehind(ctx context.Context) bool { return ctx.Value(behindKey{}) != nil }

// Insert collects the statements that fn queues and runs them in one
// transaction: on PostgreSQL a single pipelined batch, one round trip. Use it
// for verbs that only insert. It returns once the rows are durable, with the
// promises of Update about ctx.
func (db *DB) Insert(ctx context.Context, fn func(b *Batch) error) error {
	if inTx(ctx) {
		return ErrNested
	}
	if !db.waiting.enter() {
		return ErrOverloaded
	}
	defer db.waiting.leave()
	var b Batch
	if err := fn(&b); err != nil {
		return err
	}
	if len(b.items) == 0 {
		return nil
	}
	if err := db.b.insert(ctx, &b); err != nil {
		return err
	}
	db.hub.notify(b.topics)
	return nil
}

// Optimize lets SQLite refresh what its planner knows about tables that changed
// much; call it daily. PostgreSQL does so by itself.
func (db *DB) Optimize(ctx context.Context) error {
	if db.Dialect().Postgres() {
		return nil
	}
	_, err := db.Exec(ctx, "PRAGMA optimize")
	return err
}

// Listen returns a channel that receives after a transaction of this process
// called Notify(topic) and became durable. Signals are merged: one pending
// signal stands for any number. Other processes are not heard, so poll too.
// Call stop when done.
func (db *DB) Listen(topic string) (signal <-chan struct{}, stop func()) {
	return db.hub.listen(topic)
}

type txKey struct{}

// inTx tells whether ctx was handed out by Update or View.
func inTx(ctx context.Context) bool { return ctx.Value(txKey{}) != nil }
