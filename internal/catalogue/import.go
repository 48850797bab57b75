package catalogue

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Taken says what became of a record of an import.
type Taken string

// What becomes of a record.
const (
	TakenNew     Taken = "new"
	TakenChanged Taken = "changed" // of a service that is there: its next version
	TakenSame    Taken = "same"    // it says what is here already
	TakenHeld    Taken = "held"    // nobody knows whose it is
	TakenWaits   Taken = "waits"   // a version of it waits for somebody; nothing was changed
	TakenRefused Taken = "refused"
)

// Takens lists all that there are, in the order in which they are told.
func Takens() []Taken {
	return []Taken{TakenNew, TakenChanged, TakenSame, TakenHeld, TakenWaits, TakenRefused}
}

// ImportOptions say how records are taken.
type ImportOptions struct {
	Source   string        // the system that they come from; empty: what a record says itself, else its owner
	Agency   string        // code of the agency that records without a known owner belong to; empty: they are held
	State    service.State // Draft, or Published: what the source has published is public here too, if it is complete
	Progress func(n int)
}

// Row is what became of one record.
type Row struct {
	Row     int
	ID      string // as the record is called in messages
	Name    string
	Taken   Taken
	Service civic.ID
	State   service.State
	Owner   string   // who offers it, in the words of the record; of what is held
	Likely  []string // names of services of the same agency that are nearly the same
	Err     error    // of what was refused
}

// rowsAtOnce is how many new services share a transaction.
const rowsAtOnce = 200

// Import takes records in. What is here already and says the same is left alone; what says something else becomes the next
// draft of its service. It tells of each record what became of it. Done again it changes nothing.
// Errors: forbidden for anybody but the system and the national desk; invalid for options.
func (c *Catalogue) Import(ctx context.Context, who civic.Actor, d serviceio.Document, o ImportOptions, tell func(Row)) error {
	if who.Role != civic.RoleSystem && who.Role != civic.RoleNationalAdmin {
		return civic.Forbidden("error.forbidden")
	}
	r := &importing{c: c, who: who, o: o, names: map[civic.ID][]named{}, seen: map[[2]string]bool{}, tell: tell}
	r.owners = ownersOf(c.atlas.Current(ctx).Tree)
	if o.Agency != "" {
		a, ok := c.atlas.Current(ctx).Tree.ByCode(o.Agency)
		if !ok || a.Tier == 0 {
			return civic.Invalid("agency", "error.agency_unknown")
		}
		r.fallback = a
	}
	for i := range d.Entries {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, r.flush(context.WithoutCancel(ctx)))
		}
		row, err := r.take(ctx, &d.Entries[i])
		if err != nil && civic.KindOf(err) != civic.KindInvalid {
			return errors.Join(err, r.flush(context.WithoutCancel(ctx)))
		}
		if err != nil {
			row.Taken, row.Err = TakenRefused, err
		}
		if r.rows = append(r.rows, row); len(r.pending) >= rowsAtOnce {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
		if o.Progress != nil {
			o.Progress(i + 1)
		}
	}
	return r.flush(ctx)
}

// importing is an import on its way.
type importing struct {
	c        *Catalogue
	who      civic.Actor
	o        ImportOptions
	owners   owners
	fallback civic.Agency
	names    map[civic.ID][]named // of the services of an agency, as far as it was met
	seen     map[[2]string]bool
	pending  []func(tx *sqldb.Tx) error
	rows     []Row // told once they are kept
	tell     func(Row)
}

type named struct {
	id   civic.ID
	name string
}

