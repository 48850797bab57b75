package casework

import (
	"context"
	"io"
	"strings"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/dossier"
	"tuntas/internal/i18n"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// opener opens a kept file when its turn comes.
func (c *Casework) opener(ctx context.Context, hash string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		body, _, err := c.keeper.Open(ctx, hash)
		return body, err
	}
}

// issue puts a dossier together as of the event e, which is not in the history yet, draws its paper and signs both.
func (c *Casework) issue(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, r *civic.Report, e *civic.Event, who civic.Actor, h *store.Handover) (dossier.Papers, error) {
	text, err := c.store.TextOf(ctx, tx, r.ID)
	if err != nil {
		return dossier.Papers{}, err
	}
	events, err := c.wholeHistory(ctx, tx, r.ID, e)
	if err != nil {
		return dossier.Papers{}, err
	}
	files, err := c.store.Attachments(ctx, tx, r.ID)
	if err != nil {
		return dossier.Papers{}, err
	}
	d := c.headed(m, r, e, h, &text)
	if h.Consent {
		id, err := c.openIdentity(ctx, tx, r, who, "contact", "dossier "+h.Body)
		if err != nil {
			return dossier.Papers{}, err
		}
		d.Reporter = &civic.DossierReporter{Name: id.Name, Email: id.Email, Phone: id.Phone}
	}
	d.Fill(civic.DossierSource{Report: *r, Events: events, Files: sourceFiles(files), Office: func(id civic.ID) string { return deskName(m.Tree, id) },
		Reason: func(e *civic.Event) string { return wordsOf(m.Reasons, e.Reason, i18n.Default) }})
	// The reporter's eyes: nothing goes in that the reporter could not read on the page.
	v := View{Report: *r, Sight: civic.Sight{Exists: true, Text: true}}
	for _, x := range events {
		if mayRead(v.Sight, x.Shown) {
			v.Events = append(v.Events, Entry{Event: x})
		}
	}
	c.promise(m, &v, events, func(seq int) int { return seq })
	for i := range v.Promises {
		x := &v.Promises[i]
		pledge := x.Pledge
		for _, move := range x.Moves {
			pledge.Moves = append(pledge.Moves, move.PledgeMove)
		}
		d.Promise(&pledge, x.Source, x.Since, x.Decrees)
	}
	body, err := d.JSON()
	if err != nil {
		return dossier.Papers{}, err
	}
	pdf, err := paperOf(i18n.For(i18n.Default), d, v.Promises, dossier.Hash(body)).PDF()
	if err != nil {
		return dossier.Papers{}, err
	}
	return c.signer.key.Sign(body, pdf), nil
}

// wholeHistory reads every event of a report, with the newest at the end.
func (c *Casework) wholeHistory(ctx context.Context, q sqldb.Querier, id civic.ID, newest *civic.Event) ([]civic.Event, error) {
	all, err := c.allEvents(ctx, q, id)
	if n := len(all); err == nil && (n == 0 || all[n-1].Seq != newest.Seq) {
		last := *newest
		last.At = store.Moment(store.Micros(last.At)) // as it will be read back
		all = append(all, last)
	}
	return all, err
}

// allEvents reads every event of a report that is in the history, page by page.
func (c *Casework) allEvents(ctx context.Context, q sqldb.Querier, id civic.ID) ([]civic.Event, error) {
	var all []civic.Event
	for {
		after := 0
		if len(all) > 0 {
			after = all[len(all)-1].Seq
		}
		page, err := c.store.Events(ctx, q, id, after)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < store.MaxEvents {
			return all, nil
		}
	}
}

// headed is a dossier with all but its history.
func (c *Casework) headed(m *atlas.Map, r *civic.Report, e *civic.Event, h *store.Handover, text *store.Text) *civic.Dossier {
	d := &civic.Dossier{Format: civic.DossierFormat, Ref: h.Ref, VerifyAt: c.signer.base + "/dossier/" + h.Ref, IssuedAt: store.Moment(h.At), KeyID: h.KeyID,
		PublicKey: dossier.KeyText(c.signer.key.Public()), To: civic.DossierBody{Code: h.Body, Name: h.Body}, By: "office", Why: e.Message}
	if e.Role == civic.RoleReporter {
		d.By = "reporter"
	}
	if body, ok := m.Reasons.Find(civic.ReasonsBody, h.Body); ok {
		d.To.Name = body.TextID
	}
	d.Report = civic.DossierReport{TrackingID: r.Code.Display(), Class: r.Class, State: r.State, Office: deskName(m.Tree, r.Holder), Named: deskName(m.Tree, r.Named),
		Title: text.Title, Body: text.Body, OccurredOn: text.OccurredOn, Place: text.Place, RegionCode: r.Region, Zone: r.Zone, ReceivedAt: r.ReceivedAt,
		Anonymous: r.Anonymous, Secret: r.Secret}
	if t, ok := m.Topic(r.Topic); ok {
		d.Report.Topic = t.NameID
	}
	return d
}

func sourceFiles(files []store.Attachment) []civic.SourceFile {
	out := make([]civic.SourceFile, len(files))
	for i, f := range files {
		out[i] = civic.SourceFile{Seq: f.Seq, Shown: f.Shown, Role: f.Role, SHA256: f.Hash, Size: f.Size, MediaType: f.MediaType}
	}
	return out
}

// wordsOf says a reason of any list in a language.
func wordsOf(b *civic.ReasonBook, code, lang string) string {
	return View{reasons: b}.reason(code, lang)
}

// plainWords takes the marks of strong words out of a sentence.
func plainWords(s string) string {
	var b strings.Builder
	for _, run := range i18n.Split(s) {
		b.WriteString(run.Text)
	}
	return b.String()
}
