package casework

import (
	"context"
	"slices"
	"strings"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
)

// Sample is what one report of an order would be told.
type Sample struct {
	Code civic.TrackingCode
	Text string
}

// BulkTemplates lists the texts that an order by the verb can be given with, the nearest desk's first; none for verbs
// that tell reporters nothing. Errors: unauthenticated.
func (c *Casework) BulkTemplates(ctx context.Context, who civic.Actor, verb civic.Verb) ([]Template, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	if !gated(verb) || !slices.Contains(BulkVerbs(), verb) {
		return nil, nil
	}
	all, err := c.store.TemplatesOf(ctx, c.store.DB, c.atlas.Current(ctx).Tree.Chain(who.Desk), true)
	return slices.DeleteFunc(all, func(t Template) bool { return !begins(&t, verb) }), err
}

// begins tells whether a text by the verb can begin from the template.
func begins(t *Template, verb civic.Verb) bool {
	return t.Body != "" && (t.Verb == "" || t.Verb == verb)
}

// checkTemplate refuses a template where none is filled in, or beside words of the officer's own.
func (o *Order) checkTemplate() error {
	switch {
	case o.Template == 0:
		return nil
	case !gated(o.Command.Verb):
		return civic.Invalid("template_id", "error.bulk_template")
	case strings.TrimSpace(o.Command.Message) != "":
		return civic.Invalid("message", "error.bulk_both")
	}
	return nil
}

// settle makes an order definite for the reports that are chosen: the words of its template, and which report leads. It
// returns those to which something is to be done.
func (c *Casework) settle(ctx context.Context, m *atlas.Map, who civic.Actor, o *Order, reports []civic.Report) ([]civic.Report, error) {
	if o.Template != 0 {
		all, err := c.BulkTemplates(ctx, who, o.Command.Verb)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(t Template) bool { return t.ID == o.Template })
		if i < 0 {
			return nil, civic.Invalid("template_id", "error.bulk_template")
		}
		o.Command.Message = all[i].Body // later changes of the template were not seen by whoever gave the order
	}
	if o.Command.Verb == civic.VerbMerge {
		return c.settleLead(ctx, m, who, o, reports)
	}
	return reports, nil
}

// whole fills a text in. Errors: invalid "message" when something stays open.
func whole(values *strings.Replacer, text string) (string, error) {
	text = values.Replace(text)
	if len(quality.Blanks(text)) > 0 {
		return "", civic.Invalid("message", "error.bulk_blank")
	}
	return text, nil
}

// sample is what the report would be told.
func (c *Casework) sample(ctx context.Context, m *atlas.Map, who civic.Actor, r *civic.Report, o *Order) (Sample, error) {
	values, err := c.values(ctx, c.store.DB, m, who, r)
	if err != nil {
		return Sample{}, err
	}
	return Sample{Code: r.Code, Text: values.Replace(o.Command.Message)}, nil
}

// filled is the text of an order for one of its reports. Errors: not_found; invalid "message" when something stays open.
func (c *Casework) filled(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, id civic.ID, text string) (string, error) {
	r, err := c.store.ReportByID(ctx, tx, id)
	if err == nil && !who.InScope(m.Tree, &r) {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return "", err
	}
	values, err := c.values(ctx, tx, m, who, &r)
	if err != nil {
		return "", err
	}
	return whole(values, text)
}
