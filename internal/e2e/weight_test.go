package e2e

import (
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// traffic counts what a window fetches, in bytes as they travel.
type traffic struct {
	mu   sync.Mutex
	kind map[network.RequestID]network.ResourceType
	open map[network.RequestID]bool
	head map[network.RequestID]float64 // bytes of the headers
	sum  sums
}

// sums are bytes. Headers are counted in total, and only there: HTTP/1.1, which the tests speak, sends them plain
// with every answer, and HTTP/2, which a server on the internet speaks, as a few bytes.
type sums struct {
	total    int // with headers, and with redirections
	content  int // compressed bodies
	script   int // compressed bodies of scripts
	requests int
}

func (c *traffic) hear(ev any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		c.kind[ev.RequestID], c.open[ev.RequestID] = ev.Type, true
		if ev.RedirectResponse != nil {
			c.sum.total += int(ev.RedirectResponse.EncodedDataLength)
		}
	case *network.EventResponseReceived:
		c.head[ev.RequestID] = ev.Response.EncodedDataLength
	case *network.EventLoadingFailed:
		delete(c.open, ev.RequestID)
	case *network.EventLoadingFinished:
		delete(c.open, ev.RequestID)
		if ev.EncodedDataLength == 0 {
			return // from the browser's store
		}
		c.sum.total += int(ev.EncodedDataLength)
		body := int(ev.EncodedDataLength - c.head[ev.RequestID])
		c.sum.content += body
		c.sum.requests++
		if c.kind[ev.RequestID] == network.ResourceTypeScript {
			c.sum.script += body
		}
	}
}

// settled waits until nothing is on its way.
func (c *traffic) settled() sums {
	for quiet := 0; quiet < 5; quiet++ {
		time.Sleep(40 * time.Millisecond)
		c.mu.Lock()
		if len(c.open) > 0 {
			quiet = 0
		}
		c.mu.Unlock()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sum
}

// firstVisit opens a window that has never been here and counts.
func firstVisit(t *testing.T, s *server) (*page, *traffic) {
	t.Helper()
	p := newPage(t, s, phone())
	c := &traffic{kind: map[network.RequestID]network.ResourceType{}, open: map[network.RequestID]bool{}, head: map[network.RequestID]float64{}}
	if err := chromedp.Listen(p.ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	return p, c
}

const kilobyte = 1024

// TestWeight measures first visits: the form from its first page to the receipt, and the pages that people
// come to by a link. A phone on a weak network pays for every one of these bytes.
func TestWeight(t *testing.T) {
	s := needCountry(t)
	weighForm(t, s)
	reader := newPage(t, s, desk())
	reader.open("/laporan?state=closed")
	report := value[string](reader, "document.querySelector('.cards a').getAttribute('href')")
	for _, c := range []struct{ name, path string }{
		{"home", "/"}, {"list", "/laporan"}, {"report", report}, {"track", "/lacak"}, {"help", "/bantuan"},
	} {
		p, seen := firstVisit(t, s)
		p.open(c.path)
		got := seen.settled()
		weigh(t, c.name, got, got.total, 30*kilobyte)
	}
	reader.open("/layanan?q=ktp")
	p, seen := firstVisit(t, s)
	p.open(value[string](reader, "document.querySelector('.cards a').getAttribute('href')"))
	got := seen.settled()
	weigh(t, "service", got, got.total, 40*kilobyte)
}

// weighForm: one page of the form with all that it needs, headers and all, and the contents of the four pages
// together, keep to the budget of a single page.
func weighForm(t *testing.T, s *server) {
	p, seen := firstVisit(t, s)
	p.open("/lapor")
	first := seen.settled()
	weigh(t, "form, first page", first, first.total, 25*kilobyte)
	if first.requests > 4 {
		t.Errorf("the form needs %d requests; 4 are allowed", first.requests)
	}
	w := lamp()
	p.write("Apa yang terjadi?", w.body)
	p.follow("Lanjut ke lokasi")
	p.write("Alamat atau patokan", w.landmark)
	p.follow("Lanjut ke kontak")
	p.follow("Lanjut ke pemeriksaan")
	four := seen.settled()
	weigh(t, "form, all four pages", four, four.content, 25*kilobyte)
	p.follow("Kirim laporan")
	p.receipt()
	all := seen.settled()
	weigh(t, "form and receipt", all, all.content, 35*kilobyte)
}

func weigh(t *testing.T, name string, got sums, judged, budget int) {
	t.Helper()
	t.Logf("%-21s %5.1f kB with headers, %4.1f kB of content, %3.1f kB of scripts, %d requests; budget %.1f kB",
		name, kB(got.total), kB(got.content), kB(got.script), got.requests, kB(budget))
	if judged > budget || judged == 0 {
		t.Errorf("%s weighs %.1f kB; it may weigh %.1f kB", name, kB(judged), kB(budget))
	}
	if got.script > 8*kilobyte {
		t.Errorf("%s needs %.1f kB of scripts; 8 kB are allowed", name, kB(got.script))
	}
}

func kB(bytes int) float64 { return float64(bytes) / kilobyte }
