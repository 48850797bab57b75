package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// kongPath is the command line as it was understood.
type kongPath struct{ ctx *kong.Context }

// last returns the last word of the command, such as "regions" of "import regions <file>".
func (k kongPath) last() string {
	for _, w := range slicesBackward(strings.Fields(k.ctx.Command())) {
		if !strings.HasPrefix(w, "<") {
			return w
		}
	}
	return ""
}

func slicesBackward(in []string) []string {
	out := make([]string, 0, len(in))
	for i := len(in) - 1; i >= 0; i-- {
		out = append(out, in[i])
	}
	return out
}

// progressBar returns a function that shows how far a long work has come: a bar on a terminal,
// nothing where nobody watches. A negative number ends it.
func progressBar(w io.Writer, percent func() int) func(done int) {
	f, ok := w.(*os.File)
	if ok {
		st, err := f.Stat()
		ok = err == nil && st.Mode()&os.ModeCharDevice != 0
	}
	shown := -1
	return func(done int) {
		if !ok {
			return
		}
		if done < 0 {
			fmt.Fprint(w, "\r\033[K")
			return
		}
		if p := min(percent(), 100); p != shown {
			shown = p
			fmt.Fprintf(w, "\r[%-40s] %3d %%  %d rows", strings.Repeat("#", p*40/100), p, done)
		}
	}
}
