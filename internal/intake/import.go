package intake

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// OldReport is one line of a file of old reports. Only id and text are needed; what is not known stays unknown.
type OldReport struct {
	ID        string `json:"id"`
	Source    string `json:"source"` // the system it comes from; Options.Source when empty
	Title     string `json:"title"`
	Text      string `json:"text"`
	Class     string `json:"class"`
	Agency    string `json:"agency"`
	Topic     string `json:"topic"`
	Region    string `json:"region"` // a Kemendagri code or a name
	District  string `json:"district"`
	Place     string `json:"location_text"`
	Date      string `json:"date"`  // yyyy-mm-dd, or a part of it
	Month     string `json:"month"` // yyyy-mm
	State     string `json:"state"`
	Channel   string `json:"channel"`
	Anonymous bool   `json:"anonymous"`
	Secret    bool   `json:"secret"`
}

// ImportOptions of an import of old reports.
type ImportOptions struct {
	Source   string // name of the system the file comes from
	DryRun   bool
	State    civic.State    // of rows that do not say; empty: submitted
	Progress func(rows int) // called now and then; may be nil
}

// ImportResult says what was done, or with a dry run would be.
type ImportResult struct {
	New, Same, Failed int
	UnknownAgency     int // kept as text and sent to the national desk
	Errors            []RowError
}

// RowError tells why one line was refused; the others are taken all the same.
type RowError struct {
	Row int
	Err error
}

// maxRowErrors is how many refused lines are told one by one.
const maxRowErrors = 100

// importBatch is how many old reports share a transaction.
const importBatch = 200

// maxLine is the longest line, in bytes.
const maxLine = 4 << 20

// Import takes old reports in: the text as it was, the date as exactly as it is known, no notices, and no clocks
// for what has ended. A report is known by source and id, so the same file again adds nothing; equal texts are
// different reports. An agency nobody knows is kept as text and its report goes to the national desk.
func (in *Intake) Import(ctx context.Context, who civic.Actor, r io.Reader, o ImportOptions) (ImportResult, error) {
	im := importer{in: in, ctx: ctx, o: o, who: who, m: in.atlas.Current(ctx), names: agencyNames(in.atlas.Current(ctx)), seen: map[string]bool{}}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for row := 1; sc.Scan(); row++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" {
			continue
		}
		if err := im.take(row, line); err != nil {
			return im.res, err
		}
		if o.Progress != nil && row%100 == 0 {
			o.Progress(row)
		}
	}
	if err := sc.Err(); err != nil {
		return im.res, fmt.Errorf("intake: read the file: %w", err)
	}
	return im.res, im.flush()
}

type importer struct {
	in      *Intake
	ctx     context.Context
	o       ImportOptions
	who     civic.Actor
	m       *atlas.Map
	names   map[string]civic.ID
	res     ImportResult
	seen    map[string]bool
	pending []func(tx *sqldb.Tx) error
}

func agencyNames(m *atlas.Map) map[string]civic.ID {
	names := map[string]civic.ID{}
	for _, a := range m.Ref.Agencies {
		for _, n := range []string{a.Code, a.ShortName, a.Name} {
			if n != "" {
				names[strings.ToLower(n)] = a.ID
			}
		}
	}
	return names
}

// take judges one line. A bad line is told and left out; only the database's errors end the import.
func (im *importer) take(row int, line string) error {
	var old OldReport
	dec := json.NewDecoder(strings.NewReader(line))
	if err := dec.Decode(&old); err != nil {
		im.refuse(row, civic.Invalid("line", "error.json_wrong"))
		return nil
	}
	if old.Source == "" {
		old.Source = im.o.Source
	}
	switch {
	case old.ID == "":
		im.refuse(row, civic.Invalid("id", "error.id_needed"))
		return nil
	case strings.TrimSpace(old.Text) == "":
		im.refuse(row, civic.Invalid("text", "error.text_needed"))
		return nil
	}
	key := old.Source + "\x00" + old.ID
	known, err := im.in.store.Imported(im.ctx, im.in.store.DB, old.Source, old.ID)
	if err != nil {
		return err
	}
	if known || im.seen[key] {
		im.res.Same++
		return nil
	}
	im.seen[key] = true
	write, err := im.prepare(old, line)
	if err != nil {
		var e *civic.Error
		if errors.As(err, &e) && e.Kind == civic.KindInvalid {
			im.refuse(row, err)
			return nil
		}
		return err
	}
	im.res.New++
	im.pending = append(im.pending, write)
	if len(im.pending) >= importBatch {
		return im.flush()
	}
	return nil
}

func (im *importer) refuse(row int, err error) {
	im.res.Failed++
	if len(im.res.Errors) < maxRowErrors {
		im.res.Errors = append(im.res.Errors, RowError{Row: row, Err: err})
	}
}

