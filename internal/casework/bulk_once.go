package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// asked is a fingerprint of what somebody asks for: two orders under one key are the same when it is.
func asked(o Order, sel Selection) (string, error) {
	plain, err := json.Marshal(struct {
		Order     Order
		Selection Selection
	}{o, sel})
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:]), err
}

// given finds the order that the officer gave before under the same key. Errors: not_found when there is none; conflict
// when it was another order.
func (c *Casework) given(ctx context.Context, q sqldb.Querier, who civic.Actor, o *Order) (Bulk, error) {
	found, err := c.store.BulkByKey(ctx, q, who.Officer, o.Key)
	if err != nil {
		return Bulk{}, err
	}
	b, err := c.openBulk(found)
	if err != nil {
		return Bulk{}, err
	}
	if b.Order.Asked != o.Asked {
		return Bulk{}, civic.Conflict("error.key_reused")
	}
	b.Repeated = true
	return b, nil
}

// giveOnce writes an order down and queues its job, unless the same one is there already: that one comes back then.
func (c *Casework) giveOnce(ctx context.Context, who civic.Actor, b Bulk, rows []store.BulkRow) (out Bulk, err error) {
	give := func(ctx context.Context, tx *sqldb.Tx) (err error) {
		if b.Key != "" {
			if out, err = c.given(ctx, tx, who, &b.Order); civic.KindOf(err) != civic.KindNotFound {
				return err
			}
		}
		out = b
		c.store.InsertBulk(tx, b.Bulk, rows)
		return c.queue.Enqueue(tx, queue.Job{Kind: KindBulk, Args: BulkArgs{b.ID}, RunAt: b.Starts(), Unique: "bulk-" + b.ID.String()})
	}
	err = c.store.DB.Update(ctx, give)
	if sqldb.IsUnique(err) && b.Key != "" { // somebody was faster by a moment: what he wrote can be read now
		err = c.store.DB.Update(ctx, give)
	}
	if err != nil {
		return Bulk{}, err
	}
	return out, nil
}
