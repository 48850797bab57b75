package bench

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"tuntas/internal/app"
)

// password is that of every officer of a benchmark.
const password = "tuntas-bench-2026"

// hash makes it as the directory keeps it.
func hash(ctx context.Context, a *app.App) (string, error) {
	return a.Directory.HashPassword(ctx, password)
}

// signIn enters as an officer and returns the header line that proves it.
func signIn(ctx context.Context, addr, email string) (string, error) {
	form := url.Values{"email": {email}, "password": {password}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/petugas/masuk", strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c := http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close() //nolint:errcheck // nothing of it is read
	var cookies []string
	for _, k := range res.Cookies() {
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	if res.StatusCode != http.StatusSeeOther || len(cookies) == 0 {
		return "", fmt.Errorf("bench: signing in answers %d", res.StatusCode)
	}
	return "Cookie: " + strings.Join(cookies, "; ") + "\r\nAccept-Encoding: gzip\r\n", nil
}

var rowCode = regexp.MustCompile(`data-code="([^"]+)"`)

// desk asks for what a coordinator with one twentieth of all reports opens all day, as whole pages.
func desk(ctx context.Context, s *server, w *walker, res *Read) error {
	head, err := signIn(ctx, s.addr, "agency3@bench.example")
	if err != nil {
		return err
	}
	cl := &client{addr: s.addr}
	defer cl.close()
	plain, _, _ := strings.Cut(head, "\r\n")
	first, err := cl.want(200, "GET", "/petugas", plain+"\r\n", nil)
	if err != nil {
		return err
	}
	m := rowCode.FindSubmatch(first)
	if m == nil {
		return fmt.Errorf("bench: the workspace is empty")
	}
	code := string(m[1])
	for name, q := range map[string]string{"Nobody": "petugas=tanpa", "Reopened": "sifat=belum-beres", "Unread": "tanda=belum-dibaca", "Place": "wilayah=35.78&saluran=sms"} {
		if err := keep(ctx, s.addr, plain, name, q); err != nil {
			return err
		}
	}
	pages := []struct{ name, path string }{
		{"desk_workspace", "/petugas"},
		{"desk_view_nobody", "/petugas?petugas=tanpa"},
		{"desk_view_reopened", "/petugas?sifat=belum-beres"},
		{"desk_view_unread", "/petugas?tanda=belum-dibaca"},
		{"desk_view_rare", "/petugas?wilayah=35.78&saluran=sms"},
		{"desk_view_done", "/petugas?tab=selesai&sifat=belum-beres"},
		{"desk_search_frequent", "/petugas?tab=semua&q=" + frequentWord},
		{"desk_search_medium", "/petugas?tab=semua&q=" + mediumWord},
		{"desk_search_rare", "/petugas?tab=semua&q=" + rareWord},
		{"desk_report", "/petugas/laporan/" + code},
		{"desk_report_beside", "/petugas?buka=" + code},
	}
	for range readRounds / 4 {
		for _, p := range pages {
			if _, err := w.timed(p.name, func() ([]byte, error) { return cl.want(200, "GET", p.path, head, nil) }); err != nil {
				res.Errors++
				res.FirstError = err.Error()
			}
		}
	}
	return nil
}

// keep saves a list under a name.
func keep(ctx context.Context, addr, cookie, name, query string) error {
	form := url.Values{"name": {name}, "daftar": {query}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/petugas/tampilan-tersimpan", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Cookie", strings.TrimPrefix(cookie, "Cookie: "))
	c := http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("bench: saving a list answers %d", res.StatusCode)
	}
	return nil
}
