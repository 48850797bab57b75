package citizen

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// TestThePromiseIsTheRule: what people are told about who sees what is what civic.Look does.
func TestThePromiseIsTheRule(t *testing.T) {
	tree := civic.NewTree([]civic.Agency{
		{ID: 1, Name: "Nasional", Code: "N"},
		{ID: 2, Parent: 1, Name: "Kota", Code: "K", Active: true}, {ID: 3, Parent: 2, Name: "Dinas", Code: "D", Active: true},
	})
	officer := func(role civic.Role, desk civic.ID) civic.Actor {
		return civic.Actor{Role: role, Officer: 9, Post: 9, Desk: desk}
	}
	actors := map[string]civic.Actor{
		"who.public": {Role: civic.RolePublic}, "who.holder": officer(civic.RoleUnitOfficer, 3), "who.national": officer(civic.RoleNationalAdmin, 1),
		"who.oversight": officer(civic.RoleOversight, 2), "who.supervisor": officer(civic.RoleSupervisor, 1), "who.head": officer(civic.RoleAgencyHead, 2),
	}
	kept := map[string]civic.Sight{
		"sees.published_name": {Exists: true, Published: true}, "sees.published": {Exists: true, Published: true}, "sees.nothing": {},
		"sees.all": {Exists: true, Text: true, Name: true, Contact: true}, "sees.text_name": {Exists: true, Text: true, Name: true},
		"sees.text": {Exists: true, Text: true}, "sees.text_talk": {Exists: true, Text: true},
		"sees.clocks": {Exists: true}, "sees.clocks_reason": {Exists: true, WithReason: true},
	}
	checked := 0
	for _, v := range Viewers() {
		actor, ok := actors[v.Who]
		if !ok {
			continue // an identity is no actor
		}
		for _, f := range Fates() {
			r := civic.Report{ID: 5, Holder: 3, Version: 1, Published: true, State: civic.InProgress, Class: civic.Complaint,
				Anonymous: f == FateHidden || f == FateBoth, Secret: f == FateSecret || f == FateBoth}
			if v.Who == "who.oversight" {
				r.Class = civic.ComplaintOversight
			}
			want, ok := kept[v.Sees[f]]
			if !ok {
				t.Fatalf("%s %s: nothing is known about %q", v.Who, f, v.Sees[f])
			}
			got := civic.Look(tree, actor, &r)
			got.Internal = false // notes among officers are no promise to people
			if got.Text {
				got.Published = false // who reads the text does not need the edited one
			}
			if v.Sees[f] == "sees.clocks" || v.Sees[f] == "sees.clocks_reason" {
				got.Published = false
			}
			if got != want {
				t.Errorf("%s, %s: promised %s %+v, the rule gives %+v", v.Who, f, v.Sees[f], want, got)
			}
			checked++
		}
	}
	if checked != 24 {
		t.Errorf("%d cells were checked, want 24", checked)
	}
}

