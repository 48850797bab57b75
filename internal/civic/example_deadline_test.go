package civic_test

import (
	"fmt"
	"time"

	"tuntas/internal/civic"
)

// A report handed in on the Friday before the Lebaran leave of 2026, just after office hours.
func ExampleTimekeeper_Start() {
	leave := []civic.Holiday{
		{Date: civic.Date{Year: 2026, Month: time.March, Day: 18}, Kind: civic.HolidayCollective, Decree: "SKB 2026"},
		{Date: civic.Date{Year: 2026, Month: time.March, Day: 19}, Kind: civic.HolidayNational, Decree: "SKB 2026"},
		{Date: civic.Date{Year: 2026, Month: time.March, Day: 20}, Kind: civic.HolidayCollective, Decree: "SKB 2026"},
	}
	tk := civic.Timekeeper{Calendar: civic.NewCalendar(1, leave), Zone: civic.WITA, Region: "64.72"}
	at := time.Date(2026, time.March, 13, 16, 5, 0, 0, civic.WITA.Location())

	c := tk.Start(civic.ClockPolicy{Clock: civic.ClockVerify, Amount: 3, Unit: civic.WorkingDays}, at)
	fmt.Println("last day in time:", tk.DueDate(c), tk.DueDate(c).Weekday())
	fmt.Println("too late from:   ", c.Due.In(civic.WITA.Location()).Format("2006-01-02 15:04 MST"))
	fmt.Println("days left:       ", tk.Left(c, at))

	c = tk.Pause(c, at.AddDate(0, 0, 4))   // Tuesday: the reporter is asked for something
	c = tk.Resume(c, at.AddDate(0, 0, 11)) // the Tuesday after: the answer
	fmt.Println("after the pause: ", tk.DueDate(c))
	// Output:
	// last day in time: 2026-03-24 Tuesday
	// too late from:    2026-03-25 00:00 WITA
	// days left:        3
	// after the pause:  2026-03-26
}

func ExampleTimetable() {
	tk := civic.Timekeeper{Calendar: civic.NewCalendar(1, nil), Zone: civic.WIB, Region: "35.78"}
	book := civic.NewPolicyBook(civic.NationalPolicies())
	at := time.Date(2026, time.November, 23, 9, 0, 0, 0, civic.WIB.Location())

	promises, err := civic.Timetable(tk, book, civic.Complaint, nil, at)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range promises {
		fmt.Println(p.Clock, p.Days, p.Unit, p.By)
	}
	// Output:
	// verify 3 working_days 2026-11-26
	// first_follow_up 5 working_days 2026-12-03
	// resolve 14 working_days 2026-12-16
	// reporter_window 10 working_days
}

func ExampleParseTrackingCode() {
	code, err := civic.ParseTrackingCode("7k2m 9qxt 4pd")
	fmt.Println(code.Display(), err)
	_, err = civic.ParseTrackingCode("7k2m 9qxt p4d") // two neighbours swapped
	fmt.Println(err)
	// Output:
	// 7K2M-9QXT-4PD <nil>
	// invalid: error.code_invalid (code)
}
