package front_test

import (
	"net/http"
	"net/url"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// Whoever says that the report is about the office itself has to say which one; then the office and all below it do not
// get it, and a desk above does.
func TestAboutTheOfficeWantsAnOffice(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.Browse()
		b.Post("/lapor", url.Values{"body": {"Pegawai dinas meminta uang untuk surat jalan kemarin siang."}, "class": {"complaint"}})
		p := b.Get("/lapor/lokasi").Form("/lapor/lokasi").Set("location_text", "Kantor dinas").Set("against", "yes").Send()
		stafftest.Rules(t, p)
		if f := p.Form("/lapor/lokasi"); p.Status != http.StatusUnprocessableEntity || !p.Has("Sebutkan kantor yang Anda maksud, atau hapus centangnya.") || !ticked(p, "against") || f.Value("location_text") != "Kantor dinas" {
			t.Fatalf("without an office: %d at %s", p.Status, p.Path)
		}
		desk := o.Agency("dinas-pu")
		p = p.Form("/lapor/lokasi").Set("agency", desk.Name).Send()
		if p.Path != "/lapor/kontak" {
			p.Form("/lapor/lokasi").Set("agency_id", desk.ID.String()).Send()
		}
		p = b.Post("/lapor/kontak", url.Values{"hide": {"yes"}, "secret": {"no"}})
		if p.Path != "/lapor/periksa" || !p.Has("Tidak dibaca oleh "+desk.Name) {
			t.Fatalf("checking: %d at %s", p.Status, p.Path)
		}
		code, _ := receiptOf(t, p.Form("/lapor/periksa").Send())
		r, err := o.Store.ReportByCode(t.Context(), o.DB, code)
		if err != nil || len(r.Oversight.Kept) != 1 || r.Oversight.Kept[0].Desk != desk.ID || o.Directory.Map(t.Context()).Tree.Within(r.Holder, desk.ID) {
			t.Errorf("it lies at %d, kept out are %+v; %v", r.Holder, r.Oversight.Kept, err)
		}
		if _, err := o.Casework.Act(t.Context(), o.Actor("jalan"), code, civic.Command{Verb: civic.VerbNote, Message: "Saya baca."}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("the office has it: %v", err)
		}
	})
}

// ticked tells whether a box of a form is ticked.
func ticked(p *stafftest.Page, name string) bool {
	for n := range stafftest.Elements(p.Doc, "input") {
		if stafftest.Attr(n, "name") == name && stafftest.HasAttr(n, "checked") {
			return true
		}
	}
	return false
}
