// Package blob keeps the files of reports: photographs, documents, receipts.
//
// A file is known by the SHA-256 of its bytes, so the same photograph sent twice is kept
// once, a file can never be changed under its name, and a damaged one is noticed. What may
// be kept is not decided here: package clean makes an upload safe first.
//
// There are two keepers with one contract, a folder and S3. Their errors are civic errors:
// not_found for an unknown hash, invalid for a file over the limit, unavailable when the
// keeper does not answer or its disk is full.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"tuntas/internal/civic"
)

// DefaultMaxBytes is the size of the largest file a keeper takes unless told otherwise, in bytes.
const DefaultMaxBytes = 64 << 20

// HashLen is the length of a hash as text: 64 lower-case hexadecimal digits.
const HashLen = 2 * sha256.Size

// File is an opened file. It must be closed.
type File = io.ReadSeekCloser

// Entry is one kept file as Walk tells it.
type Entry struct {
	Hash string
	Size int64     // bytes
	Put  time.Time // when it was last put, by the keeper's clock
}

// Store keeps files by the hash of their content. It is safe for concurrent use, by many
// processes too.
type Store interface {
	// Put keeps everything r gives and returns its hash and its size in bytes. When Put
	// returns without an error the bytes are durable. Putting the same bytes again is
	// cheap in space and refreshes their Entry.Put time.
	Put(ctx context.Context, r io.Reader) (hash string, size int64, err error)

	// Open returns the file and its size in bytes.
	Open(ctx context.Context, hash string) (File, int64, error)

	// Exists tells whether the file is kept.
	Exists(ctx context.Context, hash string) (bool, error)

	// Walk calls fn for every kept file, in no order that matters, until fn returns an
	// error, which Walk returns.
	Walk(ctx context.Context, fn func(Entry) error) error

	// Delete removes an orphan: a file no row speaks of. A file put at or after before is
	// left alone and a conflict returned, because somebody may be about to save a row for
	// it. Deleting what is not there is no error.
	Delete(ctx context.Context, hash string, before time.Time) error

	// Ready returns an error when a Put would fail now.
	Ready(ctx context.Context) error
}

// ValidHash tells whether s has the form of a hash. Everything else is refused before it
// comes near a path.
func ValidHash(s string) bool {
	if len(s) != HashLen {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Verify reads a kept file and compares it with its name. It returns an internal error
// when the bytes have changed.
func Verify(ctx context.Context, s Store, hash string) error {
	f, size, err := s.Open(ctx, hash)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return unavailable(err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash || n != size {
		return fmt.Errorf("blob: %s holds %d of %d bytes with hash %s", hash, n, size, got)
	}
	return nil
}

// errNotFound is the answer for a hash that is unknown or is none.
func errNotFound() error { return civic.NotFound("error.file.not_found") }

// errTooLarge is the answer for more than max bytes.
func errTooLarge(max int64) error {
	return civic.Invalid("file", "error.file.too_large", "mb", max>>20)
}

func errFull(cause error) error { return civic.Unavailable("error.file.disk_full", cause) }

// unavailable makes an error of the keeper one that may be tried again. An error that
// already has a kind, or says that the caller gave up, is passed on.
func unavailable(err error) error {
	var known *civic.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	return civic.Unavailable("error.file.unavailable", err)
}

// readerCtx stops a long copy when ctx ends.
type readerCtx struct {
	ctx context.Context
	r   io.Reader
}

func (r readerCtx) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
