package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// file writes a file to import.
func (in installation) file(name, text string) string {
	in.t.Helper()
	path := filepath.Join(in.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		in.t.Fatal(err)
	}
	return path
}

func TestImportsSayWhatTheyDid(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		regions := in.file("wilayah.csv", "code,name\n35,Jawa Timur\n36,Ban\xfften\n37,x,y\n")
		if said, err := in.run("", "import", "regions", regions, "--dry-run"); err == nil || err.Error() != "2 rows would be refused" || !strings.Contains(said, "nothing was changed: 1 new, 0 changed, 0 unchanged, 2 refused") {
			t.Errorf("dry run: %v\n%s", err, said)
		}
		said, err := in.run("", "import", "regions", regions)
		if err == nil || err.Error() != "2 rows were refused; the others were taken" || !strings.Contains(said, "1 new, 0 changed, 0 unchanged, 2 refused") {
			t.Errorf("%v\n%s", err, said)
		}
		for _, want := range []string{"line 3: line: This line holds bytes that are no text. Save the file as UTF-8.", "line 4: line: More fields than the header has; a comma inside a text needs quotes."} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not said:\n%s", want, said)
			}
		}
		for _, text := range []string{"lampu mati", "lampu menyala"} {
			said, err = in.run("", "import", "reports", in.file("lama.jsonl", `{"id":"1","text":"`+text+`"}`))
			if err != nil {
				t.Fatal(err, said)
			}
		}
		if !strings.Contains(said, "0 new, 0 already here, 1 already here with another text (nothing changed), 0 refused") {
			t.Errorf("another text:\n%s", said)
		}
	})
}

func TestOutcomes(t *testing.T) {
	broken := errors.New("no room left")
	for _, c := range []struct {
		err     error
		refused int
		dry     bool
		want    string
	}{
		{nil, 0, false, ""}, {nil, 0, true, ""}, {nil, 1, true, "1 row would be refused"}, {nil, 1, false, "1 row was refused; the others were taken"},
		{broken, 3, true, "no room left"}, {fmt.Errorf("sqldb: SELECT: %w", context.Canceled), 3, false, "interrupted; run it again, what is here is not taken twice"},
	} {
		got := ""
		if err := outcome(c.err, c.refused, c.dry); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
