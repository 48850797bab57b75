package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// reportColumns are all columns of the hot row, in the order of scanReport.
var reportColumns = `r.id, r.holder_id, r.entry_id, r.named_id, r.topic_id, r.anonymous, r.secret, r.show_name, r.mailable,
	r.received_at, r.verified_at, r.answered_at, r.agency_at, r.reporter_at, r.ended_at, r.escalated_at,
	r.rating, r.reopened, r.returns, r.version, r.published, r.seq, r.assignee_id, r.incident_id, r.leads, r.parent_id, ` +
	packed(`r.code`, `r.alias`, `r.class`, `r.state`, `r.held_from`, `r.region_code`, `r.zone`, `r.channel`, `r.outcome`, `r.closed_by`,
		`r.proposal`, `r.supports`, `r.integrity`, `r.clocks`)

// reportScan is the destination of reportColumns.
type reportScan struct {
	r                                                                civic.Report
	received, verified, answered, agency, reporter, ended, escalated int64
	codes, proposal, supports, integrity, clocks                     string
}

func (d *reportScan) dest(more ...any) []any {
	r := &d.r
	return append([]any{(*int64)(&r.ID), (*int64)(&r.Holder), (*int64)(&r.Entry), (*int64)(&r.Named), (*int64)(&r.Topic),
		&r.Anonymous, &r.Secret, &r.ShowName, &r.Mailable,
		&d.received, &d.verified, &d.answered, &d.agency, &d.reporter, &d.ended, &d.escalated,
		&r.Rating, &r.Reopened, &r.Returns, &r.Version, &r.Published, &r.Seq, (*int64)(&r.Assignee), (*int64)(&r.Incident), &r.Leads, (*int64)(&r.Parent), &d.codes}, more...)
}

func (d *reportScan) report() (civic.Report, error) {
	r := d.r
	err := unpack(d.codes, (*string)(&r.Code), (*string)(&r.Alias), (*string)(&r.Class), (*string)(&r.State), (*string)(&r.HeldFrom),
		&r.Region, (*string)(&r.Zone), &r.Channel, &r.Outcome, (*string)(&r.ClosedBy), &d.proposal, &d.supports, &d.integrity, &d.clocks)
	if err != nil {
		return r, err
	}
	r.ReceivedAt, r.VerifiedAt, r.AnsweredAt = Moment(d.received), Moment(d.verified), Moment(d.answered)
	r.AgencyAt, r.ReporterAt, r.EndedAt, r.EscalatedAt = Moment(d.agency), Moment(d.reporter), Moment(d.ended), Moment(d.escalated)
	if r.Proposal, err = readProposal(d.proposal); err != nil {
		return r, fmt.Errorf("store: draft of report %d: %w", r.ID, err)
	}
	if r.Supports, err = readSupports(d.supports); err != nil {
		return r, fmt.Errorf("store: asked offices of report %d: %w", r.ID, err)
	}
	if r.Oversight, err = readOversight(d.integrity); err != nil {
		return r, fmt.Errorf("store: who is kept out of report %d: %w", r.ID, err)
	}
	if r.Clocks, err = readClocks(d.clocks); err != nil {
		return r, fmt.Errorf("store: clocks of report %d: %w", r.ID, err)
	}
	return r, nil
}

// ReportByCode loads the current state. Errors: not_found.
func (s *Store) ReportByCode(ctx context.Context, q sqldb.Querier, code civic.TrackingCode) (civic.Report, error) {
	return oneReport(q.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.code = $1`, string(code)))
}

// ReportByAlias loads the report whose numeric alias was typed. Errors: not_found.
func (s *Store) ReportByAlias(ctx context.Context, q sqldb.Querier, alias civic.Alias) (civic.Report, error) {
	return oneReport(q.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.alias = $1`, string(alias)))
}

