package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestRegions(t *testing.T) {
	rows := rowsOf(t, Regions)
	seen, kinds := map[string]RegionRow{}, map[string]int{}
	level := map[string]int{"province": 0, "regency": 1, "city": 1, "district": 2, "ward": 3, "village": 3}
	for _, r := range rows {
		if _, dup := seen[r.Code]; dup {
			t.Errorf("%s appears twice", r.Code)
		}
		if _, ok := seen[r.Parent]; !ok && r.Parent != "" || (r.Parent == "") != (r.Kind == "province") {
			t.Errorf("%s: parent %q comes not before it", r.Code, r.Parent)
		}
		if n, ok := level[r.Kind]; !ok || strings.Count(r.Code, ".") != n || !strings.HasPrefix(r.Code, r.Parent) {
			t.Errorf("%s: kind %q does not fit the code below %q", r.Code, r.Kind, r.Parent)
		}
		if want := civic.ZoneOfProvince(r.Code); civic.Zone(r.Zone) != want {
			t.Errorf("%s: zone %s, want %s", r.Code, r.Zone, want)
		}
		if r.HasPoint && (r.Lat < -11.1 || r.Lat > 6.1 || r.Lng < 95 || r.Lng > 141.1) {
			t.Errorf("%s lies outside the country: %v, %v", r.Code, r.Lat, r.Lng)
		}
		if level[r.Kind] == 1 && !r.HasPoint {
			t.Errorf("%s has no point", r.Code)
		}
		seen[r.Code] = r
		kinds[r.Kind]++
	}
	for kind, want := range map[string]int{"province": 38, "regency": 416, "city": 98, "district": 61, "ward": 304} {
		if kinds[kind] != want {
			t.Errorf("%d of kind %s, want %d", kinds[kind], kind, want)
		}
	}
	for code, want := range map[string]string{"35": "Jawa Timur", "35.78": "Kota Surabaya", "32.73": "Kota Bandung", "96": "Papua Barat Daya", "35.78.07.1004": "Ketabang"} {
		if seen[code].Name != want {
			t.Errorf("%s is %q, want %q", code, seen[code].Name, want)
		}
	}
}

func TestAgencies(t *testing.T) {
	rows := rowsOf(t, Agencies)
	regions := map[string]RegionRow{}
	for _, r := range rowsOf(t, Regions) {
		regions[r.Code] = r
	}
	seen, kinds, governed, phones := map[string]AgencyRow{}, map[string]int{}, map[string]int{}, map[string]bool{}
	slug := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for _, a := range rows {
		if _, dup := seen[a.Code]; dup || !slug.MatchString(a.Code) {
			t.Errorf("%q: not a new slug", a.Code)
		}
		if _, ok := seen[a.Parent]; !ok && a.Parent != "" || (a.Parent == "") != (a.Kind == "national") {
			t.Errorf("%s: parent %q comes not before it", a.Code, a.Parent)
		}
		if !civic.RoutingMode(a.RoutingMode).Valid() {
			t.Errorf("%s: routing mode %q", a.Code, a.RoutingMode)
		}
		if r, ok := regions[a.Region]; a.Region != "" && (!ok || r.Zone != a.Zone) {
			t.Errorf("%s: region %q or zone %q", a.Code, a.Region, a.Zone)
		}
		if !fictionalPhone.MatchString(a.Phone) || phones[a.Phone] || !strings.HasSuffix(a.Email, ".example") {
			t.Errorf("%s: contact %s %s is not fictional and its own", a.Code, a.Email, a.Phone)
		}
		seen[a.Code], phones[a.Phone] = a, true
		kinds[a.Kind]++
		if a.Kind == "province" || a.Kind == "regency" || a.Kind == "city" {
			governed[a.Region]++
			if regions[a.Region].Kind != a.Kind || !strings.Contains(a.Name, regions[a.Region].Name) {
				t.Errorf("%s governs %s, a %s", a.Code, a.Region, regions[a.Region].Kind)
			}
		}
	}
	for kind, want := range map[string]int{"national": 1, "province": 38, "regency": 416, "city": 98} {
		if kinds[kind] != want {
			t.Errorf("%d of kind %s, want %d", kinds[kind], kind, want)
		}
	}
	if n := kinds["ministry"] + kinds["institution"]; n < 60 || n > 140 {
		t.Errorf("%d ministries and institutions", n)
	}
	if len(governed) != 552 {
		t.Errorf("%d regions are governed, want 552", len(governed))
	}
	cityTree(t, rows, "sby-", 31, 153)
	cityTree(t, rows, "bdg-", 30, 151)
}

func cityTree(t *testing.T, rows []AgencyRow, prefix string, districts, wards int) {
	t.Helper()
	var kec, kel, offices int
	for _, a := range rows {
		switch {
		case strings.HasPrefix(a.Code, prefix+"kec-"):
			kec++
		case strings.HasPrefix(a.Code, prefix+"kel-"):
			kel++
		case strings.HasPrefix(a.Code, prefix) && a.Kind != "subunit":
			offices++
		}
	}
	if kec != districts || kel != wards || offices < 25 {
		t.Errorf("%s: %d kecamatan, %d kelurahan, %d offices", prefix, kec, kel, offices)
	}
}

