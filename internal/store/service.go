package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/sqldb"
)

// Service is an entry of the catalogue; what it promises stands in its versions.
type Service struct {
	ID       civic.ID
	Agency   civic.ID
	Source   string // the system that it was imported from; empty when it began here
	SourceID string
	Newest   int // number of its newest version
	Version  int // counts every step
	Created  int64
}

// ServiceHead is a version of a service without its record: what lists show.
type ServiceHead struct {
	Service   civic.ID
	Agency    civic.ID
	No        int
	State     service.State
	Name      string
	Digest    string // SHA-256 of the record
	TimeMin   int64  // in Unit; 0 none
	TimeMax   int64
	Unit      service.Unit
	Free      bool
	Online    bool
	Delivery  int // filled components of the six
	Filled    int // and of the fourteen
	Note      string
	Reason    string
	From      civic.Date // its first day in public; zero never
	Until     civic.Date // its last one; zero open
	Author    civic.ID   // 0 an import, as the others
	Submitter civic.ID
	Verifier  civic.ID
	At        int64 // microseconds UTC of its last step
}

// ServiceVersion is a version of a service with the record that it was read out of.
type ServiceVersion struct {
	ServiceHead
	Document string // JSON, as it came
}

const serviceHeadColumns = `v.service_id, s.agency_id, v.no, v.state, v.name, v.digest, v.time_min, v.time_max, v.time_unit, v.is_free, v.is_online,
	v.delivery, v.filled, v.note, v.reason, v.from_day, v.until_day, v.author, v.submitter, v.verifier, v.at`

// serviceHeadInto reads the columns of a head, and those that stand behind them.
func serviceHeadInto(scan func(...any) error, h *ServiceHead, more ...any) error {
	var from, until string
	err := scan(append([]any{(*int64)(&h.Service), (*int64)(&h.Agency), &h.No, (*string)(&h.State), &h.Name, &h.Digest, &h.TimeMin, &h.TimeMax, (*string)(&h.Unit), &h.Free, &h.Online,
		&h.Delivery, &h.Filled, &h.Note, &h.Reason, &from, &until, (*int64)(&h.Author), (*int64)(&h.Submitter), (*int64)(&h.Verifier), &h.At}, more...)...)
	if err != nil {
		return err
	}
	if h.From, err = day(from); err == nil {
		h.Until, err = day(until)
	}
	return err
}

func scanServiceHead(scan func(...any) error) (h ServiceHead, err error) {
	return h, serviceHeadInto(scan, &h)
}

func scanServiceVersion(scan func(...any) error) (v ServiceVersion, err error) {
	return v, serviceHeadInto(scan, &v.ServiceHead, &v.Document)
}

const serviceColumns = `s.id, s.agency_id, s.source, s.source_id, s.newest, s.version, s.created_at`

func scanService(scan func(...any) error) (s Service, err error) {
	return s, scan((*int64)(&s.ID), (*int64)(&s.Agency), &s.Source, &s.SourceID, &s.Newest, &s.Version, &s.Created)
}

// Service loads an entry of a scope. Errors: not_found, also outside of the scope.
func (s *Store) Service(ctx context.Context, q sqldb.Querier, c AgencyScope, id civic.ID) (Service, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + serviceColumns + ` FROM service s WHERE ` + c.in(&args, `s.agency_id`) + ` AND s.id = ` + args.add(int64(id))
	out, err := scanService(q.QueryRow(ctx, sql, args...).Scan)
	return out, orNotFound(err)
}

// ServiceBySource finds the entry that was imported under an identifier of a system. Errors: not_found.
func (s *Store) ServiceBySource(ctx context.Context, q sqldb.Querier, source, id string) (Service, error) {
	out, err := scanService(q.QueryRow(ctx, `SELECT `+serviceColumns+` FROM service s WHERE s.source = $1 AND s.source_id = $2`, source, id).Scan)
	return out, orNotFound(err)
}

// ServiceVersionOf loads one version; its service was asked for in its scope. Errors: not_found.
func (s *Store) ServiceVersionOf(ctx context.Context, q sqldb.Querier, id civic.ID, no int) (ServiceVersion, error) {
	v, err := scanServiceVersion(q.QueryRow(ctx, `SELECT `+serviceHeadColumns+`, v.document FROM service_version v JOIN service s ON s.id = v.service_id
		WHERE v.service_id = $1 AND v.no = $2`, int64(id), no).Scan)
	return v, orNotFound(err)
}

