package officer

import (
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// version is an earlier wording of what was told.
type version struct{ At, Text string }

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
		m.Reason = strings.TrimSpace(in.DisclosedBy(v.P, e, false) + " " + v.P.T("fixed.why", "why", e.Detail[civic.DetailWhy]))
		return
	}
	if !civic.Correctable(&e.Event) {
		return
	}
	words, told := e.Message, in.DisclosedBy(v.P, e, false)
	for _, later := range in.Corrections(e.Seq) {
		m.Old = append(m.Old, version{At: v.P.T("fixed.until", "time", v.P.DateTime(later.At, v.Zone())), Text: strings.TrimSpace(told + "\n\n" + words)})
		words = later.Message
		if now := in.DisclosedBy(v.P, &later, false); now != "" {
			told = now
		}
		m.Fixed = v.P.T("fixed.on", "time", v.P.DateTime(later.At, v.Zone()), "why", later.Detail[civic.DetailWhy])
	}
	slices.Reverse(m.Old)
	if words != e.Message {
		m.Message = words
	}
	if sentence, whole := in.Closing(v.P, e); sentence != "" {
		switch { // where the words in the sentence are not the last ones any more, it stays as it is
		case !whole:
			m.Text, m.Reason = sentence, ""
		case words == e.Message:
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
		m.Fix = &fixForm{verb: correctForm(e.Seq), Seq: strconv.Itoa(e.Seq), Text: words, Draft: draft, What: e.Verb,
			Reads: v.P.T("officer.reads." + readersOf(&in.Report, e.Shown))} // i18n:keys officer.reads.
	}
}

// mends tells that a form which came back corrects something that is still there.
func (v *reportView) mends() bool {
	return strings.HasPrefix(string(v.Form.Verb), string(civic.VerbCorrect)+"-") &&
		slices.ContainsFunc(v.History, func(m moment) bool { return m.Fix != nil && m.Fix.verb == v.Form.Verb })
}
