package api

import (
	"context"
	"fmt"
	"net/http"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// competenceRule is one rule as it is read.
type competenceRule struct {
	ID     civic.ID    `json:"id" doc:"Stays through all versions."`
	Name   string      `json:"name" example:"Lampu jalan kota"`
	Region string      `json:"region_code,omitempty" doc:"That place and all that lies in it; nothing means any." example:"35.78"`
	Topic  *topicName  `json:"topic,omitempty" doc:"That topic and those below it; nothing means any."`
	Class  civic.Class `json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
	Words  string      `json:"words,omitempty" doc:"Alternatives parted by commas; a report fits when it has all words of one." example:"lampu jalan, pju"`
	From   civic.Date  `json:"from" doc:"First day on which it holds." format:"date" example:"2026-11-23"`
	Until  *civic.Date `json:"until,omitempty" doc:"First day on which it does not; nothing means no end." format:"date"`
	Target *agencyName `json:"target" doc:"The unit that it sends to."`
	Source string      `json:"source,omitempty" doc:"The regulation it comes from."`
}

type competenceSet struct {
	Agency  *agencyName      `json:"agency" doc:"Whose rules they are."`
	Version int              `json:"version" doc:"Grows with every saving; 0 while nobody has written any." example:"7"`
	Rules   []competenceRule `json:"rules" doc:"In their order: the first that fits decides."`
}

// competenceWrite is one rule as it is written.
type competenceWrite struct {
	ID     string `json:"id,omitempty" doc:"Of a rule that is there; nothing for a new one." maxLength:"20"`
	Name   string `json:"name" maxLength:"80"`
	Region string `json:"region_code,omitempty" maxLength:"13"`
	Topic  ref    `json:"topic_id,omitempty" doc:"Id or code."`
	Class  string `json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
	Words  string `json:"words,omitempty" maxLength:"300"`
	From   string `json:"from" format:"date"`
	Until  string `json:"until,omitempty" format:"date"`
	Target ref    `json:"target_id" doc:"Id or code of an open unit below the agency; of the national desk, an agency."`
	Source string `json:"source,omitempty" maxLength:"200"`
}

type competenceBody struct {
	Version int               `json:"version" doc:"The version that was read. When somebody saved meanwhile, nothing is written."`
	Rules   []competenceWrite `json:"rules" doc:"All of them, in their order. What is left out is dropped."`
}

type competenceParams struct {
	ID      string `path:"id" doc:"Id or code of the agency." example:"pemkot-surabaya"`
	Version int    `query:"version" minimum:"0" doc:"An older version; nothing means the newest."`
}

type competenceExample struct {
	Region string `json:"region_code,omitempty" maxLength:"13" example:"35.78"`
	Topic  ref    `json:"topic_id,omitempty" doc:"Id or code."`
	Class  string `json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
	Text   string `json:"text,omitempty" doc:"Title and text of an example. It is kept nowhere." maxLength:"10000"`
	On     string `json:"on,omitempty" doc:"The day; nothing means today." format:"date"`
}

// competenceTrial is one rule with what became of it.
type competenceTrial struct {
	Place   int                    `json:"place" doc:"In the order, from 1." example:"3"`
	Rule    competenceRule         `json:"rule"`
	Fate    civic.Fate             `json:"fate" enum:"decides,after,differs,not_yet,over,target" doc:"At most one decides; after: it fits too; target: its unit is no longer one to send to."`
	Fits    []civic.CompetencePart `json:"fits,omitempty" doc:"What it asks about and is so: region, topic, class, words."`
	Differs []civic.CompetencePart `json:"differs,omitempty" doc:"What it asks about and is otherwise."`
}

type competenceAnswer struct {
	Version int               `json:"version" example:"7"`
	Decides *competenceTrial  `json:"decides,omitempty" doc:"The rule that decides; nothing when none fits."`
	Rules   []competenceTrial `json:"rules" doc:"Every rule, in their order."`
}

func ruleOf(m *atlas.Map, r civic.CompetenceRule) competenceRule {
	out := competenceRule{ID: r.ID, Name: r.Name, Region: r.Region, Topic: topicOf(m, r.Topic), Class: r.Class, Words: r.Words, From: r.From, Target: nameOf(m.Tree, r.Target), Source: r.Source}
	if !r.Until.IsZero() {
		out.Until = &r.Until
	}
	return out
}

func competenceOf(m *atlas.Map, set civic.CompetenceSet) *competenceSet {
	out := &competenceSet{Agency: nameOf(m.Tree, set.Desk), Version: set.Version, Rules: make([]competenceRule, len(set.Rules))}
	for i := range set.Rules {
		out.Rules[i] = ruleOf(m, set.Rules[i])
	}
	return out
}

// rulesDesk finds who asks, and the agency in the path. What is no agency has no rules.
func (a *API) rulesDesk(ctx context.Context, x *exchange, typed string) (civic.Actor, civic.ID, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return who, 0, err
	}
	desk, err := agencyID(a.Directory.Map(ctx).Tree, "id", ref(typed))
	if err != nil {
		return who, 0, civic.NotFound("error.not_found")
	}
	return who, desk, nil
}

func (a *API) readCompetence(ctx context.Context, x *exchange, p *competenceParams) (*competenceSet, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	set, err := a.Directory.Competence(ctx, who, desk, p.Version)
	if err != nil {
		return nil, err
	}
	return competenceOf(a.Directory.Map(ctx), set), nil
}

func (a *API) writeCompetence(ctx context.Context, x *exchange, p *agencyParams) (*competenceSet, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	b, err := read[competenceBody](x)
	if err != nil {
		return nil, err
	}
	// Whose rules these are not learns nothing from what is wrong with the ones sent.
	if _, err := a.Directory.Competence(ctx, who, desk, 0); err != nil {
		return nil, err
	}
	if b.Rules == nil { // forgotten; nobody loses all rules by that
		return nil, civic.Invalid("rules", "api.rules_needed")
	}
	set, m := civic.CompetenceSet{Desk: desk, Version: b.Version}, a.Directory.Map(ctx)
	var faults []error
	for i := range b.Rules {
		at := fmt.Sprintf("rules[%d].", i)
		r, err := b.Rules[i].rule(m, at)
		if faults = append(faults, err); err != nil { // what else is wrong with it
			faults = append(faults, a.Directory.RuleFaults(ctx, who, desk, r, at))
		}
		set.Rules = append(set.Rules, r)
	}
	if err := civic.Faults(faults...); err != nil {
		return nil, err
	}
	if set, err = a.Directory.SaveCompetence(ctx, who, set); err != nil {
		return nil, err
	}
	return competenceOf(a.Directory.Map(ctx), set), nil
}

// rule reads what was sent; at stands before the names of fields.
func (w *competenceWrite) rule(m *atlas.Map, at string) (r civic.CompetenceRule, err error) {
	r = civic.CompetenceRule{Name: w.Name, Region: w.Region, Class: civic.Class(w.Class), Words: w.Words, Source: w.Source}
	var id, topic, target, from, until error
	r.ID, id = optionalID(at+"id", w.ID)
	r.Topic, topic = topicID(m, at+"topic_id", w.Topic)
	r.Target, target = agencyID(m.Tree, at+"target_id", w.Target)
	r.From, from = optionalDay(at+"from", w.From)
	r.Until, until = optionalDay(at+"until", w.Until)
	return r, civic.Faults(id, topic, from, until, target)
}

func (a *API) tryCompetence(ctx context.Context, x *exchange, p *agencyParams) (*competenceAnswer, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	b, err := read[competenceExample](x)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	q := directory.CompetenceQuestion{Desk: desk, Region: b.Region, Class: civic.Class(b.Class), Text: b.Text}
	if q.Class != "" && !q.Class.Valid() {
		return nil, civic.Invalid("class", "error.class_needed")
	}
	if q.Topic, err = topicID(m, "topic_id", b.Topic); err != nil {
		return nil, err
	}
	if q.Day, err = optionalDay("on", b.On); err != nil {
		return nil, err
	}
	version, trials, err := a.Directory.TryCompetence(ctx, who, q)
	if err != nil {
		return nil, err
	}
	out := &competenceAnswer{Version: version, Rules: make([]competenceTrial, len(trials))}
	for i, t := range trials {
		out.Rules[i] = competenceTrial{Place: t.N, Rule: ruleOf(m, t.Rule), Fate: t.Fate, Fits: t.Fits, Differs: t.Differs}
		if t.Fate == civic.FateDecides {
			out.Decides = &out.Rules[i]
		}
	}
	return out, nil
}

// competence registers the routes of the rules by which reports find their unit.
func (a *API) competence() {
	rule := competenceRule{ID: exampleID + 40, Name: "Lampu jalan kota", Region: "35.78", Topic: exampleTopic(), Words: "lampu jalan, pju", From: exampleDay(23), Target: exampleUnit(), Source: "Perwali 12/2025"}
	set := competenceSet{Agency: exampleSurabaya(), Version: 7, Rules: []competenceRule{rule}}
	body := competenceBody{Version: 7, Rules: []competenceWrite{{ID: rule.ID.String(), Name: rule.Name, Region: rule.Region, Topic: "jalan", Words: rule.Words, From: "2026-11-23", Target: "surabaya-dinas-pu", Source: rule.Source}}}
	trial := competenceTrial{Place: 1, Rule: rule, Fate: civic.FateDecides, Fits: []civic.CompetencePart{civic.PartRegion, civic.PartTopic, civic.PartWords}}
	register(a, operation{id: "getCompetence", method: http.MethodGet, path: "/agencies/{id}/competence", tag: tagDesk, access: officers,
		summary: "Read rules of competence", about: "Which unit below the agency a report belongs to. For the agency's coordinator, those above, and the national desk.",
		out: set, errors: []int{http.StatusNotFound}}, a.readCompetence)
	register(a, operation{id: "putCompetence", method: http.MethodPut, path: "/agencies/{id}/competence", tag: tagDesk, access: officers,
		summary: "Write rules of competence", about: "Writes all rules as the next version; older versions stay readable. What is the same makes no version.",
		in: body, out: set, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.writeCompetence)
	register(a, operation{id: "testCompetence", method: http.MethodPost, path: "/agencies/{id}/competence/test", tag: tagDesk, access: officers,
		summary: "Try rules of competence", about: "Which rule decides for an example, and why. Nothing changes and nothing is kept.",
		in:  competenceExample{Region: "35.78", Topic: "jalan", Text: "Lampu jalan di depan pasar mati sejak minggu lalu."},
		out: competenceAnswer{Version: 7, Decides: &trial, Rules: []competenceTrial{trial}}, errors: []int{http.StatusNotFound}}, a.tryCompetence)
}
