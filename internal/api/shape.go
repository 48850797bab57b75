package api

import (
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// agencyName is an agency where one is mentioned.
type agencyName struct {
	ID   civic.ID `json:"id" doc:"Id of the agency." example:"2101347000000001"`
	Code string   `json:"code" doc:"Stable code." example:"pemkot-surabaya"`
	Name string   `json:"name" doc:"Name." example:"Pemerintah Kota Surabaya"`
}

// nameOf mentions an agency; nil for none.
func nameOf(t *civic.Tree, id civic.ID) *agencyName {
	a, ok := t.Get(id)
	if !ok {
		return nil
	}
	return &agencyName{ID: a.ID, Code: a.Code, Name: a.Name}
}

// topicName is a topic where one is mentioned.
type topicName struct {
	ID     civic.ID `json:"id"`
	Code   string   `json:"code" example:"jalan"`
	NameID string   `json:"name_id" doc:"Indonesian." example:"Jalan dan jembatan"`
	NameEN string   `json:"name_en,omitempty" doc:"English." example:"Roads and bridges"`
}

func topicOf(m *atlas.Map, id civic.ID) *topicName {
	t, ok := m.Topic(id)
	if !ok {
		return nil
	}
	return &topicName{ID: t.ID, Code: t.Code, NameID: t.NameID, NameEN: t.NameEN}
}

// reason is an entry of a reason list.
type reason struct {
	Code   string   `json:"code" doc:"What to send." example:"place_unclear"`
	TextID string   `json:"text_id" doc:"What the reporter reads, Indonesian." example:"Lokasi belum jelas."`
	TextEN string   `json:"text_en,omitempty" doc:"English." example:"The place is not clear."`
	Asks   []string `json:"asks,omitempty" doc:"Of an outcome that may be given: the fields it needs; evidence is asked for, proof must be there."`
}

// reasonOf finds the words of a reason that stands in a report; old reports keep old reasons.
func reasonOf(b *civic.ReasonBook, code string) *reason {
	if code == "" {
		return nil
	}
	for _, list := range reasonLists() {
		if r, ok := b.Find(list, code); ok {
			return &reason{Code: r.Code, TextID: r.TextID, TextEN: r.TextEN}
		}
	}
	return &reason{Code: code}
}

func reasonLists() []string {
	return civic.ReasonLists()
}

// due is what happens next and until when.
type due struct {
	Clock  civic.ClockKind `json:"clock" doc:"Whose promise it is." enum:"verify,first_follow_up,resolve,reporter_window,completion,response,rework,decide,support,consult,objection,citizen"`
	By     civic.Date      `json:"by" doc:"The last day in time, at the place where the clock runs." format:"date" example:"2026-11-27"`
	Due    time.Time       `json:"due" doc:"The end of that day: the first moment that is too late." example:"2026-11-27T17:00:00Z"`
	Left   int             `json:"working_days_left" doc:"0 is due today, below 0 is late by so many." example:"3"`
	Paused bool            `json:"paused,omitempty" doc:"It waits for the reporter."`
}

func nextOf(n casework.Next) *due {
	if n.Clock == "" {
		return nil
	}
	return &due{Clock: n.Clock, By: n.By, Due: n.Due, Left: n.Left, Paused: n.Paused}
}

// nextOfReport is nextOf where only the report is at hand.
func nextOfReport(w civic.World, r *civic.Report) *due {
	kind, at := r.NextDue()
	c, ok := r.Clocks.Get(kind)
	if !ok {
		return nil
	}
	k := w.Keeper(r, kind)
	return &due{Clock: kind, By: k.DueDate(c), Due: at, Left: k.Left(c, w.Now), Paused: !c.Paused.IsZero()}
}

// clock is one deadline of a report, running or over.
type clock struct {
	Clock       civic.ClockKind `json:"clock" enum:"verify,first_follow_up,resolve,reporter_window,completion,response,rework,decide,objection,citizen"`
	Status      string          `json:"status" doc:"A paused clock waits for the reporter." enum:"running,paused,stopped"`
	Started     time.Time       `json:"started" example:"2026-11-20T03:12:00Z"`
	By          civic.Date      `json:"by" doc:"The last day in time." format:"date" example:"2026-12-10"`
	Due         time.Time       `json:"due" doc:"The first moment that is too late." example:"2026-12-10T17:00:00Z"`
	Stopped     time.Time       `json:"stopped,omitzero" doc:"When it was over."`
	Left        int             `json:"working_days_left" doc:"Now, or when it was paused or stopped." example:"14"`
	Late        bool            `json:"late" doc:"Broken now, or when it was paused or stopped."`
	Days        int             `json:"days" doc:"Its length." example:"14"`
	Unit        civic.DayUnit   `json:"unit" enum:"working_days,calendar_days"`
	Provisional bool            `json:"provisional,omitempty" doc:"Ends in a year whose holidays are not decreed yet."`
}

func clocksOf(w civic.World, r *civic.Report) []clock {
	out := make([]clock, 0, len(r.Clocks))
	for _, c := range r.Clocks {
		k := w.Keeper(r, c.Kind)
		one := clock{Clock: c.Kind, Status: "running", Started: c.Started, By: k.DueDate(c), Due: c.Due, Stopped: c.Stopped,
			Left: k.Left(c, w.Now), Late: c.Late(w.Now), Days: c.Amount, Unit: c.Unit, Provisional: c.Provisional}
		switch {
		case !c.Stopped.IsZero():
			one.Status = "stopped"
		case !c.Paused.IsZero():
			one.Status = "paused"
		}
		out = append(out, one)
	}
	return out
}

// page is the address of a report for people.
func (a *API) pageOf(code civic.TrackingCode) string { return a.BaseURL + "/laporan/" + code.Display() }

// href is the address of a report, or of something below it, for programs.
func href(code civic.TrackingCode, below string) string {
	return Base + "/reports/" + code.Display() + below
}

// day is the day it is for a report.
func (a *API) day(r *civic.Report) civic.Date { return civic.DateOf(a.Now(), r.Zone) }
