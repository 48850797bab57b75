package satisfaction_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
)

func kind(t *testing.T, what string, err error, want civic.Kind) {
	t.Helper()
	if err == nil || civic.KindOf(err) != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

// march is a survey of an agency in March 2026.
func march(w *apptest.Town, agency string, k survey.Kind) survey.Survey {
	return survey.Survey{Agency: w.Agency(agency), Kind: k, Name: "SKM Maret", From: civic.Date{Year: 2026, Month: time.March, Day: 1}, Until: civic.Date{Year: 2026, Month: time.March, Day: 20},
		Population: 10, Weighting: survey.Exact}
}

// open makes a survey and opens it.
func open(w *apptest.Town, agency string, k survey.Kind) survey.Survey {
	w.T.Helper()
	x, err := w.Surveys.Save(w.T.Context(), w.Officer("kota"), march(w, agency, k))
	if err != nil {
		w.T.Fatal(err)
	}
	return step(w, x, survey.Begin)
}

func step(w *apptest.Town, x survey.Survey, v survey.Verb) survey.Survey {
	w.T.Helper()
	out, err := w.Surveys.Act(w.T.Context(), w.Officer("kota"), x.ID, v, x.Version)
	if err != nil {
		w.T.Fatalf("%s: %v", v, err)
	}
	return out
}

func codes(w *apptest.Town, x survey.Survey, k satisfaction.CodeKind, n int) []survey.Code {
	w.T.Helper()
	out, err := w.Surveys.Codes(w.T.Context(), w.Officer("kota"), x.ID, k, n)
	if err != nil {
		w.T.Fatal(err)
	}
	return out
}

// all answers every element with the same points, but U3 with one less.
func all(points int) survey.Answers {
	a := survey.Answers{}
	for i := range 9 {
		a[fmt.Sprintf("U%d", i+1)] = points
	}
	a["U3"] = points - 1
	return a
}

func reply(n int, a survey.Answers) satisfaction.Reply {
	return satisfaction.Reply{Key: fmt.Sprintf("kunci-jawaban-%04d", n), Answers: a, About: survey.About{"sex": "f", "age": "900"}, Remark: " Baik. ", Took: time.Minute}
}

func TestASurveyGoesItsWay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		_, err := w.Surveys.Save(ctx, w.Officer("dinkes"), march(w, "dinkes", survey.OfService))
		kind(t, "a unit makes one", err, civic.KindForbidden)
		_, err = w.Surveys.Save(ctx, w.Officer("kota"), march(w, "kemen", survey.OfService))
		kind(t, "one of another agency", err, civic.KindInvalid)
		x := open(w, "dinkes", survey.OfService)
		_, err = w.Surveys.Result(ctx, w.Officer("kemen"), x.ID)
		kind(t, "read by another agency", err, civic.KindNotFound)
		_, err = w.Surveys.Codes(ctx, w.Officer("kemen"), x.ID, satisfaction.Once, 1)
		kind(t, "codes for another agency", err, civic.KindNotFound)
		_, err = w.Surveys.Act(ctx, w.Officer("kota"), x.ID, survey.End, x.Version-1)
		kind(t, "over what somebody else did", err, civic.KindConflict)
		for i, c := range codes(w, x, satisfaction.Once, 6) {
			if _, err := w.Surveys.Answer(ctx, c.Display(), reply(i, all(4))); err != nil {
				t.Fatal(err)
			}
		}
		_, err = w.Surveys.Published(ctx, x.ID)
		kind(t, "in public before", err, civic.KindNotFound)
		x = step(w, x, survey.End)
		_, err = w.Surveys.Act(ctx, w.Officer("kota"), x.ID, survey.Publish, x.Version)
		kind(t, "published without a plan", err, civic.KindInvalid)
		today := civic.DateOf(w.Clock(), civic.WIB)
		_, err = w.Surveys.Plan(ctx, w.Officer("kota"), x.ID, x.Version, []satisfaction.Action{{Code: "U3", Plan: "Tambah loket.", Due: today, Done: today}})
		kind(t, "done without evidence", err, civic.KindInvalid)
		x, err = w.Surveys.Plan(ctx, w.Officer("kota"), x.ID, x.Version, []satisfaction.Action{{Code: "U3", Plan: "Tambah loket.", Due: today.AddDays(30)}, {Code: "U1"}})
		if err != nil {
			t.Fatal(err)
		}
		x = step(w, x, survey.Publish)
		r, err := w.Surveys.Published(ctx, x.ID)
		// 35 of 36 points: 97.22.
		if err != nil || r.Index != 9722 || r.Band.Letter != "A" || r.Lowest.Code != "U3" || r.Tally.N != 6 || r.Target != 10 || r.Enough() || len(r.Actions) != 1 || r.Half != 0 {
			t.Errorf("in public: %+v, %v", r, err)
		}
		if len(r.Parts) != 1 || r.Parts[0].Groups[0].Index != 9722 {
			t.Errorf("groups: %+v", r.Parts)
		}
		if _, err := w.Surveys.Save(ctx, w.Officer("kota"), survey.Survey{ID: x.ID, Version: x.Version, Population: 99}); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("after it was published: %v", err)
		}
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'survey' AND subject_id = $1`, x.ID.String()); n != 7 {
			t.Errorf("%d events are in the audit log", n)
		}
		if n := w.Number(`SELECT count(*) FROM survey_response WHERE remark = 'Baik.' AND about = 'sex=f'`); n != 6 {
			t.Errorf("%d answers are tidied", n)
		}
		y, err := w.Surveys.Year(ctx, w.Agency("kota"), survey.OfService, 2026)
		if err != nil || y.Index != 9722 || y.Tally.N != 6 {
			t.Errorf("of the year: %+v, %v", y, err)
		}
		if y, err := w.Surveys.Year(ctx, w.Agency("kota"), survey.OfHandling, 2026); err != nil || !y.Hidden {
			t.Errorf("handling is pooled with service: %+v, %v", y, err)
		}
	})
}

func TestACodeIsGoodOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		x := open(w, "dinkes", survey.OfService)
		c := string(codes(w, x, satisfaction.Once, 1)[0])
		if n := w.Number(`SELECT count(*) FROM survey_code WHERE hash LIKE '%' || $1 || '%'`, c); n != 0 {
			t.Error("the code itself is kept")
		}
		sheet, err := w.Surveys.Read(ctx, strings.ToLower(c))
		if err != nil || sheet.Survey.ID != x.ID || len(sheet.Rule.Elements) != 9 {
			t.Fatalf("%+v, %v", sheet, err)
		}
		for what, a := range map[string]survey.Answers{"nothing": {}, "five points": {"U1": 5}, "another question": {"U1": 3, "X9": 2}} {
			_, err := w.Surveys.Answer(ctx, c, reply(1, a))
			kind(t, what, err, civic.KindInvalid)
		}
		for range 3 { // sent three times, it is one
			if _, err := w.Surveys.Answer(ctx, c, reply(1, all(3))); err != nil {
				t.Fatal(err)
			}
		}
		_, err = w.Surveys.Answer(ctx, c, reply(2, all(3)))
		kind(t, "another answer with it", err, civic.KindConflict)
		_, err = w.Surveys.Read(ctx, c)
		kind(t, "read again", err, civic.KindConflict)
		_, err = w.Surveys.Read(ctx, "ABCD-EFGH-JKMN-PQRS")
		kind(t, "a code that nobody made", err, civic.KindNotFound)
		if n := w.Number(`SELECT n FROM survey_month WHERE survey_id = $1`, int64(x.ID)); n != 1 {
			t.Errorf("%d answers count", n)
		}
		gone := string(codes(w, x, satisfaction.Counter, 1)[0])
		if err := w.Surveys.Revoke(ctx, w.Officer("kota"), x.ID); err != nil {
			t.Fatal(err)
		}
		_, err = w.Surveys.Answer(ctx, gone, reply(3, all(3)))
		kind(t, "revoked", err, civic.KindConflict)
	})
}

func TestAKioskIsBelievedWhenItWasOffline(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		x := open(w, "dinkes", survey.OfService)
		kiosk, counter := string(codes(w, x, satisfaction.Kiosk, 1)[0]), string(codes(w, x, satisfaction.Counter, 1)[0])
		given := w.Clock()
		w.Pass(20 * 24 * time.Hour) // two days after its end
		a := reply(1, all(3))
		a.Given = given
		_, err := w.Surveys.Answer(ctx, counter, a)
		kind(t, "a phone that says it was earlier", err, civic.KindConflict)
		for range 2 {
			if _, err := w.Surveys.Answer(ctx, kiosk, a); err != nil {
				t.Fatal(err)
			}
		}
		late := reply(2, all(3))
		_, err = w.Surveys.Answer(ctx, kiosk, late)
		kind(t, "a kiosk after the end", err, civic.KindConflict)
		if n := w.Number(`SELECT count(*) FROM survey_response WHERE given_at < at AND month = 202603`); n != 1 {
			t.Errorf("%d answers arrived later", n)
		}
	})
}

func TestFlaggedAnswersAreTakenOutWithAReason(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		x := open(w, "dinkes", survey.OfService)
		c := string(codes(w, x, satisfaction.Counter, 1)[0])
		for i := range 12 {
			a := reply(i, all(3))
			if i == 0 {
				a.Answers["U3"], a.Took = 3, 3*time.Second
				if _, err := w.Surveys.Answer(ctx, c, a); err != nil {
					t.Fatal(err)
				}
				w.Pass(time.Hour)
				continue
			}
			if _, err := w.Surveys.Answer(ctx, c, a); err != nil {
				t.Fatal(err)
			}
		}
		looked, more, err := w.Surveys.Answers(ctx, w.Officer("kota"), x.ID, 0, 12)
		if err != nil || more || len(looked) != 12 || fmt.Sprint(looked[0].Flags) != "[straight]" || fmt.Sprint(looked[5].Flags) != "[burst]" {
			t.Fatalf("%+v, %v", looked, err)
		}
		_, _, err = w.Surveys.Answers(ctx, w.Officer("dinkes"), x.ID, 0, 12)
		kind(t, "read by the unit itself", err, civic.KindForbidden)
		kind(t, "without a reason", w.Surveys.Exclude(ctx, w.Officer("kota"), x.ID, looked[0].ID, "ya"), civic.KindInvalid)
		if err := w.Surveys.Exclude(ctx, w.Officer("kota"), x.ID, looked[0].ID, "Diisi petugas untuk mencoba."); err != nil {
			t.Fatal(err)
		}
		kind(t, "twice", w.Surveys.Exclude(ctx, w.Officer("kota"), x.ID, looked[0].ID, "Diisi petugas untuk mencoba."), civic.KindConflict)
		before, err := w.Surveys.Result(ctx, w.Officer("kota"), x.ID)
		if err != nil || before.Tally.N != 11 {
			t.Fatalf("%+v, %v", before.Tally, err)
		}
		if err := w.Surveys.Recount(ctx, w.Officer("kota"), x.ID); err != nil {
			t.Fatal(err)
		}
		if after, err := w.Surveys.Result(ctx, w.Officer("kota"), x.ID); err != nil || fmt.Sprint(after.Tally) != fmt.Sprint(before.Tally) {
			t.Errorf("counted anew %+v, %v", after.Tally, err)
		}
	})
}

func TestFewAnswersAreNotShown(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		x := open(w, "dinkes", survey.OfService)
		for i, c := range codes(w, x, satisfaction.Once, 4) {
			if _, err := w.Surveys.Answer(t.Context(), string(c), reply(i, all(2))); err != nil {
				t.Fatal(err)
			}
		}
		x = step(w, step(w, x, survey.End), survey.Publish) // nothing is shown, so no plan is asked for
		r, err := w.Surveys.Published(t.Context(), x.ID)
		if err != nil || !r.Hidden || r.Index != 0 || r.Tally.Scores != nil || r.Parts != nil {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

func TestTheReporterOfAClosedReportJudgesItsHandlingOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		r := civic.Report{ID: 77, Holder: w.Agency("dinkes"), State: civic.Closed}
		me := civic.ReporterActor(77)
		if _, ok, err := w.Surveys.Asks(ctx, &r); ok || err != nil {
			t.Errorf("nobody asks: %t, %v", ok, err)
		}
		x := open(w, "kota", survey.OfHandling) // the office above
		open(w, "dinkes", survey.OfService)
		_, err := w.Surveys.Invite(ctx, civic.ReporterActor(78), &r)
		kind(t, "another reporter", err, civic.KindForbidden)
		first, err := w.Surveys.Invite(ctx, me, &r)
		if err != nil {
			t.Fatal(err)
		}
		second, err := w.Surveys.Invite(ctx, me, &r)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Surveys.Read(ctx, string(first))
		kind(t, "the code before", err, civic.KindNotFound)
		sheet, err := w.Surveys.Answer(ctx, string(second), reply(1, survey.Answers{"H1": 4, "H2": 3, "H3": 3, "H4": 4, "H5": 2}))
		if err != nil || sheet.Survey.ID != x.ID {
			t.Fatalf("%+v, %v", sheet, err)
		}
		if _, ok, err := w.Surveys.Asks(ctx, &r); ok || err != nil {
			t.Errorf("asked again: %t, %v", ok, err)
		}
		_, err = w.Surveys.Invite(ctx, me, &r)
		kind(t, "a second code", err, civic.KindNotFound)
		still := civic.Report{ID: 79, Holder: r.Holder, State: civic.InProgress}
		if _, ok, _ := w.Surveys.Asks(ctx, &still); ok {
			t.Error("a report that is not closed is judged")
		}
	})
}
