package officer

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// reportView is the page of one report, as one officer may see it. What the officer may not
// see is not in it.
type reportView struct {
	staff.Shell
	r        civic.Report
	Code     string
	Heading  string
	NoText   bool // the officer may not read the text
	Body     string
	Spot     string // the place as the reporter wrote it
	Status   ui.Status
	Due      *dueChip
	Promise  string // who must do what by when
	Late     bool
	Owed     string
	Facts    []ui.Fact
	Chain    []string // from the national desk down to the holder
	Clocks   []clockLine
	Files    []ui.File
	History  []moment
	Promised []ui.Pledge
	Handed   []handed
	Public   *publicText
	Panels   []panel
	More     []panel
	Reveal   bool
	Secret   bool // the text may be opened with a reason
	Reads    []readLine
	Form     typed
	Mistakes ui.Mistakes // beside their boxes
	Summary  ui.Mistakes // at the top
	together
	Desk      deskView
	Since     []string // what happened while a form was filled in, with i18n.Strong names
	MaxFiles  int
	Kept      []staff.KeptFile // the files that wait for the form which came back
	Incident  *incidentBox     // nil when it is alone
	Alike     []alikeLine
	Macros    *macroBox              // nil without any
	Draft     *draftBox              // waits for approval
	Returned  *returned              // why the own draft came back
	Asks      map[civic.Ask][]string // which outcomes ask for what
	Breaker   *breakerBox            // returned too often: to be decided
	Settled   *settledBox            // that was decided
	KeptOut   []keptRow
	Demands   []demandLine
	Objection *objectionLine
	Refusals  []lawfulGround // the grounds of the law, for a request of information

	SameGround string // on which the last answer kept information back, "" for none
	DemandDue  *dueChip
	Others     *askedBox  // other offices that work on it
	Parts      []partLine // became reports of their own
	Whole      *partLine  // of which it is a part
	Extend     ui.Field   // how many days more
}

// publicText is the version that anybody may read.
type publicText struct {
	Version     int
	Title, Body string
	Place       string
	Name        string
	Shown       bool
	Photos      []shownPhoto
	Masks       []string
}

// load finds a report that lies in the officer's scope; any other one does not exist here, not
// even when its public version does.
func (p *Pages) load(v *staff.Visit, code civic.TrackingCode) (casework.View, error) {
	view, err := p.Casework.View(v.R.Context(), v.Who, code)
	if err == nil && !view.Theirs {
		err = civic.NotFound("error.not_found")
	}
	return view, err
}

// codeOf reads the code in the address; a wrong one is not there.
func codeOf(v *staff.Visit) (civic.TrackingCode, error) {
	code, err := civic.ParseTrackingCode(v.R.PathValue("code"))
	if err != nil {
		return "", civic.NotFound("error.not_found")
	}
	return code, nil
}

// report shows a report, and gives back a form whose writer had been signed out meanwhile.
func (p *Pages) report(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	var form typed
	if kept, ok := p.staff.TakeKept(v.R.Context(), v.R.URL.Query().Get("simpan")); ok {
		form = formOf(kept, reportURL(code))
	}
	return p.showReport(v, http.StatusOK, &in, form, nil)
}

// toReport leads from the address of a form to the report that it belongs to.
func (p *Pages) toReport(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	return v.See(reportURL(code))
}

// showReport writes the page; wrong is why a form came back.
func (p *Pages) showReport(v *staff.Visit, status int, in *casework.View, form typed, wrong error) error {
	refusedText(v.P, &form, wrong)
	view := p.reportView(v, in)
	view.Form = form
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, form.place)
		if !ok {
			return wrong
		}
		view.Mistakes, view.Failed = ms, true
	}
	if err := p.panels(v, in, &view); err != nil {
		return err
	}
	view.Summary = view.summary(wrong)
	if civic.KindOf(wrong) == civic.KindConflict && form.Crowd == "" {
		view.Since = since(v, in, form)
		view.Clash = clashOf(v, in, &view)
	}
	view.Arrived = len(view.Flashes) > 0 && !view.Failed
	return p.framed(v, status, view)
}

