package store_test

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tuntas/internal/sqldb"
)

// statement is one piece of SQL as it was run.
type statement struct {
	sql  string
	args []any
}

// recorder runs what the store asks for and notes it.
type recorder struct {
	q       sqldb.Querier
	dialect sqldb.Dialect
	seen    []statement
}

func (c *recorder) note(sql string, args []any) { c.seen = append(c.seen, statement{sql, args}) }

func (c *recorder) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	c.note(sql, args)
	return c.q.Exec(ctx, sql, args...)
}

func (c *recorder) Query(ctx context.Context, sql string, args ...any) (sqldb.Rows, error) {
	c.note(sql, args)
	return c.q.Query(ctx, sql, args...)
}

func (c *recorder) QueryRow(ctx context.Context, sql string, args ...any) sqldb.Row {
	c.note(sql, args)
	return c.q.QueryRow(ctx, sql, args...)
}

func (c *recorder) Queue(sql string, args ...any) { c.note(sql, args) } // noted, not run

func (c *recorder) Notify(string) {}

func (c *recorder) Dialect() sqldb.Dialect { return c.dialect }

// bigTables are those that grow with the number of reports, people or places, with the short names
// by which queries call them.
func bigTables() map[string]string {
	return map[string]string{"report": "r", "report_text": "t", "inbox": "i", "seen": "sn", "watch": "wa", "mention": "me", "label": "la", "saved_view": "", "bulk": "", "bulk_row": "br", "search_desk": "", "event": "e", "publication": "p", "identity": "", "identity_read": "", "attachment": "",
		"search": "", "feed": "f", "idempotency": "", "draft": "", "session": "", "attempt": "", "officer": "o", "post": "p", "api_token": "t", "region": "", "tally": "", "answer_sketch": "", "gate_open": "g", "gate_tally": "", "incident": "", "incident_member": "m", "incident_step": "", "search_alike": "", "desk_feed": "", "alarm": "", "reminder": ""}
}

// litePlan returns what SQLite would do, one line a step.
func (r *rig) litePlan(s statement) []string {
	r.Helper()
	rows, err := r.db.Query(r.ctx, `EXPLAIN QUERY PLAN `+s.sql, s.args...)
	r.must(err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		r.must(rows.Scan(&id, &parent, &unused, &detail))
		out = append(out, detail)
	}
	r.must(rows.Err())
	return out
}

var (
	scanStep = regexp.MustCompile(`^SCAN (\w+)`)
	// A virtual table is searched when a match or a key is handed to it, and walked through without.
	searchStep = regexp.MustCompile(`VIRTUAL TABLE INDEX \d+:.*[M=]`)
)

// liteComplaints judges a plan: no big table is walked through, nothing big is sorted. walk names a table
// that may be walked in the order of its key, because the query takes the first rows and stops.
func liteComplaints(plan []string, walk string, sorts bool) []string {
	var bad []string
	for _, step := range plan {
		if m := scanStep.FindStringSubmatch(step); m != nil && m[1] != walk && !searchStep.MatchString(step) {
			for table, short := range bigTables() {
				if m[1] == table || m[1] == short {
					bad = append(bad, step)
				}
			}
		}
		if strings.Contains(step, "TEMP B-TREE FOR ORDER BY") && !sorts {
			bad = append(bad, step)
		}
	}
	return bad
}

func TestBadPlansAreSeen(t *testing.T) {
	for _, step := range []string{"SCAN report", "SCAN r", "SCAN r USING INDEX report_wake", "SCAN inbox", "SCAN search VIRTUAL TABLE INDEX 0:", "USE TEMP B-TREE FOR ORDER BY"} {
		if len(liteComplaints([]string{step}, "", false)) == 0 {
			t.Errorf("%q passes", step)
		}
	}
	for _, step := range []string{"SEARCH r USING INDEX report_wake (wake_at<?)", "SCAN hit", "SCAN l7", "SCAN search VIRTUAL TABLE INDEX 192:M2<>", "SCAN f"} {
		if bad := liteComplaints([]string{step}, "f", false); len(bad) != 0 {
			t.Errorf("%q does not pass", bad)
		}
	}
	for _, bad := range []pgNode{{Type: "Seq Scan", Relation: "report"}, {Plans: []pgNode{{Type: "Seq Scan", Relation: "event"}}}, {Hit: 9, Read: 2}} {
		if len(pgComplaints(bad, 10)) == 0 {
			t.Errorf("%+v passes", bad)
		}
	}
}

// pgNode is a step of a PostgreSQL plan.
type pgNode struct {
	Type     string   `json:"Node Type"`
	Relation string   `json:"Relation Name"`
	Hit      int      `json:"Shared Hit Blocks"`
	Read     int      `json:"Shared Read Blocks"`
	Plans    []pgNode `json:"Plans"`
}

// pgPlan runs a statement on PostgreSQL as the program would, prepared and used before, and returns the plan with
// the pages it touched. Nothing that it changes stays.
func (r *rig) pgPlan(conn *pgx.Conn, s statement) (root pgNode, text string) {
	r.Helper()
	tx, err := conn.Begin(r.ctx)
	r.must(err)
	defer func() { r.must(tx.Rollback(r.ctx)) }()
	run := func(sql string) {
		r.Helper()
		_, err := tx.Exec(r.ctx, sql, pgx.QueryExecModeSimpleProtocol)
		r.must(err)
	}
	run(`PREPARE q AS ` + s.sql)
	var call string
	if len(s.args) > 0 {
		values := make([]string, len(s.args))
		for i, a := range s.args {
			values[i] = literal(a)
		}
		call = `(` + strings.Join(values, ", ") + `)`
	}
	if strings.HasPrefix(s.sql, "SELECT") || strings.HasPrefix(s.sql, "WITH") {
		for range 6 { // from the sixth time on the server may settle for one plan for all arguments
			run(`EXECUTE q` + call)
		}
	}
	var plan []byte
	r.must(tx.QueryRow(r.ctx, `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, FORMAT JSON) EXECUTE q`+call, pgx.QueryExecModeSimpleProtocol).Scan(&plan))
	run(`DEALLOCATE q`)
	var parsed []struct{ Plan pgNode }
	r.must(json.Unmarshal(plan, &parsed))
	return parsed[0].Plan, string(plan)
}

func literal(a any) string {
	switch v := a.(type) {
	case nil:
		return "NULL"
	case []byte:
		return `'\x` + hex.EncodeToString(v) + `'`
	default:
		return `'` + strings.ReplaceAll(fmt.Sprint(v), `'`, `''`) + `'`
	}
}

// pgComplaints judges a plan: no big table is walked through, and no more pages are touched than the budget.
func pgComplaints(root pgNode, budget int) []string {
	var bad []string
	var walk func(n pgNode)
	walk = func(n pgNode) {
		if _, big := bigTables()[n.Relation]; big && n.Type == "Seq Scan" {
			bad = append(bad, "Seq Scan on "+n.Relation)
		}
		for _, c := range n.Plans {
			walk(c)
		}
	}
	walk(root)
	if pages := root.Hit + root.Read; pages > budget {
		bad = append(bad, fmt.Sprintf("%d pages touched, budget %d", pages, budget))
	}
	return slices.Compact(bad)
}
