package casework

import (
	"context"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Act does one step of the lifecycle: load, transition, save, append the event, enqueue
// what follows, in one transaction. Every verb but submit is this one road; what differs
// between them stands in civic.Lifecycle. What is so already is left as it is: see civic.World.Idle.
// Errors: those of civic.World.Apply; invalid "files"; not_found; a quality.Refusal when an answer has something to mend.
func (c *Casework) Act(ctx context.Context, who civic.Actor, code civic.TrackingCode, cmd civic.Command, files ...evidence.File) (civic.Report, error) {
	if len(files) > evidence.MaxFiles {
		return civic.Report{}, civic.Invalid("files", "error.files_too_many", "max", evidence.MaxFiles)
	}
	if cmd.Verb == civic.VerbAttach && len(files) == 0 {
		return civic.Report{}, civic.Invalid("file", "error.file_needed")
	}
	if err := checkStages(who, files); err != nil {
		return civic.Report{}, err
	}
	cmd.Message = civic.TidyText(cmd.Message)
	cmd.PublicTitle, cmd.PublicBody, cmd.PublicPlace = civic.TidyText(cmd.PublicTitle), civic.TidyText(cmd.PublicBody), civic.TidyText(cmd.PublicPlace)
	m := c.atlas.Current(ctx)
	if cmd.Topic != 0 {
		if t, ok := m.Topic(cmd.Topic); !ok || !t.Active {
			return civic.Report{}, civic.Invalid("topic_id", "error.topic_unknown")
		}
	}
	photos, err := c.copies(ctx, who, code, &cmd)
	if err != nil {
		return civic.Report{}, err
	}
	var after civic.Report
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		if after, err = c.step(ctx, tx, m, who, code, cmd, files...); err == nil {
			c.keepCopies(tx, &after, photos)
		}
		return err
	})
	return after, c.noteRefused(ctx, who, code, err)
}

// step is what Act does inside its transaction; verbs that do several steps at once do them in one.
func (c *Casework) step(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, code civic.TrackingCode, cmd civic.Command, files ...evidence.File) (civic.Report, error) {
	if cmd.Verb == civic.VerbMerge || cmd.Verb == civic.VerbLead {
		return c.regroup(ctx, tx, m, who, code, cmd)
	}
	if cmd.Verb == civic.VerbSplit {
		return c.split(ctx, tx, m, who, code, cmd)
	}
	w := m.World(c.now())
	before, known, err := c.lock(ctx, tx, who, code, cmd.Verb)
	if err != nil {
		return before, err
	}
	if len(files) == 0 && w.Idle(&before, who, cmd) {
		return before, nil
	}
	if err = c.readied(ctx, tx, w, &before, who, cmd); err != nil {
		return before, err
	}
	if cmd, err = c.prepare(ctx, tx, m, &before, who, cmd, len(files)); err != nil {
		return before, err
	}
	after, event, err := w.Apply(before, who, cmd)
	if err != nil {
		return before, err
	}
	if err := c.people(ctx, tx, m, who, &before, &cmd); err != nil {
		return before, err
	}
	if err := c.room(ctx, tx, &before, who, len(files)); err != nil {
		return before, err
	}
	if err := c.gate(ctx, tx, m, &before, known, who, cmd, &event, len(files)); err != nil {
		return before, err
	}
	if err := c.family(ctx, tx, m, who, &before, &after, cmd); err != nil {
		return before, err
	}
	event.ID = c.store.NewID(w.Now)
	c.store.SaveReport(tx, &before, &after, m.Tree.Chain(before.Holder), m.Tree.Chain(after.Holder))
	c.store.AppendEvent(tx, event)
	for _, f := range files {
		c.store.InsertAttachment(tx, f.Row(c.store.NewID(w.Now), &after, event.Seq, who.Role, event.Shown))
	}
	if err := c.gap(ctx, tx, w, &after, &event); err != nil {
		return before, err
	}
	if err := c.handOver(ctx, tx, m, &after, &event, who, cmd); err != nil {
		return before, err
	}
	c.release(tx, &before, &event)
	c.draftMoved(tx, &before, &after, event.Verb)
	if after.Version != before.Version {
		if err := c.publish(ctx, tx, &after, who, cmd); err != nil {
			return before, err
		}
	}
	if after.Secret && !before.Secret {
		c.store.DropDeskDoc(tx, after.ID) // at once, not when the follower comes by
		c.store.DropAlike(tx, after.ID)
	}
	for _, officer := range cmd.Mentions {
		c.store.Mention(tx, officer, after.ID, event.Seq)
	}
	if err := c.partEnded(ctx, tx, m, &before, &after); err != nil {
		return before, err
	}
	if err := c.together(ctx, tx, m, &before, &after, &event); err != nil {
		return before, err
	}
	return after, c.notify.Tell(tx, &after, &event)
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
	masks, err := c.masks(ctx, tx, r, &p, cmd.FoundWhy)
	if err != nil {
		return err
	}
	p.MaskCount = len(masks)
	c.store.InsertPublication(tx, p)
	c.store.InsertMasks(tx, &p, masks)
	return nil
}
