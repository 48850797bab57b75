package officer

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// judgeView is one report of a sample, and the form by which it is judged.
type judgeView struct {
	staff.Shell
	URL, Sample string
	Report      string // address of the report, with the step that opens it again
	Row         samplePlace
	Status      ui.Status
	Said        []judgeText // what was reported and told, "" of a secret report
	Unread      string
	Criteria    []ui.Choice
	Holds       ui.Choice
	Note        ui.Field
	Version     int
	Failing     bool // the officer found that closing it was wrong
	Others      []string
	Mistakes    ui.Mistakes
	Next        string // address of the next report, "" of the last
}

type judgeText struct{ Head, Text string }

// judge shows a report of a sample with the form.
func (p *Pages) judge(v *staff.Visit) error { return p.showJudge(v, nil, nil, http.StatusOK) }

func (p *Pages) showJudge(v *staff.Visit, typed url.Values, ms ui.Mistakes, status int) error {
	id := staff.ID(v.R.PathValue("id"))
	place, _ := strconv.Atoi(v.R.PathValue("n"))
	x, in, err := p.Casework.SampleRow(v.R.Context(), v.Who, id, place)
	if err == nil && in.Gone {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return err
	}
	view := judgeView{Shell: v.Shell(staff.InInbox, v.P.T("officer.sample.judge", "n", place, "all", x.Drawn)), URL: sampleURL(id) + "/" + strconv.Itoa(place), Sample: sampleURL(id),
		Report: reportURL(in.Report.Code), Row: samplePlaceOf(v, id, &in), Mistakes: ms,
		Status: ui.StatusOf(in.Report.State, !in.Report.VerifiedAt.IsZero(), in.Report.ClosedBy, false)}
	view.Back, view.Failed = ui.Link{URL: view.Sample, Text: x.Name}, len(ms) > 0
	if place < x.Drawn {
		view.Next = sampleURL(id) + "/" + strconv.Itoa(place+1)
	}
	if err := p.judgeTexts(v, &view, in.Report.Code); err != nil {
		return err
	}
	values := typed
	if values == nil {
		values = judgedValues(in.Mine(v.Who.Officer))
	}
	view.fill(v, p.Casework.Criteria(v.R.Context(), &x), values)
	for _, j := range in.Judged {
		if j.Officer != v.Who.Officer {
			view.Others = append(view.Others, v.P.T("officer.sample.other", "name", j.Name, "holds", gradeName(v, holdsOf(j.Holds))))
		} else {
			view.Failing = !j.Holds
		}
	}
	return v.Show(status, staff.Layout(view.Shell, judgePage(view)))
}

func holdsOf(yes bool) civic.Grade {
	if yes {
		return civic.GradeYes
	}
	return civic.GradeNo
}

// judgeTexts puts what was reported and told beside the form, as far as the officer reads it.
func (p *Pages) judgeTexts(v *staff.Visit, view *judgeView, code civic.TrackingCode) error {
	in, err := p.Casework.View(v.R.Context(), v.Who, code)
	if err != nil {
		return err
	}
	if !in.Sight.Text {
		view.Unread = v.P.T("officer.sample.unread")
		return nil
	}
	view.Said = append(view.Said, judgeText{v.P.T("officer.sample.reported"), in.Text.Body})
	for i := range in.Events {
		e := &in.Events[i]
		if (e.Verb == civic.VerbFollowUp || e.Verb == civic.VerbAnswer || e.Verb == civic.VerbClose) && e.Message != "" {
			view.Said = append(view.Said, judgeText{v.P.T("officer.sample.told", "agency", e.DeskName, "time", v.P.DateTime(e.At, v.Zone())), e.Message})
		}
	}
	return nil
}

// judgedValues are the answers that were given already.
func judgedValues(j *casework.Judgement) url.Values {
	values := url.Values{"version": {"0"}}
	if j == nil {
		return values
	}
	values.Set("version", strconv.Itoa(j.Version))
	values.Set("holds", string(holdsOf(j.Holds)))
	values.Set("note", j.Note)
	for code, g := range j.Grades {
		values.Set("grade_"+code, string(g))
	}
	return values
}

func (view *judgeView) fill(v *staff.Visit, criteria []civic.Reason, values url.Values) {
	view.Version, _ = strconv.Atoi(values.Get("version"))
	choice := func(name, legend string, grades []civic.Grade) ui.Choice {
		c := ui.Choice{Name: name, Legend: legend, Error: view.Mistakes.For(name), Inline: true}
		for _, g := range grades {
			c.Options = append(c.Options, ui.Option{Value: string(g), Label: gradeName(v, g), Checked: values.Get(name) == string(g)})
		}
		return c
	}
	for _, r := range criteria {
		view.Criteria = append(view.Criteria, choice("grade_"+r.Code, reasonText(v, r.Code, civic.ReasonsAudit), civic.Grades()))
	}
	view.Holds = choice("holds", v.P.T("officer.sample.holds"), []civic.Grade{civic.GradeYes, civic.GradeNo})
	view.Note = ui.Field{Name: "note", Label: v.P.T("officer.sample.note"), Hint: v.P.T("officer.sample.note_hint"), Value: values.Get("note"), Error: view.Mistakes.For("note"), Rows: 3}
}

// gradeBox is the id of the box for a field of a judgement.
func gradeBox(field string) string { return strings.Replace(field, "grades.", "grade_", 1) }

// saveJudgement keeps what the officer found and goes on to the next report.
func (p *Pages) saveJudgement(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	id := staff.ID(v.R.PathValue("id"))
	place, _ := strconv.Atoi(v.R.PathValue("n"))
	x, _, err := p.Casework.SampleRow(v.R.Context(), v.Who, id, place)
	if err != nil {
		return err
	}
	j := civic.Judgement{Grades: map[string]civic.Grade{}, Holds: staff.Text(v.R, "holds") == string(civic.GradeYes), Note: staff.Text(v.R, "note")}
	var missing []error // all of them at once: the verb names the first
	for _, c := range p.Casework.Criteria(v.R.Context(), &x) {
		j.Grades[c.Code] = civic.Grade(staff.Text(v.R, "grade_"+c.Code))
		if j.Grades[c.Code] == "" {
			missing = append(missing, civic.Invalid("grade_"+c.Code, "officer.sample.needed", "what", reasonText(v, c.Code, civic.ReasonsAudit)))
		}
	}
	if staff.Text(v.R, "holds") == "" {
		missing = append(missing, civic.Invalid("holds", "officer.sample.needed", "what", v.P.T("officer.sample.holds")))
	}
	if err = civic.Faults(missing...); err == nil {
		err = p.Casework.Judge(v.R.Context(), v.Who, id, place, j, staff.Number(v.R, "version"))
	}
	if err != nil {
		ms, ok := staff.Mistakes(v.P, err, gradeBox)
		if !ok {
			return err
		}
		return p.showJudge(v, v.R.PostForm, ms, staff.StatusOf(err))
	}
	to := sampleURL(id)
	switch {
	case !j.Holds:
		to += "/" + strconv.Itoa(place) // the way to open it again is there
	case place < x.Drawn:
		to += "/" + strconv.Itoa(place+1)
	}
	return v.Done(to, "officer.sample.saved", "n", place)
}
