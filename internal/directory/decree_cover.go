package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Covered is how an agency stands with its decree and its coordinators.
type Covered = store.Covered

// Lack is what agencies are listed for.
type Lack = store.CoverLack

// What agencies can lack.
const (
	LackNothing     = store.LackNothing
	LackDecree      = store.LackDecree
	LackTime        = store.LackTime
	LackCoordinator = store.LackCoordinator
)

// Coverage lists the agencies right below the national desk, by name, after one: those that lack something, or all. A unit
// works under the decree of its agency, so it is not listed. For the national desk and supervisors, these in their remit.
// Errors: forbidden; invalid for a lack that is none.
func (d *Directory) Coverage(ctx context.Context, who civic.Actor, lack Lack, name string, after civic.ID, limit int) (out []Covered, more bool, err error) {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleSupervisor {
		return nil, false, civic.Forbidden("error.forbidden")
	}
	if !lack.Valid() {
		return nil, false, civic.Invalid("lack", "error.decree_lack")
	}
	scope, err := d.register(ctx, who)
	if err != nil {
		return nil, false, err
	}
	rule, err := d.DecreeRule(ctx)
	if err != nil {
		return nil, false, err
	}
	today := civic.DateOf(d.now(), civic.WIB)
	out, err = d.store.Cover(ctx, d.store.DB, &store.CoverQuery{Scope: scope, National: d.Map(ctx).Tree.National(), Lack: lack, Today: today, Soon: today.AddDays(rule.Soon()),
		Now: store.Micros(d.now()), Name: name, After: after, Limit: limit + 1})
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// Yearly is what an agency reported of a year.
type Yearly = store.Yearly

// Yearlies lists the yearly reports in sight, the newest entry first, before an entry. Errors: forbidden.
func (d *Directory) Yearlies(ctx context.Context, who civic.Actor, before civic.ID, limit int) (out []Yearly, more bool, err error) {
	scope, err := d.register(ctx, who)
	if err != nil {
		return nil, false, err
	}
	out, err = d.store.Yearlies(ctx, d.store.DB, scope, before, limit+1)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// YearlyOf is one yearly report. Errors: forbidden, not_found.
func (d *Directory) YearlyOf(ctx context.Context, who civic.Actor, id civic.ID) (Yearly, error) {
	scope, err := d.register(ctx, who)
	if err != nil {
		return Yearly{}, err
	}
	return d.store.Yearly(ctx, d.store.DB, scope, id)
}

// SaveYearly keeps what an agency reports of a year, in the place of what it reported of that year before.
// Errors: forbidden, not_found, invalid with the field.
func (d *Directory) SaveYearly(ctx context.Context, who civic.Actor, agency civic.ID, year int, file civic.DecreeFile) error {
	if err := d.mayRegisterOf(ctx, who, agency); err != nil {
		return err
	}
	last := civic.DateOf(d.now(), civic.WIB).Year
	switch {
	case year < firstYear || year > last:
		return civic.Invalid("year", "error.decree_year", "first", firstYear, "last", last)
	case file.Hash == "":
		return civic.Invalid("files", "error.decree_file")
	}
	var before any
	had, err := d.store.YearlyOf(ctx, d.store.DB, agency, year)
	switch {
	case err == nil:
		before = had
	case civic.KindOf(err) != civic.KindNotFound:
		return err
	}
	y := Yearly{ID: had.ID, Agency: agency, Year: year, File: file, By: who.Officer, At: store.Micros(d.now())}
	if y.ID == 0 {
		y.ID = d.store.NewID(d.now())
	}
	return d.change(ctx, who, "yearly_report", y.ID.String(), before, y, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SaveYearly(tx, &y)
		return nil
	})
}
