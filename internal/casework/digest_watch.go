package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/store"
)

// watchNews loads which watched reports changed, for the supervisors among the readers; where there is none nothing is asked.
func (d *digests) watchNews(ctx context.Context, readers []store.Recipient) (map[civic.ID][]civic.Report, error) {
	var officers []civic.ID
	for _, r := range readers {
		if r.Role == civic.RoleSupervisor && !slices.Contains(officers, r.Officer) {
			officers = append(officers, r.Officer)
		}
	}
	found, err := d.store.WatchNews(ctx, d.store.DB, officers, notify.MaxWatchNews+1)
	out := make(map[civic.ID][]civic.Report, len(officers))
	for _, x := range found {
		out[x.Officer] = append(out[x.Officer], x.Report)
	}
	return out, err
}

// watched adds to the letter of a supervisor what changed of the watched reports, as far as it is in the remit.
func (d *digests) watched(day *notify.Digest, posts []store.Recipient, changed []civic.Report) {
	for i := range changed {
		r := &changed[i]
		mine := slices.ContainsFunc(posts, func(p store.Recipient) bool {
			who := d.m.Actor(store.Standing{Officer: p.Officer, Desk: p.Desk, Role: p.Role, Post: p.Post}, d.w.Now)
			return p.Role == civic.RoleSupervisor && who.InScope(d.m.Tree, r)
		})
		if !mine {
			continue
		}
		day.Watched++
		if next := d.next(d.w, r); !r.State.Ended() && !next.Due.IsZero() && !d.w.Now.Before(next.Due) {
			day.WatchedLate++
		}
		if len(day.Watches) < notify.MaxDigestLines {
			day.Watches = append(day.Watches, r.Code)
		}
	}
}
