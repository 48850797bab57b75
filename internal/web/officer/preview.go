package officer

import (
	"net/http"
	"slices"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// doPreview is the button that shows what the reporter will get, and sends nothing.
const doPreview = "lihat"

// shows tells whether the form of a verb has that button.
func shows(verb civic.Verb) bool {
	return slices.Contains([]civic.Verb{civic.VerbAnswer, civic.VerbClose, civic.VerbFollowUp, civic.VerbExtend}, verb)
}

// preview is what the reporter will get of a form, in words.
type preview struct {
	Readers  string
	Sentence string
	Words    string
	Secret   bool
	Mailed   bool
	Subject  string
	Mail     string
	SMS      string
	Size     string
}

// previewed gives the form back with what the reporter would get of it.
func (p *Pages) previewed(v *staff.Visit, in *casework.View, cmd civic.Command, form typed) error {
	got, err := p.Casework.PreviewAnswer(v.R.Context(), v.P, v.Who, in.Report.Code, cmd, form.Files...)
	p.keepFiles(v, &form)
	if err != nil {
		return p.again(v, in.Report.Code, form, err)
	}
	out := &preview{Sentence: got.Closing, Words: got.Event.Message, Secret: got.Secret, Mailed: got.Mailed, Subject: got.Subject, Mail: got.Text, SMS: got.SMS}
	if got.Whole {
		out.Words = ""
	}
	out.Readers = v.P.T("officer.reads." + readersOf(&got.Report, got.Event.Shown)) // i18n:keys officer.reads.
	alphabet := "officer.preview.wide"
	if got.Size.GSM {
		alphabet = "officer.preview.gsm"
	}
	out.Size = v.P.T("officer.preview.size", "units", got.Size.Units, "n", got.Size.Parts) + " " + v.P.T(alphabet)
	form.Preview = out
	return p.showReport(v, http.StatusOK, in, form, nil)
}
