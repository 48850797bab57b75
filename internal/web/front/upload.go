package front

import (
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
)

// refusal is a file that could not be taken, and why; without a reason there were too many.
type refusal struct {
	name string
	why  *civic.Error
}

// uploads cleans and keeps the files of a form, at most room. A file that cannot be taken is named and costs none
// of the others.
func (f *Front) uploads(r *http.Request, room int) (kept []evidence.File, refused []refusal, err error) {
	if r.MultipartForm == nil {
		return nil, nil, nil
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system empties its temporary folder anyway
	tried := 0
	for _, field := range []string{"files", "photo", "file"} {
		for _, h := range r.MultipartForm.File[field] {
			if h.Size == 0 && h.Filename == "" {
				continue
			}
			if tried++; len(kept) >= room || tried > 2*evidence.MaxFiles {
				refused = append(refused, refusal{name: h.Filename})
				continue
			}
			file, err := f.upload(r, h)
			switch e, ok := asCivic(err); {
			case err == nil:
				kept = append(kept, file)
			case ok && (e.Kind == civic.KindInvalid || e.Kind == civic.KindTooMany || e.Kind == civic.KindUnavailable):
				refused = append(refused, refusal{h.Filename, e})
			default:
				return kept, refused, err
			}
		}
	}
	return kept, refused, nil
}

func (f *Front) upload(r *http.Request, h *multipart.FileHeader) (evidence.File, error) {
	if h.Size > f.Evidence.MaxUpload() {
		return evidence.File{}, civic.Invalid("files", "error.file.too_large", "mb", f.Evidence.MaxUpload()>>20)
	}
	body, err := h.Open()
	if err != nil {
		return evidence.File{}, err
	}
	data, err := io.ReadAll(body)
	_ = body.Close()
	if err != nil {
		return evidence.File{}, err
	}
	return f.Evidence.Clean(r.Context(), h.Filename, data)
}

// mostNamed is how many files that were too many are named.
const mostNamed = 5

// refusedWords says which files were not taken, and why: a sentence for each, and one for all that were too many.
func refusedWords(p *i18n.Printer, all []refusal) []string {
	var out, over []string
	for _, x := range all {
		name := []rune(x.name)
		if len(name) > 60 {
			name = append(name[:57], []rune("...")...)
		}
		switch {
		case x.why != nil:
			out = append(out, p.T("photo.refused", "name", string(name), "why", p.TArgs(x.why.Key, x.why.Args)))
		case len(over) < mostNamed:
			over = append(over, string(name))
		case len(over) == mostNamed:
			over = append(over, "...")
		}
	}
	if len(over) > 0 {
		out = append(out, p.T("photo.over", "max", evidence.MaxFiles, "names", strings.Join(over, ", ")))
	}
	return out
}
