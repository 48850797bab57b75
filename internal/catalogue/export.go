package catalogue

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/serviceio"
)

// exportRows is how many records an export reads at once.
const exportRows = 500

// Export hands out the records of the actor's scope in the order in which they came, each as it came: those in force, and
// where none is the newest. Errors: forbidden.
func (c *Catalogue) Export(ctx context.Context, who civic.Actor, each func(serviceio.Entry) error) error {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return err
	}
	n, after := 0, civic.ID(0)
	for {
		page, err := c.store.ExportServices(ctx, c.store.DB, scope, after, exportRows)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, x := range page {
			n++
			if err := each(serviceio.Entry{Row: n, Source: json.RawMessage(x.Document)}); err != nil {
				return err
			}
		}
		after = page[len(page)-1].ID
	}
}
