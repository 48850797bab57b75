// Package clean makes an upload safe to keep and to show.
//
// Nothing that a stranger sent is kept as it came. A picture is decoded and encoded anew, so
// that neither the place it was taken at nor anything hidden in it survives; a PDF is taken
// apart and written anew without scripts, enclosures and metadata. What cannot be decoded is
// refused, never kept raw. What a file is, its bytes decide and never its name.
//
// A file with two natures (a picture that is also a web page or an archive) either fails to
// decode and is refused, or loses its second nature, because only pixels go through.
//
// Errors are civic errors: invalid with field "file" for what is refused, unavailable when
// the caller's time ran out while waiting for memory.
package clean

import (
	"context"
	"errors"
	"fmt"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/sync/semaphore"

	"tuntas/internal/civic"
)

// The media types a cleaned file can have.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	PDF  = "application/pdf"
)

// Limits bound what is taken and what is kept. Zero values mean the defaults.
type Limits struct {
	ImageBytes int64 // largest picture as sent, bytes; default 20 MiB
	PDFBytes   int64 // largest PDF as sent, bytes; default 10 MiB
	Pixels     int   // most pixels of a picture, looked at before decoding; default 40,000,000
	Side       int   // longest side kept, pixels; default 2560
	Pages      int   // most pages of a PDF; default 300
	Inflated   int64 // most bytes all streams of a PDF may unpack to; default 256 MiB
	Memory     int64 // working memory of all cleanings at once, bytes; default 512 MiB
}

func (l Limits) orDefault() Limits {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	setInt := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.ImageBytes, 20<<20)
	set(&l.PDFBytes, 10<<20)
	setInt(&l.Pixels, 40_000_000)
	setInt(&l.Side, 2560)
	setInt(&l.Pages, 300)
	set(&l.Inflated, 256<<20)
	set(&l.Memory, 512<<20)
	return l
}

// Cleaned is a file that is safe to keep.
type Cleaned struct {
	Data          []byte
	MediaType     string // JPEG, PNG or PDF
	Width, Height int    // pixels; 0 for a PDF
	Pages         int    // 0 for a picture
	Thumb         []byte // a small JPEG of at most ThumbBytes; nil for a PDF
	Name          string // the sender's name for the file, made harmless, with the right ending
}

// Cleaner cleans files. It is safe for concurrent use and makes callers wait rather than
// take more memory than its limit.
type Cleaner struct {
	limits Limits
	memory *semaphore.Weighted
}

// New returns a Cleaner with the given limits.
func New(limits Limits) *Cleaner {
	l := limits.orDefault()
	return &Cleaner{limits: l, memory: semaphore.NewWeighted(l.Memory)}
}

// MaxBytes is the size of the largest file that can be accepted, in bytes.
func (c *Cleaner) MaxBytes() int64 { return max(c.limits.ImageBytes, c.limits.PDFBytes) }

// Clean makes a file safe or refuses it. name is what the sender called it and decides
// nothing but Cleaned.Name.
func (c *Cleaner) Clean(ctx context.Context, name string, data []byte) (Cleaned, error) {
	if len(data) == 0 {
		return Cleaned{}, refuse("error.file.empty")
	}
	if int64(len(data)) > c.MaxBytes() {
		return Cleaned{}, tooLarge(c.MaxBytes())
	}
	kind := mimetype.Detect(data)
	var out Cleaned
	var err error
	switch {
	case kind.Is(JPEG), kind.Is(PNG), kind.Is("image/webp"):
		out, err = c.image(ctx, data)
	case kind.Is(PDF):
		out, err = c.pdf(ctx, data)
	default:
		err = refuse("error.file.type")
	}
	if err != nil {
		return Cleaned{}, err
	}
	out.Name = withEnding(SanitizeName(name), out.MediaType)
	return out, nil
}

// hold waits for working memory and returns how to give it back. A job larger than all
// there is runs alone.
func (c *Cleaner) hold(ctx context.Context, cost int64) (release func(), err error) {
	cost = min(cost, c.limits.Memory)
	if err := c.memory.Acquire(ctx, cost); err != nil {
		return nil, civic.Unavailable("error.file.busy", err)
	}
	return func() { c.memory.Release(cost) }, nil
}

// guarded runs a decoder over a stranger's bytes. A panic in it is the file's fault as far
// as the sender is concerned: the file is refused and the server lives on.
func guarded(decode func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = broken(fmt.Errorf("clean: decoder panicked: %v", p))
		}
	}()
	return decode()
}

func refuse(key string) error { return civic.Invalid("file", key) }

func tooLarge(max int64) error { return civic.Invalid("file", "error.file.too_large", "mb", max>>20) }

// broken refuses a file that does not decode, and keeps the cause for the log.
func broken(cause error) error {
	if known, ok := errors.AsType[*civic.Error](cause); ok {
		return known
	}
	return &civic.Error{Kind: civic.KindInvalid, Field: "file", Key: "error.file.broken", Err: cause}
}
