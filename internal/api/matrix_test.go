package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// The table of who may do what, called cell by cell over HTTP. What has to come out is reckoned
// here, from the rows of civic.Lifecycle and the words of their guards, not by asking World.

// asker is somebody who sends a request.
type asker struct {
	role civic.Role
	desk string // of officers
	mode string // "", "wrong pin" or "nobody"
}

func (k asker) String() string {
	return strings.TrimSpace(string(k.role) + " " + k.desk + " " + k.mode)
}

func askers() []asker {
	out := []asker{{mode: "nobody"}, {role: civic.RoleReporter}, {role: civic.RoleReporter, mode: "wrong pin"}}
	for _, role := range civic.OfficerRoles() {
		for _, desk := range []string{"nasional", "kota", "prov"} {
			if seat(role, desk) {
				out = append(out, asker{role: role, desk: desk})
			}
		}
	}
	return append(out, asker{role: civic.RoleUnitOfficer, desk: "kota-pu"}, asker{role: civic.RoleLiaison, desk: "kota-pu-jalan"})
}

func (k asker) headers(r *rig, on rep) headers {
	switch {
	case k.mode == "nobody":
		return nil
	case k.mode == "wrong pin":
		return pin("000000")
	case k.role == civic.RoleReporter:
		return pin(on.pin)
	default:
		return bearer(r.token(k.role, k.desk))
	}
}

// request is what is sent for a verb; the targets are desks that the verb reaches from where fixtures lie.
func request(v civic.Verb, on rep) (path string, body any) {
	message := "Sebuah pesan."
	switch v {
	case civic.VerbVerify:
		to := "kota"
		if on.holder == "nasional" {
			to = "prov"
		}
		return "verify", J{"class": "complaint", "agency_id": to}
	case civic.VerbDispose:
		to := map[string]string{"nasional": "prov", "kota": "kota-pu", "kota-pu": "kota-pu-jalan", "pusat": "pusat-unit"}[on.holder]
		return "dispose", J{"agency_id": to}
	case civic.VerbReturn:
		return "return", J{"reason": "bukan", "message": message}
	case civic.VerbHold:
		return "hold", J{"reason": "kurang", "message": message}
	case civic.VerbArchive:
		return "archive", J{"reason": "ganda", "message": message}
	case civic.VerbFollowUp, civic.VerbAnswer:
		return "follow-ups", J{"message": message, "answer": v == civic.VerbAnswer}
	case civic.VerbClose:
		return "close", J{"outcome": "beres", "message": message}
	case civic.VerbNote:
		return "notes", J{"message": message}
	case civic.VerbReply:
		return "replies", J{"message": message}
	case civic.VerbComplete:
		return "completion", J{"message": message}
	case civic.VerbAccept, civic.VerbRate:
		return "rating", J{"rating": 2}
	case civic.VerbReopen:
		return "reopen", J{"message": message}
	case civic.VerbWithdraw:
		return "withdraw", nil
	case civic.VerbEscalate:
		return "escalate", J{"message": message}
	case civic.VerbHandOver:
		return "handovers", J{"reason": "kpk", "message": message}
	case civic.VerbReclassify:
		return "reclassify", J{"class": "aspiration", "message": message}
	case civic.VerbPublish:
		return "publish", J{"public_title": "Judul", "public_body": "Isi."}
	case civic.VerbUnpublish:
		return "unpublish", J{"message": message}
	case civic.VerbHide, civic.VerbReveal:
		return "flags", J{"flag": "secret", "on": v == civic.VerbHide}
	}
	return "", nil
}

// called are the verbs of the table that people call; submit, attach and those of the clock have other tests.
func called() []civic.Verb {
	var out []civic.Verb
	for _, s := range civic.Lifecycle() {
		if path, _ := request(s.Verb, rep{}); path != "" && !slices.Contains(out, s.Verb) {
			out = append(out, s.Verb)
		}
	}
	return out
}

// judge reckons the status of a cell.
func judge(k asker, v civic.Verb, on rep) int {
	switch {
	case k.mode == "nobody":
		return http.StatusUnauthorized
	case k.mode == "wrong pin", k.desk != "" && !below(on.holder, k.desk):
		return http.StatusNotFound
	}
	if v == civic.VerbAccept || v == civic.VerbRate { // one request for both: whichever the state has
		v = civic.VerbRate
		if on.state == civic.AwaitingReporter {
			v = civic.VerbAccept
		}
	}
	var row *civic.Step
	ever := false
	for _, s := range civic.Lifecycle() {
		if s.Verb != v {
			continue
		}
		ever = ever || slices.Contains(s.By, k.role)
		if slices.Contains(s.From, on.state) {
			row = &s
		}
	}
	switch {
	case row == nil && ever:
		return http.StatusConflict
	case row == nil, !slices.Contains(row.By, k.role), k.role == civic.RoleOversight && on.class != civic.ComplaintOversight:
		return http.StatusForbidden
	}
	return judgeGuard(row, k, on)
}

