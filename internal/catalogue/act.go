package catalogue

import (
	"context"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Command is one step of a version.
type Command struct {
	Verb    service.Verb
	No      int // the version
	Version int // of the service that was read
	Reason  string
}

// May lists the steps that somebody may take with a version now. The verbs look again.
func May(who civic.Actor, h *Head) []service.Verb {
	return slices.DeleteFunc(service.Verbs(), func(v service.Verb) bool { return may(who, h, v) != nil })
}

// may refuses a step that does not begin where the version stands, or is not the actor's to take. Who submitted a version
// does not verify it.
func may(who civic.Actor, h *Head, v service.Verb) error {
	_, ok := service.Step(v, h.State)
	switch {
	case v.Judges() && !MayJudge(who), !MayWrite(who):
		return civic.Forbidden("error.forbidden")
	case !ok:
		return civic.Conflict("error.service_step")
	case v == service.Verify && who.Officer == h.Submitter:
		return civic.Forbidden("error.service_same_person")
	}
	return nil
}

// Act takes a step. Errors: forbidden; not_found for what is not theirs; conflict when somebody was faster or the version
// stands elsewhere; invalid with the field: a reason that says nothing, a note that is missing, components that are empty.
func (c *Catalogue) Act(ctx context.Context, who civic.Actor, id civic.ID, cmd Command) (Head, error) {
	scope, err := c.scope(ctx, who)
	if err != nil {
		return Head{}, err
	}
	s, err := c.store.Service(ctx, c.store.DB, scope, id)
	if err != nil {
		return Head{}, err
	}
	v, err := c.store.ServiceVersionOf(ctx, c.store.DB, id, cmd.No)
	if err != nil {
		return Head{}, err
	}
	if err := may(who, &v.ServiceHead, cmd.Verb); err != nil {
		return Head{}, err
	}
	cmd.Reason = strings.TrimSpace(civic.TidyText(cmd.Reason))
	if err := c.check(ctx, &s, &v, cmd); err != nil {
		return Head{}, err
	}
	doc, err := c.document(ctx, &v)
	if err != nil {
		return Head{}, err
	}
	was := v.ServiceHead
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		v.ServiceHead = was // the function may run twice
		if err := c.store.TurnService(ctx, tx, id, cmd.Version); err != nil {
			return err
		}
		return c.move(ctx, tx, who, &s, &v, cmd, doc)
	})
	return v.ServiceHead, err
}

// check looks at what a step asks for.
func (c *Catalogue) check(ctx context.Context, s *store.Service, v *store.ServiceVersion, cmd Command) error {
	switch {
	case len([]rune(cmd.Reason)) > MaxNote:
		return civic.Invalid("reason", "error.too_long", "max", MaxNote)
	case cmd.Verb.NeedsReason() && !civic.SaysWhy(cmd.Reason):
		return civic.Invalid("reason", "error.service_why", "min", civic.MinReason)
	case cmd.Verb == service.Publish && v.Delivery < service.Delivery:
		return civic.Invalid("delivery", "error.service_incomplete", "n", v.Delivery, "of", service.Delivery)
	case cmd.Verb == service.Submit && v.Note == "":
		_, has, err := c.store.ServiceInState(ctx, c.store.DB, s.ID, service.Published, service.Suspended)
		if err == nil && has {
			err = civic.Invalid("note", "error.service_note")
		}
		return err
	}
	if a, ok := c.atlas.Current(ctx).Tree.Get(s.Agency); cmd.Verb == service.Publish && (!ok || !a.Active) {
		return civic.Conflict("error.service_agency_shut")
	}
	return nil
}

// move writes a step and all that follows from it.
func (c *Catalogue) move(ctx context.Context, tx *sqldb.Tx, who civic.Actor, s *store.Service, v *store.ServiceVersion, cmd Command, doc *store.ServiceDoc) error {
	was := v.ServiceHead
	today := civic.DateOf(c.now(), civic.WIB)
	v.State, _ = service.Step(cmd.Verb, was.State)
	v.At, v.Reason = store.Micros(c.now()), cmd.Reason
	switch cmd.Verb {
	case service.Submit:
		v.Submitter = who.Officer
	case service.Verify:
		v.Verifier = who.Officer
	case service.Publish:
		v.From = today
		if err := c.supersede(ctx, tx, who, s.ID, today); err != nil {
			return err
		}
		c.store.PutServiceDoc(tx, doc)
	case service.Resume:
		c.store.PutServiceDoc(tx, doc)
	case service.Suspend:
		c.store.DropServiceDoc(tx, s.ID)
	case service.Withdraw:
		if was.State.InForce() {
			v.Until = today
			c.store.DropServiceDoc(tx, s.ID)
		}
	}
	c.store.MoveServiceVersion(tx, &v.ServiceHead)
	if err := c.log(tx, who, &was, &v.ServiceHead); err != nil {
		return err
	}
	if cmd.Verb == service.Return {
		return c.again(tx, who, s, v)
	}
	return nil
}

// again begins a new draft with the words of a version that was returned: what somebody has looked at is not written in.
func (c *Catalogue) again(tx *sqldb.Tx, who civic.Actor, s *store.Service, v *store.ServiceVersion) error {
	next := *v
	next.No, next.State, next.Submitter, next.Verifier = s.Newest+1, service.Draft, 0, 0
	next.From, next.Until = civic.Date{}, civic.Date{}
	c.store.InsertServiceVersion(tx, &next)
	return c.log(tx, who, nil, &next.ServiceHead)
}

// supersede ends the version that is in force the day before another one begins; never before it began itself.
func (c *Catalogue) supersede(ctx context.Context, tx *sqldb.Tx, who civic.Actor, id civic.ID, from civic.Date) error {
	old, ok, err := c.store.ServiceInState(ctx, tx, id, service.Published, service.Suspended)
	if err != nil || !ok {
		return err
	}
	was := old.ServiceHead
	old.State, old.At, old.Until = service.Superseded, store.Micros(c.now()), from.AddDays(-1)
	if old.Until.Before(old.From) {
		old.Until = old.From
	}
	c.store.MoveServiceVersion(tx, &old.ServiceHead)
	return c.log(tx, who, &was, &old.ServiceHead)
}
