package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// officeHours is when an office is open.
type officeHours struct {
	Agency *agencyName `json:"agency"`
	Opens  string      `json:"opens" doc:"As they hold, of its own or from above." example:"08.00"`
	Closes string      `json:"closes" example:"16.00"`
	Own    bool        `json:"own" doc:"The agency has stated them itself."`
}

type hoursBody struct {
	Opens  string `json:"opens" doc:"Such as 07.30; both empty: those of the desk above." maxLength:"5"`
	Closes string `json:"closes" maxLength:"5"`
}

// returnLimit is how many returns are too many from a day on.
type returnLimit struct {
	N      int        `json:"n" doc:"After so many the tier above has a day to decide." minimum:"1" example:"2"`
	From   civic.Date `json:"effective_from" format:"date" example:"2027-01-04"`
	Source string     `json:"source,omitempty"`
}

type returnLimits struct {
	Limits []returnLimit `json:"limits" doc:"Old and coming ones, the oldest first. Of one day the last holds."`
	Now    int           `json:"now" doc:"The one that holds today." example:"2"`
}

type returnLimitBody struct {
	N      int    `json:"n" minimum:"1" maximum:"20"`
	From   string `json:"effective_from" format:"date"`
	Source string `json:"source,omitempty" maxLength:"200"`
}

func (a *API) hoursOf(ctx context.Context, who civic.Actor, desk civic.ID) (*officeHours, error) {
	stated, err := a.Directory.StatedAgency(ctx, who, desk)
	if err != nil {
		return nil, err
	}
	t := a.Directory.Map(ctx).Tree
	holds, _ := t.Get(desk)
	if holds.Hours == (civic.OfficeHours{}) {
		holds.Hours = civic.DefaultHours()
	}
	out := &officeHours{Agency: nameOf(t, desk), Own: stated.Hours != (civic.OfficeHours{})}
	out.Opens, out.Closes = holds.Hours.Words()
	return out, nil
}

func (a *API) readHours(ctx context.Context, x *exchange, p *agencyParams) (*officeHours, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	return a.hoursOf(ctx, who, desk)
}

func (a *API) writeHours(ctx context.Context, x *exchange, p *agencyParams) (*officeHours, error) {
	who, desk, err := a.rulesDesk(ctx, x, p.ID)
	if err != nil {
		return nil, err
	}
	if _, err := a.Directory.StatedAgency(ctx, who, desk); err != nil { // whoever may not learns nothing from what is wrong
		return nil, err
	}
	b, err := read[hoursBody](x)
	if err != nil {
		return nil, err
	}
	h, err := civic.ParseHours(b.Opens, b.Closes)
	if err != nil {
		return nil, err
	}
	if err := a.Directory.SaveHours(ctx, who, desk, h); err != nil {
		return nil, err
	}
	return a.hoursOf(ctx, who, desk)
}

func (a *API) readLimits(ctx context.Context, x *exchange, _ *struct{}) (*returnLimits, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Directory.ReturnLimits(ctx, who)
	if err != nil {
		return nil, err
	}
	out := &returnLimits{Limits: []returnLimit{}, Now: a.Directory.Map(ctx).ReturnLimit(civic.DateOf(a.Now(), civic.WIB))}
	if out.Now == 0 {
		out.Now = civic.DefaultReturns
	}
	for _, l := range all {
		out.Limits = append(out.Limits, returnLimit{N: l.N, From: l.From, Source: l.Source})
	}
	return out, nil
}

func (a *API) writeLimit(ctx context.Context, x *exchange, p *struct{}) (*returnLimits, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := a.Directory.ReturnLimits(ctx, who); err != nil {
		return nil, err
	}
	b, err := read[returnLimitBody](x)
	if err != nil {
		return nil, err
	}
	l := directory.ReturnLimit{N: b.N, Source: b.Source}
	if l.From, err = optionalDay("effective_from", b.From); err != nil {
		return nil, err
	}
	if err := a.Directory.AddReturnLimit(ctx, who, l); err != nil {
		return nil, err
	}
	return a.readLimits(ctx, x, p)
}

// hours registers the routes of office hours, and of how many returns are too many.
func (a *API) hours() {
	one := officeHours{Agency: exampleSurabaya(), Opens: "07.30", Closes: "16.00", Own: true}
	limits := returnLimits{Limits: []returnLimit{{N: 2, From: exampleDay(23), Source: "SK 1/2026"}}, Now: 2}
	register(a, operation{id: "getHours", method: http.MethodGet, path: "/agencies/{id}/hours", tag: tagDesk, access: officers,
		summary: "Read office hours", about: "What comes after closing counts from the next working day. For the agency's coordinator, those above, and the national desk.",
		out: one, errors: []int{http.StatusNotFound}}, a.readHours)
	register(a, operation{id: "putHours", method: http.MethodPut, path: "/agencies/{id}/hours", tag: tagDesk, access: officers,
		summary: "Write office hours", about: "They hold for the desks below too, as far as these state none. Running clocks keep their days.",
		in: hoursBody{Opens: "07.30", Closes: "16.00"}, out: one, errors: []int{http.StatusNotFound}}, a.writeHours)
	register(a, operation{id: "listReturnLimits", method: http.MethodGet, path: "/return-limits", tag: tagDesk, access: officers,
		summary: "How many returns are too many", about: "For the national desk.", out: limits}, a.readLimits)
	register(a, operation{id: "saveReturnLimit", method: http.MethodPost, path: "/return-limits", tag: tagDesk, access: officers,
		summary: "Say how many returns are too many", about: "From a day on. The same one sent again is kept once. For the national desk.",
		in: returnLimitBody{N: 2, From: "2027-01-04", Source: "SK 1/2026"}, out: limits}, a.writeLimit)
}
