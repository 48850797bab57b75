package play

import (
	"context"
	"fmt"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/demo"
)

// The one sample of the demo: who drew it, from how many days before, and by which number, so that every demo of a day
// shows the same reports.
const (
	sampler    = "pembina.nasional@demo.tuntas.example"
	sampleName = "Uji mutu jawaban, triwulan ini"
	sampleBack = 90
	sampleSeed = 17081945
	sampledAgo = 3 // working days before today
	officeHour = 10
)

// supervisor is who holds an address, in the first post, with what it reads now.
func (p *Player) supervisor(ctx context.Context, email string) (civic.Actor, error) {
	o, err := p.app.Store.OfficerByEmail(ctx, p.app.DB, email)
	if err != nil {
		return civic.Actor{}, fmt.Errorf("play: %s: %w", email, err)
	}
	posts, err := p.app.Directory.Posts(ctx, o.ID)
	if err == nil && (len(posts) == 0 || posts[0].Role != civic.RoleSupervisor) {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return civic.Actor{}, fmt.Errorf("play: post of %s: %w", email, err)
	}
	return p.app.Directory.Actor(ctx, posts[0]), nil
}

// remits says what supervisors read, as the national desk would.
func (p *Player) remits(ctx context.Context) error {
	rows, err := demo.Remits()
	if err != nil {
		return err
	}
	desk, _ := p.tree.Get(p.tree.National())
	chief := p.cast[castKey(desk.Code, civic.RoleNationalAdmin)]
	for _, row := range rows {
		who, err := p.supervisor(ctx, row.Email)
		if err != nil {
			return err
		}
		had, err := p.app.Directory.RemitOf(ctx, chief, who.Post)
		if err != nil {
			return fmt.Errorf("play: remit of %s: %w", row.Email, err)
		}
		remit := civic.Remit{From: civic.DateOf(p.clock.Now(), civic.WIB), Kinds: row.Kinds}
		for _, code := range row.Topics {
			remit.Topics = append(remit.Topics, p.topics[code])
		}
		if err := p.app.Directory.SaveRemit(ctx, chief, who.Post, remit, had.Version); err != nil {
			return fmt.Errorf("play: remit of %s: %w", row.Email, err)
		}
	}
	p.say("remits.csv: %d rows", len(rows))
	return nil
}

// oversight lists what supervisors do: what they put on their watch lists, and the sample that one of them draws and
// begins to judge.
func (p *Player) oversight(ctx context.Context, reports []demo.Report) ([]act, error) {
	rows, err := demo.Watches()
	if err != nil {
		return nil, err
	}
	acts := []act{{p.ago(ctx, sampledAgo), p.sample}}
	for _, row := range rows {
		acts = append(acts, act{p.ago(ctx, row.DaysAgo), func(ctx context.Context) error {
			if err := p.watch(ctx, row, reports); err != nil {
				return fmt.Errorf("play: watch list of %s: %w", row.Email, err)
			}
			return nil
		}})
	}
	return acts, nil
}

// ago is an hour at which people work, so many working days before today.
func (p *Player) ago(ctx context.Context, days int) time.Time {
	today := civic.DateOf(p.clock.wall(), civic.WIB)
	return p.app.Atlas.Current(ctx).Calendar.AddWorkingDays(today, -days, "").Start(civic.WIB).Add(officeHour * time.Hour)
}

func (p *Player) watch(ctx context.Context, row demo.WatchRow, reports []demo.Report) error {
	who, err := p.supervisor(ctx, row.Email)
	if err != nil {
		return err
	}
	if row.Topic != "" {
		_, err := p.app.Casework.WatchTopic(ctx, who, casework.TopicWatch{Topic: p.topics[row.Topic], Region: row.Region, Note: row.Note})
		return err
	}
	for _, r := range reports {
		if code := p.codes[r.Ref]; code != "" && r.State == row.State && !r.Secret {
			return p.app.Casework.WatchReport(ctx, who, code, row.Note)
		}
	}
	return fmt.Errorf("no report will be %s: %w", row.State, civic.NotFound("error.not_found"))
}

// sample draws the sample and judges its first half.
func (p *Player) sample(ctx context.Context) error {
	rows, err := demo.Judgements()
	if err != nil {
		return err
	}
	who, err := p.supervisor(ctx, sampler)
	if err != nil {
		return err
	}
	today := civic.DateOf(p.clock.Now(), civic.WIB)
	x, err := p.app.Casework.DrawSample(ctx, who, casework.SampleOrder{Name: sampleName, From: today.AddDays(-sampleBack), To: today.AddDays(-1),
		Size: 2 * len(rows), Seed: sampleSeed})
	if err != nil {
		return fmt.Errorf("play: sample: %w", err)
	}
	for i, row := range rows {
		if err := p.app.Casework.Judge(ctx, who, x.ID, i+1, civic.Judgement{Grades: row.Grades, Holds: row.Holds, Note: row.Note}, 0); err != nil {
			return fmt.Errorf("play: judgement %d: %w", i+1, err)
		}
	}
	return nil
}
