package store_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// surveyRule is the rule of a kind that the schema brings.
func (r *rig) surveyRule(kind survey.Kind) survey.Rule {
	r.Helper()
	all, err := r.s.SurveyRules(r.ctx, r.db)
	r.must(err)
	rule, ok := survey.RuleOn(all, kind, civic.DateOf(start, civic.WIB))
	if !ok {
		r.Fatal("no rule of today")
	}
	return rule
}

// surveyed keeps an open survey of an agency in 2026.
func (r *rig) surveyed(id, agency civic.ID, kind survey.Kind) survey.Survey {
	x := survey.Survey{ID: id, Agency: agency, Kind: kind, Name: "Survei " + id.String(), From: civic.Date{Year: 2026, Month: time.January, Day: 1},
		Until: civic.Date{Year: 2026, Month: time.December, Day: 31}, Population: 900, Weighting: survey.Exact, State: survey.Open, Version: 1,
		Questions: []survey.Question{{Code: "X1", Text: "Parkir?", Options: [4]string{"a", "b", "c", "d"}}}}
	r.update(func(_ context.Context, tx *sqldb.Tx) error { return r.s.SaveSurvey(tx, &x, store.Micros(r.now)) })
	return x
}

// respond keeps and counts an answer; it tells whether it was new.
func (r *rig) respond(rule *survey.Rule, x store.SurveyResponse) (fresh bool) {
	r.Helper()
	r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
		if _, err = r.s.LockSurvey(ctx, tx, x.Survey); err != nil {
			return err
		}
		if fresh, err = r.s.InsertSurveyResponse(ctx, tx, &x); err == nil && fresh && x.Excluded == 0 {
			r.s.CountSurveyResponse(tx, rule, &x, 1)
		}
		return err
	})
	return fresh
}

// anyResponse draws an answer; one in eight leaves something out.
func (r *rig) anyResponse(rule *survey.Rule, id, of civic.ID) store.SurveyResponse {
	x := store.SurveyResponse{ID: id, Survey: of, Key: "k" + id.String(), Channel: "web", Month: 202601 + r.rng.IntN(12), Given: 5, At: 6, Took: 40,
		Answers: survey.Answers{"X1": 1 + r.rng.IntN(4)}, About: survey.About{"sex": []string{"f", "m"}[r.rng.IntN(2)]}, Remark: "Ruang tunggu panas."}
	for _, e := range rule.Elements {
		x.Answers[e.Code] = 1 + r.rng.IntN(4)
	}
	if r.rng.IntN(8) == 0 {
		delete(x.Answers, rule.Elements[2].Code)
	}
	return x
}

func TestRulesOfSurveysAreThere(t *testing.T) {
	each(t, func(r *rig) {
		rule := r.surveyRule(survey.OfService)
		if len(rule.Elements) != 9 || len(rule.Bands) != 4 || rule.Grade(7661).Letter != "B" || rule.Elements[3].Options[3].ID != "Gratis" || rule.Elements[8].Repairs != "c08" {
			r.Errorf("%+v", rule)
		}
		for _, e := range rule.Elements {
			for i, o := range e.Options {
				if o.ID == "" || o.EN == "" || e.Ask.ID == "" || e.Ask.EN == "" {
					r.Errorf("%s: option %d has no words", e.Code, i+1)
				}
			}
		}
		if h := r.surveyRule(survey.OfHandling); len(h.Elements) != 5 || len(h.Bands) != 0 {
			r.Errorf("of handling there is no grade: %+v", h)
		}
	})
}

