package officer

import (
	"slices"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// The addresses below that of a report by which reports are put together and parted.
const (
	slugMerge   = "gabung"
	slugUnmerge = "pisah"
	slugLead    = "utama"
)

// incidentBox is what stands on the page of a report about the others of the same matter.
type incidentBox struct {
	Leads   bool
	Parts   bool   // the officer may part what was merged
	URL     string // of the incident
	Chip    string
	Weight  int
	Lead    *memberLine
	Members []memberLine
	More    bool
	Undo    *memberLine // merged a moment ago: can be taken back at once
}

// memberLine is one report among others like it.
type memberLine struct {
	URL    string
	Code   string
	Title  string
	Place  string
	At     string
	Status ui.Status
	Secret bool
	Calls  bool // its reporter wrote and waits for an answer
}

// alikeLine is a report that may be about the same, with what speaks for it.
type alikeLine struct {
	memberLine
	Reasons []string
	Merge   string // address of the page that merges; "" when the officer may not
}

func memberOf(v *staff.Visit, r *civic.Report, title, place string) memberLine {
	if title == "" {
		title = v.P.T("officer.row.untitled")
	}
	return memberLine{URL: reportURL(r.Code), Code: r.Code.Display(), Title: title, Place: place, At: v.P.DateTime(r.ReceivedAt, v.Zone()),
		Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false), Secret: r.Secret,
		Calls: r.Follows() && r.Queue() == civic.QueueAction}
}

// incident fills in what is known of the same matter, and what may be about it.
func (p *Pages) incident(v *staff.Visit, in *casework.View, view *reportView) error {
	if t := in.Together; t != nil && t.Incident != 0 {
		box := &incidentBox{Leads: t.Leads, Parts: civic.RoleMay(v.Who.Role, civic.VerbUnmerge), URL: incidentURL(t.Incident), Weight: t.Weight, More: t.More}
		for i := range t.Few {
			box.Members = append(box.Members, memberOf(v, &t.Few[i].Report, t.Few[i].Title, t.Few[i].Place))
		}
		if t.Lead != nil {
			lead := memberOf(v, &t.Lead.Report, t.Lead.Title, t.Lead.Place)
			box.Lead = &lead
		}
		switch {
		case t.Follows:
			box.Chip = v.P.T("officer.incident.follows")
		case t.Weight > 0:
			box.Chip = v.P.T("officer.incident.leads", "n", t.Weight)
		default:
			box.Chip = v.P.T("officer.incident.leads_some")
		}
		box.Undo = undoOf(v, t)
		view.Incident = box
	}
	found, err := p.Casework.Alike(v.R.Context(), v.Who, in)
	if err != nil {
		return err
	}
	may := slices.Contains(in.Allowed, civic.VerbMerge) || in.Together != nil && in.Together.Leads
	for i := range found {
		line := alikeLine{memberLine: memberOf(v, &found[i].Report, found[i].Title, found[i].Place), Reasons: reasonsOf(v, &found[i])}
		if may {
			line.Merge = mergeURL(in.Report.Code, found[i].Report.Code)
		}
		view.Alike = append(view.Alike, line)
	}
	return nil
}

// undoOf finds the report that was merged into this one a moment ago, by the address that the merge led to.
func undoOf(v *staff.Visit, t *casework.Together) *memberLine {
	code, err := civic.ParseTrackingCode(v.R.URL.Query().Get(justMerged))
	if err != nil {
		return nil
	}
	rows := t.Few
	for i := range rows {
		if rows[i].Report.Code == code {
			line := memberOf(v, &rows[i].Report, rows[i].Title, rows[i].Place)
			return &line
		}
	}
	if t.Leads { // not among the first few: the code is all that need be said
		return &memberLine{Code: code.Display(), URL: reportURL(code)}
	}
	return nil
}

// justMerged names the report that was merged a moment ago.
const justMerged = "baru"

func incidentURL(id civic.ID) string { return staff.Home + "/peristiwa/" + id.String() }

func mergeURL(own, other civic.TrackingCode) string {
	return reportURL(own) + "/" + slugMerge + "?dengan=" + other.Display()
}

// reasonsOf says why two reports may be about the same. i18n:keys officer.alike.near.
func reasonsOf(v *staff.Visit, a *casework.Alike) []string {
	var out []string
	switch {
	case a.Meters >= 0 && a.Meters < 1000:
		out = append(out, v.P.T("officer.alike.meters", "n", max(10, (a.Meters+5)/10*10)))
	case a.Meters >= 1000:
		out = append(out, v.P.T("officer.alike.kilometers", "n", v.P.Decimal(float64(a.Meters)/1000, 1)))
	case a.Near != "":
		out = append(out, v.P.T("officer.alike.near."+string(a.Near)))
	}
	if len(a.Words) > 0 {
		words := ""
		for i, w := range a.Words {
			if i > 0 {
				words += ", "
			}
			words += w
		}
		out = append(out, v.P.T("officer.alike.words", "words", words))
	}
	if a.Topic {
		out = append(out, v.P.T("officer.alike.topic"))
	}
	switch {
	case a.Days == 0:
		out = append(out, v.P.T("officer.alike.today"))
	case a.Before:
		out = append(out, v.P.T("officer.alike.before", "n", a.Days))
	default:
		out = append(out, v.P.T("officer.alike.after", "n", a.Days))
	}
	return out
}

// carries tells whether what is written with a verb also reaches those who reported the same.
func (v reportView) carries(verb civic.Verb) bool {
	return v.Incident != nil && v.Incident.Leads && v.Incident.Weight > 0 &&
		slices.Contains([]civic.Verb{civic.VerbFollowUp, civic.VerbAnswer, civic.VerbClose, civic.VerbDispose, civic.VerbReturn}, verb)
}
