package civic_test

import (
	"cmp"

	"tuntas/internal/civic"
)

const theHead civic.ID = 950

// approving is the sample tree in which every agency wants this approved.
func approving(what civic.Approval) *civic.Tree {
	old := sampleTree()
	var nodes []civic.Agency
	for _, id := range desksOf(old) {
		a, _ := old.Get(id)
		if a.Approval = ""; a.Tier == 1 {
			a.Approval = what
		}
		nodes = append(nodes, a)
	}
	return civic.NewTree(nodes)
}

// fitted adds what drafts and corrections need to a command: a step that may be proposed now, an event that the actor's
// desk may correct, and the draft that waits as a unit of the holder wrote it.
func fitted(w civic.World, r *civic.Report, a civic.Actor, c civic.Command) civic.Command {
	said := func(v civic.Verb, desk civic.ID) *civic.Event {
		return &civic.Event{Seq: 2, Verb: v, Desk: desk, Message: "Diperbaiki besok."}
	}
	c.Support = meant(w, r, a, c.Verb)
	c = wanted(r, a, keeping(r, a, c))
	as := civic.VerbAnswer
	free := *r
	if c.Verb != civic.VerbPropose {
		free.Proposal = civic.Proposal{} // what could have been proposed
	}
	if all := w.Proposable(&free); len(all) > 0 {
		as = all[0]
	}
	if r.Proposal.As != "" && c.Verb != civic.VerbPropose {
		as = r.Proposal.As
	}
	c.As, c.Corrects, c.Corrected = as, 2, said(civic.VerbFollowUp, a.Desk)
	if c.Verb == civic.VerbPropose {
		c.Corrected = said(civic.VerbClose, a.Desk)
		c = lengthened(w, r, as, c)
	}
	c = disclosing(r, c)
	step := disclosing(r, lengthened(w, r, as, command(as)))
	step.Corrects, step.Corrected = 2, said(civic.VerbClose, r.Holder)
	c.Proposed = &civic.Proposed{Seq: r.Proposal.Seq, Author: officer(civic.RoleUnitOfficer, r.Holder), Step: step}
	return c
}

// disclosing says in an answer to a request of information what becomes of it: now given, now kept back.
func disclosing(r *civic.Report, c civic.Command) civic.Command {
	if r.Class != civic.Information || c.Verb != civic.VerbAnswer && (c.Verb != civic.VerbPropose || c.As != civic.VerbAnswer) {
		return c
	}
	if c.Disclosure = civic.DisclosureGiven; r.Seq%2 == 0 {
		c.Disclosure, c.Ground = civic.DisclosurePart, "UU 14/2008, pasal 17 huruf h"
	}
	return c
}

// drafted prepares a story for a verb about drafts, whoever takes it.
func (s *story) drafted(a civic.Actor, c civic.Command) civic.Command {
	s.r.AnsweredAt = s.w.Now
	if c.Verb == civic.VerbCorrect {
		return fitted(s.w, &s.r, a, c)
	}
	s.w.Tree = approving(civic.ApproveAnswers)
	switch c.Verb {
	case civic.VerbApprove, civic.VerbDecline:
		s.r.Proposal = civic.Proposal{Seq: s.r.Seq, At: s.w.Now, By: theHead}
	case civic.VerbRecall:
		s.r.Proposal = civic.Proposal{Seq: s.r.Seq, At: s.w.Now, By: cmp.Or(a.Officer, theOfficer)}
	}
	return fitted(s.w, &s.r, a, c)
}
