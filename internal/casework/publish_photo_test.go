package casework_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// photo is a picture with a sign in its upper left quarter that nobody should see.
func photo(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 400, 300))
	for y := range 300 {
		for x := range 400 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictured is a report with a photo that waits to be verified.
func pictured(t *testing.T, w *apptest.Town, secret bool) (intake.Receipt, casework.Attachment) {
	t.Helper()
	req := w.Pothole()
	req.Secret = secret
	f, err := w.Evidence.Clean(t.Context(), "foto.png", photo(t))
	if err != nil {
		t.Fatal(err)
	}
	req.Files = append(req.Files, f)
	got := w.Submit(req)
	v, err := w.Casework.View(t.Context(), w.Officer("nasional"), got.Code)
	if err != nil {
		t.Fatal(err)
	}
	if secret {
		return got, casework.Attachment{}
	}
	return got, v.Files[0]
}

func public(w *apptest.Town, photos ...civic.PublicPhoto) civic.Command {
	return civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true,
		PublicTitle: "Jalan berlubang", PublicBody: "Jalan di depan pasar berlubang.", Photos: photos}
}

func quarter(f casework.Attachment) civic.PublicPhoto {
	return civic.PublicPhoto{File: f.ID, Alt: "Lubang selebar setengah jalan.", Parts: []civic.Part{{W: 500, H: 500}}}
}

// Only the covered copy is public, only while the version is, and never the original.
func TestOnlyTheCoveredCopyIsPublic(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, f := pictured(t, w, false)
		stranger := civic.Actor{Role: civic.RolePublic}
		w.Do(w.Officer("nasional"), got.Code, public(w, quarter(f)))

		v, err := w.Casework.View(t.Context(), stranger, got.Code)
		if err != nil || len(v.Photos) != 1 || len(v.Files) != 0 {
			t.Fatalf("%d photos, %d files, %v", len(v.Photos), len(v.Files), err)
		}
		p := v.Photos[0]
		if p.Alt != "Lubang selebar setengah jalan." || p.N != 1 || p.Officer != 0 || p.Parts != nil || p.Attachment != 0 {
			t.Errorf("strangers see %+v", p)
		}
		if p.Hash == f.Hash || p.Thumb == f.Thumb {
			t.Error("the copy is the original")
		}
		if _, _, err := w.Casework.OpenFile(t.Context(), stranger, got.Code, f.ID, false); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("the original is public: %v", err)
		}
		_, body, err := w.Casework.OpenPhoto(t.Context(), stranger, got.Code, 1, false)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(body)
		if err := errors.Join(err, body.Close()); err != nil {
			t.Fatal(err)
		}
		seen := map[color.Color]bool{}
		for y := range 150 {
			for x := range 200 {
				seen[img.At(x, y)] = true
			}
		}
		if len(seen) > 49 || color.NRGBAModel.Convert(img.At(300, 200)) != color.Color(color.NRGBA{44, 200, 96, 255}) {
			t.Errorf("%d colours left of the covered quarter; beside it %v", len(seen), img.At(300, 200))
		}
		for n := range 3 {
			if n != 1 {
				if _, _, err := w.Casework.OpenPhoto(t.Context(), stranger, got.Code, n, false); civic.KindOf(err) != civic.KindNotFound {
					t.Errorf("photo %d: %v", n, err)
				}
			}
		}

		city := w.Officer("kota")
		if v, err := w.Casework.View(t.Context(), city, got.Code); err != nil || v.Photos[0].Officer == 0 || len(v.Photos[0].Parts) != 1 || v.EditorNames[v.Photos[0].Officer] != "Nia Nasional" {
			t.Errorf("the record: %+v %v", v.Photos, err)
		}
		thumb, body, err := w.Casework.OpenPhoto(t.Context(), stranger, got.Code, 1, true)
		if err != nil || thumb.MediaType != "image/jpeg" {
			t.Fatalf("%+v %v", thumb, err)
		}
		if _, err := io.Copy(io.Discard, body); errors.Join(err, body.Close()) != nil {
			t.Error(err)
		}
		for _, hash := range []string{p.Hash, p.Thumb} { // the sweeper must not take it for an orphan
			if used, err := w.Store.HashUsed(t.Context(), w.DB, hash); err != nil || !used {
				t.Errorf("%s counts as used: %v, %v", hash, used, err)
			}
		}
	})
}

