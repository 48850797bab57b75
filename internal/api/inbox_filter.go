package api

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// ListFilter says which reports of the desk are meant: in the query of a list, and as an object in bodies. Exported for
// huma, which looks into no other embedded types.
type ListFilter struct {
	View    string      `query:"view" json:"view,omitempty" doc:"Id of a saved view; no other filter beside it." maxLength:"20"`
	Queue   string      `query:"queue" json:"queue,omitempty" enum:"action,waiting,done,all" doc:"action: what officers must do; the default. waiting: what waits for reporters. done: what ended, latest first. all: any, only with q."`
	State   civic.State `query:"state" json:"state,omitempty" enum:"submitted,info_needed,dispatched,in_progress,awaiting_reporter,escalated,closed,archived" doc:"Only this state; without queue, in the queue where reports of this state lie."`
	Late    bool        `query:"late" json:"late,omitempty" doc:"Only what is late."`
	Today   bool        `query:"today" json:"today,omitempty" doc:"Only what is due today."`
	Q       string      `query:"q" json:"q,omitempty" doc:"Words of the reporter's text; newest first. Secret reports are not found by words." maxLength:"200"`
	Agency  string      `query:"agency" json:"agency,omitempty" doc:"A desk at or below the own one, by id or code; with all below it." maxLength:"100"`
	Officer string      `query:"officer" json:"officer,omitempty" doc:"me, nobody, or the id of an officer: whose work it is." maxLength:"20"`
	Topic   string      `query:"topic" json:"topic,omitempty" doc:"Topic, or the one above, by id or code." maxLength:"100"`
	Region  string      `query:"region" json:"region,omitempty" doc:"Code of a region; with all in it." example:"35.78" maxLength:"13"`
	Channel string      `query:"channel" json:"channel,omitempty" doc:"By which way it came." maxLength:"20"`
	Class   civic.Class `query:"class" json:"class,omitempty" enum:"complaint,complaint_oversight,aspiration,information" doc:"Class."`
	Flags   []string    `query:"flags" json:"flags,omitempty" enum:"secret,anonymous,unsolved,returned" doc:"All of these. unsolved: came back because it was not solved. returned: sent back up by an office."`
	Marks   []string    `query:"marks" json:"marks,omitempty" enum:"unread,watched,mentioned,draft_back" doc:"All of these, of the officer."`
	Label   string      `query:"label" json:"label,omitempty" doc:"A label of the officer's agency." maxLength:"40"`
	Since   string      `query:"since" json:"since,omitempty" format:"date" doc:"Received on that day or later."`
	Until   string      `query:"until" json:"until,omitempty" format:"date" doc:"Received on that day or earlier."`
}

func queues() map[string]civic.Queue {
	return map[string]civic.Queue{"action": civic.QueueAction, "waiting": civic.QueueWaiting, "done": civic.QueueDone, "all": 0}
}

// switches are the filters that are on or off, by list and name.
func switches(n *casework.Narrow) (flags, marks map[string]*bool) {
	return map[string]*bool{"secret": &n.Secret, "anonymous": &n.Anonymous, "unsolved": &n.Reopened, "returned": &n.Returned},
		map[string]*bool{"unread": &n.Unread, "watched": &n.Watched, "mentioned": &n.Mentioned, "draft_back": &n.DraftBack}
}

// listOf reads a filter. Bodies are not checked before, so all of it is checked here.
// Errors: invalid with the field; not_found for a view that is not the officer's.
func (a *API) listOf(ctx context.Context, who civic.Actor, f *ListFilter) (casework.InboxQuery, error) {
	m := a.Directory.Map(ctx)
	if f.View != "" {
		return a.viewed(ctx, m, who, f)
	}
	q := casework.InboxQuery{State: f.State, Late: f.Late, Today: f.Today}
	if f.State != "" && !slices.Contains(civic.States(), f.State) {
		return q, civic.Invalid("state", "api.param_wrong")
	}
	if err := f.queue(&q); err != nil {
		return q, err
	}
	for _, read := range []func(*atlas.Map, *casework.Narrow) error{f.where, f.what, f.when} {
		if err := read(m, &q.Narrow); err != nil {
			return q, err
		}
	}
	return q, nil
}

// viewed is the list of a saved view, one's own or shared at the desk.
func (a *API) viewed(ctx context.Context, m *atlas.Map, who civic.Actor, f *ListFilter) (casework.InboxQuery, error) {
	alone := *f
	alone.View = ""
	if !alone.empty() {
		return casework.InboxQuery{}, civic.Invalid("view", "api.view_alone")
	}
	all, err := a.Casework.Views(ctx, who)
	if err != nil {
		return casework.InboxQuery{}, err
	}
	i := slices.IndexFunc(all, func(v casework.SavedView) bool { return v.ID.String() == f.View })
	if i < 0 {
		return casework.InboxQuery{}, civic.NotFound("error.not_found")
	}
	return listOfView(m, who, &all[i]), nil
}

