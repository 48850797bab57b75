// Package demo holds the believable country that `tuntas demo` fills an empty
// database with: regions, agencies, topics, holidays, reasons, officers, and
// 500 sample reports written for this project.
//
// The tables are CSV files under data/ (data/README.md explains every column)
// and read as typed rows. The reports are told from hand-written situations by
// a generator without chance: the same build always yields the same reports.
// Nothing here touches a database or a clock; ages are counted in working days
// before the day on which the rows are played back.
package demo

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed data
var files embed.FS

// Data returns the embedded files, rooted at the data folder.
func Data() fs.FS {
	sub, err := fs.Sub(files, "data")
	if err != nil {
		// The folder is embedded above, so the name is always valid.
		panic(fmt.Sprintf("demo: %v", err))
	}
	return sub
}
