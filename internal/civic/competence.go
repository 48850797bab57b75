package civic

import (
	"slices"
	"strings"
)

// CompetenceRule says to which unit below a desk a report belongs. What it leaves empty it does not ask about.
type CompetenceRule struct {
	ID     ID     // stays through all versions
	Name   string // by which people speak of it
	Region string // Kemendagri code: that place and all that lies in it
	Topic  ID     // that topic, and those below it
	Class  Class
	Words  string // a service or what else stands in the text: alternatives parted by commas, of one of which all words have to be there
	From   Date   // first day on which it holds
	Until  Date   // first day on which it does not; zero: no end
	Target ID
	Source string // the regulation it comes from
}

// CompetenceSet is the rules of one desk as of a version. Their order decides: the first that fits.
type CompetenceSet struct {
	Desk    ID
	Version int // grows with every saving; 0: nobody has written any
	Rules   []CompetenceRule
}

// Matter is what rules look at of a report.
type Matter struct {
	Region string
	Topics []ID // the topic and the one above it
	Class  Class
	Words  []string // of the text, cut as those of the rules; empty for whoever may not read it
	Day    Date
}

// CompetencePart is one thing that a rule may ask about.
type CompetencePart string

// The parts.
const (
	PartRegion CompetencePart = "region"
	PartTopic  CompetencePart = "topic"
	PartClass  CompetencePart = "class"
	PartWords  CompetencePart = "words"
)

// Fate says what became of a rule when it was tried.
type Fate string

// The fates.
const (
	FateDecides Fate = "decides"
	FateAfter   Fate = "after"   // it fits too, and one before it has decided
	FateDiffers Fate = "differs" // something it asks about is otherwise
	FateNotYet  Fate = "not_yet" // its first day has not come
	FateOver    Fate = "over"    // it has ended
	FateTarget  Fate = "target"  // its unit was shut, or is no longer one to which the desk sends
)

// Trial is a rule with what became of it, and why.
type Trial struct {
	N       int // its place in the order, from 1
	Rule    CompetenceRule
	Fate    Fate
	Fits    []CompetencePart // what it asks about and is so
	Differs []CompetencePart // what it asks about and is otherwise
}

// CompetenceBook holds the rules of all desks, made ready to be tried. It is immutable, and safe for many goroutines.
type CompetenceBook struct {
	tree  *Tree
	desks map[ID]competencePage
}

type competencePage struct {
	CompetenceSet
	words [][][]string // of each rule, its alternatives, their words
}

// NewCompetenceBook makes the rules ready; words cuts a text as that of a Matter is cut.
func NewCompetenceBook(tree *Tree, sets []CompetenceSet, words func(string) []string) *CompetenceBook {
	b := &CompetenceBook{tree: tree, desks: make(map[ID]competencePage, len(sets))}
	for _, set := range sets {
		page := competencePage{CompetenceSet: set, words: make([][][]string, len(set.Rules))}
		for i := range set.Rules {
			page.words[i] = alternatives(set.Rules[i].Words, words)
		}
		b.desks[set.Desk] = page
	}
	return b
}

// alternatives cuts what a rule looks for; what has no word to look for is left out.
func alternatives(typed string, words func(string) []string) [][]string {
	var out [][]string
	for one := range strings.SplitSeq(typed, ",") {
		if ws := words(one); len(ws) > 0 {
			out = append(out, ws)
		}
	}
	return out
}

// Set returns the rules of a desk.
func (b *CompetenceBook) Set(desk ID) CompetenceSet {
	if page, ok := b.desks[desk]; ok {
		return page.CompetenceSet
	}
	return CompetenceSet{Desk: desk}
}

// Decide returns the rule of the desk that decides, false when none fits.
func (b *CompetenceBook) Decide(desk ID, m Matter) (Trial, bool) {
	page := b.desks[desk]
	has := wordSet(m.Words)
	for i := range page.Rules {
		if t := b.try(&page, i, &m, has); t.Fate == FateDecides {
			return t, true
		}
	}
	return Trial{}, false
}

// Try tells of every rule of the desk, in their order, what becomes of it. At most one decides, the same as by Decide.
func (b *CompetenceBook) Try(desk ID, m Matter) []Trial {
	page := b.desks[desk]
	has, decided := wordSet(m.Words), false
	out := make([]Trial, len(page.Rules))
	for i := range page.Rules {
		t := b.try(&page, i, &m, has)
		if t.Fate == FateDecides && decided {
			t.Fate = FateAfter
		}
		decided = decided || t.Fate == FateDecides
		out[i] = t
	}
	return out
}

