package casework

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Act does one step of the lifecycle: load, transition, save, append the event, enqueue
// what follows, in one transaction. Every verb but submit is this one road; what differs
// between them stands in civic.Lifecycle. What is so already is left as it is: see civic.World.Idle.
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
		if after = before; len(files) == 0 && w.Idle(&before, who, cmd) {
			return nil
		}
		var event civic.Event
		after, event, err = w.Apply(before, who, cmd)
		if err != nil {
			return err
		}
		if err := c.room(ctx, tx, &before, who, len(files)); err != nil {
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
