package casework

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// MaxBulk is the most reports of one order, and UndoTime how long it can be taken back: nothing is done before.
const (
	MaxBulk  = 10_000
	UndoTime = 10 * time.Second
)

// KindBulk is the job that carries out an order.
const KindBulk = "bulk"

// BulkArgs name the order.
type BulkArgs struct {
	ID civic.ID `json:"id"`
}

// BulkLabel is the one thing besides verbs of the lifecycle that is done to many reports: a label of the agency.
const BulkLabel civic.Verb = "label"

// BulkVerbs lists what can be done to many reports at once.
func BulkVerbs() []civic.Verb {
	return []civic.Verb{civic.VerbVerify, civic.VerbDispose, civic.VerbAssign, BulkLabel, civic.VerbFollowUp, civic.VerbAnswer, civic.VerbMerge, civic.VerbNote}
}

// Order says what is to be done to each of many reports.
type Order struct {
	Command  civic.Command // with merge and no Into, the oldest report of the selection that can lead does
	Label    string        // with BulkLabel
	Template civic.ID      // with what is told to reporters: its text, as it is when the order is given, filled in for each
	Key      string        `json:"-"`               // random, once for each order: the same order sent again is the first one; "" none
	Asked    string        `json:"asked,omitempty"` // what was asked for under the key

	lead *civic.Report // with merge: the report to follow, as a preview sees it
}

// Selection says to which reports: those named, or all that a list holds.
type Selection struct {
	Codes []civic.TrackingCode
	List  *InboxQuery
}

// Bulk is an order and how far it is.
type Bulk struct {
	store.Bulk
	Order    Order
	Repeated bool // it was given before, under the same key; nothing new was made
}

// The states of an order, and the result of a report with which it was done.
const (
	BulkWaiting = store.BulkWaiting
	BulkDone    = store.BulkDone
	BulkUndone  = store.BulkUndone
	BulkOK      = store.BulkOK
)

// BulkState is how far an order is.
type BulkState = store.BulkState

// Starts is when the order can be taken back no more.
func (b *Bulk) Starts() time.Time { return store.Moment(b.StartAt) }

// Refusal is why some reports of an order are left as they are.
type Refusal struct {
	Key  string // of the message
	N    int
	Some []civic.TrackingCode // the first few
}

// Preview is what an order would do now.
type Preview struct {
	Total    int
	Able     int
	More     bool // the list holds more than one order can
	Refusals []Refusal
	Lead     civic.TrackingCode // with merge: the report that the others would follow
	Sample   Sample             // with a template: what the first report that can be done would be told
}

// rowsAtOnce is how many reports are read, or done, in one go.
const rowsAtOnce = 200

// chosen loads the reports of a selection in their order. More tells that there are others beyond MaxBulk.
func (c *Casework) chosen(ctx context.Context, m *atlas.Map, who civic.Actor, sel Selection) (out []civic.Report, more bool, err error) {
	var ids []civic.ID
	if sel.List != nil {
		if ids, err = c.listed(ctx, m, who, *sel.List); err != nil {
			return nil, false, err
		}
	} else {
		codes := slices.Clone(sel.Codes)
		slices.Sort(codes)
		codes = slices.Compact(codes)
		if more = len(codes) > MaxBulk; more {
			codes = codes[:MaxBulk]
		}
		for part := range slices.Chunk(codes, rowsAtOnce) {
			got, err := c.store.ReportsByCodes(ctx, c.store.DB, part)
			if err != nil {
				return nil, false, err
			}
			out = append(out, got...)
		}
	}
	if more = more || len(ids) > MaxBulk; len(ids) > MaxBulk {
		ids = ids[:MaxBulk]
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		got, err := c.store.ReportsByIDs(ctx, c.store.DB, part)
		if err != nil {
			return nil, false, err
		}
		out = append(out, got...)
	}
	out = slices.DeleteFunc(out, func(r civic.Report) bool { return !who.InScope(m.Tree, &r) }) // moved away, or never there
	slices.SortFunc(out, func(a, b civic.Report) int { return cmp.Compare(a.ID, b.ID) })        // one order for all: no deadlock
	return out, more, nil
}

// listed are the reports that a list holds, one more than an order can take when there are more.
func (c *Casework) listed(ctx context.Context, m *atlas.Map, who civic.Actor, q InboxQuery) ([]civic.ID, error) {
	q.AtID, q.AtDue, q.Back = 0, time.Time{}, false
	f, err := c.filter(m, who, q)
	if err != nil {
		return nil, err
	}
	if q.Text == "" {
		f.Limit = MaxBulk + 1
		return c.store.InboxIDs(ctx, f)
	}
	var ids []civic.ID
	q.Limit = MaxPage
	for len(ids) <= MaxBulk {
		page, err := c.search(ctx, m, who, q, f)
		if err != nil {
			return nil, err
		}
		for i := range page.Rows {
			ids = append(ids, page.Rows[i].Report.ID)
		}
		switch {
		case !page.More:
			return ids, nil
		case page.GoOnID != 0:
			q.AtID = page.GoOnID
		case len(page.Rows) == 0: // all that was found is of no concern to the officer, and nothing says where to go on
			return ids, nil
		default:
			q.AtID = page.Rows[len(page.Rows)-1].Report.ID
		}
	}
	return ids, nil
}

