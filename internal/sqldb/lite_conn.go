package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"modernc.org/sqlite"
)

// liteConn is one SQLite connection with its prepared statements. It goes to
// the driver directly: database/sql would add a pool, locks and a goroutine
// per query that one owner per connection does not need. Not safe for
// concurrent use.
type liteConn struct {
	c     driver.Conn
	stmts map[string]*liteStmt
	max   int    // statements kept
	tick  uint64 // counts uses, to find the least recently used
	args  []driver.NamedValue
}

type liteStmt struct {
	driver.Stmt
	used uint64
}

func openConn(dsn string, maxStmts int) (*liteConn, error) {
	var d sqlite.Driver
	c, err := d.Open(dsn)
	if err != nil {
		return nil, err
	}
	return &liteConn{c: c, stmts: map[string]*liteStmt{}, max: maxStmts}, nil
}

func (c *liteConn) close() error {
	for _, s := range c.stmts {
		_ = s.Close() // closing the connection reports what matters
	}
	c.stmts = nil
	return c.c.Close()
}

// prepare returns the cached statement for sql, making room when needed. No
// statement is in use when it is called: a connection runs one at a time, see
// liteTx.ready.
func (c *liteConn) prepare(ctx context.Context, sql string) (*liteStmt, error) {
	c.tick++
	if s := c.stmts[sql]; s != nil {
		s.used = c.tick
		return s, nil
	}
	if len(c.stmts) >= c.max {
		c.evict()
	}
	p, ok := c.c.(driver.ConnPrepareContext)
	if !ok {
		return nil, fmt.Errorf("sqldb: driver cannot prepare with a context")
	}
	ds, err := p.PrepareContext(context.WithoutCancel(ctx), positional(sql))
	if err != nil {
		return nil, err
	}
	s := &liteStmt{Stmt: ds, used: c.tick}
	c.stmts[sql] = s
	return s, nil
}

func (c *liteConn) evict() {
	var oldest string
	least := c.tick + 1
	for sql, s := range c.stmts {
		if s.used < least {
			oldest, least = sql, s.used
		}
	}
	_ = c.stmts[oldest].Close()
	delete(c.stmts, oldest)
}

// exec runs a statement. A ctx that can end costs a goroutine in the driver
// and, ending inside a transaction, would roll all of it back: the writer
// passes one that cannot.
func (c *liteConn) exec(ctx context.Context, sql string, args []any) (int64, error) {
	s, err := c.prepare(ctx, sql)
	if err != nil {
		return 0, failed(sql, err)
	}
	if c.args, err = bindArgs(c.args[:0], args); err != nil {
		return 0, failed(sql, err)
	}
	e, ok := s.Stmt.(driver.StmtExecContext)
	if !ok {
		return 0, fmt.Errorf("sqldb: driver cannot execute with a context")
	}
	res, err := e.ExecContext(ctx, c.args)
	clear(c.args) // keeps no argument alive
	if err != nil {
		return 0, failed(sql, err)
	}
	n, err := res.RowsAffected()
	return n, failed(sql, err)
}

// query starts a statement that returns rows; done is called once when they
// are closed.
func (c *liteConn) query(ctx context.Context, sql string, args []any, done func()) (*liteRows, error) {
	s, err := c.prepare(ctx, sql)
	if err != nil {
		return nil, failed(sql, err)
	}
	if c.args, err = bindArgs(c.args[:0], args); err != nil {
		return nil, failed(sql, err)
	}
	q, ok := s.Stmt.(driver.StmtQueryContext)
	if !ok {
		return nil, fmt.Errorf("sqldb: driver cannot query with a context")
	}
	dr, err := q.QueryContext(ctx, c.args)
	clear(c.args)
	if err != nil {
		return nil, failed(sql, err)
	}
	return &liteRows{ctx: ctx, sql: sql, dr: dr, vals: make([]driver.Value, len(dr.Columns())), done: done}, nil
}

// liteRows walks over the result of one statement.
type liteRows struct {
	ctx  context.Context
	sql  string
	dr   driver.Rows
	vals []driver.Value
	done func()
	err  error
	n    int
	end  bool
	bad  bool // err came from the database, not from Scan
}

// Next steps to the next row. Every 64 rows it looks whether the caller is
// still there: the driver only looks before the first.
func (r *liteRows) Next() bool {
	if r.end {
		return false
	}
	if r.n++; r.n&63 == 0 && r.ctx.Err() != nil {
		r.err = r.ctx.Err()
		r.Close()
		return false
	}
	if err := r.dr.Next(r.vals); err != nil {
		if !errors.Is(err, io.EOF) {
			r.err, r.bad = failed(r.sql, err), true
		}
		r.Close()
		return false
	}
	return true
}

func (r *liteRows) Scan(dest ...any) error {
	if r.end || r.n == 0 {
		return failed(r.sql, fmt.Errorf("scan without a row"))
	}
	if len(dest) != len(r.vals) {
		return failed(r.sql, fmt.Errorf("scan of %d columns into %d values", len(r.vals), len(dest)))
	}
	for i, d := range dest {
		if err := assign(d, r.vals[i]); err != nil {
			err = failed(r.sql, fmt.Errorf("column %d: %w", i+1, err))
			r.err = err
			r.Close()
			return err
		}
	}
	return nil
}

func (r *liteRows) Close() {
	if r.end {
		return
	}
	r.end = true
	if err := r.dr.Close(); err != nil && r.err == nil {
		r.err, r.bad = failed(r.sql, err), true
	}
	if r.done != nil {
		r.done()
	}
}

func (r *liteRows) Err() error { return r.err }

// rowOf is the first row of rows.
type rowOf struct {
	rows Rows
	err  error
}

func (r rowOf) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}
