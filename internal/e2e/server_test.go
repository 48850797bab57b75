package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tuntas/internal/sqldb/pgtest"
)

// server is the real program, started as an operator starts the demo.
type server struct {
	url, dir, listen string
	program          string
	database         string // URL; SQLite in dir when empty
	offset           time.Duration
	mail             *mailbox
	log              *record
	cmd              *exec.Cmd
	ended            chan error // of the process
	restarted        bool       // by the test itself
}

// record keeps all that a process said.
type record struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all.String()
}

// newServer prepares a server on a free port.
func (l *lab) newServer(dir, database string, mail *mailbox) (*server, error) {
	program, err := l.program()
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	listen := ln.Addr().String()
	if err := ln.Close(); err != nil {
		return nil, err
	}
	return &server{url: "http://" + listen, listen: listen, dir: dir, program: program, database: database, offset: l.offset, mail: mail, log: &record{}}, nil
}

// environment is the machine's without settings that its owner made for Tuntas, and the test's.
func (s *server) environment(later time.Duration) []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TUNTAS_") {
			env = append(env, v)
		}
	}
	return append(env, "TUNTAS_CLOCK_OFFSET="+(s.offset+later).String(), "TUNTAS_DATABASE_URL="+s.database,
		"TUNTAS_SECRET_KEY=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
		"TUNTAS_SMTP_URL="+s.mail.url, "TUNTAS_MAIL_FROM=Tuntas <lapor@tuntas.example>",
		"TUNTAS_LIMIT_PER_MINUTE=1000000", "TUNTAS_LIMIT_BURST=100000") // all people of a test come from one address
}

// start runs the program until it answers; later moves its clock further on.
func (s *server) start(later time.Duration) error {
	s.cmd = exec.Command(s.program, "demo", "--data", s.dir, "--listen", s.listen)
	s.cmd.Env = s.environment(later)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func(cmd *exec.Cmd) { ended <- cmd.Wait() }(s.cmd)
	s.ended = ended
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-ended:
			s.cmd = nil
			return fmt.Errorf("the program ended at once: %w; it said:\n%s", err, s.log)
		default:
		}
		res, err := http.Get(s.url + "/readyz")
		if err != nil {
			continue
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return nil
		}
	}
	return errors.Join(fmt.Errorf("the program does not answer; it said:\n%s", s.log), s.stop())
}

// stop asks the program to end, and minds how it does.
func (s *server) stop() error {
	if s.cmd == nil {
		return nil
	}
	cmd := s.cmd
	s.cmd = nil
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := <-s.ended; err != nil {
		return fmt.Errorf("the program ended badly: %w; it said:\n%s", err, s.log)
	}
	return nil
}

// restart stops the program and starts it with its clock moved on.
func (s *server) restart(t *testing.T, later time.Duration) {
	t.Helper()
	s.restarted = true
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.start(later); err != nil {
		t.Fatal(err)
	}
}

// onBoth runs a test on a fresh country in an SQLite file, and on one in PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, s *server)) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			database := ""
			if kind == "postgres" {
				database = pgtest.Database(t, "", nil)
			}
			onFresh(t, database, func(s *server) { test(t, s) })
		})
	}
}

// onFresh runs a test on a country of its own, whose clock it may move.
func onFresh(t *testing.T, database string, test func(s *server)) {
	t.Helper()
	mail, err := openMail()
	if err != nil {
		t.Fatal(err)
	}
	defer mail.close()
	s, err := shared.newServer(filepath.Join(t.TempDir(), "data"), database, mail)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.start(0); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}()
	test(s)
}
