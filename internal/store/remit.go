package store

import (
	"context"
	"encoding/json"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// RemitText is how a remit is kept: the same text for the same remit, "" for everything.
func RemitText(m *civic.Remit) string {
	if m.All() {
		return ""
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // numbers and short words only
	}
	return string(b)
}

func readRemit(text, from string) (m civic.Remit, err error) {
	if text != "" {
		if err = json.Unmarshal([]byte(text), &m); err != nil {
			return m, err
		}
	}
	m.From, err = day(from)
	return m, err
}

// Remits loads the remits of all posts, of each the oldest first.
func (s *Store) Remits(ctx context.Context, q sqldb.Querier) (map[civic.ID][]civic.Remit, error) {
	rows, err := q.Query(ctx, `SELECT post_id, effective_from, terms FROM remit ORDER BY post_id, effective_from`)
	out := map[civic.ID][]civic.Remit{}
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var post civic.ID
		var from, terms string
		if err := scan((*int64)(&post), &from, &terms); err != nil {
			return struct{}{}, err
		}
		m, err := readRemit(terms, from)
		out[post] = append(out[post], m)
		return struct{}{}, err
	})
	return out, err
}

// SaveRemit queues what a post reads from a day on; another one of that day is replaced.
func (s *Store) SaveRemit(q sqldb.Queuer, post civic.ID, m *civic.Remit) {
	q.Queue(`INSERT INTO remit (post_id, effective_from, terms) VALUES ($1, $2, $3) ON CONFLICT (post_id, effective_from) DO UPDATE SET terms = excluded.terms`,
		int64(post), m.From.String(), RemitText(m))
}

// DropRemit queues that a post does not read from a day on what was planned.
func (s *Store) DropRemit(q sqldb.Queuer, post civic.ID, from civic.Date) {
	q.Queue(`DELETE FROM remit WHERE post_id = $1 AND effective_from = $2`, int64(post), from.String())
}

// RolePosts lists the posts of a role that are not over, after a post, by id.
func (s *Store) RolePosts(ctx context.Context, q sqldb.Querier, role civic.Role, now int64, after civic.ID, limit int) ([]Post, error) {
	rows, err := q.Query(ctx, `SELECT p.id, p.officer_id, p.agency_id, p.role, p.valid_from, p.valid_to, o.name, o.email, o.active
		FROM post p JOIN officer o ON o.id = p.officer_id WHERE p.role = $1 AND p.id > $2 AND (p.valid_to IS NULL OR p.valid_to > $3) AND o.active ORDER BY p.id LIMIT $4`,
		string(role), int64(after), now, limit)
	return collect(rows, err, scanPost)
}

// inRemit writes the condition that a report belongs to a remit, "" when all do. topic and report name its columns; topic
// is "" where the row at hand has none. Where a report lies is asked of its row, and which offices those are once.
func inRemit(args *arguments, m *civic.Remit, topic, report string) string {
	if m.All() {
		return ``
	}
	var any []string
	about := `y.topic_id`
	if topic != "" {
		about = topic
	}
	if len(m.Topics) > 0 {
		any = append(any, about+` IN (`+args.ids(m.Topics)+`)`)
	}
	if desks := coveredDesks(args, m); desks != "" {
		any = append(any, `y.holder_id IN (`+desks+`)`)
	}
	if topic != "" && len(any) == 1 && len(m.Topics) > 0 {
		return any[0]
	}
	inside := `EXISTS (SELECT 1 FROM report y WHERE y.id = ` + report + ` AND `
	if topic != "" && len(any) == 2 {
		return `(` + any[0] + ` OR ` + inside + any[1] + `))`
	}
	return inside + `(` + strings.Join(any, ` OR `) + `))`
}

// coveredDesks selects the offices that a remit covers, "" for none.
func coveredDesks(args *arguments, m *civic.Remit) string {
	var top []string
	if len(m.Desks) > 0 {
		top = append(top, `g.id IN (`+args.ids(m.Desks)+`)`)
	}
	if len(m.Kinds) > 0 {
		kinds := make([]string, len(m.Kinds))
		for i, k := range m.Kinds {
			kinds[i] = args.add(k)
		}
		top = append(top, `g.kind IN (`+strings.Join(kinds, `, `)+`)`)
	}
	if len(top) == 0 {
		return ``
	}
	return `WITH RECURSIVE covered (id) AS (SELECT g.id FROM agency g WHERE ` + strings.Join(top, ` OR `) + `
		UNION SELECT g.id FROM agency g JOIN covered c ON g.parent_id = c.id) SELECT c.id FROM covered c`
}

// ids keeps ids and returns their placeholders.
func (a *arguments) ids(all []civic.ID) string {
	in := make([]string, len(all))
	for i, id := range all {
		in[i] = a.add(int64(id))
	}
	return strings.Join(in, `, `)
}
