package officer

import (
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// file hands out a file of a report in scope. Pictures are shown, documents are downloaded;
// neither may run anything, whatever a browser takes it for.
func (p *Pages) file(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	id, small := staff.ID(v.R.PathValue("id")), v.R.URL.Query().Get("kecil") != ""
	for _, f := range in.Files {
		if f.ID != id {
			continue
		}
		hash, kind := f.Hash, f.MediaType
		if small && f.Thumb != "" {
			hash, kind = f.Thumb, thumbType
		}
		return p.send(v, hash, kind, f.Name)
	}
	return civic.NotFound("error.not_found")
}

func (p *Pages) send(v *staff.Visit, hash, kind, name string) (err error) {
	body, _, err := p.Evidence.Open(v.R.Context(), hash)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, body.Close()) }()
	shown := "attachment"
	if strings.HasPrefix(kind, "image/") {
		shown = "inline"
	}
	h := v.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(shown, map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=600")
	http.ServeContent(v.W, v.R, "", time.Time{}, body)
	return nil
}

// thumbType is what small pictures are made as.
const thumbType = "image/jpeg"
