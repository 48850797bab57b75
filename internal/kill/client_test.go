package kill

import (
	"bytes"
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
	"testing"
	"time"
)

// client speaks to the API of one server.
type client struct {
	base, from string
	http       *http.Client
}

// newClient returns a client that comes from an address of its own, by way of a proxy: acts that a kill cut off count as tries at a PIN.
func newClient(addr, from string) *client {
	return &client{base: "http://" + addr, from: from, http: &http.Client{Transport: &http.Transport{}, Timeout: time.Minute}}
}

// post sends one request, once: the library would send one with an Idempotency-Key again by itself.
func (c *client) post(path, contentType string, body []byte, header map[string]string) ([]byte, error) {
	req, err := http.NewRequest(http.MethodPost, c.base+path, bytes.NewReader(body)) //nolint:noctx // the client has a time limit
	if err != nil {
		return nil, err
	}
	req.GetBody = nil
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("X-Forwarded-For", c.from)
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode/100 != 2 {
		err = fmt.Errorf("%w: %s: %d %s", errRefused, path, res.StatusCode, all)
	}
	return all, err
}

func (c *client) json(path string, body any, header map[string]string) ([]byte, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.post(path, "application/json", b, header)
}

func (c *client) submit(r *report) error {
	body := map[string]any{"class": "complaint", "body": r.body, "location_text": "Pasar", "agency_id": "kota"}
	if r.email {
		body["reporter"] = map[string]string{"name": "Penanda Nama", "email": "penanda@contoh.example"}
	}
	all, err := c.json("/api/v1/reports", body, map[string]string{"Idempotency-Key": r.key})
	if err != nil {
		return err
	}
	var got struct {
		Code string `json:"tracking_id"`
		PIN  string `json:"pin"`
	}
	err = json.Unmarshal(all, &got)
	r.code, r.pin = got.Code, got.PIN
	return err
}

// attach adds a small picture, different every time.
func (c *client) attach(r *report, n int) error {
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for x := range 400 {
		img.Set(x, n%300, color.RGBA{uint8(n), uint8(x), uint8(n >> 8), 255})
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
	_, err = c.post("/api/v1/reports/"+r.code+"/attachments", form.FormDataContentType(), body.Bytes(), map[string]string{"Report-Pin": r.pin})
	return err
}

func (c *client) say(r *report) error {
	_, err := c.json("/api/v1/reports/"+r.code+"/replies", map[string]string{"message": "Masih mati, " + r.key + "."}, map[string]string{"Report-Pin": r.pin})
	return err
}

func (c *client) verify(r *report, token string) error {
	_, err := c.json("/api/v1/reports/"+r.code+"/verify", map[string]any{"class": "complaint", "agency_id": "kota", "publish": true, "public_title": "Lampu mati", "public_body": "Lampu mati di depan pasar."},
		map[string]string{"Authorization": "Bearer " + token})
	return err
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
