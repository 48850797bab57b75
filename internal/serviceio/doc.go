// Package serviceio reads and writes files of service standards and of innovations: JSON in the shape that the national
// catalogue's examples have, and tables with one row each. Only texts are read; every record is kept as it came, with
// what Tuntas does not know, so that it can be written back without loss.
package serviceio

import "encoding/json"

// Entry is one record of a file.
type Entry struct {
	Row    int             // where it begins: the number of the record in JSON, the line in a table
	Source json.RawMessage // the record as it came, in the shape of JSON; what a table says is put into that shape
	Err    error           // why the record cannot be taken; nil when it can
}

// Document is a file: its records, and what stands around them.
type Document struct {
	Entries []Entry

	head []member // what stands around the list of records; nil for a bare list
}

// member is one name and value at the top of a JSON document, as it came. The list of records is marked.
type member struct {
	name  string
	value json.RawMessage
	list  bool
}
