package officer

import (
	"net/http"

	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// boardPath is the page of what is late and will be; boardRows is how many units one page of it has.
const (
	boardPath = staff.Home + "/papan"
	boardRows = 50
)

// boardView is what is late, and what will be in the next working days, by unit.
type boardView struct {
	staff.Shell
	Table   ui.Table
	Pages   ui.Pages
	ByTopic bool // units are not counted by topic
}

// board shows the kept counts of the desk and of the units right below it.
func (p *Pages) board(v *staff.Visit) error {
	from := staff.ID(v.R.URL.Query().Get("dari"))
	b, err := p.Casework.Board(v.R.Context(), v.Who, from, boardRows)
	if err != nil {
		return err
	}
	view := boardView{Shell: v.Shell(staff.InInbox, v.P.T("officer.board"))}
	view.ByTopic = b.ByTopic
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	view.Table = ui.Table{Counts: true, Caption: v.P.T("officer.board.caption"), Columns: []string{v.P.T("officer.board.unit"), v.P.T("officer.board.late"), v.P.T("officer.board.today")}}
	for _, d := range b.Days[1:] {
		view.Table.Columns = append(view.Table.Columns, v.P.DateShort(d))
	}
	for _, r := range b.Rows {
		row := []string{r.Desk.Name, v.P.Number(int(r.Late))}
		for _, n := range r.Due {
			row = append(row, v.P.Number(int(n)))
		}
		view.Table.Rows = append(view.Table.Rows, row)
	}
	if b.Next != 0 {
		view.Pages.Next = boardPath + "?dari=" + b.Next.String()
	}
	if from != 0 {
		view.Pages.First = boardPath
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, boardPage(view)))
}
