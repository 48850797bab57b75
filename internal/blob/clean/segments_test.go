package clean

import (
	"bytes"
	"errors"
	"testing"

	"tuntas/internal/civic"
)

func seg(m byte, body string) string {
	return string([]byte{0xff, m, 0, byte(len(body) + 2)}) + body
}

// A JPEG inside a PDF keeps its pixels byte by byte, also a progressive one, and loses notes
// in front of, between and behind its scans.
func TestBareJPEG(t *testing.T) {
	jfif, adobe, icc := seg(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), seg(0xee, "Adobe\x00d\x00\x00\x00\x00\x01"), seg(0xe2, "ICC_PROFILE\x00\x01\x01x")
	frame, tables := seg(0xc2, "\x08\x00\x01\x00\x01\x01\x01\x11\x00"), seg(0xc4, "\x00huffman")
	scan := seg(0xda, "\x01\x01\x00\x00\x00\x00") + "pixels\xff\x00more\xff\xd0restart"
	note := seg(0xe1, "Exif\x00\x00GPS") + seg(0xe1, "http://ns.adobe.com/xap/1.0/\x00GPS") + seg(0xfe, "GPS") + seg(0xed, "GPS") +
		seg(0xe0, "JFXX\x00GPS") + seg(0xe2, "MPF\x00GPS") + seg(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01GPS")
	dirty := "\xff\xd8" + jfif + note + adobe + icc + "\xff" + frame + tables + scan + note + tables + scan + "\xff\xd9" + "GPS"
	want := "\xff\xd8" + jfif + adobe + icc + frame + tables + scan + tables + scan + "\xff\xd9"
	got, ok := bareJPEG([]byte(dirty))
	if !ok || string(got) != want {
		t.Errorf("bareJPEG = %q, %v\nwant %q", got, ok, want)
	}
	segments, _, _ := jpegHeader([]byte(dirty))
	if !isProgressive(segments) {
		t.Error("a progressive JPEG is not seen to be one")
	}
	for _, bad := range []string{"", "\xff\xd8", "\xff\xd8\xff\xe1\x00\x01", "\xff\xd8\xff\xe1\xff\xffshort", "<script>"} {
		if out, ok := bareJPEG([]byte(bad)); ok {
			t.Errorf("bareJPEG(%q) = %q", bad, out)
		}
	}
	for n := range len(dirty) { // never beyond the end
		bareJPEG([]byte(dirty[:n]))
	}
}

func TestBareJP2(t *testing.T) {
	box := func(kind, body string) string { return string([]byte{0, 0, 0, byte(8 + len(body))}) + kind + body }
	head := "\x00\x00\x00\x0cjP  \r\n\x87\n" + box("ftyp", "jp2 ") + box("jp2h", "size")
	last := "\x00\x00\x00\x00jp2cpixels" // a box of length 0 reaches to the end
	got, ok := bareJP2([]byte(head + box("uuid", "GPS") + box("xml ", "GPS") + box("uinf", "GPS") + last))
	if !ok || string(got) != head+last {
		t.Errorf("bareJP2 = %q, %v", got, ok)
	}
	long := "\x00\x00\x00\x01uuid\x00\x00\x00\x00\x00\x00\x00\x13GPS" // a box with a long length
	if got, ok = bareJP2([]byte(head + long + last)); !ok || string(got) != head+last {
		t.Errorf("bareJP2 with a long box = %q, %v", got, ok)
	}
	stream := []byte("\xff\x4f\xff\x51pixels")
	if got, ok = bareJP2(stream); !ok || !bytes.Equal(got, stream) {
		t.Errorf("a bare code stream became %q, %v", got, ok)
	}
	for _, bad := range []string{"", "<html>", head + "\x00\x00\x00\x07xml ", head + "\x7f\xff\xff\xffxml ", head + "\x00\x00\x00\x01xml "} {
		if out, ok := bareJP2([]byte(bad)); ok {
			t.Errorf("bareJP2(%q) = %q", bad, out)
		}
	}
}

// Broken notes mean an upright picture, never a failure.
func TestOrientationOfNonsense(t *testing.T) {
	whole := "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"
	if got := orientation([]byte(whole)); got != 6 {
		t.Fatalf("orientation = %d, want 6", got)
	}
	for n := range len(whole) - 2 {
		if got := orientation([]byte(whole[:n])); got != 1 {
			t.Errorf("orientation of %d bytes = %d", n, got)
		}
	}
	for _, s := range []string{"II*\x00\xff\xff\xff\xff\x01\x00", "XX*\x00\x08\x00\x00\x00", "II*\x00\x08\x00\x00\x00\xff\xff"} {
		if got := orientation([]byte(s)); got != 1 {
			t.Errorf("orientation(%q) = %d", s, got)
		}
	}
}

// A decoder that panics refuses the file and does not take the server with it.
func TestGuarded(t *testing.T) {
	err := guarded(func() error { panic("index out of range") })
	if civic.KindOf(err) != civic.KindInvalid {
		t.Errorf("guarded = %v", err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Error(err)
	}
	cause := errors.New("x")
	if err := broken(cause); !errors.Is(err, cause) {
		t.Error("the cause was lost for the log")
	}
}
