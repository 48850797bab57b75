package officer

import (
	"net/url"
	"slices"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// deskView is what officers arrange among themselves about a report.
type deskView struct {
	MayAssign bool
	Mine      bool
	Assignee  string
	Give      []ui.Option // to whom it can be handed
	Mentions  []ui.Option // who can be addressed in a note
	Watched   bool
	Labels    []string
	MayLabel  bool
	Known     []string // labels of the agency
}

// desk fills in what officers arranged about a report, and notes that it has been read.
func (p *Pages) desk(v *staff.Visit, in *casework.View, view *reportView) error {
	ctx, code := v.R.Context(), in.Report.Code
	marks, labels, err := p.Casework.Marks(ctx, v.Who, code)
	if err != nil {
		return err
	}
	d := deskView{MayAssign: slices.Contains(in.Allowed, civic.VerbAssign), Mine: in.Report.Assignee == v.Who.Officer, Watched: marks.Watched,
		Labels: labels, MayLabel: in.Sight.Text}
	if d.MayAssign || slices.Contains(in.Allowed, civic.VerbNote) {
		all, err := p.Casework.Colleagues(ctx, v.Who, code)
		if err != nil {
			return err
		}
		for _, c := range all {
			o := ui.Option{Value: c.Officer.String(), Label: c.Name + ", " + c.Desk, Checked: slices.Contains(view.Form.Values["mentions"], c.Officer.String())}
			if c.Officer == in.Report.Assignee {
				d.Assignee = c.Name
			}
			if c.Officer == v.Who.Officer {
				continue
			}
			d.Mentions = append(d.Mentions, o)
			if c.Handles && c.Officer != in.Report.Assignee {
				o.Checked = false
				d.Give = append(d.Give, o)
			}
		}
	}
	if d.Assignee == "" && in.Report.Assignee != 0 {
		names, err := p.Casework.OfficerNames(ctx, v.Who, []civic.ID{in.Report.Assignee})
		if err != nil {
			return err
		}
		d.Assignee = names[in.Report.Assignee]
	}
	if d.MayLabel {
		if d.Known, err = p.Casework.Labels(ctx, v.Who); err != nil {
			return err
		}
		d.Known = slices.DeleteFunc(d.Known, func(l string) bool { return slices.Contains(labels, l) })
	}
	view.Desk = d
	if marks.Seen >= in.Report.Seq && !marks.Mentioned {
		return nil
	}
	return p.Casework.Opened(ctx, v.Who, code)
}

// assign takes a report, hands it over or gives it back.
func (p *Pages) assign(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	cmd := civic.Command{Verb: civic.VerbAssign, Assignee: staff.ID(v.R.PostFormValue("assignee")), Seq: max(0, staff.Number(v.R, "seq"))}
	done := "officer.desk.given"
	switch staff.Text(v.R, "do") {
	case "ambil":
		cmd.Assignee, done = v.Who.Officer, "officer.desk.taken"
	case "lepas":
		cmd.Assignee, done = 0, "officer.desk.released"
	default:
		if cmd.Assignee == 0 {
			return p.again(v, code, typed{Verb: civic.VerbAssign, Values: v.R.PostForm}, civic.Invalid("assignee", "error.assignee_cannot"))
		}
	}
	after, err := p.Casework.Act(v.R.Context(), v.Who, code, cmd)
	if err != nil {
		return p.again(v, code, typed{Verb: civic.VerbAssign, Values: v.R.PostForm}, err)
	}
	return v.Done(p.onward(v, &after, false), done, "code", code.Display())
}

// watch starts or stops hearing of a report.
func (p *Pages) watch(v *staff.Visit) error {
	on := v.R.PostFormValue("do") != "berhenti"
	done := "officer.desk.watched"
	if !on {
		done = "officer.desk.unwatched"
	}
	return p.note(v, done, func(code civic.TrackingCode) error { return p.Casework.Watch(v.R.Context(), v.Who, code, on) })
}

// unread makes a report new again and goes back to the list, for opening it would read it.
func (p *Pages) unread(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if err := p.Casework.MarkUnread(v.R.Context(), v.Who, code); err != nil {
		return err
	}
	list, err := url.ParseQuery(v.R.URL.Query().Get(fromList))
	if err != nil {
		list = url.Values{}
	}
	return v.Done(home(list, ""), "officer.desk.unread_done", "code", code.Display())
}

// label puts a label on a report or takes one off.
func (p *Pages) label(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	name, off := staff.Text(v.R, "label"), staff.Text(v.R, "lepas")
	if off != "" {
		name = off
	}
	return p.note(v, "officer.desk.labelled", func(code civic.TrackingCode) error {
		return p.Casework.Label(v.R.Context(), v.Who, code, name, off == "")
	})
}

// note does something small with a report and goes on where the officer was.
func (p *Pages) note(v *staff.Visit, done string, do func(civic.TrackingCode) error) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	if err := do(code); err != nil {
		return p.again(v, code, typed{Verb: "label", Values: v.R.PostForm}, err)
	}
	return v.Done(p.onward(v, &in.Report, false), done, "code", code.Display()) // i18n:keys officer.desk.
}
