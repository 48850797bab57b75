package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// call sends one command to the browser.
func call[P, R any](p *page, cmd cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, stop := p.limited()
	defer stop()
	r, err := chromedp.Call(ctx, cmd, params)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// open goes to an address and returns the status of the answer.
func (p *page) open(path string) int {
	p.t.Helper()
	ctx, stop := p.limited()
	defer stop()
	res, err := chromedp.Run(ctx, chromedp.NavigateResponse(p.s.url+path))
	if err != nil || res == nil {
		p.t.Fatalf("%s: %v", path, err)
	}
	return int(res.Status)
}

// path is the address of the page without the host.
func (p *page) path() string {
	p.t.Helper()
	return value[string](p, "location.pathname + location.search")
}

// text is all that can be read in the part that is looked at.
func (p *page) text() string {
	p.t.Helper()
	return value[string](p, fmt.Sprintf("(document.querySelector(%s)?.innerText ?? '').replace(/\\s+/g, ' ').trim()", quote(p.scope)))
}

// sees demands words that can be read, and waits for them a while.
func (p *page) sees(words ...string) {
	p.t.Helper()
	p.until(func() string {
		text := p.text()
		for _, w := range words {
			if !strings.Contains(text, w) {
				return fmt.Sprintf("%q is not on %s. It says:\n%s", w, p.path(), text)
			}
		}
		return ""
	})
}

// lacks demands that words cannot be read.
func (p *page) lacks(words ...string) {
	p.t.Helper()
	text := p.text()
	for _, w := range words {
		if strings.Contains(text, w) {
			p.t.Fatalf("%q is on %s. It says:\n%s", w, p.path(), text)
		}
	}
}

// until waits for a condition that says why it does not hold yet.
func (p *page) until(check func() string) {
	p.t.Helper()
	p.within(8*time.Second, check)
}

// within waits for a condition that may take longer by design.
func (p *page) within(patience time.Duration, check func() string) {
	p.t.Helper()
	why := check()
	for deadline := time.Now().Add(patience); why != "" && time.Now().Before(deadline); why = check() {
		time.Sleep(30 * time.Millisecond)
	}
	if why != "" {
		p.t.Fatal(why)
	}
}

// spot is where something can be pressed, in pixels of the window; Why tells that it cannot.
type spot struct {
	X   float64 `json:"x"`
	Y   float64 `json:"y"`
	Why string  `json:"why"`
}

// finding brings an element to the middle of the window and says where it is. An element below something else
// cannot be pressed by anybody, so it is not found.
const finding = `(() => {
  const scope = %s, wanted = %s, want = %s;
  const tidy = (s) => s.replace(/\s+/g, " ").trim();
  const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  const all = [...(document.querySelector(scope)?.querySelectorAll(want) ?? [])].filter(seen);
  const found = all.filter((e) => tidy(e.innerText) === wanted)[0] ?? all.filter((e) => tidy(e.innerText).startsWith(wanted))[0];
  if (!found) return { why: "nothing to press is called " + wanted + "; there are: " + all.map((e) => tidy(e.innerText)).join(" | ") };
  const target = %s;
  if (!target) return { why: wanted + " names nothing" };
  target.scrollIntoView({ block: "center", behavior: "instant" });
  const box = [...target.getClientRects()][0];
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  if (!top || !(target.contains(top) || top.contains(target))) return { why: wanted + " lies below " + (top ? top.outerHTML.slice(0, 200) : "the window") };
  const aim = (window.aim = { hit: false });
  target.addEventListener("click", () => (aim.hit = true), { capture: true, once: true });
  return { x, y, why: "" };
})()`

// find waits until something can be pressed.
func (p *page) find(words, kinds, target string) spot {
	p.t.Helper()
	script := fmt.Sprintf(finding, quote(p.scope), quote(words), quote(kinds), target)
	var at spot
	p.until(func() string {
		v, err := try[spot](p, script)
		if err != nil {
			return err.Error()
		}
		at = v
		if at.Why != "" {
			return at.Why + "\non " + p.path()
		}
		return ""
	})
	return at
}

const pressable = "a[href], button, summary, label, [role=option]"

// press clicks on what has these words, and stays on the page.
func (p *page) press(words string) {
	p.t.Helper()
	p.tap(words, pressable, "found")
}

// tap clicks on something. News from other officers may move it away under the pointer: then, as a person would, it
// is looked for and clicked again. A click that arrived is never repeated.
func (p *page) tap(words, kinds, target string) {
	p.t.Helper()
	for range 3 {
		p.do(click(p.find(words, kinds, target)))
		if p.blind { // nothing hears the click, and nothing moves by itself
			return
		}
		// A page that is being left cannot answer, and a new one knows of no aim: the click arrived.
		if missed, err := try[bool](p, "window.aim?.hit === false"); err != nil || !missed {
			return
		}
	}
}

// follow clicks on what has these words, waits for the next page and returns its status.
func (p *page) follow(words string) int {
	p.t.Helper()
	p.leaving()
	p.tap(words, pressable, "found")
	return p.arrived()
}

// arrive does something that leads to another page and returns the status of that.
func (p *page) arrive(action chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	p.leaving()
	p.do(action)
	return p.arrived()
}

// leaving marks the page, so that the next one can be told from it.
func (p *page) leaving() {
	p.t.Helper()
	value[bool](p, "window.left = true")
}

// arrived waits for the page after the marked one and returns its status.
func (p *page) arrived() int {
	p.t.Helper()
	status := 0
	for deadline := time.Now().Add(20 * time.Second); status == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("no page came after %s, which says:\n%s", p.path(), p.text())
		}
		// A page that is being left cannot answer.
		status, _ = try[int](p, "!window.left && document.readyState === 'complete' ? performance.getEntriesByType('navigation')[0].responseStatus : 0")
	}
	return status
}

