package officer

import (
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// fixForm corrects one answer.
type fixForm struct {
	verb  civic.Verb // names the boxes
	Seq   string
	Text  string // as it is now
	Reads string
	What  civic.Verb // which step is mended
	Draft bool       // it has to be approved

	Discloses disclosing
}

// versions puts the newest wording of an answer in its place, with the earlier ones behind it, and offers to mend it.
func (p *Pages) versions(v *staff.Visit, in *casework.View, e *casework.Entry, m *moment) {
	if e.Verb == civic.VerbCorrect {
		m.Message = "" // it stands with what it corrects
		m.Reason = in.Corrected(v.P, e, false)
		return
	}
	if !civic.Correctable(&e.Event) {
		return
	}
	w := in.Wording(v.P, e, v.Zone(), false)
	m.Fixed = w.Fixed
	for _, x := range w.Earlier {
		m.Old = append(m.Old, ui.Version(x))
	}
	if w.Now != e.Message {
		m.Message = w.Now
	}
	if sentence, whole := in.Closing(v.P, e); sentence != "" {
		switch { // where the words in the sentence are not the last ones any more, it stays as it is
		case !whole:
			m.Text, m.Reason = sentence, ""
		case w.Now == e.Message:
			m.Text, m.Reason, m.Message = sentence, "", ""
		}
	}
	if said := in.Disclosed(v.P, e, false); said != "" {
		m.Reason = said
	}
	if e.Desk == v.Who.Desk && slices.Contains(in.Allowed, civic.VerbCorrect) {
		draft := v.Map.World(p.Now()).NeedsApproval(in.Report.Holder, e.Verb)
		if draft && !slices.Contains(in.Allowed, civic.VerbPropose) {
			return
		}
		m.Fix = &fixForm{verb: correctForm(e.Seq), Seq: strconv.Itoa(e.Seq), Text: w.Now, Draft: draft, What: e.Verb,
			Reads: v.P.T("officer.reads." + readersOf(&in.Report, e.Shown))} // i18n:keys officer.reads.
	}
}

// mends tells that a form which came back corrects something that is still there.
func (v *reportView) mends() bool {
	return strings.HasPrefix(string(v.Form.Verb), string(civic.VerbCorrect)+"-") &&
		slices.ContainsFunc(v.History, func(m moment) bool { return m.Fix != nil && m.Fix.verb == v.Form.Verb })
}
