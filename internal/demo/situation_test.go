package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// known are the slots a text may use.
func known() []string {
	return []string{"place", "kel", "kec", "kota", "daerah", "wilayah", "jalan", "patokan", "lama", "mulai", "waktu", "n", "nogang", "rt", "rw"}
}

func TestSituations(t *testing.T) {
	all := rowsOf(t, situations)
	if len(all) < 120 {
		t.Fatalf("%d situations", len(all))
	}
	ids, styles := map[string]bool{}, map[string]int{}
	slot := regexp.MustCompile(`\{([^}]*)\}`)
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if ids[s.id] {
			t.Errorf("[%s] appears twice", s.id)
		}
		ids[s.id] = true
		styles[s.style]++
		if !s.class.Valid() || s.topic == "" || s.desk == "" || s.place == "" || s.weight < 1 || len(s.titles) == 0 || len(s.bodies) == 0 {
			t.Errorf("[%s] lacks a key", s.id)
		}
		if !slices.Contains([]string{"city", "sby", "bdg", "gov", "nation"}, s.where) {
			t.Errorf("[%s] where: %q", s.id, s.where)
		}
		if s.archiveReason == "" && (len(s.answers) == 0 || s.closeText == "" || s.outcome == "") {
			t.Errorf("[%s] cannot end", s.id)
		}
		if (s.holdText == "") != (s.complete == "") && s.archiveReason == "" {
			t.Errorf("[%s] hold and complete go together", s.id)
		}
		if s.where == "nation" && s.class != civic.Information && len(w["place."+s.place]) == 0 && s.desk != nationalDesk && !strings.Contains(s.place, "{") {
			t.Errorf("[%s] has no place in a region", s.id)
		}
		texts := slices.Concat(s.titles, s.bodies, s.details, s.asks, s.follows, s.answers,
			[]string{s.place, s.holdText, s.complete, s.closeText, s.reopen, s.refusal, s.archiveText})
		for _, text := range texts {
			for _, m := range slot.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(known(), m[1]) {
					t.Errorf("[%s] unknown slot %s", s.id, m[0])
				}
				if s.where != "city" && s.where != "sby" && s.where != "bdg" && (m[1] == "kel" || m[1] == "kec") {
					t.Errorf("[%s] %s has no value outside the two cities", s.id, m[0])
				}
			}
		}
	}
	for _, style := range []string{"jv", "su", "en"} {
		if styles[style] < 4 {
			t.Errorf("%d situations in %s", styles[style], style)
		}
	}
}

func TestSituationErrors(t *testing.T) {
	for name, src := range map[string]string{
		"no heading": "title: x", "unknown key": "[a]\ncolour: red", "no colon": "[a]\nhello",
		"weight": "[a]\nweight: many", "parts": "[a]\nhold: only one part",
	} {
		if _, err := parseSituations(strings.NewReader(src)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSlots(t *testing.T) {
	s := slots{"place": "{jalan} depan musala", "jalan": "Jalan Melati", "waktu": "tadi malam"}
	if got, want := s.fill("lampu di {place} mati. {waktu} gelap"), "Lampu di Jalan Melati depan musala mati. Tadi malam gelap"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRegistersKeepNames(t *testing.T) {
	text := "Jalan di Kelurahan Ketabang sudah rusak. Mohon segera diperbaiki karena banyak orang yang jatuh."
	for seed := range uint64(50) {
		d := dice{state: seed}
		for _, how := range []register{casual, hasty} {
			got := speak(&d, how, text)
			if !strings.Contains(got, "Kelurahan Ketabang") {
				t.Errorf("%s: %q", how, got)
			}
			if how == hasty && len(got) < len(text)-1 {
				t.Errorf("slips lose letters: %q", got)
			}
		}
	}
}
