package store

import (
	"context"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
)

// Topic is one entry of the two-level topic list.
type Topic struct {
	ID           civic.ID
	Parent       civic.ID
	Code         string
	NameID       string
	NameEN       string
	DefaultClass civic.Class
	Active       bool
	Evidence     bool // answers on it bring a picture or a document
}

// Reference is all master data as of one version.
type Reference struct {
	Version  int64
	Agencies []civic.Agency
	Topics   []Topic
	Reasons  []civic.Reason
	Policies []civic.ClockPolicy
	Holidays []civic.Holiday
	HolIDs   []civic.ID // ids of Holidays, same order

	Phrases   []quality.Phrase
	GateModes []GateMode    // oldest first
	Limits    []ReturnLimit // oldest first

	Competence []civic.CompetenceSet // the newest of each desk that has any
	Reminding  []civic.ReminderRule  // oldest first

	Remits map[civic.ID][]civic.Remit // by post, of each the oldest first
}

// ReferenceVersion returns the number that grows with every change of master data.
func (s *Store) ReferenceVersion(ctx context.Context, q sqldb.Querier) (int64, error) {
	var v int64
	err := q.QueryRow(ctx, `SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'ref_version'`).Scan(&v)
	return v, err
}

// Touch queues the news that master data changed.
func (s *Store) Touch(q sqldb.Queuer) {
	q.Queue(`UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'ref_version'`)
	q.Notify(ReferenceTopic)
}

// ReferenceTopic wakes the holders of cached master data in this process.
const ReferenceTopic = "reference"

// LoadReference reads all master data in one unchanging view.
func (s *Store) LoadReference(ctx context.Context) (Reference, error) {
	var ref Reference
	err := s.DB.View(ctx, func(ctx context.Context, q sqldb.Querier) (err error) {
		ref = Reference{}
		if ref.Version, err = s.ReferenceVersion(ctx, q); err != nil {
			return err
		}
		if ref.Agencies, err = s.agencies(ctx, q); err != nil {
			return err
		}
		if ref.Topics, err = s.topics(ctx, q); err != nil {
			return err
		}
		if ref.Reasons, err = s.reasons(ctx, q); err != nil {
			return err
		}
		if ref.Policies, err = s.policies(ctx, q); err != nil {
			return err
		}
		if ref.Holidays, ref.HolIDs, err = s.holidays(ctx, q); err != nil {
			return err
		}
		if ref.Competence, err = s.competences(ctx, q); err != nil {
			return err
		}
		if ref.Limits, err = s.returnLimits(ctx, q); err != nil {
			return err
		}
		if ref.Remits, err = s.Remits(ctx, q); err != nil {
			return err
		}
		return s.answerLists(ctx, q, &ref)
	})
	if err != nil {
		return ref, fmt.Errorf("store: load master data: %w", err)
	}
	return ref, nil
}

func (s *Store) agencies(ctx context.Context, q sqldb.Querier) ([]civic.Agency, error) {
	rows, err := q.Query(ctx, `SELECT id, COALESCE(parent_id, 0), code, name, short_name, kind, region_code, routing_mode, zone, email, phone, active, approval, opens, closes FROM agency`)
	return collect(rows, err, func(scan func(...any) error) (civic.Agency, error) {
		var a civic.Agency
		err := scan((*int64)(&a.ID), (*int64)(&a.Parent), &a.Code, &a.Name, &a.ShortName, &a.Kind, &a.Region, (*string)(&a.Mode), (*string)(&a.Zone), &a.Email, &a.Phone, &a.Active, (*string)(&a.Approval), &a.Hours.Open, &a.Hours.Close)
		return a, err
	})
}

func (s *Store) topics(ctx context.Context, q sqldb.Querier) ([]Topic, error) {
	rows, err := q.Query(ctx, `SELECT id, COALESCE(parent_id, 0), code, name_id, name_en, default_class, active, evidence_needed FROM topic ORDER BY code`)
	return collect(rows, err, func(scan func(...any) error) (Topic, error) {
		var t Topic
		err := scan((*int64)(&t.ID), (*int64)(&t.Parent), &t.Code, &t.NameID, &t.NameEN, (*string)(&t.DefaultClass), &t.Active, &t.Evidence)
		return t, err
	})
}

func (s *Store) reasons(ctx context.Context, q sqldb.Querier) ([]civic.Reason, error) {
	rows, err := q.Query(ctx, `SELECT id, list, code, text_id, text_en, from_day, until_day, source, for_system, asks FROM reason ORDER BY id`)
	return collect(rows, err, func(scan func(...any) error) (civic.Reason, error) {
		var r civic.Reason
		var from, until string
		if err := scan((*int64)(&r.ID), &r.List, &r.Code, &r.TextID, &r.TextEN, &from, &until, &r.Source, &r.ForSystem, (*string)(&r.Asks)); err != nil {
			return r, err
		}
		var err error
		if r.From, err = day(from); err != nil {
			return r, err
		}
		r.Until, err = day(until)
		return r, err
	})
}

func (s *Store) policies(ctx context.Context, q sqldb.Querier) ([]civic.ClockPolicy, error) {
	rows, err := q.Query(ctx, `SELECT id, COALESCE(agency_id, 0), clock, class, variant, amount, unit, extension, effective_from, source, correction FROM clock_policy ORDER BY id`)
	return collect(rows, err, func(scan func(...any) error) (civic.ClockPolicy, error) {
		var p civic.ClockPolicy
		var from string
		err := scan((*int64)(&p.ID), (*int64)(&p.AgencyID), (*string)(&p.Clock), (*string)(&p.Class), &p.Variant, &p.Amount, (*string)(&p.Unit), &p.Extension, &from, &p.Source, &p.Correction)
		if err == nil {
			p.EffectiveFrom, err = day(from)
		}
		return p, err
	})
}

func (s *Store) holidays(ctx context.Context, q sqldb.Querier) ([]civic.Holiday, []civic.ID, error) {
	var ids []civic.ID
	rows, err := q.Query(ctx, `SELECT id, day, name, kind, region, COALESCE(agency_id, 0), decree FROM holiday ORDER BY day, id`)
	out, err := collect(rows, err, func(scan func(...any) error) (civic.Holiday, error) {
		var h civic.Holiday
		var id int64
		var day string
		err := scan(&id, &day, &h.Name, (*string)(&h.Kind), &h.Region, (*int64)(&h.AgencyID), &h.Decree)
		if err == nil {
			h.Date, err = civic.ParseDate(day)
		}
		ids = append(ids, civic.ID(id))
		return h, err
	})
	return out, ids, err
}

// day reads a date column; "" is no date: since ever, or without end.
func day(s string) (civic.Date, error) {
	if s == "" {
		return civic.Date{}, nil
	}
	return civic.ParseDate(s)
}
