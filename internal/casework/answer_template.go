package casework

import (
	"context"
	"slices"
	"strings"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Template is a text that answers begin from; with a verb it is a macro.
type Template = store.Template

// Filled is a template with the facts of one report in the place of its variables. What could not be filled stands there
// as a variable still, and the gate refuses it.
type Filled struct {
	Template
	Text   string
	Target string // name of the desk that a macro sends the report to
}

// Templates lists what the officer can begin a text from, for a report and a verb: those of the own desk and of all above
// it, the nearest first, filled in. Errors: not_found.
func (c *Casework) Templates(ctx context.Context, who civic.Actor, code civic.TrackingCode, verb civic.Verb) ([]Filled, error) {
	return c.templates(ctx, who, code, func(t *Template, _ *civic.World, _ *civic.Report) bool {
		return begins(t, verb)
	})
}

// Macros lists the macros whose steps the officer may take on the report now, filled in. Errors: not_found.
func (c *Casework) Macros(ctx context.Context, who civic.Actor, code civic.TrackingCode) ([]Filled, error) {
	return c.templates(ctx, who, code, func(t *Template, w *civic.World, r *civic.Report) bool {
		return t.Verb != "" && w.May(r, who, t.Verb) == nil && (t.Target == 0 || t.Target != r.Holder && w.Tree.Within(t.Target, r.Holder) &&
			civic.KindOf(w.May(r, who, civic.VerbDispose)) != civic.KindForbidden)
	})
}

func (c *Casework) templates(ctx context.Context, who civic.Actor, code civic.TrackingCode, keep func(*Template, *civic.World, *civic.Report) bool) ([]Filled, error) {
	m, r, err := c.mine(ctx, who, code)
	if err != nil {
		return nil, err
	}
	all, err := c.store.TemplatesOf(ctx, c.store.DB, m.Tree.Chain(who.Desk), true)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	w := m.World(c.now())
	all = slices.DeleteFunc(all, func(t Template) bool { return !keep(&t, &w, &r) })
	if len(all) == 0 {
		return nil, nil
	}
	values, err := c.values(ctx, c.store.DB, m, who, &r)
	if err != nil {
		return nil, err
	}
	out := make([]Filled, len(all))
	for i, t := range all {
		out[i] = Filled{Template: t, Text: values.Replace(t.Body), Target: deskName(m.Tree, t.Target)}
	}
	return out, nil
}

// values are the facts that stand in for variables. Of a report whose reporter is protected they hold nothing that the
// reporter wrote, for a name may stand in it: only what was edited for the public.
func (c *Casework) values(ctx context.Context, q sqldb.Querier, m *atlas.Map, who civic.Actor, r *civic.Report) (*strings.Replacer, error) {
	title, place, err := c.speakable(ctx, q, m, who, r)
	return replacer(c.facts(m, who, r), title, place), err
}

// replacer puts the facts, the title and the place of a report in the place of variables.
func replacer(facts []string, title, place string) *strings.Replacer {
	return strings.NewReplacer(append(facts, "{judul}", title, "{tempat}", place)...)
}

// facts are the variables that need no reading, each with its value; what has none is not among them.
func (c *Casework) facts(m *atlas.Map, who civic.Actor, r *civic.Report) []string {
	p := i18n.For(i18n.Default) // answers are written in Indonesian, whatever the officer's pages are in
	pairs := []string{"{kode}", r.Code.Display(), "{tanggal}", p.DateShort(civic.DateOf(c.now(), r.Zone))}
	put := func(name, value string) {
		if value != "" {
			pairs = append(pairs, "{"+name+"}", value)
		}
	}
	put("instansi", deskName(m.Tree, who.Desk))
	put("petugas", who.Name)
	if n := c.next(m.World(c.now()), r); r.Queue() == civic.QueueAction && !n.By.IsZero() && n.Left >= 0 { // no promise of a day that is over
		put("batas", p.Date(n.By))
	}
	return pairs
}

// speakable are the title and the place of a report in words that may stand in an answer.
func (c *Casework) speakable(ctx context.Context, q sqldb.Querier, m *atlas.Map, who civic.Actor, r *civic.Report) (title, place string, err error) {
	title, place = "yang Anda kirim", "tempat yang Anda laporkan"
	sight := civic.Look(m.Tree, who, r)
	switch {
	case !sight.Text:
	case r.Version > 0:
		p, err := c.store.PublicationOf(ctx, q, r.ID, r.Version)
		if err != nil {
			return "", "", err
		}
		title = quoted(p.Title)
		if p.Place != "" {
			place = p.Place
		}
	case !r.Secret && !r.Anonymous:
		t, err := c.store.TextOf(ctx, q, r.ID)
		if err != nil {
			return "", "", err
		}
		if t.Title != "" {
			title = quoted(t.Title)
		}
		if t.Place != "" {
			place = t.Place
		}
	}
	return title, place, nil
}

func quoted(s string) string { return "\"" + strings.Trim(s, "\" ") + "\"" }

// RunMacro takes the steps of a macro with the text as its officer has made it, all of them or none: the step with the text,
// and sending the report on. cmd holds the text, what an outcome asks for, and how many events were seen.
// Errors: not_found for a macro that is not offered to the officer; those of Act.
func (c *Casework) RunMacro(ctx context.Context, who civic.Actor, code civic.TrackingCode, id civic.ID, cmd civic.Command, files ...evidence.File) (civic.Report, error) {
	m, _, err := c.mine(ctx, who, code)
	if err != nil {
		return civic.Report{}, err
	}
	t, err := c.store.TemplateOf(ctx, c.store.DB, id)
	if err != nil {
		return civic.Report{}, err
	}
	if t.Verb == "" || !t.Active || !slices.Contains(m.Tree.Chain(who.Desk), t.Agency) {
		return civic.Report{}, civic.NotFound("error.not_found")
	}
	if len(files) > evidence.MaxFiles {
		return civic.Report{}, civic.Invalid("files", "error.files_too_many", "max", evidence.MaxFiles)
	}
	var after civic.Report
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		with := files // they belong to the first step
		for _, step := range macroSteps(&t, cmd) {
			if after, err = c.step(ctx, tx, m, who, code, step, with...); err != nil {
				return err
			}
			with = nil
		}
		return nil
	})
	return after, c.noteRefused(ctx, who, code, err)
}

// macroSteps are the commands of a macro.
func macroSteps(t *Template, cmd civic.Command) []civic.Command {
	cmd.Verb, cmd.Outcome, cmd.Reason, cmd.Target = t.Verb, t.Outcome, t.Reason, 0
	cmd.Message = civic.TidyText(cmd.Message)
	if t.Verb == civic.VerbDispose {
		cmd.Target = t.Target
		return []civic.Command{cmd}
	}
	steps := []civic.Command{cmd}
	if t.Target != 0 {
		steps = append(steps, civic.Command{Verb: civic.VerbDispose, Target: t.Target})
	}
	return steps
}
