package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
)

// Judged is what has to be known of a report to judge an answer to it, beside the report itself.
type Judged struct {
	Title, Place string // as the reporter wrote them
	Open         string // the rules by which this officer's last tries were refused, as quality.Join writes them
	Last         string // what SaidNow writes of the report's last event, if it is this officer's; "" else
}

// SaidNow is a verb with what was said by it, to know when the same is said twice.
func SaidNow(verb civic.Verb, message string) string { return string(verb) + "|" + message }

// ToJudge reads it. Errors: not_found.
func (s *Store) ToJudge(ctx context.Context, q sqldb.Querier, report, officer civic.ID) (Judged, error) {
	var j Judged
	err := q.QueryRow(ctx, `SELECT t.title, t.location_text, COALESCE(g.rules, '') FROM report_text t
		LEFT JOIN gate_open g ON g.report_id = t.report_id AND g.officer_id = $2 WHERE t.report_id = $1`,
		int64(report), int64(officer)).Scan(&j.Title, &j.Place, &j.Open)
	return j, orNotFound(err)
}

// LockToJudge is LockReport with what the gate has to know, in one question: every question costs a journey.
// Errors: not_found.
func (s *Store) LockToJudge(ctx context.Context, tx Tx, code civic.TrackingCode, officer civic.ID) (civic.Report, Judged, error) {
	var d reportScan
	var j Judged
	err := tx.QueryRow(ctx, `SELECT `+reportColumns+`, COALESCE((SELECT t.title FROM report_text t WHERE t.report_id = r.id), ''),
		COALESCE((SELECT t.location_text FROM report_text t WHERE t.report_id = r.id), ''),
		COALESCE((SELECT g.rules FROM gate_open g WHERE g.report_id = r.id AND g.officer_id = $2), ''),
		COALESCE((SELECT e.verb || '|' || e.message FROM event e WHERE e.report_id = r.id AND e.seq = r.seq AND e.officer_id = $2), '')
		FROM report r WHERE r.code = $1`+tx.Dialect().ForUpdate(), string(code), int64(officer)).Scan(d.dest(&j.Title, &j.Place, &j.Open, &j.Last)...)
	if err != nil {
		return civic.Report{}, j, orNotFound(err)
	}
	r, err := d.report()
	return r, j, err
}

// Sketched is an earlier answer that shares a band with one that is looked at.
type Sketched struct {
	Report civic.ID
	Body   []byte
}

// SameBand finds the earlier answers of an agency that share a band with the sketch: at most one a band, each one search
// of the primary key, however many answers there are.
func (s *Store) SameBand(ctx context.Context, q sqldb.Querier, agency civic.ID, sk quality.Sketch) ([]Sketched, error) {
	in, args := inList(2, sk.Bands[:])
	rows, err := q.Query(ctx, `SELECT report_id, sketch FROM answer_sketch WHERE agency_id = $1 AND band IN (`+in+`)`, append([]any{int64(agency)}, args...)...)
	return collect(rows, err, func(scan func(...any) error) (Sketched, error) {
		var k Sketched
		err := scan((*int64)(&k.Report), &k.Body)
		return k, err
	})
}

// KeepSketch writes the sketch of an answer that goes out, and tells whether all its bands were free. Whoever has a band
// already keeps it.
func (s *Store) KeepSketch(ctx context.Context, q sqldb.Querier, agency, report civic.ID, sk quality.Sketch) (free bool, err error) {
	bs := slices.Compact(slices.Sorted(slices.Values(sk.Bands[:]))) // one order for all: no deadlock
	var sql strings.Builder
	sql.WriteString(`INSERT INTO answer_sketch (agency_id, band, report_id, sketch) VALUES `)
	args := []any{int64(agency), int64(report), sk.Body}
	for i, b := range bs {
		if i > 0 {
			sql.WriteString(", ")
		}
		sql.WriteString("($1, $" + strconv.Itoa(i+4) + ", $2, $3)")
		args = append(args, b)
	}
	sql.WriteString(` ON CONFLICT (agency_id, band) DO NOTHING`)
	n, err := q.Exec(ctx, sql.String(), args...)
	return n == int64(len(bs)), err
}

// NoteRefused writes down by which rules an officer's answer was refused; a later try adds to it.
func (s *Store) NoteRefused(ctx context.Context, report, officer civic.ID, rules string, now int64) error {
	return s.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var was string
		rows, err := tx.Query(ctx, `SELECT rules FROM gate_open WHERE report_id = $1 AND officer_id = $2`, int64(report), int64(officer))
		found, err := collect(rows, err, func(scan func(...any) error) (string, error) { var r string; err := scan(&r); return r, err })
		if err != nil {
			return err
		}
		if len(found) > 0 {
			was = found[0] + ","
		}
		tx.Queue(`INSERT INTO gate_open (report_id, officer_id, rules, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (report_id, officer_id) DO UPDATE SET rules = excluded.rules, at = excluded.at`,
			int64(report), int64(officer), quality.Join(quality.Split(was+rules)), now)
		return nil
	})
}

// DropRefused queues forgetting it.
func (s *Store) DropRefused(q sqldb.Queuer, report, officer civic.ID) {
	q.Queue(`DELETE FROM gate_open WHERE report_id = $1 AND officer_id = $2`, int64(report), int64(officer))
}

// GateKey names one row of counts.
type GateKey struct {
	Agency civic.ID
	Month  int // 202611
	Rule   quality.Rule
}

// GateCount is how many answers were read, how many of them mended first, and how many sent in spite of a finding.
type GateCount struct{ Checked, Mended, Overridden int64 }

// AddGateTally queues changes of counts.
func (s *Store) AddGateTally(q sqldb.Queuer, delta map[GateKey]GateCount) {
	keys := slices.SortedFunc(maps.Keys(delta), func(a, b GateKey) int {
		return cmp.Or(cmp.Compare(a.Agency, b.Agency), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Rule, b.Rule))
	})
	for _, k := range keys {
		d := delta[k]
		q.Queue(`INSERT INTO gate_tally (agency_id, month, rule, checked, mended, overridden) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (agency_id, month, rule) DO UPDATE SET checked = gate_tally.checked + excluded.checked,
				mended = gate_tally.mended + excluded.mended, overridden = gate_tally.overridden + excluded.overridden`,
			int64(k.Agency), k.Month, string(k.Rule), d.Checked, d.Mended, d.Overridden)
	}
}

// GateTallies returns the counts of some desks, each with everything below it, from a month up to and with another.
func (s *Store) GateTallies(ctx context.Context, q sqldb.Querier, desks []civic.ID, from, to int) (map[GateKey]GateCount, error) {
	out := map[GateKey]GateCount{}
	for part := range slices.Chunk(desks, feedChunk) {
		in, args := inList(3, part)
		rows, err := q.Query(ctx, `SELECT agency_id, month, rule, checked, mended, overridden FROM gate_tally WHERE month >= $1 AND month <= $2 AND agency_id IN (`+in+`)`,
			append([]any{from, to}, args...)...)
		_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
			var k GateKey
			var n GateCount
			err := scan((*int64)(&k.Agency), &k.Month, (*string)(&k.Rule), &n.Checked, &n.Mended, &n.Overridden)
			out[k] = n
			return struct{}{}, err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
