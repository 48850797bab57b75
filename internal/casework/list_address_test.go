package casework_test

import (
	"net/url"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// The address of a list is read as the workspace means it, and written so that it is read the same again.
func TestListAddresses(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		m, desk, unit := w.Directory.Map(t.Context()), w.Agency("kota"), w.Agency("dpu")
		action := func(n casework.Narrow) casework.InboxQuery {
			return casework.InboxQuery{Queue: civic.QueueAction, Narrow: n}
		}
		for address, want := range map[string]casework.InboxQuery{
			"":                               action(casework.Narrow{}),
			"tab=lewat&keadaan=in_progress":  {Queue: civic.QueueAction, Late: true, State: civic.InProgress},
			"tab=menunggu":                   {Queue: civic.QueueWaiting},
			"tab=selesai&keadaan=dispatched": {Queue: civic.QueueDone}, // no report of this tab is in that state
			"tab=semua&q=lubang":             {Narrow: casework.Narrow{Text: "lubang"}},
			"tab=semua":                      action(casework.Narrow{}),
			"petugas=saya&sifat=rahasia&sifat=anonim&tanda=disebut":                                              action(casework.Narrow{Mine: true, Secret: true, Anonymous: true, Mentioned: true}),
			"petugas=tanpa&saluran=sms&jenis=complaint&label=aspal":                                              action(casework.Narrow{Nobody: true, Channel: "sms", Class: civic.Complaint, Label: "aspal"}),
			"unit=" + unit.String() + "&petugas=77&wilayah=35.78":                                                action(casework.Narrow{Unit: unit, Assignee: 77, Region: "35.78"}),
			"sejak=2026-03-01&sampai=2026-03-31":                                                                 action(casework.Narrow{From: civic.Date{Year: 2026, Month: time.March, Day: 1}, To: civic.Date{Year: 2026, Month: time.March, Day: 31}}),
			"unit=" + w.Agency("kemen").String() + "&topik=9&wilayah=x&jenis=x&sifat=x&sejak=x&petugas=x&lain=x": action(casework.Narrow{}),
		} {
			q, err := url.ParseQuery(address)
			if err != nil {
				t.Fatal(err)
			}
			got := casework.ReadAddress(m, desk, q)
			if got != want {
				t.Errorf("%q: %+v, want %+v", address, got, want)
			}
			again, ok := casework.Address(m, desk, got)
			if !ok || casework.ReadAddress(m, desk, again) != got {
				t.Errorf("%q is written %q", address, again.Encode())
			}
		}
		for name, q := range map[string]casework.InboxQuery{"late of what ended": {Queue: civic.QueueDone, Late: true}, "soon": {Queue: civic.QueueAction, Soon: true}, "everything without words": {},
			"another agency's": action(casework.Narrow{Unit: w.Agency("kemen")}), "a state of another queue": {Queue: civic.QueueAction, State: civic.Closed}} {
			if got, ok := casework.Address(m, desk, q); ok {
				t.Errorf("%s is written %q", name, got.Encode())
			}
		}
	})
}
