package civic

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// searchEntry is an agency as people may type it, every word after a blank.
type searchEntry struct {
	agency *Agency
	name   string // " dinas perhubungan"
	short  string // " dishub"
	all    string // both, and the code
}

// searchIndex writes down all names once, the upper tiers first and then by name.
func (t *Tree) searchIndex() []searchEntry {
	out := make([]searchEntry, 0, len(t.byID))
	for _, n := range slices.SortedFunc(maps.Values(t.byID), func(a, b *Agency) int {
		return cmp.Or(cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	}) {
		e := searchEntry{agency: n, name: searchWords(n.Name), short: searchWords(n.ShortName)}
		e.all = e.name + e.short + searchWords(n.Code)
		out = append(out, e)
	}
	return out
}

// Search finds agencies by what a person types of their name, short name or code: every word
// typed must begin a word of the agency. ok narrows the result and may be nil. The best
// matches come first, at most limit; more tells whether there were others.
func (t *Tree) Search(typed string, limit int, ok func(ID) bool) (found []Agency, more bool) {
	sought := searchWords(typed)
	words := strings.Fields(sought)
	if len(words) == 0 && strings.TrimSpace(typed) != "" {
		return nil, false // signs alone name nobody
	}
	var ranked [3][]Agency // the whole name, its beginning, anything else
	for _, e := range t.index() {
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e.all, " "+w) }) || ok != nil && !ok(e.agency.ID) {
			continue
		}
		r := e.rank(sought)
		ranked[r] = append(ranked[r], *e.agency)
	}
	found = slices.Concat(ranked[:]...)
	if len(found) > limit {
		return found[:limit], true
	}
	return found, false
}

func (e searchEntry) rank(sought string) int {
	switch {
	case sought == e.name || sought == e.short:
		return 0
	case strings.HasPrefix(e.name, sought) || strings.HasPrefix(e.short, sought):
		return 1
	default:
		return 2
	}
}

// searchWords writes the words of a text in lower case, each after a blank.
func searchWords(s string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		b.WriteByte(' ')
		b.WriteString(w)
	}
	return b.String()
}

// Below lists agencies below top that pass ok, nearest tier first and by name within one
// parent, at most limit; more tells whether there are others.
func (t *Tree) Below(top ID, limit int, ok func(ID) bool) (found []Agency, more bool) {
	for next := []ID{top}; len(next) > 0; {
		id := next[0]
		next = next[1:]
		for _, child := range t.Children(id) {
			if ok(child) {
				if len(found) == limit {
					return found, true
				}
				found = append(found, *t.byID[child])
			}
			next = append(next, child)
		}
	}
	return found, false
}
