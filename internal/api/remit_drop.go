package api

import (
	"context"

	"tuntas/internal/civic"
)

type remitDropParams struct {
	ID      string `path:"id" doc:"Id of the post." maxLength:"20"`
	From    string `path:"effective_from" doc:"First day of the remit." maxLength:"10" example:"2027-01-04"`
	Version string `query:"version" doc:"Of the remits that were read; another one is refused: 409." maxLength:"40"`
}

// dropRemit takes back a planned remit, and answers what the post reads without it.
func (a *API) dropRemit(ctx context.Context, x *exchange, p *remitDropParams) (*remitPost, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	post, err := civic.ParseID(p.ID)
	if err != nil {
		post = 0
	}
	if _, err := a.Directory.RemitOf(ctx, who, post); err != nil { // whoever may not learns nothing from what is wrong
		return nil, err
	}
	from, err := civic.ParseDate(p.From)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	if err := a.Directory.DropRemit(ctx, who, post, from, p.Version); err != nil {
		return nil, err
	}
	left, err := a.Directory.RemitOf(ctx, who, post)
	out := remitPostOf(a.Directory.Map(ctx), left)
	return &out, err
}
