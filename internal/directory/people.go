package directory

import (
	"context"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// SaveAgency writes a node of the tree. Errors: forbidden outside of the actor's part of the
// tree, invalid with the field, conflict when the code is taken.
func (d *Directory) SaveAgency(ctx context.Context, who civic.Actor, a civic.Agency) (civic.Agency, error) {
	t := d.Map(ctx).Tree
	before, had := t.Get(a.ID)
	if a.ID != 0 && !had {
		return a, civic.NotFound("error.not_found")
	}
	scope := a.Parent
	if had {
		scope = a.ID
	}
	if !who.MayAdminister(t, scope) || had && a.Parent != before.Parent && !who.MayAdminister(t, a.Parent) {
		return a, civic.Forbidden("error.forbidden")
	}
	a.Code, a.Name = strings.TrimSpace(a.Code), strings.TrimSpace(a.Name)
	_, parentKnown := t.Get(a.Parent)
	switch {
	case a.Code == "":
		return a, civic.Invalid("code", "error.code_needed")
	case a.Name == "":
		return a, civic.Invalid("name", "error.name_needed")
	case a.ID != t.National() && !parentKnown, had && t.Within(a.Parent, a.ID):
		return a, civic.Invalid("parent", "error.agency_parent")
	case a.Mode != "" && !a.Mode.Valid():
		return a, civic.Invalid("mode", "error.mode_unknown")
	case a.Zone != "" && a.Zone != civic.WIB && a.Zone != civic.WITA && a.Zone != civic.WIT:
		return a, civic.Invalid("zone", "error.zone_unknown")
	case !a.Approval.Valid():
		return a, civic.Invalid("approval", "error.approval_unknown")
	case a.Hours != (civic.OfficeHours{}) && !a.Hours.Valid():
		return a, civic.Invalid("closes", "error.hours_wrong")
	case had && a.Parent != before.Parent:
		// Open reports below would have to move with it: that is a verb of its own, not an edit.
		return a, civic.Invalid("parent", "error.agency_move")
	}
	if a.ID == 0 {
		a.ID = d.store.NewID(d.now())
	}
	return a, d.change(ctx, who, "agency", a.ID.String(), before, a, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SaveAgency(tx, a, store.Micros(d.now()))
		return nil
	})
}

// Person is an officer with the post that is being given.
type Person struct {
	Post     civic.ID // 0: a new post
	Email    string
	Name     string
	Password string // "" keeps the present one
	Agency   civic.ID
	Role     civic.Role
}

// SavePerson makes or changes an officer's post. A coordinator gives posts in and below the own agency, and none
// that is higher than the own. Errors: forbidden, invalid with the field, not_found.
func (d *Directory) SavePerson(ctx context.Context, who civic.Actor, p Person) error {
	t := d.Map(ctx).Tree
	if !who.MayAdminister(t, p.Agency) || civic.ValidOfficerRole(p.Role) && !who.MayGive(p.Role) {
		return civic.Forbidden("error.forbidden")
	}
	if err := fits(t, p.Role, p.Agency); err != nil {
		return err
	}
	p, hash, err := d.checkPerson(ctx, p)
	if err != nil {
		return err
	}
	return d.writePerson(ctx, who, t, p, hash)
}

// checkPerson tidies and judges what was typed, and hashes the password, if there is one.
func (d *Directory) checkPerson(ctx context.Context, p Person) (Person, string, error) {
	var err error
	if p.Email, p.Name, err = whoIs(p.Email, p.Name); err != nil {
		return p, "", err
	}
	if !civic.ValidOfficerRole(p.Role) {
		return p, "", civic.Invalid("role", "error.role_unknown")
	}
	if p.Password == "" {
		return p, "", nil
	}
	hash, err := d.HashPassword(ctx, p.Password)
	return p, hash, err
}

