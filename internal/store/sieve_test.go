package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// varied fills the store with reports that differ in everything a list can be narrowed by.
func (r *rig) varied(n int) []civic.Report {
	r.Helper()
	regions, channels := []string{"35", "35.78", "35.78.01", "35.78.01.1001", "36.01", ""}, []string{"web", "sms", "counter"}
	return r.many(n, func(int) civic.Report {
		rep := r.plain(agencies()[r.rng.IntN(len(agencies()))].ID)
		rep.Topic, rep.Region, rep.Channel = civic.ID(r.rng.IntN(4)), regions[r.rng.IntN(len(regions))], channels[r.rng.IntN(len(channels))]
		rep.Class = civic.Classes()[r.rng.IntN(len(civic.Classes()))]
		rep.Secret, rep.Anonymous = r.rng.IntN(4) == 0, r.rng.IntN(4) == 0
		rep.Reopened, rep.Returns, rep.Assignee = r.rng.IntN(2), r.rng.IntN(2), civic.ID(r.rng.IntN(3))
		if r.rng.IntN(2) == 0 {
			rep.AnsweredAt = r.now
		}
		return r.at(rep, civic.States()[r.rng.IntN(len(civic.States()))], start.Add(time.Duration(r.rng.IntN(9)-4)*24*time.Hour))
	})
}

// sieves pairs each way to narrow a list with what it means.
func sieves(all []civic.Report, m marks) map[string]struct {
	s  store.Sieve
	is func(*civic.Report) bool
} {
	type pair = struct {
		s  store.Sieve
		is func(*civic.Report) bool
	}
	mid := all[len(all)/2].ReceivedAt
	return map[string]pair{
		"all":     {store.Sieve{}, func(*civic.Report) bool { return true }},
		"topics":  {store.Sieve{Topics: []civic.ID{1, 3}}, func(r *civic.Report) bool { return r.Topic == 1 || r.Topic == 3 }},
		"region":  {store.Sieve{Region: "35.78"}, func(r *civic.Report) bool { return strings.HasPrefix(r.Region, "35.78") }},
		"village": {store.Sieve{Region: "35.78.01.1001"}, func(r *civic.Report) bool { return r.Region == "35.78.01.1001" }},
		"channel": {store.Sieve{Channel: "sms"}, func(r *civic.Report) bool { return r.Channel == "sms" }},
		"mine":    {store.Sieve{Assignee: 2}, func(r *civic.Report) bool { return r.Assignee == 2 }},
		"nobody":  {store.Sieve{Nobody: true}, func(r *civic.Report) bool { return r.Assignee == 0 }},
		"facts": {store.Sieve{Have: store.FactReopened | store.FactReturned, Lack: store.FactSecret}, func(r *civic.Report) bool {
			return r.Reopened > 0 && r.Returns > 0 && !r.Secret
		}},
		"any":       {store.Sieve{Any: store.FactAnonymous | store.FactSecret}, func(r *civic.Report) bool { return r.Anonymous || r.Secret }},
		"class":     {store.Sieve{Have: store.ClassFact(civic.Information)}, func(r *civic.Report) bool { return r.Class == civic.Information }},
		"answered":  {store.Sieve{Have: store.FactAnswered}, func(r *civic.Report) bool { return !r.AnsweredAt.IsZero() }},
		"since":     {store.Sieve{Since: store.Micros(mid)}, func(r *civic.Report) bool { return !r.ReceivedAt.Before(mid) }},
		"until":     {store.Sieve{Until: store.Micros(mid)}, func(r *civic.Report) bool { return r.ReceivedAt.Before(mid) }},
		"unread":    {store.Sieve{Reader: m.reader, Unread: true}, func(r *civic.Report) bool { return !m.seen[r.ID] }},
		"watched":   {store.Sieve{Reader: m.reader, Watched: true}, func(r *civic.Report) bool { return m.watched[r.ID] }},
		"mentioned": {store.Sieve{Reader: m.reader, Mentioned: true}, func(r *civic.Report) bool { return m.mentioned[r.ID] }},
		"label":     {store.Sieve{Label: "banjir", LabelOwner: city}, func(r *civic.Report) bool { return m.labelled[r.ID] }},
		"two":       {store.Sieve{Channel: "web", Topics: []civic.ID{1}, Nobody: true}, func(r *civic.Report) bool { return r.Channel == "web" && r.Topic == 1 && r.Assignee == 0 }},
	}
}

// marks are what one officer, and one agency, noted.
type marks struct {
	reader                             civic.ID
	seen, watched, mentioned, labelled map[civic.ID]bool
}

