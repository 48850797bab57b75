package staff

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// formMemory is how much of a form with files is held in memory, in bytes; the rest waits on disk.
const formMemory = 4 << 20

// ReadForm reads a form of either encoding; r.PostForm holds its words afterwards.
func ReadForm(r *http.Request) error {
	err := r.ParseMultipartForm(formMemory)
	if errors.Is(err, http.ErrNotMultipart) {
		err = r.ParseForm()
	}
	switch _, tooLarge := errors.AsType[*http.MaxBytesError](err); {
	case err == nil:
		return nil
	case tooLarge:
		return err
	default:
		if _, ours := errors.AsType[*civic.Error](err); ours {
			return err
		}
		return civic.Invalid("", "error.json_wrong")
	}
}

// AllowFiles lets a request carry as many files as a message may have. Call it before ReadForm.
func AllowFiles(r *http.Request, k *evidence.Keeper) {
	httpkit.AllowBody(r, evidence.MaxFiles*k.MaxUpload()+maxKept)
}

// Files cleans the files of a form and stores them: those of the field files, and photos of before and after the work.
// ReadForm comes first. Errors: invalid "files", "files_before", "files_after".
func Files(r *http.Request, k *evidence.Keeper) ([]evidence.File, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }() // what stays behind is the machine's to tidy
	var out []evidence.File
	for _, stage := range append([]civic.Stage{""}, civic.Stages()...) {
		name := StageField("files", stage)
		sent := r.MultipartForm.File[name]
		if len(out)+len(sent) > evidence.MaxFiles {
			return nil, civic.Invalid(name, "error.files_too_many", "max", evidence.MaxFiles)
		}
		for _, head := range sent {
			data, err := readFile(head, k.MaxUpload())
			if err != nil {
				return nil, err
			}
			take := k.Clean
			if stage != "" {
				take = k.CleanPhoto
			}
			f, err := take(r.Context(), head.Filename, data)
			if err != nil {
				return nil, aboutFiles(name, err)
			}
			f.Stage = stage
			out = append(out, f)
		}
	}
	return out, nil
}

// StageField is the name of a field of the form that belongs to photos of a stage.
func StageField(name string, s civic.Stage) string {
	if s == "" {
		return name
	}
	return name + "_" + string(s)
}

// aboutFiles puts a mistake of one file beside the question for such files.
func aboutFiles(name string, err error) error {
	if e, ok := errors.AsType[*civic.Error](err); ok && e.Kind == civic.KindInvalid {
		about := *e
		about.Field = name
		return &about
	}
	return err
}

func readFile(head *multipart.FileHeader, most int64) ([]byte, error) {
	f, err := head.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	return data, errors.Join(err, f.Close())
}

// Text returns a trimmed value of the form.
func Text(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// Number returns a number of the form, -1 for what is none.
func Number(r *http.Request, name string) int {
	n, err := strconv.Atoi(Text(r, name))
	if err != nil {
		return -1
	}
	return n
}

// ID returns an id of the form, 0 for none.
func ID(s string) civic.ID {
	id, err := civic.ParseID(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return id
}

// Day returns the date of three boxes NAME_day, NAME_month and NAME_year. No date for three
// empty ones. Errors: invalid NAME.
func Day(r *http.Request, name string) (civic.Date, error) {
	d, m, y := Text(r, name+"_day"), Text(r, name+"_month"), Text(r, name+"_year")
	if d == "" && m == "" && y == "" {
		return civic.Date{}, nil
	}
	for _, part := range []*string{&d, &m} {
		if len(*part) == 1 {
			*part = "0" + *part
		}
	}
	got, err := civic.ParseDate(y + "-" + m + "-" + d)
	if err != nil {
		return civic.Date{}, civic.Invalid(name, "error.date_invalid")
	}
	return got, nil
}

// Mistakes says what is to be mended in a form. place turns the field of an error into the id of
// the box on the page; nil leaves it as it is. ok is false for errors that are not the form's.
func Mistakes(p *i18n.Printer, err error, place func(field string) string) (ms ui.Mistakes, ok bool) {
	switch civic.KindOf(err) {
	case civic.KindInvalid, civic.KindForbidden, civic.KindConflict, civic.KindTooMany:
	default:
		return nil, false
	}
	all := civic.FaultsOf(err)
	if len(all) == 0 {
		e, known := errors.AsType[*civic.Error](err)
		if !known {
			return nil, false
		}
		all = append(all, e)
	}
	for _, e := range all {
		field := e.Field
		if field != "" && place != nil {
			field = place(field)
		}
		ms = append(ms, ui.Mistake{Field: field, Text: p.Err(e)})
	}
	return ms, true
}

// StatusOf is the status with which a form comes back.
func StatusOf(err error) int { return httpkit.StatusOf(civic.KindOf(err)) }
