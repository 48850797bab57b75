package directory_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/store"
)

const password = "kata sandi yang panjang"

// enrol gives an officer a password.
func enrol(t *testing.T, w *apptest.Town, name string) store.Officer {
	t.Helper()
	err := w.Directory.SavePerson(t.Context(), w.Officer("nasional"), directory.Person{Email: name + "@contoh.example", Name: name, Password: password, Agency: w.Agency("kota"), Role: civic.RoleLiaison})
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Store.OfficerByEmail(t.Context(), w.DB, name+"@contoh.example")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func signIn(t *testing.T, w *apptest.Town, email, pass, address string) civic.Kind {
	t.Helper()
	posts, err := w.Directory.SignIn(t.Context(), email, pass, address)
	if (err == nil) != (len(posts) > 0) {
		t.Errorf("%d posts with %v", len(posts), err)
	}
	return civic.KindOf(err)
}

func TestSignInTellsNothingButYesOrNo(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		o := enrol(t, w, "masuk")
		if !strings.HasPrefix(o.PasswordHash, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(o.PasswordHash, password) {
			t.Errorf("hash %q", o.PasswordHash)
		}
		posts, err := w.Directory.SignIn(t.Context(), "  MASUK@contoh.example ", password, "a")
		if err != nil || len(posts) != 1 || posts[0].Desk != w.Agency("kota") || posts[0].Role != civic.RoleLiaison || posts[0].Epoch != o.Epoch {
			t.Errorf("%+v, %v", posts, err)
		}
		var words []string
		for _, c := range [][2]string{{"masuk@contoh.example", "salah"}, {"masuk@contoh.example", ""}, {"tidakada@contoh.example", password}, {"jalan@contoh.example", ""}, {"", ""}} {
			_, err := w.Directory.SignIn(t.Context(), c[0], c[1], "b")
			words = append(words, fmt.Sprint(err))
			if civic.KindOf(err) != civic.KindUnauthenticated || words[0] != words[len(words)-1] {
				t.Errorf("%q: %v", c, err)
			}
		}
		end := store.Micros(w.Clock())
		if _, err := w.DB.Exec(t.Context(), `UPDATE post SET valid_to = $1 WHERE officer_id = $2`, end, int64(o.ID)); err != nil {
			t.Fatal(err)
		}
		if k := signIn(t, w, o.Email, password, "c"); k != civic.KindUnauthenticated {
			t.Errorf("without a post: %s", k)
		}
		for _, short := range []string{"", "sembilan9", strings.Repeat("a", 201)} {
			if _, err := w.Directory.HashPassword(t.Context(), short); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%d characters: %v", len(short), err)
			}
		}
	})
}

func TestGuessingPasswordsIsSlowedDown(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		o := enrol(t, w, "masuk")
		for i := range 10 {
			if k := signIn(t, w, o.Email, "salah", "penebak"); k != civic.KindUnauthenticated {
				t.Fatalf("guess %d: %s", i, k)
			}
		}
		if k := signIn(t, w, o.Email, password, "penebak"); k != civic.KindTooMany {
			t.Errorf("after ten guesses: %s", k)
		}
		if k := signIn(t, w, o.Email, password, "kantor"); k != "" {
			t.Errorf("the officer's own desk is locked out by a stranger: %s", k)
		}
		w.Pass(15 * time.Minute)
		if k := signIn(t, w, o.Email, password, "penebak"); k != "" {
			t.Errorf("after the window: %s", k)
		}
		// Any number of right answers from one address is no guessing.
		if _, err := w.DB.Exec(t.Context(), `UPDATE attempt SET n = 99 WHERE n > 0`); err != nil {
			t.Fatal(err)
		}
		w.Pass(time.Minute)
		for range 3 {
			if k := signIn(t, w, o.Email, password, "kantor lain"); k != "" {
				t.Errorf("a right answer was counted: %s", k)
			}
		}
	})
}

// However many guess at once, no more than ten are looked at.
func TestGuessesAtOnceAreCounted(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		o := enrol(t, w, "masuk")
		var looked atomic.Int64
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() {
				if k := signIn(t, w, o.Email, "salah", "penebak"); k == civic.KindUnauthenticated {
					looked.Add(1)
				}
			})
		}
		wg.Wait()
		if n := looked.Load(); n != 10 {
			t.Errorf("%d guesses were looked at", n)
		}
	})
}

func TestSessionEndsWithTheEpochAndThePost(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		o := enrol(t, w, "masuk")
		posts, err := w.Directory.SignIn(t.Context(), o.Email, password, "a")
		if err != nil {
			t.Fatal(err)
		}
		st := posts[0]
		check := func(what string, epoch int64, want civic.Kind) {
			t.Helper()
			who, err := w.Directory.Standing(t.Context(), st.Officer, st.Post, epoch)
			if civic.KindOf(err) != want || want == "" && (who.Desk != st.Desk || who.Role != st.Role) {
				t.Errorf("%s: %+v, %v", what, who, err)
			}
		}
		check("signed in", st.Epoch, "")
		if err := w.Directory.SignOutEverywhere(t.Context(), st.Officer); err != nil {
			t.Fatal(err)
		}
		check("signed out everywhere", st.Epoch, civic.KindUnauthenticated)
		check("signed in again", st.Epoch+1, "")
		err = w.Directory.SavePerson(t.Context(), w.Officer("nasional"), directory.Person{Post: st.Post, Email: o.Email, Name: "Masuk", Password: password + "!", Agency: st.Desk, Role: st.Role})
		if err != nil {
			t.Fatal(err)
		}
		check("with a new password", st.Epoch+1, civic.KindUnauthenticated)
		check("signed in with it", st.Epoch+2, "")
		err = w.Directory.EndPost(t.Context(), w.Officer("nasional"), directory.PostEnd{Post: st.Post})
		if err != nil {
			t.Fatal(err)
		}
		check("when the post has ended", st.Epoch+2, civic.KindUnauthenticated)
		if _, err := w.Directory.Standing(t.Context(), 5, 5, 0); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Error(err)
		}
	})
}

func TestTokenIsShownOnceAndActsAsTheOfficer(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		token, err := w.Directory.NewToken(t.Context(), " JALAN@contoh.example", "uji", time.Hour)
		if err != nil || len(token) != 64 {
			t.Fatal(token, err)
		}
		for table, dump := range w.Dump() {
			if strings.Contains(dump, token) {
				t.Errorf("the token stands in table %s", table)
			}
		}
		who, err := w.Directory.TokenActor(t.Context(), token)
		if err != nil || who != w.Officer("jalan") {
			t.Errorf("%+v, %v", who, err)
		}
		for _, wrong := range []string{"", token[1:], strings.ToUpper(token)} {
			if _, err := w.Directory.TokenActor(t.Context(), wrong); civic.KindOf(err) != civic.KindUnauthenticated {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		w.Pass(time.Hour)
		if _, err := w.Directory.TokenActor(t.Context(), token); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("after its time: %v", err)
		}
		if _, err := w.Directory.NewToken(t.Context(), "tidakada@contoh.example", "uji", time.Hour); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
	})
}
