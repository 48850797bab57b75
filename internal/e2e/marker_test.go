package e2e

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// TestMarkers sends an anonymous report with a name like no other, and a secret one with such words in it, and then
// reads everything that anybody may read: not one of them is anywhere.
func TestMarkers(t *testing.T) {
	s := needCountry(t)
	anonymous := told{body: "Retribusi parkir di pasar ditarik dua kali tanpa karcis.", place: "Wonokromo", landmark: "Pintu barat pasar",
		hide: true, name: "Zubaidah Qwyxtera", email: "zqwyxtera@warga.example", phone: "081277310099", agency: city}
	secret := told{body: "Penandarahasiaxq: kepala bagian meminta uang untuk meloloskan berkas lelang.", photo: takePhoto(t), place: "Gubeng",
		landmark: "Lantai dua gedung penandatempatxq", secret: true, name: "Oktavianus Penandanamaxq", email: "penandasurelxq@warga.example", agency: city}
	a := newPage(t, s, phone()).report(anonymous)
	b := newPage(t, s, phone()).report(secret)
	published(t, s, a, b)
	identity := []string{"Zubaidah", "Qwyxtera", "zqwyxtera", "81277310099", "Penandanamaxq", "penandasurelxq"}
	text := []string{"Penandarahasiaxq", "penandatempatxq", "kepala bagian meminta uang"}
	all := slices.Concat(text, identity)

	for _, w := range all { // a search that finds nothing still repeats what was asked, so the question must not be the answer
		q := strings.ToLower(w)
		for _, path := range []string{"/laporan?q=", "/api/v1/reports?q="} {
			for _, code := range []string{b.code, strings.ReplaceAll(b.code, "-", "")} {
				if got := get(t, s, nil, path+url.QueryEscape(q)); strings.Contains(got, code) {
					t.Errorf("%s%s finds the secret report", path, q)
				}
			}
		}
	}
	crawl(t, s, "a stranger", nil, append(all, b.code), "/laporan/"+a.code, "/")
	search(t, "the log", s.log.String(), append(all, a.pin, b.pin))
	nowhereOnDisk(t, s.dir, identity...)
	for _, email := range []string{national, auditor, liaison, elsewhere} {
		p := signIn(t, s, email)
		cookies := call(p, network.GetCookies, network.GetCookiesParams{URLs: []string{s.url}}).Cookies
		crawl(t, s, email, cookies, all, "/petugas")
		for _, r := range []receipt{a, b} {
			search(t, email+" at "+r.code, get(t, s, cookies, "/petugas/laporan/"+r.code), all)
		}
	}
	for _, l := range s.mail.to(secret.email) {
		search(t, "the letter "+l.subject, l.raw, []string{"Penandarahasiaxq", "penandatempatxq", "uang", "lelang", "Penandanamaxq", "Gubeng"})
	}
	s.mail.expect(t, secret.email, "Ada kabar untuk kode "+b.code, "Ada kabar untuk kode "+b.code)
}

// published has the city check both reports: the anonymous one is published, the secret one is not.
func published(t *testing.T, s *server, anonymous, secret receipt) {
	t.Helper()
	p := signIn(t, s, coordinator)
	p.seek(anonymous.code)
	p.in("main").lacks("Zubaidah", "zqwyxtera", "81277310099")
	p.step("verify", func(f *page) { f.choose("Terbitkan juga untuk umum") }, "Simpan dan teruskan")
	p.seek(secret.code)
	p.in("main").sees("Penandarahasiaxq") // who handles a secret report reads it
	p.step("verify", func(*page) {}, "Simpan dan teruskan")
}

var (
	hrefs    = regexp.MustCompile(`(?:href|src)="([^"]+)"`)
	digits   = regexp.MustCompile(`[0-9]+`)
	many     = regexp.MustCompile(`instansi|agency|agencies|kelola`)
	sideways = regexp.MustCompile(`^/(bahasa|tampilan|aset)\b|[?&]lanjut=`)
)

// crawl follows every link from some pages on, as one person, and reads all that comes. Of the pages about
// agencies and officers, of which there are thousands, it reads those that it meets first.
func crawl(t *testing.T, s *server, who string, cookies []*network.Cookie, words []string, from ...string) {
	t.Helper()
	queue := slices.Concat(from, []string{"/api/v1/reports", "/api/v1/agencies", "/api/v1/topics", "/api/v1/openapi.json", "/metrics", "/readyz",
		"/robots.txt", "/sitemap.xml", "/tidak-ada"})
	known, alike := map[string]bool{}, map[string]int{}
	add := func(link string) {
		kind := digits.ReplaceAllString(link, "#")
		if strings.HasPrefix(link, "/petugas?") { // every list with every report beside it: as many as both multiplied
			if kind = "/petugas?list"; strings.Contains(link, "buka=") {
				kind = "/petugas?buka"
			}
			if alike[kind] >= 80 {
				return
			}
		}
		if cookies != nil && !strings.HasPrefix(link, "/petugas") && !strings.HasPrefix(link, "/kelola") {
			return // what everybody may read was read as a stranger
		}
		if !strings.HasPrefix(link, "/") || sideways.MatchString(link) || known[link] || strings.Contains(kind, "#") && many.MatchString(link) && alike[kind] >= 40 {
			return
		}
		known[link] = true
		alike[kind]++
		queue = append(queue, link)
	}
	for _, q := range queue {
		known[q] = true
	}
	const most = 4000
	for n := 0; n < len(queue); n++ {
		if n == most {
			t.Fatalf("%s: more than %d pages, such as %s", who, most, queue[n])
		}
		body := get(t, s, cookies, queue[n])
		search(t, who+" at "+queue[n], body, words)
		for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
			link, _, _ := strings.Cut(strings.TrimPrefix(html.UnescapeString(m[1]), s.url), "#")
			add(link)
		}
		if next := cursor.FindStringSubmatch(body); next != nil && strings.HasPrefix(queue[n], "/api/v1/reports") {
			add("/api/v1/reports?cursor=" + url.QueryEscape(next[1]))
		}
	}
	t.Logf("%s: %d pages read", who, len(queue))
	if len(queue) < 40 {
		t.Errorf("%s read %d pages only; the links are not followed", who, len(queue))
	}
}

var cursor = regexp.MustCompile(`"next(?:_cursor)?":"([^"]+)"`)

func get(t *testing.T, s *server, cookies []*network.Cookie, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode >= http.StatusInternalServerError {
		t.Errorf("%s answers %d", path, res.StatusCode)
	}
	return fmt.Sprintf("%v\n%s", res.Header, body)
}

// search reports the words of a list that are in a text.
func search(t *testing.T, where, text string, words []string) {
	t.Helper()
	low := strings.ToLower(text)
	for _, w := range words {
		if i := strings.Index(low, strings.ToLower(w)); i >= 0 {
			t.Errorf("%s: %q, in: ...%s...", where, w, low[max(0, i-80):min(len(low), i+len(w)+80)])
		}
	}
}
