package main

import (
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tab is a page in a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string
}

func (b tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, a := range actions {
		if err := chromedp.Do(b.ctx, a); err != nil {
			b.t.Fatal(err)
		}
	}
}

// wait until a condition in the page holds.
func (b tab) wait(condition string) {
	b.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err != nil {
			b.t.Fatalf("%s: %v", condition, err)
		}
		if ok {
			return
		}
		if time.Now().After(deadline) {
			text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.querySelector('main').innerText"))
			b.t.Fatalf("never true: %s\nthe page says:\n%s", condition, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (b tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.url + path))
	b.wait("document.readyState === 'complete'")
}

func (b tab) run(script string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("(() => {"+script+"; return true})()")); err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
}

// enter presses the Enter key as a keyboard does: one event that brings its letter along,
// so that a page that handles the key keeps the form from being sent.
func (b tab) enter() {
	b.t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter", Code: "Enter", Text: "\r", WindowsVirtualKeyCode: 13}
	up := down
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	for _, e := range []input.DispatchKeyEventParams{down, up} {
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, e); err != nil {
			b.t.Fatal(err)
		}
	}
}

// start opens a browser that looks at the stories. Chromium must be installed.
func start(t *testing.T) tab {
	t.Helper()
	srv := httptest.NewServer(handler())
	t.Cleanup(srv.Close)
	ctx, stop := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.NoFirstRun))
	t.Cleanup(quit)
	return tab{t, ctx, srv.URL}
}

// TestReflow: no page needs scrolling sideways, neither on a screen of 320 pixels nor with
// letters twice as large on one of 360.
func TestReflow(t *testing.T) {
	b := start(t)
	for _, c := range []struct {
		width int64
		zoom  string
	}{{320, "100%"}, {360, "200%"}, {1280, "200%"}} {
		b.do(chromedp.EmulateViewport(c.width, 740))
		for _, s := range stories() {
			b.open(s.Path)
			b.run("document.documentElement.style.fontSize = '" + c.zoom + "'")
			wide, err := chromedp.Run(b.ctx, chromedp.Evaluate[int64]("document.documentElement.scrollWidth"))
			if err != nil {
				t.Fatal(err)
			}
			if wide > c.width {
				worst, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.trap, .vh')).map(e => e.outerHTML.slice(0, 90)).slice(-1).join()"))
				t.Errorf("%s at %d pixels and %s is %d wide: %s (%v)", s.Path, c.width, c.zoom, wide, worst, err)
			}
		}
	}
}

// TestScripts drives what the scripts add, in a real browser with the product's content
// security policy.
func TestScripts(t *testing.T) {
	b := start(t)
	b.open("/lapor")
	said := listen(b.ctx)
	for _, c := range []struct {
		name string
		f    func(tab)
	}{
		{"draft and counter", draft}, {"photos", photos}, {"suggestions", suggestions}, {"location", location},
		{"privacy", privacy}, {"receipt", cleared}, {"no signal", offline}, {"mistakes", mistakes},
	} {
		t.Run(c.name, func(t *testing.T) { c.f(tab{t, b.ctx, b.url}) })
	}
	for _, f := range said() {
		t.Errorf("the browser complains: %s", f.What)
	}
}

func draft(b tab) {
	b.open("/lapor")
	b.wait("document.querySelector('[data-saved]').hidden")
	b.do(chromedp.SendKeys("#body", "Lampu jalan padam sejak kemarin"))
	b.wait("document.querySelector('#body-note').textContent === 'Sisa 9.969 huruf'")
	b.wait("!document.querySelector('[data-saved]').hidden")
	b.open("/lapor")
	b.wait("document.querySelector('#body').value === 'Lampu jalan padam sejak kemarin'")
	b.open("/lapor/isi")
	b.wait("document.querySelector('#body').value.startsWith('Jalan Melati')") // what the server knows is newer
	b.open("/lapor")
	b.do(chromedp.SendKeys("#body", " sore"))
	b.wait("!document.querySelector('[data-saved]').hidden")
	b.do(chromedp.Click("[data-forget]"))
	b.wait("document.querySelector('[data-saved]').hidden && localStorage.length === 0 && document.activeElement.id === 'body'")
	b.run("document.querySelector('#body').value = 'x'.repeat(10001); document.querySelector('#body').dispatchEvent(new Event('input', {bubbles: true}))")
	b.wait("document.querySelector('#body-note').textContent === 'Kelebihan 1 huruf'")
	b.run("localStorage.clear()")
}

