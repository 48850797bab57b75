package officer

import (
	"errors"
	"net/http"
	"strings"

	"tuntas/internal/access"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/notify"
	"tuntas/internal/qr"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// safetyView is what stands before the officer's account, where it is open, and what was done with it.
type safetyView struct {
	staff.Shell
	On       bool
	Since    string
	Left     string // recovery codes that are left; a warning when few
	Few      bool
	Offer    access.Offer
	QR       string   // of the offer, as SVG
	Codes    []string // new recovery codes, shown this once
	Sessions []sessionLine
	Others   bool // there are others beside this one
	Journal  []journalLine
	Mistakes ui.Mistakes
}

// sessionLine is one open session.
type sessionLine struct {
	Name, Since string
	Here        bool
	End         string // where it is ended, "" for the one in use
}

// journalLine is one thing that was done with the account.
type journalLine struct{ What, When, Where string }

// account are the routes of coming in, going out, and what stands before the account.
func (p *Pages) account(open func(string, httpkit.HandlerFunc), guarded func(string, staff.Handler)) {
	open("GET /petugas/masuk", p.signInForm)
	open("POST /petugas/masuk", p.signIn)
	open("GET "+staff.Code, p.codeForm)
	open("POST "+staff.Code, p.enterCode)
	open("GET /petugas/pos", p.posts)
	open("POST /petugas/pos", p.choosePost)
	open("POST /petugas/keluar", p.signOut)
	open("GET "+notify.InvitedPath+"{token}", p.invited)
	open("POST "+notify.InvitedPath+"{token}", p.acceptInvitation)
	guarded("POST /petugas/keluar-semua", p.signOutEverywhere)

	guarded("GET "+staff.Leave, p.leaves)
	guarded("POST "+staff.Leave, p.enterLeave)
	guarded("GET "+staff.Leave+"/cari", p.findSubstitutes)
	guarded("POST "+staff.Leave+"/{leave}/akhiri", p.endLeave)
	guarded("GET "+staff.Safety, p.safety)
	guarded("POST "+staff.Safety+"/sandi", p.changePassword)
	guarded("POST "+staff.Safety+"/kode", p.turnOn)
	guarded("POST "+staff.Safety+"/kode/mati", p.turnOff)
	guarded("POST "+staff.Safety+"/kode/baru", p.newCodes)
	guarded("POST "+staff.Safety+"/sesi/lain/akhiri", p.endOthers)
	guarded("POST "+staff.Safety+"/sesi/{id}/akhiri", p.endSession)
}

// fewCodes is how many recovery codes are too few to rely on.
const fewCodes = 3

func (p *Pages) safety(v *staff.Visit) error { return p.showSafety(v, http.StatusOK, nil, nil, "") }

// showSafety writes the page. codes are recovery codes that were just made; wrong is what was wrong with field.
func (p *Pages) showSafety(v *staff.Visit, status int, codes []string, wrong error, field string) error {
	view := safetyView{Shell: v.Shell(staff.InInbox, v.P.T("officer.safety")), Codes: codes}
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	if wrong != nil {
		view.Failed = true
		view.Mistakes = ui.Mistakes{{Field: field, Text: v.P.Err(wrong)}}
	}
	for _, fill := range []func(*staff.Visit, *safetyView) error{p.fillFactor, p.fillSessions, p.fillJournal} {
		if err := fill(v, &view); err != nil {
			return err
		}
	}
	v.W.Header().Set("Cache-Control", "no-store") // it may hold secrets
	return v.Show(status, staff.Layout(view.Shell, safetyPage(view)))
}

// zone is that of the officer's desk.
func zone(v *staff.Visit) civic.Zone {
	if desk, ok := v.Map.Tree.Get(v.Who.Desk); ok && desk.Zone != "" {
		return desk.Zone
	}
	return civic.WIB
}

func (p *Pages) fillFactor(v *staff.Visit, view *safetyView) error {
	g, err := p.Access.Guarded(v.R.Context(), v.Who.Officer)
	if err != nil {
		return err
	}
	if view.On = g.On; g.On {
		view.Since = v.P.DateTime(g.Since, zone(v))
		view.Left, view.Few = v.P.T("officer.safety.left", "n", g.Left), g.Left < fewCodes
		return nil
	}
	if view.Offer, err = p.Access.Offer(v.R.Context(), v.Who, v.Who.Name); err != nil {
		return err
	}
	view.QR, err = qr.SVG(view.Offer.URL, v.P.T("officer.safety.qr"))
	return err
}

// fillSessions lists the sessions that would still be let in: some are kept and idle for too long.
func (p *Pages) fillSessions(v *staff.Visit, view *safetyView) error {
	open, err := p.Access.Open(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	handles := make([]string, len(open))
	for i := range open {
		handles[i] = open[i].Handle
	}
	live, err := p.Sessions.Live(v.R.Context(), handles)
	if err != nil {
		return err
	}
	here, stamp := p.Sessions.Handle(v.R.Context()), p.Sessions.Identity(v.R.Context()).Stamp
	for _, s := range open {
		if !strings.HasSuffix(live[s.Handle], " "+stamp) && s.Handle != here { // over, idle, or of before a new password
			continue
		}
		line := sessionLine{Name: where(v, s.Device, s.Net), Since: v.P.T("officer.safety.since", "when", v.P.DateTime(s.Began(), zone(v))), Here: s.Handle == here}
		if !line.Here {
			line.End, view.Others = staff.Safety+"/sesi/"+s.ID.String()+"/akhiri", true
		}
		view.Sessions = append(view.Sessions, line)
	}
	return nil
}

// fillJournal tells what was done. i18n:keys officer.safety.did.
func (p *Pages) fillJournal(v *staff.Visit, view *safetyView) error {
	notes, err := p.Access.Journal(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	for _, n := range notes {
		line := journalLine{What: v.P.T("officer.safety.did." + n.What), When: v.P.DateTime(n.Last(), zone(v)), Where: where(v, n.Device, n.Net)}
		if n.N > 1 {
			line.What = v.P.T("officer.safety.times", "what", line.What, "n", n.N)
		}
		view.Journal = append(view.Journal, line)
	}
	return nil
}

func where(v *staff.Visit, device, net string) string {
	if device == "" && net == "" { // somebody else did it
		return ""
	}
	if device == "" {
		device = v.P.T("officer.safety.device_unknown")
	}
	return strings.TrimSuffix(device+" · "+net, " · ")
}

// asked says on the page what was wrong with a code, and goes wrong with everything else.
func (p *Pages) asked(v *staff.Visit, err error, field string) error {
	switch civic.KindOf(err) {
	case civic.KindInvalid, civic.KindTooMany:
		return p.showSafety(v, staff.StatusOf(err), nil, err, field)
	default:
		return err
	}
}

func (p *Pages) turnOn(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	codes, err := p.Access.TurnOn(v.R.Context(), v.Who, staff.Text(v.R, "code"), staff.PlaceOf(v.R))
	if err != nil {
		return p.asked(v, err, "code")
	}
	return p.showSafety(v, http.StatusOK, codes, nil, "")
}

func (p *Pages) newCodes(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	codes, err := p.Access.NewCodes(v.R.Context(), v.Who, staff.Text(v.R, "code"), staff.PlaceOf(v.R))
	if err != nil {
		return p.asked(v, err, "again")
	}
	return p.showSafety(v, http.StatusOK, codes, nil, "")
}

func (p *Pages) turnOff(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	if err := p.Access.TurnOff(v.R.Context(), v.Who, staff.Text(v.R, "code"), staff.PlaceOf(v.R)); err != nil {
		return p.asked(v, err, "off")
	}
	return v.Done(staff.Safety, "officer.safety.is_off")
}

// changePassword sets the officer's own password. This session goes on under a new token, all others are over.
func (p *Pages) changePassword(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	at := staff.PlaceOf(v.R)
	epoch, err := p.Directory.ChangePassword(v.R.Context(), v.Who, v.R.PostFormValue("current"), v.R.PostFormValue("password"),
		httpkit.ClientKey(p.ClientKey, "signin", v.R), at.Device, at.Net)
	if err != nil {
		field := "current"
		var told *civic.Error
		if errors.As(err, &told) && told.Field != "" {
			field = told.Field
		}
		return p.asked(v, err, field)
	}
	if err := p.staff.Enter(v.R, v.Who.Officer, v.Who.Post, epoch); err != nil {
		return err
	}
	return v.Done(staff.Safety, "officer.safety.password_done")
}

func (p *Pages) endSession(v *staff.Visit) error {
	if err := p.Access.End(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")), staff.PlaceOf(v.R)); err != nil {
		return err
	}
	return v.Done(staff.Safety, "officer.safety.ended")
}

func (p *Pages) endOthers(v *staff.Visit) error {
	if err := p.Access.EndOthers(v.R.Context(), v.Who, p.Sessions.Handle(v.R.Context()), staff.PlaceOf(v.R)); err != nil {
		return err
	}
	return v.Done(staff.Safety, "officer.safety.ended_all")
}