// ServiceVersions lists the versions of a service, newest first, older than before (0: from the newest).
func (s *Store) ServiceVersions(ctx context.Context, q sqldb.Querier, id civic.ID, before, limit int) ([]ServiceVersion, error) {
	var args arguments
	sql := `SELECT ` + serviceHeadColumns + `, v.document FROM service_version v JOIN service s ON s.id = v.service_id WHERE v.service_id = ` + args.add(int64(id))
	if before > 0 {
		sql += ` AND v.no < ` + args.add(before)
	}
	rows, err := q.Query(ctx, sql+` ORDER BY v.no DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanServiceVersion)
}

// PublishedService loads the version that the public reads. Errors: not_found, also for what is suspended or withdrawn.
func (s *Store) PublishedService(ctx context.Context, q sqldb.Querier, id civic.ID) (ServiceVersion, error) {
	v, err := scanServiceVersion(q.QueryRow(ctx, `SELECT `+serviceHeadColumns+`, v.document FROM service_version v JOIN service s ON s.id = v.service_id
		WHERE v.service_id = $1 AND v.state = 'published' AND v.state IN ('published', 'suspended')`, int64(id)).Scan)
	return v, orNotFound(err)
}

// PastVersions lists the versions that the public reads or once read, newest first, older than before (0: from the newest).
func (s *Store) PastVersions(ctx context.Context, q sqldb.Querier, id civic.ID, before, limit int) ([]ServiceVersion, error) {
	var args arguments
	sql := `SELECT ` + serviceHeadColumns + `, v.document FROM service_version v JOIN service s ON s.id = v.service_id
		WHERE v.service_id = ` + args.add(int64(id)) + ` AND v.state IN ('published', 'superseded')`
	if before > 0 {
		sql += ` AND v.no < ` + args.add(before)
	}
	rows, err := q.Query(ctx, sql+` ORDER BY v.no DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanServiceVersion)
}

// ServiceFilter narrows an officer's list.
type ServiceFilter struct {
	State  service.State // only services with a version in this state; empty: all, each by its newest version
	Before civic.ID      // older than this service, 0 from the newest
	Limit  int
}

// Services lists the services of a scope, newest first.
func (s *Store) Services(ctx context.Context, q sqldb.Querier, c AgencyScope, f ServiceFilter) ([]ServiceHead, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + serviceHeadColumns + ` FROM service_version v JOIN service s ON s.id = v.service_id WHERE ` + c.in(&args, `s.agency_id`)
	switch f.State {
	case "":
		sql += ` AND v.no = s.newest`
	case service.Draft, service.Submitted, service.Verified, service.Suspended:
		sql += ` AND v.state IN ('draft', 'submitted', 'verified', 'suspended') AND v.state = ` + args.add(string(f.State)) // as the index of what waits says it
	default:
		sql += ` AND v.state = ` + args.add(string(f.State))
	}
	if f.Before != 0 {
		sql += ` AND s.id < ` + args.add(int64(f.Before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY s.id DESC, v.no DESC LIMIT `+args.add(f.Limit), args...)
	return collect(rows, err, scanServiceHead)
}

// NamesOfServices lists the newest names of an agency's services, for the search for those that are nearly the same.
func (s *Store) NamesOfServices(ctx context.Context, q sqldb.Querier, agency civic.ID, limit int) ([]ServiceHead, error) {
	rows, err := q.Query(ctx, `SELECT `+serviceHeadColumns+` FROM service s JOIN service_version v ON v.service_id = s.id AND v.no = s.newest
		WHERE s.agency_id = $1 ORDER BY s.id LIMIT $2`, int64(agency), limit)
	return collect(rows, err, scanServiceHead)
}

// ExportedService is what an export writes of a service: its record, and by what its source knows it.
type ExportedService struct {
	ID               civic.ID
	Source, SourceID string
	Document         string
}

// ExportServices lists the records of a scope in the order in which they came, after one of them: those in force, and where
// none is the newest. What was withdrawn is not among them.
func (s *Store) ExportServices(ctx context.Context, q sqldb.Querier, c AgencyScope, after civic.ID, limit int) ([]ExportedService, error) {
	var args arguments
	sql := c.head(&args) + `SELECT s.id, s.source, s.source_id, v.document FROM service s JOIN service_version v ON v.service_id = s.id
		AND v.no = COALESCE((SELECT f.no FROM service_version f WHERE f.service_id = s.id AND f.state IN ('published', 'suspended')), s.newest)
		WHERE ` + c.in(&args, `s.agency_id`) + ` AND v.state <> 'withdrawn' AND s.id > ` + args.add(int64(after)) + ` ORDER BY s.id LIMIT ` + args.add(limit)
	rows, err := q.Query(ctx, sql, args...)
	return collect(rows, err, func(scan func(...any) error) (x ExportedService, err error) {
		return x, scan((*int64)(&x.ID), &x.Source, &x.SourceID, &x.Document)
	})
}
