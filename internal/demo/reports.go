package demo

import (
	"fmt"
	"sort"
	"strings"

	"tuntas/internal/civic"
)

// generator tells reports from situations.
type generator struct {
	dice   dice
	words  words
	people people
	tree   *tree
	deck   []situation // situations, each as often as it weighs, mixed
	next   int
	bodies map[string]bool // texts already used
	told   map[string]int  // how often an agency has said a usual text
}

// Reports tells the 500 sample reports, oldest first. Two calls of the same
// build return the same. The error names the file and line of broken data.
func Reports() ([]Report, error) {
	g, err := newGenerator()
	if err != nil {
		return nil, err
	}
	var all []Report
	for _, state := range civic.States() {
		for range shares()[state] {
			r, err := g.report(state, len(all)+1)
			if err != nil {
				return nil, err
			}
			all = append(all, r)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].Age != all[j].Age {
			return all[i].Age > all[j].Age
		}
		return all[i].Minute < all[j].Minute
	})
	for i := range all {
		all[i].Ref = fmt.Sprintf("demo-%03d", i+1)
	}
	return all, nil
}

func newGenerator() (*generator, error) {
	g := &generator{dice: dice{state: 17081945}, bodies: map[string]bool{}, told: map[string]int{}}
	var err error
	if g.words, err = loadWords(); err != nil {
		return nil, err
	}
	if g.people, err = loadPeople(); err != nil {
		return nil, err
	}
	if g.tree, err = loadTree(); err != nil {
		return nil, err
	}
	all, err := situations()
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		for range s.weight {
			g.deck = append(g.deck, s)
		}
	}
	shuffle(&g.dice, g.deck)
	return g, nil
}

// draw takes the next situation from the deck that can end in the state.
func (g *generator) draw(state civic.State, withdrawn bool) situation {
	for {
		s := g.deck[g.next%len(g.deck)]
		g.next++
		if fits(s, state, withdrawn) {
			return s
		}
	}
}

// fits says whether a situation holds the words that a state needs.
func fits(s situation, state civic.State, withdrawn bool) bool {
	switch state {
	case civic.Archived:
		return withdrawn && s.place == "gang" || !withdrawn && s.archiveReason != ""
	case civic.Submitted:
		return true
	case civic.InfoNeeded:
		return s.holdText != ""
	case civic.Escalated:
		return s.reopen != ""
	default:
		return s.archiveReason == ""
	}
}

// report tells one report in the wanted state.
func (g *generator) report(state civic.State, n int) (Report, error) {
	for range 200 {
		sc := g.stage(g.draw(state, state == civic.Archived && n%5 == 0))
		title, body := g.citizenText(&sc)
		if g.bodies[body] {
			continue
		}
		g.bodies[body] = true
		return g.finish(sc, state, title, body, n), nil
	}
	return Report{}, fmt.Errorf("demo: no new text for a report in state %s", state)
}

func (g *generator) finish(sc scene, state civic.State, title, body string, n int) Report {
	d := &g.dice
	r := Report{Situation: sc.id, Class: asSent(sc.class), Topic: sc.topic, Title: title, Body: body, PlaceText: sc.placeText(),
		Region: sc.region, Desk: sc.holder, State: state, Minute: d.between(6*60, 22*60), OccurredDays: pick(d, []int{0, 0, 1, 1, 2, 3})}
	if sc.whereless() {
		r.Region = regencyOf(sc.region)
	}
	g.privacy(&r, sc, n)
	r.NamedAgency = g.named(sc)
	p := &path{g: g, sc: &sc, entry: g.tree.entry(r.NamedAgency)}
	rest := p.tell(state)
	r.Steps, r.Age = p.steps, p.day+d.between(rest.from, rest.to)
	return r
}

// regencyOf cuts a region code to its regency or city.
func regencyOf(region string) string {
	parts := strings.SplitN(region, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// named says which agency the reporter chose: about two in five know it.
func (g *generator) named(sc scene) string {
	chain := g.tree.chain(sc.holder)
	if len(chain) == 0 || !g.dice.chance(38) || !g.tree.has(chain[0], civic.RoleAgencyAdmin) {
		return ""
	}
	return chain[0]
}

// asSent undoes what only an officer may find.
func asSent(c civic.Class) civic.Class {
	if c == civic.ComplaintOversight {
		return civic.Complaint
	}
	return c
}

// privacy sets the flags and the person.
func (g *generator) privacy(r *Report, sc scene, n int) {
	d := &g.dice
	r.Secret = sc.secret && d.chance(85) || d.chance(3)
	r.Anonymous = sc.anonymous && d.chance(80) || d.chance(13)
	r.ShowName = !r.Anonymous && !r.Secret && d.chance(14)
	r.Reporter = g.people.reporter(d, sc.key, n)
	if r.Anonymous && d.chance(55) {
		r.Reporter.Name = ""
	}
}
