package civic_test

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tuntas/internal/civic"
)

func TestSubmit(t *testing.T) {
	s := tell(t, func(sub *civic.Submission) {
		sub.Named, sub.Topic, sub.ShowName, sub.Mailable = fullUnit, 5, true, true
		sub.Place.Region = "64.72"
	})
	r, e := s.r, s.events[0]
	if r.State != civic.Submitted || r.Holder != fullAgency || r.Named != fullUnit || r.Zone != civic.WITA || r.Seq != 1 ||
		!r.ShowName || !r.Mailable || r.Topic != 5 || r.Published || r.Queue() != civic.QueueAction {
		t.Errorf("%+v", r)
	}
	if e.Verb != civic.VerbSubmit || e.Seq != 1 || e.Desk != fullAgency || e.ToDesk != fullAgency || e.Role != civic.RoleReporter || e.ToQueue != civic.QueueAction {
		t.Errorf("%+v", e)
	}
	if k, due := r.NextDue(); k != civic.ClockVerify || !due.Equal(e.ToDue) {
		t.Errorf("next is %s at %s, the event says %s", k, due, e.ToDue)
	}
}

func TestSubmitPromises(t *testing.T) {
	w := sampleWorld(local(t, civic.WIB, "2026-03-02 09:00"))
	r, _, promises, err := w.Submit(theReport, "", "", civic.ReporterActor(0), submission())
	if err != nil || len(promises) != 4 {
		t.Fatalf("%d promises, %v", len(promises), err)
	}
	citizen, _ := r.Clocks.Get(civic.ClockCitizen)
	if last := promises[2]; !last.Due.Equal(citizen.Due) {
		t.Errorf("the reporter is promised %s, and the clock ends %s", last.Due, citizen.Due)
	}
}

func TestWhoMaySubmit(t *testing.T) {
	w := sampleWorld(local(t, civic.WIB, "2026-03-02 09:00"))
	graded := submission()
	graded.Class = civic.ComplaintOversight
	for _, tc := range []struct {
		name string
		by   civic.Actor
		sub  civic.Submission
		want civic.Kind
	}{
		{"a reporter", civic.ReporterActor(0), submission(), ""},
		{"an officer on behalf", officer(civic.RoleLiaison, semiUnit), submission(), ""},
		{"an officer who finds abuse", officer(civic.RoleAgencyAdmin, semiAgency), graded, ""},
		{"a reporter may not find abuse", civic.ReporterActor(0), graded, civic.KindInvalid},
		{"a supervisor", officer(civic.RoleSupervisor, national), submission(), civic.KindForbidden},
		{"nobody", civic.Actor{}, submission(), civic.KindForbidden},
	} {
		_, e, _, err := w.Submit(theReport, "", "", tc.by, tc.sub)
		if civic.KindOf(err) != tc.want {
			t.Errorf("%s: %v", tc.name, err)
		}
		if err == nil && tc.by.IsOfficer() && (e.Desk != tc.by.Desk || e.Officer != tc.by.Officer) {
			t.Errorf("%s: history says desk %d", tc.name, e.Desk)
		}
	}
	w.Book = civic.NewPolicyBook(nil)
	if _, _, _, err := w.Submit(theReport, "", "", civic.ReporterActor(0), submission()); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("without policies: %v", err)
	}
}

