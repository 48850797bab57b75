package casework

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Colleague is an officer who can be given a report, or addressed in a note about it.
type Colleague struct {
	Officer civic.ID
	Name    string
	Desk    string // name of the desk of the post
	Handles bool   // may be given the report; others may only be addressed
}

// maxColleagues is how many people the lists of one report offer.
const maxColleagues = 300

// Opened notes that an officer has read a report as far as it goes now. Who may not see it notes nothing.
// Errors: not_found.
func (c *Casework) Opened(ctx context.Context, who civic.Actor, code civic.TrackingCode) error {
	_, r, err := c.mine(ctx, who, code)
	if err != nil {
		return err
	}
	marks, err := c.store.MarksOf(ctx, c.store.DB, who.Officer, 0, []civic.ID{r.ID})
	if err != nil || marks[r.ID].Seen >= r.Seq && !marks[r.ID].Mentioned {
		return err // most openings write nothing
	}
	return c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.MarkSeen(tx, who.Officer, r.ID, r.Seq)
		return nil
	})
}

// Marks tells what an officer noted about a report, and the labels of the officer's agency on it. Errors: not_found.
func (c *Casework) Marks(ctx context.Context, who civic.Actor, code civic.TrackingCode) (store.Marks, []string, error) {
	m, r, err := c.mine(ctx, who, code)
	if err != nil {
		return store.Marks{}, nil, err
	}
	marks, err := c.store.MarksOf(ctx, c.store.DB, who.Officer, labelOwner(m.Tree, who.Desk), []civic.ID{r.ID})
	if mark := marks[r.ID]; civic.Look(m.Tree, who, &r).Text {
		return mark, mark.Labels, err
	}
	return marks[r.ID], nil, err
}

// mine loads a report of the officer's scope. Errors: unauthenticated, not_found.
func (c *Casework) mine(ctx context.Context, who civic.Actor, code civic.TrackingCode) (*atlas.Map, civic.Report, error) {
	if !who.IsOfficer() {
		return nil, civic.Report{}, civic.Unauthenticated("error.sign_in_first")
	}
	m := c.atlas.Current(ctx)
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err == nil && !who.InScope(m.Tree, &r) {
		err = civic.NotFound("error.not_found")
	}
	return m, r, err
}

// MarkUnread makes a report new to the officer again. Errors: not_found.
func (c *Casework) MarkUnread(ctx context.Context, who civic.Actor, code civic.TrackingCode) error {
	return c.mark(ctx, who, code, func(tx *sqldb.Tx, r *civic.Report) { c.store.MarkUnseen(tx, who.Officer, r.ID) })
}

// Watch notes that the officer wants to hear of a report, or no longer. Errors: not_found.
func (c *Casework) Watch(ctx context.Context, who civic.Actor, code civic.TrackingCode, on bool) error {
	if on {
		return c.WatchReport(ctx, who, code, "")
	}
	return c.Unwatch(ctx, who, code)
}

func (c *Casework) mark(ctx context.Context, who civic.Actor, code civic.TrackingCode, write func(*sqldb.Tx, *civic.Report)) error {
	_, r, err := c.mine(ctx, who, code)
	if err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		write(tx, &r)
		return nil
	})
}

// MaxLabel is the most characters of a label.
const MaxLabel = 40

// maxLabels is how many labels an agency's officers are offered.
const maxLabels = 100

// TidyLabel makes one spelling of what people type. Errors: invalid "label".
func TidyLabel(name string) (string, error) {
	name = strings.ToLower(strings.Join(strings.Fields(civic.TidyText(name)), " "))
	switch {
	case name == "":
		return "", civic.Invalid("label", "error.label_needed")
	case utf8.RuneCountInString(name) > MaxLabel:
		return "", civic.Invalid("label", "error.too_long", "max", MaxLabel)
	}
	return name, nil
}

// Label puts a label of the officer's agency on a report, or takes it off. Who may not read the text puts no words on it.
// Errors: invalid "label", forbidden, not_found.
func (c *Casework) Label(ctx context.Context, who civic.Actor, code civic.TrackingCode, name string, on bool) error {
	name, err := TidyLabel(name)
	if err != nil {
		return err
	}
	m, r, err := c.mine(ctx, who, code)
	if err != nil {
		return err
	}
	if err := mayLabel(m, who, &r); err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.AddLabel(tx, labelOwner(m.Tree, who.Desk), r.ID, name, on)
		return nil
	})
}

