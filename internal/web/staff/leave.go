package staff

import (
	"net/http"
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// LeaveAt is the page on which the leaves of a post are kept: what is below its address finds substitutes and ends leaves.
type LeaveAt struct {
	Post civic.ID
	URL  string
}

// LeaveBox is the part of such a page that shows the leaves and asks for another one.
type LeaveBox struct {
	P        *i18n.Printer
	URL      string
	Post     string // what the post is
	Rows     []LeaveRow
	Pages    ui.Pages
	Values   url.Values
	Found    []Choice
	Mistakes ui.Mistakes
	Status   int
}

// LeaveRow is one leave.
type LeaveRow struct {
	Days, Substitute string
	State            civic.LeaveState
	End              string // address that ends it, "" when it is over
}

// leaveRows is how many leaves a page shows.
const leaveRows = 20

// Leaves fills the box. Errors: not_found for a post whose leaves the officer does not keep.
func (s *Staff) Leaves(v *Visit, at LeaveAt) (LeaveBox, error) {
	box := LeaveBox{P: v.P, URL: at.URL, Values: url.Values{}, Status: http.StatusOK}
	post, err := s.Directory.LeavePost(v.R.Context(), v.Who, at.Post)
	if err != nil {
		return box, err
	}
	before := ID(v.R.URL.Query().Get("setelah"))
	all, more, err := s.Directory.Leaves(v.R.Context(), v.Who, at.Post, before, leaveRows)
	if err != nil {
		return box, err
	}
	desk, _ := v.Map.Tree.Get(post.Agency)
	box.Post = v.P.T("officer.leave.post", "role", RoleName(v.P, post.Role), "agency", desk.Name)
	for i := range all {
		x := &all[i]
		first, last := x.Days(desk.Zone)
		row := LeaveRow{Substitute: x.SubstituteName, State: x.Stands(v.Now())}
		if row.State == civic.LeaveOff { // of what never was there is a first day only
			last = first
		}
		row.Days = v.P.T("officer.leave.days", "first", v.P.DateShort(first), "last", v.P.DateShort(last))
		if row.State == civic.LeaveNow || row.State == civic.LeaveComing {
			row.End = at.URL + "/" + x.ID.String() + "/akhiri"
		}
		box.Rows = append(box.Rows, row)
	}
	if before != 0 {
		box.Pages.First = at.URL
	}
	if more {
		box.Pages.Next = at.URL + "?" + url.Values{"setelah": {all[len(all)-1].ID.String()}}.Encode()
	}
	return box, nil
}

// EnterLeave enters the leave of a form that was sent. done is false when the form has to come back in the box.
func (s *Staff) EnterLeave(v *Visit, at LeaveAt) (box LeaveBox, done bool, err error) {
	if err := ReadForm(v.R); err != nil {
		return box, false, err
	}
	if box, err = s.Leaves(v, at); err != nil {
		return box, false, err
	}
	box.Values = v.R.PostForm
	found := map[string][]Choice{}
	chosen, ready, err := Choose(v.P, box.Values, "substitute", s.Substitutes(v, at.Post), found, &box.Mistakes)
	box.Found = found["substitute"]
	if err != nil || !ready {
		box.Status = FormStatus(0, box.Mistakes)
		return box, false, err
	}
	e := directory.LeaveEntry{Post: at.Post, Substitute: ID(chosen)}
	if e.First, err = Day(v.R, "first"); err == nil {
		e.Last, err = Day(v.R, "last")
	}
	var x civic.Leave
	if err == nil {
		x, err = s.Directory.EnterLeave(v.R.Context(), v.Who, e)
	}
	if err != nil {
		ms, ok := Mistakes(v.P, err, nil)
		if !ok {
			return box, false, err
		}
		box.Mistakes, box.Status = ms, StatusOf(err)
		return box, false, nil
	}
	return box, true, v.Done(at.URL, "officer.leave.done", "name", x.SubstituteName)
}

// EndLeave ends the leave that the address names.
func (s *Staff) EndLeave(v *Visit, at LeaveAt) error {
	_, err := s.Directory.EndLeave(v.R.Context(), v.Who, ID(v.R.PathValue("leave")))
	switch {
	case civic.KindOf(err) == civic.KindConflict:
		return v.Tell(at.URL, "error.leave_over")
	case err != nil:
		return err
	}
	return v.Done(at.URL, "officer.leave.ended")
}

// Substitutes knows who may act for the holder of a post.
func (s *Staff) Substitutes(v *Visit, post civic.ID) Source {
	find := func(words string, most int) ([]Choice, error) {
		all, err := s.Directory.Substitutes(v.R.Context(), v.Who, post, words, most)
		out := make([]Choice, 0, len(all))
		for _, c := range all {
			desk, _ := v.Map.Tree.Get(c.Desk)
			out = append(out, Choice{Value: c.Officer.String(), Text: c.Name, Note: desk.Name})
		}
		return out, err
	}
	return Source{
		Know: func(value string) (Choice, bool) {
			all, err := find("", 0)
			for _, c := range all {
				if err == nil && c.Value == value {
					return c, true
				}
			}
			return Choice{}, false
		},
		Find: func(words string) ([]Choice, error) { return find(words, MostFound) },
	}
}

func (b LeaveBox) day(name, legend string) DayField {
	return DayField{Name: name, Legend: b.P.T(legend), Error: b.Mistakes.For(name), Day: b.Values.Get(name + "_day"), Month: b.Values.Get(name + "_month"), Year: b.Values.Get(name + "_year")}
}

func (b LeaveBox) finder() Finder {
	f := Finder{Name: "substitute", Label: b.P.T("officer.leave.substitute"), Hint: b.P.T("officer.leave.substitute_hint"), Error: b.Mistakes.For("substitute"), Typed: b.Values.Get("substitute"),
		Value: b.Values.Get("substitute_id"), Search: b.URL + "/cari", Button: b.P.T("officer.target.search"), Do: "substitute", Found: b.Found}
	if len(f.Found) > 0 {
		f.Which, f.Without = b.P.T("officer.target.which", "q", f.Typed), b.P.T("officer.entry.none_of")
	}
	return f
}
