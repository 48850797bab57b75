package casework

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// splitBefore tells that this very part was taken out already: somebody pressed twice, sent again what was not answered,
// or did what a colleague had just done. The same words for the same office are the same part, as long as the whole waits for it.
func (c *Casework) splitBefore(ctx context.Context, q sqldb.Querier, r *civic.Report, cmd civic.Command) (bool, error) {
	var waits []int
	for _, s := range r.Supports {
		if s.Kind == civic.SupportPart && s.Desk == cmd.Target && s.Open() {
			waits = append(waits, s.ID)
		}
	}
	if len(waits) == 0 {
		return false, nil
	}
	said, err := c.store.SplitsOf(ctx, q, r.ID, cmd.Message)
	return slices.ContainsFunc(said, func(seq int) bool { return slices.Contains(waits, seq) }), err
}

// Carried tells whether a file of a report may go with a part of it: whatever its reporter reads. What officers have
// among themselves stays there.
func Carried(f Attachment) bool { return f.Shown != civic.ForOfficers }

// carryFiles gives a part the files that were chosen for it: the same contents, of whoever brought them, as they came with
// it. Strangers see none of them by that, not even an office's that they saw beside the whole.
// Errors: invalid "carries" when one of them is not there, or not to be read by the officer.
func (c *Casework) carryFiles(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, whole, part *civic.Report, who civic.Actor, ids []civic.ID) error {
	if len(ids) == 0 {
		return nil
	}
	files, err := c.store.Attachments(ctx, tx, whole.ID)
	if err != nil {
		return err
	}
	see := civic.Look(m.Tree, who, whole)
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		i := slices.IndexFunc(files, func(f store.Attachment) bool { return f.ID == id })
		if i < 0 || !see.Text || !mayRead(see, files[i].Shown) || !Carried(files[i]) {
			return civic.Invalid("carries", "error.carries_unknown")
		}
		f := files[i]
		f.ID, f.Report, f.Seq, f.Shown = c.store.NewID(c.now()), part.ID, 1, civic.ForReporter
		c.store.InsertAttachment(tx, f)
	}
	return nil
}
