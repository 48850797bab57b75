package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// DigestWindow is how long after an office opened its officers are still written to: as long as a server may be down
// without the letter of the day being lost.
const DigestWindow = 90 * time.Minute

// digestOfficers is how many officers one page of the letters has.
const digestOfficers = 400

// SendDigests queues the letters of the day for officers whose office has just opened, and those of the week for heads
// where it is the first working day of the week. Many processes may do so at once: each letter is kept once. What is
// counted is counted once for a desk, and not for each of its officers. It returns how many letters it made.
func (c *Casework) SendDigests(ctx context.Context) (int, error) {
	m := c.atlas.Current(ctx)
	d := c.digests(m)
	for made, after := 0, civic.ID(0); ; {
		last, err := c.store.LastOfficer(ctx, c.store.DB, after, digestOfficers)
		if err != nil || last == 0 {
			return made, err
		}
		readers, err := c.store.Recipients(ctx, c.store.DB, after, store.Micros(d.w.Now), digestOfficers)
		if err != nil {
			return made, err
		}
		if readers, err = d.unwritten(ctx, readers); err != nil {
			return made, err
		}
		letters, err := d.letters(ctx, readers)
		if err != nil {
			return made, err
		}
		if err := c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			for i := range letters {
				if err := c.notify.TellDigest(tx, &letters[i]); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return made, err
		}
		made, after = made+len(letters), last
	}
}

// Digest is what the officer would be told today, in the post in use. Errors: forbidden for anybody but an officer.
func (c *Casework) Digest(ctx context.Context, who civic.Actor) (notify.Digest, error) {
	if !who.IsOfficer() {
		return notify.Digest{}, civic.Forbidden("error.forbidden")
	}
	d := c.digests(c.atlas.Current(ctx))
	d.always = true
	all, err := d.letters(ctx, []store.Recipient{{Officer: who.Officer, Desk: who.Desk, Role: who.Role, Post: who.Post, Kept: true}})
	if i := slices.IndexFunc(all, func(x notify.Digest) bool { return x.Week == nil }); i >= 0 {
		return all[i], err
	}
	return notify.Digest{Officer: who.Officer}, err
}

// digests is one round of letters, with what was counted so far.
type digests struct {
	*Casework
	m      *atlas.Map
	w      civic.World
	desks  map[civic.ID]*deskDigest
	weeks  map[civic.ID]*notify.DigestWeek
	always bool // also for whoever wants none, as to show one

	decrees decreeNews
}

// deskDigest is what is due at a desk and below it.
type deskDigest struct {
	late, today, soon, drafts, times int64 // drafts of all kinds, and those that ask for time
	rows                             []store.InboxRow
}

func (c *Casework) digests(m *atlas.Map) *digests {
	return &digests{Casework: c, m: m, w: m.World(c.now()), desks: map[civic.ID]*deskDigest{}, weeks: map[civic.ID]*notify.DigestWeek{}}
}

// keeper counts the days of a desk.
func (d *digests) keeper(desk civic.ID) civic.Timekeeper {
	return d.w.Keeper(&civic.Report{Holder: desk, Zone: civic.WIB}, civic.ClockResolve)
}

// opened tells whether the office of a desk has just opened.
func (d *digests) opened(desk civic.ID) bool {
	if _, ok := d.m.Tree.Get(desk); !ok {
		return false
	}
	k := d.keeper(desk)
	at := k.Opens(civic.DateOf(d.w.Now, k.Zone))
	return k.Works(d.w.Now) && !d.w.Now.Before(at) && d.w.Now.Before(at.Add(DigestWindow))
}

// unwritten leaves those whose office has just opened and who have no letter of the day yet.
func (d *digests) unwritten(ctx context.Context, readers []store.Recipient) ([]store.Recipient, error) {
	readers = slices.DeleteFunc(readers, func(r store.Recipient) bool { return !d.opened(r.Desk) })
	days := map[civic.ID]civic.Date{}
	for _, r := range readers {
		if _, has := days[r.Officer]; !has {
			days[r.Officer] = civic.DateOf(d.w.Now, d.keeper(r.Desk).Zone)
		}
	}
	made, err := d.notify.DigestsMade(ctx, days)
	return slices.DeleteFunc(readers, func(r store.Recipient) bool { return made[r.Officer] }), err
}

