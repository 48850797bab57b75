package directory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// rowsAtOnce is how many rows of an import share a transaction.
const rowsAtOnce = 500

// writer collects what an import writes and sends it in transactions of rowsAtOnce.
type writer struct {
	ctx     context.Context // of the writing: not interrupted
	d       *Directory
	o       Options
	res     *Result
	pending []func(tx *sqldb.Tx)
	read    int
	kept    Result                                        // what of res is in the database
	seen    map[string]bool                               // keys of the rows read so far
	also    func(ctx context.Context, tx *sqldb.Tx) error // what a batch of rows entails; may be nil
}

func (w *writer) add(fn func(tx *sqldb.Tx)) error {
	w.pending = append(w.pending, fn)
	if len(w.pending) >= rowsAtOnce {
		return w.flush()
	}
	return nil
}

func (w *writer) tick() {
	w.read++
	if w.o.Progress != nil && w.read%200 == 0 {
		w.o.Progress(w.read)
	}
}

// flush writes what waits. It is done wholly or not at all, whoever interrupts: run looks for that between rows.
func (w *writer) flush() error {
	fns := w.pending
	w.pending = nil
	if len(fns) == 0 || w.o.DryRun {
		return nil
	}
	err := w.d.store.DB.Update(w.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for _, fn := range fns {
			fn(tx)
		}
		w.d.store.Touch(tx)
		if w.also == nil {
			return nil
		}
		return w.also(ctx, tx)
	})
	if err == nil {
		w.kept.New, w.kept.Changed = w.res.New, w.res.Changed
	}
	return err
}

// once refuses a row whose key an earlier row of the file has: the same file a second time would change both.
func (w *writer) once(column, key string) error {
	if w.seen[key] {
		return civic.Invalid(column, "error.row_repeated")
	}
	w.seen[key] = true
	return nil
}

// run reads a table, lets each row be judged, and writes what is good. When it is interrupted or fails, the result
// counts what was kept.
func (d *Directory) run(ctx context.Context, r io.Reader, o Options, needed []string, row func(w *writer, l line) error) (Result, error) {
	var res Result
	w := &writer{ctx: context.WithoutCancel(ctx), d: d, o: o, res: &res, seen: map[string]bool{}}
	err := readTable(r, needed, func(l line) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.tick()
		err := l.wrong
		if err == nil {
			err = row(w, l)
		}
		if civic.KindOf(err) == civic.KindInvalid && err != nil {
			res.refuse(l.row, err)
			return nil
		}
		return err
	})
	if err == nil || errors.Is(err, errNotCSV) { // what stands before that place is taken, as the dry run said
		err = errors.Join(err, w.flush())
	}
	if err != nil {
		if !o.DryRun {
			res.New, res.Changed = w.kept.New, w.kept.Changed
		}
		if ctx.Err() != nil {
			err = ctx.Err() // a question that was cut off says less plainly why
		}
		return res, errors.Join(err, d.atlas.Reload(context.WithoutCancel(ctx)))
	}
	if o.Progress != nil {
		o.Progress(w.read)
	}
	return res, d.atlas.Reload(ctx)
}

var regionCode = regexp.MustCompile(`^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$`)

