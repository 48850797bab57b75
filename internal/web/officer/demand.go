package officer

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// demandPath is the list of what is asked from above; demandRows is how many one page of it has.
const (
	demandPath = staff.Home + "/penjelasan"
	demandRows = 50
)

// demandsLink leads to what is asked from above: for supervisors always, for others while an answer is owed.
type demandsLink struct {
	Shown   bool
	Owed    string // how many answers, "" none
	Watcher bool   // a supervisor, who draws samples too
}

func (v *inboxView) explanations(owed int) {
	v.Demands.Watcher = v.Who.Role == civic.RoleSupervisor
	v.Demands.Shown = owed > 0 || v.Who.Role == civic.RoleSupervisor
	if owed > 0 {
		v.Demands.Owed = v.P.Count(owed, casework.MaxCount)
	}
}

// asksAbove tells who asks from above, and so has a list of what was asked.
func asksAbove(r civic.Role) bool { return civic.RoleMay(r, civic.VerbDemand) }

// demandLine is one question or instruction from above.
type demandLine struct {
	Kind    string
	From    string // who asked and when
	State   string
	Due     *dueChip // while it is open
	Ask     string
	Answer  string
	Reply   string // heads the answer
	Unread  string // why the words are not here
	Answers string // leads to the form that answers it, "" where the officer has none
}

// demandLines words what was asked from above about a report, the latest first.
func (p *Pages) demandLines(v *staff.Visit, in *casework.View, all []casework.Demanded) []demandLine {
	var out []demandLine
	mine := in.Report.OwedTo(v.Who, civic.VerbExplain)
	for i := len(all) - 1; i >= 0; i-- {
		d := &all[i]
		one := p.demandLine(v, d)
		if d.Ask != nil {
			one.Ask = d.Ask.Message
			if d.Ask.OfficerName != "" {
				one.From = d.Ask.OfficerName + ", " + one.From
			}
		}
		if d.Answer != nil {
			one.Answer = d.Answer.Message
		}
		if d.Ask == nil && in.Sight.WithReason {
			one.Unread = v.P.T("officer.demand.unread")
		}
		answers := slices.Contains(in.Allowed, civic.VerbExplain) && slices.ContainsFunc(mine, func(x civic.Demand) bool { return x.Seq == d.Seq })
		if answers {
			one.Answers = "#" + stepID(civic.VerbExplain)
		}
		out = append(out, one)
	}
	return out
}

// demandLine words one of them without its words. i18n:keys officer.demand.kind. officer.demand.state. officer.demand.reply.
func (p *Pages) demandLine(v *staff.Visit, d *casework.Demanded) demandLine {
	one := demandLine{Kind: v.P.T("officer.demand.kind." + string(d.Kind)), From: v.P.T("officer.demand.from", "agency", d.From, "time", v.P.DateTime(d.At, v.Zone())),
		State: v.P.T("officer.demand.state."+string(d.State), "date", v.P.Date(d.By))}
	switch {
	case d.Open():
		one.Due = dueOf(v.P, v.Map.World(p.Now()), &civic.Report{}, casework.Next{By: d.By, Left: d.Left})
		return one
	case d.State == civic.DemandAnswered && d.Late:
		one.State = v.P.T("officer.demand.state.late", "date", v.P.Date(d.By))
	}
	one.Reply = v.P.T("officer.demand.reply."+string(d.State), "time", v.P.DateTime(d.Over, v.Zone()))
	return one
}

// demandChip says at the top of a report that an answer is owed; nil when none is.
func (p *Pages) demandChip(v *staff.Visit, in *casework.View) *dueChip {
	for i := range in.Demands {
		switch d := &in.Demands[i]; {
		case d.Open() && d.Late:
			return &dueChip{ui.ToneBad, ui.IconAlert, v.P.T("officer.demand.chip_late")}
		case d.Open():
			return &dueChip{ui.ToneWarn, ui.IconSpeech, v.P.T("officer.demand.chip")}
		}
	}
	return nil
}

// fillDemand puts the questions of the verbs of oversight into a form.
func (v *reportView) fillDemand(visit *staff.Visit, in *casework.View, pn *panel) {
	if pn.verb == civic.VerbDemand {
		now := v.value(pn.verb, "kind", string(civic.DemandExplanation))
		c := ui.Choice{Name: "kind", Base: string(pn.verb) + "-kind", Legend: visit.P.T("officer.demand.which_kind"), Error: v.mistake(pn.verb, "kind")}
		for _, k := range civic.DemandKinds() {
			c.Options = append(c.Options, ui.Option{Value: string(k), Label: visit.P.T("officer.demand.kind." + string(k)), Hint: visit.P.T("officer.demand.kind." + string(k) + ".hint"), Checked: string(k) == now})
		}
		pn.Reasons = c
		return
	}
	fit := in.Report.OwedTo(visit.Who, pn.verb)
	now := v.value(pn.verb, "demand", "")
	c := ui.Choice{Name: "demand", Base: string(pn.verb) + "-demand", Legend: visit.P.T("officer.demand.which"), Error: v.mistake(pn.verb, "demand")}
	for _, d := range fit {
		id, from := strconv.Itoa(d.Seq), ""
		if desk, ok := visit.Map.Tree.Get(d.From); ok {
			from = desk.Name
		}
		c.Options = append(c.Options, ui.Option{Value: id, Label: visit.P.T("officer.demand.option", "kind", visit.P.T("officer.demand.kind."+string(d.Kind)), "agency", from, "time", visit.P.DateTime(d.At, visit.Zone())),
			Checked: id == now || len(fit) == 1})
	}
	pn.Which = c
}

