package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// photo is a JPEG, with an Exif segment that tells a place when marker is not empty.
func photo(t testing.TB, marker string) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for x := range 320 {
		img.Set(x, x%200, color.RGBA{R: uint8(x), A: 255})
	}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, img, nil))
	if marker == "" {
		return b.Bytes()
	}
	// One directory with a pointer to the GPS directory, whose latitude reference is followed by the marker.
	tiff := []byte("II*\x00\x08\x00\x00\x00" + "\x01\x00" + "\x25\x88\x04\x00\x01\x00\x00\x00\x1a\x00\x00\x00" + "\x00\x00\x00\x00" +
		"\x01\x00" + "\x01\x00\x02\x00\x02\x00\x00\x00S\x00\x00\x00" + "\x00\x00\x00\x00" + marker)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1, byte((len(segment) + 2) >> 8), byte(len(segment) + 2)}, segment...)
	return append(out, b.Bytes()[2:]...)
}

// upload sends files as a form.
func (r *rig) upload(at string, who headers, files map[string][]byte, more ...string) answer {
	r.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, data := range files {
		part, err := form.CreateFormFile("file", name)
		must(r.t, err)
		_, err = part.Write(data)
		must(r.t, err)
	}
	for i := 0; i+1 < len(more); i += 2 {
		must(r.t, form.WriteField(more[i], more[i+1]))
	}
	must(r.t, form.Close())
	return r.send("POST", at+"/attachments", who, form.FormDataContentType(), &b)
}

func TestPhotographLosesItsPlace(t *testing.T) {
	each(t, func(r *rig) {
		t := r.t
		at, _, secret := r.submit(J{"agency_id": "kota"})
		raw := photo(t, "Zqwxgps")
		if !bytes.Contains(raw, []byte("Exif")) || !bytes.Contains(raw, []byte("Zqwxgps")) {
			t.Fatal("the photograph tells no place")
		}
		got := r.upload(at, pin(secret), map[string][]byte{"rumah saya.jpeg": raw}, "message", "Foto dari pagi ini.")
		if got.status != http.StatusCreated || len(got.list("attachments")) != 1 || got.str("seq") != "2" {
			t.Fatalf("attach: %d %s", got.status, got.raw)
		}
		f := got.list("attachments")[0]
		for who, h := range map[string]headers{"reporter": pin(secret), "officer": bearer(r.token(civic.RoleAgencyAdmin, "kota"))} {
			for _, url := range []string{f["url"].(string), f["thumb_url"].(string)} {
				file := r.want(http.StatusOK, "GET", url, h, nil)
				if _, err := jpeg.Decode(bytes.NewReader(file.raw)); err != nil {
					t.Errorf("%s gets no picture: %v", who, err)
				}
				if bytes.Contains(file.raw, []byte("Exif")) || bytes.Contains(file.raw, []byte("Zqwxgps")) {
					t.Errorf("%s still tells the place", url)
				}
				if file.header.Get("Content-Type") != "image/jpeg" || file.header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(file.header.Get("Content-Disposition"), "inline") ||
					file.header.Get("X-Content-Type-Options") != "nosniff" || file.header.Get("Content-Security-Policy") == "" {
					t.Errorf("headers %v", file.header)
				}
			}
		}
		events := r.want(http.StatusOK, "GET", at, pin(secret), nil).list("timeline")
		if last := events[len(events)-1]; last["verb"] != "attach" || last["message"] != "Foto dari pagi ini." {
			t.Errorf("the event says %v", last)
		}
		kota := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		r.want(http.StatusOK, "POST", at+"/verify", kota, J{"class": "complaint", "publish": true, "public_title": "Judul", "public_body": "Isi."})
		public := r.want(http.StatusOK, "GET", at, nil, nil)
		if len(public.list("attachments")) != 0 {
			t.Errorf("the public is shown the reporter's files: %s", public.raw)
		}
		r.want(http.StatusNotFound, "GET", f["url"].(string), nil, nil)
		r.want(http.StatusNotFound, "GET", f["url"].(string), bearer(r.token(civic.RoleAgencyAdmin, "prov")), nil)
	})
}

