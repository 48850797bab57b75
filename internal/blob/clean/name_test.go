package clean_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tuntas/internal/blob/clean"
)

func TestSanitizeName(t *testing.T) {
	for in, want := range map[string]string{
		"foto jalan.jpg":             "foto jalan.jpg",
		"":                           "file",
		"...":                        "file",
		"../../etc/passwd":           "passwd",
		`C:\Users\Budi\foto.jpg`:     "foto.jpg",
		"a/":                         "file",
		"tab\tand\r\nline.pdf":       "tab and line.pdf",
		"nul\x00byte.png":            "nulbyte.png",
		"photo\u202egpj.exe":         "photogpj.exe",
		"a\u2066b\u2069\u200f\u200b": "ab",
		"\ufeffbom.jpg":              "bom.jpg",
		"bad\xff\xfeutf8.jpg":        "badutf8.jpg",
		`<img src=x>"?*|:;%.jpg`:     "img src=x.jpg",
		"  spasi   banyak  .jpg ":    "spasi banyak .jpg",
		".htaccess":                  "htaccess",
		"ꦗꦮ.png":                     "ꦗꦮ.png",
		"private\ue000use":           "privateuse",
	} {
		if got := clean.SanitizeName(in); got != want {
			t.Errorf("SanitizeName(%q) = %q, want %q", in, got, want)
		}
	}
	long := clean.SanitizeName(strings.Repeat("é", 300) + ".jpeg")
	if utf8.RuneCountInString(long) != 80 || !strings.HasSuffix(long, ".jpeg") {
		t.Errorf("a long name became %q", long)
	}
}

// The ending tells what the file has become and not what the sender says it is.
func TestNameEnding(t *testing.T) {
	photo, drawing := encodeJPEG(t, halves(8, 8)), encodePNG(t, halves(8, 8))
	for _, tt := range []struct {
		name, want string
		data       []byte
	}{
		{"a.JPEG", "a.JPEG", photo}, {"a.png", "a.jpg", photo}, {"a.php", "a.jpg", photo}, {"", "file.jpg", photo},
		{"foto", "foto.png", drawing}, {"versi 2.final lagi", "versi 2.final lagi.png", drawing},
		{"a.webp", "a.jpg", notedWebP(t, "opaque.webp", 1)}, {"surat.pdf", "surat.pdf", pagesPDF(1)},
	} {
		out, _ := cleanAny(t, tt.name, tt.data)
		if out.Name != tt.want {
			t.Errorf("%q is shown as %q, want %q", tt.name, out.Name, tt.want)
		}
	}
}

func FuzzSanitizeName(f *testing.F) {
	f.Add("a/b\\c\u202e.jpg")
	f.Add(strings.Repeat("\u0301", 200))
	f.Fuzz(func(t *testing.T, in string) {
		out := clean.SanitizeName(in)
		if out == "" || !utf8.ValidString(out) || utf8.RuneCountInString(out) > 80 || strings.ContainsAny(out, "/\\\x00\r\n<>\"\u202e\u2066") {
			t.Errorf("SanitizeName(%q) = %q", in, out)
		}
		if again := clean.SanitizeName(out); again != out {
			t.Errorf("SanitizeName is not settled: %q, then %q", out, again)
		}
	})
}
