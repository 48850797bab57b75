package store

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// WatchRow is a report that an officer watches.
type WatchRow struct {
	Report civic.Report
	Title  string
	Place  string
	Note   string
	At     int64 // since when, microseconds UTC; 0 for those from before that was kept
	Seen   int   // events read
}

// KeepWatch queues that an officer watches a report. An empty note keeps the one that is there, and the first day stays.
func (s *Store) KeepWatch(q sqldb.Queuer, officer, report civic.ID, note string, at int64) {
	q.Queue(`INSERT INTO watch (officer_id, report_id, note, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (officer_id, report_id) DO UPDATE SET note = CASE WHEN excluded.note = '' THEN watch.note ELSE excluded.note END`, int64(officer), int64(report), note, at)
}

// WatchPlace is where a page of a watch list goes on: after this one. Zero: at the latest.
type WatchPlace struct {
	At     int64
	Report civic.ID
}

// WatchList lists what an officer watches, the latest first, one more than the limit when there are more.
func (s *Store) WatchList(ctx context.Context, q sqldb.Querier, officer civic.ID, after WatchPlace, limit int) ([]WatchRow, error) {
	if after.Report == 0 {
		after = WatchPlace{math.MaxInt64, math.MaxInt64}
	}
	rows, err := q.Query(ctx, `WITH page AS (SELECT w.at, w.report_id, w.note FROM watch w WHERE w.officer_id = $1 AND (w.at, w.report_id) < ($2, $3) ORDER BY w.at DESC, w.report_id DESC LIMIT $4)
		SELECT `+reportColumns+`, t.title, t.location_text, page.note, page.at, COALESCE((SELECT sn.seq FROM seen sn WHERE sn.officer_id = $1 AND sn.report_id = page.report_id), 0)
		FROM page JOIN report r ON r.id = page.report_id JOIN report_text t ON t.report_id = page.report_id ORDER BY page.at DESC, page.report_id DESC`,
		int64(officer), after.At, int64(after.Report), limit+1)
	return collect(rows, err, func(scan func(...any) error) (row WatchRow, err error) {
		var d reportScan
		if err = scan(d.dest(&row.Title, &row.Place, &row.Note, &row.At, &row.Seen)...); err == nil {
			row.Report, err = d.report()
		}
		return row, err
	})
}

// WatchNews is a watched report on which more happened than its officer read.
type WatchNews struct {
	Officer civic.ID
	Report  civic.Report
}

// WatchNews lists them for some officers, of each the most that were watched last.
func (s *Store) WatchNews(ctx context.Context, q sqldb.Querier, officers []civic.ID, most int) ([]WatchNews, error) {
	if len(officers) == 0 {
		return nil, nil
	}
	in, args := inList(1, officers)
	rows, err := q.Query(ctx, `WITH w AS (SELECT officer_id, report_id, row_number() OVER (PARTITION BY officer_id ORDER BY at DESC, report_id DESC) AS n FROM watch WHERE officer_id IN (`+in+`))
		SELECT `+reportColumns+`, w.officer_id FROM w JOIN report r ON r.id = w.report_id
		WHERE w.n <= `+strconv.Itoa(most)+` AND NOT EXISTS (SELECT 1 FROM seen sn WHERE sn.officer_id = w.officer_id AND sn.report_id = w.report_id AND sn.seq >= r.seq)
		ORDER BY w.officer_id, w.n`, args...)
	return collect(rows, err, func(scan func(...any) error) (x WatchNews, err error) {
		var d reportScan
		if err = scan(d.dest((*int64)(&x.Officer))...); err == nil {
			x.Report, err = d.report()
		}
		return x, err
	})
}

// WatchedTopic is a topic that an officer watches, in an area, at an office or everywhere.
type WatchedTopic struct {
	ID       civic.ID
	Officer  civic.ID
	Topic    civic.ID
	Region   string   // "" anywhere
	Agency   civic.ID // 0 anywhere
	Note     string
	At       int64
	LookedAt int64 // what came later is new
}

