package store_test

import (
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

func TestMasksAndPhotosComeBack(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		at := store.Micros(r.now)
		file := store.Attachment{ID: r.s.NewID(r.now), Report: rep.ID, Seq: 1, Role: civic.RoleReporter, Shown: civic.ForPublic, Hash: "aa", Thumb: "bb", MediaType: "image/png", Size: 5, Name: "foto.png"}
		masks := []store.Mask{
			{Field: "title", Kind: "NAME", At: 4, Covered: true, Officer: 5, When: at},
			{Field: "body", Kind: "PHONE", At: 0, Covered: true, When: at - 7},
			{Field: "place", Kind: "ADDRESS", At: 12, Officer: 6, When: at, Reason: "Alamat kantor."},
		}
		photos := []store.PublishedPhoto{
			{N: 1, Attachment: file.ID, Alt: "Lubang.", Parts: []civic.Part{{X: 1, Y: 2, W: 3, H: 4}, {W: 1000, H: 1000}}, Hash: "cc", Thumb: "dd", MediaType: "image/png", Size: 5 << 32, Width: 9, Height: 8, Officer: 5, When: at},
			{N: 2, Attachment: file.ID, Alt: "Jalan.", Hash: "ee", Thumb: "ff", MediaType: "image/jpeg", Size: 1, Width: 1, Height: 1, Officer: 5, When: at},
		}
		first := store.Publication{Report: rep.ID, Version: 1, At: at, Officer: 5, Title: "Satu", Body: "Isi", MaskCount: len(masks)}
		second := store.Publication{Report: rep.ID, Version: 2, At: at, Officer: 6, Title: "Dua", Body: "Isi"}
		r.write(func(tx *sqldb.Tx) {
			r.s.InsertAttachment(tx, file)
			r.s.InsertPublication(tx, first)
			r.s.InsertMasks(tx, &first, masks)
			r.s.InsertPhotos(tx, rep.ID, 1, photos)
			r.s.InsertPublication(tx, second)
		})
		first.PhotoCount = len(photos)
		for _, want := range []store.Publication{first, second} {
			got, err := r.s.PublicationOf(r.ctx, r.db, rep.ID, want.Version)
			r.must(err)
			r.same("version", got, want)
		}
		gotMasks, err := r.s.MasksOf(r.ctx, r.db, rep.ID, 1)
		r.must(err)
		r.same("masks", gotMasks, masks)
		gotPhotos, err := r.s.PhotosOf(r.ctx, r.db, rep.ID, 1)
		r.must(err)
		r.same("photos", gotPhotos, photos)
		none, err := r.s.PhotosOf(r.ctx, r.db, rep.ID, 2)
		r.must(err)
		r.same("photos of the next version", none, []store.PublishedPhoto(nil))
		for hash, want := range map[string]bool{"aa": true, "cc": true, "dd": true, "ee": true, "ff": true, "gg": false, "": false} {
			used, err := r.s.HashUsed(r.ctx, r.db, hash)
			r.must(err)
			if used != want {
				r.Errorf("HashUsed(%q) = %v", hash, used)
			}
		}
	})
}
