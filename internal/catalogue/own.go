package catalogue

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/store"
)

// Filter narrows an officer's list.
type Filter = store.ServiceFilter

// Services lists the services of the officer's scope, newest first. more tells whether there is another page.
// Errors: forbidden.
func (c *Catalogue) Services(ctx context.Context, who civic.Actor, f Filter) (out []Head, more bool, err error) {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return nil, false, err
	}
	limit := f.Limit
	f.Limit++
	out, err = c.store.Services(ctx, c.store.DB, scope, f)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// Own is a service as its officers see it.
type Own struct {
	store.Service
	Versions []Version // newest first, as many as were asked for
	More     bool      // there are older ones
}

// Version is a version as officers see it, with what it changes.
type Version struct {
	Entry
	Changes []Change // against what was in force before it; nil where nothing was
}

// Of is one service with its newest versions. Errors: forbidden, not_found.
func (c *Catalogue) Of(ctx context.Context, who civic.Actor, id civic.ID, limit int) (Own, error) {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return Own{}, err
	}
	s, err := c.store.Service(ctx, c.store.DB, scope, id)
	if err != nil {
		return Own{}, err
	}
	all, err := c.store.ServiceVersions(ctx, c.store.DB, id, 0, limit+1)
	if err != nil {
		return Own{}, err
	}
	out := Own{Service: s, More: len(all) > limit}
	for i := range all[:min(limit, len(all))] {
		v := Version{}
		if v.Entry, err = entryOf(&all[i]); err != nil {
			return out, err
		}
		for j := i + 1; j < len(all); j++ {
			if all[j].From.IsZero() { // it was never in force
				continue
			}
			if v.Changes, err = differ(&all[j], &all[i]); err != nil {
				return out, err
			}
			break
		}
		out.Versions = append(out.Versions, v)
	}
	return out, nil
}

// Words are the columns of a service with what its next version says so far: the open draft's, else those in force.
// Errors: forbidden, not_found, conflict when a version waits for somebody else.
func (c *Catalogue) Words(ctx context.Context, who civic.Actor, id civic.ID) (store.Service, []serviceio.Cell, string, error) {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return store.Service{}, nil, "", err
	}
	s, err := c.store.Service(ctx, c.store.DB, scope, id)
	if err != nil {
		return s, nil, "", err
	}
	base, open, err := c.base(ctx, &s)
	if err != nil {
		return s, nil, "", err
	}
	note := ""
	if open != nil {
		if open.State != service.Draft {
			return s, nil, "", civic.Conflict("error.service_waits")
		}
		note = open.Note
	}
	cells, err := serviceio.Services().Cells(json.RawMessage(base.Document))
	return s, cells, note, err
}
