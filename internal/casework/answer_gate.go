package casework

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// verdict is what the gate says of an answer, and what has to be kept of it when it goes out.
type verdict struct {
	findings []quality.Finding
	sketch   quality.Sketch
	agency   civic.ID // whose answers it is compared with
	open     []quality.Rule
	drop     bool // there is something noted of an earlier try
}

// gated tells whether the gate reads what an officer says by the verb.
func gated(v civic.Verb) bool {
	return slices.Contains([]civic.Verb{civic.VerbAnswer, civic.VerbFollowUp, civic.VerbClose, civic.VerbCorrect, civic.VerbPropose}, v)
}

// said is the verb by which the reporter will read a text: that of the draft for a draft.
func said(e *civic.Event) civic.Verb {
	if e.Verb == civic.VerbPropose {
		return civic.Verb(e.Detail[civic.DetailAs])
	}
	return e.Verb
}

// gate reads what an officer is about to tell a reporter. With findings, and no reason why it should go out all the same,
// it is refused. What an approver lets go was read when it was proposed. Errors: a quality.Refusal; invalid "quality_reason";
// conflict for what the officer said a moment ago.
func (c *Casework) gate(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, r *civic.Report, known store.Judged, who civic.Actor, cmd civic.Command, e *civic.Event, files int) error {
	if !who.IsOfficer() || e.Message == "" {
		return nil
	}
	if !gated(e.Verb) || said(e) == civic.VerbExtend { // a template may stand in any text; what it left open goes to no reporter
		if left := quality.Blanks(e.Message); len(left) > 0 && (e.Shown != civic.ForOfficers || said(e) == civic.VerbExtend) {
			return quality.Refuse(e.Message, left, "")
		}
		return nil
	}
	if known.Last == store.SaidNow(e.Verb, e.Message) {
		return civic.Conflict("error.said_already") // a page that was gone back to, and sent again
	}
	v, err := c.judge(ctx, tx, m, r, known, who, answered{verb: said(e), text: e.Message, files: files, goesOut: e.Verb != civic.VerbPropose})
	if err != nil {
		return err
	}
	approved := cmd.Verb == civic.VerbApprove
	if !approved {
		if err := c.weigh(m, r, e, &v, cmd.QualityReason); err != nil {
			return err
		}
	}
	if v.drop {
		c.store.DropRefused(tx, r.ID, who.Officer)
	}
	return nil
}

// weigh refuses the answer, or writes into its event what was found, mended and why it goes out.
func (c *Casework) weigh(m *atlas.Map, r *civic.Report, e *civic.Event, v *verdict, reason string) error {
	reason = strings.TrimSpace(civic.TidyText(reason))
	if utf8.RuneCountInString(reason) > civic.MaxFact {
		return civic.Invalid("quality_reason", "error.too_long", "max", civic.MaxFact)
	}
	found := quality.RulesOf(v.findings)
	hard := slices.ContainsFunc(found, quality.Rule.Hard)
	strict := m.GateRequires(civic.DateOf(c.now(), r.Zone))
	if len(found) > 0 && (hard || strict && !civic.SaysWhy(reason)) {
		return quality.Refuse(e.Message, v.findings, reason)
	}
	put := func(key, value string) {
		if value == "" {
			return
		}
		if e.Detail == nil {
			e.Detail = map[string]string{}
		}
		e.Detail[key] = value
	}
	put(civic.DetailRules, quality.Join(found))
	if len(found) > 0 {
		put(civic.DetailQualityReason, reason)
	}
	mended := slices.DeleteFunc(v.open, func(x quality.Rule) bool { return slices.Contains(found, x) })
	put(civic.DetailMended, quality.Join(mended))
	return nil
}

// answered is a text on its way to a reporter.
type answered struct {
	verb  civic.Verb
	text  string
	files int

	goesOut bool // with the step that is being written: its sketch is kept, and undone with the step if that is refused
}

// lock loads the report for a change, and what the gate has to know of it where there will be something to read.
func (c *Casework) lock(ctx context.Context, tx *sqldb.Tx, who civic.Actor, code civic.TrackingCode, verb civic.Verb) (civic.Report, store.Judged, error) {
	if who.IsOfficer() && (gated(verb) || verb == civic.VerbApprove) {
		return c.store.LockToJudge(ctx, tx, code, who.Officer)
	}
	r, err := c.store.LockReport(ctx, tx, code)
	return r, store.Judged{}, err
}

// judge reads a text for a report. It asks the database for little: one search of a key for each band.
func (c *Casework) judge(ctx context.Context, q sqldb.Querier, m *atlas.Map, r *civic.Report, known store.Judged, who civic.Actor, a answered) (v verdict, err error) {
	v.agency = m.Tree.RootAgency(r.Holder)
	v.open, v.drop = quality.Split(known.Open), known.Open != ""
	ask := quality.Answer{Text: a.text, Day: civic.DateOf(c.now(), r.Zone), FindPersonal: quality.PersonalData, OfficeWords: officeWords(m.Tree, r.Holder, who.Name)}
	if ask.NeedsProof = needsProof(m, r, a.verb); ask.NeedsProof {
		if ask.HasProof, err = c.proved(ctx, q, r, a.files); err != nil {
			return v, err
		}
	}
	v.findings = m.Phrases.Check(ask)
	if a.verb == civic.VerbFollowUp {
		return v, nil // news on the way is much the same for everybody; what is compared is what answers, and what closes
	}
	v.sketch = quality.SketchOf(a.text, known.Title, known.Place, who.Name)
	if v.sketch.Empty() {
		return v, nil
	}
	if a.goesOut { // most answers are like no other: then their bands are free, and nothing has to be compared
		free, err := c.store.KeepSketch(ctx, q, v.agency, r.ID, v.sketch)
		if free || err != nil {
			return v, err
		}
	}
	like, err := c.likeness(ctx, q, r, &v)
	if like >= quality.Alike {
		v.findings = quality.Sorted(append(v.findings, quality.CopyOf(a.text, like)))
	}
	return v, err
}

