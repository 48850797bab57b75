package casework

import (
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// AuditSample is a sample of closed reports.
type AuditSample = store.Sample

// SampleOrder says of which closed reports a sample is to be drawn.
type SampleOrder struct {
	Name     string
	From, To civic.Date // closed on these days, both included
	Agency   civic.ID   // by this office or one below it; 0 any
	Topic    civic.ID   // about it or what is below it; 0 any
	Size     int
	Seed     int64 // 0: one is thrown
}

// The most that drawing looks at: a period with more closed reports than samplePool is drawn in two stages, days first,
// sampleDays of them with at most Horizon reports each. So the work is bounded however many reports there are.
const (
	samplePool = 100_000
	sampleDays = 30
)

// audits refuses everybody but supervisors.
func audits(who civic.Actor) error {
	switch {
	case !who.IsOfficer():
		return civic.Unauthenticated("error.sign_in_first")
	case who.Role != civic.RoleSupervisor:
		return civic.Forbidden("error.forbidden")
	}
	return nil
}

// DrawSample draws closed reports of the supervisor's remit at random, each as likely as any other, and keeps which ones.
// The same seed draws the same ones as long as the same reports are there. Errors: unauthenticated, forbidden, invalid with
// the field, conflict when nothing was closed there.
func (c *Casework) DrawSample(ctx context.Context, who civic.Actor, o SampleOrder) (AuditSample, error) {
	if err := audits(who); err != nil {
		return AuditSample{}, err
	}
	m, now := c.atlas.Current(ctx), c.now()
	if err := c.checkOrder(m, who, &o); err != nil {
		return AuditSample{}, err
	}
	if o.Seed == 0 {
		var b [8]byte
		_, _ = crand.Read(b[:]) // never fails: it ends the process instead
		o.Seed = int64(binary.LittleEndian.Uint64(b[:]) >> 12)
	}
	x := AuditSample{ID: c.store.NewID(now), Desk: who.Desk, Officer: who.Officer, Remit: store.RemitText(m.RemitSaid(who.Post, civic.DateOf(now, civic.WIB))), Name: o.Name,
		From: o.From, To: o.To, Agency: o.Agency, Topic: o.Topic, Size: o.Size, Seed: o.Seed, At: store.Micros(now)}
	dice := rand.New(rand.NewPCG(uint64(o.Seed), 0)) //nolint:gosec // a sample has to be drawn the same again
	pool, days, err := c.pool(ctx, m, who, &o, dice)
	if err != nil {
		return x, err
	}
	if len(pool) == 0 {
		return x, civic.Conflict("error.sample_empty")
	}
	slices.Sort(pool)
	dice.Shuffle(len(pool), func(i, k int) { pool[i], pool[k] = pool[k], pool[i] })
	places, err := c.places(ctx, m, who, pool[:min(o.Size, len(pool))])
	if err != nil {
		return x, err
	}
	x.Found, x.Days, x.Drawn = len(pool), days, len(places)
	return x, c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.InsertSample(tx, &x, places)
		return nil
	})
}

func (c *Casework) checkOrder(m *atlas.Map, who civic.Actor, o *SampleOrder) error {
	o.Name = civic.TidyText(o.Name)
	_, known := m.Topic(o.Topic)
	switch {
	case !civic.HasWords(o.Name):
		return civic.Invalid("name", "error.sample_name")
	case utf8.RuneCountInString(o.Name) > MaxViewName:
		return civic.Invalid("name", "error.too_long", "max", MaxViewName)
	case o.From.IsZero():
		return civic.Invalid("from", "error.date_needed")
	case o.To.IsZero():
		return civic.Invalid("to", "error.date_needed")
	case civic.DateOf(c.now(), civic.WIB).Before(o.To):
		return civic.Invalid("to", "error.sample_future")
	case o.To.Before(o.From):
		return civic.Invalid("to", "error.sample_period")
	case o.From.AddDays(civic.MaxSampleDays).Before(o.To):
		return civic.Invalid("to", "error.sample_long", "max", civic.MaxSampleDays)
	case o.Size < 1 || o.Size > civic.MaxSample:
		return civic.Invalid("size", "error.sample_size", "max", civic.MaxSample)
	case o.Agency != 0 && !m.Tree.Within(o.Agency, who.Desk):
		return civic.Invalid("agency_id", "error.agency_unknown")
	case o.Topic != 0 && !known:
		return civic.Invalid("topic_id", "error.topic_unknown")
	}
	return nil
}

