package access_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tuntas/internal/access"
	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/vault"
)

var here = access.Place{Device: "Chrome, Android", Net: "103.12.8.*"}

// verbs are those of a town, with its clock for codes too.
func verbs(w *apptest.Town) *access.Access { return access.New(w.Store, w.Vault, w.Clock, w.Clock) }

// authenticator gives the codes of an offer, some steps from now.
func authenticator(t *testing.T, w *apptest.Town, o access.Offer) func(steps int) string {
	t.Helper()
	u, err := url.Parse(o.URL)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Query().Get("issuer") != "Tuntas" || strings.ReplaceAll(o.Secret, "-", "") != u.Query().Get("secret") {
		t.Fatalf("%+v, %v", o, err)
	}
	return func(steps int) string {
		code, err := totp.GenerateCode(u.Query().Get("secret"), w.Clock().Add(time.Duration(steps)*30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
}

// on turns the code on for an officer.
func on(t *testing.T, w *apptest.Town, a *access.Access, who civic.Actor) (code func(int) string, recovery []string) {
	t.Helper()
	offer, err := a.Offer(t.Context(), who, who.Name)
	if err != nil {
		t.Fatal(err)
	}
	code = authenticator(t, w, offer)
	if recovery, err = a.TurnOn(t.Context(), who, code(0), here); err != nil || len(recovery) != 10 {
		t.Fatalf("%q, %v", recovery, err)
	}
	return code, recovery
}

func TestCodeOfAnAuthenticator(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who := verbs(w), w.Officer("jalan")
		first, err := a.Offer(t.Context(), who, who.Name)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := a.Offer(t.Context(), who, who.Name); err != nil || again != first {
			t.Errorf("another secret when the page is opened again: %v", err)
		}
		if g, err := a.Guarded(t.Context(), who.Officer); err != nil || g.On {
			t.Errorf("on before anything was proved: %+v, %v", g, err)
		}
		if _, err := a.TurnOn(t.Context(), who, "000000", here); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("a wrong code turns it on: %v", err)
		}
		code, _ := on(t, w, a, who)
		if g, err := a.Guarded(t.Context(), who.Officer); err != nil || !g.On || g.Left != 10 {
			t.Errorf("%+v, %v", g, err)
		}
		if _, err := a.Offer(t.Context(), who, who.Name); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("a second secret beside the one in use: %v", err)
		}
		check := func(name, typed string, want civic.Kind) {
			t.Helper()
			if got := civic.KindOf(a.Check(t.Context(), who.Officer, typed, here, nil)); got != want {
				t.Errorf("%s: %q", name, got)
			}
		}
		check("the code that turned it on", code(0), civic.KindInvalid)
		check("a clock three steps ahead", code(3), civic.KindInvalid)
		check("a clock one step ahead", code(1), "")
		check("the same code again", code(1), civic.KindInvalid)
		check("an older code after a newer one", code(0), civic.KindInvalid)
		w.Pass(2 * time.Minute)
		check("a clock one step behind, typed with a space", code(-1)[:3]+" "+code(-1)[3:], "")
		w.Pass(2 * time.Minute)
		check("nothing", "", civic.KindInvalid)
		other := w.Officer("kota")
		if civic.KindOf(a.Check(t.Context(), other.Officer, code(0), here, nil)) != civic.KindInvalid {
			t.Error("opens another account")
		}
		check("after all", code(0), "")
	})
}

// A guesser who has the password has a few tries, and the owner reads of them.
func TestCodesAreNotGuessed(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who := verbs(w), w.Officer("jalan")
		code, recovery := on(t, w, a, who)
		w.Pass(2 * time.Minute)
		tries := 0
		for ; tries < 50 && civic.KindOf(a.Check(t.Context(), who.Officer, "123 456", here, nil)) == civic.KindInvalid; tries++ {
		}
		if tries != 8 {
			t.Errorf("%d tries", tries)
		}
		for _, right := range []string{code(0), recovery[0]} {
			if err := a.Check(t.Context(), who.Officer, right, here, nil); civic.KindOf(err) != civic.KindTooMany {
				t.Errorf("a right one after that: %v", err)
			}
		}
		w.Pass(16 * time.Minute)
		if err := a.Check(t.Context(), who.Officer, code(0), here, nil); err != nil {
			t.Error(err)
		}
		notes, err := a.Journal(t.Context(), who)
		if err != nil || len(notes) != 2 || notes[0].N+notes[1].N != 9 {
			t.Errorf("%+v, %v", notes, err)
		}
	})
}

// Whoever sends one code many times at once comes in once.
func TestACodeWorksOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who := verbs(w), w.Officer("jalan")
		code, recovery := on(t, w, a, who)
		w.Pass(2 * time.Minute)
		for _, right := range []string{code(0), recovery[3]} {
			var wg sync.WaitGroup
			good := make(chan bool, 4)
			for range 4 {
				wg.Go(func() { good <- a.Check(context.Background(), who.Officer, right, here, nil) == nil })
			}
			wg.Wait()
			close(good)
			n := 0
			for ok := range good {
				if ok {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d came in", n)
			}
		}
	})
}

