package officer

import (
	"encoding/json"
	"net/url"
	"slices"

	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Facts that a row can show beside its title, code and deadline.
const (
	factPlace     = "place"
	factHolder    = "holder"
	factTopic     = "topic"
	factChannel   = "channel"
	factAnonymous = "anonymous"
	factReceived  = "received"
)

// rowFacts are all of them in their order; on tells which are shown to officers who never chose.
func rowFacts() []struct {
	name string
	on   bool
} {
	return []struct {
		name string
		on   bool
	}{{factPlace, true}, {factHolder, true}, {factTopic, false}, {factChannel, true}, {factAnonymous, true}, {factReceived, false}}
}

// look is how an officer likes the rows.
type look struct {
	Compact bool     `json:"compact,omitempty"`
	Facts   []string `json:"facts"` // nil: never chosen
}

func (l look) shows(fact string) bool {
	if l.Facts != nil {
		return slices.Contains(l.Facts, fact)
	}
	for _, f := range rowFacts() {
		if f.name == fact {
			return f.on
		}
	}
	return false
}

// options are the facts as boxes to tick. i18n:keys officer.look.fact.
func (v inboxView) factOptions() []ui.Option {
	var out []ui.Option
	for _, f := range rowFacts() {
		out = append(out, ui.Option{Value: f.name, Label: v.P.T("officer.look.fact." + f.name), Checked: v.Look.shows(f.name)})
	}
	return out
}

// densities are how tall rows can be.
func (v inboxView) densities() ui.Choice {
	return ui.Choice{Name: "rapat", Base: "rapat", Legend: v.P.T("officer.look.density"), Inline: true, Options: []ui.Option{
		{Value: "0", Label: v.P.T("officer.look.comfortable"), Checked: !v.Look.Compact},
		{Value: "1", Label: v.P.T("officer.look.compact"), Checked: v.Look.Compact}}}
}

// liked reads what the officer said about the workspace, and up to where the list that follows is complete.
func (p *Pages) liked(v *staff.Visit, view *inboxView) error {
	all, err := p.Directory.Settings(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	view.Look, view.Keys = lookOf(all[directory.SettingLook]), keymapOf(all[directory.SettingShortcuts])
	view.Pulse, err = p.Live.Last(v.R.Context())
	return err
}

// lookOf reads a look; what another version wrote is as if nothing was chosen.
func lookOf(text string) look {
	var l look
	if text == "" || json.Unmarshal([]byte(text), &l) != nil {
		return look{}
	}
	return l
}

// saveLook keeps how rows look and goes back to the list.
func (p *Pages) saveLook(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	l := look{Compact: staff.Text(v.R, "rapat") == "1", Facts: []string{}}
	for _, f := range rowFacts() {
		if slices.Contains(v.R.PostForm["fakta"], f.name) {
			l.Facts = append(l.Facts, f.name)
		}
	}
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := p.Directory.SaveSetting(v.R.Context(), v.Who, directory.SettingLook, string(text)); err != nil {
		return err
	}
	back, err := url.ParseQuery(v.R.PostFormValue("kembali"))
	if err != nil {
		back = nil
	}
	return v.See(home(back, back.Get(opens)))
}
