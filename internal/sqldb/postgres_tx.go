package sqldb

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// pgTx is a transaction that sends as late as it can: BEGIN travels with the
// first statement, queued statements with the next read, and COMMIT with the
// last of them. A transaction of queued statements alone is one round trip.
type pgTx struct {
	c       *pgx.Conn
	ctx     context.Context
	begin   string
	begun   bool
	over    bool
	err     error // the first failure; poisons what follows
	rows    *pgRows
	pending []item
}

func (t *pgTx) ready(ctx context.Context) error {
	switch {
	case t.over:
		return ErrFinished
	case t.err != nil:
		return t.err
	case t.rows != nil && t.rows.done != nil:
		t.err = ErrOpenRows
	case ctx.Err() != nil:
		t.err = ctx.Err()
	}
	return t.err
}

// send sends what is pending and one more statement, reads the answers to all
// but that one, and returns the batch positioned before it.
func (t *pgTx) send(ctx context.Context, sql string, args []any) (pgx.BatchResults, error) {
	args, err := plainArgs(args)
	if err != nil {
		return nil, failed(sql, err)
	}
	b := &pgx.Batch{}
	if !t.begun {
		b.Queue(t.begin)
		t.begun = true
	}
	for _, it := range t.pending {
		b.Queue(it.sql, it.args...)
	}
	t.pending = t.pending[:0]
	b.Queue(sql, args...)
	br := t.c.SendBatch(ctx, b)
	for _, q := range b.QueuedQueries[:b.Len()-1] {
		if _, err := br.Exec(); err != nil {
			_ = br.Close() // says the same again
			return nil, failed(q.SQL, err)
		}
	}
	return br, nil
}

func (t *pgTx) exec(ctx context.Context, sql string, args []any) (n int64, err error) {
	if err := t.ready(ctx); err != nil {
		return 0, err
	}
	br, err := t.send(ctx, sql, args)
	if err == nil {
		ct, e := br.Exec()
		if e2 := br.Close(); e == nil {
			e = e2
		}
		n, err = ct.RowsAffected(), failed(sql, e)
	}
	t.err = err
	return n, err
}

func (t *pgTx) query(ctx context.Context, sql string, args []any) (Rows, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	br, err := t.send(ctx, sql, args)
	if err != nil {
		t.err = err
		return nil, err
	}
	rows, err := br.Query()
	if err != nil {
		_ = br.Close()
		t.err = failed(sql, err)
		return nil, t.err
	}
	r := &pgRows{Rows: rows, sql: sql}
	r.done = func() {
		if err := br.Close(); err != nil && t.err == nil && !scanFailed(rows) {
			t.err = failed(sql, err)
		}
	}
	t.rows = r
	return r, nil
}

func (t *pgTx) queryRow(ctx context.Context, sql string, args []any) Row {
	rows, err := t.query(ctx, sql, args)
	return rowOf{rows, err}
}

func (t *pgTx) queue(sql string, args []any) {
	if t.ready(t.ctx) != nil {
		return
	}
	args, err := plainArgs(args)
	if err != nil {
		t.err = failed(sql, err)
		return
	}
	t.pending = append(t.pending, item{sql, args})
}

// commit makes the transaction durable.
func (t *pgTx) commit() error {
	if t.rows != nil {
		t.rows.Close()
	}
	if t.err != nil {
		return t.err
	}
	t.over = true
	var err error
	switch {
	case t.begun:
		var br pgx.BatchResults
		if br, err = t.send(t.ctx, "COMMIT", nil); err == nil {
			_, err = br.Exec()
			if e := br.Close(); err == nil {
				err = e
			}
		}
	case len(t.pending) > 0:
		err = t.sendImplicit()
	}
	t.err = err
	return err
}

// sendImplicit sends the queued statements between two synchronisation points,
// which the server treats as one transaction.
func (t *pgTx) sendImplicit() error {
	b := &pgx.Batch{}
	for _, it := range t.pending {
		b.Queue(it.sql, it.args...)
	}
	br := t.c.SendBatch(t.ctx, b)
	for _, it := range t.pending {
		if _, err := br.Exec(); err != nil {
			_ = br.Close() // says the same again
			return failed(it.sql, err)
		}
	}
	return br.Close()
}

// rollback leaves the connection outside a transaction, or closes it.
func (t *pgTx) rollback(ctx context.Context) {
	t.over = true
	if t.rows != nil {
		t.rows.Close()
	}
	if !t.begun || t.c.IsClosed() || t.c.PgConn().TxStatus() == 'I' {
		return
	}
	// The caller's context may be over; the connection must be cleaned anyway.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if _, err := t.c.Exec(ctx, "ROLLBACK"); err != nil {
		_ = t.c.Close(ctx) // the pool will open another
	}
}

// scanFailed tells whether rows ended because a value did not fit its
// destination: the statement itself was fine and the transaction lives on.
func scanFailed(rows pgx.Rows) bool {
	var se pgx.ScanArgError
	return errors.As(rows.Err(), &se)
}