func (d *Directory) writePerson(ctx context.Context, who civic.Actor, t *civic.Tree, p Person, hash string) error {
	now := d.now()
	o, err := d.store.OfficerByEmail(ctx, d.store.DB, p.Email)
	known := err == nil
	if err != nil && civic.KindOf(err) != civic.KindNotFound {
		return err
	}
	post := store.Post{ID: p.Post, Agency: p.Agency, Role: p.Role, From: store.Micros(now)}
	if p.Post != 0 {
		old, err := d.store.PostByID(ctx, d.store.DB, p.Post)
		if err != nil {
			return err
		}
		if !who.MayAdminister(t, old.Agency) || old.Email != p.Email {
			return civic.NotFound("error.not_found")
		}
		if !who.MayGive(old.Role) {
			return civic.Forbidden("error.forbidden") // a coordinator cannot end or lower a higher post
		}
		if who.Post == p.Post && (p.Role != old.Role || p.Agency != old.Agency) {
			return civic.Conflict("admin.person.own_post") // nobody shuts the door behind themselves
		}
		post.From, post.To = old.From, old.To // an edit does not bring back what has ended
	} else {
		post.ID = d.store.NewID(now)
	}
	switch {
	case !known:
		o = store.Officer{ID: d.store.NewID(now), Email: p.Email, Name: p.Name, Active: true}
	case p.Post == 0 && hash != "": // whoever gives a post to a colleague must not find the account taken over by it
		return civic.Invalid("password", "error.officer_known")
	case hash != "" && !d.ownsOfficer(ctx, who, t, o.ID):
		return civic.Forbidden("error.forbidden")
	case p.Post != 0 && d.ownsOfficer(ctx, who, t, o.ID):
		o.Name = p.Name
	}
	o.PasswordHash = hash
	if hash != "" {
		o.Epoch++ // a new password ends every session
	}
	post.Officer = o.ID
	return d.change(ctx, who, "post", post.ID.String(), nil, struct {
		Email, Name string
		Post        store.Post
	}{p.Email, o.Name, post}, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SaveOfficer(tx, o, store.Micros(now))
		d.store.SavePost(tx, post)
		return nil
	})
}

// ownsOfficer: only who administers every post of an officer may set the password; else a
// coordinator could take over a colleague's post elsewhere.
func (d *Directory) ownsOfficer(ctx context.Context, who civic.Actor, t *civic.Tree, officer civic.ID) bool {
	posts, err := d.store.Standings(ctx, d.store.DB, officer, store.Micros(d.now()))
	if err != nil {
		return false
	}
	for _, p := range posts {
		if p.For == 0 && (!who.MayAdminister(t, p.Desk) || !who.MayGive(p.Role)) {
			return false
		}
	}
	return true
}

// People lists officers by address with their posts in the part of the tree that the actor administers,
// after the address given. Errors: forbidden.
func (d *Directory) People(ctx context.Context, who civic.Actor, after string, limit int) ([]store.Post, bool, error) {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleAgencyAdmin {
		return nil, false, civic.Forbidden("error.forbidden")
	}
	ps, err := d.store.Posts(ctx, d.store.DB, who.Desk, after, limit+1)
	if err != nil {
		return nil, false, err
	}
	if len(ps) > limit {
		end := limit // the next page begins after an address, so one officer's posts stay together
		for end > 1 && ps[end-1].Email == ps[limit].Email {
			end--
		}
		return ps[:end], true, nil
	}
	return ps, false, nil
}

// PostOf loads one post for editing. Errors: not_found outside of the actor's part of the tree.
func (d *Directory) PostOf(ctx context.Context, who civic.Actor, id civic.ID) (store.Post, error) {
	p, err := d.store.PostByID(ctx, d.store.DB, id)
	if err != nil {
		return p, err
	}
	if !who.MayAdminister(d.Map(ctx).Tree, p.Agency) {
		return store.Post{}, civic.NotFound("error.not_found")
	}
	return p, nil
}

// PostOver tells whether a post's validity has ended at a moment.
func PostOver(p store.Post, at time.Time) bool { return p.To != nil && *p.To <= store.Micros(at) }

// Regions finds places by the beginning of their name.
func (d *Directory) Regions(ctx context.Context, typed string, limit int) ([]store.Region, error) {
	typed = civic.TidyText(typed)
	if len([]rune(typed)) < 2 {
		return nil, nil
	}
	return d.store.RegionsLike(ctx, d.store.DB, typed, limit)
}

// RegionsBelow lists the places right below one, "" for the provinces, by name after the one given.
func (d *Directory) RegionsBelow(ctx context.Context, parent, after string, limit int) ([]store.Region, error) {
	return d.store.RegionsBelow(ctx, d.store.DB, parent, after, limit)
}

// RegionChain returns a place and what it lies in, smallest first.
func (d *Directory) RegionChain(ctx context.Context, code string) ([]store.Region, error) {
	return d.atlas.RegionChain(ctx, code)
}
