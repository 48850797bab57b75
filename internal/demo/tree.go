package demo

import (
	"slices"
	"strings"

	"tuntas/internal/civic"
)

// nationalDesk is the code of the root of the agency tree.
const nationalDesk = "nasional"

// tree answers the questions about agencies, regions and officers that telling
// a report needs.
type tree struct {
	agencies map[string]AgencyRow
	regions  map[string]RegionRow
	aliases  map[string]string // "pju/sby" -> agency code
	roles    map[string][]civic.Role

	areas     []RegionRow // regencies and cities outside the two detailed ones
	regencies []AgencyRow // regency governments with officers, for where: gov
	cities    []AgencyRow // city governments with officers besides the two
	wards     map[string][]RegionRow
}

// cityRegion maps the two detailed cities' keys to their region codes.
func cityRegion(key string) string {
	if key == "sby" {
		return "35.78"
	}
	return "32.73"
}

func loadTree() (*tree, error) {
	t := &tree{agencies: map[string]AgencyRow{}, regions: map[string]RegionRow{}, aliases: map[string]string{},
		roles: map[string][]civic.Role{}, wards: map[string][]RegionRow{}}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	regions, err := Regions()
	if err != nil {
		return nil, err
	}
	officers, err := Officers()
	if err != nil {
		return nil, err
	}
	aliases, err := load("aliases.csv", []string{"alias", "city", "agency_code"}, func(r record) ([2]string, error) {
		return [2]string{r.get("alias") + "/" + r.get("city"), r.get("agency_code")}, nil
	})
	if err != nil {
		return nil, err
	}
	for _, a := range aliases {
		t.aliases[a[0]] = a[1]
	}
	for _, o := range officers {
		t.roles[o.Desk] = append(t.roles[o.Desk], civic.Role(o.Role))
	}
	t.addAgencies(agencies)
	t.addRegions(regions)
	return t, nil
}

func (t *tree) addAgencies(rows []AgencyRow) {
	for _, a := range rows {
		t.agencies[a.Code] = a
		if !t.has(a.Code, civic.RoleLiaison) || a.Region == "35.78" || a.Region == "32.73" {
			continue
		}
		switch a.Kind {
		case "regency":
			t.regencies = append(t.regencies, a)
		case "city":
			t.cities = append(t.cities, a)
		}
	}
}

func (t *tree) addRegions(rows []RegionRow) {
	for _, r := range rows {
		t.regions[r.Code] = r
		switch {
		case (r.Kind == "regency" || r.Kind == "city") && r.Code != "35.78" && r.Code != "32.73":
			t.areas = append(t.areas, r)
		case r.Kind == "ward" && strings.HasPrefix(r.Code, "35.78"):
			t.wards["sby"] = append(t.wards["sby"], r)
		case r.Kind == "ward":
			t.wards["bdg"] = append(t.wards["bdg"], r)
		}
	}
}

// has says whether an officer with the role serves at the desk.
func (t *tree) has(desk string, role civic.Role) bool { return slices.Contains(t.roles[desk], role) }

// role returns the first of the roles that somebody has at the desk; empty when
// nobody does, which a test forbids.
func (t *tree) role(desk string, wanted ...civic.Role) civic.Role {
	for _, role := range wanted {
		if t.has(desk, role) {
			return role
		}
	}
	return ""
}

// entry is the desk that reads a new report first: the named agency's own when
// it verifies by itself, else the national one (the three routing modes).
func (t *tree) entry(named string) string {
	if a, ok := t.agencies[named]; ok && a.RoutingMode == string(civic.RoutingFull) {
		return named
	}
	return nationalDesk
}

// within returns the regencies and cities that a situation can happen in.
func (t *tree) within(areas string) []RegionRow {
	wanted := strings.Fields(areas)
	if len(wanted) == 0 {
		return t.areas
	}
	var some []RegionRow
	for _, area := range t.areas {
		if slices.ContainsFunc(wanted, func(w string) bool { return area.Kind == w || strings.HasPrefix(area.Code, w) }) {
			some = append(some, area)
		}
	}
	return some
}

// chain lists the desks from below the national desk down to the given one.
func (t *tree) chain(desk string) []string {
	var up []string
	for code := desk; code != "" && code != nationalDesk; code = t.agencies[code].Parent {
		up = append([]string{code}, up...)
	}
	return up
}

// cityDesk resolves a situation's desk inside one of the two cities.
func (t *tree) cityDesk(key, desk string, ward RegionRow) string {
	if code, ok := t.aliases[desk+"/"+key]; ok {
		return code
	}
	switch desk {
	case nationalDesk:
		return desk
	case "kelurahan":
		return t.deskOf(ward.Code, "-kel-")
	case "kecamatan":
		return t.deskOf(ward.Parent, "-kec-")
	}
	return key + "-" + desk
}

// deskOf finds the sub-district or ward office of a region.
func (t *tree) deskOf(region, mark string) string {
	for code, a := range t.agencies {
		if a.Region == region && strings.Contains(code, mark) {
			return code
		}
	}
	return ""
}
