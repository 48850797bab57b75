package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// The plans are looked at on 50,000 reports: patterns made by the store, each copied by the database.
const (
	patterns = 500
	copies   = 99
	// idStep and timeStep lie between a report and its copy: more than all patterns together.
	timeStep = 512 * 1_000_000
	idStep   = timeStep << 11
)

// pattern is the i-th report that is copied: most are closed and published, half speak of roads.
func (r *rig) pattern(i int) (civic.Report, []string) {
	rep := r.plain([]civic.ID{roads, works, health, ministry, city}[i%5])
	state := civic.Closed
	switch i % 20 {
	case 1:
		state = civic.Submitted
	case 2, 3:
		state = civic.InProgress
	case 4:
		state = civic.AwaitingReporter
	case 5:
		state = civic.Archived
	case 6:
		state = civic.Dispatched
	case 7:
		state = civic.InfoNeeded
	}
	rep = r.at(rep, state, rep.ReceivedAt.Add(time.Duration(i%30)*24*time.Hour))
	rep.Topic, rep.Region, rep.Secret = civic.ID(40+i%40), fmt.Sprintf("35.%02d.01", i%30+1), i%19 == 0
	words := []string{fmt.Sprintf("kata%d", i)}
	for word, every := range map[string]int{"jalan": 2, "rusak": 3, "lampu": 10} {
		if i%every == 0 {
			words = append(words, word)
		}
	}
	return rep, words
}

// fill makes a big country and returns the ten reports that speak of something rare.
func (r *rig) fill() []civic.Report {
	r.Helper()
	sqlite := !r.db.Dialect().Postgres()
	r.update(func(ctx context.Context, tx *sqldb.Tx) error {
		if sqlite {
			tx.Queue(`CREATE TABLE doc (report_id BIGINT, words TEXT, tags TEXT)`) // the index itself cannot be read back
		}
		for i := range patterns {
			rep, words := r.pattern(i)
			r.fillOne(tx, i, &rep, words)
		}
		return r.copyAll(ctx, tx)
	})
	rare := r.many(10, func(int) civic.Report { return r.at(r.plain(roads), civic.Escalated, r.now.Add(time.Hour)) })
	for i := range rare {
		r.publish(&rare[i], "jalan", "langka")
	}
	r.write(func(tx *sqldb.Tx) {
		tx.Queue(`INSERT INTO tally (agency_id, state, queue, due_day, n) SELECT i.agency_id, r.state, i.lane, i.due_at / 86400000000, count(*)
			FROM inbox i JOIN report r ON r.id = i.report_id GROUP BY 1, 2, 3, 4`)
		r.multiply(tx, "tally", `agency_id < 1000`, map[string]string{"agency_id": `agency_id + k * 1000`})
	})
	return rare
}

// fillOne writes one pattern with everything that can belong to it.
func (r *rig) fillOne(tx *sqldb.Tx, i int, rep *civic.Report, words []string) {
	chain := r.tree.Chain(rep.Holder)
	r.s.InsertReport(tx, rep, []byte("mac"), chain)
	t := text(rep)
	if i%2 == 0 {
		t.Source, t.SourceRef = "lama", fmt.Sprint(i)
	}
	r.s.InsertText(tx, t)
	for seq := 1; seq <= 2; seq++ {
		r.s.AppendEvent(tx, r.event(rep, seq))
	}
	r.s.InsertIdentity(tx, rep.ID, []byte("sealed"))
	r.s.RecordRead(tx, r.s.NewID(r.now), store.IdentityRead{Report: rep.ID, Part: "name"})
	r.s.InsertAttachment(tx, store.Attachment{ID: r.s.NewID(r.now), Report: rep.ID, Hash: fmt.Sprintf("h%d", i), Thumb: strings.Repeat(fmt.Sprintf("t%d", i), i%2)})
	r.s.InsertAnswer(tx, store.Answer{Key: fmt.Sprintf("k%d", i), Report: rep.ID, Sealed: []byte("s"), At: store.Micros(r.now)})
	if i%10 > 0 {
		r.publishIn(tx, rep, words...)
		if rep.Public() && !r.db.Dialect().Postgres() {
			tx.Queue(`INSERT INTO doc (report_id, words, tags) VALUES ($1, $2, $3)`, int64(rep.ID), strings.Join(words, " "), strings.Join(store.TagsOf(rep, chain, []civic.ID{rep.Topic}), " "))
		}
	}
	tx.Queue(`INSERT INTO draft (token, sealed, changed_at) VALUES ($1, $2, $3)`, fmt.Sprintf("d%d", i), []byte("s"), store.Micros(r.now))
	tx.Queue(`INSERT INTO session (token, data, expires_at) VALUES ($1, $2, $3)`, fmt.Sprintf("s%d", i), []byte("s"), store.Micros(r.now))
	tx.Queue(`INSERT INTO attempt (key, n, until_at) VALUES ($1, 1, $2)`, fmt.Sprintf("a%d", i), store.Micros(r.now))
	tx.Queue(`INSERT INTO ended_pass (digest, until_at) VALUES ($1, $2)`, fmt.Sprintf("e%d", i), store.Micros(r.now))
	off := civic.ID(100 + i)
	r.s.SaveOfficer(tx, store.Officer{ID: off, Email: fmt.Sprintf("p%d@example.go.id", i), Name: "Petugas", Active: true}, 1)
	r.s.SavePost(tx, store.Post{ID: off, Officer: off, Agency: chain[0], Role: civic.RoleLiaison, From: 1})
	r.s.InsertToken(tx, fmt.Sprintf("t%d", i), off, off, "uji", 1, 1<<60)
	r.fillDesk(tx, i, rep)
	r.s.SaveRegion(tx, store.Region{Code: fmt.Sprintf("%02d.%02d.%02d.%04d", i%90+10, i%30, i%7, i), Parent: fmt.Sprintf("35.%02d.01", i%30), Kind: "village", Name: fmt.Sprintf("%c%c karang %d", 'a'+i%26, 'a'+i/26, i)})
}