// noise makes a photo that is hard to make small, w x h pixels.
func noise(t *testing.T, w, h int) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			v := uint8(r.Uint32())
			m.SetRGBA(x, y, color.RGBA{v, uint8(x / 8), uint8(y / 8), 255})
		}
	}
	path := filepath.Join(t.TempDir(), "foto.jpg")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return path
}

func photos(b tab) {
	big := noise(b.t, 2400, 1800)
	pdf := filepath.Join(b.t.TempDir(), "surat.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.4\n"+strings.Repeat("x", 5000)), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.open("/lapor")
	b.do(chromedp.SetUploadFiles("#files", []string{big, pdf}))
	b.wait("document.querySelectorAll('[data-chosen] button').length === 2")
	b.wait("/ MB menjadi \\d+ kB/.test(document.querySelector('[data-chosen] small').textContent)")
	b.wait("document.querySelector('[data-chosen] canvas.thumb').width === 160")
	b.wait("document.querySelector('#files').files.length === 2 && document.querySelector('#files').files[0].size <= 250000 && document.querySelector('#files').files[0].type === 'image/jpeg'")
	b.wait("document.querySelector('#files').files[1].name === 'surat.pdf' && document.querySelector('#files').files[1].size === 5009")
	b.do(chromedp.SetUploadFiles("#camera", []string{big}))
	b.wait("document.querySelector('#files').files.length === 3 && document.querySelector('#camera').files.length === 0")
	b.do(chromedp.Click("[data-chosen] li:nth-child(2) button"))
	b.wait("document.querySelector('#files').files.length === 2 && [...document.querySelector('#files').files].every(f => f.name === 'foto.jpg')")
	b.wait("document.querySelector('[data-many]').hidden")
	b.do(chromedp.SetUploadFiles("#files", []string{pdf, pdf, pdf, pdf}))
	b.wait("document.querySelector('#files').files.length === 5 && !document.querySelector('[data-many]').hidden")
	b.do(chromedp.Click("[data-chosen] li:nth-child(2) button"))
	b.wait("document.querySelector('#files').files.length === 4 && document.querySelector('[data-many]').hidden")
	b.open("/laporan/dijawab")
	b.wait("document.querySelector('label[for=reply-files]').className === 'btn alt sm' && document.querySelector('#reply-files').getBoundingClientRect().width <= 2")
	b.do(chromedp.SetUploadFiles("#reply-files", []string{pdf}))
	b.wait("document.querySelectorAll('[data-chosen] button').length === 1")
}

func suggestions(b tab) {
	b.open("/lapor/lokasi")
	b.wait("document.querySelector('#place').getAttribute('role') === 'combobox'")
	b.do(chromedp.SendKeys("#place", "cibad"))
	b.wait("document.querySelectorAll('#place-list [role=option]').length === 2 && document.querySelector('#place').getAttribute('aria-expanded') === 'true'")
	b.do(chromedp.SendKeys("#place", kb.ArrowDown+kb.ArrowDown))
	b.wait("document.getElementById(document.querySelector('#place').getAttribute('aria-activedescendant')).getAttribute('aria-selected') === 'true'")
	b.enter()
	b.wait("document.querySelector('[name=region]').value === '32.73.18.1002' && document.querySelector('#place').value.startsWith('Cibaduyut Kidul') && document.querySelector('#place-list').hidden")
	b.do(chromedp.SendKeys("#place", "a")) // had Enter sent the form, the list would not come back
	b.wait("document.querySelector('[name=region]').value === ''")
	b.wait("!document.querySelector('#place-list').hidden")
	b.do(chromedp.SendKeys("#place", kb.Escape))
	b.wait("document.querySelector('#place-list').hidden && document.querySelector('#place').getAttribute('aria-expanded') === 'false'")
	b.run("document.querySelector('#place').value = ''")
	b.do(chromedp.SendKeys("#place", "xyz"))
	b.wait("document.querySelector('[data-combo] [role=status]').textContent.startsWith('Belum ada yang cocok')")
	b.do(chromedp.SendKeys("#place", kb.Backspace+kb.Backspace+kb.Backspace+"cibad"))
	b.wait("document.querySelectorAll('#place-list [role=option]').length === 2")
	b.do(chromedp.Click("#place-list li"))
	b.wait("document.querySelector('[name=region]').value === '32.73.18.1001'")
}

