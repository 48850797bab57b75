package citizen

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// protection is one of the two wishes for protection, as the reporter may switch it.
// Form fields: flag (anonymous, secret), on (yes, no).
type protection struct {
	Flag civic.Flag
	On   bool // now
}

// protections are those of the report.
func (v ReportView) protections() []protection {
	return []protection{{civic.FlagAnonymous, v.Anonymous}, {civic.FlagSecret, v.Secret}}
}

// protectable tells whether there is anything to switch.
func (v ReportView) protectable() bool { return v.may(civic.VerbHide) || v.may(civic.VerbReveal) }

// protecting tells whether a form about protection came back.
func (v ReportView) protecting() bool {
	return v.Form.Verb == civic.VerbHide || v.Form.Verb == civic.VerbReveal
}

// verb switches the protection to what it is not.
func (x protection) verb() civic.Verb {
	if x.On {
		return civic.VerbReveal
	}
	return civic.VerbHide
}

// on is the answer that the form sends.
func (x protection) on() string {
	if x.On {
		return "no"
	}
	return "yes"
}

// state says whether the protection is on.
func (x protection) state(p *i18n.Printer) string {
	if x.On {
		return p.T("protect.on")
	}
	return p.T("protect.off")
}

// meaning says what the protection does when it is on, after what comes of switching it, and do is on the button.
// i18n:keys protect.means. protect.after. protect.do.
func (x protection) meaning(p *i18n.Printer) string { return p.T("protect.means." + string(x.Flag)) }

func (x protection) after(p *i18n.Printer) string {
	return p.T("protect.after." + string(x.verb()) + "." + string(x.Flag))
}

func (x protection) do(p *i18n.Printer) string {
	return p.T("protect.do." + string(x.verb()) + "." + string(x.Flag))
}

// FlagName is the name of a protection. i18n:keys protect.flag.
func FlagName(p *i18n.Printer, f civic.Flag) string { return p.T("protect.flag." + string(f)) }

// FlagID is the id of the button that switches a protection, for mistakes to lead to.
func FlagID(f civic.Flag) string { return "privasi-" + string(f) }
