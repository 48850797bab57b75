package officer

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// samplePath is the list of samples; sampleRows is how many rows one page has.
const (
	samplePath = staff.Home + "/contoh"
	sampleRows = 50
)

// sampleList lists samples and asks for a new one.
type sampleList struct {
	staff.Shell
	Rows     []sampleLine
	Pages    ui.Pages
	Pick     staff.Pick
	From, To staff.DayField
	*findForm
}

// sampleLine is one sample.
type sampleLine struct {
	URL, Name, Of, Drawn, Judged string
}

func sampleURL(id civic.ID) string { return samplePath + "/" + id.String() }

func (p *Pages) samples(v *staff.Visit) error {
	return p.showSamples(v, &findForm{Values: url.Values{"size": {"50"}}})
}

func (p *Pages) showSamples(v *staff.Visit, form *findForm) error {
	before := staff.ID(v.R.URL.Query().Get("sebelum"))
	page, err := p.Casework.Samples(v.R.Context(), v.Who, before, sampleRows)
	if err != nil {
		return err
	}
	view := sampleList{Shell: v.Shell(staff.InInbox, v.P.T("officer.sample.title")), Pick: staff.TopicPick(v, form.Values.Get("topic")), findForm: form}
	view.Back, view.Failed = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}, len(form.Mistakes) > 0
	view.Pick.Error = form.Mistakes.For("topic")
	view.From, view.To = view.day(v, "from", "officer.sample.from"), view.day(v, "to", "officer.sample.to")
	for i := range page.Rows {
		view.Rows = append(view.Rows, sampleLineOf(v, &page.Rows[i]))
	}
	if page.More {
		view.Pages.Next = samplePath + "?sebelum=" + page.Rows[len(page.Rows)-1].ID.String()
	}
	if before != 0 {
		view.Pages.First = samplePath
	}
	return v.Show(form.status(), staff.Layout(view.Shell, samplesPage(view)))
}

func (l sampleList) day(v *staff.Visit, name, legend string) staff.DayField {
	return staff.DayField{Name: name, Legend: v.P.T(legend), Error: l.Mistakes.For(name), Day: l.Values.Get(name + "_day"), Month: l.Values.Get(name + "_month"), Year: l.Values.Get(name + "_year")}
}

func (l sampleList) words(name, label, hint string) ui.Field {
	return ui.Field{Name: name, Label: l.P.T(label), Hint: l.P.T(hint), Value: l.Values.Get(name), Error: l.Mistakes.For(name), Autocomplete: "off"}
}

func sampleLineOf(v *staff.Visit, x *casework.AuditSample) sampleLine {
	line := sampleLine{URL: sampleURL(x.ID), Name: x.Name, Of: v.P.T("officer.sample.period", "from", v.P.DateShort(x.From), "to", v.P.DateShort(x.To)),
		Drawn:  v.P.T("officer.sample.drawn", "n", x.Drawn, "found", v.P.Number(x.Found), "time", v.P.DateTime(time.UnixMicro(x.At), v.Zone())),
		Judged: v.P.T("officer.sample.judged", "n", x.Judged, "all", x.Drawn)}
	if a, ok := v.Map.Tree.Get(x.Agency); ok {
		line.Of += ", " + a.Name
	}
	if x.Topic != 0 {
		line.Of += ", " + topicName(v, x.Topic)
	}
	return line
}

// drawSample draws a sample.
func (p *Pages) drawSample(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	form := typedForm(v)
	x, ready, err := p.drawOf(v, form)
	if err == nil && ready {
		return v.Done(sampleURL(x.ID), "officer.sample.done", "n", x.Drawn)
	}
	if civic.KindOf(err) == civic.KindConflict {
		return v.Tell(samplePath, "error.sample_empty")
	}
	if err != nil {
		if err := form.wrong(v.P, err, findBox); err != nil {
			return err
		}
	}
	return p.showSamples(v, form)
}

// drawOf draws what the form asks for; ready is false when the officer has to choose an agency first.
func (p *Pages) drawOf(v *staff.Visit, form *findForm) (x casework.AuditSample, ready bool, err error) {
	o := casework.SampleOrder{Name: staff.Text(v.R, "name"), Size: staff.Number(v.R, "size"), Topic: staff.ID(staff.Text(v.R, "topic"))}
	agency, ready, err := form.choose(v.P, findAgency, p.desks(v))
	if err != nil || !ready {
		return x, false, err
	}
	o.Agency = staff.ID(agency)
	var name, from, to error // what is missing is told at once: the verb names the first
	if !civic.HasWords(o.Name) {
		name = civic.Invalid("name", "error.sample_name")
	}
	if o.From, from = staff.Day(v.R, "from"); from == nil && o.From.IsZero() {
		from = civic.Invalid("from", "error.date_needed")
	}
	if o.To, to = staff.Day(v.R, "to"); to == nil && o.To.IsZero() {
		to = civic.Invalid("to", "error.date_needed")
	}
	if err = civic.Faults(name, from, to); err != nil {
		return x, true, err
	}
	x, err = p.Casework.DrawSample(v.R.Context(), v.Who, o)
	return x, true, err
}

// sampleView is one sample: its reports, and what was found.
type sampleView struct {
	staff.Shell
	Line     sampleLine
	URL      string
	How      string // how it was drawn
	Rows     []samplePlace
	Pages    ui.Pages
	Figures  []ui.Fact
	Shares   ui.Table
	Agencies ui.Table
	N        int // judgements
}

