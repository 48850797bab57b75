package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// decree is a decree that set up a coordination team.
type decree struct {
	ID        civic.ID          `json:"id"`
	Agency    *agencyName       `json:"agency,omitempty"`
	Number    string            `json:"number" example:"188.44/K.256/2023"`
	Dated     civic.Date        `json:"dated" format:"date" doc:"The day of the decree."`
	From      civic.Date        `json:"from" format:"date" doc:"Its first day."`
	Until     string            `json:"until,omitempty" format:"date" doc:"Its last day; none: it is open." example:"2028-12-31"`
	State     civic.DecreeState `json:"state" enum:"valid,lapsing,lapsed,coming,withdrawn"`
	Note      string            `json:"note,omitempty"`
	File      string            `json:"file,omitempty" doc:"Name of its file, which the pages hand out."`
	Withdrawn string            `json:"withdrawn_reason,omitempty" doc:"Why it is withdrawn."`
	Version   int               `json:"version" doc:"To be sent with a change."`
	Team      []teamMember      `json:"team,omitempty" doc:"Not in lists."`
}

// teamMember is one of a coordination team.
type teamMember struct {
	Role  string `json:"role" doc:"A code of the list of roles in a team." maxLength:"40" example:"coordinator"`
	Name  string `json:"name,omitempty" doc:"May be left out beside an address." maxLength:"120" example:"Sri Wahyuni"`
	Email string `json:"email,omitempty" doc:"Of an officer of the agency or below it." maxLength:"200"`
}

type decreePage struct {
	Decrees []decree `json:"decrees"`
	Next    string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type decreeBody struct {
	Agency   ref          `json:"agency" doc:"Id or code."`
	Number   string       `json:"number" maxLength:"100" example:"188.44/K.256/2023"`
	Dated    string       `json:"dated" format:"date" example:"2026-01-05"`
	From     string       `json:"from" format:"date" example:"2026-01-05"`
	Until    string       `json:"until,omitempty" format:"date" doc:"None: it is open." example:"2028-12-31"`
	Note     string       `json:"note,omitempty" maxLength:"1000"`
	Replaces string       `json:"replaces,omitempty" doc:"Id of the decree in whose place it comes; that one ends the day before." maxLength:"20"`
	Team     []teamMember `json:"team,omitempty" maxItems:"40"`
}

type decreeEndBody struct {
	Reason  string `json:"reason" maxLength:"1000" example:"Salah instansi."`
	Version int    `json:"version" doc:"Of the decree that was read; another one is refused: 409." example:"1"`
}

type decreeParams struct {
	ID string `path:"id" doc:"Id of the decree." maxLength:"20"`
}

type decreeListParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
	Agency string `query:"agency" doc:"Only of this agency: id or code." maxLength:"80"`
}

type coverParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
	Lack   string `query:"lack" doc:"decree: none is valid. lapsing: the last one ends soon. coordinator: nobody holds the coordinating post. None: all agencies." enum:"decree,lapsing,coordinator"`
}

// coverRow is how an agency stands.
type coverRow struct {
	Agency      *agencyName `json:"agency"`
	Valid       bool        `json:"decree" doc:"A decree is valid."`
	Ends        string      `json:"ends,omitempty" format:"date" doc:"The last day of the last decree; none: there is none, or it is open."`
	Coordinator bool        `json:"coordinator" doc:"Somebody holds the coordinating post."`
	Year        int         `json:"yearly_report,omitempty" doc:"Year of the last yearly report." example:"2025"`
}