// weekBegins tells whether today is the first working day of the week at a desk.
func (d *digests) weekBegins(desk civic.ID) bool {
	k := d.keeper(desk)
	for day := civic.DateOf(d.w.Now, k.Zone); ; {
		if day.Start(k.Zone).Weekday() == time.Monday {
			return true
		}
		if day = day.AddDays(-1); k.Works(day.Start(k.Zone)) {
			return false
		}
	}
}

// letters writes those of officers, who come one after the other, post by post.
func (d *digests) letters(ctx context.Context, readers []store.Recipient) ([]notify.Digest, error) {
	readers = slices.DeleteFunc(slices.Clone(readers), func(r store.Recipient) bool { return r.Role == civic.RoleAuditor })
	var officers, desks []civic.ID
	for _, r := range readers {
		officers = append(officers, r.Officer)
		if !r.Kept && r.Role != civic.RoleSupervisor { // others are counted by themselves, see at
			desks = append(desks, r.Desk)
		}
	}
	officers = slices.Compact(officers)
	wants, err := d.store.SettingsOf(ctx, d.store.DB, notify.SettingDigest, officers)
	if err != nil {
		return nil, err
	}
	mentions, err := d.store.MentionCounts(ctx, d.store.DB, officers)
	if err != nil {
		return nil, err
	}
	mine, err := d.store.AssignedCounts(ctx, d.store.DB, officers)
	if err != nil {
		return nil, err
	}
	if err := d.count(ctx, desks); err != nil {
		return nil, err
	}
	news, err := d.watchNews(ctx, readers)
	if err != nil {
		return nil, err
	}
	if err := d.decreeEnds(ctx, readers); err != nil {
		return nil, err
	}
	var out []notify.Digest
	for len(readers) > 0 {
		n := 1
		for n < len(readers) && readers[n].Officer == readers[0].Officer {
			n++
		}
		var posts []store.Recipient
		posts, readers = readers[:n], readers[n:]
		var want notify.DigestWish
		if json.Unmarshal([]byte(wants[posts[0].Officer]), &want) != nil { // said nothing, or nothing that can be read
			want = notify.DigestWish{}
		}
		if want.Off && !d.always {
			continue
		}
		at, err := d.at(ctx, posts)
		if err != nil {
			return nil, err
		}
		day := d.letter(posts, at, want.Lang, mentions[posts[0].Officer], mine[posts[0].Officer])
		d.watched(&day, posts, news[posts[0].Officer])
		d.warned(&day, posts)
		if !day.Empty() {
			out = append(out, day)
		}
		week, err := d.week(ctx, posts, want.Lang)
		if err != nil {
			return nil, err
		}
		if !d.always && week != nil && !week.Empty() {
			out = append(out, *week)
		}
	}
	return out, nil
}

