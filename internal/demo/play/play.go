// Package play brings the demo's country into a database through the same verbs that
// people use: nothing in it is written past the rules.
package play

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/demo"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
	"tuntas/internal/triage"
)

// Password opens every officer's account of the demo. It is shown on the demo's start page.
const Password = "tuntas-demo-2026"

// Clock is a clock that can be set back for playing and then let go.
type Clock struct {
	wall func() time.Time
	set  atomic.Int64 // microseconds UTC; 0: the wall's time
}

// NewClock returns a clock that stands at the founding of the country, before its first report: what is made then
// must be older than every report, because the time is a part of an ID. Fill lets it go.
func NewClock(wall func() time.Time) *Clock {
	c := &Clock{wall: wall}
	c.Set(wall().Add(-founded))
	return c
}

// founded is how long ago the country began; its oldest report is younger.
const founded = 2 * 365 * 24 * time.Hour

// Now tells the time that was set, or the wall's.
func (c *Clock) Now() time.Time {
	if us := c.set.Load(); us != 0 {
		return time.UnixMicro(us).UTC()
	}
	return c.wall()
}

// Set stops the clock at a moment.
func (c *Clock) Set(t time.Time) { c.set.Store(t.UnixMicro()) }

// Go lets the clock run with the wall again.
func (c *Clock) Go() { c.set.Store(0) }

// Player fills a database.
type Player struct {
	app    *app.App
	clock  *Clock
	say    func(format string, args ...any)
	cast   map[string]civic.Actor // by desk code and role
	tree   *civic.Tree
	topics map[string]civic.ID
	codes  map[string]civic.TrackingCode // of the sample reports that are sent
}

// Fill brings the country in, unless it is there already. The app must run on the clock.
func Fill(ctx context.Context, a *app.App, c *Clock, say func(format string, args ...any)) error {
	defer c.Go()
	switch filled, err := a.Store.Setting(ctx, filledSetting); {
	case err != nil:
		return err
	case filled != "":
		return nil
	case a.Atlas.Current(ctx).Tree.Len() > 1:
		return ErrHalf
	}
	p := &Player{app: a, clock: c, say: say, cast: map[string]civic.Actor{}, codes: map[string]civic.TrackingCode{}}
	if err := p.tables(ctx); err != nil {
		return err
	}
	if err := p.officers(ctx); err != nil {
		return err
	}
	if err := p.templates(ctx); err != nil {
		return err
	}
	if err := p.remits(ctx); err != nil {
		return err
	}
	reports, err := demo.Reports()
	if err != nil {
		return err
	}
	acts, err := p.oversight(ctx, reports)
	if err != nil {
		return err
	}
	acts = append(acts, act{p.ago(ctx, decreedAgo), p.decrees}, act{p.ago(ctx, servicesAgo), p.services}, act{p.ago(ctx, servicesAgo/3), p.revisions}, act{p.ago(ctx, surveyedAgo), p.surveys})
	for _, r := range reports {
		acts = append(acts, p.report(ctx, r)...)
	}
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	for i, step := range acts {
		c.Set(step.at)
		if err := step.do(ctx); err != nil {
			return err
		}
		if (i+1)%500 == 0 {
			say("%d of %d steps of %d reports", i+1, len(acts), len(reports))
		}
	}
	c.Go()
	if err := a.Insight.Drain(ctx); err != nil {
		return err
	}
	return a.Store.SetSetting(ctx, filledSetting, "yes")
}

// filledSetting is written last of all: the sign that the country is complete.
const filledSetting = "demo_filled"

// ErrHalf means that somebody stopped the filling half way, or that the database is not a demo's.
var ErrHalf = errors.New("the database holds a part of a country; start over with --fresh, or choose another folder")

// tables takes the country's tables in as an operator would.
func (p *Player) tables(ctx context.Context) error {
	d := p.app.Directory
	for _, t := range []struct {
		file string
		verb func(context.Context, io.Reader, directory.Options) (directory.Result, error)
	}{
		{"regions.csv", d.ImportRegions}, {"agencies.csv", d.ImportAgencies}, {"holidays.csv", d.ImportHolidays}, {"reasons.csv", d.ImportReasons}, {"topics.csv", d.ImportTopics},
		{"competence.csv", d.ImportCompetence},
	} {
		if err := p.table(ctx, t.file, t.verb); err != nil {
			return err
		}
	}
	m := p.app.Atlas.Current(ctx)
	p.tree, p.topics = m.Tree, map[string]civic.ID{}
	for _, t := range m.Topics {
		p.topics[t.Code] = t.ID
	}
	return nil
}

func (p *Player) table(ctx context.Context, name string, verb func(context.Context, io.Reader, directory.Options) (directory.Result, error)) error {
	f, err := demo.Data().Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // an embedded file closes
	res, err := verb(ctx, f, directory.Options{})
	if err == nil && res.Failed > 0 {
		err = fmt.Errorf("line %d: %w", res.Errors[0].Row, res.Errors[0].Err)
	}
	if err != nil {
		return fmt.Errorf("play: %s: %w", name, err)
	}
	p.say("%s: %d rows", name, res.New+res.Changed+res.Same)
	return nil
}

