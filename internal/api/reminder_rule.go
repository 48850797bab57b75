package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// reminderRule says when offices are reminded of clocks that start from a day on.
type reminderRule struct {
	From   civic.Date `json:"effective_from,omitzero" doc:"First day; left out: always." format:"date"`
	Shares []int      `json:"shares" doc:"Per cent of a clock's working days, rising; 100 is its last day in time." example:"[50,80,100]"`
	Every  int        `json:"every" doc:"Working days between reminders after that, each one tier further up; 0: none." example:"3"`
}

type reminderRules struct {
	Version string         `json:"version" doc:"Of the list; to be sent with a change." example:"9f86d081884c7d65"`
	Rules   []reminderRule `json:"rules" doc:"Oldest first."`
}

type reminderRuleBody struct {
	From    string `json:"effective_from" doc:"Today or later." format:"date" example:"2027-01-04"`
	Shares  []int  `json:"shares" doc:"Rising, from 1 to 100." maxItems:"10"`
	Every   int    `json:"every" minimum:"0" maximum:"250"`
	Version string `json:"version" doc:"Of the list that was read; another one is refused: 409. A trial needs none." maxLength:"40"`
	Try     bool   `json:"try,omitempty" doc:"Save nothing, and tell on which days offices would be told."`
}

// triedReminder is what offices would be told of one clock.
type triedReminder struct {
	Clock     civic.ClockKind `json:"clock" enum:"first_follow_up,resolve"`
	Start     civic.Date      `json:"start" format:"date"`
	By        civic.Date      `json:"by" doc:"The last day in time." format:"date"`
	Reminders []triedMoment   `json:"reminders"`
}

type triedMoment struct {
	Day     civic.Date `json:"day" format:"date"`
	Share   int        `json:"share" doc:"Per cent of the time; 100 on the last day and later."`
	Climbed int        `json:"climbed,omitempty" doc:"Tiers above the office."`
}

type savedReminderRules struct {
	Version string          `json:"version,omitempty" doc:"Of the list as it is now."`
	Rules   []reminderRule  `json:"rules,omitempty"`
	Trial   []triedReminder `json:"trial,omitempty" doc:"With try: a complaint at an office of the lowest tier, if nobody acts."`
}

func rulesOf(list directory.ReminderRules) []reminderRule {
	out := make([]reminderRule, len(list.Rules))
	for i, x := range list.Rules {
		out[i] = reminderRule(x)
	}
	return out
}

func (a *API) reminderRules(ctx context.Context, x *exchange, _ *struct{}) (*reminderRules, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	list, err := a.Directory.ReminderRules(ctx, who)
	return &reminderRules{Version: list.Version, Rules: rulesOf(list)}, err
}

func (a *API) saveReminderRule(ctx context.Context, x *exchange, _ *struct{}) (*savedReminderRules, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := a.Directory.ReminderRules(ctx, who); err != nil { // whoever may not learns nothing from what is wrong
		return nil, err
	}
	b, err := read[reminderRuleBody](x)
	if err != nil {
		return nil, err
	}
	rule := civic.ReminderRule{Shares: b.Shares, Every: b.Every}
	if rule.From, err = optionalDay("effective_from", b.From); err != nil {
		return nil, civic.Faults(err, a.Directory.ReminderFaults(who, rule))
	}
	if b.Try {
		tried, err := a.Directory.TryReminderRule(ctx, who, rule)
		return &savedReminderRules{Trial: triedOf(tried)}, err
	}
	if err := a.Directory.SaveReminderRule(ctx, who, rule, b.Version); err != nil {
		return nil, err
	}
	list, err := a.Directory.ReminderRules(ctx, who)
	return &savedReminderRules{Version: list.Version, Rules: rulesOf(list)}, err
}

func triedOf(all []directory.TriedReminder) []triedReminder {
	out := make([]triedReminder, len(all))
	for i, t := range all {
		out[i] = triedReminder{Clock: t.Clock, Start: t.Start, By: t.Due, Reminders: []triedMoment{}}
		for _, m := range t.Reminders {
			out[i].Reminders = append(out[i].Reminders, triedMoment{Day: m.Day, Share: min(m.Step, civic.AllDays), Climbed: m.Up})
		}
	}
	return out
}

// ruling registers the routes of the rules by which offices are reminded.
func (a *API) ruling() {
	rule := reminderRule{Shares: []int{50, 80, 100}, Every: 3}
	list := reminderRules{Version: "9f86d081884c7d65", Rules: []reminderRule{rule}}
	register(a, operation{id: "getReminderRules", method: http.MethodGet, path: "/reminder-rules", tag: tagDesk, access: officers,
		summary: "When offices are reminded", about: "The rules, oldest first. For the national desk.", out: list}, a.reminderRules)
	register(a, operation{id: "saveReminderRule", method: http.MethodPut, path: "/reminder-rules", tag: tagDesk, access: officers,
		summary: "Write a rule of reminders", about: "From a day on; one of the same day is replaced. With `try` nothing is saved. For the national desk.",
		in:  reminderRuleBody{From: "2027-01-04", Shares: []int{50, 80, 100}, Every: 2, Version: list.Version},
		out: savedReminderRules{Version: list.Version, Rules: list.Rules}, errors: []int{http.StatusConflict}}, a.saveReminderRule)
}
