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

// DeskTags are the tags of a report in the officers' index: its holder and everything above.
func DeskTags(chain []civic.ID) []string {
	tags := make([]string, 0, len(chain))
	for _, a := range chain {
		tags = append(tags, agencyTag(a))
	}
	return tags
}

// PutDeskDoc queues a report's own words for the officers' search, in the place of earlier ones. Never of a secret report.
func (s *Store) PutDeskDoc(tx Tx, d Doc) {
	if tx.Dialect().Postgres() { // full-text search has no common text
		tx.Queue(`INSERT INTO search_desk (report_id, lexemes) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
			ON CONFLICT (report_id) DO UPDATE SET lexemes = excluded.lexemes`, int64(d.Report), strings.Join(lexemes(d), " "))
		return
	}
	tx.Queue(`INSERT OR REPLACE INTO search_desk (rowid, words) VALUES ($1, $2)`, int64(d.Report), strings.Join(append(pure(d.Words), d.Tags...), " "))
}

// DropDeskDoc queues the removal of a report's words from the officers' search.
func (s *Store) DropDeskDoc(tx Tx, id civic.ID) {
	if tx.Dialect().Postgres() {
		tx.Queue(`DELETE FROM search_desk WHERE report_id = $1`, int64(id))
		return
	}
	tx.Queue(`DELETE FROM search_desk WHERE rowid = $1`, int64(id))
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
	match := f.match(s.DB.Dialect())
	for range 50 {
		page, n, last, err := s.searchDesk(ctx, f, match)
		if err != nil {
			return nil, 0, err
		}
		found = append(found, page...)
		if n < deskWindow {
			last = 0
		}
		if len(found) > f.Limit || last == 0 {
			return found[:min(len(found), f.Limit+1)], last, nil
		}
		f.Before = last
	}
	return found, f.Before, nil
}

func (s *Store) searchDesk(ctx context.Context, f DeskSearch, match string) (rows []InboxRow, n int, last civic.ID, err error) {
	hits := deskHits(s.DB.Dialect())
	if err = s.reads.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MIN(id), 0) FROM (`+hits+`) x`, match, int64(f.Before), sinceID(f.Sieve.Since), deskWindow).
		Scan(&n, (*int64)(&last)); err != nil || n == 0 {
		return nil, n, last, err
	}
	args := arguments{match, int64(f.Before), sinceID(f.Sieve.Since), deskWindow, int64(f.Desk)}
	narrow := f.Sieve.where(&args)
	if f.State != "" {
		narrow += ` AND r.state = ` + args.add(string(f.State))
	}
	got, err := s.reads.Query(ctx, `WITH hit AS (`+hits+`) SELECT `+reportColumns+`, r.due_at, t.title, t.location_text FROM hit h JOIN report r ON r.id = h.id
		JOIN inbox i ON i.agency_id = $5 AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id
		JOIN report_text t ON t.report_id = r.id WHERE r.secret = FALSE`+narrow, args...)
	rows, err = collect(got, err, scanInbox)
	if f.Queue != 0 {
		rows = slices.DeleteFunc(rows, func(r InboxRow) bool { return r.Report.Queue() != f.Queue })
	}
	slices.SortFunc(rows, func(a, b InboxRow) int { return cmp.Compare(b.Report.ID, a.Report.ID) })
	return rows, n, last, err
}

func deskHits(d sqldb.Dialect) string {
	if d.Postgres() { // full-text search has no common text
		return `SELECT id FROM search_desk_hits($1, $2, $3, $4)`
	}
	return `SELECT rowid AS id FROM search_desk WHERE search_desk MATCH $1 AND rowid < $2 AND rowid >= $3 ORDER BY rowid DESC LIMIT $4`
}
