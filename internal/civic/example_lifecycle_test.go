package civic_test

import (
	"fmt"
	"time"

	"tuntas/internal/civic"
)

// One report from the reporter's hand to the end: a city verifies for itself and sends it to its
// road department, which hands it back; the right department answers, and the reporter accepts.
func ExampleWorld_Apply() {
	tree := civic.NewTree([]civic.Agency{
		{ID: 1, Name: "Meja nasional", Active: true},
		{ID: 2, Parent: 1, Name: "Kota Bandung", Mode: civic.RoutingFull, Region: "32.73", Active: true},
		{ID: 3, Parent: 2, Name: "Dinas Bina Marga", Active: true},
		{ID: 4, Parent: 2, Name: "Dinas Lingkungan Hidup", Active: true},
	})
	start := time.Date(2026, time.March, 2, 9, 0, 0, 0, civic.WIB.Location())
	w := civic.World{
		Now: start, Tree: tree, Book: civic.NewPolicyBook(civic.NationalPolicies()), Calendar: civic.NewCalendar(1, nil),
		Reasons: civic.NewReasonBook([]civic.Reason{{List: civic.ReasonsReturn, Code: "other_unit"}}),
	}
	report, _, _, err := w.Submit(7, "", "", civic.ReporterActor(0), civic.Submission{
		Class: civic.Complaint, Body: "Sampah menumpuk di tepi jalan.", Place: civic.Place{Region: "32.73"}, Named: 2,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	coordinator := civic.Actor{Role: civic.RoleAgencyAdmin, Officer: 50, Desk: 2}
	roads := civic.Actor{Role: civic.RoleUnitOfficer, Officer: 51, Desk: 3}
	waste := civic.Actor{Role: civic.RoleUnitOfficer, Officer: 52, Desk: 4}
	for _, step := range []struct {
		days    int
		who     civic.Actor
		command civic.Command
	}{
		{1, coordinator, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: 3}},
		{2, roads, civic.Command{Verb: civic.VerbReturn, Reason: "other_unit", Message: "Ini urusan kebersihan."}},
		{2, coordinator, civic.Command{Verb: civic.VerbDispose, Target: 4}},
		{3, waste, civic.Command{Verb: civic.VerbFollowUp, Message: "Truk datang hari Jumat."}},
		{4, waste, civic.Command{Verb: civic.VerbAnswer, Message: "Sampah sudah diangkut."}},
		{7, civic.ReporterActor(7), civic.Command{Verb: civic.VerbAccept, Rating: 3}},
	} {
		w.Now = start.AddDate(0, 0, step.days)
		var event civic.Event
		if report, event, err = w.Apply(report, step.who, step.command); err != nil {
			fmt.Println(err)
			return
		}
		desk, _ := tree.Get(report.Holder)
		fmt.Printf("%d. %-9s %s -> %s, %s\n", event.Seq, event.Verb, event.From, event.To, desk.Name)
	}
	citizen, _ := report.Clocks.Get(civic.ClockCitizen)
	fmt.Println("in time:", !citizen.Late(w.Now))
	// Output:
	// 2. verify    submitted -> dispatched, Dinas Bina Marga
	// 3. return    dispatched -> submitted, Kota Bandung
	// 4. dispose   submitted -> dispatched, Dinas Lingkungan Hidup
	// 5. follow_up dispatched -> in_progress, Dinas Lingkungan Hidup
	// 6. answer    in_progress -> awaiting_reporter, Dinas Lingkungan Hidup
	// 7. accept    awaiting_reporter -> closed, Dinas Lingkungan Hidup
	// in time: true
}
