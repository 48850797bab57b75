package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

// revealBody says why something that is sealed is opened.
type revealBody struct {
	Reason string `json:"reason" doc:"Why. It is recorded before anything is shown." maxLength:"1000"`
}

// opensPerHour is how many identities and secret texts one officer opens in an hour: more than
// work asks for, too few to carry a list of reporters away.
const opensPerHour = 120

// maxReason is the longest reason for opening something, in characters.
const maxReason = 1000

type codeParams struct {
	Code string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
}

// identity opens name and contact of the reporter.
func (a *API) identity(ctx context.Context, x *exchange, p *codeParams) (*person, error) {
	code, who, reason, err := x.reveal(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	id, err := a.Casework.Reveal(ctx, who, code, reason)
	if err != nil {
		return nil, err
	}
	return &person{Name: id.Name, Email: id.Email, Phone: id.Phone}, nil
}

// text opens the text of a secret report for a supervisor.
func (a *API) text(ctx context.Context, x *exchange, p *codeParams) (*original, error) {
	code, who, reason, err := x.reveal(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	t, err := a.Casework.ReadSecret(ctx, who, code, reason)
	if err != nil {
		return nil, err
	}
	return originalOf(t), nil
}

// reveal reads what both need. A reporter has nothing to reveal: the PIN does not count here.
func (x *exchange) reveal(ctx context.Context, typed string) (civic.TrackingCode, civic.Actor, string, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return "", who, "", err
	}
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return "", who, "", civic.NotFound("error.not_found")
	}
	b, err := read[revealBody](x)
	if err == nil && len([]rune(b.Reason)) > maxReason {
		err = civic.Invalid("reason", "error.too_long", "max", maxReason)
	}
	if err == nil && x.a.Attempts != nil {
		err = httpkit.CheckAttempts(ctx, x.a.Attempts, x.a.Now(), httpkit.Try{Key: "reveal/" + who.Officer.String(), Window: time.Hour, Limit: opensPerHour})
	}
	return code, who, b.Reason, err
}

// sealed registers what is opened with a reason.
func (a *API) sealed() {
	register(a, operation{id: "openIdentity", method: http.MethodPost, path: "/reports/{tracking_id}/identity", tag: tagOfficers, access: officers,
		summary: "Open the reporter's identity",
		about: "Name and contact, as far as the officer may see them; nothing of an anonymous reporter. Reading and reason are recorded, " +
			"and supervisors see the record.",
		in: revealBody{Reason: "Menelepon pelapor untuk menanyakan lokasi."}, out: person{Name: "Contoh Pelapor", Email: "pelapor@example.id", Phone: "+6281200000000"},
		errors: []int{http.StatusForbidden, http.StatusNotFound}}, a.identity)
	register(a, operation{id: "openText", method: http.MethodPost, path: "/reports/{tracking_id}/text", tag: tagOfficers, access: officers,
		summary: "Open the text of a secret report",
		about:   "For supervisors. Reading and reason are recorded.",
		in:      revealBody{Reason: "Pemeriksaan laporan yang terlambat."}, out: exampleOriginal(),
		errors: []int{http.StatusForbidden, http.StatusNotFound}}, a.text)
}