// summary says at the top what is to be mended. What is not about one box leads to the text,
// wherever that stands now.
func (v *reportView) summary(wrong error) ui.Mistakes {
	out := slices.Clone(v.Mistakes)
	for i := range out {
		if e, known := errors.AsType[*civic.Error](wrong); known && e.Key == "error.changed_meanwhile" {
			out[i].Text = v.P.T("officer.changed")
		}
		switch {
		case v.Form.Crowd != "":
			out[i].Text = v.P.T("officer.here.ask", "who", v.Form.Crowd)
		case out[i].Field != "":
		case v.lost():
			out[i].Field = lostText
		case v.Form.Values.Has("message"):
			out[i].Field = v.Form.place("message")
		}
	}
	return out
}

// since says what happened to the report after its writer had opened the form, and where it stands now.
func since(v *staff.Visit, in *casework.View, form typed) []string {
	var out []string
	seen, err := strconv.Atoi(form.Values.Get("seq"))
	for i := range in.Events {
		if e := &in.Events[i]; err == nil && e.Seq > seen {
			m := tell(v, &in.Report, e)
			out = append(out, v.P.T("officer.since.event", "event", m.Text, "time", m.At))
		}
	}
	return append(out, v.P.T("officer.since.now", "state", stateName(v.P, in.Report.State), "agency", in.Next.Holder))
}

func (p *Pages) reportView(v *staff.Visit, in *casework.View) reportView {
	r := &in.Report
	w := v.Map.World(p.Now())
	out := reportView{Shell: v.Shell(staff.InInbox, ""), r: *r, Code: r.Code.Display(), NoText: !in.Sight.Text,
		Heading: in.Text.Title, Body: in.Text.Body, Spot: in.Text.Place, Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false),
		Due: dueOf(v.P, w, r, in.Next), Owed: owed(v.P, in.Next.Clock), Late: in.Next.Left < 0 && !r.State.Ended(),
		Reveal: in.Sight.Name, Secret: in.Sight.WithReason, MaxFiles: mostFiles}
	switch {
	case out.NoText && r.Secret:
		out.Heading = v.P.T("officer.report.hidden")
	case out.NoText && in.Public != nil:
		out.Heading = in.Public.Title
	case out.NoText:
		out.Heading = v.P.T("officer.report.closed")
	case out.Heading == "":
		out.Heading = v.P.T("officer.row.untitled")
	}
	out.Title = out.Heading + " (" + out.Code + ")"
	out.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	out.Promise = promise(v, r, in.Next)
	out.Chain = p.chain(v, r.Holder)
	out.Clocks = clockLines(v, w, r)
	out.Facts = p.facts(v, in)
	out.History, out.Files = p.history(v, in)
	out.Promised = promised(v.P, in)
	out.Handed = handedLines(v, in)
	out.Reads = reads(v, in)
	p.breaker(v, in, &out)
	p.othersBox(v, in, &out)
	out.Demands, out.DemandDue = p.demandLines(v, in, in.Demands), p.demandChip(v, in)
	out.Refusals, out.SameGround = refusals(v, w, r), groundWords(v, r.Oversight.Withheld)
	out.Objection = p.objectionOf(v, in.Objection, r.Zone, slices.Contains(in.Allowed, civic.VerbUphold))
	out.KeptOut = p.keptRows(v, in)
	p.partsBox(v, in, &out)
	if in.Public != nil {
		out.Public = &publicText{Version: in.Public.Version, Title: in.Public.Title, Body: in.Public.Body, Place: in.Public.Place, Name: in.Public.PublicName, Shown: r.Public(),
			Photos: shownPhotos(v, in), Masks: maskLines(v, in)}
	}
	return out
}

// promise says who must do what by when, in the words that citizens read too. i18n:keys due. late.
func promise(v *staff.Visit, r *civic.Report, n casework.Next) string {
	if r.State.Ended() || n.By.IsZero() {
		return ""
	}
	who, key := n.Holder, "due."
	switch {
	case r.Queue() == civic.QueueWaiting:
		who = v.P.T("who.reporter")
	case n.Left < 0:
		key = "late."
	}
	return v.P.T(key+string(n.Clock), "who", who, "date", v.P.Date(n.By), "left", v.P.DaysLeft(n.Left))
}

