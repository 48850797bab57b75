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

func TestCheckStage(t *testing.T) {
	office, reporter := civic.Actor{Role: civic.RoleLiaison, Officer: 5}, civic.Actor{Role: civic.RoleReporter}
	for name, tc := range map[string]struct {
		stage civic.Stage
		alt   string
		photo bool
		who   civic.Actor
		field string
	}{
		"a paper":              {"", "", false, office, ""},
		"before":               {civic.BeforeWork, "Lubang.", true, office, ""},
		"after, undescribed":   {civic.AfterWork, "", true, office, ""},
		"a paper of before":    {civic.BeforeWork, "", false, office, "files_before"},
		"a reporter's":         {civic.AfterWork, "", true, reporter, "files"},
		"no stage of the work": {"during", "", true, office, "files"},
		"too long":             {civic.AfterWork, strings.Repeat("a", civic.MaxAlt+1), true, office, "alt_after"},
		"too long, no stage":   {"", strings.Repeat("a", civic.MaxAlt+1), true, office, "alt"},
	} {
		err := civic.CheckStage(tc.stage, tc.alt, tc.photo, tc.who)
		var e *civic.Error
		if errors.As(err, &e); tc.field == "" && err != nil || tc.field != "" && (e == nil || e.Field != tc.field) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
