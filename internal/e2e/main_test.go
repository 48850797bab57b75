package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// lab is what all tests of a run share: building the program, starting the browser and filling a country
// with reports take longer than most tests, so each is done at most once, when it is first asked for.
type lab struct {
	dir     string
	offset  time.Duration // added to the machine's clock, see opening
	program func() (string, error)
	browser func() (context.Context, error)
	country func() (*server, error)
	ends    []func() error
}

// opening is the moment at which every server of a run opens: a Monday morning with no holiday near, so
// that deadlines are the same whenever the tests run.
func opening() time.Time { return time.Date(2026, time.November, 23, 3, 0, 0, 0, time.UTC) }

// shared is set by TestMain before the first test: testing has no other scope that outlives one.
var shared *lab

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "tuntas-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(1)
	}
	l := &lab{dir: dir, offset: time.Until(opening()).Round(time.Second)}
	l.program = sync.OnceValues(l.build)
	l.browser = sync.OnceValues(l.launch)
	l.country = sync.OnceValues(l.found)
	shared = l
	code := m.Run()
	if err := l.end(); err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

// end takes down what was set up, last first.
func (l *lab) end() error {
	var errs []error
	for i := len(l.ends) - 1; i >= 0; i-- {
		errs = append(errs, l.ends[i]())
	}
	return errors.Join(append(errs, os.RemoveAll(l.dir))...)
}

// build makes the program that is tested, unless TUNTAS_E2E_PROGRAM names one, such as a release or one with the race detector.
func (l *lab) build() (string, error) {
	if ready := os.Getenv("TUNTAS_E2E_PROGRAM"); ready != "" {
		return ready, nil
	}
	path := filepath.Join(l.dir, "tuntas")
	out, err := exec.Command("go", "build", "-o", path, "tuntas/cmd/tuntas").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}

// errNoBrowser: nothing here can show a page.
var errNoBrowser = errors.New("no Chromium was found; install it (Debian and Ubuntu: apt-get install chromium)")

// launch starts the one browser of the run. Every person in a test gets a window of their own with its own cookies.
func (l *lab) launch() (context.Context, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errNoBrowser
	}
	opts := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("accept-lang", "id-ID,id"), chromedp.UserDataDir(filepath.Join(l.dir, "browser"))}
	for _, name := range []string{"disable-background-networking", "disable-component-update", "disable-sync", "disable-quic", "disable-extensions",
		"disable-default-apps", "disable-dev-shm-usage", "hide-scrollbars", "mute-audio"} {
		opts = append(opts, chromedp.Flag(name, true))
	}
	actx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, quit := chromedp.NewContext(actx)
	l.ends = append(l.ends, func() error { quit(); stop(); return nil })
	return ctx, chromedp.Do(ctx)
}

// found fills the country on SQLite that several tests share. They keep to reports of their own.
func (l *lab) found() (*server, error) {
	mail, err := openMail()
	if err != nil {
		return nil, err
	}
	l.ends = append(l.ends, mail.close)
	s, err := l.newServer(filepath.Join(l.dir, "country"), "", mail)
	if err != nil {
		return nil, err
	}
	l.ends = append(l.ends, s.stop)
	return s, s.start(0)
}

// needBrowser skips a test where there is no browser, except where tests must not be skipped.
func needBrowser(t *testing.T) context.Context {
	t.Helper()
	ctx, err := shared.browser()
	switch {
	case err == nil:
		return ctx
	case errors.Is(err, errNoBrowser) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
	return nil
}

// needCountry returns the shared server.
func needCountry(t *testing.T) *server {
	t.Helper()
	s, err := shared.country()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