func wordSet(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// try tries one rule as if there were no other.
func (b *CompetenceBook) try(page *competencePage, i int, m *Matter, has map[string]bool) Trial {
	r := &page.Rules[i]
	t := Trial{N: i + 1, Rule: *r, Fate: FateDecides}
	part := func(asked bool, p CompetencePart, fits bool) {
		switch {
		case !asked:
		case fits:
			t.Fits = append(t.Fits, p)
		default:
			t.Differs = append(t.Differs, p)
		}
	}
	part(r.Region != "", PartRegion, LiesIn(m.Region, r.Region))
	part(r.Topic != 0, PartTopic, slices.Contains(m.Topics, r.Topic))
	part(r.Class != "", PartClass, r.Class == m.Class)
	part(r.Words != "", PartWords, slices.ContainsFunc(page.words[i], func(all []string) bool {
		return !slices.ContainsFunc(all, func(w string) bool { return !has[w] })
	}))
	switch {
	case m.Day.Before(r.From):
		t.Fate = FateNotYet
	case !r.Until.IsZero() && !m.Day.Before(r.Until):
		t.Fate = FateOver
	case !b.tree.SendsTo(page.Desk, r.Target):
		t.Fate = FateTarget
	case len(t.Differs) > 0:
		t.Fate = FateDiffers
	}
	return t
}

// LiesIn tells whether a place is the other or lies in it, by their Kemendagri codes.
func LiesIn(place, in string) bool {
	return in != "" && (place == in || strings.HasPrefix(place, in+"."))
}

// SendsTo tells whether a rule of the desk may send to a unit: an open one below it, and for the national desk an
// agency itself, unless the national desk acts in its stead.
func (t *Tree) SendsTo(desk, to ID) bool {
	a, ok := t.Get(to)
	if !ok || !a.Active || to == desk || !t.Within(to, desk) {
		return false
	}
	return desk != t.root || a.Tier == 1 || t.Central(to)
}

// Put writes a rule into the set: in its place, or as the last when its ID is new.
func (s *CompetenceSet) Put(r CompetenceRule) {
	if i := s.find(r.ID); i >= 0 {
		s.Rules[i] = r
		return
	}
	s.Rules = append(s.Rules, r)
}

// Move moves a rule up (-1) or down (1) by one place; at an end it stays. It tells whether there is such a rule.
func (s *CompetenceSet) Move(id ID, by int) bool {
	i := s.find(id)
	if j := i + by; i >= 0 && j >= 0 && j < len(s.Rules) {
		s.Rules[i], s.Rules[j] = s.Rules[j], s.Rules[i]
	}
	return i >= 0
}

// Drop takes a rule out. It tells whether there was such a rule.
func (s *CompetenceSet) Drop(id ID) bool {
	i := s.find(id)
	if i >= 0 {
		s.Rules = slices.Delete(s.Rules, i, i+1)
	}
	return i >= 0
}

// Rule finds a rule by its ID.
func (s *CompetenceSet) Rule(id ID) (CompetenceRule, bool) {
	if i := s.find(id); i >= 0 {
		return s.Rules[i], true
	}
	return CompetenceRule{}, false
}

func (s *CompetenceSet) find(id ID) int {
	return slices.IndexFunc(s.Rules, func(r CompetenceRule) bool { return r.ID == id })
}

// CompetenceChange is one difference between two versions of a set.
type CompetenceChange struct {
	What CompetenceDo
	Rule CompetenceRule // as it is; of one that was dropped, as it was
	Was  CompetenceRule // of one that was changed, as it was
}

// CompetenceDo says what was done to a rule.
type CompetenceDo string

// What can be done to a rule.
const (
	RuleAdded   CompetenceDo = "added"
	RuleChanged CompetenceDo = "changed"
	RuleMoved   CompetenceDo = "moved"
	RuleDropped CompetenceDo = "dropped"
)

// Since tells what is otherwise than in an older version: in the order of the rules, what was dropped last.
func (s *CompetenceSet) Since(old CompetenceSet) []CompetenceChange {
	var out []CompetenceChange
	kept := slices.DeleteFunc(slices.Clone(old.Rules), func(r CompetenceRule) bool { return s.find(r.ID) < 0 })
	place := 0
	for _, r := range s.Rules {
		was, ok := old.Rule(r.ID)
		switch {
		case !ok:
			out = append(out, CompetenceChange{What: RuleAdded, Rule: r})
			continue
		case was != r:
			out = append(out, CompetenceChange{What: RuleChanged, Rule: r, Was: was})
		case kept[place].ID != r.ID:
			out = append(out, CompetenceChange{What: RuleMoved, Rule: r, Was: was})
		}
		place++
	}
	for _, r := range old.Rules {
		if s.find(r.ID) < 0 {
			out = append(out, CompetenceChange{What: RuleDropped, Rule: r})
		}
	}
	return out
}
