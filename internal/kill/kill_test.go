package kill

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/sqldb/pgtest"
)

// secret is the key of a scratch installation; nothing in it is anybody's.
const secret = "a2lsbC1raWxsLWtpbGwta2lsbC1raWxsLWtpbGwtMTI="

// program is where TestMain put the real binary; it is written once, before any test.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run builds the real binary once for all tests.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "tuntas-kill-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // a folder left behind harms no test
	program = filepath.Join(dir, "tuntas")
	if all, err := exec.Command("go", "build", "-o", program, "tuntas/cmd/tuntas").CombinedOutput(); err != nil { //nolint:gosec,noctx // our own program
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, all)
		return 1
	}
	return m.Run()
}

// kills is how often each database's server is killed: 10 in every run, TUNTAS_KILLS in the proof.
func kills() int {
	n, err := strconv.Atoi(os.Getenv("TUNTAS_KILLS"))
	if err != nil || n < 1 {
		return 10
	}
	return n
}

// installation is a scratch installation that servers are started on and killed.
type installation struct {
	dir, url, listen string
	post             *post
	token            string // of an officer of the national desk
}

func newInstallation(t *testing.T, dialect string) *installation {
	t.Helper()
	in := &installation{dir: t.TempDir(), listen: freeAddress(t), post: newPost(t)}
	if dialect == "postgres" {
		in.url = pgtest.Database(t, "", nil)
	}
	in.seed(t)
	return in
}

// launch runs the server and does not wait.
func (in *installation) launch(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(program, "serve", "--listen", in.listen, "--data", in.dir, "--log-level", "error") //nolint:gosec,noctx // our own program; it is killed
	cmd.Env = append(os.Environ(), "TUNTAS_DATABASE_URL="+in.url, "TUNTAS_SECRET_KEY="+secret, "TUNTAS_SMTP_URL=smtp://"+in.post.addr, "TUNTAS_MAIL_FROM="+from,
		"TUNTAS_TRUSTED_PROXIES=127.0.0.1", "TUNTAS_LIMIT_PER_MINUTE=1000000", "TUNTAS_LIMIT_BURST=1000000", "TUNTAS_LIMIT_SUBMIT=1000000", "TUNTAS_LIMIT_MIN_FREE_MB=1")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// start runs the server and waits until it answers.
func (in *installation) start(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := in.launch(t)
	for range 1500 {
		if get("http://"+in.listen+"/healthz") == 200 {
			return cmd
		}
		time.Sleep(20 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	t.Fatal("the server does not answer")
	return nil
}

// die gives the server no chance to say goodbye.
func die(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // it may be gone already
	_ = cmd.Wait()         // says that it was killed
}

func TestKillLosesNothing(t *testing.T) {
	for _, dialect := range dbtest.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			in := newInstallation(t, dialect)
			book := &ledger{token: in.token}
			for round := range kills() {
				if round%5 == 4 { // also while it starts
					cmd := in.launch(t)
					time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond)
					die(cmd)
				}
				cmd := in.start(t)
				wait := book.crowd(in.listen, round)
				book.until(8 + rand.IntN(60))
				die(cmd)
				wait()
			}
			cmd := in.start(t)
			again := book.resend(t, in.listen)
			die(cmd)
			if n := len(book.with(answered, sent)); n < kills() || len(book.with(answered, file)) == 0 || len(book.with(answered, reply)) == 0 || len(book.with(answered, verify)) == 0 {
				t.Fatalf("only %d submissions were answered: the test proves nothing", n)
			}
			for _, err := range book.no {
				t.Error(err)
			}
			letters, twice := in.check(t, book)
			t.Logf("%d kills; answered: %d submissions, %d files, %d replies, %d verifications; %d sent again; %d letters, %d of them twice", kills(),
				len(book.with(answered, sent)), len(book.with(answered, file)), len(book.with(answered, reply)), len(book.with(answered, verify)), again, letters, twice)
		})
	}
}

// A polite stop finishes what was accepted: whatever the database took, its client was told.
func TestStopFinishesWhatWasAccepted(t *testing.T) {
	for _, dialect := range dbtest.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			in := newInstallation(t, dialect)
			book := &ledger{token: in.token}
			for round := range 3 {
				cmd := in.start(t)
				wait := book.crowd(in.listen, round)
				book.until(10 + rand.IntN(40))
				began := time.Now()
				if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
					t.Error(err)
				}
				if err := cmd.Wait(); err != nil {
					t.Errorf("the server ended with %v", err)
				}
				if took := time.Since(began); took > 30*time.Second {
					t.Errorf("it took %v to stop", took)
				}
				wait()
			}
			if len(book.with(answered, sent)) < 10 {
				t.Fatal("hardly anything was answered: the test proves nothing")
			}
			in.checkToldAll(t, book)
			in.check(t, book)
		})
	}
}
