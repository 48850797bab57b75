package demo

import (
	"fmt"
	"strconv"
	"time"
)

// RegionRow is one line of regions.csv.
type RegionRow struct {
	Code   string  // Kemendagri code: 35, 35.78, 35.78.07, 35.78.07.1004
	Name   string  // official name without the word for its kind, except regencies and cities
	Kind   string  // province, regency, city, district, ward (kelurahan), village (desa)
	Parent string  // code of the region above, empty for provinces
	Zone   string  // WIB, WITA or WIT
	Lat    float64 // degrees, rough middle to two decimals; see HasPoint
	Lng    float64 // degrees
	// HasPoint says whether Lat and Lng are known.
	HasPoint bool
}

// AgencyRow is one line of agencies.csv.
type AgencyRow struct {
	Code        string // stable slug, also used in addresses of pages
	Parent      string // code of the agency above, empty for the national desk only
	Name        string
	ShortName   string
	Kind        string // national, ministry, institution, soe, province, regency, city, unit, subunit
	Region      string // code of its area, empty for the whole country
	RoutingMode string // central, semi or full
	Zone        string // WIB, WITA or WIT
	Email       string
	Phone       string
}

// TopicRow is one line of topics.csv.
type TopicRow struct {
	Code, Parent   string // Parent is empty for a main topic
	NameID, NameEN string
	DefaultClass   string // complaint, complaint_oversight, aspiration or information
}

// HolidayRow is one line of holidays.csv.
type HolidayRow struct {
	Date   string // 2006-01-02
	Name   string
	Kind   string // national, collective, regional or agency
	Region string // for regional days
	Agency string // for an agency's own days
	Decree string // the decision that set the day
}

// ReasonRow is one line of reasons.csv.
type ReasonRow struct {
	Kind           string // archive, hold, return or close (outcomes)
	Code           string // unique within its kind
	TextID, TextEN string // what the reporter reads
	EffectiveFrom  string // 2006-01-02
	Source         string
	Asks           string // of an outcome: what has to be said with it, see civic.Ask
}

// OfficerRow is one line of officers.csv.
type OfficerRow struct {
	Email    string // sign-in name
	Name     string
	Desk     string // agency code
	Role     string // national_admin, agency_admin, liaison, unit_officer, agency_head, oversight, supervisor, auditor
	Position string // job title
	Shown    bool   // offered on the demo's start page
}

// regionColumns and the lists like it are the columns a file must have.
func regionColumns() []string {
	return []string{"code", "name", "kind", "parent_code", "zone", "lat", "lng"}
}

func agencyColumns() []string {
	return []string{"code", "parent_code", "name", "short_name", "kind", "region_code", "routing_mode", "zone", "email", "phone"}
}

func holidayColumns() []string {
	return []string{"date", "name", "kind", "decree"}
}

// Regions returns provinces, regencies, cities, and the districts and wards of
// two cities, parents before children. The error names the line at fault.
func Regions() ([]RegionRow, error) { return load("regions.csv", regionColumns(), regionRow) }

// Agencies returns the agency tree, parents before children. The error names
// the line at fault.
func Agencies() ([]AgencyRow, error) { return load("agencies.csv", agencyColumns(), agencyRow) }

// Topics returns the two-level topic list, main topics before their own
// sub-topics. The error names the line at fault.
func Topics() ([]TopicRow, error) {
	return load("topics.csv", []string{"code", "parent_code", "name_id", "name_en", "default_class"},
		func(r record) (TopicRow, error) {
			return TopicRow{Code: r.get("code"), Parent: r.get("parent_code"), NameID: r.get("name_id"),
				NameEN: r.get("name_en"), DefaultClass: r.get("default_class")}, nil
		})
}

// Holidays returns the decreed holidays 2024-2027 in date order. The error
// names the line at fault.
func Holidays() ([]HolidayRow, error) { return load("holidays.csv", holidayColumns(), holidayRow) }

// Reasons returns the reason lists and the outcomes of closing. The error
// names the line at fault.
func Reasons() ([]ReasonRow, error) {
	return load("reasons.csv", []string{"kind", "code", "text_id", "text_en", "effective_from", "source", "asks"},
		func(r record) (ReasonRow, error) {
			return ReasonRow{Kind: r.get("kind"), Code: r.get("code"), TextID: r.get("text_id"), TextEN: r.get("text_en"),
				EffectiveFrom: r.get("effective_from"), Source: r.get("source"), Asks: r.get("asks")}, nil
		})
}

// Officers returns the fictional officers of the demo. The error names the
// line at fault.
func Officers() ([]OfficerRow, error) {
	return load("officers.csv", []string{"email", "name", "desk_code", "role", "position", "shown"},
		func(r record) (OfficerRow, error) {
			return OfficerRow{Email: r.get("email"), Name: r.get("name"), Desk: r.get("desk_code"), Role: r.get("role"),
				Position: r.get("position"), Shown: r.get("shown") == "yes"}, nil
		})
}

func regionRow(r record) (RegionRow, error) {
	row := RegionRow{Code: r.get("code"), Name: r.get("name"), Kind: r.get("kind"), Parent: r.get("parent_code"), Zone: r.get("zone")}
	if r.get("lat") == "" && r.get("lng") == "" {
		return row, nil
	}
	var err error
	if row.Lat, err = strconv.ParseFloat(r.get("lat"), 64); err != nil {
		return row, fmt.Errorf("lat: %w", err)
	}
	if row.Lng, err = strconv.ParseFloat(r.get("lng"), 64); err != nil {
		return row, fmt.Errorf("lng: %w", err)
	}
	row.HasPoint = true
	return row, nil
}

func agencyRow(r record) (AgencyRow, error) {
	return AgencyRow{Code: r.get("code"), Parent: r.get("parent_code"), Name: r.get("name"), ShortName: r.get("short_name"),
		Kind: r.get("kind"), Region: r.get("region_code"), RoutingMode: r.get("routing_mode"), Zone: r.get("zone"),
		Email: r.get("email"), Phone: r.get("phone")}, nil
}

// holidayRow refuses a line whose weekday, where given, is not that of its
// date: the decree prints both, and a slip of the pen shows there.
func holidayRow(r record) (HolidayRow, error) {
	row := HolidayRow{Date: r.get("date"), Name: r.get("name"), Kind: r.get("kind"), Region: r.get("region_code"),
		Agency: r.get("agency_code"), Decree: r.get("decree")}
	day, err := time.Parse(time.DateOnly, row.Date)
	if err != nil {
		return row, fmt.Errorf("date: %w", err)
	}
	if given := r.get("weekday"); given != "" && given != weekdayID(day.Weekday()) {
		return row, fmt.Errorf("%s is a %s, not %s", row.Date, weekdayID(day.Weekday()), given)
	}
	return row, nil
}

// weekdayID names a weekday as the joint decree prints it.
func weekdayID(d time.Weekday) string {
	return [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}[d]
}
