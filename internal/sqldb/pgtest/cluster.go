package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Config says what kind of cluster to start.
type Config struct {
	// Durable keeps the flushes to disk on, for measurements. Tests do
	// without: the cluster does not outlive them.
	Durable bool
}

// Cluster is a running throwaway PostgreSQL cluster.
type Cluster struct {
	URL  string // of the superuser, database postgres
	cmd  *exec.Cmd
	life io.Closer // the server lives as long as this pipe is open
}

// supervise runs the server until its standard input ends, which happens when
// the process that started it ends, however it ends; then it stops the server
// and removes the folder. Signals from the terminal are left to that process.
const supervise = `trap '' INT HUP TERM
bin=$1 dir=$2
shift 2
"$bin/postgres" -D "$dir/data" "$@" >"$dir/log" 2>&1 </dev/null &
pid=$!
cat >/dev/null
kill -QUIT $pid 2>/dev/null
wait $pid
rm -rf "$dir"`

// Start makes a cluster in a temporary folder and starts it on a socket in that
// folder. It returns ErrAbsent when the programs are not installed. As root it
// runs the server as another user, because PostgreSQL refuses root.
func Start(ctx context.Context, c Config) (_ *Cluster, err error) {
	bin, err := findBin()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "tuntas-pg-")
	if err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	who, err := owner(dir)
	if err == nil {
		err = initdb(ctx, bin, dir, who)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	args := []string{"-c", supervise, "sh", bin, dir,
		"-c", "listen_addresses=", "-c", "unix_socket_directories=" + dir, "-c", "port=5432",
		"-c", "max_connections=300", "-c", "shared_buffers=64MB", "-c", "jit=off", "-c", "timezone=UTC",
		"-c", "lc_messages=C", "-c", "log_min_messages=fatal"}
	if !c.Durable {
		args = append(args, "-c", "autovacuum=off", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	cmd := exec.Command("/bin/sh", args...) //nolint:gosec,noctx // fixed script; it must outlive ctx
	cmd.Dir = dir
	who.apply(cmd)
	life, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("pgtest: %w", err), os.RemoveAll(dir))
	}
	cl := &Cluster{cmd: cmd, life: life,
		URL: "postgres:///postgres?" + url.Values{"host": {dir}, "port": {"5432"}, "user": {"postgres"}}.Encode()}
	if err := cl.waitReady(ctx); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log")) //nolint:gosec // our own folder
		return nil, errors.Join(fmt.Errorf("pgtest: server does not answer: %w\n%s", err, log), cl.Stop())
	}
	return cl, nil
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	err := c.life.Close()
	if werr := c.cmd.Wait(); werr != nil {
		err = errors.Join(err, fmt.Errorf("pgtest: stop: %w", werr))
	}
	return err
}

func (c *Cluster) waitReady(ctx context.Context) error {
	for {
		conn, err := pgx.Connect(ctx, c.URL)
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func initdb(ctx context.Context, bin, dir string, who identity) error {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), //nolint:gosec // found by us
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	cmd.Dir = dir
	who.apply(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("pgtest: initdb: %w\n%s", err, out)
	}
	return nil
}

// findBin returns the folder of the newest initdb: the places of Debian, of
// Red Hat and of Homebrew, then the search path.
func findBin() (string, error) {
	var dirs []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", fmt.Errorf("pgtest: %w", err)
		}
		dirs = append(dirs, found...)
	}
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			return dir, nil
		}
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(p), nil
		}
	}
	return "", ErrAbsent
}

// version returns the number in a path such as /usr/lib/postgresql/17/bin.
func version(dir string) int {
	digits := strings.FieldsFunc(dir, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(digits[0]) // digits only
	return n
}

// identity is the user to run the server as; the zero value is ourselves.
type identity struct{ uid, gid uint32 }

// owner returns who shall run the server and gives the folder to them.
func owner(dir string) (identity, error) {
	if os.Geteuid() != 0 {
		return identity{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2, os.Chown(dir, int(uid), int(gid))); err != nil {
			return identity{}, fmt.Errorf("pgtest: user %s: %w", name, err)
		}
		return identity{uint32(uid), uint32(gid)}, nil
	}
	return identity{}, errors.New("pgtest: PostgreSQL does not run as root and there is no user postgres or nobody")
}
