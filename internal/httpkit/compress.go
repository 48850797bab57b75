package httpkit

import (
	"compress/gzip"
	"math/rand/v2"
	"mime"
	"net/http"
	"strings"
	"sync"
)

// minCompress is the size under which compressing costs more than it saves, in bytes: it
// would still be one packet.
const minCompress = 1 << 10

// compressor packs pages with gzip.
//
// The size of a packed page can give away a secret on it to somebody who can see sizes and
// choose a part of the page (BREACH). Pages that show a secret call NoCompress. On all
// other pages of a signed-in person the size is blurred by a comment of random length in
// the gzip header, against what nobody has thought of.
type compressor struct{ pool sync.Pool }

func newCompressor() *compressor {
	return &compressor{pool: sync.Pool{New: func() any {
		z, err := gzip.NewWriterLevel(nil, 5)
		if err != nil {
			panic("httpkit: " + err.Error()) // only for a level that does not exist
		}
		return z
	}}}
}

func (c *compressor) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead || r.Header.Get("Range") != "" {
			next.ServeHTTP(w, r)
			return
		}
		cw := &compressWriter{ResponseWriter: w, c: c, r: r, status: http.StatusOK, accepted: Accepts(r, "gzip")}
		defer cw.close()
		next.ServeHTTP(cw, r)
	})
}

// Accepts tells whether a request takes an encoding, by its name in small letters.
func Accepts(r *http.Request, encoding string) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		if name, q := quality(part); name == encoding {
			return q > 0
		}
	}
	return false
}

// compressWriter holds back the beginning of an answer until it is clear whether packing pays.
type compressWriter struct {
	http.ResponseWriter
	c        *compressor
	r        *http.Request
	accepted bool
	status   int
	held     []byte
	wrote    bool // a handler has written something
	decided  bool
	z        *gzip.Writer
}

func (w *compressWriter) WriteHeader(status int) {
	if status < 200 {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	if !w.wrote {
		w.wrote, w.status = true, status
	}
}

func (w *compressWriter) Write(b []byte) (int, error) {
	w.wrote = true
	if !w.decided {
		if len(w.held)+len(b) < minCompress {
			w.held = append(w.held, b...)
			return len(b), nil
		}
		if err := w.decide(true, b); err != nil {
			return 0, err
		}
	}
	if w.z != nil {
		return w.z.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// decide sends the headers, and what was held back, packed or not. next is what follows,
// to tell the media type from.
func (w *compressWriter) decide(large bool, next []byte) error {
	w.decided = true
	h := w.Header()
	if h.Get("Content-Type") == "" && (len(w.held) > 0 || len(next) > 0) {
		h.Set("Content-Type", http.DetectContentType(append(w.held[:len(w.held):len(w.held)], next...)))
	}
	worth := compressible(h.Get("Content-Type")) && h.Get("Content-Encoding") == "" && h.Get("Content-Range") == "" &&
		w.status != http.StatusNoContent && w.status != http.StatusNotModified
	if worth {
		h.Add("Vary", "Accept-Encoding")
	}
	if worth && large && w.accepted && !infoOf(w.r).uncoded {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		if tag := h.Get("Etag"); tag != "" && !strings.HasPrefix(tag, "W/") {
			h.Set("Etag", "W/"+tag) // the bytes differ from the ones it was made for
		}
		w.z = w.c.pool.Get().(*gzip.Writer)
		w.z.Reset(w.ResponseWriter)
		if w.r.Header.Get("Cookie") != "" || w.r.Header.Get("Authorization") != "" {
			w.z.Comment = strings.Repeat("x", 1+rand.IntN(128))
		}
	}
	w.ResponseWriter.WriteHeader(w.status)
	held := w.held
	w.held = nil
	if len(held) == 0 {
		return nil
	}
	var err error
	if w.z != nil {
		_, err = w.z.Write(held)
	} else {
		_, err = w.ResponseWriter.Write(held)
	}
	return err
}

// close ends the answer. After a panic there is nothing to end: what was held is dropped,
// so that the error can still be answered.
func (w *compressWriter) close() {
	if p := recover(); p != nil {
		if w.z != nil {
			w.z.Reset(nil)
			w.c.pool.Put(w.z)
		}
		panic(p)
	}
	if !w.wrote {
		return
	}
	if !w.decided {
		_ = w.decide(false, nil) // a client that left does not mind
	}
	if w.z != nil {
		_ = w.z.Close()
		w.z.Reset(nil)
		w.c.pool.Put(w.z)
		w.z = nil
	}
}

// FlushError sends what there is so far, for answers that come in pieces.
func (w *compressWriter) FlushError() error {
	w.wrote = true
	if !w.decided {
		if err := w.decide(true, nil); err != nil {
			return err
		}
	}
	if w.z != nil {
		if err := w.z.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Started tells hasStarted that a handler has written something, held back or not.
func (w *compressWriter) Started() bool { return w.wrote }

// Unwrap lets http.ResponseController reach the connection.
func (w *compressWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// compressible tells whether a media type is text of some kind. A stream of events is not
// packed: every event has to arrive at once.
func compressible(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	switch media {
	case "text/event-stream":
		return false
	case "application/json", "application/problem+json", "application/javascript", "application/xml",
		"application/manifest+json", "application/rss+xml", "application/atom+xml", "application/geo+json", "image/svg+xml":
		return true
	}
	return strings.HasPrefix(media, "text/")
}
