package officer

import (
	"net/http"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// objectionPath is the list of the objections that the desk decides; objectionRows is how many one page of it has.
const (
	objectionPath = staff.Home + "/keberatan"
	objectionRows = 50
)

// decides tells whose desk may have objections to decide: one with offices below it, or that stands for its agency. That costs
// no question; whether there are any, the list and the reminders say.
func decides(v *staff.Visit) bool {
	desk, ok := v.Map.Tree.Get(v.Who.Desk)
	return ok && civic.RoleMay(v.Who.Role, civic.VerbUphold) && (desk.Tier < 2 || len(v.Map.Tree.Children(desk.ID)) > 0)
}

// objectionLine is an objection in words.
type objectionLine struct {
	Made    string // when, and on which ground
	Decides string
	State   string
	Due     *dueChip // while it is open
	Ask     string
	Answer  string
	Mine    bool // the officer decides it
}

// objectionOf words the objection on a report, nil where there is none. i18n:keys objection.state.
func (p *Pages) objectionOf(v *staff.Visit, o *casework.Objected, zone civic.Zone, mine bool) *objectionLine {
	if o == nil {
		return nil
	}
	out := &objectionLine{Made: v.P.T("objection.made", "at", v.P.DateTime(o.At, zone), "ground", reasonText(v, o.Ground, civic.ReasonsObjection)), Mine: mine}
	key := "objection.desk"
	if o.Head {
		key = "objection.head"
	}
	out.Decides = v.P.T(key, "agency", o.Desk)
	out.State = v.P.T("objection.state."+string(o.State), "date", v.P.Date(o.By), "at", v.P.DateTime(o.Over, zone))
	if o.Open() {
		out.Due = dueOf(v.P, v.Map.World(p.Now()), &civic.Report{}, casework.Next{By: o.By, Left: o.Left})
	}
	if o.Ask != nil {
		out.Ask = o.Ask.Message
	}
	if o.Answer != nil {
		out.Answer = o.Answer.Message
	}
	return out
}

// lawfulGround is one ground of the law on which information may be refused.
type lawfulGround struct{ code, words, label string }

// refusals are those of the day; none for what is no request of information.
func refusals(v *staff.Visit, w civic.World, r *civic.Report) []lawfulGround {
	var out []lawfulGround
	for _, x := range w.RefusalGrounds(r) {
		out = append(out, lawfulGround{x.Code, civic.TidyText(x.Words()), reasonText(v, x.Code, civic.ReasonsRefusal) + " (" + x.Source + ")"})
	}
	return out
}

// grounds asks for one of them in the form of a verb that closes; a draft that came back has the words.
func (v reportView) grounds(verb civic.Verb) staff.Pick {
	none := v.P.T("officer.close.refusal_choose")
	if v.SameGround != "" {
		none = v.P.T("officer.disclosure.same", "ground", v.SameGround)
	}
	pick := v.groundPick(verb, v.value(verb, string(civic.AskGround), ""), none)
	pick.Label, pick.Hint = v.P.T("officer.close.refusal"), v.P.T("officer.close.refusal_hint")+" "+v.wanted(civic.AskGround)
	return pick
}

// objectionList is the list of objections.
type objectionList struct {
	staff.Shell
	States []ui.Link
	State  int
	Rows   []objectionRow
	Pages  ui.Pages
}

type objectionRow struct {
	objectionLine
	URL, Title, Code, Holder string
	Secret                   bool
}

// objections lists what the desk decides.
func (p *Pages) objections(v *staff.Visit) error {
	q := v.R.URL.Query()
	settled := q.Get("keadaan") == "selesai"
	after := objectionPlace(q.Get("sesudah"))
	page, last, err := p.Casework.Objections(v.R.Context(), v.Who, casework.ObjectionQuery{Settled: settled, After: after, Limit: objectionRows})
	if err != nil {
		return err
	}
	urls := []string{objectionPath, objectionPath + "?keadaan=selesai"}
	view := objectionList{Shell: v.Shell(staff.InInbox, v.P.T("officer.objection.title")),
		States: []ui.Link{{URL: urls[0], Text: v.P.T("officer.objection.open")}, {URL: urls[1], Text: v.P.T("officer.objection.over")}}}
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	more := urls[0] + "?"
	if settled {
		view.State, more = 1, urls[1]+"&"
	}
	for i := range page.Rows {
		in := &page.Rows[i]
		row := objectionRow{objectionLine: *p.objectionOf(v, &in.Objected, in.Report.Zone, false), URL: reportURL(in.Report.Code), Title: in.Title,
			Code: in.Report.Code.Display(), Holder: in.Next.Holder, Secret: in.Report.Secret}
		if row.Title == "" {
			row.Title = untitled(v.P, &in.Row)
		}
		view.Rows = append(view.Rows, row)
	}
	if page.More {
		view.Pages.Next = more + "sesudah=" + strconv.FormatInt(last.At, 10) + "." + last.Report.String()
	}
	if after.Report != 0 {
		view.Pages.First = urls[view.State]
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, objectionPage(view)))
}

// objectionPlace reads where a page of the list begins; zero for the first one.
func objectionPlace(s string) casework.ObjectionPlace {
	us, report, _ := strings.Cut(s, ".")
	at, err := strconv.ParseInt(us, 10, 64)
	if err != nil {
		return casework.ObjectionPlace{}
	}
	return casework.ObjectionPlace{At: at, Report: staff.ID(report)}
}
