package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
)

// attachment is one file of a report.
type attachment struct {
	ID        civic.ID    `json:"id"`
	Name      string      `json:"name" example:"lubang.jpg"`
	MediaType string      `json:"media_type" enum:"image/jpeg,image/png,application/pdf"`
	Size      int64       `json:"size" doc:"Bytes." example:"182033"`
	Width     int         `json:"width,omitempty" doc:"Pixels."`
	Height    int         `json:"height,omitempty" doc:"Pixels."`
	URL       string      `json:"url" doc:"Where the file is." example:"/api/v1/reports/7K2M-9QXT-4PD/attachments/2101347000000001"`
	ThumbURL  string      `json:"thumb_url,omitempty" doc:"A small picture of it."`
	Seq       int         `json:"seq" doc:"Number of the event that brought it."`
	Role      civic.Role  `json:"role" doc:"Of whoever brought it."`
	Stage     civic.Stage `json:"stage,omitempty" enum:"before,after" doc:"What a photo of the office shows: the place before the work was done, or after it."`
	Alt       string      `json:"alt,omitempty" doc:"What can be seen in the photo, for those who cannot see it."`
}

type attached struct {
	Attachments []attachment `json:"attachments"`
	Seq         int          `json:"seq" doc:"Number of events of the report now."`
}

func attachmentsOf(code civic.TrackingCode, files []casework.Attachment) []attachment {
	out := make([]attachment, len(files))
	for i, f := range files {
		url := href(code, "/attachments/"+f.ID.String())
		out[i] = attachment{ID: f.ID, Name: f.Name, MediaType: f.MediaType, Size: f.Size, Width: f.Width, Height: f.Height, URL: url, Seq: f.Seq, Role: f.Role,
			Stage: f.Stage, Alt: f.Alt}
		if f.Thumb != "" {
			out[i].ThumbURL = url + "?thumb=true"
		}
	}
	return out
}

// attach takes in up to five files. Who may not attach is told so before anything is read.
func (a *API) attach(ctx context.Context, x *exchange, p *stepParams) (*attached, error) {
	code, who, err := x.party(ctx, p.Code)
	if err != nil {
		return nil, err
	}
	cmd := civic.Command{Verb: civic.VerbAttach}
	if cmd.Seq, err = seen(0, p.IfMatch); err != nil {
		return nil, err
	}
	if err := a.Casework.May(ctx, who, code, civic.VerbAttach); err != nil {
		return nil, err
	}
	files, message, err := a.upload(ctx, x)
	if err != nil {
		return nil, err
	}
	cmd.Message = message
	r, err := a.Casework.Act(ctx, who, code, cmd, files...)
	if err != nil {
		return nil, err
	}
	v, err := a.Casework.View(ctx, who, code)
	if err != nil {
		return nil, err
	}
	out := &attached{Attachments: []attachment{}, Seq: r.Seq}
	for _, f := range attachmentsOf(code, v.Files) {
		if f.Seq == r.Seq {
			out.Attachments = append(out.Attachments, f)
		}
	}
	return out, nil
}

// upload reads a multipart form part by part, so that no more than one file is in memory at once.
func (a *API) upload(ctx context.Context, x *exchange) (files []evidence.File, message string, err error) {
	httpkit.AllowBody(x.r, evidence.MaxFiles*a.Evidence.MaxUpload()+maxJSON)
	form, err := x.r.MultipartReader()
	if err != nil {
		return nil, "", notTaken("multipart/form-data")
	}
	alts := map[civic.Stage]string{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			for i := range files {
				files[i].Alt = alts[files[i].Stage]
			}
			return files, message, nil
		}
		if err != nil {
			return nil, "", broken(err)
		}
		name := part.FormName()
		switch name {
		case "message":
			if message, err = readText(part); err != nil {
				return nil, "", err
			}
		case "alt_before", "alt_after":
			if alts[civic.Stage(name[len("alt_"):])], err = readText(part); err != nil {
				return nil, "", err
			}
		case "file", "files_before", "files_after":
			if len(files) == evidence.MaxFiles {
				return nil, "", civic.Invalid(name, "error.files_too_many", "max", evidence.MaxFiles)
			}
			f, err := a.clean(ctx, part, len(files))
			if err != nil {
				return nil, "", err
			}
			if stage, ok := strings.CutPrefix(name, "files_"); ok {
				f.Stage = civic.Stage(stage)
			}
			files = append(files, f)
		default:
			return nil, "", civic.Invalid(brief(part.FormName()), "api.field_unknown")
		}
	}
}

func readText(part io.Reader) (string, error) {
	const most = 4 * civic.MaxMessage // bytes of that many characters
	b, err := io.ReadAll(io.LimitReader(part, most+1))
	if err != nil {
		return "", broken(err)
	}
	if len(b) > most {
		return "", civic.Invalid("message", "error.too_long", "max", civic.MaxMessage)
	}
	return string(b), nil
}

