package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/dossier"
	"tuntas/internal/httpkit"
)

// handover is one handing over of a report to another body.
type handover struct {
	ID         civic.ID  `json:"id"`
	Body       string    `json:"body" doc:"Code of the list body." example:"ombudsman"`
	NameID     string    `json:"name_id"`
	NameEN     string    `json:"name_en,omitempty"`
	At         time.Time `json:"at"`
	By         string    `json:"by" enum:"reporter,office"`
	Consent    bool      `json:"consent" doc:"The reporter gave the own name and contact with it."`
	SHA256     string    `json:"sha256" doc:"Of dossier.json."`
	KeyID      string    `json:"key_id" doc:"With which it was signed; see /dossier-keys."`
	Page       string    `json:"page" doc:"Public page that says when a dossier with this hash was issued."`
	Number     string    `json:"number,omitempty" doc:"That the body gave."`
	Outcome    string    `json:"outcome,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero" doc:"When number or outcome was last written down."`
	Dossier    string    `json:"dossier,omitempty" doc:"Where the dossier is, for whoever may have it."`
}

// ombudsman says whether the reporter can take the report to the Ombudsman.
type ombudsman struct {
	Open  bool                `json:"open" doc:"It can be done now: POST .../escalate."`
	Why   civic.EscalationWhy `json:"why" enum:"late,unsolved,waits,old,content,escalated"`
	Clock civic.ClockKind     `json:"clock,omitempty" doc:"The promise that was broken, or is the next that could be."`
	From  civic.Date          `json:"from,omitzero" doc:"While it waits: the first day."`
	Until civic.Date          `json:"until,omitzero" doc:"The last day, two years after it happened."`
}