// ReportByID loads the current state. Errors: not_found.
func (s *Store) ReportByID(ctx context.Context, q sqldb.Querier, id civic.ID) (civic.Report, error) {
	return oneReport(q.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id = $1`, int64(id)))
}

// LockReport loads the report for a change: nobody else changes it until the transaction ends. Errors: not_found.
func (s *Store) LockReport(ctx context.Context, tx Tx, code civic.TrackingCode) (civic.Report, error) {
	return oneReport(tx.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.code = $1`+tx.Dialect().ForUpdate(), string(code)))
}

// ReportInScope loads the report if it lies in the inbox of the desk or of one below it, or an office there was asked about it;
// outside of that part of the tree it does not exist. Errors: not_found.
func (s *Store) ReportInScope(ctx context.Context, q sqldb.Querier, code civic.TrackingCode, desk civic.ID) (civic.Report, error) {
	return oneReport(q.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.code = $1
		AND (EXISTS (SELECT 1 FROM inbox i WHERE i.agency_id = $2 AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id)
		OR r.supports <> '' AND EXISTS (SELECT 1 FROM inbox i WHERE i.agency_id = $2 AND i.lane IN ($3, $4) AND i.report_id = r.id))`,
		string(code), int64(desk), laneHelp, laneHelped))
}

func oneReport(row sqldb.Row) (civic.Report, error) {
	var d reportScan
	if err := row.Scan(d.dest()...); err != nil {
		return civic.Report{}, orNotFound(err)
	}
	return d.report()
}

// TakenIDs tells which of the ids other reports have.
func (s *Store) TakenIDs(ctx context.Context, q sqldb.Querier, ids []civic.ID) (map[civic.ID]bool, error) {
	in, args := inList(1, ids)
	rows, err := q.Query(ctx, `SELECT id FROM report WHERE id IN (`+in+`)`, args...)
	taken := map[civic.ID]bool{}
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var id int64
		err := scan(&id)
		taken[civic.ID(id)] = true
		return struct{}{}, err
	})
	return taken, err
}

// PinMAC returns the stored digest of the report's PIN. Errors: not_found.
func (s *Store) PinMAC(ctx context.Context, q sqldb.Querier, id civic.ID) ([]byte, error) {
	var mac []byte
	err := q.QueryRow(ctx, `SELECT pin_mac FROM report WHERE id = $1`, int64(id)).Scan(&mac)
	return mac, orNotFound(err)
}

// due returns what the inbox orders by, in microseconds.
func due(r *civic.Report) int64 {
	_, at := r.NextDue()
	return Micros(at)
}

func wake(r *civic.Report) any {
	if at := r.WakeAt(); !at.IsZero() {
		return Micros(at)
	}
	return nil
}

// InsertReport queues a new report with its inbox rows; chain is its holder and everything above.
func (s *Store) InsertReport(q sqldb.Queuer, r *civic.Report, pinMAC []byte, chain []civic.ID) {
	q.Queue(`INSERT INTO report (id, code, alias, class, state, held_from, holder_id, entry_id, named_id, topic_id,
		region_code, zone, channel, anonymous, secret, show_name, mailable,
		received_at, verified_at, answered_at, agency_at, reporter_at, ended_at, escalated_at,
		outcome, closed_by, rating, reopened, returns, version, published, seq, clocks, lane, due_at, wake_at, pin_mac, assignee_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
		$25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38)`,
		int64(r.ID), string(r.Code), string(r.Alias), string(r.Class), string(r.State), string(r.HeldFrom), int64(r.Holder), int64(r.Entry), int64(r.Named), int64(r.Topic),
		r.Region, string(r.Zone), r.Channel, r.Anonymous, r.Secret, r.ShowName, r.Mailable,
		Micros(r.ReceivedAt), Micros(r.VerifiedAt), Micros(r.AnsweredAt), Micros(r.AgencyAt), Micros(r.ReporterAt), Micros(r.EndedAt), Micros(r.EscalatedAt),
		r.Outcome, string(r.ClosedBy), r.Rating, r.Reopened, r.Returns, r.Version, r.Published, r.Seq, clocksText(r), laneOf(r), due(r), wake(r), pinMAC, int64(r.Assignee))
	intoInbox(q, r, chain)
	if !r.Oversight.IsZero() {
		q.Queue(`UPDATE report SET integrity = $1 WHERE id = $2`, oversightText(r.Oversight), int64(r.ID))
		keepOfficers(q, &civic.Report{}, r) // a part is kept from whom the whole was kept from
	}
}

// SaveReport queues the new current state and moves the report between inboxes.
// was is the state as it was loaded; the chains are its old and new holders and everything above.
func (s *Store) SaveReport(q sqldb.Queuer, was, r *civic.Report, wasChain, chain []civic.ID) {
	var args arguments
	id := args.add(int64(r.ID))
	var columns []string
	set := func(column string, value any) { columns = append(columns, column+` = `+args.add(value)) }
	// Only what changed: each column named costs a value, and is written into its indexes again.
	before, after := valuesOf(was), valuesOf(r)
	for i, column := range stateColumns {
		if before[i] != after[i] {
			set(column, after[i])
		}
	}
	if asked := supportsText(r.Supports); asked != supportsText(was.Supports) {
		set("supports", asked)
	}
	if kept := oversightText(r.Oversight); kept != oversightText(was.Oversight) {
		set("integrity", kept)
		keepOfficers(q, was, r)
		saveObjection(q, was, r)
	}
	if wake(was) != wake(r) {
		set("wake_at", wake(r))
	}
	if len(columns) > 0 {
		q.Queue(`UPDATE report SET `+strings.Join(columns, `, `)+` WHERE id = `+id, args...)
	}
	s.moveProposal(q, was, r, chain)
	moveHelpers(q, was, r, wasChain, chain)
	saveDemands(q, was, r, chain)
	if was.Holder == r.Holder && laneOf(was) == laneOf(r) && due(was) == due(r) {
		if facetsOf(was) != facetsOf(r) {
			inInbox(q, r, chain)
		}
		return
	}
	if slices.Equal(wasChain, chain) {
		overInbox(q, was, r, chain)
		return
	}
	outOfInbox(q, was, wasChain)
	intoInbox(q, r, chain)
}

// stateColumns are the columns of a report's state, valuesOf their values in the same order.
var stateColumns = [...]string{"class", "state", "held_from", "holder_id", "topic_id", "anonymous", "secret", "show_name", "published", "verified_at", "answered_at",
	"agency_at", "reporter_at", "ended_at", "escalated_at", "outcome", "closed_by", "rating", "reopened", "returns", "version", "seq", "clocks", "lane", "due_at",
	"mailable", "assignee_id", "proposal", "incident_id", "leads"}

func valuesOf(r *civic.Report) [len(stateColumns)]any {
	return [...]any{string(r.Class), string(r.State), string(r.HeldFrom), int64(r.Holder), int64(r.Topic), r.Anonymous, r.Secret, r.ShowName, r.Published, Micros(r.VerifiedAt),
		Micros(r.AnsweredAt), Micros(r.AgencyAt), Micros(r.ReporterAt), Micros(r.EndedAt), Micros(r.EscalatedAt), r.Outcome, string(r.ClosedBy), r.Rating, r.Reopened, r.Returns,
		r.Version, r.Seq, clocksText(r), laneOf(r), due(r), r.Mailable, int64(r.Assignee), proposalText(r.Proposal), int64(r.Incident), r.Leads}
}

// Stamp is the little that says whether a page made of a report is still good.
type Stamp struct {
	ID                civic.ID
	Seq               int
	Published, Secret bool
	Weight            int // of the incident it leads, 0 for any other
}

// StampOf reads it. Errors: not_found.
func (s *Store) StampOf(ctx context.Context, q sqldb.Querier, code civic.TrackingCode) (Stamp, error) {
	var st Stamp
	err := q.QueryRow(ctx, `SELECT r.id, r.seq, r.published, r.secret,
		CASE WHEN r.leads THEN (SELECT i.weight FROM incident i WHERE i.id = r.incident_id) ELSE 0 END FROM report r WHERE r.code = $1`, string(code)).
		Scan((*int64)(&st.ID), &st.Seq, &st.Published, &st.Secret, &st.Weight)
	return st, orNotFound(err)
}
