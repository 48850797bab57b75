package ui

import (
	"context"
	"html"
	"io"
	"strconv"

	"tuntas/internal/qr"

	"github.com/a-h/templ"
)

// QR draws a QR code of a text, with words for those who cannot see it. Rendering returns
// an error when the text is empty or too long for a QR code.
func QR(text, label string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		m, err := qr.Matrix(text)
		if err != nil {
			return err
		}
		n := strconv.Itoa(len(m) + 2*qr.Quiet)
		_, err = io.WriteString(w, `<svg class="qr" role="img" aria-label="`+html.EscapeString(label)+`" viewBox="0 0 `+n+` `+n+
			`" shape-rendering="crispEdges"><path class="qr-bg" d="M0 0h`+n+`v`+n+`H0z"/><path d="`+qr.Path(m)+`"/></svg>`)
		return err
	})
}
