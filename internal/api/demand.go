package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Bodies of the steps of oversight.
type (
	demandBody struct {
		Kind    civic.DemandKind `json:"kind" doc:"explanation: the office says why; instruction: it does so and says how." enum:"explanation,instruction"`
		Message string           `json:"message" doc:"What is wanted; officers only read it." maxLength:"10000"`
		Days    int              `json:"days,omitempty" doc:"Working days of the office until the answer is wanted; what the policy says when nothing is said." maximum:"30"`
		Seq     int              `json:"seq,omitempty" doc:"Number of events seen."`
	}
	explainBody struct {
		Demand  int    `json:"demand,omitempty" doc:"Which one, by its demand of demands; needed where several wait."`
		Message string `json:"message" doc:"Officers only read it." maxLength:"10000"`
		Seq     int    `json:"seq,omitempty" doc:"Number of events seen."`
	}
)

// demand is what was asked from above about a report.
type demand struct {
	Demand int               `json:"demand" doc:"Number of the event that asked."`
	Kind   civic.DemandKind  `json:"kind" enum:"explanation,instruction"`
	State  civic.DemandState `json:"state" enum:"open,answered,withdrawn"`
	From   *agencyName       `json:"from" doc:"The desk that asked."`
	At     time.Time         `json:"at"`
	By     civic.Date        `json:"by" doc:"The last day in time, at the office that was asked." format:"date"`
	Left   int               `json:"working_days_left" doc:"0 is due today, below 0 is late by so many; once it is settled, at that moment."`
	Over   time.Time         `json:"settled_at,omitzero"`
	Ask    string            `json:"question,omitempty" doc:"Left out where the officer may not read it."`
	Answer string            `json:"answer,omitempty" doc:"What was answered, or why it was taken back."`
}

func demandOf(t *civic.Tree, d *casework.Demanded) demand {
	return demand{Demand: d.Seq, Kind: d.Kind, State: d.State, From: nameOf(t, d.Demand.From), At: d.At, By: d.By, Left: d.Left, Over: d.Over}
}

func demandsOf(t *civic.Tree, v *casework.View) []demand {
	var out []demand
	for i := range v.Demands {
		d := &v.Demands[i]
		one := demandOf(t, d)
		if d.Ask != nil {
			one.Ask = d.Ask.Message
		}
		if d.Answer != nil {
			one.Answer = d.Answer.Message
		}
		out = append(out, one)
	}
	return out
}

// listedDemand is one line of a list of them.
type listedDemand struct {
	demand
	TrackingID string      `json:"tracking_id" example:"7K2M-9QXT-4PD"`
	Title      string      `json:"title,omitempty" doc:"Nothing when the officer may not read it."`
	Agency     *agencyName `json:"agency" doc:"Where the report lies now."`
	Secret     bool        `json:"secret,omitempty"`
}

type demandList struct {
	Demands []listedDemand `json:"demands"`
	Next    string         `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type demandParams struct {
	Asked  bool   `query:"asked" doc:"What the desk of the token's post asked, not what is asked of it and of the desks below."`
	State  string `query:"state" enum:"open,late,settled" default:"open" doc:"Open ones by the nearest day; settled ones the latest first."`
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

func (a *API) demands(ctx context.Context, x *exchange, p *demandParams) (*demandList, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	q := casework.DemandQuery{Asked: p.Asked, Settled: p.State == "settled", Late: p.State == "late", Limit: p.Limit}
	at, err := readCursor(p.Cursor, 3)
	if err != nil {
		return nil, err
	}
	if at != nil {
		q.After = casework.DemandPlace{At: at[0], Report: civic.ID(at[1]), Seq: int(at[2])}
	}
	page, last, err := a.Casework.Demands(ctx, who, q)
	if err != nil {
		return nil, err
	}
	tree := a.Directory.Map(ctx).Tree
	out := &demandList{Demands: make([]listedDemand, len(page.Rows))}
	for i := range page.Rows {
		row := &page.Rows[i]
		r := &row.Report
		out.Demands[i] = listedDemand{demand: demandOf(tree, &row.Demanded), TrackingID: r.Code.Display(), Title: row.Title, Agency: nameOf(tree, r.Holder), Secret: r.Secret}
		out.Demands[i].Ask, out.Demands[i].Answer = row.Question, row.Reply
	}
	if page.More {
		out.Next = cursorOf(last.At, int64(last.Report), int64(last.Seq))
	}
	return out, nil
}

func exampleDemand() demand {
	return demand{Demand: 5, Kind: civic.DemandExplanation, State: civic.DemandOpen, From: &agencyName{ID: 1, Code: "nasional", Name: "Kementerian PANRB"},
		At: exampleAt(23, 9, 0), By: exampleDay(30), Left: 5, Ask: "Mengapa laporan ini ditutup tanpa foto?"}
}

// demanding: questions and instructions from above.
func (a *API) demanding() {
	step(a, officerStep("demands", "demandOfReport", "Ask for an explanation, or instruct",
		"As whoever watches over the office: a supervisor, or a head or coordinator at a desk above the one that holds the report. Nothing waits for it and no clock of the report moves; "+
			"lateness shows. Its day is reckoned by the office's own calendar and hours. When the report goes to another desk the question goes with it.",
		demandBody{Kind: civic.DemandExplanation, Message: "Mengapa laporan ini ditutup tanpa foto?", Days: 3, Seq: 4}, civic.VerbDemand),
		func(_ context.Context, b *demandBody) (civic.Command, error) {
			return civic.Command{Verb: civic.VerbDemand, Kind: b.Kind, Message: b.Message, Days: b.Days, Seq: b.Seq}, nil
		})
	settle := func(name, id, summary, about string, verb civic.Verb, example explainBody) {
		step(a, officerStep(name, id, summary, about, example, verb), func(_ context.Context, b *explainBody) (civic.Command, error) {
			return civic.Command{Verb: verb, Demand: max(0, b.Demand), Message: b.Message, Seq: b.Seq}, nil
		})
	}
	settle("explanations", "explainReport", "Explain", "Answers what was asked from above, as the office that holds the report. Whoever asked does not answer.",
		civic.VerbExplain, explainBody{Demand: 5, Message: "Fotonya kami lampirkan sekarang."})
	settle("demands/withdraw", "withdrawDemand", "Take a question back", "As the desk that asked, in the same role.",
		civic.VerbWithdrawDemand, explainBody{Demand: 5, Message: "Sudah terjawab lewat kabar terakhir."})
	register(a, operation{id: "listDemands", method: http.MethodGet, path: "/demands", tag: tagDesk, access: officers,
		summary: "Questions from above", about: "What whoever watches over them asked of the desk of the token's post and of those below it, or with `asked` what the desk asked itself. " +
			"What the officer may not know of any more is left out, so a page may be short and still have a next one.",
		out: demandList{Demands: []listedDemand{{demand: exampleDemand(), TrackingID: "7K2M-9QXT-4PD", Title: "Jalan berlubang", Agency: exampleUnit()}}}}, a.demands)
}
