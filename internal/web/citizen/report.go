package citizen

import (
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// ReportView is the page of one report, as one viewer may see it. Whatever the viewer may
// not see must not be in it.
type ReportView struct {
	ui.Page
	Code     string // as displayed
	Title    string
	Body     string // the published version for the public, the original for its reporter
	Name     string // only when the reporter asked for it to be shown
	Class    civic.Class
	Topic    string
	Place    string
	Agency   string // name of the desk that holds it
	AgencyID civic.ID
	Received time.Time
	Occurred civic.Date
	Zone     civic.Zone
	Channel  string

	Own       bool // the reporter has shown the PIN
	Anonymous bool
	Secret    bool
	Published bool

	Standing   ui.Standing // see Stand
	Files      []ui.File
	Helpers    []string // offices that help, for the reporter
	Parts      []PartLine
	PartOf     string // displayed code of the whole, "" for most
	Together   string // that others reported the same, or that it is handled with theirs; "" alone
	Shots      []Shot // of the public version
	History    []ui.Moment
	Promised   []ui.Pledge
	Handed     []Handed         // to other bodies; the reporter
	Escalation civic.Escalation // the way to the Ombudsman; the reporter
	Objection  Objection        // of a request of information; the reporter
	Said       string           // what the office asked or answered last, when the reporter owes a reaction to it
	Survey     bool             // the reporter is asked how it was handled
	Allowed    []civic.Verb     // what the reporter may do now, from the lifecycle
	Form       Answer           // a form that came back with mistakes
	MaxFiles   int
	URL        string // absolute address, for the QR code on paper
	PDF        string // address of the receipt, for the reporter
	JSON       string // address of the same as JSON
}

// Answer is a form of the report page with what was typed into it. Form fields: message,
// files, rating (3, 2, 1), consent (yes).
type Answer struct {
	Verb     civic.Verb
	Message  string
	Rating   string
	Ground   string      // of an objection
	Consent  bool        // to give the own name with a dossier
	Mistakes ui.Mistakes // fields: verb + "-message", verb + "-rating", "privasi-" + flag
}

// Report makes the page of one report.
func Report(v ReportView) templ.Component {
	v.Page.Title = v.Title + " (" + v.Code + ")"
	v.Failed = len(v.Form.Mistakes) > 0
	v.Private = v.Own || v.Secret || !v.Published
	if v.Own {
		v.Script = "own.js"
	}
	if v.Back.URL == "" {
		v.Back = ui.Link{URL: "/laporan", Text: v.P.T("report.all")}
	}
	return ui.Layout(v.Page, report(v))
}

// may tells whether the reporter may do the verb now.
func (v ReportView) may(verb civic.Verb) bool { return v.Own && slices.Contains(v.Allowed, verb) }

// path is where the form of a verb is sent to.
func (v ReportView) path(action string) string { return "/laporan/" + v.Code + "/" + action }

// typed is what came back in the form of a verb.
func (v ReportView) typed(verb civic.Verb) Answer {
	if v.Form.Verb == verb {
		return v.Form
	}
	return Answer{Verb: verb}
}

// message asks for words in the form of a verb; ids differ, for forms share a page.
func (v ReportView) message(verb civic.Verb, label, hint string, required bool) ui.Field {
	a := v.typed(verb)
	f := ui.Field{Name: "message", ID: string(verb) + "-message", Label: v.P.T(label), Value: a.Message, Rows: 4,
		Error: a.Mistakes.For(string(verb) + "-message"), Required: required}
	if hint != "" {
		f.Hint = v.P.T(hint)
	}
	return f
}

// unsent tells that a form came back whose step cannot be taken any more.
func (v ReportView) unsent() bool {
	return len(v.Form.Mistakes) > 0 && v.Form.Message != "" && !v.may(v.Form.Verb)
}

// unsolved tells that the box of the answer offers to say that it did not help.
func (v ReportView) unsolved() bool { return v.may(civic.VerbAccept) && v.may(civic.VerbReply) }

// photos asks for files in the form of a verb.
func (v ReportView) photos(verb civic.Verb) ui.Upload {
	return ui.Upload{Base: string(verb) + "-", Label: v.P.T("photo.label"), Most: v.MaxFiles, Room: v.MaxFiles, Error: v.typed(verb).Mistakes.All(string(verb) + "-files")}
}

// ratings are three words, not stars: everyone means the same by them.
func (v ReportView) ratings(verb civic.Verb) ui.Choice {
	a := v.typed(verb)
	c := ui.Choice{Name: "rating", Base: string(verb) + "-rating", Legend: v.P.T("rate.legend"), Inline: true,
		Error: a.Mistakes.For(string(verb) + "-rating")}
	for _, o := range []struct{ value, key string }{{"3", "rate.3"}, {"2", "rate.2"}, {"1", "rate.1"}} {
		// i18n:keys rate.
		c.Options = append(c.Options, ui.Option{Value: o.value, Label: v.P.T(o.key), Checked: a.Rating == o.value})
	}
	return c
}

// facts are the small print beside the text.
func (v ReportView) meta() []string {
	p := v.P
	out := []string{p.T("class." + string(v.Class))}
	if v.Topic != "" {
		out = append(out, v.Topic)
	}
	if v.Name != "" {
		return append(out, p.T("report.by", "name", v.Name))
	}
	return append(out, p.T("report.by_hidden"))
}

// Stand is what is known about where a report stands, for the block at its head.
type Stand struct {
	State    civic.State
	Class    civic.Class
	Verified bool
	Own      bool
	Agency   string
	ClosedBy civic.ClosedBy
	Outcome  string // words of the reason of ending, empty when there is none to tell
	Closing  string // how the office closed it, in a sentence; empty when somebody else did
	Rated    bool   // the reporter has judged it since
	Clock    civic.ClockKind
	By       civic.Date // last day in time; zero when no clock runs
	Left     int        // working days left, negative when late
	Forecast bool       // By lies in a year whose holidays are not decreed yet
}

// Standing words a Stand: who must do what by when.
func Standing(p *i18n.Printer, s Stand) ui.Standing {
	out := ui.Standing{Status: ui.StatusOf(s.State, s.Verified, s.ClosedBy, s.Own), Headline: headline(p, s)}
	if s.State == civic.Closed && s.Closing != "" {
		out.Promises = []string{s.Closing}
		switch {
		case s.Rated:
		case s.Own:
			out.Note = p.T("head.closed.unconfirmed.own")
		default:
			out.Note = p.T("head.closed.unconfirmed")
		}
	}
	if s.State.Ended() || s.By.IsZero() {
		return out
	}
	key := "due." + string(s.Clock) // i18n:keys due. late.
	who := s.Agency
	if s.State == civic.InfoNeeded || s.State == civic.AwaitingReporter {
		who = p.T("who.reporter")
		if s.Own {
			who = p.T("who.you")
		}
	} else if s.Left < 0 {
		out.Late, key = true, "late."+string(s.Clock)
	}
	out.Promises = []string{p.T(key, "who", who, "date", i18n.Strong(p.Date(s.By)), "left", p.DaysLeft(s.Left))}
	if s.Own && s.State == civic.AwaitingReporter {
		out.Note = p.T("due.then_closed")
	}
	if s.Forecast {
		out.Note = p.T("promise.provisional")
	}
	return out
}

// askedOf is the text for whoever asked for information, where it is another than for whoever complains: there it is not a
// problem that is solved. i18n:keys do. head.
func askedOf(p *i18n.Printer, class civic.Class, key string) string {
	if of := key + ".information"; class == civic.Information && p.Has(of) {
		return of
	}
	return key
}

func (v ReportView) asks(key string) string { return askedOf(v.P, v.Class, key) }

// headline says in one sentence where the report is. i18n:keys head.
func headline(p *i18n.Printer, s Stand) string {
	who := ""
	if s.Own {
		who = ".own"
	}
	switch s.State {
	case civic.Submitted:
		if s.Verified {
			return p.T("head.checked")
		}
		return p.T("head.received")
	case civic.InfoNeeded, civic.AwaitingReporter:
		return p.T(askedOf(p, s.Class, "head."+string(s.State)+who), "agency", s.Agency)
	case civic.Closed:
		return p.T("head.closed."+string(s.ClosedBy), "agency", s.Agency)
	case civic.Archived:
		if s.Outcome != "" {
			return p.T("head.archived_why", "reason", s.Outcome)
		}
		return p.T("head.archived")
	default:
		return p.T("head."+string(s.State), "agency", s.Agency)
	}
}
