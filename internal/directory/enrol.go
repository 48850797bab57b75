package directory

import (
	"context"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if err := fits(t, p.Role, p.Agency); err != nil {
		return err
	}
	var err error
	if p.Email, p.Name, err = whoIs(p.Email, p.Name); err != nil {
		return err
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
	p.Post = 0
	return d.writePerson(ctx, who, t, p, hash)
}

// Longest name and address of an officer, in letters.
const (
	maxName  = 200
	maxEmail = 254
)

// whoIs tidies and judges an officer's address and name. Both are shown to colleagues, in logs of a terminal and in
// heads of mails: an address with anything that cannot be seen is refused, a name loses it.
func whoIs(email, name string) (string, string, error) {
	email, name = strings.ToLower(strings.TrimSpace(email)), oneLine(name)
	unseen := func(c rune) bool { return !unicode.IsPrint(c) }
	if a, err := mail.ParseAddress(email); err != nil || a.Address != email || civic.TidyText(email) != email || strings.ContainsFunc(email, unseen) {
		return "", "", civic.Invalid("email", "error.email_wrong")
	}
	switch {
	case utf8.RuneCountInString(email) > maxEmail:
		return "", "", civic.Invalid("email", "error.too_long", "max", maxEmail)
	case name == "":
		return "", "", civic.Invalid("name", "error.name_needed")
	case utf8.RuneCountInString(name) > maxName:
		return "", "", civic.Invalid("name", "error.too_long", "max", maxName)
	}
	return email, name, nil
}

// fits refuses the role of the national desk anywhere else: it acts on every report of the country. Supervisors and
// auditors may sit in other agencies, such as the ombudsman's.
func fits(t *civic.Tree, role civic.Role, desk civic.ID) error {
	if role == civic.RoleNationalAdmin && desk != t.National() {
		return civic.Invalid("role", "error.role_national")
	}
	return nil
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
