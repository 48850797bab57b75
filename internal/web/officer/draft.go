package officer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// draftBox is the draft that waits for approval, above the forms.
type draftBox struct {
	By, At   string
	What     string // which step is proposed
	Text     string
	Facts    []ui.Fact
	Files    []ui.File
	Stale    bool
	Since    []moment
	Hidden   bool // the officer may not read it on this page
	Own      bool
	Seq      int // of the report
	Approve  bool
	Decline  bool
	Recall   bool
	URL      string
	Time     bool // it asks for more time
	Below    bool // more time that was asked for waits below it
	Form     typed
	Mistakes ui.Mistakes
}

// draftOnly tells that the officer may not send this by himself, but may propose it.
func (p *Pages) draftOnly(v *staff.Visit, in *casework.View, verb civic.Verb) bool {
	return !slices.Contains(in.Allowed, verb) && slices.Contains(in.Allowed, civic.VerbPropose) &&
		slices.Contains(v.Map.World(p.Now()).Proposable(&in.Report), verb)
}

// offered tells whether a verb has a form among the panels: it may be sent, or proposed.
func (p *Pages) offered(v *staff.Visit, in *casework.View, a action) bool {
	return !a.apart && (slices.Contains(in.Allowed, a.verb) || p.draftOnly(v, in, a.verb))
}

// draftOf is the box of the draft that waits; nil when there is none.
func (p *Pages) draftOf(v *staff.Visit, in *casework.View, d casework.Draft, readable bool) *draftBox {
	may := func(verb civic.Verb) bool { return slices.Contains(in.Allowed, verb) }
	r := &in.Report
	box := &draftBox{Hidden: !readable, Own: r.Proposal.By == v.Who.Officer, Seq: r.Seq, Below: r.Proposal.Under.Seq != 0, At: v.P.DateTime(r.Proposal.At, v.Zone()),
		Approve: may(civic.VerbApprove) && readable, Decline: may(civic.VerbDecline) && readable, Recall: may(civic.VerbRecall), URL: reportURL(r.Code)}
	if !readable {
		return box
	}
	box.By, box.Text, box.Stale = d.OfficerName+", "+d.DeskName, d.Message, d.Stale
	box.What = v.P.T("officer.draft.as." + string(d.Step.Verb)) // i18n:keys officer.draft.as.
	add := func(key, text string) {
		if text != "" {
			box.Facts = append(box.Facts, ui.Fact{Label: v.P.T(key), Text: text})
		}
	}
	if d.Step.Outcome != "" {
		add("officer.fact.outcome", reasonText(v, d.Step.Outcome, civic.ReasonsOutcome))
	}
	if d.Step.Finding != "" {
		add("officer.ask.finding", reasonText(v, d.Step.Finding, civic.ReasonsFinding))
		add("officer.finding.measure", d.Step.Measure)
	}
	if !d.Step.DoneOn.IsZero() {
		add("officer.close.done_on", v.P.DateShort(d.Step.DoneOn))
	}
	box.Facts = append(box.Facts, disclosureFacts(v, d.Step)...)
	add("officer.close.ground", groundWords(v, d.Step.Ground))
	add("officer.close.referred_to", d.Step.ReferredTo)
	add("officer.correct.why", d.Step.Why)
	if box.Time = d.Step.Verb == civic.VerbExtend; box.Time {
		box.Facts = append(box.Facts, extendFacts(v, v.Map.World(p.Now()), r, d.Step)...)
	}
	for _, f := range d.Files {
		box.Files = append(box.Files, p.fileOf(v, r.Code, f))
	}
	for i := range d.Since {
		box.Since = append(box.Since, tell(v, r, &d.Since[i]))
	}
	return box
}

func (p *Pages) fileOf(v *staff.Visit, code civic.TrackingCode, f casework.Attachment) ui.File {
	one := ui.File{URL: reportURL(code) + "/berkas/" + f.ID.String(), Name: f.Name, Size: v.P.Bytes(f.Size)}
	if f.Thumb != "" {
		one.Thumb, one.Stage = one.URL+"?kecil=1", ui.StageName(v.P, f.Stage)
	}
	return one
}

// drafts puts what waits for approval on the page, and what came back from it into the form it was written in.
func (p *Pages) drafts(v *staff.Visit, in *casework.View, view *reportView) {
	if in.Report.Proposal.Seq != 0 {
		d, readable := in.Draft()
		view.Draft = p.draftOf(v, in, d, readable)
		if r := in.Report.Proposal; r.As != civic.VerbExtend {
			return
		}
	}
	back, why, ok := cameBackDraft(in, v.Who.Officer)
	if !ok {
		return
	}
	d := civic.ProposedBy(&back.Event).Step
	if why.Message != "" {
		view.Returned = &returned{Verb: formVerb(d), moment: tell(v, &in.Report, &why)}
	}
	if view.Form.Verb != "" {
		return
	}
	values := url.Values{"message": {d.Message}, "outcome": {d.Outcome}, disclosureBox: {string(d.Disclosure)}, "ground": {d.Ground}, "referred_to": {d.ReferredTo}, "finding": {d.Finding}, "measure": {d.Measure}, "why": {d.Why}, draftFiles: {strconv.Itoa(back.Seq)}}
	if !d.DoneOn.IsZero() {
		f := staff.DayOf("", "", d.DoneOn)
		values.Set("done_on_day", f.Day)
		values.Set("done_on_month", f.Month)
		values.Set("done_on_year", f.Year)
	}
	extendForm(d, values)
	for _, f := range ownDraftFiles(v.Who.Officer, in, back.Seq) {
		if name := staff.StageField("alt", f.Stage); f.Stage != "" && values.Get(name) == "" {
			values.Set(name, f.Alt)
		}
	}
	view.Form = typed{Verb: formVerb(d), Values: values}
}

