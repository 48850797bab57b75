package e2e

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// maker is what the test's camera calls itself in the photo: where it turns up, the photo was kept as it came.
const maker = "KAMERA-UJI-7731"

// takePhoto writes a photo with a place in it, as phones take them.
func takePhoto(t *testing.T) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			m.SetRGBA(x, y, color.RGBA{uint8(x / 3), uint8(y / 2), uint8((x ^ y) & 0xff), 255})
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, m, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	exif := exifWithPlace()
	var out bytes.Buffer
	out.Write(plain.Bytes()[:2]) // start of image
	out.Write([]byte{0xff, 0xe1})
	_ = binary.Write(&out, binary.BigEndian, uint16(len(exif)+2)) // into memory: it cannot fail
	out.Write(exif)
	out.Write(plain.Bytes()[2:])
	path := filepath.Join(t.TempDir(), "lampu.jpg")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// exifWithPlace makes an EXIF block: the maker, and a GPS directory that says 7 degrees 15 minutes 26 seconds south.
func exifWithPlace() []byte {
	le := binary.LittleEndian
	var b []byte
	u16 := func(v uint16) { b = le.AppendUint16(b, v) }
	u32 := func(v uint32) { b = le.AppendUint32(b, v) }
	entry := func(tag, kind uint16, count, value uint32) { u16(tag); u16(kind); u32(count); u32(value) }
	b = append(b, "II*\x00"...)
	u32(8)
	u16(2) // two entries, 26 bytes with the count, then where the next directory is
	entry(0x010f, 2, uint32(len(maker)+1), 100)
	entry(0x8825, 4, 1, 38)
	u32(0)
	u16(2) // the GPS directory, at 38
	entry(1, 2, 2, 'S')
	entry(2, 5, 3, 76)
	u32(0)
	b = append(b, make([]byte, 76-len(b))...)
	for _, v := range []uint32{7, 1, 15, 1, 26, 1} {
		u32(v)
	}
	b = append(b, maker...)
	b = append(b, 0)
	return append([]byte("Exif\x00\x00"), b...)
}

// bare fails the test when bytes of a picture tell where or with what it was taken.
func bare(t *testing.T, what string, picture []byte) {
	t.Helper()
	if !bytes.HasPrefix(picture, []byte{0xff, 0xd8}) {
		t.Errorf("%s is no JPEG: % x ...", what, picture[:min(len(picture), 8)])
	}
	for _, trace := range []string{maker, "Exif\x00", "II*\x00", "MM\x00*", "http://ns.adobe.com/xap"} {
		if bytes.Contains(picture, []byte(trace)) {
			t.Errorf("%s holds %q", what, trace)
		}
	}
}

// nowhereOnDisk fails the test when a file below dir holds words that must not be kept there in plain.
func nowhereOnDisk(t *testing.T, dir string, words ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, w := range words {
			if strings.Contains(string(b), w) {
				t.Errorf("%s holds %q", path, w)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
