package sqldb

import (
	"context"
	"runtime/debug"
)

// liteTx is one caller's part of a transaction on a connection.
type liteTx struct {
	c    *liteConn
	ctx  context.Context // of the caller
	run  context.Context // for the driver: ending it interrupts a statement
	err  error           // the first failure; poisons what follows
	rows *liteRows       // open rows, if any
	over bool
}

// ready tells whether the next statement may run.
func (t *liteTx) ready(ctx context.Context) error {
	switch {
	case t.over:
		return ErrFinished
	case t.err != nil:
		return t.err
	case t.rows != nil && !t.rows.end:
		t.err = ErrOpenRows
	case t.rows != nil && t.rows.bad:
		t.err = t.rows.err
	case t.ctx.Err() != nil:
		t.err = t.ctx.Err()
	case ctx.Err() != nil:
		t.err = ctx.Err()
	}
	return t.err
}

func (t *liteTx) exec(ctx context.Context, sql string, args []any) (int64, error) {
	if err := t.ready(ctx); err != nil {
		return 0, err
	}
	n, err := t.c.exec(t.run, sql, args) //nolint:contextcheck // see run
	t.err = err
	return n, err
}

func (t *liteTx) query(ctx context.Context, sql string, args []any) (Rows, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	rows, err := t.c.query(t.run, sql, args, nil) //nolint:contextcheck // see run
	if err != nil {
		t.err = err
		return nil, err
	}
	t.rows = rows
	return rows, nil
}

func (t *liteTx) queryRow(ctx context.Context, sql string, args []any) Row {
	rows, err := t.query(ctx, sql, args)
	return rowOf{rows, err}
}

func (t *liteTx) queue(sql string, args []any) {
	// The error stays in t.err and is returned at the end.
	_, _ = t.exec(t.ctx, sql, args)
}

// end closes what was left open and returns the first failure.
func (t *liteTx) end() error {
	t.over = true
	if t.rows != nil {
		t.rows.Close()
		if t.err == nil && t.rows.bad {
			t.err = t.rows.err
		}
	}
	return t.err
}

// guard runs fn and turns a panic into an error.
func guard(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	return fn()
}
