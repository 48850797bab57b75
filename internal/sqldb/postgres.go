package sqldb

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	pgMaxConns   = 24
	pgMaxRetries = 6
)

// postgres is the PostgreSQL backend.
type postgres struct {
	pool     *pgxpool.Pool
	readOnly bool
	closed   atomic.Bool

	commits, bad, retries atomic.Int64
}

func openPostgres(ctx context.Context, o Options) (*postgres, error) {
	cfg, err := pgxpool.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("sqldb: %w", err) // pgx leaves the password out
	}
	cfg.MaxConns = pgMaxConns
	if o.MaxConns > 0 {
		cfg.MaxConns = int32(min(o.MaxConns, 1<<15))
	}
	setTimeouts(cfg, o.StatementTimeout)
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("sqldb: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("sqldb: %w", err)
	}
	return &postgres{pool: pool, readOnly: o.ReadOnly}, nil
}

// setTimeouts asks the server to end what hangs. A connection pooler such as
// pgbouncer refuses settings at connect, so they are sent only in the mode
// that does without one; the URL may set its own.
func setTimeouts(cfg *pgxpool.Config, statement time.Duration) {
	cc := cfg.ConnConfig
	if cc.ConnectTimeout == 0 {
		cc.ConnectTimeout = 10 * time.Second
	}
	if cc.DefaultQueryExecMode != pgx.QueryExecModeCacheStatement {
		return
	}
	set := func(name string, d time.Duration) {
		if _, given := cc.RuntimeParams[name]; !given && d > 0 {
			cc.RuntimeParams[name] = strconv.FormatInt(d.Milliseconds(), 10)
		}
	}
	set("statement_timeout", statement)
	set("lock_timeout", statement/2)
	set("idle_in_transaction_session_timeout", 2*statement)
}

func (p *postgres) dialect() Dialect { return Dialect{postgresName} }

// acquire takes a connection from the pool.
func (p *postgres) acquire(ctx context.Context) (*pgxpool.Conn, error) {
	if p.closed.Load() {
		return nil, ErrClosed
	}
	c, err := p.pool.Acquire(ctx)
	if err != nil && p.closed.Load() {
		return nil, ErrClosed
	}
	return c, err
}

func (p *postgres) query(ctx context.Context, sql string, args []any) (Rows, error) {
	args, err := plainArgs(args)
	if err != nil {
		return nil, failed(sql, err)
	}
	c, err := p.acquire(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Query(ctx, sql, args...)
	if err != nil {
		c.Release()
		return nil, failed(sql, err)
	}
	return &pgRows{Rows: rows, sql: sql, done: c.Release}, nil
}

func (p *postgres) queryRow(ctx context.Context, sql string, args []any) Row {
	rows, err := p.query(ctx, sql, args)
	return rowOf{rows, err}
}

func (p *postgres) view(ctx context.Context, fn func(ctx context.Context, q Querier) error) error {
	c, err := p.acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	t := &pgTx{c: c.Conn(), ctx: ctx, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
	defer t.rollback(ctx)
	return guard(func() error { return fn(ctx, &Tx{b: t, d: p.dialect()}) })
}

func (p *postgres) update(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) ([]string, error) {
	var topics []string
	err := p.retry(ctx, func(c *pgx.Conn) error {
		t := &pgTx{c: c, ctx: ctx, begin: "BEGIN"}
		defer t.rollback(ctx)
		tx := &Tx{b: t, d: p.dialect()}
		err := guard(func() error { return fn(ctx, tx) })
		topics = tx.topics
		if err != nil {
			return err
		}
		return t.commit()
	})
	return topics, err
}

func (p *postgres) insert(ctx context.Context, b *Batch) error {
	return p.retry(ctx, func(c *pgx.Conn) error {
		t := &pgTx{c: c, ctx: ctx, begin: "BEGIN"}
		defer t.rollback(ctx)
		for _, it := range b.items {
			t.queue(it.sql, it.args)
		}
		return t.commit()
	})
}

// retry runs fn on a connection, again after a pause with jitter when the
// server asks for it.
func (p *postgres) retry(ctx context.Context, fn func(c *pgx.Conn) error) error {
	if p.readOnly {
		return ErrReadOnly
	}
	for try := 0; ; try++ {
		c, err := p.acquire(ctx)
		if err == nil {
			err = fn(c.Conn())
			c.Release()
		}
		if err == nil {
			p.commits.Add(1)
			return nil
		}
		if !retryable(err) || try+1 >= pgMaxRetries {
			p.bad.Add(1)
			return err
		}
		p.retries.Add(1)
		pause := time.NewTimer(rand.N(4 * time.Millisecond << try))
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			p.bad.Add(1)
			return errors.Join(ctx.Err(), err)
		}
	}
}

func (p *postgres) stats(s *Stats) {
	st := p.pool.Stat()
	s.Commits = p.commits.Load()
	s.Callers = s.Commits
	s.Failures = p.bad.Load()
	s.Retries = p.retries.Load()
	s.ConnsOpen = int64(st.TotalConns())
	s.ConnsBusy = int64(st.AcquiredConns())
}

// close waits for lent connections.
func (p *postgres) close() error {
	if !p.closed.Swap(true) {
		p.pool.Close()
	}
	return nil
}

// pgRows are rows that do something when they are closed.
type pgRows struct {
	pgx.Rows
	sql  string
	done func()
}

func (r *pgRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

func (r *pgRows) Scan(dest ...any) error {
	return failed(r.sql, r.Rows.Scan(dest...))
}

func (r *pgRows) Err() error { return failed(r.sql, r.Rows.Err()) }

func (r *pgRows) Close() {
	r.Rows.Close()
	if r.done != nil {
		done := r.done
		r.done = nil
		done()
	}
}
