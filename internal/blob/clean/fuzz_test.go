package clean_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image/jpeg"
	"image/png"
	"testing"

	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
)

// Whatever comes in, either it is refused in words or what is kept is a picture or a PDF
// that decodes, is within the limits and would be taken again.
func FuzzClean(f *testing.F) {
	f.Add(cameraJPEG(encodeJPEG(f, halves(24, 16)), binary.LittleEndian, 6))
	f.Add(notedPNG(encodePNG(f, noise(9, 9)), 8))
	f.Add(notedWebP(f, "opaque.webp", 3))
	f.Add(notedWebP(f, "alpha.webp", 5))
	f.Add(notedWebP(f, "lossless.webp", 1))
	f.Add(hostilePDF(f, pdfFile))
	f.Add(hostilePDF(f, packedPDF))
	f.Add(pagesPDF(3))
	c := clean.New(clean.Limits{Pixels: 1 << 20, Side: 64, Inflated: 1 << 20})
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := c.Clean(context.Background(), "x", data)
		if err != nil {
			if civic.KindOf(err) != civic.KindInvalid {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		switch out.MediaType {
		case clean.JPEG:
			_, err = jpeg.Decode(bytes.NewReader(out.Data))
		case clean.PNG:
			_, err = png.Decode(bytes.NewReader(out.Data))
		case clean.PDF:
			if bytes.Contains(out.Data, []byte("/JavaScript")) && !bytes.Contains(data, []byte("stream")) {
				t.Error("a script got through")
			}
		default:
			t.Fatalf("kept as %q", out.MediaType)
		}
		if err != nil {
			t.Fatalf("what is kept does not decode: %v", err)
		}
		if out.Width > 64 || out.Height > 64 || len(out.Thumb) > clean.ThumbBytes {
			t.Fatalf("%dx%d, thumbnail of %d bytes", out.Width, out.Height, len(out.Thumb))
		}
		if _, err := c.Clean(context.Background(), "x", out.Data); err != nil {
			t.Fatalf("what is kept is refused the second time: %v", err)
		}
	})
}