func listOfView(m *atlas.Map, who civic.Actor, v *casework.SavedView) casework.InboxQuery {
	q, err := url.ParseQuery(v.Query)
	if err != nil { // nothing of it is understood
		q = nil
	}
	return casework.ReadAddress(m, who.Desk, q)
}

func (f *ListFilter) empty() bool {
	alone := *f
	alone.Flags, alone.Marks = nil, nil
	return len(f.Flags)+len(f.Marks) == 0 && alone.View+alone.Queue+string(alone.State)+alone.Q+alone.Agency+alone.Officer+alone.Topic+alone.Region+
		alone.Channel+string(alone.Class)+alone.Label+alone.Since+alone.Until == "" && !alone.Late && !alone.Today
}

// queue finds the queue, and the words without which nobody looks through all of them.
func (f *ListFilter) queue(q *casework.InboxQuery) error {
	if len([]rune(f.Q)) > 200 {
		return civic.Invalid("q", "error.too_long", "max", 200)
	}
	q.Text = strings.TrimSpace(civic.TidyText(f.Q))
	if f.Queue == "" {
		q.Queue = civic.QueueAction
		if f.State != "" {
			q.Queue = (&civic.Report{State: f.State}).Queue()
		}
		return nil
	}
	var ok bool
	if q.Queue, ok = queues()[f.Queue]; !ok || q.Queue == 0 && q.Text == "" {
		return civic.Invalid("queue", "api.param_wrong")
	}
	return nil
}

// where reads unit, officer and region.
func (f *ListFilter) where(m *atlas.Map, n *casework.Narrow) (err error) {
	if n.Unit, err = agencyID(m.Tree, "agency", ref(f.Agency)); err != nil {
		return err
	}
	switch f.Officer {
	case "":
	case "me":
		n.Mine = true
	case "nobody":
		n.Nobody = true
	default:
		if n.Assignee, err = civic.ParseID(f.Officer); err != nil {
			return civic.Invalid("officer", "api.param_wrong")
		}
	}
	if n.Region = f.Region; n.Region != "" && !casework.IsRegionCode(n.Region) {
		return civic.Invalid("region", "api.param_wrong")
	}
	return nil
}

// what reads what the reports are about and how they are marked.
func (f *ListFilter) what(m *atlas.Map, n *casework.Narrow) (err error) {
	if n.Topic, err = topicID(m, "topic", ref(f.Topic)); err != nil {
		return err
	}
	if n.Class = f.Class; n.Class != "" && !n.Class.Valid() {
		return civic.Invalid("class", "api.param_wrong")
	}
	if n.Channel = civic.TidyText(f.Channel); len(n.Channel) > 20 {
		return civic.Invalid("channel", "api.param_wrong")
	}
	if f.Label != "" {
		if n.Label, err = casework.TidyLabel(f.Label); err != nil {
			return err
		}
	}
	flags, marks := switches(n)
	if err := turnOn("flags", flags, f.Flags); err != nil {
		return err
	}
	return turnOn("marks", marks, f.Marks)
}

func turnOn(field string, all map[string]*bool, names []string) error {
	for _, name := range names {
		on, ok := all[name]
		if !ok {
			return civic.Invalid(field, "api.param_wrong")
		}
		*on = true
	}
	return nil
}

func (f *ListFilter) when(_ *atlas.Map, n *casework.Narrow) (err error) {
	if n.From, err = optionalDay("since", f.Since); err != nil {
		return err
	}
	n.To, err = optionalDay("until", f.Until)
	return err
}

// filterOf writes a list as a filter.
func filterOf(q *casework.InboxQuery) ListFilter {
	n := q.Narrow
	f := ListFilter{State: q.State, Late: q.Late, Today: q.Today, Q: n.Text, Region: n.Region, Channel: n.Channel, Class: n.Class, Label: n.Label, Since: n.From.String(), Until: n.To.String()}
	for name, queue := range queues() {
		if queue == q.Queue {
			f.Queue = name
		}
	}
	if n.Unit != 0 {
		f.Agency = n.Unit.String()
	}
	if n.Topic != 0 {
		f.Topic = n.Topic.String()
	}
	switch {
	case n.Mine:
		f.Officer = "me"
	case n.Nobody:
		f.Officer = "nobody"
	case n.Assignee != 0:
		f.Officer = n.Assignee.String()
	}
	flags, marks := switches(&n)
	f.Flags, f.Marks = turnedOn(flags), turnedOn(marks)
	return f
}

func turnedOn(all map[string]*bool) []string {
	var out []string
	for name, on := range all {
		if *on {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
