package catalogue

import (
	"context"

	"tuntas/internal/service"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// document is by what the public finds a version: its names, what it gives, and who gives it where. What has to be brought
// along is not among it: nearly every service asks for a KTP.
func (c *Catalogue) document(ctx context.Context, v *store.ServiceVersion) (*store.ServiceDoc, error) {
	e, err := entryOf(v)
	if err != nil {
		return nil, err
	}
	t := c.atlas.Current(ctx).Tree
	a, _ := t.Get(v.Agency)
	doc := &store.ServiceDoc{Service: v.Service, Region: a.Region, Free: v.Free, Online: v.Online}
	text := v.Name + "\n" + e.Standard.Published + "\n" + e.Standard.Sector
	for _, p := range e.Standard.Products {
		if service.Filled(p.Text) {
			text += "\n" + service.Plain(p.Text)
		}
	}
	for _, id := range t.Chain(v.Agency) {
		if up, _ := t.Get(id); up.Tier > 0 {
			doc.Chain = append(doc.Chain, id)
			text += "\n" + up.Name + "\n" + up.ShortName
		}
	}
	regions, err := c.atlas.RegionChain(ctx, a.Region)
	if err != nil {
		return nil, err
	}
	for _, r := range regions {
		text += "\n" + r.Name
	}
	for _, p := range e.Standard.Places {
		text += "\n" + p.Name
		doc.Places = append(doc.Places, p.Region)
	}
	doc.Name, doc.Words = triage.Words(v.Name), triage.Words(text)
	return doc, nil
}
