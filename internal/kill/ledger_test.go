package kill

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"sync"
	"syscall"
	"testing"
)

// ledger is what the clients believe: every answer they got, and every request without one.
type ledger struct {
	mu       sync.Mutex
	answered []answer
	open     []request // sent, and no answer came
	cut      int       // broke off after the request was sent
	resent   int
}

// answer is one submission that was answered as accepted.
type answer struct {
	request
	code string
	file bool // its attachment was answered as accepted too
}

// request is one submission with its key.
type request struct {
	key   string
	body  string
	email bool
}

func (b *ledger) files() int {
	n := 0
	for _, a := range b.answered {
		if a.file {
			n++
		}
	}
	return n
}

// submit sends reports until the server is gone.
func (b *ledger) submit(ctx context.Context, addr string, client int) {
	c := &http.Client{Transport: &http.Transport{}}
	defer c.CloseIdleConnections()
	for i := 0; ctx.Err() == nil; i++ {
		r := request{key: fmt.Sprintf("%p-%d-%d-%p", b, client, i, ctx), email: i%3 == 0}
		r.body = fmt.Sprintf(`{"class":"complaint","body":"Lampu jalan di depan pasar mati sejak minggu lalu, kunci %s.","location_text":"Pasar"`, r.key)
		if r.email {
			r.body += `,"reporter":{"name":"Penanda Nama","email":"penanda@contoh.example"}`
		}
		r.body += "}"
		code, pin, err := r.send(ctx, c, addr)
		switch {
		case err != nil && errors.Is(err, syscall.ECONNREFUSED):
			return // never reached the server
		case err != nil:
			b.note(func() {
				b.open = append(b.open, r)
				b.cut++
			})
			return
		}
		a := answer{request: r, code: code}
		if i%4 == 1 {
			a.file = attach(ctx, c, addr, code, pin, i) == nil
		}
		b.note(func() { b.answered = append(b.answered, a) })
	}
}

func (b *ledger) note(fn func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fn()
}

// send returns tracking code and PIN of an accepted report.
func (r request) send(ctx context.Context, c *http.Client, addr string) (code, pin string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/api/v1/reports", bytes.NewBufferString(r.body))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", r.key)
	res, err := c.Do(req)
	if err != nil {
		return "", "", err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		return "", "", err
	}
	if res.StatusCode != http.StatusCreated {
		return "", "", fmt.Errorf("status %d: %s", res.StatusCode, all)
	}
	var got struct {
		Code string `json:"tracking_id"`
		PIN  string `json:"pin"`
	}
	err = json.Unmarshal(all, &got)
	return got.Code, got.PIN, err
}

// attach adds a small picture, different every time.
func attach(ctx context.Context, c *http.Client, addr, code, pin string, n int) error {
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		img.Set(x, n%30, color.RGBA{uint8(n), uint8(x), 90, 255})
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "foto.png")
	if err == nil {
		err = errors.Join(png.Encode(part, img), form.Close())
	}
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/api/v1/reports/"+code+"/attachments", &body)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Report-Pin", pin)
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}

// resend does what a careful client does with requests that were never answered: the same again, under the same key.
func (b *ledger) resend(t *testing.T, addr string) {
	t.Helper()
	c := &http.Client{}
	for _, r := range b.open {
		code, _, err := r.send(t.Context(), c, addr)
		if err != nil {
			t.Errorf("sending again: %v", err)
			continue
		}
		b.answered = append(b.answered, answer{request: r, code: code})
		b.resent++
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

func get(url string) int {
	res, err := http.Get(url) //nolint:gosec,noctx // our own server on this machine
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}
