package store

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// MaxCompetenceRules is the most that one desk may have.
const MaxCompetenceRules = 300

// CompetenceVersion is one saving of a desk's rules.
type CompetenceVersion struct {
	Version int
	At      int64    // microseconds UTC
	Officer civic.ID // 0: an import
	Name    string   // the officer's
}

const competenceColumns = `id, name, region, COALESCE(topic_id, 0), class, words, from_day, until_day, target_id, source`

// scanRule reads competenceColumns, after what more is wanted of the row.
func scanRule(scan func(...any) error, more ...any) (civic.CompetenceRule, error) {
	var r civic.CompetenceRule
	var from, until string
	err := scan(append(more, (*int64)(&r.ID), &r.Name, &r.Region, (*int64)(&r.Topic), (*string)(&r.Class), &r.Words, &from, &until, (*int64)(&r.Target), &r.Source)...)
	if err == nil {
		r.From, err = day(from)
	}
	if err == nil {
		r.Until, err = day(until)
	}
	return r, err
}

// competences reads the newest rules of all desks.
func (s *Store) competences(ctx context.Context, q sqldb.Querier) ([]civic.CompetenceSet, error) {
	// A look at the end of the key for each agency: the older versions of the whole country are not walked through.
	rows, err := q.Query(ctx, `SELECT id, version FROM (SELECT a.id, (SELECT max(c.version) FROM competence c WHERE c.agency_id = a.id) AS version FROM agency a) x
		WHERE version IS NOT NULL ORDER BY id`)
	sets, err := collect(rows, err, func(scan func(...any) error) (civic.CompetenceSet, error) {
		var set civic.CompetenceSet
		err := scan((*int64)(&set.Desk), &set.Version)
		return set, err
	})
	if err != nil || len(sets) == 0 {
		return nil, err
	}
	at := make(map[civic.ID]int, len(sets))
	for i := range sets {
		at[sets[i].Desk] = i
	}
	rows, err = q.Query(ctx, `SELECT agency_id, `+competenceColumns+` FROM competence_rule WHERE gone = 0 ORDER BY agency_id, place`)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var desk civic.ID
		r, err := scanRule(scan, (*int64)(&desk))
		if i, ok := at[desk]; ok && err == nil {
			sets[i].Rules = append(sets[i].Rules, r)
		}
		return struct{}{}, err
	})
	return sets, err
}

// CompetenceNow returns the number of the newest version of a desk's rules, 0 when there is none.
func (s *Store) CompetenceNow(ctx context.Context, q sqldb.Querier, desk civic.ID) (version int, err error) {
	err = q.QueryRow(ctx, `SELECT CAST(COALESCE(max(version), 0) AS BIGINT) FROM competence WHERE agency_id = $1`, int64(desk)).Scan(&version)
	return version, err
}

// CompetenceAt reads the rules of a desk as of a version, in their order.
func (s *Store) CompetenceAt(ctx context.Context, q sqldb.Querier, desk civic.ID, version int) (civic.CompetenceSet, error) {
	set := civic.CompetenceSet{Desk: desk, Version: version}
	rows, err := q.Query(ctx, `SELECT `+competenceColumns+` FROM competence_rule WHERE agency_id = $1 AND since <= $2 AND (gone = 0 OR gone > $2) ORDER BY place LIMIT $3`,
		int64(desk), version, MaxCompetenceRules)
	set.Rules, err = collect(rows, err, func(scan func(...any) error) (civic.CompetenceRule, error) { return scanRule(scan) })
	return set, err
}

// CompetenceVersions lists the savings of a desk's rules below a version, the newest first; below 0 from the newest.
func (s *Store) CompetenceVersions(ctx context.Context, q sqldb.Querier, desk civic.ID, below, limit int) ([]CompetenceVersion, error) {
	if below <= 0 {
		below = 1 << 30
	}
	rows, err := q.Query(ctx, `SELECT c.version, c.at, COALESCE(c.officer_id, 0), COALESCE(o.name, '') FROM competence c LEFT JOIN officer o ON o.id = c.officer_id
		WHERE c.agency_id = $1 AND c.version < $2 ORDER BY c.version DESC LIMIT $3`, int64(desk), below, limit)
	return collect(rows, err, func(scan func(...any) error) (CompetenceVersion, error) {
		var v CompetenceVersion
		err := scan(&v.Version, &v.At, (*int64)(&v.Officer), &v.Name)
		return v, err
	})
}

// SaveCompetence queues the next version of a desk's rules: is, after was. Two that save after the same version violate
// the key.
func (s *Store) SaveCompetence(q sqldb.Queuer, was, is civic.CompetenceSet, v CompetenceVersion) {
	q.Queue(`INSERT INTO competence (agency_id, version, at, officer_id) VALUES ($1, $2, $3, $4)`, int64(is.Desk), is.Version, v.At, nullID(v.Officer))
	stays := func(id civic.ID) bool {
		i, j := place(was.Rules, id), place(is.Rules, id)
		return i == j && i >= 0 && was.Rules[i] == is.Rules[j]
	}
	for _, r := range was.Rules {
		if !stays(r.ID) {
			q.Queue(`UPDATE competence_rule SET gone = $3 WHERE agency_id = $1 AND id = $2 AND gone = 0`, int64(is.Desk), int64(r.ID), is.Version)
		}
	}
	for i, r := range is.Rules {
		if stays(r.ID) {
			continue
		}
		q.Queue(`INSERT INTO competence_rule (agency_id, id, since, gone, place, name, region, topic_id, class, words, from_day, until_day, target_id, source)
			VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			int64(is.Desk), int64(r.ID), is.Version, i+1, r.Name, r.Region, nullID(r.Topic), string(r.Class), r.Words, r.From.String(), r.Until.String(), int64(r.Target), r.Source)
	}
}

func place(rules []civic.CompetenceRule, id civic.ID) int {
	return slices.IndexFunc(rules, func(r civic.CompetenceRule) bool { return r.ID == id })
}
