package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Doc is the searchable form of one published report: analysed words of its public text, and tags.
type Doc struct {
	Report civic.ID
	Words  []string
	Tags   []string
}

// Tags by which a public list can be narrowed. Each is one word of the index.
func agencyTag(id civic.ID) string  { return fmt.Sprintf("_a%d", int64(id)) }
func regionTag(code string) string  { return "_r" + plain(strings.ReplaceAll(code, ".", "x")) }
func topicTag(id civic.ID) string   { return fmt.Sprintf("_t%d", int64(id)) }
func stateTag(s civic.State) string { return "_s" + plain(string(s)) }
func classTag(c civic.Class) string { return "_c" + plain(string(c)) }

// plain keeps what the names of regions, states and classes are made of; a filter may come as it was typed.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '_' {
			return c
		}
		return -1
	}, s)
}

// TagsOf lists the tags of a report: its holder and everything above, its place and everything around,
// its topic and the topic above, state and class.
func TagsOf(r *civic.Report, chain, topics []civic.ID) []string {
	var tags []string
	for _, a := range chain {
		tags = append(tags, agencyTag(a))
	}
	for _, n := range []int{2, 5, 8, 13} {
		if len(r.Region) >= n {
			tags = append(tags, regionTag(r.Region[:n]))
		}
	}
	for _, t := range topics {
		tags = append(tags, topicTag(t))
	}
	return append(tags, stateTag(r.State), classTag(r.Class))
}

// PutDoc queues a document in the place of the report's earlier one.
func (s *Store) PutDoc(tx Tx, d Doc) {
	if tx.Dialect().Postgres() { // full-text search has no common text
		tx.Queue(`INSERT INTO search (report_id, lexemes) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
			ON CONFLICT (report_id) DO UPDATE SET lexemes = excluded.lexemes`, int64(d.Report), strings.Join(lexemes(d), " "))
		return
	}
	tx.Queue(`INSERT OR REPLACE INTO search (rowid, words, tags) VALUES ($1, $2, $3)`, int64(d.Report), strings.Join(pure(d.Words), " "), strings.Join(d.Tags, " "))
}

// lexemes of PostgreSQL: words and tags in one set, none twice.
func lexemes(d Doc) []string {
	all := append(pure(d.Words), d.Tags...)
	slices.Sort(all)
	return slices.Compact(all)
}

// maxWord is the length to which a word is cut, in letters; an index of PostgreSQL refuses words of two kilobytes.
const maxWord = 60

// pure keeps letters and digits of words: what is left cannot be taken for a tag, nor change the grammar of a query.
func pure(words []string) []string {
	out := make([]string, 0, len(words)+8)
	for _, w := range words {
		n := 0
		w = strings.Map(func(c rune) rune {
			if n++; n > maxWord || !unicode.IsLetter(c) && !unicode.IsNumber(c) {
				return -1
			}
			return c
		}, w)
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// DropDoc queues the removal of the report's document.
func (s *Store) DropDoc(tx Tx, id civic.ID) {
	if tx.Dialect().Postgres() {
		tx.Queue(`DELETE FROM search WHERE report_id = $1`, int64(id))
		return
	}
	tx.Queue(`DELETE FROM search WHERE rowid = $1`, int64(id))
}

// Filter narrows a public list. Words are analysed already.
type Filter struct {
	Words  []string
	Agency civic.ID
	Region string
	Topic  civic.ID
	State  civic.State
	Class  civic.Class
	Since  int64    // microseconds UTC, 0 all
	Before civic.ID // keyset: older than this report, 0 from the newest
	Limit  int
}

func (f Filter) tags() []string {
	var tags []string
	if f.Agency != 0 {
		tags = append(tags, agencyTag(f.Agency))
	}
	if f.Region != "" {
		tags = append(tags, regionTag(f.Region))
	}
	if f.Topic != 0 {
		tags = append(tags, topicTag(f.Topic))
	}
	if f.State != "" {
		tags = append(tags, stateTag(f.State))
	}
	if f.Class != "" {
		tags = append(tags, classTag(f.Class))
	}
	return tags
}

// match writes the index query; ok is false when there is nothing to match.
// Words and tags are letters, digits and '_' only, so nothing typed can change the query's grammar.
func (f Filter) match(d sqldb.Dialect) (string, bool) {
	words, tags := quoted(pure(f.Words), d), quoted(f.tags(), d)
	if len(words)+len(tags) == 0 {
		return "", false
	}
	if d.Postgres() {
		return strings.Join(append(words, tags...), " & "), true
	}
	var parts []string
	if len(words) > 0 {
		parts = append(parts, "words : ("+strings.Join(words, " AND ")+")")
	}
	if len(tags) > 0 {
		parts = append(parts, "tags : ("+strings.Join(tags, " AND ")+")")
	}
	return strings.Join(parts, " AND "), true
}

func quoted(words []string, d sqldb.Dialect) []string {
	q := `"`
	if d.Postgres() {
		q = `'`
	}
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, q+w+q)
	}
	return out
}

