package demo

import "tuntas/internal/civic"

// span is a least and a greatest number of working days.
type span struct{ from, to int }

// tell runs the path until the report stands in the wanted state, and returns
// how many working days may have passed since the last step.
func (p *path) tell(state civic.State) span {
	d := &p.g.dice
	switch state {
	case civic.Submitted:
		if p.sc.returnDesk != "" && d.chance(70) {
			p.verify(true)
			return span{1, 2}
		}
		return span{1, 4}
	case civic.InfoNeeded:
		p.hold(false)
		return span{1, 13}
	case civic.Archived:
		return p.archive()
	}
	if p.sc.holdText != "" && d.chance(24) {
		p.hold(true)
	}
	p.verify(false)
	if state == civic.Dispatched {
		return span{1, 6}
	}
	p.followUps(state != civic.InProgress || d.chance(50))
	switch state {
	case civic.InProgress:
		if p.sc.reopen != "" && d.chance(35) {
			p.again()
		}
		return span{1, 11}
	case civic.AwaitingReporter:
		p.answer()
		return span{1, 9}
	case civic.Escalated:
		p.again()
		p.closeByOfficer()
		p.citizen(civic.VerbEscalate, pick(d, p.g.words["escalate.any"]), 1, 4)
		return span{1, 30}
	}
	p.finish()
	return span{1, 120}
}

// answer posts the substantive answer.
func (p *path) answer() { p.post(civic.VerbAnswer, pick(&p.g.dice, p.sc.answers), 1, 5) }

// finish closes a report in one of the three ways: its reporter says that the answer solved it, an officer closes it with
// what was done, or nobody answers the answer.
func (p *path) finish() {
	d := &p.g.dice
	answer := p.answer
	if p.sc.reopen != "" && d.chance(22) {
		p.again()
		answer = func() { p.post(civic.VerbAnswer, pick(d, p.g.words["answer.again"]), 2, 5) }
	}
	switch n := d.roll(100); {
	case n < 46:
		answer()
		text, rating := p.verdict(true)
		p.add(Step{Verb: civic.VerbAccept, Role: civic.RoleReporter, Text: text, Rating: rating}, 1, 6)
		return
	case n < 74:
		p.closeByOfficer()
	default:
		// The window of ten working days ends with the tenth; the system
		// closes on the day after.
		answer()
		p.system(civic.VerbAutoClose, 11)
	}
	if d.chance(35) {
		text, rating := p.verdict(false)
		p.add(Step{Verb: civic.VerbRate, Role: civic.RoleReporter, Text: text, Rating: rating}, 0, 3)
	}
}

// verdict is what the reporter says of the answer; content, when that confirms a solution.
func (p *path) verdict(content bool) (text string, rating int) {
	d := &p.g.dice
	switch {
	case p.sc.style != "":
		return pick(d, p.g.words["accept."+p.sc.style]), 3
	case !content && d.chance(10):
		return pick(d, p.g.words["accept.poor"]), 1
	case p.sc.outcome != "solved":
		return pick(d, p.g.words["accept.fair"]), 2
	default:
		return pick(d, p.g.words["accept.good"]), 3
	}
}

// closeByOfficer closes with the situation's usual outcome.
func (p *path) closeByOfficer() {
	end := Step{Verb: civic.VerbClose, Role: p.worker(p.sc.holder), Desk: p.sc.holder, Reason: p.sc.outcome, Referred: p.sc.referred, Text: p.told(p.sc.closeText)}
	if p.sc.class == civic.ComplaintOversight {
		p.post(civic.VerbHear, pick(&p.g.dice, p.g.words["hear"]), 1, 3)
		end.Finding, end.Measure = "proven", pick(&p.g.dice, p.g.words["measure"])
	}
	p.add(end, 2, 6)
}

// again is a report closed too early, reopened, and being worked on anew.
func (p *path) again() {
	p.closeByOfficer()
	p.citizen(civic.VerbReopen, p.sc.reopen, 2, 6)
	p.post(civic.VerbFollowUp, pick(&p.g.dice, p.g.words["follow.again"]), 1, 4)
}

// archive ends a report that cannot be handled: withdrawn, at once with a
// reason, or after thirty calendar days without completion (24 working days
// are at least thirty-two days).
func (p *path) archive() span {
	switch p.sc.archiveReason {
	case "":
		if p.g.dice.chance(50) {
			p.verify(false)
		}
		p.citizen(civic.VerbWithdraw, pick(&p.g.dice, p.g.words["withdraw.any"]), 1, 3)
	case civic.ReasonLapsed:
		p.hold(false)
		p.system(civic.VerbLapse, 24)
	default:
		p.add(Step{Verb: civic.VerbArchive, Role: civic.RoleNationalAdmin, Desk: p.entry, Reason: p.sc.archiveReason, Text: p.sc.archiveText}, 1, 3)
	}
	return span{1, 100}
}
