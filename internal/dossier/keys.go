package dossier

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
)

// Algorithm is how dossiers are signed.
const Algorithm = "Ed25519"

// KeyList is what an installation publishes about its keys.
type KeyList struct {
	Keys []PublishedKey `json:"keys"`
}

// PublishedKey is one key, the newest first.
type PublishedKey struct {
	ID        string `json:"key_id" doc:"The first eight bytes of the SHA-256 of the key, in hexadecimal." example:"0f3a5c7e9b1d2f40"`
	Algorithm string `json:"algorithm" enum:"Ed25519"`
	Public    string `json:"public_key" doc:"32 bytes in base64."`
	Current   bool   `json:"current" doc:"Dossiers are signed with it today; others were before."`
}

// ErrNoKey means that a key is not among those that an installation published.
var ErrNoKey = errors.New("the key is not published there")

// FindKey finds the key of a name in what an installation published. Errors: ErrNoKey.
func FindKey(published []byte, id string) (ed25519.PublicKey, error) {
	var list KeyList
	if err := json.Unmarshal(published, &list); err != nil {
		return nil, errors.New("there is no list of keys at that address")
	}
	for _, k := range list.Keys {
		if key, err := ParseKey(k.Public); err == nil && KeyID(key) == id {
			return key, nil
		}
	}
	return nil, ErrNoKey
}
