package api_test

import (
	"context"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// rep is a report that was brought into a state.
type rep struct {
	at, code, pin string
	state         civic.State
	kind          string // plain, anonymous, secret
	holder        string // code of the desk
	verified      bool
	published     bool
	rated         bool
	class         civic.Class
}

func kinds() []string { return []string{"plain", "anonymous", "secret"} }

// reportIn makes a report of a kind and brings it into a state by the verbs themselves. It is named to "kota", lies at
// "kota-pu" once it was sent on, and has a published version from then on; returned gives back to "kota" what was verified.
func (r *rig) reportIn(state civic.State, kind string, returned bool) rep {
	r.t.Helper()
	out := r.newReport("kota", kind)
	if state == civic.Submitted && !returned {
		return out
	}
	if state == civic.Archived {
		r.act(&out, civic.RoleAgencyAdmin, "kota", civic.Command{Verb: civic.VerbArchive, Reason: "ganda", Message: "Sudah ada."})
		return out
	}
	r.act(&out, civic.RoleAgencyAdmin, "kota", civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: r.desk("kota-pu"),
		Publish: kind != "secret", PublicTitle: "Judul terbit", PublicBody: "Isi terbit."})
	out.verified, out.holder, out.published = true, "kota-pu", kind != "secret"
	pu := func(c civic.Command) { r.act(&out, civic.RoleUnitOfficer, "kota-pu", c) }
	switch {
	case returned:
		pu(civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Bukan kami."})
		out.holder = "kota"
	case state == civic.InfoNeeded:
		pu(civic.Command{Verb: civic.VerbHold, Reason: "kurang", Message: "Di mana?"})
	case state != civic.Dispatched:
		pu(civic.Command{Verb: civic.VerbFollowUp, Message: "Sedang dikerjakan."})
	}
	switch state {
	case civic.AwaitingReporter:
		pu(civic.Command{Verb: civic.VerbAnswer, Message: "Sudah dikerjakan."})
	case civic.Closed, civic.Escalated:
		pu(civic.Command{Verb: civic.VerbClose, Outcome: "beres", Message: "Selesai."})
	}
	if state == civic.Escalated {
		r.act(&out, civic.RoleReporter, "", civic.Command{Verb: civic.VerbEscalate, Message: "Ke Ombudsman."})
	}
	return out
}

// newReport hands a report in.
func (r *rig) newReport(named, kind string) rep {
	r.t.Helper()
	got, err := r.intake.Submit(context.Background(), civic.Actor{Role: civic.RoleReporter}, intake.Request{Submission: civic.Submission{
		Class: civic.Complaint, Title: "Judul asli", Body: "Isi asli yang cukup panjang.", Place: civic.Place{Text: "Jalan Pasar", Region: "35.78"},
		Named: r.desk(named), Channel: "api", Anonymous: kind == "anonymous", Secret: kind == "secret"},
		Identity: intake.Identity{Name: "Contoh Pelapor", Email: "pelapor@contoh.test", Phone: "081234567890"}})
	must(r.t, err)
	a, _ := r.directory.Map(context.Background()).Tree.Get(got.Report.Holder)
	return rep{at: "/api/v1/reports/" + got.Code.Display(), code: string(got.Code), pin: string(got.PIN), state: civic.Submitted, kind: kind, holder: a.Code, class: civic.Complaint}
}

// act does a step as somebody, below the door.
func (r *rig) act(on *rep, role civic.Role, desk string, c civic.Command) {
	r.t.Helper()
	code := civic.TrackingCode(on.code)
	who := civic.Actor{Role: role, Desk: r.desk(desk)}
	if role == civic.RoleReporter {
		v, err := r.store.ReportByCode(context.Background(), r.store.DB, code)
		must(r.t, err)
		who = civic.ReporterActor(v.ID)
	} else {
		o, err := r.store.OfficerByEmail(context.Background(), r.store.DB, string(role)+"@"+desk+".test")
		must(r.t, err)
		who.Officer = o.ID
	}
	after, err := r.casework.Act(context.Background(), who, code, c)
	must(r.t, err)
	on.state, on.class, on.rated = after.State, after.Class, after.Rating != 0
}

// desk finds a desk by code, 0 for "".
func (r *rig) desk(code string) civic.ID {
	a, _ := r.directory.Map(context.Background()).Tree.ByCode(code)
	return a.ID
}

// below tells whether a desk of the little country is another or lies below it: written out from
// agenciesCSV, so that a mistake in the tree does not hide itself.
func below(desk, top string) bool {
	return top == "nasional" || desk == top || strings.HasPrefix(desk, top+"-")
}

// forgetTries lets a test guess on.
func (r *rig) forgetTries() {
	r.t.Helper()
	_, err := r.store.DB.Exec(context.Background(), `DELETE FROM attempt`)
	must(r.t, err)
}

// officerAt is the officer of a role at a desk, below the door.
func (r *rig) officerAt(role civic.Role, desk string) civic.Actor {
	r.t.Helper()
	o, err := r.store.OfficerByEmail(context.Background(), r.store.DB, string(role)+"@"+desk+".test")
	must(r.t, err)
	return civic.Actor{Role: role, Officer: o.ID, Desk: r.desk(desk)}
}
