package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

// A desk's own hours begin its clocks; a unit takes those of the desk above, and where none are stated the usual ones hold.
func TestOfficeHoursOfADesk(t *testing.T) {
	early := civic.OfficeHours{Open: 7 * 60, Close: 15 * 60}
	s := named(t, fullAgency)
	s.w.Tree = civic.NewTree([]civic.Agency{{ID: 1, Code: "n"}, {ID: 2, Parent: 1, Code: "a", Hours: early}, {ID: 3, Parent: 2, Code: "u"}, {ID: 4, Parent: 1, Code: "b"}})
	at := local(t, civic.WIB, "2026-03-02 15:30") // a Monday, after three
	for desk, want := range map[civic.ID]string{2: "2026-03-04", 3: "2026-03-04", 4: "2026-03-03"} {
		r := civic.Report{Holder: desk}
		k := s.w.Keeper(&r, civic.ClockResolve)
		if got := k.DueDate(k.Start(working(1), at)).String(); got != want {
			t.Errorf("one day at desk %d ends on %s, want %s", desk, got, want)
		}
	}
	for h, want := range map[civic.OfficeHours]bool{early: true, {Open: 0, Close: 24 * 60}: true, {Open: 900, Close: 480}: false, {Open: 480, Close: 480}: false, {Open: 480, Close: 1441}: false, {Open: -1, Close: 9}: false} {
		if h.Valid() != want {
			t.Errorf("%+v valid: %v", h, !want)
		}
	}
}

// A holiday that is entered while a clock is paused moves it only when somebody asks.
func TestAResumedClockKeepsWhatWasTold(t *testing.T) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).at("2026-03-03 10:00").does(fullAdmin, command(civic.VerbHold))
	was := s.due(civic.ClockFirstFollowUp)
	off := civic.Holiday{Date: day(t, "2026-03-06"), Name: "Libur", Kind: civic.HolidayAgency, AgencyID: fullAgency}
	s.w.Calendar = civic.NewCalendar(2, append(someOf2026(), off))
	s.at("2026-03-04 10:00").does(theReporter(), command(civic.VerbComplete))
	told := s.due(civic.ClockFirstFollowUp)
	if was != "2026-03-09" || told != "2026-03-10" {
		t.Fatalf("due %s, and %s after a pause of one day", was, told)
	}
	s.w = s.w.Renewing(civic.ClockFirstFollowUp)
	if err := s.try(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}); err != nil {
		t.Fatal(err)
	}
	if got, e := s.due(civic.ClockFirstFollowUp), s.last(); got != "2026-03-11" || e.Detail[civic.DetailAsked] == "" || e.Detail[civic.DetailDue+"first_follow_up"] != told+"/"+got || len(e.Detail) != 2 {
		t.Errorf("asked for, it is due %s, told as %v", got, e.Detail)
	}
}
