package casework

import (
	"cmp"
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Judgement is what one officer found of one report of a sample.
type Judgement = store.Judgement

// SampleRow is one report of a sample, cut to what the supervisor may see now.
type SampleRow struct {
	Row
	Place  int
	Agency string      // name of the office that held it when it was drawn, "" when it is gone
	Gone   bool        // it is in no scope of the supervisor any more: nothing of it is told
	Judged []Judgement // by officer
}

// Mine is what an officer found of it, nil for nothing yet.
func (r *SampleRow) Mine(officer civic.ID) *Judgement {
	for i := range r.Judged {
		if r.Judged[i].Officer == officer {
			return &r.Judged[i]
		}
	}
	return nil
}

// Criteria are by what the reports of a sample are judged: those of the day on which it was drawn.
func (c *Casework) Criteria(ctx context.Context, x *AuditSample) []civic.Reason {
	return c.atlas.Current(ctx).Reasons.Offered(civic.ReasonsAudit, civic.DateOf(store.Moment(x.At), civic.WIB))
}

// SampleRows lists the reports of a sample after a place. Errors: unauthenticated, forbidden, not_found.
func (c *Casework) SampleRows(ctx context.Context, who civic.Actor, id civic.ID, after, limit int) (x AuditSample, page Page[SampleRow], err error) {
	if x, err = c.auditSample(ctx, who, id); err != nil {
		return x, page, err
	}
	limit = clamp(limit)
	places, err := c.store.SamplePlaces(ctx, c.store.DB, id, after, limit+1)
	if err != nil || len(places) == 0 {
		return x, page, err
	}
	if page.More = len(places) > limit; page.More {
		places = places[:limit]
	}
	ids := make([]civic.ID, len(places))
	for i, p := range places {
		ids[i] = p.Report
	}
	headed, err := c.store.Headed(ctx, c.store.DB, ids)
	if err != nil {
		return x, page, err
	}
	judged, err := c.store.Judgements(ctx, c.store.DB, id, places[0].Place, places[len(places)-1].Place)
	if err != nil {
		return x, page, err
	}
	w := c.atlas.Current(ctx).World(c.now())
	for _, p := range places {
		row := SampleRow{Place: p.Place, Gone: true}
		for _, j := range judged {
			if j.Place == p.Place {
				row.Judged = append(row.Judged, j)
			}
		}
		i, ok := slices.BinarySearchFunc(headed, p.Report, func(h store.WaitingRow, id civic.ID) int { return cmp.Compare(h.Report.ID, id) })
		if ok && who.InScope(w.Tree, &headed[i].Report) {
			h := &headed[i]
			row.Gone, row.Agency, row.Row = false, deskName(w.Tree, p.Agency), Row{Report: h.Report, Sight: civic.Look(w.Tree, who, &h.Report), Next: c.next(w, &h.Report)}
			if row.Sight.Text {
				row.Title, row.Row.Place = h.Title, h.Place
			}
		}
		if row.Gone { // what colleagues wrote may tell of it
			row.Judged = slices.DeleteFunc(row.Judged, func(j Judgement) bool { return j.Officer != who.Officer })
		}
		page.Rows = append(page.Rows, row)
	}
	return x, page, nil
}

// SampleRow is one report of a sample by its place. Errors: unauthenticated, forbidden, not_found.
func (c *Casework) SampleRow(ctx context.Context, who civic.Actor, id civic.ID, place int) (AuditSample, SampleRow, error) {
	x, page, err := c.SampleRows(ctx, who, id, place-1, 1)
	if err == nil && (place < 1 || len(page.Rows) == 0 || page.Rows[0].Place != place) {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return x, SampleRow{}, err
	}
	return x, page.Rows[0], nil
}

// Judge keeps what the supervisor found of a report of a sample. Everybody judges for themselves; version is that of the own
// judgement that was read, 0 for none yet. Errors: unauthenticated, forbidden, not_found, invalid with the field, conflict
// when the own judgement changed meanwhile.
func (c *Casework) Judge(ctx context.Context, who civic.Actor, id civic.ID, place int, j civic.Judgement, version int) error {
	x, row, err := c.SampleRow(ctx, who, id, place)
	if err == nil && row.Gone {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return err
	}
	j.Note = civic.TidyText(j.Note)
	if err := civic.CheckJudgement(&j, c.Criteria(ctx, &x)); err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		have, err := c.store.Judgements(ctx, tx, id, place, place)
		if err != nil {
			return err
		}
		now := 0
		if i := slices.IndexFunc(have, func(h Judgement) bool { return h.Officer == who.Officer }); i >= 0 {
			now = have[i].Version
		}
		if now != version {
			return civic.Conflict("error.changed_meanwhile")
		}
		c.store.SaveJudgement(tx, id, &Judgement{Place: place, Officer: who.Officer, Judgement: j, Version: version + 1, At: store.Micros(c.now())})
		return nil
	})
}