// flush keeps what waits, wholly or not at all, and tells of it.
func (r *importing) flush(ctx context.Context) error {
	work := r.pending
	r.pending = nil
	if len(work) > 0 {
		if err := r.c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			for _, fn := range work {
				if err := fn(tx); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	for _, row := range r.rows {
		r.tell(row)
	}
	r.rows = r.rows[:0]
	return nil
}

// take judges one record and says what becomes of it.
func (r *importing) take(ctx context.Context, e *serviceio.Entry) (Row, error) {
	row := Row{Row: e.Row, ID: serviceio.Known(e.Row, "")}
	s, err := e.Service()
	if err != nil {
		return row, err
	}
	row.ID, row.Name = serviceio.Known(e.Row, s.ID), titleOf(s)
	if err := r.c.fits(e.Source); err != nil {
		return row, err
	}
	key := r.key(s)
	if r.seen[key] {
		return row, civic.Invalid("id", "error.row_repeated")
	}
	r.seen[key] = true
	have, err := r.c.store.ServiceBySource(ctx, r.c.store.DB, key[0], key[1])
	switch {
	case err == nil:
		row.Service = have.ID
		row.Taken, row.State, err = r.known(ctx, &have, e.Source)
		return row, err
	case civic.KindOf(err) != civic.KindNotFound:
		return row, err
	}
	agency, err := r.owner(ctx, s)
	if err != nil {
		return row, err
	}
	if agency.ID == 0 {
		row.Taken, row.Owner = TakenHeld, s.Owner.Words()
		r.hold(key, row, e.Source)
		return row, nil
	}
	return r.begin(ctx, row, key, agency, e.Source)
}

// key is by what a record is known again: the system and its number there, else whoever offers it and its own number, else its name.
func (r *importing) key(s service.Service) [2]string {
	if s.Known.System != "" {
		return [2]string{s.Known.System, s.Known.ID}
	}
	source := cmp.Or(r.o.Source, s.Owner.Words(), r.o.Agency, "-")
	if s.ID != "" {
		return [2]string{source, s.ID}
	}
	return [2]string{source, "#" + digest(json.RawMessage(s.Owner.Key() + "\x00" + titleOf(s)))[:32]}
}

// owner finds whose service it is: as somebody has said before, by its names in the tree, else the agency of the options.
// None has the id 0.
func (r *importing) owner(ctx context.Context, s service.Service) (civic.Agency, error) {
	id, err := r.c.store.NamedOwner(ctx, r.c.store.DB, s.Owner.Words())
	if err != nil {
		return civic.Agency{}, err
	}
	if a, ok := r.owners.tree.Get(id); ok {
		return a, nil
	}
	if a, ok := r.owners.find(s.Owner); ok && !slices.Contains(service.Judge(s).Warnings, service.OwnerUnresolved) {
		return a, nil
	}
	return r.fallback, nil
}

// known compares a record with what is here of its service.
func (r *importing) known(ctx context.Context, s *store.Service, record json.RawMessage) (Taken, service.State, error) {
	base, open, err := r.c.base(ctx, s)
	if err != nil {
		return "", "", err
	}
	force, in, err := r.c.store.ServiceInState(ctx, r.c.store.DB, s.ID, service.Published, service.Suspended)
	if err != nil {
		return "", "", err
	}
	is := digest(record)
	switch {
	case base.Digest == is:
		return TakenSame, base.State, nil
	case in && force.Digest == is:
		return TakenSame, force.State, nil
	case open != nil && open.State != service.Draft:
		return TakenWaits, open.State, nil
	}
	h, err := r.c.revise(ctx, r.who, s, open, record, Writing{Service: s.ID, Version: s.Version, Note: importNote})
	if err != nil || r.o.State != service.Published || h.Delivery < service.Delivery || in && force.State == service.Suspended {
		return TakenChanged, h.State, err
	}
	h, err = r.c.release(ctx, r.who, s.ID, h.No)
	return TakenChanged, h.State, err
}

// importNote says in the history where a version comes from.
const importNote = "Diperbarui dari sumber impor."

// hold queues a record for the holding area.
func (r *importing) hold(key [2]string, row Row, record json.RawMessage) {
	h := &store.HeldService{Source: key[0], SourceID: key[1], Owner: row.Owner, Name: row.Name, Document: string(record), At: store.Micros(r.c.now())}
	r.pending = append(r.pending, func(tx *sqldb.Tx) error {
		r.c.store.HoldService(tx, h)
		return nil
	})
}

// begin queues a new service.
func (r *importing) begin(ctx context.Context, row Row, key [2]string, agency civic.Agency, record json.RawMessage) (Row, error) {
	c := r.c
	now := c.now()
	id := c.store.NewID(now)
	v, err := versionOf(id, 1, record)
	if err != nil {
		return row, err
	}
	v.Agency, v.Author, v.At = agency.ID, r.who.Officer, store.Micros(now)
	if row.Likely, err = r.likely(ctx, agency.ID, id, v.Name); err != nil {
		return row, err
	}
	var doc *store.ServiceDoc
	if r.o.State == service.Published && v.Delivery == service.Delivery && agency.Active {
		v.State, v.From = service.Published, civic.DateOf(now, civic.WIB)
		if doc, err = c.document(ctx, v); err != nil {
			return row, err
		}
	}
	s := &store.Service{ID: id, Agency: agency.ID, Source: key[0], SourceID: key[1], Newest: 1, Version: 1, Created: store.Micros(now)}
	row.Taken, row.Service, row.State = TakenNew, id, v.State
	r.pending = append(r.pending, func(tx *sqldb.Tx) error {
		c.store.InsertService(tx, s)
		c.store.InsertServiceVersion(tx, v)
		if doc != nil {
			c.store.PutServiceDoc(tx, doc)
		}
		c.store.ReleaseService(tx, key[0], key[1])
		return c.log(tx, r.who, nil, &v.ServiceHead)
	})
	return row, nil
}

// mostNames is with how many services of its agency a new one is compared.
const mostNames = 1000

// likely names the services of an agency that a name is like, and remembers the name.
func (r *importing) likely(ctx context.Context, agency, id civic.ID, name string) (like []string, err error) {
	have, met := r.names[agency]
	if !met {
		all, err := r.c.store.NamesOfServices(ctx, r.c.store.DB, agency, mostNames)
		if err != nil {
			return nil, err
		}
		for i := range all {
			have = append(have, named{all[i].Service, all[i].Name})
		}
	}
	for _, n := range have {
		if service.Likeness(n.name, name) > service.NearDuplicate {
			like = append(like, n.name)
		}
	}
	if len(have) < mostNames {
		have = append(have, named{id, name})
	}
	r.names[agency] = have
	return like, nil
}

// release publishes a draft that an import has just written: its source has published it, so that nobody here verifies it.
func (c *Catalogue) release(ctx context.Context, who civic.Actor, id civic.ID, no int) (Head, error) {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return Head{}, err
	}
	s, err := c.store.Service(ctx, c.store.DB, scope, id)
	if err != nil {
		return Head{}, err
	}
	v, err := c.store.ServiceVersionOf(ctx, c.store.DB, id, no)
	if err != nil {
		return Head{}, err
	}
	doc, err := c.document(ctx, &v)
	if err != nil {
		return Head{}, err
	}
	was := v.ServiceHead
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := c.store.TurnService(ctx, tx, id, s.Version); err != nil {
			return err
		}
		v.ServiceHead = was
		v.State = service.Verified // as its source says
		return c.move(ctx, tx, who, &s, &v, Command{Verb: service.Publish}, doc)
	})
	return v.ServiceHead, err
}
