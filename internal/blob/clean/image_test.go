package clean_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"sync"
	"testing"

	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
)

// must cleans a file that has to be taken and checks what holds for every taken picture.
func must(t *testing.T, name string, data []byte) (clean.Cleaned, image.Image) {
	t.Helper()
	out, err := clean.New(clean.Limits{}).Clean(context.Background(), name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for part, b := range map[string][]byte{"data": out.Data, "thumbnail": out.Thumb} {
		for _, secret := range [][]byte{[]byte(marker), latitude, []byte("Exif\x00\x00"), []byte("xmpmeta"), []byte("<script"), []byte("PK\x03\x04")} {
			if bytes.Contains(b, secret) {
				t.Errorf("%s: the %s holds %q", name, part, secret)
			}
		}
	}
	decode := jpeg.Decode
	if out.MediaType == clean.PNG {
		decode = png.Decode
	}
	img, err := decode(bytes.NewReader(out.Data))
	if err != nil {
		t.Fatalf("%s: what is kept does not decode: %v", name, err)
	}
	if img.Bounds() != image.Rect(0, 0, out.Width, out.Height) {
		t.Errorf("%s: %v is said to be %dx%d", name, img.Bounds(), out.Width, out.Height)
	}
	small, err := jpeg.Decode(bytes.NewReader(out.Thumb))
	if err != nil {
		t.Fatalf("%s: thumbnail: %v", name, err)
	}
	if len(out.Thumb) > clean.ThumbBytes || small.Bounds().Dx()*3 != small.Bounds().Dy()*4 {
		t.Errorf("%s: thumbnail of %d bytes, %v", name, len(out.Thumb), small.Bounds())
	}
	return out, img
}

// refused checks that a file is refused with a key.
func refused(t *testing.T, c *clean.Cleaner, name, key string, data []byte) {
	t.Helper()
	out, err := c.Clean(context.Background(), name, data)
	e, ok := errors.AsType[*civic.Error](err)
	if !ok || e.Kind != civic.KindInvalid || e.Field != "file" || e.Key != key {
		t.Errorf("%s: %v, want %s", name, err, key)
	}
	if len(out.Data) > 0 || len(out.Thumb) > 0 {
		t.Errorf("%s was refused and yet given back", name)
	}
}

func isRed(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0x9000 && g < 0x4000 && b < 0x4000
}

func isBlue(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return b > 0x9000 && g < 0x4000 && r < 0x4000
}

// Every orientation a camera can note, in both byte orders and all formats, ends upright:
// the red half of the picture is where the note says it is.
func TestOrientation(t *testing.T) {
	plain := encodeJPEG(t, halves(64, 32))
	plainPNG := encodePNG(t, halves(64, 32))
	for turn := 0; turn <= 9; turn++ {
		for name, data := range map[string][]byte{
			"little endian JPEG": cameraJPEG(plain, binary.LittleEndian, turn),
			"big endian JPEG":    cameraJPEG(plain, binary.BigEndian, turn),
			"PNG":                notedPNG(plainPNG, turn),
			"WebP":               notedWebP(t, "opaque.webp", turn),
		} {
			out, img := must(t, fmt.Sprintf("%s, %d", name, turn), data)
			w, h := out.Width, out.Height
			red, blue := image.Pt(2, h/2), image.Pt(w-3, h/2)
			switch turn {
			case 2, 3:
				red, blue = blue, red
			case 5, 6:
				red, blue = image.Pt(w/2, 2), image.Pt(w/2, h-3)
			case 7, 8:
				red, blue = image.Pt(w/2, h-3), image.Pt(w/2, 2)
			}
			if lying := turn >= 5 && turn <= 8; lying != (h > w) {
				t.Errorf("%s, orientation %d: %dx%d", name, turn, w, h)
			}
			if !isRed(img.At(red.X, red.Y)) || !isBlue(img.At(blue.X, blue.Y)) {
				t.Errorf("%s, orientation %d: red is not at %v and blue not at %v", name, turn, red, blue)
			}
		}
	}
}

// Turning and mirroring differ in which way up they are; halves cannot show that.
func TestOrientationCorners(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 48, 32))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range 10 { // a red mark at the top left of what the camera saw
		for x := range 10 {
			img.SetNRGBA(x, y, color.NRGBA{200, 0, 0, 255})
		}
	}
	plain := encodePNG(t, img)
	// where the mark of the stored picture has to be shown, by orientation, as in the EXIF
	// standard: the place of the stored first row and first column
	want := map[int][2]string{1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
		5: {"top", "left"}, 6: {"top", "right"}, 7: {"bottom", "right"}, 8: {"bottom", "left"}}
	for turn, at := range want {
		out, got := must(t, fmt.Sprintf("corner %d", turn), notedPNG(plain, turn))
		x, y := 3, 3
		if at[0] == "bottom" {
			y = out.Height - 4
		}
		if at[1] == "right" {
			x = out.Width - 4
		}
		if !isRed(got.At(x, y)) {
			t.Errorf("orientation %d: the mark is not at the %s %s", turn, at[0], at[1])
		}
	}
}

