package ui

import (
	"time"

	"tuntas/internal/civic"
)

// Fact is one row of a summary list. URL, when there is one, leads to where it can be changed.
type Fact struct {
	Label  string
	Text   string
	Lines  []string // further lines below Text
	URL    string
	Change string // what a screen reader adds to "Ubah"
}

// Card is one public report in a list.
type Card struct {
	URL      string
	Title    string
	Excerpt  string
	Status   Status
	Place    string
	Agency   string
	Topic    string
	Received civic.Date
	Due      bool // DaysLeft holds
	DaysLeft int
}

// Pages are the ways out of one page of a long list. Empty means there is none.
type Pages struct{ First, Previous, Next string }

// Moment is one entry of a report's history.
type Moment struct {
	At      time.Time
	Zone    civic.Zone
	By      By
	Text    string // made by T, with Strong names
	Note    string // a reason, below the text
	Message string // what was written, in its last version
	Files   []File
	Fixed   string    // when and why the message was corrected last
	Old     []Version // earlier messages, the last one first
}

// Version is an earlier wording of a message.
type Version struct{ At, Text string }

// By says who acted, for the colour of an entry.
type By string

// Who can act.
const (
	ByReporter By = "reporter"
	ByOffice   By = "office"
	BySystem   By = "system"
)

// File is an attachment to show.
type File struct {
	URL   string
	Thumb string // address of a small picture; empty for a document
	Stage string // "Sebelum": what it shows of the work; empty for most
	Name  string // "Foto 1 dari pelapor", or what it shows
	Size  string // "182 kB"
}

// Table is a table that becomes cards on a narrow screen.
type Table struct {
	Caption string
	Columns []string // the first one heads the rows
	Rows    [][]string
	Counts  bool // of numbers, most of them none: on a narrow screen a row is one line of those that are some
}
