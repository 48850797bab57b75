package sqldb

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// liteWriter owns the only writing connection. One goroutine takes whatever
// callers wait, runs each in its own savepoint of one transaction, commits once
// and then answers all of them: the flush to disk is shared.
type liteWriter struct {
	c       *liteConn
	in      chan *work
	callers int
	limit   time.Duration
	ck      *checkpointer
	always  context.Context // never ends: what shares a commit is not interrupted
	stopped chan struct{}

	mu     sync.RWMutex // guards sending on in against closing it
	closed bool

	crowd   int     // callers in the last group
	open    bool    // a transaction is open
	current *work   // whose function runs now
	kept    []*work // whose work is in the open transaction
	behind  []*work // taken, and run when nobody else comes before the commit

	commits, good, bad atomic.Int64
}

// work is one caller waiting for the writer.
type work struct {
	ctx    context.Context
	fn     func(ctx context.Context, tx *Tx) error // or
	batch  *Batch
	behind bool         // after all others of its commit
	state  atomic.Int32 // workWaiting, then workTaken or workGone
	done   chan struct{}
	err    error
	topics []string
}

const (
	workWaiting = iota
	workTaken   // by the writer; its outcome is told through done
	workGone    // the caller left before its turn
)

// yields is how often the writer lets others run before a group; one is not
// always enough, because an idle processor may take the writer up right away.
const yields = 4

func startWriter(ctx context.Context, path string, o Options) (*liteWriter, error) {
	c, err := openConn(writerDSN(path), writerStmts)
	if err != nil {
		return nil, err
	}
	always := context.WithoutCancel(ctx)
	w := &liteWriter{c: c, in: make(chan *work, o.MaxWaiting), callers: o.BatchCallers, limit: o.BatchTime,
		always: always, stopped: make(chan struct{})}
	if w.ck, err = startCheckpointer(always, path); err != nil {
		_ = c.close()
		return nil, err
	}
	go w.run()
	return w, nil
}

// do hands a piece of work over and waits for its outcome.
func (w *liteWriter) do(k *work) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	w.mu.RLock()
	if w.closed {
		w.mu.RUnlock()
		return ErrClosed
	}
	w.in <- k // has room for every caller the gauge of DB lets in
	w.mu.RUnlock()
	select {
	case <-k.done:
	case <-k.ctx.Done():
		if k.state.CompareAndSwap(workWaiting, workGone) {
			return k.ctx.Err()
		}
		<-k.done
	}
	return k.err
}

// run serves until in is closed and empty. A function that ends its goroutine
// (runtime.Goexit, as testing's FailNow does) costs only its own batch: a new
// goroutine takes over.
func (w *liteWriter) run() {
	normal := false
	defer func() {
		if !normal {
			w.lose(fmt.Errorf("sqldb: another function of the same commit ended the writer"))
			w.answer(w.current, &PanicError{})
			for _, k := range w.behind {
				w.answer(k, fmt.Errorf("sqldb: another function of the same commit ended the writer"))
			}
			w.behind = nil
			go w.run()
			return
		}
		close(w.stopped)
	}()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for k := range w.in {
		if w.crowd > 1 {
			// Those just answered come back at once; without this the first
			// of them would get a commit to itself and the rest wait for it.
			for range yields {
				runtime.Gosched()
			}
		}
		timer.Reset(w.limit)
		w.crowd = w.group(k, timer.C)
		w.ck.afterCommit(w.always, w.c)
	}
	normal = true
}

// group runs k and whoever waits behind it, up to the limits, and commits. It
// returns how many callers it took.
func (w *liteWriter) group(k *work, late <-chan time.Time) (n int) {
	for k != nil {
		switch {
		case !k.state.CompareAndSwap(workWaiting, workTaken):
		case k.behind:
			w.behind = append(w.behind, k)
		default:
			w.one(k)
			n++
		}
		if n >= w.callers {
			break
		}
		select {
		case <-late:
			k = nil
		default:
			k = w.next()
		}
	}
	for len(w.behind) > 0 {
		last := w.behind[0]
		w.behind = w.behind[1:]
		w.one(last)
	}
	w.behind = nil
	w.commit()
	return n
}

// next returns a caller that waits already, or nil.
func (w *liteWriter) next() *work {
	select {
	case k := <-w.in:
		return k // nil when in is closed and empty
	default:
		return nil
	}
}

