package store_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

func TestAlarms(t *testing.T) {
	each(t, func(r *rig) {
		reports := r.many(4, func(int) civic.Report { return r.plain(roads) })
		at := func(h int) time.Time { return r.now.Add(time.Duration(h) * time.Hour) }
		alarm := func(i, due, told int) store.Alarm {
			a := store.Alarm{Report: reports[i].ID, At: at(due)}
			if told > 0 {
				a.ToldTo = at(told)
			}
			return a
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.SetAlarms(tx, []store.Alarm{alarm(2, 5, 0), alarm(0, 3, 0), alarm(1, 3, 1), alarm(3, 9, 0)})
		})
		r.update(func(ctx context.Context, tx *sqldb.Tx) error {
			got, err := r.s.DueAlarms(ctx, tx, at(5), 2)
			r.must(err)
			r.same("the first two", got, []store.Alarm{alarm(0, 3, 0), alarm(1, 3, 1)})
			got, err = r.s.DueAlarms(ctx, tx, at(5), 9)
			r.must(err)
			r.same("all that are due", got, []store.Alarm{alarm(0, 3, 0), alarm(1, 3, 1), alarm(2, 5, 0)})
			r.s.SetAlarms(tx, []store.Alarm{alarm(0, 7, 5), {Report: reports[1].ID}, {Report: 9 << 50}})
			return nil
		})
		r.update(func(ctx context.Context, tx *sqldb.Tx) error {
			got, err := r.s.LockAlarms(ctx, tx, []civic.ID{reports[0].ID, reports[1].ID, reports[2].ID})
			r.must(err)
			r.same("what is left", got, map[civic.ID]store.Alarm{reports[0].ID: alarm(0, 7, 5), reports[2].ID: alarm(2, 5, 0)})
			return nil
		})
	})
}

func TestReminders(t *testing.T) {
	each(t, func(r *rig) {
		reports := r.many(2, func(int) civic.Report { return r.plain(roads) })
		one := func(i, step int, desk civic.ID) store.Reminder {
			return store.Reminder{ID: r.s.NewID(r.now), Report: reports[i].ID, Clock: civic.ClockResolve, Started: r.now, Step: step, Desk: desk, Due: r.now.Add(time.Hour), At: r.now}
		}
		a, b, c, d := one(0, 50, roads), one(1, 50, roads), one(0, 80, roads), one(0, 101, national)
		r.write(func(tx *sqldb.Tx) { r.s.InsertReminders(tx, []store.Reminder{a, b, c, d}) })
		again := one(0, 50, national) // somebody else was about it too
		r.write(func(tx *sqldb.Tx) { r.s.InsertReminders(tx, []store.Reminder{again}) })
		list := func(desk, before civic.ID, limit int, want ...store.Reminder) {
			got, err := r.s.Reminders(r.ctx, r.db, desk, before, limit)
			r.must(err)
			r.same("the list", got, want)
		}
		list(roads, 0, 2, c, b, a)
		list(roads, b.ID, 2, a)
		list(national, 0, 9, d)
		for since, want := range map[time.Time]int{r.now: 2, r.now.Add(time.Second): 0} {
			if n, _, err := r.s.CountReminders(r.ctx, r.db, civic.Actor{Desk: roads}, since, 2); err != nil || n != want {
				t.Errorf("%d since %s, want %d; %v", n, since, want, err)
			}
		}
		r.write(func(tx *sqldb.Tx) {
			tx.Queue(`INSERT INTO kept_officer (officer_id, report_id) VALUES ($1, $2)`, int64(105), int64(reports[0].ID))
		})
		if n, _, err := r.s.CountReminders(r.ctx, r.db, civic.Actor{Desk: roads, Officer: 105}, r.now, 9); err != nil || n != 1 {
			t.Errorf("%d for somebody who is kept out of the other report; %v", n, err)
		}
	})
}

func TestMannedDesks(t *testing.T) {
	each(t, func(r *rig) {
		now := store.Micros(r.now)
		r.write(func(tx *sqldb.Tx) {
			for i, active := range []bool{true, true, false, true, true} {
				off := civic.ID(500 + i)
				r.s.SaveOfficer(tx, store.Officer{ID: off, Email: off.String() + "@contoh.example", Name: "Petugas", Active: active}, 1)
			}
			r.s.SavePost(tx, store.Post{ID: 600, Officer: 500, Agency: roads, Role: civic.RoleLiaison, From: 1})
			r.s.SavePost(tx, store.Post{ID: 601, Officer: 501, Agency: national, Role: civic.RoleLiaison, From: now + 1})
			r.s.SavePost(tx, store.Post{ID: 602, Officer: 502, Agency: national, Role: civic.RoleLiaison, From: 1})
			ended := now
			r.s.SavePost(tx, store.Post{ID: 603, Officer: 503, Agency: national, Role: civic.RoleLiaison, From: 1, To: &ended})
			r.s.SavePost(tx, store.Post{ID: 604, Officer: 504, Agency: national, Role: civic.RoleAuditor, From: 1})
			r.s.SavePost(tx, store.Post{ID: 605, Officer: 504, Agency: national, Role: civic.RoleSupervisor, From: 1})
		})
		got, err := r.s.MannedDesks(r.ctx, r.db, []civic.ID{roads, national}, r.now)
		r.must(err)
		r.same("manned", got, map[civic.ID]bool{roads: true})
	})
}

func TestReminderRules(t *testing.T) {
	each(t, func(r *rig) {
		first := civic.NationalReminders()[0]
		later := civic.ReminderRule{From: civic.Date{Year: 2027, Month: time.January, Day: 1}, Shares: []int{90}, Every: 1}
		r.write(func(tx *sqldb.Tx) { r.s.SaveReminderRule(tx, later) })
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		r.same("rules", ref.Reminding, []civic.ReminderRule{first, later})
	})
}
