package directory

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// register is which agencies somebody may see the decrees and yearly reports of: the national desk all, a coordinator the own
// agency and those below, a supervisor those of the remit. Errors: forbidden for everybody else.
func (d *Directory) register(ctx context.Context, who civic.Actor) (store.AgencyScope, error) {
	switch who.Role {
	case civic.RoleNationalAdmin:
		return store.AgencyScope{Desk: d.Map(ctx).Tree.National()}, nil
	case civic.RoleAgencyAdmin, civic.RoleSupervisor:
		return store.AgencyScope{Desk: who.Desk, Remit: who.Remit}, nil
	default:
		return store.AgencyScope{}, civic.Forbidden("error.forbidden")
	}
}

// MayRegister refuses whoever enters neither decrees nor yearly reports. A file is read after it only. Errors: forbidden.
func (d *Directory) MayRegister(who civic.Actor) error {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleAgencyAdmin {
		return civic.Forbidden("error.forbidden")
	}
	return nil
}

// mayRegisterOf is MayRegister for one agency. Errors: forbidden; not_found for an agency that is not theirs.
func (d *Directory) mayRegisterOf(ctx context.Context, who civic.Actor, agency civic.ID) error {
	if err := d.MayRegister(who); err != nil {
		return err
	}
	t := d.Map(ctx).Tree
	if _, ok := t.Get(agency); !ok || !who.MayAdminister(t, agency) {
		return civic.NotFound("error.not_found")
	}
	return nil
}

