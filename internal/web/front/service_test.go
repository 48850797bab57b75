package front_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/web/staff/stafftest"
)

const aPermit = `[{"id":"1","external_ref":{"system":"sippn","id":8123456},"agency":{"name":"kota"},"service":{"name":"Izin <b>tempat</b> \"usaha\"","decree_no":"7/2026"},
"standard":{"requirements":["KTP","<script>alert(1)</script>"],"steps":["Datang"],"time":{"text":"10 hari kerja sejak berkas lengkap, dapat diperpanjang paling lama 7 hari kerja"},
"fee":{"text":"Rp 50.000 per lembar"},"products":["Izin"],"complaint":{"text":"Loket pengaduan"}},"online_service_text":"javascript:alert(1)"}]`

// A service page says in plain words what its standard says, hides nothing of it, and takes nothing in it for marks of a page.
func TestAServicePageTellsItsStandard(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		d, err := serviceio.ReadJSON(strings.NewReader(aPermit))
		if err != nil {
			t.Fatal(err)
		}
		var id civic.ID
		if err := o.Catalogue.Import(t.Context(), civic.SystemActor(), d, catalogue.ImportOptions{State: service.Published}, func(r catalogue.Row) { id = r.Service }); err != nil {
			t.Fatal(err)
		}
		at := "/layanan/" + id.String()
		b := o.Browse()
		p := b.Get(at)
		stafftest.Rules(t, p)
		for _, words := range []string{`Izin tempat "usaha"`, "Paling lama 10 hari kerja sejak berkas lengkap", "Bisa diperpanjang paling lama 7 hari kerja", "Rp 50.000 per lembar", "Pemerintah Kota Andalan"} {
			if !p.Has(words) {
				t.Errorf("%q is not said", words)
			}
		}
		w := &wire{t: t, o: o}
		w.send(http.MethodGet, at, nil)
		if strings.Contains(w.body, "<script>alert") || strings.Contains(w.body, `href="javascript:`) {
			t.Error("words of a standard became marks of the page")
		}
		var schema map[string]any
		if err := json.Unmarshal([]byte(linkedIn(w.body)), &schema); err != nil {
			t.Fatal(err)
		}
		channel := schema["availableChannel"].([]any)[0].(map[string]any)
		if schema["name"] != `Izin tempat "usaha"` || channel["processingTime"] != nil {
			t.Errorf("schema.org: %v", schema)
		}
		linked := b.GetAs(at, "application/ld+json")
		if got := linked.Header.Get("Content-Type"); linked.Status != http.StatusOK || got != "application/ld+json" {
			t.Errorf("linked data answers %d, %s", linked.Status, got)
		}
		if status := w.send(http.MethodGet, "/pelayanan-publik/8123456/pemerintah-kota/izin--tempat-usaha", nil); status != http.StatusMovedPermanently || w.last.Header.Get("Location") != at {
			t.Errorf("the old address answers %d to %s", status, w.last.Header.Get("Location"))
		}
		if p := b.Get("/pelayanan-publik/99"); p.Status != http.StatusNotFound {
			t.Errorf("an old address of nothing answers %d", p.Status)
		}
		if p := b.Get("/layanan?free=1&cursor=7-9&region=99"); p.Status != http.StatusOK || !p.Has("diabaikan") {
			t.Errorf("filters that mean nothing are not named: %d", p.Status)
		}
	})
}

// linkedIn is the linked data of a page.
func linkedIn(page string) string {
	_, rest, _ := strings.Cut(page, `type="application/ld+json">`)
	script, _, _ := strings.Cut(rest, "</script>")
	return script
}
