package store

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Sample is a sample of closed reports, as it was drawn.
type Sample struct {
	ID       civic.ID
	Desk     civic.ID
	Officer  civic.ID
	Remit    string // RemitText of what the post read then
	Name     string
	From, To civic.Date
	Agency   civic.ID // 0 all
	Topic    civic.ID // 0 all
	Size     int      // that was asked for
	Found    int      // among how many it was drawn
	Days     int      // days that were looked at; 0: all of them
	Seed     int64
	At       int64 // microseconds UTC

	Drawn  int // reports in it
	Judged int // of them by anybody
	Mine   int // of them by whoever asks
}

// SamplePlace is one report of a sample.
type SamplePlace struct {
	Place  int // from 1
	Report civic.ID
	Agency civic.ID // that held it then
}

// Judgement is what one officer found of one report of a sample.
type Judgement struct {
	Place   int
	Officer civic.ID
	Name    string // of the officer
	civic.Judgement
	Version int
	At      int64
}

// InsertSample queues a sample with its reports, in their order. Nothing changes it afterwards.
func (s *Store) InsertSample(q sqldb.Queuer, x *Sample, places []SamplePlace) {
	q.Queue(`INSERT INTO sample (id, desk_id, officer_id, remit, name, from_day, to_day, agency_id, topic_id, size, found, days, seed, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, int64(x.ID), int64(x.Desk), int64(x.Officer), x.Remit, x.Name, x.From.String(), x.To.String(),
		int64(x.Agency), int64(x.Topic), x.Size, x.Found, x.Days, x.Seed, x.At)
	for _, p := range places {
		q.Queue(`INSERT INTO sample_report (sample_id, place, report_id, agency_id) VALUES ($1, $2, $3, $4)`, int64(x.ID), p.Place, int64(p.Report), int64(p.Agency))
	}
}

// SampleFilter asks for the samples that somebody may know of: of the desk those of the same remit, and the own ones.
type SampleFilter struct {
	Desk    civic.ID
	Officer civic.ID
	Remit   string
	All     bool     // those of any remit
	ID      civic.ID // only this one; 0 all
	Before  civic.ID // older than this one; 0 from the newest
	Limit   int
}

// Samples lists samples, the newest first, one more than the limit when there are more.
func (s *Store) Samples(ctx context.Context, q sqldb.Querier, f SampleFilter) ([]Sample, error) {
	args := arguments{int64(f.Desk), int64(f.Officer), f.Limit + 1}
	where := ``
	if !f.All {
		where += ` AND (x.remit = ` + args.add(f.Remit) + ` OR x.officer_id = $2)`
	}
	if f.ID != 0 {
		where += ` AND x.id = ` + args.add(int64(f.ID))
	}
	if f.Before != 0 {
		where += ` AND x.id < ` + args.add(int64(f.Before))
	}
	rows, err := q.Query(ctx, `WITH page AS (SELECT * FROM sample x WHERE x.desk_id = $1`+where+` ORDER BY x.id DESC LIMIT $3)
		SELECT p.id, p.desk_id, p.officer_id, p.remit, p.name, p.from_day, p.to_day, p.agency_id, p.topic_id, p.size, p.found, p.days, p.seed, p.at,
			(SELECT count(*) FROM sample_report y WHERE y.sample_id = p.id), (SELECT count(DISTINCT j.place) FROM judgement j WHERE j.sample_id = p.id),
			(SELECT count(*) FROM judgement j WHERE j.sample_id = p.id AND j.officer_id = $2) FROM page p ORDER BY p.id DESC`, args...)
	return collect(rows, err, func(scan func(...any) error) (x Sample, err error) {
		var from, to string
		err = scan((*int64)(&x.ID), (*int64)(&x.Desk), (*int64)(&x.Officer), &x.Remit, &x.Name, &from, &to, (*int64)(&x.Agency), (*int64)(&x.Topic), &x.Size, &x.Found, &x.Days, &x.Seed, &x.At,
			&x.Drawn, &x.Judged, &x.Mine)
		if err == nil {
			x.From, err = day(from)
		}
		if err == nil {
			x.To, err = day(to)
		}
		return x, err
	})
}

// SamplePlaces lists the reports of a sample after a place, in their order, at most limit.
func (s *Store) SamplePlaces(ctx context.Context, q sqldb.Querier, sample civic.ID, after, limit int) ([]SamplePlace, error) {
	rows, err := q.Query(ctx, `SELECT place, report_id, agency_id FROM sample_report WHERE sample_id = $1 AND place > $2 ORDER BY place LIMIT $3`, int64(sample), after, limit)
	return collect(rows, err, func(scan func(...any) error) (p SamplePlace, err error) {
		err = scan(&p.Place, (*int64)(&p.Report), (*int64)(&p.Agency))
		return p, err
	})
}

// mostJudgements is how many judgements of one sample are read.
const mostJudgements = 20 * civic.MaxSample

// Judgements lists what was found of the reports of a sample from one place to another, by place and officer.
func (s *Store) Judgements(ctx context.Context, q sqldb.Querier, sample civic.ID, from, to int) ([]Judgement, error) {
	rows, err := q.Query(ctx, `SELECT j.place, j.officer_id, o.name, j.grades, j.holds, j.note, j.version, j.at FROM judgement j JOIN officer o ON o.id = j.officer_id
		WHERE j.sample_id = $1 AND j.place >= $2 AND j.place <= $3 ORDER BY j.place, j.officer_id LIMIT $4`, int64(sample), from, to, mostJudgements)
	return collect(rows, err, func(scan func(...any) error) (j Judgement, err error) {
		var grades string
		err = scan(&j.Place, (*int64)(&j.Officer), &j.Name, &grades, &j.Holds, &j.Note, &j.Version, &j.At)
		if err == nil {
			err = json.Unmarshal([]byte(grades), &j.Grades)
		}
		return j, err
	})
}

// SaveJudgement queues what an officer found; it replaces what the same officer found before and nobody else's.
func (s *Store) SaveJudgement(q sqldb.Queuer, sample civic.ID, j *Judgement) {
	grades, err := json.Marshal(j.Grades)
	if err != nil {
		panic(err) // short words only
	}
	q.Queue(`INSERT INTO judgement (sample_id, place, officer_id, grades, holds, note, version, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (sample_id, place, officer_id) DO UPDATE SET grades = excluded.grades, holds = excluded.holds, note = excluded.note, version = excluded.version, at = excluded.at`,
		int64(sample), j.Place, int64(j.Officer), string(grades), j.Holds, j.Note, j.Version, j.At)
}
