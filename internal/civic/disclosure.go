package civic

import "unicode/utf8"

// Disclosure is what an answer to a request of information does with the information: UU 14/2008, article 22. See
// docs/adr/0039.
type Disclosure string

// The disclosures. An answer of before they were asked for has none, and stands as it was told.
const (
	DisclosureGiven   Disclosure = "given"
	DisclosurePart    Disclosure = "part"    // given in part, the rest kept back on a ground
	DisclosureRefused Disclosure = "refused" // kept back on a ground
)

// Disclosures lists them in the order of a form.
func Disclosures() []Disclosure {
	return []Disclosure{DisclosureGiven, DisclosurePart, DisclosureRefused}
}

// Valid tells whether d is one of the three.
func (d Disclosure) Valid() bool {
	return d == DisclosureGiven || d.Withholds()
}

// Withholds tells that something is kept back, for which the law wants a ground.
func (d Disclosure) Withholds() bool { return d == DisclosurePart || d == DisclosureRefused }

// DetailDisclosure is, in the event of an answer, what it does with the information.
const DetailDisclosure = "disclosure"

// Disclosed is what the event says was done with the information, "" where it says nothing.
func (e *Event) Disclosed() Disclosure {
	if d := Disclosure(e.Detail[DetailDisclosure]); d.Valid() {
		return d
	}
	return ""
}

// Ground is the ground in the words of the law that the event states, "" for none.
func (e *Event) Ground() string { return e.Detail[DetailGround] }

// Discloses tells whether the step on the report has to say what becomes of the information, and whether it may: an
// answer has to, a correction of an answer may say it anew.
func (r *Report) Discloses(v Verb, corrected *Event) (must, may bool) {
	if r.Class != Information {
		return false, false
	}
	must = v == VerbAnswer
	return must, must || v == VerbCorrect && corrected != nil && corrected.Verb == VerbAnswer
}

// discloses checks what an answer says about the information, and that nothing else says it. A draft is checked as the
// step that it proposes.
func (w World) discloses(r *Report, c Command) error {
	must, may := r.Discloses(c.Verb, c.Corrected)
	switch {
	case c.Verb == VerbPropose, w.carrying:
		return nil
	case c.Disclosure != "" && !may:
		return Invalid("disclosure", "error.disclosure_only")
	case must && c.Disclosure == "":
		return Invalid("disclosure", "error.disclosure_needed")
	case c.Disclosure != "" && !c.Disclosure.Valid():
		return Invalid("disclosure", "error.disclosure_needed")
	case c.Disclosure.Withholds():
		return w.grounded(r, c.Ground)
	case c.Ground != "" && (may || c.Verb == VerbAnswer || c.Verb == VerbFollowUp):
		return Invalid("ground", "error.ground_needless")
	}
	return nil
}

// grounded checks the ground on which something is kept back: of the list of the law where there is one on that day.
func (w World) grounded(r *Report, ground string) error {
	_, lawful := w.refusal(r, ground)
	switch {
	case len(w.RefusalGrounds(r)) > 0 && !lawful:
		return Invalid("ground", "error.refusal_needed")
	case !HasWords(ground):
		return Invalid("ground", "error.ground_needed")
	case utf8.RuneCountInString(ground) > MaxFact:
		return Invalid("ground", "error.too_long", "max", MaxFact)
	}
	return nil
}

// withheld keeps on which ground the last answer kept something back: a closing after it need not say so again. What a
// superior orders to be given has no ground any more.
func (r *Report) withheld(c Command) {
	switch {
	case c.Verb == VerbOrder, c.Disclosure == DisclosureGiven, c.Verb == VerbAnswer:
		r.Oversight.Withheld = ""
	}
	if c.Disclosure.Withholds() && c.Verb != VerbPropose {
		r.Oversight.Withheld = c.Ground
	}
}

// For is a step for many reports as it is done to one of them: what it says of information is for requests of it only.
func (c Command) For(r *Report) Command {
	if _, may := r.Discloses(c.Verb, c.Corrected); !may && c.Disclosure != "" {
		c.Disclosure, c.Ground = "", ""
	}
	return c
}

// noteDisclosure writes down what was said about the information.
func (c Command) noteDisclosure(put func(key, value string)) {
	if c.Disclosure != "" {
		put(DetailDisclosure, string(c.Disclosure))
		put(DetailGround, c.Ground)
	}
}

// LegalGround finds the entry of the list of the law whose words a report was told, whatever the day.
func (b *ReasonBook) LegalGround(words string) (Reason, bool) {
	for _, x := range b.all {
		if x.List == ReasonsRefusal && (words == x.Code || words == TidyText(x.Words())) {
			return x, true
		}
	}
	return Reason{}, false
}
