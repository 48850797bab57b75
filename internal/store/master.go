package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

func nullID(id civic.ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// Founded tells whether any desk and any clock policy is there.
func (s *Store) Founded(ctx context.Context, q sqldb.Querier) (desk, rules bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM agency), EXISTS (SELECT 1 FROM clock_policy)`).Scan(&desk, &rules)
	return desk, rules, err
}

// SaveAgency queues a node of the tree, by its id.
func (s *Store) SaveAgency(q sqldb.Queuer, a civic.Agency, now int64) {
	q.Queue(`INSERT INTO agency (id, parent_id, code, name, short_name, kind, region_code, routing_mode, zone, email, phone, active, changed_at, approval, opens, closes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, code = excluded.code, name = excluded.name, short_name = excluded.short_name,
			kind = excluded.kind, region_code = excluded.region_code, routing_mode = excluded.routing_mode, zone = excluded.zone,
			email = excluded.email, phone = excluded.phone, active = excluded.active, changed_at = excluded.changed_at,
			approval = excluded.approval, opens = excluded.opens, closes = excluded.closes`,
		int64(a.ID), nullID(a.Parent), a.Code, a.Name, a.ShortName, a.Kind, a.Region, string(a.Mode), string(a.Zone), a.Email, a.Phone, a.Active, now, string(a.Approval), a.Hours.Open, a.Hours.Close)
}

// SaveTopic queues a topic, by its id.
func (s *Store) SaveTopic(q sqldb.Queuer, t Topic) {
	q.Queue(`INSERT INTO topic (id, parent_id, code, name_id, name_en, default_class, active, evidence_needed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, code = excluded.code, name_id = excluded.name_id, name_en = excluded.name_en,
			default_class = excluded.default_class, active = excluded.active, evidence_needed = excluded.evidence_needed`,
		int64(t.ID), nullID(t.Parent), t.Code, t.NameID, t.NameEN, string(t.DefaultClass), t.Active, t.Evidence)
}

// SaveReason queues a reason, by list and code: its wording may change, its id stays.
func (s *Store) SaveReason(q sqldb.Queuer, r civic.Reason) {
	until := ""
	if !r.Until.IsZero() {
		until = r.Until.String()
	}
	q.Queue(`INSERT INTO reason (id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (list, code) DO UPDATE SET text_id = excluded.text_id, text_en = excluded.text_en, from_day = excluded.from_day,
			until_day = excluded.until_day, source = excluded.source, asks = excluded.asks`,
		int64(r.ID), r.List, r.Code, r.TextID, r.TextEN, r.From.String(), until, r.Source, r.ForSystem, string(r.Asks))
}

// InsertPolicy queues a clock policy. Policies are never changed: a new rule is a new row with its first day.
func (s *Store) InsertPolicy(q sqldb.Queuer, p civic.ClockPolicy) {
	q.Queue(`INSERT INTO clock_policy (id, agency_id, clock, class, variant, amount, unit, extension, effective_from, source, correction)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		int64(p.ID), nullID(p.AgencyID), string(p.Clock), string(p.Class), p.Variant, p.Amount, string(p.Unit), p.Extension, p.EffectiveFrom.String(), p.Source, p.Correction)
}

// DropPolicy queues the removal of a clock policy that has not begun; the change log keeps it.
func (s *Store) DropPolicy(q sqldb.Queuer, id civic.ID) {
	q.Queue(`DELETE FROM clock_policy WHERE id = $1`, int64(id))
}

// PolicyFrom finds the length that was written last for the same clock, class, variant and agency from the same day.
// Errors: not_found.
func (s *Store) PolicyFrom(ctx context.Context, q sqldb.Querier, p civic.ClockPolicy) (civic.ClockPolicy, error) {
	was := p
	err := q.QueryRow(ctx, `SELECT id, amount, unit, extension, source, correction FROM clock_policy
		WHERE COALESCE(agency_id, 0) = $1 AND clock = $2 AND class = $3 AND variant = $4 AND effective_from = $5 ORDER BY id DESC LIMIT 1`,
		int64(p.AgencyID), string(p.Clock), string(p.Class), p.Variant, p.EffectiveFrom.String()).
		Scan((*int64)(&was.ID), &was.Amount, (*string)(&was.Unit), &was.Extension, &was.Source, &was.Correction)
	return was, orNotFound(err)
}

// SaveHoliday queues a day off; the same day, kind, region, name and agency is written once.
func (s *Store) SaveHoliday(q sqldb.Queuer, id civic.ID, h civic.Holiday) {
	q.Queue(`INSERT INTO holiday (id, day, name, kind, region, agency_id, decree) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (day, kind, region, name, COALESCE(agency_id, 0)) DO UPDATE SET decree = excluded.decree`,
		int64(id), h.Date.String(), h.Name, string(h.Kind), h.Region, nullID(h.AgencyID), h.Decree)
}

// DropHoliday queues the removal of a day that was entered wrongly; the change log keeps it.
func (s *Store) DropHoliday(q sqldb.Queuer, id civic.ID) {
	q.Queue(`DELETE FROM holiday WHERE id = $1`, int64(id))
}

// Change is one change of master data.
type Change struct {
	ID        civic.ID
	At        int64 // microseconds UTC
	Officer   civic.ID
	Subject   string
	SubjectID string
	Before    string
	After     string
}

// LogChange queues the trace of a change of master data.
func (s *Store) LogChange(q sqldb.Queuer, c Change) {
	q.Queue(`INSERT INTO change_log (id, at, officer_id, subject, subject_id, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		int64(c.ID), c.At, int64(c.Officer), c.Subject, c.SubjectID, c.Before, c.After)
}
