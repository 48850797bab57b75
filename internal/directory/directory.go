// Package directory holds the verbs about who is who and what the rules are: officers,
// posts and sign-in; agencies; topics, reasons, clock policies and holidays.
package directory

import (
	"context"
	"encoding/json"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Directory knows people and rules. It is safe for concurrent use.
type Directory struct {
	store   *store.Store
	atlas   *atlas.Atlas
	queue   *queue.Queue
	tries   store.Attempts
	now     civic.Now
	tokens  standings
	notify  *notify.Notify // nil: nobody is invited
	invites Invites
	hashes  chan struct{} // one place for each password that may be hashed at once
}

// New puts the verbs together.
func New(s *store.Store, a *atlas.Atlas, q *queue.Queue, now civic.Now) *Directory {
	return &Directory{store: s, atlas: a, queue: q, tries: store.Attempts{DB: s.DB}, now: now, hashes: make(chan struct{}, hashesAtOnce)}
}

// Map returns the newest master data.
func (d *Directory) Map(ctx context.Context) *atlas.Map { return d.atlas.Current(ctx) }

// change writes master data, its trace in the change log, and the news of it, in one
// transaction; then this process reads the new data.
func (d *Directory) change(ctx context.Context, who civic.Actor, subject, id string, before, after any, write func(ctx context.Context, tx *sqldb.Tx) error) error {
	err := d.record(ctx, who, subject, id, before, after, func(ctx context.Context, tx *sqldb.Tx) error {
		d.store.Touch(tx)
		return write(ctx, tx)
	})
	if sqldb.IsUnique(err) {
		return civic.Conflict("error.exists_already")
	}
	if err != nil {
		return err
	}
	return d.atlas.Reload(ctx)
}

// national refuses everybody but the national desk: these rules bind all agencies.
func national(who civic.Actor) error {
	if who.Role != civic.RoleNationalAdmin {
		return civic.Forbidden("error.forbidden")
	}
	return nil
}

// record writes something that no process keeps in memory, and its trace in the change log, in one transaction.
func (d *Directory) record(ctx context.Context, who civic.Actor, subject, id string, before, after any, write func(ctx context.Context, tx *sqldb.Tx) error) error {
	was, err := json.Marshal(before)
	if err != nil {
		return err
	}
	is, err := json.Marshal(after)
	if err != nil {
		return err
	}
	return d.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := write(ctx, tx); err != nil {
			return err
		}
		now := d.now()
		d.store.LogChange(tx, store.Change{ID: d.store.NewID(now), At: store.Micros(now), Officer: who.Officer, For: who.For, Subject: subject, SubjectID: id, Before: string(was), After: string(is)})
		return nil
	})
}
