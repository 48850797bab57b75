package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// preloadBatch is how many reports share a transaction.
const preloadBatch = 250

// preload fills the database with reports of the last three years as the verbs would have left them: most closed,
// some at every stage, nearly all published and searchable. It returns codes of some public ones.
func preload(ctx context.Context, a *app.App, o Options) ([]string, error) {
	if o.Preload == 0 {
		return nil, nil
	}
	if codes, ok := kept(ctx, a, o.Preload); ok {
		o.Say("%d reports are here from an earlier run", o.Preload)
		return codes, nil
	}
	p := preloader{a: a, rng: rand.New(rand.NewPCG(1, 2)), world: a.Atlas.Current(ctx).World(time.Now()), counts: map[store.TallyKey]int64{}, endings: map[store.EndingKey]int64{}, aliases: map[civic.Alias]bool{}} //nolint:forbidigo,gosec // the same reports every time, as of today
	rebuild, err := dropWordIndexes(ctx, a.DB)
	if err != nil {
		return nil, err
	}
	begin := p.world.Now.Add(-3 * 365 * 24 * time.Hour)
	gap := 3 * 365 * 24 * time.Hour / time.Duration(o.Preload)
	for from := 0; from < o.Preload; from += preloadBatch {
		n := min(preloadBatch, o.Preload-from)
		err := a.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			for i := range n {
				if err := p.one(tx, begin.Add(time.Duration(from+i)*gap)); err != nil {
					return err
				}
			}
			for _, d := range slices.Backward(p.docs) { // newest first, as the index takes them
				a.Store.PutDeskDoc(tx, d)
			}
			p.docs = p.docs[:0]
			a.Store.AddTally(tx, p.counts)
			a.Store.AddEndings(tx, p.endings)
			p.counts, p.endings = map[store.TallyKey]int64{}, map[store.EndingKey]int64{}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if from%50_000 == 0 {
			o.Say("preloaded %d of %d reports", from+n, o.Preload)
		}
	}
	o.Say("building what was left out, and telling the planner")
	if err := rebuild(); err != nil {
		return nil, err
	}
	note, err := json.Marshal(preloaded{o.Preload, p.codes})
	if err != nil {
		return nil, err
	}
	return p.codes, a.Store.SetSetting(ctx, preloadSetting, string(note))
}

// preloaded is noted in the database, so that another run can go on with the same reports.
type preloaded struct {
	Reports int      `json:"reports"`
	Codes   []string `json:"codes"`
}

const preloadSetting = "bench_preload"

func kept(ctx context.Context, a *app.App, n int) ([]string, bool) {
	var have preloaded
	note, err := a.Store.Setting(ctx, preloadSetting)
	if err != nil || json.Unmarshal([]byte(note), &have) != nil {
		return nil, false
	}
	return have.Codes, have.Reports == n
}

type preloader struct {
	a       *app.App
	rng     *rand.Rand
	world   civic.World
	counts  map[store.TallyKey]int64
	endings map[store.EndingKey]int64
	codes   []string
	docs    []store.Doc // of this batch
	aliases map[civic.Alias]bool
	policy  civic.ClockPolicy // of the clocks of open reports
}

// Read makes the preloader a source of repeatable randomness for codes.
func (p *preloader) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(p.rng.Uint32())
	}
	return len(b), nil
}

// alias draws until it has one that is free: among a million of ten digits some meet.
func (p *preloader) alias() (civic.Alias, error) {
	for {
		a, err := civic.NewAlias(p)
		if err != nil || !p.aliases[a] {
			p.aliases[a] = true
			return a, err
		}
	}
}

func (p *preloader) one(tx *sqldb.Tx, at time.Time) error {
	code, err := civic.NewTrackingCode(p)
	if err != nil {
		return err
	}
	alias, err := p.alias()
	if err != nil {
		return err
	}
	title, body := sentence(p.rng, 6), sentence(p.rng, 40)
	w := p.world
	w.Now = at
	id := p.a.Store.NewID(at)
	r, event, _, err := w.Submit(id, code, alias, civic.Actor{Role: civic.RoleReporter}, civic.Submission{Class: civic.Complaint, Title: title, Body: body,
		Place: civic.Place{Text: "Jalan " + word(p.rng), Region: "35.78"}, Channel: "web"})
	if err != nil {
		return err
	}
	unit, _ := w.Tree.ByCode(fmt.Sprintf("unit%d-%d", p.rng.IntN(agencies), p.rng.IntN(unitsEach)))
	p.settle(&r, unit.ID, at)
	event.ID, event.To, event.ToDesk = p.a.Store.NewID(at), r.State, r.Holder
	event.ToQueue = r.Queue()
	_, event.ToDue = r.NextDue()
	chain := w.Tree.Chain(r.Holder)
	s := p.a.Store
	s.InsertReport(tx, &r, []byte{0}, chain)
	s.InsertText(tx, store.Text{Report: id, Title: title, Body: body, Place: "Surabaya", OccurredWith: civic.PreciseDay})
	s.InsertEvent(tx, event)
	for _, desk := range chain {
		if r.State == civic.Closed {
			p.endings[store.EndingKey{Agency: desk, Day: store.DueDay(event.ToDue), By: r.ClosedBy}]++
		}
		p.counts[store.TallyKey{Agency: desk, State: r.State, Queue: r.Queue(), DueDay: store.DueDay(event.ToDue)}]++
	}
	terms := triage.Terms(title + "\n" + body + "\nSurabaya")
	p.docs = append(p.docs, store.Doc{Report: id, Words: triage.Stems(terms), Tags: store.DeskTags(chain)})
	if !r.State.Ended() {
		s.PutAlike(tx, id, triage.Bands(terms, triage.SpotOf(r.Region, r.Topic, nil, nil)))
	}
	if r.Published {
		s.InsertPublication(tx, store.Publication{Report: id, Version: 1, At: store.Micros(at), Title: title, Body: body, Place: "Surabaya"})
		s.PutDoc(tx, store.Doc{Report: id, Words: triage.Words(title + " " + body), Tags: store.TagsOf(&r, chain, nil)})
		if len(p.codes) < 5000 && p.rng.IntN(20) == 0 {
			p.codes = append(p.codes, code.Display())
		}
	}
	return nil
}

// settle moves a report to where its age would have brought it.
func (p *preloader) settle(r *civic.Report, unit civic.ID, at time.Time) {
	switch roll := p.rng.IntN(100); {
	case roll < 3:
		return // still at the entry desk
	case roll < 10:
		r.State, r.Holder = civic.InProgress, unit
	case roll < 12:
		r.State, r.Holder = civic.Dispatched, unit
	default:
		r.State, r.Holder, r.Outcome, r.ClosedBy = civic.Closed, unit, "solved", civic.ClosedByOfficer
		r.EndedAt = at.Add(time.Duration(1+p.rng.IntN(20)) * 24 * time.Hour)
	}
	switch p.rng.IntN(100) { // some of all that lists are narrowed by
	case 0:
		r.Reopened = 1
	case 1, 2, 3:
		r.Channel = "sms"
	}
	r.VerifiedAt, r.Version, r.Published = at.Add(24*time.Hour), 1, true
}
