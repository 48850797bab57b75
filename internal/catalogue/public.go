package catalogue

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/serviceio"
	"tuntas/internal/store"
)

// Public is the version of a service that the public reads. Errors: not_found, also for what is suspended or withdrawn.
func (c *Catalogue) Public(ctx context.Context, id civic.ID) (Entry, error) {
	v, err := c.store.PublishedService(ctx, c.store.DB, id)
	if err != nil {
		return Entry{}, err
	}
	return entryOf(&v)
}

// PublicBySource is the service that another system knows by an identifier. Errors: not_found.
func (c *Catalogue) PublicBySource(ctx context.Context, system, id string) (civic.ID, error) {
	s, err := c.store.ServiceBySource(ctx, c.store.DB, system, id)
	if err != nil {
		return 0, err
	}
	v, err := c.store.PublishedService(ctx, c.store.DB, s.ID)
	return v.Service, err
}

// Edition is a version that was once read by the public, with what it changed.
type Edition struct {
	Head
	Changes []Change // against the edition before; nil for the first
	First   bool
}

// Change is one component that says something else than before.
type Change struct{ Component, Before, After string }

// History lists the editions of a published service, newest first, older than before (0: from the newest). more tells
// whether there are older ones. Errors: not_found, also for what is suspended or withdrawn.
func (c *Catalogue) History(ctx context.Context, id civic.ID, before, limit int) (out []Edition, more bool, err error) {
	if _, err := c.store.PublishedService(ctx, c.store.DB, id); err != nil {
		return nil, false, err
	}
	all, err := c.store.PastVersions(ctx, c.store.DB, id, before, limit+1)
	if err != nil {
		return nil, false, err
	}
	for i := range all[:min(limit, len(all))] {
		e := Edition{Head: all[i].ServiceHead, First: i+1 == len(all)}
		if !e.First {
			if e.Changes, err = differ(&all[i+1], &all[i]); err != nil {
				return nil, false, err
			}
		}
		out = append(out, e)
	}
	return out, len(all) > limit, nil
}

// differ lists the components in which two versions differ.
func differ(was, is *store.ServiceVersion) (out []Change, err error) {
	shape := serviceio.Services()
	a, err := shape.Cells(json.RawMessage(was.Document))
	if err != nil {
		return nil, err
	}
	b, err := shape.Cells(json.RawMessage(is.Document))
	if err != nil {
		return nil, err
	}
	for i := range a {
		if a[i].Text != b[i].Text {
			out = append(out, Change{a[i].Name, a[i].Text, b[i].Text})
		}
	}
	return out, nil
}
