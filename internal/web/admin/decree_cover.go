package admin

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// coverList shows how agencies stand with their decrees and coordinators.
type coverList struct {
	frame
	Filters []link
	Soon    string
	Rows    []coverRow
	Pages   ui.Pages
	Export  string
}

type coverRow struct {
	URL, Name           string
	Decree, Coordinator string
	Year                string
	Tone                ui.Tone // of the decree
	Led                 bool    // somebody holds the coordinating post
}

// coverAddress is the address of a list from an agency on; the name stands beside the id because the list goes by name.
func coverAddress(path string, lack directory.Lack, last *directory.Covered) string {
	q := url.Values{}
	if lack != directory.LackNothing {
		q.Set("saring", string(lack))
	}
	if last != nil {
		q.Set("setelah", last.Agency.String())
		q.Set("nama", last.Name)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (p *Pages) cover(v *staff.Visit) error {
	q := v.R.URL.Query()
	lack := directory.Lack(q.Get("saring"))
	if !lack.Valid() {
		lack = directory.LackNothing
	}
	all, more, err := p.Directory.Coverage(v.R.Context(), v.Who, lack, q.Get("nama"), staff.ID(q.Get("setelah")), pageRows)
	if err != nil {
		return err
	}
	rule, err := p.Directory.DecreeRule(v.R.Context())
	if err != nil {
		return err
	}
	page := coverList{frame: p.frame(v, coverPath, v.P.T("admin.cover.title")), Soon: v.P.T("admin.cover.soon", "n", rule.Soon()), Export: coverAddress(coverPath+"/csv", lack, nil)}
	if v.Who.Role == civic.RoleNationalAdmin {
		page.frame = p.frame(v, decreePath, v.P.T("admin.cover.title"))
	}
	page.Back = ui.Link{URL: decreePath, Text: v.P.T("admin.decree.title")}
	for _, l := range lacks() {
		page.Filters = append(page.Filters, link{coverAddress(coverPath, l, nil), lackName(v, l), l == lack})
	}
	for i := range all {
		page.Rows = append(page.Rows, coverRowOf(v, &all[i], rule.Soon()))
	}
	if q.Get("setelah") != "" {
		page.Pages.First = coverAddress(coverPath, lack, nil)
	}
	if more {
		page.Pages.Next = coverAddress(coverPath, lack, &all[len(all)-1])
	}
	return show(v, http.StatusOK, page.frame, coverPage(page))
}

// lackName words a list of the monitoring page. i18n:keys admin.cover.
func lackName(v *staff.Visit, l directory.Lack) string {
	if l == directory.LackNothing {
		return v.P.T("admin.cover.all")
	}
	return v.P.T("admin.cover." + string(l))
}

func coverRowOf(v *staff.Visit, x *directory.Covered, soon int) coverRow {
	r := coverRow{URL: decreePath + "?instansi=" + x.Agency.String(), Name: x.Name, Led: x.Coordinator, Coordinator: v.P.T("admin.cover.lacks"), Year: "-"}
	if x.Coordinator {
		r.Coordinator = v.P.T("admin.cover.has")
	}
	if x.Year != 0 {
		r.Year = strconv.Itoa(x.Year)
	}
	switch {
	case !x.Valid:
		r.Decree, r.Tone = v.P.T("admin.cover.lacks"), ui.ToneBad
	case x.Ends.IsZero():
		r.Decree, r.Tone = v.P.T("admin.cover.open"), ui.ToneOK
	case x.Ends.After(v.Today().AddDays(soon)):
		r.Decree, r.Tone = v.P.T("admin.cover.until", "date", v.P.DateShort(x.Ends)), ui.ToneOK
	default:
		r.Decree, r.Tone = v.P.T("admin.cover.soon_row", "date", v.P.DateShort(x.Ends)), ui.ToneWarn
	}
	return r
}

// coverFile is the whole list as a table for other programs, read page by page.
func (p *Pages) coverFile(v *staff.Visit) error {
	lack := directory.Lack(v.R.URL.Query().Get("saring"))
	rule, err := p.Directory.DecreeRule(v.R.Context())
	if err != nil {
		return err
	}
	var all []directory.Covered
	for more, last := true, (directory.Covered{}); more; last = all[max(0, len(all)-1)] {
		var page []directory.Covered
		if page, more, err = p.Directory.Coverage(v.R.Context(), v.Who, lack, last.Name, last.Agency, pageRows); err != nil {
			return err
		}
		if all = append(all, page...); len(all) == 0 {
			break
		}
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="pemantauan-sk.csv"`)
	out := csv.NewWriter(v.W)
	_ = out.Write([]string{v.P.T("admin.decree.agency"), v.P.T("admin.cover.decree_col"), v.P.T("admin.cover.coordinator_col"), v.P.T("admin.cover.year_col")}) // Error tells at the end
	for i := range all {
		r := coverRowOf(v, &all[i], rule.Soon())
		_ = out.Write([]string{staff.PlainCell(r.Name), r.Decree, r.Coordinator, r.Year})
	}
	out.Flush()
	return out.Error()
}

// yearlyList is one page of yearly reports, with the form for another one.
type yearlyList struct {
	frame
	form
	Rows     []yearlyRow
	Pages    ui.Pages
	Enters   bool // the form is offered
	FileName string
}

type yearlyRow struct{ URL, Agency, Year, File, By string }

func (p *Pages) yearly(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"year": {strconv.Itoa(v.Today().Year - 1)}}}
	if a, ok := v.Map.Tree.Get(v.Who.Desk); ok && v.Who.Role == civic.RoleAgencyAdmin {
		f.setAgency(v, a)
	}
	return p.showYearly(v, f)
}

func (p *Pages) showYearly(v *staff.Visit, f form) error {
	q := v.R.URL.Query()
	all, more, err := p.Directory.Yearlies(v.R.Context(), v.Who, staff.ID(q.Get("setelah")), pageRows)
	if err != nil {
		return err
	}
	section := yearlyPath
	if v.Who.Role != civic.RoleSupervisor {
		section = decreePath
	}
	page := yearlyList{frame: p.frame(v, section, v.P.T("admin.yearly.title")), form: f, Enters: p.Directory.MayRegister(v.Who) == nil}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: decreePath, Text: v.P.T("admin.decree.title")}
	if kept, ok := p.keptFile(v, f); ok {
		page.FileName = kept.Name
	}
	for _, y := range all {
		page.Rows = append(page.Rows, yearlyRow{staff.Admin + "/tahunan/" + y.ID.String(), agencyName(v, y.Agency), strconv.Itoa(y.Year), y.File.Name, y.ByName})
	}
	if q.Get("setelah") != "" {
		page.Pages.First = yearlyPath
	}
	if more {
		page.Pages.Next = yearlyPath + "?" + url.Values{"setelah": {all[len(all)-1].ID.String()}}.Encode()
	}
	return show(v, f.status(), page.frame, yearlyPage(page))
}

func (p *Pages) saveYearly(v *staff.Visit) error {
	f, file, err := p.sentWithFile(v)
	if err != nil {
		return err
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if ready && agency == "" {
		f.Mistakes = append(f.Mistakes, ui.Mistakes{{Field: "agency", Text: v.P.T("admin.decree.agency_needed")}}...)
	}
	if !ready || len(f.Mistakes) > 0 {
		return p.showYearly(v, f)
	}
	year := staff.Number(v.R, "year")
	if err := p.Directory.SaveYearly(v.R.Context(), v.Who, staff.ID(agency), year, file); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showYearly(v, f)
	}
	p.dropKept(v, f)
	return v.Done(yearlyPath, "admin.yearly.saved", "year", strconv.Itoa(year))
}

func (p *Pages) yearlyFile(v *staff.Visit) error {
	y, err := p.Directory.YearlyOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	return p.send(v, y.File)
}