// GradeCount is how often each grade was given; what does not apply counts for nothing.
type GradeCount struct {
	Yes, Partly, No int
}

// N is how many grades there are.
func (g GradeCount) N() int { return g.Yes + g.Partly + g.No }

func (g *GradeCount) add(x civic.Grade) {
	switch x {
	case civic.GradeYes:
		g.Yes++
	case civic.GradePartly:
		g.Partly++
	case civic.GradeNo:
		g.No++
	case civic.GradeNone:
	}
}

// SampleResult is what was found of a sample.
type SampleResult struct {
	Sample   AuditSample
	Criteria []civic.Reason
	All      SampleCount
	Agencies []SampleCount // root agencies of those that held the reports still in scope, those with most judgements first
	Rows     []ResultRow   // judgements, by place and officer
}

// SampleCount counts judgements.
type SampleCount struct {
	Agency   civic.Agency
	N        int          // judgements
	Holds    int          // that say that it was rightly closed
	Criteria []GradeCount // in the order of the result's
}

// ResultRow is one judgement with its report; Code and Agency are "" where it is in no scope of the supervisor any more.
type ResultRow struct {
	Judgement
	Code   civic.TrackingCode
	Agency string
}

// SampleResult counts what was found of a sample. Errors: unauthenticated, forbidden, not_found.
func (c *Casework) SampleResult(ctx context.Context, who civic.Actor, id civic.ID) (SampleResult, error) {
	x, err := c.auditSample(ctx, who, id)
	if err != nil {
		return SampleResult{}, err
	}
	out := SampleResult{Sample: x, Criteria: c.Criteria(ctx, &x)}
	out.All.Criteria = make([]GradeCount, len(out.Criteria))
	places, err := c.store.SamplePlaces(ctx, c.store.DB, id, 0, civic.MaxSample)
	if err != nil {
		return out, err
	}
	judged, err := c.store.Judgements(ctx, c.store.DB, id, 1, civic.MaxSample)
	if err != nil {
		return out, err
	}
	codes, err := c.sampleCodes(ctx, who, places)
	if err != nil {
		return out, err
	}
	t := c.atlas.Current(ctx).Tree
	for i := range judged {
		j := judged[i]
		at := places[j.Place-1]
		out.All.add(&j, out.Criteria)
		code, known := codes[at.Report]
		if !known { // the own words stay one's own, what colleagues wrote may tell of it
			if j.Officer == who.Officer {
				out.Rows = append(out.Rows, ResultRow{Judgement: j})
			}
			continue
		}
		out.Rows = append(out.Rows, ResultRow{Judgement: j, Code: code, Agency: deskName(t, at.Agency)})
		root := cmp.Or(t.RootAgency(at.Agency), at.Agency)
		k := slices.IndexFunc(out.Agencies, func(a SampleCount) bool { return a.Agency.ID == root })
		if k < 0 {
			k = len(out.Agencies)
			agency, _ := t.Get(root)
			out.Agencies = append(out.Agencies, SampleCount{Agency: agency, Criteria: make([]GradeCount, len(out.Criteria))})
		}
		out.Agencies[k].add(&j, out.Criteria)
	}
	slices.SortStableFunc(out.Agencies, func(a, b SampleCount) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Agency.Name, b.Agency.Name))
	})
	return out, nil
}

func (n *SampleCount) add(j *Judgement, criteria []civic.Reason) {
	n.N++
	if j.Holds {
		n.Holds++
	}
	for i, c := range criteria {
		n.Criteria[i].add(j.Grades[c.Code])
	}
}

// sampleCodes finds the codes of those reports that the supervisor may still know of.
func (c *Casework) sampleCodes(ctx context.Context, who civic.Actor, places []store.SamplePlace) (map[civic.ID]civic.TrackingCode, error) {
	t := c.atlas.Current(ctx).Tree
	codes := map[civic.ID]civic.TrackingCode{}
	for chunk := range slices.Chunk(places, remindChunk) {
		ids := make([]civic.ID, len(chunk))
		for i, p := range chunk {
			ids[i] = p.Report
		}
		some, err := c.store.ReportsByIDs(ctx, c.store.DB, ids)
		if err != nil {
			return nil, err
		}
		for i := range some {
			if who.InScope(t, &some[i]) {
				codes[some[i].ID] = some[i].Code
			}
		}
	}
	return codes, nil
}
