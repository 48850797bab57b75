package casework

import (
	"context"
	"strconv"
	"time"

	"tuntas/internal/civic"
)

// PublicStamp says in one word which state of a public report a page would show: as long as it is the same, a page
// made earlier is still right. It changes with every event, with master data, and every hour, because days left end at
// midnight in three zones. It counts what is nobody's business, such as notes among officers: no answer may show it.
// Errors: not_found for whatever is not public, there or not.
func (c *Casework) PublicStamp(ctx context.Context, code civic.TrackingCode) (string, error) {
	st, err := c.store.StampOf(ctx, c.store.DB, code)
	if err != nil {
		return "", err
	}
	if !st.Published || st.Secret {
		return "", civic.NotFound("error.not_found")
	}
	return strconv.FormatInt(int64(st.ID), 36) + "." + strconv.Itoa(st.Seq) + "." + strconv.Itoa(st.Weight) + "." + strconv.FormatInt(c.atlas.Current(ctx).Version, 36) + "." +
		strconv.FormatInt(c.now().Unix()/int64(time.Hour/time.Second), 36), nil
}
