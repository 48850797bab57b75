package catalogue

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// MaxNote is the most letters of a note about what is new, or of a reason.
const MaxNote = 1000

// MaxRecord is the most bytes of what one service promises.
const MaxRecord = 256 << 10

// System is by what other systems know services that began here.
const System = "tuntas"

// Writing is what an author writes.
type Writing struct {
	Service civic.ID         // 0: a new one
	Agency  civic.ID         // of a new one
	Version int              // of the service that was read
	Cells   []serviceio.Cell // what is said now; what is not among them stays
	Note    string           // what is new
}

// Write keeps a draft: of a new service, or the next version of one that is there. A version that others look at already is
// not written in. Errors: forbidden; not_found for what is not theirs; invalid with the field; conflict when somebody was
// faster, or a version waits.
func (c *Catalogue) Write(ctx context.Context, who civic.Actor, w Writing) (Head, error) {
	if !MayWrite(who) {
		return Head{}, civic.Forbidden("error.forbidden")
	}
	w.Note = strings.TrimSpace(civic.TidyText(w.Note))
	if len([]rune(w.Note)) > MaxNote {
		return Head{}, civic.Invalid("note", "error.too_long", "max", MaxNote)
	}
	for i := range w.Cells {
		w.Cells[i].Text = strings.TrimSpace(civic.TidyText(w.Cells[i].Text))
	}
	if w.Service == 0 {
		return c.begin(ctx, who, w)
	}
	scope, err := c.scope(ctx, who)
	if err != nil {
		return Head{}, err
	}
	s, err := c.store.Service(ctx, c.store.DB, scope, w.Service)
	if err != nil {
		return Head{}, err
	}
	base, open, err := c.base(ctx, &s)
	if err != nil {
		return Head{}, err
	}
	record, err := serviceio.Services().With(json.RawMessage(base.Document), w.Cells)
	if err != nil {
		return Head{}, err
	}
	return c.revise(ctx, who, &s, open, record, w)
}

// base is what the next words of a service begin with: the open draft, else what is in force, else the newest version; and
// the open one, if there is any.
func (c *Catalogue) base(ctx context.Context, s *store.Service) (base store.ServiceVersion, open *Head, err error) {
	base, ok, err := c.store.ServiceInState(ctx, c.store.DB, s.ID, service.Draft, service.Submitted, service.Verified)
	if err != nil {
		return base, nil, err
	}
	if ok {
		return base, &base.ServiceHead, nil
	}
	if base, ok, err = c.store.ServiceInState(ctx, c.store.DB, s.ID, service.Published, service.Suspended); err != nil || ok {
		return base, nil, err
	}
	base, err = c.store.ServiceVersionOf(ctx, c.store.DB, s.ID, s.Newest)
	return base, nil, err
}

// begin keeps the first draft of a new service.
func (c *Catalogue) begin(ctx context.Context, who civic.Actor, w Writing) (Head, error) {
	t := c.atlas.Current(ctx).Tree
	a, ok := t.Get(w.Agency)
	if !ok || !a.Active || a.Tier == 0 || who.Role != civic.RoleSystem && !t.Within(a.ID, who.Desk) {
		return Head{}, civic.Invalid("agency", "error.agency_unknown")
	}
	now := c.now()
	id := c.store.NewID(now)
	record, err := serviceio.Services().With(json.RawMessage(`{}`), append(ownerCells(t, a), w.Cells...))
	if err == nil {
		record, err = serviceio.Named(record, System, id.String())
	}
	if err != nil {
		return Head{}, err
	}
	if err := c.fits(record); err != nil {
		return Head{}, err
	}
	v, err := versionOf(id, 1, record)
	if err != nil {
		return Head{}, err
	}
	v.Agency, v.Author, v.At, v.Note = a.ID, who.Officer, store.Micros(now), w.Note
	s := store.Service{ID: id, Agency: a.ID, Source: System, SourceID: id.String(), Newest: 1, Version: 1, Created: store.Micros(now)}
	return v.ServiceHead, c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.InsertService(tx, &s)
		c.store.InsertServiceVersion(tx, v)
		return c.log(tx, who, nil, &v.ServiceHead)
	})
}

// ownerCells say in a record whose service it is.
func ownerCells(t *civic.Tree, a civic.Agency) []serviceio.Cell {
	root, _ := t.Get(t.RootAgency(a.ID))
	cells := []serviceio.Cell{{Name: "agency", Text: cmp.Or(root.Name, a.Name)}}
	if root.ID != a.ID {
		cells = append(cells, serviceio.Cell{Name: "unit", Text: a.Name})
	}
	return cells
}

func (c *Catalogue) fits(record json.RawMessage) error {
	if len(record) > MaxRecord {
		return civic.Invalid("name", "error.service_long", "max", MaxRecord>>10)
	}
	return nil
}

// revise keeps a record as the draft of a service: in the place of its open draft, or as its next version.
func (c *Catalogue) revise(ctx context.Context, who civic.Actor, s *store.Service, open *Head, record json.RawMessage, w Writing) (Head, error) {
	if w.Version != s.Version {
		return Head{}, civic.Conflict("error.service_changed")
	}
	if open != nil && open.State != service.Draft {
		return Head{}, civic.Conflict("error.service_waits")
	}
	if err := c.fits(record); err != nil {
		return Head{}, err
	}
	no := s.Newest + 1
	if open != nil {
		no = open.No
	}
	v, err := versionOf(s.ID, no, record)
	if err != nil {
		return Head{}, err
	}
	v.Agency, v.Author, v.At, v.Note = s.Agency, who.Officer, store.Micros(c.now()), w.Note
	return v.ServiceHead, c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := c.store.TurnService(ctx, tx, s.ID, w.Version); err != nil {
			return err
		}
		if open != nil {
			c.store.RewriteDraft(tx, v)
		} else {
			c.store.InsertServiceVersion(tx, v)
		}
		return c.log(tx, who, open, &v.ServiceHead)
	})
}

func oneLine(s string) string { return strings.Join(strings.Fields(civic.TidyText(s)), " ") }