func TestSurveysComeBackAsTheyWereKept(t *testing.T) {
	each(t, func(r *rig) {
		a := r.surveyed(800, roads, survey.OfService)
		b := r.surveyed(801, works, survey.OfHandling)
		b.Service, b.State, b.Published, b.Closed, b.Version, b.Questions = 0, survey.Published, 9, 8, 2, nil
		r.update(func(_ context.Context, tx *sqldb.Tx) error { return r.s.SaveSurvey(tx, &b, 1) })
		c := r.surveyed(802, ministry, survey.OfService)
		for what, want := range map[string][]survey.Survey{"works": {b, a}, "roads": {a}, "ministry": {c}, "all": {c, b, a}, "published": {b}, "service": {c, a}, "older": {a}} {
			f, scope := store.SurveyFilter{Limit: 9}, store.AgencyScope{All: true}
			switch what {
			case "works":
				scope = store.AgencyScope{Desk: works}
			case "roads":
				scope = store.AgencyScope{Desk: roads}
			case "ministry":
				scope = store.AgencyScope{Desk: ministry}
			case "published":
				f.Published = true
			case "service":
				f.Kind = survey.OfService
			case "older":
				f.Before = 801
			}
			got, err := r.s.Surveys(r.ctx, r.db, scope, f)
			r.must(err)
			r.same(what, got, want)
		}
		_, err := r.s.Survey(r.ctx, r.db, store.AgencyScope{Desk: roads}, 801)
		r.kind(err, civic.KindNotFound)
		got, err := r.s.Survey(r.ctx, r.db, store.AgencyScope{Desk: city}, 801)
		r.must(err)
		r.same("in scope", got, b)
	})
}

func TestTalliesAreWhatARecountFinds(t *testing.T) {
	each(t, func(r *rig) {
		rule := r.surveyRule(survey.OfService)
		r.surveyed(800, roads, survey.OfService)
		r.surveyed(801, works, survey.OfService)
		r.surveyed(802, works, survey.OfHandling)
		for i := range 60 {
			x := r.anyResponse(&rule, civic.ID(100+i), civic.ID(800+i%2))
			if !r.respond(&rule, x) || r.respond(&rule, x) {
				r.Fatalf("answer %d arrived otherwise than once", i)
			}
		}
		all, err := r.s.SurveyResponses(r.ctx, r.db, 800, 0, 99)
		r.must(err)
		gone := all[3]
		gone.Excluded, gone.Why = 77, "Dijawab petugas sendiri."
		r.write(func(tx *sqldb.Tx) {
			r.s.ExcludeSurveyResponse(tx, &gone)
			r.s.CountSurveyResponse(tx, &rule, &gone, -1)
		})
		back, err := r.s.SurveyResponse(r.ctx, r.db, 800, gone.ID)
		r.must(err)
		r.same("excluded", back, gone)
		before, groups := r.tally(800), r.groups(800)
		var want survey.Tally
		for i := range all {
			if all[i].ID != gone.ID {
				want.Add(rule.Tally(all[i].Answers))
			}
		}
		maps.DeleteFunc(before.Scores, func(_ string, c survey.Counts) bool { return c.N() == 0 })
		r.same("kept with each answer", before, want)
		r.update(func(ctx context.Context, tx *sqldb.Tx) error { return r.s.RecountSurvey(ctx, tx, &rule, 800) })
		r.same("counted anew", r.tally(800), before)
		r.same("groups counted anew", r.groups(800), groups)

		pool := store.SurveyPool{Kind: survey.OfService, First: 202601, Last: 202612, RuleFrom: rule.From}
		both, err := r.s.PooledTally(r.ctx, r.db, store.AgencyScope{Desk: city}, pool)
		r.must(err)
		sum := r.tally(800)
		sum.Add(r.tally(801))
		r.same("pooled", both, sum)
		var months survey.Tally
		for m := 202601; m <= 202612; m++ {
			pool.First, pool.Last = m, m
			one, err := r.s.PooledTally(r.ctx, r.db, store.AgencyScope{Desk: works}, pool)
			r.must(err)
			months.Add(one)
		}
		r.same("month by month", months, sum)
		pool.Published = true
		if none, err := r.s.PooledTally(r.ctx, r.db, store.AgencyScope{All: true}, pool); err != nil || none.N != 0 {
			r.Errorf("nothing is published, and still %d: %v", none.N, err)
		}
	})
}

func (r *rig) tally(id civic.ID) survey.Tally {
	r.Helper()
	t, err := r.s.SurveyTally(r.ctx, r.db, id)
	r.must(err)
	return t
}

