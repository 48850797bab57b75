package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// holidayPage shows the days off of one year.
type holidayPage struct {
	frame
	Year        int
	Years       []link
	Rows        []holidayRow
	Provisional bool // the year has no decree yet
	NewURL      string
}

type holidayRow struct {
	Date, Name, Kind, Where, Decree string
	Drop                            string // address of the page that removes it, "" where that is not offered
}

func (p *Pages) holidays(v *staff.Visit) error {
	year, err := strconv.Atoi(v.R.URL.Query().Get("tahun"))
	if err != nil || year < 1945 || year > 2200 {
		year = v.Today().Year
	}
	page := holidayPage{frame: p.frame(v, holidayPath, v.P.T("admin.holiday.title", "year", strconv.Itoa(year))), Year: year,
		NewURL: holidayPath + "/baru?tahun=" + strconv.Itoa(year)}
	page.Provisional = v.Map.Calendar.Provisional(civic.Date{Year: year, Month: 1, Day: 1})
	years := []int{v.Today().Year, v.Today().Year + 1, year}
	for i, h := range v.Map.Ref.Holidays {
		years = append(years, h.Date.Year)
		if h.Date.Year == year && (h.Kind != civic.HolidayAgency || v.Who.MayAdminister(v.Map.Tree, h.AgencyID)) {
			page.Rows = append(page.Rows, p.holidayRow(v, h, v.Map.Ref.HolIDs[i]))
		}
	}
	slices.Sort(years)
	for _, y := range slices.Compact(years) {
		page.Years = append(page.Years, link{URL: holidayPath + "?tahun=" + strconv.Itoa(y), Text: strconv.Itoa(y), Current: y == year})
	}
	return show(v, http.StatusOK, page.frame, holidayListPage(page))
}

// holidayRow words one day off. i18n:keys admin.holiday.
func (p *Pages) holidayRow(v *staff.Visit, h civic.Holiday, id civic.ID) holidayRow {
	r := holidayRow{Date: v.P.Date(h.Date), Name: h.Name, Kind: v.P.T("admin.holiday." + string(h.Kind)), Where: v.P.T("admin.holiday.everywhere"), Decree: h.Decree}
	switch h.Kind {
	case civic.HolidayRegional:
		r.Where = h.Region
		if c, err := p.staff.Place(v.R.Context(), h.Region); err == nil && c.Value != "" {
			r.Where = c.Label()
		}
	case civic.HolidayAgency:
		a, _ := v.Map.Tree.Get(h.AgencyID)
		r.Where = a.Name
	}
	if mayDropHoliday(v, &h) {
		r.Drop = holidayPath + "/" + id.String() + "/hapus"
	}
	return r
}

// holidayForm is the form of a new day off.
type holidayForm struct {
	frame
	form
	National bool
	Cancel   string
	Trial    *trial
}

func (p *Pages) newHoliday(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"kind": {string(civic.HolidayNational)}, "date_year": {v.R.URL.Query().Get("tahun")}}}
	if a, ok := v.Map.Tree.Get(v.Who.Desk); ok && v.Who.Role != civic.RoleNationalAdmin {
		f.Values.Set("kind", string(civic.HolidayAgency))
		f.setAgency(v, a)
	}
	return p.showHoliday(v, f, nil)
}

func (p *Pages) showHoliday(v *staff.Visit, f form, t *trial) error {
	page := holidayForm{frame: p.frame(v, holidayPath, v.P.T("admin.holiday.new")), form: f, National: v.Who.Role == civic.RoleNationalAdmin, Cancel: holidayPath, Trial: t}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: holidayPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, holidayFormPage(page))
}

func (p *Pages) saveHoliday(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	region, ready, err := f.choose("region", p.staff.Places(v.R.Context()))
	if err != nil {
		return err
	}
	agency, sure, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if !ready || !sure {
		return p.showHoliday(v, f, nil)
	}
	h := civic.Holiday{Name: f.get("name"), Kind: civic.HolidayKind(f.get("kind")), Decree: f.get("decree")}
	// What was filled in for another kind does not narrow this one.
	switch h.Kind {
	case civic.HolidayRegional:
		h.Region = region
	case civic.HolidayAgency:
		h.AgencyID = staff.ID(agency)
	}
	var tried directory.Simulated
	try := f.get("do") == tries
	if h.Date, err = staff.Day(v.R, "date"); err == nil && try {
		tried, err = p.Directory.SimulateHoliday(v.R.Context(), v.Who, h)
	} else if err == nil {
		err = p.Directory.SaveHoliday(v.R.Context(), v.Who, h)
	}
	switch {
	case err != nil:
		if err := f.wrong(err, holidayField); err != nil {
			return err
		}
		return p.showHoliday(v, f, nil)
	case try:
		return p.showHoliday(v, f, trialOf(v, tried))
	}
	return v.Done(holidayPath+"?tahun="+strconv.Itoa(h.Date.Year), "admin.holiday.saved", "name", h.Name, "date", v.P.DateShort(h.Date))
}

// holidayField is the id of the box for a field of the verb's input.
func holidayField(field string) string {
	if field == "agency_id" {
		return "agency"
	}
	return field
}

// mayDropHoliday tells whether a day off is the officer's to take away: those of all offices and of regions are the national
// desk's.
func mayDropHoliday(v *staff.Visit, h *civic.Holiday) bool {
	return v.Who.Role == civic.RoleNationalAdmin || h.Kind == civic.HolidayAgency && v.Who.MayAdminister(v.Map.Tree, h.AgencyID)
}

// holidayOf finds the day off in the address. What the officer may not take away looks as if it were not there.
func holidayOf(v *staff.Visit) (civic.Holiday, civic.ID, error) {
	id := staff.ID(v.R.PathValue("id"))
	for i, h := range v.Map.Ref.Holidays {
		if v.Map.Ref.HolIDs[i] == id && mayDropHoliday(v, &h) {
			return h, id, nil
		}
	}
	return civic.Holiday{}, 0, civic.NotFound("error.not_found")
}

func (p *Pages) askDropHoliday(v *staff.Visit) error { return p.showDropHoliday(v, nil) }

func (p *Pages) showDropHoliday(v *staff.Visit, wrong error) error {
	h, id, err := holidayOf(v)
	if err != nil {
		return err
	}
	back := holidayPath + "?tahun=" + strconv.Itoa(h.Date.Year)
	page := confirm{frame: p.frame(v, holidayPath, v.P.T("admin.holiday.drop_title", "name", h.Name)), Do: v.P.T("admin.holiday.drop_do"),
		URL: holidayPath + "/" + id.String() + "/hapus", Cancel: back,
		What: []string{v.P.T("admin.holiday.drop_what", "name", h.Name, "date", v.P.Date(h.Date)), v.P.T("admin.holiday.drop_then")}}
	return p.ask(v, page, wrong)
}

func (p *Pages) dropHoliday(v *staff.Visit) error {
	h, id, err := holidayOf(v)
	if err != nil {
		return err
	}
	if err := p.Directory.DropHoliday(v.R.Context(), v.Who, id); err != nil {
		return p.showDropHoliday(v, err)
	}
	return v.Done(holidayPath+"?tahun="+strconv.Itoa(h.Date.Year), "admin.holiday.dropped", "name", h.Name)
}
