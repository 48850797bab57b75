// Package jobs is what the system does by itself: one file a job, and here the whole list.
package jobs

import (
	"context"
	"log/slog"
	"time"

	"tuntas/internal/blob"
	"tuntas/internal/casework"
	"tuntas/internal/channel"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/insight"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Deps are what the jobs work with.
type Deps struct {
	DB       *sqldb.DB
	Store    *store.Store
	Queue    *queue.Queue
	Casework *casework.Casework
	Insight  *insight.Insight
	Notify   *notify.Notify
	Mail     channel.Sender // nil: no mail server is configured
	Blobs    blob.Store
	Now      civic.Now
	Wall     civic.Now // the clock of the machine, by which sessions live
	Log      *slog.Logger
}

// Kinds of the scheduled jobs.
const (
	kindWake   = "wake"
	kindExpire = "expire"
	kindSweep  = "sweep"
	kindRemind = "remind"
	kindDigest = "digest"
)

// Handlers is the whole list of jobs.
func (d Deps) Handlers() map[string]queue.Handler {
	return map[string]queue.Handler{
		notify.KindLetter:     d.letter,
		directory.KindRecount: d.recount,
		kindWake:              d.wake,
		kindExpire:            d.expire,
		kindSweep:             d.sweep,
		kindRemind:            d.remind,
		kindDigest:            d.digest,
		notify.KindDigest:     d.digestLetter,
		notify.KindDemand:     d.demandLetter,
		casework.KindBulk:     d.bulk,
		casework.KindCarry:    d.carry,
	}
}

// Schedules is the whole list of jobs that come by themselves.
func (d Deps) Schedules() []queue.Schedule {
	return []queue.Schedule{
		{Kind: kindWake, Every: time.Minute},
		{Kind: kindRemind, Every: time.Minute, Offset: 30 * time.Second},
		{Kind: kindDigest, Every: 15 * time.Minute},
		{Kind: kindExpire, Every: time.Hour},
		{Kind: kindSweep, Every: 24 * time.Hour},
		{Kind: directory.KindRecount, Every: 24 * time.Hour, Offset: 19 * time.Hour}, // 02:00 in Jakarta
	}
}

// Follow keeps search and counts until ctx ends, woken by each commit of this process and once
// a second for those of others.
func (d Deps) Follow(ctx context.Context) error {
	signal, stop := d.DB.Listen(store.FeedTopic)
	defer stop()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		// One batch at a time with a breath between: the reports come first, their index follows.
		n, err := d.Insight.Follow(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			d.Log.Error("search and counts are behind", "error", err)
		}
		wait := signal
		if n > 0 {
			wait = nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wait:
			if !pause(ctx, followBreath) {
				return nil
			}
		case <-tick.C:
		case <-after(n, followBreath):
		}
	}
}

// The pace of FollowDesks: how often it looks, and how long it rests after a batch, in times the batch took: long while
// the feed says that others are at work, a little when nobody is. What officers search is complete some seconds after a
// report came, and takes a fortieth of the time of those who report; it never rests longer than deskTickBusy.
const (
	deskTick     = 2 * time.Second
	deskTickBusy = 8 * time.Second
	deskRest     = 4
	deskRestBusy = 39
)

// FollowDesks keeps what officers search and compare until ctx ends.
func (d Deps) FollowDesks(ctx context.Context) error {
	for wait := deskTick; pause(ctx, wait); {
		begin := d.Wall()
		n, err := d.Insight.FollowDesks(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.Error("the officers' search is behind", "error", err)
		}
		if wait = deskTick; err != nil || n == 0 {
			continue
		}
		rest, most := time.Duration(deskRest), deskTick
		if busy, err := d.Store.FeedWaits(ctx); err != nil || busy {
			rest, most = deskRestBusy, deskTickBusy
		}
		wait = min(most, rest*d.Wall().Sub(begin))
	}
	return nil
}

// followBreath lets a burst of submissions gather into one batch.
const followBreath = 200 * time.Millisecond

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// after fires soon when a batch was not the last one, and never when it was.
func after(n int, d time.Duration) <-chan time.Time {
	if n == 0 {
		return nil
	}
	return time.After(d / 4)
}