func judgeGuard(row *civic.Step, k asker, on rep) int {
	agencyActs := k.desk == "nasional" && on.holder != "nasional" && !strings.HasPrefix(on.holder, "pusat")
	// Nobody acts on what he may not read; these three read it, with a reason or by their task.
	reads := []civic.Role{civic.RoleSupervisor, civic.RoleAgencyHead, civic.RoleOversight}
	if agencyActs && on.kind == "secret" && !slices.Contains(reads, k.role) {
		return http.StatusForbidden
	}
	switch row.Guard {
	case civic.GuardHides, civic.GuardReveals: // what is so already is not done again, and is no mistake
	case civic.GuardHandler, civic.GuardTarget, civic.GuardSigned:
		if agencyActs {
			return http.StatusForbidden
		}
	case civic.GuardCarried: // nobody does it by itself
		return http.StatusConflict
	case civic.GuardWindow: // the window of every fixture runs
		if agencyActs {
			return http.StatusForbidden
		}
		return http.StatusConflict
	case civic.GuardAbove:
		if on.holder == "nasional" || agencyActs {
			return http.StatusForbidden
		}
	case civic.GuardVerified:
		if !on.verified || row.Verb == civic.VerbPublish && on.kind == "secret" {
			return http.StatusConflict
		}
		if agencyActs && row.Verb != civic.VerbPublish {
			return http.StatusForbidden
		}
	case civic.GuardPublished:
		if !on.published {
			return http.StatusConflict
		}
	case civic.GuardEscalation:
		if on.state != civic.Closed {
			return http.StatusConflict // no fixture is late
		}
	case civic.GuardUnrated:
		if on.rated {
			return http.StatusConflict
		}
	}
	return http.StatusOK
}

// fixtures of the table: every state and kind at an agency that works by itself, what was given back, and
// what lies at the national desk and at an agency that the national desk acts for.
type fixture struct {
	name string
	make func() rep
}

func (r *rig) fixtures() []fixture {
	var out []fixture
	for _, kind := range kinds() {
		for _, state := range civic.States() {
			out = append(out, fixture{string(state) + " " + kind, func() rep { return r.reportIn(state, kind, false) }})
		}
		out = append(out,
			fixture{"returned " + kind, func() rep { return r.reportIn(civic.Submitted, kind, true) }},
			fixture{"national " + kind, func() rep { return r.newReport("", kind) }},
			fixture{"central " + kind, func() rep {
				on := r.newReport("pusat", kind)
				r.act(&on, civic.RoleNationalAdmin, "nasional", civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint})
				on.holder, on.verified = "pusat", true
				return on
			}})
	}
	return out
}

func TestWhoMayDoWhat(t *testing.T) {
	each(t, func(r *rig) {
		verbs := called()
		if len(verbs) != 22 {
			r.t.Fatalf("%d verbs are called: %v", len(verbs), verbs)
		}
		count := map[int]int{}
		for _, f := range r.fixtures() {
			shared := f.make()
			for _, k := range askers() {
				for _, v := range verbs {
					want := judge(k, v, shared)
					on := shared
					if want == http.StatusOK && !staysPut(v, shared.state) {
						on = f.make() // it will be another one afterwards
					}
					if k.mode == "wrong pin" {
						r.forgetTries()
					}
					path, body := request(v, on)
					got := r.do("POST", on.at+"/"+path, k.headers(r, on), body)
					count[want]++
					if got.status != want {
						r.t.Errorf("%s: %s by %s: %d, want %d: %s", f.name, v, k, got.status, want, got.raw)
					}
				}
			}
		}
		r.t.Logf("cells by status: %v", count)
		for _, status := range []int{200, 401, 403, 404, 409} {
			if count[status] < 50 {
				r.t.Errorf("only %d cells with status %d", count[status], status)
			}
		}
	})
}

// staysPut tells whether a step leaves the report as it is for every other cell.
func staysPut(v civic.Verb, in civic.State) bool {
	switch v {
	case civic.VerbHide, civic.VerbReveal, civic.VerbAccept, civic.VerbRate, civic.VerbPublish, civic.VerbUnpublish:
		return false // another kind of report, or what is given once
	}
	for _, s := range civic.Lifecycle() {
		if s.Verb == v && slices.Contains(s.From, in) {
			return s.Lands == civic.Stays && (s.To == civic.Same || s.To == in)
		}
	}
	return false
}

func TestTheClockHasNoDoor(t *testing.T) {
	r := newRig(t, "sqlite")
	at, _, _ := r.submit(nil)
	n := 0
	for _, s := range civic.Lifecycle() {
		if len(s.By) == 1 && s.By[0] == civic.RoleSystem {
			n++
			for _, path := range []string{string(s.Verb), strings.ReplaceAll(string(s.Verb), "_", "-")} {
				r.want(http.StatusNotFound, "POST", at+"/"+path, bearer(r.token(civic.RoleNationalAdmin, "nasional")), J{})
			}
		}
	}
	if n < 2 {
		t.Errorf("only %d steps belong to the clock", n)
	}
}
