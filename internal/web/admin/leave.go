package admin

import (
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// leaveView is the page of the leaves of somebody's post.
type leaveView struct {
	frame
	Box staff.LeaveBox
}

func leaveAt(v *staff.Visit) staff.LeaveAt {
	id := staff.ID(v.R.PathValue("id"))
	return staff.LeaveAt{Post: id, URL: personPath + "/" + id.String() + "/cuti"}
}

func (p *Pages) leaves(v *staff.Visit) error {
	box, err := p.staff.Leaves(v, leaveAt(v))
	if err != nil {
		return err
	}
	return p.showLeaves(v, box)
}

func (p *Pages) showLeaves(v *staff.Visit, box staff.LeaveBox) error {
	post, err := p.Directory.LeavePost(v.R.Context(), v.Who, leaveAt(v).Post)
	if err != nil {
		return err
	}
	page := leaveView{frame: p.frame(v, personPath, v.P.T("admin.person.leave_title", "name", post.Name)), Box: box}
	page.Back = ui.Link{URL: personPath + "/" + post.ID.String(), Text: v.P.T("admin.back")}
	page.Failed = len(box.Mistakes) > 0
	return show(v, box.Status, page.frame, leavePage(page))
}

func (p *Pages) enterLeave(v *staff.Visit) error {
	box, done, err := p.staff.EnterLeave(v, leaveAt(v))
	if done || err != nil {
		return err
	}
	return p.showLeaves(v, box)
}

func (p *Pages) endLeave(v *staff.Visit) error { return p.staff.EndLeave(v, leaveAt(v)) }

func (p *Pages) findSubstitutes(v *staff.Visit) error {
	return v.Suggest(p.staff.Substitutes(v, leaveAt(v).Post))
}
