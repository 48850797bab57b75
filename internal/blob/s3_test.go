package blob_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tuntas/internal/blob"
	"tuntas/internal/civic"
)

const (
	simKey    = "AKTUNTAS"
	simSecret = "rahasia-uji"
)

// simS3 is as much of an S3 service as a keeper needs, and stricter than most: it checks
// the signature of every request, the hash of every body and of every chunk.
type simS3 struct {
	t       *testing.T
	mu      sync.Mutex
	bucket  string
	objects map[string][]byte
	put     time.Time
	fail    func(r *http.Request) (code string, status int) // makes a request fail
	calls   map[string]int
}

func newSim(t *testing.T) (*simS3, string) {
	s := &simS3{t: t, bucket: "laporan", objects: map[string][]byte{}, calls: map[string]int{},
		put: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return s, srv.URL
}

func (s *simS3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[r.Method]++
	if s.fail != nil {
		if code, status := s.fail(r); code != "" {
			refuseS3(w, code, status)
			return
		}
	}
	if !s.signed(r) {
		refuseS3(w, "SignatureDoesNotMatch", http.StatusForbidden)
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if bucket != s.bucket {
		refuseS3(w, "NoSuchBucket", http.StatusNotFound)
		return
	}
	switch {
	case key == "" && r.Method == http.MethodHead:
	case key == "" && r.Method == http.MethodGet && r.URL.Query().Get("list-type") == "2":
		s.list(w, r.URL.Query())
	case r.Method == http.MethodPut:
		data, err := s.body(r)
		if err != nil {
			s.t.Errorf("sim: bad body: %v", err)
			refuseS3(w, "BadDigest", http.StatusBadRequest)
			return
		}
		s.objects[key] = data
		w.Header().Set("ETag", `"e"`)
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		data, ok := s.objects[key]
		if !ok {
			refuseS3(w, "NoSuchKey", http.StatusNotFound)
			return
		}
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("Content-Type", "application/octet-stream")
		http.ServeContent(w, r, "", s.put, strings.NewReader(string(data)))
	default:
		s.t.Errorf("sim: unexpected %s %s", r.Method, r.URL)
		refuseS3(w, "NotImplemented", http.StatusNotImplemented)
	}
}

// list answers two keys a page, so that paging is always exercised.
func (s *simS3) list(w http.ResponseWriter, q url.Values) {
	type object struct {
		Key          string
		LastModified string
		Size         int
		ETag         string
	}
	var out struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []object
	}
	var keys []string
	for k := range s.objects {
		if strings.HasPrefix(k, q.Get("prefix")) && k > q.Get("continuation-token") {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	if len(keys) > 2 {
		keys = keys[:2]
		out.IsTruncated, out.NextContinuationToken = true, keys[1]
	}
	for _, k := range keys {
		out.Contents = append(out.Contents, object{k, s.put.Format("2006-01-02T15:04:05.000Z"), len(s.objects[k]), `"e"`})
	}
	w.Header().Set("Content-Type", "application/xml")
	if err := xml.NewEncoder(w).Encode(out); err != nil {
		s.t.Error(err)
	}
}

func refuseS3(w http.ResponseWriter, code string, status int) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// signature tells the signature a request must carry (AWS Signature Version 4).
func (s *simS3) signature(r *http.Request) (want, got string, key []byte, scope string) {
	auth := strings.TrimPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ")
	parts := map[string]string{}
	for p := range strings.SplitSeq(auth, ",") {
		k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		parts[k] = v
	}
	credential := strings.SplitN(parts["Credential"], "/", 2)
	if len(credential) != 2 || credential[0] != simKey {
		return "no", "credential", nil, ""
	}
	scope = credential[1]
	var headers strings.Builder
	for h := range strings.SplitSeq(parts["SignedHeaders"], ";") {
		v := strings.Join(r.Header.Values(h), ",")
		switch h {
		case "host":
			v = r.Host
		case "content-length":
			v = strconv.FormatInt(r.ContentLength, 10)
		}
		headers.WriteString(h + ":" + v + "\n")
	}
	query := strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20")
	canonical := strings.Join([]string{r.Method, r.URL.EscapedPath(), query, headers.String(),
		parts["SignedHeaders"], r.Header.Get("X-Amz-Content-Sha256")}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	key = []byte("AWS4" + simSecret)
	for p := range strings.SplitSeq(scope, "/") {
		key = mac(key, p)
	}
	text := "AWS4-HMAC-SHA256\n" + r.Header.Get("X-Amz-Date") + "\n" + scope + "\n" + hex.EncodeToString(sum[:])
	return hex.EncodeToString(mac(key, text)), parts["Signature"], key, scope
}

func (s *simS3) signed(r *http.Request) bool {
	want, got, _, _ := s.signature(r)
	return want == got
}

// body reads what is put, plain or in signed chunks, and checks every hash.
func (s *simS3) body(r *http.Request) ([]byte, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	declared := r.Header.Get("X-Amz-Content-Sha256")
	if !strings.HasPrefix(declared, "STREAMING-") {
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != declared {
			return nil, fmt.Errorf("the body has not the hash %s", declared)
		}
		return raw, nil
	}
	prev, _, key, scope := s.signature(r)
	var out []byte
	for {
		line, rest, ok := strings.Cut(string(raw), "\r\n")
		sizeText, sig, signed := strings.Cut(line, ";chunk-signature=")
		size, err := strconv.ParseInt(sizeText, 16, 32)
		if !ok || err != nil || int64(len(rest)) < size {
			return nil, fmt.Errorf("bad chunk %q", line)
		}
		chunk := rest[:size]
		if signed {
			empty, sum := sha256.Sum256(nil), sha256.Sum256([]byte(chunk))
			want := hex.EncodeToString(mac(key, strings.Join([]string{"AWS4-HMAC-SHA256-PAYLOAD",
				r.Header.Get("X-Amz-Date"), scope, prev, hex.EncodeToString(empty[:]), hex.EncodeToString(sum[:])}, "\n")))
			if sig != want {
				return nil, fmt.Errorf("a chunk of %d bytes has a wrong signature", size)
			}
			prev = sig
		}
		if size == 0 {
			break
		}
		out = append(out, chunk...)
		raw = []byte(strings.TrimPrefix(rest[size:], "\r\n"))
	}
	if want := r.Header.Get("X-Amz-Decoded-Content-Length"); want != strconv.Itoa(len(out)) {
		return nil, fmt.Errorf("%d bytes came, %s were announced", len(out), want)
	}
	return out, nil
}

func newS3(t *testing.T, opt blob.S3Options) *blob.S3 {
	t.Helper()
	s, err := blob.NewS3(opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestS3(t *testing.T) {
	sim, at := newSim(t)
	s := newS3(t, blob.S3Options{Endpoint: at, Bucket: "laporan", Prefix: "files/",
		AccessKey: simKey, SecretKey: simSecret, MaxBytes: 1 << 20})
	contract(t, s, func(hash string) {
		sim.mu.Lock()
		defer sim.mu.Unlock()
		sim.objects["files/"+hash] = []byte("lain")
	})
	sim.objects["other/readme"] = nil // not ours
	for i := range 5 {
		if _, _, err := s.Put(context.Background(), strings.NewReader(strings.Repeat("x", 70_000)+strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	if err := s.Walk(context.Background(), func(blob.Entry) error { n++; return nil }); err != nil || n != 6 {
		t.Errorf("Walk over several pages saw %d, %v; want the empty one and five", n, err)
	}
	if at := os.Getenv("TUNTAS_TEST_S3"); at != "" {
		t.Run("real", func(t *testing.T) { realS3(t, at) })
	}
}

// The simulator itself: a wrong secret and a changed body are noticed, else the tests above
// would prove nothing.
func TestS3SimulatorIsStrict(t *testing.T) {
	_, at := newSim(t)
	s := newS3(t, blob.S3Options{Endpoint: at, Bucket: "laporan", AccessKey: simKey, SecretKey: "salah"})
	if _, _, err := s.Put(context.Background(), strings.NewReader("x")); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("Put with a wrong secret: %v", err)
	}
	sim := &simS3{t: t}
	req := httptest.NewRequest(http.MethodPut, "/laporan/k", strings.NewReader("changed"))
	sum := sha256.Sum256([]byte("original"))
	req.Header.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	if _, err := sim.body(req); err == nil {
		t.Error("a changed body passed the simulator")
	}
}

func TestS3Failures(t *testing.T) {
	sim, at := newSim(t)
	opt := blob.S3Options{Endpoint: at, Bucket: "laporan", AccessKey: simKey, SecretKey: simSecret}
	s := newS3(t, opt)
	ctx := context.Background()
	hash, _, err := s.Put(ctx, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}

	failures := 0
	sim.fail = func(*http.Request) (string, int) {
		if failures++; failures <= 2 {
			return "SlowDown", http.StatusServiceUnavailable
		}
		return "", 0
	}
	if ok, err := s.Exists(ctx, hash); !ok || err != nil {
		t.Errorf("two short failures were not ridden out: %v, %v", ok, err)
	}

	sim.fail = func(*http.Request) (string, int) { return "InternalError", http.StatusInternalServerError }
	for name, call := range map[string]func() error{
		"Put":    func() error { _, _, err := s.Put(ctx, strings.NewReader("y")); return err },
		"Open":   func() error { _, _, err := s.Open(ctx, hash); return err },
		"Exists": func() error { _, err := s.Exists(ctx, hash); return err },
		"Walk":   func() error { return s.Walk(ctx, func(blob.Entry) error { return nil }) },
		"Delete": func() error { return s.Delete(ctx, hash, time.Now()) },
		"Ready":  func() error { return s.Ready(ctx) },
	} {
		if err := call(); civic.KindOf(err) != civic.KindUnavailable {
			t.Errorf("%s while the service is down: %v, want unavailable", name, err)
		}
	}
	sim.fail = func(r *http.Request) (string, int) { return "XMinioStorageFull", http.StatusInsufficientStorage }
	if _, _, err := s.Put(ctx, strings.NewReader("y")); err == nil || !strings.Contains(err.Error(), "disk_full") {
		t.Errorf("Put on a full service: %v", err)
	}
	sim.fail = nil

	opt.Bucket = "hilang"
	if err := newS3(t, opt).Ready(ctx); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("Ready without the bucket: %v", err)
	}
}

func TestS3Options(t *testing.T) {
	for _, o := range []blob.S3Options{
		{}, {Endpoint: "s3.example.org", Bucket: "b"}, {Endpoint: "ftp://s3.example.org", Bucket: "b"},
		{Endpoint: "https://s3.example.org/path", Bucket: "b"}, {Endpoint: "https://s3.example.org"},
	} {
		if _, err := blob.NewS3(o); err == nil {
			t.Errorf("NewS3(%+v) took it", o)
		}
	}
}

// realS3 runs the same contract against a real service, named as
// http://key:secret@host:port/bucket in TUNTAS_TEST_S3.
func realS3(t *testing.T, at string) {
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := u.User.Password()
	bucket, prefix := strings.Trim(u.Path, "/"), fmt.Sprintf("test-%d/", time.Now().UnixNano())
	s := newS3(t, blob.S3Options{Endpoint: u.Scheme + "://" + u.Host, Bucket: bucket, Prefix: prefix,
		AccessKey: u.User.Username(), SecretKey: secret, MaxBytes: 1 << 20})
	contract(t, s, func(hash string) {
		c, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(u.User.Username(), secret, ""), Secure: u.Scheme == "https"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.PutObject(context.Background(), bucket, prefix+hash, strings.NewReader("lain"), 4, minio.PutObjectOptions{}); err != nil {
			t.Fatal(err)
		}
	})
}
