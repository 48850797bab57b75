package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// ServiceDoc is the searchable form of a published service: analysed words, and where it is found.
type ServiceDoc struct {
	Service civic.ID
	Name    []string // words of its name
	Words   []string // all by which it may be looked for, those of the name included
	Chain   []civic.ID
	Region  string   // of whoever gives it; empty: the whole country
	Places  []string // regions of its places
	Free    bool
	Online  bool
}

const (
	anyServiceTag    = "_x" // every service has it
	freeServiceTag   = "_gratis"
	onlineServiceTag = "_daring"
)

// servesTag marks whoever gives a service in a whole region; without a code, in the whole country.
func servesTag(code string) string { return "_o" + strings.TrimPrefix(regionTag(code), "_r") }

func (d *ServiceDoc) tags() []string {
	tags := []string{anyServiceTag, servesTag(d.Region)}
	for _, a := range d.Chain {
		tags = append(tags, agencyTag(a))
	}
	for _, code := range append([]string{d.Region}, d.Places...) {
		for _, n := range []int{2, 5, 8, 13} {
			if len(code) >= n {
				tags = append(tags, regionTag(code[:n]))
			}
		}
	}
	if d.Free {
		tags = append(tags, freeServiceTag)
	}
	if d.Online {
		tags = append(tags, onlineServiceTag)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// PutServiceDoc queues a document in the place of the service's earlier one.
func (s *Store) PutServiceDoc(tx Tx, d *ServiceDoc) {
	if tx.Dialect().Postgres() { // full-text search has no common text
		all := lexemes(Doc{Words: d.Words, Tags: append(d.tags(), named(pure(d.Name))...)})
		tx.Queue(`INSERT INTO search_service (service_id, lexemes) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
			ON CONFLICT (service_id) DO UPDATE SET lexemes = excluded.lexemes`, int64(d.Service), strings.Join(all, " "))
		return
	}
	tx.Queue(`INSERT OR REPLACE INTO search_service (rowid, name, words, tags) VALUES ($1, $2, $3, $4)`,
		int64(d.Service), strings.Join(pure(d.Name), " "), strings.Join(pure(d.Words), " "), strings.Join(d.tags(), " "))
}

// DropServiceDoc queues that a service is not found any more.
func (s *Store) DropServiceDoc(tx Tx, id civic.ID) {
	if tx.Dialect().Postgres() {
		tx.Queue(`DELETE FROM search_service WHERE service_id = $1`, int64(id))
		return
	}
	tx.Queue(`DELETE FROM search_service WHERE rowid = $1`, int64(id))
}

// named marks words of a name.
func named(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "_n" + w
	}
	return out
}

// Said is something that is looked for: one of several ways to say it, each of which is all of its words.
type Said [][]string

// ServiceSearch asks for published services.
type ServiceSearch struct {
	Words  []Said // all of them
	Named  Said   // in the name; nil for any
	Agency civic.ID
	Region string
	Free   bool
	Online bool
	After  ServicePlace
	Limit  int
}

// ServicePlace is a place in a list of services found: first those that have all words in their names, then the others,
// both newest first.
type ServicePlace struct {
	Other bool
	ID    civic.ID // 0: from the beginning
}

// ServiceHit is a service that was found.
type ServiceHit struct {
	ServiceHead
	Other bool // not all of the words stand in its name
}

// FindServices lists published services, one more than the limit when there are more.
func (s *Store) FindServices(ctx context.Context, f ServiceSearch) ([]ServiceHit, error) {
	var out []ServiceHit
	for _, other := range []bool{false, true} {
		if other && len(f.Words) == 0 || f.After.Other && !other {
			continue
		}
		before := int64(math.MaxInt64)
		if f.After.Other == other && f.After.ID != 0 {
			before = int64(f.After.ID)
		}
		rows, err := s.reads.Query(ctx, `WITH hit AS (`+s.serviceHitSQL()+`) SELECT `+serviceHeadColumns+` FROM hit h JOIN service s ON s.id = h.id
			JOIN service_version v ON v.service_id = s.id AND v.state = 'published' AND v.state IN ('published', 'suspended')`,
			f.match(s.DB.Dialect(), other), before, f.Limit+1-len(out))
		found, err := collect(rows, err, func(scan func(...any) error) (h ServiceHit, err error) {
			h.Other = other
			return h, serviceHeadInto(scan, &h.ServiceHead)
		})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(found, func(a, b ServiceHit) int { return cmp.Compare(b.Service, a.Service) })
		if out = append(out, found...); len(out) > f.Limit {
			break
		}
	}
	return out, nil
}

func (s *Store) serviceHitSQL() string {
	if s.DB.Dialect().Postgres() { // full-text search has no common text
		return `SELECT id FROM service_hits($1, $2, $3)`
	}
	return `SELECT rowid AS id FROM search_service WHERE search_service MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3`
}

// CountServices counts what FindServices would find, at most limit.
func (s *Store) CountServices(ctx context.Context, f ServiceSearch, limit int) (n int, err error) {
	sql := `SELECT count(*) FROM (SELECT 1 FROM search_service WHERE search_service MATCH $1 LIMIT $2) x`
	if s.DB.Dialect().Postgres() {
		sql = `SELECT service_count($1, $2)`
	}
	err = s.reads.QueryRow(ctx, sql, f.tally(s.DB.Dialect()), limit).Scan(&n)
	return n, err
}

// match writes the question to the index for those that have all words in their names, or for the others.
// All that stands in it is letters, digits and '_', so nothing typed can change its grammar.
func (f *ServiceSearch) match(d sqldb.Dialect, other bool) string {
	w := asking{d}
	switch {
	case len(f.Words) == 0:
		return w.all(f.narrow(w))
	case !other:
		return w.all(append([]string{w.said(f.Words, true)}, f.narrow(w)...))
	}
	return w.all(append([]string{w.but(w.said(f.Words, false), w.said(f.Words, true))}, f.narrow(w)...))
}

// tally is match for both.
func (f *ServiceSearch) tally(d sqldb.Dialect) string {
	w := asking{d}
	parts := f.narrow(w)
	if len(f.Words) > 0 {
		parts = append([]string{w.said(f.Words, false)}, parts...)
	}
	return w.all(parts)
}

// narrow writes the conditions beside the words.
func (f *ServiceSearch) narrow(w asking) []string {
	var out []string
	if len(f.Named) > 0 {
		out = append(out, w.said([]Said{f.Named}, true))
	}
	if f.Agency != 0 {
		out = append(out, w.tags(agencyTag(f.Agency)))
	}
	if f.Region != "" {
		serving := []string{regionTag(f.Region), servesTag("")}
		for _, n := range []int{2, 5, 8} {
			if len(f.Region) > n {
				serving = append(serving, servesTag(f.Region[:n]))
			}
		}
		out = append(out, w.tags(serving...))
	}
	if f.Free {
		out = append(out, w.tags(freeServiceTag))
	}
	if f.Online {
		out = append(out, w.tags(onlineServiceTag))
	}
	if len(out)+len(f.Words) == 0 { // only then: to meet it with the others would walk through all services
		out = append(out, w.tags(anyServiceTag))
	}
	return out
}

// asking writes questions in the grammar of one of the two full-text searches.
type asking struct{ d sqldb.Dialect }

func (w asking) all(parts []string) string {
	if w.d.Postgres() {
		return strings.Join(parts, " & ")
	}
	return strings.Join(parts, " AND ")
}

func (w asking) but(a, b string) string {
	if w.d.Postgres() {
		return a + " & !" + b
	}
	return "(" + a + " NOT " + b + ")"
}

// tags asks for one of several tags.
func (w asking) tags(tags ...string) string {
	if w.d.Postgres() {
		return "(" + strings.Join(quoted(tags, w.d), " | ") + ")"
	}
	return "tags : (" + strings.Join(quoted(tags, w.d), " OR ") + ")"
}

// said asks for all of some things, in the name or anywhere. Of what holds no word that can be looked for nothing is asked;
// pure leaves none out that triage made.
func (w asking) said(words []Said, inName bool) string {
	or, column := " OR ", map[bool]string{true: "name : ", false: "words : "}[inName]
	if w.d.Postgres() {
		or, column = " | ", ""
	}
	var groups []string
	for _, g := range words {
		var ways []string
		for _, way := range g {
			way = pure(way)
			if inName && w.d.Postgres() {
				way = named(way)
			}
			ways = append(ways, "("+w.all(quoted(way, w.d))+")")
		}
		groups = append(groups, "("+strings.Join(ways, or)+")")
	}
	return column + "(" + w.all(groups) + ")"
}

// ServiceWords is what is known of the words of a search, as data: rows of words that mean the same, and of words that are
// not looked for, each with bars between.
func (s *Store) ServiceWords(ctx context.Context, q sqldb.Querier) (same, idle []string, err error) {
	rows, err := q.Query(ctx, `SELECT kind, words FROM service_word ORDER BY id`)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var kind, words string
		err := scan(&kind, &words)
		if kind == "idle" {
			idle = append(idle, words)
		} else {
			same = append(same, words)
		}
		return struct{}{}, err
	})
	return same, idle, err
}

// LifeEvent is a moment of a life, and the names of services that people need then, with bars between.
type LifeEvent struct{ Code, TextID, TextEN, Words string }

// LifeEvents lists the moments, in their order.
func (s *Store) LifeEvents(ctx context.Context, q sqldb.Querier) ([]LifeEvent, error) {
	rows, err := q.Query(ctx, `SELECT code, text_id, text_en, words FROM life_event ORDER BY place, code`)
	return collect(rows, err, func(scan func(...any) error) (e LifeEvent, err error) {
		return e, scan(&e.Code, &e.TextID, &e.TextEN, &e.Words)
	})
}
