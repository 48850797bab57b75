package demo_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/demo"
)

// country is the demo's master data as the rules see it.
type country struct {
	tree *civic.Tree
	ids  map[string]civic.ID
	cal  *civic.Calendar
	book *civic.PolicyBook
	why  *civic.ReasonBook
}

func load(t *testing.T) country {
	t.Helper()
	c := country{ids: map[string]civic.ID{}, book: civic.NewPolicyBook(civic.NationalPolicies())}
	agencies, err := demo.Agencies()
	must(t, err)
	var nodes []civic.Agency
	for i, a := range agencies {
		c.ids[a.Code] = civic.ID(i + 1)
		nodes = append(nodes, civic.Agency{ID: civic.ID(i + 1), Parent: c.ids[a.Parent], Code: a.Code, Name: a.Name, Kind: a.Kind,
			Region: a.Region, Mode: civic.RoutingMode(a.RoutingMode), Zone: civic.Zone(a.Zone), Active: true})
	}
	c.tree = civic.NewTree(nodes)
	holidays, err := demo.Holidays()
	must(t, err)
	var days []civic.Holiday
	for _, h := range holidays {
		d, err := civic.ParseDate(h.Date)
		must(t, err)
		days = append(days, civic.Holiday{Date: d, Name: h.Name, Kind: civic.HolidayKind(h.Kind), Region: h.Region, Decree: h.Decree})
	}
	c.cal = civic.NewCalendar(1, days)
	reasons, err := demo.Reasons()
	must(t, err)
	var all []civic.Reason
	for _, r := range reasons {
		from, err := civic.ParseDate(r.EffectiveFrom)
		must(t, err)
		list := r.Kind
		if list == "close" {
			list = civic.ReasonsOutcome
		}
		asks, err := civic.ParseAsks(r.Asks)
		must(t, err)
		all = append(all, civic.Reason{List: list, Code: r.Code, From: from, Asks: asks})
	}
	c.why = civic.NewReasonBook(all)
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (c country) world(now time.Time) civic.World {
	return civic.World{Now: now, Tree: c.tree, Book: c.book, Calendar: c.cal, Hours: civic.DefaultHours(), Reasons: c.why}
}

// TestReportsFollowTheLifecycle plays every report through the real rules, seen
// from an ordinary day, from the days after the longest holidays, from a
// weekend, and from a year whose decree is not known yet.
func TestReportsFollowTheLifecycle(t *testing.T) {
	reports, err := demo.Reports()
	must(t, err)
	c := load(t)
	for _, day := range []string{"2026-11-20", "2026-03-25", "2025-04-08", "2026-08-16", "2028-02-03"} {
		t.Run(day, func(t *testing.T) {
			today, err := civic.ParseDate(day)
			must(t, err)
			late := 0
			for i, r := range reports {
				late += c.play(t, civic.ID(1000+i), r, today)
			}
			if late < 10 || late > 150 {
				t.Errorf("%d of the reports are late; a believable inbox has some", late)
			}
		})
	}
}

// play returns 1 when the report ends late, else 0.
func (c country) play(t *testing.T, id civic.ID, r demo.Report, today civic.Date) int {
	t.Helper()
	at := r.Sent(c.cal, today)
	s := civic.Submission{Class: r.Class, Title: r.Title, Body: r.Body, Place: civic.Place{Text: r.PlaceText, Region: r.Region}, Named: c.ids[r.NamedAgency],
		Anonymous: r.Anonymous, Secret: r.Secret, ShowName: r.ShowName}.Tidy()
	if err := s.Check(civic.DateOf(at, civic.ZoneOfProvince(r.Region))); err != nil {
		t.Fatalf("%s (%s): %v", r.Ref, r.Situation, err)
	}
	got, _, _, err := c.world(at).Submit(id, "", "", civic.ReporterActor(0), s)
	must(t, err)
	for n, step := range r.Steps {
		if step.To != "" && step.Verb == civic.VerbReturn && c.tree.Above(got.Holder) != c.ids[step.To] {
			t.Fatalf("%s step %d: a return from %s does not land on %s", r.Ref, n, step.Desk, step.To)
		}
		before := at
		if at = r.When(c.cal, today, step); !at.After(before) {
			t.Fatalf("%s step %d at %v does not come after %v", r.Ref, n, at, before)
		}
		cmd := command(c, step)
		cmd.DoneOn = civic.DateOf(at, got.Zone)
		got, _, err = c.world(at).Apply(got, c.actor(id, step), cmd)
		if err != nil {
			t.Fatalf("%s (%s) step %d %s by %s at %s: %v", r.Ref, r.Situation, n, step.Verb, step.Role, step.Desk, err)
		}
	}
	if got.State != r.State {
		t.Fatalf("%s (%s) ends %s, want %s", r.Ref, r.Situation, got.State, r.State)
	}
	if !at.Before(today.Start(civic.ZoneOfProvince(r.Region))) {
		t.Fatalf("%s: last step at %v is not before %v", r.Ref, at, today)
	}
	if r.State != civic.Submitted && r.State != civic.InfoNeeded && r.State != civic.Archived && got.Holder != c.ids[r.Desk] {
		t.Fatalf("%s: held by %d, want %s", r.Ref, got.Holder, r.Desk)
	}
	if _, due := got.NextDue(); !got.State.Ended() && due.Before(today.Start(civic.WIB)) {
		return 1
	}
	return 0
}

func (c country) actor(report civic.ID, s demo.Step) civic.Actor {
	switch s.Role {
	case civic.RoleReporter:
		return civic.ReporterActor(report)
	case civic.RoleSystem:
		return civic.SystemActor()
	default:
		return civic.Actor{Role: s.Role, Officer: 1, Post: 1, Desk: c.ids[s.Desk]}
	}
}

func command(c country, s demo.Step) civic.Command {
	cmd := civic.Command{Verb: s.Verb, Message: s.Text, Class: s.Class, Rating: s.Rating, Disclosure: s.Disclosure, Target: c.ids[s.To]}
	if s.Verb == civic.VerbClose {
		cmd.Outcome, cmd.ReferredTo, cmd.Finding, cmd.Measure = s.Reason, s.Referred, s.Finding, s.Measure
	} else {
		cmd.Reason = s.Reason
	}
	return cmd
}
