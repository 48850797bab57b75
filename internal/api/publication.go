package api

import (
	"strconv"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// photoBody is one photo of the reporter that becomes part of a public version.
type photoBody struct {
	AttachmentID civic.ID   `json:"attachment_id" doc:"Id of the reporter's photo."`
	Alt          string     `json:"alt" doc:"What can be seen on it." maxLength:"300"`
	Parts        []partBody `json:"parts,omitempty" doc:"What nobody should recognise: it is made unrecognisable in the copy that is published." maxItems:"64"`
}

// partBody is a rectangle of a photo, in thousandths of its sides.
type partBody struct {
	X      int `json:"x" doc:"From the left, in thousandths of the width." minimum:"0" maximum:"999"`
	Y      int `json:"y" doc:"From the top, in thousandths of the height." minimum:"0" maximum:"999"`
	Width  int `json:"width" minimum:"1" maximum:"1000"`
	Height int `json:"height" minimum:"1" maximum:"1000"`
}

func photosOf(list []photoBody) (out []civic.PublicPhoto) {
	for _, b := range list {
		p := civic.PublicPhoto{File: b.AttachmentID, Alt: b.Alt}
		for _, x := range b.Parts {
			p.Parts = append(p.Parts, civic.Part{X: x.X, Y: x.Y, W: x.Width, H: x.Height})
		}
		out = append(out, p)
	}
	return out
}

// publicPhoto is a published copy of a reporter's photo.
type publicPhoto struct {
	URL      string `json:"url"`
	ThumbURL string `json:"thumb_url"`
	Alt      string `json:"alt"`
	Width    int    `json:"width" doc:"Pixels."`
	Height   int    `json:"height" doc:"Pixels."`
}

// mask is a place in a public version where something was covered or left.
type mask struct {
	Field   string    `json:"field" enum:"title,body,place"`
	Kind    string    `json:"kind" example:"NIK"`
	At      int       `json:"at" doc:"Character of the field at which it begins, from 0."`
	Covered bool      `json:"covered" doc:"false: it was found, and published all the same."`
	When    time.Time `json:"when"`
	Officer string    `json:"officer,omitempty" doc:"Who covered it; nobody when the reporter had."`
	Reason  string    `json:"reason,omitempty" doc:"Why it was published all the same."`
}

// publication shapes the public version of a view.
func (a *API) publication(v *casework.View) *publicText {
	p := v.Public
	out := &publicText{Version: p.Version, At: time.UnixMicro(p.At).UTC(), Title: p.Title, Body: p.Body, Place: p.Place, Name: p.PublicName}
	if v.Sight.Published {
		for _, f := range v.Photos {
			at := a.pageOf(v.Report.Code) + "/foto/" + strconv.Itoa(f.N)
			out.Photos = append(out.Photos, publicPhoto{URL: at, ThumbURL: at + "?kecil=1", Alt: f.Alt, Width: f.Width, Height: f.Height})
		}
	}
	for _, m := range v.Masks {
		out.Masks = append(out.Masks, mask{Field: m.Field, Kind: m.Kind, At: m.At, Covered: m.Covered, When: time.UnixMicro(m.When).UTC(), Officer: v.EditorNames[m.Officer], Reason: m.Reason})
	}
	return out
}
