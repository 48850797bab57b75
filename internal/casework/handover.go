package casework

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/dossier"
	"tuntas/internal/i18n"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// signer is what dossiers are issued with.
type signer struct {
	key  dossier.Key
	base string // of this installation, without a slash at the end
	set  bool
}

// IssueWith gives the key with which dossiers are signed, and the address of this installation. Without it nothing is
// handed over.
func (c *Casework) IssueWith(key dossier.Key, baseURL string) {
	c.signer = signer{key: key, base: baseURL, set: true}
}

// Handover is one handing over of a report, as a viewer may see it.
type Handover struct {
	store.Handover
	BodyID, BodyEN string // names of the body
	Mine           bool   // the viewer may have the dossier
}

// BodyName names the body in a language.
func (h *Handover) BodyName(lang string) string {
	if lang == i18n.English && h.BodyEN != "" {
		return h.BodyEN
	}
	return h.BodyID
}

// When is when it was handed over.
func (h *Handover) When() time.Time { return store.Moment(h.At) }

// AnsweredAt is when number or outcome was last written down, zero while there is none.
func (h *Handover) AnsweredAt() time.Time {
	if h.OutcomeAt == 0 {
		return time.Time{}
	}
	return store.Moment(h.OutcomeAt)
}

// hands tells whether a report goes to another body with the verb.
func hands(v civic.Verb) bool {
	return v == civic.VerbEscalate || v == civic.VerbHandOver || v == civic.VerbDispute
}

// readied fills in what steps about other bodies depend on and the row of the report does not have.
// Whoever may not take the step is told so by the rules, and learns nothing from here.
func (c *Casework) readied(ctx context.Context, q sqldb.Querier, w civic.World, r *civic.Report, who civic.Actor, cmd civic.Command) error {
	switch cmd.Verb {
	case civic.VerbEscalate:
		text, err := c.store.TextOf(ctx, q, r.ID)
		if err != nil {
			return err
		}
		r.Occurred, _ = civic.LastDay(text.OccurredOn, text.OccurredWith)
	case civic.VerbExplain, civic.VerbWithdrawDemand:
		return c.owedBy(ctx, q, r)
	case civic.VerbObject, civic.VerbUphold, civic.VerbOrder:
		return c.superior(ctx, q, w, r, cmd.Verb)
	case civic.VerbHandOver, civic.VerbRecord:
		all, err := c.store.Handovers(ctx, q, r.ID)
		if err != nil {
			return err
		}
		r.Handovers = len(all)
		var wrong error
		switch {
		case cmd.Verb == civic.VerbHandOver && len(all) >= store.MostHandovers:
			wrong = civic.Conflict("error.handover_many")
		case cmd.Verb == civic.VerbRecord && !slices.ContainsFunc(all, func(h store.Handover) bool { return h.ID == cmd.Handover }):
			wrong = civic.Invalid("handover", "error.handover_unknown")
		}
		if wrong != nil && w.May(r, who, cmd.Verb) == nil {
			return wrong
		}
	}
	return nil
}

// handOver issues the dossier of a step that takes the report to another body, and writes down what one answered.
func (c *Casework) handOver(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, r *civic.Report, e *civic.Event, who civic.Actor, cmd civic.Command) error {
	if e.Verb == civic.VerbRecord {
		c.store.RecordHandover(tx, cmd.Handover, e.Detail[civic.DetailNumber], e.Message, store.Micros(e.At))
		return nil
	}
	if !hands(e.Verb) {
		return nil
	}
	if !c.signer.set {
		return civic.Unavailable("error.unavailable", nil)
	}
	h := store.Handover{ID: c.store.NewID(e.At), Ref: rand.Text(), Report: r.ID, Seq: e.Seq, Body: cmp.Or(e.Detail[civic.DetailBody], e.Reason), At: store.Micros(e.At), Role: who.Role, Officer: who.Officer,
		Consent: e.Detail[civic.DetailConsent] == "yes", KeyID: c.signer.key.ID()}
	papers, err := c.issue(ctx, tx, m, r, e, who, &h)
	if err != nil {
		return err
	}
	h.Hash = dossier.Hash(papers.JSON)
	plain, err := json.Marshal(papers)
	if err != nil {
		return err
	}
	c.store.KeepDossierKey(tx, store.DossierKey{ID: h.KeyID, Public: dossier.KeyText(c.signer.key.Public()), Since: h.At})
	c.store.InsertHandover(tx, h, c.vault.Seal(sealedAt(h.ID), plain))
	return nil
}

// sealedAt names the place of a sealed dossier.
func sealedAt(id civic.ID) string { return "dossier/" + id.String() }

