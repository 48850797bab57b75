package casework

import (
	"context"
	"strings"

	"tuntas/internal/civic"
)

// Targets finds the desks to which the officer may send the report by a verb, by what was typed of
// their names; nothing typed lists those below the holder, and the holder where the report may stay. About limit come back; more tells whether there are others.
// Errors: not_found out of scope, those of civic.World.Targets.
func (c *Casework) Targets(ctx context.Context, who civic.Actor, code civic.TrackingCode, verb civic.Verb, typed string, limit int) (found []civic.Agency, more bool, err error) {
	m := c.atlas.Current(ctx)
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return nil, false, err
	}
	may, err := m.World(c.now()).Targets(&r, who, verb)
	if err != nil {
		return nil, false, err
	}
	if strings.TrimSpace(typed) == "" {
		found, more = m.Tree.Below(r.Holder, limit, may)
		if self, ok := m.Tree.Get(r.Holder); ok && verb == civic.VerbDispose && may(r.Holder) {
			found = append([]civic.Agency{self}, found...)
		}
	} else {
		found, more = m.Tree.Search(typed, limit, may)
	}
	return found, more, nil
}
