package officer

import (
	"net/http"

	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// leaveView is the page of the leaves of the post in use.
type leaveView struct {
	staff.Shell
	Box staff.LeaveBox // nothing while acting for somebody else
}

func ownLeave(v *staff.Visit) staff.LeaveAt {
	return staff.LeaveAt{Post: v.Who.Post, URL: staff.Leave}
}

func (p *Pages) leaves(v *staff.Visit) error {
	if v.Who.For != 0 {
		return p.showLeaves(v, staff.LeaveBox{Status: http.StatusOK})
	}
	box, err := p.staff.Leaves(v, ownLeave(v))
	if err != nil {
		return err
	}
	return p.showLeaves(v, box)
}

func (p *Pages) showLeaves(v *staff.Visit, box staff.LeaveBox) error {
	view := leaveView{Shell: v.Shell(staff.InInbox, v.P.T("officer.leave.title")), Box: box}
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	view.Failed = len(box.Mistakes) > 0
	return v.Show(box.Status, staff.Layout(view.Shell, leavePage(view)))
}

func (p *Pages) enterLeave(v *staff.Visit) error {
	box, done, err := p.staff.EnterLeave(v, ownLeave(v))
	if done || err != nil {
		return err
	}
	return p.showLeaves(v, box)
}

func (p *Pages) endLeave(v *staff.Visit) error { return p.staff.EndLeave(v, ownLeave(v)) }

func (p *Pages) findSubstitutes(v *staff.Visit) error {
	return v.Suggest(p.staff.Substitutes(v, v.Who.Post))
}
