package officer

import (
	"net/http"
	"strconv"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

const qualityPath = staff.Quality

// qualityPage shows what the gate found in the answers of a desk and of those below it.
type qualityPage struct {
	staff.Shell
	Month         string
	Before, After ui.Link // other months; After is empty for the newest
	N             string  // answers that were read
	Rules         ui.Table
	Units         ui.Table
	ByTopic       string // why not all, or nothing, of what the officer reads is counted; "" where it is
	None          bool   // nothing is
}

// gateCounts shows the counts of a month of WIB, this one unless the address says another. i18n:keys quality.rule.
func (p *Pages) gateCounts(v *staff.Visit) error {
	today := civic.DateOf(p.Now(), civic.WIB)
	year, month := today.Year, today.Month
	if t, err := time.Parse("2006-01", v.R.URL.Query().Get("bulan")); err == nil {
		year, month = t.Year(), t.Month()
	}
	key := year*100 + int(month)
	got, err := p.Casework.GateCounts(v.R.Context(), v.Who, key, key)
	if err != nil {
		return err
	}
	page := qualityPage{Shell: v.Shell(staff.InInbox, v.P.T("officer.quality.title")), Month: v.P.Month(year, month), N: v.P.Number(int(got.All.Checked))}
	if page.None = got.ByTopic && got.None; page.None {
		page.ByTopic = v.P.T("officer.quality.by_topic_none")
	} else if got.ByTopic {
		page.ByTopic = v.P.T("officer.quality.by_topic")
	}
	page.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	link := func(by int) ui.Link {
		t := time.Date(year, month+time.Month(by), 1, 0, 0, 0, 0, time.UTC)
		return ui.Link{URL: qualityPath + "?bulan=" + t.Format("2006-01"), Text: v.P.Month(t.Year(), t.Month())}
	}
	if key > (today.Year-2)*100+int(today.Month) { // nobody turns back for ever
		page.Before = link(-1)
	}
	if key < today.Year*100+int(today.Month) {
		page.After = link(1)
	}
	columns := func(first string) []string {
		return []string{v.P.T(first), v.P.T("officer.quality.read"), v.P.T("officer.quality.mended"), v.P.T("officer.quality.sent")}
	}
	page.Rules = ui.Table{Caption: v.P.T("officer.quality.rules"), Columns: columns("officer.quality.rule")}
	page.Units = ui.Table{Caption: v.P.T("officer.quality.units"), Columns: columns("officer.quality.unit")}
	if got.All.Checked > 0 {
		page.Rules.Rows = append(page.Rules.Rows, countRow(v, v.P.T("officer.quality.all"), got.All))
	}
	for _, r := range got.Rules {
		page.Rules.Rows = append(page.Rules.Rows, countRow(v, v.P.T("quality.rule."+string(r.Rule)), r.Count))
	}
	for _, u := range got.Units {
		if u.Count.Checked == 0 {
			continue // a long table of nothing hides the units that did something
		}
		page.Units.Rows = append(page.Units.Rows, countRow(v, u.Agency.Name, u.Count))
	}
	return v.Show(http.StatusOK, staff.Layout(page.Shell, qualityBody(page)))
}

func countRow(v *staff.Visit, name string, c casework.GateCount) []string {
	n := func(x int64) string { return v.P.Number(int(x)) }
	return []string{name, n(c.Checked), n(c.Mended), n(c.Overridden) + share(c.Overridden, c.Checked)}
}

// few is how many answers say little about a desk: no share is told of them.
const few = 20

// share is a part in hundredths, as long as there are enough to tell.
func share(part, all int64) string {
	if all < few {
		return ""
	}
	return " (" + strconv.FormatInt((100*part+all/2)/all, 10) + " %)"
}