func TestTopics(t *testing.T) {
	seen, mains := map[string]bool{}, map[string]bool{}
	for _, row := range rowsOf(t, Topics) {
		if seen[row.Code] || row.NameID == "" || row.NameEN == "" || !civic.Class(row.DefaultClass).Valid() {
			t.Errorf("%+v", row)
		}
		if row.Parent != "" && !mains[row.Parent] {
			t.Errorf("%s: no main topic %q before it", row.Code, row.Parent)
		}
		seen[row.Code] = true
		if row.Parent == "" {
			mains[row.Code] = true
		}
	}
	if len(mains) < 25 || len(seen)-len(mains) < 150 {
		t.Errorf("%d main topics, %d sub-topics", len(mains), len(seen)-len(mains))
	}
}

func TestHolidays(t *testing.T) {
	years, last := map[string]int{}, ""
	for _, h := range rowsOf(t, Holidays) {
		day, err := time.Parse(time.DateOnly, h.Date)
		if err != nil || h.Date <= last || h.Name == "" || h.Decree == "" {
			t.Errorf("%+v after %s: %v", h, last, err)
		}
		if h.Kind == "collective" && (day.Weekday() == time.Saturday || day.Weekday() == time.Sunday) {
			t.Errorf("%s: collective leave on a %s", h.Date, day.Weekday())
		}
		last = h.Date
		years[h.Date[:4]]++
	}
	for _, y := range []string{"2024", "2025", "2026", "2027"} {
		if years[y] < 25 || years[y] > 30 {
			t.Errorf("%d days off in %s", years[y], y)
		}
	}
}

func TestHolidayWeekdayIsChecked(t *testing.T) {
	src := "date,name,kind,weekday,decree\n2026-08-17,Proklamasi,national,Selasa,x\n"
	if _, err := parse(strings.NewReader(src), holidayColumns(), holidayRow); err == nil || !strings.Contains(err.Error(), "Senin") {
		t.Errorf("a wrong weekday is accepted: %v", err)
	}
}

func TestReasons(t *testing.T) {
	seen, kinds := map[string]bool{}, map[string]int{}
	for _, r := range rowsOf(t, Reasons) {
		key := r.Kind + "/" + r.Code
		if seen[key] || r.TextID == "" || r.TextEN == "" || r.Source == "" {
			t.Errorf("%+v", r)
		}
		if _, err := time.Parse(time.DateOnly, r.EffectiveFrom); err != nil {
			t.Error(err)
		}
		seen[key] = true
		kinds[r.Kind]++
	}
	for _, kind := range []string{"archive", "hold", "return", "close"} {
		if kinds[kind] < 5 {
			t.Errorf("%d reasons of kind %s", kinds[kind], kind)
		}
	}
	for _, code := range []string{"solved", "solved_in_part", "cannot_be_done", "referred", "withdrawn_via_officer"} {
		if !seen["close/"+code] {
			t.Errorf("outcome %s is missing", code)
		}
	}
}

func TestOfficers(t *testing.T) {
	desks := map[string]bool{}
	for _, a := range rowsOf(t, Agencies) {
		desks[a.Code] = true
	}
	mails, shown, staffed := map[string]bool{}, map[civic.Role]int{}, map[string]bool{}
	for _, o := range rowsOf(t, Officers) {
		if mails[o.Email] || !strings.HasSuffix(o.Email, "@demo.tuntas.example") || o.Email != strings.ToLower(o.Email) {
			t.Errorf("%s: not an address of its own", o.Email)
		}
		if !desks[o.Desk] || !civic.ValidOfficerRole(civic.Role(o.Role)) || o.Name == "" || o.Position == "" {
			t.Errorf("%+v", o)
		}
		mails[o.Email], staffed[o.Desk] = true, true
		if o.Shown {
			shown[civic.Role(o.Role)]++
		}
	}
	for _, role := range civic.OfficerRoles() {
		if shown[role] != 1 {
			t.Errorf("%d officers of role %s are shown on the start page, want 1", shown[role], role)
		}
	}
	for _, a := range rowsOf(t, Agencies) {
		if a.Kind == "unit" && !staffed[a.Code] {
			t.Errorf("nobody works at %s", a.Code)
		}
	}
}

func TestTableErrors(t *testing.T) {
	row := func(r record) (string, error) { return r.get("name"), nil }
	for name, src := range map[string]string{"empty": "", "column missing": "kode\n1\n", "ragged": "code,name\n1\n"} {
		if _, err := parse(strings.NewReader(src), []string{"code", "name"}, row); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	got, err := parse(strings.NewReader("\ufeffname , code,extra\n Ani,1,x\n"), []string{"code", "name"}, row)
	if err != nil || !slices.Equal(got, []string{"Ani"}) {
		t.Errorf("%v %v", got, err)
	}
}

// fictionalPhone is the one number range used in the demo.
var fictionalPhone = regexp.MustCompile(`^0812-0000-\d{4}$`)

// rowsOf calls a reader and fails the test on an error.
func rowsOf[T any](t *testing.T, read func() ([]T, error)) []T {
	t.Helper()
	rows, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
