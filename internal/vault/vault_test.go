package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"tuntas/internal/vault"
)

func open(t *testing.T, key byte) *vault.Vault {
	t.Helper()
	v, err := vault.New(bytes.Repeat([]byte{key}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSealedOpensWithItsKeyInItsPlaceOnly(t *testing.T) {
	v := open(t, 1)
	for _, plain := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte("rahasia "), 1000)} {
		sealed := v.Seal("identity/1", plain)
		if len(plain) > 0 && bytes.Contains(sealed, plain) || bytes.Equal(sealed, v.Seal("identity/1", plain)) {
			t.Error("the seal shows the text, or the same text twice looks the same")
		}
		if got, err := v.Open("identity/1", sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%q, %v", got, err)
		}
		for what, fails := range map[string]func() ([]byte, error){
			"another place": func() ([]byte, error) { return v.Open("identity/2", sealed) },
			"another key":   func() ([]byte, error) { return open(t, 2).Open("identity/1", sealed) },
			"cut off":       func() ([]byte, error) { return v.Open("identity/1", sealed[:len(sealed)-1]) },
			"nothing":       func() ([]byte, error) { return v.Open("identity/1", nil) },
			"one bit": func() ([]byte, error) {
				b := bytes.Clone(sealed)
				b[len(b)/2] ^= 1
				return v.Open("identity/1", b)
			},
		} {
			if _, err := fails(); !errors.Is(err, vault.ErrBroken) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
}

func TestDigestIsBoundToPurposeAndKey(t *testing.T) {
	v := open(t, 1)
	mac := v.MAC("pin/AAA", "123456")
	if !v.SameMAC("pin/AAA", "123456", mac) {
		t.Error("the right PIN does not match")
	}
	for _, c := range []struct {
		v               *vault.Vault
		purpose, secret string
		mac             []byte
	}{{v, "pin/AAA", "123457", mac}, {v, "pin/AAB", "123456", mac}, {v, "pin/AAA1", "23456", mac}, {open(t, 2), "pin/AAA", "123456", mac}, {v, "pin/AAA", "123456", nil}, {v, "pin/AAA", "123456", mac[1:]}} {
		if c.v.SameMAC(c.purpose, c.secret, c.mac) {
			t.Errorf("%q %q matches", c.purpose, c.secret)
		}
	}
}

func TestShortKeyIsRefused(t *testing.T) {
	if _, err := vault.New(make([]byte, 31)); err == nil {
		t.Error("31 bytes were taken")
	}
}

func TestTokensAreLongAndNeverTheSame(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := vault.NewToken()
		if len(token) != 64 || seen[token] || vault.HashToken(token) == token || len(vault.HashToken(token)) != 64 {
			t.Fatalf("%q", token)
		}
		seen[token] = true
	}
}
