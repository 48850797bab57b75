// Package evidence takes in files that come with a report or a message: it
// cleans them, keeps their bytes, and hands them out again.
package evidence

import (
	"bytes"
	"context"
	"errors"
	"io"

	"tuntas/internal/blob"
	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// MaxFiles is how many files come with one submission or message.
const MaxFiles = 5

// File is a cleaned file that lies in the blob store already, waiting for the
// transaction that will own it.
type File struct {
	Hash      string `json:"hash"`
	Thumb     string `json:"thumb,omitempty"`
	MediaType string `json:"type"`
	Size      int64  `json:"size"` // bytes
	Width     int    `json:"w,omitempty"`
	Height    int    `json:"h,omitempty"`
	Name      string `json:"name"`

	Stage civic.Stage `json:"stage,omitempty"` // of the work that a photo of the office shows
	Alt   string      `json:"alt,omitempty"`   // what it shows, for those who cannot see it
}

// Keeper cleans and keeps files. It is safe for concurrent use.
type Keeper struct {
	blobs   blob.Store
	cleaner *clean.Cleaner
}

// New puts a keeper together.
func New(b blob.Store, c *clean.Cleaner) *Keeper { return &Keeper{blobs: b, cleaner: c} }

// MaxUpload is the largest file that is looked at, in bytes.
func (k *Keeper) MaxUpload() int64 { return k.cleaner.MaxBytes() }

// Clean decodes and re-encodes a file, so that nothing of where and with what it was made
// survives, and stores it durably. Errors: invalid "file" when it cannot be decoded or is of another kind.
func (k *Keeper) Clean(ctx context.Context, name string, data []byte) (File, error) {
	c, err := k.cleaner.Clean(ctx, name, data)
	if err != nil {
		return File{}, err
	}
	return k.put(ctx, c)
}

// CleanPhoto is Clean for what has to be a photo. Errors: those of Clean; invalid "file" for a document, which is named.
func (k *Keeper) CleanPhoto(ctx context.Context, name string, data []byte) (File, error) {
	no := civic.Invalid("file", "error.file.no_photo", "name", clean.SanitizeName(name))
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		return File{}, no // however good a document it is
	}
	f, err := k.Clean(ctx, name, data)
	if e, ok := errors.AsType[*civic.Error](err); ok && e.Key == "error.file.type" || err == nil && f.Thumb == "" {
		return File{}, no
	}
	return f, err
}

// Cover makes and keeps a copy of a kept picture in which parts are unrecognisable. The original stays as it is.
// Errors: not_found; invalid "file" when it is no picture.
func (k *Keeper) Cover(ctx context.Context, hash, name string, parts []civic.Part) (File, error) {
	f, size, err := k.blobs.Open(ctx, hash)
	if err != nil {
		return File{}, err
	}
	data := make([]byte, size)
	_, err = io.ReadFull(f, data)
	if err = errors.Join(err, f.Close()); err != nil {
		return File{}, civic.Unavailable("error.file.unavailable", err)
	}
	c, err := k.cleaner.Cover(ctx, name, data, parts)
	if err != nil {
		return File{}, err
	}
	return k.put(ctx, c)
}

// put keeps a cleaned file and its small picture.
func (k *Keeper) put(ctx context.Context, c clean.Cleaned) (File, error) {
	hash, size, err := k.blobs.Put(ctx, bytes.NewReader(c.Data))
	if err != nil {
		return File{}, err
	}
	f := File{Hash: hash, MediaType: c.MediaType, Size: size, Width: c.Width, Height: c.Height, Name: c.Name}
	if len(c.Thumb) > 0 {
		if f.Thumb, _, err = k.blobs.Put(ctx, bytes.NewReader(c.Thumb)); err != nil {
			return File{}, err
		}
	}
	return f, nil
}

// Open hands out the bytes. Errors: not_found.
func (k *Keeper) Open(ctx context.Context, hash string) (blob.File, int64, error) {
	return k.blobs.Open(ctx, hash)
}

// Row makes the attachment that an event brings.
func (f File) Row(id civic.ID, r *civic.Report, seq int, role civic.Role, shown civic.Audience) store.Attachment {
	return store.Attachment{ID: id, Report: r.ID, Seq: seq, Role: role, Shown: shown, Hash: f.Hash, Thumb: f.Thumb,
		MediaType: f.MediaType, Size: f.Size, Width: f.Width, Height: f.Height, Name: f.Name,
		Stage: f.Stage, Alt: f.Alt}
}
