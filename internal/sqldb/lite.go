package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Memory of the page caches, in KiB: one writer that touches every index, many
// readers that lean on the operating system's cache.
const (
	writerCacheKiB = 16 << 10
	readerCacheKiB = 2 << 10
	writerStmts    = 256
	readerStmts    = 96
)

// lite is the SQLite backend.
type lite struct {
	path    string
	lock    *dirLock
	writer  *liteWriter // nil when read-only
	readers *litePool
}

// litePath returns the file that the options name.
func litePath(o Options) string {
	if p := strings.TrimPrefix(o.URL, "sqlite:"); p != "" {
		return p
	}
	return filepath.Join(o.Dir, "tuntas.db")
}

func openLite(ctx context.Context, o Options) (_ *lite, err error) {
	path, err := filepath.Abs(litePath(o))
	if err != nil {
		return nil, fmt.Errorf("sqldb: %w", err)
	}
	l := &lite{path: path}
	defer func() {
		if err != nil {
			_ = l.close()
		}
	}()
	if o.ReadOnly {
		if _, err = os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no database in %s", filepath.Dir(path))
		}
	} else {
		if err = os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return nil, fmt.Errorf("sqldb: data folder: %w", err)
		}
		if l.lock, err = lockDir(path); err != nil {
			return nil, err
		}
		if l.writer, err = startWriter(ctx, path, o); err != nil {
			return nil, fmt.Errorf("sqldb: open %s: %w", path, err)
		}
	}
	readers := o.MaxConns
	if readers <= 0 {
		readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	l.readers = newPool(readers, func() (*liteConn, error) { return openConn(readerDSN(path), readerStmts) })
	c, err := l.readers.get(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqldb: open %s: %w", path, err)
	}
	l.readers.put(c)
	return l, nil
}

// dsn builds the driver's name for a file. The pragmas run on every connection.
func dsn(path string, params string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: params}
	return u.String()
}

// writerDSN: WAL with FULL is one flush per commit and loses nothing that was
// answered. Automatic checkpoints are off: they would stall a commit, the
// checkpointer does them beside the writer.
func writerDSN(path string) string {
	return dsn(path, fmt.Sprintf("_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)"+
		"&_pragma=foreign_keys(1)&_pragma=cache_size(-%d)&_pragma=wal_autocheckpoint(0)"+
		"&_pragma=journal_size_limit(%d)&_pragma=analysis_limit(400)&_pragma=temp_store(memory)&_dqs=0", writerCacheKiB, walKeepBytes))
}

func readerDSN(path string) string {
	return dsn(path, fmt.Sprintf("mode=rw&_pragma=busy_timeout(10000)&_pragma=query_only(1)"+
		"&_pragma=cache_size(-%d)&_pragma=wal_autocheckpoint(0)&_dqs=0", readerCacheKiB))
}

func (l *lite) dialect() Dialect { return Dialect{sqliteName} }

func (l *lite) query(ctx context.Context, sql string, args []any) (Rows, error) {
	c, err := l.readers.get(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.query(ctx, sql, args, func() { l.readers.put(c) })
	if err != nil {
		l.readers.put(c)
		return nil, err
	}
	return rows, nil
}

func (l *lite) queryRow(ctx context.Context, sql string, args []any) Row {
	rows, err := l.query(ctx, sql, args)
	return rowOf{rows, err}
}

// view holds one reader in a read transaction. The picture is taken by the
// first statement.
func (l *lite) view(ctx context.Context, fn func(ctx context.Context, q Querier) error) (err error) {
	c, err := l.readers.get(ctx)
	if err != nil {
		return err
	}
	defer l.readers.put(c)
	always := context.WithoutCancel(ctx)
	if _, err = c.exec(always, "BEGIN", nil); err != nil {
		return err
	}
	t := &liteTx{c: c, ctx: ctx, run: ctx}
	defer func() {
		_ = t.end() // fn has seen it
		if _, end := c.exec(always, "ROLLBACK", nil); err == nil {
			err = end
		}
	}()
	return guard(func() error { return fn(ctx, &Tx{b: t, d: l.dialect()}) })
}

func (l *lite) update(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) ([]string, error) {
	if l.writer == nil {
		return nil, ErrReadOnly
	}
	w := &work{ctx: ctx, fn: fn, behind: isBehind(ctx), done: make(chan struct{})}
	err := l.writer.do(w)
	return w.topics, err
}

func (l *lite) insert(ctx context.Context, b *Batch) error {
	if l.writer == nil {
		return ErrReadOnly
	}
	return l.writer.do(&work{ctx: ctx, batch: b, done: make(chan struct{})})
}

func (l *lite) stats(s *Stats) {
	l.readers.stats(s)
	if l.writer != nil {
		l.writer.stats(s)
	}
	if fi, err := os.Stat(l.path + "-wal"); err == nil {
		s.WALBytes = fi.Size()
	}
}

func (l *lite) close() error {
	var errs []error
	if l.readers != nil {
		errs = append(errs, l.readers.close())
	}
	if l.writer != nil {
		errs = append(errs, l.writer.close())
	}
	if l.lock != nil {
		errs = append(errs, l.lock.release())
	}
	return errors.Join(errs...)
}
