package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// Enrol makes a new officer with a first post, for whoever runs the installation: a fresh one has nobody who
// could. What is typed is judged as in SavePerson, and the change log has it as the system's doing.
// Errors: forbidden for anybody but the system, invalid with the field, conflict when the address is known.
func (d *Directory) Enrol(ctx context.Context, who civic.Actor, p Person) error {
	if who.Role != civic.RoleSystem {
		return civic.Forbidden("error.forbidden")
	}
	t := d.Map(ctx).Tree
	if a, ok := t.Get(p.Agency); !ok || !a.Active {
		return civic.Invalid("agency", "error.agency_unknown")
	}
	if p.Password == "" { // nobody could sign in with it
		return civic.Invalid("password", "error.password_short", "min", MinPassword)
	}
	p, hash, err := d.checkPerson(ctx, p)
	if err != nil {
		return err
	}
	switch _, err := d.store.OfficerByEmail(ctx, d.store.DB, p.Email); {
	case err == nil:
		return civic.Conflict("error.exists_already")
	case civic.KindOf(err) != civic.KindNotFound:
		return err
	}
	p.Post, p.Ended = 0, false
	return d.writePerson(ctx, who, t, p, hash)
}

// rosterPage is how many posts are read at a time.
const rosterPage = 500

// Roster tells every post of every officer, by address, those that ended included.
// Errors: forbidden for anybody but the system, what fn returns.
func (d *Directory) Roster(ctx context.Context, who civic.Actor, fn func(store.Post) error) error {
	if who.Role != civic.RoleSystem {
		return civic.Forbidden("error.forbidden")
	}
	top := d.Map(ctx).Tree.National()
	for after := ""; ; {
		page, err := d.store.Posts(ctx, d.store.DB, top, after, rosterPage)
		if err != nil || len(page) == 0 {
			return err
		}
		last := page[len(page)-1].Email
		if len(page) == rosterPage && page[0].Email != last {
			for page[len(page)-1].Email == last { // whose posts may go on: all of them come with the next page
				page = page[:len(page)-1]
			}
		}
		for _, p := range page {
			if err := fn(p); err != nil {
				return err
			}
		}
		after = page[len(page)-1].Email
	}
}
