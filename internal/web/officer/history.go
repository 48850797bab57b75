package officer

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// mostFiles is how many files come with one message.
const mostFiles = evidence.MaxFiles

// moment is one entry of the history.
type moment struct {
	At       string
	Machine  string // the same for programs
	By       string // for its colour: reporter, office, system or internal
	Text     string // with i18n.Strong names
	Byline   string // officer and desk
	Reason   string
	Message  string
	Audience string // who can read it
	Files    []ui.File
	Fixed    string       // when and why it was corrected last
	Old      []ui.Version // earlier wordings, the last one first
	Fix      *fixForm
	Gate     string // what the gate found in it, and why it went out
	Fallen   string // drafts that became needless with it
	Named    string // the office that a return says is competent
}

// history words the events, latest first, and sets apart the files that came with the report.
func (p *Pages) history(v *staff.Visit, in *casework.View) (all []moment, first []ui.File) {
	files := map[int][]ui.File{}
	photos := map[bool]int{} // the reporter's, and the office's
	for _, f := range in.Files {
		one := p.fileOf(v, in.Report.Code, f)
		if f.Thumb != "" {
			photos[f.Role == civic.RoleReporter]++
			one.Name = ui.PhotoName(v.P, f.Role, f.Stage, f.Alt, photos[f.Role == civic.RoleReporter])
		}
		files[f.Seq] = append(files[f.Seq], one)
	}
	for i := len(in.Events) - 1; i >= 0; i-- {
		e := &in.Events[i]
		m := tell(v, &in.Report, e)
		if e.Seq > 1 {
			m.Files = files[e.Seq]
		}
		p.versions(v, in, e, &m)
		all = append(all, m)
	}
	return all, files[1]
}

// tell words one event. i18n:keys event.
func tell(v *staff.Visit, r *civic.Report, e *casework.Entry) moment {
	p := v.P
	rating := ""
	if n, err := strconv.Atoi(e.Detail["rating"]); err == nil && n >= 1 && n <= 3 {
		rating = p.T("rate." + strconv.Itoa(n))
	}
	class := ""
	if c := civic.Class(e.Detail["class_to"]); c.Valid() {
		class = p.T("class." + string(c))
	} else {
		class = p.T("class." + string(r.Class))
	}
	actor := p.T("who.reporter")
	if e.Role != civic.RoleReporter {
		actor = e.DeskName
	}
	m := moment{At: p.DateTime(e.At, v.Zone()), Machine: e.At.In(v.Zone().Location()).Format(time.RFC3339), By: by(e.Role, e.Shown),
		Text: p.T("event."+string(e.Verb), "reporter", i18n.Strong(actor), "agency", i18n.Strong(e.DeskName),
			"from", i18n.Strong(e.FromName), "to", i18n.Strong(e.ToName), "channel", i18n.Strong(channelName(p, r.Channel)),
			"class", i18n.Strong(class), "rating", i18n.Strong(rating)),
		Message: e.Message, Audience: p.T("officer.audience." + string(readers(r, e.Shown)))} // i18n:keys officer.audience.
	m.Byline = e.OfficerName
	if e.OfficerName != "" && !strings.Contains(m.Text, e.DeskName) { // the desk is named once
		m.Byline += ", " + e.DeskName
	}
	if e.ApproverName != "" {
		m.Byline += " " + p.T("officer.draft.approved_by", "name", e.ApproverName)
	}
	if e.Reason != "" && !saysWhy(e.Verb) {
		m.Reason = reasonText(v, e.Reason, civic.ReasonLists()...)
	}
	if e.Verb == civic.VerbAssign {
		m.Reason = p.T("officer.desk.event_free")
		if e.AssigneeName != "" {
			m.Reason = p.T("officer.desk.event_to", "name", e.AssigneeName)
		}
	}
	if e.Verb == civic.VerbRecount {
		m.Reason = strings.TrimSpace(movedWords(p, &e.Event) + " " + helpMovedWords(v, r, &e.Event))
	}
	if said := extendedWords(v, e); said != "" {
		m.Reason = said
	}
	m.Fallen = fallenWords(p, &e.Event)
	m.Gate = gateWords(p, &e.Event)
	if to, ok := v.Map.Tree.Get(e.Asked()); ok && to.ID != e.Desk {
		m.Named = p.T("event.asked", "agency", to.Name)
	}
	if said := demandWords(v, &e.Event); said != "" {
		m.Named = said
	}
	if e.Suggested != "" {
		m.Named = p.T("event.return_named", "agency", e.Suggested)
	}
	if flag := e.Detail["flag"]; flag != "" {
		m.Reason = p.T("officer.flag." + flag) // i18n:keys officer.flag.
		if e.Verb == civic.VerbReveal {
			m.Reason = p.T("protect.lifted", "flag", m.Reason)
		}
	}
	return m
}

