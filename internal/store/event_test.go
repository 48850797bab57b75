package store_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

func TestEventsComeBackInOrder(t *testing.T) {
	each(t, func(r *rig) {
		rep, other := r.plain(city), r.plain(city)
		r.put(&rep)
		r.put(&other)
		full := civic.Event{ID: r.s.NewID(r.now), Report: rep.ID, Seq: 3, At: r.now.Add(time.Microsecond), Verb: civic.VerbReturn, Role: civic.RoleLiaison, Officer: 5, Desk: works,
			From: civic.Dispatched, To: civic.Submitted, FromDesk: works, ToDesk: city, Shown: civic.ForOfficers, Reason: "not_ours", Message: "Bukan wewenang \"kami\"",
			Detail: map[string]string{"class_from": "complaint", "kosong": ""}, FromQueue: 1, ToQueue: 2, FromDue: r.now.Add(time.Hour), ToDue: r.now.Add(2 * time.Hour)}
		bare := r.event(&rep, 2)
		r.write(func(tx *sqldb.Tx) { // not in order
			r.s.AppendEvent(tx, full)
			r.s.InsertEvent(tx, bare)
		})
		all, err := r.s.Events(r.ctx, r.db, rep.ID, 0)
		r.must(err)
		if len(all) != 3 || all[0].Seq != 1 {
			r.Fatalf("%d events, first %+v", len(all), all[0])
		}
		r.same("second", all[1], bare)
		r.same("third", all[2], full)
		after, err := r.s.Events(r.ctx, r.db, rep.ID, 2)
		r.must(err)
		r.same("after the second", after, []civic.Event{full})
		err = r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.InsertEvent(tx, full)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("one number twice: %v, want a unique violation", err)
		}
		if n := r.number(`SELECT count(*) FROM feed`); n != 3 {
			r.Errorf("%d feed entries, want those of the 3 appended events", n)
		}
	})
}

func TestLongHistoryIsReadInParts(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		const n = store.MaxEvents + 20
		r.write(func(tx *sqldb.Tx) {
			for seq := 2; seq <= n; seq++ {
				r.s.InsertEvent(tx, r.event(&rep, seq))
			}
		})
		seen := 0
		for {
			part, err := r.s.Events(r.ctx, r.db, rep.ID, seen)
			r.must(err)
			if len(part) == 0 {
				break
			}
			for _, e := range part {
				if e.Seq != seen+1 {
					r.Fatalf("event %d after %d", e.Seq, seen)
				}
				seen = e.Seq
			}
		}
		if seen != n {
			r.Errorf("%d events read, want %d", seen, n)
		}
	})
}

func TestAttachmentsComeBack(t *testing.T) {
	each(t, func(r *rig) {
		rep, other := r.plain(city), r.plain(city)
		r.put(&rep)
		r.put(&other)
		photo := store.Attachment{ID: r.s.NewID(r.now), Report: rep.ID, Seq: 1, Role: civic.RoleReporter, Shown: civic.ForPublic, Hash: "aa", Thumb: "bb", MediaType: "image/jpeg", Size: 5 << 32, Width: 4000, Height: 3000, Name: "foto.jpg", Stage: civic.AfterWork, Alt: "Aspal baru."}
		paper := store.Attachment{ID: r.s.NewID(r.now), Report: rep.ID, Seq: 2, Role: civic.RoleLiaison, Shown: civic.ForOfficers, Hash: "cc", MediaType: "application/pdf", Size: 9, Name: "surat.pdf"}
		r.write(func(tx *sqldb.Tx) {
			r.s.InsertAttachment(tx, paper)
			r.s.InsertAttachment(tx, photo)
		})
		got, err := r.s.Attachments(r.ctx, r.db, rep.ID)
		r.must(err)
		r.same("files", got, []store.Attachment{photo, paper})
		none, err := r.s.Attachments(r.ctx, r.db, other.ID)
		r.must(err)
		r.same("files of another report", none, []store.Attachment(nil))
		for hash, want := range map[string]bool{"aa": true, "bb": true, "cc": true, "dd": false, "": false} {
			used, err := r.s.HashUsed(r.ctx, r.db, hash)
			r.must(err)
			if used != want {
				r.Errorf("HashUsed(%q) = %v", hash, used)
			}
		}
	})
}

// There is no way to read an identity without a trace, and none to leave a trace
// without the transaction that reads.
func TestEveryReadingOfAnIdentityIsRecorded(t *testing.T) {
	each(t, func(r *rig) {
		rep, nameless := r.plain(city), r.plain(city)
		r.put(&rep)
		r.put(&nameless)
		r.write(func(tx *sqldb.Tx) { r.s.InsertIdentity(tx, rep.ID, []byte{0, 1, 255}) })
		var want []store.IdentityRead
		for i, part := range []string{"name", "contact"} {
			read := store.IdentityRead{Report: rep.ID, At: store.Micros(r.now) + int64(i), Role: civic.RoleLiaison, Officer: 5, Part: part, Reason: "menelepon pelapor"}
			want = append([]store.IdentityRead{read}, want...)
			var sealed []byte
			r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
				sealed, err = r.s.ReadIdentity(ctx, tx, r.s.NewID(r.now), read)
				return err
			})
			r.same("sealed", sealed, []byte{0, 1, 255})
		}
		failed := r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := r.s.ReadIdentity(ctx, tx, r.s.NewID(r.now), want[0]); err != nil {
				return err
			}
			return context.Canceled
		})
		if failed == nil {
			r.Error("the transaction should have failed")
		}
		reads, err := r.s.IdentityReads(r.ctx, r.db, rep.ID)
		r.must(err)
		r.same("readings, latest first", reads, want)
		var none []byte
		r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
			none, err = r.s.ReadIdentity(ctx, tx, r.s.NewID(r.now), store.IdentityRead{Report: nameless.ID, Part: "name"})
			return err
		})
		if none != nil {
			r.Errorf("an identity nobody gave: %v", none)
		}
	})
}
