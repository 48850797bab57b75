package officer

import (
	"crypto/rand"
	"slices"
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// draftFiles is the hidden box with the number of an own draft whose files are used again.
const draftFiles = "draft_files"

// keptFiles are cleaned files that wait for their form to be mended.
type keptFiles struct {
	Files []evidence.File `json:"files"`
}

// files takes the files of a form in: new ones, those that were kept from its last sending, and those of the own draft
// that it mends; without those that are to be left out. A form whose files have a mistake keeps the others. in is nil
// where there is no report yet.
func (p *Pages) files(v *staff.Visit, in *casework.View, a action, form *typed) error {
	if !a.files {
		return nil
	}
	var dropped []evidence.File
	back, err := p.broughtBack(v, in, form)
	if err != nil {
		return err
	}
	form.Files, dropped = leaveOut(back, form.Values[staff.DropField])
	form.Values.Del(draftFiles) // from here on they are kept like any other
	form.Values.Del(staff.DropField)
	fresh, err := staff.Files(v.R, p.Evidence)
	if err == nil && len(form.Files)+len(fresh) > evidence.MaxFiles {
		err = civic.Invalid("files", "error.files_too_many", "max", evidence.MaxFiles)
	}
	if err == nil {
		form.Files = append(form.Files, fresh...)
	}
	for i := range form.Files {
		if f := &form.Files[i]; f.Stage != "" {
			f.Alt = staff.Text(v.R, staff.StageField("alt", f.Stage)) // as it stands in the form now, for kept ones too
		}
	}
	if err != nil {
		p.keepFiles(v, form)
		return err
	}
	forget(form, dropped)
	return nil
}

// broughtBack are the files that a form brings from its last sending, or from the draft that it mends. Errors: invalid
// "files" when they waited too long: nothing goes out without the proof that its writer believes is there.
func (p *Pages) broughtBack(v *staff.Visit, in *casework.View, form *typed) ([]evidence.File, error) {
	if form.Token = staff.Text(v.R, "files_kept"); form.Token != "" {
		var kept keptFiles
		if p.Intake.Draft(v.R.Context(), form.Token, &kept) != nil {
			form.Token = ""
			return nil, civic.Invalid("files", "error.files_gone")
		}
		return kept.Files, nil
	}
	if in == nil {
		return nil, nil
	}
	return ownDraftFiles(v.Who.Officer, in, staff.Number(v.R, draftFiles)), nil
}

// ownDraftFiles are the files of the officer's own draft with this number.
func ownDraftFiles(me civic.ID, in *casework.View, seq int) []evidence.File {
	own := func(e casework.Entry) bool { return e.Seq == seq && e.Verb == civic.VerbPropose && e.Officer == me }
	if !slices.ContainsFunc(in.Events, own) {
		return nil
	}
	var out []evidence.File
	for _, f := range in.Files {
		if f.Seq == seq {
			out = append(out, evidence.File{Hash: f.Hash, Thumb: f.Thumb, MediaType: f.MediaType, Size: f.Size, Width: f.Width, Height: f.Height, Name: f.Name,
				Stage: f.Stage, Alt: f.Alt})
		}
	}
	return out
}

// dropValue tells a kept file from the others of its form; the same photo may stand for two stages. It is no place in
// the list, for that moves when the form is sent from two windows.
func dropValue(f *evidence.File) string { return string(f.Stage) + "." + f.Hash }

// leaveOut parts kept files from those that are to be left out. What names none of them leaves out nothing.
func leaveOut(all []evidence.File, values []string) (kept, dropped []evidence.File) {
	for i := range all {
		if slices.Contains(values, dropValue(&all[i])) {
			dropped = append(dropped, all[i])
		} else {
			kept = append(kept, all[i])
		}
	}
	return kept, dropped
}

// forget lets the description of a stage go with the last photo of it, unless it was written anew.
func forget(form *typed, dropped []evidence.File) {
	for _, f := range dropped {
		name := staff.StageField("alt", f.Stage)
		if f.Stage != "" && !shown(form.Files, f.Stage) && civic.TidyText(form.Values.Get(name)) == civic.TidyText(f.Alt) {
			form.Values.Set(name, "")
		}
	}
}

// shown tells whether one of the files is a photo of a stage.
func shown(files []evidence.File, s civic.Stage) bool {
	return slices.ContainsFunc(files, func(f evidence.File) bool { return f.Stage == s })
}

// wordless asks for the photo that a description is about, for without it nobody would read the description.
// Errors: invalid "alt_before", "alt_after".
func wordless(v *staff.Visit, a action, form *typed) error {
	if !(panel{action: a}).staged() {
		return nil
	}
	for _, s := range civic.Stages() {
		if name := staff.StageField("alt", s); staff.Text(v.R, name) != "" && !shown(form.Files, s) {
			return civic.Invalid(name, "error.alt_without_photo")
		}
	}
	return nil
}

// keepFiles keeps the files of a form that comes back, sealed like a citizen's draft.
func (p *Pages) keepFiles(v *staff.Visit, form *typed) {
	if len(form.Files) == 0 {
		return
	}
	if form.Token == "" {
		form.Token = rand.Text()
	}
	if p.Intake.SaveDraft(v.R.Context(), form.Token, keptFiles{form.Files}) != nil {
		form.Token, form.Files = "", nil // the page then asks for them again
	}
}

// withFiles gives a form back with what went wrong, its files kept.
func (p *Pages) withFiles(v *staff.Visit, code civic.TrackingCode, form *typed, wrong error) error {
	p.keepFiles(v, form)
	return p.again(v, code, *form, wrong)
}

// keptLines lists the files that wait for the form of the page, each with its picture where the report holds it.
func keptLines(v *staff.Visit, in *casework.View, form *typed) []staff.KeptFile {
	files := form.Files
	if form.Token == "" {
		n, err := strconv.Atoi(form.Values.Get(draftFiles))
		if err != nil {
			return nil
		}
		files = ownDraftFiles(v.Who.Officer, in, n)
	}
	small := map[string]string{}
	for _, f := range in.Files {
		if f.Thumb != "" {
			small[f.Hash] = reportURL(in.Report.Code) + "/berkas/" + f.ID.String() + "?kecil=1"
		}
	}
	return keptList(v.P, files, form.Values[staff.DropField], small)
}

// keptList words kept files; small holds addresses of small pictures by the hash of the whole one.
func keptList(p *i18n.Printer, files []evidence.File, drop []string, small map[string]string) []staff.KeptFile {
	out := make([]staff.KeptFile, 0, len(files))
	for i := range files {
		f := &files[i]
		one := staff.KeptFile{Value: dropValue(f), Name: f.Name, Thumb: small[f.Hash]}
		if f.Stage != "" {
			one.Name = ui.StageName(p, f.Stage) + ": " + f.Name
		}
		one.Dropped = slices.Contains(drop, one.Value)
		out = append(out, one)
	}
	return out
}

// reused is the number of the own draft whose files are used again, "" for none.
func (v reportView) reused(pn panel) string {
	if v.Form.Verb != pn.verb || v.Form.Token != "" {
		return ""
	}
	return v.Form.Values.Get(draftFiles)
}

// token and kept are the files that came with a form which came back.
func (v reportView) token(pn panel) string {
	if v.Form.Verb != pn.verb {
		return ""
	}
	return v.Form.Token
}

func (v reportView) kept(pn panel) []staff.KeptFile {
	if v.Form.Verb != pn.verb {
		return nil
	}
	return v.Kept
}
