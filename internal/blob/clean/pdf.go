package clean

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tuntas/internal/civic"
)

// pdfTime is how long one PDF may take to read. Files that take longer are built to.
const pdfTime = 20 * time.Second

// pdf reads a PDF and writes a new one that holds its pages and nothing else.
func (c *Cleaner) pdf(ctx context.Context, data []byte) (Cleaned, error) {
	if int64(len(data)) > c.limits.PDFBytes {
		return Cleaned{}, tooLarge(c.limits.PDFBytes)
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return Cleaned{}, refuse("error.file.type") // something else in front: two natures
	}
	if err := c.inflates(data); err != nil {
		return Cleaned{}, err
	}
	release, err := c.hold(ctx, int64(len(data))*8+64<<20)
	if err != nil {
		return Cleaned{}, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	var out Cleaned
	err = guarded(func() error {
		doc, err := c.readPDF(ctx, data)
		if err != nil {
			return err
		}
		w := newPDFWriter(ctx, doc, c.limits)
		if err := w.document(); err != nil {
			return err
		}
		out = Cleaned{Data: w.out.Bytes(), MediaType: PDF, Pages: w.pages}
		// What we wrote must read as well: half a document helps nobody.
		_, err = c.readPDF(ctx, out.Data)
		return err
	})
	if err != nil {
		return Cleaned{}, broken(err)
	}
	return out, nil
}

// readPDF parses a PDF in memory. An encrypted one is refused: an officer could not open it
// and we could not look inside.
func (c *Cleaner) readPDF(ctx context.Context, data []byte) (*model.Context, error) {
	// The configuration is written out because the library's own lives in a folder of the
	// user it would make, and in a variable of the process.
	conf := &model.Configuration{
		Reader15:       true,
		ValidationMode: model.ValidationRelaxed,
		Eol:            types.EolLF,
		Offline:        true,
		Cmd:            model.VALIDATE,
		Limits: model.ResourceLimits{
			MaxStreamBytes: int64(len(data)), MaxDecodeBytes: 32 << 20,
			MaxImagePixels: int64(c.limits.Pixels), MaxImageBytes: 64 << 20,
			MaxObjectCount: 200_000, MaxObjectStreamCount: 20_000, MaxObjectStreamFirst: 1 << 20,
			MaxXRefEntries: 200_000, MaxRecursionDepth: 60,
		},
	}
	doc, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(data), conf)
	if errors.Is(err, pdfcpu.ErrWrongPassword) {
		return nil, refuse("error.file.encrypted")
	}
	if err != nil {
		return nil, fmt.Errorf("clean: %w", err)
	}
	if doc.Encrypt != nil || doc.E != nil {
		return nil, refuse("error.file.encrypted")
	}
	if doc.Root == nil {
		return nil, errors.New("clean: PDF without a catalogue")
	}
	return doc, nil
}

// inflates unpacks every stream of a PDF into nothing, before anything is parsed, and
// refuses the file when all together are over the limit. Streams are found by their keyword,
// so no trick in a dictionary hides one. Data that is not packed, or badly, is skipped here.
func (c *Cleaner) inflates(data []byte) error {
	left := c.limits.Inflated
	keyword := []byte("stream")
	for b := data; ; {
		i := bytes.Index(b, keyword)
		if i < 0 {
			return nil
		}
		b = b[i+len(keyword):]
		packed := bytes.TrimLeft(b[:min(len(b), 4)], "\r\n \t")
		skip := min(len(b), 4) - len(packed)
		if len(packed) == 0 || packed[0]&0x0f != 8 { // the first byte of every zlib stream
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(b[skip:]))
		if err != nil {
			continue
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(z, left+1)) // damage is the parser's affair
		if left -= n; left < 0 {
			return civic.Invalid("file", "error.file.bomb")
		}
	}
}
