package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
)

// marks are what an officer, and the officer's agency, noted about a report.
type marks struct {
	Watched   bool     `json:"watched"`
	Mentioned bool     `json:"mentioned" doc:"In a note not read yet."`
	Labels    []string `json:"labels" doc:"Of the officer's agency."`
}

type labels struct {
	Labels []string `json:"labels" doc:"That the officer's agency uses."`
}

// Bodies that switch something on or off.
type (
	labelBody struct {
		Label string `json:"label" doc:"Small letters are made of large ones." maxLength:"40"`
		On    *bool  `json:"on" doc:"true puts it on, false takes it off."`
	}
	switchBody struct {
		On *bool `json:"on"`
	}
)

// marked registers an operation that notes something about a report and answers with what is noted then.
func marked[B any](a *API, op operation, do func(ctx context.Context, who civic.Actor, code civic.TrackingCode, b *B) error) {
	op.tag, op.access, op.out = tagDesk, officers, marks{Watched: true, Labels: []string{"aspal"}}
	op.errors = append(op.errors, http.StatusNotFound)
	register(a, op, func(ctx context.Context, x *exchange, p *codeParams) (*marks, error) {
		who, code, err := x.coded(ctx, p.Code)
		if err != nil {
			return nil, err
		}
		var b B
		if op.in != nil {
			if b, err = read[B](x); err != nil {
				return nil, err
			}
		}
		if err := do(ctx, who, code, &b); err != nil {
			return nil, err
		}
		m, on, err := a.Casework.Marks(ctx, who, code)
		return &marks{Watched: m.Watched, Mentioned: m.Mentioned, Labels: append([]string{}, on...)}, err
	})
}

// switched reads a switch that must be said. Errors: invalid "on".
func switched(on *bool) (bool, error) {
	if on == nil {
		return false, civic.Invalid("on", "api.on_needed")
	}
	return *on, nil
}

// marks registers the routes of what officers note for themselves and their agency.
func (a *API) marks() {
	marked(a, operation{id: "getMarks", method: http.MethodGet, path: "/reports/{tracking_id}/marks",
		summary: "What is noted about a report", about: "By the officer, and the labels of the officer's agency."},
		func(context.Context, civic.Actor, civic.TrackingCode, *struct{}) error { return nil })
	marked(a, operation{id: "labelReport", method: http.MethodPost, path: "/reports/{tracking_id}/labels", in: labelBody{Label: "aspal", On: new(true)}, errors: []int{http.StatusForbidden},
		summary: "Put a label on, or take it off", about: "A word of the agency's own; other agencies do not see it. Nobody labels what he may not read."},
		func(ctx context.Context, who civic.Actor, code civic.TrackingCode, b *labelBody) error {
			on, err := switched(b.On)
			if err != nil {
				return err
			}
			return a.Casework.Label(ctx, who, code, b.Label, on)
		})
	marked(a, operation{id: "watchReport", method: http.MethodPost, path: "/reports/{tracking_id}/watch", in: switchBody{On: new(true)},
		summary: "Watch, or no longer", about: "A watched report stays in the officer's list of them wherever it goes inside the scope."},
		func(ctx context.Context, who civic.Actor, code civic.TrackingCode, b *switchBody) error {
			on, err := switched(b.On)
			if err != nil {
				return err
			}
			return a.Casework.Watch(ctx, who, code, on)
		})
	marked(a, operation{id: "readReport", method: http.MethodPost, path: "/reports/{tracking_id}/read", in: switchBody{On: new(true)},
		summary: "Mark as read or unread", about: "true: the officer has read it as far as it goes now. false: it is new again. Reading over this interface marks nothing by itself."},
		func(ctx context.Context, who civic.Actor, code civic.TrackingCode, b *switchBody) error {
			on, err := switched(b.On)
			if err != nil {
				return err
			}
			if on {
				return a.Casework.Opened(ctx, who, code)
			}
			return a.Casework.MarkUnread(ctx, who, code)
		})
	register(a, operation{id: "listLabels", method: http.MethodGet, path: "/labels", tag: tagDesk, access: officers,
		summary: "List the labels", about: "At most 100 labels that the officer's agency uses.", out: labels{Labels: []string{"aspal", "drainase"}}},
		func(ctx context.Context, x *exchange, _ *struct{}) (*labels, error) {
			who, err := x.officer(ctx)
			if err != nil {
				return nil, err
			}
			all, err := a.Casework.Labels(ctx, who)
			return &labels{Labels: append([]string{}, all...)}, err
		})
}
