package service

import (
	"slices"
	"strings"
	"unicode"
)

// describe finds out what each clause says about its duration.
func (r *reading) describe() {
	strict := within(r.t, 0, len(r.t), "tidak lengkap", "belum lengkap", "kurang lengkap") >= 0
	heading := r.heading()
	for i := range r.clauses {
		c := &r.clauses[i]
		from, to := c.from, r.own(c)
		skip := [][2]int{}
		if len(c.spans) > 0 {
			s := c.spans[0]
			r.mark(c, s)
			skip = append(skip, [2]int{s.from, s.to + perTail(r.t, s.to)})
			clock, a, b := clockIn(r.t, s.to, to, strict)
			if clock == "" {
				clock, a, b = clockIn(r.t, from, s.from, strict)
			}
			if clock == "" && !strict && completeAside(r.t, s.to, to) {
				clock, a, b = Complete, s.to, to
			}
			c.clock = clock
			skip = append(skip, [2]int{a, b})
			if c.colon >= 0 && heading {
				from = c.colon
			} else if c.colon >= 0 && !r.bare(from, c.colon) {
				skip = append(skip, [2]int{c.colon, s.from})
			}
		} else if c.colon >= 0 {
			to = c.colon
		}
		r.labelled(c, from, to, skip)
	}
	common(r.clauses)
}

// own is where the words of a clause end: what follows "dapat diperpanjang" belongs to the extension.
func (r *reading) own(c *clause) int {
	from := c.from
	if len(c.spans) > 0 {
		from = c.spans[0].to
	}
	if at := within(r.t, from, c.to, longerWords()...); at >= 0 {
		return at
	}
	return c.to
}

// mark reads what stands right before and behind a duration: about, at least, in all.
func (r *reading) mark(c *clause, s span) {
	near := max(c.from, s.from-6)
	c.about = within(r.t, near, s.from, aboutWords()...) >= 0 || markerAt(r.t[:c.to], s.to, aboutWords()) > 0
	at := within(r.t, near, s.from, leastWords()...)
	if at >= 0 && within(r.t, near, s.from, "tidak lebih dari", "tak lebih dari", "kurang lebih dari") < 0 {
		c.least = within(r.t, at, s.from, "maksimal", "paling lama", "paling lambat") < 0
	}
	c.least = c.least || markerAt(r.t[:c.to], s.to, []string{"atau lebih", "ke atas", "lebih"}) > 0
	c.total = within(r.t, c.from, s.from, totalWords()...) >= 0
}

// heading tells whether a colon ends a heading of all cases rather than the name of one: only the first clause has it.
func (r *reading) heading() bool {
	n, timed := 0, 0
	for i, c := range r.clauses {
		if len(c.spans) == 0 {
			continue
		}
		timed++
		if c.colon >= 0 {
			n++
			if i > 0 && timed > 1 {
				return false
			}
		}
	}
	if n != 1 || timed < 2 {
		return false
	}
	c := r.clauses[0]
	return c.colon >= 0 && len(c.spans) > 0 && !r.bare(c.colon+1, c.spans[0].from)
}

// completeAside tells of "(berkas lengkap)" or "dokumen lengkap dan benar" behind a duration.
func completeAside(t []token, from, to int) bool {
	at := within(t, from, min(to, from+6), "lengkap")
	return at >= 0 && within(t, from, at, "berkas", "dokumen", "syarat", "persyaratan", "data") >= 0
}

// labelled collects the words that make the case.
func (r *reading) labelled(c *clause, from, to int, skip [][2]int) {
	var all, behind []string
	add := func(w string) { all, behind = append(all, w), append(behind, w) }
	for i := from; i < to; i++ {
		if at := slices.IndexFunc(skip, func(s [2]int) bool { return s[0] <= i && i < s[1] }); at >= 0 {
			i = skip[at][1] - 1
			continue
		}
		if n := markerAt(r.t[:to], i, append(append(mostWords(), leastWords()...), aboutWords()...)); n > 0 {
			i += n - 1
			continue
		}
		t := r.t[i]
		switch {
		case markerAt(r.t, i, caseWords()) > 0:
			c.cased = true
			behind = nil
		case t.kind == 'n' && i > from && r.t[i-1].kind == 'w' && t.val >= 0:
			add(t.text)
		case is(r.t, i, "langkah", "tahap", "tahapan") || t.kind == 'w' && idle(t.text) && strings.Contains(t.text, "proses"):
			c.phase = true
		case t.kind != 'w' || idle(t.text):
		default:
			add(r.word(t))
			c.phase = c.phase || phase(t.text)
			c.cased = c.cased || slices.Contains(kinds(), t.text)
		}
	}
	c.label = behind
	if len(behind) == 0 {
		c.label = all
	}
}

// word is a word of a label: small letters, but for abbreviations.
func (r *reading) word(t token) string {
	raw := r.plain[t.start:t.end]
	if !r.shouted && len(raw) > 1 && strings.IndexFunc(raw, unicode.IsLower) < 0 {
		return raw
	}
	return t.text
}

// common drops the words that every case has: of "pasien baru" and "pasien lama" the cases are "baru" and "lama".
func common(clauses []clause) {
	var labels []*[]string
	for i := range clauses {
		if len(clauses[i].label) > 0 && (len(clauses[i].spans) > 0 || clauses[i].colon >= 0) {
			labels = append(labels, &clauses[i].label)
		}
	}
	if len(labels) < 2 {
		return
	}
	kept := make([][]string, len(labels))
	for i, l := range labels {
		kept[i] = slices.DeleteFunc(slices.Clone(*l), func(w string) bool {
			return !slices.ContainsFunc(labels, func(o *[]string) bool { return !containsFold(*o, w) })
		})
		if len(kept[i]) == 0 || strings.Trim(strings.Join(kept[i], ""), "0123456789") == "" {
			beginning(labels)
			return
		}
	}
	for i := range labels {
		*labels[i] = kept[i]
	}
}

// beginning drops the first words while they are the same in all labels and each keeps one: of "obat racikan" and
// "obat non racikan" the cases are "racikan" and "non racikan".
func beginning(labels []*[]string) {
	for {
		first := (*labels[0])[0]
		if slices.ContainsFunc(labels, func(l *[]string) bool {
			return len(*l) < 2 || !strings.EqualFold((*l)[0], first) || strings.Trim(strings.Join((*l)[1:], ""), "0123456789") == ""
		}) {
			return
		}
		for _, l := range labels {
			*l = (*l)[1:]
		}
	}
}

func containsFold(list []string, w string) bool {
	return slices.ContainsFunc(list, func(o string) bool { return strings.EqualFold(o, w) })
}
