package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/civic"
)

type inboxParams struct {
	ListFilter
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

// lying is one line of an inbox, cut to what the officer may see.
type lying struct {
	TrackingID string            `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string            `json:"title,omitempty" doc:"Left out where the officer may not read it."`
	Place      string            `json:"place,omitempty"`
	Class      civic.Class       `json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information"`
	State      civic.State       `json:"state" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived"`
	Agency     *agencyName       `json:"agency,omitempty" doc:"The desk that holds it."`
	Topic      *topicName        `json:"topic,omitempty"`
	RegionCode string            `json:"region_code,omitempty"`
	Anonymous  bool              `json:"anonymous,omitempty"`
	Secret     bool              `json:"secret,omitempty"`
	Seq        int               `json:"seq" doc:"Number of events so far."`
	ReceivedAt time.Time         `json:"received_at"`
	EndedAt    time.Time         `json:"ended_at,omitzero"`
	ClosedBy   civic.ClosedBy    `json:"closed_by,omitempty" doc:"Who ended it." enum:"reporter,officer,system"`
	Unsolved   bool              `json:"unsolved,omitempty" doc:"Its reporter said that it is not solved, or had it reopened, and no new answer has come."`
	Next       *due              `json:"next,omitempty"`
	Asked      civic.SupportKind `json:"asked,omitempty" doc:"The report is another office's, and the own one was asked: next is then the own deadline." enum:"support,consult"`
	Unread     bool              `json:"unread,omitempty" doc:"More has happened than the officer has read."`
	Watched    bool              `json:"watched,omitempty" doc:"By the officer."`
	DraftBack  bool              `json:"draft_back,omitempty" doc:"A draft that the officer wrote came back and waits to be mended."`
	DraftWaits bool              `json:"draft_waits,omitempty" doc:"A draft waits for approval."`
	Mentioned  bool              `json:"mentioned,omitempty" doc:"The officer, in a note not read yet."`
	Assignee   string            `json:"assignee,omitempty" doc:"Name of the officer whose work it is."`
	Labels     []string          `json:"labels,omitempty" doc:"Of the officer's agency."`
}

type inbox struct {
	Reports []lying `json:"reports"`
	Next    string  `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

// inbox gives a page of what lies at the officer's desk or below it.
func (a *API) inbox(ctx context.Context, x *exchange, p *inboxParams) (*inbox, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	q, err := a.listOf(ctx, who, &p.ListFilter)
	if err != nil {
		return nil, err
	}
	q.Limit = p.Limit
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	if at != nil {
		q.AtDue, q.AtID = time.UnixMicro(at[0]).UTC(), civic.ID(at[1])
	}
	found, err := a.Casework.Inbox(ctx, who, q)
	if err != nil {
		return nil, err
	}
	m := a.Directory.Map(ctx)
	out := &inbox{Reports: make([]lying, len(found.Rows))}
	for i, row := range found.Rows {
		r := &row.Report
		one := lying{TrackingID: r.Code.Display(), Title: row.Title, Place: row.Place, State: r.State, Agency: nameOf(m.Tree, r.Holder),
			Anonymous: r.Anonymous, Secret: r.Secret, Seq: r.Seq, ReceivedAt: r.ReceivedAt, EndedAt: r.EndedAt, Next: nextOf(row.Next),
			Unread: row.Unread, Watched: row.Watched, Mentioned: row.Mentioned, DraftBack: row.DraftBack, DraftWaits: row.Report.Proposal.Seq != 0, Assignee: row.Assignee, Labels: row.Labels}
		if row.Sight.Text {
			one.Class, one.Topic, one.RegionCode = r.Class, topicOf(m, r.Topic), r.Region
			one.ClosedBy, one.Unsolved = r.ClosedBy, r.Unsolved()
		}
		if row.Help != nil {
			one.Asked = row.Help.Kind
		}
		out.Reports[i] = one
	}
	switch n := len(found.Rows); {
	case found.GoOnID != 0: // a narrowed list looks only so far at once, and may find nothing there
		out.Next = cursorOf(max(0, found.GoOnDue.UnixMicro()), int64(found.GoOnID))
	case found.More && n > 0:
		last := &found.Rows[n-1]
		out.Next = cursorOf(max(0, last.At.UnixMicro()), int64(last.Report.ID))
	}
	return out, nil
}

// counts are the named counts of an inbox.
type counts struct {
	Late    int64                 `json:"late" doc:"Broken deadlines of officers."`
	Today   int64                 `json:"today" doc:"Due today."`
	Action  int64                 `json:"action" doc:"Everything that officers must do."`
	Helping int64                 `json:"helping" doc:"Of these, reports of other offices about which the own one was asked; by_state leaves them out."`
	Waiting int64                 `json:"waiting" doc:"Waits for reporters."`
	Done    int64                 `json:"done" doc:"Ended in the last 30 days."`
	ByState map[civic.State]int64 `json:"by_state"`
}

func (a *API) counts(ctx context.Context, x *exchange, _ *struct{}) (*counts, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	n, err := a.Casework.Counts(ctx, who)
	if err != nil {
		return nil, err
	}
	return &counts{Late: n.Late, Today: n.Today, Action: n.Action, Helping: n.Helping, Waiting: n.Waiting, Done: n.Done, ByState: n.ByState}, nil
}

// me is who a token stands for.
type me struct {
	OfficerID civic.ID    `json:"officer_id"`
	Name      string      `json:"name" example:"Petugas Contoh"`
	Role      civic.Role  `json:"role" enum:"national_admin,agency_admin,liaison,unit_officer,agency_head,oversight,supervisor,auditor"`
	PostID    civic.ID    `json:"post_id"`
	Desk      *agencyName `json:"desk" doc:"The desk of the post; it and everything below is the scope."`
}

func (a *API) me(ctx context.Context, x *exchange, _ *struct{}) (*me, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	return &me{OfficerID: who.Officer, Name: who.Name, Role: who.Role, PostID: who.Post, Desk: nameOf(a.Directory.Map(ctx).Tree, who.Desk)}, nil
}

// desk registers the routes of an officer's desk.
func (a *API) desk() {
	a.sealed()
	a.reminding()
	a.ruling()
	a.remits()
	a.decrees()
	a.invitations()
	a.leaves()
	a.watching()
	a.sampling()
	a.boards()
	register(a, operation{id: "getInbox", method: http.MethodGet, path: "/inbox", tag: tagDesk, access: officers,
		summary: "What lies at the desk", about: "What lies at the desk of the token's post and below it, in the order in which it falls due; with words, newest first. A page of a narrowed list may hold " +
			"fewer entries than `limit`, even none, and still have a next one. A filter that would tell what the officer may not read is refused, or leaves such reports out.",
		out: exampleInbox(), errors: []int{http.StatusNotFound}}, a.inbox)
	register(a, operation{id: "getInboxCounts", method: http.MethodGet, path: "/inbox/counts", tag: tagDesk, access: officers,
		summary: "How much lies at the desk", about: "Kept up within about a second.",
		out: counts{Late: 2, Today: 1, Action: 37, Waiting: 12, Done: 41, ByState: map[civic.State]int64{civic.Submitted: 9, civic.InProgress: 28}}}, a.counts)
	register(a, operation{id: "getMe", method: http.MethodGet, path: "/me", tag: tagDesk, access: officers,
		summary: "Who am I", about: "The officer, the post and the desk that the token acts from.", out: exampleMe()}, a.me)
}
