package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// bulkOrder is an order and how far it is.
type bulkOrder struct {
	ID         civic.ID           `json:"id"`
	Verb       civic.Verb         `json:"verb"`
	State      casework.BulkState `json:"state" enum:"waiting,done,undone" doc:"waiting: for its time, or half done."`
	Total      int                `json:"total"`
	Done       int                `json:"done"`
	Refused    int                `json:"refused"`
	CreatedAt  time.Time          `json:"created_at"`
	StartsAt   time.Time          `json:"starts_at" doc:"Until then nothing is done."`
	FinishedAt time.Time          `json:"finished_at,omitzero"`
}

type bulkOrders struct {
	Orders []bulkOrder `json:"orders"`
}

// bulkRow is what became of one report.
type bulkRow struct {
	TrackingID string `json:"tracking_id"`
	Result     string `json:"result" enum:"waiting,done,refused"`
	Code       string `json:"code,omitempty" doc:"Why it was refused."`
	Detail     string `json:"detail,omitempty" doc:"The same in words."`
}

type bulkResults struct {
	Reports []bulkRow `json:"reports"`
	Next    string    `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type bulkParams struct {
	ID string `path:"bulk_id" doc:"Id of the order." maxLength:"20"`
}

type bulkRowsParams struct {
	ID     string `path:"bulk_id" doc:"Id of the order." maxLength:"20"`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"Most entries."`
}

type bulkStartParams struct {
	Key string `header:"Idempotency-Key" doc:"A random value, such as a UUID. The same order sent again under it is the first one, and nothing is done twice. From 8 characters." maxLength:"200" example:"3c9a1b7e-2f40-4d6b-a8c5-0e1f2d3b4a59"`
}

// nothing is the body of a step that needs none.
type nothing struct{}

func orderOf(b *casework.Bulk) *bulkOrder {
	out := &bulkOrder{ID: b.ID, Verb: civic.Verb(b.Verb), State: b.State, Total: b.Total, Done: b.Done, Refused: b.Refused,
		CreatedAt: time.UnixMicro(b.CreatedAt).UTC(), StartsAt: b.Starts().UTC()}
	if b.FinishedAt != 0 {
		out.FinishedAt = time.UnixMicro(b.FinishedAt).UTC()
	}
	return out
}

// startBulk gives an order.
func (a *API) startBulk(ctx context.Context, x *exchange, p *bulkStartParams) (*bulkOrder, error) {
	who, o, sel, err := x.order(ctx)
	if err != nil {
		return nil, err
	}
	if err := checkKey(p.Key); err != nil {
		return nil, err
	}
	o.Key = p.Key
	b, err := a.Casework.StartBulk(ctx, who, o, sel)
	if err != nil {
		return nil, err
	}
	if b.Repeated {
		x.w.Header().Set(replayed, "true")
	}
	return orderOf(&b), nil
}

// ordered finds who asks, and the order in the path. What is no id is no order.
func (x *exchange) ordered(ctx context.Context, typed string) (civic.Actor, civic.ID, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return who, 0, err
	}
	id, err := civic.ParseID(typed)
	if err != nil {
		return who, 0, civic.NotFound("error.not_found")
	}
	return who, id, nil
}

