package casework_test

import (
	"errors"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/live"
)

// watchers adds two more supervisors of the nation.
func watchers(t *testing.T, w *apptest.Town) {
	t.Helper()
	const list = "email,name,desk_code,role\nksp@contoh.example,Kus KSP,nasional,supervisor\nkemendagri@contoh.example,Dara Dagri,nasional,supervisor\n"
	if res, err := w.Directory.ImportOfficers(t.Context(), strings.NewReader(list), "", directory.Options{}); err != nil || res.Failed > 0 {
		t.Fatal(res.Errors, err)
	}
}

// restrict gives a supervisor a remit from today on.
func restrict(t *testing.T, w *apptest.Town, name string, m civic.Remit) {
	t.Helper()
	who := w.Officer("nasional")
	had, err := w.Directory.RemitOf(t.Context(), who, w.Officer(name).Post)
	if err != nil {
		t.Fatal(err)
	}
	m.From = civic.DateOf(w.Clock(), civic.WIB)
	if err := w.Directory.SaveRemit(t.Context(), who, had.Post.ID, m, had.Version); err != nil {
		t.Fatal(err)
	}
}

// seen is how much somebody sees of a desk, by every way there is: all of them tell the same number.
func seen(t *testing.T, w *apptest.Town, name string) int {
	t.Helper()
	who, n := w.Officer(name), 0
	for _, q := range []civic.Queue{civic.QueueAction, civic.QueueWaiting, civic.QueueDone} {
		page, err := w.Casework.Inbox(t.Context(), who, casework.InboxQuery{Queue: q})
		if err != nil {
			t.Fatal(err)
		}
		n += len(page.Rows)
	}
	count, err := w.Casework.Counts(t.Context(), who)
	if err != nil || int(count.Action+count.Waiting+count.Done) != n {
		t.Errorf("%s counts %+v, lists %d, %v", name, count, n, err)
	}
	views, err := w.Casework.CountViews(t.Context(), who, []casework.InboxQuery{{Queue: civic.QueueAction}, {Queue: civic.QueueWaiting}})
	if err != nil || views[0].N != count.Action || views[1].N != count.Waiting {
		t.Errorf("%s counts lists %+v, %+v, %v", name, views, count, err)
	}
	board, err := w.Casework.Board(t.Context(), who, 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	own := board.Rows[0].Late
	for _, d := range board.Rows[0].Due {
		own += d
	}
	if own > count.Action || own == 0 != (count.Action == 0) {
		t.Errorf("%s has a board of %d, acts on %d", name, own, count.Action)
	}
	found, err := w.Casework.Inbox(t.Context(), who, casework.InboxQuery{Narrow: casework.Narrow{Text: "berlubang"}})
	if err != nil || len(found.Rows) != int(count.Action) {
		t.Errorf("%s finds %d, acts on %d, %v", name, len(found.Rows), count.Action, err)
	}
	return n
}

// What is not in a supervisor's remit is not there: not in lists, counts, searches, the board and the stream, and not by its
// code. Who has none reads what supervisors always read.
func TestSupervisorsReadTheirRemit(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		watchers(t, w)
		before, err := w.Live.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		city := w.Submit(w.Pothole())
		w.Do(w.Officer("nasional"), city.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		other := w.Pothole()
		other.Named = w.Agency("kemen")
		other.Topic = w.Topic("01.1").ID
		ministry := w.Submit(other)
		restrict(t, w, "kemendagri", civic.Remit{Kinds: []string{"city"}})
		restrict(t, w, "ksp", civic.Remit{Topics: []civic.ID{w.Topic("01").ID}})
		w.Settled()
		for name, want := range map[string]struct {
			n                 int
			city, ministry    bool
			hearsCity, hearsM bool
		}{"pengawas": {2, true, true, true, true}, "kemendagri": {1, true, false, true, false}, "ksp": {1, false, true, false, false}} {
			if got := seen(t, w, name); got != want.n {
				t.Errorf("%s sees %d, want %d", name, got, want.n)
			}
			who := w.Officer(name)
			for code, sees := range map[civic.TrackingCode]bool{city.Code: want.city, ministry.Code: want.ministry} {
				_, err := w.Casework.View(t.Context(), who, code)
				_, demand := w.Casework.Act(t.Context(), who, code, civic.Command{Verb: civic.VerbNote, Message: "Catatan pengawas."})
				if (err == nil) != sees || !sees && civic.KindOf(err) != civic.KindNotFound || (demand == nil) != sees || !sees && civic.KindOf(demand) != civic.KindNotFound {
					t.Errorf("%s at %s: %v, %v", name, code, err, demand)
				}
			}
			changes, _, _, err := w.Live.Since(t.Context(), who, before)
			heard := func(code civic.TrackingCode) bool { return hears(changes, code) }
			if err != nil || heard(city.Code) != want.hearsCity || heard(ministry.Code) != want.hearsM {
				t.Errorf("%s hears %+v, %v", name, changes, err)
			}
		}
		restrict(t, w, "kemendagri", civic.Remit{})
		if got := seen(t, w, "kemendagri"); got != 2 {
			t.Errorf("a remit that names nothing shows %d", got)
		}
	})
}

func hears(changes []live.Change, code civic.TrackingCode) bool {
	for _, c := range changes {
		if c.Code == code.Display() {
			return true
		}
	}
	return false
}

// Remits are written by the national desk, for supervisors, from today on, and two who write lose nothing.
func TestWhoWritesRemits(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, post := w.Officer("nasional"), w.Officer("pengawas").Post
		today := civic.DateOf(w.Clock(), civic.WIB)
		had, err := w.Directory.RemitOf(t.Context(), who, post)
		if err != nil {
			t.Fatal(err)
		}
		good := civic.Remit{From: today, Kinds: []string{"city"}}
		for kind, save := range map[civic.Kind]func() error{
			civic.KindForbidden: func() error { return w.Directory.SaveRemit(t.Context(), w.Officer("kota"), post, good, had.Version) },
			civic.KindNotFound:  func() error { return w.Directory.SaveRemit(t.Context(), who, w.Officer("dpu").Post, good, had.Version) },
			civic.KindConflict:  func() error { return w.Directory.SaveRemit(t.Context(), who, post, good, "other") },
		} {
			if err := save(); civic.KindOf(err) != kind {
				t.Errorf("%v, want %s", err, kind)
			}
		}
		for field, wrong := range map[string]civic.Remit{"kinds": {From: today, Kinds: []string{"moon"}}, "desks": {From: today, Desks: []civic.ID{99}}, "topics": {From: today, Topics: []civic.ID{99}},
			"effective_from": {From: today.AddDays(-1)}} {
			err := w.Directory.SaveRemit(t.Context(), who, post, wrong, had.Version)
			if civic.KindOf(err) != civic.KindInvalid || !strings.Contains(field, wrongField(err)) {
				t.Errorf("%s: %v", field, err)
			}
		}
		if err := w.Directory.SaveRemit(t.Context(), who, post, good, had.Version); err != nil {
			t.Fatal(err)
		}
		if err := w.Directory.SaveRemit(t.Context(), who, post, civic.Remit{From: today.AddDays(9)}, had.Version); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("the older list writes: %v", err)
		}
		all, more, err := w.Directory.Remits(t.Context(), who, 0, 1)
		if err != nil || more || len(all) != 1 || len(all[0].Remits) != 1 {
			t.Errorf("%+v, %v, %v", all, more, err)
		}
	})
}

func wrongField(err error) string {
	if e, ok := errors.AsType[*civic.Error](err); ok {
		return e.Field
	}
	return "none"
}
