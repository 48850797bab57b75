package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the length of the longest display name, in characters.
const maxName = 80

// SanitizeName makes the name a sender gave a file fit to be shown: without folders, control
// characters, marks that reverse the reading direction ("gpj.exe" for "exe.jpg") and
// anything invisible, and not too long. It returns "file" when nothing is left. The name is
// for people only; no file is kept or served by it.
func SanitizeName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	var b strings.Builder
	space := false
	for _, r := range name {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case hidden(r) || strings.ContainsRune(`<>:"|?*;%`, r):
			// dropped: no harm in a name is worth keeping it
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	name = strings.Trim(b.String(), ". ")
	if utf8.RuneCountInString(name) > maxName {
		r := []rune(name)
		name = string(r[:maxName-8]) + string(r[len(r)-8:]) // the ending tells what it is
	}
	if name == "" {
		return "file"
	}
	return name
}

// hidden tells whether a character is a control, invisible, for private use, or steers the
// reading direction. unicode.Cf holds all of the latter.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs) || !unicode.IsGraphic(r)
}

// withEnding gives a name the ending of what the file has become, so that a WebP that is a
// JPEG now opens where it is downloaded.
func withEnding(name, mediaType string) string {
	ending := map[string]string{JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}[mediaType]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		old := strings.ToLower(name[i:])
		if old == ending || (mediaType == JPEG && old == ".jpeg") {
			return name
		}
		if len(old) <= 5 {
			name = name[:i]
		}
	}
	return name + ending
}