func TestRecoveryCodes(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who := verbs(w), w.Officer("jalan")
		_, recovery := on(t, w, a, who)
		if err := a.Check(t.Context(), who.Officer, strings.ToLower(strings.ReplaceAll(recovery[4], "-", " ")), here, nil); err != nil {
			t.Errorf("typed in small letters with spaces: %v", err)
		}
		if g, _ := a.Guarded(t.Context(), who.Officer); g.Left != 9 {
			t.Errorf("%d left", g.Left)
		}
		fresh, err := a.NewCodes(t.Context(), who, recovery[0], here)
		if err != nil || len(fresh) != 10 {
			t.Fatal(err)
		}
		if err := a.Check(t.Context(), who.Officer, recovery[1], here, nil); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("an old one after new ones were made: %v", err)
		}
		if dump := strings.Join([]string{w.Dump()["recovery_code"], w.Dump()["officer_factor"]}, "\n"); strings.Contains(dump, strings.ReplaceAll(fresh[0], "-", "")) || strings.Contains(dump, fresh[0]) {
			t.Error("the database knows the codes")
		}
		if err := a.TurnOff(t.Context(), who, fresh[1], here); err != nil {
			t.Fatal(err)
		}
		if g, err := a.Guarded(t.Context(), who.Officer); err != nil || g.On {
			t.Errorf("%+v, %v", g, err)
		}
		if err := a.Check(t.Context(), who.Officer, fresh[2], here, nil); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("a recovery code after all was turned off: %v", err)
		}
	})
}

func TestSessionsAreTheirOwners(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who, other := verbs(w), w.Officer("jalan"), w.Officer("kota")
		open := func(officer civic.ID, was, is string) {
			t.Helper()
			if _, err := w.DB.Exec(t.Context(), `INSERT INTO session (token, data, expires_at) VALUES ($1, $2, $3)`, vault.HashToken(is), []byte("{}"), w.Clock().Add(time.Hour).UnixMicro()); err != nil {
				t.Fatal(err)
			}
			if err := a.Entered(t.Context(), officer, was, is, here, time.Hour); err != nil {
				t.Fatal(err)
			}
		}
		open(who.Officer, "", "one")
		open(who.Officer, "one", "moved") // another post: the token changes
		open(who.Officer, "", "two")
		open(who.Officer, "", "three")
		open(other.Officer, "two", "theirs") // a handle of somebody else moves nothing
		mine, err := a.Open(t.Context(), who)
		if err != nil || len(mine) != 3 || mine[0].Handle != "three" || mine[2].Handle != "moved" || mine[2].Device != here.Device {
			t.Fatalf("%+v, %v", mine, err)
		}
		if err := a.End(t.Context(), other, mine[0].ID, here); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("somebody else's: %v", err)
		}
		if err := a.End(t.Context(), who, mine[0].ID, here); err != nil {
			t.Error(err)
		}
		if n := w.Number(`SELECT count(*) FROM session WHERE token = $1`, vault.HashToken("three")); n != 0 {
			t.Error("still open")
		}
		if err := a.End(t.Context(), who, mine[0].ID, here); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("twice: %v", err)
		}
		if err := a.EndOthers(t.Context(), who, "two", here); err != nil {
			t.Error(err)
		}
		if mine, err = a.Open(t.Context(), who); err != nil || len(mine) != 1 || mine[0].Handle != "two" {
			t.Errorf("%+v, %v", mine, err)
		}
		if theirs, err := a.Open(t.Context(), other); err != nil || len(theirs) != 1 {
			t.Errorf("%+v, %v", theirs, err)
		}
	})
}

// The journal counts what is tried again and again, and an address without an account leaves nothing.
func TestJournal(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a, who := verbs(w), w.Officer("jalan")
		for range 5 {
			if err := a.FailedPassword(t.Context(), " JALAN@contoh.example ", here); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.FailedPassword(t.Context(), "tidakada@contoh.example", here); err != nil {
			t.Fatal(err)
		}
		notes, err := a.Journal(t.Context(), who)
		if err != nil || len(notes) != 1 || notes[0].What != access.DidFail || notes[0].N != 5 || notes[0].Net != here.Net {
			t.Errorf("%+v, %v", notes, err)
		}
		if n := w.Number(`SELECT count(*) FROM access_log`); n != 1 {
			t.Errorf("%d rows", n)
		}
		for _, nobody := range []civic.Actor{{}, civic.ReporterActor(1)} {
			if _, err := a.Journal(t.Context(), nobody); civic.KindOf(err) != civic.KindUnauthenticated {
				t.Error(err)
			}
		}
	})
}
