package insight

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// deskBatch is how many reports are written for their officers in one transaction: few, because others wait for it.
const deskBatch = 100

// unmoved are the verbs that leave holder and clocks as they are.
var unmoved = []civic.Verb{civic.VerbNote, civic.VerbAttach, civic.VerbPublish, civic.VerbUnpublish, civic.VerbHide, civic.VerbReveal, civic.VerbRate,
	civic.VerbAssign, civic.VerbPropose, civic.VerbDecline, civic.VerbRecall, civic.VerbCorrect}

// partsOf tells what an event changes of that by which officers find a report, and of when they are reminded of it.
func partsOf(e *civic.Event) store.DeskPart {
	var p store.DeskPart
	if !slices.Contains(unmoved, e.Verb) {
		p |= store.DeskAlarm
	}
	hidden := e.Verb == civic.VerbHide || e.Verb == civic.VerbReveal
	if hidden || e.From == "" || e.FromDesk != e.ToDesk || e.Asked() != 0 || e.Detail[civic.DetailReleased] != "" {
		p |= store.DeskWords
	}
	if hidden || e.Verb == civic.VerbSubmit || e.Verb == civic.VerbVerify || e.From.Ended() != e.To.Ended() {
		p |= store.DeskDigests
	}
	return p
}

// FollowDesks writes again by what officers find a few of the reports that something happened to, and returns how many
// those were. It comes after Follow and can wait: what happened to a report meanwhile is written once.
func (in *Insight) FollowDesks(ctx context.Context) (int, error) {
	if waits, err := in.store.DeskFeedWaits(ctx); err != nil || !waits {
		return 0, err
	}
	for {
		n, err := in.followDesks(ctx, in.atlas.Current(ctx))
		if !errors.Is(err, errOldMap) {
			return n, err
		}
		if err := in.atlas.Reload(ctx); err != nil {
			return 0, err
		}
	}
}

func (in *Insight) followDesks(ctx context.Context, m *atlas.Map) (int, error) {
	var n int
	err := in.store.DB.UpdateBehind(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		found, err := in.store.TakeDeskFeed(ctx, tx, deskBatch)
		if err != nil {
			return err
		}
		n = len(found)
		if v, err := in.store.ReferenceVersion(ctx, tx); err != nil || n > 0 && v != m.Version { // a desk may be new, as in follow
			return cmp.Or(err, errOldMap)
		}
		// Words from the newest to the oldest, digests the other way round: as their indexes take them, see store.PutDeskDoc.
		slices.SortFunc(found, func(a, b store.DeskEntry) int { return cmp.Compare(b.Report.ID, a.Report.ID) })
		terms := make([][]triage.Term, len(found))
		for i := range found {
			if found[i].Parts&(store.DeskWords|store.DeskDigests) != 0 {
				terms[i] = triage.Terms(found[i].Text.Whole())
			}
			in.indexForDesks(tx, m, &found[i], terms[i])
		}
		for i := len(found) - 1; i >= 0; i-- {
			in.digest(tx, &found[i], terms[i])
		}
		return in.alarms(ctx, tx, m, found)
	})
	return n, err
}

// indexForDesks lets officers find a report by its reporter's words, a secret one never.
func (in *Insight) indexForDesks(tx *sqldb.Tx, m *atlas.Map, e *store.DeskEntry, terms []triage.Term) {
	switch r := &e.Report; {
	case r.Secret:
		in.store.DropDeskDoc(tx, r.ID)
	case e.Parts&store.DeskWords != 0:
		in.store.PutDeskDoc(tx, store.Doc{Report: r.ID, Words: triage.Stems(terms), Tags: store.DeskTags(m.Tree.Chain(r.Holder), r.Supports...)})
	}
}

// digest lets an open report be found beside others like it, a secret one never.
func (in *Insight) digest(tx *sqldb.Tx, e *store.DeskEntry, terms []triage.Term) {
	switch r := &e.Report; {
	case r.Secret:
		in.store.DropAlike(tx, r.ID)
	case e.Parts&store.DeskDigests == 0:
	case r.State.Ended():
		in.store.DropAlike(tx, r.ID)
	default:
		in.store.PutAlike(tx, r.ID, triage.Bands(terms, triage.SpotOf(r.Region, r.Topic, e.Text.Lat, e.Text.Lng)))
	}
}
