package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// full is a report in which no field has its zero value.
func (r *rig) full() civic.Report {
	rep := r.plain(roads)
	at := func(h int) time.Time { return r.now.Add(time.Duration(h)*time.Hour + 123456*time.Microsecond) }
	rep.Class, rep.State, rep.HeldFrom = civic.ComplaintOversight, civic.InfoNeeded, civic.InProgress
	rep.Entry, rep.Named, rep.Topic = national, city, 77
	rep.Anonymous, rep.Secret, rep.ShowName, rep.Mailable, rep.Published = true, true, true, true, true
	rep.VerifiedAt, rep.AnsweredAt, rep.AgencyAt, rep.ReporterAt, rep.EndedAt, rep.EscalatedAt = at(1), at(2), at(3), at(4), at(5), at(6)
	rep.Outcome, rep.ClosedBy, rep.Rating, rep.Reopened, rep.Returns, rep.Version, rep.Seq = "solved", civic.ClosedByOfficer, 3, 1, 2, 4, 9
	rep.Clocks = append(rep.Clocks, civic.Clock{Kind: civic.ClockCompletion, Started: at(1), Due: at(700), Paused: at(7), Remaining: 3, Added: 2,
		Stopped: at(8), Policy: 99, Amount: 30, Unit: civic.CalendarDays, Provisional: true})
	return rep
}

func TestReportComesBackAsItWasWritten(t *testing.T) {
	each(t, func(r *rig) {
		plain, full := r.plain(national), r.full()
		r.put(&plain)
		r.put(&full)
		for _, want := range []civic.Report{plain, full} {
			byCode, err := r.s.ReportByCode(r.ctx, r.db, want.Code)
			r.must(err)
			r.same("by code", byCode, want)
			byAlias, err := r.s.ReportByAlias(r.ctx, r.db, want.Alias)
			r.must(err)
			r.same("by alias", byAlias, want)
			byID, err := r.s.ReportByID(r.ctx, r.db, want.ID)
			r.must(err)
			r.same("by id", byID, want)
			var locked civic.Report
			r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
				locked, err = r.s.LockReport(ctx, tx, want.Code)
				return err
			})
			r.same("locked", locked, want)
			mac, err := r.s.PinMAC(r.ctx, r.db, want.ID)
			r.must(err)
			r.same("PIN", string(mac), "mac")
		}
	})
}

func TestSavedReportComesBack(t *testing.T) {
	each(t, func(r *rig) {
		was := r.plain(city)
		r.put(&was)
		is := r.full()
		is.Supports = []civic.Support{r.asked(4, health, civic.SupportAnswered, 90)}
		is.Oversight = civic.Oversight{Kept: []civic.Kept{{Seq: 3, Desk: health}, {Seq: 4, Officer: 77}}, Heard: 5, Finding: "proven"}
		// These never change after submission.
		is.ID, is.Code, is.Alias, is.Entry, is.Named, is.Region, is.Zone, is.Channel, is.ReceivedAt =
			was.ID, was.Code, was.Alias, was.Entry, was.Named, was.Region, was.Zone, was.Channel, was.ReceivedAt
		r.save(&was, &is)
		got, err := r.s.ReportByID(r.ctx, r.db, is.ID)
		r.must(err)
		r.same("saved", got, is)
		r.save(&is, &was)
		got, err = r.s.ReportByID(r.ctx, r.db, is.ID)
		r.must(err)
		r.same("and back", got, was)
	})
}

func TestUnknownReportIsNotFound(t *testing.T) {
	each(t, func(r *rig) {
		stranger := r.plain(city)
		_, err := r.s.ReportByCode(r.ctx, r.db, stranger.Code)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.ReportByAlias(r.ctx, r.db, stranger.Alias)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.ReportByID(r.ctx, r.db, stranger.ID)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.ReportInScope(r.ctx, r.db, stranger.Code, national)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.PinMAC(r.ctx, r.db, stranger.ID)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.TextOf(r.ctx, r.db, stranger.ID)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.PublicationOf(r.ctx, r.db, stranger.ID, 1)
		r.kind(err, civic.KindNotFound)
		r.kind(r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := r.s.LockReport(ctx, tx, stranger.Code)
			return err
		}), civic.KindNotFound)
	})
}

// A report lies in the scope of its holder and of everything above, and of nobody else;
// it follows when it is sent on.
func TestScopeFollowsTheHolder(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(national)
		r.put(&rep)
		for _, holder := range []civic.ID{national, city, roads, works, ministry, health, national} {
			was := rep
			rep.Holder, rep.Seq = holder, rep.Seq+1
			r.save(&was, &rep)
			for _, a := range agencies() {
				got, err := r.s.ReportInScope(r.ctx, r.db, rep.Code, a.ID)
				if r.tree.Within(holder, a.ID) {
					r.must(err)
					r.same("in scope", got, rep)
				} else {
					r.kind(err, civic.KindNotFound)
				}
			}
			if n := r.number(`SELECT count(*) FROM inbox WHERE report_id = $1`, int64(rep.ID)); n != len(r.tree.Chain(holder)) {
				r.Errorf("held by %d: %d inbox rows, want %d", holder, n, len(r.tree.Chain(holder)))
			}
		}
	})
}