// PublicRow is one line of the public list.
type PublicRow struct {
	Report      civic.Report
	Title, Body string // of the public version; the body is cut
	Place       string
}

var publicColumns = reportColumns + `, p.title, substr(p.body, 1, 240), p.place`

// PublicReports lists published reports, newest first, one more than the limit when there are more.
func (s *Store) PublicReports(ctx context.Context, f Filter) ([]PublicRow, error) {
	if f.Before == 0 {
		f.Before = math.MaxInt64
	}
	match, narrowed := f.match(s.DB.Dialect())
	if !narrowed {
		return s.public(ctx, f.Limit+1, `SELECT id FROM report WHERE published = TRUE AND secret = FALSE AND id < $1 AND id >= $2 ORDER BY id DESC LIMIT $3`,
			int64(f.Before), sinceID(f.Since), f.Limit+1)
	}
	var out []PublicRow
	for {
		rows, err := s.public(ctx, f.Limit+1-len(out), s.hitSQL(), match, int64(f.Before), sinceID(f.Since), f.window())
		if out = append(out, rows...); err != nil || len(out) > f.Limit {
			return out, err
		}
		// A short page: the last one, or too many of the hits are not public any more.
		n, last, err := s.hits(ctx, f, match)
		if err != nil || n < f.window() {
			return out, err
		}
		f.Before = last
		if len(out) > 0 {
			f.Before = min(last, out[len(out)-1].Report.ID) // nothing twice, whatever was indexed meanwhile
		}
	}
}

// window is how many hits of the index are looked at in one go: one more than a page, and a few in the place
// of those that went out of public view a moment ago and still stand in the index.
func (f Filter) window() int { return f.Limit + 5 }

func (s *Store) hitSQL() string {
	if s.DB.Dialect().Postgres() { // full-text search has no common text
		return `SELECT id FROM search_hits($1, $2, $3, $4)`
	}
	return `SELECT rowid AS id FROM search WHERE search MATCH $1 AND rowid < $2 AND rowid >= $3 ORDER BY rowid DESC LIMIT $4`
}

// public loads those of the reports selected by sql that are public, newest first, at most limit. The selection is
// made first and the rest joined to its few rows, whatever a planner that does not know the arguments may think
// of them; hence also the order is made here.
func (s *Store) public(ctx context.Context, limit int, sql string, args ...any) ([]PublicRow, error) {
	rows, err := s.reads.Query(ctx, `WITH hit AS (`+sql+`) SELECT `+publicColumns+` FROM hit h JOIN report r ON r.id = h.id
		JOIN publication p ON p.report_id = r.id AND p.version = r.version WHERE r.published = TRUE AND r.secret = FALSE`, args...)
	out, err := collect(rows, err, scanPublic)
	slices.SortFunc(out, func(a, b PublicRow) int { return cmp.Compare(b.Report.ID, a.Report.ID) })
	return out[:min(limit, len(out))], err
}

// hits counts the next hits, public or not, and tells the last of them.
func (s *Store) hits(ctx context.Context, f Filter, match string) (n int, last civic.ID, err error) {
	err = s.reads.QueryRow(ctx, `SELECT count(*), COALESCE(min(id), 0) FROM (`+s.hitSQL()+`) x`, match, int64(f.Before), sinceID(f.Since), f.window()).Scan(&n, (*int64)(&last))
	return n, last, err
}

// sinceID is the smallest id a report received at that time can have.
func sinceID(us int64) int64 {
	if us == 0 {
		return 0
	}
	return int64(civic.NewIDs(0).Next(Moment(us)))
}

func scanPublic(scan func(...any) error) (PublicRow, error) {
	var d reportScan
	var row PublicRow
	err := scan(d.dest(&row.Title, &row.Body, &row.Place)...)
	if err != nil {
		return row, err
	}
	row.Report, err = d.report()
	return row, err
}

// PublicCount counts published reports that match, at most limit.
func (s *Store) PublicCount(ctx context.Context, f Filter, limit int) (int, error) {
	var n int
	match, narrowed := f.match(s.DB.Dialect())
	sql := `SELECT search_count($1, $2, $3)`
	switch {
	case !narrowed:
		err := s.reads.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM report WHERE published = TRUE AND secret = FALSE AND id >= $1 ORDER BY id DESC LIMIT $2) x`, sinceID(f.Since), limit).Scan(&n)
		return n, err
	case !s.DB.Dialect().Postgres(): // full-text search has no common text
		sql = `SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH $1 AND rowid >= $2 LIMIT $3) x`
	}
	err := s.reads.QueryRow(ctx, sql, match, sinceID(f.Since), limit).Scan(&n)
	return n, err
}
