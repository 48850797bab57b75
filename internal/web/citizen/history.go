package citizen

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Deed is one event of a report in the words that a timeline needs.
type Deed struct {
	Verb    civic.Verb
	Own     bool   // the reader is the reporter
	Office  bool   // an officer did it
	Agency  string // the desk that acted, or where the report lies now
	From    string // the desk it left
	To      string // the desk it went to
	Channel string // words for the channel of a submission
	Class   string // words for the class after a change
	Rating  int    // 3, 2 or 1
}

// Tell says what happened in one sentence. i18n:keys event. channel.
func (d Deed) Tell(p *i18n.Printer) string {
	reporter := p.T("who.reporter")
	if d.Own {
		reporter = p.T("who.you")
	}
	rating := ""
	if d.Rating > 0 {
		rating = p.T("rate." + itoa(d.Rating))
	}
	verb := string(d.Verb)
	if d.Verb == civic.VerbReopen && d.Office {
		verb = "reopen_office"
	}
	return p.T("event."+verb, "reporter", i18n.Strong(reporter), "agency", i18n.Strong(d.Agency),
		"from", i18n.Strong(d.From), "to", i18n.Strong(d.To), "channel", i18n.Strong(d.Channel),
		"class", i18n.Strong(d.Class), "rating", i18n.Strong(rating))
}

// By says who acted, for the colour of the entry.
func By(r civic.Role) ui.By {
	switch r {
	case civic.RoleReporter:
		return ui.ByReporter
	case civic.RoleSystem:
		return ui.BySystem
	default:
		return ui.ByOffice
	}
}

// ChannelName words a channel; one that has no words yet shows as it is.
func ChannelName(p *i18n.Printer, channel string) string {
	if key := "channel." + channel; p.Has(key) {
		return p.T(key)
	}
	return channel
}

// Thanks says that something was done for the reporter: a verb, or one with its flag as in "hide.secret".
// i18n:keys do.done.
func Thanks(p *i18n.Printer, what string) string { return p.T("do.done." + what) }
