package casework

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// KeptOut is an office or an officer who is kept out of a report, as supervisors read it.
type KeptOut struct {
	civic.Kept
	Name   string
	At     time.Time // zero when the reporter asked for it at the very beginning
	By     string    // name of the officer who did it
	Reason string
}

// withheld takes from an event whom it kept out, and why: supervisors read that, and whoever did it.
func withheld(who civic.Actor, e civic.Event) civic.Event {
	desk, officer := e.KeptFrom()
	mine := e.Officer != 0 && e.Officer == who.Officer
	if desk == 0 && officer == 0 || who.Role == civic.RoleSupervisor || mine {
		return e
	}
	detail := map[string]string{}
	for k, v := range e.Detail {
		if k != civic.DetailKeptDesk && k != civic.DetailKeptOfficer {
			detail[k] = v
		}
	}
	e.Detail = detail
	if e.Verb != civic.VerbVerify {
		e.Message = ""
	}
	return e
}

// kept lists for a supervisor who is kept out.
func (c *Casework) kept(ctx context.Context, t *civic.Tree, who civic.Actor, v *View) error {
	if who.Role != civic.RoleSupervisor || len(v.Report.Oversight.Kept) == 0 {
		v.Report.Oversight.Kept = nil // nobody else learns of it
		return nil
	}
	var ids []civic.ID
	for _, k := range v.Report.Oversight.Kept {
		if k.Officer != 0 {
			ids = append(ids, k.Officer)
		}
	}
	names, err := c.store.OfficerNames(ctx, c.store.DB, ids)
	if err != nil {
		return err
	}
	for _, k := range v.Report.Oversight.Kept {
		one := KeptOut{Kept: k, Name: deskName(t, k.Desk)}
		if k.Officer != 0 {
			one.Name = names[k.Officer]
		}
		if i := slices.IndexFunc(v.Events, func(e Entry) bool { return e.Seq == k.Seq && e.Verb != civic.VerbSubmit }); i >= 0 {
			one.At, one.By, one.Reason = v.Events[i].At, v.Events[i].OfficerName, v.Events[i].Message
		}
		v.Kept = append(v.Kept, one)
	}
	return nil
}

// uncounted takes out of the counts of a desk what the officer is kept out of in person.
func (c *Casework) uncounted(ctx context.Context, who civic.Actor, n *Counts) error {
	found, err := c.store.KeptFrom(ctx, c.store.DB, who.Officer)
	if err != nil || len(found) == 0 {
		return err
	}
	t := c.atlas.Current(ctx).Tree
	today := store.DueDay(c.midnight(t, who.Desk, c.now()))
	for i := range found {
		r := &found[i]
		if !t.Within(r.Holder, who.Desk) || !who.Remit.CoversDesk(t, r.Holder) {
			continue
		}
		_, due := r.NextDue()
		day := store.DueDay(due)
		n.ByState[r.State]--
		switch q := r.Queue(); {
		case q == civic.QueueDone && day >= today-RecentDays:
			n.Done--
		case q == civic.QueueWaiting:
			n.Waiting--
		case q == civic.QueueAction:
			n.Action--
			if day < today {
				n.Late--
			} else if day == today {
				n.Today--
			}
		}
	}
	return nil
}

// keepable makes sure that there is an officer whom a step keeps out. Errors: invalid "kept".
func (c *Casework) keepable(ctx context.Context, tx *sqldb.Tx, cmd *civic.Command) error {
	if cmd.Verb != civic.VerbKeepOut || cmd.KeepOfficer == 0 {
		return nil
	}
	there, err := c.store.OfficerThere(ctx, tx, cmd.KeepOfficer)
	if err == nil && !there {
		err = civic.Invalid("kept", "error.kept_needed")
	}
	return err
}
