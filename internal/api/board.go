package api

import (
	"context"
	"net/http"

	"tuntas/internal/civic"
)

// boardRow is a desk with what is late there and will be.
type boardRow struct {
	Agency *agencyName `json:"agency"`
	Late   int64       `json:"late"`
	Due    []int64     `json:"due" doc:"In the order of days; what falls on a day off of the own desk counts for its next working day."`
}

type board struct {
	Days    []civic.Date `json:"days" doc:"Today, then the next five working days of the own desk."`
	Rows    []boardRow   `json:"rows" doc:"The own desk first, then the units right below it that have any, by name; each with all below it."`
	ByTopic bool         `json:"by_topic,omitempty" doc:"The remit names topics. The first row counts all of it; a unit is counted only as far as the remit names its offices, for nobody keeps counts by topic."`
	Next    string       `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

func (a *API) board(ctx context.Context, x *exchange, p *pageParams) (*board, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	var from civic.ID
	if at != nil {
		from = civic.ID(at[0])
	}
	b, err := a.Casework.Board(ctx, who, from, p.Limit)
	if err != nil {
		return nil, err
	}
	tree := a.Directory.Map(ctx).Tree
	out := &board{Days: b.Days, ByTopic: b.ByTopic, Rows: make([]boardRow, len(b.Rows))}
	for i, r := range b.Rows {
		out.Rows[i] = boardRow{Agency: nameOf(tree, r.Desk.ID), Late: r.Late, Due: r.Due}
	}
	if b.Next != 0 {
		out.Next = cursorOf(int64(b.Next))
	}
	return out, nil
}

func exampleBoard() *board {
	var days []civic.Date
	for _, d := range []int{23, 24, 25, 26, 27, 30} {
		days = append(days, civic.Date{Year: 2026, Month: 11, Day: d})
	}
	return &board{Days: days, Rows: []boardRow{{Agency: &agencyName{ID: 12, Code: "dinas-pu", Name: "Dinas Pekerjaan Umum"}, Late: 2, Due: []int64{1, 0, 3, 0, 0, 4}}}}
}

// boards registers the route of the board.
func (a *API) boards() {
	register(a, operation{id: "getBoard", method: http.MethodGet, path: "/inbox/board", tag: tagDesk, access: officers,
		summary: "What is late and will be", about: "How many reports that wait for officers are late, due today and due in the next five working days, at the desk of the token's post and at the units " +
			"right below it. They are kept counts, some seconds old at most.",
		out: exampleBoard()}, a.board)
}
