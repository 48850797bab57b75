package casework

import (
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
	"tuntas/internal/i18n"
)

// paperOf words a dossier for paper.
func paperOf(p *i18n.Printer, d *civic.Dossier, promises []Promise, hash string) dossier.Paper {
	zone := d.Report.Zone
	return dossier.Paper{Lang: p.Lang(), Issuer: "Tuntas", Title: p.T("dossier.title", "code", d.Report.TrackingID), At: d.IssuedAt,
		Intro:    p.T("dossier.intro", "body", d.To.Name, "at", p.DateTime(d.IssuedAt, zone)),
		HashName: p.T("dossier.hash"), Hash: hash, URLName: p.T("dossier.verify"), URL: d.VerifyAt,
		Footer: p.T("dossier.footer", "code", d.Report.TrackingID),
		Sections: []dossier.Section{
			{Title: p.T("dossier.section.report"), Lines: reportLines(p, d)},
			{Title: p.T("dossier.section.why"), Lines: []dossier.Line{{Text: d.Why}}},
			{Title: p.T("dossier.section.promises"), Lines: promiseLines(p, promises, zone)},
			{Title: p.T("dossier.section.timeline"), Lines: timelineLines(p, d)},
			{Title: p.T("dossier.section.files"), Lines: fileLines(p, d)},
			{Title: p.T("dossier.section.check"), Lines: []dossier.Line{{Text: p.T("dossier.check", "key", d.KeyID)}}},
		}}
}

// reportLines tell what was reported, and by whom. i18n:keys class.
func reportLines(p *i18n.Printer, d *civic.Dossier) []dossier.Line {
	r := &d.Report
	facts := []struct{ key, text string }{
		{"report.code", r.TrackingID}, {"dossier.class", p.T("class." + string(r.Class))}, {"dossier.topic", r.Topic},
		{"report.received", p.DateTime(r.ReceivedAt, r.Zone)}, {"report.occurred", r.OccurredOn}, {"report.place", r.Place},
		{"dossier.office", r.Office}, {"dossier.named", r.Named}, {"dossier.reporter", reporterLine(p, d)},
	}
	var lines []string
	for _, f := range facts {
		if f.text != "" {
			lines = append(lines, p.T(f.key)+": "+f.text) // i18n:keys report. dossier.
		}
	}
	return []dossier.Line{{Text: strings.Join(lines, "\n")}, {Head: r.Title, Text: r.Body}}
}

func reporterLine(p *i18n.Printer, d *civic.Dossier) string {
	if d.Reporter == nil {
		return p.T("dossier.reporter.hidden")
	}
	var parts []string
	for _, s := range []string{d.Reporter.Name, d.Reporter.Phone, d.Reporter.Email} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func promiseLines(p *i18n.Printer, all []Promise, zone civic.Zone) []dossier.Line {
	out := make([]dossier.Line, len(all))
	for i := range all {
		w := all[i].Tell(p, zone)
		out[i] = dossier.Line{Head: w.What, Text: plainWords(strings.Join(w.Lines(), "\n"))}
	}
	return out
}

// timelineLines tell the history in sentences. i18n:keys event.
func timelineLines(p *i18n.Printer, d *civic.Dossier) []dossier.Line {
	out := make([]dossier.Line, len(d.Timeline))
	for i, e := range d.Timeline {
		key := "event." + string(e.Verb)
		if e.Verb == civic.VerbReopen && e.By == "office" {
			key = "event.reopen_office"
		}
		rating, class := "", ""
		if e.Rating != "" {
			rating = p.T("rate." + e.Rating) // i18n:keys rate.
		}
		if e.Class != "" {
			class = p.T("class." + string(e.Class))
		}
		head := plainWords(p.T(key, "reporter", p.T("who.reporter"), "agency", e.Office, "from", e.From, "to", e.To, "class", class, "rating", rating, "channel", "Tuntas"))
		var lines []string
		for _, s := range []string{e.Reason, e.Message} {
			if s != "" {
				lines = append(lines, s)
			}
		}
		disclosed := ""
		if e.Disclosure != "" {
			disclosed = p.T("disclosure.name." + string(e.Disclosure)) // i18n:keys disclosure.name.
		}
		for _, f := range []struct{ key, text string }{{"dossier.disclosure", disclosed}, {"dossier.done_on", e.DoneOn}, {"dossier.ground", e.Ground}, {"dossier.referred", e.Refers}, {"dossier.number", e.Number}} {
			if f.text != "" {
				lines = append(lines, p.T(f.key)+": "+f.text) // i18n:keys dossier.
			}
		}
		if e.Mends != 0 {
			lines = append(lines, p.T("dossier.corrects", "n", e.Mends))
		}
		out[i] = dossier.Line{Head: strconv.Itoa(e.N) + ". " + p.DateTime(e.At, d.Report.Zone) + ": " + head, Text: strings.Join(lines, "\n")}
	}
	return out
}

// fileLines list the files with their fingerprints. i18n:keys dossier.by.
func fileLines(p *i18n.Printer, d *civic.Dossier) []dossier.Line {
	out := make([]dossier.Line, len(d.Files))
	for i, f := range d.Files {
		out[i] = dossier.Line{Head: f.Name + " (" + p.Bytes(f.Size) + ")", Text: p.T("dossier.by."+f.By) + " " + p.T("dossier.file_of", "n", f.N) + "\nSHA-256: " + f.SHA256}
	}
	return out
}
