package intake

import (
	"context"
	"encoding/json"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// DraftLife is how long an unsent draft is kept.
const DraftLife = 24 * time.Hour

// SaveDraft keeps what was written so far under a cookie's token, sealed. v is any JSON value of the door.
func (in *Intake) SaveDraft(ctx context.Context, token string, v any) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return err
	}
	key := vault.HashToken(token)
	return in.store.SaveDraft(ctx, key, in.vault.Seal("draft/"+key, plain), store.Micros(in.now()))
}

// Draft loads what was written so far. Errors: not_found when there is none or it is too old.
func (in *Intake) Draft(ctx context.Context, token string, v any) error {
	if token == "" {
		return civic.NotFound("error.not_found")
	}
	key := vault.HashToken(token)
	sealed, err := in.store.Draft(ctx, key, store.Micros(in.now().Add(-DraftLife)))
	if err != nil {
		return err
	}
	plain, err := in.vault.Open("draft/"+key, sealed)
	if err != nil {
		return civic.NotFound("error.not_found") // sealed under an older key: as good as gone
	}
	return json.Unmarshal(plain, v)
}

// DropDraft forgets a draft.
func (in *Intake) DropDraft(ctx context.Context, token string) error {
	return in.store.DropDraft(ctx, vault.HashToken(token))
}

// NewDraftToken draws the token under which a draft lies; only the writer's browser keeps it.
func NewDraftToken() string { return vault.NewToken() }