// Decrees lists the register, newest entry first, before an entry, of all agencies in sight or of one; without the teams.
// more tells whether there is another page. Errors: forbidden.
func (d *Directory) Decrees(ctx context.Context, who civic.Actor, agency, before civic.ID, limit int) (out []civic.Decree, more bool, err error) {
	scope, err := d.register(ctx, who)
	if err != nil {
		return nil, false, err
	}
	out, err = d.store.Decrees(ctx, d.store.DB, scope, agency, before, limit+1)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// DecreeOf is one decree with its team. Errors: forbidden, not_found.
func (d *Directory) DecreeOf(ctx context.Context, who civic.Actor, id civic.ID) (civic.Decree, error) {
	scope, err := d.register(ctx, who)
	if err != nil {
		return civic.Decree{}, err
	}
	return d.store.Decree(ctx, d.store.DB, scope, id)
}

// DecreeRule is how many days before a decree ends its agency is warned now.
func (d *Directory) DecreeRule(ctx context.Context) (civic.DecreeRule, error) {
	all, err := d.store.DecreeRules(ctx, d.store.DB)
	return civic.DecreeRuleOn(all, civic.DateOf(d.now(), civic.WIB)), err
}

// SaveDecree registers a decree, or changes one that is there; x.Version is that of the decree that was read. A decree that x
// replaces ends the day before x begins. Members with an address are officers of the agency or below it.
// Errors: forbidden, not_found, invalid with the field, conflict when it changed or the number is there already.
func (d *Directory) SaveDecree(ctx context.Context, who civic.Actor, x civic.Decree) (civic.Decree, error) {
	if err := d.MayRegister(who); err != nil {
		return x, err
	}
	var before any
	var had civic.Decree
	if x.ID != 0 {
		var err error
		if had, err = d.DecreeOf(ctx, who, x.ID); err != nil {
			return x, err
		}
		before = had
		x.Agency, x.By, x.At, x.Withdrawn, x.Why, x.Replaces = had.Agency, had.By, had.At, had.Withdrawn, had.Why, had.Replaces
		if x.File.Hash == "" {
			x.File = had.File
		}
	}
	if err := d.mayRegisterOf(ctx, who, x.Agency); err != nil {
		return x, err
	}
	if err := d.checkDecree(ctx, &x, had.Team); err != nil {
		return x, err
	}
	old, cut, err := d.replaced(ctx, who, &x)
	if err != nil {
		return x, err
	}
	read := x.Version
	if x.Version++; x.ID == 0 {
		x.ID, x.By, x.At, x.Version = d.store.NewID(d.now()), who.Officer, store.Micros(d.now()), 1
	}
	return x, d.change(ctx, who, "decree", x.ID.String(), before, x, func(ctx context.Context, tx *sqldb.Tx) error {
		if before != nil {
			if err := d.decreeIs(ctx, tx, x.ID, read); err != nil {
				return err
			}
		}
		if cut {
			if err := d.shorten(tx, who, &old, x.From.AddDays(-1)); err != nil {
				return err
			}
		}
		d.store.SaveDecree(tx, &x)
		return nil
	})
}

// replaced looks at the decree that a new one replaces; cut tells that it has to end earlier for that.
func (d *Directory) replaced(ctx context.Context, who civic.Actor, x *civic.Decree) (old civic.Decree, cut bool, err error) {
	if x.ID != 0 || x.Replaces == 0 {
		return old, false, nil
	}
	old, err = d.DecreeOf(ctx, who, x.Replaces)
	switch {
	case err != nil && civic.KindOf(err) != civic.KindNotFound:
		return old, false, err
	case err != nil, old.Agency != x.Agency, old.Withdrawn != 0:
		return old, false, civic.Invalid("replaces", "error.decree_replaces")
	case !old.From.Before(x.From):
		return old, false, civic.Invalid("replaces", "error.decree_replaces_later")
	}
	over := !old.Until.IsZero() && old.Until.Before(x.From)
	return old, !over, nil
}

// shorten ends a decree that is replaced, and writes that down as a change of its own.
func (d *Directory) shorten(tx *sqldb.Tx, who civic.Actor, old *civic.Decree, until civic.Date) error {
	is := *old
	is.Until, is.Version = until, old.Version+1
	was, err := json.Marshal(old)
	if err != nil {
		return err
	}
	now, err := json.Marshal(is)
	if err != nil {
		return err
	}
	at := d.now()
	d.store.ShortenDecree(tx, old.ID, until)
	d.store.LogChange(tx, store.Change{ID: d.store.NewID(at), At: store.Micros(at), Officer: who.Officer, For: who.For, Subject: "decree", SubjectID: old.ID.String(), Before: string(was), After: string(now)})
	return nil
}

// decreeIs refuses a change of a decree that somebody else changed meanwhile. Errors: conflict.
func (d *Directory) decreeIs(ctx context.Context, tx *sqldb.Tx, id civic.ID, version int) error {
	is, err := d.store.DecreeVersion(ctx, tx, id)
	if err == nil && is != version {
		err = civic.Conflict("error.decree_changed")
	}
	return err
}

// WithdrawDecree takes a decree out of force, with a reason; the entry stays. Errors: forbidden, not_found, invalid with the
// field, conflict when it changed.
func (d *Directory) WithdrawDecree(ctx context.Context, who civic.Actor, id civic.ID, version int, why string) error {
	why = oneLine(why)
	return d.setWithdrawn(ctx, who, id, version, func(x *civic.Decree) error {
		switch {
		case !civic.HasWords(why):
			return civic.Invalid("why", "error.decree_why")
		case len([]rune(why)) > civic.MaxDecreeNote:
			return civic.Invalid("why", "error.too_long", "max", civic.MaxDecreeNote)
		case x.Withdrawn != 0:
			return civic.Conflict("error.decree_changed")
		}
		x.Withdrawn, x.Why = store.Micros(d.now()), why
		return nil
	})
}

// RestoreDecree takes a withdrawal back. Errors: those of WithdrawDecree; conflict also when the number is in use again.
func (d *Directory) RestoreDecree(ctx context.Context, who civic.Actor, id civic.ID, version int) error {
	return d.setWithdrawn(ctx, who, id, version, func(x *civic.Decree) error {
		if x.Withdrawn == 0 {
			return civic.Conflict("error.decree_changed")
		}
		x.Withdrawn, x.Why = 0, ""
		return nil
	})
}

func (d *Directory) setWithdrawn(ctx context.Context, who civic.Actor, id civic.ID, version int, set func(*civic.Decree) error) error {
	if err := d.MayRegister(who); err != nil {
		return err
	}
	had, err := d.DecreeOf(ctx, who, id)
	if err != nil {
		return err
	}
	x := had
	x.Version = had.Version + 1
	if err := set(&x); err != nil {
		return err
	}
	return d.change(ctx, who, "decree", id.String(), had, x, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := d.decreeIs(ctx, tx, id, version); err != nil {
			return err
		}
		d.store.SaveDecree(tx, &x)
		return nil
	})
}