// would tells whether an order could be carried out on a report now, without doing anything.
func (c *Casework) would(ctx context.Context, m *atlas.Map, who civic.Actor, r *civic.Report, o *Order) error {
	w, cmd := m.World(c.now()), o.Command.For(r)
	switch {
	case cmd.Verb == BulkLabel:
		return mayLabel(m, who, r)
	case cmd.Verb == civic.VerbMerge:
		return c.wouldMerge(ctx, w, who, r, o)
	case o.Template != 0:
		var err error
		// The title and the place are always there, and reading them for each report would cost a preview too much.
		if cmd.Message, err = whole(replacer(c.facts(m, who, r), "-", "-"), cmd.Message); err != nil {
			return err
		}
	}
	_, _, err := w.Apply(*r, who, cmd)
	return err
}

// check refuses an order that cannot be given at all. The same words to many reporters are copies of each other: the gate
// would say so of each, and lets them go for one reason that is given here, but never with a blank left open.
func (o *Order) check() error {
	if !slices.Contains(BulkVerbs(), o.Command.Verb) {
		return civic.Invalid("verb", "error.no_such_verb")
	}
	o.Command.Seq, o.Command.Publish = 0, false // a public version is edited one by one
	if err := o.checkTemplate(); err != nil {
		return err
	}
	if gated(o.Command.Verb) {
		if o.Template == 0 && !civic.HasWords(o.Command.Message) {
			return civic.Invalid("message", "error.message_needed")
		}
		if left := quality.Blanks(o.Command.Message); len(left) > 0 {
			return quality.Refuse(o.Command.Message, left, o.Command.QualityReason)
		}
		if !civic.SaysWhy(o.Command.QualityReason) {
			return civic.Invalid("quality_reason", "error.bulk_reason")
		}
	}
	if o.Command.Verb != BulkLabel {
		return nil
	}
	var err error
	o.Label, err = TidyLabel(o.Label)
	return err
}

// PreviewBulk tells what an order would do and what would be refused, and changes nothing. Errors: unauthenticated;
// invalid for an order that cannot be given at all; those of Inbox for the list.
func (c *Casework) PreviewBulk(ctx context.Context, who civic.Actor, o Order, sel Selection) (Preview, error) {
	if !who.IsOfficer() {
		return Preview{}, civic.Unauthenticated("error.sign_in_first")
	}
	if err := o.check(); err != nil {
		return Preview{}, err
	}
	m := c.atlas.Current(ctx)
	reports, more, err := c.chosen(ctx, m, who, sel)
	if err != nil {
		return Preview{}, err
	}
	if reports, err = c.settle(ctx, m, who, &o, reports); err != nil {
		return Preview{}, err
	}
	p := Preview{Total: len(reports), More: more, Lead: o.Command.Into}
	var wrong error
	for i := range reports {
		if wrong = c.would(ctx, m, who, &reports[i], &o); wrong == nil {
			if p.Able++; p.Able == 1 && o.Template != 0 {
				if p.Sample, err = c.sample(ctx, m, who, &reports[i], &o); err != nil {
					return Preview{}, err
				}
			}
			continue
		}
		p.refuse(refusalKey(wrong, reports[i].State), reports[i].Code)
	}
	if p.Able == 0 && len(p.Refusals) == 1 && civic.KindOf(wrong) == civic.KindInvalid {
		return Preview{}, wrong // it is the order, not the reports
	}
	return p, nil
}

func (p *Preview) refuse(key string, code civic.TrackingCode) {
	i := slices.IndexFunc(p.Refusals, func(x Refusal) bool { return x.Key == key })
	if i < 0 {
		i, p.Refusals = len(p.Refusals), append(p.Refusals, Refusal{Key: key})
	}
	x := &p.Refusals[i]
	if x.N++; len(x.Some) < 3 {
		x.Some = append(x.Some, code)
	}
}

// refusalKey is the message of an error that an order meets at a report. That a step cannot be taken now says little about
// one of many: there it is the state that is told
// (i18n:keys error.bulk_state.).
func refusalKey(err error, state civic.State) string {
	e, ok := errors.AsType[*civic.Error](err)
	switch {
	case !ok:
		return "error.internal"
	case e.Key == "error.not_in_this_state" && state != "":
		return "error.bulk_state." + string(state)
	default:
		return e.Key
	}
}

