package api

import (
	"context"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// bulkBody is one step for many reports.
type bulkBody struct {
	Verb          civic.Verb       `json:"verb" enum:"verify,dispose,assign,label,follow_up,answer,merge,note"`
	TrackingIDs   []string         `json:"tracking_ids,omitempty" doc:"These reports; what is not there is left out." maxItems:"10000"`
	Filter        *ListFilter      `json:"filter,omitempty" doc:"Or everything that this list holds, at most 10000 reports."`
	Class         civic.Class      `json:"class,omitempty" doc:"With verify." enum:"complaint,complaint_oversight,aspiration,information"`
	TopicID       ref              `json:"topic_id,omitempty" doc:"With verify: by id or code."`
	AgencyID      ref              `json:"agency_id,omitempty" doc:"With verify and dispose: where they go, by id or code."`
	Assignee      string           `json:"assignee,omitempty" doc:"With assign: id of the officer; none gives them back to the desk." maxLength:"20"`
	Label         string           `json:"label,omitempty" doc:"With label." maxLength:"40"`
	Lead          string           `json:"lead,omitempty" doc:"With merge: tracking code of the report that the others follow; without it, the oldest of them that can lead."`
	Message       string           `json:"message,omitempty" doc:"With dispose, follow_up, answer and note." maxLength:"10000"`
	TemplateID    string           `json:"template_id,omitempty" doc:"With follow_up and answer, in the place of message: filled in for each report. A report for which something stays open is left out." maxLength:"20"`
	Disclosure    civic.Disclosure `json:"disclosure,omitempty" doc:"With answer: what becomes of the information, for the requests of information among them; those are left out without it." enum:"given,part,refused"`
	Ground        string           `json:"ground,omitempty" doc:"Where something is kept back: a code of the list refusal." maxLength:"500"`
	QualityReason string           `json:"quality_reason,omitempty" doc:"With follow_up and answer: why all of them may be told the same." maxLength:"500"`
}

// bulkRefusal is why some reports would be left as they are.
type bulkRefusal struct {
	Code        string   `json:"code" example:"error.bulk_state.closed"`
	Detail      string   `json:"detail" doc:"The same in words."`
	Count       int      `json:"count"`
	TrackingIDs []string `json:"tracking_ids" doc:"The first few."`
}

// bulkSample is what one report would be told.
type bulkSample struct {
	TrackingID string `json:"tracking_id"`
	Message    string `json:"message"`
}

// bulkPreview is what an order would do now.
type bulkPreview struct {
	Total    int           `json:"total"`
	Able     int           `json:"able" doc:"With which it would be done."`
	More     bool          `json:"more,omitempty" doc:"The list holds more than one order can."`
	Refusals []bulkRefusal `json:"refusals"`
	Lead     string        `json:"lead,omitempty" doc:"With merge: the report that the others would follow. It is not among total."`
	Sample   *bulkSample   `json:"sample,omitempty" doc:"With a template: what the first report would be told."`
}

// order reads what is to be done, and to which reports. Errors: invalid with the field; those of listOf.
func (a *API) order(ctx context.Context, who civic.Actor, b *bulkBody) (o casework.Order, sel casework.Selection, err error) {
	m := a.Directory.Map(ctx)
	cmd := civic.Command{Verb: b.Verb, Class: b.Class, Message: b.Message, Disclosure: b.Disclosure, Ground: b.Ground, QualityReason: b.QualityReason}
	if cmd.Topic, err = topicID(m, "topic_id", b.TopicID); err != nil {
		return o, sel, err
	}
	if cmd.Target, err = agencyID(m.Tree, "agency_id", b.AgencyID); err != nil {
		return o, sel, err
	}
	if cmd.Assignee, err = optionalID("assignee", b.Assignee); err != nil {
		return o, sel, err
	}
	o.Label = b.Label
	if o.Template, err = optionalID("template_id", b.TemplateID); err != nil {
		return o, sel, err
	}
	if b.Lead != "" {
		if cmd.Into, err = civic.ParseTrackingCode(b.Lead); err != nil {
			return o, sel, civic.Invalid("lead", "error.lead_unknown")
		}
	}
	o.Command = cmd
	sel, err = a.selection(ctx, who, b)
	return o, sel, err
}

// optionalID reads an id that may be missing. Errors: invalid with the field.
func optionalID(field, text string) (civic.ID, error) {
	if text == "" {
		return 0, nil
	}
	id, err := civic.ParseID(text)
	if err != nil {
		return 0, civic.Invalid(field, "api.param_wrong")
	}
	return id, nil
}

// selection reads which reports are meant: named ones, or a list.
func (a *API) selection(ctx context.Context, who civic.Actor, b *bulkBody) (sel casework.Selection, err error) {
	if b.Filter != nil {
		if len(b.TrackingIDs) > 0 {
			return sel, civic.Invalid("filter", "api.bulk_both")
		}
		q, err := a.listOf(ctx, who, b.Filter)
		return casework.Selection{List: &q}, err
	}
	if len(b.TrackingIDs) == 0 {
		return sel, civic.Invalid("tracking_ids", "error.bulk_none")
	}
	for _, text := range b.TrackingIDs {
		code, err := civic.ParseTrackingCode(text)
		if err != nil {
			return sel, civic.Invalid("tracking_ids", "error.bulk_code", "code", strings.ToValidUTF8(text[:min(len(text), 40)], ""))
		}
		sel.Codes = append(sel.Codes, code)
	}
	return sel, nil
}

// previewBulk tells what an order would do.
func (a *API) previewBulk(ctx context.Context, x *exchange, _ *struct{}) (*bulkPreview, error) {
	who, o, sel, err := x.order(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Casework.PreviewBulk(ctx, who, o, sel)
	if err != nil {
		return nil, err
	}
	out := &bulkPreview{Total: p.Total, Able: p.Able, More: p.More, Refusals: make([]bulkRefusal, len(p.Refusals))}
	for i, r := range p.Refusals {
		out.Refusals[i] = bulkRefusal{Code: r.Key, Detail: a.Errors.Words(x.r, r.Key, nil), Count: r.N, TrackingIDs: displayed(r.Some)}
	}
	if p.Lead != "" {
		out.Lead = p.Lead.Display()
	}
	if p.Sample.Code != "" {
		out.Sample = &bulkSample{TrackingID: p.Sample.Code.Display(), Message: p.Sample.Text}
	}
	return out, nil
}

// order is the asker with the order that was sent.
func (x *exchange) order(ctx context.Context) (who civic.Actor, o casework.Order, sel casework.Selection, err error) {
	if who, err = x.officer(ctx); err != nil {
		return who, o, sel, err
	}
	b, err := read[bulkBody](x)
	if err != nil {
		return who, o, sel, err
	}
	o, sel, err = x.a.order(ctx, who, &b)
	return who, o, sel, err
}

func displayed(codes []civic.TrackingCode) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = c.Display()
	}
	return out
}
