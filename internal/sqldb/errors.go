package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrNoRows is what Scan of a Row returns when there is no row.
	ErrNoRows = errors.New("sqldb: no rows")
	// ErrClosed is returned by every call after Close.
	ErrClosed = errors.New("sqldb: database is closed")
	// ErrReadOnly is returned for a write on a database opened read-only.
	ErrReadOnly = errors.New("sqldb: database was opened for reading only")
	// ErrNested is returned when the DB is used inside Update or View where
	// the transaction must be used.
	ErrNested = errors.New("sqldb: use the transaction, not the database, inside Update and View")
	// ErrOverloaded is returned when too many callers wait to write.
	ErrOverloaded = errors.New("sqldb: too many writes are waiting")
	// ErrOpenRows is returned for a statement sent while the rows of an
	// earlier query of the same transaction are still open.
	ErrOpenRows = errors.New("sqldb: close the rows of the last query before the next statement")
	// ErrFinished is returned by a Tx that is used after its function ended.
	ErrFinished = errors.New("sqldb: transaction has ended")
)

// LockedError says that another process has the data folder.
type LockedError struct {
	Dir string // the data folder
	PID int    // the other process, 0 when unknown
}

// Error names the folder, the process, and what to do.
func (e *LockedError) Error() string {
	who := "another tuntas process"
	if e.PID != 0 {
		who = fmt.Sprintf("another tuntas process (process %d)", e.PID)
	}
	return fmt.Sprintf("the data folder %s is in use by %s; stop it first or choose another folder", e.Dir, who)
}

// PanicError carries a panic out of a transaction function.
type PanicError struct {
	Value any    // what was passed to panic; nil when the goroutine was ended by runtime.Goexit
	Stack []byte // where it happened
}

// Error describes the panic in one line.
func (e *PanicError) Error() string {
	return fmt.Sprintf("sqldb: panic in transaction: %v", e.Value)
}

// Unwrap returns the panic value when it was an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// StatementError tells which statement failed.
type StatementError struct {
	SQL string // the start of the statement
	Err error  // what the database said
}

// Error names the statement and the reason, not the arguments: they may be
// personal data.
func (e *StatementError) Error() string { return "sqldb: " + e.SQL + ": " + e.Err.Error() }

// Unwrap returns what the database said.
func (e *StatementError) Unwrap() error { return e.Err }

// failed wraps the error of a statement. It keeps a short single-line start of
// the text so that logs stay readable.
func failed(sql string, err error) error {
	if err == nil {
		return nil
	}
	var se *StatementError
	if errors.As(err, &se) {
		return err
	}
	short := strings.Join(strings.Fields(sql), " ")
	if len(short) > 80 {
		short = strings.ToValidUTF8(short[:80], "") + "..."
	}
	return &StatementError{SQL: short, Err: err}
}

// IsUnique tells whether err is the violation of a unique or primary key.
func IsUnique(err error) bool {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code == "23505"
	}
	switch liteCode(err) {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return true
	}
	return false
}

// IsForeignKey tells whether err is the violation of a foreign key.
func IsForeignKey(err error) bool {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code == "23503"
	}
	return liteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

// IsUnavailable tells whether err means that the database cannot serve now and
// that the same call may succeed later: overload, closing, a full disk, a lost
// connection, a server that starts or stops, a time limit.
func IsUnavailable(err error) bool {
	if errors.Is(err, ErrOverloaded) || errors.Is(err, ErrClosed) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		// 08 connection, 53 resources, 57 operator intervention, 40 rollback, 55P03 lock time limit.
		return strings.HasPrefix(pe.Code, "08") || strings.HasPrefix(pe.Code, "53") ||
			strings.HasPrefix(pe.Code, "57") || strings.HasPrefix(pe.Code, "40") || pe.Code == "55P03"
	}
	var ce *pgconn.ConnectError
	var ne net.Error
	if errors.As(err, &ce) || errors.As(err, &ne) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err) {
		return true
	}
	switch liteCode(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM:
		return true
	}
	return false
}

// liteCode returns the extended SQLite result code in err, 0 when there is none.
func liteCode(err error) int {
	var le *sqlite.Error
	if errors.As(err, &le) {
		return le.Code()
	}
	return 0
}

// retryable tells whether PostgreSQL asks to run the transaction again: a
// serialization failure, a deadlock, or a cached plan that a migration made
// stale.
func retryable(err error) bool {
	var pe *pgconn.PgError
	if !errors.As(err, &pe) {
		return false
	}
	return pe.Code == "40001" || pe.Code == "40P01" ||
		(pe.Code == "0A000" && strings.Contains(pe.Message, "cached plan"))
}

type errRow struct{ err error }

func (r errRow) Scan(...any) error { return r.err }