// StartBulk gives an order. It is carried out after UndoTime by the job KindBulk, on each report that has not changed
// by then. The same order under the same key is given once: the second time the first one comes back.
// Errors: those of PreviewBulk; invalid "tracking_ids" when no report is chosen; conflict when the key was used for
// another order.
func (c *Casework) StartBulk(ctx context.Context, who civic.Actor, o Order, sel Selection) (Bulk, error) {
	if !who.IsOfficer() {
		return Bulk{}, civic.Unauthenticated("error.sign_in_first")
	}
	if o.Key != "" {
		var err error
		if o.Asked, err = asked(o, sel); err != nil {
			return Bulk{}, err
		}
		// Once it was carried out, the list may hold no report any more, and the reports may refuse the step.
		if got, err := c.given(ctx, c.store.DB, who, &o); civic.KindOf(err) != civic.KindNotFound {
			return got, err
		}
	}
	if err := o.check(); err != nil {
		return Bulk{}, err
	}
	m := c.atlas.Current(ctx)
	reports, _, err := c.chosen(ctx, m, who, sel)
	if err != nil {
		return Bulk{}, err
	}
	if reports, err = c.settle(ctx, m, who, &o, reports); err != nil {
		return Bulk{}, err
	}
	if len(reports) == 0 {
		return Bulk{}, civic.Invalid("tracking_ids", "error.bulk_none")
	}
	now := c.now()
	b := Bulk{Order: o, Bulk: store.Bulk{ID: c.store.NewID(now), Officer: who.Officer, Post: who.Post, Verb: string(o.Command.Verb), State: store.BulkWaiting,
		Total: len(reports), Key: o.Key, CreatedAt: store.Micros(now), StartAt: store.Micros(now.Add(UndoTime))}}
	plain, err := json.Marshal(o)
	if err != nil {
		return Bulk{}, err
	}
	b.Sealed = c.vault.Seal(bulkPlace(b.ID), plain)
	rows := make([]store.BulkRow, len(reports))
	for i := range reports {
		rows[i] = store.BulkRow{N: i + 1, Report: reports[i].ID, Seq: reports[i].Seq}
	}
	return c.giveOnce(ctx, who, b, rows)
}

func bulkPlace(id civic.ID) string { return "bulk/" + id.String() }

// UndoBulk takes an order back while nothing of it is done. Errors: not_found, conflict when it is too late.
func (c *Casework) UndoBulk(ctx context.Context, who civic.Actor, id civic.ID) error {
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		b, err := c.store.LockBulk(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !who.IsOfficer() || b.Officer != who.Officer:
			return civic.NotFound("error.not_found")
		case b.State == store.BulkUndone:
			return nil
		case b.State != store.BulkWaiting || b.Done+b.Refused > 0:
			return civic.Conflict("error.bulk_begun")
		}
		b.State, b.FinishedAt = store.BulkUndone, store.Micros(c.now())
		c.store.SaveBulk(tx, b)
		return nil
	})
}

// BulkOf shows an officer's own order. Errors: not_found.
func (c *Casework) BulkOf(ctx context.Context, who civic.Actor, id civic.ID) (Bulk, error) {
	if !who.IsOfficer() {
		return Bulk{}, civic.Unauthenticated("error.sign_in_first")
	}
	b, err := c.store.BulkOf(ctx, c.store.DB, id, who.Officer)
	if err != nil {
		return Bulk{}, err
	}
	return c.openBulk(b)
}

func (c *Casework) openBulk(b store.Bulk) (Bulk, error) {
	out := Bulk{Bulk: b}
	plain, err := c.vault.Open(bulkPlace(b.ID), b.Sealed)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(plain, &out.Order)
}

// BulkRows lists what became of the reports of an officer's own order, from after a number, at most MaxPage unless
// limit says more. Errors: not_found.
func (c *Casework) BulkRows(ctx context.Context, who civic.Actor, id civic.ID, after, limit int) ([]store.BulkRow, error) {
	if _, err := c.BulkOf(ctx, who, id); err != nil {
		return nil, err
	}
	return c.store.BulkRows(ctx, c.store.DB, id, after, limit)
}

// Bulks lists the officer's last orders. Errors: unauthenticated.
func (c *Casework) Bulks(ctx context.Context, who civic.Actor) ([]store.Bulk, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	return c.store.Bulks(ctx, who.Officer, 20)
}

// Titles names reports by their codes, as far as the officer may read them: the others are left out.
func (c *Casework) Titles(ctx context.Context, who civic.Actor, codes []civic.TrackingCode) (map[civic.TrackingCode]string, error) {
	reports, err := c.store.ReportsByCodes(ctx, c.store.DB, codes)
	if err != nil {
		return nil, err
	}
	m := c.atlas.Current(ctx)
	var ids []civic.ID
	for i := range reports {
		if r := &reports[i]; who.InScope(m.Tree, r) && civic.Look(m.Tree, who, r).Text {
			ids = append(ids, r.ID)
		}
	}
	rows, err := c.store.AlikeRows(ctx, ids)
	out := make(map[civic.TrackingCode]string, len(rows))
	for i := range rows {
		out[rows[i].Report.Code] = rows[i].Text.Title
	}
	return out, err
}
