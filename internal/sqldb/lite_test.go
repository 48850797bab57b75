package sqldb_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

// holdDir makes the test binary hold a data folder until its input ends.
const holdDir = "TUNTAS_TEST_HOLD_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(holdDir); dir != "" {
		os.Exit(hold(dir))
	}
	if dir := os.Getenv(floodDir); dir != "" {
		os.Exit(flood(dir))
	}
	os.Exit(m.Run())
}

func hold(dir string) int {
	db, err := sqldb.Open(context.Background(), sqldb.Options{Dir: dir})
	if err != nil {
		return 1
	}
	_, _ = os.Stdout.WriteString("holding\n")
	_, _ = os.Stdin.Read(make([]byte, 1)) // returns when the test lets go
	if db.Close() != nil {
		return 1
	}
	return 0
}

// TestSecondProcessIsRefused starts another process on the same folder.
func TestSecondProcessIsRefused(t *testing.T) {
	o := dbtest.Options(t, "sqlite", schema())
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), holdDir+"="+o.Dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 16)); err != nil {
		t.Fatal(err)
	}
	_, err = sqldb.Open(t.Context(), o)
	var le *sqldb.LockedError
	if !errors.As(err, &le) || le.Dir != o.Dir || le.PID != cmd.Process.Pid {
		t.Errorf("second server: %v", err)
	} else if !strings.Contains(err.Error(), o.Dir) || !strings.Contains(err.Error(), strconv.Itoa(le.PID)) {
		t.Errorf("not plain enough: %v", err)
	}
	ro := o
	ro.ReadOnly = true
	db := dbtest.OpenWith(t, ro)
	if n := count(t, db); n != 0 {
		t.Errorf("%d rows", n)
	}
	if _, err := db.Exec(t.Context(), insert, 1, "a"); !errors.Is(err, sqldb.ErrReadOnly) {
		t.Errorf("write on a read-only database: %v", err)
	}
	err = db.Insert(t.Context(), func(b *sqldb.Batch) error { b.Queue(insert, 1, "a"); return nil })
	if !errors.Is(err, sqldb.ErrReadOnly) {
		t.Errorf("insert on a read-only database: %v", err)
	}
	// A process that is killed leaves no lock behind.
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	_ = in.Close()
	dbtest.OpenWith(t, o)
}

func TestOpenRefusals(t *testing.T) {
	dir := t.TempDir()
	if _, err := sqldb.Open(t.Context(), sqldb.Options{Dir: dir, ReadOnly: true}); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("reading where there is nothing: %v", err)
	}
	for _, url := range []string{"mysql://x", "postgres://localhost:1/x?connect_timeout=1"} {
		if _, err := sqldb.Open(t.Context(), sqldb.Options{URL: url}); err == nil {
			t.Errorf("%s was opened", url)
		}
	}
	file := filepath.Join(dir, "plain")
	if err := os.WriteFile(file, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqldb.Open(t.Context(), sqldb.Options{URL: "sqlite:" + file}); err == nil {
		t.Error("a file that is no database was opened")
	}
	odd := filepath.Join(dir, "a folder #1 100%?", "x.db")
	dbtest.OpenWith(t, sqldb.Options{URL: "sqlite:" + odd})
	if _, err := os.Stat(odd); err != nil {
		t.Error(err)
	}
}

// TestLogStartsOver writes without a pause while readers come and go: the
// write-ahead log must not grow with all that was written. When it starts over is for a loaded machine to say, so it
// writes on until the log is clearly smaller than what went through it.
func TestLogStartsOver(t *testing.T) {
	db := dbtest.Open(t, "sqlite", schema())
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for ctx.Err() == nil {
				count(t, db)
			}
		})
	}
	var most, written int64
	for i := 0; written < 160<<20 || written < 2*most && written < 640<<20; i++ {
		// SQLite does not write what does not change.
		data := bytes.Repeat([]byte{byte(i)}, 16<<10)
		err := db.Insert(t.Context(), func(b *sqldb.Batch) error {
			for k := range 16 {
				b.Queue(`INSERT INTO thing (id, data) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET data = EXCLUDED.data`, (i*16+k)%1000, data)
				written += int64(len(data))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, db.Stats().WALBytes)
	}
	cancel()
	wg.Wait()
	if written < 2*most {
		t.Errorf("the log grew to %d MiB of %d MiB", most>>20, written>>20)
	}
	t.Logf("log at most %d MiB for %d MiB of rows", most>>20, written>>20)
}

func TestOptimize(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		if err := db.Optimize(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// TestManyStatements uses more different statements than the caches hold.
func TestManyStatements(t *testing.T) {
	db := dbtest.Open(t, "sqlite", schema())
	for i := range 600 {
		var n int
		sql := "SELECT " + strconv.Itoa(i)
		if err := db.QueryRow(t.Context(), sql).Scan(&n); err != nil || n != i {
			t.Fatalf("read %d: %d, %v", i, n, err)
		}
		if _, err := db.Exec(t.Context(), "UPDATE thing SET amount = "+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
}
