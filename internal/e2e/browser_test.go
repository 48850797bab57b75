package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// window says how a person looks at the pages.
type window struct {
	width, height int64
	phone         bool // touch, and the page as wide as the screen
	dark          bool
	noScript      bool
}

func phone() window { return window{width: 360, height: 740, phone: true} }
func desk() window  { return window{width: 1280, height: 800} }

// page is the browser of one person: a window with cookies of its own.
type page struct {
	t     *testing.T
	ctx   context.Context
	s     *server
	scope string // selector of the part that is looked at
	heard *complaints
	blind bool // runs no scripts
}

// complaints are what the browser's console said that nobody should read there.
type complaints struct {
	mu   sync.Mutex
	said []string
	docs map[string]bool // addresses of pages that answered with an error; the test asked for them
	s    *server
}

// newPage opens a window. What its console complained about fails the test when it ends.
func newPage(t *testing.T, s *server, w window) *page {
	t.Helper()
	parent := needBrowser(t)
	heard := &complaints{docs: map[string]bool{}, s: s}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(heard.hear))
	p := &page{t: t, ctx: ctx, s: s, scope: "body", heard: heard}
	t.Cleanup(func() {
		if t.Failed() {
			p.shoot("failed-" + strings.NewReplacer("/", "_", " ", "_").Replace(t.Name()) + p.id())
		}
		cancel()
		for _, line := range heard.all() {
			t.Errorf("the console says: %s", line)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // the window lives as long as the context of the first step
		t.Fatal(err)
	}
	p.look(w)
	return p
}

// look changes how the person looks at the pages.
func (p *page) look(w window) {
	p.t.Helper()
	p.blind = w.noScript
	var mobile []chromedp.EmulateViewportOption
	if w.phone {
		mobile = append(mobile, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	theme := "light"
	if w.dark {
		theme = "dark"
	}
	p.do(chromedp.EmulateViewport(w.width, w.height, mobile...))
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: w.noScript})
}

// id tells the windows of a test apart.
func (p *page) id() string { return fmt.Sprintf("-%p", p.heard) }

// shoot leaves a picture of the page for people to look at, if they said where.
func (p *page) shoot(name string) {
	dir := os.Getenv("TUNTAS_E2E_SHOTS")
	if dir == "" {
		return
	}
	ctx, stop := p.limited()
	defer stop()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600)
	}
	if err != nil {
		p.t.Logf("no picture of %s: %v", name, err)
	}
}

// in returns the same window, looked at in a part of the page only.
func (p *page) in(selector string) *page {
	q := *p
	q.scope = selector
	return &q
}

// limited is a context for one step.
func (p *page) limited() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, 30*time.Second)
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, stop := p.limited()
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// value evaluates an expression in the page.
func value[T any](p *page, expression string) T {
	p.t.Helper()
	v, err := try[T](p, expression)
	if err != nil {
		p.t.Fatalf("%v\nin: %.300s", err, expression)
	}
	return v
}

// try evaluates an expression in a page that may be changing.
func try[T any](p *page, expression string) (T, error) {
	ctx, stop := p.limited()
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// hear notes what the console should not say. It runs inside the reader of the browser's messages.
func (c *complaints) hear(ev any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument && ev.Response.Status >= 400 {
			c.docs[ev.Response.URL] = true
		}
	case *runtime.EventExceptionThrown:
		c.said = append(c.said, "exception: "+ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning {
			c.said = append(c.said, fmt.Sprintf("%s: %s", ev.Type, ev.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level != log.EntryLevelError && ev.Entry.Level != log.EntryLevelWarning {
			return
		}
		c.said = append(c.said, fmt.Sprintf("%s %s: %s %s", ev.Entry.Source, ev.Entry.Level, ev.Entry.Text, ev.Entry.URL))
	}
}

// all returns the complaints, without those about pages that are errors by design.
func (c *complaints) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []string
	for _, line := range c.said {
		// A picture that was still on its way when the test itself stopped the program is no fault of the page.
		designed := c.s != nil && c.s.restarted && strings.Contains(line, "ERR_CONNECTION_REFUSED")
		page, _, _ := strings.Cut(line, "#") // the place on a page is not part of what was asked for
		for url := range c.docs {
			designed = designed || strings.Contains(line, "responded with a status of") && strings.HasSuffix(page, " "+url)
		}
		if !designed {
			out = append(out, line)
		}
	}
	return out
}
