package api

import (
	"context"
	"strconv"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

type answerCountsParams struct {
	From string `query:"from" doc:"First month; this one when nothing is said." example:"2026-10" maxLength:"7"`
	To   string `query:"to" doc:"Last month; this one when nothing is said." example:"2026-11" maxLength:"7"`
}

// answerCount is how answers fared.
type answerCount struct {
	Checked    int64 `json:"checked" doc:"Read; of a rule, with something to say about."`
	Mended     int64 `json:"mended" doc:"Mended before they went out."`
	Overridden int64 `json:"overridden" doc:"Sent in spite of a finding, with a reason."`
}

type ruleCount struct {
	Rule  string      `json:"rule" example:"blank"`
	Count answerCount `json:"count"`
}

type unitCount struct {
	Agency *agencyName `json:"agency"`
	Count  answerCount `json:"count"`
}

// answerCounts is what the check of answers did for a desk with all below it.
type answerCounts struct {
	All   answerCount `json:"all"`
	Rules []ruleCount `json:"rules"`
	Units []unitCount `json:"units" doc:"The desks right below that have answered."`
	// Nobody counts answers by topic.
	ByTopic bool `json:"by_topic,omitempty" doc:"The remit names topics. Answers are counted by office, so only offices that the remit names are in these counts."`
}

// month reads a month as 202611; def for none. Errors: invalid with the field.
func month(field, text string, def time.Time) (int, error) {
	if text == "" {
		return def.Year()*100 + int(def.Month()), nil
	}
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return 0, civic.Invalid(field, "api.param_wrong")
	}
	return strconv.Atoi(t.Format("200601"))
}

func (a *API) answerCounts(ctx context.Context, x *exchange, p *answerCountsParams) (*answerCounts, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	today := civic.DateOf(a.Now(), civic.WIB)
	now := time.Date(today.Year, today.Month, today.Day, 0, 0, 0, 0, time.UTC)
	from, err := month("from", p.From, now)
	if err != nil {
		return nil, err
	}
	to, err := month("to", p.To, now)
	if err != nil {
		return nil, err
	}
	n, err := a.Casework.GateCounts(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	out := &answerCounts{ByTopic: n.ByTopic, All: countOf(n.All), Rules: make([]ruleCount, len(n.Rules)), Units: make([]unitCount, len(n.Units))}
	for i, r := range n.Rules {
		out.Rules[i] = ruleCount{string(r.Rule), countOf(r.Count)}
	}
	t := a.Directory.Map(ctx).Tree
	for i, u := range n.Units {
		out.Units[i] = unitCount{nameOf(t, u.Agency.ID), countOf(u.Count)}
	}
	return out, nil
}

func countOf(n casework.GateCount) answerCount {
	return answerCount{Checked: n.Checked, Mended: n.Mended, Overridden: n.Overridden}
}

func exampleCounts() answerCounts {
	return answerCounts{All: answerCount{Checked: 120, Mended: 14, Overridden: 3}, Rules: []ruleCount{{"blank", answerCount{Checked: 4, Mended: 4}}},
		Units: []unitCount{{exampleUnit(), answerCount{Checked: 80, Mended: 9, Overridden: 1}}}}
}
