package intake

import (
	"hash/fnv"
	"io"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// oldRow is an old report that waits to be written.
type oldRow struct {
	report civic.Report
	event  civic.Event
	text   store.Text

	unknownAgency bool // kept as text, and sent to the national desk
}

// rename gives the row another id.
func (o *oldRow) rename(id civic.ID) { o.report.ID, o.event.Report, o.text.Report = id, id, id }

// storable drops the NUL characters that no database takes as text; the row as it came keeps them, escaped.
func (o OldReport) storable() OldReport {
	for _, s := range []*string{&o.ID, &o.Source, &o.Title, &o.Text, &o.Class, &o.Agency, &o.Topic, &o.Region, &o.District, &o.Place, &o.Date, &o.Month, &o.State, &o.Channel} {
		*s = strings.ReplaceAll(*s, "\x00", "")
	}
	return o
}

// key is what a report is known by.
func (o OldReport) key() string { return o.Source + "\x00" + o.ID }

// prepare turns a line into the rows of one report.
func (im *importer) prepare(old OldReport, line string) (oldRow, error) {
	now := im.in.now()
	date, with, err := datePart(old.Date, old.Month, civic.DateOf(now, civic.WIT))
	if err != nil {
		return oldRow{}, err
	}
	state, err := im.state(old.State)
	if err != nil {
		return oldRow{}, err
	}
	class := civic.Class(old.Class)
	if class == "" {
		class = civic.Complaint
	}
	if !class.Valid() {
		return oldRow{}, civic.Invalid("class", "error.class_needed")
	}
	s := civic.Submission{Class: class, Body: old.Text, Channel: old.Channel, Anonymous: old.Anonymous, Secret: old.Secret}
	s.Title = strings.Join(strings.Fields(old.Title), " ")
	if s.Title == "" {
		s.Title = civic.DeriveTitle(old.Text)
	}
	if s.Place.Text, s.Place.Region, err = im.place(old); err != nil {
		return oldRow{}, err
	}
	if s.Channel == "" {
		s.Channel = "import"
	}
	agency := im.names[strings.ToLower(strings.TrimSpace(old.Agency))]
	r, event, err := im.report(old, s, state, agency, receivedAt(date, now), now)
	if err != nil {
		return oldRow{}, err
	}
	text := textOf(&r, s)
	text.OccurredOn, text.OccurredWith, text.Source, text.SourceRef, text.SourceAgency = date, with, old.Source, old.ID, old.Agency
	text.SourceData = line
	return oldRow{report: r, event: event, text: text, unknownAgency: agency == 0 && old.Agency != ""}, nil
}

// report makes the state of an old report: at the desk of its agency, or at the national desk.
func (im *importer) report(old OldReport, s civic.Submission, state civic.State, agency civic.ID, received, now time.Time) (civic.Report, civic.Event, error) {
	if im.who.Role != civic.RoleSystem {
		return civic.Report{}, civic.Event{}, civic.Forbidden("error.forbidden")
	}
	// By the right of an officer, who may find a class that a reporter cannot choose.
	r, event, _, err := im.m.World(now).Submit(idOf(old, received), "", "", civic.Actor{Role: civic.RoleNationalAdmin}, s)
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
	case s.Valid():
		// What is under way elsewhere must be verified here: nobody here has promised anything yet.
		return civic.Submitted, nil
	default:
		return "", civic.Invalid("state", "error.state_unknown")
	}
}

// place finds the region, by code or by name; a name that is not known, or not of one place only, stays text.
func (im *importer) place(old OldReport) (text, region string, err error) {
	var parts []string
	for _, p := range []string{old.Place, old.District} {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	if said := strings.TrimSpace(old.Region); said != "" {
		known := false
		if region, known = im.regions[said]; !known {
			if region, err = im.region(said); err != nil {
				return "", "", err
			}
			im.regions[said] = region
		}
		if region == "" {
			parts = append(parts, said)
		}
	}
	return strings.Join(parts, ", "), region, nil
}

// region returns the code of the widest place of that name.
func (im *importer) region(said string) (string, error) {
	chain, err := im.in.store.RegionChain(im.ctx, im.in.store.DB, said)
	if err != nil {
		return "", err
	}
	if len(chain) > 0 && chain[0].Code == said {
		return said, nil
	}
	found, err := im.in.store.RegionsLike(im.ctx, im.in.store.DB, said, 50) // widest first
	if err != nil {
		return "", err
	}
	code := ""
	for _, f := range found {
		switch {
		case !strings.EqualFold(f.Name, said):
		case code == "":
			code = f.Code
		case len(f.Code) == len(code):
			return "", nil // two places of that name
		}
	}
	return code, nil
}

// datePart keeps a date as exactly as it was given. What lies behind today, of which the country's first zone to
// reach a day decides, has not happened.
func datePart(date, month string, today civic.Date) (string, civic.Precision, error) {
	field, d := "date", strings.TrimSpace(date)
	if d == "" {
		field, d = "month", strings.TrimSpace(month)
	}
	if d == "" {
		return "", civic.PreciseDay, nil
	}
	for layout, with := range map[string]civic.Precision{"2006-01-02": civic.PreciseDay, "2006-01": civic.PreciseMonth, "2006": civic.PreciseYear} {
		if _, err := time.Parse(layout, d); err != nil {
			continue
		}
		if d > today.String()[:len(layout)] {
			return "", "", civic.Invalid(field, "error.date_future")
		}
		return d, with, nil
	}
	return "", "", civic.Invalid(field, "error.date_iso")
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
	_, _ = io.WriteString(h, old.key())
	spread := 20 * time.Hour
	// Ids begin with 2020. What is older gets the first hours of it, a second for each day.
	if begin := civic.ID(0).Time(); received.Before(begin) {
		days := received.Sub(time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)
		received, spread = begin.Add(max(days, 1)*time.Second), time.Second
	}
	jitter := time.Duration(h.Sum64()%uint64(spread/time.Microsecond)) * time.Microsecond
	return civic.NewIDs(store.ImportNode).Next(received.Add(jitter))
}
