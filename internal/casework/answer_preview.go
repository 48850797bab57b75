package casework

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

// AnswerPreview is what the reporter would get of a step: the block on the report's page, and the messages.
type AnswerPreview struct {
	notify.Preview
	Report  civic.Report // as it would be
	Event   civic.Event
	Closing string // the sentence of a closing, an extension or an answer about information, "" for other steps
	Whole   bool   // the sentence holds the message too
	Proof   notify.Proof
	Public  bool // strangers would read it too
}

// PreviewAnswer does a step without doing it. A draft is shown as it would go out once it is approved.
// Errors: those of Act.
func (c *Casework) PreviewAnswer(ctx context.Context, p *i18n.Printer, who civic.Actor, code civic.TrackingCode, cmd civic.Command, files ...evidence.File) (AnswerPreview, error) {
	if err := checkStages(who, files); err != nil {
		return AnswerPreview{}, err
	}
	m := c.atlas.Current(ctx)
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return AnswerPreview{}, err
	}
	if cmd, err = c.prepare(ctx, c.store.DB, m, &r, who, cmd, len(files)); err != nil {
		return AnswerPreview{}, err
	}
	w := m.World(c.now())
	after, e, err := w.Apply(r, who, cmd)
	if err == nil && cmd.Verb == civic.VerbPropose {
		who.Approver, cmd.Verb, cmd.Seq = who.Officer, cmd.As, 0
		after, e, err = w.Apply(r, who, cmd)
	}
	if err != nil {
		return AnswerPreview{}, err
	}
	out := AnswerPreview{Report: after, Event: e, Public: after.Public() && e.Shown == civic.ForPublic}
	for _, f := range files {
		if f.Thumb != "" {
			out.Proof.Photos++
		} else {
			out.Proof.Papers++
		}
	}
	if e.Verb == civic.VerbClose {
		out.Closing, out.Whole = notify.Closing(p, &e, deskName(m.Tree, e.Desk), reasonWords(m.Reasons, e.Reason, p.Lang()), notify.Ground(p, m.Reasons, e.Ground()), notify.Finding(p, m.Reasons, &e), out.Proof)
	}
	if told := notify.Disclosed(p, m.Reasons, &e, true); told != "" {
		out.Closing = told
	}
	if e.Verb == civic.VerbExtend {
		out.Closing = notify.Extended(p, &e, deskName(m.Tree, e.Desk), reasonWords(m.Reasons, e.Reason, p.Lang()))
	}
	out.Preview = c.notify.Preview(ctx, &after, &e, out.Proof)
	return out, nil
}

// Closing says in a sentence how the office closed the report with this event, "" when it did not; whole tells that the
// event's words are in the sentence.
func (v View) Closing(p *i18n.Printer, e *Entry) (sentence string, whole bool) {
	if e.Verb != civic.VerbClose || e.Message == "" {
		return "", false
	}
	return notify.Closing(p, &e.Event, e.DeskName, v.ReasonWords(e.Event, p.Lang()), notify.Ground(p, v.reasons, e.Ground()), notify.Finding(p, v.reasons, &e.Event), notify.ProofOf(v.Files, e.Seq))
}

func reasonWords(b *civic.ReasonBook, code, lang string) string {
	return View{reasons: b}.reason(code, lang)
}
