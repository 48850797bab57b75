package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Alike is a report that may be about the same, with what speaks for it.
type Alike struct {
	Report civic.Report
	Title  string
	Place  string
	Words  []string // in both, most telling first
	Meters int      // between them; -1 unknown
	Near   Nearness // by their regions, where the distance is unknown
	Days   int      // between them
	Before bool     // it came before the one it is compared with
	Topic  bool     // the same
	Score  float64  // 0 to 1
}

// Nearness is the smallest region that two reports share.
type Nearness string

// The regions that are small enough to be said.
const (
	NearVillage  Nearness = "village"
	NearDistrict Nearness = "district"
)

const (
	maxAlike    = 5   // of those offered
	alikePer    = 30  // newest reports of one digest
	alikeLooked = 40  // reports that are compared word by word
	alikeScore  = 0.3 // below which two reports only have a word or a street in common
	nearby      = 500 // metres within which the kind of matter is enough
	alikeYears  = 400 // days between them beyond which they are not the same
)

func spotOf(r *civic.Report, t *store.Text) triage.Spot {
	return triage.SpotOf(r.Region, r.Topic, t.Lat, t.Lng)
}

func termsOf(t *store.Text) []triage.Term {
	return triage.Terms(t.Whole())
}

// saidOf are the words about the matter, without those that only say where.
func saidOf(t *store.Text) []triage.Term {
	return triage.Terms(t.Title + "\n" + t.Body)
}

// Alike finds open reports that may be about the same as one that the officer is looking at: at most five, only such as the
// officer may read, and never a secret one. It reads a bounded number of index entries, however many reports there are.
// Errors: those of the database.
func (c *Casework) Alike(ctx context.Context, who civic.Actor, v *View) ([]Alike, error) {
	r := &v.Report
	if !who.IsOfficer() || !v.Sight.Text || r.State.Ended() || r.Follows() {
		return nil, nil
	}
	m := c.atlas.Current(ctx)
	terms, said, spot := termsOf(&v.Text), saidOf(&v.Text), spotOf(r, &v.Text)
	holder, _ := m.Tree.Get(r.Holder)
	hits, err := c.store.Alike(ctx, triage.Near(terms, spot, holder.Region), alikePer)
	if err != nil {
		return nil, err
	}
	rows, err := c.store.AlikeRows(ctx, likeliest(hits, r.ID))
	if err != nil {
		return nil, err
	}
	var out []Alike
	for i := range rows {
		x := &rows[i].Report
		if x.ID == r.ID || x.Secret || x.State.Ended() || x.Incident != 0 && x.Incident == r.Incident ||
			!who.InScope(m.Tree, x) || !civic.Look(m.Tree, who, x).Text {
			continue
		}
		if a := compare(r, terms, said, spot, &rows[i]); a.Score >= alikeScore {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	return oncePerIncident(out), nil
}

// likeliest are the reports that were hit most, the newest first among equals.
func likeliest(hits []civic.ID, own civic.ID) []civic.ID {
	n := map[civic.ID]int{}
	var ids []civic.ID
	for _, id := range hits {
		if id == own {
			continue
		}
		if n[id]++; n[id] == 1 {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b civic.ID) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(b, a)) })
	return ids[:min(len(ids), alikeLooked)]
}

// oncePerIncident keeps the best of each incident: whichever is merged with, the lead is the same.
func oncePerIncident(all []Alike) []Alike {
	seen := map[civic.ID]bool{}
	var out []Alike
	for _, a := range all {
		if id := a.Report.Incident; id != 0 {
			if seen[id] {
				continue
			}
			seen[id] = true
		}
		if out = append(out, a); len(out) == maxAlike {
			break
		}
	}
	return out
}

// compare says what speaks for two reports being about the same.
func compare(r *civic.Report, terms, said []triage.Term, spot triage.Spot, row *store.AlikeRow) Alike {
	x := &row.Report
	a := Alike{Report: *x, Title: row.Text.Title, Place: row.Text.Place, Meters: -1, Topic: r.Topic != 0 && r.Topic == x.Topic, Before: x.ReceivedAt.Before(r.ReceivedAt)}
	matter, words, telling := triage.Overlap(said, saidOf(&row.Text))
	whole, _, _ := triage.Overlap(terms, termsOf(&row.Text))
	text := min(whole, 2*matter) // where it is says whether it is the same one, but never by itself that it is the same
	a.Words = words[:min(len(words), 4)]
	apart := r.ReceivedAt.Sub(x.ReceivedAt).Abs()
	a.Days = int(apart / (24 * time.Hour))
	if a.Days > alikeYears {
		return a
	}
	score := 0.7*text + a.nearness(spot, spotOf(x, &row.Text)) + freshness(a.Days)
	if a.Topic {
		score += 0.08
	}
	// The same street is not the same matter, and the same kind of matter is not the same one.
	if matter < 0.08 || telling == 0 && (a.Meters < 0 || a.Meters > nearby) {
		score = min(score, alikeScore/2)
	}
	a.Score = max(0, min(1, score))
	return a
}

// nearness weighs the place: far away speaks against.
func (a *Alike) nearness(r, x triage.Spot) float64 {
	if r.Point && x.Point {
		d := triage.Meters(r, x)
		a.Meters = int(d)
		switch {
		case d <= 100:
			return 0.25
		case d <= 500:
			return 0.2
		case d <= 2000:
			return 0.08
		case d <= 5000:
			return -0.15
		default:
			return -0.3
		}
	}
	switch {
	case len(r.Region) >= 8 && len(x.Region) >= 8 && r.Region[:8] != x.Region[:8]:
		return -0.1
	case len(r.Region) >= 13 && r.Region == x.Region:
		a.Near = NearVillage
		return 0.14
	case len(r.Region) >= 8 && len(x.Region) >= 8:
		a.Near = NearDistrict
		return 0.08
	default:
		return 0
	}
}

func freshness(days int) float64 {
	switch {
	case days <= 3:
		return 0.08
	case days <= 21:
		return 0.05
	case days <= 90:
		return 0
	default:
		return -0.1
	}
}
