package casework

import (
	"context"
	"io"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// File is an opened file; it must be closed.
type File = io.ReadSeekCloser

// View is one report as one viewer may see it: whatever the viewer may not see is not in it. For strangers Report.Seq and
// the numbers of events and files count only what shows to them.
type View struct {
	Report     civic.Report
	Theirs     bool // an officer works on it, or leads those who do; to others it is public at most
	Sight      civic.Sight
	Text       store.Text         // zero without Sight.Text
	Public     *store.Publication // nil without Sight.Published; officers who read the text keep the last one to go on from
	Events     []Entry
	Files      []store.Attachment
	Allowed    []civic.Verb
	Next       Next
	Together   *Together            // nil when it belongs to no incident, or the viewer may not know
	Asked      []Asked              // offices that were asked, as far as the viewer may know
	Demands    []Demanded           // what was asked from above; officers who read the report, without words where they may not
	Kept       []KeptOut            // who is kept out of it; supervisors
	Owing      []string             // names of those for which answering and closing wait; officers who lead
	Parts      []Part               // that became reports of their own; reporter, and officers who read the report
	Whole      *Part                // of which it is a part; nil where the viewer may not read that
	Promises   []Promise            // every day that was ever promised
	Handovers  []Handover           // to other bodies; the reporter, and officers who read the text
	Escalation civic.Escalation     // the way to the Ombudsman; likewise
	Objection  *Objected            // of the requester of information, nil for most; likewise
	ToSuperior civic.Way            // the way to an objection; likewise
	ToPanel    civic.Way            // the way to the Information Commission; likewise
	Reads      []store.IdentityRead // who opened the identity; auditors and supervisors

	Photos      []store.PublishedPhoto // of Public
	Masks       []store.Mask           // of Public; officers who read the text
	EditorNames map[civic.ID]string    // of the officers in Photos and Masks

	reasons *civic.ReasonBook
	// ReaderNames are the names of the officers in Reads.
	ReaderNames map[civic.ID]string
}

// Entry is one event with the names that a page needs.
type Entry struct {
	civic.Event
	OfficerName  string // officers only
	ApproverName string // whoever approved what the officer wrote; officers only
	ForName      string // in whose place the officer acted as a substitute; officers only
	AssigneeName string // to whom the work was given, "" back to the desk; officers only
	Suggested    string // name of the office that a return says is competent; officers only
	FromName     string
	ToName       string
	DeskName     string
}

// Next is what happens next and until when.
type Next struct {
	Clock  civic.ClockKind
	Due    time.Time
	By     civic.Date // the last day in time
	Left   int        // working days left, negative when late
	Holder string     // name of the desk
	Paused bool
}

// View shows a report to an actor. Public viewers see the published version only.
// Errors: not_found, alike for what is not there and what is not theirs.
func (c *Casework) View(ctx context.Context, who civic.Actor, code civic.TrackingCode) (View, error) {
	m := c.atlas.Current(ctx)
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return View{}, err
	}
	if err := c.owed(ctx, c.store.DB, m.Tree, who, &r); err != nil {
		return View{}, err
	}
	v := View{Report: r, Theirs: who.IsOfficer() && who.InScope(m.Tree, &r), Sight: civic.Look(m.Tree, who, &r), reasons: m.Reasons}
	if !v.Sight.Exists {
		return View{}, civic.NotFound("error.not_found")
	}
	w := m.World(c.now())
	v.Allowed = w.Allowed(&r, who)
	v.Next, _ = c.nextFor(w, who, &r)
	v.Owing = owing(w, who, &r)
	if v.Sight.Published || v.Sight.Text && who.IsOfficer() && r.Version > 0 {
		p, err := c.store.PublicationOf(ctx, c.store.DB, r.ID, r.Version)
		if err != nil {
			return View{}, err
		}
		if r.Anonymous {
			p.PublicName = ""
		}
		v.Public = &p
		if err := c.published(ctx, who, &v); err != nil {
			return View{}, err
		}
	}
	if v.Sight.Text {
		if v.Text, err = c.store.TextOf(ctx, c.store.DB, r.ID); err != nil {
			return View{}, err
		}
	}
	if v.Sight.Text || v.Sight.Published {
		if err := c.history(ctx, m.Tree, who, &v); err != nil {
			return View{}, err
		}
		v.trimCorrect(who)
		v.elsewhere(w, who)
	} else {
		v.objected(w)
	}
	if err := c.parts(ctx, m, who, &v, r.Supports); err != nil {
		return View{}, err
	}
	v.asked(w, who)
	if err := c.demands(ctx, w, who, &v); err != nil {
		return View{}, err
	}
	if err := c.kept(ctx, m.Tree, who, &v); err != nil {
		return View{}, err
	}
	if err := c.incident(ctx, m, who, &v); err != nil {
		return View{}, err
	}
	if who.Role == civic.RoleAuditor || who.Role == civic.RoleSupervisor {
		if err := c.reads(ctx, &v); err != nil {
			return View{}, err
		}
	}
	return v, nil
}

// reads loads who opened the identity or a secret text.
func (c *Casework) reads(ctx context.Context, v *View) (err error) {
	if v.Reads, err = c.store.IdentityReads(ctx, c.store.DB, v.Report.ID); err != nil {
		return err
	}
	var ids []civic.ID
	for _, x := range v.Reads {
		if x.Officer != 0 && !slices.Contains(ids, x.Officer) {
			ids = append(ids, x.Officer)
		}
	}
	v.ReaderNames, err = c.store.OfficerNames(ctx, c.store.DB, ids)
	return err
}

