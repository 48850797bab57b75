package front

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/dossier"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// handed tells the reporter to whom the report was handed over.
func (f *Front) handed(pg ui.Page, v *casework.View) []citizen.Handed {
	code := v.Report.Code.Display()
	out := make([]citizen.Handed, len(v.Handovers))
	for i := range v.Handovers {
		h := &v.Handovers[i]
		out[i] = citizen.Handed{Body: h.BodyName(pg.P.Lang()), At: h.When(), Own: h.Role == civic.RoleReporter, Consent: h.Consent, Hash: h.Hash, Number: h.Number, Outcome: h.Outcome,
			Settled: h.AnsweredAt(), URL: "/laporan/" + code + "/serah/" + h.ID.String(), Check: "/dossier/" + h.Ref}
	}
	return out
}

// dossier hands out the dossier of a handing over, whole or in parts, to the report's reporter.
func (f *Front) dossier(w http.ResponseWriter, r *http.Request) error {
	private(w)
	httpkit.NoCompress(r)
	code, err := civic.ParseTrackingCode(r.PathValue("code"))
	id, ierr := civic.ParseID(r.PathValue("id"))
	if err != nil || ierr != nil {
		return civic.NotFound("error.not_found")
	}
	who, err := f.viewer(r, code)
	if err != nil {
		return err
	}
	b, err := f.Casework.Dossier(r.Context(), who, code, id)
	if err != nil {
		return err
	}
	return httpkit.SendDossier(w, r, r.PathValue("part"), b.Name, b.Papers, b.Files)
}

// issued says when a dossier with a fingerprint was issued, and nothing else: neither of which report, nor for whom.
func (f *Front) issued(w http.ResponseWriter, r *http.Request) error {
	got, err := f.Casework.Issued(r.Context(), r.PathValue("ref"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, citizen.Issued(citizen.IssuedView{Page: f.Frame(r), Hash: got.Hash, KeyID: got.KeyID, At: time.UnixMicro(got.At).UTC()}))
}

// dossierKeys publishes the keys with which dossiers are signed, for programs and people.
func (f *Front) dossierKeys(w http.ResponseWriter, r *http.Request) error {
	keys, err := f.Casework.DossierKeys(r.Context())
	if err != nil {
		return err
	}
	list := dossier.KeyList{Keys: []dossier.PublishedKey{}}
	for i, k := range keys {
		list.Keys = append(list.Keys, dossier.PublishedKey{ID: k.ID, Algorithm: dossier.Algorithm, Public: k.Public, Current: i == 0})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(b.Bytes()) // a client that left does not mind
	return nil
}
