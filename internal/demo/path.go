package demo

import "tuntas/internal/civic"

// path tells what happened to a report, step by step, in working days since it
// was sent.
type path struct {
	g      *generator
	sc     *scene
	entry  string // desk that reads the report first
	steps  []Step
	day    int
	minute int // of the last step, so that two steps of a day keep their order
}

// add appends a step n to m working days after the one before.
func (p *path) add(step Step, n, m int) {
	wait := p.g.dice.between(n, m)
	p.day += wait
	if wait > 0 || p.minute == 0 {
		p.minute = p.g.dice.between(8*60+10, 11*60)
	} else {
		p.minute += p.g.dice.between(12, 65)
	}
	step.Day, step.Minute = p.day, p.minute
	step.Text = p.sc.values.fill(step.Text)
	p.steps = append(p.steps, step)
}

// citizen is a step of the reporter.
func (p *path) citizen(verb civic.Verb, text string, n, m int) {
	p.add(Step{Verb: verb, Role: civic.RoleReporter, Text: text}, n, m)
}

// system is a step that time takes.
func (p *path) system(verb civic.Verb, day int) {
	p.add(Step{Verb: verb, Role: civic.RoleSystem}, day, day)
}

// post is a message of the responsible desk.
func (p *path) post(verb civic.Verb, text string, n, m int) {
	step := Step{Verb: verb, Role: p.worker(p.sc.holder), Desk: p.sc.holder, Text: p.told(text)}
	if verb == civic.VerbAnswer && p.sc.class == civic.Information {
		step.Disclosure = civic.DisclosureGiven
	}
	p.add(step, n, m)
}

// send passes the report from a desk to another.
func (p *path) send(verb civic.Verb, from, to string, n, m int) {
	step := Step{Verb: verb, Desk: from, To: to, Role: p.g.tree.role(from, civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleLiaison),
		Text: pick(&p.g.dice, p.g.words["dispose.note"])}
	if verb == civic.VerbVerify {
		step.Class, step.Text = p.sc.class, pick(&p.g.dice, p.g.words["verify.note"])
	}
	p.add(step, n, m)
}

// worker names the role that answers at a desk; oversight-grade cases belong
// to internal oversight where there is one.
func (p *path) worker(desk string) civic.Role {
	if p.sc.class == civic.ComplaintOversight && p.g.tree.has(desk, civic.RoleOversight) {
		return civic.RoleOversight
	}
	return p.g.tree.role(desk, civic.RoleUnitOfficer, civic.RoleLiaison, civic.RoleAgencyAdmin, civic.RoleNationalAdmin)
}

// verify takes the report from its first desk down to the responsible one.
// With lost set it ends where a desk that is not competent has sent it back.
func (p *path) verify(lost bool) {
	d := &p.g.dice
	chain := p.g.tree.chain(p.sc.holder)
	to := chain[0]
	if p.entry == to && len(chain) > 1 {
		to = chain[1]
	}
	late := 1
	if d.chance(9) {
		late = 4
	}
	fork, wrong := p.fork(chain)
	if wrong == "" || !lost && !d.chance(55) {
		p.send(civic.VerbVerify, p.entry, to, late, late+1)
		p.down(chain, to)
		return
	}
	if p.entry == fork {
		p.send(civic.VerbVerify, fork, wrong, late, late+1)
	} else {
		p.send(civic.VerbVerify, p.entry, to, late, late+1)
		p.down(chain[:indexOf(chain, fork)+1], to)
		p.send(civic.VerbDispose, fork, wrong, 0, 1)
	}
	p.add(Step{Verb: civic.VerbReturn, Role: p.worker(wrong), Desk: wrong, To: fork, Reason: p.sc.returnReason, Text: p.sc.refusal}, 1, 2)
	if lost {
		return
	}
	next := chain[indexOf(chain, fork)+1]
	p.send(civic.VerbDispose, fork, next, 0, 1)
	p.down(chain, next)
}

// fork finds the desk from which the report goes to a unit that is not
// competent, and that unit; empty when the situation knows none.
func (p *path) fork(chain []string) (fork, wrong string) {
	if p.sc.returnDesk == "" || len(chain) < 2 {
		return "", ""
	}
	astray := p.g.tree.chain(p.g.tree.cityDesk(p.sc.key, p.sc.returnDesk, RegionRow{}))
	at := 0
	for at+1 < len(chain) && at+1 < len(astray) && chain[at+1] == astray[at+1] {
		at++
	}
	if at+1 >= len(astray) || at+1 >= len(chain) {
		return "", ""
	}
	return chain[at], astray[at+1]
}

// down disposes the report from a desk to the end of the chain.
func (p *path) down(chain []string, from string) {
	for i := indexOf(chain, from); i >= 0 && i+1 < len(chain); i++ {
		p.send(civic.VerbDispose, chain[i], chain[i+1], 0, 1)
	}
}

// hold asks the reporter; answered says whether the answer came.
func (p *path) hold(answered bool) {
	p.add(Step{Verb: civic.VerbHold, Desk: p.entry, Role: p.g.tree.role(p.entry, civic.RoleNationalAdmin, civic.RoleAgencyAdmin),
		Reason: p.sc.holdReason, Text: p.sc.holdText}, 1, 2)
	if answered {
		p.citizen(civic.VerbComplete, p.sc.complete, 1, 4)
	}
}

// followUps posts the first follow-up and, when more is set, what came after.
func (p *path) followUps(more bool) {
	d := &p.g.dice
	texts := p.sc.follows
	if len(texts) == 0 {
		list := "follow.any"
		if p.sc.class == civic.Information {
			list = "follow.info"
		}
		texts = []string{pick(d, p.g.words[list])}
	}
	first, last := 1, 4
	if d.chance(14) {
		first, last = 6, 8
	}
	p.post(civic.VerbFollowUp, texts[0], first, last)
	if d.chance(16) && p.sc.place != "daring" && p.sc.style == "" && p.sc.where == "city" {
		p.citizen(civic.VerbReply, pick(d, p.g.words["reply.any"]), 1, 2)
	}
	if more && len(texts) > 1 {
		p.post(civic.VerbFollowUp, texts[1], 1, 4)
	}
}

func indexOf(list []string, item string) int {
	for i, s := range list {
		if s == item {
			return i
		}
	}
	return -1
}
