package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tuntas/internal/civic"
)

// searchHelped adds to what was found at a desk those of the hits about which it was only asked: they stand in its list
// under its own deadline. found are those that lie at the desk or below it.
func (s *Store) searchHelped(ctx context.Context, f DeskSearch, hits []civic.ID, found []InboxRow) ([]InboxRow, error) {
	if f.State != "" || len(found) == len(hits) { // a list of one state has none of them either
		return found, nil
	}
	missing := slices.DeleteFunc(slices.Clone(hits), func(id civic.ID) bool {
		return slices.ContainsFunc(found, func(r InboxRow) bool { return r.Report.ID == id })
	})
	in, args := inList(1, missing)
	rows, err := s.reads.Query(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id IN (`+in+`) AND r.supports <> ''`, args...)
	asked, err := collect(rows, err, func(scan func(...any) error) (civic.Report, error) {
		var d reportScan
		if err := scan(d.dest()...); err != nil {
			return civic.Report{}, err
		}
		return d.report()
	})
	if err != nil {
		return nil, err
	}
	more, err := s.helpedRows(ctx, f, asked)
	found = append(found, more...)
	slices.SortFunc(found, func(a, b InboxRow) int { return cmp.Compare(b.Report.ID, a.Report.ID) })
	return found, err
}

// helpedRows loads those of the reports that stand in the list of the desk because it was asked, and pass.
func (s *Store) helpedRows(ctx context.Context, f DeskSearch, asked []civic.Report) ([]InboxRow, error) {
	args := arguments{int64(f.Desk)}
	var places []string
	for i := range asked {
		for _, h := range asked[i].Helpers(nil) {
			if h.Desk == f.Desk && (f.Queue == 0 || queueOfHelp(h) == f.Queue) {
				places = append(places, `(CAST(`+args.add(int64(asked[i].ID))+` AS BIGINT), CAST(`+args.add(laneOfHelp(h))+` AS INTEGER), CAST(`+args.add(Micros(h.At))+` AS BIGINT))`)
			}
		}
	}
	if len(places) == 0 {
		return nil, nil
	}
	narrow := f.Sieve.where(&args)
	rows, err := s.reads.Query(ctx, `WITH place (report_id, lane, due_at) AS (VALUES `+strings.Join(places, `, `)+`)
		SELECT `+reportColumns+`, i.due_at, t.title, t.location_text FROM place p
		JOIN inbox i ON i.agency_id = $1 AND i.lane = p.lane AND i.due_at = p.due_at AND i.report_id = p.report_id
		JOIN report r ON r.id = p.report_id JOIN report_text t ON t.report_id = p.report_id WHERE r.secret = FALSE`+narrow, args...)
	return collect(rows, err, inboxScanner())
}
