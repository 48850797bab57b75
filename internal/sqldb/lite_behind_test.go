package sqldb

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// What nobody waits for comes after all others of its commit, and stands like them.
func TestBehind(t *testing.T) {
	db, err := Open(t.Context(), Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(t.Context(), `CREATE TABLE thing (name TEXT NOT NULL)`); err != nil {
		t.Fatal(err)
	}
	var order []string // the writer's goroutine alone writes it
	work := func(name string) func(context.Context, *Tx) error {
		return func(_ context.Context, tx *Tx) error {
			order = append(order, name)
			if name == "fails" {
				return fmt.Errorf("as it should")
			}
			tx.Queue(`INSERT INTO thing (name) VALUES ($1)`, name)
			return nil
		}
	}
	busy, free := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Update(t.Context(), func(context.Context, *Tx) error { close(busy); <-free; return nil })
	})
	<-busy
	for i, name := range []string{"behind", "one", "fails", "two"} {
		update := db.Update
		if i == 0 {
			update = db.UpdateBehind
		}
		wg.Go(func() {
			if err := update(t.Context(), work(name)); (err != nil) != (name == "fails") {
				t.Errorf("%s: %v", name, err)
			}
		})
		for len(db.b.(*lite).writer.in) < i+1 {
			runtime.Gosched()
		}
	}
	close(free)
	wg.Wait()
	if !slices.Equal(order, []string{"one", "fails", "two", "behind"}) {
		t.Errorf("%v", order)
	}
	var n int
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM thing`).Scan(&n); err != nil || n != 3 {
		t.Errorf("%d written, %v", n, err)
	}
}
