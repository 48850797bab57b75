package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// copies makes the public copies of the photos that a command publishes, before the transaction that will own them: it
// takes longer than a transaction should. Errors: those of May; invalid "photos", "photo_alt", "photo_parts".
func (c *Casework) copies(ctx context.Context, who civic.Actor, code civic.TrackingCode, cmd *civic.Command) ([]store.PublishedPhoto, error) {
	if len(cmd.Photos) == 0 {
		return nil, nil
	}
	if cmd.Verb != civic.VerbPublish && (cmd.Verb != civic.VerbVerify || !cmd.Publish) {
		return nil, civic.Invalid("photos", "error.photos_unpublished")
	}
	for i := range cmd.Photos {
		cmd.Photos[i].Alt = civic.TidyText(cmd.Photos[i].Alt)
	}
	if err := civic.CheckPublicPhotos(cmd.Photos); err != nil {
		return nil, err
	}
	if err := c.May(ctx, who, code, cmd.Verb); err != nil {
		return nil, err
	}
	v, err := c.View(ctx, who, code)
	if err != nil {
		return nil, err
	}
	var out []store.PublishedPhoto
	for _, p := range cmd.Photos {
		i := slices.IndexFunc(v.Files, func(f store.Attachment) bool { return f.ID == p.File && Publishable(f) })
		if i < 0 || !v.Sight.Text {
			return nil, civic.Invalid("photos", "error.photo_unknown", "file", p.File)
		}
		f, err := c.keeper.Cover(ctx, v.Files[i].Hash, v.Files[i].Name, p.Parts)
		if err != nil {
			return nil, err
		}
		out = append(out, store.PublishedPhoto{Attachment: p.File, Alt: p.Alt, Parts: p.Parts, Hash: f.Hash, Thumb: f.Thumb, MediaType: f.MediaType,
			Size: f.Size, Width: f.Width, Height: f.Height, Officer: who.Officer, When: store.Micros(c.now())})
	}
	return out, nil
}

// Publishable tells whether a file may become part of a public version: a photo of the reporter. What the office sent
// is public by itself where its event is.
func Publishable(f Attachment) bool { return f.Role == civic.RoleReporter && f.Thumb != "" }

// keepCopies writes the photos of the version that this transaction has just published.
func (c *Casework) keepCopies(tx *sqldb.Tx, r *civic.Report, photos []store.PublishedPhoto) {
	if len(photos) > 0 {
		c.store.InsertPhotos(tx, r.ID, r.Version, photos)
	}
}

// published loads what belongs to the public version of a view. Whoever is no officer with the text sees the photos,
// and nothing of how they came about.
func (c *Casework) published(ctx context.Context, who civic.Actor, v *View) (err error) {
	p := v.Public
	if p.PhotoCount > 0 {
		if v.Photos, err = c.store.PhotosOf(ctx, c.store.DB, v.Report.ID, p.Version); err != nil {
			return err
		}
	}
	if !v.Sight.Text || !who.IsOfficer() {
		for i := range v.Photos {
			v.Photos[i].Attachment, v.Photos[i].Parts, v.Photos[i].Officer = 0, nil, 0
		}
		return nil
	}
	if p.MaskCount > 0 {
		if v.Masks, err = c.store.MasksOf(ctx, c.store.DB, v.Report.ID, p.Version); err != nil {
			return err
		}
	}
	var ids []civic.ID
	for _, m := range v.Masks {
		ids = append(ids, m.Officer)
	}
	for _, f := range v.Photos {
		ids = append(ids, f.Officer)
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) > 0 {
		v.EditorNames, err = c.store.OfficerNames(ctx, c.store.DB, ids)
	}
	return err
}

// OpenPhoto hands out the n-th photo of the public version of a report to whoever may see that version. The original is
// never handed out by it. Errors: not_found.
func (c *Casework) OpenPhoto(ctx context.Context, who civic.Actor, code civic.TrackingCode, n int, thumb bool) (PublishedPhoto, File, error) {
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return PublishedPhoto{}, nil, err
	}
	see := civic.Look(c.atlas.Current(ctx).Tree, who, &r)
	if r.Version > 0 && (see.Published || see.Text && who.IsOfficer()) {
		photos, err := c.store.PhotosOf(ctx, c.store.DB, r.ID, r.Version)
		if err != nil {
			return PublishedPhoto{}, nil, err
		}
		if i := slices.IndexFunc(photos, func(f store.PublishedPhoto) bool { return f.N == n }); i >= 0 {
			f, hash := photos[i], photos[i].Hash
			if thumb {
				hash, f.MediaType = f.Thumb, "image/jpeg"
			}
			body, _, err := c.keeper.Open(ctx, hash)
			return f, body, err
		}
	}
	return PublishedPhoto{}, nil, civic.NotFound("error.not_found")
}
