// Command lifecycledoc writes the lifecycle of a report, as the table in package civic has it, as
// a page for people:
//
//	go run ./internal/civic/lifecycledoc > docs/lifecycle.md
//
// The page is committed. Its test fails when page and table differ; -update writes it anew.
package main

import (
	"fmt"
	"os"
)

func main() {
	if _, err := os.Stdout.WriteString(page()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
