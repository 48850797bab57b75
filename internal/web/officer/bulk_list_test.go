package officer_test

import (
	"net/url"
	"slices"
	"testing"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// Other doors read the addresses of lists without these pages: what they find is what the page shows.
func TestAddressesMeanTheSameToAllDoors(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota := o.Actor("kota")
		for _, change := range []func(*intake.Request){nil, func(r *intake.Request) { r.Secret = true }, func(r *intake.Request) { r.Anonymous = true }} {
			o.Report("kota", "Jalan berlubang di depan pasar.", change)
		}
		sent := o.Report("kota", "Lampu jalan padam.", nil)
		o.Do(kota, sent.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
		if err := o.Casework.Watch(t.Context(), kota, sent.Code, true); err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for _, address := range []string{"", "sifat=rahasia", "sifat=anonim", "tanda=dipantau", "tanda=belum-dibaca", "tab=menunggu", "tab=selesai", "tab=lewat", "keadaan=submitted", "keadaan=dispatched",
			"petugas=saya", "petugas=tanpa", "unit=" + o.Agency("dinas-pu").ID.String(), "jenis=complaint&keadaan=dispatched", "saluran=sms", "wilayah=99", "sampai=2020-01-01", "sejak=2020-01-01", "label=aspal", "lucu=ya&sifat=lucu"} {
			q, err := url.ParseQuery(address)
			if err != nil {
				t.Fatal(err)
			}
			page, err := o.Casework.Inbox(t.Context(), kota, casework.ReadAddress(o.Directory.Map(t.Context()), kota.Desk, q))
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, r := range page.Rows {
				want = append(want, "/petugas/laporan/"+r.Report.Code.Display())
			}
			if got := rowsOf(o.As("kota").Get("/petugas?" + address)); !slices.Equal(got, want) {
				t.Errorf("%q: the page shows %v, others find %v", address, got, want)
			}
			seen[len(want)] = true
		}
		if len(seen) < 4 {
			t.Errorf("lists of only these lengths: %v", seen)
		}
	})
}
