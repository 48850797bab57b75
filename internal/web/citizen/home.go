package citizen

import (
	"strings"

	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// HomeView is what the first page shows. The lengths are the national policies of the day,
// in working days.
type HomeView struct {
	ui.Page
	VerifyDays int
	AnswerDays int
	WindowDays int
	Latest     []ui.Card

	Demo         []DemoPerson // sign-ins of a demonstration; none elsewhere
	DemoPassword string
}

// DemoPerson is an officer whom a visitor of a demonstration may be.
type DemoPerson struct{ Email, Name, Position string }

// Home makes the first page.
func Home(v HomeView) templ.Component {
	v.Page = framed(v.Page, "home.title")
	v.Description, v.NoTrack = v.P.T("home.lead"), true
	return ui.Layout(v.Page, home(v))
}

// waves draws calm waves from a point to beyond the right edge.
func waves(start string) string {
	return start + strings.Repeat("c95-26 185-26 280 0s185 26 280 0", 5)
}

func (v HomeView) demoTable() ui.Table {
	p := v.P
	t := ui.Table{Caption: p.T("demo.table"), Columns: []string{p.T("demo.position"), p.T("demo.name"), p.T("demo.email")}}
	for _, d := range v.Demo {
		t.Rows = append(t.Rows, []string{d.Position, d.Name, d.Email})
	}
	return t
}
