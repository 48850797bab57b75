package officer

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// askedBox says which other offices work on the report, or what the officer's own office was asked.
type askedBox struct {
	Title string
	About string
	Waits string // who has to answer before the report is answered or closed
	Rows  []askedRow
}

type askedRow struct {
	Name   string
	Kind   string // what it was asked for
	State  string
	Due    *dueChip // while it is owed
	Ask    string   // the words in which it was asked
	Reason string   // why it cannot, or why it was set free
	Answer string
	Shown  string // who reads the answer
}

// othersBox fills in which offices were asked.
func (p *Pages) othersBox(v *staff.Visit, in *casework.View, view *reportView) {
	if len(in.Asked) == 0 && len(in.Owing) == 0 {
		return
	}
	box := askedBox{Title: v.P.T("officer.asked.title")}
	if in.Sight.Helps {
		box.Title, box.About = v.P.T("officer.asked.own"), v.P.T("officer.asked.own_about")
		p.asHelper(v, in, view)
	}
	if len(in.Owing) > 0 {
		box.Waits = v.P.T("officer.asked.waits", "agencies", strings.Join(in.Owing, ", "))
	}
	w := v.Map.World(p.Now())
	for i := len(in.Asked) - 1; i >= 0; i-- {
		box.Rows = append(box.Rows, askedRowOf(v, w, &in.Asked[i]))
	}
	view.Others = &box
}

// asHelper puts the own deadline in the place of the lead's, which is no business of whoever was asked.
func (p *Pages) asHelper(v *staff.Visit, in *casework.View, view *reportView) {
	view.Promise, view.Due, view.Late, view.Owed = "", nil, false, ""
	if n := in.Next; n.Clock != "" {
		key := "due."
		if view.Late = n.Left < 0; view.Late {
			key = "late."
		}
		view.Promise = v.P.T(key+string(n.Clock), "who", n.Holder, "date", v.P.Date(n.By), "left", v.P.DaysLeft(n.Left)) // i18n:keys due. late.
		view.Due, view.Owed = dueOf(v.P, v.Map.World(p.Now()), &civic.Report{}, n), owed(v.P, n.Clock)
	}
}

// askedRowOf words one office that was asked. i18n:keys officer.asked.kind. officer.asked.state.
func askedRowOf(v *staff.Visit, w civic.World, a *casework.Asked) askedRow {
	row := askedRow{Name: a.Name, Kind: v.P.T("officer.asked.kind." + string(a.Kind)), State: v.P.T("officer.asked.state."+string(a.State), "date", v.P.Date(a.By))}
	if a.Open() {
		row.Due = dueOf(v.P, w, &civic.Report{}, casework.Next{By: a.By, Left: a.Left})
	}
	if a.Ask != nil {
		row.Ask = a.Ask.Message
	}
	if a.Answer != nil {
		row.Answer = a.Answer.Message
		if a.Answer.Reason != "" {
			row.Reason = reasonText(v, a.Answer.Reason, civic.ReasonLists()...)
		}
		if a.Shown {
			row.Shown = v.P.T("officer.asked.shown")
		}
	}
	return row
}

// helpChip says in a list that the office was asked, for what; "" for reports that it holds.
func helpChip(v *staff.Visit, in *casework.Row) string {
	if in.Help == nil {
		return ""
	}
	return v.P.T("officer.asked.chip." + string(in.Help.Kind)) // i18n:keys officer.asked.chip.
}

// whichAsked asks which of several offices is meant; with one there is nothing to ask.
func (v *reportView) whichAsked(visit *staff.Visit, in *casework.View, verb civic.Verb) ui.Choice {
	fit := visit.Map.World(visit.Now()).Answerable(&in.Report, visit.Who)
	if verb == civic.VerbRelease {
		fit = slices.DeleteFunc(slices.Clone(in.Report.Supports), func(s civic.Support) bool { return !s.Open() })
	}
	now := v.value(verb, "support", "")
	c := ui.Choice{Name: "support", Base: string(verb) + "-support", Legend: visit.P.T("officer.asked.which"), Error: v.mistake(verb, "support")}
	for _, s := range fit {
		desk, _ := visit.Map.Tree.Get(s.Desk)
		id := strconv.Itoa(s.ID)
		if o, ok := partOption(visit, in, s); ok {
			o.Checked = id == now || len(fit) == 1
			c.Options = append(c.Options, o)
			continue
		}
		c.Options = append(c.Options, ui.Option{Value: id, Label: visit.P.T("officer.asked.option", "agency", desk.Name, "kind", visit.P.T("officer.asked.kind."+string(s.Kind))), Checked: id == now || len(fit) == 1})
	}
	return c
}

// mayShow tells whether what the office answers may be shown to the reporter: an opinion never is.
func (v *reportView) mayShow(visit *staff.Visit, in *casework.View) bool {
	return slices.ContainsFunc(visit.Map.World(visit.Now()).Answerable(&in.Report, visit.Who), func(s civic.Support) bool { return s.Kind == civic.SupportHelp })
}

// fillAsked puts the questions of the verbs about asked offices into a form.
func (p *Pages) fillAsked(v *staff.Visit, in *casework.View, view *reportView, pn *panel) error {
	switch pn.verb {
	case civic.VerbSupport, civic.VerbConsult:
		return p.finder(v, in, view, pn)
	case civic.VerbSplit:
		pn.Classes, pn.Topics = view.classes(v, &in.Report, pn.verb), view.topics(v, &in.Report, pn.verb)
		pn.Carries = p.carries(v, in, view)
		return p.finder(v, in, view, pn)
	case civic.VerbContribute:
		pn.Which, pn.MayShow = view.whichAsked(v, in, pn.verb), view.mayShow(v, in)
	case civic.VerbUnable:
		pn.Which, pn.Reasons = view.whichAsked(v, in, pn.verb), view.reasons(v, &in.Report, pn.verb, "reason", civic.ReasonsUnable)
	case civic.VerbRelease:
		pn.Which, pn.Reasons = view.whichAsked(v, in, pn.verb), view.reasons(v, &in.Report, pn.verb, "reason", civic.ReasonsRelease)
	}
	return nil
}

// asking reads what the verbs about asked offices need.
func (p *Pages) asking(v *staff.Visit, code civic.TrackingCode, form *typed, cmd *civic.Command) (err error) {
	switch form.Verb {
	case civic.VerbSupport, civic.VerbConsult, civic.VerbSplit:
		cmd.Target, err = p.resolve(v, code, form.Verb, form)
		for _, id := range v.R.PostForm["carries"] {
			cmd.Carries = append(cmd.Carries, staff.ID(id))
		}
		if err == nil && form.Verb == civic.VerbSplit {
			err = splitFaults(cmd)
		}
	case civic.VerbContribute, civic.VerbUnable, civic.VerbRelease:
		cmd.Support, cmd.Show = max(0, staff.Number(v.R, "support")), staff.Text(v.R, "show") == "yes"
	}
	return err
}

// helpMovedWords says which dates of asked offices a recount moved.
func helpMovedWords(v *staff.Visit, r *civic.Report, e *civic.Event) string {
	var out []string
	moved := e.HelpMoved()
	for _, id := range slices.Sorted(maps.Keys(moved)) {
		asked, ok := r.Support(id)
		if desk, known := v.Map.Tree.Get(asked.Desk); ok && known {
			out = append(out, v.P.T("officer.recount.help_moved", "agency", desk.Name, "was", v.P.DateShort(moved[id][0]), "is", v.P.DateShort(moved[id][1])))
		}
	}
	return strings.Join(out, " ")
}