func TestCheckNamesTheField(t *testing.T) {
	today := civic.Date{Year: 2026, Month: 3, Day: 2}
	for _, tc := range []struct {
		name   string
		change func(*civic.Submission)
		want   string // field
	}{
		{"as it is", func(*civic.Submission) {}, ""},
		{"too short", func(s *civic.Submission) { s.Body = strings.Repeat("é", 19) }, "body"},
		{"just enough", func(s *civic.Submission) { s.Body = strings.Repeat("é", 20) }, ""},
		{"blanks do not count", func(s *civic.Submission) { s.Body = "a" + strings.Repeat(" ", 30) + "b" }, "body"},
		{"nothing to be seen", func(s *civic.Submission) { s.Body = strings.Repeat("\u200b", 30) }, "body"},
		{"nothing to be read", func(s *civic.Submission) { s.Body = strings.Repeat(". ! ", 30) }, "body"},
		{"a place that nobody sees", func(s *civic.Submission) { s.Place = civic.Place{Text: "\u200b"} }, "location_text"},
		{"a place of dots", func(s *civic.Submission) { s.Place = civic.Place{Text: "..."} }, "location_text"},
		{"too long", func(s *civic.Submission) { s.Body = strings.Repeat("é", 10_001) }, "body"},
		{"title too long", func(s *civic.Submission) { s.Title = strings.Repeat("é", 151) }, "title"},
		{"no such class", func(s *civic.Submission) { s.Class = "praise" }, "class"},
		{"a complaint without a place", func(s *civic.Submission) { s.Place = civic.Place{Text: "  "} }, "location_text"},
		{"a wish without a place", func(s *civic.Submission) { s.Place, s.Class = civic.Place{}, civic.Aspiration }, ""},
		{"a point will do", func(s *civic.Submission) { s.Place = civic.Place{HasPoint: true, Lat: -6.9, Lng: 107.6} }, ""},
		{"place too long", func(s *civic.Submission) { s.Place.Text = strings.Repeat("x", 501) }, "location_text"},
		{"beyond the pole", func(s *civic.Submission) { s.Place = civic.Place{HasPoint: true, Lat: -90.1} }, "lat"},
		{"around the globe", func(s *civic.Submission) { s.Place = civic.Place{HasPoint: true, Lng: 180.1} }, "lat"},
		{"not a number", func(s *civic.Submission) { s.Place = civic.Place{HasPoint: true, Lat: math.NaN()} }, "lat"},
		{"today", func(s *civic.Submission) { s.OccurredOn = today }, ""},
		{"tomorrow", func(s *civic.Submission) { s.OccurredOn = today.AddDays(1) }, "occurred_on"},
		{"before the republic", func(s *civic.Submission) { s.OccurredOn = civic.Date{Year: 1944, Month: 12, Day: 31} }, "occurred_on"},
	} {
		s := submission()
		tc.change(&s)
		if tc.name == "nothing to be seen" || tc.name == "a place that nobody sees" {
			s = s.Tidy() // as every door does before it checks
		}
		err := s.Check(today)
		if e := asError(err); (tc.want == "") != (err == nil) || (e != nil && (e.Field != tc.want || e.Kind != civic.KindInvalid)) {
			t.Errorf("%s: %v, want field %q", tc.name, err, tc.want)
		}
	}
}

func TestTidy(t *testing.T) {
	s := civic.Submission{Body: "\x00 Jalan\r\nrusak \u202eparah\u2066 \xff ", Title: " dua\n kata ", Anonymous: true, ShowName: true}.Tidy()
	if s.Body != "Jalan\nrusak parah" || s.Title != "dua kata" || s.Class != civic.Complaint || s.ShowName {
		t.Errorf("%+v", s)
	}
}

func TestDeriveTitle(t *testing.T) {
	for _, tc := range []struct{ body, want string }{
		{"Jalan rusak di Cibiru. Sudah lama.", "Jalan rusak di Cibiru"},
		{"Hai! Jalan rusak.", "Hai! Jalan rusak."},
		{"Satu\n\n dua", "Satu dua"},
		{strings.Repeat("kata ", 30), strings.TrimSpace(strings.Repeat("kata ", 15)) + "…"},
		{strings.Repeat("é", 90), strings.Repeat("é", 80) + "…"},
		{"", ""},
	} {
		if got := civic.DeriveTitle(tc.body); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.body, got, tc.want)
		}
	}
}

func FuzzTidySubmission(f *testing.F) {
	f.Add("Jalan rusak\x00\u202e di depan pasar. Tolong!", "judul")
	f.Add(strings.Repeat("panjang ", 40), "")
	f.Add("\xff\xfe", "\u2066")
	f.Fuzz(func(t *testing.T, body, title string) {
		s := civic.Submission{Body: body, Title: title}.Tidy()
		for _, text := range []string{s.Body, s.Title} {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) && r < 0x80 }) {
				t.Errorf("%q", text)
			}
		}
		if again := s.Tidy(); again != s {
			t.Errorf("tidied twice: %+v is not %+v", again, s)
		}
		if n := utf8.RuneCountInString(civic.DeriveTitle(body)); n > 81 {
			t.Errorf("a derived title of %d characters", n)
		}
		if strings.ContainsAny(s.Title, "\n\t") {
			t.Errorf("a title on two lines: %q", s.Title)
		}
	})
}
