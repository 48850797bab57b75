package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Attachment is one cleaned file of a report; its bytes lie in the blob store under Hash.
type Attachment struct {
	ID        civic.ID
	Report    civic.ID
	Seq       int // of the event that brought it
	Role      civic.Role
	Shown     civic.Audience
	Hash      string
	Thumb     string
	MediaType string
	Size      int64 // bytes
	Width     int
	Height    int
	Name      string
	Stage     civic.Stage // of the work that a photo of the office shows; empty for any other
	Alt       string      // what it shows, for those who cannot see it; may be empty
}

// InsertAttachment queues a file of a report.
func (s *Store) InsertAttachment(q sqldb.Queuer, a Attachment) {
	q.Queue(`INSERT INTO attachment (id, report_id, seq, role, shown, hash, thumb, media_type, size, width, height, name, stage, alt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		int64(a.ID), int64(a.Report), a.Seq, string(a.Role), string(a.Shown), a.Hash, a.Thumb, a.MediaType, a.Size, a.Width, a.Height, a.Name,
		string(a.Stage), a.Alt)
}

// MaxAttachments is the most that one list of files shows.
const MaxAttachments = 500

// Attachments lists the files of a report in the order they came, at most MaxAttachments.
func (s *Store) Attachments(ctx context.Context, q sqldb.Querier, report civic.ID) ([]Attachment, error) {
	rows, err := q.Query(ctx, `SELECT id, seq, size, width, height, name, alt, `+packed(`role`, `shown`, `hash`, `thumb`, `media_type`, `stage`)+`
		FROM attachment WHERE report_id = $1 ORDER BY id LIMIT $2`, int64(report), MaxAttachments)
	return collect(rows, err, func(scan func(...any) error) (Attachment, error) {
		a := Attachment{Report: report}
		var codes string
		if err := scan((*int64)(&a.ID), &a.Seq, &a.Size, &a.Width, &a.Height, &a.Name, &a.Alt, &codes); err != nil {
			return a, err
		}
		return a, unpack(codes, (*string)(&a.Role), (*string)(&a.Shown), &a.Hash, &a.Thumb, &a.MediaType, (*string)(&a.Stage))
	})
}

// CountAttachments tells how many files a report has from a role, and in all.
func (s *Store) CountAttachments(ctx context.Context, q sqldb.Querier, report civic.ID, role civic.Role) (own, all int, err error) {
	err = q.QueryRow(ctx, `SELECT count(CASE WHEN role = $2 THEN 1 END), count(*) FROM attachment WHERE report_id = $1`, int64(report), string(role)).Scan(&own, &all)
	return own, all, err
}

// HashUsed tells whether any report, or the register of decrees, still has a file of that content.
func (s *Store) HashUsed(ctx context.Context, q sqldb.Querier, hash string) (bool, error) {
	var used bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM attachment WHERE hash = $1) OR EXISTS (SELECT 1 FROM attachment WHERE thumb = $1 AND thumb <> '')
		OR EXISTS (SELECT 1 FROM publication_photo WHERE hash = $1) OR EXISTS (SELECT 1 FROM publication_photo WHERE thumb = $1)
		OR EXISTS (SELECT 1 FROM decree WHERE file_hash = $1) OR EXISTS (SELECT 1 FROM yearly_report WHERE file_hash = $1)`, hash).Scan(&used)
	return used, err
}

// CountEvidence counts the files of the office that the reporter may see, and those of the draft with the number given.
// What came with the report proves nothing of what the office did with it.
func (s *Store) CountEvidence(ctx context.Context, q sqldb.Querier, report civic.ID, draft int) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM attachment WHERE report_id = $1 AND role <> 'reporter' AND seq > 1 AND (shown <> 'internal' OR seq = $2)`, int64(report), draft).Scan(&n)
	return n, err
}

// MoveAttachments queues that the files of one event now belong to another, for its readers.
func (s *Store) MoveAttachments(q sqldb.Queuer, report civic.ID, from, to int, shown civic.Audience) {
	q.Queue(`UPDATE attachment SET seq = $3, shown = $4 WHERE report_id = $1 AND seq = $2`, int64(report), from, to, string(shown))
}
