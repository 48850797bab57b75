package officer

import (
	"slices"
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// partLine is a part of a report that became a report of its own, or the whole that it was taken from.
type partLine struct {
	URL    string // "" where the officer may not read it
	Code   string
	Title  string
	Holder string
	Status ui.Status
	Due    *dueChip
	Freed  bool // it is not waited for
	Lives  bool // and it goes on all the same
}

// partsBox fills in the parts of a report, and the whole of which it is one.
func (p *Pages) partsBox(v *staff.Visit, in *casework.View, view *reportView) {
	for i := range in.Parts {
		view.Parts = append(view.Parts, p.partLine(v, &in.Parts[i]))
	}
	if in.Whole != nil {
		whole := p.partLine(v, in.Whole)
		view.Whole = &whole
	}
}

func (p *Pages) partLine(v *staff.Visit, in *casework.Part) partLine {
	r := &in.Report
	out := partLine{Code: r.Code.Display(), Title: in.Title, Holder: in.Holder, Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, false),
		Due: dueOf(v.P, v.Map.World(p.Now()), r, in.Next), Freed: in.Support.State == civic.SupportReleased}
	out.Lives = out.Freed && !r.State.Ended()
	switch {
	case !in.Sight.Text || !v.Who.InScope(v.Map.Tree, r):
		out.Title = v.P.T("officer.parts.hidden")
	case out.Title == "":
		out.Title, out.URL = v.P.T("officer.row.untitled"), reportURL(r.Code)
	default:
		out.URL = reportURL(r.Code)
	}
	return out
}

// partOption words a part in the list of those that may be set free.
func partOption(v *staff.Visit, in *casework.View, s civic.Support) (ui.Option, bool) {
	for i := range in.Parts {
		if r := &in.Parts[i].Report; r.ID == s.Part {
			return ui.Option{Value: strconv.Itoa(s.ID), Label: v.P.T("officer.asked.option", "agency", r.Code.Display(), "kind", v.P.T("officer.asked.kind.part"))}, true
		}
	}
	return ui.Option{}, false
}

// splitFaults names all that is missing for a part at once: the verb names the first.
func splitFaults(cmd *civic.Command) error {
	var to, class, message error
	if cmd.Target == 0 {
		to = civic.Invalid("agency_id", "error.target_needed")
	}
	if !cmd.Class.Valid() {
		class = civic.Invalid("class", "error.class_needed")
	}
	if !civic.HasWords(cmd.Message) {
		message = civic.Invalid("message", "error.message_needed")
	}
	return civic.Faults(to, class, message)
}

// carryChoice is a file of the report that may go with a part.
type carryChoice struct {
	File    ui.File
	Value   string
	Label   string
	Checked bool
}

// carries are the files that may go with a part, as they were chosen.
func (p *Pages) carries(v *staff.Visit, in *casework.View, view *reportView) (out []carryChoice) {
	photos := map[bool]int{} // numbered as in the history
	for _, f := range in.Files {
		one := carryChoice{File: p.fileOf(v, in.Report.Code, f), Value: f.ID.String()}
		if f.Thumb != "" {
			photos[f.Role == civic.RoleReporter]++
			one.File.Name = ui.PhotoName(v.P, f.Role, f.Stage, f.Alt, photos[f.Role == civic.RoleReporter])
		}
		if !casework.Carried(f) {
			continue
		}
		one.Label = v.P.T("officer.split.file", "name", one.File.Name, "size", one.File.Size)
		one.Checked = view.Form.Verb == civic.VerbSplit && slices.Contains(view.Form.Values["carries"], one.Value)
		out = append(out, one)
	}
	return out
}

// livesHow says what whoever leads does about a part that goes on though nobody waits for it.
func (v reportView) livesHow() string {
	if v.r.State.Ended() {
		return v.P.T("officer.parts.lives_ended")
	}
	return v.P.T("officer.parts.lives_how")
}
