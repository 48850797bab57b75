package httpkit

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// A body has bodyGrace to begin, and then has to arrive with at least bodyRate bytes a
// second on average. A phone on 2G sends 3,000; who sends less holds a place on purpose.
const (
	bodyGrace = 20 * time.Second
	bodyRate  = 1 << 10
)

// bodies bounds the size and the slowness of what is sent to us.
func bodies(max int64, wall func() time.Time) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Body == nil || r.Body == http.NoBody {
				next.ServeHTTP(w, r)
				return
			}
			b := &body{ReadCloser: r.Body, w: w, control: http.NewResponseController(w), limit: max, start: wall()}
			// Set now and not at the first read: the server itself reads what a handler leaves.
			b.extend()
			infoOf(r).setLimit = func(n int64) { b.limit = n }
			r.Body = b
			next.ServeHTTP(w, r)
		})
	}
}

// body is a request's body with a limit that can still be changed and a deadline that moves
// with what arrives.
type body struct {
	io.ReadCloser
	w       http.ResponseWriter
	control *http.ResponseController
	limit   int64
	read    int64
	start   time.Time
	err     error
}

func (b *body) extend() {
	allowed := bodyGrace + time.Duration(b.read)*time.Second/bodyRate
	_ = b.control.SetReadDeadline(b.start.Add(allowed)) // a test's recorder has none
}

func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if left := b.limit - b.read + 1; int64(len(p)) > left {
		p = p[:max(left, 0)] // one byte more than allowed tells that there is more
	}
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	switch {
	case b.read > b.limit:
		b.err = &http.MaxBytesError{Limit: b.limit}
		b.w.Header().Set("Connection", "close") // reading the rest to reuse it would be no limit
		return max(0, n-1), b.err
	case err == nil:
		b.extend()
	case errors.Is(err, io.EOF):
		_ = b.control.SetReadDeadline(time.Time{}) // the answer may take longer than the question
		b.err = err
	case errors.Is(err, os.ErrDeadlineExceeded):
		b.w.Header().Set("Connection", "close")
		b.err = bodyTooSlow()
		return n, b.err
	}
	return n, err
}
