package casework

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Act does one step of the lifecycle: load, transition, save, append the event, enqueue
// what follows, in one transaction. Every verb but submit is this one road; what differs
// between them stands in civic.Lifecycle.
// Errors: those of civic.World.Apply; invalid "files"; not_found.
func (c *Casework) Act(ctx context.Context, who civic.Actor, code civic.TrackingCode, cmd civic.Command, files ...evidence.File) (civic.Report, error) {
	if len(files) > evidence.MaxFiles {
		return civic.Report{}, civic.Invalid("files", "error.files_too_many", "max", evidence.MaxFiles)
	}
	if cmd.Verb == civic.VerbAttach && len(files) == 0 {
		return civic.Report{}, civic.Invalid("file", "error.file_needed")
	}
	cmd.Message = civic.TidyText(cmd.Message)
	cmd.PublicTitle, cmd.PublicBody, cmd.PublicPlace = civic.TidyText(cmd.PublicTitle), civic.TidyText(cmd.PublicBody), civic.TidyText(cmd.PublicPlace)
	m := c.atlas.Current(ctx)
	if cmd.Topic != 0 {
		if t, ok := m.Topic(cmd.Topic); !ok || !t.Active {
			return civic.Report{}, civic.Invalid("topic_id", "error.topic_unknown")
		}
	}
	w := m.World(c.now())
	var after civic.Report
	err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		before, err := c.store.LockReport(ctx, tx, code)
		if err != nil {
			return err
		}
		var event civic.Event
		after, event, err = w.Apply(before, who, cmd)
		if err != nil {
			return err
		}
		event.ID = c.store.NewID(w.Now)
		c.store.SaveReport(tx, &before, &after, m.Tree.Chain(before.Holder), m.Tree.Chain(after.Holder))
		c.store.AppendEvent(tx, event)
		for _, f := range files {
			c.store.InsertAttachment(tx, f.Row(c.store.NewID(w.Now), &after, event.Seq, who.Role, event.Shown))
		}
		if after.Version != before.Version {
			if err := c.publish(ctx, tx, &after, who, cmd); err != nil {
				return err
			}
		}
		return c.notify.Tell(tx, &after, &event)
	})
	return after, err
}

// publish writes the edited public version. The reporter's name goes into it only when the
// reporter asked for that, and reading it leaves a trace like any other reading.
func (c *Casework) publish(ctx context.Context, tx *sqldb.Tx, r *civic.Report, who civic.Actor, cmd civic.Command) error {
	p := store.Publication{Report: r.ID, Version: r.Version, At: store.Micros(c.now()), Officer: who.Officer,
		Title: cmd.PublicTitle, Body: cmd.PublicBody, Place: cmd.PublicPlace, Reason: cmd.Reason}
	if r.ShowName && !r.Anonymous {
		id, err := c.openIdentity(ctx, tx, r, who, "name", "publication")
		if err != nil {
			return err
		}
		p.PublicName = id.Name
	}
	c.store.InsertPublication(tx, p)
	return nil
}

// openIdentity reads the vault and records who did and why.
func (c *Casework) openIdentity(ctx context.Context, tx *sqldb.Tx, r *civic.Report, who civic.Actor, part, reason string) (notify.Identity, error) {
	var id notify.Identity
	sealed, err := c.store.ReadIdentity(ctx, tx, c.store.NewID(c.now()), store.IdentityRead{Report: r.ID, At: store.Micros(c.now()),
		Role: who.Role, Officer: who.Officer, Part: part, Reason: reason})
	if err != nil || sealed == nil {
		return id, err
	}
	plain, err := c.vault.Open("identity/"+r.ID.String(), sealed)
	if err != nil {
		return id, err
	}
	return id, json.Unmarshal(plain, &id)
}

// Identity is the reporter as far as the officer may see.
type Identity = notify.Identity

// Reveal opens the reporter's name and contact for an officer who handles the report. The
// reading and its reason are recorded before anything is shown.
// Errors: not_found out of scope, forbidden where the table of sight says so, invalid "reason".
func (c *Casework) Reveal(ctx context.Context, who civic.Actor, code civic.TrackingCode, reason string) (Identity, error) {
	reason = civic.TidyText(reason)
	if reason == "" {
		return Identity{}, civic.Invalid("reason", "error.reveal_reason_needed")
	}
	var id Identity
	err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		id = Identity{}
		r, err := c.store.LockReport(ctx, tx, code)
		if err != nil {
			return err
		}
		tree := c.atlas.Current(ctx).Tree
		if !who.IsOfficer() || !who.InScope(tree, &r) {
			return civic.NotFound("error.not_found")
		}
		see := civic.Look(tree, who, &r)
		if !see.Name {
			return civic.Forbidden("error.identity_hidden")
		}
		id, err = c.openIdentity(ctx, tx, &r, who, "name", reason)
		if !see.Contact {
			id = Identity{Name: id.Name}
		}
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	return id, nil
}