// chain names the holder and everything above it, the national desk first.
func (p *Pages) chain(v *staff.Visit, holder civic.ID) []string {
	var out []string
	for _, id := range v.Map.Tree.Chain(holder) {
		if a, ok := v.Map.Tree.Get(id); ok {
			out = append([]string{a.Name}, out...)
		}
	}
	return out
}

// facts are the small print about a report.
func (p *Pages) facts(v *staff.Visit, in *casework.View) []ui.Fact {
	r := &in.Report
	var out []ui.Fact
	add := func(key, text string) {
		if text != "" {
			out = append(out, ui.Fact{Label: v.P.T(key), Text: text})
		}
	}
	add("officer.fact.class", v.P.T("class."+string(r.Class)))
	add("officer.fact.topic", topicName(v, r.Topic))
	if in.Sight.Text {
		add("report.place", in.Text.Place)
		add("officer.fact.region", p.regionName(v, r.Region))
		if in.Text.Lat != nil && in.Text.Lng != nil {
			add("officer.fact.point", coordinates(*in.Text.Lat, *in.Text.Lng))
		}
		add("report.occurred", occurred(v, in.Text.OccurredOn))
	}
	add("report.received", v.P.DateTime(r.ReceivedAt, r.Zone))
	add("report.channel", channelName(v.P, r.Channel))
	if named, ok := v.Map.Tree.Get(r.Named); ok {
		add("officer.fact.named", named.Name)
	}
	if in.Sight.Text {
		add("officer.fact.source", in.Text.SourceAgency)
	}
	if r.Rating > 0 {
		add("officer.fact.rating", v.P.T("rate."+strconv.Itoa(r.Rating))) // i18n:keys rate.
	}
	if r.State.Ended() && r.Outcome != "" {
		if r.Outcome != civic.OutcomeAccepted && r.Outcome != civic.OutcomeSilent { // those two say who closed, and nothing more
			add("officer.fact.outcome", reasonText(v, r.Outcome, civic.ReasonsOutcome, civic.ReasonsArchive))
		}
		add("officer.fact.closed_by", v.P.T("officer.closed_by."+string(r.ClosedBy))) // i18n:keys officer.closed_by.
	}
	return out
}

func coordinates(lat, lng float64) string {
	return strconv.FormatFloat(lat, 'f', 5, 64) + ", " + strconv.FormatFloat(lng, 'f', 5, 64)
}

// occurred words a date that may be exact to a month or a year only.
func occurred(v *staff.Visit, text string) string {
	if d, err := civic.ParseDate(text); err == nil {
		return v.P.Date(d)
	}
	if d, err := civic.ParseDate(text + "-01"); err == nil {
		return v.P.Month(d.Year, d.Month)
	}
	return text
}

func topicName(v *staff.Visit, id civic.ID) string {
	t, ok := v.Map.Topic(id)
	if !ok {
		return ""
	}
	if v.P.Lang() == "en" && t.NameEN != "" {
		return t.NameEN
	}
	return t.NameID
}

// regionName writes a place and what it lies in, smallest first.
func (p *Pages) regionName(v *staff.Visit, code string) string {
	if c, err := p.staff.Place(v.R.Context(), code); err == nil && c.Value != "" {
		return c.Label()
	}
	return code
}

// reasonText words a reason code that stands in one of the lists.
func reasonText(v *staff.Visit, code string, lists ...string) string {
	for _, list := range lists {
		if found, ok := v.Map.Reasons.Find(list, code); ok {
			if v.P.Lang() == "en" && found.TextEN != "" {
				return found.TextEN
			}
			return found.TextID
		}
	}
	return code
}

// readLine is one opening of the reporter's identity or of a secret text.
type readLine struct{ When, Who, What, Why string }

// reads lists who opened what; supervisors and auditors see it. i18n:keys officer.part.
func reads(v *staff.Visit, in *casework.View) []readLine {
	var out []readLine
	for _, x := range in.Reads {
		who := in.ReaderNames[x.Officer]
		if who == "" {
			who = staff.RoleName(v.P, x.Role)
		}
		out = append(out, readLine{When: v.P.DateTime(time.UnixMicro(x.At), v.Zone()), Who: who, What: v.P.T("officer.part." + x.Part), Why: x.Reason})
	}
	return out
}
