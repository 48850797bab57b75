package intake

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
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
	Differs           int // here already under the same source and id, with another text; nothing was changed
	UnknownAgency     int // of New: kept as text and sent to the national desk
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
// When it is interrupted or fails, the result counts what was kept; the error of an interruption is ctx's.
func (in *Intake) Import(ctx context.Context, who civic.Actor, r io.Reader, o ImportOptions) (ImportResult, error) {
	if o.Source == "" {
		o.Source = "import" // without a name of the source nothing would be known again
	}
	m := in.atlas.Current(ctx)
	im := importer{in: in, ctx: ctx, whole: context.WithoutCancel(ctx), o: o, who: who, m: m, names: agencyNames(m), seen: map[string][sha256.Size]byte{}, regions: map[string]string{}}
	err := im.read(r)
	if err != nil && !o.DryRun {
		im.res.New, im.res.UnknownAgency = im.kept.New, im.kept.UnknownAgency
	}
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // a question that was cut off says less plainly why
	}
	return im.res, err
}

// read takes every line, and writes what is good.
func (im *importer) read(r io.Reader) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	row := 1
	for ; sc.Scan(); row++ {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		if err := im.take(row, line); err != nil {
			return err
		}
		if im.o.Progress != nil && row%100 == 0 {
			im.o.Progress(row)
		}
	}
	switch err := sc.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		// What stands before it is taken, as the dry run said.
		return errors.Join(fmt.Errorf("line %d is longer than %d MB; what follows was not looked at", row, maxLine>>20), im.flush())
	case err != nil:
		return fmt.Errorf("cannot read the file: %w", err)
	}
	return im.flush()
}

type importer struct {
	in      *Intake
	ctx     context.Context // of the reading
	whole   context.Context // of the writing: not interrupted
	o       ImportOptions
	who     civic.Actor
	m       *atlas.Map
	names   map[string]civic.ID
	res     ImportResult
	kept    ImportResult                 // what of res is in the database
	seen    map[string][sha256.Size]byte // digests of the texts of this file, by source and id
	regions map[string]string            // codes of the names met so far, "" of those nobody knows
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

// readLine takes a line apart. Its errors name the field and what belongs there.
func readLine(line string, old *OldReport) error {
	if !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
		return civic.Invalid("line", "error.not_text")
	}
	err := json.Unmarshal([]byte(line), old)
	wrong, isType := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case err == nil:
		return nil
	case !isType:
		return civic.Invalid("line", "error.json_wrong")
	case wrong.Field == "":
		return civic.Invalid("line", "error.json_object")
	case wrong.Type.Kind() == reflect.Bool:
		return civic.Invalid(wrong.Field, "error.json_bool")
	default:
		return civic.Invalid(wrong.Field, "error.json_text")
	}
}

// maxRef is the longest id and the longest name of a source, in letters: both are keys of an index.
const maxRef = 200

// readOld takes a line apart and judges what it is known by.
func (im *importer) readOld(line string) (old OldReport, err error) {
	if err := readLine(line, &old); err != nil {
		return old, err
	}
	old = old.storable()
	if old.Source == "" {
		old.Source = im.o.Source
	}
	switch {
	case old.ID == "":
		return old, civic.Invalid("id", "error.id_needed")
	case utf8.RuneCountInString(old.ID) > maxRef:
		return old, civic.Invalid("id", "error.too_long", "max", maxRef)
	case utf8.RuneCountInString(old.Source) > maxRef:
		return old, civic.Invalid("source", "error.too_long", "max", maxRef)
	case strings.TrimSpace(old.Text) == "":
		return old, civic.Invalid("text", "error.text_needed")
	}
	return old, nil
}

// take judges one line. A bad line is told and left out; only the database's errors end the import.
func (im *importer) take(row int, line string) error {
	old, err := im.readOld(line)
	if err != nil {
		im.refuse(row, err)
		return nil
	}
	if here, err := im.here(old); here || err != nil {
		return err
	}
	ready, err := im.prepare(old, line)
	if err != nil {
		var e *civic.Error
		if errors.As(err, &e) && e.Kind == civic.KindInvalid {
			im.refuse(row, err)
			return nil
		}
		return err
	}
	im.seen[old.key()] = sha256.Sum256([]byte(old.Text))
	im.res.New++
	if ready.unknownAgency {
		im.res.UnknownAgency++
	}
	im.pending = append(im.pending, ready)
	if len(im.pending) >= importBatch {
		return im.flush()
	}
	return nil
}

// here tells whether the report is in the database or earlier in the file, and counts it if so. One that has another
// text is not changed, but the operator is to know.
func (im *importer) here(old OldReport) (bool, error) {
	mine := sha256.Sum256([]byte(old.Text))
	there, seen := im.seen[old.key()]
	if !seen {
		body, known, err := im.in.store.Imported(im.ctx, im.in.store.DB, old.Source, old.ID)
		if err != nil || !known {
			return false, err
		}
		there = sha256.Sum256([]byte(body))
	}
	if there == mine {
		im.res.Same++
	} else {
		im.res.Differs++
	}
	return true, nil
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
		// Written wholly or not at all, whoever interrupts: read looks for that between lines.
		err := st.DB.Update(im.whole, func(ctx context.Context, tx *sqldb.Tx) error {
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
		if err == nil {
			im.kept = im.res
		}
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
