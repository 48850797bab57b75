package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// withPhoto is a report with one photo, checked and not yet published.
func withPhoto(t *testing.T, o *stafftest.Office) (code civic.TrackingCode, at, id string, f evidence.File) {
	t.Helper()
	f, err := o.Evidence.Clean(t.Context(), "foto.png", picture(t))
	if err != nil {
		t.Fatal(err)
	}
	code, at = verified(o, "Jalan berlubang di depan pasar.", func(r *intake.Request) { r.Files = append(r.Files, f) })
	v, err := o.Casework.View(t.Context(), o.Actor("kota"), code)
	if err != nil || len(v.Files) != 1 {
		t.Fatalf("%d files, %v", len(v.Files), err)
	}
	return code, at, v.Files[0].ID.String(), f
}

// A photo is chosen, described, blurred by ticking squares, and shown to everybody as a copy; the form needs no scripts.
func TestPublishingAPhotoWithoutScripts(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		code, at, id, original := withPhoto(t, o)
		kota, form := o.As("kota"), at+"/terbitkan"
		public := "/laporan/" + code.Display()
		f := kota.Get(at).Form(form)
		if f.Has("cell_" + id) {
			t.Error("the grid stands on the page before anybody asked for it")
		}
		p := f.Set("photo", id).Set("do", "foto").Send()
		f = p.Form(form)
		if p.Status != http.StatusOK || f.Value("photo") != id || !f.Has("cell_"+id) || strings.Count(p.Body, `name="cell_`+id+`"`) != 48 {
			t.Fatalf("the tools: %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = f.Set("cell_"+id, "0-0").Set("public_body", "Jalan berlubang.").Send()
		f = p.Form(form)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis apa yang terlihat di foto ini.") || f.Value("photo") != id || f.Value("cell_"+id) != "0-0" {
			t.Fatalf("a photo without a description: %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = f.Set("alt_"+id, "Lubang di jalan.").Set("cell_"+id, "8-0").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a square outside of the photo: %d", p.Status)
		}
		p = p.Form(form).Set("cell_"+id, "7-5").Set("parts_"+id, "100,100,200,200").Send()
		if p.Path != at || !p.Has("Bagian disamarkan: 2, oleh Koko Kota") {
			t.Fatalf("publishing: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)

		stranger := o.Browse()
		page := stranger.Get(public)
		stafftest.Rules(t, page)
		if !strings.Contains(page.Body, `alt="Lubang di jalan."`) || strings.Contains(page.Body, id) {
			t.Error("the public page does not show the photo with its description, or names the original")
		}
		got := stranger.Get(public + "/foto/1")
		kept, _, err := o.Evidence.Open(t.Context(), original.Hash)
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("Cache-Control") != "no-store" || len(got.Body) == 0 {
			t.Errorf("the photo: %d %s %s", got.Status, got.Header.Get("Content-Type"), got.Header.Get("Cache-Control"))
		}
		if small := stranger.Get(public + "/foto/1?kecil=1"); small.Status != http.StatusOK || small.Header.Get("Content-Type") != "image/jpeg" {
			t.Errorf("the small photo: %d", small.Status)
		}
		for _, path := range []string{public + "/foto/0", public + "/foto/2", public + "/foto/x", public + "/berkas/" + id} {
			if got := stranger.Get(path); got.Status != http.StatusNotFound {
				t.Errorf("%s answers %d", path, got.Status)
			}
		}
		if got := kota.Get(at + "/foto/1"); got.Status != http.StatusOK {
			t.Errorf("the officer's copy: %d", got.Status)
		}
		if got := o.As("sosial").Get(at + "/foto/1"); got.Status != http.StatusNotFound {
			t.Errorf("an officer elsewhere: %d", got.Status)
		}

		f = kota.Get(at).Form(form)
		if f.Value("photo") != id || f.Value("alt_"+id) != "Lubang di jalan." || !strings.HasPrefix(f.Value("parts_"+id), "100,100,200,200;875,") {
			t.Errorf("the next version does not go on from this one: %q %q", f.Value("photo"), f.Value("parts_"+id))
		}
		p = f.Set("clear_"+id, "yes").Send()
		if !p.Has("Versi publik ke-2") || !p.Has("Bagian disamarkan: 0") {
			t.Errorf("removing the blur: %d at %s", p.Status, p.Path)
		}
		kota.Get(at).Form(at+"/tarik").Set("message", "Salah terbit.").Send()
		if got := stranger.Get(public + "/foto/1"); got.Status != http.StatusNotFound {
			t.Errorf("taken back, the photo answers %d", got.Status)
		}
	})
}