func TestCodesAndAliasesAreUnique(t *testing.T) {
	each(t, func(r *rig) {
		first := r.plain(city)
		r.put(&first)
		for what, twin := range map[string]func(*civic.Report){
			"code":  func(c *civic.Report) { c.Code = first.Code },
			"alias": func(c *civic.Report) { c.Alias = first.Alias },
			"id":    func(c *civic.Report) { c.ID = first.ID },
		} {
			second := r.plain(city)
			twin(&second)
			err := r.db.Insert(r.ctx, func(b *sqldb.Batch) error {
				r.s.InsertReport(b, &second, []byte("mac"), r.tree.Chain(city))
				return nil
			})
			if !sqldb.IsUnique(err) {
				r.Errorf("same %s twice: %v, want a unique violation", what, err)
			}
		}
		if n := r.number(`SELECT count(*) FROM inbox`); n != 2 {
			r.Errorf("%d inbox rows, want the 2 of the first report", n)
		}
	})
}

func TestOriginalTextComesBack(t *testing.T) {
	each(t, func(r *rig) {
		lat, lng := -7.2575, 112.7521
		rep, old := r.plain(city), r.plain(city)
		want := store.Text{Report: rep.ID, Title: "Judul", Body: "Isi\nbaris kedua 😀", OccurredOn: "2026-02", OccurredWith: civic.PreciseMonth, Place: "Pasar", Lat: &lat, Lng: &lng}
		imported := store.Text{Report: old.ID, Title: "Lama", Body: "Isi lama", OccurredWith: civic.PreciseDay, Source: "mediacenter", SourceRef: "a-1", SourceAgency: "Dinas Tak Dikenal", SourceData: `{"id":"a-1"}`}
		r.write(func(tx *sqldb.Tx) {
			r.s.InsertReport(tx, &rep, []byte("m"), r.tree.Chain(city))
			r.s.InsertText(tx, want)
			r.s.InsertReport(tx, &old, []byte("m"), r.tree.Chain(city))
			r.s.InsertText(tx, imported)
		})
		got, err := r.s.TextOf(r.ctx, r.db, rep.ID)
		r.must(err)
		r.same("text", got, want)
		var data string
		r.must(r.db.QueryRow(r.ctx, `SELECT source_data FROM report_text WHERE report_id = $1`, int64(old.ID)).Scan(&data))
		r.same("row as it came", data, imported.SourceData)
		for _, c := range []struct {
			source, ref string
			want        bool
		}{{"mediacenter", "a-1", true}, {"mediacenter", "a-2", false}, {"other", "a-1", false}, {"", "", false}} {
			_, there, err := r.s.Imported(r.ctx, r.db, c.source, c.ref)
			r.must(err)
			if there != c.want {
				r.Errorf("Imported(%q, %q) = %v", c.source, c.ref, there)
			}
		}
		again := r.plain(city)
		err = r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.InsertReport(tx, &again, []byte("m"), r.tree.Chain(city))
			imported.Report = again.ID
			r.s.InsertText(tx, imported)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("one source and reference twice: %v, want a unique violation", err)
		}
	})
}

func TestPublicVersionsStay(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		first := store.Publication{Report: rep.ID, Version: 1, At: store.Micros(r.now), Officer: 5, Title: "Satu", Body: "Isi satu", Place: "Surabaya", PublicName: "Siti", Reason: "sunting"}
		second := store.Publication{Report: rep.ID, Version: 2, At: store.Micros(r.now) + 1, Officer: 6, Title: "Dua", Body: "Isi dua"}
		r.write(func(tx *sqldb.Tx) {
			r.s.InsertPublication(tx, first)
			r.s.InsertPublication(tx, second)
		})
		for _, want := range []store.Publication{first, second} {
			got, err := r.s.PublicationOf(r.ctx, r.db, rep.ID, want.Version)
			r.must(err)
			r.same("version", got, want)
		}
		_, err := r.s.PublicationOf(r.ctx, r.db, rep.ID, 3)
		r.kind(err, civic.KindNotFound)
		err = r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.InsertPublication(tx, second)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("a version written twice: %v, want a unique violation", err)
		}
	})
}

// Two changes of one report at once never lose one of them: the second waits for the first.
func TestLockedReportIsChangedByOneAtATime(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		const each, workers = 10, 6
		errs := make(chan error, workers)
		for range workers {
			go func() {
				var err error
				for range each {
					err = errors.Join(err, r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
						was, err := r.s.LockReport(ctx, tx, rep.Code)
						if err != nil {
							return err
						}
						is := was
						is.Seq++
						r.s.SaveReport(tx, &was, &is, r.tree.Chain(city), r.tree.Chain(city))
						return nil
					}))
				}
				errs <- err
			}()
		}
		for range workers {
			r.must(<-errs)
		}
		got, err := r.s.ReportByID(r.ctx, r.db, rep.ID)
		r.must(err)
		if want := 1 + each*workers; got.Seq != want {
			r.Errorf("seq %d after %d changes", got.Seq, want-1)
		}
	})
}
