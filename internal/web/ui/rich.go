package ui

import (
	"context"
	"html"
	"io"

	"tuntas/internal/i18n"

	"github.com/a-h/templ"
)

// Rich writes a message whose i18n.Strong values are to be bold.
func Rich(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, r := range i18n.Split(s) {
			t := html.EscapeString(r.Text)
			if r.Strong {
				t = "<strong>" + t + "</strong>"
			}
			if _, err := io.WriteString(w, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// Lines writes a text of a person: paragraphs at empty lines, breaks at single ones.
func Lines(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, para := range paragraphs(s) {
			if _, err := io.WriteString(w, "<p>"); err != nil {
				return err
			}
			for i, line := range para {
				if i > 0 {
					line = "<br>" + html.EscapeString(line)
				} else {
					line = html.EscapeString(line)
				}
				if _, err := io.WriteString(w, line); err != nil {
					return err
				}
			}
			if _, err := io.WriteString(w, "</p>"); err != nil {
				return err
			}
		}
		return nil
	})
}