// fallenWords says which drafts that waited for approval became needless with an event.
func fallenWords(p *i18n.Printer, e *civic.Event) string {
	var out []string
	if e.FellDraft() {
		out = append(out, p.T("officer.draft.fell"))
	}
	if e.Fell() {
		out = append(out, p.T("officer.extend.fell"))
	}
	return strings.Join(out, " ")
}

// movedWords says which clocks a recount moved, and from when to when. i18n:keys officer.clock.
func movedWords(p *i18n.Printer, e *civic.Event) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(e.Detail)) {
		kind, ok := strings.CutPrefix(key, civic.DetailDue)
		was, is, two := strings.Cut(e.Detail[key], "/")
		from, err := civic.ParseDate(was)
		to, err2 := civic.ParseDate(is)
		if ok && two && err == nil && err2 == nil {
			out = append(out, p.T("officer.recount.moved", "clock", p.T("officer.clock."+kind), "was", p.DateShort(from), "is", p.DateShort(to)))
		}
	}
	return strings.Join(out, " ")
}

// saysWhy tells that the sentence of an event says its reason already, which nobody chose.
func saysWhy(verb civic.Verb) bool {
	return slices.Contains([]civic.Verb{civic.VerbAccept, civic.VerbAutoClose, civic.VerbLapse, civic.VerbWithdraw}, verb)
}

// readers tells who reads an entry as things stand: as long as the report is not public, or not any more, the public
// reads nothing of it.
func readers(r *civic.Report, shown civic.Audience) civic.Audience {
	if shown == civic.ForPublic && !r.Public() {
		return civic.ForReporter
	}
	return shown
}

// readersOf names the words that say who reads what is written: as long as the report is not public nobody but its reporter
// does, and where it may become public that is said too.
func readersOf(r *civic.Report, shown civic.Audience) string {
	if shown == civic.ForPublic && !r.Public() && !r.Secret {
		return "unpublished"
	}
	return string(readers(r, shown))
}

func by(r civic.Role, shown civic.Audience) string {
	switch {
	case shown == civic.ForOfficers:
		return "internal"
	case r == civic.RoleReporter:
		return "reporter"
	case r == civic.RoleSystem:
		return "system"
	default:
		return "office"
	}
}

// clockLine is one clock of the report in words.
type clockLine struct {
	Name  string
	Until string
	State string
	Chip  *dueChip
}

// clockLines words all clocks, the running ones first. i18n:keys officer.clock.
func clockLines(v *staff.Visit, w civic.World, r *civic.Report) []clockLine {
	var running, rest []clockLine
	for _, c := range r.Clocks {
		k := w.Keeper(r, c.Kind)
		line := clockLine{Name: v.P.T("officer.clock." + string(c.Kind)), Until: v.P.Date(k.DueDate(c))}
		switch {
		case !c.Stopped.IsZero() && c.Late(w.Now):
			line.State = v.P.T("officer.clock_state.ended_late")
		case !c.Stopped.IsZero():
			line.State = v.P.T("officer.clock_state.ended")
		case !c.Paused.IsZero():
			line.State = v.P.T("officer.clock_state.paused", "n", k.Left(c, w.Now))
		default:
			line.Chip = dueOf(v.P, w, &civic.Report{}, casework.Next{By: k.DueDate(c), Left: k.Left(c, w.Now)})
		}
		line.State = strings.TrimSpace(line.State + " " + extendedState(v.P, r, c))
		if c.Provisional && c.Stopped.IsZero() {
			line.State += " " + v.P.T("promise.provisional")
		}
		if c.Running() {
			running = append(running, line)
		} else {
			rest = append(rest, line)
		}
	}
	return append(running, rest...)
}
