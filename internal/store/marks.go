package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// MarkSeen queues that an officer has read a report up to an event. Mentions up to there are read with it.
func (s *Store) MarkSeen(q sqldb.Queuer, officer, report civic.ID, seq int) {
	q.Queue(`INSERT INTO seen (officer_id, report_id, seq) VALUES ($1, $2, $3)
		ON CONFLICT (officer_id, report_id) DO UPDATE SET seq = CASE WHEN excluded.seq > seen.seq THEN excluded.seq ELSE seen.seq END`, int64(officer), int64(report), seq)
	q.Queue(`DELETE FROM mention WHERE officer_id = $1 AND report_id = $2 AND seq <= $3`, int64(officer), int64(report), seq)
}

// MarkUnseen queues that a report is new to an officer again.
func (s *Store) MarkUnseen(q sqldb.Queuer, officer, report civic.ID) {
	q.Queue(`DELETE FROM seen WHERE officer_id = $1 AND report_id = $2`, int64(officer), int64(report))
}

// Marks are what one officer, and the officer's agency, noted about one report.
type Marks struct {
	Seen      int // events read; 0 never opened
	Watched   bool
	Mentioned bool
	DraftBack bool     // a draft of the officer's came back and waits to be mended
	Labels    []string // by name
}

// MarksOf loads the marks of an officer and the labels of an agency on a few reports: one question, for each costs a journey.
func (s *Store) MarksOf(ctx context.Context, q sqldb.Querier, officer, agency civic.ID, reports []civic.ID) (map[civic.ID]Marks, error) {
	out := make(map[civic.ID]Marks, len(reports))
	if len(reports) == 0 {
		return out, nil
	}
	args := arguments{int64(officer), int64(agency)}
	ids := make([]string, len(reports))
	for i, r := range reports {
		ids[i] = `(CAST(` + args.add(int64(r)) + ` AS BIGINT))`
	}
	// One list for all five: SQLite builds a tree for every IN, which takes longer than the looking up.
	rows, err := q.Query(ctx, `WITH v (id) AS MATERIALIZED (VALUES `+strings.Join(ids, `, `)+`)
		SELECT id, 0, seq, '' FROM v JOIN seen ON officer_id = $1 AND report_id = id
		UNION ALL SELECT id, 1, 0, '' FROM v JOIN watch ON officer_id = $1 AND report_id = id
		UNION ALL SELECT id, 2, seq, '' FROM v JOIN mention ON officer_id = $1 AND report_id = id
		UNION ALL SELECT id, 3, 0, name FROM v JOIN label ON agency_id = $2 AND report_id = id
		UNION ALL SELECT id, 4, 0, '' FROM v JOIN draft_back ON officer_id = $1 AND report_id = id`, args...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var id civic.ID
		var kind, seq int
		var label string
		err := scan((*int64)(&id), &kind, &seq, &label)
		m := out[id]
		switch kind {
		case 0:
			m.Seen = seq
		case 1:
			m.Watched = true
		case 2:
			m.Mentioned = true
		case 4:
			m.DraftBack = true
		default:
			m.Labels = append(m.Labels, label)
			slices.Sort(m.Labels)
		}
		out[id] = m
		return struct{}{}, err
	})
	return out, err
}

// Watch queues that an officer wants to hear of a report, or does no longer.
func (s *Store) Watch(q sqldb.Queuer, officer, report civic.ID, on bool) {
	if !on {
		q.Queue(`DELETE FROM watch WHERE officer_id = $1 AND report_id = $2`, int64(officer), int64(report))
		return
	}
	q.Queue(`INSERT INTO watch (officer_id, report_id) VALUES ($1, $2) ON CONFLICT (officer_id, report_id) DO NOTHING`, int64(officer), int64(report))
}