// pool collects among which reports is drawn: all of the period, or those of some days of it when there are too many; days
// is how many that were, 0 for all.
func (c *Casework) pool(ctx context.Context, m *atlas.Map, who civic.Actor, o *SampleOrder, dice *rand.Rand) (pool []civic.ID, days int, err error) {
	s, err := c.sieve(m, who, &Narrow{Topic: o.Topic})
	if err != nil {
		return nil, 0, err
	}
	f := store.InboxFilter{Desk: who.Desk, Queue: civic.QueueDone, State: civic.Closed, Sieve: s, Limit: samplePool}
	if o.Agency != 0 {
		f.Desk = o.Agency
	}
	span := func(from, to civic.Date) {
		f.DueFrom, f.DueTo, f.EndDue, f.EndID = store.Micros(from.Start(civic.WIB)), store.Micros(to.AddDays(1).Start(civic.WIB)), 0, 0
	}
	span(o.From, o.To)
	_, beyond, err := c.store.InboxHorizon(ctx, f, samplePool)
	if err != nil {
		return nil, 0, err
	}
	if !beyond {
		pool, err = c.store.InboxIDs(ctx, f)
		return pool, 0, err
	}
	var all []civic.Date
	for d := o.From; !o.To.Before(d); d = d.AddDays(1) {
		all = append(all, d)
	}
	dice.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	f.Limit = Horizon
	for _, d := range all[:min(sampleDays, len(all))] {
		span(d, d)
		edge, beyond, err := c.store.InboxHorizon(ctx, f, Horizon)
		if err != nil {
			return nil, 0, err
		}
		if beyond {
			f.EndDue, f.EndID = edge.DueAt, edge.ID
		}
		some, err := c.store.InboxIDs(ctx, f)
		if err != nil {
			return nil, 0, err
		}
		pool, days = append(pool, some...), days+1
	}
	return pool, days, nil
}

// places numbers the reports that were drawn, with who held them.
func (c *Casework) places(ctx context.Context, m *atlas.Map, who civic.Actor, drawn []civic.ID) ([]store.SamplePlace, error) {
	held := map[civic.ID]civic.ID{}
	for chunk := range slices.Chunk(drawn, remindChunk) {
		some, err := c.store.ReportsByIDs(ctx, c.store.DB, chunk)
		if err != nil {
			return nil, err
		}
		for i := range some {
			if who.InScope(m.Tree, &some[i]) { // it may have moved since it was found
				held[some[i].ID] = some[i].Holder
			}
		}
	}
	var out []store.SamplePlace
	for _, id := range drawn {
		if desk, ok := held[id]; ok {
			out = append(out, store.SamplePlace{Place: len(out) + 1, Report: id, Agency: desk})
		}
	}
	return out, nil
}

// Samples lists the samples that the supervisor may know of, the newest first: the own ones, and those that colleagues of the
// desk drew with the same remit; who reads everything there knows of all. Errors: unauthenticated, forbidden.
func (c *Casework) Samples(ctx context.Context, who civic.Actor, before civic.ID, limit int) (page Page[AuditSample], err error) {
	if err := audits(who); err != nil {
		return page, err
	}
	f := c.samplesOf(ctx, who)
	f.Before, f.Limit = before, clamp(limit)
	page.Rows, err = c.store.Samples(ctx, c.store.DB, f)
	if page.More = len(page.Rows) > f.Limit; page.More {
		page.Rows = page.Rows[:f.Limit]
	}
	return page, err
}

func (c *Casework) samplesOf(ctx context.Context, who civic.Actor) store.SampleFilter {
	said := c.atlas.Current(ctx).RemitSaid(who.Post, civic.DateOf(c.now(), civic.WIB))
	return store.SampleFilter{Desk: who.Desk, Officer: who.Officer, Remit: store.RemitText(said), All: said.All()}
}

// auditSample loads one that the supervisor may know of. Errors: unauthenticated, forbidden, not_found.
func (c *Casework) auditSample(ctx context.Context, who civic.Actor, id civic.ID) (AuditSample, error) {
	if err := audits(who); err != nil {
		return AuditSample{}, err
	}
	f := c.samplesOf(ctx, who)
	f.ID, f.Limit = id, 1
	found, err := c.store.Samples(ctx, c.store.DB, f)
	if err == nil && (len(found) == 0 || id == 0) {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return AuditSample{}, err
	}
	return found[0], nil
}
