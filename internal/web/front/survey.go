package front

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/vault"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

const surveyPath = "/survei"

// surveyCode asks for a code, and leads to its survey.
func (f *Front) surveyCode(w http.ResponseWriter, r *http.Request) error {
	v := citizen.SurveyCodeView{Page: f.Frame(r), Code: r.URL.Query().Get("kode")}
	if strings.TrimSpace(v.Code) == "" {
		return show(w, r, http.StatusOK, citizen.SurveyCode(v))
	}
	private(w)
	code, err := survey.ParseCode(v.Code)
	if err == nil {
		return see(w, r, surveyPath+"/"+code.Display())
	}
	v.Mistakes = ui.Mistakes{{Field: "kode", Text: v.P.Err(err)}}
	return show(w, r, http.StatusBadRequest, citizen.SurveyCode(v))
}

// survey shows the questions.
func (f *Front) survey(w http.ResponseWriter, r *http.Request) error {
	private(w)
	sheet, err := f.Surveys.Read(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, citizen.Survey(f.surveyView(r, &sheet, reply{Key: vault.NewToken()[:32], Began: strconv.FormatInt(f.Now().Unix(), 10)}, nil)))
}

// reply is what stands in the form.
type reply struct {
	Key, Began, Remark string
	Answers            survey.Answers
	About              survey.About
}

// answerSurvey takes an answer. The key of the form makes a second press, a reload or a lost answer harmless.
func (f *Front) answerSurvey(w http.ResponseWriter, r *http.Request) error {
	private(w)
	if err := parse(r); err != nil {
		return err
	}
	if f.Answers != nil {
		if err := f.Answers.Check(r); err != nil {
			return err
		}
	}
	in := readReply(r)
	a := satisfaction.Reply{Key: in.Key, Answers: in.Answers, About: in.About, Remark: in.Remark, Took: f.took(r, in.Began)}
	if given, err := time.Parse(time.RFC3339, r.PostFormValue("given")); err == nil {
		a.Given = given
	}
	sheet, err := f.Surveys.Answer(r.Context(), r.PathValue("code"), a)
	if err == nil {
		return see(w, r, surveyPath+"/terima-kasih")
	}
	if civic.KindOf(err) != civic.KindInvalid || sheet.Survey.ID == 0 {
		return err
	}
	ms, ok := mistakeOf(f.Frame(r).P, err, nil)
	if !ok {
		return err
	}
	return show(w, r, http.StatusUnprocessableEntity, citizen.Survey(f.surveyView(r, &sheet, in, ms)))
}

// readReply reads the form. What is no number is no answer.
func readReply(r *http.Request) reply {
	in := reply{Key: r.PostFormValue("key"), Began: r.PostFormValue("began"), Remark: r.PostFormValue("remark"), Answers: survey.Answers{}, About: survey.About{}}
	for name, values := range r.PostForm {
		if code, ok := strings.CutPrefix(name, "q-"); ok && len(in.Answers) < 64 {
			if n, err := strconv.Atoi(values[0]); err == nil {
				in.Answers[code] = n
			}
		}
	}
	for _, p := range survey.Parts() {
		in.About[p.Code] = r.PostFormValue(p.Code)
	}
	return in
}

// took is how long somebody answered: as a kiosk says it, else since the page was made. What cannot be is not known.
func (f *Front) took(r *http.Request, began string) time.Duration {
	seconds, err := strconv.ParseInt(r.PostFormValue("took"), 10, 64)
	if err != nil {
		from, berr := strconv.ParseInt(began, 10, 64)
		if berr != nil {
			return 0
		}
		seconds = f.Now().Unix() - from
	}
	if seconds < 0 || seconds > 24*3600 {
		return 0
	}
	return max(time.Second, time.Duration(seconds)*time.Second)
}

func (f *Front) surveyView(r *http.Request, s *satisfaction.Sheet, in reply, ms ui.Mistakes) citizen.SurveyView {
	pg := f.Frame(r)
	p, lang := pg.P, pg.P.Lang()
	for i := range ms {
		if ms[i].Field != "remark" && ms[i].Field != "" {
			ms[i].Field = "q-" + ms[i].Field
		}
	}
	v := citizen.SurveyView{Page: pg, URL: r.URL.Path, Name: s.Survey.Name, Handling: s.Survey.Kind == survey.OfHandling, Kiosk: s.Code == satisfaction.Kiosk, Key: in.Key, Began: in.Began, Mistakes: ms,
		Remark: ui.Field{Name: "remark", Label: p.T("survey.remark"), Hint: p.T("survey.remark_hint"), Value: in.Remark, Rows: 3, Error: ms.For("remark"), Autocomplete: "off"}}
	a, _ := f.Directory.Map(r.Context()).Tree.Get(s.Survey.Agency)
	v.Agency = a.Name
	if s.Survey.Service != 0 {
		if e, err := f.Catalogue.Public(r.Context(), s.Survey.Service); err == nil { // a service that is withdrawn meanwhile is asked about all the same
			v.Service = e.Name
		}
	}
	add := func(code, ask string, options [survey.Points]string) {
		c := ui.Choice{Name: "q-" + code, Legend: strconv.Itoa(len(v.Questions)+1) + ". " + ask, Error: ms.For("q-" + code)}
		for i, o := range options {
			c.Options = append(c.Options, ui.Option{Value: strconv.Itoa(i + 1), Label: o, Checked: in.Answers[code] == i+1})
		}
		v.Questions = append(v.Questions, c)
	}
	for _, e := range s.Rule.Elements {
		var options [survey.Points]string
		for i := range e.Options {
			options[i] = e.Options[i].In(lang)
		}
		add(e.Code, e.Ask.In(lang), options)
	}
	for _, q := range s.Survey.Questions {
		add(q.Code, q.Text, q.Options)
	}
	v.Parts = surveyParts(p, in.About)
	return v
}

func surveyParts(p *i18n.Printer, about survey.About) (out []citizen.SurveyPart) {
	for _, part := range survey.Parts() {
		one := citizen.SurveyPart{Name: part.Code, Label: citizen.SurveyPartName(p, part.Code), Options: []ui.Option{{Label: p.T("survey.unsaid"), Checked: about[part.Code] == ""}}}
		for _, value := range part.Values {
			one.Options = append(one.Options, ui.Option{Value: value, Label: citizen.SurveyPartValue(p, part.Code, value), Checked: about[part.Code] == value})
		}
		out = append(out, one)
	}
	return out
}

func (f *Front) surveyThanks(w http.ResponseWriter, r *http.Request) error {
	return show(w, r, http.StatusOK, citizen.SurveyThanks(f.Frame(r)))
}

// judgeHandling leads the reporter of a closed report to the survey of how it was handled, with a code that nobody else knows.
func (f *Front) judgeHandling(w http.ResponseWriter, r *http.Request) error {
	private(w)
	who, code, ok, err := f.reporter(w, r)
	if err != nil || !ok {
		return err
	}
	v, err := f.Casework.View(r.Context(), who, code)
	if err != nil {
		return err
	}
	c, err := f.Surveys.Invite(r.Context(), who, &v.Report)
	if err != nil {
		return err
	}
	return see(w, r, surveyPath+"/"+c.Display())
}
