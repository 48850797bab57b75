package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"tuntas/internal/civic"
)

// DefaultMinFree is the room that has to stay free on the disk after a Put, in bytes. The
// database usually lives on the same disk and needs it more than another photograph does.
const DefaultMinFree = 512 << 20

// tmpName is the folder of files that are still being written. It lies beside the others
// so that a rename never crosses a file system.
const tmpName = "tmp"

// FolderOptions say where and how much a Folder keeps.
type FolderOptions struct {
	Dir      string // created when missing
	MaxBytes int64  // largest file, bytes; 0 means DefaultMaxBytes
	MinFree  int64  // room to leave on the disk, bytes; 0 means DefaultMinFree, negative means do not look

	// Free tells the free bytes of the disk dir is on. Nil asks the operating system.
	Free func(dir string) (int64, error)
}

// Folder keeps files in a folder of the local disk, in 65,536 sub-folders by the first
// four digits of their hash.
type Folder struct{ opt FolderOptions }

var _ Store = (*Folder)(nil)

// NewFolder opens a folder, making it when it is missing.
func NewFolder(opt FolderOptions) (*Folder, error) {
	if opt.Dir == "" {
		return nil, errors.New("blob: no folder given")
	}
	if opt.MaxBytes == 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	if opt.MinFree == 0 {
		opt.MinFree = DefaultMinFree
	}
	if opt.Free == nil {
		opt.Free = freeBytes
	}
	if err := os.MkdirAll(filepath.Join(opt.Dir, tmpName), 0o700); err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return &Folder{opt: opt}, nil
}

func (f *Folder) path(hash string) string {
	return filepath.Join(f.opt.Dir, hash[:2], hash[2:4], hash)
}

// Put implements Store: it writes beside, flushes, renames and flushes the folder, so that
// after a crash there is either the whole file or none.
func (f *Folder) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	if err := f.Ready(ctx); err != nil {
		return "", 0, err
	}
	tmp, err := os.CreateTemp(filepath.Join(f.opt.Dir, tmpName), "put-*")
	if err != nil {
		return "", 0, diskError(err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // fails after the rename, which is what we want
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(tmp, sum), io.LimitReader(readerCtx{ctx, r}, f.opt.MaxBytes+1))
	if err == nil && n > f.opt.MaxBytes {
		err = errTooLarge(f.opt.MaxBytes)
	}
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return "", 0, diskError(err)
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	if err := f.publish(tmp.Name(), f.path(hash)); err != nil {
		return "", 0, diskError(err)
	}
	return hash, n, nil
}

// publish gives a finished file its name. Renaming over an equal file is right: it heals a
// damaged one and refreshes its time, and readers of the old one keep it.
func (f *Folder) publish(from, to string) error {
	shard := filepath.Dir(to)
	made := false
	if _, err := os.Stat(shard); err != nil {
		if err := os.MkdirAll(shard, 0o700); err != nil {
			return err
		}
		made = true
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	if err := syncDir(shard); err != nil {
		return err
	}
	if !made {
		return nil
	}
	// A new sub-folder is itself an entry that a crash could lose, at both levels.
	if err := syncDir(filepath.Dir(shard)); err != nil {
		return err
	}
	return syncDir(f.opt.Dir)
}

// Open implements Store.
func (f *Folder) Open(_ context.Context, hash string) (File, int64, error) {
	if !ValidHash(hash) {
		return nil, 0, errNotFound()
	}
	file, err := os.Open(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, errNotFound()
	}
	if err != nil {
		return nil, 0, unavailable(err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, unavailable(errors.Join(err, file.Close()))
	}
	return file, info.Size(), nil
}

// Exists implements Store.
func (f *Folder) Exists(_ context.Context, hash string) (bool, error) {
	if !ValidHash(hash) {
		return false, nil
	}
	_, err := os.Stat(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, unavailable(err)
	}
	return true, nil
}

// Walk implements Store.
func (f *Folder) Walk(ctx context.Context, fn func(Entry) error) error {
	return filepath.WalkDir(f.opt.Dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted while we walked
		}
		if err != nil {
			return unavailable(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if d.IsDir() || !ValidHash(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return unavailable(err)
		}
		return fn(Entry{Hash: d.Name(), Size: info.Size(), Put: info.ModTime()})
	})
}

// Delete implements Store.
func (f *Folder) Delete(_ context.Context, hash string, before time.Time) error {
	if !ValidHash(hash) {
		return errNotFound()
	}
	info, err := os.Stat(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unavailable(err)
	}
	if !info.ModTime().Before(before) {
		return civic.Conflict("error.file.in_use")
	}
	if err := os.Remove(f.path(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable(err)
	}
	return nil
}

// Ready implements Store: it looks whether the disk has room before anything is written.
func (f *Folder) Ready(context.Context) error {
	if f.opt.MinFree < 0 {
		return nil
	}
	free, err := f.opt.Free(f.opt.Dir)
	if err != nil {
		return unavailable(err)
	}
	if free < f.opt.MinFree+f.opt.MaxBytes {
		return errFull(fmt.Errorf("blob: %d bytes free in %s, fewer than the %d to leave and %d for a file",
			free, f.opt.Dir, f.opt.MinFree, f.opt.MaxBytes))
	}
	return nil
}

// RemoveUnfinished removes what crashed uploads left behind before a moment, and returns
// how many files that were.
func (f *Folder) RemoveUnfinished(before time.Time) (int, error) {
	dir := filepath.Join(f.opt.Dir, tmpName)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, unavailable(err)
	}
	removed := 0
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.ModTime().Before(before) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return removed, unavailable(err)
		}
		removed++
	}
	return removed, nil
}

// diskError tells a full disk from every other trouble.
func diskError(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return errFull(err)
	}
	return unavailable(err)
}
