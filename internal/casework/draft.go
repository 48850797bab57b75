package casework

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// prepare adds to a command what the rules ask of the history: the draft that is decided, the event that is corrected,
// and the evidence that is there. Errors: forbidden when the draft of a secret report is approved unread.
func (c *Casework) prepare(ctx context.Context, q sqldb.Querier, m *atlas.Map, r *civic.Report, who civic.Actor, cmd civic.Command, files int) (civic.Command, error) {
	if cmd.Verb == civic.VerbApprove && r.Proposal.Seq != 0 && who.IsOfficer() && who.InScope(m.Tree, r) {
		if err := c.mayReadDraft(ctx, q, m.Tree, who, r); err != nil {
			return cmd, err
		}
		e, err := c.store.EventOf(ctx, q, r.ID, r.Proposal.Seq)
		if err != nil {
			return cmd, err
		}
		cmd.Proposed = civic.ProposedBy(&e)
		step, err := c.prepare(ctx, q, m, r, cmd.Proposed.Author, cmd.Proposed.Step, 0)
		cmd.Proposed.Step = step
		return cmd, err
	}
	as := cmd.Verb
	if as == civic.VerbPropose {
		as = cmd.As
	}
	switch as {
	case civic.VerbCorrect:
		if cmd.Corrects < 1 {
			return cmd, nil
		}
		e, err := c.store.EventOf(ctx, q, r.ID, cmd.Corrects)
		if civic.KindOf(err) == civic.KindNotFound {
			return cmd, nil // the rules say what is wrong
		}
		cmd.Corrected = &e
		return cmd, err
	case civic.VerbExtend:
		draft := 0 // proof that came with another draft proves nothing here
		if r.Proposal.As == civic.VerbExtend {
			draft = r.Proposal.Seq
		}
		n, err := c.store.CountEvidence(ctx, q, r.ID, draft)
		cmd.Evidence = files + n
		return cmd, err
	case civic.VerbClose:
		cmd.Evidence = files
		if asked, _ := m.Reasons.Find(civic.ReasonsOutcome, cmd.Outcome); asked.Asks.Has(civic.AskProof) {
			n, err := c.store.CountEvidence(ctx, q, r.ID, r.Proposal.Seq)
			cmd.Evidence += n
			return cmd, err
		}
	}
	return cmd, nil
}