// letter is that of one officer's day. A desk below another one of the officer's is part of it.
func (d *digests) letter(posts []store.Recipient, desks map[civic.ID]*deskDigest, lang string, mentions, mine int64) notify.Digest {
	k := d.keeper(posts[0].Desk)
	out := notify.Digest{Officer: posts[0].Officer, Lang: lang, Day: civic.DateOf(d.w.Now, k.Zone), Mentions: mentions, Mine: mine}
	var rows []store.InboxRow
	for i, p := range posts {
		if p.Role == civic.RoleSupervisor { // they watch over the handling and do none of it
			continue
		}
		if slices.ContainsFunc(posts, func(o store.Recipient) bool { return o.Desk != p.Desk && d.m.Tree.Within(p.Desk, o.Desk) }) ||
			slices.ContainsFunc(posts[:i], func(o store.Recipient) bool { return o.Desk == p.Desk }) {
			continue
		}
		at := desks[p.Desk]
		if at == nil {
			continue
		}
		out.Late, out.Today, out.Soon = out.Late+at.late, out.Today+at.today, out.Soon+at.soon
		switch {
		case p.Role == civic.RoleNationalAdmin:
			out.Drafts += at.times
		case approver(p.Role):
			out.Drafts += at.drafts
		}
		who := civic.Actor{Role: p.Role, Officer: p.Officer, Desk: p.Desk}
		for _, row := range at.rows {
			if see := civic.Look(d.m.Tree, who, &row.Report); see.Text || see.WithReason {
				rows = append(rows, row)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b store.InboxRow) int { return int(a.DueAt - b.DueAt) })
	for _, row := range rows[:min(len(rows), notify.MaxDigestLines)] {
		next := d.next(d.w, &row.Report)
		out.Lines = append(out.Lines, notify.DigestLine{Code: row.Report.Code, State: row.Report.State, By: next.By, Late: !d.w.Now.Before(next.Due)})
	}
	return out
}

// count adds the desks of which nothing is known yet: those of one calendar in one question.
func (d *digests) count(ctx context.Context, desks []civic.ID) error {
	groups := map[string][]civic.ID{}
	ends := map[string][]int64{}
	for _, id := range desks {
		if _, known := d.desks[id]; known {
			continue
		}
		d.desks[id] = &deskDigest{}
		days := d.days(id)
		key := fmt.Sprint(days)
		groups[key], ends[key] = append(groups[key], id), days
	}
	for key, ids := range groups {
		for chunk := range slices.Chunk(ids, boardChunk) {
			if err := d.countDesks(ctx, 0, d.desks, chunk, ends[key]); err != nil {
				return err
			}
		}
	}
	return nil
}

// days are the ends of today and of the next working days of a desk, as counts are kept.
func (d *digests) days(desk civic.ID) []int64 {
	k := d.keeper(desk)
	today := civic.DateOf(d.w.Now, k.Zone)
	out := []int64{store.DueDay(today.AddDays(1).Start(k.Zone))}
	for n := range boardDays {
		out = append(out, store.DueDay(k.Calendar.AddWorkingDays(today, n+1, k.Region).AddDays(1).Start(k.Zone)))
	}
	return out
}

// at is what is due at the desks of one officer: as for everybody there, or counted anew for whoever is kept out of something
// in person. They are few.
func (d *digests) at(ctx context.Context, posts []store.Recipient) (map[civic.ID]*deskDigest, error) {
	if !posts[0].Kept {
		return d.desks, nil
	}
	own := map[civic.ID]*deskDigest{}
	for _, p := range posts {
		if _, ok := d.m.Tree.Get(p.Desk); ok && own[p.Desk] == nil && p.Role != civic.RoleSupervisor {
			own[p.Desk] = &deskDigest{}
			if err := d.countDesks(ctx, p.Officer, own, []civic.ID{p.Desk}, d.days(p.Desk)); err != nil {
				return nil, err
			}
		}
	}
	return own, nil
}

func (d *digests) countDesks(ctx context.Context, viewer civic.ID, into map[civic.ID]*deskDigest, ids []civic.ID, ends []int64) error {
	rows, err := d.boardRows(ctx, d.m.Tree, viewer, ids, ends)
	if err != nil {
		return err
	}
	drafts, err := d.store.DraftCounts(ctx, d.store.DB, viewer, ids, false)
	if err != nil {
		return err
	}
	times, err := d.store.DraftCounts(ctx, d.store.DB, viewer, ids, true)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		at := into[r.Desk.ID]
		at.late, at.today, at.drafts, at.times = r.Late, r.Due[0], drafts[r.Desk.ID], times[r.Desk.ID]
		for _, n := range r.Due[1:] {
			at.soon += n
		}
		if r.empty() {
			continue
		}
		if at.rows, err = d.store.Inbox(ctx, store.InboxFilter{Desk: r.Desk.ID, Queue: civic.QueueAction, Sieve: store.Sieve{Viewer: viewer}, Limit: notify.MaxDigestLines}); err != nil {
			return err
		}
	}
	return nil
}