// samplePlace is one report of a sample.
type samplePlace struct {
	URL, Title, Code, Agency, Judged string
	Secret, Mine                     bool
	Gone                             bool
}

func (p *Pages) sample(v *staff.Visit) error {
	id, after := staff.ID(v.R.PathValue("id")), staff.Number(v.R, "sesudah")
	x, page, err := p.Casework.SampleRows(v.R.Context(), v.Who, id, max(0, after), sampleRows)
	if err != nil {
		return err
	}
	res, err := p.Casework.SampleResult(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	view := sampleView{Shell: v.Shell(staff.InInbox, x.Name), Line: sampleLineOf(v, &x), URL: sampleURL(id), How: v.P.T("officer.sample.how_all", "seed", strconv.FormatInt(x.Seed, 10)), N: res.All.N}
	view.Back = ui.Link{URL: samplePath, Text: v.P.T("officer.sample.title")}
	if x.Days > 0 {
		view.How = v.P.T("officer.sample.how_days", "seed", strconv.FormatInt(x.Seed, 10), "n", x.Days)
	}
	for i := range page.Rows {
		view.Rows = append(view.Rows, samplePlaceOf(v, id, &page.Rows[i]))
	}
	if page.More {
		view.Pages.Next = view.URL + "?sesudah=" + strconv.Itoa(page.Rows[len(page.Rows)-1].Place)
	}
	if after > 0 {
		view.Pages.First = view.URL
	}
	view.result(v, &res)
	return v.Show(http.StatusOK, staff.Layout(view.Shell, samplePage(view)))
}

func samplePlaceOf(v *staff.Visit, id civic.ID, in *casework.SampleRow) samplePlace {
	row := samplePlace{URL: sampleURL(id) + "/" + strconv.Itoa(in.Place), Agency: in.Agency, Gone: in.Gone, Mine: in.Mine(v.Who.Officer) != nil}
	if len(in.Judged) > 0 {
		row.Judged = v.P.T("officer.sample.judged_by", "n", len(in.Judged))
	}
	if in.Gone {
		row.Title = v.P.T("officer.sample.gone")
		return row
	}
	row.Title, row.Code, row.Secret = in.Title, in.Report.Code.Display(), in.Report.Secret
	if row.Title == "" {
		row.Title = untitled(v.P, &in.Row)
	}
	return row
}

// percent is a share in words, "-" of nothing.
func percent(v *staff.Visit, part, n int) string {
	if n == 0 {
		return "–"
	}
	return v.P.T("officer.sample.share", "share", (100*part+n/2)/n)
}

func (s *sampleView) result(v *staff.Visit, res *casework.SampleResult) {
	s.Shares = ui.Table{Caption: v.P.T("officer.sample.shares"), Columns: []string{v.P.T("officer.sample.criterion"), gradeName(v, civic.GradeYes), gradeName(v, civic.GradePartly), gradeName(v, civic.GradeNo), "n"}}
	s.Agencies = ui.Table{Caption: v.P.T("officer.sample.by_agency"), Columns: []string{v.P.T("officer.sample.agency_col"), "n", v.P.T("officer.sample.holds_col")}}
	for i, c := range res.Criteria {
		g := res.All.Criteria[i]
		words := reasonText(v, c.Code, civic.ReasonsAudit)
		s.Shares.Rows = append(s.Shares.Rows, []string{words, percent(v, g.Yes, g.N()), percent(v, g.Partly, g.N()), percent(v, g.No, g.N()), strconv.Itoa(g.N())})
		s.Agencies.Columns = append(s.Agencies.Columns, words)
	}
	s.Shares.Rows = append(s.Shares.Rows, []string{v.P.T("officer.sample.holds"), percent(v, res.All.Holds, res.All.N), "–", percent(v, res.All.N-res.All.Holds, res.All.N), strconv.Itoa(res.All.N)})
	for _, a := range res.Agencies {
		row := []string{a.Agency.Name, strconv.Itoa(a.N), percent(v, a.Holds, a.N)}
		for _, g := range a.Criteria {
			row = append(row, percent(v, g.Yes, g.N()))
		}
		s.Agencies.Rows = append(s.Agencies.Rows, row)
	}
}

// gradeName words a grade. i18n:keys officer.grade.
func gradeName(v *staff.Visit, g civic.Grade) string { return v.P.T("officer.grade." + string(g)) }

// sampleFile is every judgement as a table for other programs.
func (p *Pages) sampleFile(v *staff.Visit) error {
	id := staff.ID(v.R.PathValue("id"))
	res, err := p.Casework.SampleResult(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="contoh-`+id.String()+`.csv"`)
	out := csv.NewWriter(v.W)
	head := []string{"n", v.P.T("officer.bulk.col.code"), v.P.T("officer.sample.agency_col"), v.P.T("officer.sample.judge_col"), v.P.T("officer.sample.holds")}
	for _, c := range res.Criteria {
		head = append(head, reasonText(v, c.Code, civic.ReasonsAudit))
	}
	_ = out.Write(append(head, v.P.T("officer.sample.note_column"))) // Error tells at the end
	for _, r := range res.Rows {
		holds := civic.GradeNo
		if r.Holds {
			holds = civic.GradeYes
		}
		line := []string{strconv.Itoa(r.Place), r.Code.Display(), staff.PlainCell(r.Agency), staff.PlainCell(r.Name), gradeName(v, holds)}
		for _, c := range res.Criteria {
			line = append(line, gradeName(v, r.Grades[c.Code]))
		}
		_ = out.Write(append(line, staff.PlainCell(r.Note)))
	}
	out.Flush()
	return out.Error()
}