func (a *API) showBulk(ctx context.Context, x *exchange, p *bulkParams) (*bulkOrder, error) {
	who, id, err := x.ordered(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	b, err := a.Casework.BulkOf(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return orderOf(&b), nil
}

// undoBulk takes an order back, and shows it.
func (a *API) undoBulk(ctx context.Context, x *exchange, p *bulkParams) (*bulkOrder, error) {
	who, id, err := x.ordered(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if _, err := read[nothing](x); err != nil {
		return nil, err
	}
	if err := a.Casework.UndoBulk(ctx, who, id); err != nil {
		return nil, err
	}
	return a.showBulk(ctx, x, p)
}

func (a *API) listBulk(ctx context.Context, x *exchange, _ *struct{}) (*bulkOrders, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Casework.Bulks(ctx, who)
	out := &bulkOrders{Orders: make([]bulkOrder, len(all))}
	for i := range all {
		out.Orders[i] = *orderOf(&casework.Bulk{Bulk: all[i]})
	}
	return out, err
}

// bulkResults lists what became of the reports of an order.
func (a *API) bulkResults(ctx context.Context, x *exchange, p *bulkRowsParams) (*bulkResults, error) {
	who, id, err := x.ordered(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	after := 0
	if at != nil {
		after = int(min(at[0], casework.MaxBulk))
	}
	rows, err := a.Casework.BulkRows(ctx, who, id, after, p.Limit+1)
	if err != nil {
		return nil, err
	}
	out := &bulkResults{}
	if len(rows) > p.Limit {
		rows = rows[:p.Limit]
		out.Next = cursorOf(int64(rows[p.Limit-1].N))
	}
	out.Reports = make([]bulkRow, len(rows))
	for i, r := range rows {
		one := bulkRow{TrackingID: r.Code.Display(), Result: "refused", Code: r.Result}
		switch r.Result {
		case "":
			one.Result = "waiting"
		case casework.BulkOK:
			one.Result, one.Code = "done", ""
		default:
			one.Detail = a.Errors.Words(x.r, r.Result, nil)
		}
		out.Reports[i] = one
	}
	return out, nil
}

// bulk registers the routes of orders for many reports.
func (a *API) bulk() {
	body := bulkBody{Verb: civic.VerbFollowUp, Filter: &ListFilter{Topic: "jalan", Label: "wonokromo"}, TemplateID: exampleID.String(), QualityReason: "Jadwal satu ruas jalan."}
	given := bulkOrder{ID: exampleID, Verb: civic.VerbFollowUp, State: casework.BulkWaiting, Total: 40, CreatedAt: exampleAt(26, 3, 0), StartsAt: exampleAt(26, 3, 0).Add(casework.UndoTime)}
	register(a, operation{id: "previewBulk", method: http.MethodPost, path: "/bulk/preview", tag: tagBulk, access: officers,
		summary: "What an order would do", about: "How many reports would be done, which would be refused and why, and for a template what the first would be told. Nothing changes.", in: body,
		out: bulkPreview{Total: 40, Able: 39, Refusals: []bulkRefusal{{Code: "error.bulk_state.closed", Detail: "This report is closed already.", Count: 1, TrackingIDs: []string{"7K2M-9QXT-4PD"}}},
			Sample: &bulkSample{TrackingID: "8H3N-2RWV-5QF", Message: "Laporan 8H3N-2RWV-5QF kami kerjakan 27 November 2026."}}, errors: []int{http.StatusNotFound}}, a.previewBulk)
	register(a, operation{id: "startBulk", method: http.MethodPost, path: "/bulk", tag: tagBulk, access: officers, status: http.StatusAccepted,
		summary: "Give an order", about: "Ten seconds later it is begun; until then it can be taken back. Each report is a step of its own: what refuses one changes nothing for the others, and a report that changed since is left as it is. " +
			"The officer may do to each what he may do to it alone.", in: body, out: given, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.startBulk)
	register(a, operation{id: "listBulk", method: http.MethodGet, path: "/bulk", tag: tagBulk, access: officers,
		summary: "List the own orders", about: "The last 20.", out: bulkOrders{Orders: []bulkOrder{given}}}, a.listBulk)
	register(a, operation{id: "getBulk", method: http.MethodGet, path: "/bulk/{bulk_id}", tag: tagBulk, access: officers,
		summary: "How far an order is", about: "An order is shown to the officer who gave it, for 30 days.", out: given, errors: []int{http.StatusNotFound}}, a.showBulk)
	register(a, operation{id: "undoBulk", method: http.MethodPost, path: "/bulk/{bulk_id}/undo", tag: tagBulk, access: officers, in: nothing{},
		summary: "Take an order back", about: "While nothing of it is done; 409 after that.", out: given, errors: []int{http.StatusNotFound, http.StatusConflict}}, a.undoBulk)
	register(a, operation{id: "getBulkResults", method: http.MethodGet, path: "/bulk/{bulk_id}/reports", tag: tagBulk, access: officers,
		summary: "What became of each report", about: "In the order in which they are done.",
		out: bulkResults{Reports: []bulkRow{{TrackingID: "7K2M-9QXT-4PD", Result: "done"}}}, errors: []int{http.StatusNotFound}}, a.bulkResults)
}
