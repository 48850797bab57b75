package officer_test

import (
	"net/http"
	"slices"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// Of what is closed only what can be done to it is offered, on the bar of the list and on the page of the order.
func TestBulkOffersWhatTheListCanHave(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, nil)
		jalan := o.Actor("jalan")
		o.Do(jalan, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Regu kami ke sana Selasa, 24 November."})
		o.Do(jalan, got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: "Lubang ditambal Senin, 23 November."})
		atRoads(o, nil)
		b := o.As("jalan")
		for list, want := range map[string][]string{
			"/petugas?tab=selesai":        {"label", "note"},
			"/petugas":                    {"verify", "dispose", "assign", "label", "follow_up", "answer", "merge", "note"},
			"/petugas?keadaan=dispatched": {"dispose", "assign", "label", "follow_up", "answer", "merge", "note"},
		} {
			p := b.Get(list)
			if p.Status != http.StatusOK {
				t.Fatalf("%s answers %d", list, p.Status)
			}
			f := p.Form(bulkAt)
			if got := f.Options("verb"); !slices.Equal(got, want) {
				t.Errorf("%s offers %v", list, got)
			}
			if list != "/petugas?tab=selesai" {
				continue
			}
			order := f.Set("pilih", got.Code.Display()).Set("verb", "label").Send()
			if got := order.Form(bulkAt).Options("verb"); !slices.Equal(got, want) {
				t.Errorf("the order offers %v", got)
			}
			stafftest.Rules(t, order)
		}
	})
}
