package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Template is a text that answers begin from; with a verb it is a macro, which also takes the step.
type Template struct {
	ID      civic.ID
	Agency  civic.ID // whose it is: the national desk's are offered everywhere
	Name    string
	Body    string // with variables such as {kode}
	Verb    civic.Verb
	Outcome string
	Reason  string
	Target  civic.ID // the desk the report goes to afterwards
	Version int      // grows with every change
	Active  bool
}

const templateColumns = `id, agency_id, name, body, verb, outcome, reason, COALESCE(target_id, 0), version, active`

func scanTemplate(scan func(...any) error) (Template, error) {
	var t Template
	err := scan((*int64)(&t.ID), (*int64)(&t.Agency), &t.Name, &t.Body, (*string)(&t.Verb), &t.Outcome, &t.Reason, (*int64)(&t.Target), &t.Version, &t.Active)
	return t, err
}

// MaxTemplates is the most that one agency may have, and so that a list of its templates holds.
const MaxTemplates = 200

// TemplatesOf lists the templates that belong to some agencies, in the order of the agencies and then by name; only those in
// use when active.
func (s *Store) TemplatesOf(ctx context.Context, q sqldb.Querier, agencies []civic.ID, active bool) ([]Template, error) {
	if len(agencies) == 0 {
		return nil, nil
	}
	in, args := inList(2, agencies)
	inUse := ""
	if active {
		inUse = ` AND active = TRUE`
	}
	rows, err := q.Query(ctx, `SELECT `+templateColumns+` FROM answer_template WHERE agency_id IN (`+in+`)`+inUse+` LIMIT $1`,
		append([]any{MaxTemplates * len(agencies)}, args...)...)
	out, err := collect(rows, err, scanTemplate)
	slices.SortFunc(out, func(a, b Template) int {
		return cmp.Or(cmp.Compare(slices.Index(agencies, a.Agency), slices.Index(agencies, b.Agency)), strings.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// TemplateOf loads one template. Errors: not_found.
func (s *Store) TemplateOf(ctx context.Context, q sqldb.Querier, id civic.ID) (Template, error) {
	t, err := scanTemplate(q.QueryRow(ctx, `SELECT `+templateColumns+` FROM answer_template WHERE id = $1`, int64(id)).Scan)
	return t, orNotFound(err)
}

// CountTemplates counts those of an agency.
func (s *Store) CountTemplates(ctx context.Context, q sqldb.Querier, agency civic.ID) (n int, err error) {
	err = q.QueryRow(ctx, `SELECT count(*) FROM answer_template WHERE agency_id = $1`, int64(agency)).Scan(&n)
	return n, err
}

// InsertTemplate queues a new template.
func (s *Store) InsertTemplate(q sqldb.Queuer, t Template, now int64) {
	q.Queue(`INSERT INTO answer_template (id, agency_id, name, body, verb, outcome, reason, target_id, version, active, changed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		int64(t.ID), int64(t.Agency), t.Name, t.Body, string(t.Verb), t.Outcome, t.Reason, nullID(t.Target), t.Version, t.Active, now)
}

// UpdateTemplate changes a template of the version given to the next one, and tells whether it still had that version.
func (s *Store) UpdateTemplate(ctx context.Context, q sqldb.Querier, t Template, now int64) (bool, error) {
	n, err := q.Exec(ctx, `UPDATE answer_template SET name = $3, body = $4, verb = $5, outcome = $6, reason = $7, target_id = $8, active = $9, version = version + 1, changed_at = $10
		WHERE id = $1 AND version = $2`,
		int64(t.ID), t.Version, t.Name, t.Body, string(t.Verb), t.Outcome, t.Reason, nullID(t.Target), t.Active, now)
	return n == 1, err
}