type (
	escalateBody struct {
		Message string `json:"message" doc:"Why; the office reads it too." maxLength:"10000"`
		Consent bool   `json:"consent,omitempty" doc:"The dossier holds the reporter's name and contact; refused for an anonymous report."`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	recordBody struct {
		HandoverID string `json:"handover_id" doc:"Which handing over was answered." maxLength:"20"`
		Number     string `json:"number,omitempty" doc:"That the body gave." maxLength:"100"`
		Message    string `json:"message" doc:"The outcome; the reporter reads it." maxLength:"10000"`
		Seq        int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
	dossierParams struct {
		Code string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
		ID   string `path:"handover_id" doc:"Id of the handing over." maxLength:"20"`
		Part string `path:"part" enum:"berkas.zip,dossier.json,dossier.json.sig,dossier.pdf,dossier.pdf.sig"`
	}
)

func (a *API) handoversOf(v *casework.View) []handover {
	out := make([]handover, len(v.Handovers))
	for i := range v.Handovers {
		h := &v.Handovers[i]
		out[i] = handover{ID: h.ID, Body: h.Body, NameID: h.BodyID, NameEN: h.BodyEN, At: h.When(), By: "office", Consent: h.Consent, SHA256: h.Hash, KeyID: h.KeyID,
			Page: a.BaseURL + "/dossier/" + h.Ref, Number: h.Number, Outcome: h.Outcome, AnsweredAt: h.AnsweredAt()}
		if h.Role == civic.RoleReporter {
			out[i].By = "reporter"
		}
		if h.Mine {
			out[i].Dossier = href(v.Report.Code, "/handovers/"+h.ID.String()+"/berkas.zip")
		}
	}
	return out
}

// ombudsmanOf tells the reporter of the way to the Ombudsman; nil where that is no question.
func ombudsmanOf(v *casework.View) *ombudsman {
	e := v.Escalation
	if e.Why == civic.EscalationNever {
		return nil
	}
	return &ombudsman{Open: e.Open(), Why: e.Why, Clock: e.Clock, From: e.From, Until: e.Until}
}

// handing registers what leads to other bodies.
func (a *API) handing() {
	step(a, reporterStep("escalate", "escalateReport", "Take it to the Ombudsman",
		"When a promise was broken, or a report ended without a solution, and it happened less than two years ago: `ombudsman` of the report says so, or from when. "+
			"A signed dossier is made of all that the reporter may read; `handovers` of the report says where it is.",
		escalateBody{Message: "Sudah dua bulan tanpa jawaban.", Consent: true}, civic.VerbEscalate),
		func(_ context.Context, b *escalateBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbEscalate, Message: b.Message, Consent: b.Consent, Seq: b.Seq}, nil
		})
	step(a, officerStep("handovers", "handOverReport", "Hand to another body",
		"Makes a signed dossier for a body of the list `body`, without the reporter's identity. The reporter is told, and the desk still owes its answer.",
		reasonBody{Reason: "kpk", Message: "Ada dugaan pungutan liar."}, civic.VerbHandOver), withReason(civic.VerbHandOver))
	step(a, officerStep("handovers/record", "recordHandover", "Record what the other body answered",
		"The number and the outcome that the other body gave; the reporter reads them.",
		recordBody{HandoverID: exampleID.String(), Number: "12/LM/2026", Message: "Diterima dan diperiksa."}, civic.VerbRecord),
		func(_ context.Context, b *recordBody) (civic.Command, error) {
			id, err := civic.ParseID(b.HandoverID)
			if err != nil {
				return civic.Command{}, civic.Invalid("handover_id", "error.handover_unknown")
			}
			return civic.Command{Verb: civic.VerbRecord, Handover: id, Number: b.Number, Message: b.Message, Seq: b.Seq}, nil
		})
	op := operation{id: "getDossier", method: http.MethodGet, path: "/reports/{tracking_id}/handovers/{handover_id}/{part}", tag: tagFiles, access: parties,
		summary: "Get a dossier", about: "All of it as a ZIP, or a part. The signatures are Ed25519 over the bytes of the file that they are named after. " +
			"The reporter has every dossier, an officer those without the reporter's identity.", errors: []int{http.StatusNotFound}}
	h := op.huma()
	binary := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}, Example: "(the bytes of the file)"}
	h.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
		"application/zip": binary, "application/json": binary, "application/pdf": binary, "application/octet-stream": binary}}}
	huma.Register(a.huma, h, func(ctx context.Context, p *dossierParams) (*huma.StreamResponse, error) {
		if err := a.serveDossier(ctx, exchangeOf(ctx), p); err != nil {
			return nil, &failure{err}
		}
		return &huma.StreamResponse{Body: func(huma.Context) {}}, nil // it is written already
	})
	a.describe(op)
	register(a, operation{id: "listDossierKeys", method: http.MethodGet, path: "/dossier-keys", tag: tagReference, access: everybody,
		summary: "Keys of dossiers", about: "The public keys with which dossiers are signed and ever were, the one of today first. The same list is at /dossier/key.",
		out: dossier.KeyList{Keys: []dossier.PublishedKey{{ID: "0f3a5c7e9b1d2f40", Algorithm: dossier.Algorithm, Public: "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", Current: true}}}},
		a.dossierKeys)
}

func (a *API) serveDossier(ctx context.Context, x *exchange, p *dossierParams) error {
	code, who, err := x.party(ctx, p.Code)
	if err != nil {
		return err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	b, err := a.Casework.Dossier(ctx, who, code, id)
	if err != nil {
		return err
	}
	httpkit.NoCompress(x.r)
	return httpkit.SendDossier(x.w, x.r, p.Part, b.Name, b.Papers, b.Files)
}

func (a *API) dossierKeys(ctx context.Context, _ *exchange, _ *struct{}) (*dossier.KeyList, error) {
	keys, err := a.Casework.DossierKeys(ctx)
	if err != nil {
		return nil, err
	}
	out := &dossier.KeyList{Keys: []dossier.PublishedKey{}}
	for i, k := range keys {
		out.Keys = append(out.Keys, dossier.PublishedKey{ID: k.ID, Algorithm: dossier.Algorithm, Public: k.Public, Current: i == 0})
	}
	return out, nil
}
