package casework

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// Asked is one office that was asked to help with a report or for its opinion, as far as the viewer may know.
type Asked struct {
	civic.Support
	Name   string // of the desk
	By     civic.Date
	Left   int    // working days left, negative when late
	Ask    *Entry // what it was asked; nil where the viewer does not read it
	Answer *Entry // what it answered, why it cannot, or why it was set free
}

// asked adds to a view which offices were asked: all of them for whoever holds the report, the own one for whoever was
// asked, those that help for the reporter, none for anybody else. It leaves no more than that in the report itself.
func (v *View) asked(w civic.World, who civic.Actor) {
	r := &v.Report
	if len(r.Supports) == 0 {
		return
	}
	officer := who.IsOfficer() && v.Sight.Text && who.InScope(w.Tree, r)
	keep := func(s civic.Support) bool {
		switch {
		case officer && v.Sight.Helps:
			return s.Seen() && w.Tree.Within(s.Desk, who.Desk)
		case officer:
			return true
		case s.Kind == civic.SupportPart:
			return false
		default:
			return who.Role == civic.RoleReporter && v.Sight.Text && s.Kind == civic.SupportHelp && s.Seen()
		}
	}
	for i := range v.Events { // whoever was only asked deals with an office, not with its people
		if e := &v.Events[i]; v.Sight.Helps && w.Tree.RootAgency(e.Desk) != w.Tree.RootAgency(who.Desk) {
			e.OfficerName, e.ApproverName, e.AssigneeName, e.ForName = "", "", "", ""
		}
	}
	mine := slices.DeleteFunc(slices.Clone(r.Supports), func(s civic.Support) bool { return !keep(s) })
	for _, s := range mine {
		if s.Kind == civic.SupportPart {
			continue // see parts
		}
		k := w.KeeperOf(s)
		one := Asked{Support: s, Name: deskName(w.Tree, s.Desk), By: k.DueDate(s.Clock), Left: k.Left(s.Clock, w.Now)}
		for i := range v.Events {
			e := &v.Events[i]
			switch e.Verb {
			case civic.VerbSupport, civic.VerbConsult:
				if e.Seq == s.ID {
					one.Ask = e
				}
			case civic.VerbContribute, civic.VerbUnable, civic.VerbRelease:
				if e.Detail[civic.DetailSupport] == strconv.Itoa(s.ID) {
					one.Answer = e
				}
			}
		}
		v.Asked = append(v.Asked, one)
	}
	if v.Sight.Helps {
		r.Assignee, r.Proposal = 0, civic.Proposal{} // how the lead works is its own business
	}
	if !officer {
		mine, v.Owing = nil, nil
	}
	r.Supports = mine
}

// unasked takes from an event which offices were asked, for viewers whose business that is not.
func unasked(e civic.Event) civic.Event {
	if e.Asked() == 0 && e.Detail[civic.DetailReleased] == "" && len(e.HelpMoved()) == 0 {
		return e
	}
	kept := make(map[string]string, len(e.Detail))
	for k, x := range e.Detail {
		if k != civic.DetailAskedDesk && k != civic.DetailReleased && k != civic.DetailSupport && !strings.HasPrefix(k, civic.DetailHelpDue) {
			kept[k] = x
		}
	}
	e.Detail = kept
	return e
}

// owing names the offices for which answering and closing wait, for whoever leads.
func owing(w civic.World, who civic.Actor, r *civic.Report) []string {
	if !who.IsOfficer() || who.Helps(w.Tree, r) || !who.InScope(w.Tree, r) {
		return nil
	}
	var out []string
	for _, s := range r.Owing() {
		out = append(out, deskName(w.Tree, s.Desk))
	}
	return out
}

// nextOfHelp is the deadline that matters to whoever was asked: the own one. Of what they answered there is none.
func nextOfHelp(w civic.World, who civic.Actor, r *civic.Report) (Next, *civic.Support) {
	s, ok := r.HelpAt(w.Tree, who.Desk)
	if !ok {
		return Next{}, nil
	}
	n := Next{Holder: deskName(w.Tree, s.Desk)}
	if s.Open() {
		k := w.KeeperOf(s)
		n.Clock, n.Due, n.By, n.Left = s.Clock.Kind, s.Clock.Due, k.DueDate(s.Clock), k.Left(s.Clock, w.Now)
	}
	return n, &s
}

// nextFor is the deadline that matters to a viewer.
func (c *Casework) nextFor(w civic.World, who civic.Actor, r *civic.Report) (Next, *civic.Support) {
	if len(r.Supports) > 0 && who.Helps(w.Tree, r) {
		return nextOfHelp(w, who, r)
	}
	return c.next(w, r), nil
}

// placeOf is where a row lies in its list.
func placeOf(in *store.InboxRow) time.Time {
	if in.DueAt != 0 {
		return store.Moment(in.DueAt)
	}
	_, due := in.Report.NextDue()
	return due
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// aside: what the lead and its reporter settle between them is no business of an office that was only asked.
func aside(e civic.Event) bool {
	return e.Shown != civic.ForPublic && slices.Contains([]civic.Verb{civic.VerbHandOver, civic.VerbRecord, civic.VerbEscalate, civic.VerbObject, civic.VerbUphold, civic.VerbOrder, civic.VerbDispute, civic.VerbAccept, civic.VerbRate,
		civic.VerbWithdraw, civic.VerbReopen, civic.VerbSplit, civic.VerbPartEnded, civic.VerbExtend}, e.Verb)
}
