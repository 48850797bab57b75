package store

import (
	"cmp"
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Recipient is an officer in one post, as the letters of the day need it.
type Recipient struct {
	Officer civic.ID
	Desk    civic.ID
	Role    civic.Role
	Post    civic.ID
	Kept    bool // kept out of some report in person
}

// Recipients lists the posts that are valid now of the officers after one, by officer, of at most limit officers. Of somebody
// on leave they are the substitute's.
func (s *Store) Recipients(ctx context.Context, q sqldb.Querier, after civic.ID, now int64, limit int) ([]Recipient, error) {
	last, err := s.LastOfficer(ctx, q, after, limit)
	if err != nil || last == 0 {
		return nil, err
	}
	kept := `, EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = o.id) FROM officer o `
	var out []Recipient
	for _, of := range []string{
		`SELECT o.id, p.agency_id, p.role, p.id` + kept + `JOIN post p ON p.officer_id = o.id WHERE NOT EXISTS (SELECT 1` + leaveOf(`p`, `$2`) + `)`,
		`SELECT o.id, p.agency_id, p.role, p.id` + kept + `CROSS JOIN absence a CROSS JOIN post p WHERE a.substitute_id = o.id AND p.id = a.post_id AND a.from_at <= $2 AND a.until_at > $2`,
	} {
		rows, err := q.Query(ctx, of+` AND o.id > $1 AND o.id <= $3 AND `+serves(`$2`)+` AND `+valid(`p`, `$2`), int64(after), now, int64(last))
		found, err := collect(rows, err, scanRecipient)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b Recipient) int {
		return cmp.Or(cmp.Compare(a.Officer, b.Officer), cmp.Compare(a.Post, b.Post))
	})
	return out, nil
}

func scanRecipient(scan func(...any) error) (r Recipient, err error) {
	return r, scan((*int64)(&r.Officer), (*int64)(&r.Desk), (*string)(&r.Role), (*int64)(&r.Post), &r.Kept)
}

// LastOfficer is the id of the last of the limit officers after one, 0 when there is none.
func (s *Store) LastOfficer(ctx context.Context, q sqldb.Querier, after civic.ID, limit int) (civic.ID, error) {
	var last int64
	err := q.QueryRow(ctx, `SELECT COALESCE(max(id), 0) FROM (SELECT o.id FROM officer o WHERE o.id > $1 AND o.active ORDER BY o.id LIMIT $2) n`, int64(after), limit).Scan(&last)
	return civic.ID(last), err
}

// MentionCounts counts the reports in whose notes the officers are addressed, without those that they are kept out of.
func (s *Store) MentionCounts(ctx context.Context, q sqldb.Querier, officers []civic.ID) (map[civic.ID]int64, error) {
	return s.countBy(ctx, q, `SELECT officer_id, count(DISTINCT report_id) FROM mention m WHERE officer_id IN (`, `) AND NOT EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = m.officer_id AND k.report_id = m.report_id) GROUP BY officer_id`, officers)
}

// AssignedCounts counts the open reports that the officers were given.
func (s *Store) AssignedCounts(ctx context.Context, q sqldb.Querier, officers []civic.ID) (map[civic.ID]int64, error) {
	return s.countBy(ctx, q, `SELECT assignee_id, count(*) FROM report WHERE assignee_id IN (`, `) AND assignee_id <> 0 AND ended_at = 0 GROUP BY assignee_id`, officers)
}

// DraftCounts counts the drafts that wait at the desks or below them; only those that ask for more time when that is said.
// What the viewer is kept out of is not counted; 0 is nobody in particular.
func (s *Store) DraftCounts(ctx context.Context, q sqldb.Querier, viewer civic.ID, desks []civic.ID, time bool) (map[civic.ID]int64, error) {
	return s.countBy(ctx, q, `SELECT p.agency_id, count(*) FROM proposal p WHERE p.agency_id IN (`, `)`+onlyTime(time)+notKept(viewer)+` GROUP BY p.agency_id`, desks)
}

// ClosedSince counts what desks and those below them closed since a day, without what the viewer is kept out of; 0 is nobody
// in particular.
func (s *Store) ClosedSince(ctx context.Context, q sqldb.Querier, viewer civic.ID, desks []civic.ID, since int64) (map[civic.ID]int64, error) {
	if len(desks) == 0 {
		return map[civic.ID]int64{}, nil
	}
	in, args := inList(2, desks)
	all := append(arguments{since}, args...)
	off := ``
	if viewer != 0 {
		off = ` UNION ALL SELECT i.agency_id, -1 ` + keptInboxes(&all, viewer, in, []int{lane(civic.Closed)}) + ` AND ` + inboxDay + ` >= $1`
	}
	rows, err := q.Query(ctx, `SELECT agency_id, CAST(sum(n) AS BIGINT) FROM (SELECT agency_id, n FROM ending WHERE due_day >= $1 AND agency_id IN (`+in+`)`+off+`) x GROUP BY agency_id`, all...)
	found, err := collect(rows, err, scanCount)
	return counts(found), err
}

// notKept leaves out the drafts, named p, of reports that an officer is kept out of.
func notKept(officer civic.ID) string {
	if officer == 0 {
		return ``
	}
	return ` AND NOT EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = ` + officer.String() + ` AND k.report_id = p.report_id)`
}

// SettingsOf reads one setting of many officers; those who said nothing are not there.
func (s *Store) SettingsOf(ctx context.Context, q sqldb.Querier, name string, officers []civic.ID) (map[civic.ID]string, error) {
	out := map[civic.ID]string{}
	if len(officers) == 0 {
		return out, nil
	}
	in, args := inList(2, officers)
	rows, err := q.Query(ctx, `SELECT officer_id, value FROM officer_setting WHERE name = $1 AND officer_id IN (`+in+`)`, append([]any{name}, args...)...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var id civic.ID
		var value string
		err := scan((*int64)(&id), &value)
		out[id] = value
		return struct{}{}, err
	})
	return out, err
}

// OfficerEmail is where an active officer is written to, "" for one who is not.
func (s *Store) OfficerEmail(ctx context.Context, q sqldb.Querier, officer civic.ID) (string, error) {
	rows, err := q.Query(ctx, `SELECT email FROM officer WHERE id = $1 AND active`, int64(officer))
	all, err := collect(rows, err, func(scan func(...any) error) (email string, err error) {
		err = scan(&email)
		return email, err
	})
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

type idCount struct {
	id civic.ID
	n  int64
}

func scanCount(scan func(...any) error) (c idCount, err error) {
	err = scan((*int64)(&c.id), &c.n)
	return c, err
}

func counts(all []idCount) map[civic.ID]int64 {
	out := make(map[civic.ID]int64, len(all))
	for _, c := range all {
		out[c.id] = c.n
	}
	return out
}

// countBy counts something of many at once.
func (s *Store) countBy(ctx context.Context, q sqldb.Querier, head, tail string, ids []civic.ID) (map[civic.ID]int64, error) {
	if len(ids) == 0 {
		return map[civic.ID]int64{}, nil
	}
	in, args := inList(1, ids)
	rows, err := q.Query(ctx, head+in+tail, args...)
	all, err := collect(rows, err, scanCount)
	return counts(all), err
}