// ImportRegions takes regions with Kemendagri codes: code, name, and if known kind, lat, lng.
// What a region lies in follows from its code.
func (d *Directory) ImportRegions(ctx context.Context, r io.Reader, o Options) (Result, error) {
	have := map[string]store.Region{}
	if err := d.store.EachRegion(ctx, d.store.DB, func(r store.Region) { have[r.Code] = r }); err != nil {
		return Result{}, err
	}
	return d.run(ctx, r, o, []string{"code", "name"}, func(w *writer, l line) error {
		reg, err := regionOf(l)
		if err != nil {
			return err
		}
		if _, ok := have[reg.Parent]; !ok && reg.Parent != "" {
			return civic.Invalid("parent_code", "error.region_parent", "code", reg.Parent)
		}
		if err := w.once("code", reg.Code); err != nil {
			return err
		}
		old, known := have[reg.Code]
		have[reg.Code] = reg
		switch {
		case !known:
			w.res.New++
		case sameRegion(old, reg):
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		return w.add(func(tx *sqldb.Tx) { d.store.SaveRegion(tx, reg) })
	})
}

func regionOf(l line) (store.Region, error) {
	code := l.get("code")
	if !regionCode.MatchString(code) {
		return store.Region{}, civic.Invalid("code", "error.region_code")
	}
	kinds := map[int]string{2: "province", 5: "regency", 8: "district", 13: "village"}
	reg := store.Region{Code: code, Name: l.get("name"), Kind: l.get("kind")}
	if i := strings.LastIndexByte(code, '.'); i > 0 {
		reg.Parent = code[:i]
	}
	if reg.Name == "" {
		return reg, civic.Invalid("name", "error.name_needed")
	}
	if reg.Kind == "" {
		reg.Kind = kinds[len(code)]
	}
	var err error
	if reg.Lat, err = degrees(l, "lat", 90); err != nil {
		return reg, err
	}
	reg.Lng, err = degrees(l, "lng", 180)
	return reg, err
}

// degrees reads a latitude or longitude, nil when the column is empty.
func degrees(l line, column string, most float64) (*float64, error) {
	v := l.get(column)
	if v == "" {
		return nil, nil //nolint:nilnil // an unknown point is a state, not an error
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return nil, civic.Invalid(column, "error.number_wrong")
	}
	if !(math.Abs(f) <= most) { // nor NaN
		return nil, civic.Invalid(column, "error.point_wrong")
	}
	return &f, nil
}

func sameRegion(a, b store.Region) bool {
	same := func(x, y *float64) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	return a.Name == b.Name && a.Kind == b.Kind && same(a.Lat, b.Lat) && same(a.Lng, b.Lng)
}

// ImportAgencies takes nodes of the tree: name, and if known code, parent_code, short_name, kind,
// region_code, routing_mode, zone, email, phone, approval. A row without a code gets one from its name; a row
// without a parent hangs below Options.Parent, else below the national desk. Rows are known by code.
func (d *Directory) ImportAgencies(ctx context.Context, r io.Reader, o Options) (Result, error) {
	t := d.Map(ctx).Tree
	have := map[string]civic.Agency{}
	for _, a := range d.Map(ctx).Ref.Agencies {
		have[a.Code] = a
	}
	top := t.National()
	if o.Parent != "" {
		p, ok := t.ByCode(o.Parent)
		if !ok {
			return Result{}, civic.Invalid("parent", "error.agency_unknown")
		}
		top = p.ID
	}
	return d.run(ctx, r, o, []string{"name"}, func(w *writer, l line) error {
		a, err := agencyOf(l, o.Parent)
		if err != nil {
			return err
		}
		a.Parent = top
		if code := l.get("parent_code"); code != "" {
			p, ok := have[code]
			if !ok {
				return civic.Invalid("parent_code", "error.agency_parent_code", "code", code)
			}
			a.Parent = p.ID
		}
		old, known := have[a.Code]
		if top == 0 && a.Parent == 0 && !known && len(have) > 0 {
			a.Parent = w.root(have)
		}
		if known {
			a.ID, a.Active, a.Tier = old.ID, old.Active, old.Tier
			if _, given := l.fields["opens"]; !given {
				a.Hours = old.Hours
			}
			if _, given := l.fields["approval"]; !given {
				a.Approval = old.Approval
			}
			if old.Parent == 0 {
				a.Parent = 0
			}
		} else {
			a.ID = d.store.NewID(d.now())
		}
		if known && old.Parent != a.Parent {
			return civic.Invalid("parent_code", "error.agency_move")
		}
		if err := w.once("code", a.Code); err != nil {
			return err
		}
		have[a.Code] = a
		switch {
		case !known:
			w.res.New++
		case old == a:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		return w.add(func(tx *sqldb.Tx) { d.store.SaveAgency(tx, a, store.Micros(d.now())) })
	})
}

// root finds the node without a parent among the rows read so far.
func (w *writer) root(have map[string]civic.Agency) civic.ID {
	for _, a := range have {
		if a.Parent == 0 {
			return a.ID
		}
	}
	return 0
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

func agencyOf(l line, under string) (civic.Agency, error) {
	a := civic.Agency{Code: l.get("code"), Name: l.get("name"), ShortName: l.get("short_name"), Kind: l.get("kind"), Region: l.get("region_code"),
		Mode: civic.RoutingMode(l.get("routing_mode")), Zone: civic.Zone(strings.ToUpper(l.get("zone"))), Email: l.get("email"), Phone: l.get("phone"), Active: true,
		Approval: civic.Approval(l.get("approval"))}
	if a.Name == "" {
		return a, civic.Invalid("name", "error.name_needed")
	}
	if a.Code == "" {
		a.Code = strings.Trim(notSlug.ReplaceAllString(strings.ToLower(a.Name), "-"), "-")
	}
	if under != "" && l.get("parent_code") == "" {
		a.Code = under + "/" + a.Code // codes of one agency's own list mean nothing elsewhere
	}
	if a.ShortName == "" {
		a.ShortName = a.Name
	}
	var err error
	if a.Hours, err = civic.ParseHours(l.get("opens"), l.get("closes")); err != nil {
		return a, err
	}
	switch {
	case a.Mode != "" && !a.Mode.Valid():
		return a, civic.Invalid("routing_mode", "error.mode_unknown")
	case a.Zone != "" && a.Zone != civic.WIB && a.Zone != civic.WITA && a.Zone != civic.WIT:
		return a, civic.Invalid("zone", "error.zone_unknown")
	case !a.Approval.Valid():
		return a, civic.Invalid("approval", "error.approval_unknown")
	}
	return a, nil
}

// ImportHolidays takes days off: date, name, kind, and if known region_code, agency_code, decree.
// Rows are known by day, kind, region and name. Provisional deadlines are reckoned again afterwards, see KindRecount.
func (d *Directory) ImportHolidays(ctx context.Context, r io.Reader, o Options) (Result, error) {
	m := d.Map(ctx)
	have := map[string]civic.Holiday{}
	key := func(h civic.Holiday) string {
		return fmt.Sprintf("%s|%s|%s|%s|%d", h.Date, h.Kind, h.Region, h.Name, h.AgencyID)
	}
	for _, h := range m.Ref.Holidays {
		have[key(h)] = h
	}
	return d.run(ctx, r, o, []string{"date", "name"}, func(w *writer, l line) error {
		h := civic.Holiday{Name: l.get("name"), Kind: holidayKind(l.get("kind")), Region: l.get("region_code"), Decree: l.get("decree")}
		var err error
		if h.Date, err = civic.ParseDate(l.get("date")); err != nil {
			return civic.Invalid("date", "error.date_iso")
		}
		if err := d.begins("date", h.Date); err != nil {
			return err
		}
		if code := l.get("agency_code"); code != "" {
			a, ok := m.Tree.ByCode(code)
			if !ok {
				return civic.Invalid("agency_code", "error.agency_unknown")
			}
			h.AgencyID = a.ID
		}
		if err := checkHoliday(h); err != nil {
			return err
		}
		if err := w.once("date", key(h)); err != nil {
			return err
		}
		old, known := have[key(h)]
		have[key(h)] = h
		switch {
		case !known:
			w.res.New++
		case old == h:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		w.also = d.recount
		id := d.store.NewID(d.now())
		return w.add(func(tx *sqldb.Tx) { d.store.SaveHoliday(tx, id, h) })
	})
}

func holidayKind(s string) civic.HolidayKind {
	switch strings.ToLower(s) {
	case "", "libur_nasional", "nasional", "libur_lain_keppres": // the last: the day of an election, by the President's decree
		return civic.HolidayNational
	case "cuti_bersama":
		return civic.HolidayCollective
	default:
		return civic.HolidayKind(strings.ToLower(s))
	}
}
