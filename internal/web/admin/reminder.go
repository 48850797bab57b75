package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// remindPath is the list of the rules by which offices are reminded.
const remindPath = policyPath + "/pengingat"

// remindPage shows which rule holds, which come, and which are over.
type remindPage struct {
	frame
	Rows []remindRow
	Past []remindRow
}

type remindRow struct {
	Since, Until, After string
	Coming              bool
}

// remindForm is the form of a rule.
type remindForm struct {
	frame
	form
	Tried []remindTrial
}

// remindTrial is what offices would be told of one clock, in words.
type remindTrial struct {
	Title string
	Days  []string
}

// reminderRules lists them.
func (p *Pages) reminderRules(v *staff.Visit) error {
	list, err := p.Directory.ReminderRules(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	page := remindPage{frame: p.frame(v, policyPath, v.P.T("admin.remind.title"))}
	page.Back = ui.Link{URL: policyPath, Text: v.P.T("admin.back")}
	past, coming, holds := list.Coming(v.Today())
	if holds != nil {
		page.Rows = append(page.Rows, remindRowOf(v.P, *holds, false))
	}
	for _, x := range coming {
		page.Rows = append(page.Rows, remindRowOf(v.P, x, true))
	}
	for _, x := range past {
		page.Past = append(page.Past, remindRowOf(v.P, x, false))
	}
	return show(v, http.StatusOK, page.frame, remindListPage(page))
}

func remindRowOf(p *i18n.Printer, x civic.ReminderRule, coming bool) remindRow {
	r := remindRow{Since: p.T("admin.policy.always"), Until: sharesText(x.Shares) + " %", After: p.T("admin.remind.after_none"), Coming: coming}
	if !x.From.IsZero() {
		r.Since = p.DateShort(x.From)
	}
	if x.Every > 0 {
		r.After = p.T("admin.remind.after", "n", x.Every)
	}
	return r
}

func sharesText(shares []int) string {
	out := make([]string, len(shares))
	for i, n := range shares {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// newReminderRule begins with the newest rule.
func (p *Pages) newReminderRule(v *staff.Visit) error {
	list, err := p.Directory.ReminderRules(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"version": {list.Version}}}
	if n := len(list.Rules); n > 0 {
		f.Values.Set("shares", sharesText(list.Rules[n-1].Shares))
		f.Values.Set("every", strconv.Itoa(list.Rules[n-1].Every))
	}
	return p.showReminderRule(v, f, nil)
}

func (p *Pages) showReminderRule(v *staff.Visit, f form, tried []directory.TriedReminder) error {
	page := remindForm{frame: p.frame(v, policyPath, v.P.T("admin.remind.new")), form: f, Tried: remindTrials(v.P, tried)}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: remindPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, remindFormPage(page))
}

// remindTrials words what a rule would do. i18n:keys officer.clock.
func remindTrials(p *i18n.Printer, tried []directory.TriedReminder) []remindTrial {
	out := make([]remindTrial, 0, len(tried))
	for _, x := range tried {
		one := remindTrial{Title: p.T("admin.remind.trial", "clock", p.T("officer.clock."+string(x.Clock)), "start", p.DateShort(x.Start), "due", p.DateShort(x.Due))}
		for _, y := range x.Reminders {
			line := p.T("admin.remind.trial_share", "day", p.DateShort(y.Day), "share", y.Step)
			if y.Up > 0 {
				line = p.T("admin.remind.trial_up", "day", p.DateShort(y.Day), "n", y.Up)
			}
			one.Days = append(one.Days, line)
		}
		out = append(out, one)
	}
	return out
}

// saveReminderRule tries a rule, or saves it.
func (p *Pages) saveReminderRule(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	x := civic.ReminderRule{Every: staff.Number(v.R, "every")}
	var tried []directory.TriedReminder
	try := f.get("do") == tries
	var shares, day error
	x.Shares, shares = readShares(f.get("shares"))
	x.From, day = staff.Day(v.R, "effective_from")
	if err = civic.Faults(day, shares); err != nil {
		err = civic.Faults(day, shares, p.Directory.ReminderFaults(v.Who, x))
	}
	if err == nil && try {
		tried, err = p.Directory.TryReminderRule(v.R.Context(), v.Who, x)
	} else if err == nil {
		err = p.Directory.SaveReminderRule(v.R.Context(), v.Who, x, f.get("version"))
	}
	switch {
	case err != nil:
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showReminderRule(v, f, nil)
	case try:
		return p.showReminderRule(v, f, tried)
	}
	return v.Done(remindPath, "admin.remind.saved", "date", v.P.DateShort(x.From))
}

// readShares reads numbers parted by commas or blanks, with or without the sign of per cent. Errors: invalid "shares".
func readShares(text string) ([]int, error) {
	var out []int
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", %;", r) }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, civic.Invalid("shares", "error.reminder_shares", "max", civic.MostShares)
		}
		out = append(out, n)
	}
	return out, nil
}