// officers takes the officers in, and remembers who acts at which desk in which role.
func (p *Player) officers(ctx context.Context) error {
	hash, err := p.app.Directory.HashPassword(ctx, Password)
	if err != nil {
		return err
	}
	if err := p.table(ctx, "officers.csv", func(ctx context.Context, r io.Reader, o directory.Options) (directory.Result, error) {
		return p.app.Directory.ImportOfficers(ctx, r, hash, o)
	}); err != nil {
		return err
	}
	rows, err := demo.Officers()
	if err != nil {
		return err
	}
	for _, row := range rows {
		o, err := p.app.Store.OfficerByEmail(ctx, p.app.DB, row.Email)
		if err != nil {
			return err
		}
		posts, err := p.app.Directory.Posts(ctx, o.ID)
		if err != nil || len(posts) == 0 {
			return fmt.Errorf("play: officer %s has no post: %w", row.Email, err)
		}
		if key := castKey(row.Desk, posts[0].Role); p.cast[key].Officer == 0 {
			p.cast[key] = p.app.Directory.Actor(ctx, posts[0])
		}
	}
	return nil
}

func castKey(desk string, role civic.Role) string { return desk + "/" + string(role) }

// actor finds who does a step: an officer in that role at that desk, or above it.
func (p *Player) actor(s demo.Step, id civic.ID) (civic.Actor, error) {
	switch s.Role {
	case civic.RoleReporter:
		return civic.ReporterActor(id), nil
	case civic.RoleSystem:
		return civic.SystemActor(), nil
	}
	desk, ok := p.tree.ByCode(s.Desk)
	for ok {
		if a, found := p.cast[castKey(desk.Code, s.Role)]; found {
			return a, nil
		}
		desk, ok = p.tree.Get(desk.Parent)
	}
	return civic.Actor{}, fmt.Errorf("nobody is %s at %s", s.Role, s.Desk)
}

// act is one thing that somebody does at a moment.
type act struct {
	at time.Time
	do func(context.Context) error
}

// report lists what happens to one sample report, from its submission to today.
func (p *Player) report(ctx context.Context, r demo.Report) []act {
	zone := civic.ZoneOfProvince(r.Region)
	cal := p.app.Atlas.Current(ctx).Calendar
	today := civic.DateOf(p.clock.wall(), zone)
	sent := cal.AddWorkingDays(cal.NextWorkingDay(today, r.Region), -r.Age, r.Region)
	at := func(day, minute int) time.Time {
		d := sent
		if day > 0 {
			d = cal.AddWorkingDays(sent, day, r.Region)
		}
		return d.Start(zone).Add(time.Duration(minute) * time.Minute)
	}
	var got intake.Receipt
	acts := []act{{at(0, r.Minute), func(ctx context.Context) (err error) {
		if got, err = p.app.Intake.Submit(ctx, civic.Actor{Role: civic.RoleReporter}, p.request(r, sent)); err != nil {
			err = fmt.Errorf("play: report %s (%s): %w", r.Ref, r.Situation, err)
		}
		p.codes[r.Ref] = got.Code
		return err
	}}}
	for i, s := range r.Steps {
		acts = append(acts, act{at(s.Day, s.Minute), func(ctx context.Context) error {
			state, err := p.step(ctx, r, got, s)
			if err == nil && i == len(r.Steps)-1 && state != r.State {
				err = fmt.Errorf("it ends in %s, not in %s", state, r.State)
			}
			if err != nil {
				return fmt.Errorf("play: report %s (%s), step %d, %s: %w", r.Ref, r.Situation, i+1, s.Verb, err)
			}
			return nil
		}})
	}
	return acts
}

// request is what the reporter of a sample hands in.
func (p *Player) request(r demo.Report, sent civic.Date) intake.Request {
	req := intake.Request{Submission: civic.Submission{Class: r.Class, Title: r.Title, Body: r.Body, OccurredOn: sent.AddDays(-r.OccurredDays),
		Place: civic.Place{Text: r.PlaceText, Region: r.Region}, Channel: "web", Anonymous: r.Anonymous, Secret: r.Secret, ShowName: r.ShowName},
		Identity: intake.Identity{Name: r.Reporter.Name, Email: r.Reporter.Email, Phone: r.Reporter.Phone}}
	req.Topic = p.topics[r.Topic]
	if named, ok := p.tree.ByCode(r.NamedAgency); ok {
		req.Named = named.ID
	}
	return req
}

func (p *Player) step(ctx context.Context, r demo.Report, got intake.Receipt, s demo.Step) (civic.State, error) {
	who, err := p.actor(s, got.Report.ID)
	if err != nil {
		return "", err
	}
	cmd := civic.Command{Verb: s.Verb, Message: s.Text, Reason: s.Reason, Class: s.Class, Rating: s.Rating, Disclosure: s.Disclosure}
	if s.Verb == civic.VerbClose {
		cmd.Reason, cmd.Outcome = "", s.Reason
		cmd.Finding, cmd.Measure = s.Finding, s.Measure
		cmd.DoneOn, cmd.ReferredTo = civic.DateOf(p.clock.Now(), civic.ZoneOfProvince(r.Region)), s.Referred
	}
	if to, ok := p.tree.ByCode(s.To); ok {
		cmd.Target = to.ID
	}
	if s.Verb == civic.VerbVerify && !r.Secret {
		cmd.Publish = true // what tells about people is covered first, as every officer does
		cmd.PublicTitle, _ = triage.MaskAll(r.Title)
		cmd.PublicBody, _ = triage.MaskAll(r.Body)
		cmd.PublicPlace, _ = triage.MaskAll(r.PlaceText)
	}
	after, err := p.app.Casework.Act(ctx, who, got.Code, cmd)
	return after.State, err
}
