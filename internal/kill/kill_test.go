package kill

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/sqldb/pgtest"
)

// secret is the key of a scratch installation; nothing in it is anybody's.
const secret = "a2lsbC1raWxsLWtpbGwta2lsbC1raWxsLWtpbGwtMTI="

// program builds the real binary once for all tests.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tuntas-kill-")
	if err != nil {
		return "", err
	}
	out := filepath.Join(dir, "tuntas")
	cmd := exec.Command("go", "build", "-o", out, "tuntas/cmd/tuntas")
	cmd.Stderr = os.Stderr
	return out, cmd.Run()
})

// kills is how often each database's server is killed: 10 in every run, TUNTAS_KILLS in the proof.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("TUNTAS_KILLS"))
	if err != nil || n < 1 {
		return 10
	}
	return n
}

// installation is a scratch installation that servers are started on and killed.
type installation struct {
	dir, url, listen string
	program          string
}

func newInstallation(t *testing.T, dialect string) *installation {
	t.Helper()
	bin, err := program()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	in := &installation{dir: t.TempDir(), program: bin, listen: freeAddress(t)}
	if dialect == "postgres" {
		in.url = pgtest.Database(t, "", nil)
	}
	in.seed(t)
	return in
}

// start runs the server and waits until it answers.
func (in *installation) start(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(in.program, "serve", "--listen", in.listen, "--data", in.dir, "--log-level", "error")
	cmd.Env = append(os.Environ(), "TUNTAS_DATABASE_URL="+in.url, "TUNTAS_SECRET_KEY="+secret,
		"TUNTAS_LIMIT_PER_MINUTE=1000000", "TUNTAS_LIMIT_BURST=1000000", "TUNTAS_LIMIT_SUBMIT=1000000")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 600 {
		if get("http://"+in.listen+"/healthz") == 200 {
			return cmd
		}
		time.Sleep(20 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	t.Fatal("the server does not answer")
	return nil
}

func TestKillLosesNothing(t *testing.T) {
	for _, dialect := range dbtest.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			in := newInstallation(t, dialect)
			book := &ledger{}
			for range kills(t) {
				cmd := in.start(t)
				ctx, stop := context.WithCancel(t.Context())
				var clients sync.WaitGroup
				for c := range 8 {
					clients.Go(func() { book.submit(ctx, in.listen, c) })
				}
				time.Sleep(time.Duration(100+rand.IntN(400)) * time.Millisecond)
				_ = cmd.Process.Kill() // no chance to say goodbye
				_ = cmd.Wait()
				stop()
				clients.Wait()
			}
			cmd := in.start(t)
			book.resend(t, in.listen)
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			if len(book.answered) < kills(t) {
				t.Fatalf("only %d submissions were answered: the test proves nothing", len(book.answered))
			}
			in.check(t, book)
			t.Logf("%d kills, %d submissions answered, %d with files, %d sent again", kills(t), len(book.answered), book.files(), book.resent)
		})
	}
}

// A polite stop finishes what was accepted: no client is left without its answer.
func TestStopFinishesWhatWasAccepted(t *testing.T) {
	for _, dialect := range dbtest.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			in := newInstallation(t, dialect)
			cmd := in.start(t)
			book := &ledger{}
			ctx, stop := context.WithCancel(t.Context())
			var clients sync.WaitGroup
			for c := range 8 {
				clients.Go(func() { book.submit(ctx, in.listen, c) })
			}
			time.Sleep(300 * time.Millisecond)
			_ = cmd.Process.Signal(syscall.SIGTERM)
			if err := cmd.Wait(); err != nil {
				t.Errorf("the server ended with %v", err)
			}
			stop()
			clients.Wait()
			if broken := book.cut; broken > 0 {
				t.Errorf("%d requests were cut off in the middle", broken)
			}
			in.check(t, book)
		})
	}
}
