package evidence_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"testing"

	"tuntas/internal/blob"
	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

func keeper(t *testing.T) (*evidence.Keeper, *blob.Folder) {
	t.Helper()
	f, err := blob.NewFolder(blob.FolderOptions{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return evidence.New(f, clean.New(clean.Limits{})), f
}

func kept(t *testing.T, f *blob.Folder) (n int) {
	t.Helper()
	if err := f.Walk(t.Context(), func(blob.Entry) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPictureIsKeptWithItsThumbnail(t *testing.T) {
	k, f := keeper(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 900, 600))); err != nil {
		t.Fatal(err)
	}
	got, err := k.Clean(t.Context(), "../../foto\n.png", b.Bytes())
	if err != nil || got.Width != 900 || got.Height != 600 || got.Thumb == "" || got.Thumb == got.Hash || kept(t, f) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, hash := range []string{got.Hash, got.Thumb} {
		if err := blob.Verify(t.Context(), f, hash); err != nil {
			t.Error(err)
		}
	}
	body, size, err := k.Open(t.Context(), got.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if all, err := io.ReadAll(body); err != nil || int64(len(all)) != size || size != got.Size {
		t.Errorf("%d bytes, %d told, %d in the row; %v", len(all), size, got.Size, err)
	}
	row := got.Row(5, &civic.Report{ID: 6}, 7, civic.RoleReporter, civic.ForPublic)
	if row.ID != 5 || row.Report != 6 || row.Seq != 7 || row.Hash != got.Hash || row.Thumb != got.Thumb || row.Size != got.Size || row.Name != got.Name || row.MediaType != got.MediaType {
		t.Errorf("%+v", row)
	}
	if _, _, err := k.Open(t.Context(), "../../etc/passwd"); civic.KindOf(err) != civic.KindNotFound {
		t.Error(err)
	}
}

// What cannot be decoded is refused, and nothing of it is kept.
func TestWhatIsNoPictureIsNeverKept(t *testing.T) {
	k, f := keeper(t)
	for name, data := range map[string][]byte{"foto.jpg": []byte("<html><script>alert(1)</script>"), "foto.png": []byte("\x89PNG\r\n\x1a\nrusak"), "surat.pdf": []byte("%PDF-1.4 rusak"),
		"foto.svg": []byte("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "kosong.jpg": nil} {
		if got, err := k.Clean(t.Context(), name, data); civic.KindOf(err) != civic.KindInvalid || got != (evidence.File{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if n := kept(t, f); n != 0 {
		t.Errorf("%d files were kept", n)
	}
}
