package directory_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// TestTokenEndsWithThePost: what is believed of a token for a moment never outlives a change made here, and what another
// process changed for a quarter of a second.
func TestTokenEndsWithThePost(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		var tokens [2]string
		for i := range tokens {
			var err error
			if tokens[i], err = w.Directory.NewToken(t.Context(), "jalan@contoh.example", "uji", time.Hour); err != nil {
				t.Fatal(err)
			}
		}
		holds := func(when string, want bool) {
			t.Helper()
			for _, token := range tokens {
				if _, err := w.Directory.TokenActor(t.Context(), token); (err == nil) != want || err != nil && civic.KindOf(err) != civic.KindUnauthenticated {
					t.Errorf("%s: %v", when, err)
				}
			}
		}
		holds("at first", true)
		who := w.Officer("jalan")
		post, err := w.Store.PostByID(t.Context(), w.Store.DB, who.Post)
		if err != nil {
			t.Fatal(err)
		}
		shut := func(end *int64) { // as another process does it: this one hears nothing
			post.To = end
			if err := w.Store.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				w.Store.SavePost(tx, post)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		ended := store.Micros(w.Clock())
		shut(&ended)
		w.Pass(300 * time.Millisecond)
		holds("another process ended the post", false)
		shut(nil)
		holds("another process gave it back", true)
		err = w.Directory.EndPost(t.Context(), w.Officer("nasional"), directory.PostEnd{Post: who.Post})
		if err != nil {
			t.Fatal(err)
		}
		holds("this process ended the post, in the same moment", false)
	})
}
