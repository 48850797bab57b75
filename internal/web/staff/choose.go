package staff

import (
	"net/http"
	"net/url"

	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Choose reads the answer of a finder in a form that was sent. Where several were found, or none, it keeps them in found
// and says so in mistakes; ready is false then: the officer has to choose first.
func Choose(p *i18n.Printer, values url.Values, name string, source Source, found map[string][]Choice, mistakes *ui.Mistakes) (value string, ready bool, err error) {
	got, err := source.Read(values, name, name)
	if err != nil || got.Ready {
		return got.Value, got.Ready, err
	}
	found[name] = got.Found
	switch {
	case len(got.Found) == 0:
		*mistakes = append(*mistakes, ui.Mistake{Field: name, Text: p.T("admin.none_found")})
	case !got.Asked:
		*mistakes = append(*mistakes, ui.Mistake{Field: name, Text: p.T("officer.target.pick")})
	}
	return "", false, nil
}

// FormStatus is that of a form that comes back: code when a verb refused it, 0 else.
func FormStatus(code int, mistakes ui.Mistakes) int {
	switch {
	case code != 0:
		return code
	case len(mistakes) > 0:
		return http.StatusUnprocessableEntity
	default:
		return http.StatusOK
	}
}