// demandWords says in the history what was asked for and until when; "" for other events.
func demandWords(v *staff.Visit, e *civic.Event) string {
	until, err := civic.ParseDate(e.Detail[civic.DetailUntil])
	if e.Verb != civic.VerbDemand || err != nil {
		return ""
	}
	return v.P.T("officer.demand.until", "kind", v.P.T("officer.demand.kind."+e.Detail[civic.DetailDemandKind]), "date", v.P.Date(until))
}

// secretDemands puts what was asked about a secret report beside the text that was opened with a reason.
func (p *Pages) secretDemands(v *staff.Visit, code civic.TrackingCode, view *revealView) error {
	all, err := p.Casework.SecretDemands(v.R.Context(), v.Who, code)
	view.Demands, view.Page.Shell = p.demandLines(v, &casework.View{}, all), view.Shell
	return err
}

// demandList is the list of what is asked from above.
type demandList struct {
	staff.Shell
	About, None string
	Sides       []ui.Link // whose questions; none for those who never ask
	States      []ui.Link
	Side, State int // which of them it is
	Rows        []demandRow
	Pages       ui.Pages
}

type demandRow struct {
	demandLine
	URL, Title, Code, Holder string
	Secret                   bool
}

// explanations lists what whoever watches over them asked of the desk and those below it, and what the desk asked itself.
func (p *Pages) explanations(v *staff.Visit) error {
	q := v.R.URL.Query()
	sides, states := []string{"diminta", "meminta"}, []string{"", "terlambat", "selesai"}
	side := 0
	if asksAbove(v.Who.Role) && (q.Get("pihak") == sides[1] || v.Who.Role == civic.RoleSupervisor && q.Get("pihak") != sides[0]) {
		side = 1
	}
	state := max(0, slices.Index(states, q.Get("keadaan")))
	after := demandPlace(q.Get("sesudah"))
	page, last, err := p.Casework.Demands(v.R.Context(), v.Who, casework.DemandQuery{Asked: side == 1, Late: state == 1, Settled: state == 2, After: after, Limit: demandRows})
	if err != nil {
		return err
	}
	url := func(side, state int) string {
		return demandPath + "?" + url.Values{"pihak": {sides[side]}, "keadaan": {states[state]}}.Encode()
	}
	view := demandList{Shell: v.Shell(staff.InInbox, v.P.T("officer.demand.title")), Side: side, State: state, None: v.P.T("officer.demand.none"), About: v.P.T("officer.demand.about_owed")}
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	if side == 1 {
		view.About = v.P.T("officer.demand.about_asked")
	}
	if asksAbove(v.Who.Role) {
		view.Sides = []ui.Link{{URL: url(0, state), Text: v.P.T("officer.demand.side.owed")}, {URL: url(1, state), Text: v.P.T("officer.demand.side.asked")}}
	}
	view.States = []ui.Link{{URL: url(side, 0), Text: v.P.T("officer.demand.open")}, {URL: url(side, 1), Text: v.P.T("officer.demand.late")}, {URL: url(side, 2), Text: v.P.T("officer.demand.over")}}
	for i := range page.Rows {
		view.Rows = append(view.Rows, p.demandRow(v, &page.Rows[i]))
	}
	if page.More {
		view.Pages.Next = url(side, state) + "&sesudah=" + strconv.FormatInt(last.At, 10) + "." + last.Report.String() + "." + strconv.Itoa(last.Seq)
	}
	if after.Report != 0 {
		view.Pages.First = url(side, state)
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, demandPage(view)))
}

func (p *Pages) demandRow(v *staff.Visit, in *casework.DemandRow) demandRow {
	r := &in.Report
	row := demandRow{demandLine: p.demandLine(v, &in.Demanded), URL: reportURL(r.Code), Title: in.Title, Code: r.Code.Display(), Holder: in.Next.Holder, Secret: r.Secret}
	row.Ask, row.Answer = in.Question, in.Reply
	if row.Title == "" {
		row.Title = untitled(v.P, &in.Row)
	}
	return row
}

// demandPlace reads where a page of the list begins; zero for the first one.
func demandPlace(s string) (at casework.DemandPlace) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return at
	}
	us, err := strconv.ParseInt(parts[0], 10, 64)
	seq, err2 := strconv.Atoi(parts[2])
	if err != nil || err2 != nil {
		return at
	}
	return casework.DemandPlace{At: us, Report: staff.ID(parts[1]), Seq: seq}
}
