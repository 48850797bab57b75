package officer_test

import (
	"strings"
	"testing"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// A watched topic leads to the list of just what it counts.
func TestAWatchedTopicLeadsToItsReports(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		var topics []civic.ID
		for _, x := range o.Directory.Map(t.Context()).Topics {
			topics = append(topics, x.ID)
		}
		for i, desk := range []string{"kota", "kota", "kabupaten", "kota"} {
			o.Report(desk, "Lampu jalan padam sejak pekan lalu.", func(r *intake.Request) { r.Topic = topics[i/3] })
		}
		for _, w := range []struct {
			watch casework.TopicWatch
			n     int
		}{{casework.TopicWatch{Topic: topics[0]}, 4}, {casework.TopicWatch{Topic: topics[0], Agency: o.Agency("kota").ID}, 3}, {casework.TopicWatch{Topic: topics[1]}, 1}} {
			kept, err := o.Casework.WatchTopic(t.Context(), o.Actor("pembina"), w.watch)
			if err != nil {
				t.Fatal(err)
			}
			b := o.As("pembina")
			p := b.Get("/petugas/pantauan")
			href, open := "", ""
			for n := range stafftest.Elements(p.Doc, "li") {
				words := stafftest.Words(n)
				for a := range stafftest.Elements(n, "a") {
					if at := stafftest.Attr(a, "href"); strings.Contains(at, "topik=") {
						href, open = at, words
					}
				}
			}
			if href == "" {
				t.Fatalf("the topic leads to no list of its own: %s", stafftest.Words(p.Doc))
			}
			rows := 0
			for tr := range stafftest.Elements(b.Get(href).Doc, "tr") {
				if stafftest.Attr(tr, "data-code") != "" {
					rows++
				}
			}
			if want := "perlu tindakan: " + string(rune('0'+w.n)); rows != w.n || !strings.Contains(strings.ToLower(open), want) {
				t.Errorf("%s lists %d, the topic says %q", href, rows, open)
			}
			if err := o.Casework.UnwatchTopic(t.Context(), o.Actor("pembina"), kept.ID); err != nil {
				t.Fatal(err)
			}
		}
	})
}