// copyAll copies every pattern.
func (r *rig) copyAll(ctx context.Context, tx *sqldb.Tx) error {
	id, at := fmt.Sprintf(` + k * %d`, int64(idStep)), fmt.Sprintf(` + k * %d`, int64(timeStep))
	report := map[string]string{"report_id": `report_id` + id}
	sought := `CAST(sought || 'x' || k AS BLOB)`
	if tx.Dialect().Postgres() {
		sought = `sought || convert_to('x' || k, 'UTF8')`
	}
	for _, t := range []struct {
		name string
		set  map[string]string
	}{
		{"report", map[string]string{"id": `id` + id, "code": `code || 'x' || k`, "alias": `alias || 'x' || k`, "received_at": `received_at` + at, "due_at": `due_at` + at, "wake_at": `wake_at` + at}},
		{"report_text", map[string]string{"report_id": `report_id` + id, "source_ref": `source_ref || 'x' || k`}},
		{"inbox", map[string]string{"report_id": `report_id` + id, "due_at": `due_at` + at}},
		{"event", map[string]string{"report_id": `report_id` + id, "id": `id` + id}},
		{"publication", report}, {"identity", report},
		{"identity_read", map[string]string{"report_id": `report_id` + id, "id": `id` + id}},
		{"attachment", map[string]string{"report_id": `report_id` + id, "id": `id` + id, "hash": `hash || 'x' || k`, "thumb": `CASE WHEN thumb = '' THEN '' ELSE thumb || 'x' || k END`}},
		{"feed", map[string]string{"report_id": `report_id` + id, "id": `id` + id}},
		{"idempotency", map[string]string{"key": `key || 'x' || k`, "at": `at` + at}},
		{"draft", map[string]string{"token": `token || 'x' || k`, "changed_at": `changed_at` + at}},
		{"session", map[string]string{"token": `token || 'x' || k`, "expires_at": `expires_at` + at}},
		{"attempt", map[string]string{"key": `key || 'x' || k`, "until_at": `until_at` + at}},
		{"ended_pass", map[string]string{"digest": `digest || 'x' || k`, "until_at": `until_at` + at}},
		{"officer", map[string]string{"id": `id + k * 1000`, "email": `email || 'x' || k`}},
		{"post", map[string]string{"id": `id + k * 1000`, "officer_id": `officer_id + k * 1000`}},
		{"api_token", map[string]string{"hash": `hash || 'x' || k`, "officer_id": `officer_id + k * 1000`, "post_id": `post_id + k * 1000`}},
		{"seen", map[string]string{"officer_id": `officer_id + k * 1000`, "report_id": `report_id` + id}},
		{"watch", map[string]string{"officer_id": `officer_id + k * 1000`, "report_id": `report_id` + id}},
		{"mention", map[string]string{"officer_id": `officer_id + k * 1000`, "report_id": `report_id` + id}},
		{"label", report},
		{"saved_view", map[string]string{"id": `id` + id, "officer_id": `officer_id + k * 1000`}},
		{"bulk", map[string]string{"id": `id` + id, "officer_id": `officer_id + k * 1000`, "post_id": `post_id + k * 1000`}},
		{"bulk_row", map[string]string{"bulk_id": `bulk_id` + id, "report_id": `report_id` + id}},
		{"region", map[string]string{"code": `substr(code, 1, 9) || (1000 + k)`, "parent": `parent || 'x' || k`, "sought": sought}},
		{"search", report},
	} {
		if t.name == "search" && !tx.Dialect().Postgres() {
			tx.Queue(`INSERT INTO search (rowid, words, tags) ` + series + ` SELECT report_id` + id + `, words, tags FROM doc CROSS JOIN k`)
			tx.Queue(`DROP TABLE doc`)
			continue
		}
		if err := r.copyTable(ctx, tx, t.name, `1 = 1`, t.set); err != nil {
			return err
		}
	}
	return nil
}

var series = fmt.Sprintf(`WITH RECURSIVE k (k) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM k WHERE k < %d)`, copies)

func (r *rig) multiply(tx *sqldb.Tx, table, where string, set map[string]string) {
	if err := r.copyTable(r.ctx, tx, table, where, set); err != nil {
		r.Error(err)
	}
}

// copyTable copies rows; set says which columns differ in the k-th copy.
func (r *rig) copyTable(ctx context.Context, tx *sqldb.Tx, table, where string, set map[string]string) error {
	sql := `SELECT name FROM pragma_table_info($1) ORDER BY cid`
	if tx.Dialect().Postgres() {
		sql = `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public' ORDER BY ordinal_position`
	}
	rows, err := tx.Query(ctx, sql, table)
	if err != nil {
		return err
	}
	var names, values []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		names, values = append(names, name), append(values, name)
		if other, ok := set[name]; ok {
			values[len(values)-1] = other
		}
	}
	for name := range set {
		if !slices.Contains(names, name) {
			return fmt.Errorf("%s has no column %s", table, name)
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) `+series+` SELECT `+strings.Join(values, ", ")+` FROM `+table+` CROSS JOIN k WHERE `+where)
	return err
}
