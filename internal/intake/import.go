package intake

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

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
	if o.Source == "" {
		o.Source = "import" // without a name of the source nothing would be known again
	}
	im := importer{in: in, ctx: ctx, o: o, who: who, m: in.atlas.Current(ctx), names: agencyNames(in.atlas.Current(ctx)), seen: map[string]bool{}, regions: map[string]string{}}
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
	regions map[string]string // codes of the names met so far, "" of those nobody knows
	pending []oldRow
}

// agencyNames finds agencies by code, name and short name. A name that several have, such as that of the
// same office in two cities, names none of them.
func agencyNames(m *atlas.Map) map[string]civic.ID {
	names := map[string]civic.ID{}
	for _, a := range m.Ref.Agencies {
		for _, n := range []string{a.ShortName, a.Name} {
			n = strings.ToLower(n)
			if other, taken := names[n]; taken && other != a.ID {
				names[n] = 0
			} else {
				names[n] = a.ID
			}
		}
	}
	for _, a := range m.Ref.Agencies {
		names[strings.ToLower(a.Code)] = a.ID
	}
	return names
}

func readLine(line string, old *OldReport) bool {
	return utf8.ValidString(line) && json.Unmarshal([]byte(line), old) == nil
}

// take judges one line. A bad line is told and left out; only the database's errors end the import.
func (im *importer) take(row int, line string) error {
	var old OldReport
	if !readLine(line, &old) {
		im.refuse(row, civic.Invalid("line", "error.json_wrong"))
		return nil
	}
	old = old.storable()
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
	ready, err := im.prepare(old, line)
	if err != nil {
		var e *civic.Error
		if errors.As(err, &e) && e.Kind == civic.KindInvalid {
			im.refuse(row, err)
			return nil
		}
		return err
	}
	im.res.New++
	im.pending = append(im.pending, ready)
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
	rows, st := im.pending, im.in.store
	im.pending = nil
	if len(rows) == 0 || im.o.DryRun {
		return nil
	}
	for try := 0; ; try++ {
		err := st.DB.Update(im.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if err := im.freeIDs(ctx, tx, rows); err != nil {
				return err
			}
			for i := range rows {
				if err := im.write(tx, &rows[i]); err != nil {
					return err
				}
			}
			return nil
		})
		// Among millions of reports a drawn number meets one that is taken: all are drawn anew.
		if !sqldb.IsUnique(err) || try == 5 {
			return err
		}
	}
}

func (im *importer) write(tx *sqldb.Tx, o *oldRow) error {
	in := im.in
	code, alias, pin, err := in.draw()
	if err != nil {
		return err
	}
	o.report.Code, o.report.Alias = code, alias
	in.store.InsertReport(tx, &o.report, in.vault.MAC("pin/"+string(code), string(pin)), im.m.Tree.Chain(o.report.Holder))
	text := o.text
	text.SourceData = in.sealSource(o.report.ID, text.SourceData)
	in.store.InsertText(tx, text)
	in.store.AppendEvent(tx, o.event)
	return nil
}

// sealSource keeps a line as it came from everybody who has the database alone: nobody knows what an old system
// wrote into its fields. It opens in the vault at "source/" and the report's id.
func (in *Intake) sealSource(id civic.ID, line string) string {
	return base64.StdEncoding.EncodeToString(in.vault.Seal("source/"+id.String(), []byte(line)))
}

// freeIDs moves on those rows whose id, made from a date, another report has: many reports of one month are
// known by that month only.
func (im *importer) freeIDs(ctx context.Context, tx *sqldb.Tx, rows []oldRow) error {
	for moved := true; moved; {
		ids := make([]civic.ID, len(rows))
		for i := range rows {
			ids[i] = rows[i].report.ID
		}
		taken, err := im.in.store.TakenIDs(ctx, tx, ids)
		if err != nil {
			return err
		}
		moved = false
		for i := range rows {
			id := rows[i].report.ID
			for taken[id] {
				id += nextID
				moved = true
			}
			rows[i].rename(id)
			taken[id] = true
		}
	}
	return nil
}

// nextID lies between an id and that of the next microsecond.
const nextID = store.ImportNode + 1
