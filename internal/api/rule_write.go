package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
)

// policyBody is a length that is saved, or tried.
type policyBody struct {
	Agency     ref    `json:"agency_id,omitempty" doc:"Id or code; nothing means the whole country."`
	Clock      string `json:"clock" enum:"verify,first_follow_up,resolve,response,rework,decide,support,consult,demand,reporter_window,completion,reopen_window,objection,objection_term,commission_term"`
	Class      string `json:"class,omitempty" doc:"Nothing means any." enum:"complaint,complaint_oversight,aspiration,information"`
	PPID       bool   `json:"ppid,omitempty" doc:"For requests of public information by UU 14/2008."`
	Amount     int    `json:"amount" doc:"Its length in days." minimum:"1" maximum:"365" example:"7"`
	Unit       string `json:"unit" enum:"working_days,calendar_days"`
	Extension  int    `json:"extension,omitempty" doc:"By how many days it may be extended, once." minimum:"0" maximum:"365" example:"5"`
	From       string `json:"effective_from" doc:"First day on which it holds; today or later." format:"date" example:"2027-01-04"`
	Source     string `json:"source,omitempty" doc:"The rule it comes from; a correction needs one." maxLength:"200"`
	Correction bool   `json:"correction,omitempty" doc:"It mends what was entered wrongly: only then may its first day lie in the past."`
	Try        bool   `json:"try,omitempty" doc:"Save nothing, and tell what it would have changed."`
}

// holidayBody is a day off that is saved, or tried.
type holidayBody struct {
	Date   string `json:"date" format:"date" example:"2026-12-24"`
	Name   string `json:"name" maxLength:"200" example:"Cuti bersama Natal"`
	Kind   string `json:"kind" enum:"national,collective,regional,agency"`
	Region string `json:"region_code,omitempty" doc:"Of a regional one: that place and all that lies in it." maxLength:"13"`
	Agency ref    `json:"agency_id,omitempty" doc:"Of an agency's own: id or code."`
	Decree string `json:"decree,omitempty" doc:"What declared it." maxLength:"200"`
	Try    bool   `json:"try,omitempty" doc:"Save nothing, and tell what it would have changed."`
}

// clockPolicy is a length as it is kept.
type clockPolicy struct {
	ID         civic.ID        `json:"id"`
	Agency     *agencyName     `json:"agency,omitempty" doc:"Nothing means the whole country."`
	Clock      civic.ClockKind `json:"clock" example:"resolve"`
	Class      civic.Class     `json:"class,omitempty" doc:"Nothing means any."`
	PPID       bool            `json:"ppid,omitempty"`
	Amount     int             `json:"amount" example:"14"`
	Unit       civic.DayUnit   `json:"unit" enum:"working_days,calendar_days"`
	Extension  int             `json:"extension,omitempty" example:"5"`
	From       civic.Date      `json:"effective_from,omitzero" doc:"Nothing means always." format:"date"`
	Source     string          `json:"source,omitempty"`
	Correction bool            `json:"correction,omitempty"`
}

type clockPolicies struct {
	Policies []clockPolicy `json:"policies" doc:"Of the country, and of the agencies that the officer manages; old ones too."`
}

// savedRule is what became of a rule: it holds, or it was only tried.
type savedRule struct {
	Saved bool       `json:"saved"`
	ID    civic.ID   `json:"id,omitempty" doc:"Of a length."`
	Again bool       `json:"repeated,omitempty" doc:"The same length was written before: it is kept, with its id, and nothing was written now."`
	Trial *simulated `json:"trial,omitempty"`
}

func (a *API) listPolicies(ctx context.Context, x *exchange, _ *struct{}) (*clockPolicies, error) {
	who, err := a.ruler(ctx, x)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &clockPolicies{Policies: []clockPolicy{}}
	for _, p := range m.Ref.Policies {
		if p.AgencyID != 0 && !who.MayAdminister(m.Tree, p.AgencyID) {
			continue
		}
		one := clockPolicy{ID: p.ID, Clock: p.Clock, Class: p.Class, PPID: p.Variant == civic.VariantPPID, Amount: p.Amount, Unit: p.Unit, Extension: p.Extension,
			From: p.EffectiveFrom, Source: p.Source, Correction: p.Correction}
		if p.AgencyID != 0 {
			one.Agency = nameOf(m.Tree, p.AgencyID)
		}
		out.Policies = append(out.Policies, one)
	}
	return out, nil
}