// handovers adds to a view to whom the report was handed over; only a report with such an event costs a question.
func (c *Casework) handovers(ctx context.Context, m *atlas.Map, who civic.Actor, v *View, events []civic.Event) error {
	if !v.Sight.Text || v.Sight.Helps || !slices.ContainsFunc(events, func(e civic.Event) bool { return hands(e.Verb) }) {
		return nil
	}
	all, err := c.store.Handovers(ctx, c.store.DB, v.Report.ID)
	if err != nil {
		return err
	}
	v.Report.Handovers = len(all)
	for _, h := range all {
		one := Handover{Handover: h, BodyID: h.Body, Mine: who.Role == civic.RoleReporter || !h.Consent && who.IsOfficer() && who.InScope(m.Tree, &v.Report)}
		if body, ok := m.Reasons.Find(civic.ReasonsBody, h.Body); ok {
			one.BodyID, one.BodyEN = body.TextID, body.TextEN
		}
		v.Handovers = append(v.Handovers, one)
	}
	return nil
}

// elsewhere completes a view with what the row of the report does not have, on which the way to other bodies depends.
func (v *View) elsewhere(w civic.World, who civic.Actor) {
	v.objected(w)
	if !v.Sight.Text {
		return
	}
	v.Report.Occurred, _ = civic.LastDay(v.Text.OccurredOn, v.Text.OccurredWith)
	v.Escalation = w.Escalation(&v.Report)
	for _, verb := range []civic.Verb{civic.VerbEscalate, civic.VerbRecord, civic.VerbUphold, civic.VerbOrder} {
		may := w.May(&v.Report, who, verb) == nil
		if has := slices.Contains(v.Allowed, verb); has && !may {
			v.Allowed = slices.DeleteFunc(v.Allowed, func(x civic.Verb) bool { return x == verb })
		} else if may && !has {
			v.Allowed = append(v.Allowed, verb)
		}
	}
}

// Bundle is a dossier as it is handed out.
type Bundle struct {
	Name   string // of the file
	Papers dossier.Papers
	Files  []dossier.File
}

// Dossier opens the dossier of a handing over for whoever may have it: the reporter, and officers who read the report
// unless the reporter's name is in it.
// Errors: not_found, alike for what is not there and what is not theirs.
func (c *Casework) Dossier(ctx context.Context, who civic.Actor, code civic.TrackingCode, id civic.ID) (Bundle, error) {
	v, err := c.View(ctx, who, code)
	if err != nil {
		return Bundle{}, err
	}
	i := slices.IndexFunc(v.Handovers, func(h Handover) bool { return h.ID == id && h.Mine })
	if i < 0 {
		return Bundle{}, civic.NotFound("error.not_found")
	}
	sealed, err := c.store.SealedDossier(ctx, c.store.DB, id)
	if err != nil {
		return Bundle{}, err
	}
	plain, err := c.vault.Open(sealedAt(id), sealed)
	if err != nil {
		return Bundle{}, err
	}
	out := Bundle{Name: "tuntas-" + code.Display() + "-" + v.Handovers[i].Body + ".zip"}
	if err := json.Unmarshal(plain, &out.Papers); err != nil {
		return Bundle{}, err
	}
	var d civic.Dossier
	if err := json.Unmarshal(out.Papers.JSON, &d); err != nil {
		return Bundle{}, err
	}
	for _, f := range d.Files {
		out.Files = append(out.Files, dossier.File{Name: f.Name, Open: c.opener(ctx, f.SHA256)})
	}
	return out, nil
}

// Issued is what everybody may know of a dossier.
type Issued = store.Issued

// DossierKey is a public key with which dossiers were signed.
type DossierKey = store.DossierKey

// Issued finds a dossier by its reference. Errors: not_found.
func (c *Casework) Issued(ctx context.Context, ref string) (Issued, error) {
	return c.store.Issued(ctx, c.store.DB, ref)
}

// DossierKeys lists the keys with which dossiers were ever signed, the one of today first.
func (c *Casework) DossierKeys(ctx context.Context) ([]DossierKey, error) {
	known, err := c.store.DossierKeys(ctx, c.store.DB)
	if err != nil || !c.signer.set {
		return known, err
	}
	public := c.signer.key.Public()
	today := DossierKey{ID: dossier.KeyID(public), Public: dossier.KeyText(public)}
	if i := slices.IndexFunc(known, func(k DossierKey) bool { return k.ID == today.ID }); i >= 0 {
		today = known[i]
		known = slices.Delete(known, i, i+1)
	}
	return append([]DossierKey{today}, known...), nil
}