func TestFormats(t *testing.T) {
	glass := image.NewNRGBA(image.Rect(0, 0, 40, 30)) // the left half can be seen through
	for i := 0; i < len(glass.Pix); i += 4 {
		if i/4%40 >= 20 {
			copy(glass.Pix[i:], []byte{200, 0, 0, 255})
		}
	}
	deep := image.NewRGBA64(image.Rect(0, 0, 20, 20))
	for i := range deep.Pix {
		deep.Pix[i] = 0xff
	}
	palette := image.NewPaletted(image.Rect(0, 0, 20, 20), color.Palette{color.White, color.Black})
	gray := image.NewGray(image.Rect(0, 0, 20, 20))
	for _, tt := range []struct {
		name, media string
		data        []byte
	}{
		{"gray.jpg", clean.JPEG, encodeJPEG(t, gray)},
		{"glass.png", clean.PNG, encodePNG(t, glass)},
		{"deep.png", clean.PNG, encodePNG(t, deep)},
		{"palette.png", clean.PNG, encodePNG(t, palette)},
		{"one.png", clean.PNG, encodePNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))},
		{"line.png", clean.PNG, encodePNG(t, image.NewGray(image.Rect(0, 0, 5000, 1)))},
		{"opaque.webp", clean.JPEG, notedWebP(t, "opaque.webp", 1)},
		{"alpha.webp", clean.PNG, notedWebP(t, "alpha.webp", 1)},
		{"lossless.webp", clean.PNG, notedWebP(t, "lossless.webp", 1)},
	} {
		out, img := must(t, tt.name, tt.data)
		if out.MediaType != tt.media {
			t.Errorf("%s became %s, want %s", tt.name, out.MediaType, tt.media)
		}
		switch tt.name {
		case "deep.png":
			if _, ok := img.(*image.RGBA64); ok {
				t.Error("16 bits a channel were kept")
			}
		case "glass.png", "alpha.webp", "lossless.webp":
			left := img.At(out.Width/4, out.Height/2)
			if tt.name == "glass.png" {
				if _, _, _, a := left.RGBA(); a != 0 || !isRed(img.At(35, 10)) {
					t.Errorf("%s: transparency or colour was lost: %v", tt.name, left)
				}
			} else if _, _, _, a := img.At(3*out.Width/4, 5).RGBA(); a != 0 || !isRed(left) {
				t.Errorf("%s: transparency or colour was lost: %v", tt.name, left)
			}
		}
	}
	small, err := jpeg.Decode(bytes.NewReader(func() []byte { o, _ := must(t, "glass.png", encodePNG(t, glass)); return o.Thumb }()))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := small.At(60, 120).RGBA(); r < 0xf000 || g < 0xf000 || b < 0xf000 {
		t.Error("a thumbnail shows what is behind a transparent picture, instead of white")
	}
}

// A photograph of a phone is made smaller and keeps its colours and proportions.
func TestLarge(t *testing.T) {
	out, img := must(t, "besar.jpg", encodeJPEG(t, halves(2800, 2100)))
	if out.Width != 2560 || out.Height != 1920 {
		t.Errorf("2800x2100 became %dx%d", out.Width, out.Height)
	}
	if !isRed(img.At(10, 1000)) || !isBlue(img.At(2550, 1000)) || !isRed(img.At(1270, 5)) || !isBlue(img.At(1290, 1915)) {
		t.Error("the halves are not where they were")
	}
	out, _ = must(t, "tinggi.png", encodePNG(t, halves(300, 2700)))
	if out.Width != 284 || out.Height != 2560 {
		t.Errorf("300x2700 became %dx%d", out.Width, out.Height)
	}
}

// Averaging loses nothing: the mean of a noisy picture stays what it was.
func TestShrinkKeepsTheMean(t *testing.T) {
	mean := func(img image.Image) (sum [3]float64) {
		b := img.Bounds()
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				r, g, bl, _ := img.At(x, y).RGBA()
				for i, v := range []uint32{r, g, bl} {
					sum[i] += float64(v>>8) / float64(b.Dx()*b.Dy())
				}
			}
		}
		return sum
	}
	src := noise(700, 500)
	out, err := clean.New(clean.Limits{Side: 333}).Clean(context.Background(), "n.png", encodePNG(t, src))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out.Data))
	if err != nil {
		t.Fatal(err)
	}
	want, got := mean(src), mean(img)
	for i := range want {
		if d := want[i] - got[i]; d > 1 || d < -1 {
			t.Errorf("channel %d: mean %.2f became %.2f", i, want[i], got[i])
		}
	}
	if out.Width != 333 || out.Height != 237 {
		t.Errorf("700x500 became %dx%d", out.Width, out.Height)
	}
}

