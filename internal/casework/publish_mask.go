package casework

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// publicField is one of the texts of a public version, by the name under which its masks are kept.
type publicField struct{ name, text string }

func publicFields(title, body, place string) [3]publicField {
	return [3]publicField{{"title", title}, {"body", body}, {"place", place}}
}

// masks tells what was covered in a public version and by whom, and what was found and is published all the same.
// Errors: invalid "found" when something is found and nobody said why it should be published, "found_why" when what was
// said says nothing.
func (c *Casework) masks(ctx context.Context, tx *sqldb.Tx, r *civic.Report, p *store.Publication, why string) ([]store.Mask, error) {
	why = civic.TidyText(why)
	fields := publicFields(p.Title, p.Body, p.Place)
	var left []store.Mask
	for _, f := range fields {
		for _, x := range triage.Find(f.text) {
			left = append(left, store.Mask{Field: f.name, Kind: string(x.Kind), At: utf8.RuneCountInString(f.text[:x.From]), Officer: p.Officer, When: p.At, Reason: why})
		}
	}
	switch {
	case len(left) > 0 && why == "":
		return nil, civic.Invalid("found", "error.found", "n", len(left), "where", whereFound(left))
	case len(left) > 0 && !civic.SaysWhy(why):
		return nil, civic.Invalid("found_why", "error.found_why", "min", civic.MinReason)
	case utf8.RuneCountInString(why) > civic.MaxFact:
		return nil, civic.Invalid("found_why", "error.too_long", "max", civic.MaxFact)
	}
	var covered []store.Mask
	for _, f := range fields {
		for _, x := range triage.CoveredIn(f.text) {
			covered = append(covered, store.Mask{Field: f.name, Kind: string(x.Kind), At: x.At, Covered: true, Officer: p.Officer, When: p.At})
		}
	}
	if len(covered) > 0 {
		earlier, err := c.coveredEarlier(ctx, tx, r, p.Version-1)
		if err != nil {
			return nil, err
		}
		credit(covered, earlier)
	}
	return append(covered, left...), nil
}

// whereFound names kind and place, for programs that publish: "body 17 NIK". The words are the asker's own.
func whereFound(left []store.Mask) string {
	var out []string
	for _, m := range left {
		out = append(out, fmt.Sprintf("%s %d %s", m.Field, m.At, m.Kind))
	}
	return strings.Join(out, ", ")
}

// coveredEarlier lists what was covered before: in the public version before this one, else by the reporter.
func (c *Casework) coveredEarlier(ctx context.Context, tx *sqldb.Tx, r *civic.Report, version int) ([]store.Mask, error) {
	if version > 0 {
		return c.store.MasksOf(ctx, tx, r.ID, version)
	}
	t, err := c.store.TextOf(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	var out []store.Mask
	for _, f := range publicFields(t.Title, t.Body, t.Place) {
		for _, x := range triage.CoveredIn(f.text) {
			out = append(out, store.Mask{Field: f.name, Kind: string(x.Kind), Covered: true, When: store.Micros(r.ReceivedAt)})
		}
	}
	return out, nil
}

// credit gives each cover to whoever made it first: the n-th of a kind in a field is the n-th of before.
func credit(now, before []store.Mask) {
	type place struct{ field, kind string }
	seen := map[place]int{}
	for i := range now {
		m := &now[i]
		nth := seen[place{m.Field, m.Kind}]
		seen[place{m.Field, m.Kind}]++
		for _, b := range before {
			if !b.Covered || b.Field != m.Field || b.Kind != m.Kind {
				continue
			}
			if nth == 0 {
				m.Officer, m.When = b.Officer, b.When
				break
			}
			nth--
		}
	}
}
