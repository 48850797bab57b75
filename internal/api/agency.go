package api

import (
	"context"
	"net/http"
	"sync/atomic"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
)

// agency is a node of the tree: the national desk, an agency, a unit or a sub-unit.
type agency struct {
	ID        civic.ID          `json:"id"`
	Code      string            `json:"code" doc:"Stable code." example:"pemkot-surabaya"`
	Name      string            `json:"name" example:"Pemerintah Kota Surabaya"`
	ShortName string            `json:"short_name,omitempty"`
	Kind      string            `json:"kind,omitempty"`
	ParentID  *civic.ID         `json:"parent_id,omitempty" doc:"Nothing for the national desk."`
	Tier      int               `json:"tier" doc:"0 national desk, 1 agency, 2 unit, 3 and more sub-unit." example:"1"`
	Region    string            `json:"region_code,omitempty" example:"35.78"`
	Zone      civic.Zone        `json:"zone" enum:"WIB,WITA,WIT"`
	Mode      civic.RoutingMode `json:"routing_mode" doc:"Who verifies: central and semi the national desk, full the agency itself." enum:"central,semi,full"`
	Email     string            `json:"email,omitempty"`
	Phone     string            `json:"phone,omitempty"`
	Active    bool              `json:"active" doc:"A desk that was shut receives nothing."`
	Units     int               `json:"units" doc:"How many lie right below it."`
	Above     []agencyName      `json:"above,omitempty" doc:"What it lies in, nearest first; only where one agency is asked for."`
}

type agencyList struct {
	Agencies []agency `json:"agencies"`
	Next     string   `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type agenciesParams struct {
	Q      string `query:"q" doc:"Beginnings of words of the name, the short name or the code, anywhere below parent." maxLength:"100" example:"dinas pekerjaan"`
	Parent string `query:"parent" doc:"Id or code of the one whose units are listed; nothing means the national desk." maxLength:"100"`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Most entries."`
}

// agencyShelf keeps, for one version of the master data, how many active units each agency has.
type agencyShelf struct{ now atomic.Pointer[shelf] }

type shelf struct {
	version int64
	units   map[civic.ID]int
}

func (s *agencyShelf) units(m *atlas.Map) map[civic.ID]int {
	if have := s.now.Load(); have != nil && have.version == m.Version {
		return have.units
	}
	fresh := &shelf{version: m.Version, units: map[civic.ID]int{}}
	for _, n := range m.Ref.Agencies {
		if a, ok := m.Tree.Get(n.ID); ok && a.Active {
			fresh.units[a.Parent]++
		}
	}
	s.now.Store(fresh)
	return fresh.units
}

func (a *API) agencyOf(m *atlas.Map, n civic.Agency) agency {
	out := agency{ID: n.ID, Code: n.Code, Name: n.Name, ShortName: n.ShortName, Kind: n.Kind, Tier: n.Tier, Region: n.Region,
		Zone: n.Zone, Mode: n.Mode, Email: n.Email, Phone: n.Phone, Active: n.Active, Units: a.agencies.units(m)[n.ID]}
	if n.ID != m.Tree.National() {
		out.ParentID = &n.Parent
	}
	return out
}

// listAgencies lists the units of one agency, or finds agencies by name.
func (a *API) listAgencies(ctx context.Context, x *exchange, p *agenciesParams) (*agencyList, error) {
	m := a.Directory.Map(ctx)
	top, err := agencyID(m.Tree, "parent", ref(p.Parent))
	if err != nil {
		return nil, err
	}
	if top == 0 {
		top = m.Tree.National()
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	from := 0
	if at != nil {
		from = int(min(at[0], int64(m.Tree.Len())))
	}
	found, more := findAgencies(m.Tree, top, civic.TidyText(p.Q), from, p.Limit)
	out := &agencyList{Agencies: make([]agency, len(found))}
	for i, n := range found {
		out.Agencies[i] = a.agencyOf(m, n)
	}
	if more {
		out.Next = cursorOf(int64(from + p.Limit))
	}
	x.cache(cacheReference)
	return out, nil
}

// findAgencies returns entries from..from+limit of the list, and whether there are more. The whole
// tree is in memory and small, so a place in the list is cursor enough.
func findAgencies(t *civic.Tree, top civic.ID, typed string, from, limit int) (found []civic.Agency, more bool) {
	if typed != "" {
		found, more = t.Search(typed, from+limit, func(id civic.ID) bool {
			n, ok := t.Get(id)
			return ok && n.Active && id != top && t.Within(id, top)
		})
		return found[min(from, len(found)):], more
	}
	seen := 0
	for _, id := range t.Children(top) {
		n, _ := t.Get(id)
		if !n.Active {
			continue
		}
		if seen == from+limit {
			return found, true
		}
		if seen >= from {
			found = append(found, n)
		}
		seen++
	}
	return found, false
}

type agencyParams struct {
	ID string `path:"id" doc:"Id or code." example:"pemkot-surabaya"`
}

// oneAgency shows one agency, also one that was shut: old reports lie there.
func (a *API) oneAgency(ctx context.Context, x *exchange, p *agencyParams) (*agency, error) {
	m := a.Directory.Map(ctx)
	id, err := agencyID(m.Tree, "id", ref(p.ID))
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	n, _ := m.Tree.Get(id)
	out := a.agencyOf(m, n)
	for _, up := range m.Tree.Chain(id)[1:] {
		out.Above = append(out.Above, *nameOf(m.Tree, up))
	}
	x.cache(cacheReference)
	return &out, nil
}

// reference registers the routes of master data.
func (a *API) reference() {
	register(a, operation{id: "listAgencies", method: http.MethodGet, path: "/agencies", tag: tagReference,
		summary: "List or find agencies", about: "Without `q` the units right below `parent`, by name; with `q` everything below it that matches, best first.",
		out: agencyList{Agencies: []agency{exampleAgency()}}}, a.listAgencies)
	register(a, operation{id: "getAgency", method: http.MethodGet, path: "/agencies/{id}", tag: tagReference,
		summary: "Read an agency", about: "One agency with what it lies in.", out: exampleAgency(), errors: []int{http.StatusNotFound}}, a.oneAgency)
	register(a, operation{id: "listRegions", method: http.MethodGet, path: "/regions", tag: tagReference,
		summary: "List or find places", about: "Provinces, regencies and cities, districts and villages with their Kemendagri codes.",
		out: regionList{Regions: []region{{Code: "35.78", Parent: "35", Kind: "kota", Name: "Kota Surabaya"}}}}, a.regions)
	register(a, operation{id: "listTopics", method: http.MethodGet, path: "/topics", tag: tagReference,
		summary: "List topics", about: "The whole list, two levels, by code.", out: exampleTopics()}, a.topics)
	register(a, operation{id: "listReasons", method: http.MethodGet, path: "/reasons", tag: tagReference,
		summary: "List reasons", about: "What an officer may give today as reason for holding, returning and archiving, or as outcome of closing.",
		out: exampleReasons()}, a.reasons)
}
