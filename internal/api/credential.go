package api

import (
	"context"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

// pinHeader carries the PIN that goes with a tracking code.
const pinHeader = "Report-Pin"

// bearer returns the machine token of a request; sent tells whether there is any Authorization at all.
func (x *exchange) bearer() (token string, sent bool) {
	h := x.r.Header.Get("Authorization")
	scheme, token, ok := strings.Cut(h, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", h != ""
	}
	return strings.TrimSpace(token), true
}

// officer is whoever the token stands for. Errors: unauthenticated.
func (x *exchange) officer(ctx context.Context) (civic.Actor, error) {
	token, sent := x.bearer()
	switch {
	case !sent:
		return civic.Actor{}, civic.Unauthenticated("api.token_needed")
	case token == "":
		return civic.Actor{}, civic.Unauthenticated("error.token")
	}
	return x.a.Directory.TokenActor(ctx, token)
}

// party is who may act on a report: an officer by token, or the reporter by PIN. What the
// party may do, the lifecycle decides; until then a code that does not exist looks like any other.
// Errors: unauthenticated, invalid when both are sent, not_found, too_many.
func (x *exchange) party(ctx context.Context, typed string) (civic.TrackingCode, civic.Actor, error) {
	_, token := x.bearer()
	pin := x.r.Header.Get(pinHeader)
	code, bad := civic.ParseTrackingCode(typed)
	switch {
	case token && pin != "":
		return "", civic.Actor{}, civic.Invalid(pinHeader, "api.two_credentials")
	case pin != "":
		who, err := x.reporter(ctx, code, bad != nil, pin)
		return code, who, err
	case token:
		who, err := x.officer(ctx)
		if err == nil && bad != nil {
			err = civic.NotFound("error.not_found")
		}
		return code, who, err
	}
	return "", civic.Actor{}, civic.Unauthenticated("api.credential_needed")
}

// viewer is party for reading, where nobody in particular is welcome too.
func (x *exchange) viewer(ctx context.Context, typed string) (civic.TrackingCode, civic.Actor, error) {
	if _, token := x.bearer(); token || x.r.Header.Get(pinHeader) != "" {
		return x.party(ctx, typed)
	}
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return "", civic.Actor{}, civic.NotFound("error.not_found")
	}
	return code, civic.Actor{Role: civic.RolePublic}, nil
}

// reporter opens a report with its PIN. Wrong code and wrong PIN are one answer.
func (x *exchange) reporter(ctx context.Context, code civic.TrackingCode, bad bool, typed string) (civic.Actor, error) {
	if bad {
		return civic.Actor{}, civic.NotFound("error.code_or_pin")
	}
	pin := typed
	if p, err := civic.ParsePIN(typed); err == nil {
		pin = string(p)
	}
	return x.a.Casework.OpenWithPIN(ctx, code, pin, httpkit.ClientKey(x.a.ClientKey, "pin", x.r))
}
