package staff

import (
	"context"
	"encoding/json"
	"strings"
)

// MostFound is how many results a search shows.
const MostFound = 12

// Place words a place: its name, and what it lies in. A code that is none gives a choice without a value.
func (s *Staff) Place(ctx context.Context, code string) (Choice, error) {
	chain, err := s.Directory.RegionChain(ctx, code)
	if err != nil || len(chain) == 0 {
		return Choice{}, err
	}
	names := make([]string, len(chain))
	for i, x := range chain {
		names[i] = x.Title()
	}
	return Choice{Value: chain[0].Code, Text: names[0], Note: strings.Join(names[1:], ", ")}, nil
}

// Places knows places by their codes and by the beginning of their names.
func (s *Staff) Places(ctx context.Context) Source {
	return Source{
		Know: func(code string) (Choice, bool) {
			c, err := s.Place(ctx, code)
			return c, err == nil && c.Value != ""
		},
		Find: func(words string) ([]Choice, error) {
			all, err := s.Directory.Regions(ctx, words, MostFound)
			if err != nil {
				return nil, err
			}
			out := make([]Choice, 0, len(all))
			for _, x := range all {
				c, err := s.Place(ctx, x.Code)
				if err != nil {
					return nil, err
				}
				out = append(out, c)
			}
			return out, nil
		},
	}
}

// Suggest answers a box that is typed into with what its source finds, as JSON.
func (v *Visit) Suggest(source Source) error {
	all, err := source.Find(strings.TrimSpace(v.R.URL.Query().Get("q")))
	if err != nil {
		return err
	}
	return v.Choices(all)
}

// Choices answers a box that is typed into.
func (v *Visit) Choices(all []Choice) error {
	if all == nil {
		all = []Choice{}
	}
	v.W.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(v.W).Encode(all)
}
