package sqldb

import (
	"context"
	"sync/atomic"
	"time"
)

// The write-ahead log is copied into the database file by a goroutine of its
// own, so that no commit waits for it. Only under load without a pause, when
// the copier never quite catches up, does the writer copy the short rest
// itself, so that the log can start over.
const (
	checkpointEvery  = 100 * time.Millisecond
	checkpointFrames = 4 << 10  // begin to copy (16 MiB of pages)
	restartFrames    = 8 << 10  // let the writer finish (32 MiB)
	forceFrames      = 32 << 10 // wait for readers (128 MiB)
	walKeepBytes     = 64 << 20 // the file is cut to this when the log starts over
)

type checkpointer struct {
	c      *liteConn
	wake   chan struct{}
	quit   chan struct{}
	done   chan struct{}
	finish atomic.Int32 // what the writer is asked to do: finishNot ...
}

const (
	finishNot = iota
	finishPassive
	finishForce
)

func startCheckpointer(ctx context.Context, path string) (*checkpointer, error) {
	c, err := openConn(writerDSN(path), 8)
	if err != nil {
		return nil, err
	}
	ck := &checkpointer{c: c, wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	go ck.run(ctx)
	return ck, nil
}

func (ck *checkpointer) run(ctx context.Context) {
	defer close(ck.done)
	pause := time.NewTimer(checkpointEvery)
	defer pause.Stop()
	for {
		select {
		case <-ck.quit:
			return
		case <-ck.wake:
		}
		ck.look(ctx)
		pause.Reset(checkpointEvery)
		select {
		case <-ck.quit:
			return
		case <-pause.C:
		}
	}
}

// look copies when there is enough to copy. Errors are left for the next look:
// the log only grows meanwhile.
func (ck *checkpointer) look(ctx context.Context) {
	log, copied, err := checkpoint(ctx, ck.c, "NOOP")
	if err != nil || log-copied < checkpointFrames {
		return
	}
	if log, _, err = checkpoint(ctx, ck.c, "PASSIVE"); err != nil {
		return
	}
	switch {
	case log >= forceFrames:
		ck.finish.Store(finishForce)
	case log >= restartFrames:
		ck.finish.Store(finishPassive)
	}
}

// afterCommit is called by the writer between two transactions.
func (ck *checkpointer) afterCommit(ctx context.Context, c *liteConn) {
	select {
	case ck.wake <- struct{}{}:
	default:
	}
	switch ck.finish.Swap(finishNot) {
	case finishPassive:
		_, _, _ = checkpoint(ctx, c, "PASSIVE") // asked again if it did not help
	case finishForce:
		// Waits for readers to leave the log, but never long.
		_, _ = c.exec(ctx, "PRAGMA busy_timeout=100", nil)
		_, _, _ = checkpoint(ctx, c, "RESTART")
		_, _ = c.exec(ctx, "PRAGMA busy_timeout=10000", nil)
	}
}

func (ck *checkpointer) stop() {
	close(ck.quit)
	<-ck.done
	_ = ck.c.close() // it holds nothing that could be lost
}

// checkpoint returns the frames in the log and how many of them are copied.
func checkpoint(ctx context.Context, c *liteConn, mode string) (log, copied int64, err error) {
	rows, err := c.query(ctx, "PRAGMA wal_checkpoint("+mode+")", nil, nil)
	if err != nil {
		return 0, 0, err
	}
	var busy any
	err = rowOf{rows, nil}.Scan(&busy, &log, &copied)
	return log, copied, err
}
