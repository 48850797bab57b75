package civic

import "slices"

// Requests of public information have a law of their own, UU 14/2008: ten working days from registration, seven more once, and
// no refusal without one of its grounds. See docs/adr/0035.

// ReasonsRefusal is the list of the grounds on which information may be refused, each with the article that says so.
const ReasonsRefusal = "refusal"

// Length is Find for a report of a class: a request of information has the lengths of its own law first.
func (b *PolicyBook) Length(clock ClockKind, class Class, chain []ID, day Date) (ClockPolicy, error) {
	if clock == ClockResolve && class == Information {
		return b.FindVariant(clock, class, VariantPPID, chain, day)
	}
	return b.Find(clock, class, chain, day)
}

// registered is the length of a clock that counts from registration, whenever the request was passed on; ok is false for any
// other clock, and where no such length held on that day.
func (w World) registered(kind ClockKind, r *Report, chain []ID, k Timekeeper) (p ClockPolicy, ok bool) {
	if kind != ClockResolve || r.Class != Information {
		return p, false
	}
	p, err := w.Book.Length(kind, r.Class, chain, DateOf(r.ReceivedAt, k.Zone))
	return p, err == nil && p.Variant == VariantPPID
}

// resolution is the clock of the resolution as it is promised on receipt: from the last day for verification, and of a
// request of information from receipt.
func (tk Timekeeper) resolution(book *PolicyBook, class Class, chain []ID, verify Clock) (Clock, error) {
	p, err := book.Length(ClockResolve, class, chain, DateOf(verify.Started, tk.Zone))
	if err != nil {
		return Clock{}, err
	}
	if p.Variant == VariantPPID {
		return tk.Start(p, verify.Started), nil
	}
	return tk.Start(p, tk.latestHandOver(verify)), nil
}

// Words say a ground with the article that it stands in.
func (x Reason) Words() string {
	if x.Source == "" {
		return x.TextID
	}
	return x.Source + ": " + x.TextID
}

// RefusalGrounds are those on which this report's request may be refused today; none for what is no request of information.
func (w World) RefusalGrounds(r *Report) []Reason {
	if r.Class != Information {
		return nil
	}
	return w.Reasons.Offered(ReasonsRefusal, DateOf(w.Now, r.Zone))
}

// refusal finds the ground that was given: by its code, or by its words, as a draft keeps them.
func (w World) refusal(r *Report, ground string) (Reason, bool) {
	all := w.RefusalGrounds(r)
	i := slices.IndexFunc(all, func(x Reason) bool { return ground == x.Code || ground == TidyText(x.Words()) })
	if i < 0 {
		return Reason{}, false
	}
	return all[i], true
}

// unlawful tells that an outcome asks for a ground and that none of the law was given.
func (w World) unlawful(asks Asks, r *Report, ground string) bool {
	if !asks.Has(AskGround) || w.carrying || len(w.RefusalGrounds(r)) == 0 || ground != "" && ground == r.Oversight.Withheld {
		return false
	}
	_, ok := w.refusal(r, ground)
	return !ok
}

// lawful puts the words of the law in the place of the code of a ground: they are what the requester reads, everywhere. A
// closing that says no ground has that of the answer before it.
func (w World) lawful(r *Report, c Command) Command {
	if w.carrying {
		c = c.For(r)
	}
	closes := c.Verb == VerbClose || c.Verb == VerbPropose && c.As == VerbClose
	if outcome, _ := w.Reasons.Find(ReasonsOutcome, c.Outcome); closes && c.Ground == "" && r.Class == Information && outcome.Asks.Has(AskGround) {
		c.Ground = r.Oversight.Withheld
	}
	if c.Ground == "" || !closes && c.Disclosure == "" {
		return c
	}
	if x, ok := w.refusal(r, c.Ground); ok {
		c.Ground = TidyText(x.Words())
	}
	return c
}

// staysInformation tells that a step would take its class from a request that was answered or objected to: the ways of the
// law to the superior and to the Commission hang on it, and whoever answered must not close them.
func (w World) staysInformation(r *Report, c Command) bool {
	return r.Class == Information && c.Class != Information && (c.Verb == VerbVerify || c.Verb == VerbReclassify) &&
		(!r.AnsweredAt.IsZero() || r.Oversight.Objection != nil)
}
