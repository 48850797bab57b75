// Package intake holds the verbs by which a report arrives: submit, receipt,
// draft, and the import of old ones.
package intake

import (
	"crypto/rand"
	"io"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Intake takes reports in. It is safe for concurrent use.
type Intake struct {
	store  *store.Store
	atlas  *atlas.Atlas
	vault  *vault.Vault
	notify *notify.Notify
	now    civic.Now
	random io.Reader
}

// New puts the verbs together.
func New(s *store.Store, a *atlas.Atlas, v *vault.Vault, n *notify.Notify, now civic.Now) *Intake {
	return &Intake{store: s, atlas: a, vault: v, notify: n, now: now, random: rand.Reader}
}
