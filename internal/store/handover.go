package store

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Handover is one handing over of a report to another body, without its dossier.
type Handover struct {
	ID        civic.ID
	Ref       string // of its public page
	Report    civic.ID
	Seq       int    // of the event
	Body      string // code in the list of bodies
	At        int64  // microseconds UTC
	Role      civic.Role
	Officer   civic.ID // 0: the reporter
	Consent   bool     // the reporter gave the own name and contact with it
	Hash      string   // SHA-256 of the dossier
	KeyID     string
	Number    string // that the body gave; "" while none is known
	Outcome   string
	OutcomeAt int64 // microseconds UTC; 0 not yet
}

// MostHandovers is how often one report can be handed over.
const MostHandovers = 50

// InsertHandover queues a handing over with its sealed dossier.
func (s *Store) InsertHandover(q sqldb.Queuer, h Handover, sealed []byte) {
	q.Queue(`INSERT INTO handover (id, ref, report_id, seq, body, at, role, officer_id, consent, hash, key_id, sealed, number, outcome, outcome_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', 0)`,
		int64(h.ID), h.Ref, int64(h.Report), h.Seq, h.Body, h.At, string(h.Role), int64(h.Officer), h.Consent, h.Hash, h.KeyID, sealed)
}

// RecordHandover queues what the other body answered. An empty number or outcome leaves the one that is known.
func (s *Store) RecordHandover(q sqldb.Queuer, id civic.ID, number, outcome string, at int64) {
	q.Queue(`UPDATE handover SET number = CASE WHEN $2 = '' THEN number ELSE $2 END, outcome = CASE WHEN $3 = '' THEN outcome ELSE $3 END, outcome_at = $4 WHERE id = $1`,
		int64(id), number, outcome, at)
}

// Handovers lists the handings over of a report, oldest first, at most MostHandovers.
func (s *Store) Handovers(ctx context.Context, q sqldb.Querier, report civic.ID) ([]Handover, error) {
	rows, err := q.Query(ctx, `SELECT id, ref, report_id, seq, body, at, role, officer_id, consent, hash, key_id, number, outcome, outcome_at
		FROM handover WHERE report_id = $1 ORDER BY id LIMIT $2`, int64(report), MostHandovers)
	return collect(rows, err, func(scan func(...any) error) (Handover, error) {
		var h Handover
		err := scan((*int64)(&h.ID), &h.Ref, (*int64)(&h.Report), &h.Seq, &h.Body, &h.At, (*string)(&h.Role), (*int64)(&h.Officer), &h.Consent, &h.Hash, &h.KeyID,
			&h.Number, &h.Outcome, &h.OutcomeAt)
		return h, err
	})
}

// SealedDossier reads the dossier of a handing over. Errors: not_found.
func (s *Store) SealedDossier(ctx context.Context, q sqldb.Querier, id civic.ID) ([]byte, error) {
	var sealed []byte
	err := q.QueryRow(ctx, `SELECT sealed FROM handover WHERE id = $1`, int64(id)).Scan(&sealed)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, civic.NotFound("error.not_found")
	}
	return sealed, err
}

// Issued is what everybody may know of a dossier.
type Issued struct {
	Hash  string
	KeyID string
	At    int64 // microseconds UTC
}

// Issued finds a dossier by the reference of its public page. Errors: not_found.
func (s *Store) Issued(ctx context.Context, q sqldb.Querier, ref string) (Issued, error) {
	var i Issued
	err := q.QueryRow(ctx, `SELECT hash, key_id, at FROM handover WHERE ref = $1`, ref).Scan(&i.Hash, &i.KeyID, &i.At)
	if errors.Is(err, sqldb.ErrNoRows) {
		return i, civic.NotFound("error.not_found")
	}
	return i, err
}

// DossierKey is a public key with which dossiers were signed.
type DossierKey struct {
	ID     string
	Public string // base64
	Since  int64  // microseconds UTC
}

// KeepDossierKey queues the note that a key signs dossiers; one that is known stays as it is.
func (s *Store) KeepDossierKey(q sqldb.Queuer, k DossierKey) {
	q.Queue(`INSERT INTO dossier_key (key_id, public_key, since) VALUES ($1, $2, $3) ON CONFLICT (key_id) DO NOTHING`, k.ID, k.Public, k.Since)
}

// mostKeys is how many keys are published; one is added when the secret of the installation changes.
const mostKeys = 100

// DossierKeys lists the keys, the newest first.
func (s *Store) DossierKeys(ctx context.Context, q sqldb.Querier) ([]DossierKey, error) {
	rows, err := q.Query(ctx, `SELECT key_id, public_key, since FROM dossier_key ORDER BY since DESC, key_id LIMIT $1`, mostKeys)
	return collect(rows, err, func(scan func(...any) error) (DossierKey, error) {
		var k DossierKey
		err := scan(&k.ID, &k.Public, &k.Since)
		return k, err
	})
}
