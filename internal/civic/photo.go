package civic

import "unicode/utf8"

// The most photos in a public version, parts of one that are made unrecognisable, and characters of its description.
const (
	MaxPublicPhotos = 10
	MaxParts        = 64
	MaxAlt          = 300
)

// Stage says whether a photo of an office shows the place before the work was done or after it, so that both can be
// compared.
type Stage string

// The stages that a photo may show; any other photo has none.
const (
	BeforeWork Stage = "before"
	AfterWork  Stage = "after"
)

// Stages lists them in the order of time.
func Stages() []Stage { return []Stage{BeforeWork, AfterWork} }

// CheckStage checks what is said of a file that an actor brings. Errors: invalid "files_before" or "files_after" for a
// file that is no photo, or that is not the office's; invalid "alt_before", "alt_after" or "alt" for a description that
// is too long.
func CheckStage(s Stage, alt string, photo bool, who Actor) error {
	about := ""
	if s != "" {
		about = "_" + string(s)
	}
	switch {
	case s != "" && s != BeforeWork && s != AfterWork, s != "" && !who.IsOfficer():
		return Invalid("files", "error.stage_unknown")
	case s != "" && !photo:
		return Invalid("files"+about, "error.stage_photo")
	case utf8.RuneCountInString(alt) > MaxAlt:
		return Invalid("alt"+about, "error.too_long", "max", MaxAlt)
	}
	return nil
}

// whole is the width and height of a picture in the units of Part.
const whole = 1000

// Part is a rectangle of a picture, in thousandths of its width and height, from its upper left corner.
type Part struct{ X, Y, W, H int }

// Valid tells whether the rectangle lies within the picture and has a size.
func (p Part) Valid() bool {
	return p.X >= 0 && p.Y >= 0 && p.W > 0 && p.H > 0 && p.X <= whole-p.W && p.Y <= whole-p.H
}

// PublicPhoto says that a reporter's photo becomes part of the public version, and how.
type PublicPhoto struct {
	File  ID     // the attachment
	Alt   string // what can be seen, for those who cannot see it
	Parts []Part // what nobody should recognise
}

// CheckPublicPhotos checks photos for a public version. Errors: invalid "photos", "photo_alt" or "photo_parts", with the
// file in Args.
func CheckPublicPhotos(photos []PublicPhoto) error {
	if len(photos) > MaxPublicPhotos {
		return Invalid("photos", "error.photos_too_many", "max", MaxPublicPhotos)
	}
	seen := map[ID]bool{}
	for _, p := range photos {
		switch {
		case seen[p.File]:
			return Invalid("photos", "error.photo_twice", "file", p.File)
		case !HasWords(p.Alt):
			return Invalid("photo_alt", "error.photo_alt_needed", "file", p.File)
		case utf8.RuneCountInString(p.Alt) > MaxAlt:
			return Invalid("photo_alt", "error.too_long", "max", MaxAlt, "file", p.File)
		case len(p.Parts) > MaxParts:
			return Invalid("photo_parts", "error.photo_parts_wrong", "max", MaxParts, "file", p.File)
		}
		seen[p.File] = true
		for _, part := range p.Parts {
			if !part.Valid() {
				return Invalid("photo_parts", "error.photo_parts_wrong", "max", MaxParts, "file", p.File)
			}
		}
	}
	return nil
}