// checkDecree tidies and judges what was typed. Everything that is wrong is told at once.
func (d *Directory) checkDecree(ctx context.Context, x *civic.Decree, had []civic.TeamMember) error {
	x.Number, x.Note = oneLine(x.Number), strings.TrimSpace(civic.TidyText(x.Note))
	var all []error
	wrong := func(is bool, field, key string, kv ...any) {
		if is {
			all = append(all, civic.Invalid(field, key, kv...))
		}
	}
	wrong(!civic.HasWords(x.Number), "number", "error.decree_number")
	wrong(len([]rune(x.Number)) > civic.MaxDecreeNumber, "number", "error.too_long", "max", civic.MaxDecreeNumber)
	wrong(len([]rune(x.Note)) > civic.MaxDecreeNote, "note", "error.too_long", "max", civic.MaxDecreeNote)
	all = append(all, d.begins("dated", x.Dated), d.begins("from", x.From))
	wrong(x.Dated.After(civic.DateOf(d.now(), civic.WIB)), "dated", "error.decree_dated")
	if !x.Until.IsZero() {
		all = append(all, d.begins("until", x.Until))
		wrong(x.Until.Before(x.From), "until", "error.date_order")
	}
	all = append(all, d.checkTeam(ctx, x, had))
	return civic.Faults(all...)
}

// checkTeam finds the officers of a team. Somebody who was in it before stays, also without a post.
func (d *Directory) checkTeam(ctx context.Context, x *civic.Decree, had []civic.TeamMember) error {
	if len(x.Team) > civic.MaxTeam {
		return civic.Invalid("team", "error.decree_team_full", "max", civic.MaxTeam)
	}
	x.Team = slices.Clone(x.Team)
	var emails []string
	for i := range x.Team {
		m := &x.Team[i]
		m.Email, m.Name = strings.ToLower(oneLine(m.Email)), oneLine(m.Name)
		if m.Officer = 0; m.Email != "" && !slices.Contains(emails, m.Email) {
			emails = append(emails, m.Email)
		}
	}
	found, err := d.store.OfficersAt(ctx, d.store.DB, x.Agency, emails, store.Micros(d.now()))
	if err != nil {
		return err
	}
	for _, m := range had {
		if _, ok := found[m.Email]; !ok && m.Officer != 0 {
			found[m.Email] = store.Officer{ID: m.Officer, Name: m.Name}
		}
	}
	roles := d.Map(ctx).Reasons
	for i := range x.Team {
		m := &x.Team[i]
		o, known := found[m.Email]
		if m.Email != "" && known {
			m.Officer, m.Name = o.ID, o.Name
		}
		was := slices.ContainsFunc(had, func(h civic.TeamMember) bool { return h.Role == m.Role })
		switch {
		case m.Email != "" && !known:
			return civic.Invalid("team", "error.decree_member", "email", m.Email)
		case !civic.HasWords(m.Name):
			return civic.Invalid("team", "error.decree_member_name", "n", i+1)
		case len([]rune(m.Name)) > civic.MaxMemberName:
			return civic.Invalid("team", "error.too_long", "max", civic.MaxMemberName)
		case !was && !roles.May(civic.ReasonsTeam, m.Role, civic.DateOf(d.now(), civic.WIB)):
			return civic.Invalid("team", "error.decree_member_role", "name", m.Name)
		}
	}
	return nil
}
