package civic

// inputCheck looks at those inputs of a step that depend on the report, and fills in what follows from it.
type inputCheck func(w World, r *Report, a Actor, c Command) (Command, error)

// chapters are the parts of the lifecycle whose steps have such inputs, each with its own check.
var chapters = []struct {
	verbs []Verb
	check inputCheck
}{
	{[]Verb{VerbMerge}, refuses(func(w World, r *Report, a Actor, c Command) error { return w.checkLead(r, a, c.Lead) })},
	{[]Verb{VerbPropose, VerbCorrect}, refuses(World.corrects)},
	{[]Verb{VerbRecord}, refuses(func(_ World, _ *Report, _ Actor, c Command) error { return c.handed() })},
	{[]Verb{VerbSupport, VerbConsult, VerbSplit, VerbContribute, VerbUnable, VerbRelease, VerbPartEnded}, World.supportInputs},
	{[]Verb{VerbVerify, VerbReclassify, VerbKeepOut, VerbLetIn}, refuses(World.integrityInputs)},
	{[]Verb{VerbEscalate, VerbDispute}, refuses(func(_ World, r *Report, _ Actor, c Command) error { return r.consents(c) })},
	{[]Verb{VerbDemand, VerbExplain, VerbWithdrawDemand}, World.demandInputs},
}

// inputs are the checks by verb: no verb has two.
var inputs = func() map[Verb]inputCheck {
	m := map[Verb]inputCheck{}
	for _, chapter := range chapters {
		for _, v := range chapter.verbs {
			m[v] = chapter.check
		}
	}
	return m
}()

// refuses is a check that fills in nothing.
func refuses(wrong func(w World, r *Report, a Actor, c Command) error) inputCheck {
	return func(w World, r *Report, a Actor, c Command) (Command, error) { return c, wrong(w, r, a, c) }
}

// inputs checks what a step is given beyond what the table asks for. Errors: invalid with the field, conflict.
func (w World) inputs(r *Report, a Actor, c Command) (Command, error) {
	check, ok := inputs[c.Verb]
	if !ok {
		return c, nil
	}
	own := *r // a call through a table would move every report that is acted on to the heap
	return check(w, &own, a, c)
}