// A photo is public only while its version is: not when it was taken back, not when the report became secret, and not
// in a version without it.
func TestPhotosVanishWithTheirVersion(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, f := pictured(t, w, false)
		stranger, city := civic.Actor{Role: civic.RolePublic}, w.Officer("kota")
		gone := func(when string, who civic.Actor) {
			t.Helper()
			if _, _, err := w.Casework.OpenPhoto(t.Context(), who, got.Code, 1, false); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%s: %v", when, err)
			}
		}
		gone("before publication", stranger)
		w.Do(w.Officer("nasional"), got.Code, public(w, quarter(f)))
		if _, body, err := w.Casework.OpenPhoto(t.Context(), stranger, got.Code, 1, false); err != nil || body.Close() != nil {
			t.Fatalf("published: %v", err)
		}
		w.Do(city, got.Code, civic.Command{Verb: civic.VerbUnpublish, Message: "Salah terbit."})
		gone("taken back", stranger)
		w.Do(city, got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan", PublicBody: "Jalan berlubang.", Photos: []civic.PublicPhoto{quarter(f)}})
		reporter := civic.ReporterActor(got.Report.ID)
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		gone("secret", stranger)
		gone("secret, to an officer elsewhere", w.Officer("dinkes"))
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReveal, Flag: civic.FlagSecret})
		w.Do(city, got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan", PublicBody: "Jalan berlubang."})
		gone("a version without photos", stranger)
	})
}

// What cannot be published is refused with the field, and nothing is kept of it.
func TestPhotosThatAreRefused(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, f := pictured(t, w, false)
		_, other := pictured(t, w, false)
		refused := func(name, who string, cmd civic.Command, kind civic.Kind, field string) {
			t.Helper()
			_, err := w.Casework.Act(t.Context(), w.Officer(who), got.Code, cmd)
			known, ok := errors.AsType[*civic.Error](err)
			if !ok || known.Kind != kind || known.Field != field {
				t.Errorf("%s: %v", name, err)
			}
		}
		refused("without a description", "nasional", public(w, civic.PublicPhoto{File: f.ID, Alt: " "}), civic.KindInvalid, "photo_alt")
		refused("of another report", "nasional", public(w, quarter(other)), civic.KindInvalid, "photos")
		refused("unknown", "nasional", public(w, quarter(casework.Attachment{ID: 5})), civic.KindInvalid, "photos")
		refused("outside of the picture", "nasional", public(w, civic.PublicPhoto{File: f.ID, Alt: "Foto.", Parts: []civic.Part{{X: 999, W: 5, H: 5}}}), civic.KindInvalid, "photo_parts")
		silent := public(w, quarter(f))
		silent.Publish = false
		refused("without publishing", "nasional", silent, civic.KindInvalid, "photos")
		refused("by somebody elsewhere", "dinkes", public(w, quarter(f)), civic.KindNotFound, "")
		refused("by a watcher", "pengawas", public(w, quarter(f)), civic.KindForbidden, "")
		noted := civic.Command{Verb: civic.VerbNote, Message: "Catatan.", Photos: []civic.PublicPhoto{quarter(f)}}
		refused("with a note", "nasional", noted, civic.KindInvalid, "photos")
		found := public(w, quarter(f))
		found.PublicBody = foundBody
		refused("with personal data", "nasional", found, civic.KindInvalid, "found")
		if n := w.Number(`SELECT count(*) FROM publication_photo`); n != 0 {
			t.Errorf("%d rows were kept", n)
		}
	})
}

// Of a secret report no photo becomes public, whatever is sent.
func TestPhotosOfASecretReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := pictured(t, w, true)
		id := w.Number(`SELECT id FROM attachment WHERE report_id = $1`, int64(got.Report.ID))
		cmd := public(w, civic.PublicPhoto{File: civic.ID(id), Alt: "Foto."})
		for _, who := range []string{"nasional", "pengawas", "kota"} {
			if _, err := w.Casework.Act(t.Context(), w.Officer(who), got.Code, cmd); err == nil || civic.KindOf(err) == civic.KindInternal {
				t.Errorf("%s: %v", who, err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM publication_photo`); n != 0 {
			t.Errorf("%d photos of a secret report", n)
		}
	})
}
