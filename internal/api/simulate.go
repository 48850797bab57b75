package api

import (
	"context"
	"net/http"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// policyTrial is a length that somebody thinks of saving.
type policyTrial struct {
	Agency     ref    `json:"agency_id,omitempty" doc:"Id or code; nothing means the whole country."`
	Clock      string `json:"clock" enum:"verify,first_follow_up,resolve,response,rework,decide,reporter_window,completion,reopen_window"`
	Class      string `json:"class,omitempty" doc:"Nothing means any." enum:"complaint,complaint_oversight,aspiration,information"`
	Amount     int    `json:"amount" doc:"Its length in days." minimum:"1" maximum:"365" example:"7"`
	Unit       string `json:"unit" enum:"working_days,calendar_days"`
	From       string `json:"effective_from" doc:"First day on which it is to hold; today or later." format:"date" example:"2027-01-04"`
	Source     string `json:"source,omitempty" doc:"The rule it comes from; a correction needs one." maxLength:"200"`
	Correction bool   `json:"correction,omitempty" doc:"It mends what was entered wrongly: only then may its first day lie in the past."`
}

// holidayTrial is a day off that somebody thinks of saving.
type holidayTrial struct {
	Date   string `json:"date" format:"date" example:"2026-12-24"`
	Name   string `json:"name" maxLength:"200" example:"Cuti bersama Natal"`
	Kind   string `json:"kind" enum:"national,collective,regional,agency"`
	Region string `json:"region_code,omitempty" doc:"Of a regional one: that place and all that lies in it." maxLength:"13"`
	Agency ref    `json:"agency_id,omitempty" doc:"Of an agency's own: id or code."`
	Decree string `json:"decree,omitempty" doc:"What declared it." maxLength:"200"`
}

// simulatedCase is a report that turned.
type simulatedCase struct {
	TrackingID string `json:"tracking_id"`
	Late       bool   `json:"late" doc:"True: with the proposal it is late and was not; false: the other way round."`
}

// simulatedClock is what became of one kind of clock.
type simulatedClock struct {
	Clock        civic.ClockKind `json:"clock" enum:"verify,first_follow_up,resolve,response,rework,decide,reporter_window,completion,citizen"`
	Clocks       int             `json:"clocks" doc:"How many were replayed." example:"1200"`
	Moved        int             `json:"moved" doc:"Of them, with another last day." example:"1200"`
	LateNow      int             `json:"late_now" example:"80"`
	LateThen     int             `json:"late_then" doc:"With the proposal." example:"130"`
	NewlyLate    int             `json:"newly_late" example:"50"`
	NoLongerLate int             `json:"no_longer_late" example:"0"`
	MedianNow    int             `json:"median_days_now" doc:"Days from the start to the last day, all days counted." example:"18"`
	MedianThen   int             `json:"median_days_then" example:"9"`
	Examples     []simulatedCase `json:"examples" doc:"Up to ten reports that turned."`
	NotShown     int             `json:"not_shown" doc:"Reports that turned and that you may not read." example:"1"`
}

type simulated struct {
	Since  civic.Date       `json:"since" doc:"Clocks that started earlier are left alone." format:"date" example:"2026-08-25"`
	Sample bool             `json:"sample" doc:"There were too many: these are the latest."`
	Clocks []simulatedClock `json:"clocks" doc:"By kind; kinds of which none ran are left out."`
}

func simulatedOf(s directory.Simulated) *simulated {
	out := &simulated{Since: s.Since, Sample: s.Sample, Clocks: make([]simulatedClock, len(s.Clocks))}
	for i, c := range s.Clocks {
		one := simulatedClock{Clock: c.Clock, Clocks: c.Clocks, Moved: c.Moved, LateNow: c.LateNow, LateThen: c.LateThen, NewlyLate: c.NewlyLate, NoLongerLate: c.NoLongerLate,
			MedianNow: c.MedianNow, MedianThen: c.MedianThen, Examples: make([]simulatedCase, len(c.Examples)), NotShown: c.Secret}
		for j, e := range c.Examples {
			one.Examples[j] = simulatedCase{e.Code.Display(), e.Late}
		}
		out.Clocks[i] = one
	}
	return out
}

func (a *API) simulatePolicy(ctx context.Context, x *exchange, _ *struct{}) (*simulated, error) {
	who, err := a.ruler(ctx, x)
	if err != nil {
		return nil, err
	}
	b, err := read[policyTrial](x)
	if err != nil {
		return nil, err
	}
	p := civic.ClockPolicy{Clock: civic.ClockKind(b.Clock), Class: civic.Class(b.Class), Amount: b.Amount, Unit: civic.DayUnit(b.Unit), Source: b.Source, Correction: b.Correction}
	if p.AgencyID, err = agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.Agency); err != nil {
		return nil, err
	}
	if p.EffectiveFrom, err = optionalDay("effective_from", b.From); err != nil {
		return nil, err
	}
	s, err := a.Directory.SimulatePolicy(ctx, who, p)
	if err != nil {
		return nil, err
	}
	return simulatedOf(s), nil
}

