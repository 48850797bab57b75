package officer

import (
	"encoding/json"
	"net/http"

	"tuntas/internal/i18n"
	"tuntas/internal/notify"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// digestPath is the page of the letter of the day.
const digestPath = staff.Home + "/ringkasan"

// digestView shows the letter as it would be sent now, and what the officer may say about it.
type digestView struct {
	staff.Shell
	Lines []string
	Send  bool
	Langs ui.Choice
}

// digest shows the officer's letter of the day, so that one sees it without mail.
func (p *Pages) digest(v *staff.Visit) error {
	d, err := p.Casework.Digest(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	all, err := p.Directory.Settings(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	var wish notify.DigestWish
	if text := all[notify.SettingDigest]; text != "" && json.Unmarshal([]byte(text), &wish) != nil {
		wish = notify.DigestWish{}
	}
	view := digestView{Shell: v.Shell(staff.InInbox, v.P.T("officer.digest")), Send: !wish.Off}
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	if !d.Empty() {
		view.Lines = d.Text(v.P)
	}
	now := i18n.For(wish.Lang).Lang()
	view.Langs = ui.Choice{Name: "lang", Base: "lang", Legend: v.P.T("officer.digest.lang"), Inline: true, Options: []ui.Option{
		{Value: "id", Label: "Bahasa Indonesia", Checked: now == "id"}, {Value: "en", Label: "English", Checked: now == "en"}}}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, digestPage(view)))
}

// saveDigest keeps whether the officer wants the letter, and in which language.
func (p *Pages) saveDigest(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	wish := notify.DigestWish{Off: staff.Text(v.R, "send") != "yes", Lang: i18n.For(staff.Text(v.R, "lang")).Lang()}
	text, err := json.Marshal(wish)
	if err != nil {
		return err
	}
	if err := p.Directory.SaveSetting(v.R.Context(), v.Who, notify.SettingDigest, string(text)); err != nil {
		return err
	}
	return v.Done(digestPath, "officer.digest.saved")
}
