package catalogue

import (
	"context"
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Query asks for published services.
type Query struct {
	Text   string
	Event  string // code of a moment of a life
	Agency civic.ID
	Region string
	Free   bool
	Online bool
	After  Place
	Limit  int
}

// Place is where a list goes on.
type Place = store.ServicePlace

// Hit is a service that was found.
type Hit = store.ServiceHit

// LifeEvent is a moment of a life from which people set out.
type LifeEvent = store.LifeEvent

// MostCounted is the number up to which services are counted exactly.
const MostCounted = 999

// Find lists published services: those whose names have all words first, newest first. more tells whether there is another page.
func (c *Catalogue) Find(ctx context.Context, q Query) (hits []Hit, more bool, err error) {
	f, err := c.search(ctx, q)
	if err != nil {
		return nil, false, err
	}
	hits, err = c.store.FindServices(ctx, f)
	if more = len(hits) > f.Limit; more {
		hits = hits[:f.Limit]
	}
	return hits, more, err
}

// Count counts what Find finds, MostCounted + 1 for more.
func (c *Catalogue) Count(ctx context.Context, q Query) (int, error) {
	f, err := c.search(ctx, q)
	if err != nil {
		return 0, err
	}
	return c.store.CountServices(ctx, f, MostCounted+1)
}

// Events lists the moments of a life.
func (c *Catalogue) Events(ctx context.Context) ([]LifeEvent, error) {
	l, err := c.lexicon(ctx)
	if err != nil {
		return nil, err
	}
	return l.events, nil
}

func (c *Catalogue) search(ctx context.Context, q Query) (store.ServiceSearch, error) {
	l, err := c.lexicon(ctx)
	if err != nil {
		return store.ServiceSearch{}, err
	}
	f := store.ServiceSearch{Words: l.ask(q.Text), Agency: q.Agency, Region: q.Region, Free: q.Free, Online: q.Online, After: q.After, Limit: q.Limit}
	for _, e := range l.events {
		if e.Code == q.Event && q.Event != "" {
			f.Named = ways(e.Words)
		}
	}
	return f, nil
}

// lexicon is what is known of the words of a search, as it was read a moment ago.
type lexicon struct {
	read   time.Time
	same   []store.Said
	idle   []string
	events []LifeEvent
}

// lexiconAge is how long the words of a search are remembered.
const lexiconAge = time.Minute

func (c *Catalogue) lexicon(ctx context.Context) (*lexicon, error) {
	if l := c.words.Load(); l != nil && c.now().Sub(l.read).Abs() < lexiconAge {
		return l, nil
	}
	same, idle, err := c.store.ServiceWords(ctx, c.store.DB)
	if err != nil {
		return nil, err
	}
	l := &lexicon{read: c.now()}
	for _, row := range same {
		l.same = append(l.same, ways(row))
	}
	for _, row := range idle {
		for _, w := range strings.Split(row, "|") {
			l.idle = append(l.idle, triage.Words(w)...)
		}
	}
	if l.events, err = c.store.LifeEvents(ctx, c.store.DB); err != nil {
		return nil, err
	}
	c.words.Store(l)
	return l, nil
}

// ways takes a row of words apart: each way to say something is all of its words.
func ways(row string) (out store.Said) {
	for _, way := range strings.Split(row, "|") {
		if words := triage.Words(way); len(words) > 0 && !slices.ContainsFunc(out, func(w []string) bool { return slices.Equal(w, words) }) {
			out = append(out, words)
		}
	}
	return out
}

// ask is what a typed text looks for: each word or known phrase with all that means the same. Words such as "cara" and
// "urus" are looked for only where there is no other.
func (l *lexicon) ask(text string) []store.Said {
	words := triage.Query(text)
	if told := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(l.idle, w) }); len(told) > 0 {
		words = told
	}
	var out []store.Said
	for i := 0; i < len(words); {
		said, n := l.phrase(words[i:])
		out = append(out, said)
		i += n
	}
	return out
}

// phrase is the longest known way to say something with which words begin, and how many of them it takes.
func (l *lexicon) phrase(words []string) (store.Said, int) {
	said, n := store.Said{{words[0]}}, 1
	found := 0
	for _, group := range l.same {
		for _, way := range group {
			if len(way) > found && len(way) <= len(words) && slices.Equal(way, words[:len(way)]) {
				said, n, found = group, len(way), len(way)
			}
		}
	}
	return said, n
}
