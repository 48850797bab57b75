package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// InsertIdentity queues the sealed identity of a reporter.
func (s *Store) InsertIdentity(q sqldb.Queuer, report civic.ID, sealed []byte) {
	q.Queue(`INSERT INTO identity (report_id, sealed) VALUES ($1, $2)`, int64(report), sealed)
}

// IdentityRead is one opening of an identity or of a secret text: who, which part, why.
type IdentityRead struct {
	Report  civic.ID
	At      int64 // microseconds UTC
	Role    civic.Role
	Officer civic.ID
	For     civic.ID // whom the officer acted for as a substitute; 0 nobody
	Part    string
	Reason  string
}

// ReadIdentity returns the sealed identity and records the reading in the same
// transaction: there is no way to read without a trace. Nil when none was given.
func (s *Store) ReadIdentity(ctx context.Context, tx Tx, id civic.ID, read IdentityRead) ([]byte, error) {
	s.RecordRead(tx, id, read)
	rows, err := tx.Query(ctx, `SELECT sealed FROM identity WHERE report_id = $1`, int64(read.Report))
	all, err := collect(rows, err, func(scan func(...any) error) ([]byte, error) {
		var b []byte
		err := scan(&b)
		return b, err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// RecordRead queues the trace of a reading.
func (s *Store) RecordRead(q sqldb.Queuer, id civic.ID, r IdentityRead) {
	q.Queue(`INSERT INTO identity_read (id, report_id, at, role, officer_id, part, reason, for_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		int64(id), int64(r.Report), r.At, string(r.Role), int64(r.Officer), r.Part, r.Reason, int64(r.For))
}

// IdentityReads lists who read the identity, latest first, at most 200.
func (s *Store) IdentityReads(ctx context.Context, q sqldb.Querier, report civic.ID) ([]IdentityRead, error) {
	rows, err := q.Query(ctx, `SELECT report_id, at, role, officer_id, part, reason, for_id FROM identity_read WHERE report_id = $1 ORDER BY id DESC LIMIT 200`, int64(report))
	return collect(rows, err, func(scan func(...any) error) (IdentityRead, error) {
		var r IdentityRead
		err := scan((*int64)(&r.Report), &r.At, (*string)(&r.Role), (*int64)(&r.Officer), &r.Part, &r.Reason, (*int64)(&r.For))
		return r, err
	})
}
