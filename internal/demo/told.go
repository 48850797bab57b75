package demo

import "strings"

// ownWords is after how many words of a usual text one more sentence of its own is needed, so that two reporters of one
// agency are not told the same.
const ownWords = 22

// told makes a usual text one of its own: every time an agency says it, other sentences follow.
func (p *path) told(text string) string {
	tails := p.g.words["told.any"]
	agency := p.sc.holder
	if chain := p.g.tree.chain(agency); len(chain) > 0 {
		agency = chain[0]
	}
	n := p.g.told[agency+"/"+text]
	p.g.told[agency+"/"+text]++
	for i := range 1 + len(strings.Fields(text))/ownWords {
		at := (n + len(text) + i*(7+n/len(tails))) % len(tails)
		text += " " + tails[at]
	}
	return text
}
