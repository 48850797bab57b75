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

// DeskTags are the tags of a report in the officers' index: its holder and everything above, and the offices that were
// asked about it as far as they still see it.
func DeskTags(chain []civic.ID, asked ...civic.Support) []string {
	tags := make([]string, 0, len(chain))
	for _, a := range chain {
		tags = append(tags, agencyTag(a))
	}
	for _, h := range (&civic.Report{Supports: asked}).Helpers(chain) {
		tags = append(tags, agencyTag(h.Desk))
	}
	return tags
}

// deskRow is a report's address in SQLite's index, the newest first: such an index skips only forwards, and a search of
// one desk skips all that lies elsewhere. Addresses should be written in this order, each batch of others starts anew.
func deskRow(report civic.ID) int64 { return math.MaxInt64 - int64(report) }

// PutDeskDoc queues a report's own words for the officers' search, in the place of earlier ones. Never of a secret report.
func (s *Store) PutDeskDoc(tx Tx, d Doc) {
	if tx.Dialect().Postgres() { // full-text search has no common text
		tx.Queue(`INSERT INTO search_desk (report_id, lexemes) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
			ON CONFLICT (report_id) DO UPDATE SET lexemes = excluded.lexemes`, int64(d.Report), strings.Join(lexemes(d), " "))
		return
	}
	tx.Queue(`INSERT OR REPLACE INTO search_desk (rowid, words) VALUES ($1, $2)`, deskRow(d.Report), strings.Join(append(pure(d.Words), d.Tags...), " "))
}

// DropDeskDoc queues the removal of a report's words from the officers' search.
func (s *Store) DropDeskDoc(tx Tx, id civic.ID) {
	if tx.Dialect().Postgres() {
		tx.Queue(`DELETE FROM search_desk WHERE report_id = $1`, int64(id))
		return
	}
	tx.Queue(`DELETE FROM search_desk WHERE rowid = $1`, deskRow(id))
}

// DeskSearch asks for reports by words.
type DeskSearch struct {
	Desk   civic.ID
	Words  []string // analysed already
	Queue  civic.Queue
	State  civic.State
	Sieve  Sieve
	Before civic.ID // older than this report, 0 from the newest
	Limit  int
}

// match asks for the words and the desk: all are words of one index, and none can be taken for another kind.
func (f DeskSearch) match(d sqldb.Dialect) string {
	with := " AND "
	if d.Postgres() { // full-text search has no common text
		with = " & "
	}
	return strings.Join(quoted(append(pure(f.Words), agencyTag(f.Desk)), d), with)
}

// deskWindow is how many hits of the index are looked at in one go.
const deskWindow = 200

// SearchDesk finds reports at the desk or below by the words of their reporters, newest first, one more than the limit
// when there are more. What has become secret is not found, whatever the index still says. It looks at no more than
// fifty windows of hits; next is where it stopped, 0 at the end.
func (s *Store) SearchDesk(ctx context.Context, f DeskSearch) (found []InboxRow, next civic.ID, err error) {
	if f.Before == 0 {
		f.Before = math.MaxInt64
	}
	for range 50 {
		hits, err := s.deskHits(ctx, f)
		if err != nil {
			return nil, 0, err
		}
		page, err := s.searchDesk(ctx, f, hits)
		if err == nil {
			page, err = s.searchHelped(ctx, f, hits, page)
		}
		if err != nil {
			return nil, 0, err
		}
		found = append(found, page...)
		if len(hits) < deskWindow {
			return found[:min(len(found), f.Limit+1)], 0, nil
		}
		f.Before = hits[len(hits)-1]
		if len(found) > f.Limit {
			return found[:f.Limit+1], f.Before, nil
		}
	}
	return found, f.Before, nil
}

// deskHits are the next reports that have all words, newest first.
func (s *Store) deskHits(ctx context.Context, f DeskSearch) ([]civic.ID, error) {
	sql, args := `SELECT id FROM search_desk_hits($1, $2, $3, $4)`, []any{f.match(s.DB.Dialect()), int64(f.Before), sinceID(f.Sieve.Since), deskWindow}
	if !s.DB.Dialect().Postgres() { // full-text search has no common text
		sql = `SELECT $5 - rowid FROM search_desk WHERE search_desk MATCH $1 AND rowid > $5 - $2 AND rowid <= $5 - $3 ORDER BY rowid LIMIT $4`
		args = append(args, int64(math.MaxInt64))
	}
	rows, err := s.reads.Query(ctx, sql, args...)
	return collect(rows, err, func(scan func(...any) error) (id civic.ID, err error) { return id, scan((*int64)(&id)) })
}

// searchDesk loads those of the hits that lie at the desk and pass.
func (s *Store) searchDesk(ctx context.Context, f DeskSearch, hits []civic.ID) ([]InboxRow, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	args := arguments{int64(f.Desk)}
	in := make([]string, len(hits))
	for i, id := range hits {
		in[i] = args.add(int64(id))
	}
	narrow := f.Sieve.where(&args)
	if f.State != "" {
		narrow += ` AND r.state = ` + args.add(string(f.State))
	}
	got, err := s.reads.Query(ctx, `SELECT `+reportColumns+`, r.due_at, t.title, t.location_text FROM report r
		JOIN inbox i ON i.agency_id = $1 AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id
		JOIN report_text t ON t.report_id = r.id WHERE r.id IN (`+strings.Join(in, `, `)+`) AND r.secret = FALSE`+narrow, args...)
	rows, err := collect(got, err, inboxScanner())
	if f.Queue != 0 {
		rows = slices.DeleteFunc(rows, func(r InboxRow) bool { return r.Report.Queue() != f.Queue })
	}
	slices.SortFunc(rows, func(a, b InboxRow) int { return cmp.Compare(b.Report.ID, a.Report.ID) })
	return rows, err
}