func (im *importer) flush() error {
	fns := im.pending
	im.pending = nil
	if len(fns) == 0 || im.o.DryRun {
		return nil
	}
	return im.in.store.DB.Update(im.ctx, func(_ context.Context, tx *sqldb.Tx) error {
		for _, fn := range fns {
			if err := fn(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// prepare turns a line into the inserts of one report.
func (im *importer) prepare(old OldReport, line string) (func(tx *sqldb.Tx) error, error) {
	in, now := im.in, im.in.now()
	date, with, err := datePart(old.Date, old.Month)
	if err != nil {
		return nil, err
	}
	state, err := im.state(old.State)
	if err != nil {
		return nil, err
	}
	class := civic.Class(old.Class)
	if class == "" {
		class = civic.Complaint
	}
	if !class.Valid() {
		return nil, civic.Invalid("class", "error.class_needed")
	}
	s := civic.Submission{Class: class, Title: old.Title, Body: old.Text, Channel: old.Channel, Anonymous: old.Anonymous, Secret: old.Secret}
	s.Title = strings.Join(strings.Fields(old.Title), " ")
	if s.Title == "" {
		s.Title = civic.DeriveTitle(old.Text)
	}
	s.Place.Text, s.Place.Region = im.place(old)
	if s.Channel == "" {
		s.Channel = "import"
	}
	agency, ok := im.names[strings.ToLower(strings.TrimSpace(old.Agency))]
	if !ok && old.Agency != "" {
		im.res.UnknownAgency++
	}
	r, event, err := im.report(old, s, state, agency, receivedAt(date, now), now)
	if err != nil {
		return nil, err
	}
	pin, err := civic.NewPIN(in.random)
	if err != nil {
		return nil, err
	}
	text := textOf(&r, s)
	text.OccurredOn, text.OccurredWith, text.Source, text.SourceRef, text.SourceAgency = date, with, old.Source, old.ID, old.Agency
	text.SourceData = line
	return func(tx *sqldb.Tx) error {
		in.store.InsertReport(tx, &r, in.vault.MAC("pin/"+string(r.Code), string(pin)), im.m.Tree.Chain(r.Holder))
		in.store.InsertText(tx, text)
		in.store.AppendEvent(tx, event)
		return nil
	}, nil
}

// report makes the state of an old report: at the desk of its agency, or at the national desk.
func (im *importer) report(old OldReport, s civic.Submission, state civic.State, agency civic.ID, received, now time.Time) (civic.Report, civic.Event, error) {
	code, err := civic.NewTrackingCode(im.in.random)
	if err != nil {
		return civic.Report{}, civic.Event{}, err
	}
	alias, err := civic.NewAlias(im.in.random)
	if err != nil {
		return civic.Report{}, civic.Event{}, err
	}
	id := idOf(old, received)
	w := im.m.World(now)
	who := im.who
	if who.Role != civic.RoleSystem {
		return civic.Report{}, civic.Event{}, civic.Forbidden("error.forbidden")
	}
	r, event, _, err := w.Submit(id, code, alias, civic.Actor{Role: civic.RoleReporter}, s)
	if err != nil {
		return civic.Report{}, civic.Event{}, err
	}
	if agency != 0 {
		r.Holder = agency
	}
	r.ReceivedAt, r.ReporterAt, r.State = received, received, state
	if state.Ended() {
		r.Clocks, r.EndedAt, r.ClosedBy, r.Outcome = nil, received, civic.ClosedByOfficer, "imported"
	}
	_, due := r.NextDue()
	event.ID, event.Role, event.Desk, event.ToDesk = im.in.store.NewID(now), civic.RoleSystem, r.Holder, r.Holder
	event.To, event.ToQueue, event.ToDue, event.Detail = state, r.Queue(), due, map[string]string{"source": old.Source}
	return r, event, nil
}

func (im *importer) state(said string) (civic.State, error) {
	switch s := civic.State(said); {
	case s == "" && im.o.State != "":
		return im.o.State, nil
	case s == "":
		return civic.Submitted, nil
	case s == civic.Submitted || s.Ended():
		return s, nil
	default:
		// What is under way elsewhere must be verified here: nobody here has promised anything yet.
		if s.Valid() {
			return civic.Submitted, nil
		}
		return "", civic.Invalid("state", "error.state_unknown")
	}
}

func (im *importer) place(old OldReport) (text, region string) {
	parts := []string{}
	for _, p := range []string{old.Place, old.District} {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	region = strings.TrimSpace(old.Region)
	if region == "" {
		return strings.Join(parts, ", "), ""
	}
	if chain, err := im.in.store.RegionChain(im.ctx, im.in.store.DB, region); err == nil && len(chain) > 0 && chain[0].Code == region {
		return strings.Join(parts, ", "), region
	}
	found, err := im.in.store.RegionsLike(im.ctx, im.in.store.DB, region, 5)
	if err == nil {
		for _, f := range found {
			if strings.EqualFold(f.Name, region) {
				return strings.Join(parts, ", "), f.Code
			}
		}
	}
	return strings.Join(append(parts, region), ", "), ""
}

// datePart keeps a date as exactly as it was given.
func datePart(date, month string) (string, civic.Precision, error) {
	d := strings.TrimSpace(date)
	if d == "" {
		d = strings.TrimSpace(month)
	}
	for layout, with := range map[string]civic.Precision{"2006-01-02": civic.PreciseDay, "2006-01": civic.PreciseMonth, "2006": civic.PreciseYear} {
		if _, err := time.Parse(layout, d); err == nil {
			return d, with, nil
		}
	}
	if d == "" {
		return "", civic.PreciseDay, nil
	}
	return "", "", civic.Invalid("date", "error.date_wrong")
}

// receivedAt is the earliest moment the date allows; now when there is none.
func receivedAt(date string, now time.Time) time.Time {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(layout, date, civic.WIB.Location()); err == nil && t.Before(now) {
			return t.UTC()
		}
	}
	return now
}

// idOf makes an id that sorts by the date of the report and is the same for the same source and reference.
func idOf(old OldReport, received time.Time) civic.ID {
	h := fnv.New64a()
	_, _ = io.WriteString(h, old.Source+"\x00"+old.ID)
	jitter := time.Duration(h.Sum64()%uint64(20*time.Hour/time.Microsecond)) * time.Microsecond
	return civic.NewIDs(int(store.ImportNode)).Next(received.Add(jitter))
}