// Mention queues that a note addresses an officer.
func (s *Store) Mention(q sqldb.Queuer, officer, report civic.ID, seq int) {
	q.Queue(`INSERT INTO mention (officer_id, report_id, seq) VALUES ($1, $2, $3) ON CONFLICT (officer_id, report_id, seq) DO NOTHING`, int64(officer), int64(report), seq)
}

// AddLabel queues a label of an agency on a report, or takes it off.
func (s *Store) AddLabel(q sqldb.Queuer, agency, report civic.ID, name string, on bool) {
	if !on {
		q.Queue(`DELETE FROM label WHERE agency_id = $1 AND name = $2 AND report_id = $3`, int64(agency), name, int64(report))
		return
	}
	q.Queue(`INSERT INTO label (agency_id, name, report_id) VALUES ($1, $2, $3) ON CONFLICT (agency_id, name, report_id) DO NOTHING`, int64(agency), name, int64(report))
}

// Labels lists the names of an agency's labels, at most limit.
func (s *Store) Labels(ctx context.Context, q sqldb.Querier, agency civic.ID, limit int) ([]string, error) {
	// From name to name, for one label may stand on many thousands of reports.
	rows, err := q.Query(ctx, `WITH RECURSIVE l (name, n) AS (SELECT MIN(name), 1 FROM label WHERE agency_id = $1
		UNION ALL SELECT (SELECT MIN(name) FROM label WHERE agency_id = $1 AND name > l.name), n + 1 FROM l WHERE l.name IS NOT NULL AND n < $2)
		SELECT name FROM l WHERE name IS NOT NULL`, int64(agency), limit)
	return collect(rows, err, func(scan func(...any) error) (string, error) {
		var name string
		err := scan(&name)
		return name, err
	})
}

// Colleague is an officer to whom something can be handed.
type Colleague struct {
	Officer civic.ID
	Name    string
	Desk    civic.ID
	Role    civic.Role
	Post    civic.ID
	For     civic.ID // whom they act for as a substitute; 0 nobody
}

// Colleagues lists who may act from the posts at some desks, substitutes too, the oldest limit of them, by name.
func (s *Store) Colleagues(ctx context.Context, q sqldb.Querier, desks []civic.ID, now int64, limit int) ([]Colleague, error) {
	in, args := inList(2, desks)
	var out []Colleague
	for _, who := range []string{`at.officer_id`, `(SELECT x.substitute_id` + leaveOf(`at`, `$1`) + ` ORDER BY x.id LIMIT 1)`} {
		rows, err := q.Query(ctx, `WITH at AS (SELECT id, officer_id, agency_id, role FROM post p WHERE agency_id IN (`+in+`) AND `+valid(`p`, `$1`)+` ORDER BY id LIMIT `+strconv.Itoa(limit)+`)
			SELECT o.id, o.name, at.agency_id, at.role, at.id, CASE WHEN at.officer_id = o.id THEN 0 ELSE at.officer_id END FROM at JOIN officer o ON o.id = `+who+` WHERE `+serves(`$1`), append([]any{now}, args...)...)
		found, err := collect(rows, err, scanColleague)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b Colleague) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Officer, b.Officer), cmp.Compare(a.Post, b.Post))
	})
	return out, nil
}

func scanColleague(scan func(...any) error) (c Colleague, err error) {
	return c, scan((*int64)(&c.Officer), &c.Name, (*int64)(&c.Desk), (*string)(&c.Role), (*int64)(&c.Post), (*int64)(&c.For))
}

// DraftBack queues that a draft came back to the officer who wrote it.
func (s *Store) DraftBack(q sqldb.Queuer, officer, report civic.ID) {
	q.Queue(`INSERT INTO draft_back (officer_id, report_id) VALUES ($1, $2) ON CONFLICT (officer_id, report_id) DO NOTHING`, int64(officer), int64(report))
}

// DraftTaken queues that nobody's draft of the report waits to be mended any more.
func (s *Store) DraftTaken(q sqldb.Queuer, report civic.ID) {
	q.Queue(`DELETE FROM draft_back WHERE report_id = $1`, int64(report))
}
