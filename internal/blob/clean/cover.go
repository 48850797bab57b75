package clean

import (
	"context"
	"image"
	"image/draw"

	"tuntas/internal/civic"
)

const (
	// blocksAcross is how many blocks a whole picture would have along its longer side. A face that fills a quarter of
	// it is three blocks wide.
	blocksAcross = 12
	// shades is how many values each colour of a block may take. Coarse colours of coarse blocks leave nothing from
	// which the letters of a known font could be tried out.
	shades = 8
)

// Cover makes parts of a picture unrecognisable and encodes it anew; without parts it only encodes it anew. data is a
// picture that was cleaned before. What the parts showed is not in the result: each block of the picture's own grid gets
// one coarse colour, the mean of what is covered in it, however many parts there are and however they overlap.
// Errors: invalid "file" when data is no picture; unavailable when ctx ends.
func (c *Cleaner) Cover(ctx context.Context, name string, data []byte, parts []civic.Part) (Cleaned, error) {
	change := func(img image.Image) image.Image { return covered(img, parts) }
	if len(parts) == 0 {
		change = nil
	}
	out, err := c.remake(ctx, data, change)
	if err != nil {
		return Cleaned{}, err
	}
	out.Name = withEnding(SanitizeName(name), out.MediaType)
	return out, nil
}

// covered paints the parts of a picture in coarse blocks.
func covered(img image.Image, parts []civic.Part) image.Image {
	b := img.Bounds()
	dst := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(dst, dst.Bounds(), img, b.Min, draw.Src)
	mask := image.NewAlpha(dst.Bounds())
	for _, p := range parts {
		draw.Draw(mask, pixels(p, b.Dx(), b.Dy()), image.Opaque, image.Point{}, draw.Src)
	}
	side := max(1, (max(b.Dx(), b.Dy())+blocksAcross-1)/blocksAcross)
	for y := 0; y < b.Dy(); y += side {
		for x := 0; x < b.Dx(); x += side {
			paint(dst, mask, image.Rect(x, y, x+side, y+side).Intersect(dst.Bounds()))
		}
	}
	return dst
}

// pixels is where a part lies in a picture: every pixel that it touches.
func pixels(p civic.Part, w, h int) image.Rectangle {
	return image.Rect(p.X*w/1000, p.Y*h/1000, ((p.X+p.W)*w+999)/1000, ((p.Y+p.H)*h+999)/1000)
}

// paint gives what is covered in a block its mean colour, and makes it opaque.
func paint(dst *image.NRGBA, mask *image.Alpha, block image.Rectangle) {
	var sum [3]uint64
	var n uint64
	each := func(do func(pix []uint8)) {
		for y := block.Min.Y; y < block.Max.Y; y++ {
			for x := block.Min.X; x < block.Max.X; x++ {
				if mask.Pix[mask.PixOffset(x, y)] != 0 {
					do(dst.Pix[dst.PixOffset(x, y):][:4])
				}
			}
		}
	}
	each(func(pix []uint8) {
		for i := range sum {
			sum[i] += uint64(pix[i])
		}
		n++
	})
	if n == 0 {
		return
	}
	var mean [4]uint8
	for i := range sum {
		const step = 256 / shades
		mean[i] = uint8(sum[i]/n)/step*step + step/2
	}
	mean[3] = 255
	each(func(pix []uint8) { copy(pix, mean[:]) })
}
