package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// pulse writes changes as the follower does.
func (r *rig) pulse(all ...store.Pulse) {
	r.Helper()
	r.update(func(ctx context.Context, tx *sqldb.Tx) error { return r.s.AddPulses(ctx, tx, all) })
}

// Changes are numbered in the order in which they become visible, whoever writes at once, and old ones go.
func TestPulsesAreNumberedInTheirOrder(t *testing.T) {
	each(t, func(r *rig) {
		want := store.Pulse{Kind: store.PulseEvent, Report: 7, Code: "7K2M9QXT4PD", Seq: 3, Officer: 5, From: city, To: roads, FromQueue: civic.QueueAction, ToQueue: civic.QueueWaiting}
		r.pulse(want, store.Pulse{Kind: store.PulsePresence, Report: 8})
		got, err := r.s.Pulses(r.ctx, r.db, 0, 10)
		r.must(err)
		want.ID = 1
		if len(got) != 2 || got[0] != want || got[1].ID != 2 {
			r.Errorf("%+v", got)
		}
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for range 10 {
					_ = r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
						return r.s.AddPulses(ctx, tx, []store.Pulse{{Kind: store.PulseEvent, Report: civic.ID(i)}, {Kind: store.PulseEvent, Report: civic.ID(i)}})
					})
				}
			})
		}
		last := int64(2)
		for last < 162 { // a reader never sees a number before a smaller one
			found, err := r.s.Pulses(r.ctx, r.db, last, 50)
			r.must(err)
			for _, p := range found {
				if p.ID != last+1 {
					r.Fatalf("after %d comes %d", last, p.ID)
				}
				last = p.ID
			}
		}
		wg.Wait()
		if n, err := r.s.LastPulse(r.ctx, r.db); err != nil || n != 162 {
			r.Errorf("the last is %d, %v", n, err)
		}
		_, err = r.db.Exec(r.ctx, `UPDATE setting SET value = $1 WHERE name = 'pulse'`, fmt.Sprint(162+store.PulseKept))
		r.must(err)
		r.pulse(store.Pulse{Kind: store.PulseEvent})
		if n := r.number(`SELECT count(*) FROM pulse`); n != 1 {
			r.Errorf("%d are kept", n)
		}
	})
}

// A session of signs of life: going on keeps the beginning, another kind begins anew, and so does coming back.
func TestPresence(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(roads)
		r.put(&rep)
		r.write(func(tx *sqldb.Tx) {
			for id, name := range map[civic.ID]string{5: "Rina", 6: "Budi"} {
				r.s.SaveOfficer(tx, store.Officer{ID: id, Email: name + "@uji.test", Name: name, Active: true}, 1)
			}
		})
		at := func(officer civic.ID, kind string, us int64) (news bool) {
			r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
				news, err = r.s.SavePresence(ctx, tx, store.Presence{Report: rep.ID, Officer: officer, Kind: kind, Since: us, Until: us + 45})
				return err
			})
			return news
		}
		for i, c := range []struct {
			kind string
			us   int64
			news bool
			from int64
		}{{store.Reading, 100, true, 100}, {store.Reading, 130, false, 100}, {"answer", 150, true, 150}, {"answer", 180, false, 150}, {"answer", 300, true, 300}} {
			if news := at(5, c.kind, c.us); news != c.news {
				r.Errorf("%d: news %v", i, news)
			}
			got, err := r.s.PresenceAt(r.ctx, r.db, rep.ID, c.us)
			r.must(err)
			if len(got) != 1 || got[0].Since != c.from || got[0].Kind != c.kind || got[0].Name != "Rina" {
				r.Errorf("%d: %+v", i, got)
			}
		}
		at(6, store.Reading, 310)
		for now, want := range map[int64]int{311: 2, 345: 1, 355: 0} {
			if got, err := r.s.PresenceAt(r.ctx, r.db, rep.ID, now); err != nil || len(got) != want {
				r.Errorf("at %d: %+v, %v", now, got, err)
			}
		}
		for i, want := range []bool{true, false} {
			r.update(func(ctx context.Context, tx *sqldb.Tx) error {
				was, err := r.s.DropPresence(ctx, tx, rep.ID, 6)
				if was != want {
					t.Errorf("%d: was there: %v", i, was)
				}
				return err
			})
		}
		r.must(r.s.Expire(r.ctx, store.Expiry{Now: 400}))
		if n := r.number(`SELECT count(*) FROM presence`); n != 0 {
			r.Errorf("%d are left", n)
		}
	})
}

func TestPrecedentsAndSettings(t *testing.T) {
	each(t, func(r *rig) {
		add := func(region string, target civic.ID, n int64) {
			r.write(func(tx *sqldb.Tx) {
				r.s.AddPrecedent(tx, store.Precedent{Desk: city, Topic: 3, Region: region, Target: target, N: n, Last: 9})
			})
		}
		add("35.78", works, 1)
		add("35.78", works, 1)
		add("35.78", health, 1)
		add("35.78", health, -1)
		add("35.78", health, -1) // never below none
		add("35.15", roads, -1)  // nothing to take back
		got, err := r.s.Precedents(r.ctx, r.db, city, 3)
		r.must(err)
		r.same("precedents", got, []store.Precedent{{Desk: city, Topic: 3, Region: "35.78", Target: works, N: 2, Last: 9}})
		for code, want := range map[string]string{"35.78.01.1001": "35.78", "35.78": "35.78", "35": "35", "": ""} {
			if got := store.RegionOf(code); got != want {
				r.Errorf("%s lies in %s", code, got)
			}
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveOfficer(tx, store.Officer{ID: 5, Email: "a@uji.test", Name: "A", Active: true}, 1)
			r.s.SavePost(tx, store.Post{ID: 50, Officer: 5, Agency: city, Role: civic.RoleAgencyAdmin, From: 10})
			to := int64(20)
			r.s.SavePost(tx, store.Post{ID: 51, Officer: 5, Agency: works, Role: civic.RoleLiaison, From: 10, To: &to})
		})
		for _, v := range []string{`{"a":1}`, `{"a":2}`} {
			r.must(r.s.SaveOfficerSetting(r.ctx, 5, "look", v))
		}
		all, err := r.s.OfficerSettings(r.ctx, r.db, 5)
		r.must(err)
		r.same("settings", all, map[string]string{"look": `{"a":2}`})
		for now, want := range map[int64]int{5: 0, 15: 2, 25: 1} {
			st, err := r.s.StandingsOf(r.ctx, r.db, []civic.ID{50, 51, 52}, now)
			if err != nil || len(st) != want {
				r.Errorf("at %d: %+v, %v", now, st, err)
			}
		}
	})
}

func TestManySessionsAtOnce(t *testing.T) {
	each(t, func(r *rig) {
		s := store.Sessions{DB: r.db, Hash: func(t string) string { return "#" + t }, Now: func() time.Time { return r.now }}
		ask := []string{"none"}
		for i := range 250 {
			token := fmt.Sprint("t", i)
			r.must(s.CommitCtx(r.ctx, token, []byte(token), r.now.Add(time.Duration(i%2)*time.Hour)))
			ask = append(ask, token)
		}
		got, err := s.FindMany(r.ctx, ask)
		if err != nil || len(got) != 125 || string(got["t7"]) != "t7" || got["t8"] != nil {
			r.Errorf("%d found, %v", len(got), err)
		}
	})
}
