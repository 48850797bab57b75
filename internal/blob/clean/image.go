package clean

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"tuntas/internal/civic"
)

// The small picture for lists.
const (
	ThumbWidth  = 320    // pixels
	ThumbHeight = 240    // pixels
	ThumbBytes  = 12_000 // most bytes
)

// quality is the JPEG quality pictures are kept with, 1 to 100.
const quality = 85

// codec is one format of pictures that is taken.
type codec struct {
	name   string
	config func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
}

// codecOf chooses by the first bytes. The formats are named here instead of registered, so
// that no other import can add one that nobody has thought about.
func codecOf(data []byte) (codec, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}):
		return codec{"jpeg",
			func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }}, true
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return codec{"png",
			func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }}, true
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return codec{"webp",
			func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }}, true
	}
	return codec{}, false
}

// image decodes a picture and encodes it anew.
func (c *Cleaner) image(ctx context.Context, data []byte) (Cleaned, error) {
	if int64(len(data)) > c.limits.ImageBytes {
		return Cleaned{}, tooLarge(c.limits.ImageBytes)
	}
	return c.remake(ctx, data, nil)
}

// remake decodes a picture, changes it unless change is nil, and encodes it anew.
func (c *Cleaner) remake(ctx context.Context, data []byte, change func(image.Image) image.Image) (Cleaned, error) {
	format, ok := codecOf(data)
	if !ok {
		return Cleaned{}, refuse("error.file.type")
	}
	var cfg image.Config
	if err := guarded(func() (err error) { cfg, err = format.config(data); return err }); err != nil {
		return Cleaned{}, broken(err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > c.limits.Pixels/cfg.Height {
		return Cleaned{}, civic.Invalid("file", "error.file.too_many_pixels", "megapixels", c.limits.Pixels/1_000_000)
	}
	release, err := c.hold(ctx, cost(format.name, cfg, data))
	if err != nil {
		return Cleaned{}, err
	}
	defer release()
	var out Cleaned
	err = guarded(func() error {
		img, err := format.decode(data)
		if err != nil {
			return err
		}
		if b := img.Bounds(); b.Dx() != cfg.Width || b.Dy() != cfg.Height {
			return fmt.Errorf("clean: header says %dx%d, picture is %dx%d", cfg.Width, cfg.Height, b.Dx(), b.Dy())
		}
		if err := ctx.Err(); err != nil {
			return civic.Unavailable("error.file.busy", err)
		}
		if change != nil {
			img = change(img)
		}
		out, err = reencode(format.name, img, orientation(exifBlock(format.name, data)), c.limits.Side)
		return err
	})
	if err != nil {
		return Cleaned{}, broken(err)
	}
	return out, nil
}

// cost estimates the bytes of memory that decoding takes.
func cost(format string, cfg image.Config, data []byte) int64 {
	pixels := int64(cfg.Width) * int64(cfg.Height)
	perPixel := int64(4)
	switch format {
	case "jpeg":
		if segments, _, _ := jpegHeader(data); isProgressive(segments) {
			perPixel = 16 // three coefficients of four bytes, then the samples
		}
	case "png":
		if m := cfg.ColorModel; m == color.RGBA64Model || m == color.NRGBA64Model {
			perPixel = 8
		}
		perPixel *= 2 // an interlaced picture is kept twice
	case "webp":
		perPixel = 8
	}
	return pixels*perPixel + 32<<20 // and the picture that comes out
}

// reencode turns a decoded picture upright, makes it small enough and encodes it.
func reencode(format string, img image.Image, turn, side int) (Cleaned, error) {
	img = fit(img, side)
	img = upright(img, turn)
	out := Cleaned{MediaType: JPEG, Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	var buf bytes.Buffer
	var err error
	if format == "png" || !opaque(img) {
		out.MediaType = PNG
		err = png.Encode(&buf, eightBit(img))
	} else {
		err = jpeg.Encode(&buf, img, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return Cleaned{}, err
	}
	out.Data = buf.Bytes()
	out.Thumb, err = thumb(img)
	return out, err
}

// opaque tells whether a picture hides everything behind it.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// eightBit reduces a picture of 16 bits a channel, which no screen here shows and which
// would be kept at twice the size.
func eightBit(img image.Image) image.Image {
	switch img.(type) {
	case *image.RGBA64, *image.NRGBA64, *image.Gray16, *image.Alpha16:
		out := image.NewNRGBA(img.Bounds())
		draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
		return out
	}
	return img
}

// upright turns and mirrors a picture as its EXIF orientation, 1 to 8, asks for.
func upright(img image.Image, turn int) image.Image {
	if turn <= 1 || turn > 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	src, ok := img.(*image.RGBA)
	if !ok {
		src = image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(src, src.Bounds(), img, b.Min, draw.Src)
	}
	dw, dh := w, h
	if turn >= 5 {
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range h {
		for x := range w {
			dx, dy := x, y
			switch turn {
			case 2:
				dx = w - 1 - x
			case 3:
				dx, dy = w-1-x, h-1-y
			case 4:
				dy = h - 1 - y
			case 5:
				dx, dy = y, x
			case 6:
				dx, dy = h-1-y, x
			case 7:
				dx, dy = h-1-y, w-1-x
			case 8:
				dx, dy = y, w-1-x
			}
			from := src.Pix[y*src.Stride+4*x:]
			copy(dst.Pix[dy*dst.Stride+4*dx:][:4], from[:4])
		}
	}
	return dst
}

// thumb makes the small picture: the middle of img in the proportions of a thumbnail, on
// white, with the best quality that fits into ThumbBytes.
func thumb(img image.Image) ([]byte, error) {
	crop := middle(img.Bounds(), ThumbWidth, ThumbHeight)
	for w, h := ThumbWidth, ThumbHeight; w >= ThumbWidth/8; w, h = w/2, h/2 {
		small := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
		if crop.Dx() >= w && crop.Dy() >= h {
			draw.Draw(small, small.Bounds(), shrink(img, crop, w, h), image.Point{}, draw.Over)
		} else {
			xdraw.BiLinear.Scale(small, small.Bounds(), img, crop, xdraw.Over, nil)
		}
		for _, q := range []int{78, 65, 50, 35, 20} {
			var buf bytes.Buffer
			if err := jpeg.Encode(&buf, small, &jpeg.Options{Quality: q}); err != nil {
				return nil, err
			}
			if buf.Len() <= ThumbBytes {
				return buf.Bytes(), nil
			}
		}
	}
	return nil, fmt.Errorf("clean: no thumbnail under %d bytes", ThumbBytes)
}

// middle is the largest rectangle in the middle of b with the proportions w to h.
func middle(b image.Rectangle, w, h int) image.Rectangle {
	cw, ch := b.Dx(), b.Dx()*h/w
	if ch > b.Dy() {
		cw, ch = b.Dy()*w/h, b.Dy()
	}
	cw, ch = max(cw, 1), max(ch, 1)
	at := image.Pt(b.Min.X+(b.Dx()-cw)/2, b.Min.Y+(b.Dy()-ch)/2)
	return image.Rectangle{at, at.Add(image.Pt(cw, ch))}
}