// mayReadDraft: whoever reads the officers' words of a report, and of a secret one whoever opened it with a reason since
// the draft was written. Errors: forbidden.
func (c *Casework) mayReadDraft(ctx context.Context, q sqldb.Querier, t *civic.Tree, who civic.Actor, r *civic.Report) error {
	see := civic.Look(t, who, r)
	if see.Internal {
		return nil
	}
	if see.WithReason {
		reads, err := c.store.IdentityReads(ctx, q, r.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(reads, func(x store.IdentityRead) bool {
			return x.Officer == who.Officer && x.Part == "text" && x.At >= store.Micros(r.Proposal.At)
		}) {
			return nil
		}
	}
	return civic.Forbidden("error.proposal_unread")
}

// release gives the files of a draft that was approved to the event that it became.
func (c *Casework) release(tx *sqldb.Tx, before *civic.Report, e *civic.Event) {
	if e.Detail[civic.DetailApprover] != "" {
		c.store.MoveAttachments(tx, before.ID, before.Proposal.Seq, e.Seq, e.Shown)
	}
}

// draftMoved keeps who has a draft to mend: its author, from when it came back until the next one is written, or the
// report is answered, ended or sent elsewhere.
func (c *Casework) draftMoved(tx *sqldb.Tx, before, after *civic.Report, verb civic.Verb) {
	switch {
	case verb == civic.VerbDecline:
		c.store.DraftBack(tx, before.Proposal.By, after.ID)
	case verb == civic.VerbPropose, verb == civic.VerbAnswer, verb == civic.VerbClose,
		before.Returns != after.Returns, after.State.Ended() && !before.State.Ended():
		c.store.DraftTaken(tx, after.ID)
	}
}

// Draft is the draft of a report that waits for approval.
type Draft struct {
	Entry
	Step  civic.Command // what is proposed
	Stale bool          // something was said since
	Since []Entry       // what was said
	Files []store.Attachment
}

// Draft finds the draft that waits, for viewers who may read it; ok is false when there is none.
func (v View) Draft() (d Draft, ok bool) {
	p := v.Report.Proposal
	if p.Seq == 0 || !v.Sight.Internal {
		return d, false
	}
	for _, e := range v.Events {
		switch {
		case e.Seq == p.Seq && e.Verb == civic.VerbPropose:
			d.Entry, d.Step, ok = e, civic.ProposedBy(&e.Event).Step, true
		case e.Seq > p.Seq && e.Shown != civic.ForOfficers && e.Message != "":
			d.Since = append(d.Since, e)
		}
	}
	d.Stale = civic.World{}.Stale(&v.Report)
	for _, f := range v.Files {
		if f.Seq == p.Seq {
			d.Files = append(d.Files, f)
		}
	}
	return d, ok
}

// SecretDraft is Draft for whoever opened a secret report with a reason. Errors: not_found, forbidden when it was not opened.
func (c *Casework) SecretDraft(ctx context.Context, who civic.Actor, code civic.TrackingCode) (Draft, bool, error) {
	t := c.atlas.Current(ctx).Tree
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err == nil && (!who.IsOfficer() || !who.InScope(t, &r)) {
		err = civic.NotFound("error.not_found")
	}
	if err != nil || r.Proposal.Seq == 0 {
		return Draft{}, false, err
	}
	if err := c.mayReadDraft(ctx, c.store.DB, t, who, &r); err != nil {
		return Draft{}, false, err
	}
	v := View{Report: r, Theirs: true, Sight: civic.Sight{Text: true, Internal: true}}
	if err := c.history(ctx, t, who, &v); err != nil {
		return Draft{}, false, err
	}
	d, ok := v.Draft()
	return d, ok, nil
}

// WaitingRow is one line of the list of drafts, cut to what the officer may see.
type WaitingRow struct {
	Row
	At    civic.Proposal
	Stale bool
	Own   bool // the officer wrote it
}

// approver tells whether the role decides drafts; the national desk does so only about time.
func approver(r civic.Role) bool {
	return r == civic.RoleAgencyAdmin || r == civic.RoleAgencyHead || r == civic.RoleNationalAdmin
}

// Waiting lists the drafts that wait at the officer's desk or below it, the oldest first, after the row given.
// Errors: forbidden for whoever approves nothing.
func (c *Casework) Waiting(ctx context.Context, who civic.Actor, after *civic.Report, limit int) (Page[WaitingRow], error) {
	if !approver(who.Role) {
		return Page[WaitingRow]{}, civic.Forbidden("error.forbidden")
	}
	var from civic.Proposal
	var id civic.ID
	if after != nil {
		from, id = after.Proposal, after.ID
	}
	limit = clamp(limit)
	found, err := c.store.Proposals(ctx, c.store.DB, who.Desk, who.Role == civic.RoleNationalAdmin, from, id, limit)
	if err != nil {
		return Page[WaitingRow]{}, err
	}
	w := c.atlas.Current(ctx).World(c.now())
	page := Page[WaitingRow]{More: len(found) > limit}
	for i := range found {
		in := &found[i]
		if i == limit {
			break
		}
		if !who.InScope(w.Tree, &in.Report) {
			continue // kept out of it
		}
		row := WaitingRow{Row: Row{Report: in.Report, Sight: civic.Look(w.Tree, who, &in.Report), Next: c.next(w, &in.Report)},
			At: in.Report.Proposal, Stale: w.Stale(&in.Report), Own: in.Report.Proposal.By == who.Officer}
		if row.Sight.Text {
			row.Title, row.Place = in.Title, in.Place
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// CountWaiting counts the drafts that wait at the officer's desk or below it, at most MaxCount+1; 0 for whoever approves
// nothing.
func (c *Casework) CountWaiting(ctx context.Context, who civic.Actor) (int, error) {
	if !approver(who.Role) {
		return 0, nil
	}
	return c.store.CountProposals(ctx, c.store.DB, who.Officer, who.Desk, who.Role == civic.RoleNationalAdmin, MaxCount+1)
}

// outward takes from an event what is the office's own business, for readers outside of it, and gives a correction the
// number by which the reader knows what it corrects.
func outward(e civic.Event, number func(int) int) civic.Event {
	if e.Detail == nil {
		return e
	}
	e.Detail = maps.Clone(e.Detail)
	delete(e.Detail, civic.DetailApprover)
	delete(e.Detail, civic.DetailFell)
	delete(e.Detail, civic.DetailFellDraft)
	delete(e.Detail, civic.DetailProposal)
	if seq := e.Corrects(); seq != 0 {
		e.Detail[civic.DetailCorrects] = strconv.Itoa(number(seq))
	}
	return e
}

// Corrections are the later versions of what an event told the reporter, oldest first.
func (v View) Corrections(seq int) []Entry {
	var out []Entry
	for _, e := range v.Events {
		if e.Corrects() == seq {
			out = append(out, e)
		}
	}
	return out
}

// trimCorrect takes the offer to correct from an officer whose desk has told the reporter nothing.
func (v *View) trimCorrect(who civic.Actor) {
	if !slices.ContainsFunc(v.Events, func(e Entry) bool { return e.Desk == who.Desk && civic.Correctable(&e.Event) }) {
		v.Allowed = slices.DeleteFunc(v.Allowed, func(x civic.Verb) bool { return x == civic.VerbCorrect })
	}
}
