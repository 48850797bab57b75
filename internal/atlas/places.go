package atlas

import (
	"context"
	"sync"

	"tuntas/internal/store"
)

// mostPlaces bounds the places kept in memory; a country has eighty thousand, and few of them are asked for at once.
const mostPlaces = 8192

// places remembers the names of places that pages show again and again. It belongs to one version of the master data,
// so an import of regions starts it anew.
type places struct {
	mu    sync.RWMutex
	known map[string][]store.Region
}

// RegionChain returns a place and what it lies in, smallest first; empty for an unknown code. The answer is shared and
// must not be changed.
func (a *Atlas) RegionChain(ctx context.Context, code string) ([]store.Region, error) {
	if code == "" {
		return nil, nil
	}
	p := a.Current(ctx).places
	p.mu.RLock()
	chain, ok := p.known[code]
	p.mu.RUnlock()
	if ok {
		return chain, nil
	}
	chain, err := a.store.RegionChain(ctx, a.store.DB, code)
	if err != nil || len(chain) == 0 || chain[0].Code != code {
		return chain, err // codes that people make up are not worth the room
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= mostPlaces {
		clear(p.known)
	}
	p.known[code] = chain
	return chain, nil
}
