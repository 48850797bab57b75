package store

import (
	"context"
	"errors"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Text is what the reporter wrote. It is written once and never changed.
type Text struct {
	Report       civic.ID
	Title, Body  string
	OccurredOn   string // yyyy-mm-dd or a part of it; "" unknown
	OccurredWith civic.Precision
	Place        string
	Lat, Lng     *float64
	Source       string // of an imported report
	SourceRef    string
	SourceAgency string
	SourceData   string // the whole row as it came, sealed and in base64
}

// Whole is all that the reporter wrote, for finding it again.
func (t *Text) Whole() string { return t.Title + "\n" + t.Body + "\n" + t.Place }

// InsertText queues the original text.
func (s *Store) InsertText(q sqldb.Queuer, t Text) {
	q.Queue(`INSERT INTO report_text (report_id, title, body, occurred_on, occurred_with, location_text, lat, lng, source, source_ref, source_agency, source_data)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		int64(t.Report), t.Title, t.Body, t.OccurredOn, string(t.OccurredWith), t.Place, t.Lat, t.Lng, t.Source, t.SourceRef, t.SourceAgency, t.SourceData)
}

// TextOf loads the original text. Errors: not_found.
func (s *Store) TextOf(ctx context.Context, q sqldb.Querier, id civic.ID) (Text, error) {
	t := Text{Report: id}
	err := q.QueryRow(ctx, `SELECT title, body, occurred_on, occurred_with, location_text, lat, lng, source, source_ref, source_agency
		FROM report_text WHERE report_id = $1`, int64(id)).
		Scan(&t.Title, &t.Body, &t.OccurredOn, (*string)(&t.OccurredWith), &t.Place, &t.Lat, &t.Lng, &t.Source, &t.SourceRef, &t.SourceAgency)
	return t, orNotFound(err)
}

// Imported returns the text under which a source's reference is here already, and whether it is.
func (s *Store) Imported(ctx context.Context, q sqldb.Querier, source, ref string) (body string, here bool, err error) {
	err = q.QueryRow(ctx, `SELECT body FROM report_text WHERE source = $1 AND source_ref = $2 AND source <> ''`, source, ref).Scan(&body)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", false, nil
	}
	return body, err == nil, err
}

// Publication is one public version of a report.
type Publication struct {
	Report      civic.ID
	Version     int
	At          int64 // microseconds UTC
	Officer     civic.ID
	Title, Body string
	Place       string
	PublicName  string
	Reason      string
	MaskCount   int // see MasksOf
	PhotoCount  int // see PhotosOf
}

// InsertPublication queues a public version; versions are never changed.
func (s *Store) InsertPublication(q sqldb.Queuer, p Publication) {
	q.Queue(`INSERT INTO publication (report_id, version, at, officer_id, title, body, place, public_name, reason, masks, photos)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		int64(p.Report), p.Version, p.At, int64(p.Officer), p.Title, p.Body, p.Place, p.PublicName, p.Reason, p.MaskCount, p.PhotoCount)
}

// PublicationOf loads one public version. Errors: not_found.
func (s *Store) PublicationOf(ctx context.Context, q sqldb.Querier, id civic.ID, version int) (Publication, error) {
	p := Publication{Report: id, Version: version}
	err := q.QueryRow(ctx, `SELECT at, officer_id, title, body, place, public_name, reason, masks, photos FROM publication WHERE report_id = $1 AND version = $2`, int64(id), version).
		Scan(&p.At, (*int64)(&p.Officer), &p.Title, &p.Body, &p.Place, &p.PublicName, &p.Reason, &p.MaskCount, &p.PhotoCount)
	return p, orNotFound(err)
}

// PublishedTexts loads the public versions that reports have now, as a reader sees them, without how they were made.
func (s *Store) PublishedTexts(ctx context.Context, q sqldb.Querier, reports []civic.ID) (map[civic.ID]Publication, error) {
	out := make(map[civic.ID]Publication, len(reports))
	for part := range slices.Chunk(reports, feedChunk) {
		in, args := inList(1, part)
		rows, err := q.Query(ctx, `SELECT p.report_id, p.version, p.title, p.body, p.place FROM report r JOIN publication p ON p.report_id = r.id AND p.version = r.version
			WHERE r.id IN (`+in+`)`, args...)
		found, err := collect(rows, err, func(scan func(...any) error) (p Publication, err error) {
			return p, scan((*int64)(&p.Report), &p.Version, &p.Title, &p.Body, &p.Place)
		})
		if err != nil {
			return nil, err
		}
		for i := range found {
			out[found[i].Report] = found[i]
		}
	}
	return out, nil
}
