package directory

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// SaveTopic writes a topic. Errors: forbidden, invalid with the field, conflict when the code is taken.
func (d *Directory) SaveTopic(ctx context.Context, who civic.Actor, t store.Topic) (store.Topic, error) {
	if err := national(who); err != nil {
		return t, err
	}
	m := d.Map(ctx)
	t.Code, t.NameID, t.NameEN = strings.TrimSpace(t.Code), strings.TrimSpace(t.NameID), strings.TrimSpace(t.NameEN)
	if err := checkTopic(t); err != nil {
		return t, err
	}
	if parent, ok := m.Topic(t.Parent); t.Parent != 0 && (!ok || parent.Parent != 0 || t.Parent == t.ID) {
		return t, civic.Invalid("parent", "error.topic_parent")
	}
	before, _ := m.Topic(t.ID)
	if t.ID == 0 {
		t.ID = d.store.NewID(d.now())
	}
	return t, d.change(ctx, who, "topic", t.ID.String(), before, t, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SaveTopic(tx, t)
		return nil
	})
}

// topicCode is what stands in addresses and files as a topic's name.
var topicCode = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

// checkTopic looks at what a topic says of itself; whether its parent exists is the caller's to see.
func checkTopic(t store.Topic) error {
	switch {
	case t.Code == "":
		return civic.Invalid("code", "error.code_needed")
	case len(t.Code) > 60 || !topicCode.MatchString(t.Code):
		return civic.Invalid("code", "error.topic_code")
	case t.NameID == "":
		return civic.Invalid("name_id", "error.name_needed")
	case t.DefaultClass != "" && !t.DefaultClass.Valid():
		return civic.Invalid("default_class", "error.class_needed")
	}
	return nil
}

// SaveReason writes an entry of a reason list. Its code never changes; it is ended with a day, not removed.
// Errors: forbidden, invalid with the field.
func (d *Directory) SaveReason(ctx context.Context, who civic.Actor, r civic.Reason) (civic.Reason, error) {
	if err := national(who); err != nil {
		return r, err
	}
	r.Code, r.TextID, r.TextEN = strings.TrimSpace(r.Code), strings.TrimSpace(r.TextID), strings.TrimSpace(r.TextEN)
	if err := checkReason(r); err != nil {
		return r, err
	}
	if err := d.begins("from", r.From); err != nil {
		return r, err
	}
	if !r.Until.IsZero() && !r.From.Before(r.Until) {
		return r, civic.Invalid("until", "error.date_order")
	}
	before, had := d.Map(ctx).Reasons.Find(r.List, r.Code)
	r.ID, r.ForSystem = before.ID, before.ForSystem
	if !had {
		r.ID = d.store.NewID(d.now())
	}
	return r, d.change(ctx, who, "reason", r.List+"/"+r.Code, before, r, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SaveReason(tx, r)
		return nil
	})
}

func checkReason(r civic.Reason) error {
	switch {
	case !slices.Contains(civic.ReasonLists(), r.List):
		return civic.Invalid("list", "error.list_unknown")
	case r.Code == "":
		return civic.Invalid("code", "error.code_needed")
	case r.TextID == "":
		return civic.Invalid("text_id", "error.text_needed")
	case r.Asks != "" && r.List != civic.ReasonsOutcome:
		return civic.Invalid("asks", "error.asks_outcome")
	}
	_, err := civic.ParseAsks(string(r.Asks))
	return err
}

// AddPolicy writes a new clock policy with its first day. An existing one is never changed, so clocks that run
// can always be explained. The national desk writes any; a coordinator one for the own agency and below.
// Errors: forbidden, invalid with the field.
func (d *Directory) AddPolicy(ctx context.Context, who civic.Actor, p civic.ClockPolicy) (civic.ClockPolicy, error) {
	p, _, err := d.AddPolicyOnce(ctx, who, p)
	return p, err
}

// errSame says that what is written is there already.
var errSame = errors.New("directory: the same is there already")

// AddPolicyOnce is AddPolicy, and tells whether the very same length was the last one written for its day: that one is
// kept, and nothing is written a second time.
func (d *Directory) AddPolicyOnce(ctx context.Context, who civic.Actor, p civic.ClockPolicy) (kept civic.ClockPolicy, again bool, err error) {
	p.Source = strings.TrimSpace(p.Source)
	if err := d.checkPolicy(d.Map(ctx).Tree, who, p); err != nil {
		return p, false, err
	}
	p.ID = d.store.NewID(d.now())
	err = d.change(ctx, who, "clock_policy", p.ID.String(), nil, p, func(ctx context.Context, tx *sqldb.Tx) error {
		was, err := d.store.PolicyFrom(ctx, tx, p) // other changes of master data wait: what is read holds
		if err != nil && civic.KindOf(err) != civic.KindNotFound {
			return err
		}
		if same := p; err == nil {
			if same.ID = was.ID; same == was {
				kept = was
				return errSame
			}
		}
		d.store.InsertPolicy(tx, p)
		return nil
	})
	if errors.Is(err, errSame) {
		return kept, true, nil
	}
	return p, false, err
}

// DropPolicy takes back a length that has not begun; what held before it holds on. What has begun stays: deadlines were
// counted with it. Errors: forbidden, not_found, invalid with the field.
func (d *Directory) DropPolicy(ctx context.Context, who civic.Actor, id civic.ID) (civic.ClockPolicy, error) {
	m := d.Map(ctx)
	i := slices.IndexFunc(m.Ref.Policies, func(p civic.ClockPolicy) bool { return p.ID == id })
	if i < 0 {
		return civic.ClockPolicy{}, civic.NotFound("error.not_found")
	}
	p := m.Ref.Policies[i]
	switch {
	case !mayWritePolicy(m.Tree, who, p):
		return civic.ClockPolicy{}, civic.NotFound("error.not_found")
	case !p.EffectiveFrom.After(civic.DateOf(d.now(), civic.WIB)):
		return civic.ClockPolicy{}, civic.Invalid("effective_from", "error.policy_begun")
	}
	return p, d.change(ctx, who, "clock_policy", id.String(), p, nil, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.DropPolicy(tx, id)
		return nil
	})
}

