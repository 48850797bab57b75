package config

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// KeyLen is the length of every key, in bytes.
const KeyLen = 32

// keyFile is the name of the key file in the data folder.
const keyFile = "secret.key"

// Keys are the keys of this installation, all derived from one. Losing the one means losing
// what is encrypted with them, so it belongs into the backup, apart from the database.
type Keys struct{ master []byte }

// NewKeys makes Keys from KeyLen secret bytes.
func NewKeys(master []byte) (Keys, error) {
	if len(master) != KeyLen {
		return Keys{}, fmt.Errorf("secret-key: has to be %d bytes, this is %d", KeyLen, len(master))
	}
	return Keys{master: append([]byte(nil), master...)}, nil
}

// Vault encrypts who an anonymous reporter is.
func (k Keys) Vault() []byte { return k.Sub("vault") }

// PIN is the key of the HMAC that PINs are stored as.
func (k Keys) PIN() []byte { return k.Sub("pin") }

// Session is the key for what browsers hold.
func (k Keys) Session() []byte { return k.Sub("session") }

// Client makes attempt counters out of network addresses without storing the addresses.
func (k Keys) Client() []byte { return k.Sub("client") }

// Check is a digest by which the database knows its key again. It is a MAC under a key for this purpose alone: who
// reads it learns as much about the key as from any other MAC, which is nothing short of trying keys.
func (k Keys) Check() string {
	mac := hmac.New(sha256.New, k.Sub("key check"))
	mac.Write([]byte("the key of this database"))
	return hex.EncodeToString(mac.Sum(nil))
}

// Sub derives the key for a purpose, KeyLen bytes. Different purposes give keys that tell
// nothing about each other. A purpose once used must never be renamed.
func (k Keys) Sub(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, k.master, nil, "tuntas "+purpose+" v1", KeyLen)
	if err != nil {
		panic("config: " + err.Error()) // only for a length SHA-256 cannot give
	}
	return key
}

// String keeps keys out of logs.
func (k Keys) String() string { return "[keys]" }

// GoString keeps keys out of logs.
func (k Keys) GoString() string { return "[keys]" }

// Keys returns the keys of this installation: from SecretKey, or from the key file, which
// is made from random at the first start. It refuses to make a new one beside a database
// that already exists.
func (c *Config) Keys(random io.Reader) (Keys, error) {
	if c.SecretKey != "" {
		master, err := decodeKey(c.SecretKey)
		if err != nil {
			return Keys{}, err
		}
		return NewKeys(master)
	}
	if c.Postgres() {
		return Keys{}, errors.New("secret-key: is needed with PostgreSQL")
	}
	path := filepath.Join(c.Data, keyFile)
	text, err := readKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = c.makeKeyFile(path, random); err == nil {
			text, err = readKeyFile(path)
		}
	}
	if err != nil {
		return Keys{}, err
	}
	master, err := decodeKey(text)
	if err != nil {
		return Keys{}, fmt.Errorf("the key file %s is damaged; put it back from the backup", path)
	}
	return NewKeys(master)
}

func readKeyFile(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("other users can read the key file %s; run: chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// makeKeyFile writes a new key. The finished file gets its name by a link, which fails when
// another process was faster, so two that start at once end up with the same key.
func (c *Config) makeKeyFile(path string, random io.Reader) error {
	if _, err := os.Stat(filepath.Join(c.Data, "tuntas.db")); err == nil {
		return fmt.Errorf("there is a database in %s but no %s; what is encrypted in it needs that file: put it back from the backup", c.Data, keyFile)
	}
	master := make([]byte, KeyLen)
	if _, err := io.ReadFull(random, master); err != nil {
		return fmt.Errorf("secret-key: no random bytes: %w", err)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("data: %w", err)
	}
	tmp, err := os.CreateTemp(c.Data, keyFile+"-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("data: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // the link keeps what it leads to
	_, err = tmp.WriteString(base64.StdEncoding.EncodeToString(master) + "\n")
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("data: %w", err)
	}
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("data: %w", err)
	}
	return nil
}

// decodeKey reads a key in base64, standard or URL alphabet. Its errors do not repeat it.
func decodeKey(text string) ([]byte, error) {
	text = strings.TrimRight(strings.TrimSpace(text), "=")
	text = strings.NewReplacer("-", "+", "_", "/").Replace(text)
	key, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(key) != KeyLen {
		return nil, fmt.Errorf("secret-key: has to be %d bytes in base64; make one with: openssl rand -base64 %d", KeyLen, KeyLen)
	}
	return key, nil
}
