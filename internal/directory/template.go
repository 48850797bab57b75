package directory

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Template is a text that answers begin from, or a macro.
type Template = store.Template

// The length of a template's name, in characters.
const maxTemplateName = 80

// MacroVerbs are the steps that a macro can take with its text.
func MacroVerbs() []civic.Verb {
	return []civic.Verb{civic.VerbFollowUp, civic.VerbAnswer, civic.VerbClose, civic.VerbHold, civic.VerbReturn, civic.VerbDispose}
}

// SaveTemplate writes a template: the national desk any, a coordinator one of the own agency and below. Version is that of
// the template as it was read. Errors: forbidden, not_found, invalid with the field, conflict when somebody else changed it.
func (d *Directory) SaveTemplate(ctx context.Context, who civic.Actor, t Template) (Template, error) {
	m := d.Map(ctx)
	var before *Template
	if t.ID != 0 {
		was, err := d.Template(ctx, who, t.ID)
		if err != nil {
			return t, err
		}
		before = &was
		t.Agency = was.Agency // a template does not change hands: others rely on it
	}
	if _, known := m.Tree.Get(t.Agency); !known || !who.MayAdminister(m.Tree, t.Agency) {
		return t, civic.Forbidden("error.forbidden")
	}
	t.Name, t.Body = strings.TrimSpace(civic.TidyText(t.Name)), civic.TidyText(t.Body)
	if err := d.checkTemplate(ctx, &t); err != nil {
		return t, err
	}
	fresh := t.ID == 0
	if fresh {
		t.ID, t.Version = d.store.NewID(d.now()), 1
	}
	now := store.Micros(d.now())
	return t, d.change(ctx, who, "answer_template", t.ID.String(), before, t, func(ctx context.Context, tx *sqldb.Tx) error {
		if !fresh {
			ok, err := d.store.UpdateTemplate(ctx, tx, t, now)
			if err == nil && !ok {
				err = civic.Conflict("error.template_changed")
			}
			return err
		}
		n, err := d.store.CountTemplates(ctx, tx, t.Agency)
		if err != nil {
			return err
		}
		if n >= store.MaxTemplates {
			return civic.Invalid("agency_id", "error.templates_full", "max", store.MaxTemplates)
		}
		d.store.InsertTemplate(tx, t, now)
		return nil
	})
}

// checkTemplate looks at what a template says of itself, and drops what its verb has no use for.
func (d *Directory) checkTemplate(ctx context.Context, t *Template) error {
	m := d.Map(ctx)
	switch {
	case !civic.HasWords(t.Name):
		return civic.Invalid("name", "error.name_needed")
	case utf8.RuneCountInString(t.Name) > maxTemplateName:
		return civic.Invalid("name", "error.too_long", "max", maxTemplateName)
	case !civic.HasWords(t.Body) && t.Verb != civic.VerbDispose:
		return civic.Invalid("body", "error.text_needed")
	case utf8.RuneCountInString(t.Body) > civic.MaxMessage:
		return civic.Invalid("body", "error.too_long", "max", civic.MaxMessage)
	case t.Verb != "" && !slices.Contains(MacroVerbs(), t.Verb):
		return civic.Invalid("verb", "error.no_such_verb")
	}
	if names := unknownVariables(t.Body); len(names) > 0 {
		return civic.Invalid("body", "error.variable_unknown", "name", names[0])
	}
	if t.Verb != civic.VerbClose {
		t.Outcome = ""
	}
	if t.Verb != civic.VerbHold && t.Verb != civic.VerbReturn {
		t.Reason = ""
	}
	if t.Verb != civic.VerbDispose && t.Verb != civic.VerbFollowUp {
		t.Target = 0 // nothing else can be sent on afterwards
	}
	today := civic.DateOf(d.now(), civic.WIB)
	lists := map[civic.Verb]string{civic.VerbHold: civic.ReasonsHold, civic.VerbReturn: civic.ReasonsReturn}
	switch {
	case t.Verb == civic.VerbClose && !m.Reasons.May(civic.ReasonsOutcome, t.Outcome, today):
		return civic.Invalid("outcome", "error.outcome_needed")
	case lists[t.Verb] != "" && !m.Reasons.May(lists[t.Verb], t.Reason, today):
		return civic.Invalid("reason", "error.reason_needed")
	case t.Verb == civic.VerbDispose && t.Target == 0:
		return civic.Invalid("target_id", "error.target_needed")
	case t.Target != 0 && (!m.Tree.Within(t.Target, t.Agency) || t.Target == t.Agency):
		return civic.Invalid("target_id", "error.target_below")
	}
	return nil
}

// Variables are what a template can leave open, without their braces.
func Variables() []string {
	return []string{"kode", "judul", "instansi", "petugas", "tanggal", "batas", "tempat"}
}

// unknownVariables lists what stands in braces and is no variable.
func unknownVariables(body string) []string {
	var out []string
	for {
		_, rest, found := strings.Cut(body, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return out
		}
		if !slices.Contains(Variables(), name) {
			out = append(out, name)
		}
		body = after
	}
}

// Template loads a template that the officer may edit. Errors: not_found for any other.
func (d *Directory) Template(ctx context.Context, who civic.Actor, id civic.ID) (Template, error) {
	t, err := d.store.TemplateOf(ctx, d.store.DB, id)
	if err == nil && !who.MayAdminister(d.Map(ctx).Tree, t.Agency) {
		err = civic.NotFound("error.not_found")
	}
	return t, err
}

// Templates lists the templates of one agency that the officer may edit, and those it has from above, the nearest first.
// Errors: forbidden.
func (d *Directory) Templates(ctx context.Context, who civic.Actor, agency civic.ID) (own, above []Template, err error) {
	m := d.Map(ctx)
	if _, known := m.Tree.Get(agency); !known || !who.MayAdminister(m.Tree, agency) {
		return nil, nil, civic.Forbidden("error.forbidden")
	}
	if own, err = d.store.TemplatesOf(ctx, d.store.DB, []civic.ID{agency}, false); err != nil {
		return nil, nil, err
	}
	above, err = d.store.TemplatesOf(ctx, d.store.DB, m.Tree.Chain(agency)[1:], true)
	return own, above, err
}
