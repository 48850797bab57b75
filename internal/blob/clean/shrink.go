package clean

import (
	"image"
	"image/draw"
)

// fit returns img, made smaller when its longest side is over side pixels.
func fit(img image.Image, side int) image.Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w <= side && h <= side {
		return img
	}
	if w >= h {
		return shrink(img, b, side, max(1, int(int64(h)*int64(side)/int64(w))))
	}
	return shrink(img, b, max(1, int(int64(w)*int64(side)/int64(h))), side)
}

// one is a whole source pixel in the fixed-point weights of shrink.
const one = 1 << 8

// span says which source pixels fall on one target pixel: first, then count weights.
type span struct {
	first   int
	weights []uint64 // in parts of one
	total   uint64
}

// spans shares n source pixels among m target pixels, m <= n.
func spans(n, m int) []span {
	out := make([]span, m)
	for i := range out {
		from, to := int64(i)*int64(n)*one/int64(m), int64(i+1)*int64(n)*one/int64(m)
		s := span{first: int(from / one)}
		for p := from; p < to; {
			end := min(to, (p/one+1)*one)
			s.weights = append(s.weights, uint64(end-p))
			s.total += uint64(end - p)
			p = end
		}
		out[i] = s
	}
	return out
}

// shrink averages the pixels of part of a picture into w by h target pixels, both not
// larger than the part. It reads the source row by row and keeps one row and its sums in
// memory: the scalers of x/image keep 32 bytes for every pixel of a row of the target
// times the rows of the source, hundreds of megabytes for a large photograph.
func shrink(img image.Image, part image.Rectangle, w, h int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	row := image.NewRGBA(image.Rect(0, 0, part.Dx(), 1))
	across, down := spans(part.Dx(), w), spans(part.Dy(), h)
	sums := make([]uint64, 4*w)
	have := -1
	for y, d := range down {
		clear(sums)
		for i, weight := range d.weights {
			if at := d.first + i; at != have { // neighbours share a row
				draw.Draw(row, row.Bounds(), img, image.Pt(part.Min.X, part.Min.Y+at), draw.Src)
				have = at
			}
			addRow(sums, row.Pix, across, uint64(weight))
		}
		line := dst.Pix[y*dst.Stride:]
		for x := range w {
			total := across[x].total * d.total
			for c := range 4 {
				line[4*x+c] = uint8((sums[4*x+c] + total/2) / total)
			}
		}
	}
	return dst
}

// addRow adds a source row, with the weight it has in the target row, to the sums.
func addRow(sums []uint64, pix []uint8, across []span, weight uint64) {
	for x, a := range across {
		var s0, s1, s2, s3 uint64
		p := pix[4*a.first:]
		for _, k := range a.weights {
			s0 += uint64(p[0]) * k
			s1 += uint64(p[1]) * k
			s2 += uint64(p[2]) * k
			s3 += uint64(p[3]) * k
			p = p[4:]
		}
		t := sums[4*x : 4*x+4]
		t[0] += s0 * weight
		t[1] += s1 * weight
		t[2] += s2 * weight
		t[3] += s3 * weight
	}
}