func (a *API) savePolicy(ctx context.Context, x *exchange, _ *struct{}) (*savedRule, error) {
	who, err := a.ruler(ctx, x)
	if err != nil {
		return nil, err
	}
	b, err := read[policyBody](x)
	if err != nil {
		return nil, err
	}
	p := civic.ClockPolicy{Clock: civic.ClockKind(b.Clock), Class: civic.Class(b.Class), Amount: b.Amount, Unit: civic.DayUnit(b.Unit), Extension: b.Extension, Source: b.Source, Correction: b.Correction}
	if b.PPID {
		p.Variant = civic.VariantPPID
	}
	if p.AgencyID, err = agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.Agency); err != nil {
		return nil, err
	}
	if p.EffectiveFrom, err = optionalDay("effective_from", b.From); err != nil {
		return nil, err
	}
	if b.Try {
		s, err := a.Directory.SimulatePolicy(ctx, who, p)
		if err != nil {
			return nil, err
		}
		return &savedRule{Trial: simulatedOf(s)}, nil
	}
	p, again, err := a.Directory.AddPolicyOnce(ctx, who, p)
	return &savedRule{Saved: true, ID: p.ID, Again: again}, err
}

func (a *API) saveHoliday(ctx context.Context, x *exchange, _ *struct{}) (*savedRule, error) {
	who, err := a.ruler(ctx, x)
	if err != nil {
		return nil, err
	}
	b, err := read[holidayBody](x)
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
	if b.Try {
		s, err := a.Directory.SimulateHoliday(ctx, who, h)
		if err != nil {
			return nil, err
		}
		return &savedRule{Trial: simulatedOf(s)}, nil
	}
	return &savedRule{Saved: true}, a.Directory.SaveHoliday(ctx, who, h)
}

// ruleWriting registers the routes by which rules of time are written.
func (a *API) ruleWriting() {
	one := clockPolicy{ID: exampleID, Clock: civic.ClockResolve, Class: civic.Complaint, Amount: 14, Unit: civic.WorkingDays, Extension: 5, Source: "PermenPANRB 62/2018, bab VI"}
	register(a, operation{id: "listPolicies", method: http.MethodGet, path: "/clock-policies", tag: tagDesk, access: officers,
		summary: "Lengths of clocks", about: "For the national desk, and coordinators for their agencies.", out: clockPolicies{Policies: []clockPolicy{one}}, errors: []int{http.StatusForbidden}}, a.listPolicies)
	register(a, operation{id: "savePolicy", method: http.MethodPost, path: "/clock-policies", tag: tagDesk, access: officers,
		summary: "Write a length", about: "From a day on; running clocks keep theirs. An existing one is never changed; the same one sent again is kept once. With `try` nothing is saved.",
		in:  policyBody{Agency: "pemkot-surabaya", Clock: "resolve", Class: "complaint", Amount: 10, Unit: "working_days", Extension: 5, From: "2027-01-04", Source: "Perwali 3/2026"},
		out: savedRule{Saved: true, ID: exampleID}, errors: []int{http.StatusForbidden}}, a.savePolicy)
	register(a, operation{id: "saveHoliday", method: http.MethodPost, path: "/holidays", tag: tagDesk, access: officers,
		summary: "Write a day off", about: "Provisional dates that it moves are reckoned again; firm ones stay. With `try` nothing is saved.",
		in:  holidayBody{Date: "2026-12-24", Name: "Cuti bersama Natal", Kind: "collective", Decree: "SKB 3 Menteri"},
		out: savedRule{Saved: true}, errors: []int{http.StatusForbidden, http.StatusConflict}}, a.saveHoliday)
}