func (a *API) simulateHoliday(ctx context.Context, x *exchange, _ *struct{}) (*simulated, error) {
	who, err := a.ruler(ctx, x)
	if err != nil {
		return nil, err
	}
	b, err := read[holidayTrial](x)
	if err != nil {
		return nil, err
	}
	h := civic.Holiday{Name: b.Name, Kind: civic.HolidayKind(b.Kind), Region: b.Region, Decree: b.Decree}
	if h.AgencyID, err = agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.Agency); err != nil {
		return nil, err
	}
	if h.Date, err = optionalDay("date", b.Date); err != nil {
		return nil, err
	}
	s, err := a.Directory.SimulateHoliday(ctx, who, h)
	if err != nil {
		return nil, err
	}
	return simulatedOf(s), nil
}

// ruler finds who asks. Whoever may enter no rules at all learns nothing from what is wrong with the one sent.
func (a *API) ruler(ctx context.Context, x *exchange) (civic.Actor, error) {
	who, err := x.officer(ctx)
	if err == nil && !slices.Contains([]civic.Role{civic.RoleNationalAdmin, civic.RoleAgencyAdmin}, who.Role) {
		err = civic.Forbidden("error.forbidden")
	}
	return who, err
}

// simulations registers the routes that tell what rules of time would have changed.
func (a *API) simulations() {
	out := simulated{Since: civic.Date{Year: 2026, Month: 8, Day: 25}, Clocks: []simulatedClock{{Clock: civic.ClockResolve, Clocks: 1200, Moved: 1200, LateNow: 80, LateThen: 130,
		NewlyLate: 50, MedianNow: 18, MedianThen: 9, Examples: []simulatedCase{{exampleCode.Display(), true}}, NotShown: 1}}}
	register(a, operation{id: "simulatePolicy", method: http.MethodPost, path: "/clock-policies/simulate", tag: tagDesk, access: officers,
		summary: "Try a length", about: "Replays the clocks that started in the last 90 days as if the length had held. Nothing is saved and no report changes.",
		in:  policyTrial{Agency: "pemkot-surabaya", Clock: "resolve", Class: "complaint", Amount: 7, Unit: "working_days", From: "2027-01-04", Source: "Perwali 3/2026"},
		out: out, errors: []int{http.StatusForbidden}}, a.simulatePolicy)
	register(a, operation{id: "simulateHoliday", method: http.MethodPost, path: "/holidays/simulate", tag: tagDesk, access: officers,
		summary: "Try a day off", about: "Replays the clocks that started in the last 90 days as if the day had been off. Nothing is saved and no report changes.",
		in: holidayTrial{Date: "2026-12-24", Name: "Cuti bersama Natal", Kind: "collective", Decree: "SKB 3 Menteri"}, out: out, errors: []int{http.StatusForbidden}}, a.simulateHoliday)
}