func location(b tab) {
	lat, lng, accuracy := -6.9534, 107.5921, 37.0
	b.open("/lapor/lokasi")
	allow := browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: "geolocation"}, Setting: browser.PermissionSettingGranted, Origin: b.url}
	if _, err := chromedp.CallBrowser(b.ctx, browser.SetPermission, allow); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Latitude: &lat, Longitude: &lng, Accuracy: &accuracy}); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.Click("[data-place] button"))
	b.wait("document.querySelector('[name=lat]').value === '-6.953400' && document.querySelector('[name=lng]').value === '107.592100' && document.querySelector('[name=accuracy]').value === '37'")
	b.wait("document.querySelector('[data-place] [role=status]').textContent === 'Lokasi terbaca, ketepatannya kira-kira 40 meter.'")
	b.wait("getComputedStyle(document.querySelector('.when .row')).display === 'none'")
	b.do(chromedp.Click("label[for=when-3]"))
	b.wait("getComputedStyle(document.querySelector('.when .row')).display === 'flex'")
}

func privacy(b tab) {
	shown := func(f string) string {
		return "[...document.querySelectorAll('.fate')].filter(e => e.offsetParent).map(e => e.dataset.f).join() === '" + f + "'"
	}
	b.open("/lapor/kontak")
	b.run("localStorage.setItem('tuntas.draft.tell', '{}'); localStorage.setItem('other', '1')")
	b.wait(shown("open"))
	b.do(chromedp.Click("label[for=hide-2]"))
	b.wait(shown("hidden") + " && !document.querySelector('#show_name').offsetParent && localStorage.length === 2")
	b.do(chromedp.Click("label[for=secret-2]"))
	b.wait(shown("both") + " && localStorage.getItem('tuntas.draft.tell') === null && localStorage.getItem('other') === '1'")
	b.do(chromedp.Click("label[for=hide]"))
	b.wait(shown("secret"))
	b.do(chromedp.Click("label[for=secret]"), chromedp.Click("label[for=secret-2]"), chromedp.Click("label[for=keep_draft]"))
	b.run("localStorage.setItem('tuntas.draft.tell', '{}')")
	b.do(chromedp.Click("label[for=hide-2]"))
	b.wait(shown("both") + " && localStorage.getItem('tuntas.draft.tell') === '{}'")
	b.run("localStorage.clear()")
}

func cleared(b tab) {
	b.open("/lapor")
	b.do(chromedp.SendKeys("#body", "Lampu jalan padam"))
	b.wait("localStorage.length === 1")
	b.open("/lapor/diterima")
	b.wait("localStorage.length === 0 && !document.querySelector('[data-print]').hidden && !document.querySelector('[data-copy]').hidden")
}

func offline(b tab) {
	b.open("/lapor/isi")
	b.wait("document.querySelector('[data-offline]').hidden")
	set := func(off bool) {
		if _, err := chromedp.Call(b.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}); err != nil {
			b.t.Fatal(err)
		}
	}
	set(true)
	b.wait("!document.querySelector('[data-offline]').hidden")
	b.run("window.sent = 0; document.querySelector('form[data-draft]').addEventListener('submit', e => { window.sent += e.defaultPrevented ? 0 : 1; e.preventDefault() })")
	b.do(chromedp.Click("form[data-draft] .act button"))
	b.wait("window.sent === 0 && location.pathname === '/lapor/isi'")
	set(false)
	b.wait("document.querySelector('[data-offline]').hidden")
	b.do(chromedp.Click("form[data-draft] .act button"))
	b.wait("window.sent === 1")
}

// mistakes: the summary has the focus, its link leads to the field, the skip link is first.
func mistakes(b tab) {
	b.open("/lapor/salah")
	b.wait("document.activeElement.className === 'errsum'")
	b.do(chromedp.Click(".errsum a"))
	b.wait("document.activeElement.id === 'body'")
	b.open("/bantuan")
	b.do(chromedp.KeyEvent(kb.Tab))
	b.wait("document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().top >= 0")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.wait("location.hash === '#isi'")
	b.do(chromedp.KeyEvent(kb.Tab))
	b.wait("document.querySelector('main').contains(document.activeElement)")
}