// one runs the work of one caller inside the shared transaction, opening it
// when needed. Work that fails is undone alone and answered at once; work that
// succeeds is kept until the commit.
func (w *liteWriter) one(k *work) {
	w.current = k
	if !w.open {
		if _, err := w.c.exec(w.always, "BEGIN IMMEDIATE", nil); err != nil {
			w.answer(k, err)
			return
		}
		w.open = true
	}
	// The first one has nothing to protect, and a single statement undoes
	// itself when it fails.
	save := len(w.kept) > 0 && (k.batch == nil || len(k.batch.items) > 1)
	if save {
		if err := w.plain("SAVEPOINT one"); err != nil {
			w.lose(err)
			w.answer(k, err)
			return
		}
	}
	err := w.execute(k)
	w.current = nil
	if err == nil && save {
		err = w.plain("RELEASE one")
	}
	if err == nil {
		w.kept = append(w.kept, k)
		return
	}
	w.undo(save, err)
	w.answer(k, err)
}

func (w *liteWriter) plain(sql string) error {
	_, err := w.c.exec(w.always, sql, nil)
	return err
}

// execute runs the statements of k.
func (w *liteWriter) execute(k *work) error {
	// The driver gets a context that never ends: interrupting a statement
	// would roll the other callers back too.
	t := &liteTx{c: w.c, ctx: k.ctx, run: w.always}
	if k.batch != nil {
		for _, it := range k.batch.items {
			if _, err := t.exec(k.ctx, it.sql, it.args); err != nil {
				return err
			}
		}
		return nil
	}
	tx := &Tx{b: t, d: Dialect{sqliteName}}
	err := guard(func() error { return k.fn(k.ctx, tx) })
	k.topics = tx.topics
	if end := t.end(); err == nil {
		err = end
	}
	return err
}

// undo takes back the work of the caller that failed with err. After some
// errors (disk full, input or output) SQLite has already dropped the whole
// transaction; then those kept so far have lost theirs too and are told.
func (w *liteWriter) undo(save bool, err error) {
	switch {
	case len(w.kept) == 0:
		w.lose(nil)
	case dropsTransaction(err):
		w.lose(err)
	case save:
		if e := w.plain("ROLLBACK TO one"); e != nil {
			w.lose(e)
		} else if e := w.plain("RELEASE one"); e != nil {
			w.lose(e)
		}
	}
}

// dropsTransaction tells whether SQLite may have rolled back everything by
// itself. Violations and plain mistakes undo only their statement.
func dropsTransaction(err error) bool {
	switch liteCode(err) & 0xff {
	case sqlite3.SQLITE_OK, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH,
		sqlite3.SQLITE_RANGE, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH:
		return false
	}
	return true
}

// lose rolls the open transaction back and answers everyone in it with err.
func (w *liteWriter) lose(err error) {
	if w.open {
		_ = w.plain("ROLLBACK") // fails when SQLite has rolled back already
		w.open = false
	}
	for _, k := range w.kept {
		w.answer(k, err)
	}
	w.kept = w.kept[:0]
}

func (w *liteWriter) commit() {
	if !w.open {
		return
	}
	if len(w.kept) == 0 {
		w.lose(nil)
		return
	}
	if err := w.plain("COMMIT"); err != nil {
		w.lose(err)
		return
	}
	w.open = false
	w.commits.Add(1)
	for _, k := range w.kept {
		w.answer(k, nil)
	}
	clear(w.kept)
	w.kept = w.kept[:0]
}

// answer tells one caller the outcome.
func (w *liteWriter) answer(k *work, err error) {
	if err != nil {
		w.bad.Add(1)
	} else {
		w.good.Add(1)
	}
	k.err = err
	close(k.done)
}

// close refuses further work, finishes what was accepted and closes.
func (w *liteWriter) close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		<-w.stopped
		return nil
	}
	w.closed = true
	close(w.in)
	w.mu.Unlock()
	<-w.stopped
	w.ck.stop()
	return w.c.close()
}

func (w *liteWriter) stats(s *Stats) {
	s.Commits += w.commits.Load()
	s.Callers += w.good.Load()
	s.Failures += w.bad.Load()
	s.ConnsOpen++
}
