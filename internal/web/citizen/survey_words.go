package citizen

import (
	"strconv"
	"strings"

	"tuntas/internal/i18n"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/ui"
)

// hundredths writes an index or a mean: 7722 is 77,22.
func hundredths(p *i18n.Printer, n int64) string { return p.Decimal(float64(n)/100, 2) }

// SurveyKind names what is judged.
func SurveyKind(p *i18n.Printer, k survey.Kind) string {
	return p.T("survey.kind." + string(k)) // i18n:keys survey.kind.
}

// SurveyPartName names a part of who answered; SurveyPartValue one of its values.
func SurveyPartName(p *i18n.Printer, part string) string {
	return p.T("survey.part." + part) // i18n:keys survey.part.
}

// SurveyPartValue names a value of a part of who answered.
func SurveyPartValue(p *i18n.Printer, part, value string) string {
	return p.T("survey.value." + part + "." + strings.ReplaceAll(value, "-", "_")) // i18n:keys survey.value.
}

// SurveyWeight writes what each element weighs.
func SurveyWeight(p *i18n.Printer, r *survey.Rule, w survey.Weighting) string {
	num, den := r.Weight(w)
	if w == survey.Legacy {
		return p.Decimal(float64(num)/float64(den), 2)
	}
	return strconv.FormatInt(num, 10) + "/" + strconv.FormatInt(den, 10)
}

// SurveyWords puts a result into words.
func SurveyWords(p *i18n.Printer, r *satisfaction.Result) SurveyResult {
	v := FiguresWords(p, &r.Figures)
	lang, x := p.Lang(), &r.Survey
	v.Facts = append([]ui.Fact{{Label: p.T("survey.judged"), Text: SurveyKind(p, x.Kind)},
		{Label: p.T("survey.period"), Text: p.T("survey.period_text", "from", x.From, "until", x.Until)}}, v.Facts...)
	switch {
	case r.Target == 0:
		v.Facts = append(v.Facts, ui.Fact{Label: p.T("survey.sample"), Text: p.T("survey.sample_unknown")})
	case r.Enough():
		v.Facts = append(v.Facts, ui.Fact{Label: p.T("survey.sample"), Text: p.T("survey.sample_met", "target", r.Target, "population", x.Population)})
	default:
		v.Facts = append(v.Facts, ui.Fact{Label: p.T("survey.sample"), Text: p.T("survey.sample_unmet", "target", r.Target, "population", x.Population)})
	}
	if !r.Hidden {
		for _, q := range x.Questions {
			if c := r.Tally.Scores[q.Code]; c.N() >= r.Rule.LeastCell {
				v.Table.Rows = append(v.Table.Rows, []string{q.Text, hundredths(p, r.Tally.Mean(q.Code)), p.T("survey.outside")})
			}
		}
	}
	for _, b := range r.Parts {
		t := ui.Table{Caption: SurveyPartName(p, b.Part), Columns: []string{SurveyPartName(p, b.Part), p.T("survey.n"), p.T("survey.index")}}
		for _, g := range b.Groups {
			row := []string{SurveyPartValue(p, b.Part, g.Value), p.T("survey.few", "n", r.Rule.LeastCell), "-"}
			if !g.Hidden {
				row[1], row[2] = p.Number(int(g.N)), hundredths(p, g.Index)
			}
			t.Rows = append(t.Rows, row)
		}
		v.Parts = append(v.Parts, t)
	}
	for _, a := range r.Actions {
		e, _ := r.Rule.Element(a.Code)
		one := SurveyAction{Element: e.Name.In(lang), Plan: a.Plan, Due: p.Date(a.Due), Done: p.T("survey.not_done"), Proof: a.Proof}
		if !a.Done.IsZero() {
			one.Done = p.Date(a.Done)
		}
		if strings.HasPrefix(a.Proof, "https://") && !strings.ContainsAny(a.Proof, " \n\"<>") {
			one.ProofURL = a.Proof
		}
		v.Actions = append(v.Actions, one)
	}
	return v
}

// FiguresWords puts figures into words: of one survey, or pooled.
func FiguresWords(p *i18n.Printer, f *satisfaction.Figures) (v SurveyResult) {
	lang := p.Lang()
	n := p.T("survey.n_complete", "n", int(f.Tally.N))
	if f.Tally.Partial > 0 {
		n += " " + p.T("survey.n_partial", "n", int(f.Tally.Partial))
	}
	if f.Hidden {
		v.Hidden = p.T("survey.hidden", "n", f.Rule.LeastCell)
		v.Facts = []ui.Fact{{Label: p.T("survey.n"), Text: p.T("survey.few", "n", f.Rule.LeastCell)}}
		return v
	}
	v.Index = hundredths(p, f.Index)
	if f.Band.Letter != "" {
		v.Grade = f.Band.Letter + " · " + f.Band.Name.In(lang)
	}
	v.Facts = []ui.Fact{{Label: p.T("survey.n"), Text: n}}
	if f.HasHalf {
		v.Facts = append(v.Facts, ui.Fact{Label: p.T("survey.interval"),
			Text: p.T("survey.interval_text", "from", hundredths(p, max(f.Index-f.Half, 0)), "until", hundredths(p, min(f.Index+f.Half, 10000)))})
	}
	weight := SurveyWeight(p, &f.Rule, f.Weighting)
	v.Facts = append(v.Facts, ui.Fact{Label: p.T("survey.weight"), Text: p.T("survey.weight."+string(f.Weighting), "weight", weight)}) // i18n:keys survey.weight.
	v.Lowest = p.T("survey.lowest", "element", f.Lowest.Name.In(lang))
	v.Table = ui.Table{Caption: p.T("survey.elements"), Columns: []string{p.T("survey.element"), p.T("survey.mean"), p.T("survey.weight")}}
	for _, e := range f.Rule.Elements {
		v.Table.Rows = append(v.Table.Rows, []string{e.Code + " " + e.Name.In(lang), hundredths(p, f.Tally.Mean(e.Code)), weight})
	}
	return v
}