// SaveWatchedTopic queues a topic to watch.
func (s *Store) SaveWatchedTopic(q sqldb.Queuer, w *WatchedTopic) {
	q.Queue(`INSERT INTO watch_topic (id, officer_id, topic_id, region, agency_id, note, at, looked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		int64(w.ID), int64(w.Officer), int64(w.Topic), w.Region, int64(w.Agency), w.Note, w.At, w.LookedAt)
}

// WatchedTopics lists the topics that an officer watches, at most limit.
func (s *Store) WatchedTopics(ctx context.Context, q sqldb.Querier, officer civic.ID, limit int) ([]WatchedTopic, error) {
	rows, err := q.Query(ctx, `SELECT id, officer_id, topic_id, region, agency_id, note, at, looked_at FROM watch_topic WHERE officer_id = $1 ORDER BY id LIMIT $2`, int64(officer), limit)
	return collect(rows, err, func(scan func(...any) error) (w WatchedTopic, err error) {
		err = scan((*int64)(&w.ID), (*int64)(&w.Officer), (*int64)(&w.Topic), &w.Region, (*int64)(&w.Agency), &w.Note, &w.At, &w.LookedAt)
		return w, err
	})
}

// DropWatchedTopic queues that an officer watches a topic no longer.
func (s *Store) DropWatchedTopic(q sqldb.Queuer, officer, id civic.ID) {
	q.Queue(`DELETE FROM watch_topic WHERE officer_id = $1 AND id = $2`, int64(officer), int64(id))
}

// LookedAtTopics queues that an officer saw the list of watched topics.
func (s *Store) LookedAtTopics(q sqldb.Queuer, officer civic.ID, at int64) {
	q.Queue(`UPDATE watch_topic SET looked_at = $1 WHERE officer_id = $2`, at, int64(officer))
}

// RemovedWatch is what an officer took off the watch list last: one of the two.
type RemovedWatch struct {
	Report civic.ID      `json:"report,omitempty"`
	Note   string        `json:"note,omitempty"`
	At     int64         `json:"at,omitempty"`
	Topic  *WatchedTopic `json:"topic,omitempty"`
}

// RememberWatch queues what was taken off, in the place of what was taken off before.
func (s *Store) RememberWatch(q sqldb.Queuer, officer civic.ID, x *RemovedWatch) {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // numbers and short words only
	}
	q.Queue(`INSERT INTO watch_removed (officer_id, what) VALUES ($1, $2) ON CONFLICT (officer_id) DO UPDATE SET what = excluded.what`, int64(officer), string(b))
}

// LastRemovedWatch is what an officer took off last. Errors: not_found.
func (s *Store) LastRemovedWatch(ctx context.Context, q sqldb.Querier, officer civic.ID) (x RemovedWatch, err error) {
	var what string
	err = q.QueryRow(ctx, `SELECT what FROM watch_removed WHERE officer_id = $1`, int64(officer)).Scan(&what)
	if errors.Is(err, sqldb.ErrNoRows) {
		return x, civic.NotFound("error.not_found")
	}
	if err == nil {
		err = json.Unmarshal([]byte(what), &x)
	}
	return x, err
}

// ForgetWatch queues that nothing is there to put back.
func (s *Store) ForgetWatch(q sqldb.Queuer, officer civic.ID) {
	q.Queue(`DELETE FROM watch_removed WHERE officer_id = $1`, int64(officer))
}

// WatchOf is one watched report's note and day; ok is false when it is not watched.
func (s *Store) WatchOf(ctx context.Context, q sqldb.Querier, officer, report civic.ID) (note string, at int64, ok bool, err error) {
	err = q.QueryRow(ctx, `SELECT note, at FROM watch WHERE officer_id = $1 AND report_id = $2`, int64(officer), int64(report)).Scan(&note, &at)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", 0, false, nil
	}
	return note, at, err == nil, err
}