// write puts words into the box with this label, in place of what was there.
func (p *page) write(label, words string) {
	p.t.Helper()
	p.tap(label, "label", "found.control")
	value[bool](p, "(document.activeElement.select?.(), true)")
	call(p, input.InsertText, input.InsertTextParams{Text: words})
	if got := value[string](p, "document.activeElement.value"); got != words {
		p.t.Fatalf("%s holds %q after writing %q", label, got, words)
	}
}

// choose ticks the answer with these words.
func (p *page) choose(words string) {
	p.t.Helper()
	p.tap(words, "label", "found")
	script := fmt.Sprintf(`[...document.querySelector(%s).querySelectorAll("label")].some((l) => l.innerText.replace(/\s+/g, " ").trim().startsWith(%s) && l.control?.checked)`, quote(p.scope), quote(words))
	if !value[bool](p, script) {
		p.t.Fatalf("%s is not chosen after pressing it", words)
	}
}

// attach puts a file into a file box, as the dialogue of the system would.
func (p *page) attach(selector, file string) {
	p.t.Helper()
	script := fmt.Sprintf("document.querySelector(%s)", quote(p.scope+" "+selector))
	box := call(p, runtime.Evaluate, runtime.EvaluateParams{Expression: script})
	if box.Result.ObjectID == "" {
		p.t.Fatalf("no file box at %s on %s", selector, p.path())
	}
	call(p, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, ObjectID: box.Result.ObjectID})
}

// fetch gets an address with the person's cookies, as a download does.
func (p *page) fetch(address string) (status int, kind string, body []byte) {
	p.t.Helper()
	if !strings.HasPrefix(address, "http") {
		address = p.s.url + address
	}
	ctx, stop := p.limited()
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, c := range call(p, network.GetCookies, network.GetCookiesParams{URLs: []string{address}}).Cookies {
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), body
}

// links are the addresses on this site that the page leads to, each once.
func (p *page) links() []string {
	p.t.Helper()
	all := value[[]string](p, "[...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)")
	var out []string
	for _, a := range all {
		u, err := url.Parse(a)
		if err == nil && strings.HasPrefix(a, p.s.url) && !slices.Contains(out, u.RequestURI()) {
			out = append(out, u.RequestURI())
		}
	}
	return out
}

// quote writes a string as a script does.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(b)
}

func click(at spot) chromedp.Action[chromedp.Void] { return chromedp.MouseClickXY(at.X, at.Y) }
