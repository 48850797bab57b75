package admin

import (
	"net/http"
	"net/url"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/quality"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// phrasePage shows what answers are looked through for, and how strict the gate is.
type phrasePage struct {
	frame
	Modes []modeRow
	Lists []phraseGroup
}

type modeRow struct {
	Name, Since, Source string
	Now, Coming         bool
}

type phraseGroup struct {
	Name, About, New string
	Rows             []phraseRow
}

type phraseRow struct{ URL, Text, Instead, Since, State string }

// phrases lists the words and phrases of each kind. i18n:keys admin.phrases.
func (p *Pages) phrases(v *staff.Visit) error {
	page := phrasePage{frame: p.frame(v, phrasePath, v.P.T("admin.nav.phrases")), Modes: modeRows(v)}
	for _, kind := range quality.Kinds() {
		g := phraseGroup{Name: v.P.T("admin.phrases." + string(kind)), About: v.P.T("admin.phrases." + string(kind) + ".about"), New: phrasePath + "/baru?jenis=" + string(kind)}
		for _, x := range v.Map.Phrases.All() {
			if x.Kind == kind {
				g.Rows = append(g.Rows, phraseRowOf(v, x))
			}
		}
		page.Lists = append(page.Lists, g)
	}
	return show(v, http.StatusOK, page.frame, phraseListPage(page))
}

func phraseRowOf(v *staff.Visit, x quality.Phrase) phraseRow {
	row := phraseRow{URL: phrasePath + "/" + x.ID.String(), Text: x.Text, Instead: x.Plain, Since: v.P.DateShort(x.From)}
	if x.Plain == "" {
		row.Instead = x.Advice
	}
	switch today := v.Today(); {
	case today.Before(x.From):
		row.State = v.P.T("admin.reason.coming")
	case !x.Until.IsZero() && !today.Before(x.Until):
		row.State = v.P.T("admin.reason.ended")
	}
	return row
}

// modeRows are the modes of the gate, the newest first. Without any it is strict. i18n:keys admin.gate.
func modeRows(v *staff.Visit) []modeRow {
	var out []modeRow
	held := false
	for _, g := range slices.Backward(v.Map.Ref.GateModes) {
		row := modeRow{Name: v.P.T("admin.gate." + g.Mode), Since: v.P.DateShort(g.From), Source: g.Source, Coming: v.Today().Before(g.From)}
		if !row.Coming && !held {
			row.Now, held = true, true
		}
		out = append(out, row)
	}
	if !held {
		out = append(out, modeRow{Name: v.P.T("admin.gate." + directory.GateRequire), Since: v.P.T("admin.policy.always"), Now: true})
	}
	return out
}

// phraseForm is the form of one phrase.
type phraseForm struct {
	frame
	form
	Kind, URL, Cancel string
	Jargon            bool
}

func (p *Pages) newPhrase(v *staff.Visit) error {
	kind := quality.Kind(v.R.URL.Query().Get("jenis"))
	if !slices.Contains(quality.Kinds(), kind) {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"kind": {string(kind)}}}
	setDay(f.Values, "from", v.Today())
	return p.showPhrase(v, f, quality.Phrase{Kind: kind})
}

func phraseOf(v *staff.Visit) (quality.Phrase, error) {
	id := staff.ID(v.R.PathValue("id"))
	for _, x := range v.Map.Phrases.All() {
		if x.ID == id {
			return x, nil
		}
	}
	return quality.Phrase{}, civic.NotFound("error.not_found")
}

func (p *Pages) editPhrase(v *staff.Visit) error {
	x, err := phraseOf(v)
	if err != nil {
		return err
	}
	f := form{P: v.P, Values: url.Values{"phrase": {x.Text}, "plain": {x.Plain}, "advice": {x.Advice}, "source": {x.Source}}}
	setDay(f.Values, "from", x.From)
	setDay(f.Values, "until", x.Until)
	return p.showPhrase(v, f, x)
}

func (p *Pages) showPhrase(v *staff.Visit, f form, x quality.Phrase) error {
	title, address := v.P.T("admin.phrase.new"), phrasePath+"/baru"
	if !f.Fresh {
		title, address = v.P.T("admin.phrase.edit"), phrasePath+"/"+x.ID.String()
	}
	page := phraseForm{frame: p.frame(v, phrasePath, title), form: f, Kind: v.P.T("admin.phrases." + string(x.Kind)), URL: address, Cancel: phrasePath, Jargon: x.Kind == quality.KindJargon}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: phrasePath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, phraseFormPage(page))
}

func (p *Pages) savePhrase(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	x := quality.Phrase{Kind: quality.Kind(f.get("kind"))}
	if v.R.PathValue("id") != "" {
		if x, err = phraseOf(v); err != nil {
			return err
		}
	} else if f.Fresh = true; !slices.Contains(quality.Kinds(), x.Kind) {
		return civic.NotFound("error.not_found")
	}
	x.Text, x.Plain, x.Advice, x.Source = f.get("phrase"), f.get("plain"), f.get("advice"), f.get("source")
	if x.From, err = staff.Day(v.R, "from"); err == nil {
		x.Until, err = staff.Day(v.R, "until")
	}
	if err == nil {
		_, err = p.Directory.SavePhrase(v.R.Context(), v.Who, x)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showPhrase(v, f, x)
	}
	return v.Done(phrasePath, "admin.phrase.saved")
}

// modeForm is the form of a new mode of the gate.
type modeForm struct {
	frame
	form
}

func (p *Pages) newMode(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"mode": {directory.GateRequire}}}
	setDay(f.Values, "effective_from", v.Today())
	return p.showMode(v, f)
}

func (p *Pages) showMode(v *staff.Visit, f form) error {
	page := modeForm{frame: p.frame(v, phrasePath, v.P.T("admin.gate.new")), form: f}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: phrasePath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, modeFormPage(page))
}

func (p *Pages) saveMode(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	g := directory.GateMode{Mode: f.get("mode"), Source: f.get("source")}
	if g.From, err = staff.Day(v.R, "effective_from"); err == nil {
		err = p.Directory.AddGateMode(v.R.Context(), v.Who, g)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showMode(v, f)
	}
	return v.Done(phrasePath, "admin.gate.saved")
}
