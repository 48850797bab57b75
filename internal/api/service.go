package api

import (
	"context"
	"net/http"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// serviceLine is a published service as lists tell it.
type serviceLine struct {
	ID      civic.ID     `json:"id"`
	Name    string       `json:"name" example:"Penggantian KTP-el hilang atau rusak"`
	Agency  *agencyName  `json:"agency,omitempty" doc:"That gives it."`
	Version int          `json:"version" doc:"Number of the version in force."`
	From    civic.Date   `json:"from" format:"date" doc:"Its first day."`
	Time    *serviceTime `json:"time,omitempty" doc:"As far as the text says one."`
	Free    bool         `json:"is_free"`
	Online  bool         `json:"online" doc:"The standard names a way online."`
	Filled  int          `json:"filled_delivery" doc:"Filled ones of the six components that must be public." minimum:"0" maximum:"6"`
}

// serviceTime is how long a service takes, read out of its text.
type serviceTime struct {
	Min   *int64 `json:"min,omitempty" doc:"In the unit."`
	Max   *int64 `json:"max,omitempty" doc:"In the unit; none where it depends on the case."`
	Unit  string `json:"unit" enum:"minute,hour,calendar_day,working_day,month,case_by_case"`
	Clock string `json:"clock_start,omitempty" enum:"diterima,tercatat,berkas_lengkap,dibayar,lain" doc:"What starts the time; only where one service is asked for."`
}

type servicePage struct {
	Services []serviceLine `json:"services"`
	Next     string        `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type servicesParams struct {
	Q      string `query:"q" doc:"Words, as people say them; what means the same is found too." maxLength:"200" example:"cara urus KTP hilang"`
	Event  string `query:"event" doc:"A moment of a life." maxLength:"40" example:"pindah"`
	Agency string `query:"agency" doc:"Only of this agency and below it: id or code." maxLength:"100"`
	Region string `query:"region" doc:"Only what is given in this place: Kemendagri code." maxLength:"13" example:"35.78"`
	Free   bool   `query:"free" doc:"Only what is free."`
	Online bool   `query:"online" doc:"Only what can be done online."`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

// listServices finds published services.
func (a *API) listServices(ctx context.Context, x *exchange, p *servicesParams) (*servicePage, error) {
	t := a.Directory.Map(ctx).Tree
	agency, err := agencyID(t, "agency", ref(p.Agency))
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 2)
	if err != nil {
		return nil, err
	}
	q := catalogue.Query{Text: p.Q, Event: p.Event, Agency: agency, Region: p.Region, Free: p.Free, Online: p.Online, Limit: p.Limit}
	if at != nil {
		q.After = catalogue.Place{Other: at[0] == 1, ID: civic.ID(at[1])}
	}
	hits, more, err := a.Catalogue.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &servicePage{Services: make([]serviceLine, len(hits))}
	for i := range hits {
		out.Services[i] = serviceLineOf(t, &hits[i].ServiceHead)
	}
	if more {
		last, other := hits[len(hits)-1], int64(0)
		if last.Other {
			other = 1
		}
		out.Next = cursorOf(other, int64(last.Service))
	}
	x.public()
	return out, nil
}

func serviceLineOf(t *civic.Tree, h *catalogue.Head) serviceLine {
	out := serviceLine{ID: h.Service, Name: h.Name, Agency: nameOf(t, h.Agency), Version: h.No, From: h.From, Free: h.Free, Online: h.Online, Filled: h.Delivery}
	if h.TimeMin > 0 || h.TimeMax > 0 || h.Unit == service.CaseByCase {
		out.Time = &serviceTime{Unit: string(h.Unit)}
		if h.TimeMin > 0 {
			out.Time.Min = &h.TimeMin
		}
		if h.TimeMax > 0 {
			out.Time.Max = &h.TimeMax
		}
	}
	return out
}

// serviceWhole is a published service with its standard.
type serviceWhole struct {
	serviceLine
	Decree     string             `json:"decree_no,omitempty"`
	Note       string             `json:"note,omitempty" doc:"What is new in this version."`
	Components []serviceComponent `json:"components" doc:"Those that say anything."`
}

type serviceComponent struct {
	Code string `json:"code" enum:"c01,c02,c03,c04,c05,c06,c07,c08,c09,c10,c11,c12,c13,c14"`
	Text string `json:"text" doc:"As the standard words it; entries of a list stand one to a line."`
}

type serviceParams struct {
	ID string `path:"id" maxLength:"20" doc:"Id of the service."`
}

// oneService shows a published service.
func (a *API) oneService(ctx context.Context, x *exchange, p *serviceParams) (*serviceWhole, error) {
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	e, err := a.Catalogue.Public(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &serviceWhole{serviceLine: serviceLineOf(a.Directory.Map(ctx).Tree, &e.Head), Decree: e.Standard.Decree, Note: e.Note, Components: []serviceComponent{}}
	if out.Time != nil && e.Judged.Time != nil {
		out.Time.Clock = string(e.Judged.Time.Clock)
	}
	cells, err := serviceio.Services().Cells(e.Record)
	if err != nil {
		return nil, err
	}
	filled := e.Standard.Filled()
	for _, c := range cells {
		for i, code := range service.Codes() {
			if c.Name == code && filled[i] {
				out.Components = append(out.Components, serviceComponent{code, c.Text})
			}
		}
	}
	x.public()
	return out, nil
}

// services registers the routes of the catalogue.
func (a *API) services() {
	register(a, operation{id: "listServices", method: http.MethodGet, path: "/services", tag: tagServices,
		summary: "Find services", about: "Published services: those whose names have all the words first, newest first.",
		out: servicePage{Services: []serviceLine{exampleService()}}}, a.listServices)
	register(a, operation{id: "getService", method: http.MethodGet, path: "/services/{id}", tag: tagServices,
		summary: "Read a service", about: "What is promised of one service now. As linked data it is at `/layanan/{id}` with `Accept: application/ld+json`.",
		out:    serviceWhole{serviceLine: exampleService(), Decree: "188.4/101/2025", Components: []serviceComponent{{"c03", "Paling lama 1 hari kerja sejak berkas lengkap"}}},
		errors: []int{http.StatusNotFound}}, a.oneService)
}

func exampleService() serviceLine {
	return serviceLine{ID: exampleID + 40, Name: "Penggantian KTP-el hilang atau rusak", Agency: &agencyName{ID: exampleID, Name: "Dinas Kependudukan dan Pencatatan Sipil Kota Surabaya"}, Version: 2,
		From: civic.Date{Year: 2026, Month: 10, Day: 13}, Time: &serviceTime{Max: new(int64(1)), Unit: "working_day"}, Free: true, Online: true, Filled: 6}
}
