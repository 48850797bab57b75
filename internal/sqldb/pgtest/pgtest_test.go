package pgtest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tuntas/internal/sqldb/pgtest"
)

// startEnv makes the test binary start a cluster and wait to be killed.
const startEnv = "TUNTAS_TEST_START_CLUSTER"

func TestMain(m *testing.M) {
	if os.Getenv(startEnv) == "" {
		os.Exit(m.Run())
	}
	c, err := pgtest.Start(context.Background(), pgtest.Config{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(c.URL)
	time.Sleep(time.Minute)
	_ = c.Stop() // not reached: it is killed
}

// folder returns the folder of the cluster at a URL.
func folder(t *testing.T, cluster string) string {
	t.Helper()
	u, err := url.Parse(cluster)
	if err != nil {
		t.Fatal(err)
	}
	dir := u.Query().Get("host")
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestStartAndStop(t *testing.T) {
	pgtest.URL(t) // skips when there is no PostgreSQL
	c, err := pgtest.Start(t.Context(), pgtest.Config{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, c.URL)
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder stayed: %v", err)
	}
}

// TestClusterEndsWithItsProcess kills the process in the hardest way.
func TestClusterEndsWithItsProcess(t *testing.T) {
	pgtest.URL(t) // skips when there is no PostgreSQL
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), startEnv+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("no cluster")
	}
	dir := folder(t, lines.Text())
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		_, err := os.Stat(dir)
		if errors.Is(err, os.ErrNotExist) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the cluster lives on in %s: %v", dir, err)
		}
	}
}

// TestDatabase makes two databases from one template that is prepared once.
func TestDatabase(t *testing.T) {
	prepared := 0
	prepare := func(u string) error {
		prepared++
		conn, err := pgx.Connect(t.Context(), u)
		if err != nil {
			return err
		}
		_, err = conn.Exec(t.Context(), `CREATE TABLE greeting AS SELECT 'hello' AS word`)
		return errors.Join(err, conn.Close(t.Context()))
	}
	name := fmt.Sprintf("template_test_%d", time.Now().UnixNano())
	urls := map[string]bool{}
	for range 2 {
		u := pgtest.Database(t, name, prepare)
		urls[u] = true
		conn, err := pgx.Connect(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		var word string
		err = conn.QueryRow(t.Context(), `DELETE FROM greeting RETURNING word`).Scan(&word)
		if err = errors.Join(err, conn.Close(t.Context())); err != nil || word != "hello" {
			t.Errorf("%q, %v", word, err)
		}
	}
	if prepared != 1 || len(urls) != 2 {
		t.Errorf("prepared %d times, databases %v", prepared, urls)
	}
}
