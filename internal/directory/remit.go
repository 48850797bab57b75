package directory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// RemitPost is a supervisor's post and what it reads.
type RemitPost struct {
	Post    Post
	Remits  []civic.Remit // oldest first; none: everything at and below the desk
	Version string        // to be sent with a change: one that was made meanwhile by somebody else is not lost
}

// Holds is what the post reads on a day; nil is everything.
func (r RemitPost) Holds(day civic.Date) *civic.Remit { return civic.RemitOn(r.Remits, day) }

// remitVersion is a digest of the remits of a post.
func remitVersion(all []civic.Remit) (string, error) {
	type dated struct {
		From  string
		Terms string
	}
	list := []dated{}
	for i := range all {
		list = append(list, dated{all[i].From.String(), store.RemitText(&all[i])})
	}
	b, err := json.Marshal(list)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), err
}

// Remits lists the posts of supervisors, after one, with what they read; more tells whether there is another page.
// Errors: forbidden for anybody but the national desk.
func (d *Directory) Remits(ctx context.Context, who civic.Actor, after civic.ID, limit int) (out []RemitPost, more bool, err error) {
	if err := national(who); err != nil {
		return nil, false, err
	}
	posts, err := d.store.RolePosts(ctx, d.store.DB, civic.RoleSupervisor, store.Micros(d.now()), after, limit+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(posts) > limit; more {
		posts = posts[:limit]
	}
	m := d.Map(ctx)
	for _, p := range posts {
		one := RemitPost{Post: p, Remits: m.Ref.Remits[p.ID]}
		if one.Version, err = remitVersion(one.Remits); err != nil {
			return nil, false, err
		}
		out = append(out, one)
	}
	return out, more, nil
}

// RemitOf is one supervisor's post and what it reads. Errors: forbidden, not_found.
func (d *Directory) RemitOf(ctx context.Context, who civic.Actor, post civic.ID) (RemitPost, error) {
	if err := national(who); err != nil {
		return RemitPost{}, err
	}
	p, err := d.store.PostByID(ctx, d.store.DB, post)
	if err == nil && p.Role != civic.RoleSupervisor {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return RemitPost{}, err
	}
	out := RemitPost{Post: p, Remits: d.Map(ctx).Ref.Remits[post]}
	out.Version, err = remitVersion(out.Remits)
	return out, err
}

// SaveRemit says what a supervisor's post reads from a day on; another remit of that day is replaced, and one that names
// nothing is everything. version is that of the remits that were read. Errors: forbidden, not_found, invalid with the field,
// conflict when they changed.
func (d *Directory) SaveRemit(ctx context.Context, who civic.Actor, post civic.ID, x civic.Remit, version string) error {
	had, err := d.RemitOf(ctx, who, post)
	if err != nil {
		return err
	}
	if err := d.checkRemit(ctx, &x); err != nil {
		return err
	}
	var before any
	if i := slices.IndexFunc(had.Remits, func(r civic.Remit) bool { return r.From == x.From }); i >= 0 {
		before = had.Remits[i]
	}
	return d.change(ctx, who, "remit", post.String()+"/"+x.From.String(), before, x, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := d.remitsAre(ctx, tx, post, version); err != nil {
			return err
		}
		d.store.SaveRemit(tx, post, &x)
		return nil
	})
}

// checkRemit refuses what names nothing that is there, and days that are over: who could read what is not rewritten.
func (d *Directory) checkRemit(ctx context.Context, x *civic.Remit) error {
	m := d.Map(ctx)
	kinds := Kinds(m.Ref.Agencies)
	if err := d.begins("effective_from", x.From); err != nil {
		return err
	}
	switch {
	case x.From.Before(civic.DateOf(d.now(), civic.WIB)):
		return civic.Invalid("effective_from", "error.date_past")
	case len(x.Kinds)+len(x.Desks)+len(x.Topics) > civic.MaxRemit:
		return civic.Invalid("desks", "error.remit_full", "max", civic.MaxRemit)
	case slices.ContainsFunc(x.Kinds, func(k string) bool { return !slices.Contains(kinds, k) }):
		return civic.Invalid("kinds", "error.remit_kind")
	case slices.ContainsFunc(x.Desks, func(id civic.ID) bool { _, ok := m.Tree.Get(id); return !ok }):
		return civic.Invalid("desks", "error.remit_desk")
	case slices.ContainsFunc(x.Topics, func(id civic.ID) bool { _, ok := m.Topic(id); return !ok }):
		return civic.Invalid("topics", "error.remit_topic")
	}
	// One order, so that the same remit is the same text.
	slices.Sort(x.Kinds)
	slices.Sort(x.Desks)
	slices.Sort(x.Topics)
	x.Kinds, x.Desks, x.Topics = slices.Compact(x.Kinds), slices.Compact(x.Desks), slices.Compact(x.Topics)
	return nil
}

// Kinds are the kinds of agencies that there are, by name.
func Kinds(all []civic.Agency) []string {
	seen := map[string]bool{}
	var out []string
	for i := range all {
		if k := all[i].Kind; k != "" && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}
