package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// glance is a way of looking at a page.
type glance struct {
	width, height int64
	theme         string // "light" or "dark"
	lang          string
}

// finding is something wrong with a page.
type finding struct{ Page, What string }

// viewer looks at pages in a real browser.
type viewer struct {
	shots string // folder for pictures, none when empty
	axe   string // the accessibility checker's script, none when empty
	only  string // looks at pages whose path holds this
}

// glances are the ways in which every page is looked at.
func glances() []glance {
	return []glance{
		{360, 740, "light", "id"}, {360, 740, "dark", "en"},
		{1280, 800, "light", "id"}, {1280, 800, "dark", "id"},
	}
}

// look opens all stories and returns what is wrong with them. It returns an error when
// no browser can be started.
func (v viewer) look(ctx context.Context, ways []glance) ([]finding, error) {
	srv := httptest.NewServer(handler())
	defer srv.Close()
	ctx, stop := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.NoFirstRun))
	defer stop()
	said := listen(ctx)
	var out []finding
	for _, g := range ways {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: g.theme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			return nil, err
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(g.width, g.height, chromedp.EmulateScale(1))); err != nil {
			return nil, err
		}
		for _, s := range stories() {
			if !strings.Contains(s.Path, v.only) {
				continue
			}
			found, err := v.one(ctx, srv.URL+s.Path+"?bahasa="+g.lang, g, name(s.Path, g))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.Path, err)
			}
			out = append(out, found...)
		}
	}
	return append(out, said()...), nil
}

func name(path string, g glance) string {
	return fmt.Sprintf("%s-%d-%s", strings.Trim(strings.ReplaceAll(path, "/", "_"), "_"), g.width, g.theme)
}

func (v viewer) one(ctx context.Context, address string, g glance, name string) ([]finding, error) {
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return nil, err
	}
	var out []finding
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
	if err != nil {
		return nil, err
	}
	if int64(wide) > g.width {
		out = append(out, finding{name, fmt.Sprintf("is %d wide in a window of %d", wide, g.width)})
	}
	if v.shots != "" {
		if err := v.shoot(ctx, name); err != nil {
			return nil, err
		}
	}
	if v.axe == "" {
		return out, nil
	}
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](v.axe+axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	for _, f := range faults {
		out = append(out, finding{name, f})
	}
	return out, nil
}

// axeRun runs the checker and tells each fault with the elements that have it.
const axeRun = `;axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})` +
	`.then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ").slice(0, 200)).join(" | ")))`

func (v viewer) shoot(ctx context.Context, name string) error {
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(v.shots, name+".png"), png, 0o644)
}

// listen gathers what the browser complains about while pages are open.
func listen(ctx context.Context) func() []finding {
	var mu sync.Mutex
	var out []finding
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			mu.Lock()
			out = append(out, finding{"console", m.String()})
			mu.Unlock()
		}
	}()
	return func() []finding {
		mu.Lock()
		defer mu.Unlock()
		return out
	}
}
