package directory_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// nextMonth is a rule from 1 April 2026 on.
func nextMonth() civic.ReminderRule {
	return civic.ReminderRule{From: civic.Date{Year: 2026, Month: time.April, Day: 1}, Shares: []int{40, 90}, Every: 2}
}

func TestReminderRulesAreEditedAndNotLost(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		boss := w.Officer("nasional")
		list := func() directory.ReminderRules {
			t.Helper()
			l, err := w.Directory.ReminderRules(t.Context(), boss)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		before := list()
		for _, who := range []civic.Actor{w.Officer("kota"), w.Officer("jalan"), {Role: civic.RolePublic}} {
			_, err := w.Directory.ReminderRules(t.Context(), who)
			_, err2 := w.Directory.TryReminderRule(t.Context(), who, nextMonth())
			if err3 := w.Directory.SaveReminderRule(t.Context(), who, nextMonth(), before.Version); civic.KindOf(err) != civic.KindForbidden || civic.KindOf(err2) != civic.KindForbidden || civic.KindOf(err3) != civic.KindForbidden {
				t.Errorf("%s is answered %v, %v, %v", who.Role, err, err2, err3)
			}
		}
		var wg sync.WaitGroup
		errs := make([]error, 3)
		for i := range errs {
			wg.Go(func() {
				x := nextMonth()
				x.Every = i + 1
				errs[i] = w.Directory.SaveReminderRule(t.Context(), boss, x, before.Version)
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if civic.KindOf(err) != civic.KindConflict {
				t.Errorf("a later one is answered %v", err)
			}
		}
		if now := list(); won != 1 || len(now.Rules) != len(before.Rules)+1 || now.Version == before.Version {
			t.Errorf("%d of three won, the list is %+v", won, now)
		}
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'reminder_rule'`); n != 1 {
			t.Errorf("%d changes are logged", n)
		}
		if err := w.Directory.SaveReminderRule(t.Context(), boss, nextMonth(), list().Version); err != nil {
			t.Fatal(err)
		}
		past, coming, holds := list().Coming(civic.Date{Year: 2026, Month: time.March, Day: 31})
		if holds == nil || len(coming) != 1 || coming[0].Every != 2 || len(past) != len(before.Rules)-1 {
			t.Errorf("past %+v, holds %+v, coming %+v", past, holds, coming)
		}
		if past, coming, holds = list().Coming(nextMonth().From); holds == nil || !slices.Equal(holds.Shares, nextMonth().Shares) || len(coming) != 0 || len(past) != len(before.Rules) {
			t.Errorf("a day later: past %+v, holds %+v, coming %+v", past, holds, coming)
		}
	})
}

func TestReminderRulesThatCannotBe(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	boss := w.Officer("nasional")
	for field, x := range map[string]civic.ReminderRule{
		"effective_from":  {From: civic.Date{Year: 2026, Month: time.March, Day: 1}, Shares: []int{50}},
		"effective_from ": {Shares: []int{50}},
		"shares":          {From: nextMonth().From, Shares: []int{50, 40}},
		"shares ":         {From: nextMonth().From},
		"shares  ":        {From: nextMonth().From, Shares: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
		"every":           {From: nextMonth().From, Shares: []int{50}, Every: 251},
	} {
		for _, err := range []error{w.Directory.SaveReminderRule(t.Context(), boss, x, ""), func() error { _, err := w.Directory.TryReminderRule(t.Context(), boss, x); return err }()} {
			if e, _ := errors.AsType[*civic.Error](err); e == nil || e.Kind != civic.KindInvalid || e.Field != strings.TrimSpace(field) {
				t.Errorf("%+v is answered %v", x, err)
			}
		}
	}
}

// A clock that starts on Wednesday 1 April: what the rule would tell, on which days, how far up.
func TestReminderRuleIsTried(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	got, err := w.Directory.TryReminderRule(t.Context(), w.Officer("nasional"), nextMonth())
	if err != nil || len(got) != 2 || got[0].Clock != civic.ClockFirstFollowUp || got[0].Start.String() != "2026-04-01" {
		t.Fatalf("%+v, %v", got, err)
	}
	var days []string
	for _, x := range got[0].Reminders {
		days = append(days, x.Day.String())
	}
	if want := []string{"2026-04-03", "2026-04-08", "2026-04-10", "2026-04-14", "2026-04-16"}; got[0].Due.String() != "2026-04-08" || !slices.Equal(days, want) {
		t.Errorf("until %s: %v, want %v", got[0].Due, days, want)
	}
	if last := got[0].Reminders[len(days)-1]; last.Up != 3 || last.Step != civic.AllDays+3 {
		t.Errorf("the last one is %+v", last)
	}
	if n := w.Number(`SELECT count(*) FROM reminder_rule`); n != 1 {
		t.Errorf("trying wrote %d rules", n)
	}
}