// returned is why a draft came back, to be read where it is mended.
type returned struct {
	Verb civic.Verb // names the form
	moment
}

// cameBackDraft finds the officer's own draft that was given or taken back, and how, as long as nothing was told since.
func cameBackDraft(in *casework.View, me civic.ID) (draft, back casework.Entry, ok bool) {
	for i := len(in.Events) - 1; i >= 0; i-- {
		switch e := in.Events[i]; e.Verb {
		case civic.VerbPropose, civic.VerbAnswer, civic.VerbClose, civic.VerbCorrect:
			return draft, back, false
		case civic.VerbDecline, civic.VerbRecall:
			j := slices.IndexFunc(in.Events, func(x casework.Entry) bool { return strconv.Itoa(x.Seq) == e.Detail[civic.DetailProposal] })
			if j < 0 || in.Events[j].Officer != me {
				return draft, back, false
			}
			return in.Events[j], e, true
		}
	}
	return draft, back, false
}

// formVerb names the form of a step: corrections have one for each event.
func formVerb(cmd civic.Command) civic.Verb {
	as := cmd.Verb
	if as == civic.VerbPropose {
		as = cmd.As
	}
	if as == civic.VerbCorrect {
		return correctForm(cmd.Corrects)
	}
	return as
}

func correctForm(seq int) civic.Verb { return civic.VerbCorrect + "-" + civic.Verb(strconv.Itoa(seq)) }

// shape finishes a command: what belongs to closings and corrections, and whether it goes out or is proposed. Errors: invalid "done_on".
func (p *Pages) shape(v *staff.Visit, in *casework.View, cmd *civic.Command, form *typed) (err error) {
	if cmd.Verb == civic.VerbClose {
		cmd.Ground, cmd.ReferredTo = saidWith(v, cmd.Outcome, civic.AskGround), saidWith(v, cmd.Outcome, civic.AskReferred)
		if cmd.DoneOn, err = staff.Day(v.R, "done_on"); err != nil {
			return err
		}
	}
	if cmd.Verb == civic.VerbAnswer || cmd.Verb == civic.VerbCorrect {
		disclosed(v, in.Report.Class, cmd)
	}
	asks := p.draftOnly(v, in, cmd.Verb)
	if cmd.Verb == civic.VerbCorrect {
		cmd.Corrects, cmd.Why = max(0, staff.Number(v.R, "corrects")), staff.Text(v.R, "why")
		form.Verb = correctForm(cmd.Corrects)
		i := slices.IndexFunc(in.Events, func(e casework.Entry) bool { return e.Seq == cmd.Corrects })
		asks = i >= 0 && v.Map.World(p.Now()).NeedsApproval(in.Report.Holder, in.Events[i].Verb)
	}
	if asks {
		cmd.As, cmd.Verb = cmd.Verb, civic.VerbPropose
	}
	return nil
}

// saidWith reads what an outcome asks for. What was typed for another one is not sent: its box is not in sight.
func saidWith(v *staff.Visit, outcome string, ask civic.Ask) string {
	if reason, ok := v.Map.Reasons.Find(civic.ReasonsOutcome, outcome); ok && !reason.Asks.Has(ask) {
		return ""
	}
	return staff.Text(v.R, string(ask))
}

// closing asks for what belongs to an outcome, each with the outcomes that need it. i18n:keys officer.close.
func (v reportView) closing(ask civic.Ask, rows int) ui.Field {
	f := v.field(civic.VerbClose, string(ask), v.P.T("officer.close."+string(ask)), v.wanted(ask), "", rows)
	f.MaxLength = civic.MaxFact
	return f
}

// doneOn asks for the day on which it was done.
func (v reportView) doneOn() staff.DayField {
	return staff.DayField{Name: "done_on", Legend: v.P.T("officer.close.done_on"), Hint: v.wanted(civic.AskDoneOn), Error: v.Mistakes.For("done_on"),
		Day: v.value(civic.VerbClose, "done_on_day", ""), Month: v.value(civic.VerbClose, "done_on_month", ""), Year: v.value(civic.VerbClose, "done_on_year", "")}
}

// wanted says for which outcomes something is asked.
func (v reportView) wanted(ask civic.Ask) string {
	if names := v.Asks[ask]; len(names) > 0 {
		return v.P.T("officer.close.wanted", "outcomes", strings.Join(names, "; "))
	}
	return v.P.T("officer.close.optional")
}

// asksOf lists for every ask the outcomes of the day that have it, by the first words of each.
func asksOf(v *staff.Visit, r *civic.Report) map[civic.Ask][]string {
	out := map[civic.Ask][]string{}
	for _, x := range v.Map.Reasons.Offered(civic.ReasonsOutcome, civic.DateOf(v.Now(), r.Zone)) {
		name, _, _ := strings.Cut(strings.TrimRight(reasonText(v, x.Code, civic.ReasonsOutcome), "."), ":")
		name, _, _ = strings.Cut(name, ",")
		for _, ask := range civic.AllAsks() {
			if x.Asks.Has(ask) {
				out[ask] = append(out[ask], name)
			}
		}
	}
	return out
}

// proofs says which outcomes want a file, "" when none does.
func (v reportView) proofs() string {
	if must := v.Asks[civic.AskProof]; len(must) > 0 {
		return v.P.T("officer.close.proof", "outcomes", strings.Join(must, "; "))
	}
	if may := v.Asks[civic.AskEvidence]; len(may) > 0 {
		return v.P.T("officer.close.evidence", "outcomes", strings.Join(may, "; "))
	}
	return ""
}
