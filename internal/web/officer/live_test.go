package officer_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

type news struct {
	Last    int64 `json:"id"`
	Changes []struct {
		Code string `json:"c"`
		Kind string `json:"k"`
	} `json:"n"`
}

// News reach those in whose part of the tree something happened, and hold nothing but codes; a sign of life at somebody
// else's report is answered like one at a report that is not there.
func TestNewsAndSignsOfLifeAreForTheOwnPart(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("dinas-pu", "PENANDA-KABAR lubang di jalan.", func(r *intake.Request) { r.Secret = true })
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		const nowhere = "7K2M-9QXT-4PD"
		for role, hears := range map[string]bool{"nasional": true, "kota": true, "sosial": false, "kabupaten": false, "pembina": true, "auditor": true} {
			b := o.As(role)
			p := b.GetAs("/petugas/kabar?sejak=0", "application/json")
			var n news
			if err := json.Unmarshal([]byte(p.Body), &n); err != nil || p.Status != http.StatusOK {
				t.Fatalf("%s: %d %v", role, p.Status, err)
			}
			if heard := strings.Contains(p.Body, got.Code.Display()); heard != hears || strings.Contains(p.Body, "PENANDA") || strings.Contains(p.Body, "lubang") {
				t.Errorf("%s hears %s", role, p.Body)
			}
			mine, none := b.Post("/petugas/laporan/"+got.Code.Display()+"/hadir", url.Values{}), b.Post("/petugas/laporan/"+nowhere+"/hadir", url.Values{})
			if hears && mine.Status != http.StatusOK {
				t.Errorf("%s gives a sign of life and is answered %d", role, mine.Status)
			}
			if !hears && (mine.Status != http.StatusNotFound || mine.Body != strings.ReplaceAll(none.Body, nowhere, got.Code.Display())) {
				t.Errorf("%s learns from %d that the report is there", role, mine.Status)
			}
		}
		stranger := o.Browse()
		for _, p := range []*stafftest.Page{stranger.GetAs("/petugas/kabar?sejak=0", "application/json"), stranger.Post("/petugas/laporan/"+got.Code.Display()+"/hadir", url.Values{})} {
			if p.Status == http.StatusOK && p.Path != "/petugas/masuk" || strings.Contains(p.Body, got.Code.Display()) && p.Path != "/petugas/masuk" {
				t.Errorf("a stranger is answered %d at %s: %.200s", p.Status, p.Path, p.Body)
			}
		}
	})
}

// That a report leaves the list of whoever is kept out in person they hear, for the list on the screen has to follow. What
// happens to it from then on they do not: nothing of it is announced to anybody.
func TestNewsPassOverWhoIsKeptOut(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got, plain := atRoads(o, nil), atRoads(o, nil)
		drain := func() {
			t.Helper()
			if err := o.Insight.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		drain()
		o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: o.Actor("kota").Officer, Message: "PENANDA ipar terlapor."})
		drain()
		before := o.As("kota").GetAs("/petugas/kabar?sejak=0", "application/json")
		var n news
		if err := json.Unmarshal([]byte(before.Body), &n); err != nil || strings.Contains(before.Body, "PENANDA") {
			t.Fatalf("%v: %s", err, before.Body)
		}
		for _, who := range []string{"jalan", "pimpinan"} {
			o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur lubangnya besok, kata " + who + "."})
		}
		drain()
		if p := o.As("kota").GetAs("/petugas/kabar?sejak="+strconv.FormatInt(n.Last, 10), "application/json"); p.Status != http.StatusOK || strings.Contains(p.Body, got.Code.Display()) {
			t.Errorf("who is kept out hears %d %s", p.Status, p.Body)
		}
		o.Do(o.Actor("jalan"), plain.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur lubangnya besok."})
		drain()
		if p := o.As("kota").GetAs("/petugas/kabar?sejak="+strconv.FormatInt(n.Last, 10), "application/json"); !strings.Contains(p.Body, plain.Code.Display()) || strings.Contains(p.Body, got.Code.Display()) {
			t.Errorf("of the others they hear %s", p.Body)
		}
	})
}
