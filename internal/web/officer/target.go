package officer

import (
	"errors"
	"net/http"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

const (
	fewTargets = 8 // so many desks are simply listed
	maxTargets = staff.MostFound
	doSearch   = "cari"
)

// finder asks to which desk the report goes: a few are listed, many are searched.
func (p *Pages) finder(v *staff.Visit, in *casework.View, view *reportView, pn *panel) error {
	verb := pn.verb
	f := staff.Finder{Name: "target", ID: string(verb) + "-target", Label: v.P.T("officer.target"), Hint: v.P.T("officer.target.hint"),
		Error: view.mistake(verb, "target"), Typed: view.value(verb, "target", ""), Value: view.value(verb, "target_id", ""),
		Search: reportURL(in.Report.Code) + "/tujuan/" + pn.slug, Button: v.P.T("officer.target.search"), Do: doSearch}
	if verb == civic.VerbVerify && view.Form.Verb != verb {
		if a, ok := v.Map.Tree.Get(v.Map.World(p.Now()).DefaultTarget(&in.Report)); ok {
			c := staff.AgencyChoice(v.Map.Tree, a)
			f.Typed, f.Value = c.Label(), c.Value
			if a.ID == in.Report.Holder {
				f.Hint = v.P.T("officer.target.stay")
			}
		}
	}
	if view.Form.Verb == verb && view.Form.Searched {
		f.Found, f.Which = view.Form.Found, v.P.T("officer.target.which", "q", f.Typed)
		if view.Form.More {
			f.More = v.P.T("officer.target.more", "n", maxTargets)
		}
	} else if verb == civic.VerbDispose {
		few, more, err := p.Casework.Targets(v.R.Context(), v.Who, in.Report.Code, verb, "", fewTargets)
		if err != nil {
			return err
		}
		if !more {
			f.Found, f.Which, f.Value = staff.AgencyChoices(v.Map.Tree, few), v.P.T("officer.target.below"), view.value(verb, "target_pick", "")
		}
	}
	pn.Finder = &f
	return nil
}

// listed tells that all possible answers are shown, so there is nothing to search.
func (v reportView) listed(pn panel) bool {
	return pn.Finder != nil && len(pn.Finder.Found) > 0 && (v.Form.Verb != pn.verb || !v.Form.Searched)
}

// resolve finds the desk that a form means. Nothing typed is no desk, which some verbs allow.
// Errors: invalid "agency_id" when what was typed stands for none or for several; form then holds them.
func (p *Pages) resolve(v *staff.Visit, code civic.TrackingCode, verb civic.Verb, form *typed) (civic.ID, error) {
	if id := accepted(form); id != 0 {
		return id, nil
	}
	if id := staff.ID(form.Values.Get("target_pick")); id != 0 {
		return id, nil
	}
	text := strings.TrimSpace(form.Values.Get("target"))
	if text == "" {
		return 0, nil
	}
	if id := staff.ID(form.Values.Get("target_id")); id != 0 {
		// The box may have been changed since, without scripts: the words count, not the number.
		if a, ok := v.Map.Tree.Get(id); ok && staff.AgencyChoice(v.Map.Tree, a).Same(text) {
			return id, nil
		}
	}
	if err := p.search(v, code, verb, form); err != nil {
		return 0, err
	}
	for _, c := range form.Found {
		if len(form.Found) == 1 || c.Same(text) || (staff.Choice{Text: c.Text}).Same(text) && only(form.Found, c.Text) {
			return staff.ID(c.Value), nil
		}
	}
	if len(form.Found) == 0 {
		return 0, civic.Invalid("agency_id", "officer.target.none")
	}
	return 0, civic.Invalid("agency_id", "officer.target.pick")
}

// only tells whether a name stands once among what was found.
func only(found []staff.Choice, name string) bool {
	n := 0
	for _, c := range found {
		if strings.EqualFold(c.Text, name) {
			n++
		}
	}
	return n == 1
}

// search puts the desks that match what was typed into the form.
func (p *Pages) search(v *staff.Visit, code civic.TrackingCode, verb civic.Verb, form *typed) error {
	text := strings.TrimSpace(form.Values.Get("target"))
	// A label is "name, what it belongs to": the words of the parent would find nothing.
	name, _, _ := strings.Cut(text, ", ")
	for _, words := range []string{text, name} {
		found, more, err := p.Casework.Targets(v.R.Context(), v.Who, code, verb, words, maxTargets)
		if err != nil {
			return err
		}
		form.Found, form.More, form.Searched = staff.AgencyChoices(v.Map.Tree, found), more, true
		if len(found) > 0 {
			return nil
		}
	}
	return nil
}

// targets answers the box while it is typed into, as JSON.
func (p *Pages) targets(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	a, ok := actionBySlug(v.R.PathValue("action"))
	if !ok {
		return civic.NotFound("error.not_found")
	}
	found, _, err := p.Casework.Targets(v.R.Context(), v.Who, code, a.verb, v.R.URL.Query().Get("q"), maxTargets)
	if err != nil {
		return err
	}
	return v.Choices(staff.AgencyChoices(v.Map.Tree, found))
}

// searched shows the page again with what a search found.
func (p *Pages) searched(v *staff.Visit, in *casework.View, form typed) error {
	if err := p.search(v, in.Report.Code, form.Verb, &form); err != nil {
		return p.again(v, in.Report.Code, form, err)
	}
	if len(form.Found) == 0 {
		return p.showReport(v, http.StatusUnprocessableEntity, in, form, civic.Invalid("agency_id", "officer.target.none"))
	}
	return p.showReport(v, http.StatusOK, in, form, nil)
}

// again loads the report as it is now and gives the form back with what went wrong.
func (p *Pages) again(v *staff.Visit, code civic.TrackingCode, form typed, wrong error) error {
	wrong = aboutPublic(wrong)
	switch civic.KindOf(wrong) {
	case civic.KindInvalid, civic.KindConflict, civic.KindForbidden:
	default:
		return wrong
	}
	in, err := p.load(v, code)
	if err != nil {
		return errors.Join(err, wrong)
	}
	return p.showReport(v, staff.StatusOf(wrong), &in, form, wrong)
}