// The worst picture to compress still has a thumbnail that fits.
func TestThumbOfNoise(t *testing.T) { must(t, "noise.png", encodePNG(t, noise(640, 480))) }

// bombPNG says that it is w by h, in a hundred bytes.
func bombPNG(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	out := []byte("\x89PNG\r\n\x1a\n")
	out = append(out, pngChunk("IHDR", string(head)+"\x08\x06\x00\x00\x00")...)
	out = append(out, pngChunk("IDAT", deflate(strings.Repeat("\x00", 1000)))...)
	return append(out, pngChunk("IEND", "")...)
}

// bombJPEG is a small JPEG whose header says 65,500 by 65,500.
func bombJPEG(t *testing.T) []byte {
	b := encodeJPEG(t, halves(16, 16))
	i := bytes.Index(b, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(b[i+5:], 65500)
	binary.BigEndian.PutUint16(b[i+7:], 65500)
	return b
}

func TestRefused(t *testing.T) {
	c := clean.New(clean.Limits{})
	photo := encodeJPEG(t, halves(64, 64))
	drawing := encodePNG(t, halves(64, 64))
	for name, data := range map[string][]byte{
		"a.svg":         []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`),
		"svg as a.jpg":  []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"html as a.png": []byte("<!doctype html><script>1</script>"),
		"a.gif":         []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"),
		"gif and js":    []byte("GIF89a/*\x00\x00*/=1;alert(1)"),
		"a.zip":         []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00"),
		"a.exe":         []byte("MZ\x90\x00\x03\x00\x00\x00"),
		"a.txt":         []byte("halo"),
		"a.bmp":         append([]byte("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 60)...),
		"a.tiff":        append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 60)...),
		"a.heic":        []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		"page, picture": append([]byte("<html><!--"), photo...),
		"zeros":         make([]byte, 4096),
	} {
		refused(t, c, name, "error.file.type", data)
	}
	for name, data := range map[string][]byte{
		"only a header.jpg": photo[:20],
		"only a header.png": drawing[:40],
		"only a header":     []byte("RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00\x00\x00\x00\x00"),
		"wrong sum.png":     bytes.Replace(drawing, []byte("IDAT"), []byte("IDAt"), 1),
		"other size.png":    bombPNG(100, 100),
	} {
		refused(t, c, name, "error.file.broken", data)
	}
	refused(t, c, "empty", "error.file.empty", nil)
	for name, data := range map[string][]byte{
		"100 MP.png": bombPNG(10_000, 10_000), "wide.png": bombPNG(2_000_000_000, 1), "huge.png": bombPNG(1<<29, 1<<29),
		"4 GP.jpg": bombJPEG(t),
	} {
		refused(t, c, name, "error.file.too_many_pixels", data)
	}
	tight := clean.New(clean.Limits{ImageBytes: 500, PDFBytes: 2000})
	refused(t, tight, "large.png", "error.file.too_large", encodePNG(t, noise(20, 20)))
	refused(t, tight, "larger.png", "error.file.too_large", encodePNG(t, noise(64, 64)))
}

// A picture that is cut off anywhere is refused: half a picture is never kept, and neither
// is the raw file.
func TestTruncated(t *testing.T) {
	webp, err := os.ReadFile("testdata/opaque.webp")
	if err != nil {
		t.Fatal(err)
	}
	c := clean.New(clean.Limits{})
	for name, data := range map[string][]byte{
		"a.jpg": encodeJPEG(t, noise(48, 48)), "a.png": encodePNG(t, noise(48, 48)), "a.webp": webp,
	} {
		for cut := 16; cut < 32; cut++ {
			n := len(data) * cut / 32
			if n >= len(data)-12 { // what follows the last pixels holds none
				continue
			}
			if out, err := c.Clean(context.Background(), name, data[:n]); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%s cut to %d of %d bytes: %v, %d bytes kept", name, n, len(data), err, len(out.Data))
			}
		}
	}
}

// With memory for one picture at a time many senders wait for each other; who cannot wait
// is told to come back.
func TestMemory(t *testing.T) {
	c := clean.New(clean.Limits{Memory: 1})
	photo := encodeJPEG(t, noise(800, 600))
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, err := c.Clean(context.Background(), "a.jpg", photo); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Clean(ctx, "a.jpg", photo); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("Clean for nobody: %v", err)
	}
}
