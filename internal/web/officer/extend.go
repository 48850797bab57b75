package officer

import (
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// extension asks how many days more are needed, and says how many there may be.
func (v *reportView) extension(visit *staff.Visit, w civic.World) ui.Field {
	x := w.ExtensionOf(&v.r)
	label := visit.P.T("officer.extend.days")
	if x.Unit == civic.CalendarDays {
		label = visit.P.T("officer.extend.calendar")
	}
	f := v.field(civic.VerbExtend, "days", label, visit.P.T("officer.extend.days_hint"+unitKey(x.Unit), "from", visit.P.DateShort(x.From), "n", x.Most, "to", visit.P.DateShort(x.To)), "", 0)
	f.InputMode, f.Width, f.MaxLength = "numeric", "tiny", 3
	return f
}

// extendFacts are what a draft asks for: why, how long, and which date that makes.
func extendFacts(v *staff.Visit, w civic.World, r *civic.Report, step civic.Command) []ui.Fact {
	x := w.ExtensionOf(r)
	facts := []ui.Fact{{Label: v.P.T("officer.ask.reason"), Text: reasonText(v, step.Reason, civic.ReasonsExtend)},
		{Label: v.P.T("officer.extend.fact_days"), Text: v.P.T("officer.extend.n"+unitKey(x.Unit), "n", step.Days)}}
	if x.Most > 0 {
		to := v.P.T("officer.extend.from_to", "from", v.P.DateShort(x.From), "to", v.P.DateShort(w.Extended(r, step.Days)))
		facts = append(facts, ui.Fact{Label: v.P.T("officer.extend.fact_to"), Text: to})
	}
	return facts
}

// extendedWords says in the history from when to when more time was given, "" for another event.
func extendedWords(v *staff.Visit, e *casework.Entry) string {
	if e.Verb != civic.VerbExtend {
		return ""
	}
	return notify.Extended(v.P, &e.Event, e.DeskName, reasonText(v, e.Reason, civic.ReasonsExtend))
}

// extendedState says beside a clock by how much it was extended, and beside the reporter's own that this one never is.
func extendedState(p *i18n.Printer, r *civic.Report, c civic.Clock) string {
	longer, _ := r.Clocks.Get(civic.ClockResolve)
	switch {
	case c.Kind == civic.ClockCitizen && c.Stopped.IsZero() && longer.Extended > 0 && longer.Stopped.IsZero():
		return p.T("officer.extend.citizen")
	case c.Extended == 0:
		return ""
	default:
		return p.T("officer.extend.clock"+unitKey(c.Unit), "n", c.Extended)
	}
}

// unitKey ends the name of words about days that are calendar days. i18n:keys officer.extend.
func unitKey(u civic.DayUnit) string {
	if u == civic.CalendarDays {
		return "_calendar"
	}
	return ""
}

// extendDays reads how many days a form asks for: 0 where nothing was typed, and what no step takes where it is no number
// of days, so that it is refused and not taken for nothing.
func extendDays(v *staff.Visit) int {
	typed := strings.TrimSpace(staff.Text(v.R, "days"))
	if typed == "" {
		return 0
	}
	if n, err := strconv.Atoi(typed); err == nil && n > 0 {
		return n
	}
	return -1
}

// extendForm puts a draft that came back into the boxes in which it was written.
func extendForm(d civic.Command, values map[string][]string) {
	if d.Verb == civic.VerbExtend {
		values["days"], values["reason"] = []string{strconv.Itoa(d.Days)}, []string{d.Reason}
	}
}

// approveWords is what the button says that takes a draft.
func (d draftBox) approveWords(p *i18n.Printer) string {
	if d.Time {
		return p.T("officer.extend.approve")
	}
	return p.T("officer.draft.approve")
}

// timeless tells that nothing of a form's verb shows the work before or after.
func timeless(verb civic.Verb) bool {
	return slices.Contains([]civic.Verb{civic.VerbNote, civic.VerbExtend}, verb)
}
