// Package api is the JSON door, version 1: what the pages do with forms, other programs do here.
//
// One file holds one resource: what it takes, what it gives, and the few lines that call the
// verb. What an operation looks like from outside is written once, as an operation value; the
// OpenAPI document, the page made of it and the routes all come from there. Which steps a
// report allows comes from civic.Lifecycle and nowhere else.
//
// Every error is a problem document of httpkit. What is not the asker's is answered exactly
// like what does not exist.
package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tuntas/internal/casework"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/intake"
	"tuntas/internal/satisfaction"
)

// Base is the path below which version 1 lies.
const Base = "/api/v1"

// Deps are what the door opens to.
type Deps struct {
	Casework  *casework.Casework
	Intake    *intake.Intake
	Directory *directory.Directory
	Catalogue *catalogue.Catalogue
	Surveys   *satisfaction.Satisfaction
	Evidence  *evidence.Keeper
	Errors    *httpkit.Errors
	Attempts  httpkit.Attempts // counts openings of identities; nil does not count
	Submits   *httpkit.Limiter // of reports without a token, by sender; nil does not limit
	ClientKey []byte           // with which senders are told apart without keeping their addresses
	BaseURL   string           // of this installation, without a slash at the end
	Now       civic.Now
}

// API is the door. It is safe for concurrent use.
type API struct {
	Deps
	steps    map[civic.Verb][]civic.Step
	agencies agencyShelf
	huma     huma.API
	document func() ([]byte, error)
	page     func() ([]byte, error)
}

// New puts the door together.
func New(d Deps) *API {
	d.BaseURL = strings.TrimSuffix(d.BaseURL, "/")
	a := &API{Deps: d, steps: map[civic.Verb][]civic.Step{}}
	for _, s := range civic.Lifecycle() {
		a.steps[s.Verb] = append(a.steps[s.Verb], s)
	}
	return a
}

// Register puts the routes of the door on a mux. It must be called once.
func (a *API) Register(mux *http.ServeMux) {
	a.huma = humago.New(mux, a.config())
	a.huma.UseMiddleware(a.exchange)
	a.reports()
	a.verbs()
	a.files()
	a.desk()
	a.incidents()
	a.marks()
	a.views()
	a.bulk()
	a.templates()
	a.competence()
	a.gaps()
	a.simulations()
	a.ruleWriting()
	a.hours()
	a.services()
	a.surveys()
	a.reference()
	finish(a.huma.OpenAPI())
	a.document = sync.OnceValues(a.openAPI)
	a.page = sync.OnceValues(a.documentation)
	mux.Handle("GET "+Base+"/openapi.json", a.Errors.Handle(a.serveDocument))
	mux.Handle("GET /api/docs", a.Errors.Handle(a.servePage))
	mux.Handle("GET /api/docs/style.css", a.Errors.Handle(a.serveStyle))
	mux.Handle("GET /api/{$}", http.RedirectHandler("/api/docs", http.StatusSeeOther))
}

// openAPI writes the document as people and programs get it.
func (a *API) openAPI() ([]byte, error) {
	b, err := json.MarshalIndent(a.huma.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("api: write the OpenAPI document: %w", err)
	}
	return append(b, '\n'), nil
}

func (a *API) serveDocument(w http.ResponseWriter, _ *http.Request) error {
	b, err := a.document()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", cacheReference)
	_, _ = w.Write(b) // a client that left does not mind
	return nil
}