func (r *rig) marked(all []civic.Report) marks {
	m := marks{reader: 77, seen: map[civic.ID]bool{}, watched: map[civic.ID]bool{}, mentioned: map[civic.ID]bool{}, labelled: map[civic.ID]bool{}}
	r.write(func(tx *sqldb.Tx) {
		for _, id := range []civic.ID{77, 78} {
			r.s.SaveOfficer(tx, store.Officer{ID: id, Email: "o" + id.String() + "@example.go.id", Name: "Petugas", Active: true}, 1)
		}
		for i := range all {
			id := all[i].ID
			r.s.Watch(tx, 78, id, true) // somebody else's marks do not count
			switch r.rng.IntN(5) {
			case 0:
				r.s.MarkSeen(tx, 77, id, all[i].Seq)
				m.seen[id] = true
			case 1:
				r.s.MarkSeen(tx, 77, id, all[i].Seq-1) // read, and then something happened
				r.s.Watch(tx, 77, id, true)
				m.watched[id] = true
			case 2:
				r.s.Mention(tx, 77, id, 5)
				m.mentioned[id] = true
			case 3:
				r.s.AddLabel(tx, city, id, "banjir", true)
				r.s.AddLabel(tx, ministry, id, "lain", true)
				m.labelled[id] = true
			}
		}
	})
	return m
}

func TestNarrowedInboxHoldsExactlyWhatFits(t *testing.T) {
	each(t, func(r *rig) {
		all := r.varied(150)
		m := r.marked(all)
		for name, p := range sieves(all, m) {
			for _, desk := range []civic.ID{national, city} {
				below := func(id civic.ID) bool { return r.tree.Within(id, desk) }
				var fit []civic.Report
				for i := range all {
					if p.is(&all[i]) {
						fit = append(fit, all[i])
					}
				}
				var of []store.InboxCount
				for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
					f := store.InboxFilter{Desk: desk, Queue: queue, Sieve: p.s, Limit: 6}
					want := wanted(fit, f, below)
					r.same(name, ids(r.pages(f, nil)), want)
					f.Limit = 1000
					got, err := r.s.InboxIDs(r.ctx, f)
					r.must(err)
					r.same(name+" ids", got, want)
					of = append(of, store.InboxCount{Queue: queue, Sieve: p.s})
				}
				n, capped, err := r.s.InboxCounts(r.ctx, desk, 1000, 1000, of)
				r.must(err)
				for i, queue := range []civic.Queue{civic.QueueAction, civic.QueueWaiting, civic.QueueDone} {
					if want := len(wanted(fit, store.InboxFilter{Queue: queue}, below)); n[i] != int64(want) || capped {
						r.Errorf("%s: counted %d in queue %d, want %d", name, n[i], queue, want)
					}
				}
			}
		}
	})
}

// What lists are narrowed by follows the report where it lies and when it moves.
func TestWhatListsAreNarrowedByFollowsTheReport(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(works)
		r.put(&rep)
		find := func(s store.Sieve) int {
			got, err := r.s.InboxIDs(r.ctx, store.InboxFilter{Desk: city, Queue: rep.Queue(), Sieve: s, Limit: 10})
			r.must(err)
			return len(got)
		}
		was := rep
		rep.Assignee, rep.Topic, rep.Secret = 9, 4, true
		r.save(&was, &rep)
		if find(store.Sieve{Assignee: 9, Topics: []civic.ID{4}, Have: store.FactSecret}) != 1 || find(store.Sieve{Nobody: true}) != 0 {
			r.Error("a change in place is not seen")
		}
		was = rep
		rep = r.at(rep, civic.AwaitingReporter, start)
		rep.Holder, rep.Assignee = health, 0
		r.save(&was, &rep)
		if find(store.Sieve{Nobody: true}) != 1 || find(store.Sieve{Assignee: 9}) != 0 {
			r.Error("a move loses what lists are narrowed by")
		}
	})
}

func TestHorizonLosesNothing(t *testing.T) {
	each(t, func(r *rig) {
		r.varied(120)
		for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
			f := store.InboxFilter{Desk: national, Queue: queue, Sieve: store.Sieve{Channel: "sms"}, Limit: 4}
			want, err := r.s.InboxIDs(r.ctx, store.InboxFilter{Desk: national, Queue: queue, Sieve: f.Sieve, Limit: 1000})
			r.must(err)
			var got []civic.ID
			for range 200 {
				edge, beyond, err := r.s.InboxHorizon(r.ctx, f, 3)
				r.must(err)
				f.EndDue, f.EndID = edge.DueAt, edge.ID
				rows, err := r.s.Inbox(r.ctx, f)
				r.must(err)
				more := len(rows) > f.Limit
				rows = rows[:min(len(rows), f.Limit)]
				got = append(got, ids(rows)...)
				switch {
				case more:
					last := rows[len(rows)-1]
					f.AtDue, f.AtID = last.DueAt, last.Report.ID
				case beyond:
					f.AtDue, f.AtID = edge.DueAt, edge.ID
				}
				if !more && !beyond {
					break
				}
			}
			r.same("all pages up to horizons", got, want)
		}
	})
}

