package officer

import (
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/web/staff"
)

// clash is what an officer wrote and what came meanwhile, side by side: nothing is overwritten, and one choice ends it.
type clash struct {
	Mine   string
	Theirs []moment // events with words that came after the form was opened, oldest first
	Form   string   // id of the form that sends the own words after all; "" when that step is possible no more
	Box    string   // id of the box with the own words
}

// clashOf finds both texts. nil when the officer wrote nothing or nobody else did.
func clashOf(v *staff.Visit, in *casework.View, view *reportView) *clash {
	seen, err := strconv.Atoi(view.Form.Values.Get("seq"))
	out := clash{Mine: view.Form.Values.Get("message")}
	if err != nil || out.Mine == "" {
		return nil
	}
	for i := range in.Events {
		if e := &in.Events[i]; e.Seq > seen && e.Message != "" {
			out.Theirs = append(out.Theirs, tell(v, &in.Report, e))
		}
	}
	if len(out.Theirs) == 0 {
		return nil
	}
	if !view.lost() {
		out.Form, out.Box = formID(view.Form.Verb), view.Form.place("message")
	}
	return &out
}
