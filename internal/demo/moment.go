package demo

import (
	"time"

	"tuntas/internal/civic"
)

// Sent returns when the report was sent, seen from a day: Age working days
// before it, in the zone of the report's place.
func (r Report) Sent(cal *civic.Calendar, today civic.Date) time.Time {
	return r.moment(cal, today, 0, r.Minute)
}

// When returns when a step happened, seen from a day.
func (r Report) When(cal *civic.Calendar, today civic.Date, s Step) time.Time {
	return r.moment(cal, today, s.Day, s.Minute)
}

func (r Report) moment(cal *civic.Calendar, today civic.Date, day, minute int) time.Time {
	sent := cal.AddWorkingDays(today, -r.Age, r.Region)
	on := sent
	if day > 0 {
		on = cal.AddWorkingDays(sent, day, r.Region)
	}
	return on.Start(civic.ZoneOfProvince(r.Region)).Add(time.Duration(minute) * time.Minute)
}
