package officer

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// The grid by which parts of a photo are chosen without scripts.
const (
	gridWide = 8
	gridHigh = 6
)

// photoChoice is one photo of the reporter in the form of a public version.
type photoChoice struct {
	ID     string
	Base   string // of the ids of its boxes
	Name   string
	Full   string // address of the original; officers only
	Thumb  string
	Chosen bool
	Alt    string
	Parts  string // as scripts write them: "x,y,w,h;..." in thousandths
	Kept   int    // parts that stand in Parts
	Grid   bool   // the grid is shown: the server was asked for it, or has it back
	Cells  map[string]bool
	Error  string
}

// photoChoices are the photos that a public version may show: as they were sent, else as they are public now.
func (v *reportView) photoChoices(in *casework.View, verb civic.Verb) (out []photoChoice) {
	sent := v.Form.Verb == verb
	for _, f := range in.Files {
		if !casework.Publishable(f) {
			continue
		}
		id := f.ID.String()
		at := v.url0("berkas/" + id)
		c := photoChoice{ID: id, Base: string(verb) + "-photo-" + id, Name: v.P.T("officer.photo.n", "n", len(out)+1), Full: at, Thumb: at + "?kecil=1", Cells: map[string]bool{}}
		if sent {
			c.Chosen = slices.Contains(v.Form.Values["photo"], id)
			c.Alt, c.Parts, c.Grid = v.Form.Values.Get("alt_"+id), v.Form.Values.Get("parts_"+id), c.Chosen
			for _, cell := range v.Form.Values["cell_"+id] {
				c.Cells[cell] = true
			}
			c.Error = v.mistake(verb, "photo-"+id+"-alt")
		} else if i := slices.IndexFunc(in.Photos, func(p casework.PublishedPhoto) bool { return p.Attachment == f.ID }); i >= 0 && verb == civic.VerbPublish {
			c.Chosen, c.Alt, c.Parts = true, in.Photos[i].Alt, writeParts(in.Photos[i].Parts)
		}
		parts, _ := readParts(c.Parts)
		c.Kept = len(parts)
		out = append(out, c)
	}
	return out
}

// url0 is an address below the report without what a form brings along.
func (v *reportView) url0(rest string) string { return reportURL(v.r.Code) + "/" + rest }

// writeParts and readParts hold parts in one box of a form.
func writeParts(parts []civic.Part) string {
	var out []string
	for _, p := range parts {
		out = append(out, fmt.Sprintf("%d,%d,%d,%d", p.X, p.Y, p.W, p.H))
	}
	return strings.Join(out, ";")
}

func readParts(text string) (out []civic.Part, ok bool) {
	for one := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		var p civic.Part
		if n, err := fmt.Sscanf(one, "%d,%d,%d,%d", &p.X, &p.Y, &p.W, &p.H); err != nil || n != 4 || len(out) == civic.MaxParts {
			return out, false
		}
		out = append(out, p)
	}
	return out, true
}

// cell is the part of a photo under one box of the grid, "column-row".
func cell(name string) (civic.Part, bool) {
	left, right, _ := strings.Cut(name, "-")
	x, err := strconv.Atoi(left)
	y, err2 := strconv.Atoi(right)
	if err != nil || err2 != nil || x < 0 || x >= gridWide || y < 0 || y >= gridHigh {
		return civic.Part{}, false
	}
	p := civic.Part{X: x * 1000 / gridWide, Y: y * 1000 / gridHigh}
	p.W, p.H = (x+1)*1000/gridWide-p.X, (y+1)*1000/gridHigh-p.Y
	return p, true
}

// publicPhotos reads the chosen photos of a form. Errors: invalid "photo_parts".
func publicPhotos(values url.Values) (out []civic.PublicPhoto, err error) {
	for _, id := range values["photo"] {
		p := civic.PublicPhoto{File: staff.ID(id), Alt: values.Get("alt_" + id)}
		ok := true
		if values.Get("clear_"+id) == "" {
			p.Parts, ok = readParts(values.Get("parts_" + id))
		}
		for _, name := range values["cell_"+id] {
			part, known := cell(name)
			ok = ok && known
			p.Parts = append(p.Parts, part)
		}
		if !ok {
			return nil, civic.Invalid("photo_parts", "error.photo_parts_wrong", "max", civic.MaxParts, "file", p.File)
		}
		out = append(out, p)
	}
	return out, nil
}

// publicPhoto hands out a photo of the public version to officers in scope, whether it shows now or not.
func (p *Pages) publicPhoto(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if _, err := p.load(v, code); err != nil {
		return err
	}
	n, err := strconv.Atoi(v.R.PathValue("n"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	f, body, err := p.Casework.OpenPhoto(v.R.Context(), v.Who, code, n, v.R.URL.Query().Get("kecil") != "")
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // it was only read
	h := v.W.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": "foto-" + strconv.Itoa(n)}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	http.ServeContent(v.W, v.R, "", time.Time{}, body)
	return nil
}

// shownPhoto is a photo of the public version beside it.
type shownPhoto struct{ URL, Thumb, Alt, Note string }

// shownPhotos tells officers which photos are public, and who covered how much of them.
func shownPhotos(v *staff.Visit, in *casework.View) (out []shownPhoto) {
	for _, f := range in.Photos {
		at := reportURL(in.Report.Code) + "/foto/" + strconv.Itoa(f.N)
		out = append(out, shownPhoto{URL: at, Thumb: at + "?kecil=1", Alt: f.Alt,
			Note: v.P.T("officer.photo.covered", "n", len(f.Parts), "who", in.EditorNames[f.Officer], "time", v.P.DateTime(time.UnixMicro(f.When), v.Zone()))})
	}
	return out
}