// next finds the deadline that matters now.
func (c *Casework) next(w civic.World, r *civic.Report) Next {
	kind, due := r.NextDue()
	n := Next{Clock: kind, Due: due}
	if desk, ok := w.Tree.Get(r.Holder); ok {
		n.Holder = desk.Name
	}
	if clock, ok := r.Clocks.Get(kind); ok {
		k := w.Keeper(r, kind)
		n.By, n.Left = k.DueDate(clock), k.Left(clock, w.Now)
		n.Paused = !clock.Paused.IsZero()
	}
	return n
}

// history loads what the viewer may read of events and files.
func (c *Casework) history(ctx context.Context, t *civic.Tree, who civic.Actor, v *View) error {
	events, err := c.store.Events(ctx, c.store.DB, v.Report.ID, 0)
	if err != nil {
		return err
	}
	names, err := c.officerNames(ctx, v.Theirs, events)
	if err != nil {
		return err
	}
	number := func(seq int) int { return seq }
	if stranger := !who.IsOfficer() || !who.InScope(t, &v.Report); stranger && !v.Sight.Text {
		number = recounted(v, events)
		v.Report.Seq = number(v.Report.Seq)
	}
	v.Events = slices.Grow(v.Events, len(events))
	theirs := map[int]bool{} // internal, and the business of whoever was asked
	for _, e := range events {
		theirs[e.Seq] = v.Sight.Helps && e.Concerns(t, who)
		if v.Sight.Helps && !theirs[e.Seq] && aside(e) {
			continue
		}
		if !mayRead(v.Sight, e.Shown) && !judged(e) && !theirs[e.Seq] {
			if e.From == e.To && e.FromDesk == e.ToDesk {
				continue
			}
			e = bare(e)
		}
		e.Seq = number(e.Seq)
		if !who.IsOfficer() {
			e = outward(e, number)
		}
		e = withheld(who, e)
		if !v.Sight.Internal {
			e = unjudged(e)
			if !theirs[e.Seq] {
				e = unasked(e)
			}
		}
		if !v.Sight.Text && e.Role == civic.RoleReporter {
			e.Message = "" // the reporter's own words are public in the edited version only
		}
		suggested, _ := e.Suggested()
		v.Events = append(v.Events, Entry{Event: e, Suggested: deskName(t, suggested), OfficerName: names[e.Officer], ApproverName: names[e.Approver()], ForName: names[e.For()], AssigneeName: names[e.Assigned()],
			FromName: deskName(t, e.FromDesk), ToName: deskName(t, e.ToDesk), DeskName: deskName(t, e.Desk)})
	}
	c.promise(c.atlas.Current(ctx), v, events, number)
	if err := c.handovers(ctx, c.atlas.Current(ctx), who, v, events); err != nil {
		return err
	}
	files, err := c.store.Attachments(ctx, c.store.DB, v.Report.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		// The reporter's files are not public: nobody has looked yet whom they show.
		if (mayRead(v.Sight, f.Shown) || theirs[f.Seq]) && (v.Sight.Text || f.Role != civic.RoleReporter) {
			f.Seq = number(f.Seq)
			v.Files = append(v.Files, f)
		}
	}
	return nil
}

func (c *Casework) officerNames(ctx context.Context, theirs bool, events []civic.Event) (map[civic.ID]string, error) {
	if !theirs {
		return nil, nil // whoever is outside deals with an office, not with a person
	}
	var ids []civic.ID
	seen := map[civic.ID]bool{}
	for _, e := range events {
		for _, id := range []civic.ID{e.Officer, e.Approver(), e.Assigned(), e.For()} {
			if id != 0 && !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return c.store.OfficerNames(ctx, c.store.DB, ids)
}

// judged: that the reporter was content, was not, or took the report back is public, as the state is. What the reporter
// wrote with it is not, and made the event the reporter's own.
func judged(e civic.Event) bool {
	switch e.Verb {
	case civic.VerbAccept, civic.VerbRate, civic.VerbWithdraw:
		return e.Role == civic.RoleReporter && e.Shown == civic.ForReporter
	default:
		return false
	}
}

// bare is what is left of an event for whoever may not read it and yet sees that the state became another: when, by
// which side, from where to where. Without it the history would contradict the state above it. That a report left somebody
// who is kept out of it reads like any other way on.
func bare(e civic.Event) civic.Event {
	e.Message, e.Reason, e.Detail, e.Officer, e.Shown = "", "", nil, 0, civic.ForPublic
	if e.From == e.To {
		e.Verb = civic.VerbDispose
	}
	return e
}

// mayRead compares an event's audience with the viewer's sight.
func mayRead(s civic.Sight, shown civic.Audience) bool {
	switch shown {
	case civic.ForPublic:
		return true
	case civic.ForReporter:
		return s.Text
	default:
		return s.Internal
	}
}

func deskName(t *civic.Tree, id civic.ID) string {
	a, _ := t.Get(id)
	return a.Name
}

// OpenFile hands out a file of a report to somebody who may see it.
// Errors: not_found.
func (c *Casework) OpenFile(ctx context.Context, who civic.Actor, code civic.TrackingCode, id civic.ID, thumb bool) (store.Attachment, File, error) {
	v, err := c.View(ctx, who, code)
	if err != nil {
		return store.Attachment{}, nil, err
	}
	for _, f := range v.Files {
		if f.ID == id {
			hash := f.Hash
			if thumb && f.Thumb != "" {
				hash = f.Thumb
			}
			body, _, err := c.keeper.Open(ctx, hash)
			return f, body, err
		}
	}
	return store.Attachment{}, nil, civic.NotFound("error.not_found")
}
