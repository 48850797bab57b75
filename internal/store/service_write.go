package store

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/sqldb"
)

// InsertService queues a new entry.
func (s *Store) InsertService(q sqldb.Queuer, x *Service) {
	q.Queue(`INSERT INTO service (id, agency_id, source, source_id, newest, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		int64(x.ID), int64(x.Agency), x.Source, x.SourceID, x.Newest, x.Version, x.Created)
}

// TurnService takes a service for one step: nobody else takes one until the transaction ends, nor after it with the same
// version. Errors: conflict when somebody was faster.
func (s *Store) TurnService(ctx context.Context, tx *sqldb.Tx, id civic.ID, version int) error {
	n, err := tx.Exec(ctx, `UPDATE service SET version = version + 1 WHERE id = $1 AND version = $2`, int64(id), version)
	if err == nil && n == 0 {
		err = civic.Conflict("error.service_changed")
	}
	return err
}

// InsertServiceVersion queues a version and makes it the newest of its service.
func (s *Store) InsertServiceVersion(q sqldb.Queuer, v *ServiceVersion) {
	q.Queue(`INSERT INTO service_version (service_id, no, state, name, document, digest, time_min, time_max, time_unit, is_free, is_online, delivery, filled,
			note, reason, from_day, until_day, author, submitter, verifier, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
		int64(v.Service), v.No, string(v.State), v.Name, v.Document, v.Digest, v.TimeMin, v.TimeMax, string(v.Unit), v.Free, v.Online, v.Delivery, v.Filled,
		v.Note, v.Reason, dayText(v.From), dayText(v.Until), int64(v.Author), int64(v.Submitter), int64(v.Verifier), v.At)
	q.Queue(`UPDATE service SET newest = $2 WHERE id = $1`, int64(v.Service), v.No)
}

// RewriteDraft queues what a draft says now. Of any other version nothing is changed.
func (s *Store) RewriteDraft(q sqldb.Queuer, v *ServiceVersion) {
	q.Queue(`UPDATE service_version SET name = $3, document = $4, digest = $5, time_min = $6, time_max = $7, time_unit = $8, is_free = $9, is_online = $10,
			delivery = $11, filled = $12, note = $13, author = $14, at = $15 WHERE service_id = $1 AND no = $2 AND state = 'draft'`,
		int64(v.Service), v.No, v.Name, v.Document, v.Digest, v.TimeMin, v.TimeMax, string(v.Unit), v.Free, v.Online, v.Delivery, v.Filled, v.Note, int64(v.Author), v.At)
}

// MoveServiceVersion queues a step: state, reason, days and people. What the version says is not touched.
func (s *Store) MoveServiceVersion(q sqldb.Queuer, v *ServiceHead) {
	q.Queue(`UPDATE service_version SET state = $3, reason = $4, from_day = $5, until_day = $6, submitter = $7, verifier = $8, at = $9 WHERE service_id = $1 AND no = $2`,
		int64(v.Service), v.No, string(v.State), v.Reason, dayText(v.From), dayText(v.Until), int64(v.Submitter), int64(v.Verifier), v.At)
}

// ServiceInState loads the version of a service that is in one of some states; ok is false when none is.
func (s *Store) ServiceInState(ctx context.Context, q sqldb.Querier, id civic.ID, states ...service.State) (v ServiceVersion, ok bool, err error) {
	args := arguments{int64(id)}
	in := ""
	for i, st := range states {
		if i > 0 {
			in += `, `
		}
		in += args.add(string(st))
	}
	v, err = scanServiceVersion(q.QueryRow(ctx, `SELECT `+serviceHeadColumns+`, v.document FROM service_version v JOIN service s ON s.id = v.service_id
		WHERE v.service_id = $1 AND v.state IN (`+in+`) ORDER BY v.no DESC LIMIT 1`, args...).Scan)
	if errors.Is(err, sqldb.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

// HeldService is a record whose owner nobody knows yet.
type HeldService struct {
	Source, SourceID string
	Owner            string // in the words of the record
	Name             string
	Document         string
	At               int64
}

// HoldService queues a record for the holding area, in the place of its earlier form.
func (s *Store) HoldService(q sqldb.Queuer, h *HeldService) {
	q.Queue(`INSERT INTO service_held (source, source_id, owner, name, document, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (source, source_id) DO UPDATE SET owner = excluded.owner, name = excluded.name, document = excluded.document, at = excluded.at`,
		h.Source, h.SourceID, h.Owner, h.Name, h.Document, h.At)
}

// ReleaseService queues that a record leaves the holding area.
func (s *Store) ReleaseService(q sqldb.Queuer, source, id string) {
	q.Queue(`DELETE FROM service_held WHERE source = $1 AND source_id = $2`, source, id)
}

// HeldServices lists the holding area by owner, after an entry of it; of one owner when owner is not empty.
func (s *Store) HeldServices(ctx context.Context, q sqldb.Querier, owner string, after HeldService, limit int) ([]HeldService, error) {
	var args arguments
	sql := `SELECT source, source_id, owner, name, document, at FROM service_held WHERE (owner, source, source_id) > (` +
		args.add(after.Owner) + `, ` + args.add(after.Source) + `, ` + args.add(after.SourceID) + `)`
	if owner != "" {
		sql += ` AND owner = ` + args.add(owner)
	}
	rows, err := q.Query(ctx, sql+` ORDER BY owner, source, source_id LIMIT `+args.add(limit), args...)
	return collect(rows, err, func(scan func(...any) error) (h HeldService, err error) {
		return h, scan(&h.Source, &h.SourceID, &h.Owner, &h.Name, &h.Document, &h.At)
	})
}

// NameOwner queues which agency the words of records mean.
func (s *Store) NameOwner(q sqldb.Queuer, owner string, agency civic.ID) {
	q.Queue(`INSERT INTO service_owner (owner, agency_id) VALUES ($1, $2) ON CONFLICT (owner) DO UPDATE SET agency_id = excluded.agency_id`, owner, int64(agency))
}

// NamedOwner is the agency that the words of records mean; 0 when nobody said.
func (s *Store) NamedOwner(ctx context.Context, q sqldb.Querier, owner string) (id civic.ID, err error) {
	err = q.QueryRow(ctx, `SELECT agency_id FROM service_owner WHERE owner = $1`, owner).Scan((*int64)(&id))
	if errors.Is(err, sqldb.ErrNoRows) {
		return 0, nil
	}
	return id, err
}
