package api

import (
	"context"
	"regexp"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// regionShape is a Kemendagri code of a province down to a village.
var regionShape = regexp.MustCompile(`^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$`)

func regionCode(s string) bool { return regionShape.MatchString(s) }

// region is a place with an official code.
type region struct {
	Code   string   `json:"code" doc:"Kemendagri code." example:"35.78"`
	Parent string   `json:"parent,omitempty" doc:"What it lies in; nothing for a province." example:"35"`
	Kind   string   `json:"kind,omitempty" example:"kota"`
	Name   string   `json:"name" example:"Kota Surabaya"`
	Lat    *float64 `json:"lat,omitempty"`
	Lng    *float64 `json:"lng,omitempty"`
}

type regionList struct {
	Regions []region `json:"regions"`
	Next    string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type regionParams struct {
	Q      string `query:"q" doc:"The beginning of a name, at least two letters." maxLength:"100" example:"sura"`
	Parent string `query:"parent" doc:"Code of the place whose parts are listed; nothing lists the provinces." example:"35"`
	Cursor string `query:"cursor" doc:"From next_cursor. Not together with q." maxLength:"400"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Most entries."`
}

// regions finds places by name, or lists what lies in one.
func (a *API) regions(ctx context.Context, x *exchange, p *regionParams) (*regionList, error) {
	x.cache(cacheReference)
	if p.Q != "" {
		found, err := a.Directory.Regions(ctx, civic.TidyText(p.Q), p.Limit)
		return &regionList{Regions: regionsOf(found)}, err
	}
	if p.Parent != "" && !regionCode(p.Parent) {
		return nil, civic.Invalid("parent", "error.region_unknown")
	}
	after, err := readTextCursor(p.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := a.Directory.RegionsBelow(ctx, p.Parent, after, p.Limit+1)
	if err != nil {
		return nil, err
	}
	out := &regionList{}
	if len(found) > p.Limit {
		found = found[:p.Limit]
		out.Next = textCursor(found[p.Limit-1].Name)
	}
	out.Regions = regionsOf(found)
	return out, nil
}

func regionsOf(found []directory.Region) []region {
	out := make([]region, len(found))
	for i, r := range found {
		out[i] = region{Code: r.Code, Parent: r.Parent, Kind: r.Kind, Name: r.Name, Lat: r.Lat, Lng: r.Lng}
	}
	return out
}
