package notify

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// KindDemand is the job that writes to officers about what is asked from above.
const KindDemand = "demand_letter"

// What happened to a demand.
const (
	DemandAsked    = "asked"
	DemandAnswered = "answered"
	DemandOverdue  = "overdue"
)

// DemandArgs name what happened. No text and no address lies on the queue.
type DemandArgs struct {
	Code civic.TrackingCode `json:"code"`
	Seq  int                `json:"seq"` // of the event that asked, or that answered
	What string             `json:"what"`
}

// maxDemandLetters is how many officers of an office are written to.
const maxDemandLetters = 10

// tellDemand queues the letter about a question from above, or about its answer.
func (n *Notify) tellDemand(tx sqldb.Queuer, r *civic.Report, e *civic.Event) error {
	what := DemandAsked
	if e.Verb == civic.VerbExplain {
		what = DemandAnswered
	}
	return n.queueDemand(tx, r.ID, DemandArgs{Code: r.Code, Seq: e.Seq, What: what})
}

func (n *Notify) queueDemand(tx sqldb.Queuer, report civic.ID, a DemandArgs) error {
	return n.queue.Enqueue(tx, queue.Job{Kind: KindDemand, Args: a, Unique: demandLetterID(report, a)})
}

// TellLateDemand queues that no answer came in time, once for each demand.
func (n *Notify) TellLateDemand(tx sqldb.Queuer, d store.LateDemand) error {
	return n.queueDemand(tx, d.Report, DemandArgs{Code: d.Code, Seq: d.Seq, What: DemandOverdue})
}

func demandLetterID(report civic.ID, a DemandArgs) string {
	return "demand-" + a.What + "-" + report.String() + "-" + civic.ID(a.Seq).String()
}

// ComposeDemand writes the letters: to the office that owes an answer, or to whoever asked. They hold the code and the day,
// and never a word of the report, the question or the answer. None when it is settled already, or there is nobody to write to.
func (n *Notify) ComposeDemand(ctx context.Context, a DemandArgs) ([]Letter, error) {
	r, err := n.store.ReportByCode(ctx, n.store.DB, a.Code)
	if err != nil {
		return nil, err
	}
	all, err := n.store.Demands(ctx, n.store.DB, r.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(d civic.Demand) bool {
		return a.What == DemandAnswered && d.Settled == a.Seq || a.What != DemandAnswered && d.Seq == a.Seq && d.Open()
	})
	if i < 0 {
		return nil, nil
	}
	m := n.atlas.Current(ctx)
	to, err := n.demandReaders(ctx, m, &r, &all[i], a.What)
	if err != nil {
		return nil, err
	}
	p := i18n.For(i18n.Default)
	w := m.World(n.now())
	desk, _ := m.Tree.Get(all[i].From)
	if a.What != DemandAsked {
		desk, _ = m.Tree.Get(r.Holder)
	}
	words := []any{"code", r.Code.Display(), "agency", desk.Name, "date", p.Date(w.DemandUntil(all[i])), "url", n.baseURL + "/petugas/laporan/" + r.Code.Display()}
	var out []Letter
	for k, address := range to {
		// i18n:keys demand.letter.
		out = append(out, Letter{ID: demandLetterID(r.ID, a) + "-" + civic.ID(k).String(), To: address, Subject: p.T("demand.letter."+a.What+".subject", words...), Text: p.T("demand.letter."+a.What+".body", words...)})
	}
	return out, nil
}

// demandReaders are the addresses of those who are told.
func (n *Notify) demandReaders(ctx context.Context, m *atlas.Map, r *civic.Report, d *civic.Demand, what string) ([]string, error) {
	if what == DemandAsked {
		return n.store.Handlers(ctx, n.store.DB, r.Holder, r.ID, n.now(), maxDemandLetters)
	}
	posts, err := n.store.Standings(ctx, n.store.DB, d.Officer, store.Micros(n.now()))
	if err != nil {
		return nil, err
	}
	for _, st := range posts { // who sees the report no more is told nothing of it
		if who := m.Actor(st, n.now()); st.Desk == d.From && st.Role == d.Role && who.InScope(m.Tree, r) {
			return []string{st.Email}, nil
		}
	}
	return nil, nil
}
