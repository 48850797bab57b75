package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// proposalText writes what a report knows of the draft that waits, as its row keeps it.
func proposalText(p civic.Proposal) string {
	if p.Seq == 0 {
		return ""
	}
	text := waitingText(p.Seq, p.At, p.By) + extends(p)
	if u := p.Under; u.Seq != 0 {
		text += ";" + waitingText(u.Seq, u.At, u.By)
	}
	return text
}

func waitingText(seq int, at time.Time, by civic.ID) string {
	return strconv.Itoa(seq) + "," + strconv.FormatInt(Micros(at), 10) + "," + by.String()
}

// extends marks in the row of a report a draft that asks for more time.
func extends(p civic.Proposal) string {
	if p.As == civic.VerbExtend {
		return "," + string(civic.VerbExtend)
	}
	return ""
}

func readProposal(s string) (p civic.Proposal, err error) {
	if s == "" {
		return p, nil
	}
	top, under, covers := strings.Cut(s, ";")
	if p.Seq, p.At, p.By, err = readWaiting(top); err != nil {
		return p, err
	}
	if strings.HasSuffix(top, ","+string(civic.VerbExtend)) {
		p.As = civic.VerbExtend
	}
	if covers {
		p.Under.Seq, p.Under.At, p.Under.By, err = readWaiting(under)
	}
	return p, err
}

func readWaiting(s string) (seq int, at time.Time, by civic.ID, err error) {
	var micros, id int64
	_, err = fmt.Sscanf(s, "%d,%d,%d", &seq, &micros, &id)
	return seq, Moment(micros), civic.ID(id), err
}

// moveProposal queues the places of a report in the lists of drafts that wait.
func (s *Store) moveProposal(q sqldb.Queuer, was, r *civic.Report, chain []civic.ID) {
	if was.Proposal == r.Proposal {
		return
	}
	if was.Proposal.Seq != 0 {
		q.Queue(`DELETE FROM proposal WHERE report_id = $1`, int64(r.ID))
	}
	if r.Proposal.Seq != 0 {
		for _, desk := range chain {
			q.Queue(`INSERT INTO proposal (agency_id, proposed_at, report_id, verb) VALUES ($1, $2, $3, $4)`, int64(desk), Micros(r.Proposal.At), int64(r.ID), string(r.Proposal.As))
		}
	}
}

// WaitingRow is a report with a draft that waits, before it is cut to what the officer may see.
type WaitingRow struct {
	Report civic.Report
	Title  string
	Place  string
}

// Proposals lists the reports at a desk or below it of which a draft waits, the oldest draft first; after is the report
// last seen. Only those that ask for more time when that is said. One row more than the limit when there are more.
func (s *Store) Proposals(ctx context.Context, q sqldb.Querier, desk civic.ID, time bool, after civic.Proposal, afterID civic.ID, limit int) ([]WaitingRow, error) {
	rows, err := q.Query(ctx, `SELECT `+reportColumns+`, t.title, t.location_text FROM proposal p JOIN report r ON r.id = p.report_id
		JOIN report_text t ON t.report_id = p.report_id WHERE p.agency_id = $1`+onlyTime(time)+` AND (p.proposed_at, p.report_id) > ($2, $3)
		ORDER BY p.proposed_at, p.report_id LIMIT $4`, int64(desk), Micros(after.At), int64(afterID), limit+1)
	return collect(rows, err, scanHeaded)
}

// onlyTime narrows drafts to those that ask for more time.
func onlyTime(yes bool) string {
	if yes {
		return ` AND p.verb = 'extend'`
	}
	return ""
}

// CountProposals counts the drafts that wait at a desk or below it, at most limit; only those that ask for more time when
// that is said, and without those of reports that the viewer is kept out of.
func (s *Store) CountProposals(ctx context.Context, q sqldb.Querier, viewer, desk civic.ID, time bool, limit int) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM proposal p WHERE p.agency_id = $1`+onlyTime(time)+`
		AND NOT EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = $3 AND k.report_id = p.report_id) LIMIT $2) x`, int64(desk), limit, int64(viewer)).Scan(&n)
	return n, err
}

// EventOf loads one event of a report. Errors: not_found.
func (s *Store) EventOf(ctx context.Context, q sqldb.Querier, report civic.ID, seq int) (civic.Event, error) {
	e, err := scanEvent(q.QueryRow(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.report_id = $1 AND e.seq = $2`, int64(report), seq).Scan)
	return e, orNotFound(err)
}

// Headed loads reports with their titles and places, by id.
func (s *Store) Headed(ctx context.Context, q sqldb.Querier, ids []civic.ID) ([]WaitingRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := inList(1, ids)
	rows, err := q.Query(ctx, `SELECT `+reportColumns+`, t.title, t.location_text FROM report r JOIN report_text t ON t.report_id = r.id
		WHERE r.id IN (`+in+`) ORDER BY r.id`, args...)
	return collect(rows, err, scanHeaded)
}

func scanHeaded(scan func(...any) error) (WaitingRow, error) {
	var d reportScan
	var row WaitingRow
	err := scan(d.dest(&row.Title, &row.Place)...)
	if err == nil {
		row.Report, err = d.report()
	}
	return row, err
}
