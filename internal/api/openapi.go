package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/httpkit"
)

// The chapters of the document.
const (
	tagReports   = "Reports"
	tagOfficers  = "Steps of officers"
	tagReporters = "Steps of the reporter"
	tagFiles     = "Attachments"
	tagDesk      = "Desk"
	tagBulk      = "Many reports at once"
	tagServices  = "Services"
	tagSurveys   = "Surveys"
	tagReference = "Master data"
)

const intro = `Version 1 of the interface to Tuntas: hand in reports, follow them, and work on them.

**Who asks.** Reading what is public needs nothing. The reporter of one report sends the tracking code in the path and
the six-digit PIN in ` + "`Report-Pin`" + `. Officers and systems send ` + "`Authorization: Bearer TOKEN`" + `, made with
` + "`tuntas token create`" + `; a token acts from one post, and the part of the agency tree below that post is its scope.
What lies outside of it is answered exactly like what does not exist.

**Ids** are strings. Where an agency or a topic is asked for, its stable code does as well. Times are RFC 3339 in UTC;
days are local days of the clock they belong to. Tracking codes are read with or without dashes, in any case.

**Steps.** Every report lists its ` + "`allowed_actions`" + ` for whoever asks, with the inputs that each needs and the reasons
that may be given today. They come from the same table as the buttons on the pages. Send ` + "`seq`" + ` (or ` + "`If-Match`" + `) with the
number you saw, and a step is refused with 409 if something happened meanwhile.

**Fields that are not known are refused**, in bodies and in queries.`

// config is the frame of the document. $schema links and huma's own pages are left out.
func (a *API) config() huma.Config {
	c := huma.DefaultConfig("Tuntas", "1.0.0")
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{a.transform}
	c.Info.Description = intro
	c.Info.License = &huma.License{Name: "AGPL-3.0-or-later", Identifier: "AGPL-3.0-or-later"}
	c.Servers = []*huma.Server{{URL: "/", Description: "This installation."}}
	c.Tags = []*huma.Tag{
		{Name: tagReports, Description: "Hand in a report, read one, and look through the published ones."},
		{Name: tagOfficers, Description: "What officers do to a report. Each needs a token in whose scope the report lies."},
		{Name: tagReporters, Description: "What the reporter does, with the PIN."},
		{Name: tagFiles, Description: "Pictures and PDF files. They are cleaned of places, cameras and scripts before they are kept."},
		{Name: tagDesk, Description: "What lies at an officer's desk and below it."},
		{Name: tagBulk, Description: "One step for many reports: look at the effect, give the order, take it back within ten seconds, read the results."},
		{Name: tagServices, Description: "What agencies promise of their services."},
		{Name: tagSurveys, Description: "How satisfied people are with services, and with how reports were handled."},
		{Name: tagReference, Description: "Agencies, places, topics and reason lists."},
	}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "A machine token: 64 hexadecimal digits, shown once when it is made."},
		"pin":    {Type: "apiKey", In: "header", Name: pinHeader, Description: "The six digits that the reporter was given with the tracking code."},
	}
	c.Components.Responses = map[string]*huma.Response{}
	schema := c.Components.Schemas.Schema(reflect.TypeFor[httpkit.Problem](), true, "")
	for status, p := range problems() {
		c.Components.Responses[p.name] = &huma.Response{Description: p.about, Content: map[string]*huma.MediaType{
			"application/problem+json": {Schema: schema, Example: p.example(status)}}}
	}
	return c
}

// problem is one sort of refusal.
type problem struct {
	name, about       string
	kind, title, text string
	code, field       string
}

