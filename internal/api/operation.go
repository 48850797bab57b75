package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/civic"
)

// who may call an operation at all; what they may do with it the verbs decide.
type access int

const (
	everybody access = iota // no credentials
	readers                 // anybody; more is shown with a token or a PIN
	parties                 // a token or a PIN
	reporters               // a PIN; officers are answered too, mostly that they may not
	officers                // a token
	senders                 // anybody, or an officer on behalf of somebody
)

func (w access) security() []map[string][]string {
	bearer, pin, none := map[string][]string{"bearer": {}}, map[string][]string{"pin": {}}, map[string][]string{}
	switch w {
	case readers:
		return []map[string][]string{none, pin, bearer}
	case parties:
		return []map[string][]string{bearer, pin}
	case reporters:
		return []map[string][]string{pin}
	case officers:
		return []map[string][]string{bearer}
	case senders:
		return []map[string][]string{none, bearer}
	default:
		return nil
	}
}

// operation is what one route looks like from outside.
type operation struct {
	id, method, path string
	tag              string
	summary, about   string
	access           access
	status           int          // of success; 0 means 200
	verbs            []civic.Verb // steps of the lifecycle it takes; their rules are added to about
	in               any          // an example of the JSON body; nil takes none
	out              any          // an example of the answer
	errors           []int        // statuses besides those that follow from access
}

// output is an answer of huma; its headers are set on the exchange.
type output[O any] struct{ Body *O }

// register makes a route of an operation and its handler. P holds path, query and header
// parameters; the body is read by the handler, after it is known who asks.
func register[P, O any](a *API, op operation, do func(ctx context.Context, x *exchange, p *P) (*O, error)) {
	h := op.huma()
	h.Responses = map[string]*huma.Response{strconv.Itoa(op.success()): {Description: "Done.",
		Content: map[string]*huma.MediaType{"application/json": {Example: op.out}}}}
	huma.Register(a.huma, h, func(ctx context.Context, p *P) (*output[O], error) {
		got, err := do(ctx, exchangeOf(ctx), p)
		if err != nil {
			return nil, &failure{err}
		}
		return &output[O]{got}, nil
	})
	a.describe(op)
}

func (op operation) success() int {
	if op.status == 0 {
		return http.StatusOK
	}
	return op.status
}

func (op operation) huma() huma.Operation {
	about := op.about
	for _, v := range op.verbs {
		about += "\n\n" + rules(v)
	}
	return huma.Operation{OperationID: op.id, Method: op.method, Path: Base + op.path, Tags: []string{op.tag},
		Summary: op.summary, Description: strings.TrimSpace(about), DefaultStatus: op.success(), Security: op.access.security()}
}

// describe adds to the document what huma is not told: bodies, which read takes apart itself, and errors.
func (a *API) describe(op operation) {
	doc := a.huma.OpenAPI()
	item := doc.Paths[Base+op.path]
	known := item.Get
	switch op.method {
	case http.MethodPost:
		known = item.Post
	case http.MethodPut:
		known = item.Put
	case http.MethodDelete:
		known = item.Delete
	}
	if op.in != nil {
		t := reflect.TypeOf(op.in)
		known.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/json": {Schema: doc.Components.Schemas.Schema(t, true, ""), Example: op.in}}}
	}
	delete(known.Responses, "default") // huma's, in the shape of its own errors
	for _, status := range op.refusals(len(known.Parameters) > 0) {
		known.Responses[strconv.Itoa(status)] = &huma.Response{Ref: "#/components/responses/" + problems()[status].name}
	}
}

// refusals lists the statuses of errors that can be expected.
func (op operation) refusals(params bool) []int {
	all := append([]int{}, op.errors...)
	if op.access != everybody && op.access != readers && op.access != senders {
		all = append(all, http.StatusUnauthorized)
	}
	if op.access == readers {
		all = append(all, http.StatusUnauthorized, http.StatusNotFound)
	}
	if op.access == senders {
		all = append(all, http.StatusUnauthorized, http.StatusForbidden)
	}
	if len(op.verbs) > 0 {
		all = append(all, http.StatusForbidden, http.StatusNotFound, http.StatusConflict)
	}
	if op.in != nil {
		all = append(all, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if op.in != nil || params {
		all = append(all, http.StatusUnprocessableEntity)
	}
	return append(all, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
}

// rules says in words what the lifecycle table says about a verb.
func rules(v civic.Verb) string {
	var b strings.Builder
	for _, s := range civic.Lifecycle() {
		if s.Verb != v {
			continue
		}
		b.WriteString("- **" + string(v) + "**, by " + words(s.By) + "; from " + words(s.From))
		if s.To != civic.Same {
			b.WriteString(" to `" + string(s.To) + "`")
		}
		if len(s.Needs) > 0 {
			b.WriteString("; needs " + words(s.Needs))
		}
		if s.Guard != civic.NoGuard {
			b.WriteString("; if: " + string(s.Guard))
		}
		b.WriteString(". " + strings.ToUpper(s.Why[:1]) + s.Why[1:] + ".\n")
	}
	return b.String()
}

func words[S ~string](all []S) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = "`" + string(s) + "`"
	}
	return strings.Join(out, ", ")
}