func TestOfficersSearchFindsWordsOfTheirDeskAndNothingSecret(t *testing.T) {
	each(t, func(r *rig) {
		all := r.varied(80)
		words := []string{"jalan", "rusak", "banjir"}
		has := map[civic.ID][]string{}
		r.write(func(tx *sqldb.Tx) {
			for i := range all {
				var w []string
				for _, x := range words {
					if r.rng.IntN(2) == 0 {
						w = append(w, x)
					}
				}
				has[all[i].ID] = w
				r.s.PutDeskDoc(tx, store.Doc{Report: all[i].ID, Words: w, Tags: store.DeskTags(r.tree.Chain(all[i].Holder))})
			}
		})
		for _, desk := range []civic.ID{national, city, roads} {
			for _, ask := range [][]string{{"jalan"}, {"jalan", "banjir"}, {"tidakada"}} {
				var want []civic.ID
				for i := range slices.Backward(all) {
					rep := &all[i]
					fits := !slices.ContainsFunc(ask, func(w string) bool { return !slices.Contains(has[rep.ID], w) })
					if fits && !rep.Secret && rep.Channel == "web" && r.tree.Within(rep.Holder, desk) {
						want = append(want, rep.ID)
					}
				}
				var got []civic.ID
				f := store.DeskSearch{Desk: desk, Words: ask, Sieve: store.Sieve{Channel: "web"}, Limit: 3}
				for {
					rows, next, err := r.s.SearchDesk(r.ctx, f)
					r.must(err)
					more := len(rows) > f.Limit
					rows = rows[:min(len(rows), f.Limit)]
					got = append(got, ids(rows)...)
					if !more && next == 0 {
						break
					}
					if f.Before = next; more {
						f.Before = rows[len(rows)-1].Report.ID
					}
				}
				r.same("search "+strings.Join(ask, " "), got, want)
			}
		}
		r.write(func(tx *sqldb.Tx) {
			for i := range all {
				r.s.DropDeskDoc(tx, all[i].ID)
			}
		})
		rows, _, err := r.s.SearchDesk(r.ctx, store.DeskSearch{Desk: national, Words: []string{"jalan"}, Limit: 3})
		r.must(err)
		r.same("after removal", ids(rows), []civic.ID(nil))
	})
}

func TestMarksLabelsAndViews(t *testing.T) {
	each(t, func(r *rig) {
		all := r.many(3, func(int) civic.Report { return r.plain(works) })
		r.marked(nil)
		at := []civic.ID{all[0].ID, all[1].ID, all[2].ID}
		r.write(func(tx *sqldb.Tx) {
			r.s.MarkSeen(tx, 77, at[0], 4)
			r.s.MarkSeen(tx, 77, at[0], 2) // an older page comes late
			r.s.Mention(tx, 77, at[1], 3)
			r.s.Mention(tx, 77, at[1], 6)
			r.s.MarkSeen(tx, 77, at[1], 5)
			r.s.Watch(tx, 77, at[2], true)
			r.s.AddLabel(tx, city, at[0], "banjir", true)
			r.s.AddLabel(tx, city, at[0], "aspal", true)
			r.s.AddLabel(tx, city, at[1], "banjir", true)
		})
		got, err := r.s.MarksOf(r.ctx, r.db, 77, city, at)
		r.must(err)
		r.same("marks", got, map[civic.ID]store.Marks{at[0]: {Seen: 4, Labels: []string{"aspal", "banjir"}},
			at[1]: {Seen: 5, Mentioned: true, Labels: []string{"banjir"}}, at[2]: {Watched: true}})
		names, err := r.s.Labels(r.ctx, r.db, city, 10)
		r.must(err)
		r.same("names", names, []string{"aspal", "banjir"})

		own, shared := store.SavedView{ID: 1, Officer: 77, Name: "Saya", Query: "tab=lewat"}, store.SavedView{ID: 2, Officer: 78, Agency: works, Name: "Bersama", Query: "topik=3"}
		r.write(func(tx *sqldb.Tx) { r.s.SaveView(tx, own); r.s.SaveView(tx, shared) })
		views, err := r.s.Views(r.ctx, r.db, 77, works, 10)
		r.must(err)
		r.same("views", views, []store.SavedView{own, shared})
		_, err = r.s.ViewByID(r.ctx, r.db, 1, 78, works)
		r.kind(err, civic.KindNotFound)
		_, err = r.s.ViewByID(r.ctx, r.db, 2, 77, city)
		r.kind(err, civic.KindNotFound)
	})
}

func TestColleaguesAreThoseInForce(t *testing.T) {
	each(t, func(r *rig) {
		r.marked(nil)
		past := int64(5)
		r.update(func(_ context.Context, tx *sqldb.Tx) error {
			r.s.SavePost(tx, store.Post{ID: 1, Officer: 77, Agency: works, Role: civic.RoleLiaison, From: 1})
			r.s.SavePost(tx, store.Post{ID: 2, Officer: 78, Agency: works, Role: civic.RoleLiaison, From: 1, To: &past})
			r.s.SavePost(tx, store.Post{ID: 3, Officer: 78, Agency: health, Role: civic.RoleLiaison, From: 1})
			return nil
		})
		got, err := r.s.Colleagues(r.ctx, r.db, []civic.ID{works, city}, 10, 5)
		r.must(err)
		r.same("colleagues", got, []store.Colleague{{Officer: 77, Name: "Petugas", Desk: works, Role: civic.RoleLiaison, Post: 1}})
	})
}