func problems() map[int]problem {
	return map[int]problem{
		http.StatusBadRequest:            {"BadRequest", "The body is no JSON, or did not arrive whole.", "invalid", "There is a problem to fix", "That JSON is malformed.", "error.json_wrong", ""},
		http.StatusUnauthorized:          {"Unauthenticated", "A token or PIN is needed, or the token is not good.", "unauthenticated", "Sign in first", "That access key is not valid.", "error.token", ""},
		http.StatusForbidden:             {"Forbidden", "The report is within reach, but the role or the rules do not allow this.", "forbidden", "This is not for you", "You may not do this.", "error.forbidden", ""},
		http.StatusNotFound:              {"NotFound", "There is no such thing, or it is not the asker's: the two are not told apart.", "not_found", "Page not found", "There is nothing at this address.", "error.not_found", ""},
		http.StatusConflict:              {"Conflict", "The state of the report does not allow this, or it changed meanwhile.", "conflict", "Things have changed", "This step cannot be taken now.", "error.not_in_this_state", ""},
		http.StatusRequestEntityTooLarge: {"TooLarge", "The body is larger than allowed.", "invalid", "There is a problem to fix", "What you sent is too large. At most 256 kB.", "error.request_too_large", ""},
		http.StatusUnsupportedMediaType:  {"WrongMediaType", "The body is of another media type than the one that is taken.", "invalid", "There is a problem to fix", "Send it as application/json.", "api.content_type", "Content-Type"},
		http.StatusUnprocessableEntity:   {"Invalid", "A value is missing or cannot be accepted; `field` says which, `errors` lists what was found; mend these and there may be more.", "invalid", "There is a problem to fix", "Say what happened, at least 20 letters.", "error.body_short", "body"},
		http.StatusTooManyRequests:       {"TooMany", "Too often; `Retry-After` says in how many seconds to try again.", "too_many", "Too often", "Too many tries. Try again in 60 minutes.", "error.pin_tries", ""},
		http.StatusInternalServerError:   {"Internal", "Our fault. `instance` finds it in the log.", "internal", "Something went wrong on our side", "This is our mistake, not yours. Try again in a moment.", "error.internal", ""},
		http.StatusServiceUnavailable:    {"Unavailable", "Something needed does not answer now, or too much is going on; `Retry-After` says when to try again.", "unavailable", "The service is not ready", "The service cannot be reached now. Try again in a moment.", "error.unavailable", ""},
	}
}

func (p problem) example(status int) httpkit.Problem {
	out := httpkit.Problem{Type: "urn:tuntas:problem:" + p.kind, Title: p.title, Status: status, Detail: p.text,
		Instance: "urn:tuntas:request:1s0bk2v4x0w3d", Code: p.code, Field: p.field}
	if p.kind == "invalid" {
		out.Errors = []httpkit.FieldProblem{{Field: p.field, Code: p.code, Detail: p.text}}
	}
	return out
}

// finish tidies what huma makes of the types: its own error model goes, lists are never null, and
// answers may gain fields without that being a break.
func finish(doc *huma.OpenAPI) {
	all := doc.Components.Schemas.Map()
	delete(all, "ErrorModel")
	delete(all, "ErrorDetail")
	taken := map[string]bool{}
	for _, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Post, item.Put} {
			if op == nil || op.RequestBody == nil {
				continue
			}
			for _, c := range op.RequestBody.Content {
				mark(taken, all, c.Schema)
			}
		}
	}
	for name, s := range all {
		if !taken[name] {
			s.AdditionalProperties = nil
		}
		for _, p := range s.Properties {
			if p.Type == huma.TypeArray {
				p.Nullable = false
			}
		}
	}
	for status, p := range problems() {
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			doc.Components.Responses[p.name].Headers = map[string]*huma.Param{"Retry-After": {
				Description: "Seconds to wait.", Schema: &huma.Schema{Type: huma.TypeInteger, Examples: []any{60}}}}
		}
	}
}

// mark notes a schema of a request body and those it is made of.
func mark(taken map[string]bool, all map[string]*huma.Schema, s *huma.Schema) {
	name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/")
	if ok && !taken[name] {
		taken[name] = true
		for _, p := range all[name].Properties {
			mark(taken, all, p)
		}
	}
}

func statusText(status int) string { return strconv.Itoa(status) + " " + http.StatusText(status) }
