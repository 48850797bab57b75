package directory

import (
	"context"
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// ReturnLimit says how many returns are too many from a day on.
type ReturnLimit = store.ReturnLimit

// Gap is a pair of offices that both said of reports that they are not theirs: what a rule of competence should settle.
type Gap struct {
	ID     civic.ID
	Desk   civic.ID // had to decide; a rule of its own would have
	A, B   civic.ID
	Topic  civic.ID // 0: none
	Region string   // regency or city, "" for none
	N      int64
	Last   time.Time
	Code   civic.TrackingCode // of the last report, "" where the officer may not read it
}

// GapPlace is where a page of gaps begins: after the one with this number and id. Zero: at the first.
type GapPlace struct {
	N  int64
	ID civic.ID
}

// Gaps lists the pairs between which the desk and those below it had to decide, the most frequent first; more tells
// whether there is another page. Errors: not_found for whoever does not lead the desk.
func (d *Directory) Gaps(ctx context.Context, who civic.Actor, desk civic.ID, after GapPlace, limit int) (out []Gap, more bool, err error) {
	if err := d.leads(ctx, who, desk); err != nil {
		return nil, false, err
	}
	all, err := d.store.Gaps(ctx, d.store.DB, store.GapPage{Desk: desk, AfterN: after.N, AfterID: after.ID, Limit: limit + 1})
	if err != nil {
		return nil, false, err
	}
	if more = len(all) > limit; more {
		all = all[:limit]
	}
	codes, err := d.readable(ctx, who, all)
	if err != nil {
		return nil, false, err
	}
	for _, g := range all {
		out = append(out, Gap{ID: g.ID, Desk: g.Desk, A: g.A, B: g.B, Topic: g.Topic, Region: g.Region, N: g.N, Last: store.Moment(g.Last), Code: codes[g.Report]})
	}
	return out, more, nil
}

// readable finds the codes of the last reports that the officer may read. A secret one counts and is not named.
func (d *Directory) readable(ctx context.Context, who civic.Actor, all []store.Gap) (map[civic.ID]civic.TrackingCode, error) {
	var ids []civic.ID
	for _, g := range all {
		ids = append(ids, g.Report)
	}
	codes := map[civic.ID]civic.TrackingCode{}
	reports, err := d.store.ReportsByIDs(ctx, d.store.DB, ids)
	if err != nil {
		return nil, err
	}
	t := d.Map(ctx).Tree
	for _, r := range reports {
		if who.InScope(t, &r) && civic.Look(t, who, &r).Text {
			codes[r.ID] = r.Code
		}
	}
	return codes, nil
}

// AddReturnLimit says how many returns are too many from a day on. Errors: forbidden, invalid with the field.
func (d *Directory) AddReturnLimit(ctx context.Context, who civic.Actor, l ReturnLimit) error {
	if err := national(who); err != nil {
		return err
	}
	if l.N < civic.LeastReturns || l.N > civic.MostReturns {
		return civic.Invalid("n", "error.return_limit", "min", civic.LeastReturns, "max", civic.MostReturns)
	}
	if err := d.begins("effective_from", l.From); err != nil {
		return err
	}
	l.ID, l.Source = d.store.NewID(d.now()), strings.TrimSpace(l.Source)
	if d.lastLimit(ctx, l) {
		return nil // sent twice
	}
	return d.change(ctx, who, "return_limit", l.ID.String(), nil, l, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.InsertReturnLimit(tx, l)
		return nil
	})
}

// lastLimit tells whether the very same limit was the last one written for its day.
func (d *Directory) lastLimit(ctx context.Context, l ReturnLimit) bool {
	var last ReturnLimit
	for _, x := range d.Map(ctx).Ref.Limits {
		if x.From == l.From && x.ID > last.ID {
			last = x
		}
	}
	last.ID = l.ID
	return last == l
}

// ReturnLimits lists how many returns were, are and will be too many, the oldest first. Errors: forbidden.
func (d *Directory) ReturnLimits(ctx context.Context, who civic.Actor) ([]ReturnLimit, error) {
	if err := national(who); err != nil {
		return nil, err
	}
	return d.Map(ctx).Ref.Limits, nil
}

// SaveHours says when an office is open; zero hours are those of the desk above. Errors: not_found for whoever does not
// lead it, invalid with the field.
func (d *Directory) SaveHours(ctx context.Context, who civic.Actor, desk civic.ID, h civic.OfficeHours) error {
	a, err := d.StatedAgency(ctx, who, desk)
	if err != nil || a.Hours == h {
		return err
	}
	a.Hours = h
	_, err = d.SaveAgency(ctx, who, a)
	return err
}

// StatedAgency is an agency as it is stored, without what it has from above. Errors: not_found for whoever does not lead it.
func (d *Directory) StatedAgency(ctx context.Context, who civic.Actor, desk civic.ID) (civic.Agency, error) {
	m := d.Map(ctx)
	i := slices.IndexFunc(m.Ref.Agencies, func(a civic.Agency) bool { return a.ID == desk })
	if i < 0 || !who.MayAdminister(m.Tree, desk) {
		return civic.Agency{}, civic.NotFound("error.not_found")
	}
	return m.Ref.Agencies[i], nil
}
