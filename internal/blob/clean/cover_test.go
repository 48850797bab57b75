package clean_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
)

func cover(t *testing.T, data []byte, parts ...civic.Part) (clean.Cleaned, image.Image) {
	t.Helper()
	got, err := clean.New(clean.Limits{}).Cover(t.Context(), "foto.x", data, parts)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(got.Data))
	if err != nil {
		t.Fatal(err)
	}
	return got, img
}

func colours(img image.Image, in image.Rectangle) map[color.Color]int {
	out := map[color.Color]int{}
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			out[img.At(x, y)]++
		}
	}
	return out
}

// What is covered becomes a few blocks of one colour; what is not stays as it was, to the pixel.
func TestCoverPart(t *testing.T) {
	src := noise(1200, 900)
	got, img := cover(t, encodePNG(t, src), civic.Part{X: 250, Y: 250, W: 250, H: 250})
	part := image.Rect(300, 225, 600, 450)
	if n := len(colours(img, part)); n > 16 {
		t.Errorf("the covered part has %d colours left", n)
	}
	for y := range 900 {
		for x := range 1200 {
			same := img.At(x, y) == color.Color(src.NRGBAAt(x, y)) || color.NRGBAModel.Convert(img.At(x, y)) == color.Color(src.NRGBAAt(x, y))
			if in := image.Pt(x, y).In(part); !in && !same {
				t.Fatalf("%d,%d changed outside of the part", x, y)
			}
		}
	}
	if got.Width != 1200 || got.Height != 900 || len(got.Thumb) == 0 || got.MediaType != clean.PNG {
		t.Errorf("%dx%d, thumbnail of %d bytes, %s", got.Width, got.Height, len(got.Thumb), got.MediaType)
	}
}

// Many small parts hide as much as a large one: the blocks are the picture's, not the parts'.
func TestCoverByManyParts(t *testing.T) {
	data := encodePNG(t, noise(800, 600))
	var grid []civic.Part
	for y := range 6 {
		for x := range 8 {
			grid = append(grid, civic.Part{X: x * 125, Y: y * 1000 / 6, W: 125, H: 167})
		}
	}
	grid[len(grid)-1].H = 1000 - grid[len(grid)-1].Y
	_, one := cover(t, data, civic.Part{W: 1000, H: 1000})
	_, many := cover(t, data, grid...)
	for name, img := range map[string]image.Image{"one part": one, "many parts": many} {
		if n := len(colours(img, img.Bounds())); n > 12*9 {
			t.Errorf("%s: %d colours left of the whole picture", name, n)
		}
	}
	for y := range 600 {
		for x := range 800 {
			if one.At(x, y) != many.At(x, y) {
				t.Fatalf("%d,%d differs: what a part shows depends on how it was drawn", x, y)
			}
		}
	}
}

// A picture that says nothing under the parts cannot be told from one that says something with the same mean: the
// result depends on the coarse mean only.
func TestCoverKeepsNothingOfTheForm(t *testing.T) {
	plain, striped := image.NewNRGBA(image.Rect(0, 0, 480, 480)), image.NewNRGBA(image.Rect(0, 0, 480, 480))
	for y := range 480 {
		for x := range 480 {
			plain.SetNRGBA(x, y, color.NRGBA{112, 112, 112, 255})
			v := uint8(92)
			if x/2%2 == 0 {
				v = 132
			}
			striped.SetNRGBA(x, y, color.NRGBA{v, v, v, 255})
		}
	}
	all := civic.Part{W: 1000, H: 1000}
	a, _ := cover(t, encodePNG(t, plain), all)
	b, _ := cover(t, encodePNG(t, striped), all)
	if !bytes.Equal(a.Data, b.Data) {
		t.Error("stripes show through")
	}
}

// Nothing of where and with what a picture was made is in the copy, and a document is refused.
func TestCoverLeavesNoTrace(t *testing.T) {
	data := cameraJPEG(encodeJPEG(t, halves(640, 480)), binary.LittleEndian, 1)
	got, _ := cover(t, data, civic.Part{X: 1, Y: 1, W: 5, H: 5})
	if bytes.Contains(got.Data, []byte(marker)) || bytes.Contains(got.Thumb, []byte(marker)) || bytes.Contains(got.Data, []byte("Exif")) {
		t.Error("the camera's notes are still there")
	}
	if got, _ := cover(t, data); bytes.Contains(got.Data, []byte(marker)) || got.MediaType != clean.JPEG || got.Name != "foto.jpg" {
		t.Errorf("without parts: %s %q", got.MediaType, got.Name)
	}
	for _, bad := range [][]byte{nil, []byte("%PDF-1.4"), []byte("\xff\xd8\xff broken")} {
		if _, err := clean.New(clean.Limits{}).Cover(t.Context(), "x", bad, nil); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// Any part of any picture can be covered, down to one pixel.
func TestCoverSmallPictures(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 40}, {40, 1}, {13, 7}} {
		for _, p := range []civic.Part{{W: 1, H: 1}, {X: 999, Y: 999, W: 1, H: 1}, {W: 1000, H: 1000}} {
			got, _ := cover(t, encodePNG(t, noise(size.X, size.Y)), p)
			if got.Width != size.X || got.Height != size.Y {
				t.Errorf("%v became %dx%d", size, got.Width, got.Height)
			}
		}
	}
}
