package demo

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"tuntas/internal/civic"
)

func TestReportsAreAlwaysTheSame(t *testing.T) {
	a, b := rowsOf(t, Reports), rowsOf(t, Reports)
	if !reflect.DeepEqual(a, b) {
		t.Error("two calls tell different reports")
	}
}

func TestReportsCoverEveryState(t *testing.T) {
	all := rowsOf(t, Reports)
	if len(all) != Count {
		t.Fatalf("%d reports, want %d", len(all), Count)
	}
	states, situationsUsed, verbs := map[civic.State]int{}, map[string]int{}, map[civic.Verb]int{}
	for i, r := range all {
		if i > 0 && r.Age > all[i-1].Age {
			t.Errorf("%s is older than the one before it", r.Ref)
		}
		states[r.State]++
		situationsUsed[r.Situation]++
		for _, s := range r.Steps {
			verbs[s.Verb]++
		}
	}
	for _, s := range civic.States() {
		if states[s] != shares()[s] || states[s] < 10 {
			t.Errorf("%d reports %s, want %d", states[s], s, shares()[s])
		}
	}
	for _, v := range []civic.Verb{civic.VerbVerify, civic.VerbHold, civic.VerbComplete, civic.VerbDispose, civic.VerbReturn, civic.VerbFollowUp,
		civic.VerbAnswer, civic.VerbReply, civic.VerbAccept, civic.VerbClose, civic.VerbAutoClose, civic.VerbRate, civic.VerbReopen,
		civic.VerbWithdraw, civic.VerbEscalate, civic.VerbArchive, civic.VerbLapse} {
		if verbs[v] < 2 {
			t.Errorf("%s happens %d times", v, verbs[v])
		}
	}
	if len(situationsUsed) < 120 {
		t.Errorf("only %d situations are told", len(situationsUsed))
	}
	for id, n := range situationsUsed {
		if n > 20 {
			t.Errorf("%s is told %d times", id, n)
		}
	}
}

func TestReportsFitTheTables(t *testing.T) {
	tr, err := loadTree()
	if err != nil {
		t.Fatal(err)
	}
	topics, reasons := map[string]bool{}, map[string]bool{}
	for _, row := range rowsOf(t, Topics) {
		topics[row.Code] = row.Parent != ""
	}
	for _, row := range rowsOf(t, Reasons) {
		reasons[row.Kind+"/"+row.Code] = true
	}
	lists := map[civic.Verb]string{civic.VerbHold: "hold", civic.VerbReturn: "return", civic.VerbArchive: "archive", civic.VerbClose: "close"}
	secret, anonymous := 0, 0
	for _, r := range rowsOf(t, Reports) {
		_, region := tr.regions[r.Region]
		_, desk := tr.agencies[r.Desk]
		_, named := tr.agencies[r.NamedAgency]
		if !region || !desk || !topics[r.Topic] || r.NamedAgency != "" && !named {
			t.Errorf("%s: region %s, desk %s, topic %s or named agency %s is unknown", r.Ref, r.Region, r.Desk, r.Topic, r.NamedAgency)
		}
		for i, s := range r.Steps {
			if s.Role == civic.RoleReporter || s.Role == civic.RoleSystem {
				continue
			}
			if !tr.has(s.Desk, s.Role) {
				t.Errorf("%s step %d: nobody is %q at %s", r.Ref, i, s.Role, s.Desk)
			}
			if list := lists[s.Verb]; list != "" && !reasons[list+"/"+s.Reason] {
				t.Errorf("%s step %d: no reason %s/%s", r.Ref, i, list, s.Reason)
			}
			if s.Minute < 8*60 || s.Minute > 16*60 {
				t.Errorf("%s step %d: an officer at work at %d:%02d", r.Ref, i, s.Minute/60, s.Minute%60)
			}
		}
		if r.Secret {
			secret++
		}
		if r.Anonymous {
			anonymous++
			if r.ShowName {
				t.Errorf("%s: anonymous, and wants the name shown", r.Ref)
			}
		}
	}
	if secret < 10 || anonymous < 50 {
		t.Errorf("%d secret, %d anonymous", secret, anonymous)
	}
}

// leaks are the forms of personal data that no made-up text may hold: numbers
// of identity cards and telephones, mail addresses, links, number plates.
func leaks() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"a long number": regexp.MustCompile(`\d[\d .-]{8,}\d`),
		"a telephone":   regexp.MustCompile(`(\+62|\b08)\d`),
		"an address":    regexp.MustCompile(`@|https?:|www\.`),
		"a plate":       regexp.MustCompile(`\b[A-Z]{1,2} \d{3,4} [A-Z]{1,3}\b`),
	}
}

func TestTextsAreCleanAndReadable(t *testing.T) {
	bodies := map[string]bool{}
	for _, r := range rowsOf(t, Reports) {
		if bodies[r.Body] {
			t.Errorf("%s repeats a text", r.Ref)
		}
		bodies[r.Body] = true
		if n := utf8.RuneCountInString(r.Body); n < civic.MinBody || n > 900 {
			t.Errorf("%s: %d characters", r.Ref, n)
		}
		if n := utf8.RuneCountInString(r.Title); n < 3 || n > 80 {
			t.Errorf("%s: title %q", r.Ref, r.Title)
		}
		texts := []string{r.Title, r.Body, r.PlaceText}
		for _, s := range r.Steps {
			texts = append(texts, s.Text)
		}
		for _, text := range texts {
			if strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
				t.Errorf("%s: %q is not finished", r.Ref, text)
			}
			for what, form := range leaks() {
				if found := form.FindString(text); found != "" {
					t.Errorf("%s holds %s: %q", r.Ref, what, found)
				}
			}
		}
	}
}

func TestReportersAreFictional(t *testing.T) {
	phones, nameless := map[string]bool{}, 0
	for _, r := range rowsOf(t, Reports) {
		p := r.Reporter
		if p.Phone != "" && (!fictionalPhone.MatchString(p.Phone) || phones[p.Phone]) {
			t.Errorf("%s: telephone %s", r.Ref, p.Phone)
		}
		if p.Email != "" && !regexp.MustCompile(`^[a-z0-9.-]+@warga\.example$`).MatchString(p.Email) {
			t.Errorf("%s: address %s", r.Ref, p.Email)
		}
		if p.Email == "" && p.Phone == "" || p.Name == "" && !r.Anonymous {
			t.Errorf("%s: %+v", r.Ref, p)
		}
		if p.Name == "" {
			nameless++
		}
		phones[p.Phone] = true
	}
	if nameless == 0 {
		t.Error("everybody gave a name")
	}
}

func TestMisconductNamesNoOffice(t *testing.T) {
	for _, r := range rowsOf(t, Reports) {
		if strings.HasSuffix(r.Desk, "inspektorat") && (strings.Contains(r.PlaceText, "Kecamatan") || strings.Count(r.Region, ".") > 1) {
			t.Errorf("%s: %s points at %s", r.Ref, r.PlaceText, r.Region)
		}
	}
}
