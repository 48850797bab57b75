package front

import (
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// versions puts the last wording of what an office told into its entry, with the earlier ones behind it, and says in a
// sentence how the report was closed.
func versions(p *i18n.Printer, v *casework.View, e *casework.Entry, own bool, m *ui.Moment) {
	if e.Verb == civic.VerbCorrect {
		// The words stand with what they correct; what became of the information is said where it changed.
		m.Message, m.Note = "", v.Corrected(p, e, own)
		return
	}
	w := v.Wording(p, e, v.Report.Zone, own)
	m.Message, m.Fixed = w.Now, w.Fixed
	for _, x := range w.Earlier {
		m.Old = append(m.Old, ui.Version(x))
	}
	switch sentence, whole := v.Closing(p, e); {
	case sentence == "":
	case !whole:
		m.Text, m.Note = sentence, ""
	case w.Now == e.Message:
		m.Text, m.Message, m.Note = sentence, "", ""
	}
}

// lastWords is what an entry says since it was corrected last.
func lastWords(v *casework.View, e *casework.Entry) string {
	words := e.Message
	for _, later := range v.Corrections(e.Seq) {
		words = later.Message
	}
	return words
}

// closing is the sentence about how an office closed the report; "" when its reporter or time did, or when its words
// were corrected since.
func closing(p *i18n.Printer, v *casework.View) string {
	for i := len(v.Events) - 1; i >= 0; i-- {
		e := &v.Events[i]
		if e.To != civic.Closed || e.From == civic.Closed {
			continue
		}
		if sentence, whole := v.Closing(p, e); !whole || lastWords(v, e) == e.Message {
			return sentence
		}
		return ""
	}
	return ""
}