type coverPage struct {
	Agencies []coverRow `json:"agencies"`
	Next     string     `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

func (a *API) decreeOf(ctx context.Context, x *civic.Decree) (decree, error) {
	rule, err := a.Directory.DecreeRule(ctx)
	return a.decreeView(ctx, x, rule.Soon()), err
}

// decreeView is a decree as it is shown; soon is how many days before its end it is lapsing.
func (a *API) decreeView(ctx context.Context, x *civic.Decree, soon int) decree {
	out := decree{ID: x.ID, Agency: nameOf(a.Directory.Map(ctx).Tree, x.Agency), Number: x.Number, Dated: x.Dated, From: x.From, State: x.Stands(civic.DateOf(a.Now(), civic.WIB), soon),
		Note: x.Note, File: x.File.Name, Withdrawn: x.Why, Version: x.Version}
	if !x.Until.IsZero() {
		out.Until = x.Until.String()
	}
	for _, m := range x.Team {
		out.Team = append(out.Team, teamMember{Role: m.Role, Name: m.Name})
	}
	return out
}

// afterID reads where a list goes on.
func afterID(cursor string) (civic.ID, error) {
	at, err := readCursor(cursor, 1)
	if err != nil || at == nil {
		return 0, err
	}
	return civic.ID(at[0]), nil
}

func (a *API) listDecrees(ctx context.Context, x *exchange, p *decreeListParams) (*decreePage, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	before, err := afterID(p.Cursor)
	if err != nil {
		return nil, err
	}
	var agency civic.ID
	if p.Agency != "" { // one that is not in sight has no decrees, as one that is not there
		t := a.Directory.Map(ctx).Tree
		if found, ok := t.ByCode(p.Agency); ok {
			agency = found.ID
		} else if agency, err = civic.ParseID(p.Agency); err != nil {
			agency = -1
		}
	}
	all, more, err := a.Directory.Decrees(ctx, who, agency, before, max(1, p.Limit))
	if err != nil {
		return nil, err
	}
	rule, err := a.Directory.DecreeRule(ctx)
	if err != nil {
		return nil, err
	}
	out := &decreePage{Decrees: []decree{}}
	for i := range all {
		out.Decrees = append(out.Decrees, a.decreeView(ctx, &all[i], rule.Soon()))
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].ID))
	}
	return out, nil
}

// decreeAt is the decree of an address, as far as it is there for whoever asks.
func (a *API) decreeAt(ctx context.Context, who civic.Actor, id string) (*decree, civic.ID, error) {
	n, err := civic.ParseID(id)
	if err != nil {
		n = 0 // not there, for whoever may ask
	}
	x, err := a.Directory.DecreeOf(ctx, who, n)
	if err != nil {
		return nil, 0, err
	}
	out, err := a.decreeOf(ctx, &x)
	return &out, n, err
}

func (a *API) showDecree(ctx context.Context, x *exchange, p *decreeParams) (*decree, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	out, _, err := a.decreeAt(ctx, who, p.ID)
	return out, err
}

func (a *API) registerDecree(ctx context.Context, x *exchange, _ *struct{}) (*decree, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Directory.MayRegister(who); err != nil { // whoever may not learns nothing from what is wrong
		return nil, err
	}
	b, err := read[decreeBody](x)
	if err != nil {
		return nil, err
	}
	is := civic.Decree{Number: b.Number, Note: b.Note}
	if is.Agency, err = agencyID(a.Directory.Map(ctx).Tree, "agency", b.Agency); err != nil {
		return nil, civic.NotFound("error.not_found") // as one that is not theirs
	}
	for _, d := range []struct {
		name, text string
		to         *civic.Date
	}{{"dated", b.Dated, &is.Dated}, {"from", b.From, &is.From}, {"until", b.Until, &is.Until}} {
		if *d.to, err = optionalDay(d.name, d.text); err != nil {
			return nil, err
		}
	}
	if b.Replaces != "" {
		if is.Replaces, err = civic.ParseID(b.Replaces); err != nil {
			return nil, civic.Invalid("replaces", "error.decree_replaces")
		}
	}
	for _, m := range b.Team {
		is.Team = append(is.Team, civic.TeamMember{Role: m.Role, Name: m.Name, Email: m.Email})
	}
	saved, err := a.Directory.SaveDecree(ctx, who, is)
	if err != nil {
		return nil, err
	}
	out, err := a.decreeOf(ctx, &saved)
	return &out, err
}

func (a *API) withdrawDecree(ctx context.Context, x *exchange, p *decreeParams) (*decree, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Directory.MayRegister(who); err != nil {
		return nil, err
	}
	_, id, err := a.decreeAt(ctx, who, p.ID)
	if err != nil {
		return nil, err
	}
	b, err := read[decreeEndBody](x)
	if err != nil {
		return nil, err
	}
	if err := a.Directory.WithdrawDecree(ctx, who, id, b.Version, b.Reason); err != nil {
		return nil, err
	}
	out, _, err := a.decreeAt(ctx, who, p.ID)
	return out, err
}

func (a *API) decreeCoverage(ctx context.Context, x *exchange, p *coverParams) (*coverPage, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	after, err := afterID(p.Cursor)
	if err != nil {
		return nil, err
	}
	t := a.Directory.Map(ctx).Tree
	last, _ := t.Get(after) // the list goes by name
	all, more, err := a.Directory.Coverage(ctx, who, directory.Lack(p.Lack), last.Name, last.ID, max(1, p.Limit))
	if err != nil {
		return nil, err
	}
	out := &coverPage{Agencies: []coverRow{}}
	for _, c := range all {
		row := coverRow{Agency: nameOf(t, c.Agency), Valid: c.Valid, Coordinator: c.Coordinator, Year: c.Year}
		if !c.Ends.IsZero() {
			row.Ends = c.Ends.String()
		}
		out.Agencies = append(out.Agencies, row)
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].Agency))
	}
	return out, nil
}

// decrees registers the routes of the register of decrees.
func (a *API) decrees() {
	day := civic.Date{Year: 2026, Month: 1, Day: 5}
	one := decree{ID: exampleID, Agency: &agencyName{ID: 20, Code: "pemkot-surabaya", Name: "Pemerintah Kota Surabaya"}, Number: "188.44/K.256/2023", Dated: day, From: day,
		Until: "2028-12-31", State: civic.DecreeValid, Version: 1, Team: []teamMember{{Role: "coordinator", Name: "Sri Wahyuni"}}}
	who := "The national desk sees all, a coordinator the own agency and those below, a supervisor those of the remit."
	register(a, operation{id: "listDecrees", method: http.MethodGet, path: "/decrees", tag: tagDesk, access: officers,
		summary: "The decrees that set up coordination teams", about: who, out: decreePage{Decrees: []decree{one}}, errors: []int{http.StatusForbidden}}, a.listDecrees)
	register(a, operation{id: "showDecree", method: http.MethodGet, path: "/decrees/{id}", tag: tagDesk, access: officers,
		summary: "A decree with its team", about: who, out: one, errors: []int{http.StatusForbidden, http.StatusNotFound}}, a.showDecree)
	register(a, operation{id: "registerDecree", method: http.MethodPost, path: "/decrees", tag: tagDesk, access: officers, status: http.StatusCreated,
		summary: "Register a decree", about: "Of the own agency or one below it; the national desk of any. Its file is added on the pages.",
		in:  decreeBody{Agency: "pemkot-surabaya", Number: one.Number, Dated: day.String(), From: day.String(), Until: one.Until, Team: one.Team},
		out: one, errors: []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict}}, a.registerDecree)
	register(a, operation{id: "withdrawDecree", method: http.MethodPost, path: "/decrees/{id}/withdraw", tag: tagDesk, access: officers,
		summary: "Withdraw a decree", about: "It does not count as valid any more; the entry stays. The pages take that back.",
		in: decreeEndBody{Reason: "Salah instansi.", Version: 1}, out: one, errors: []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict}}, a.withdrawDecree)
	register(a, operation{id: "decreeCoverage", method: http.MethodGet, path: "/decree-coverage", tag: tagDesk, access: officers,
		summary: "Which agencies lack a decree or a coordinator", about: "The agencies right below the national desk, by name. For the national desk, and for supervisors those of the remit.",
		out: coverPage{Agencies: []coverRow{{Agency: one.Agency, Valid: true, Ends: one.Until, Coordinator: true, Year: 2025}}}, errors: []int{http.StatusForbidden}}, a.decreeCoverage)
}