// likeness is how alike the text is to what somebody else was told before, 0 to 1.
func (c *Casework) likeness(ctx context.Context, q sqldb.Querier, r *civic.Report, v *verdict) (float64, error) {
	earlier, err := c.store.SameBand(ctx, q, v.agency, v.sketch)
	most := 0.0
	if err != nil {
		return 0, err
	}
	for _, k := range earlier {
		like := v.sketch.Likeness(k.Body)
		if like <= most || like < quality.Alike {
			continue
		}
		same, err := c.sameMatter(ctx, q, r, k.Report)
		if err != nil {
			return 0, err
		}
		if !same {
			most = like
		}
	}
	return most, nil
}

// sameMatter tells whether another report is about the same matter, so that its reporter is nobody else: it is this one,
// or both belong to one incident.
func (c *Casework) sameMatter(ctx context.Context, q sqldb.Querier, r *civic.Report, other civic.ID) (bool, error) {
	if r.ID == other || r.Incident == 0 {
		return r.ID == other, nil
	}
	o, err := c.store.ReportByID(ctx, q, other)
	if civic.KindOf(err) == civic.KindNotFound {
		return false, nil
	}
	return o.Incident == r.Incident, err
}

// needsProof: the topic asks for evidence, and the text says that it is done. What an outcome asks for, the lifecycle says.
func needsProof(m *atlas.Map, r *civic.Report, verb civic.Verb) bool {
	return (verb == civic.VerbAnswer || verb == civic.VerbClose) && m.WantsEvidence(r.Topic)
}

// proved tells whether the office has brought anything that shows what it did.
func (c *Casework) proved(ctx context.Context, q sqldb.Querier, r *civic.Report, files int) (bool, error) {
	if files > 0 {
		return true, nil
	}
	own, all, err := c.store.CountAttachments(ctx, q, r.ID, civic.RoleReporter)
	return all > own, err
}

// officeWords are the office's own names and contact: they are meant to be read.
func officeWords(t *civic.Tree, desk civic.ID, officer string) []string {
	out := []string{officer}
	for _, id := range t.Chain(desk) {
		if a, ok := t.Get(id); ok {
			out = append(out, a.Email, a.Phone, a.Name, a.ShortName)
		}
	}
	return out
}

// noteRefused keeps by which rules an answer was refused, so that it can be told later that it was mended.
func (c *Casework) noteRefused(ctx context.Context, who civic.Actor, code civic.TrackingCode, err error) error {
	no, ok := errors.AsType[*quality.Refusal](err)
	if !ok {
		return err
	}
	r, failed := c.store.ReportByCode(ctx, c.store.DB, code)
	if failed == nil {
		failed = c.store.NoteRefused(ctx, r.ID, who.Officer, quality.Join(quality.RulesOf(no.Findings)), store.Micros(c.now()))
	}
	return errors.Join(err, failed)
}

// Check reads a text before it is sent, as the gate will. Errors: not_found, and those of civic.World.May.
func (c *Casework) Check(ctx context.Context, who civic.Actor, code civic.TrackingCode, cmd civic.Command, files int) ([]quality.Finding, error) {
	m := c.atlas.Current(ctx)
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return nil, err
	}
	if err := m.World(c.now()).May(&r, who, cmd.Verb); err != nil {
		return nil, err
	}
	verb := cmd.Verb
	if verb == civic.VerbPropose {
		verb = cmd.As
	}
	text := civic.TidyText(cmd.Message)
	if !who.IsOfficer() || !gated(cmd.Verb) || verb == civic.VerbExtend || text == "" || utf8.RuneCountInString(text) > civic.MaxMessage {
		return nil, nil
	}
	known, err := c.store.ToJudge(ctx, c.store.DB, r.ID, who.Officer)
	if err != nil {
		return nil, err
	}
	v, err := c.judge(ctx, c.store.DB, m, &r, known, who, answered{verb: verb, text: text, files: files})
	return v.findings, err
}

// unjudged takes from an event what the gate said of it, which office a return names, and which drafts fell with it: that
// is between officers.
func unjudged(e civic.Event) civic.Event {
	between := []string{civic.DetailRules, civic.DetailQualityReason, civic.DetailMended, civic.DetailSuggested, civic.DetailFell, civic.DetailFellDraft}
	if !slices.ContainsFunc(between, func(k string) bool { return e.Detail[k] != "" }) {
		return e
	}
	e.Detail = maps.Clone(e.Detail)
	for _, k := range between {
		delete(e.Detail, k)
	}
	return e
}
