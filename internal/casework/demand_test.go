package casework_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// demandSeen reads from a view what was asked from above: "state question answer".
func demandSeen(v *casework.View) string {
	var out []string
	for _, d := range v.Demands {
		one := string(d.State)
		if d.Ask != nil {
			one += " " + d.Ask.Message
		}
		if d.Answer != nil {
			one += " " + d.Answer.Message
		}
		out = append(out, one)
	}
	return strings.Join(out, "|")
}

// What is asked from above and answered, officers read who read the report; the reporter, the public, offices outside, mail and
// search never do. Of a secret report a supervisor sees that it is owed, and the words with a reason only.
func TestDemandsStayAmongOfficers(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		pengawas, jalan := w.Officer("pengawas"), w.Officer("jalan")
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandExplanation, Message: "Zqwxtanya mengapa lambat."})
		mails := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`)
		w.Do(jalan, got.Code, civic.Command{Verb: civic.VerbExplain, Message: "Zqwxjawab alat rusak."})
		if n := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`); n != mails {
			t.Errorf("%d letters, %d before", n, mails)
		}
		w.Settled()
		for who, want := range map[string]string{"pengawas": "answered Zqwxtanya mengapa lambat. Zqwxjawab alat rusak.", "jalan": "answered Zqwxtanya mengapa lambat. Zqwxjawab alat rusak.", "auditor": ""} {
			v, err := w.Casework.View(t.Context(), w.Officer(who), got.Code)
			if err != nil || demandSeen(&v) != want {
				t.Errorf("%s sees %q, %v", who, demandSeen(&v), err)
			}
		}
		for who, a := range map[string]civic.Actor{"reporter": reporter, "public": {Role: civic.RolePublic}, "office outside": w.Officer("dinkes")} {
			v, err := w.Casework.View(t.Context(), a, got.Code)
			if err != nil && who == "reporter" {
				t.Fatal(err)
			}
			for _, e := range v.Events {
				if strings.Contains(e.Message, "Zqwx") || e.Verb == civic.VerbDemand || e.Verb == civic.VerbExplain || e.Detail[civic.DetailDemand] != "" {
					t.Errorf("%s reads %+v", who, e)
				}
			}
			if len(v.Demands) > 0 || len(v.Report.Demands) > 0 || v.Report.Oversight.Owed != 0 {
				t.Errorf("%s knows of %+v", who, v.Demands)
			}
		}
		for table, rows := range w.Dump() {
			if table != "event" && strings.Contains(strings.ToLower(rows), "zqwx") {
				t.Errorf("the words stand in %s", table)
			}
		}
		for _, q := range []civic.Queue{civic.QueueAction, civic.QueueWaiting} {
			page, err := w.Casework.Inbox(t.Context(), jalan, casework.InboxQuery{Queue: q, Narrow: casework.Narrow{Text: "zqwxtanya"}})
			if err != nil || len(page.Rows) > 0 {
				t.Errorf("search finds %d, %v", len(page.Rows), err)
			}
		}
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandInstruction, Message: "Zqwxdua."})
		v, err := w.Casework.View(t.Context(), pengawas, got.Code)
		if err != nil || demandSeen(&v) != "answered|open" || len(v.Demands) == 2 && v.Demands[1].By.IsZero() {
			t.Errorf("of a secret report the supervisor sees %q, %v", demandSeen(&v), err)
		}
		if _, err := w.Casework.SecretDemands(t.Context(), pengawas, got.Code); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("without a reason: %v", err)
		}
		if _, err := w.Casework.ReadSecret(t.Context(), pengawas, got.Code, "memeriksa jawaban kantor"); err != nil {
			t.Fatal(err)
		}
		all, err := w.Casework.SecretDemands(t.Context(), pengawas, got.Code)
		if v := (casework.View{Demands: all}); err != nil || demandSeen(&v) != "answered Zqwxtanya mengapa lambat. Zqwxjawab alat rusak.|open Zqwxdua." {
			t.Errorf("with a reason: %q, %v", demandSeen(&v), err)
		}
		page, _, err := w.Casework.Demands(t.Context(), pengawas, casework.DemandQuery{Asked: true})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Question != "" || page.Rows[0].Title != "" || !page.Rows[0].Open() {
			t.Errorf("in the list: %+v, %v", page.Rows, err)
		}
	})
}

// Lists hold what the viewer may know: nothing for other offices, nothing of what one is kept out of.
func TestListsOfDemands(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		kepala, jalan := w.Officer("kepala"), w.Officer("jalan")
		w.Do(kepala, got.Code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandInstruction, Message: "Pasang rambu hari ini.", Days: 1})
		count := func(who civic.Actor, q casework.DemandQuery) int {
			t.Helper()
			page, _, err := w.Casework.Demands(t.Context(), who, q)
			if err != nil {
				t.Fatal(err)
			}
			return len(page.Rows)
		}
		for who, want := range map[string][2]int{"kepala": {1, 1}, "jalan": {1, 0}, "kota": {1, 1}, "dinkes": {0, 0}, "pengawas": {1, 0}, "auditor": {0, 0}} {
			if owed, asked := count(w.Officer(who), casework.DemandQuery{}), count(w.Officer(who), casework.DemandQuery{Asked: true}); owed != want[0] || asked != want[1] {
				t.Errorf("%s finds %d owed, %d asked", who, owed, asked)
			}
		}
		if n := count(jalan, casework.DemandQuery{Late: true}); n != 0 {
			t.Errorf("%d are late at once", n)
		}
		w.Pass(9 * 24 * 3600 * 1e9)
		if n := count(jalan, casework.DemandQuery{Late: true}); n != 1 {
			t.Errorf("%d are late after nine days", n)
		}
		if _, owed, err := w.Casework.CountReminders(t.Context(), jalan); err != nil || owed != 1 {
			t.Errorf("the desk is told of %d, %v", owed, err)
		}
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: jalan.Officer, Message: "Petugas ini yang dilaporkan."})
		if _, owed, err := w.Casework.CountReminders(t.Context(), jalan); err != nil || owed != 0 || count(jalan, casework.DemandQuery{}) != 0 {
			t.Errorf("kept out, and told of %d, %v", owed, err)
		}
		if _, _, err := w.Casework.Demands(t.Context(), civic.Actor{Role: civic.RolePublic}, casework.DemandQuery{}); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("anybody: %v", err)
		}
	})
}
