package admin

import (
	"strconv"

	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
)

// tries is what the button says that shows what a rule would have changed, before it is saved.
const tries = "coba"

// trial is what a length or a day off would have changed, shown beside the form that is not saved yet.
type trial struct {
	Lines []string   // in plain words
	Rows  []trialRow // the kinds of clock of which any moved
}

type trialRow struct {
	Clock, Count, Now, Then, Days string
	Turned                        []string   // how many became late, and how many no longer are
	Examples                      []ruleCase // reports that turned
	Hidden                        string     // reports that the officer may not read
}

// ruleCase is one report that a trial names.
type ruleCase struct{ Code, URL, What string }

// trialOf words a simulation. i18n:keys officer.clock.
func trialOf(v *staff.Visit, s directory.Simulated) *trial {
	t, p := &trial{}, v.P
	clocks, newly, freed, moved := 0, 0, 0, 0
	for _, c := range s.Clocks {
		clocks, newly, freed, moved = clocks+c.Clocks, newly+c.NewlyLate, freed+c.NoLongerLate, moved+c.Moved
		if c.Moved > 0 {
			t.Rows = append(t.Rows, trialRowOf(v, c))
		}
	}
	since := p.DateShort(s.Since)
	switch {
	case clocks == 0:
		t.Lines = []string{p.T("admin.trial.none", "date", since)}
		return t
	case moved == 0:
		t.Lines = []string{p.T("admin.trial.same", "n", p.Number(clocks), "date", since)}
	default:
		t.Lines = []string{p.T("admin.trial.moved", "n", p.Number(clocks), "date", since, "moved", p.Number(moved)),
			p.T("admin.trial.unturned")}
	}
	if newly+freed > 0 {
		t.Lines[1] = p.T("admin.trial.turned", "newly", p.Number(newly), "freed", p.Number(freed))
	}
	if s.Sample {
		t.Lines = append(t.Lines, p.T("admin.trial.sample"))
	}
	t.Lines = append(t.Lines, p.T("admin.trial.about"))
	return t
}

func trialRowOf(v *staff.Visit, c directory.SimulatedClock) trialRow {
	p := v.P
	row := trialRow{Clock: p.T("officer.clock." + string(c.Clock)), Count: p.Number(c.Clocks), Now: p.Number(c.LateNow), Then: p.Number(c.LateThen),
		Days: p.T("admin.trial.days", "n", strconv.Itoa(c.MedianThen))}
	if c.MedianNow != c.MedianThen {
		row.Days = p.T("admin.trial.days_moved", "was", strconv.Itoa(c.MedianNow), "is", strconv.Itoa(c.MedianThen))
	}
	if c.NewlyLate > 0 {
		row.Turned = append(row.Turned, p.T("admin.trial.newly", "n", p.Number(c.NewlyLate)))
	}
	if c.NoLongerLate > 0 {
		row.Turned = append(row.Turned, p.T("admin.trial.freed", "n", p.Number(c.NoLongerLate)))
	}
	for _, e := range c.Examples {
		what := "admin.trial.case_freed"
		if e.Late {
			what = "admin.trial.case_late"
		}
		row.Examples = append(row.Examples, ruleCase{Code: e.Code.Display(), URL: "/petugas/laporan/" + e.Code.Display(), What: p.T(what)})
	}
	if c.Secret > 0 {
		row.Hidden = p.T("admin.trial.hidden", "n", p.Number(c.Secret))
	}
	return row
}

// turns tells whether any report is named or counted as one that turned.
func (t *trial) turns() bool {
	for _, r := range t.Rows {
		if len(r.Examples) > 0 || r.Hidden != "" {
			return true
		}
	}
	return false
}