// mayWritePolicy: the national desk writes any, a coordinator those of the own agency and below.
func mayWritePolicy(t *civic.Tree, who civic.Actor, p civic.ClockPolicy) bool {
	if p.AgencyID == 0 {
		return who.Role == civic.RoleNationalAdmin
	}
	return who.MayAdminister(t, p.AgencyID)
}

func (d *Directory) checkPolicy(t *civic.Tree, who civic.Actor, p civic.ClockPolicy) error {
	if !mayWritePolicy(t, who, p) {
		return civic.Forbidden("error.forbidden")
	}
	known := false
	for _, n := range civic.NationalPolicies() {
		known = known || n.Clock == p.Clock
	}
	switch {
	case !known:
		return civic.Invalid("clock", "error.clock_unknown")
	case p.Class != "" && !p.Class.Valid():
		return civic.Invalid("class", "error.class_needed")
	case p.Amount < 1 || p.Amount > 365:
		return civic.Invalid("amount", "error.amount_range", "max", 365)
	case p.Extension < 0 || p.Extension > 365:
		return civic.Invalid("extension", "error.extension_range", "max", 365)
	case p.Unit != civic.WorkingDays && p.Unit != civic.CalendarDays:
		return civic.Invalid("unit", "error.unit_unknown")
	}
	if err := d.begins("effective_from", p.EffectiveFrom); err != nil {
		return err
	}
	// Whoever reads an old deadline must find the length that held then; what was entered wrongly is mended in the open.
	past := p.EffectiveFrom.Before(civic.DateOf(d.now(), civic.WIB))
	switch {
	case past && !p.Correction:
		return civic.Invalid("effective_from", "error.policy_past")
	case p.Correction && !past:
		return civic.Invalid("correction", "error.policy_not_past")
	case p.Correction && !civic.HasWords(p.Source):
		return civic.Invalid("source", "error.correction_source")
	}
	return nil
}

// SaveHoliday adds a day off; an agency its own ones, ahead. Errors: forbidden, invalid with the field.
func (d *Directory) SaveHoliday(ctx context.Context, who civic.Actor, h civic.Holiday) error {
	h.Name, h.Decree = strings.TrimSpace(h.Name), strings.TrimSpace(h.Decree)
	if err := checkHolidayOf(d.Map(ctx).Tree, who, h); err != nil {
		return err
	}
	if err := cmp.Or(d.begins("date", h.Date), d.ahead(who, h.Date)); err != nil {
		return err
	}
	return d.change(ctx, who, "holiday", h.Date.String(), nil, h, func(ctx context.Context, tx *sqldb.Tx) error {
		d.store.SaveHoliday(tx, d.store.NewID(d.now()), h)
		return d.recount(ctx, tx)
	})
}

// ahead leaves the days that have begun to the national desk: an agency would excuse its own lateness with them.
func (d *Directory) ahead(who civic.Actor, day civic.Date) error {
	if national(who) == nil || day.After(civic.DateOf(d.now(), civic.WIB)) {
		return nil
	}
	return civic.Invalid("date", "error.holiday_begun")
}

// checkHolidayOf looks at a day off and at who enters it: the days of all offices and of regions are the national desk's.
func checkHolidayOf(t *civic.Tree, who civic.Actor, h civic.Holiday) error {
	if err := national(who); err != nil && !ownHoliday(t, who, h) {
		return err
	}
	return checkHoliday(h)
}

// ownHoliday tells whether it is a day off of an agency that the officer leads.
func ownHoliday(t *civic.Tree, who civic.Actor, h civic.Holiday) bool {
	return h.Kind == civic.HolidayAgency && h.AgencyID != 0 && who.MayAdminister(t, h.AgencyID)
}

func checkHoliday(h civic.Holiday) error {
	switch {
	case h.Date.IsZero():
		return civic.Invalid("date", "error.date_needed")
	case strings.TrimSpace(h.Name) == "":
		return civic.Invalid("name", "error.name_needed")
	case h.Kind == civic.HolidayRegional && h.Region == "":
		return civic.Invalid("region", "error.region_unknown")
	case h.Kind == civic.HolidayAgency && h.AgencyID == 0:
		return civic.Invalid("agency_id", "error.agency_unknown")
	}
	switch h.Kind {
	case civic.HolidayNational, civic.HolidayCollective, civic.HolidayRegional, civic.HolidayAgency:
		return nil
	}
	return civic.Invalid("kind", "error.kind_unknown")
}

// DropHoliday removes a day that was entered wrongly; the change log keeps it. Whoever may enter it may remove it.
// Errors: forbidden, not_found, invalid "date" for a day that has begun.
func (d *Directory) DropHoliday(ctx context.Context, who civic.Actor, id civic.ID) error {
	m := d.Map(ctx)
	for i, h := range m.Ref.Holidays {
		if m.Ref.HolIDs[i] != id {
			continue
		}
		if err := national(who); err != nil && !ownHoliday(m.Tree, who, h) {
			return err
		}
		if err := d.ahead(who, h.Date); err != nil {
			return err
		}
		return d.change(ctx, who, "holiday", h.Date.String(), h, nil, func(ctx context.Context, tx *sqldb.Tx) error {
			d.store.DropHoliday(tx, id)
			return d.recount(ctx, tx)
		})
	}
	return civic.NotFound("error.not_found")
}
