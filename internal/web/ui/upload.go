package ui

import "strings"

// Upload is a question for photos and documents.
type Upload struct {
	Base  string // of the ids, to tell two such questions on a page apart
	Name  string // of the form field; files when it is empty
	Hint  string // instead of the usual one; says what kinds of files are taken
	Only  bool   // photos, and no documents
	Label string
	Most  int    // files of a message
	Room  int    // how many more there may be
	Error string // what to do about a mistake; empty when there is none
}

func (u Upload) describedBy() string { return described(u.Base+u.name(), "x", u.Error, "") }

func (u Upload) name() string {
	if u.Name == "" {
		return "files"
	}
	return u.Name
}

// camera is the id of the door to the camera.
func (u Upload) camera() string { return u.Base + strings.Replace(u.name(), "files", "camera", 1) }

func (u Upload) kinds() string {
	if u.Only {
		return "image/jpeg,image/png,image/webp"
	}
	return "image/jpeg,image/png,image/webp,application/pdf"
}
