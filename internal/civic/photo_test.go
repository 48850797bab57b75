package civic_test

import (
	"errors"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

func TestCheckPublicPhotos(t *testing.T) {
	good := civic.PublicPhoto{File: 1, Alt: "Lubang di jalan.", Parts: []civic.Part{{X: 0, Y: 0, W: 1000, H: 1000}, {X: 999, Y: 999, W: 1, H: 1}}}
	with := func(change func(p *civic.PublicPhoto)) []civic.PublicPhoto {
		p := good
		change(&p)
		return []civic.PublicPhoto{p}
	}
	part := func(p civic.Part) []civic.PublicPhoto {
		return with(func(x *civic.PublicPhoto) { x.Parts = []civic.Part{p} })
	}
	many := make([]civic.PublicPhoto, civic.MaxPublicPhotos+1)
	for i := range many {
		many[i] = civic.PublicPhoto{File: civic.ID(i + 1), Alt: "Foto."}
	}
	for name, tc := range map[string]struct {
		photos []civic.PublicPhoto
		field  string
	}{
		"none":           {nil, ""},
		"good":           {[]civic.PublicPhoto{good}, ""},
		"the most":       {many[1:], ""},
		"too many":       {many, "photos"},
		"twice":          {[]civic.PublicPhoto{good, good}, "photos"},
		"no description": {with(func(p *civic.PublicPhoto) { p.Alt = " . " }), "photo_alt"},
		"too long":       {with(func(p *civic.PublicPhoto) { p.Alt = strings.Repeat("é", civic.MaxAlt+1) }), "photo_alt"},
		"too many parts": {with(func(p *civic.PublicPhoto) { p.Parts = make([]civic.Part, civic.MaxParts+1) }), "photo_parts"},
		"no size":        {part(civic.Part{X: 1, Y: 1, W: 0, H: 5}), "photo_parts"},
		"outside":        {part(civic.Part{X: 900, Y: 0, W: 101, H: 5}), "photo_parts"},
		"before":         {part(civic.Part{X: 0, Y: -1, W: 10, H: 5}), "photo_parts"},
		"overflow":       {part(civic.Part{X: 1 << 62, Y: 0, W: 1 << 62, H: 5}), "photo_parts"},
	} {
		err := civic.CheckPublicPhotos(tc.photos)
		known, ok := errors.AsType[*civic.Error](err)
		if tc.field == "" && err != nil || tc.field != "" && (!ok || known.Field != tc.field) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
