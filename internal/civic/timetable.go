package civic

import "time"

// Promise is one line of the timetable a reporter is given on handing in a report.
type Promise struct {
	Clock       ClockKind `json:"clock"`
	By          Date      `json:"by,omitzero"`           // last day in time; zero when it counts from an act yet to come
	Due         time.Time `json:"due,omitzero"`          // the end of that day, in UTC
	Days        int       `json:"days"`                  // length, in Unit
	Unit        DayUnit   `json:"unit"`                  // what Days counts
	Provisional bool      `json:"provisional,omitempty"` // By lies in a year without a holiday decree
}

// Timetable returns all that is promised for a report handed in at a moment, in the order it
// falls due: verification; first follow-up and resolution, both counted from the last day for
// verification, but the resolution of a request of information from receipt; and how long the reporter may answer a reply. The Timekeeper is that of the
// place of the report. It returns an unavailable Error when a length is missing from the book.
func Timetable(tk Timekeeper, book *PolicyBook, class Class, chain []ID, at time.Time) ([]Promise, error) {
	day := DateOf(at, tk.Zone)
	p, err := book.Find(ClockVerify, class, chain, day)
	if err != nil {
		return nil, err
	}
	verify := tk.Start(p, at)
	table := []Promise{tk.promise(verify)}
	if p, err = book.Find(ClockFirstFollowUp, class, chain, day); err != nil {
		return nil, err
	}
	resolve, err := tk.resolution(book, class, chain, verify)
	if err != nil {
		return nil, err
	}
	table = append(table, tk.promise(tk.Start(p, tk.latestHandOver(verify))), tk.promise(resolve))
	if table[2].Due.Before(table[1].Due) {
		table[1], table[2] = table[2], table[1]
	}
	p, err = book.Find(ClockReporterWindow, class, chain, day)
	if err != nil {
		return nil, err
	}
	return append(table, Promise{Clock: p.Clock, Days: p.Amount, Unit: p.Unit}), nil
}

// CitizenClock starts the reporter's own clock, from receipt to verification plus resolution; of a request of information to
// the day that its law gives from receipt.
// It ends on the resolution day of the Timetable, in working days whatever its parts are
// counted in; Pause leaves it alone. When the class changes, make a new one from the old start.
// It returns an unavailable Error when a length is missing from the book.
func CitizenClock(tk Timekeeper, book *PolicyBook, class Class, chain []ID, at time.Time) (Clock, error) {
	day := DateOf(at, tk.Zone)
	verify, err := book.Find(ClockVerify, class, chain, day)
	if err != nil {
		return Clock{}, err
	}
	first := tk.Start(verify, at)
	second, err := tk.resolution(book, class, chain, first)
	if err != nil {
		return Clock{}, err
	}
	days := tk.Calendar.WorkingDaysBetween(tk.startDay(first), tk.DueDate(second), tk.Region)
	return tk.Start(ClockPolicy{ID: second.Policy, Clock: ClockCitizen, Amount: days, Unit: WorkingDays}, at), nil
}

// latestHandOver is when a report verified on the last day in time reaches the agency. It is
// taken as within office hours, so that 3 days and then 14 are the 17 days people will count.
func (tk Timekeeper) latestHandOver(verify Clock) time.Time {
	return tk.DueDate(verify).Start(tk.Zone)
}

func (tk Timekeeper) promise(c Clock) Promise {
	return Promise{Clock: c.Kind, By: tk.DueDate(c), Due: c.Due, Days: c.Amount, Unit: c.Unit, Provisional: c.Provisional}
}
