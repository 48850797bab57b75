// Package vault seals personal data with a key from the configuration, so
// that a copy of the database alone tells nobody who reported.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Vault seals and opens, and makes keyed digests. It is safe for concurrent use.
type Vault struct {
	aead   cipher.AEAD
	macKey []byte
}

// ErrBroken means that a sealed value was damaged, or sealed under another key or for another place.
var ErrBroken = errors.New("vault: cannot open: wrong key or damaged")

// New derives the keys from a secret of at least 32 bytes.
func New(secret []byte) (*Vault, error) {
	if len(secret) < 32 {
		return nil, errors.New("vault: the secret key must have at least 32 bytes")
	}
	seal, err := hkdf.Key(sha256.New, secret, nil, "tuntas vault seal 1", 32)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	mac, err := hkdf.Key(sha256.New, secret, nil, "tuntas vault mac 1", 32)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Vault{aead: aead, macKey: mac}, nil
}

// Seal encrypts. place names where the value belongs (such as "identity/12"): a value
// moved elsewhere does not open there.
func (v *Vault) Seal(place string, plain []byte) []byte {
	return v.aead.Seal(nil, nil, plain, []byte(place))
}

// Open decrypts what Seal made for the same place; ErrBroken otherwise.
func (v *Vault) Open(place string, sealed []byte) ([]byte, error) {
	plain, err := v.aead.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}

// MAC is a keyed digest of a short secret such as a PIN, bound to its purpose.
func (v *Vault) MAC(purpose, secret string) []byte {
	h := hmac.New(sha256.New, v.macKey)
	h.Write([]byte(purpose))
	h.Write([]byte{0})
	h.Write([]byte(secret))
	return h.Sum(nil)
}

// SameMAC compares in constant time.
func (v *Vault) SameMAC(purpose, secret string, mac []byte) bool {
	return hmac.Equal(v.MAC(purpose, secret), mac)
}

// NewToken returns 256 random bits in hexadecimal, for a machine or a cookie.
func NewToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // crypto/rand.Read never fails: it ends the process instead
	return hex.EncodeToString(b)
}

// HashToken is what is stored of a token: its SHA-256. A token has 256 random bits, so no salt is needed.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
