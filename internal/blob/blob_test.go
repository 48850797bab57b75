package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"tuntas/internal/blob"
	"tuntas/internal/civic"
)

// contract is what every keeper has to do. damage changes a kept file behind its back.
func contract(t *testing.T, s blob.Store, damage func(hash string)) {
	t.Helper()
	data := []byte("foto jalan berlubang")
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	keeps(t, s, data, hash)
	young := walks(t, s, hash, int64(len(data)))
	deletes(t, s, hash, young, damage)
	refuses(t, s, hash)
}

// keeps: what is put comes back, whole and from any place in it.
func keeps(t *testing.T, s blob.Store, data []byte, want string) {
	t.Helper()
	ctx := context.Background()
	for range 2 {
		hash, size, err := s.Put(ctx, bytes.NewReader(data))
		if err != nil || hash != want || size != int64(len(data)) {
			t.Fatalf("Put = %s, %d, %v", hash, size, err)
		}
	}
	f, size, err := s.Open(ctx, want)
	if err != nil || size != int64(len(data)) {
		t.Fatalf("Open = %d, %v", size, err)
	}
	if _, err := f.Seek(5, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != string(data[5:]) {
		t.Fatalf("read after seek = %q, %v", got, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := blob.Verify(ctx, s, want); err != nil {
		t.Fatalf("Verify: %v", err)
	}
	if err := s.Ready(ctx); err != nil {
		t.Fatalf("Ready: %v", err)
	}
}

// walks: every file is told once, an empty one too, until the caller has enough. It returns
// when the youngest was put.
func walks(t *testing.T, s blob.Store, hash string, size int64) (young time.Time) {
	t.Helper()
	ctx := context.Background()
	empty, n, err := s.Put(ctx, strings.NewReader(""))
	if err != nil || n != 0 {
		t.Fatalf("Put of nothing = %d, %v", n, err)
	}
	seen := map[string]int64{}
	if err := s.Walk(ctx, func(e blob.Entry) error {
		seen[e.Hash] = e.Size
		if e.Put.After(young) {
			young = e.Put
		}
		return nil
	}); err != nil || len(seen) != 2 || seen[hash] != size || seen[empty] != 0 {
		t.Fatalf("Walk saw %v, %v", seen, err)
	}
	stop := errors.New("enough")
	if err := s.Walk(ctx, func(blob.Entry) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Walk did not stop: %v", err)
	}
	return young
}

// deletes: a young file stays, a damaged one is noticed, an old one goes, twice.
func deletes(t *testing.T, s blob.Store, hash string, young time.Time, damage func(string)) {
	t.Helper()
	ctx := context.Background()
	if err := s.Delete(ctx, hash, young.Add(-time.Minute)); civic.KindOf(err) != civic.KindConflict {
		t.Errorf("Delete of a young file: %v, want conflict", err)
	}
	if ok, err := s.Exists(ctx, hash); !ok || err != nil {
		t.Fatalf("a refused Delete removed the file: %v, %v", ok, err)
	}
	damage(hash)
	if err := blob.Verify(ctx, s, hash); err == nil || civic.KindOf(err) != civic.KindInternal {
		t.Errorf("Verify of a damaged file: %v, want internal", err)
	}
	for range 2 {
		if err := s.Delete(ctx, hash, young.Add(time.Hour)); err != nil {
			t.Fatalf("Delete: %v", err)
		}
	}
	if ok, err := s.Exists(ctx, hash); ok || err != nil {
		t.Errorf("Exists after Delete = %v, %v", ok, err)
	}
}

// refuses: hashes that are none, readers that break, too much, and nobody waiting.
func refuses(t *testing.T, s blob.Store, gone string) {
	t.Helper()
	ctx := context.Background()
	for _, bad := range []string{gone, "", "../../etc/passwd", strings.ToUpper(gone), gone + "0", strings.Repeat("g", 64)} {
		if _, _, err := s.Open(ctx, bad); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("Open(%q) = %v, want not_found", bad, err)
		}
		if ok, err := s.Exists(ctx, bad); ok || err != nil {
			t.Errorf("Exists(%q) = %v, %v", bad, ok, err)
		}
	}
	if err := s.Delete(ctx, "../x", time.Now()); civic.KindOf(err) != civic.KindNotFound {
		t.Errorf("Delete of a path: %v", err)
	}
	if _, _, err := s.Put(ctx, iotest.ErrReader(errors.New("line cut"))); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("Put from a broken reader: %v", err)
	}
	if _, _, err := s.Put(ctx, bytes.NewReader(make([]byte, 2<<20))); civic.KindOf(err) != civic.KindInvalid {
		t.Errorf("Put over the limit: %v", err)
	}
	left, cancel := context.WithCancel(ctx)
	cancel()
	if _, _, err := s.Put(left, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("Put for nobody: %v", err)
	}
}

func newFolder(t *testing.T, opt blob.FolderOptions) *blob.Folder {
	t.Helper()
	f, err := blob.NewFolder(opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f := newFolder(t, blob.FolderOptions{Dir: dir, MaxBytes: 1 << 20, MinFree: 1})
	path := func(hash string) string { return filepath.Join(dir, hash[:2], hash[2:4], hash) }
	contract(t, f, func(hash string) {
		if err := os.WriteFile(path(hash), []byte("sesuatu yang lain"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	hash, _, err := f.Put(context.Background(), strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path(hash))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a kept file is %v, %v; want mode 0600", info.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Join(dir, "tmp"))
	if err != nil || len(left) != 0 {
		t.Errorf("%d unfinished files left after failed uploads, %v", len(left), err)
	}
}

// A damaged file is healed by putting the right bytes again.
func TestFolderHeals(t *testing.T) {
	dir := t.TempDir()
	f := newFolder(t, blob.FolderOptions{Dir: dir, MinFree: -1})
	ctx := context.Background()
	hash, _, err := f.Put(ctx, strings.NewReader("benar"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, hash[:2], hash[2:4], hash), 2); err != nil {
		t.Fatal(err)
	}
	if blob.Verify(ctx, f, hash) == nil {
		t.Fatal("the damage went unnoticed")
	}
	if _, _, err := f.Put(ctx, strings.NewReader("benar")); err != nil {
		t.Fatal(err)
	}
	if err := blob.Verify(ctx, f, hash); err != nil {
		t.Error(err)
	}
}

// A disk that is nearly full refuses before a byte is written.
func TestFolderDiskFull(t *testing.T) {
	dir := t.TempDir()
	free := int64(10 << 20)
	f := newFolder(t, blob.FolderOptions{Dir: dir, MaxBytes: 1 << 20, MinFree: 5 << 20,
		Free: func(string) (int64, error) { return free, nil }})
	ctx := context.Background()
	if _, _, err := f.Put(ctx, strings.NewReader("masih muat")); err != nil {
		t.Fatal(err)
	}
	free = 5 << 20
	read := false
	_, _, err := f.Put(ctx, readFunc(func(p []byte) (int, error) { read = true; return 0, io.EOF }))
	e, ok := errors.AsType[*civic.Error](err)
	if !ok || e.Kind != civic.KindUnavailable || e.Key != "error.file.disk_full" {
		t.Errorf("Put on a full disk: %v", err)
	}
	if read {
		t.Error("the upload was read although there is no room for it")
	}
	if f.Ready(ctx) == nil {
		t.Error("Ready says yes on a full disk")
	}
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

func TestFolderRemovesUnfinished(t *testing.T) {
	dir := t.TempDir()
	f := newFolder(t, blob.FolderOptions{Dir: dir, MinFree: -1})
	old, young := filepath.Join(dir, "tmp", "put-1"), filepath.Join(dir, "tmp", "put-2")
	now := time.Now()
	for _, p := range []string{old, young} {
		if err := os.WriteFile(p, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, now, now.Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n, err := f.RemoveUnfinished(now.Add(-24 * time.Hour)); n != 1 || err != nil {
		t.Fatalf("RemoveUnfinished = %d, %v", n, err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("an upload in progress was removed")
	}
}

// The same file from many senders at once ends up whole, once.
func TestFolderConcurrentPuts(t *testing.T) {
	dir := t.TempDir()
	f := newFolder(t, blob.FolderOptions{Dir: dir, MinFree: -1})
	ctx := context.Background()
	data := bytes.Repeat([]byte("sama "), 50_000)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			hash, _, err := f.Put(ctx, bytes.NewReader(data))
			if err != nil {
				t.Error(err)
				return
			}
			if err := blob.Verify(ctx, f, hash); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n := 0
	if err := f.Walk(ctx, func(blob.Entry) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("%d files kept, %v; want 1", n, err)
	}
}

func TestFolderNeedsDir(t *testing.T) {
	if _, err := blob.NewFolder(blob.FolderOptions{}); err == nil {
		t.Error("a Folder without a folder")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.NewFolder(blob.FolderOptions{Dir: file}); err == nil {
		t.Error("a Folder that is a file")
	}
}
