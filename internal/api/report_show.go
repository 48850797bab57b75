package api

import (
	"context"
	"strconv"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// report is one report as one viewer may see it; what the viewer may not see is left out.
type report struct {
	TrackingID   string          `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Alias        string          `json:"alias,omitempty" doc:"The same in digits; reporter and officers."`
	URL          string          `json:"url" doc:"The page of the report."`
	Viewer       string          `json:"viewer" doc:"As whom it is shown." enum:"public,reporter,officer"`
	State        civic.State     `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Class        civic.Class     `json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
	Title        string          `json:"title,omitempty" doc:"Of the original where it may be read, else of the published version."`
	Agency       *agencyName     `json:"agency,omitempty" doc:"The desk that holds it: exactly one at any moment."`
	NamedAgency  *agencyName     `json:"named_agency,omitempty" doc:"The agency that the reporter named."`
	Topic        *topicName      `json:"topic,omitempty"`
	RegionCode   string          `json:"region_code,omitempty"`
	Zone         civic.Zone      `json:"zone,omitempty" doc:"Time zone of the place." enum:"WIB,WITA,WIT"`
	Channel      string          `json:"channel,omitempty" doc:"By which way it came; reporter and officers."`
	Protection   *protection     `json:"protection,omitempty" doc:"Wishes of the reporter; reporter and officers."`
	MayRead      *mayRead        `json:"may_read,omitempty" doc:"What the officer may read; officers."`
	Published    bool            `json:"published" doc:"Whether a public version is shown."`
	Seq          int             `json:"seq" doc:"Number of events so far; send it with a step."`
	ReceivedAt   time.Time       `json:"received_at"`
	VerifiedAt   time.Time       `json:"verified_at,omitzero"`
	AnsweredAt   time.Time       `json:"answered_at,omitzero" doc:"First follow-up by an agency."`
	EscalatedAt  time.Time       `json:"escalated_at,omitzero"`
	EndedAt      time.Time       `json:"ended_at,omitzero"`
	Outcome      *reason         `json:"outcome,omitempty" doc:"How it ended."`
	ClosedBy     civic.ClosedBy  `json:"closed_by,omitempty" enum:"reporter,officer,system"`
	Rating       int             `json:"rating,omitempty" doc:"1 not helped, 2 so-so, 3 helped." minimum:"1" maximum:"3"`
	Reopened     int             `json:"reopened,omitempty" doc:"How often it was reopened."`
	Returns      int             `json:"returns,omitempty" doc:"How often a desk gave it back as not its business."`
	Next         *due            `json:"next,omitempty" doc:"The nearest deadline of whoever owes the next step."`
	Clocks       []clock         `json:"clocks"`
	Text         *original       `json:"text,omitempty" doc:"What the reporter wrote; it never changes."`
	Public       *publicText     `json:"public,omitempty" doc:"The published version. Officers who read the text see the last one even while it is not shown; then published is false."`
	Handovers    []handover      `json:"handovers,omitempty" doc:"To which bodies it was handed over; reporter, and officers who read the report."`
	Ombudsman    *ombudsman      `json:"ombudsman,omitempty" doc:"Whether and from when the report can be taken to the Ombudsman; its reporter."`
	Objection    *objection      `json:"objection,omitempty" doc:"Of the requester of information; the reporter, and officers who read the report."`
	ToSuperior   *way            `json:"to_superior,omitempty" doc:"Whether and until when an objection is possible; the requester."`
	ToCommission *way            `json:"to_commission,omitempty" doc:"Whether and until when it can be taken to the Information Commission; the requester."`
	Promises     []pledge        `json:"promises,omitempty" doc:"Every day that was ever promised; reporter and officers."`
	Timeline     []entry         `json:"timeline"`
	Attachments  []attachment    `json:"attachments"`
	Together     *together       `json:"together,omitempty" doc:"That it is handled with others about the same."`
	Actions      []action        `json:"allowed_actions" doc:"Steps that the asker may take now."`
	Extension    *extension      `json:"extension,omitempty" doc:"How much more time may be asked for now; officers who may."`
	KeptOut      []keptOut       `json:"kept_out,omitempty" doc:"Who is kept out of it, and why; supervisors."`
	Supports     []supported     `json:"supports,omitempty" doc:"Other offices that were asked: all of them for officers who lead, the own one for officers who were asked, those that help for the reporter."`
	Demands      []demand        `json:"demands,omitempty" doc:"What was asked from above, and what was answered; officers who read the report. Of a secret one supervisors and heads see state and lateness."`
	Parts        []*partOfReport `json:"parts,omitempty" doc:"Parts that became reports of their own; the reporter, and officers who read the report."`
	PartOf       *partOfReport   `json:"part_of,omitempty" doc:"The report of which it is a part, for whoever may read that."`
	Draft        *draft          `json:"draft,omitempty" doc:"The draft that waits for approval; officers who read the report."`
	IdentityRead []identityOpens `json:"identity_reads,omitempty" doc:"Who opened the reporter's identity; supervisors and auditors."`
}

// protection is what the reporter asked for.
type protection struct {
	Anonymous bool `json:"anonymous" doc:"The name is hidden from officers and the public."`
	Secret    bool `json:"secret" doc:"Only its handlers read it; nothing becomes public."`
	ShowName  bool `json:"show_name" doc:"The published version may show the name."`
}

// mayRead is an officer's sight of one report.
type mayRead struct {
	Text       bool `json:"text"`
	WithReason bool `json:"text_with_reason,omitempty" doc:"The text opens with a reason, which is recorded: POST .../text."`
	Name       bool `json:"name" doc:"POST .../identity; every opening is recorded."`
	Contact    bool `json:"contact"`
}

// original is what the reporter wrote.
type original struct {
	Title        string          `json:"title"`
	Body         string          `json:"body"`
	OccurredOn   string          `json:"occurred_on,omitempty" doc:"A day, or a part of one where no more is known."`
	OccurredWith civic.Precision `json:"occurred_with,omitempty" enum:"day,month,year"`
	LocationText string          `json:"location_text,omitempty"`
	Lat          *float64        `json:"lat,omitempty"`
	Lng          *float64        `json:"lng,omitempty"`
}

// publicText is the published version.
type publicText struct {
	Version int       `json:"version" doc:"Counts up with every edit."`
	At      time.Time `json:"at"`
	Title   string    `json:"title"`
	Body    string    `json:"body"`
	Place   string    `json:"place,omitempty"`
	Name    string    `json:"name,omitempty" doc:"Of the reporter, where the reporter asked for that."`

	Photos []publicPhoto `json:"photos,omitempty" doc:"Photos of the reporter that everybody may see."`
	Masks  []mask        `json:"masks,omitempty" doc:"What was covered in it, for officers; never the words."`
}

// entry is one event of the history.
type entry struct {
	Seq        int               `json:"seq"`
	At         time.Time         `json:"at"`
	Verb       civic.Verb        `json:"verb"`
	Role       civic.Role        `json:"role" doc:"Of whoever acted."`
	Officer    string            `json:"officer,omitempty" doc:"Name of the officer; officers see it."`
	Agency     *agencyName       `json:"agency,omitempty" doc:"The desk that acted, or held it."`
	From       civic.State       `json:"from_state,omitempty"`
	To         civic.State       `json:"to_state,omitempty"`
	FromAgency *agencyName       `json:"from_agency,omitempty" doc:"The desk that it left, when it moved."`
	ToAgency   *agencyName       `json:"to_agency,omitempty" doc:"The desk it went to, when it moved."`
	Reason     *reason           `json:"reason,omitempty"`
	Suggested  *agencyName       `json:"suggested,omitempty" doc:"The office that a return says is competent; officers see it."`
	Message    string            `json:"message,omitempty"`
	Detail     map[string]string `json:"detail,omitempty" doc:"Small facts, such as the class before and after."`

	Disclosure civic.Disclosure `json:"disclosure,omitempty" doc:"What an answer does with the information that was asked for; nothing in answers of before it was asked for." enum:"given,part,refused"`
	Ground     string           `json:"ground,omitempty" doc:"The ground in the words of the law, where something is kept back or cannot be done."`
	GroundEN   string           `json:"ground_en,omitempty" doc:"The same in English, where the list has it; the Indonesian words hold."`
	Disclosed  string           `json:"disclosed,omitempty" doc:"Of such an answer, in its last version: what becomes of the information, in one Indonesian sentence."`

	Closing string         `json:"closing,omitempty" doc:"Of a closing by an office: who, how, when and with which evidence, in one Indonesian sentence."`
	Shown   civic.Audience `json:"shown" doc:"To whom it is shown." enum:"public,reporter,internal"`
}

// identityOpens is one opening of the vault.
type identityOpens struct {
	At     time.Time  `json:"at"`
	Role   civic.Role `json:"role"`
	Part   string     `json:"part"`
	Reason string     `json:"reason"`
}

type showParams struct {
	Code string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
}

// show gives one report to whoever asks.
func (a *API) show(ctx context.Context, x *exchange, p *showParams) (*report, error) {
	code, who, err := x.viewer(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	v, err := a.Casework.View(ctx, who, code)
	if err != nil {
		return nil, err
	}
	if who.Role == civic.RolePublic {
		x.public()
	}
	x.w.Header().Set("Etag", `"`+strconv.Itoa(v.Report.Seq)+`"`)
	return a.report(ctx, who, &v), nil
}

// report shapes a view. The view holds nothing that the viewer may not see of texts, events and
// files; of the report's own columns this leaves out what tells about its content.
func (a *API) report(ctx context.Context, who civic.Actor, v *casework.View) *report {
	m := a.Directory.Map(ctx)
	r := &v.Report
	out := &report{TrackingID: r.Code.Display(), URL: a.pageOf(r.Code), Viewer: "public", State: r.State, Agency: nameOf(m.Tree, r.Holder),
		Published: r.Public(), Seq: r.Seq, ReceivedAt: r.ReceivedAt, VerifiedAt: r.VerifiedAt, AnsweredAt: r.AnsweredAt,
		EscalatedAt: r.EscalatedAt, EndedAt: r.EndedAt, Next: nextOf(v.Next), Clocks: clocksOf(m.World(a.Now()), r),
		Actions: a.actionsOf(m.Reasons, r, proposed(m.World(a.Now()), r, v.Allowed))}
	if v.Sight.Text || v.Sight.Published {
		out.Class, out.RegionCode, out.Zone, out.Topic = r.Class, r.Region, r.Zone, topicOf(m, r.Topic)
		out.Outcome, out.ClosedBy, out.Rating, out.Reopened, out.Returns = reasonOf(m.Reasons, r.Outcome), r.ClosedBy, r.Rating, r.Reopened, r.Returns
	}
	switch {
	case who.Role == civic.RoleReporter:
		out.Viewer = "reporter"
		out.Ombudsman = ombudsmanOf(v)
		out.ToSuperior, out.ToCommission = wayOf(v.ToSuperior), wayOf(v.ToPanel)
	case v.Theirs:
		out.Viewer = "officer"
		out.MayRead = &mayRead{Text: v.Sight.Text, WithReason: v.Sight.WithReason, Name: v.Sight.Name, Contact: v.Sight.Contact}
	}
	if out.Viewer != "public" {
		out.Promises = pledgesOf(v)
		out.Handovers = a.handoversOf(v)
		out.Protection = &protection{Anonymous: r.Anonymous, Secret: r.Secret, ShowName: r.ShowName}
	}
	if v.Sight.Text {
		out.Alias, out.Channel, out.NamedAgency = r.Alias.Display(), r.Channel, nameOf(m.Tree, r.Named)
		out.Text, out.Title = originalOf(v.Text), v.Text.Title
	}
	if p := v.Public; p != nil {
		out.Public = a.publication(v)
		if out.Title == "" {
			out.Title = p.Title
		}
	}
	out.Together, out.Supports = togetherOf(v.Together), supportsOf(m, v)
	out.Demands = demandsOf(m.Tree, v)
	out.Objection = objectionOf(m.Tree, v.Objection)
	out.KeptOut = keptOf(m.Tree, v.Kept)
	out.Parts, out.PartOf = partsOf(m, v)
	out.Timeline, out.Attachments = timelineOf(m, v.Events), attachmentsOf(r.Code, v.Files)
	for i := range v.Events {
		out.Timeline[i].Closing, _ = v.Closing(i18n.For(i18n.Default), &v.Events[i])
		out.Timeline[i].disclosed(v, &v.Events[i])
	}
	out.Draft, out.Extension = draftOf(m.Reasons, v), a.extensionOf(m, v)
	for _, o := range v.Reads {
		out.IdentityRead = append(out.IdentityRead, identityOpens{time.UnixMicro(o.At).UTC(), o.Role, o.Part, o.Reason})
	}
	return out
}

func originalOf(t casework.Text) *original {
	out := &original{Title: t.Title, Body: t.Body, OccurredOn: t.OccurredOn, LocationText: t.Place, Lat: t.Lat, Lng: t.Lng}
	if t.OccurredOn != "" {
		out.OccurredWith = t.OccurredWith
	}
	return out
}

func timelineOf(m *atlas.Map, events []casework.Entry) []entry {
	out := make([]entry, len(events))
	for i, e := range events {
		out[i] = entry{Seq: e.Seq, At: e.At, Verb: e.Verb, Role: e.Role, Officer: e.OfficerName, Agency: nameOf(m.Tree, e.Desk),
			From: e.From, To: e.To, Reason: reasonOf(m.Reasons, e.Reason), Message: e.Message, Detail: e.Detail, Shown: e.Shown}
		if named, ok := e.Event.Suggested(); ok {
			out[i].Suggested = nameOf(m.Tree, named)
		}
		if e.ToDesk != e.FromDesk {
			out[i].FromAgency, out[i].ToAgency = nameOf(m.Tree, e.FromDesk), nameOf(m.Tree, e.ToDesk)
		}
	}
	return out
}