func (r *rig) groups(id civic.ID) []store.SurveyGroup {
	r.Helper()
	g, err := r.s.SurveyGroups(r.ctx, r.db, id)
	r.must(err)
	return g
}

func TestACodeOpensASurveyOnce(t *testing.T) {
	each(t, func(r *rig) {
		r.surveyed(800, roads, survey.OfService)
		c := store.SurveyCode{Hash: "aa", Survey: 800, Kind: "once", Subject: "77", Made: 3}
		newer := c
		newer.Hash = "bb"
		r.write(func(tx *sqldb.Tx) { r.s.InsertSurveyCode(tx, &c); r.s.InsertSurveyCode(tx, &newer) })
		_, err := r.s.SurveyCode(r.ctx, r.db, "aa")
		r.kind(err, civic.KindNotFound)
		today := civic.DateOf(start, civic.WIB)
		use := func(hash string) error {
			return r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error { return r.s.UseSurveyCode(ctx, tx, hash, today) })
		}
		r.must(use("bb"))
		r.kind(use("bb"), civic.KindConflict)
		r.write(func(tx *sqldb.Tx) { r.s.InsertSurveyCode(tx, &c) }) // there is one of this report, and it was used
		got, err := r.s.SurveyCodeOf(r.ctx, r.db, "77")
		r.must(err)
		newer.UsedOn = today
		r.same("of the report", got, newer)
		other := store.SurveyCode{Hash: "cc", Survey: 800, Kind: "counter", Made: 3}
		r.write(func(tx *sqldb.Tx) { r.s.InsertSurveyCode(tx, &other); r.s.RevokeSurveyCodes(tx, 800, 9) })
		r.kind(use("cc"), civic.KindConflict)
	})
}

func TestWhatIsDoneAboutElements(t *testing.T) {
	each(t, func(r *rig) {
		r.surveyed(800, roads, survey.OfService)
		today := civic.DateOf(start, civic.WIB)
		a := store.SurveyAction{Code: "U3", Plan: "Tambah satu loket.", Due: today.AddDays(30)}
		b := store.SurveyAction{Code: "U9", Plan: "Kipas angin.", Due: today}
		r.write(func(tx *sqldb.Tx) { r.s.SaveSurveyAction(tx, 800, &a); r.s.SaveSurveyAction(tx, 800, &b) })
		a.Done, a.Proof, b.Plan = today, "https://contoh.example/loket", ""
		r.write(func(tx *sqldb.Tx) { r.s.SaveSurveyAction(tx, 800, &a); r.s.SaveSurveyAction(tx, 800, &b) })
		got, err := r.s.SurveyActions(r.ctx, r.db, 800)
		r.must(err)
		r.same("actions", got, []store.SurveyAction{a})
	})
}

// Answers of one survey arrive at the same moment at many counters: none is lost, none counts twice.
func TestAnswersThatArriveTogetherAllCount(t *testing.T) {
	each(t, func(r *rig) {
		rule := r.surveyRule(survey.OfService)
		r.surveyed(800, roads, survey.OfService)
		errs := make(chan error, 24)
		for i := range cap(errs) {
			x := r.anyResponse(&rule, civic.ID(100+i), 800)
			x.Key = fmt.Sprint("k", i%12) // each is sent twice
			go func() {
				errs <- r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
					if _, err := r.s.LockSurvey(ctx, tx, 800); err != nil {
						return err
					}
					fresh, err := r.s.InsertSurveyResponse(ctx, tx, &x)
					if err == nil && fresh {
						r.s.CountSurveyResponse(tx, &rule, &x, 1)
					}
					return err
				})
			}()
		}
		for range cap(errs) {
			r.must(<-errs)
		}
		kept := r.tally(800)
		if kept.N+kept.Partial != 12 {
			r.Errorf("%d and %d of twelve answers count", kept.N, kept.Partial)
		}
		r.update(func(ctx context.Context, tx *sqldb.Tx) error { return r.s.RecountSurvey(ctx, tx, &rule, 800) })
		r.same("counted anew", r.tally(800), kept)
	})
}
