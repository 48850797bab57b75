// Package casework holds the verbs on a report that is there: what officers, the reporter
// and the clock do to it, and what each of them may see of it.
package casework

import (
	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Casework acts on reports. It is safe for concurrent use.
type Casework struct {
	store  *store.Store
	atlas  *atlas.Atlas
	vault  *vault.Vault
	keeper *evidence.Keeper
	notify *notify.Notify
	queue  *queue.Queue
	tries  store.Attempts
	now    civic.Now
	signer signer
}

// New puts the verbs together.
func New(s *store.Store, a *atlas.Atlas, v *vault.Vault, k *evidence.Keeper, n *notify.Notify, q *queue.Queue, now civic.Now) *Casework {
	return &Casework{store: s, atlas: a, vault: v, keeper: k, notify: n, queue: q, tries: store.Attempts{DB: s.DB}, now: now}
}
