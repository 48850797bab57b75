package ui

// Upload is a question for photos and documents. Form field: files.
type Upload struct {
	Base  string // of the ids, to tell two such questions on a page apart
	Label string
	Most  int    // files of a message
	Room  int    // how many more there may be
	Error string // what to do about a mistake; empty when there is none
}

func (u Upload) describedBy() string { return described(u.Base+"files", "x", u.Error, "") }
