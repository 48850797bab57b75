package api

import (
	"context"
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Bodies of the steps by which officers share the work.
type (
	assignBody struct {
		Assignee string `json:"assignee,omitempty" doc:"Id of an officer of the desk; none gives the report back to the desk." maxLength:"20"`
		Seq      int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	noteBody struct {
		Message  string   `json:"message" maxLength:"10000"`
		Mentions []string `json:"mentions,omitempty" doc:"Ids of officers who are addressed; they must be able to read the report." maxItems:"50"`
		Seq      int      `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

// colleague is an officer who can be given a report, or addressed in a note about it.
type colleague struct {
	OfficerID civic.ID `json:"officer_id"`
	Name      string   `json:"name" example:"Petugas Contoh"`
	Desk      string   `json:"desk,omitempty" doc:"Name of the desk of the post."`
	Handles   bool     `json:"handles" doc:"May be given the report; others may only be addressed."`
}

type colleagues struct {
	Officers []colleague `json:"officers"`
}

func colleaguesOf(all []casework.Colleague) *colleagues {
	out := &colleagues{Officers: make([]colleague, len(all))}
	for i, c := range all {
		out.Officers[i] = colleague{OfficerID: c.Officer, Name: c.Name, Desk: c.Desk, Handles: c.Handles}
	}
	return out
}

// mostMentions is how many officers one note addresses.
const mostMentions = 50

// sharing: who of the desk does it, and what officers tell each other.
func (a *API) sharing() {
	step(a, officerStep("assign", "assignReport", "Take, hand over, give back",
		"Whose work it is among the officers of its desk; the report stays where it is.", assignBody{Assignee: exampleID.String(), Seq: 3}, civic.VerbAssign),
		func(_ context.Context, b *assignBody) (civic.Command, error) {
			to, err := optionalID("assignee", b.Assignee)
			return civic.Command{Verb: civic.VerbAssign, Assignee: to, Seq: b.Seq}, err
		})
	step(a, officerStep("notes", "noteReport", "Write a note",
		"A note among officers; the reporter never sees it. Whoever is addressed in it finds the report among those with `mentioned`.",
		noteBody{Message: "Sudah dibicarakan dengan dinas."}, civic.VerbNote),
		func(_ context.Context, b *noteBody) (civic.Command, error) {
			cmd := civic.Command{Verb: civic.VerbNote, Message: b.Message, Seq: b.Seq}
			if len(b.Mentions) > mostMentions {
				return cmd, civic.Invalid("mentions", "api.param_wrong")
			}
			for _, text := range b.Mentions {
				id, err := civic.ParseID(text)
				if err != nil {
					return cmd, civic.Invalid("mentions", "error.mention_cannot")
				}
				cmd.Mentions = append(cmd.Mentions, id)
			}
			return cmd, nil
		})
	example := colleagues{Officers: []colleague{{OfficerID: exampleID, Name: "Petugas Contoh", Desk: "Dinas Pekerjaan Umum", Handles: true}}}
	register(a, operation{id: "getColleagues", method: http.MethodGet, path: "/reports/{tracking_id}/colleagues", tag: tagOfficers, access: officers,
		summary: "Who can be given it, or addressed", about: "Officers of its desk and of the desks above, as far as they may read it.", out: example, errors: []int{http.StatusNotFound}},
		func(ctx context.Context, x *exchange, p *showParams) (*colleagues, error) {
			who, code, err := x.coded(ctx, p.Code)
			if err != nil {
				return nil, err
			}
			all, err := a.Casework.Colleagues(ctx, who, code)
			return colleaguesOf(all), err
		})
	register(a, operation{id: "listColleagues", method: http.MethodGet, path: "/colleagues", tag: tagBulk, access: officers,
		summary: "Officers of the own desk", about: "To whom many reports can be given.", out: example},
		func(ctx context.Context, x *exchange, _ *struct{}) (*colleagues, error) {
			who, err := x.officer(ctx)
			if err != nil {
				return nil, err
			}
			all, err := a.Casework.DeskColleagues(ctx, who)
			return colleaguesOf(all), err
		})
}
