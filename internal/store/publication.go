package store

import (
	"context"
	"encoding/json"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Mask is a place in a public version where something was covered, or was found and left. The words are nowhere.
type Mask struct {
	Field   string // title, body, place
	Kind    string
	At      int // character of the field
	Covered bool
	Officer civic.ID // 0: the reporter
	When    int64    // microseconds UTC
	Reason  string   // why it was left
}

// PublishedPhoto is a reporter's photo in a public version: the copy in which parts were made unrecognisable.
type PublishedPhoto struct {
	N             int // from 1
	Attachment    civic.ID
	Alt           string
	Parts         []civic.Part
	Hash, Thumb   string
	MediaType     string
	Size          int64 // bytes
	Width, Height int   // pixels
	Officer       civic.ID
	When          int64 // microseconds UTC
}

// InsertMasks queues what was covered in a public version; there are p.MaskCount of them.
func (s *Store) InsertMasks(q sqldb.Queuer, p *Publication, masks []Mask) {
	for i, m := range masks {
		q.Queue(`INSERT INTO publication_mask (report_id, version, n, field, kind, at_char, covered, officer_id, at, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			int64(p.Report), p.Version, i+1, m.Field, m.Kind, m.At, m.Covered, int64(m.Officer), m.When, m.Reason)
	}
}

// InsertPhotos queues the photos of a public version that was queued in the same transaction.
func (s *Store) InsertPhotos(q sqldb.Queuer, report civic.ID, version int, photos []PublishedPhoto) {
	q.Queue(`UPDATE publication SET photos = $3 WHERE report_id = $1 AND version = $2`, int64(report), version, len(photos))
	for i, f := range photos {
		parts := make([][4]int, len(f.Parts))
		for j, x := range f.Parts {
			parts[j] = [4]int{x.X, x.Y, x.W, x.H}
		}
		b, _ := json.Marshal(parts) // numbers always marshal
		q.Queue(`INSERT INTO publication_photo (report_id, version, n, attachment_id, alt, parts, hash, thumb, media_type, size, width, height, officer_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			int64(report), version, i+1, int64(f.Attachment), f.Alt, string(b), f.Hash, f.Thumb, f.MediaType, f.Size, f.Width, f.Height, int64(f.Officer), f.When)
	}
}

// MasksOf loads what was covered in a public version, in order.
func (s *Store) MasksOf(ctx context.Context, q sqldb.Querier, report civic.ID, version int) ([]Mask, error) {
	rows, err := q.Query(ctx, `SELECT field, kind, at_char, covered, officer_id, at, reason FROM publication_mask
		WHERE report_id = $1 AND version = $2 ORDER BY n`, int64(report), version)
	return collect(rows, err, func(scan func(...any) error) (m Mask, err error) {
		return m, scan(&m.Field, &m.Kind, &m.At, &m.Covered, (*int64)(&m.Officer), &m.When, &m.Reason)
	})
}

// PhotosOf loads the photos of a public version, in order.
func (s *Store) PhotosOf(ctx context.Context, q sqldb.Querier, report civic.ID, version int) ([]PublishedPhoto, error) {
	rows, err := q.Query(ctx, `SELECT n, attachment_id, alt, parts, hash, thumb, media_type, size, width, height, officer_id, at FROM publication_photo
		WHERE report_id = $1 AND version = $2 ORDER BY n`, int64(report), version)
	return collect(rows, err, func(scan func(...any) error) (f PublishedPhoto, err error) {
		var text string
		if err := scan(&f.N, (*int64)(&f.Attachment), &f.Alt, &text, &f.Hash, &f.Thumb, &f.MediaType, &f.Size, &f.Width, &f.Height, (*int64)(&f.Officer), &f.When); err != nil {
			return f, err
		}
		var parts [][4]int
		if err := json.Unmarshal([]byte(text), &parts); err != nil {
			return f, fmt.Errorf("store: parts of a photo of report %d: %w", report, err)
		}
		for _, x := range parts {
			f.Parts = append(f.Parts, civic.Part{X: x[0], Y: x[1], W: x[2], H: x[3]})
		}
		return f, nil
	})
}
