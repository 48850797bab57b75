package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Yearly is what an agency reported of a year.
type Yearly struct {
	ID, Agency civic.ID
	Year       int
	File       civic.DecreeFile
	By         civic.ID // who entered it last
	ByName     string
	At         int64
}

const yearlyColumns = `SELECT y.id, y.agency_id, y.year, y.file_hash, y.file_name, y.file_type, y.file_size, y.officer_id, o.name, y.at
	FROM yearly_report y JOIN officer o ON o.id = y.officer_id WHERE `

func scanYearly(scan func(...any) error) (y Yearly, err error) {
	err = scan((*int64)(&y.ID), (*int64)(&y.Agency), &y.Year, &y.File.Hash, &y.File.Name, &y.File.MediaType, &y.File.Size, (*int64)(&y.By), &y.ByName, &y.At)
	return y, err
}

// Yearlies lists the yearly reports of a scope, the newest entry first, before an entry.
func (s *Store) Yearlies(ctx context.Context, q sqldb.Querier, c AgencyScope, before civic.ID, limit int) ([]Yearly, error) {
	var args arguments
	sql := c.head(&args) + yearlyColumns + c.in(&args, `y.agency_id`)
	if before != 0 {
		sql += ` AND y.id < ` + args.add(int64(before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY y.id DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanYearly)
}

// Yearly loads one. Errors: not_found, also outside of the scope.
func (s *Store) Yearly(ctx context.Context, q sqldb.Querier, c AgencyScope, id civic.ID) (Yearly, error) {
	var args arguments
	sql := c.head(&args) + yearlyColumns + c.in(&args, `y.agency_id`)
	y, err := scanYearly(q.QueryRow(ctx, sql+` AND y.id = `+args.add(int64(id)), args...).Scan)
	return y, orNotFound(err)
}

// YearlyOf loads what an agency reported of a year. Errors: not_found.
func (s *Store) YearlyOf(ctx context.Context, q sqldb.Querier, agency civic.ID, year int) (Yearly, error) {
	y, err := scanYearly(q.QueryRow(ctx, yearlyColumns+`y.agency_id = $1 AND y.year = $2`, int64(agency), year).Scan)
	return y, orNotFound(err)
}

// SaveYearly queues what an agency reports of a year; what it reported of that year before is replaced.
func (s *Store) SaveYearly(q sqldb.Queuer, y *Yearly) {
	q.Queue(`INSERT INTO yearly_report (id, agency_id, year, file_hash, file_name, file_type, file_size, officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (agency_id, year) DO UPDATE SET file_hash = excluded.file_hash, file_name = excluded.file_name, file_type = excluded.file_type,
			file_size = excluded.file_size, officer_id = excluded.officer_id, at = excluded.at`,
		int64(y.ID), int64(y.Agency), y.Year, y.File.Hash, y.File.Name, y.File.MediaType, y.File.Size, int64(y.By), y.At)
}
