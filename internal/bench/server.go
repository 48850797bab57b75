package bench

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a child process that answers on addr.
type server struct {
	addr    string
	cmd     *exec.Cmd
	startMS float64
}

// start runs the program with args and waits for its first answer.
func start(ctx context.Context, o Options, args ...string) (*server, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := ln.Addr().String()
	if err := ln.Close(); err != nil {
		return nil, err
	}
	args = append(args, "--listen", addr, "--data", o.Dir, "--log-level", "error")
	if o.Profile != "" && args[0] == "serve" { // the bare handlers have nothing to show
		args = append(args, "--cpu-profile", o.Profile)
	}
	cmd := exec.CommandContext(ctx, o.Binary, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 30 * time.Second
	cmd.Env = append(os.Environ(), "TUNTAS_LIMIT_PER_MINUTE=1000000000", "TUNTAS_LIMIT_BURST=1000000000", "TUNTAS_LIMIT_SUBMIT=1000000000", "TUNTAS_LIMIT_IN_FLIGHT=4096", "TUNTAS_DATABASE_URL="+o.DatabaseURL, "TUNTAS_SECRET_KEY="+secret)
	cmd.Stderr = os.Stderr
	begun := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{addr: addr, cmd: cmd}
	for time.Since(begun) < 60*time.Second { //nolint:forbidigo // as above
		c := &client{addr: addr}
		status, _, err := c.do("GET", "/healthz", "", nil)
		c.close()
		if err == nil && status == 200 {
			s.startMS = float64(time.Since(begun).Microseconds()) / 1000 //nolint:forbidigo // as above
			return s, nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("bench: the server did not answer on %s", addr)
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// memory returns resident memory now and at its peak, in MB.
func (s *server) memory() (now, peak float64) {
	b, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(s.cmd.Process.Pid), "status"))
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.ParseFloat(f[1], 64)
		switch f[0] {
		case "VmRSS:":
			now = kb / 1024
		case "VmHWM:":
			peak = kb / 1024
		}
	}
	return now, peak
}

// cpu returns the processor time the server has used. On Linux a tick is 10 ms.
func (s *server) cpu() time.Duration {
	b, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(s.cmd.Process.Pid), "stat"))
	_, rest, _ := strings.Cut(string(b), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(f[11], 10, 64)
	sys, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+sys) * 10 * time.Millisecond
}

// secret is the key of a scratch installation; nothing in it is anybody's.
const secret = "YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtMTI="
