package sqldb_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

// floodDir makes the test binary write to a data folder for ever.
const floodDir = "TUNTAS_TEST_FLOOD_DIR"

// flood inserts from many goroutines and says which rows were acknowledged.
func flood(dir string) int {
	db, err := sqldb.Open(context.Background(), sqldb.Options{Dir: dir})
	if err != nil {
		return 1
	}
	var begin int64
	if err := db.QueryRow(context.Background(), `SELECT coalesce(max(id), 0) FROM thing`).Scan(&begin); err != nil {
		return 1
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for g := range int64(16) {
		wg.Go(func() {
			for id := begin + g + 1; ; id += 16 {
				err := db.Insert(context.Background(), func(b *sqldb.Batch) error {
					b.Queue(insert, id, strings.Repeat("x", 500)+strconv.FormatInt(id, 10))
					b.Queue(`INSERT INTO part (thing_id, n) VALUES ($1, 1)`, id)
					return nil
				})
				if err != nil {
					return
				}
				mu.Lock()
				fmt.Println(id)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return 1
}

// TestKilledProcessKeepsWhatItAnswered kills a writing process again and again:
// every acknowledged row is there, and no caller's work is there by half.
func TestKilledProcessKeepsWhatItAnswered(t *testing.T) {
	o := dbtest.Options(t, "sqlite", schema())
	acked := map[int64]bool{}
	for range 5 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), floodDir+"="+o.Dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			id, err := strconv.ParseInt(lines.Text(), 10, 64)
			if err != nil {
				break // the last line may be cut
			}
			acked[id] = true
			if n == 400 {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait() // it was killed
		check(t, o, acked)
	}
	if len(acked) < 2000 {
		t.Errorf("only %d rows were acknowledged", len(acked))
	}
}

// check opens what a killed process left.
func check(t *testing.T, o sqldb.Options, acked map[int64]bool) {
	t.Helper()
	db, err := sqldb.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	var ok string
	if err := db.QueryRow(t.Context(), `PRAGMA integrity_check`).Scan(&ok); err != nil || ok != "ok" {
		t.Fatalf("integrity: %s, %v", ok, err)
	}
	rows, err := db.Query(t.Context(), `SELECT t.id, p.n IS NOT NULL FROM thing t LEFT JOIN part p ON p.thing_id = t.id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	there := map[int64]bool{}
	for rows.Next() {
		var id int64
		var whole bool
		if err := rows.Scan(&id, &whole); err != nil {
			t.Fatal(err)
		}
		if !whole {
			t.Errorf("row %d is there by half", id)
		}
		there[id] = true
	}
	for id := range acked {
		if !there[id] {
			t.Errorf("row %d was acknowledged and is lost", id)
		}
	}
}

// TestFullDisk lets one caller of a shared commit run out of space: everybody
// is told the truth, and the database serves again afterwards.
func TestFullDisk(t *testing.T) {
	db := dbtest.Open(t, "sqlite", schema())
	if _, err := db.Exec(t.Context(), `PRAGMA max_page_count = 40`); err != nil {
		t.Fatal(err)
	}
	inside, release := make(chan struct{}), make(chan struct{})
	const callers = 9
	errs := make([]error, callers)
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			errs[i] = db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				if i == 0 {
					close(inside)
					<-release
				}
				size := 10
				if i == 4 {
					size = 1 << 20
				}
				tx.Queue(insert, i+1, nil)
				tx.Queue(`UPDATE thing SET data = $1 WHERE id = $2`, make([]byte, size), i+1)
				return nil
			})
		})
		if i == 0 {
			<-inside
		}
	}
	for db.Stats().Waiting < callers {
		runtime.Gosched()
	}
	close(release)
	wg.Wait()
	for i, err := range errs {
		var n int
		if e := db.QueryRow(t.Context(), `SELECT count(*) FROM thing WHERE id = $1`, i+1).Scan(&n); e != nil {
			t.Fatal(e)
		}
		if (err == nil) != (n == 1) {
			t.Errorf("caller %d: %d rows, %v", i, n, err)
		}
		if err != nil && !sqldb.IsUnavailable(err) {
			t.Errorf("caller %d: %v", i, err)
		}
	}
	if errs[4] == nil {
		t.Error("a megabyte fitted into 40 pages")
	}
	if _, err := db.Exec(t.Context(), insert, 99, "later"); err != nil {
		t.Error(err)
	}
}