func mayLabel(m *atlas.Map, who civic.Actor, r *civic.Report) error {
	if !civic.Look(m.Tree, who, r).Text || who.Role == civic.RoleAuditor {
		return civic.Forbidden("error.forbidden")
	}
	return nil
}

// Labels lists the labels that the officer's agency uses. Errors: unauthenticated.
func (c *Casework) Labels(ctx context.Context, who civic.Actor) ([]string, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	return c.store.Labels(ctx, c.store.DB, labelOwner(c.atlas.Current(ctx).Tree, who.Desk), maxLabels)
}

// Colleagues lists who can be given a report or be addressed in a note about it: the officers of its desk and of the
// desks above, as far as they may read it. Errors: not_found.
func (c *Casework) Colleagues(ctx context.Context, who civic.Actor, code civic.TrackingCode) ([]Colleague, error) {
	m, r, err := c.mine(ctx, who, code)
	if err != nil || who.Helps(m.Tree, &r) { // whoever was only asked does not learn who works there
		return nil, err
	}
	return c.colleagues(ctx, c.store.DB, m, &r)
}

func (c *Casework) colleagues(ctx context.Context, q sqldb.Querier, m *atlas.Map, r *civic.Report) ([]Colleague, error) {
	found, err := c.store.Colleagues(ctx, q, m.Tree.Chain(r.Holder), store.Micros(c.now()), maxColleagues)
	if err != nil {
		return nil, err
	}
	w := m.World(c.now())
	var out []Colleague
	for _, f := range found {
		actor := m.Actor(store.Standing{Role: f.Role, Officer: f.Officer, Desk: f.Desk, Post: f.Post}, w.Now)
		if !civic.Look(m.Tree, actor, r).Text {
			continue
		}
		one := Colleague{Officer: f.Officer, Name: f.Name, Desk: deskName(m.Tree, f.Desk), Handles: w.May(r, actor, civic.VerbAssign) == nil}
		if i := slices.IndexFunc(out, func(x Colleague) bool { return x.Officer == f.Officer }); i >= 0 { // several posts
			out[i].Handles = out[i].Handles || one.Handles
			continue
		}
		out = append(out, one)
	}
	return out, nil
}

// people checks the officers whom a command names: who is to work on the report must be able to, and who is addressed
// in a note must be able to read it. Errors: invalid "assignee" or "mentions".
func (c *Casework) people(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, r *civic.Report, cmd *civic.Command) error {
	if err := c.keepable(ctx, tx, cmd); err != nil {
		return err
	}
	if cmd.Verb == civic.VerbNote {
		cmd.Assignee = 0
	} else {
		cmd.Mentions = nil
	}
	if cmd.Assignee == 0 && len(cmd.Mentions) == 0 {
		return nil
	}
	if who.Helps(m.Tree, r) {
		return civic.Invalid("mentions", "error.mention_cannot")
	}
	all, err := c.colleagues(ctx, tx, m, r)
	if err != nil {
		return err
	}
	knows := func(id civic.ID, handles bool) bool {
		return slices.ContainsFunc(all, func(x Colleague) bool { return x.Officer == id && (x.Handles || !handles) })
	}
	if cmd.Assignee != 0 && !knows(cmd.Assignee, true) {
		return civic.Invalid("assignee", "error.assignee_cannot")
	}
	for _, id := range cmd.Mentions {
		if !knows(id, false) {
			return civic.Invalid("mentions", "error.mention_cannot")
		}
	}
	return nil
}

// OfficerNames looks up the names of officers of the asker's own agency; others have no name here.
// Errors: unauthenticated.
func (c *Casework) OfficerNames(ctx context.Context, who civic.Actor, ids []civic.ID) (map[civic.ID]string, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	t := c.atlas.Current(ctx).Tree
	top, out := labelOwner(t, who.Desk), map[civic.ID]string{}
	for _, id := range ids {
		posts, err := c.store.Standings(ctx, c.store.DB, id, store.Micros(c.now()))
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			if t.Within(p.Desk, top) {
				out[id] = p.Name
			}
		}
	}
	return out, nil
}

// DeskColleagues lists the officers of the asker's own desk who handle reports, by name. Errors: unauthenticated.
func (c *Casework) DeskColleagues(ctx context.Context, who civic.Actor) ([]Colleague, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	found, err := c.store.Colleagues(ctx, c.store.DB, []civic.ID{who.Desk}, store.Micros(c.now()), maxColleagues)
	var out []Colleague
	for _, f := range found {
		out = append(out, Colleague{Officer: f.Officer, Name: f.Name, Handles: true})
	}
	return out, err
}
