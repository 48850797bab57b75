package catalogue

import (
	"context"
	"strings"
	"unicode"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// owners finds agencies by the names that records call them.
type owners struct {
	tree *civic.Tree
	tops map[string]civic.ID // agencies by name; 0 where two have the same
}

func ownersOf(t *civic.Tree) owners {
	o := owners{tree: t, tops: map[string]civic.ID{}}
	for _, id := range t.Children(t.National()) {
		o.put(o.tops, id)
	}
	return o
}

func (o owners) put(into map[string]civic.ID, id civic.ID) {
	a, _ := o.tree.Get(id)
	seen := map[string]bool{}
	for _, name := range []string{a.Name, a.ShortName, a.Code} {
		n := spoken(name)
		if n == "" || seen[n] {
			continue
		}
		seen[n] = true
		if _, taken := into[n]; taken {
			id = 0
		}
		into[n] = id
	}
}

// find is the agency of a record, or its unit where the record names one; a unit that is not in the tree is not found, so
// that nobody is given what another office promises.
func (o owners) find(w service.Owner) (civic.Agency, bool) {
	top := o.tops[spoken(w.Agency)]
	if top == 0 {
		return civic.Agency{}, false
	}
	if spoken(w.Unit) == "" || spoken(w.Unit) == spoken(w.Agency) {
		return o.tree.Get(top)
	}
	below := map[string]civic.ID{}
	for queue := o.tree.Children(top); len(queue) > 0; queue = queue[1:] {
		o.put(below, queue[0])
		queue = append(queue[:len(queue):len(queue)], o.tree.Children(queue[0])...)
	}
	id := below[spoken(w.Unit)]
	if id == 0 {
		return civic.Agency{}, false
	}
	return o.tree.Get(id)
}

// spoken is a name as names are compared: small letters and digits, single blanks, the usual shortenings written out.
func spoken(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		switch w {
		case "kab":
			words[i] = "kabupaten"
		case "prov":
			words[i] = "provinsi"
		case "kec":
			words[i] = "kecamatan"
		case "kel":
			words[i] = "kelurahan"
		case "pemkot":
			words[i] = "pemerintah kota"
		case "pemkab":
			words[i] = "pemerintah kabupaten"
		case "pemprov":
			words[i] = "pemerintah provinsi"
		}
	}
	return strings.Join(words, " ")
}

// HeldRecord is a record of an import whose owner nobody knows yet.
type HeldRecord = store.HeldService

// HeldRecords lists the holding area by owner, after an entry of it. more tells whether there is another page. Errors: forbidden.
func (c *Catalogue) HeldRecords(ctx context.Context, who civic.Actor, after HeldRecord, limit int) (out []HeldRecord, more bool, err error) {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleSystem {
		return nil, false, civic.Forbidden("error.forbidden")
	}
	out, err = c.store.HeldServices(ctx, c.store.DB, "", after, limit+1)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// mostReleased is how many records leave the holding area at once.
const mostReleased = 1000

// NameOwner says which agency the words of records mean, from now on, and takes those that were held for them in as drafts.
// Errors: forbidden; invalid with the field.
func (c *Catalogue) NameOwner(ctx context.Context, who civic.Actor, owner string, agency civic.ID, tell func(Row)) error {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleSystem {
		return civic.Forbidden("error.forbidden")
	}
	a, ok := c.atlas.Current(ctx).Tree.Get(agency)
	if !ok || a.Tier == 0 {
		return civic.Invalid("agency", "error.agency_unknown")
	}
	if owner = oneLine(owner); owner == "" {
		return civic.Invalid("owner", "error.name_needed")
	}
	err := c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.NameOwner(tx, owner, agency)
		now := c.now()
		c.store.LogChange(tx, store.Change{ID: c.store.NewID(now), At: store.Micros(now), Officer: who.Officer, Subject: "service_owner", SubjectID: owner,
			Before: "null", After: `"` + a.ID.String() + `"`})
		return nil
	})
	for err == nil {
		var held []HeldRecord
		if held, err = c.store.HeldServices(ctx, c.store.DB, owner, HeldRecord{}, mostReleased); err != nil || len(held) == 0 {
			break
		}
		err = c.takeHeld(ctx, who, held, tell)
	}
	return err
}

// takeHeld takes records in that were held, under the keys that they had.
func (c *Catalogue) takeHeld(ctx context.Context, who civic.Actor, held []HeldRecord, tell func(Row)) error {
	r := &importing{c: c, who: who, names: map[civic.ID][]named{}, tell: tell, owners: owners{tree: c.atlas.Current(ctx).Tree}}
	for i, h := range held {
		row := Row{Row: i + 1, ID: h.SourceID, Name: h.Name}
		e := serviceio.Entry{Source: []byte(h.Document)}
		s, err := e.Service()
		if err != nil {
			return err
		}
		a, err := r.owner(ctx, s)
		if err != nil {
			return err
		}
		if row, err = r.begin(ctx, row, [2]string{h.Source, h.SourceID}, a, e.Source); err != nil {
			return err
		}
		r.rows = append(r.rows, row)
	}
	return r.flush(ctx)
}