// clean takes one file; nth counts from 0.
func (a *API) clean(ctx context.Context, part *multipart.Part, nth int) (evidence.File, error) {
	most := a.Evidence.MaxUpload()
	var raw bytes.Buffer
	n, err := raw.ReadFrom(io.LimitReader(part, most+1))
	if err != nil {
		return evidence.File{}, broken(err)
	}
	if n > most {
		return evidence.File{}, civic.Invalid(fmt.Sprintf("file[%d]", nth), "error.file.too_large", "mb", most>>20)
	}
	f, err := a.Evidence.Clean(ctx, part.FileName(), raw.Bytes())
	var known *civic.Error
	if errors.As(err, &known) && known.Kind == civic.KindInvalid {
		named := *known // of several files, whoever sent them wants to know which
		named.Field = fmt.Sprintf("file[%d]", nth)
		return f, &named
	}
	return f, err
}

type fileParams struct {
	Code  string `path:"tracking_id" doc:"The tracking code, with or without dashes." example:"7K2M-9QXT-4PD"`
	ID    string `path:"id" doc:"Id of the attachment." example:"2101347000000001"`
	Thumb bool   `query:"thumb" doc:"The small picture instead."`
}

// serveFile hands a file out to whoever may see it.
func (a *API) serveFile(ctx context.Context, x *exchange, p *fileParams) error {
	code, who, err := x.viewer(ctx, p.Code)
	if err != nil {
		return err
	}
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	f, body, err := a.Casework.OpenFile(ctx, who, code, id, p.Thumb)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // it was only read
	if who.Role == civic.RolePublic {
		x.public()
	}
	h := x.w.Header()
	h.Set("Content-Type", f.MediaType)
	how := "attachment"
	if strings.HasPrefix(f.MediaType, "image/") {
		how = "inline"
	}
	if p.Thumb && f.Thumb != "" {
		h.Set("Content-Type", "image/jpeg")
	}
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	http.ServeContent(x.w, x.r, "", time.Time{}, body)
	return nil
}

// files registers the routes of attachments.
func (a *API) files() {
	register(a, operation{id: "attachFiles", method: http.MethodPost, path: "/reports/{tracking_id}/attachments", tag: tagFiles, access: parties, status: http.StatusCreated,
		summary: "Attach files",
		about: "Up to five files in one form, as parts named `file`, with an optional part `message`. JPEG, PNG, WebP and PDF are taken; each is " +
			"decoded and written anew, so that nothing of where and with what it was made survives. What cannot be decoded is refused. An office may " +
			"send photos as parts `files_before` and `files_after` instead, to show the place before and after the work.",
		verbs: []civic.Verb{civic.VerbAttach}, out: exampleAttached(),
		errors: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}}, a.attach)
	a.huma.OpenAPI().Paths[Base+"/reports/{tracking_id}/attachments"].Post.RequestBody = uploadBody()
	op := operation{id: "getAttachment", method: http.MethodGet, path: "/reports/{tracking_id}/attachments/{id}", tag: tagFiles, access: readers,
		summary: "Get a file", about: "The file itself, with its media type. Files of the reporter are not public."}
	h := op.huma()
	binary := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}, Example: "(the bytes of the file)"}
	h.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
		"image/jpeg": binary, "image/png": binary, "application/pdf": binary}}}
	huma.Register(a.huma, h, func(ctx context.Context, p *fileParams) (*huma.StreamResponse, error) {
		x := exchangeOf(ctx)
		if err := a.serveFile(ctx, x, p); err != nil {
			return nil, &failure{err}
		}
		return &huma.StreamResponse{Body: func(huma.Context) {}}, nil // it is written already
	})
	a.describe(op)
}

func uploadBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
		Schema: &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{
			"file": {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"}, MaxItems: new(evidence.MaxFiles),
				Description: "Files, five at most together with the photos of before and after."},
			"files_before": staged("before the work was done"), "files_after": staged("after the work was done"),
			"alt_before": {Type: huma.TypeString, MaxLength: new(civic.MaxAlt), Description: "What the photos of before show, for those who cannot see them."},
			"alt_after":  {Type: huma.TypeString, MaxLength: new(civic.MaxAlt), Description: "What the photos of after show."},
			"message":    {Type: huma.TypeString, MaxLength: new(civic.MaxMessage), Description: "A word to go with them."}}},
		Example: map[string]any{"file": []string{"@lubang.jpg"}, "message": "Foto dari pagi ini."}}}}
}

// staged describes photos of a stage of the work.
func staged(when string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"}, MaxItems: new(evidence.MaxFiles),
		Description: "Photos of an office that show the place " + when + "; no documents."}
}