func TestStanding(t *testing.T) {
	by := civic.Date{Year: 2026, Month: 11, Day: 27}
	for _, c := range []struct {
		lang  string
		s     Stand
		head  string
		line  string
		late  bool
		noted bool
	}{
		{"id", Stand{State: civic.InProgress, Verified: true, Agency: "Dinas A", Clock: civic.ClockResolve, By: by, Left: 4},
			"Sedang dikerjakan oleh Dinas A", "Dinas A menyelesaikan laporan ini paling lambat Jumat, 27 November 2026 (sisa 4 hari kerja).", false, false},
		{"en", Stand{State: civic.Dispatched, Verified: true, Agency: "Dinas A", Clock: civic.ClockFirstFollowUp, By: by, Left: -1},
			"Passed on to Dinas A", "Dinas A has not given a first answer. It was due on Friday, 27 November 2026 (1 working day late).", true, false},
		{"id", Stand{State: civic.AwaitingReporter, Verified: true, Own: true, Agency: "Dinas A", Clock: civic.ClockReporterWindow, By: by, Left: 0},
			"Dinas A sudah menjawab. Apakah masalahnya beres?", "Anda menanggapi paling lambat Jumat, 27 November 2026 (hari ini).", false, true},
		{"id", Stand{State: civic.InfoNeeded, Agency: "Dinas A", Clock: civic.ClockCompletion, By: by, Left: 9},
			"Menunggu keterangan dari pelapor", "Pelapor melengkapi laporan paling lambat Jumat, 27 November 2026 (sisa 9 hari kerja).", false, false},
		{"id", Stand{State: civic.Submitted, Agency: "Meja", Clock: civic.ClockVerify, By: by, Left: 2, Forecast: true},
			"Laporan sudah diterima dan menunggu diperiksa", "Meja memeriksa laporan ini paling lambat Jumat, 27 November 2026 (sisa 2 hari kerja).", false, true},
		{"id", Stand{State: civic.Closed, Verified: true, ClosedBy: civic.ClosedBySystem, Clock: civic.ClockResolve, By: by, Left: -9}, "Ditutup tanpa konfirmasi pelapor", "", false, false},
		{"id", Stand{State: civic.Archived, Outcome: "Ganda."}, "Laporan ini ditutup. Alasan: Ganda.", "", false, false},
		{"id", Stand{State: civic.Escalated, Verified: true, Agency: "Dinas A"}, "Dibawa ke Ombudsman. Dinas A tetap harus menjawab.", "", false, false},
	} {
		got := Standing(i18n.For(c.lang), c.s)
		line := ""
		for _, r := range i18n.Split(strings.Join(got.Promises, "")) {
			line += r.Text
		}
		if got.Headline != c.head || line != c.line || got.Late != c.late || (got.Note != "") != c.noted {
			t.Errorf("%s %+v:\n%+v\n%q", c.lang, c.s, got, line)
		}
	}
}

// TestEveryVerbHasWords: whatever the lifecycle can do can be told.
func TestEveryVerbHasWords(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := i18n.For(lang)
		for _, s := range civic.Lifecycle() {
			d := Deed{Verb: s.Verb, Agency: "A", From: "B", To: "C", Channel: "D", Class: "E", Rating: 3}
			if got := d.Tell(p); strings.HasPrefix(got, "event.") || strings.ContainsAny(got, "{}") {
				t.Errorf("%s: %s is told as %q", lang, s.Verb, got)
			}
		}
		again := Deed{Verb: civic.VerbReopen, Agency: "Pengawas", Office: true}.Tell(p)
		if !strings.Contains(again, "Pengawas") || strings.Contains(again, p.T("who.reporter")) {
			t.Errorf("%s: reopened by a supervisor is told as %q", lang, again)
		}
		for _, v := range []civic.Verb{civic.VerbComplete, civic.VerbReply, civic.VerbRate, civic.VerbAccept, civic.VerbReopen, civic.VerbWithdraw, civic.VerbEscalate} {
			if got := Thanks(p, string(v)); strings.HasPrefix(got, "do.") {
				t.Errorf("%s: nobody is thanked for %s", lang, v)
			}
		}
		for _, k := range []civic.ClockKind{civic.ClockVerify, civic.ClockFirstFollowUp, civic.ClockResolve, civic.ClockReporterWindow} {
			if !p.Has("promise." + string(k)) {
				t.Errorf("%s: the promise %s has no words", lang, k)
			}
		}
		for _, c := range civic.Classes() {
			if !p.Has("class." + string(c)) {
				t.Errorf("%s: the class %s has no words", lang, c)
			}
		}
		for _, st := range civic.States() {
			for _, own := range []bool{true, false} {
				s := Standing(p, Stand{State: st, Verified: true, Own: own, Agency: "A", ClosedBy: civic.ClosedByReporter})
				if strings.HasPrefix(s.Headline, "head.") {
					t.Errorf("%s: %s has no headline", lang, st)
				}
			}
		}
	}
}

func TestOnlyAllowedFormsAppear(t *testing.T) {
	v := ReportView{Own: true, Allowed: []civic.Verb{civic.VerbReply}}
	if !v.may(civic.VerbReply) || v.may(civic.VerbWithdraw) {
		t.Error("forms must come from what is allowed")
	}
	v.Own = false
	if v.may(civic.VerbReply) {
		t.Error("the public may do nothing")
	}
}

func TestSinceOptions(t *testing.T) {
	got := SinceOptions(i18n.For("id"), civic.Date{Year: 2026, Month: 3, Day: 5}, "2026-02-26")
	if len(got) != 4 || got[1].Value != "2026-02-26" || !got[1].Checked || got[0].Checked || got[3].Value != "2025-03-05" {
		t.Errorf("%+v", got)
	}
}
