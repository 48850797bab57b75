package officer

import (
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// remindPath is the list of what the desk was told of clocks; remindRows is how many one page of it has.
const (
	remindPath = staff.Home + "/pengingat"
	remindRows = 50
)

// remindList is what the desk was told of clocks, by day.
type remindList struct {
	staff.Shell
	Days  []remindDay
	Pages ui.Pages
}

type remindDay struct {
	Day  string
	Rows []remindRow
}

// remindRow is one report of which the desk was told.
type remindRow struct {
	URL, Title, Code, Holder string
	Told, Climbed, Settled   string
	Secret                   bool
	Due                      *dueChip
}

// reminders lists what the desk was told, the latest first.
func (p *Pages) reminders(v *staff.Visit) error {
	before := staff.ID(v.R.URL.Query().Get("sebelum"))
	page, last, err := p.Casework.Reminders(v.R.Context(), v.Who, before, remindRows)
	if err != nil {
		return err
	}
	view := remindList{Shell: v.Shell(staff.InInbox, v.P.T("officer.remind"))}
	w := v.Map.World(p.Now())
	for i := range page.Rows {
		in := &page.Rows[i]
		day := v.P.DateShort(civic.DateOf(in.Told.At, v.Zone()))
		if n := len(view.Days); n == 0 || view.Days[n-1].Day != day {
			view.Days = append(view.Days, remindDay{Day: day})
		}
		r, to := &in.Report, &view.Days[len(view.Days)-1]
		row := remindRow{URL: reportURL(r.Code), Title: in.Title, Code: r.Code.Display(), Holder: in.Next.Holder, Secret: r.Secret,
			Told: toldOf(v.P, w, in)}
		if c, runs := in.Running(); runs {
			k := w.KeeperAt(r, c.Kind, c.Started)
			row.Due = dueOf(v.P, w, r, casework.Next{Clock: c.Kind, Due: c.Due, By: k.DueDate(c), Left: k.Left(c, w.Now)})
		} else {
			row.Settled = v.P.T("officer.remind.settled")
		}
		if in.Up > 0 {
			row.Climbed = v.P.T("officer.remind.up", "n", in.Up)
		}
		if row.Title == "" {
			row.Title = untitled(v.P, &in.Row)
		}
		to.Rows = append(to.Rows, row)
	}
	if page.More {
		view.Pages.Next = remindPath + "?sebelum=" + last.String()
	}
	if before != 0 {
		view.Pages.First = remindPath
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, remindPage(view)))
}

// toldOf words a reminder. i18n:keys officer.clock. officer.remind.
func toldOf(p *i18n.Printer, w civic.World, in *casework.ReminderRow) string {
	clock := p.T("officer.clock." + string(in.Told.Clock))
	last := p.DateShort(w.KeeperAt(&in.Report, in.Told.Clock, in.Told.Started).DueDate(civic.Clock{Started: in.Told.Started, Due: in.Told.Due}))
	switch step := in.Told.Step; {
	case step < civic.AllDays:
		return p.T("officer.remind.share", "clock", clock, "share", step, "day", last)
	case step == civic.AllDays && in.Told.At.Before(in.Told.Due):
		return p.T("officer.remind.last", "clock", clock)
	default:
		return p.T("officer.remind.over", "clock", clock, "day", last)
	}
}

// untitled is what stands for the title of a report that has none, or whose text the officer may not read.
func untitled(p *i18n.Printer, row *casework.Row) string {
	switch {
	case row.Sight.Text:
		return p.T("officer.row.untitled")
	case row.Report.Secret:
		return p.T("officer.report.hidden")
	default:
		return p.T("officer.report.closed")
	}
}