// An office shows what its work changed; a reporter has no work to show.
func TestPhotosOfTheWork(t *testing.T) {
	each(t, func(r *rig) {
		at, _, secret := r.submit(J{"agency_id": "kota"})
		kota := bearer(r.token(civic.RoleAgencyAdmin, "kota"))
		send := func(who headers, alt string) answer {
			var b bytes.Buffer
			form := multipart.NewWriter(&b)
			must(r.t, form.WriteField("alt_after", alt))
			for _, name := range []string{"files_before", "files_after"} {
				part, err := form.CreateFormFile(name, "foto.jpg")
				must(r.t, err)
				_, err = part.Write(photo(r.t, "Zqwxgps"))
				must(r.t, err)
			}
			must(r.t, form.Close())
			return r.send("POST", at+"/attachments", who, form.FormDataContentType(), &b)
		}
		if got := send(pin(secret), ""); got.status != http.StatusUnprocessableEntity {
			r.t.Errorf("a reporter's photos of the work: %d", got.status)
		}
		if got := send(kota, "Telepon 081234567890"); got.status != http.StatusUnprocessableEntity {
			r.t.Errorf("a number under a photo: %d", got.status)
		}
		files := send(kota, "Aspal baru.").list("attachments")
		if len(files) != 2 || files[0]["stage"] != "before" || files[1]["stage"] != "after" || files[1]["alt"] != "Aspal baru." || files[0]["alt"] != nil {
			r.t.Errorf("the photos are %v", files)
		}
	})
}

func TestFilesThatAreRefused(t *testing.T) {
	each(t, func(r *rig) {
		t := r.t
		at, _, secret := r.submit(nil)
		me := pin(secret)
		many := map[string][]byte{}
		for i := range 6 {
			many[fmt.Sprintf("%d.jpg", i)] = photo(t, "")
		}
		for what, got := range map[string]answer{
			"svg":        r.upload(at, me, map[string][]byte{"a.jpg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)}),
			"page":       r.upload(at, me, map[string][]byte{"a.jpg": []byte("<!doctype html><script>alert(1)</script>")}),
			"torn":       r.upload(at, me, map[string][]byte{"a.jpg": photo(t, "")[:700]}),
			"empty":      r.upload(at, me, map[string][]byte{"a.jpg": {}}),
			"too many":   r.upload(at, me, many),
			"none":       r.upload(at, me, nil),
			"too large":  r.upload(at, me, map[string][]byte{"a.jpg": append(photo(t, ""), make([]byte, 21<<20)...)}),
			"other part": r.upload(at, me, map[string][]byte{"a.jpg": photo(t, "")}, "pesan", "x"),
			"long word":  r.upload(at, me, map[string][]byte{"a.jpg": photo(t, "")}, "message", strings.Repeat("x", 10_001)),
		} {
			if got.status != http.StatusUnprocessableEntity || got.str("field") == "" || got.str("detail") == "" {
				t.Errorf("%s: %d %s", what, got.status, got.raw)
			}
		}
		if got := r.do("POST", at+"/attachments", me, J{}); got.status != http.StatusUnsupportedMediaType {
			t.Errorf("JSON: %d %s", got.status, got.raw)
		}
		if got := r.send("POST", at+"/attachments", me, "multipart/form-data; boundary=x", strings.NewReader("--x\r\nbroken")); got.status != http.StatusBadRequest {
			t.Errorf("broken: %d %s", got.status, got.raw)
		}
		if seen := r.want(http.StatusOK, "GET", at, me, nil); len(seen.list("attachments")) != 0 || seen.str("seq") != "1" {
			t.Errorf("something was kept: %s", seen.raw)
		}
		closed := r.reportIn(civic.Closed, "plain", false)
		if got := r.upload(closed.at, pin(closed.pin), map[string][]byte{"a.jpg": photo(t, "")}); got.status != http.StatusConflict {
			t.Errorf("on a closed report: %d", got.status)
		}
		if got := r.upload(at, bearer(r.token(civic.RoleAuditor, "nasional")), map[string][]byte{"a.jpg": photo(t, "")}); got.status != http.StatusForbidden {
			t.Errorf("by an auditor: %d", got.status)
		}
	})
}
